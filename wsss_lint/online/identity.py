"""Whether a record is of the paper that a list means."""

from __future__ import annotations

import re
from typing import NamedTuple

from wsss_lint.online.matching import Match, letters, match, telling
from wsss_lint.online.record import Record
from wsss_lint.online.venue_names import venue_of
from wsss_lint.venues.registry import Registry, Venue


class Claim(NamedTuple):
    """What a list says about one paper."""

    title: str
    method: str | None = None
    authors: str | None = None
    venue_text: str | None = None  # as written; None when there is none
    venue: Venue | None = None  # None when there is none or it is not known
    year: int | None = None
    arxiv: tuple[str, ...] = ()  # identifiers in the paper's own links
    doi: tuple[str, ...] = ()
    wants_venue: bool = True  # False in a list that gives no venues: then none is missing
    twin: bool = False  # listed again with another year: then no year is near enough


def same_venue(one: Venue | None, other: Venue | None) -> bool:
    """Whether both are known and one venue; a workshop is not its conference."""
    return one is not None and other is not None and one.code == other.code


def identified(claim: Claim, record: Record) -> bool:
    """Whether a record has an identifier that the paper's own links name."""
    return bool(
        (record.arxiv and record.arxiv in claim.arxiv) or (record.doi and record.doi in claim.doi)
    )


def same_paper(claim: Claim, record: Record, registry: Registry) -> bool:
    """Whether a record is of the claimed paper, as far as a list entry lets one know."""
    close = match(claim.title, record.title, claim.method)
    if record.by_identifier and identified(claim, record):
        return close >= Match.SIMILAR
    if not _authors_agree(claim, record):
        return False
    venue = venue_of(record, registry)
    place = same_venue(venue, claim.venue) and record.year == claim.year
    if close is Match.SIMILAR:
        return place
    if close < Match.SAME:
        return False
    return telling(claim.title) or place or _named(claim, record)


_ET_AL = re.compile(r"^\W*([^\W\d_][\w'’-]+)\W+et\W+al", re.IGNORECASE)


def surnames(record: Record) -> list[str]:
    """The last names of a record's authors, folded."""
    return [letters(name.split()[-1]) for name in record.authors if name.split()]


def _authors_agree(claim: Claim, record: Record) -> bool:
    """False only when both name authors and none of the names is in both."""
    if not claim.authors or not record.authors:
        return True
    there = letters(claim.authors)
    return any(name and name in there for name in surnames(record))


def _named(claim: Claim, record: Record) -> bool:
    """Whether the entry names the first author: in its authors, or as `Ey et al.`"""
    names = surnames(record)
    if not names:
        return False
    if claim.authors:
        return names[0] in letters(claim.authors)
    short = _ET_AL.match(claim.method or "")
    return bool(short) and letters(short.group(1)) == names[0]  # type: ignore[union-attr]
