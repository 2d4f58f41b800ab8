"""Finds where each paper departs from how neighboring entries are written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wsss_lint.entries.style.departures import Found, departures_of
from wsss_lint.entries.style.expected import expected_gaps
from wsss_lint.entries.style.places import misplaced

if TYPE_CHECKING:
    from wsss_lint.records.model import Departure, ListDocument, Paper, Section

HABIT_SHARE, HABIT_COUNT = 0.12, 8  # a departure that so many papers share is how the list is
SECTION_SHARE, SECTION_COUNT = 0.4, 4  # so is one that this much of a section shares


def judge(document: ListDocument) -> None:
    """Set the departures of all papers, from their fields alone."""
    styles, text = document.styles, document.source.flat
    found: list[Found] = []
    for entry in styles.entries:
        entry.paper.departures = ()
        moved = misplaced(entry, styles, text)
        if moved is not None:
            entry.paper.departures = (moved,)
            continue
        gaps = expected_gaps(entry, styles.votes, text)
        if _unsure(entry.paper, document):
            gaps = [g._replace(expected=g.actual) if "pub" in g.around else g for g in gaps]
        if gaps:
            found.extend(departures_of(entry, gaps, text))
    for one in _without_habits(found, document):
        one.paper.departures = (*one.paper.departures, one.departure)


def _unsure(paper: Paper, document: ListDocument) -> bool:
    """Whether a venue may be no venue: it is not known, and has no year with it."""
    venue, year = paper.venue, paper.year
    if venue is None or (year is not None and "year" not in paper.inherited):
        return False
    return document.registry.lookup(venue.value) is None


def _without_habits(found: list[Found], document: ListDocument) -> list[Found]:
    """The departures without those that a good part of the list, or of a section, shares."""
    total = len(document.styles.entries)
    sizes = Counter(entry.paper.section for entry in document.styles.entries)
    text = document.source.flat
    keys = [(one.departure.kind, _changes(one.departure, text)) for one in found]
    whole = Counter(keys)
    local: Counter[tuple[Section, object]] = Counter(
        (one.paper.section, key) for one, key in zip(found, keys, strict=True)
    )
    return [
        one
        for one, key in zip(found, keys, strict=True)
        if whole[key] < max(HABIT_COUNT, HABIT_SHARE * total)
        and local[one.paper.section, key]
        < max(SECTION_COUNT, SECTION_SHARE * sizes[one.paper.section])
    ]


def _changes(departure: Departure, text: str) -> tuple[tuple[str, str], ...]:
    """What a departure changes; two spaces and three are one habit."""
    return tuple(
        (" ".join(text[edit.start : edit.end].split(" ")[:2]), edit.text)
        for edit in departure.edits
    )
