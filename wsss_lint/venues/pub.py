"""Read "venue and year" strings: `CVPR2021`, `2021arXiv`, `TPAMI'16`, `ACM MM, 2020 (Oral)`.

The shapes are those counted in 45 lists: `V YYYY`, `VYYYY`, `VYY`, `V'YY`, `V-YY`, `V, YYYY`,
`V (YYYY)`, `YYYYV`, `YYYY-V`, either alone, an arXiv identifier, each with remarks around.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.venues.registry import Registry

# A year in full. Not the "2012" of the arXiv identifier 2012.12345, nor of the date 20191124;
# the venue 3DV alone begins with a digit: 20133DV.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d(?!D)|\.\d{4})")
# Pages, not a year: `Some Journal, 28(5), 2042-2074, 2020`.
_PAGE_BEHIND = re.compile(r"\s?[-–—]+\s?\d{3,}")
# Two digits: `CVPR18`, `ICCV'17`, `NIPS' 18`, `CVPR-18`, after letters that are the venue.
_SHORT = re.compile(r"(?<=[^\W\d])(?:\s?['’‘`´]\s?|-)?([0-3789]\d)(?![\w.]| ?\d)")
# ... and after a blank, only where the registry knows what stands before it: `CVPR 21`.
_SPACED = re.compile(r"(?<=[^\W\d]) ([0-3789]\d)(?![\w.]| ?\d)")
# ... but not in `CVPR2O20`, where a letter stands for a digit
_DIGITS_BEFORE = re.compile(r"\d[oOlI]$")
_ARXIV = re.compile(r"(?i:(arxiv|corr))\b[\s:,]*+(?:preprint\s+)?+(?i:arxiv:|abs/)?+\s*+"
                    r"(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")  # fmt: skip
_BARE_ID = re.compile(r"(?:abs/)?(\d{4}\.\d{5})(?:v\d+)?$")
_MONTH = re.compile(r"[./-](?:0?[1-9]|1[0-2])(?!\d)")
# What is said about the paper and not about its venue, at the end of a venue.
_REMARK = re.compile(
    r"\b(?:oral|spotlight|poster|highlight|demo|best|honou?rable|notable|datasets?|d&b|"
    r"industry|tiny papers?|student abstract)\b",
    re.IGNORECASE,
)
_BLANKS = " \t\n,:;-–—_/|"
_BEFORE = _BLANKS + "'’‘`´.([{)]}"
_BEHIND = _BLANKS + "'’‘`´([{"


class Pub(NamedTuple):
    """What a venue-and-year string says; all spans are offsets into the whole text."""

    venue_span: Span | None
    year_span: Span | None  # the digits alone
    year: int | None  # four digits: `24` is read as 2024
    order: str  # "venue-year", "year-venue", "venue", "year", "venue-id" or ""
    digits: int  # 4 or 2 as written, 0 without a year
    note_span: Span | None = None  # what follows: `(Oral)`, `Workshop`
    identifier: str = ""  # the arXiv identifier of `arXiv:2203.02106`


class Reading(NamedTuple):
    """A venue-and-year string by itself: the spans are offsets into it."""

    pub: Pub
    fits: bool  # whether `match_pub` takes it for a venue, a year or both
    venue: str  # the text of the venue, "" without one


MOST_READINGS = 4_000  # a list of 28,000 papers names 200 venues with years
LONGEST_READING = 60


def reading(text: str, start: int, end: int, registry: Registry) -> Reading | None:
    """``text[start:end]`` as it is read by itself, remembered; None when it cannot be.

    What stands before it can be part of its first word, or of its number: `v2021`.
    """
    before = text[start - 1] if start else " "
    if end - start > LONGEST_READING or before.isalnum() or before == "_":
        return None
    words = text[start:end]
    known = registry.readings.get(words)
    if known is None:
        pub = parse_pub(words, 0, len(words), registry)
        venue = words[slice(*pub.venue_span)] if pub.venue_span is not None else ""
        known = Reading(pub, bool(words) and _fits(words, pub, registry), venue)
        if len(registry.readings) < MOST_READINGS:
            registry.readings[words] = known
    return known


def can_be_pub(text: str, start: int, end: int, registry: Registry | None) -> bool:
    """Whether ``text[start:end]`` can be a venue, a year or both: see `match_pub`."""
    known = reading(text, start, end, registry) if registry is not None else None
    if known is not None:
        return known.fits
    return match_pub(text, start, end, registry) is not None


def parse_pub(text: str, start: int, end: int, registry: Registry | None = None) -> Pub:
    """Read ``text[start:end]``; marks of emphasis around it are the caller's business.

    With a registry, `CVPR 21` and other forms that need to know the venue are read too.
    """
    found = _YEAR.search(text, start, end)
    if found is None:
        return _without_long_year(text, start, end, registry)
    at, to = found.span()
    pages = _PAGE_BEHIND.match(text, to, end)
    later = _YEAR.search(text, pages.end(), end) if pages is not None else None
    if later is not None:
        at, to = later.span()
    year = int(text[at:to])
    head = _trim(text, start, at) if at > start else None
    if head is None:
        return _year_first(text, at, to, end, year)
    if end - start > 14 and "rxiv" in text[start:end].lower():
        identified = _identified(text, start, end)
        if identified is not None:
            return identified
    venue, note = _split_remark(text, head)
    if to < end:
        note = _note(text, to, end) or note
    return Pub(venue, Span(at, to), year, "venue-year" if venue else "year", 4, note)


def match_pub(text: str, start: int, end: int, registry: Registry | None = None) -> Pub | None:
    """As `parse_pub`, but None unless ``text[start:end]`` can be a venue, a year or both.

    A venue has no more than eight words and a year if it has a comma, or is known to the registry.
    """
    if end - start > 200 or start >= end:
        return None
    pub = parse_pub(text, start, end, registry)
    return pub if _fits(text, pub, registry) else None


def _fits(text: str, pub: Pub, registry: Registry | None) -> bool:
    if pub.venue_span is None:
        return pub.year is not None
    venue = text[pub.venue_span.start : pub.venue_span.end]
    if registry is not None:
        if registry.lookup(venue):
            return True
        note = pub.note_span
        if note is not None and registry.lookup(text[note.start : note.end]):
            return False  # `SCM:2022ECCV`: a label that has run into venue and year
        if _names_before(venue, registry):
            return False
    if "](" in venue or "://" in venue or len(venue.split()) > 8:
        return False
    if "," in venue and pub.year is None:
        return False  # `Kyle Gao, Yina Gao`: names, not a venue
    return any(c.isalpha() for c in venue)


def _names_before(venue: str, registry: Registry) -> bool:
    """`Danny Driess, Fei Xia. ICML`: names of authors, and then a venue that is known."""
    for mark in (". ", ", "):
        head, found, tail = venue.rpartition(mark)
        if found and ("," in head or " et al" in venue) and registry.lookup(tail) is not None:
            return True
    return False


def _year_first(text: str, at: int, to: int, end: int, year: int) -> Pub:
    """`2021arXiv`, `2021-CVPR`, `2021`; and `2024.05`, where the month is no venue."""
    where = Span(at, to)
    month = _MONTH.match(text, to, end)
    rest = _trim(text, month.end() if month else to, end)
    if rest is None or not any(c.isalpha() for c in text[rest.start : rest.end]):
        return Pub(None, where, year, "year", 4, _note(text, to, end))
    venue, note = _split_remark(text, rest)
    return Pub(venue, where, year, "year-venue" if venue else "year", 4, note)


def _without_long_year(text: str, start: int, end: int, registry: Registry | None) -> Pub:
    identified = _identified(text, start, end)
    if identified is not None:
        return identified
    whole = _trim(text, start, end)
    if whole is None:
        return Pub(None, None, None, "", 0)
    if registry is not None and registry.lookup(text[whole.start : whole.end]):
        return Pub(whole, None, None, "venue", 0)  # however many digits its code ends in
    found = _SHORT.search(text, start, end)
    if found is None and registry is not None:
        found = _SPACED.search(text, start, end)
        if found is not None and registry.lookup(text[start : found.start()].strip()) is None:
            found = None
    if found is not None and not _DIGITS_BEFORE.search(text, start, found.start()):
        head = _trim(text, start, found.start())
        if head is not None and head.end - head.start > 1:
            number = int(found[1])
            venue, remark = _split_remark(text, head)
            note = _note(text, found.end(1), end) or remark
            year = number + (2000 if number < 70 else 1900)
            return Pub(venue, Span(*found.span(1)), year, "venue-year", 2, note)
    venue, note = _split_remark(text, whole)
    return Pub(venue, None, None, "venue" if venue else "", 0, note)


def _identified(text: str, start: int, end: int) -> Pub | None:
    """`arXiv:2203.02106`, `arXiv preprint arXiv:2203.02106 (2022)`, `abs/2203.02106`."""
    found = _ARXIV.search(text, start, end)
    if found is None:
        bare = _BARE_ID.match(text, start, end)
        return Pub(None, None, None, "venue-id", 0, None, bare[1]) if bare else None
    year = _YEAR.search(text, found.end(), end)
    venue = Span(*found.span(1))
    if year is not None:
        return Pub(venue, Span(*year.span()), int(year[0]), "venue-year", 4, None, found[2])
    return Pub(venue, None, None, "venue-id", 0, _note(text, found.end(), end), found[2])


def _split_remark(text: str, span: Span) -> tuple[Span | None, Span | None]:
    """The venue, and the remark behind it: `CVPR (Oral)` → `CVPR`, `(Oral)`."""
    found = _REMARK.search(text, span.start, span.end)
    if found is None:
        return span, None
    at = found.start()
    if at > span.start and text[at - 1] in "([":
        at -= 1
    return _trim(text, span.start, at), _note(text, at, span.end)


def _trim(text: str, start: int, end: int) -> Span | None:
    """The span without blanks, separators and half brackets at its ends; None if empty."""
    while start < end and text[start] in _BEFORE:
        start += 1
    while start < end and text[end - 1] in _BEHIND:
        end -= 1
    if start < end and text[end - 1] in ")]}" and not _opened(text, start, end):
        end -= 1  # the other half was cut off with the year
    if start < end and text[end - 1] == "." and text.find(".", start, end - 1) < 0:
        end -= 1  # a full stop, not the dot of "Nat. Commun."
    while start < end and text[end - 1] in _BEHIND:
        end -= 1
    return Span(start, end) if start < end else None


def _opened(text: str, start: int, end: int) -> bool:
    return any(text.find(mark, start, end) >= 0 for mark in "([{")


def _note(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _BLANKS + ")]}.'’":
        start += 1
    while start < end and text[end - 1] in _BLANKS + ".":
        end -= 1
    if start < end and text[end - 1] in ")]" and not _opened(text, start, end):
        end -= 1
    while start < end and text[end - 1] in _BLANKS + ".":
        end -= 1
    return Span(start, end) if start < end else None
