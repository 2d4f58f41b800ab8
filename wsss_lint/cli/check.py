"""``wsss-lint [check]``."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from wsss_lint import __version__
from wsss_lint.checking import Checked, Run, Wishes
from wsss_lint.diagnostics import Applicability
from wsss_lint.reports import FORMATS
from wsss_lint.targets import STDIN, find_targets
from wsss_lint.terminal import prepare_streams, put_bytes, render_options, say

if TYPE_CHECKING:
    from wsss_lint.baseline import Baseline
    from wsss_lint.changes import Changes
    from wsss_lint.reports.model import Report

HELP = """Find what is wrong with a list of papers, and mend it.

PATH is a Markdown file, a folder (its Markdown files that hold papers), or '-' for standard
input. Without PATH the README of the current folder is checked."""

READABLE = ("text", "concise")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files, folders or '-'")
    group = parser.add_argument_group("fixing")
    group.add_argument("--fix", action="store_true", help="write the safe fixes")
    group.add_argument("--unsafe-fixes", action="store_true", help="write the unsafe fixes too")
    group.add_argument(
        "--diff", action="store_true", help="show the fixes as a patch, write nothing"
    )
    group = parser.add_argument_group("rules (codes, prefixes of codes, names; with commas)")
    for name, help in (
        ("--select", "check these rules only"),
        ("--extend-select", "check these rules too"),
        ("--ignore", "leave these rules out"),
    ):
        group.add_argument(name, action="append", default=[], metavar="RULES", help=help)
    group.add_argument("--pedantic", action="store_true", help="show findings of severity info")
    group.add_argument("--no-plugins", action="store_true", help="no rules of other packages")
    group = parser.add_argument_group("what is shown")
    group.add_argument("--baseline", metavar="PATH", help="leave out the findings of this file")
    group.add_argument("--write-baseline", metavar="PATH", help="write today's findings there")
    group.add_argument("--diff-base", metavar="REV", help="only what changed since this revision")
    group.add_argument("--only-changed", action="store_true", help="the same, the base found alone")
    group.add_argument("--staged", action="store_true", help="check what is staged in git")
    group = parser.add_argument_group("output")
    group.add_argument(
        "--output-format",
        choices=FORMATS,
        default=os.environ.get("WSSS_LINT_OUTPUT_FORMAT") or "text",
        metavar="FORMAT",
        help=", ".join(FORMATS) + " (default: $WSSS_LINT_OUTPUT_FORMAT, then text)",
    )
    group.add_argument("--output-file", metavar="PATH", help="write the findings there")
    group.add_argument("--statistics", action="store_true", help="count the findings by rule")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument("-q", "--quiet", action="store_true", help="findings and errors only")
    group.add_argument("-v", "--verbose", action="store_true", help="say more about the run")
    group.add_argument("--exit-zero", action="store_true", help="exit 0 although findings remain")
    group = parser.add_argument_group("settings")
    group.add_argument("--config", metavar="PATH", help="use this configuration file")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
    group.add_argument("--stdin-filename", metavar="PATH", help="what '-' is called")
    group.add_argument("--force-exclude", action="store_true", help="exclude named files too")


def run(args: argparse.Namespace) -> int:
    """Check, fix, report; return the exit code."""
    prepare_streams()
    fault = _fault(args)
    if fault:
        say(fault)
        return 2
    wishes = wishes_of(args)
    try:
        baseline, changes, notices = _comparisons(args)
    except ValueError as error:
        say(str(error))
        return 2
    targets, found_notices, errors = find_targets(args.paths)
    check = Run(wishes, say, baseline, changes, _ranking(args))
    for problem in errors:
        check.fail(str(problem))
    check.check(targets, add_combined=not args.paths)
    return _finish(args, check, [*notices, *found_notices])


def wishes_of(args: argparse.Namespace) -> Wishes:
    """What the options ask for; `verify` and `links` take the same ones."""
    fixing = args.fix or args.unsafe_fixes or args.diff
    trust = Applicability.UNSAFE if args.unsafe_fixes else Applicability.SAFE
    return Wishes(
        config=args.config,
        isolated=args.isolated,
        plugins=not args.no_plugins,
        pedantic=args.pedantic,
        select=_listed(args.select),
        extend_select=_listed(args.extend_select),
        ignore=_listed(args.ignore),
        force_exclude=args.force_exclude,
        stdin_name=args.stdin_filename,
        fix=trust if fixing else None,
        write=not args.diff,
        verbose=args.verbose,
    )


def _fault(args: argparse.Namespace) -> str | None:
    """Options that cannot go together."""
    if args.output_format not in FORMATS:  # argparse does not check a default
        return f"WSSS_LINT_OUTPUT_FORMAT is {args.output_format!r}; there are {', '.join(FORMATS)}"
    if args.staged and (args.fix or args.unsafe_fixes) and not args.diff:
        return "--staged checks what is staged, --fix writes the files themselves; use one of them"
    if args.baseline and args.write_baseline:
        return "--baseline and --write-baseline do not go together: write it anew without the old"
    if args.config and args.isolated:
        return "--config and --isolated do not go together"
    if args.paths.count(STDIN) > 1:
        return "'-' can be named once"
    if args.stdin_filename and STDIN not in args.paths:
        return "--stdin-filename needs '-' among the paths"
    return _with_hint(args)


def _listed(values: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _with_hint(args: argparse.Namespace) -> str | None:
    """`wsss-lint --verbose export`, `wsss-lint exprot`, `wsss-lint fix`: no files are meant."""
    from wsss_lint.cli.main import COMMANDS

    for path in args.paths:
        if not path.isalpha() or os.path.exists(path):  # noqa: PTH110
            continue
        if path in COMMANDS:
            return f"{path}: no such file (options go after the command)"
        import difflib

        known = {**{name: name for name in COMMANDS}, "fix": "--fix", "diff": "--diff"}
        near = difflib.get_close_matches(path, known, 1, 0.75)
        if near:
            return f"{path}: no such file; did you mean `wsss-lint {known[near[0]]}`?"
    return None


def _comparisons(
    args: argparse.Namespace,
) -> tuple[Baseline | None, Changes | None, list[str]]:
    """What the findings are compared with; `ValueError` when a baseline cannot be used."""
    baseline = None
    if args.baseline:
        from wsss_lint.baseline import Baseline, BaselineError

        try:
            baseline = Baseline.read(args.baseline)
        except BaselineError as error:
            raise ValueError(str(error)) from None
    if not (args.diff_base or args.staged or args.only_changed):
        return baseline, None, []
    from wsss_lint.changes import open_changes

    changes, notice = open_changes(
        ".", os.environ, diff_base=args.diff_base, staged=args.staged,
        only_changed=args.only_changed,
    )  # fmt: skip
    return baseline, changes, [notice] if notice else []


def _ranking(args: argparse.Namespace) -> Changes | None:
    """What the pull request touched, when all is shown: annotations about it go first.

    GitHub shows ten annotations of each level; old debt must not fill them.
    """
    compared = args.diff_base or args.staged or args.only_changed
    if compared or args.output_format != "github" or not os.environ.get("GITHUB_EVENT_NAME"):
        return None
    from wsss_lint.changes import open_changes

    return open_changes(".", os.environ, only_changed=True)[0]


def _finish(args: argparse.Namespace, check: Run, notices: list[str]) -> int:
    """Print the report, the patch or the fixed document, and the summary."""
    from wsss_lint.summary import notices_of, remarks_of, summary_of

    if check.changes is not None:
        notices += check.changes.notices
    notices += notices_of(check)
    report = make_report(check, notices)
    nothing = not check.checked
    if not args.quiet or nothing:
        for notice in [*notices, *remarks_of(check)]:
            say(notice)
    if args.write_baseline and not check.failed:
        _write_baseline(args.write_baseline, check)
    to_stderr = False
    if args.diff:
        _print_patch(check.checked)
    elif any(checked.target.path == STDIN for checked in check.checked) and check.wishes.fix:
        to_stderr = True
        _print_document(check.checked)
    elif check.wishes.fix and STDIN in args.paths:
        pass
    if not (args.diff and not args.output_file):
        _print_report(args, check, report, to_stderr)
    if nothing and not check.failed:
        say("nothing was checked: no list of papers was found")
    if not args.quiet and not nothing:
        say_plain(summary_of(check, report))
    if check.failed:
        return 2
    remaining = report.counts().findings
    if args.write_baseline or args.exit_zero:
        return 0
    pending = args.diff and any(checked.fixed for checked in check.checked)
    return 1 if remaining or pending else 0


def say_plain(text: str) -> None:
    """The summary: the last line on stderr, without the program's name."""
    print(text, file=sys.stderr, flush=True)


def make_report(check: Run, notices: list[str]) -> Report:
    """The run as reports take it."""
    from wsss_lint.reports.model import FileReport, Report

    files = []
    for checked in check.checked:
        outline = checked.outline
        files.append(
            FileReport(
                checked.source.path,
                checked.source,
                papers=outline.papers,
                tables=len(outline.tables),
                rows=outline.rows,
                unreadable=outline.unreadable,
                diagnostics=checked.shown,
                in_diff=check.touched(checked),
            )
        )
    fixed = sum(checked.fixed for checked in check.checked) if check.wishes.write else 0
    rules = {r.name: type(r) for linter in check.linters for r in linter.rules}
    ordered = sorted(rules.values(), key=lambda rule: rule.code)
    return Report(files, fixed, notices, __version__, ordered)


def _print_report(args: argparse.Namespace, check: Run, report: Report, to_stderr: bool) -> None:
    from wsss_lint.reports import render

    stream = sys.stderr if to_stderr else sys.stdout
    options = render_options(args.color, stream, bool(args.output_file))
    if args.statistics and args.output_format in READABLE:
        from wsss_lint.summary import statistics

        text = statistics(report)
    else:
        text = render(args.output_format, report, options)
        if args.statistics and not args.quiet:
            from wsss_lint.summary import statistics

            sys.stderr.write(statistics(report))
    if args.output_file and args.output_file != STDIN:
        from wsss_lint.writing import WriteError, create_file

        try:
            create_file(args.output_file, text.encode())
        except WriteError as error:
            check.fail(str(error))
    elif args.output_format in READABLE or to_stderr:
        stream.write(text)
        stream.flush()
    else:
        put_bytes(text.encode())


def _print_patch(lists: list[Checked]) -> None:
    from wsss_lint.patch import unified_diff
    from wsss_lint.summary import patch_path

    for checked in lists:
        before, after = checked.before.text, checked.source.text
        put_bytes(unified_diff(before, after, patch_path(checked.before.path)).encode())


def _print_document(lists: list[Checked]) -> None:
    for checked in lists:
        if checked.target.path == STDIN:
            put_bytes(checked.source.text.encode())


def _write_baseline(path: str, check: Run) -> None:
    from wsss_lint.baseline import render
    from wsss_lint.writing import WriteError, create_file

    found = {c.source.path: c.found for c in check.checked}
    try:
        create_file(path, render(path, found).encode())
    except WriteError as error:
        check.fail(str(error))
        return
    total = sum(map(len, found.values()))
    say(f"{path}: {total} finding{'' if total == 1 else 's'} written; check with --baseline {path}")
