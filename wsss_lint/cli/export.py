"""``wsss-lint export``: the records themselves."""

from __future__ import annotations

import argparse

from wsss_lint.engine import Linter
from wsss_lint.exporting import FORMATS, export
from wsss_lint.rules import RuleError, UnknownRule
from wsss_lint.settings import Loader, SettingsError
from wsss_lint.source import Source, SourceError
from wsss_lint.targets import STDIN, TargetError, readme_of
from wsss_lint.terminal import prepare_streams, put_bytes, say

HELP = """Print the records of a list: papers, result tables, BibTeX entries, table of contents.

CSV and BibTeX hold the papers only. Values in CSV are as in the list: a spreadsheet may take one
that begins with '=' for a formula, so import the columns as text."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("path", nargs="?", metavar="PATH", help="the list, or '-'; default: the README here")
    add("--format", choices=FORMATS, default="json", help="default: json")
    add("--output-file", metavar="PATH", help="write the records there")
    add("--config", metavar="PATH", help="use this configuration file")
    add("--isolated", action="store_true", help="use no configuration file")
    add("--stdin-filename", metavar="PATH", help="what '-' is called")
    add("-q", "--quiet", action="store_true", help="errors only on stderr")


def run(args: argparse.Namespace) -> int:
    """Print the records; return 0, or 2 when the list cannot be read."""
    prepare_streams()
    if args.config and args.isolated:
        say("--config and --isolated do not go together")
        return 2
    try:
        source = _source(args)
        settings = Loader(args.config, args.isolated).load(source.path)
        document = Linter(settings, rules=()).read(source)
    except (SourceError, SettingsError, TargetError, UnknownRule, RuleError) as error:
        say(str(error))
        return 2
    data = export(document, args.format).encode()
    if args.output_file and args.output_file != STDIN:
        from wsss_lint.writing import WriteError, create_file

        try:
            create_file(args.output_file, data)
        except WriteError as error:
            say(str(error))
            return 2
    else:
        put_bytes(data)
    if not args.quiet:
        rows = sum(len(table.rows) for table in document.tables)
        unread = sum(1 for paper in document.papers if not paper.readable)
        note = f" ({unread} of them recovered from broken entries)" if unread else ""
        say(f"{source.path}: {len(document.papers)} papers{note}, {rows} result rows")
    return 0


def _source(args: argparse.Namespace) -> Source:
    """The list that is meant; raise `SourceError` or `TargetError`."""
    import os
    import sys

    if args.path == STDIN:
        return Source.from_bytes(sys.stdin.buffer.read(), args.stdin_filename or STDIN)
    path = args.path or "."
    if os.path.isdir(path):  # noqa: PTH112
        readme = readme_of(path)
        if readme is None:
            raise TargetError(f"{path}: there is no README.md in this folder; name the list")
        path = readme
    return Source.read(path)
