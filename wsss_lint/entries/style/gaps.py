"""The gaps between the pieces of an entry: the literal text of a list's style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.entries.style.pieces import EMPHASIS, Piece, bracketed
from wsss_lint.records.model import Paper
from wsss_lint.source import Span

LONGEST = 40  # characters of a gap that is compared: a longer one holds more than separators
BEFORE_REMARK = " \n,;:|-–—([（"  # what parts a remark from the entry
#: What lays out an entry on the page, and separates nothing: a line's end with its indentation.
#: Runs of spaces are bounded, for a gap is.
_LAID_OUT = re.compile(r"[\t\u00a0>\\<&\n]")
_LAYOUT = re.compile(
    r"(?:[ \t\u00a0>\\]|<br\s{0,4}/?>|&nbsp;)*(?:\n|\t|\u00a0|<br\s{0,4}/?>|&nbsp;)"
    r"(?:[ \t\u00a0>]|<br\s{0,4}/?>|&nbsp;|\n)*(?:[-*+] (?=\S))?",
    re.IGNORECASE,
)


class Gap(NamedTuple):
    """What is between two pieces."""

    start: int
    end: int
    actual: str  # a line's end with its indentation is one `\n`
    places: tuple[int, ...]  # the offset in the file of each character of it, and of its end
    before: Piece | None  # None at the start of the entry
    after: Piece | None  # None at its end
    around: tuple[str, str]  # the names of the pieces on both sides
    literal: bool  # it is but separators: a gap with words is never compared
    cut: bool  # at the end of its line: words follow on the next one
    expected: str  # what neighboring entries have
    share: float = 1.0  # how many of them
    rare: bool = True  # whether few entries of the list have what this one has

    @property
    def written(self) -> bool:
        """Whether it may be written for another entry: separators, and words such as `by`."""
        short = len(self.actual) <= LONGEST and "<" not in self.actual
        return short and not self.cut and not any(map(str.isdigit, self.actual))


def _gap(text: str, start: int, end: int, before: Piece | None, after: Piece | None) -> Gap:
    actual, places = _flattened(text, start, end)
    cut = False
    if "\n" in actual and places:
        line = actual.index("\n") + 1
        cut = any(map(str.isalnum, actual[line:]))
        if cut:
            actual, places = actual[:line], places[: line + 1]
    literal = bool(places) and len(actual) <= LONGEST and "<" not in actual
    literal = literal and not any(map(str.isalnum, actual))
    one = before.name if before is not None else "start"
    other = after.name if after is not None else "end"
    if (one, other) == ("title", "tags"):
        other = "links"  # after a title tags are like links
    return Gap(start, end, actual, places, before, after, (one, other), literal, cut, actual)


def gaps_of(paper: Paper, pieces: list[Piece], text: str) -> list[Gap]:
    """The gaps of an entry; what is said at its end, `… (Oral)`, is not part of the last one."""
    starts = [paper.span.start, *(piece.end for piece in pieces)]
    ends = [*(piece.start for piece in pieces), paper.span.end]
    around: list[Piece | None] = [None, *pieces, None]
    found = []
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if i == len(pieces):
            end = _without_remark(text, start, end)
        found.append(_gap(text, start, end, around[i], around[i + 1]))
    return found


def gaps_within(paper: Paper, pieces: list[Piece], text: str) -> list[Gap]:
    """The gaps inside of pieces: between the links of a run, between venue and year."""
    found = list(_within_pub(paper, pieces, text))
    for run in pieces:
        if run.name != "links":
            continue
        spans = [link.span for link in paper.links if run.start <= link.span.start < run.end]
        inner = [Piece("links", *bracketed(text, *span, Span(run.start, run.end)))
                 for span in sorted(spans)]  # fmt: skip
        for one, other in pairwise(inner):
            badges = any("!" in text[link.start : link.start + 2] for link in (one, other))
            if one.end <= other.start and not badges:
                found.append(_gap(text, one.end, other.start, one, other))
    return found


def _within_pub(paper: Paper, pieces: list[Piece], text: str) -> Iterator[Gap]:
    """`, ` of `CVPR, 2020`, where both are one piece."""
    if paper.venue is None or paper.year is None:
        return
    one, other = sorted(
        (Piece("venue", *paper.venue.span), Piece("year", *paper.year.span)),
        key=lambda piece: piece.start,
    )
    whole = any(p.name == "pub" and p.start <= one.start and other.end <= p.end for p in pieces)
    short = paper.year.span.end - paper.year.span.start < 4
    marked = any(mark in text[one.end : other.start] for mark in EMPHASIS)
    if whole and one.end <= other.start and not short and not marked:
        yield _gap(text, one.end, other.start, one, other)


def _without_remark(text: str, start: int, end: int) -> int:
    """The end of a last gap without the words in it: `*` of `* (Oral)`, nothing of ` - a note`."""
    shown = text[start : min(end, start + LONGEST)]
    word = next((i for i, char in enumerate(shown) if char.isalnum() or char > "\u2190"), None)
    if word is None:
        return end if end - start <= LONGEST else start
    cut = max(shown.rfind(" ", 0, word), shown.rfind("\n", 0, word))
    return end if cut < 0 else start + len(shown[:cut].rstrip(BEFORE_REMARK))


def _flattened(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """A gap with its layout as single line ends, and where each character of it is."""
    if end - start > LONGEST * 2:
        return text[start:end], ()
    if _LAID_OUT.search(text, start, end) is None:  # nearly all gaps
        return text[start:end], tuple(range(start, end + 1))
    actual, places, at = "", [], start
    while at < end:
        layout = _LAYOUT.match(text, at, end) if text[at] in " \t\u00a0>\\<&\n" else None
        actual += text[at] if layout is None else _shown(layout.group())
        places.append(at)
        at = layout.end() if layout is not None else at + 1
    places.append(end)
    return actual, tuple(places)


def _shown(layout: str) -> str:
    """What layout counts as: a line's end, or a space where it is but a tab."""
    return "\n" if "\n" in layout or "<" in layout else " "
