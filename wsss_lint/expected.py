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
        first, last = source.line_of(edits[0].start), source.line_of(edits[-1].end)
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
    taken: list[Edit] = []
    clash = False
    everything: list[Edit] = []
    for diagnostic in others:
        assert diagnostic.fix is not None
        everything += diagnostic.fix.edits
    clash = _clashing(everything)
    if not clash:
        text = patched(source.text, lines, everything)
        for diagnostic in group:
            diagnostic.expected = text
        return
    size = lines[1] - lines[0] + len(everything)
    shared: str | None = None
    for diagnostic in group:
        if shared is not None:  # a hostile line: one answer for all of its findings
            diagnostic.expected = shared
            continue
        taken = []
        for other in [diagnostic, *others]:
            assert other.fix is not None
            if not _clashing([*taken, *other.fix.edits]):
                taken += other.fix.edits
        diagnostic.expected = patched(source.text, lines, taken)
        if size * len(group) > WORK or len(others) > 40:
            shared = diagnostic.expected


def _clashing(edits: list[Edit]) -> bool:
    """Whether two edits change the same characters or insert at the same place."""
    before: Edit | None = None
    for edit in sorted(edits):
        if before is not None and (
            edit.start < before.end or (edit.start == before.start and edit.end == before.end)
        ):
            return True
        before = edit
    return False


def patched(text: str, span: Span | tuple[int, int], edits: Iterable[Edit]) -> str:
    """The text of a span with edits applied that lie in it and do not overlap."""
    out = []
    at, end = span
    for edit in sorted(edits):
        out.append(text[at : edit.start])
        out.append(edit.text)
        at = edit.end
    out.append(text[at:end])
    return "".join(out)
