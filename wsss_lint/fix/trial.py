"""Tries fixes out: which of those chosen keep what they promise, and which do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Diagnostic, Edit
from wsss_lint.edits import apply, edits_of
from wsss_lint.fix.invariants import blamed, broken
from wsss_lint.fix.page_proof import page_harmed, same_venue_by
from wsss_lint.source import Source, Span

if TYPE_CHECKING:
    from wsss_lint.engine import FileResult, Linter

READINGS = 60  # of a list in one trial: what is not settled by then is held back
CHARACTERS = 6_000_000  # that are read in one trial, if it takes a few readings more
FEWEST = 8


class _Verdict(NamedTuple):
    """What is wrong with a step, and where; no places: it cannot be said where."""

    what: str
    spans: list[Span]


class Trial:
    """Finds the fixes of one list that can be taken together."""

    def __init__(self, linter: Linter, result: FileResult) -> None:
        self.linter = linter
        self.old = result.document
        self.failed: list[Diagnostic] = []  # what broke its promise, alone or as far as is known
        size = len(result.source.text) + 1
        self.readings = max(FEWEST, min(READINGS, CHARACTERS // size))  # that are left

    def keep(self, chosen: list[Diagnostic], safe: bool) -> list[Diagnostic]:
        """The fixes that keep their promise, all together.

        What is wrong is mostly wrong in one entry: its fixes are dropped, but for the first one,
        which may be right without the others. Where that does not help, the fixes are halved
        until the guilty ones are found.
        """
        left = list(chosen)
        while left and self.readings > 0:
            verdict = self._judge(left, safe)
            if verdict is None:
                return left
            guilty = [d for d in left if _inside(d, verdict.spans)]
            if not guilty:
                return self._halved([], left, safe)
            left = self._without(left, verdict.spans)
        self.failed += left
        return []

    def _without(self, left: list[Diagnostic], spans: list[Span]) -> list[Diagnostic]:
        """The fixes without those of some entries; of several in one entry the first stays."""
        first: dict[Span, list[int]] = {}
        dropped: set[int] = set()
        for number, diagnostic in enumerate(left):
            for span in spans:
                if _inside(diagnostic, [span]):
                    first.setdefault(span, []).append(number)
        for group in first.values():
            if len(group) == 1:
                self.failed.append(left[group[0]])
                dropped.add(group[0])
            else:  # the others get their turn in the next round
                dropped.update(group[1:])
        return [d for number, d in enumerate(left) if number not in dropped]

    def _halved(
        self, base: list[Diagnostic], group: list[Diagnostic], safe: bool
    ) -> list[Diagnostic]:
        """`base`, which is known to be right, and what of the group can be added to it."""
        if self.readings <= 0:
            self.failed += group
            return base
        if self._judge(base + group, safe) is None:
            return base + group
        if len(group) == 1:
            self.failed += group
            return base
        half = len(group) // 2
        base = self._halved(base, group[:half], safe)
        return self._halved(base, group[half:], safe)

    def _judge(self, chosen: list[Diagnostic], safe: bool) -> _Verdict | None:
        """What these fixes break together; None when they keep what they promise."""
        old = self.old
        edits = edits_of(chosen)
        source = Source(apply(old.source.text, edits), old.source.path)
        self.readings -= 1
        new = self.linter.read(source)
        what = broken(old, new, safe)
        if what is not None:
            return _Verdict(what, blamed(old, new, edits, safe))
        if not safe:
            return None
        groups: list[Sequence[Edit]] = [d.fix.edits for d in chosen if d.fix is not None]
        page = page_harmed(old.markdown, new.markdown, groups, same_venue_by(old.registry))
        return _Verdict(page.what, page.spans) if page is not None else None


def _inside(diagnostic: Diagnostic, spans: Sequence[Span]) -> bool:
    """Whether an edit of the finding's fix is in one of these places, or touches it."""
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    return any(e.start <= span.end and span.start <= e.end for e in edits for span in spans)
