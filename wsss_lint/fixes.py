"""Applies fixes until nothing is left to fix, and proves that they kept their promise."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit
from wsss_lint.source import Source

if TYPE_CHECKING:
    from wsss_lint.engine import FileResult, Linter
    from wsss_lint.records.model import ListDocument

ROUNDS = 100  # real lists need two or three; fixes that insist on one place wait for each other

Keep = Callable[["FileResult"], list[Diagnostic]]
Chosen = list[Diagnostic]


class FixError(Exception):
    """Fixes that cannot be trusted; the file stays as it was. The text names the rules."""


class FixCycle(FixError):  # noqa: N818 - a FixError, and what it says
    """Rules that undo each other's fixes."""


class FixBroke(FixError):  # noqa: N818
    """A rule whose fix did more than it promised."""


class Fixed(NamedTuple):
    """The outcome for one file."""

    before: Source
    result: FileResult  # of the text after all fixes
    applied: int  # findings whose fix was applied


def fix(
    linter: Linter,
    sources: Sequence[Source],
    floor: Applicability = Applicability.SAFE,
    keep: Keep | None = None,
) -> list[Fixed]:
    """Fix lists that belong together; nothing is written to disk.

    `floor` is the least trusted kind of fix that is applied: `SAFE`, or `UNSAFE` for both.
    `keep` chooses the findings whose fixes count (the changed lines, what is in no baseline).
    Safe fixes go first, to the end, and are proved to keep the records; then the unsafe ones
    join in, under the weaker proof.

    Raises `FixCycle` and `FixBroke`; also what `Linter.lint` raises.
    """
    results = linter.lint(sources)
    applied = [0] * len(sources)
    for trust in (Applicability.SAFE, Applicability.UNSAFE):
        if trust < floor:
            break
        results = _settle(linter, results, trust, applied, keep)
    return [
        Fixed(before, result, count)
        for before, result, count in zip(sources, results, applied, strict=True)
    ]


def _settle(
    linter: Linter,
    results: list[FileResult],
    trust: Applicability,
    applied: list[int],
    keep: Keep | None,
) -> list[FileResult]:
    """Apply fixes of at least this trust round by round until none is left."""
    seen = {tuple(result.source.text for result in results): 0}
    history: list[set[str]] = []  # the rules of each round
    for _ in range(ROUNDS):
        rounds = [_round(result, trust, keep) for result in results]
        if not any(chosen for _, chosen in rounds):
            return results
        history.append({diagnostic.name for _, chosen in rounds for diagnostic in chosen})
        texts = tuple(text for text, _ in rounds)
        if texts in seen:
            raise FixCycle(_cycle_text(results, history[seen[texts] :]))
        seen[texts] = len(history)
        after = linter.lint(
            [Source(text, r.source.path) for text, r in zip(texts, results, strict=True)]
        )
        for at, (old, new) in enumerate(zip(results, after, strict=True)):
            chosen = rounds[at][1]
            if chosen:
                _prove(linter, old.document, new.document, chosen)
                applied[at] += len(chosen)
        results = after
    raise FixCycle(_cycle_text(results, history[-2:]))


def _cycle_text(results: list[FileResult], rounds: Iterable[set[str]]) -> str:
    path = results[0].source.path
    rules = ", ".join(f"`{name}`" for name in sorted(set().union(*rounds)))
    return f"{path}: the fixes of {rules} undo each other; the file is left as it was"


def _round(result: FileResult, trust: Applicability, keep: Keep | None) -> tuple[str, Chosen]:
    """The text after one round, and the findings whose fixes went into it."""
    found = result.diagnostics if keep is None else keep(result)
    able = [d for d in found if d.fix is not None and d.fix.applicability >= trust and d.fix.edits]
    if not able:
        return result.source.text, []
    chosen = compatible(able)
    edits = [edit for d in chosen if d.fix is not None for edit in d.fix.edits]
    return apply(result.source.text, edits), chosen


def compatible(diagnostics: Iterable[Diagnostic]) -> Chosen:
    """The findings whose fixes can be applied together: none overlaps or touches another's.

    All edits of a fix or none. Where two meet, the one that starts first goes first and the
    other waits for the next round: touching ones too, for what they mean to do at their common
    border is not known here.
    """
    ordered = sorted(
        (d for d in diagnostics if d.fix is not None),
        key=lambda d: (d.fix.edits if d.fix else (), d.code),
    )
    taken: list[tuple[int, int]] = []  # sorted, disjoint
    chosen = []
    for diagnostic in ordered:
        assert diagnostic.fix is not None
        spans = [(edit.start, edit.end) for edit in diagnostic.fix.edits]
        if not any(_meets(taken, start, end) for start, end in spans):
            for span in spans:
                _insert(taken, span)
            chosen.append(diagnostic)
    return chosen


def _meets(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (end, len(taken) and taken[-1][1]))
    return at > 0 and taken[at - 1][1] >= start


def _insert(taken: list[tuple[int, int]], span: tuple[int, int]) -> None:
    if not taken or taken[-1] < span:
        taken.append(span)
    else:
        insort(taken, span)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with edits applied that do not overlap."""
    out = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at or edit.end < edit.start:
            raise ValueError(f"edits overlap at offset {edit.start}")
        out.append(text[at : edit.start])
        out.append(edit.text)
        at = edit.end
    out.append(text[at:])
    return "".join(out)


def _prove(linter: Linter, old: ListDocument, new: ListDocument, chosen: Chosen) -> None:
    """Raise `FixBroke` when a round of fixes changed what it promised to keep."""
    from wsss_lint.proof import broken

    safe = all(d.fix is not None and d.fix.applicability is Applicability.SAFE for d in chosen)
    what = broken(old, new, safe)
    if what is None:
        return
    names = sorted({d.name for d in chosen})
    guilty = []
    for name in names if len(names) > 1 else []:
        edits = [e for d in chosen if d.name == name and d.fix is not None for e in d.fix.edits]
        alone = linter.read(Source(apply(old.source.text, edits), old.source.path))
        if broken(old, alone, safe) is not None:
            guilty.append(name)
    rules = ", ".join(f"`{name}`" for name in guilty or names)
    raise FixBroke(
        f"{old.source.path}: the fix of {rules} is not what it promises: {what}; "
        "the file is left as it was"
    )
