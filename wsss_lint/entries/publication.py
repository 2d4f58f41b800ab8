"""Where and when a paper appeared: what a stretch of text says of venue and year."""

from __future__ import annotations

import re
from typing import NamedTuple

from wsss_lint.entries.venue_names import (
    PAGES,
    REMARK,
    TRIM,
    VOLUME,
    bare,
    journal_in,
    strength_of,
    tail_of,
    unwrapped,
)
from wsss_lint.entries.words import caps
from wsss_lint.source import Span
from wsss_lint.venues.registry import Registry

LONGEST = 160  # characters of a text that can say where a paper appeared

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
DATE = re.compile(
    rf"[\s(\[]*(?:(?P<y1>{_YEAR})[-./年]\s?(?:0?\d|1[0-2])(?:[-./月]\s?\d{{1,2}})?日?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\.?,?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s*)?(?P<y2>{_YEAR})"
    rf"|{MONTH}\.?['’](?P<y4>\d\d)"
    rf"|(?P<y5>{_YEAR})[\s,]+{MONTH}\.?(?:\s+\d{{1,2}})?"
    rf"|(?P<y3>{_YEAR}))[\s)\]]*",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?P<y>\d\d)$|(?P<y2>\d\d)[/.](?:0\d|1[0-2])$")

_LEAD = re.compile(
    r"(?:(?:published|publication|appear(?:s|ed|ing)?|to\s+appear|accepted|presented|venue|conference"
    r"|journal|conf|pub|intro|date|发表)\s*[:：]?\s*)?(?:(?:in|at|by|to|on|@)\s*[:：]?\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s*[,;:/|–—-]?\s*[(\[（]?\s*\**(?:{REMARK})\b[^()\[\]]*[)\]）]?\W*$", re.IGNORECASE
)
_FULL = re.compile(
    rf"(?P<venue>.*?)(?P<gap>[\s,.:;'’‘`´_|/–—-]*[(\[（]?\s*)"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\.?,?\s*(?:\d{{1,2}}(?:[-–]\d{{1,2}})?,?\s*)?)?"
    rf"(?P<year>{_YEAR})(?!\d|\.\d{{3}})(?P<month>[-./](?:0?[1-9]|1[0-2])(?!\d))?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST = re.compile(
    rf"[(\[\s]*(?P<year>{_YEAR})(?:[-./](?:0?[1-9]|1[0-2])(?!\d))?[\s,.:;_|/–—'’-]*(?P<venue>[^\W\d].*)$",
    re.DOTALL,
)
_SHORT = re.compile(
    r"(?P<venue>.*?[^\W\d_])(?P<gap>\s?['’‘`´′]\s?|-|\s)?(?P<year>[0-39]\d)(?!\d)(?P<rest>[\s,.)\]].*|)$",
    re.DOTALL,
)
_ARXIV = re.compile(
    r"(?P<venue>arxiv|corr)\b[\s:,]*(?:e-?print\s*)?(?:preprint\s+)?(?:arxiv\s*:?\s*|abs/)*\s*"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s*\[[\w.-]+\])?"
    rf"(?:[\s,.]*\(?(?P<year>{_YEAR})\)?)?\W*$",
    re.IGNORECASE,
)
# `CVPR2092`, `CVPR1820`: behind a venue that is known a wrong year is still meant as one
_ODD_YEAR = re.compile(r"(?P<venue>[A-Z][\w&/ -]*?[A-Za-z])[\s,'’]*(?P<year>[12]\d{3})[\s.,)]*$")


# `Nature Genetics paper`, `bioRxiv preprint`: the text of a link
_LABELED = re.compile(r"\s+(?:paper|preprint|pdf|version|link)s?\W*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d\d")
_ANY_YEAR = re.compile(_YEAR)
_NOT_YET = re.compile(
    r"\W*(?:(?:intro|note)\s*[:：]\s*)?"
    r"(?:under (?:review|submission)|submit(?:ted)? to|in submission)",
    re.IGNORECASE,
)


# `, 950(2), L12`, ` 37(6)`: volume, issue and article between a journal and its year
_VOLUMES = re.compile(
    r"[\s,]+\d{1,4}\s*\(\d{1,3}(?:[-–]\d+)?\)(?:[\s,:]+[A-Z]?\d+(?:[-–][A-Z]?\d+)?)?[\s,.(]*$"
)


class Publication(NamedTuple):
    """What a text says: offsets are those of the text that was given."""

    venue: Span | None
    year: int | None
    year_span: Span | None
    score: float
    known: bool  # the registry has the venue
    digits: int = 4  # of the year as written
    track: Span | None = None  # `WS` in `ACL2019 WS`: it belongs to the venue, and stands apart


def read_publication(text: str, start: int, end: int, registry: Registry) -> Publication | None:
    """Read ``text[start:end]`` as venue, year, or both; None when it cannot be that.

    The score says how much it looks like one: about 4 for a known venue with a year, 1 for an
    unknown word in capitals.
    """
    if end - start > LONGEST or end <= start:
        return None
    raw = text[start:end]
    if "http" in raw and "://" in raw:
        return None
    lead = _LEAD.match(raw)
    offset = lead.end() if lead is not None else 0
    core = _LABELED.sub("", raw[offset:])
    if _NOT_YET.match(raw):
        return None
    cut = tail_of(core)
    if cut is not None and cut.start() > 0:
        core = core[: cut.start()]
    base = start + offset
    digits = _DIGITS.search(core) is not None
    found = _ARXIV.match(core) if digits else None
    if found is not None:
        year = found["year"]
        return Publication(
            _at(found, "venue", base), int(year) if year else None,
            _at(found, "year", base) if year else None, 4.0 if year else 3.0, True,
        )  # fmt: skip
    led = (
        0.5 if offset and raw[:offset].strip().lower() in ("in", "in the", "published in") else 0.0
    )
    found = _FULL.match(core) if digits and _ANY_YEAR.search(core) else None
    if found is not None:
        return _dated(found, core, base, registry, led)
    found = _SHORT.match(core) if digits else None
    behind = found["rest"].strip(" .,)]") if found is not None else ""
    track = _TRACK.match(found["rest"]) if found is not None and behind else None
    if found is not None and (not behind or track is not None or _BEHIND.match(found["rest"])):
        venue = found["venue"].strip(TRIM + "([")
        sign = (found["gap"] or "").strip()
        known = registry.lookup(core.strip(TRIM)) is None and strength_of(venue, registry)
        fits = known and (
            (known[1] and (known[0] > 0 or sign))
            or sign not in ("", "-")
            or (known[0] > 0 and caps(venue))
        )
        if known and fits:
            number = int(found["year"])
            span = _inside(core, venue, base)
            year = number + (2000 if number < 70 else 1900)
            at = base + found.start("rest")
            return Publication(
                span, year, _at(found, "year", base), max(known[0], 0.4) + 1.7 + led, known[1], 2,
                Span(at + track.start("track"), at + track.end("track")) if track else None,
            )  # fmt: skip
    odd = _ODD_YEAR.match(core)
    if odd is not None and registry.lookup(odd["venue"]) is not None:
        return Publication(
            _at(odd, "venue", base), int(odd["year"]), _at(odd, "year", base), 3.8, True
        )
    venue = core.strip(TRIM)
    if not venue:
        return None
    venue = unwrapped(venue)
    strength, known_venue = strength_of(venue, registry)
    if strength <= 0:
        return None
    at = core.find(venue)
    return Publication(
        Span(base + at, base + at + len(venue)), None, None, strength + led, known_venue
    )


# What belongs to a venue and stands behind the year: `ACL2019 WS`, `ICSE 2021 NIER`.
_TRACK = re.compile(
    r"[\s,;:|/–—-]*[(\[（]?\s*(?P<track>(?:[\w&/]+[\s-]){0,6}?"
    r"(?:workshops?|ws|w|tracks?|demos?|findings|industry"
    r"|companion|nier|seip|seet|srw|symposium|challenge|d&b"
    r"|dataset(?:s)?(?: (?:and|&) benchmarks?)?(?: track)?)"
    r"(?:[\s:@-]+[\w&:]+){0,5})\s*[)\]）]?\W*$",
    re.IGNORECASE,
)


def _dated(
    found: re.Match[str], core: str, base: int, registry: Registry, led: float
) -> Publication | None:
    """A text with a year of four digits."""
    year, span = int(found["year"]), _at(found, "year", base)
    rest = found["rest"]
    if not found["venue"].strip(TRIM + "([（"):
        first = _FIRST.match(core)
        if first is not None:
            venue = bare(first["venue"])
            strength, known = strength_of(venue, registry, dated=True)
            if strength > 0:
                return Publication(_inside(core, venue, base), year, span, strength + 1.7, known)
        if re.sub(r"[\W\d_]+", "", rest):
            return None
        return Publication(None, year, span, 0.6, False)
    tail = rest.strip(" ,.;:)]）」'\"*_")
    track = _TRACK.match(rest) if tail else None
    if tail and track is None and not _BEHIND.match(rest):
        if not _goes_with(tail, found["venue"], registry):
            return None
        led -= 0.4 if len(tail.split()) > 3 else 0.0
    venue = bare(_VOLUMES.sub("", found["venue"]))
    if not venue:
        return None
    strength, known = strength_of(venue, registry, dated=True)
    if strength <= 0:
        return None
    behind = None
    if track is not None and known:
        at = base + found.start("rest")
        behind = Span(at + track.start("track"), at + track.end("track"))
    elif track is not None:
        led -= 0.6
    return Publication(
        _inside(core, venue, base), year, span, strength + 1.7 + led, known, track=behind
    )


def _goes_with(tail: str, venue: str, registry: Registry) -> bool:
    """Whether what stands behind the year can: pages, a venue, or a remark where the venue is
    known (`VLDB 2021 from Tim Kraska`)."""
    if PAGES.fullmatch(" " + tail) or VOLUME.fullmatch(" " + tail):
        return True
    if strength_of(bare(tail), registry)[0] > 0:
        return True
    words = len(tail.split())
    if words <= 3 and journal_in(tail):
        return True
    return words <= 5 and strength_of(bare(venue), registry)[1]


def _at(found: re.Match[str], name: str, base: int) -> Span:
    return Span(base + found.start(name), base + found.end(name))


def _inside(core: str, venue: str, base: int) -> Span:
    at = core.find(venue)
    return Span(base + at, base + at + len(venue))


def read_date(text: str) -> int | None:
    """The year of a text that is a date and nothing else: `2031.5`, `May 2031`, `2031`."""
    found = DATE.fullmatch(text.strip(" .,;:*_"))
    if found is None:
        return None
    year = found["y1"] or found["y2"] or found["y3"] or found["y5"]
    if year is not None:
        return int(year)
    number = int(found["y4"])
    return number + (2000 if number < 70 else 1900)
