"""The sentences about a run: the last line, the notices, the count by rule."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from wsss_lint.diagnostics import Applicability

if TYPE_CHECKING:
    from wsss_lint.checking import Run
    from wsss_lint.outline import Outline
    from wsss_lint.reports.model import Report


def summary_of(check: Run, report: Report) -> str:
    """``1 file, 105 papers, 42 result rows: 3 errors, 12 warnings, 9 fixable with --fix``."""
    read = [
        counted(len(report.files), "file"),
        counted(sum(file.papers for file in report.files), "paper"),
        counted(sum(file.rows for file in report.files), "result row"),
    ]
    unreadable = sum(file.unreadable for file in report.files)
    if unreadable:
        read.insert(2, f"{unreadable} unreadable")
    counts = report.counts()
    found = [
        counted(number, word)
        for number, word in (
            (counts.errors, "error"),
            (counts.warnings, "warning"),
            (counts.infos, "info"),
        )
        if number
    ]
    if counts.fixable_safe:
        found.append(f"{counts.fixable_safe} fixable with --fix")
    if counts.fixable_unsafe:
        more = "more " if counts.fixable_safe else ""
        found.append(f"{counts.fixable_unsafe} {more}with --unsafe-fixes")
    if not counts.findings:
        found.insert(0, "no findings")
    fixed = sum(checked.fixed for checked in check.checked)
    if fixed:
        found.append(f"{fixed} fixed" if check.wishes.write else f"{fixed} would be fixed")
    silenced = sum(checked.suppressed for checked in check.checked)
    if silenced:
        found.append(f"{silenced} silenced by comments")
    if check.old:
        found.append(f"{check.old} in the baseline")
    return f"{', '.join(read)}: {', '.join(found)}"


def counted(number: int, word: str) -> str:
    """``1 paper``, ``2 papers``."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def notices_of(check: Run) -> list[str]:
    """What keeps the check from being what the user takes it for; reports show it too."""
    notices = []
    for checked in check.checked:
        outline = checked.outline
        path = checked.source.path
        if not outline.known and outline.bullets and not outline.papers:
            notices.append(
                f"{path}: no papers were checked: the form of this list is not known (no preset "
                "reads half of its entries); run `wsss-lint init` or describe the form in "
                "wsss-lint.toml"
            )
        elif outline.empty and outline.bullets and outline.form is None:
            notices.append(
                f"{path}: no papers were checked: no entry is written in the form that the "
                "settings describe; `wsss-lint explain PATH:LINE` tells how an entry is read"
            )
        elif outline.empty:
            notices.append(f"{path}: no papers and no result tables were found in it")
    return notices


def remarks_of(check: Run) -> list[str]:
    """What the user may like to know; only stderr has it, no pull request is annotated with it."""
    remarks = []
    if check.left_out:
        remarks.append(f"left out, no papers in them: {_some(check.left_out)}")
    if check.excluded:
        remarks.append(f"excluded by the settings: {_some(check.excluded)}")
    remarks += [
        _inferred(checked.source.path, checked.outline)
        for checked in check.checked
        if checked.outline.form is not None and checked.outline.known
    ]
    if check.changes is not None:
        remarks.append(f"only what changed is shown (base: {check.changes.describe()})")
    if check.paid_off:
        path = check.baseline.path if check.baseline else ""
        one = len(check.paid_off) == 1
        remarks.append(
            f"{counted(len(check.paid_off), 'finding')} of {path} "
            f"{'is' if one else 'are'} paid off; write it anew with --write-baseline"
        )
        if check.wishes.verbose:
            remarks += [f"paid off: {p}: {e.code} {e.message}" for p, e in check.paid_off]
    if check.wishes.verbose:
        for linter in check.linters:
            where = linter.settings.path or "none"
            remarks.append(f"configuration: {where}; {counted(len(linter.rules), 'rule')} ran")
    return remarks


def _inferred(path: str, outline: Outline) -> str:
    """How the list was read, when no settings say it."""
    share = int(outline.share * 100)  # 99.7 is not yet all
    form = f"{path}: read in the form `{outline.form}`"
    return f"{form}, which {share} % of it has" if share else form


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")


def statistics(report: Report) -> str:
    """One line a rule: how often it was found, and how it can be fixed."""
    number: Counter[tuple[str, str]] = Counter()
    best: dict[tuple[str, str], Applicability] = {}
    for _, diagnostic in report.findings():
        key = (diagnostic.code, diagnostic.name)
        number[key] += 1
        if diagnostic.fix is not None:
            best[key] = max(best.get(key, Applicability.DISPLAY), diagnostic.fix.applicability)
    how = {Applicability.SAFE: "  --fix", Applicability.UNSAFE: "  --unsafe-fixes"}
    lines = [
        f"{count:6}  {code}  {name}{how.get(best.get((code, name), Applicability.DISPLAY), '')}\n"
        for (code, name), count in sorted(number.items(), key=lambda item: (-item[1], item[0]))
    ]
    return "".join(lines)


def patch_path(path: str) -> str:
    """A file's name in a patch: from the top of the repository, as ``git apply`` reads it from
    whatever folder; outside of one from the current folder."""
    from wsss_lint.targets import repository_root

    here = os.path.join(os.getcwd(), "x")  # noqa: PTH109, PTH118
    root = repository_root(path) or repository_root(here) or os.getcwd()  # noqa: PTH109
    try:
        inside = os.path.relpath(os.path.realpath(path), root)
    except ValueError:
        inside = os.path.basename(path)  # noqa: PTH119
    return inside.replace(os.sep, "/")
