"""What a list claims about its papers, taken from the records of one file."""

from __future__ import annotations

from collections import defaultdict

from wsss_lint.online.identity import Claim
from wsss_lint.online.matching import letters
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.venues.links import facts

_NOT_THE_PAPER = ("code", "github", "project", "website", "video", "slides", "poster", "data")


def claims_of(document: ListDocument) -> list[tuple[Paper, Claim]]:
    """The papers with a title, and what the list says about each."""
    found = [
        (paper, _claim(paper, document))
        for paper in document.papers
        if paper.title is not None and letters(paper.title.value)
    ]
    # A list that mostly gives no venues (they are in its headings, or nowhere) lacks none.
    wants = sum(claim.venue_text is not None for _, claim in found) * 2 > len(found)
    years: dict[tuple[str, str], set[int | None]] = defaultdict(set)
    for _, claim in found:
        years[_place(claim)].add(claim.year)
    return [
        (paper, claim._replace(wants_venue=wants, twin=len(years[_place(claim)] - {None}) > 1))
        for paper, claim in found
    ]


def _place(claim: Claim) -> tuple[str, str]:
    return letters(claim.title), claim.venue.code if claim.venue else ""


def _claim(paper: Paper, document: ListDocument) -> Claim:
    identifiers: dict[str, list[str]] = {"arxiv": [], "doi": []}
    for link in paper.links:
        if any(word in link.label.lower() for word in _NOT_THE_PAPER):
            continue
        for kind, value in facts(link.url).identifiers:
            if kind in identifiers:
                identifiers[kind].append(value if kind == "arxiv" else value.lower())
    venue_text = paper.venue.value if paper.venue else None
    assert paper.title is not None
    return Claim(
        title=paper.title.value,
        method=paper.method.value if paper.method else None,
        authors=paper.authors.value if paper.authors else None,
        venue_text=venue_text,
        venue=document.registry.lookup(venue_text) if venue_text else None,
        year=paper.year.value if paper.year else None,
        arxiv=tuple(dict.fromkeys(identifiers["arxiv"])),
        doi=tuple(dict.fromkeys(identifiers["doi"])),
    )
