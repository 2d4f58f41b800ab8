"""The stop behind the title that a form leaves open, and nearly all entries of a list have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.markdown.tree import Row
from wsss_lint.records.model import ListDocument, Paper

LEAST = 7  # entries with the stop, before one without is out of line
ONE_IN = 8  # more than this share without it, and it is as the author likes
ENDS = "?!.…。,;:"  # what a title may end with that takes no stop
#: What closes a title, `**`, `"`, `](url)`, and the first sign of what follows it.
BEHIND = re.compile(
    r"(?P<closed>[*_\"”’]*(?:\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))?[*_]*)(?P<stop>\.?)"
    r"(?P<next>[ \t]*[\[*_(\w]|[ \t]*<br|[ \t]*\n)"
)


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
    if not inside and (text[end - 1] in ENDS or not title.value):
        return None
    behind = BEHIND.match(text, end + text.startswith(".", end))
    if behind is None:
        return None
    stop = "inside" if inside else "behind" if behind["stop"] else ""
    closed = re.sub(r"\(.*\)", "()", behind["closed"])
    sign = behind["next"].strip(" \t")[:1]
    kind = "word" if sign.isalnum() else sign
    blank = behind["next"][:1].isspace()
    shape = (id(paper.format), closed, kind, blank)
    return _End(behind.end("closed"), stop, shape)
