"""The corrected line: what stands there after all fixes of the line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.diagnostics import Edit

if TYPE_CHECKING:
    from wsss_lint.diagnostics import Diagnostic
    from wsss_lint.source import Source, Span

MANY_LINES = 12  # a fix that touches lines further apart is no longer a line to paste
WORK = 2_000_000  # characters that may be written for the findings of one place


def fill_expected(source: Source, diagnostics: Iterable[Diagnostic]) -> None:
    """Set `expected` of each finding that has a fix: its line(s), corrected.

    The other findings' fixes on the same lines are applied too, display ones as well; where two
    overlap a finding's own one wins, then the one that the reader meets first.
    """
    groups: dict[tuple[int, int], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if diagnostic.fix is None or not diagnostic.fix.edits:
            continue
        edits = diagnostic.fix.edits
        end = edits[-1].end
        whole = edits[-1].start == 0 or source.flat[edits[-1].start - 1] == "\n"
        if whole and end > edits[-1].start and source.flat[end - 1] == "\n":
            end -= 1  # a line that goes as a whole: the next one is not touched
        first, last = source.line_of(edits[0].start), source.line_of(end)
        if last - first < MANY_LINES:
            groups.setdefault((first, last), []).append(diagnostic)
    singles = {first: group for (first, last), group in groups.items() if first == last}
    for (first, last), group in groups.items():
        start = source.line_span(first).start
        end = source.line_span(last).end
        others = group
        if first != last:
            others = group + [d for line in range(first, last + 1) for d in singles.get(line, ())]
        _fill(source, (start, end), group, others)


def _fill(
    source: Source, lines: tuple[int, int], group: list[Diagnostic], others: list[Diagnostic]
) -> None:
    everything = [edit for diagnostic in others for edit in _ranked(diagnostic)]
    if not _clashing(everything):
        text = _written(source.text, lines, everything)
        for diagnostic in group:
            diagnostic.expected = text
        return
    size = lines[1] - lines[0] + len(everything)
    shared: str | None = None
    for diagnostic in group:
        if shared is not None:  # a hostile line: one answer for all of its findings
            diagnostic.expected = shared
            continue
        taken: list[Ranked] = []
        for other in [diagnostic, *others]:
            edits = _ranked(other)
            if not _clashing([*taken, *edits]):
                taken += edits
        diagnostic.expected = _written(source.text, lines, taken)
        if size * len(group) > WORK or len(others) > 40:
            shared = diagnostic.expected


#: An edit by start, rank and end: of what is inserted at one place, what closes comes first.
Ranked = tuple[int, int, int, str]


def _ranked(diagnostic: Diagnostic) -> list[Ranked]:
    """A finding's edits with their ranks at places where others insert too.

    In `Maps* ICCV2021*` one finding closes the title's quotes where another one wants a blank:
    what ends the flagged text (0) stands before a blank (1), and that before what opens (2).
    """
    assert diagnostic.fix is not None
    ranked = []
    for start, end, text in diagnostic.fix.edits:
        rank = 1
        if text.strip() and start == end:
            rank = 0 if start == diagnostic.span.end else 2 if start == diagnostic.span.start else 1
        ranked.append((start, rank, end, text))
    return ranked


def _clashing(edits: list[Ranked]) -> bool:
    """Whether two edits change the same characters, or insert at one place in no sure order."""
    before: Ranked | None = None
    for edit in sorted(edits):
        if before is not None and (edit[0] < before[2] or edit[:3] == before[:3]):
            return True
        before = edit
    return False


def _written(text: str, lines: tuple[int, int], edits: list[Ranked]) -> str:
    return patched(text, lines, [Edit(start, end, new) for start, _, end, new in sorted(edits)])


def patched(text: str, span: Span | tuple[int, int], edits: Iterable[Edit]) -> str:
    """The text of a span with edits applied that lie in it, in order, and do not overlap."""
    out = []
    at, end = span
    for edit in edits:
        out.append(text[at : edit.start])
        out.append(edit.text)
        at = edit.end
    out.append(text[at:end])
    return "".join(out)
