"""``wsss-lint add``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from wsss_lint.terminal import is_terminal, prepare_streams, printable, say

if TYPE_CHECKING:
    from wsss_lint.authoring.add import Proposal
    from wsss_lint.authoring.entry import NewPaper
    from wsss_lint.authoring.place import Spot
    from wsss_lint.engine import Linter
    from wsss_lint.records.model import ListDocument
    from wsss_lint.source import Source
    from wsss_lint.venues.registry import Registry

HELP = """Add a paper to a list, in the list's own form.

WHAT is an arXiv id, an arXiv or CVF address, a DOI, a DBLP key or a title, which is looked up
online. With --title, --venue and --year nothing is asked. The change is shown, and written on
consent; what is written passes `wsss-lint check`. A paper that is listed already is refused.

With --row a row is added to a table of results instead:
  wsss-lint add --row --table VOC --method SEAM --venue CVPR --year 2020 --set val=64.5"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    from wsss_lint.online.options import add_options

    add = parser.add_argument
    add("what", nargs="?", metavar="WHAT", help="identifier, address, key or title")
    add("-f", "--file", metavar="PATH", help="the list (default: the README of this folder)")
    add("--section", metavar="TEXT", help="a part of the section's heading path, or a pattern")
    add("-y", "--yes", action="store_true", help="write without asking")
    add("--diff", action="store_true", help="show the change, write nothing")
    group = parser.add_argument_group("the paper (each overrides what a source says)")
    for name, help in (
        ("--title", "its title"),
        ("--venue", "its venue: CVPR, TPAMI, arXiv"),
        ("--method", "its method's short name"),
        ("--authors", "its authors, separated by commas"),
        ("--url", "its address"),
    ):
        group.add_argument(name, metavar=name.lstrip("-").upper(), help=help)
    group.add_argument("--year", type=_year, metavar="YEAR", help="the year of the venue")
    group = parser.add_argument_group("a row of a table of results")
    group.add_argument("--row", action="store_true", help="add a row instead of an entry")
    group.add_argument("--table", metavar="TEXT", help="its number, or a part of its heading path")
    group.add_argument(
        "--set", action="append", default=[], type=_value, metavar="COLUMN=VALUE", help="a cell"
    )
    group = parser.add_argument_group("settings")
    group.add_argument("--config", metavar="PATH", help="use this configuration file")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
    add_options(parser, sources=True)


def run(args: argparse.Namespace) -> int:
    """Find the paper, show the change, write it; return the exit code."""
    from wsss_lint.authoring.add import AddError
    from wsss_lint.settings import SettingsError
    from wsss_lint.source import SourceError
    from wsss_lint.targets import TargetError

    prepare_streams()
    try:
        return _add(args)
    except (AddError, SettingsError, SourceError, TargetError) as error:
        say(str(error))
        return 2


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1900 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    return int(text)


def _value(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=VALUE")
    return name.strip(), value.strip()


def _add(args: argparse.Namespace) -> int:
    from wsss_lint.authoring.add import AddError
    from wsss_lint.engine import Linter
    from wsss_lint.settings import Loader
    from wsss_lint.source import Source
    from wsss_lint.targets import find_targets

    if not args.row and not (args.what or args.title):
        raise AddError("say what to add: an identifier or title, or --title, --venue and --year")
    targets, _, errors = find_targets([args.file] if args.file else [])
    if errors or len(targets) != 1:
        raise AddError(str(errors[0]) if errors else f"{args.file}: name one file")
    path = targets[0].path
    linter = Linter(Loader(args.config, args.isolated).load(path))
    source = Source.read(path)
    document = linter.read(source)
    new = _paper(args, document.registry)
    if args.row:
        from wsss_lint.authoring.row import NewRow, find_table, propose_row

        table = find_table(document, args.table)
        row = NewRow(new, dict(args.set))
        return _write(args, source, propose_row(source, document, table, row, linter))
    return _add_entry(args, source, document, new, linter)


def _add_entry(
    args: argparse.Namespace, source: Source, document: ListDocument, new: NewPaper,
    linter: Linter,
) -> int:  # fmt: skip
    from wsss_lint.authoring.add import AddError, duplicates, propose

    if not document.papers:
        raise AddError(f"{source.path}: no papers were found, so there is no form to write in")
    twins = duplicates(document, new)
    for paper, reason in twins:
        line = source.line_of(paper.span.start)
        say(f"{source.path}:{line}: is listed already: it {reason}")
        print(f"  | {printable(source.slice(source.line_span(line)))}", file=sys.stderr)
    if twins:
        return 1
    spot = _choose(document, new, args.section)
    return _write(args, source, propose(source, document, new, spot, linter))


def _paper(args: argparse.Namespace, registry: Registry) -> NewPaper:
    """What is to be added: what a source says, and over it what the user says."""
    from wsss_lint.authoring.entry import NewPaper

    new = NewPaper(title=args.title or "")
    if args.what:
        from wsss_lint.online.client import Client
        from wsss_lint.online.fetch import fetch
        from wsss_lint.online.options import options_of

        client = Client(options_of(args))
        try:
            new, notices = fetch(client, args.what, registry)
        finally:
            client.close()
        for notice in [*client.notices, *notices]:
            say(notice)
        say(f"found at {new.source}")
    if args.venue:
        new = new._replace(venue=registry.lookup(args.venue), venue_text=args.venue)
    if args.method is not None:
        new = new._replace(method=args.method, method_guessed=False)
    if args.authors:
        names = tuple(name.strip() for name in args.authors.split(",") if name.strip())
        new = new._replace(authors=names)
    given = {name: getattr(args, name) for name in ("title", "year", "url")}
    return new._replace(**{name: value for name, value in given.items() if value})


def _choose(document: ListDocument, new: NewPaper, wanted: str | None) -> Spot:
    """The place: evident, or chosen by the user on a terminal."""
    from wsss_lint.authoring.add import AddError
    from wsss_lint.authoring.place import spots

    found = spots(document, new, wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        raise AddError(f"no section with papers is called {wanted!r}; see --section")
    if is_terminal(sys.stdin) and is_terminal(sys.stderr):
        for number, spot in enumerate(found, 1):
            print(f"  {number:3}  {printable(spot.name)}", file=sys.stderr)
        print("which section? ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(found):
            return found[int(answer) - 1]
        raise AddError("no section was chosen; nothing was written")
    names = "; ".join(spot.name for spot in found[:12])
    more = f" and {len(found) - 12} more" if len(found) > 12 else ""
    raise AddError(f"several sections come into question; choose one with --section: {names}{more}")


def _write(args: argparse.Namespace, source: Source, proposal: Proposal) -> int:
    """Show the change, and write it when the user agrees."""
    from wsss_lint.patch import unified_diff
    from wsss_lint.summary import patch_path
    from wsss_lint.terminal import put_bytes
    from wsss_lint.writing import WriteError, replace_file

    patch = unified_diff(source.text, proposal.text, patch_path(source.path))
    if is_terminal(sys.stdout):
        print(printable(patch), end="")
    else:
        put_bytes(patch.encode())
    if args.diff:
        return 0
    if not args.yes:
        if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            say("nothing was written: say --yes to write it")
            return 2
        print("write it? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            say("nothing was written")
            return 2
    try:
        replace_file(source.path, proposal.text.encode(), source.text.encode())
    except WriteError as error:
        say(str(error))
        return 2
    say(f"{source.path}:{proposal.line}: added")
    return 0
