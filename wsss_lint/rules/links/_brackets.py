"""Square brackets of an entry that have lost their other half."""

from __future__ import annotations

import re
from bisect import bisect_right

from wsss_lint.records.model import ListDocument
from wsss_lint.rules.links._addresses import code_spans

# Brackets that stand for themselves: escaped, or in the target of a link.
_MASKED = r"\\.|(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
#: `(code)[https://…]`, `[code][https://…]`, `[code]https://…`
SWAPPED = (
    r"\((?P<a>[^()\[\]\n]{1,40})\)\[(?P<b>https?://[^\s\[\]]+)\]"
    r"|\[(?P<c>[^\[\]\n]{1,80})\](?:\[(?P<d>https?://[^\s\[\]]+)\]|(?P<e>https?://[^\s()\[\]<>|]+))"
)
_CLOSED = r"\[\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)(?!\])"


def lone_bracket(flat: str, start: int, end: int) -> tuple[int, int | None] | None:
    """The offset of the one bracket without its other half, and where that would go.

    None when all are paired, or more than one is not: then nobody knows which.
    """
    if end - start > 5_000:
        return None
    text = re.sub(_MASKED, lambda found: " " * (found.end() - found.start()), flat[start:end])
    for code in code_spans(flat, start, end):
        text = text[: code.start - start] + " " * (code.end - code.start) + text[code.end - start :]
    open_at: list[int] = []
    lone: list[int] = []
    for at, char in enumerate(text):
        if char == "[":
            open_at.append(at)
        elif char == "]":
            if open_at:
                open_at.pop()
            else:
                lone.append(at)
    lone += open_at
    if len(lone) != 1:
        return None
    at = lone[0]
    insertion = None
    if text[at] == "[":
        # `[[paper](u) [[code](u)]`: the bracket that stays open belongs to the first of them
        for found in re.compile(_CLOSED).finditer(flat, start, end):
            return found.start(), found.end()
    return start + at, insertion


def swallowed(document: ListDocument, at: int) -> bool:
    """Whether a field reaches over a place: `, A. Author, CVPR 2020 | [code] (…)` may be read as
    one long list of authors, which the mended link cuts short."""
    index = bisect_right(document.papers, at, key=lambda paper: paper.span.start) - 1
    if index < 0:
        return False
    paper = document.papers[index]
    fields = (paper.title, paper.authors, paper.venue, paper.note, paper.tags, paper.method)
    return any(field is not None and field.span.start <= at < field.span.end for field in fields)
