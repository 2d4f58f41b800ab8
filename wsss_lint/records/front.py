"""Venues before the title, where the list has them behind it: `[CVPR 2020] A Title`."""

from __future__ import annotations

import re
from typing import NamedTuple

from wsss_lint.diagnostics import Edit
from wsss_lint.formats.template import Match, Template
from wsss_lint.records.gaps import form_for
from wsss_lint.records.model import Departure
from wsss_lint.records.units import Unit
from wsss_lint.source import Span
from wsss_lint.venues.pub import match_pub
from wsss_lint.venues.registry import Registry

_FRONT = re.compile(r"[\[(【（*_`]{1,4}([^\[\]()【】（）*_`]{3,40})[\])】）*_`]{1,4}[ :.,–—-]*")


class Front(NamedTuple):
    """A venue with its year at the start of an entry; offsets into the unit's text."""

    start: int
    end: int  # of the venue and its year
    after: int  # where the rest of the entry begins


def venue_in_front(unit: Unit, registry: Registry) -> Front | None:
    """The venue that an entry begins with, if the registry knows it and it has a year."""
    found = _FRONT.match(unit.text, unit.start, unit.end)
    if found is None or found.end() >= unit.end or unit.text.startswith("(", found.end(1) + 1):
        return None
    pub = match_pub(unit.text, *found.span(1), registry)
    if pub is None or pub.venue_span is None or pub.year is None:
        return None
    known = registry.lookup(unit.text[pub.venue_span.start : pub.venue_span.end])
    return Front(*found.span(1), found.end()) if known is not None else None


def misplaced(
    front: Front, match: Match, unit: Unit, form: Template | None, text: str
) -> Departure:
    """What to say of a venue in front: the edits write the entry in its neighbours' form."""
    base = unit.base
    span = Span(base + front.start, base + front.end)
    message = f"venue `{text[slice(*span)]}` stands before the title, its neighbours' behind it"
    edits: tuple[Edit, ...] = ()
    line = _rewritten(front, match, unit, form, text) if form is not None else None
    if line is not None:
        edits = (Edit(base + unit.start, base + unit.end, line),)
    return Departure("venue-place", span, edits, message)


def _rewritten(front: Front, match: Match, unit: Unit, form: Template, text: str) -> str | None:
    """The entry as its neighbours are; None where a part of it has no place in their form."""
    if unit.lines > 1 or _words_between(match, unit, front.after):
        return None
    base = unit.base
    values: dict[str, list[str]] = {"pub": [text[base + front.start : base + front.end]]}
    captures = match.captures
    for c in captures:
        values.setdefault(c.name, []).append(text[base + c.start : base + c.end])
    names = {c.name for c in captures} | {"pub"}
    if not names <= form.fields:
        return None
    try:
        whole = form_for(form, captures) if "pub" in names else form
        parts = (form if len(names) == len(form.fields) else whole).parts(values)
    except KeyError:
        return None
    written = sorted(name for _, name in parts if name is not None)
    if written != sorted([*(c.name for c in captures), "pub"]):
        return None
    return "".join(piece for piece, _ in parts)


def _words_between(match: Match, unit: Unit, start: int) -> bool:
    """Whether an entry says something outside its fields, which would be lost."""
    ends = [start, *(c.end for c in match.captures)]
    starts = [*(c.start for c in match.captures), unit.end]
    between = (unit.text[end:begin] for end, begin in zip(ends, starts, strict=True))
    return any(c.isalnum() for gap in between for c in gap)
