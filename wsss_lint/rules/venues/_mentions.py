"""Every place where a list names a venue or a year: what the rules of this family look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.records.model import ListDocument, Paper, ResultRow
from wsss_lint.source import Span
from wsss_lint.venues.registry import Venue

# Between venue and year of one string: `CVPR'14`, `ICCV (2019`, `2021-CVPR`; never words.
_SEPARATORS = " '’‘`´-–_,.:/(*"
_MARKS = ("-", "–", ",", ":", ".", "'", "’", "/", "_")


class Mention(NamedTuple):
    """A venue, a year or both, as one paper or row names them."""

    text: str  # the venue as written, "" when there is none
    span: Span | None  # where; None when it comes from a heading
    venue: Venue | None  # what the registry makes of it
    year: int | None
    year_span: Span | None  # None when it comes from a heading
    digits: int  # of the year as written: 4, 2 or 0
    gap: str | None  # between the two when they make one string, else None
    paper: Paper | None
    row: ResultRow | None

    @property
    def year_first(self) -> bool:
        """Whether the year stands before the venue."""
        return self.span is not None and self.year_span is not None and self.year_span < self.span

    @property
    def whole(self) -> Span | None:
        """Venue and year in one span, whichever of them is written."""
        if self.span is None or self.year_span is None:
            return self.span or self.year_span
        return Span(min(self.span.start, self.year_span.start),
                    max(self.span.end, self.year_span.end))  # fmt: skip


class Mentions:
    """The mentions of one list."""

    __slots__ = ("_covered", "_document", "_used", "papers", "rows")

    def __init__(self, document: ListDocument) -> None:
        self._document = document
        self.papers = [_of_paper(paper, document) for paper in document.papers]
        self.rows = [
            mention
            for table in document.tables
            for row in table.rows
            if (mention := _of_row(row, document)) is not None
        ]
        self._used: Counter[str] | None = None
        self._covered: bool | None = None

    @property
    def all(self) -> list[Mention]:
        """Those of the papers, then those of the result tables."""
        return self.papers + self.rows

    @property
    def used(self) -> Counter[str]:
        """How often each known venue is named, by code; a heading counts for its papers."""
        if self._used is None:
            self._used = Counter(m.venue.code for m in self.all if m.venue is not None)
        return self._used

    @property
    def covered(self) -> bool:
        """Whether the list's field is one that the registry covers.

        That is so when nineteen of twenty venues are ones whose facts rest on sources. In a
        list of security or systems papers a code that is not known is no sign of a slip.
        """
        if self._covered is None:
            named = [m.venue for m in self.all if m.text]
            certain = sum(venue is not None and venue.main.certain for venue in named)
            self._covered = len(named) > 0 and certain * 20 >= len(named) * 19
        return self._covered


_last: Mentions | None = None


def mentions(document: ListDocument) -> Mentions:
    """The mentions of a list, gathered once however many rules ask."""
    global _last
    if _last is None or _last._document is not document:
        _last = Mentions(document)
    return _last


def most(values: Counter[object], least: int = 2) -> object | None:
    """The value that has a clear majority: at least `least` times, four of five at least."""
    total = sum(values.values())
    for value, count in values.most_common(1):
        if count >= least and count * 5 >= total * 4:
            return value
    return None


def odd_gaps(document: ListDocument) -> Iterator[tuple[Span, str]]:
    """Where blanks between venue and year differ from the list's: `CVPR 2021` or `CVPR2021`.

    The span of the blanks (empty where one is missing), and what should stand there.
    """
    found = [
        m for m in mentions(document).papers if m.digits == 4 and m.gap is not None
        and not m.gap.strip() and not m.year_first
    ]  # fmt: skip
    usual = most(Counter(m.gap for m in found), 3)
    if isinstance(usual, str) and usual in ("", " "):
        for mention in found:
            venue, text = mention.venue, mention.text
            # `Pattern Recognition 2021` may keep its blank in a list of `CVPR2021`
            if mention.gap == usual or venue is None or (" " in text and text != venue.code):
                continue
            words = " " in text and not text.isupper()
            if not usual and (venue.track or text.endswith(".") or words):
                continue  # `ACL Findings 2021`, `Nat. Commun. 2021`, `Nature Methods 2021`
            if mention.span is not None and mention.year_span is not None:
                yield Span(mention.span.end, mention.year_span.start), usual


def odd_marks(document: ListDocument) -> Iterator[tuple[Span, str]]:
    """Where a mark stands between venue and year, and the list has none: `CVPR-2021`.

    The span of the mark with its blanks, and what should stand there.
    """
    found = [
        m for m in mentions(document).papers
        if m.digits == 4 and m.gap is not None and not m.year_first
    ]  # fmt: skip
    gaps = Counter(m.gap for m in found)
    usual = most(Counter(m.gap for m in found), 3)
    if usual not in ("", " "):
        return
    for mention in found:
        gap, span, year = mention.gap or "", mention.span, mention.year_span
        # one in twenty at most: a good many would be a habit
        if gap.strip() not in _MARKS or gaps[gap] * 20 > max(len(found), 20):
            continue
        if mention.venue is not None and span is not None and year is not None:
            yield Span(span.end, year.start), str(usual)


def _of_paper(paper: Paper, document: ListDocument) -> Mention:
    venue, year = paper.venue, paper.year
    inherited = paper.inherited
    span = venue.span if venue is not None and "venue" not in inherited else None
    year_span = year.span if year is not None and "year" not in inherited else None
    return _mention(
        document, venue.value if venue is not None else "", span,
        year.value if year is not None else None, year_span, paper, None,
    )  # fmt: skip


def _of_row(row: ResultRow, document: ListDocument) -> Mention | None:
    venue, year = row.venue, row.year
    if venue is None and year is None:
        return None
    return _mention(
        document, venue.value if venue is not None else "", venue.span if venue else None,
        year.value if year is not None else None, year.span if year else None, None, row,
    )  # fmt: skip


def _mention(
    document: ListDocument, text: str, span: Span | None, year: int | None,
    year_span: Span | None, paper: Paper | None, row: ResultRow | None,
) -> Mention:  # fmt: skip
    digits, gap = 0, None
    if year_span is not None:
        digits = min(year_span.end - year_span.start, 4)
        if span is not None:
            first, second = (span, year_span) if span < year_span else (year_span, span)
            # a cell with markup in it has one span for both: `**CVPR**18`
            if first.end <= second.start <= first.end + 4:
                between = document.source.text[first.end : second.start]
                gap = between if not between.strip(_SEPARATORS) else None
    known = document.registry.lookup(text) if text else None
    return Mention(text, span, known, year, year_span, digits, gap, paper, row)


def verbatim(mention: Mention, document: ListDocument) -> bool:
    """Whether the venue stands in the file as it was read, so that it can be replaced."""
    return mention.span is not None and document.source.slice(mention.span) == mention.text
