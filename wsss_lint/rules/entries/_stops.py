"""The stop behind the title that a form leaves open, and nearly all entries of a list have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.markdown.tree import Row
from wsss_lint.records.model import ListDocument, Paper

LEAST = 7  # entries with the stop, before one without is out of line
ONE_IN = 8  # more than this share without it, and it is as the author likes
ENDS = "?!.…。,;:"  # what a title may end with that takes no stop
QUOTES, MARKS, BLANKS = "\"”’'", "*_", " \t"


class _End(NamedTuple):
    """How a title ends."""

    at: int  # where a stop stands, or would
    stop: str  # "inside", "behind" or ""
    shape: tuple[object, ...]  # entries of one shape are compared


def lost_stops(document: ListDocument) -> Iterator[int]:
    """Where a stop is missing: `Title [[pdf]](url)` among seven of `Title. [[pdf]](url)`."""
    groups: dict[tuple[object, ...], list[tuple[Paper, _End]]] = defaultdict(list)
    for paper in document.papers:
        end = _end(paper, document.source.flat)
        if end is not None:
            groups[end.shape].append((paper, end))
    for group in groups.values():
        without = [(paper, end) for paper, end in group if not end.stop]
        some = len(group) - len(without)
        if not without or some < LEAST or len(without) * ONE_IN > len(group):
            continue
        inside = sum(end.stop == "inside" for _, end in group) * 2 > some
        for paper, end in without:
            assert paper.title is not None
            if not paper.departures and not paper.swallowed:
                yield paper.title.span.end if inside else end.at


def _end(paper: Paper, text: str) -> _End | None:
    title, match = paper.title, paper.match
    if title is None or match is None or match.cost or isinstance(paper.block, Row):
        return None
    end = title.span.end
    inside = text[end - 1] == "." or text.startswith(".", end)
    if text[end : end + 1] in QUOTES or (not inside and (text[end - 1] in ENDS or not title.value)):
        return None
    start = end + text.startswith(".", end)
    at = _closed(text, start)
    behind = text.startswith(".", at)
    sign = at + behind
    while text[sign : sign + 1] in BLANKS and sign < len(text):
        sign += 1
    what = text[sign : sign + 1]
    stop = "inside" if inside else "behind" if behind else ""
    # what closes the title, whether a blank follows, and what comes then
    marks = text[start:at].partition("](")[0]
    shape = (id(paper.format), marks, sign > at + behind, "a" if what.isalnum() else what)
    return _End(at, stop, shape)


def _closed(text: str, at: int) -> int:
    """The offset behind the marks and the address that close a title: `**](https://a.b)`."""
    while text[at : at + 1] in MARKS and at < len(text):
        at += 1
    if text.startswith("](", at):
        depth = 0
        for here in range(at + 1, min(at + 2000, len(text))):
            depth += (text[here] == "(") - (text[here] == ")")
            if not depth:
                at = here + 1
                break
    while text[at : at + 1] in MARKS and at < len(text):
        at += 1
    return at
