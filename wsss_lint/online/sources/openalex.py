"""OpenAlex: records by title, with the user's key (searches are paid for by the key's owner)."""

from __future__ import annotations

from wsss_lint.online.client import Client
from wsss_lint.online.contract import OPENALEX
from wsss_lint.online.matching import words
from wsss_lint.online.record import (
    Record,
    arxiv_id,
    clean,
    clean_title,
    doi_of,
    listed,
    mapping,
    year_of,
)

WORKS = "/works"
FIELDS = "id,doi,display_name,publication_year,type,authorships,primary_location"


def by_title(client: Client, title: str) -> list[Record]:
    """Publications with the words of the title in theirs; raise `UnavailableError`."""
    # Letters and digits only: a comma would end the filter, `|` would mean "or".
    search = f"title.search:{' '.join(words(title))}"
    params = {"filter": search, "per-page": "5", "select": FIELDS}
    answer = client.get_json(OPENALEX, WORKS, params, kind="title")
    if answer is not None and "results" not in mapping(answer):
        raise client.unusable(OPENALEX, WORKS, params, "an answer without results")
    found = (_record(mapping(item)) for item in listed(mapping(answer).get("results")))
    return [record for record in found if record]


def _record(item: dict[str, object]) -> Record | None:
    title = clean_title(item.get("display_name") or item.get("title"))
    if not title:
        return None
    source = mapping(mapping(item.get("primary_location")).get("source"))  # may be null
    venue = clean(source.get("display_name"))
    doi = doi_of(clean(item.get("doi")))
    repository = source.get("type") == "repository" or item.get("type") == "preprint"
    preprint = repository or doi.startswith("10.48550/")
    return Record(
        source="openalex",
        url=clean(item.get("id")),
        title=title,
        authors=tuple(
            name
            for authorship in listed(item.get("authorships"))
            if (name := clean(mapping(mapping(authorship).get("author")).get("display_name")))
        ),
        venue=venue,
        year=year_of(item.get("publication_year")),
        preprint=preprint,
        doi=doi,
        arxiv=arxiv_id(doi) if preprint else "",
    )
