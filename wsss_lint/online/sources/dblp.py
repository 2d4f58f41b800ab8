"""DBLP: records by title, and one by its key."""

from __future__ import annotations

import re

from wsss_lint.online.client import Client
from wsss_lint.online.contract import DBLP
from wsss_lint.online.matching import words
from wsss_lint.online.record import (
    Record,
    arxiv_id,
    clean,
    clean_title,
    doi_of,
    first,
    listed,
    mapping,
    year_of,
)

SEARCH = "/search/publ/api"
_HOMONYM = re.compile(r"\s\d{4}$")  # "Ann Ey 0001": the index's own number, not a part of the name
_PREPRINT_STREAMS = ("journals/corr", "journals/iacr")


def by_title(client: Client, title: str) -> list[Record]:
    """Publications whose titles hold all the words; raise `UnavailableError`."""
    query = " ".join(words(title))
    params = {"q": query, "format": "json", "h": "10", "f": "0", "c": "0"}
    answer = client.get_json(DBLP, SEARCH, params, kind="title")
    result = mapping(mapping(answer).get("result"))
    if answer is not None and "hits" not in result:
        raise client.unusable(DBLP, SEARCH, params, "an answer without hits")
    hits = listed(mapping(result.get("hits")).get("hit"))  # no `hit` at all when there is none
    found = (_record(mapping(mapping(hit).get("info"))) for hit in hits)
    return [record for record in found if record]


def by_key(client: Client, key: str) -> Record | None:
    """The record with a DBLP key such as ``conf/cvpr/EyZ23``; raise `UnavailableError`."""
    path = f"/rec/{key}.xml"
    answer = client.get(DBLP, path, {}, kind="identifier")
    if answer.status == 404:
        return None
    try:
        entry = next(iter(answer.xml()), None)
    except ValueError:
        raise client.unusable(DBLP, path, {}, "an answer that is not XML") from None
    client.worked(DBLP)
    if entry is None:
        return None
    info: dict[str, object] = {"key": entry.get("key", key)}
    for child in entry:
        text = "".join(child.itertext())
        if child.tag == "author":
            listed_authors = mapping(info.setdefault("authors", {"author": []}))["author"]
            assert isinstance(listed_authors, list)
            listed_authors.append({"text": text})
        elif child.tag in ("booktitle", "journal"):
            info["venue"] = text
        elif child.tag in ("title", "year", "ee") and child.tag not in info:
            info[child.tag] = text
    record = _record(info)
    return record._replace(by_identifier=True) if record else None


def _record(info: dict[str, object]) -> Record | None:
    title = clean_title(info.get("title"))
    key = clean(info.get("key"))
    if not title:
        return None
    stream = key.rpartition("/")[0]
    links = " ".join(clean(link) for link in listed(info.get("ee")))
    doi = clean(info.get("doi")).lower() or doi_of(links)
    preprint = stream in _PREPRINT_STREAMS
    volume = clean(info.get("volume"))
    names = (
        clean(author.get("text")) if isinstance(author, dict) else clean(author)
        for author in listed(mapping(info.get("authors")).get("author"))
    )
    return Record(
        source="dblp",
        url=clean(info.get("url")) or f"https://dblp.org/rec/{key}",
        title=title,
        authors=tuple(_HOMONYM.sub("", name) for name in names if name),
        venue=clean(first(info.get("venue"))),
        stream=stream,
        year=year_of(info.get("year")),
        preprint=preprint,
        doi=doi,
        arxiv=arxiv_id(volume.removeprefix("abs/") or doi) if preprint else "",
    )
