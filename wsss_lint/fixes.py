"""Applies fixes until nothing is left to fix, and proves that they kept their promise."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit
from wsss_lint.source import Source, Span

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
    run = _Run(linter, linter.lint(sources), keep)
    run.settle(Applicability.SAFE)
    if floor <= Applicability.UNSAFE:
        before = None
        # What was held back with the unsafe fixes of its entry may be done without them.
        while before != run.texts:
            before = run.texts
            run.settle(Applicability.UNSAFE)
            held = run.held
            if not any(held):
                break
            run.settle(Applicability.SAFE)
            run.held = [one | other for one, other in zip(held, run.held, strict=True)]
    run.show_held(floor)
    return [
        Fixed(before, result, count)
        for before, result, count in zip(sources, run.results, run.applied, strict=True)
    ]


class _Run:
    """One run over lists that belong together."""

    def __init__(self, linter: Linter, results: list[FileResult], keep: Keep | None) -> None:
        self.linter = linter
        self.results = results
        self.keep = keep
        self.applied = [0] * len(results)
        #: The texts of the entries whose fixes are held back, for each list: see `doubted`.
        self.held: list[set[str]] = [set() for _ in results]

    @property
    def texts(self) -> tuple[str, ...]:
        """The lists as they are now."""
        return tuple(result.source.text for result in self.results)

    def settle(self, trust: Applicability) -> None:
        """Apply fixes of at least this trust round by round until none is left.

        What was held back is tried again at the end: its neighbours are in order now. Only when
        that changes nothing, it stays as it is; a second run begins there, and does the same.
        """
        seen = {self.texts: 0}
        history: list[set[str]] = []  # the rules of each round
        tried: tuple[str, ...] | None = None
        self.held = [set() for _ in self.results]
        while len(history) < ROUNDS:
            rounds = [
                _round(result, trust, self.keep, held)
                for result, held in zip(self.results, self.held, strict=True)
            ]
            if not any(chosen for _, chosen in rounds):
                if not any(self.held) or tried == self.texts:
                    return
                tried = self.texts
                if not history:
                    return
                self.held = [set() for _ in self.results]
                continue
            texts = tuple(text for text, _ in rounds)
            names = {diagnostic.name for _, chosen in rounds for diagnostic in chosen}
            if texts in seen:
                raise FixCycle(_cycle_text(self.results, [*history[seen[texts] :], names]))
            if self._step(texts, [chosen for _, chosen in rounds]):
                history.append(names)
                seen[texts] = len(history)
        raise FixCycle(_cycle_text(self.results, history[-2:]))

    def _step(self, texts: tuple[str, ...], chosen: list[Chosen]) -> bool:
        """Take the lists as they are after a round, or hold back what breaks its promise."""
        after = self.linter.lint(
            [Source(text, r.source.path) for text, r in zip(texts, self.results, strict=True)]
        )
        kept = True
        for at, (old, new) in enumerate(zip(self.results, after, strict=True)):
            if not chosen[at]:
                continue
            doubts = _prove(self.linter, old.document, new.document, chosen[at], self.held[at])
            if doubts:
                self.held[at] |= doubts
                kept = False
        if kept:
            self.results = after
            self.applied = [n + len(c) for n, c in zip(self.applied, chosen, strict=True)]
        return kept

    def show_held(self, floor: Applicability) -> None:
        """Let the fixes that were held back be shown only: a person has to look at them."""
        for result, held in zip(self.results, self.held, strict=True):
            spans = _spans(result, held)
            for diagnostic in result.diagnostics:
                fix = diagnostic.fix
                if fix is not None and fix.applicability >= floor and _inside(diagnostic, spans):
                    diagnostic.fix = fix._replace(applicability=Applicability.DISPLAY)


def _spans(result: FileResult, texts: set[str]) -> list[Span]:
    """The entries of a list with these texts."""
    if not texts:
        return []
    from wsss_lint.proof import units

    source = result.source
    return [p.span for p in units(result.document) if source.slice(p.span) in texts]


def _inside(diagnostic: Diagnostic, spans: list[Span]) -> bool:
    """Whether an edit of the finding's fix is in one of these entries, or touches it."""
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    return any(e.start <= span.end and span.start <= e.end for e in edits for span in spans)


def _cycle_text(results: list[FileResult], rounds: Iterable[set[str]]) -> str:
    path = results[0].source.path
    rules = ", ".join(f"`{name}`" for name in sorted(set().union(*rounds)))
    return f"{path}: the fixes of {rules} undo each other; the file is left as it was"


def _round(
    result: FileResult, trust: Applicability, keep: Keep | None, held: set[str]
) -> tuple[str, Chosen]:
    """The text after one round, and the findings whose fixes went into it."""
    found = result.diagnostics if keep is None else keep(result)
    able = [d for d in found if d.fix is not None and d.fix.applicability >= trust and d.fix.edits]
    spans = _spans(result, held)
    able = [d for d in able if not _inside(d, spans)] if spans else able
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


def _prove(
    linter: Linter, old: ListDocument, new: ListDocument, chosen: Chosen, held: set[str]
) -> set[str]:
    """Raise `FixBroke` when a round of fixes changed what it promised to keep.

    Where that is so only because entries that were hardly readable are read otherwise now,
    their texts are returned: those that are not held back already.
    """
    from wsss_lint.proof import broken, doubted, units

    safe = all(d.fix is not None and d.fix.applicability is Applicability.SAFE for d in chosen)
    what = broken(old, new, safe)
    if what is None:
        return set()
    if old.inference is not None and len(units(old)) <= len(units(new)):
        # The list has another form now, or other sections: does the old one still read the same?
        again = linter.read(new.source, old)
        if broken(old, again, safe) is None:
            return set()
        new = again
    edits = [edit for d in chosen if d.fix is not None for edit in d.fix.edits]
    doubts = {old.source.slice(paper.span) for paper in doubted(old, new, edits, safe)} - held
    if doubts:
        return doubts
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
