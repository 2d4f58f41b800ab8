"""``wsss-lint formats``: the presets."""

from __future__ import annotations

import argparse
import sys

HELP = """List the presets: the forms of lists that are known by name.

With NAME, print the preset itself: a start for the [format] of your own settings."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="print this preset")


def run(args: argparse.Namespace) -> int:
    """Print; return 0, or 2 when there is no preset of that name."""
    from wsss_lint.formats import presets
    from wsss_lint.formats.format import FormatError
    from wsss_lint.terminal import prepare_streams, say

    prepare_streams()
    try:
        if args.name:
            sys.stdout.write(presets.text(args.name))
        else:
            width = max(map(len, presets.names()))
            for name in presets.names():
                print(f"{name:{width}}  {presets.raw(name)['description']}")
    except FormatError as error:
        say(str(error))
        return 2
    return 0
