"""Which fixes may be called safe: asked once for all rules, before anybody hears of a fix.

A rule says what it would change and how sure it is. Here it is held against what is known of the
entry and against the page: a safe fix touches only what is understood, and nobody who reads the
list misses anything afterwards. What fails is unsafe, and what would lose or make up words, links
or pictures is only shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit
from wsss_lint.fix.corrected_line import patched
from wsss_lint.fix.invariants import units
from wsss_lint.fix.page_proof import Harm, harm, hull_of, same_venue_by
from wsss_lint.fix.rendering import RAW, Leaf, Shown, leaves, show
from wsss_lint.markdown.leaves import blank_marks
from wsss_lint.source import Span

_LETTER = re.compile(r"[^\W_]")
_WITHIN = (" ", "-", "'", "’", "/", ".")  # within words, or everywhere: they tell nothing
_MARKS = re.compile(r"[\W_]+")

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, Paper


def is_sure(paper: Paper) -> bool:
    """Whether an entry is understood: only then a safe fix may touch it."""
    return paper.match is not None


def demote(document: ListDocument, found: Iterable[Diagnostic]) -> None:
    """Lower the applicability of those fixes that are not as safe as their rules believe."""
    able = [
        d
        for d in found
        if d.fix is not None and d.fix.applicability is Applicability.SAFE and d.fix.edits
    ]
    if not able:
        return
    gate = Gate(document)
    blocks: dict[int, list[Diagnostic]] = {}
    for diagnostic in able:
        assert diagnostic.fix is not None
        blocks.setdefault(gate.block_of(diagnostic.fix.edits), []).append(diagnostic)
    for group in blocks.values():
        # A line with a thousand invisible characters has as many fixes: each by itself would
        # render the line again.
        together = gate.trust_together(group) if len(group) > MANY else None
        for diagnostic in group:
            fix = diagnostic.fix
            assert fix is not None
            trust = together if together is not None else gate.trust(fix.edits)
            if trust is not Applicability.SAFE:
                diagnostic.fix = fix._replace(applicability=trust)


MANY = 40  # fixes of one block that are judged one by one


class Gate:
    """Judges the fixes of one list."""

    def __init__(self, document: ListDocument) -> None:
        self.document = document
        self.leaves: list[Leaf] = leaves(document.markdown)
        self.starts = [leaf.span.start for leaf in self.leaves]
        self.unsure = [paper.span for paper in units(document) if not is_sure(paper)]
        self.same_venue = same_venue_by(document.registry)
        self.shown: dict[int, Shown] = {}  # by the number of the block
        self.runs: dict[int, list[str]] = {}  # likewise
        self._anchors: frozenset[str] | None = None

    @property
    def anchors(self) -> frozenset[str]:
        """What a link within the file can lead to."""
        if self._anchors is None:
            markdown = self.document.markdown
            self._anchors = markdown.anchors | {heading.slug for heading in markdown.headings}
        return self._anchors

    def trust(self, edits: Sequence[Edit]) -> Applicability:
        """How far a fix can be trusted that a rule calls safe."""
        if self._in_doubt(edits) or self._as_its_neighbors(edits):
            return Applicability.UNSAFE
        found = self._harm(edits)
        if found is None:
            return Applicability.SAFE
        return Applicability.DISPLAY if found.severe else Applicability.UNSAFE

    def block_of(self, edits: Sequence[Edit]) -> int:
        """The number of the block that a fix begins in, -1 before the first."""
        return bisect_right(self.starts, edits[0].start) - 1

    def trust_together(self, group: Sequence[Diagnostic]) -> Applicability:
        """How far many fixes of one block can be trusted: what is true of all of them at once."""
        edits: list[Edit] = []
        for edit in sorted(e for d in group if d.fix is not None for e in d.fix.edits):
            if not edits or edit.start >= edits[-1].end:
                edits.append(edit)
        alike = any(d.fix is not None and self._as_its_neighbors(d.fix.edits) for d in group)
        if alike or self._in_doubt(edits):
            return Applicability.UNSAFE
        found = self._harm(edits)
        if found is None:
            return Applicability.SAFE
        return Applicability.DISPLAY if found.severe else Applicability.UNSAFE

    def _runs_of(self, at: int) -> list[str]:
        """The runs of marks of a block, found once."""
        if at not in self.runs:
            self.runs[at] = _runs(self.document.source.flat, self.leaves[at].span)
        return self.runs[at]

    def _in_doubt(self, edits: Sequence[Edit]) -> bool:
        """Whether the fix touches an entry whose reading is not sure."""
        for start, end, _ in edits:
            at = bisect_right(self.unsure, Span(end, len(self.document.source.text) + 1)) - 1
            if at >= 0 and self.unsure[at].start <= end and start <= self.unsure[at].end:
                return True
        return False

    def _as_its_neighbors(self, edits: Sequence[Edit]) -> bool:
        """Whether the entry before or behind is written just as this one where the fix would change
        it. Then it is no slip, whatever papers further away look like. One of the
        two is enough: else a section would be changed from its edge, one entry a round."""
        at = self.block_of(edits)
        if at < 0 or edits[-1].end > self.leaves[at].span.end:
            return False
        text = self.document.source.flat
        leaf = self.leaves[at]
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(self.leaves)]
        near = [i for i in beside if self.leaves[i].path == leaf.path]
        here = self._runs_of(at)
        runs = [run for edit in edits if (run := _run(text, leaf.span, edit))]
        runs = [run for run in runs if here.count(run) == 1]  # `. ` stands behind each initial too
        if not runs:
            return False
        return any(set(runs) & set(self._runs_of(i)) for i in near)

    def _harm(self, edits: Sequence[Edit]) -> Harm | None:
        """What the fix does to the one block that it is in. What reaches over several blocks, or
        makes another block of it, the proof of the whole page finds."""
        at = self.block_of(edits)
        if at < 0:
            return None
        leaf = self.leaves[at]
        start, end = leaf.span
        if edits[-1].end > end or leaf.path.endswith(RAW):
            return None
        source, markdown = self.document.source, self.document.markdown
        old = source.flat[start:end]
        new = patched(source.flat, leaf.span, edits)
        if "\n" in old and blank_marks(old, start, markdown.quote_marks) != old:
            return None
        if at not in self.shown:
            self.shown[at] = show(old, markdown.definitions)
        after = show(new, markdown.definitions)
        return harm(self.shown[at], after, [hull_of(edits, start)], self.anchors, self.same_venue)


def _run(text: str, span: Span, edit: Edit) -> str:
    """The marks and blanks around an edit of marks and blanks, as they stand; empty for an edit of
    words. One blank alone is everywhere, and says nothing."""
    if _LETTER.search(edit.text) or _LETTER.search(text, edit.start, edit.end):
        return ""
    start, end = edit.start, edit.end
    while start > span.start and not text[start - 1].isalnum():
        start -= 1
    while end < span.end and not text[end].isalnum():
        end += 1
    run = text[start:end]
    return "" if run in _WITHIN else _placed(run, start, end, span)


def _runs(text: str, span: Span) -> list[str]:
    """All runs of marks and blanks in a block."""
    return [_placed(m[0], *m.span(), span) for m in _MARKS.finditer(text, *span)]


def _placed(run: str, start: int, end: int, span: Span) -> str:
    """A run and whether it begins or ends the block: ` *` opens in the midst, and closes nothing
    at the end."""
    return "^" * (start == span.start) + run + "$" * (end == span.end)
