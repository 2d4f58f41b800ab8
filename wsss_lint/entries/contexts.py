"""The year and venue that stand above entries: in headings, lines that are one, parent bullets."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from wsss_lint.entries.publication import read_publication
from wsss_lint.entries.units import Unit
from wsss_lint.entries.words import YEAR
from wsss_lint.markdown import plain
from wsss_lint.markdown.tree import MarkdownDocument
from wsss_lint.records.model import Field
from wsss_lint.source import Span
from wsss_lint.venues.registry import Registry

LONGEST = 90  # characters of a heading that says when and where papers appeared
WORDS = 5  # of a line or bullet that is like a heading
# `## 2012-2016`, `## Before 2015`: no year of the papers below; nor is `## VOC 2012`
_RANGE = re.compile(
    r"\d{4}\s*[-–~]\s*\d{2,4}|before|after|since|\bto\b|until|之前|≤|>=|\+", re.IGNORECASE
)
_EVENT = re.compile(r"VOC|challenge|dataset|benchmark|track|ILSVRC|COCO|competition", re.IGNORECASE)
# `### arXiv papers`, `## CVPR 2020 (12 papers)`
_BESIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$|\s+(?:papers?|publications?)$", re.IGNORECASE)


class Said(NamedTuple):
    """What is said above an entry; None: nothing."""

    year: Field[int] | None = None
    venue: Field[str] | None = None

    def over(self, other: Said) -> Said:
        """This, and what it leaves open as another one has it.

        Below `## CVPR` and `### 2020` a paper is of CVPR 2020; a venue goes with its own year.
        """
        if self.venue is not None and self.year is not None:
            return self
        return Said(self.year or other.year, self.venue or other.venue)


NOTHING = Said()


def said(flat: str, span: Span, registry: Registry) -> Said:
    """The year and the venue that a heading names."""
    if span.end - span.start > 4 * LONGEST:
        return NOTHING
    raw = flat[span.start : span.end]
    shown = re.sub(r"<[^<>]*>", "", plain(raw)).strip(" *_#:\n")
    if not shown or len(shown) > LONGEST:
        return NOTHING
    core = _BESIDE.sub("", shown)
    found = read_publication(core, 0, len(core), registry)
    venue = None
    year = None
    if found is not None and found.venue is not None:
        name = core[found.venue.start : found.venue.end]
        if registry.lookup(name) is not None:
            venue = Field(name, _place(raw, name, span))
            year = found.year
    years = set(YEAR.findall(shown))
    if year is None and len(years) == 1 and not (_RANGE.search(shown) or _EVENT.search(shown)):
        year = int(next(iter(years)))
    return Said(Field(year, _place(raw, str(year), span)) if year is not None else None, venue)


def _place(raw: str, text: str, span: Span) -> Span:
    """Where a text stands in a heading; the heading when marks are inside of it."""
    at = raw.find(text)
    return Span(span.start + at, span.start + at + len(text)) if at >= 0 else span


class Contexts:
    """What is said above each place of a list."""

    def __init__(self, markdown: MarkdownDocument, flow: list[Unit], registry: Registry) -> None:
        self._flat = markdown.source.flat
        self._registry = registry
        self._places: list[tuple[int, Said]] = [(-1, NOTHING)]
        self._within: dict[Span, Said] = {}  # of the bullets below one that is like a heading
        lines: list[tuple[int, Said]] = []
        for unit in flow:
            self._walk(unit, lines, NOTHING)
        self._merge(self._headings(markdown), sorted(lines, key=lambda line: line[0]))
        self._starts = [start for start, _ in self._places]

    def above(self, unit: Unit) -> Said:
        """What is said above a unit."""
        at = bisect_right(self._starts, unit.span.start - 1) - 1
        return self._within.get(unit.span, NOTHING).over(self._places[max(at, 0)][1])

    def _headings(self, markdown: MarkdownDocument) -> list[tuple[int, Said]]:
        """What each heading says, by itself or by those that it is under."""
        out: list[tuple[int, Said]] = []
        levels: list[tuple[int, Said]] = []
        first = NOTHING
        for heading in markdown.headings:
            while levels and levels[-1][0] >= heading.level:
                levels.pop()
            own = said(self._flat, heading.text_span, self._registry)
            whole = own.over(levels[-1][1] if levels else first)
            if not out and own.year is not None and heading.level == 1:
                first = Said(own.year)  # `# CVPR 2024 papers`, and its chapters are `# …`, too
            levels.append((heading.level, whole))
            out.append((heading.span.start, whole))
        return out

    def _merge(self, headings: list[tuple[int, Said]], lines: list[tuple[int, Said]]) -> None:
        """Headings and the lines that are like one in the order of the page.

        `**2019**` holds until the next of its kind or the next heading.
        """
        here = NOTHING
        merged = [(start, what, True) for start, what in headings]
        merged += [(start, what, False) for start, what in lines]
        for start, what, real in sorted(merged, key=lambda m: (m[0], not m[2])):
            if real:
                here = what
            self._places.append((start, what if real else what.over(here)))

    def _walk(self, unit: Unit, lines: list[tuple[int, Said]], above: Said) -> None:
        if above != NOTHING:
            self._within[unit.span] = above
        own = self._own(unit) if unit.kind in ("paragraph", "html", "item") else NOTHING
        if own != NOTHING and unit.kind != "item":
            lines.append((unit.span.start, own))
            own = NOTHING
        if unit.kind == "item" and not unit.kids:
            return
        for kid in unit.kids:
            self._walk(kid, lines, own.over(above) if own != NOTHING else above)

    def _own(self, unit: Unit) -> Said:
        """What a line or bullet says that is like a heading: `- **ICSE 2023**`."""
        if len(unit.parts) != 1 or unit.span.end - unit.span.start > 4 * LONGEST:
            return NOTHING
        if unit.kind == "item" and not unit.kids:
            return NOTHING
        span = unit.parts[0].span
        shown = plain(self._flat[span.start : span.end])
        if len(shown.split()) >= WORDS:
            return NOTHING
        found = said(self._flat, span, self._registry)
        alone = found.venue is not None and found.venue.value == shown.strip(" *_:\n")
        return found if found.year is not None or alone else NOTHING


__all__ = ["NOTHING", "Contexts", "Said", "said"]
