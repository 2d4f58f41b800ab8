"""The command: finds the subcommand's module and imports no other."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

from wsss_lint import __version__

DEFAULT = "check"
COMMANDS = {  # name -> module, what it does
    "check": ("wsss_lint.cli.check", "find what is wrong with a list, and mend it (the default)"),
    "export": ("wsss_lint.cli.export", "print the records: JSON, JSON lines, CSV or BibTeX"),
    "formats": ("wsss_lint.cli.formats", "list the presets: the forms that are known by name"),
    "explain": ("wsss_lint.cli.explain", "show how one entry was read, and why so"),
    "rule": ("wsss_lint.cli.rule", "explain one rule"),
    "rules": ("wsss_lint.cli.rules", "list all rules"),
    "settings": ("wsss_lint.cli.settings", "print the effective settings and their origins"),
    "verify": ("wsss_lint.cli.verify", "compare the papers with arXiv, DBLP, Crossref, OpenAlex"),
    "links": ("wsss_lint.cli.links", "find dead links"),
    "add": ("wsss_lint.cli.add", "add a paper in the list's own form"),
    "init": ("wsss_lint.cli.init", "write a configuration for a list"),
}
USAGE_ERROR = 2


def entry() -> NoReturn:
    """Run the command of this process and exit with its code.

    The process does one job and ends: looking for reference cycles among the records would take
    a third of the time of a large list (there are none), and taking the records apart one by
    one at the end another tenth.
    """
    import gc

    gc.disable()
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except OSError as error:  # the disk that the report goes to is full, say
        sys.stderr.write(f"wsss-lint: {_what_failed()}: {error.strerror or error}\n")
        code = USAGE_ERROR
    sys.stderr.flush()
    os._exit(code)


def _what_failed() -> str:
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        return "the current folder does not exist any more"
    return "the output cannot be written"


def main(argv: list[str]) -> int:
    """Run a command; return 0 for clean, 1 for findings, 2 when the job could not be done."""
    if argv and argv[0] in ("--version", "-V"):
        print(f"wsss-lint {__version__}")
        return 0
    name = argv[0] if argv and argv[0] in COMMANDS else ""
    try:
        code = _run(name or DEFAULT, argv[1:] if name else argv, named=bool(name))
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("wsss-lint: interrupted\n")
        return 130
    except BrokenPipeError:  # the reader (`head`, a pager) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return USAGE_ERROR
    except OSError:  # of the output: `entry` says so
        raise
    except Exception as error:
        from wsss_lint.terminal import internal_error, say

        verbose = "--verbose" in argv or "-v" in argv
        say(internal_error(error, verbose=verbose))
        if verbose:
            import traceback

            traceback.print_exception(error)
        return USAGE_ERROR
    return code


def _run(name: str, argv: list[str], named: bool) -> int:
    import argparse

    module, summary = COMMANDS[name]
    command = import_module(module)
    parser = argparse.ArgumentParser(
        prog=f"wsss-lint {name}" if named else "wsss-lint",
        description=command.HELP if named else f"{summary[0].upper()}{summary[1:]}.",
        epilog=None if named else _overview(),
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=_width()),
        allow_abbrev=False,
    )
    command.configure(parser)
    if name == DEFAULT:
        parser.add_argument("-V", "--version", action="version", version=f"wsss-lint {__version__}")
    args, left = parser.parse_known_args(argv)
    if left:  # `a.md --fix b.md`: argparse takes the paths before the option for all there are
        args = parser.parse_intermixed_args(argv)
    code: int = command.run(args)
    return code


def _width() -> int:
    """The columns for help. Left to argparse, every start would import shutil to find them."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns) - 2
    try:
        return os.get_terminal_size().columns - 2
    except OSError:  # not a terminal
        return 78


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {summary}" for name, (_, summary) in COMMANDS.items()]
    return "\n".join(
        [
            "commands (wsss-lint COMMAND --help says more):",
            *lines,
            "",
            "exit codes: 0 clean, 1 findings remain, 2 the job could not be done",
        ]
    )
