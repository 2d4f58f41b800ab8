"""What we believe about each service: where it is described, how often to ask, what comes back.

This is the only place that knows it. The local server of the tests is held to `shape`, and
``tools/probe_sources.py`` compares the real services with it; limits change often, so look here
first when a service begins to refuse.
"""

from __future__ import annotations

from typing import NamedTuple


class Contract(NamedTuple):
    """One service. Nothing here is secret and nothing is sent by reading it."""

    name: str
    base: str  # scheme, host and path prefix; --api-base replaces it
    docs: str  # where the interface is described
    read: str  # when that page was read
    license: str  # of the metadata
    pace: float  # seconds between two requests, one connection at a time
    batch: int  # identifiers that one request may carry
    key_variable: str  # environment variable with the user's key; "" when none is needed
    sends: str  # what of the list leaves the machine
    shape: tuple[str, ...]  # paths in the answer: "a.b[].c: str|null"; a leading "?" is optional


ARXIV = Contract(
    name="arxiv",
    base="https://export.arxiv.org",
    docs="https://info.arxiv.org/help/api/user-manual.html",
    read="2026-09",
    license="CC0",
    pace=3.0,  # terms of use: one request in three seconds over all your machines
    batch=100,
    key_variable="",
    sends="arXiv identifiers in the list's links, up to 100 in one request",
    shape=(
        "feed.entry[].id: str",
        "feed.entry[].title: str",
        "feed.entry[].published: str",
        "feed.entry[].author[].name: str",
        "?feed.entry[].comment: str",
        "?feed.entry[].journal_ref: str",
        "?feed.entry[].doi: str",
    ),
)

DBLP = Contract(
    name="dblp",
    base="https://dblp.org",
    docs="https://dblp.org/faq/How+to+use+the+dblp+search+API.html",
    read="2026-09",
    license="CC0",
    pace=1.5,  # "always fine when waiting at least one or two second"
    batch=1,
    key_variable="",
    sends="the words of a paper's title",
    shape=(
        "result.hits.@total: str",
        "?result.hits.hit[].info.title: str",
        "?result.hits.hit[].info.year: str",
        "?result.hits.hit[].info.type: str",
        "?result.hits.hit[].info.key: str",
        "?result.hits.hit[].info.url: str",
        "?result.hits.hit[].info.venue: str|list",
        "?result.hits.hit[].info.doi: str",
        "?result.hits.hit[].info.authors.author: dict|list",
    ),
)

CROSSREF = Contract(
    name="crossref",
    base="https://api.crossref.org",
    docs="https://www.crossref.org/documentation/retrieve-metadata/rest-api/",
    read="2026-09",
    license="no rights claimed on metadata",
    pace=1.0,  # the headers say 5 a second and more; one at a time is enough for a list
    batch=1,
    key_variable="",
    sends="a DOI in the list's links, or the words of a paper's title; --mailto when given",
    shape=(
        "message.items[].DOI: str",
        "message.items[].type: str",
        "message.items[].title: list",
        "?message.items[].subtitle: list",
        "?message.items[].container-title: list",
        "?message.items[].issued.date-parts: list",
        "?message.items[].published-print.date-parts: list",
        "?message.items[].published-online.date-parts: list",
        "?message.items[].author: list",
    ),
)

OPENALEX = Contract(
    name="openalex",
    base="https://api.openalex.org",
    docs="https://developers.openalex.org/api-reference/authentication",
    read="2026-09",
    license="CC0",
    pace=0.2,
    batch=1,
    key_variable="OPENALEX_API_KEY",  # searches are paid for by the key's owner
    sends="the words of a paper's title, and your key",
    shape=(
        "results[].id: str",
        "results[].display_name: str|null",
        "results[].publication_year: int|null",
        "?results[].doi: str|null",
        "?results[].type: str|null",
        "?results[].authorships: list",
        "?results[].primary_location.source.display_name: str|null",
        "?results[].primary_location.source.type: str|null",
    ),
)

SEMANTIC_SCHOLAR = Contract(
    name="semanticscholar",
    base="https://api.semanticscholar.org",
    docs="https://api.semanticscholar.org/api-docs/graph",
    read="2026-09",
    license="Semantic Scholar API licence: attribution, no redistribution",
    pace=1.1,
    batch=1,
    key_variable="SEMANTIC_SCHOLAR_API_KEY",  # without a key the shared pool mostly refuses
    sends="the words of a paper's title, and your key",
    shape=(
        "data[].paperId: str",
        "data[].title: str",
        "data[].year: int|null",
        "data[].venue: str|null",
        "?data[].externalIds: dict|null",
        "?data[].authors: list|null",
    ),
)

CONTRACTS: dict[str, Contract] = {
    contract.name: contract for contract in (ARXIV, DBLP, CROSSREF, OPENALEX, SEMANTIC_SCHOLAR)
}

_TYPES = {"str": str, "int": int, "list": list, "dict": dict, "null": type(None)}


def departures(answer: object, contract: Contract) -> list[str]:
    """Where a decoded answer departs from the shape that we rely on; empty when it fits."""
    found: list[str] = []
    for line in contract.shape:
        optional = line.startswith("?")
        path, _, kinds = line.lstrip("?").partition(": ")
        allowed = tuple(_TYPES[kind] for kind in kinds.split("|"))
        for value in _values(answer, path.split(".")):
            if value is _MISSING:
                if not optional:
                    found.append(f"{path} is missing")
            elif not isinstance(value, allowed):
                found.append(f"{path} is {type(value).__name__}, not {kinds}")
    return sorted(set(found))


_MISSING = object()


def _values(value: object, path: list[str]) -> list[object]:
    if not path:
        return [value]
    name, rest = path[0], path[1:]
    each = name.endswith("[]")
    name = name.removesuffix("[]")
    if not isinstance(value, dict) or name not in value:
        return [_MISSING]
    inner = value[name]
    if not each:
        # An optional object may be null: what is inside it is then missing, not wrong.
        return [_MISSING] if inner is None and rest else _values(inner, rest)
    items = inner if isinstance(inner, list) else [inner]
    return [found for item in items for found in _values(item, rest)]
