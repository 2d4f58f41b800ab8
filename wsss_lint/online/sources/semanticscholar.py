"""Semantic Scholar: the best match for a title, with the user's key."""

from __future__ import annotations

from wsss_lint.online.client import Client
from wsss_lint.online.contract import SEMANTIC_SCHOLAR
from wsss_lint.online.matching import words
from wsss_lint.online.record import (
    Record,
    arxiv_id,
    clean,
    clean_title,
    listed,
    mapping,
    year_of,
)

MATCH = "/graph/v1/paper/search/match"
FIELDS = "title,year,venue,externalIds,authors"
_PREPRINTS = {"arxiv", "arxiv.org", "corr"}


def by_title(client: Client, title: str) -> list[Record]:
    """At most one publication; none is a 404 here. Raise `UnavailableError`."""
    params = {"query": " ".join(words(title)), "fields": FIELDS}
    answer = client.get_json(SEMANTIC_SCHOLAR, MATCH, params, kind="title")
    if answer is not None and "data" not in mapping(answer):
        raise client.unusable(SEMANTIC_SCHOLAR, MATCH, params, "an answer without data")
    found = (_record(mapping(item)) for item in listed(mapping(answer).get("data")))
    return [record for record in found if record]


def _record(item: dict[str, object]) -> Record | None:
    title = clean_title(item.get("title"))
    if not title:
        return None
    known = mapping(item.get("externalIds"))
    venue = clean(item.get("venue"))
    key = clean(known.get("DBLP"))
    return Record(
        source="semanticscholar",
        url=f"https://www.semanticscholar.org/paper/{clean(item.get('paperId'))}",
        title=title,
        authors=tuple(
            name
            for author in listed(item.get("authors"))
            if (name := clean(mapping(author).get("name")))
        ),
        venue=venue,
        stream=key.rpartition("/")[0],
        year=year_of(item.get("year")),
        preprint=venue.casefold() in _PREPRINTS,
        doi=clean(known.get("DOI")).lower(),
        arxiv=arxiv_id(clean(known.get("ArXiv"))),
    )
