"""Applies fixes until nothing is left to fix. What cannot be proved is dropped, the rest is done.

Each round takes the fixes that do not meet, and proves the step: on the records (`invariants`) and,
for safe fixes, on the page (`page_proof`). Fixes that fail are held back for the rest of the run
and shown as suggestions afterwards; a list is never left alone because of one of them.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.edits import apply, edits_of
from wsss_lint.fix.corrected_line import fill_expected
from wsss_lint.fix.trial import Trial
from wsss_lint.source import Source

if TYPE_CHECKING:
    from wsss_lint.engine import FileResult, Linter

ROUNDS = 100  # real lists need two or three; fixes that insist on one place wait for each other
MOST_CIRCLES = 20  # of fixes that undo each other; more of them are the fault of the rules
RUNS = 4  # what was held back is tried again so often, as its neighbours are in order now

Keep = Callable[["FileResult"], list[Diagnostic]]
Chosen = list[Diagnostic]
#: A fix wherever it moves to: the rule, the lines that it is in, and its edits in them.
Key = tuple[str, str, tuple[tuple[int, int, str], ...]]


class Fixed(NamedTuple):
    """The outcome for one file."""

    before: Source
    result: FileResult  # of the text after all fixes
    applied: int  # findings whose fix was applied
    held: int  # findings whose fix could not be proved, and was not applied


def fix(
    linter: Linter,
    sources: Sequence[Source],
    floor: Applicability = Applicability.SAFE,
    keep: Keep | None = None,
) -> list[Fixed]:
    """Fix lists that belong together; nothing is written to disk.

    `floor` is the least trusted kind of fix that is applied: `SAFE`, or `UNSAFE` for both.
    `keep` chooses the findings whose fixes count (the changed lines, what is in no baseline).
    Safe fixes go first, to the end, under the stronger proof; an unsafe one joins in where no
    safe one is left. The result is stable: fixing it again changes nothing.

    Raises what `Linter.lint` raises.
    """
    run = _Run(linter, linter.lint(sources), floor, keep)
    run.settle()
    held = run.show_held()
    return [
        Fixed(before, result, count, left)
        for before, result, count, left in zip(sources, run.results, run.applied, held, strict=True)
    ]


def withhold(linter: Linter, results: Sequence[FileResult]) -> None:
    """Lower the applicability of fixes that `fix` would not apply, so that nothing is announced
    that is not done: one round of safe fixes is proved, and not taken."""
    for result in results:
        able = _able(result, Applicability.SAFE, None, set())
        if able:
            chosen = compatible(able)
            kept = Trial(linter, result).keep(chosen, safe=True)
            _show_only(result, [d for d in chosen if not any(d is k for k in kept)])


class _Run:
    """One run over lists that belong together."""

    def __init__(
        self, linter: Linter, results: list[FileResult], floor: Applicability, keep: Keep | None
    ) -> None:
        self.linter = linter
        self.results = results
        self.floor = floor
        self.keep = keep
        self.applied = [0] * len(results)
        self.held: list[set[Key]] = [set() for _ in results]
        self.barred: set[str] = set()  # rules whose fixes find no end

    @property
    def texts(self) -> tuple[str, ...]:
        """The lists as they are now."""
        return tuple(result.source.text for result in self.results)

    def settle(self) -> None:
        """Fix until a run that begins with nothing held back changes nothing."""
        for _ in range(RUNS):
            before = self.texts
            self.held = [set() for _ in self.results]
            self._until_quiet()
            if self.texts == before or not any(self.held):
                return

    def _until_quiet(self) -> None:
        """Round by round until no fix is left. Where fixes undo each other all begins anew
        without any of them, for which one is right is not known; where rules find no end, all
        begins anew without these rules."""
        start, applied = self.results, self.applied
        for attempt in range(ROUNDS):
            circle = self._rounds()
            if not circle:
                return
            self.results, self.applied = start, applied
            if circle[0] is None or attempt > MOST_CIRCLES:
                self.barred |= {
                    key[0] for keys in circle if keys for group in keys for key in group
                }
                continue
            for keys in circle:
                self.held = [a | b for a, b in zip(self.held, keys or (), strict=True)]

    def _rounds(self) -> list[list[set[Key]] | None]:
        """Go on until no fix is left: then nothing is returned. Else the fixes of the rounds that
        led back to where they began, or, behind a None, of the last ones of too many."""
        states = {self.texts: 0}
        history: list[list[set[Key]] | None] = []
        for _ in range(ROUNDS):
            done = self._round()
            if done is None:
                return []
            history.append(done)
            if self.texts in states:
                return history[states[self.texts] :]
            states[self.texts] = len(history)
        return [None, *history[-2:]]

    def _round(self) -> list[set[Key]] | None:
        """Apply what can be: the keys of the fixes, list by list; None when there is nothing."""
        for trust in (Applicability.SAFE, Applicability.UNSAFE):
            if trust < self.floor:
                break
            kept = [self._proved(at, trust) for at in range(len(self.results))]
            if any(kept):
                break
        else:
            return None
        if not any(kept):
            return None
        keys = [
            {key_of(result.source, d) for d in chosen}
            for result, chosen in zip(self.results, kept, strict=True)
        ]
        sources = [
            Source(apply(result.source.text, edits_of(chosen)), result.source.path)
            for result, chosen in zip(self.results, kept, strict=True)
        ]
        self.results = self.linter.lint(sources)
        self.applied = [n + len(c) for n, c in zip(self.applied, kept, strict=True)]
        return keys

    def _proved(self, at: int, trust: Applicability) -> Chosen:
        """The fixes of a list that go into the next round; what fails the proof is held back."""
        result = self.results[at]
        while True:
            able = _able(result, trust, self.keep, self.held[at])
            able = [d for d in able if d.name not in self.barred]
            if not able:
                return []
            chosen = compatible(able)
            trial = Trial(self.linter, result)
            kept = trial.keep(chosen, trust is Applicability.SAFE)
            self.held[at] |= {key_of(result.source, d) for d in trial.failed}
            if kept:
                return kept

    def show_held(self) -> list[int]:
        """Let the fixes that were held back be shown only: a person has to look at them."""
        counts = []
        for result, held in zip(self.results, self.held, strict=True):
            found = [
                d for d in result.diagnostics
                if d.fix is not None and d.fix.edits and d.fix.applicability >= self.floor
                and (d.name in self.barred or key_of(result.source, d) in held)
            ]  # fmt: skip
            _show_only(result, found)
            counts.append(len(found))
        return counts


def _show_only(result: FileResult, found: Chosen) -> None:
    """Let some fixes be suggestions; the corrected lines then hold them no more."""
    for diagnostic in found:
        if diagnostic.fix is not None:
            diagnostic.fix = diagnostic.fix._replace(applicability=Applicability.DISPLAY)
    if found:
        fill_expected(result.source, result.diagnostics)


def _able(
    result: FileResult, trust: Applicability, keep: Keep | None, held: set[Key]
) -> list[Diagnostic]:
    """The findings of a list whose fixes are of just this trust, and are not held back."""
    found = result.diagnostics if keep is None else keep(result)
    able = [d for d in found if d.fix is not None and d.fix.applicability is trust and d.fix.edits]
    return [d for d in able if key_of(result.source, d) not in held] if held else able


def key_of(source: Source, diagnostic: Diagnostic) -> Key:
    """What a fix is known by in a text that changes around it."""
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    start = source.line_span(source.line_of(edits[0].start)).start
    end = source.line_span(source.line_of(edits[-1].end)).end
    moved = tuple((edit.start - start, edit.end - start, edit.text) for edit in edits)
    return diagnostic.name, source.text[start:end], moved


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
