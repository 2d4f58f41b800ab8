"""``wsss-lint explain``: how one entry was read."""

from __future__ import annotations

import argparse
import sys

from wsss_lint.terminal import prepare_streams, printable, say

HELP = """Show how the entry (or the row of a result table) at a line was read.

It prints the template that read it, each field with its text and columns, what its neighbours'
form is, and why the other templates did not fit."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("place", metavar="PATH:LINE", help="a line of a list, as in README.md:41")
    parser.add_argument("--config", metavar="PATH", help="use this configuration file")
    parser.add_argument("--isolated", action="store_true", help="use no configuration file")


def run(args: argparse.Namespace) -> int:
    """Print; return 0, or 2 when there is nothing to explain at that place."""
    from wsss_lint.authoring.explain import ExplainError, explain
    from wsss_lint.engine import Linter
    from wsss_lint.settings import Loader, SettingsError
    from wsss_lint.source import Source, SourceError

    prepare_streams()
    path, _, number = args.place.rpartition(":")
    if not path or not number.isdigit():
        say(f"`{args.place}` is no PATH:LINE; write for instance README.md:41")
        return 2
    try:
        linter = Linter(Loader(args.config, args.isolated).load(path), rules=())
        document = linter.read(Source.read(path))
        lines = explain(document, int(number))
    except (SettingsError, SourceError, ExplainError) as error:
        say(str(error))
        return 2
    sys.stdout.write(printable("\n".join(lines)) + "\n")
    return 0
