"""Whole lines as they stand after a fix, for readers that take lines and not characters."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from wsss_lint.diagnostics import Fix
from wsss_lint.source import BOM, Source

MOST_LINES = 20  # more than that nobody judges at a glance
LONGEST = 20_000  # characters of the lines that are replaced


class Corrected(NamedTuple):
    """Lines `first` to `last` (1-based, both included) and what stands there afterwards."""

    first: int
    last: int
    text: list[str]  # without line ends; empty when the lines are deleted


def corrected(source: Source, *fixes: Fix) -> Corrected | None:
    """Return the lines that fixes touch, as they stand when all of them are applied.

    A fix is applied together or not at all, while readers take each replacement for itself, so
    all edits become one. None when there is no edit, when edits overlap (or touch, if they come
    from different fixes: two that insert at one place do not know of each other), or when the
    lines are too many or too long to be shown.
    """
    edits = sorted(edit for fix in fixes for edit in fix.edits)
    gap = 0 if len(fixes) == 1 else 1
    if not edits or any(a.end + gap > b.start for a, b in pairwise(edits)):
        return None
    starts, size = source.line_starts, len(source.text)
    low, high = edits[0].start, max(edit.end for edit in edits)
    first = source.line_of(low)
    last = max(first, source.line_of(high))
    if high > low and high == starts[last - 1]:
        last = max(first, last - 1)  # a deleted line end belongs to the line that it ends
    while True:
        start, stop = starts[first - 1], starts[last] if last < len(starts) else size
        if last - first >= MOST_LINES or stop - start > LONGEST:
            return None
        parts, at = [], start
        for edit in edits:
            parts += [source.text[at : edit.start], edit.text]
            at = edit.end
        text = "".join([*parts, source.text[at:stop]])
        if not text or text.endswith(("\n", "\r")) or stop == size:
            break
        last += 1  # the line end is gone: what follows is now on the same line
    if first == 1:
        text = text.removeprefix(BOM)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Corrected(first, last, text.removesuffix("\n").split("\n") if text else [])
