"""Why an entry is read as it is: its best readings with their scores, and what speaks for them."""

from __future__ import annotations

from typing import NamedTuple

from wsss_lint.entries.candidates import Candidate
from wsss_lint.entries.decode import FIELDS, Mixed, Reading, decode
from wsss_lint.entries.given import Format
from wsss_lint.entries.listreader import ListReader
from wsss_lint.entries.papers import span_of
from wsss_lint.entries.reader import Work
from wsss_lint.source import Source, Span
from wsss_lint.venues.registry import Registry

SHOWN = 3  # readings


class Field(NamedTuple):
    """A field of a reading: what it looks like, and what the list's habits add to that."""

    name: str
    span: Span
    looks: float
    habit: float
    like: int  # entries that have the field in the same place, with the same around it
    total: int


class Option(NamedTuple):
    """One reading of an entry."""

    score: float
    fields: tuple[Field, ...]


class Why(NamedTuple):
    """An entry and its best readings, the one that was taken first."""

    span: Span
    kind: str  # item, row, paragraph, …
    value: float  # above 0 it is a paper
    options: tuple[Option, ...]


def why(source: Source, format: Format | None, registry: Registry, place: Span) -> Why | None:
    """How the entry at a place is read; None when nothing there can be one."""
    reader = ListReader(source, format or Format("", []), registry)
    if reader.format.units:
        reader.select([heading.text if heading else "" for heading in reader.headings])
    reader.read()
    found = [work for work in reader.chosen if _touches(span_of(work), place)]
    if not found:
        return None
    work = min(found, key=lambda work: span_of(work).end - span_of(work).start)
    habits = reader.habit(work)
    options = [_option(reading, habits) for reading in _readings(work, habits)]
    return Why(span_of(work), work.unit.kind, work.value, tuple(options))


def _touches(span: Span, place: Span) -> bool:
    return span.start <= place.end and place.start <= span.end


def _readings(work: Work, habits: Mixed | None) -> list[Reading]:
    """The best reading with each title, the best of them first."""
    titles = [c for c in work.cands if c.field == "title"]
    rest = [c for c in work.cands if c.field != "title"]
    found = [decode([*rest, title], habits, work.hints) for title in titles]
    return sorted(found, key=lambda reading: -reading.score)[:SHOWN]


def _option(reading: Reading, habits: Mixed | None) -> Option:
    fields = []
    for name in FIELDS:
        candidate = reading.get(name)
        if candidate is not None:
            fields.append(_field(candidate, habits))
    return Option(reading.score, tuple(sorted(fields, key=lambda field: field.span)))


def _field(candidate: Candidate, habits: Mixed | None) -> Field:
    span = Span(candidate.start, candidate.end)
    if habits is None:
        return Field(candidate.field, span, candidate.score, 0.0, 0, 0)
    near = habits.section or habits.whole
    like = near.counts[candidate.field][candidate.signature]
    prior = habits.prior(candidate)
    return Field(candidate.field, span, candidate.score, prior, like, near.total)


__all__ = ["Field", "Option", "Why", "why"]
