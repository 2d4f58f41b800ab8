"""How a list spells venues and years: what is written anew is written the same way."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from wsss_lint.records.model import Field, ListDocument, Paper
from wsss_lint.venues.registry import Venue


class Shape(NamedTuple):
    """How a list joins venue and year: `CVPR2023`, `CVPR, 2023`, `2023 CVPR`."""

    year_first: bool
    between: str


def venue_text(venue: Venue, year: int | None, document: ListDocument) -> str:
    """The venue as this list mostly writes it, else its code in that year."""
    code = venue.code_in(year) if year else venue.code
    counts: Counter[str] = Counter()
    for paper in document.papers:
        if paper.venue is not None and "venue" not in paper.inherited:
            found = document.registry.lookup(paper.venue.value)
            if found is not None and found.code == venue.code:
                counts[paper.venue.value] += 1
    usual = next((text for text, _ in counts.most_common(1)), code)
    # Neither a mere variant (`arxiv`) nor a former code that held in other years (NIPS).
    return code if venue.renames or document.registry.spelling(usual) else usual


def year_text(field: Field[int], year: int, document: ListDocument) -> str:
    """The year in as many digits as the entry uses."""
    return f"{year % 100:02d}" if len(document.source.slice(field.span)) == 2 else str(year)


def shape(document: ListDocument, paper: Paper) -> Shape | None:
    """How papers of the same kind join venue and year; those of the same section count double."""
    counts: Counter[Shape] = Counter()
    for other in document.papers:
        if other.format is not paper.format or other.inherited & {"venue", "year"}:
            continue
        if other.venue is None or other.year is None:
            continue
        first, last = sorted((other.venue.span, other.year.span))
        between = document.source.text[first.end : last.start]
        if first.end <= last.start and len(between) <= 4 and "\n" not in between:
            weight = 2 if other.section is paper.section else 1
            counts[Shape(first == other.year.span, between)] += weight
    return counts.most_common(1)[0][0] if counts else None
