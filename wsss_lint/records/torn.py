"""Sections of papers most of whose entries are damaged: told by what they say all the same."""

from __future__ import annotations

import re

from wsss_lint.formats.relax import relax
from wsss_lint.formats.template import Match
from wsss_lint.records.damaged import damaged_links, without
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.records.units import Unit
from wsss_lint.venues.registry import Registry

LOOKED_AT = 24  # entries of a section; more would not change the answer
FORMS = 4  # of a unit: its canonical form and the commonest of the tolerated ones
DATED_COST = 3.0  # under a heading that is a year: three marks are lost, say
COST = 1.6  # elsewhere: one or two
FEW = 2  # fewer entries than this say nothing about a section that no year heads
NO_PAPERS = re.compile(
    r"\b(?:workshops?|challenges?|competitions?|tutorials?|talks?|datasets?|benchmarks?|tools?|"
    r"code|software|librar(?:y|ies)|courses?|books?|blogs?|news|updates?|change ?log|people|"
    r"conferences?|journals?|venues?|deadlines?|resources?|links?|contribut\w+|related)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?<![\w-])([A-Za-z][A-Za-z&]{1,9}(?: [A-Z]{2,4})?)[ ,'’(-]{0,3}(?:(?:19|20)?\d\d)(?!\d)"
)
BEHIND = re.compile(r"(?<!\d)(?:19|20)\d\d[ ,-]{0,3}([A-Za-z][A-Za-z&]{1,9})(?!\w)")


def torn(read: list[tuple[Paper, Unit]], document: ListDocument, dated: bool) -> bool:
    """Whether the entries of a section are papers but for their slips: most of them name a venue
    that is known with its year where the list's form has it, or nearly there."""
    if not dated and (len(read) < FEW or NO_PAPERS.search(read[0][0].section.title)):
        return False
    sample = read[:LOOKED_AT]
    registry = document.registry
    named = [pair for pair in sample if _names_venue(pair[1], registry)]
    if len(named) * 2 < len(sample):
        return False
    bound = DATED_COST if dated else COST
    good = sum(_says_paper(paper, unit, bound, registry) for paper, unit in named)
    return good * 2 >= len(sample)


def _names_venue(unit: Unit, registry: Registry) -> bool:
    return names_venue(unit.text, unit.start, min(unit.end, unit.start + 2000), registry)


def names_venue(text: str, start: int, end: int, registry: Registry) -> bool:
    """A quick look: whether a known venue stands beside a year."""
    return any(
        registry.lookup(found[1]) is not None
        for pattern in (NAMED, BEHIND)
        for found in pattern.finditer(text, start, end)
    )


def _says_paper(paper: Paper, unit: Unit, bound: float, registry: Registry) -> bool:
    links = damaged_links(unit)
    for tried in [unit, *without(unit, links)[:1]] if links else [unit]:
        for template in paper.format.templates[:FORMS]:
            match = relax(template, tried.text, tried.start, tried.end, registry, bound)
            if match is not None and _published(match, tried, registry):
                return True
    return False


def _published(match: Match, unit: Unit, registry: Registry) -> bool:
    """Whether a title of some words and a known venue were read."""
    from wsss_lint.venues.pub import parse_pub

    title = match.first("title")
    pub = match.first("pub") or match.first("venue")
    if title is None or pub is None:
        return False
    if len(unit.text[title.start : title.end].split()) < 3:
        return False
    venue = parse_pub(unit.text, pub.start, pub.end, registry).venue_span
    return venue is not None and registry.lookup(unit.text[venue.start : venue.end]) is not None
