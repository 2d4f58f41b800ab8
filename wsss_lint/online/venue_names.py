"""Which venue a source's own words mean: DBLP's abbreviations, Crossref's book titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.online.record import Record
from wsss_lint.venues.registry import Registry, Venue

# DBLP's keys that are not the venue's own short form.
_STREAMS = {
    "conf/3dim": "3DV",
    "conf/icmcs": "ICME",
    "conf/mir": "ICMR",
    "conf/nips": "NeurIPS",
    "journals/ijon": "Neurocomputing",
    "journals/isci": "INS",
    "journals/tcsv": "TCSVT",
    "journals/titb": "JBHI",
    "journals/vc": "TVC",
}
_VOLUME = re.compile(r"\s*\((?:\d+|Poster|Oral|Workshop Poster)\)\s*$")  # "ECCV (29)"
_IN_PARENTHESES = re.compile(r"\(([A-Za-z][\w &/-]{1,20})\)\s*$")
_YEAR = re.compile(r"[\s,'’-]*(?<!\d)(?:19|20)\d\d(?!\d)[\s,:]*")
_ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty)(?:[- ]\w+)?|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|\w+tieth)\b\s*",
    re.IGNORECASE,
)


def venue_of(record: Record, registry: Registry) -> Venue | None:
    """The venue that a record names; None when it cannot be said for certain.

    A series (LNCS, PMLR) is no venue, and what calls itself a workshop is never the conference
    that it was held beside.
    """
    if record.preprint:
        return registry.lookup("arXiv") if record.arxiv or "arxiv" in record.venue.lower() else None
    if record.stream.startswith("journals/"):
        return _lookup(_STREAMS.get(record.stream, record.stream[9:]), registry) or _by_name(
            record.venue, registry
        )
    found = _by_name(record.venue, registry)
    if found is not None or not record.stream.startswith("conf/"):
        return found
    if re.search("workshop|findings|@", record.venue, re.IGNORECASE):
        return None  # "DART@MICCAI" stands under conf/miccai
    return _lookup(_STREAMS.get(record.stream, record.stream[5:]), registry)


def _by_name(text: str, registry: Registry) -> Venue | None:
    low = text.lower()
    for name in _names(text):
        venue = _lookup(name, registry)
        if venue is None:
            continue
        if "workshop" in low and venue.track != "workshop":
            venue = registry.lookup(f"{venue.code}W")
        elif "findings" in low and venue.track != "findings":
            venue = registry.lookup(f"Findings of {venue.code}")
        return venue
    return None


def _lookup(name: str, registry: Registry) -> Venue | None:
    venue = registry.lookup(name)
    return venue if venue is not None and venue.kind != "other" else None


def _names(text: str) -> Iterator[str]:
    """The ways to read the name of a book or journal, the most literal first."""
    for part in text.split(" / "):
        part = _VOLUME.sub("", part.strip())
        yield part
        short = _IN_PARENTHESES.search(part)
        if short:
            yield short.group(1)
            part = part[: short.start()].strip()
        # "2023 IEEE/CVF Conference on …", "Proceedings of the 28th ACM International …"
        bare = _ORDINAL.sub("", _YEAR.sub(" ", part)).strip(" ,:-")
        yield " ".join(bare.split())
        # "Computer Vision – ECCV 2022"
        _, dash, last = bare.rpartition("–")
        if dash:
            yield last.strip()
        _, dash, last = bare.rpartition(" - ")
        if dash:
            yield last.strip()
