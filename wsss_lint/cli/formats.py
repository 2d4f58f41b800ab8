"""``wsss-lint formats``: how the entries of a list are written."""

from __future__ import annotations

import argparse

HELP = """Show how the entries of a list are written: the templates of its formats, the commonest
first, with how many entries are written like this."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("path", nargs="?", metavar="PATH", help="the list (default: the README)")
    parser.add_argument("--config", metavar="PATH", help="use this configuration file")
    parser.add_argument("--isolated", action="store_true", help="use no configuration file")


def run(args: argparse.Namespace) -> int:
    """Print; return 0, or 2 when there is no list."""
    from wsss_lint.authoring.init import describe, form_of
    from wsss_lint.engine import reading
    from wsss_lint.settings import Loader, SettingsError
    from wsss_lint.settings.checks import PRESETS
    from wsss_lint.source import Source, SourceError
    from wsss_lint.targets import TargetError, readme_of
    from wsss_lint.terminal import prepare_streams, printable, say

    prepare_streams()
    if args.path in PRESETS:
        say(f"there are no presets any more: a list like `{args.path}` is read without; "
            "`wsss-lint formats README.md` shows how yours is written")  # fmt: skip
        return 2
    try:
        path = args.path or readme_of(".")
        if not path:
            say("there is no README here; name the list")
            return 2
        format, registry = reading(Loader(args.config, args.isolated).load(path))
        form = form_of(Source.read(path), registry, format)
    except (SettingsError, SourceError, TargetError) as error:
        say(str(error))
        return 2
    if form is None:
        say(f"{path}: no entries understood")
        return 2
    print(printable("\n".join(describe(form, path))))
    return 0
