"""Crossref: records by DOI and by title."""

from __future__ import annotations

import re
from urllib.parse import quote

from wsss_lint.online.client import Client
from wsss_lint.online.contract import CROSSREF
from wsss_lint.online.matching import words
from wsss_lint.online.record import (
    Record,
    arxiv_id,
    clean,
    clean_title,
    first,
    listed,
    mapping,
    year_of,
)

WORKS = "/works"
FIELDS = "DOI,title,subtitle,author,container-title,issued,published-print,published-online,type"
_PUBLISHED = {"journal-article", "proceedings-article", "book-chapter", "posted-content"}
# The year of the meeting: "2023 IEEE/CVF Conference on …", "10.1109/CVPR52688.2022.01552".
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_IN_DOI = re.compile(r"10\.1109/[a-z0-9]*?[a-z]\d+\.((?:19|20)\d\d)\.", re.IGNORECASE)


def by_doi(client: Client, doi: str) -> Record | None:
    """The record of a DOI, None when Crossref has none; raise `UnavailableError`."""
    answer = client.get_json(CROSSREF, f"{WORKS}/{quote(doi, safe='/')}", {}, kind="identifier")
    record = _record(mapping(mapping(answer).get("message")))
    return record._replace(by_identifier=True) if record else None


def by_title(client: Client, title: str) -> list[Record]:
    """Publications with a title like this one; raise `UnavailableError`."""
    params = {"query.bibliographic": " ".join(words(title)), "rows": "5", "select": FIELDS}
    answer = client.get_json(CROSSREF, WORKS, params, kind="title")
    message = mapping(mapping(answer).get("message"))
    if answer is not None and "items" not in message:
        raise client.unusable(CROSSREF, WORKS, params, "an answer without items")
    found = (_record(mapping(item)) for item in listed(message.get("items")))
    return [record for record in found if record]


def _record(item: dict[str, object]) -> Record | None:
    title = clean_title(first(item.get("title")))
    if not title or item.get("type") not in _PUBLISHED:
        return None
    subtitle = clean_title(first(item.get("subtitle")))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title.rstrip(':').rstrip()}: {subtitle}"
    doi = clean(item.get("DOI")).lower()
    # The last container is the conference; the first may be the series: LNCS, then ECCV 2022.
    containers = [text for c in listed(item.get("container-title")) if (text := clean(c))]
    event = clean(mapping(item.get("event")).get("name"))
    venue = " / ".join([*containers, *([event] if event else [])])
    printed, online = _date(item, "published-print"), _date(item, "published-online")
    year = printed or _date(item, "issued")
    meeting = item.get("type") != "journal-article"
    if meeting:
        named = _YEAR_IN_DOI.match(doi) or _YEAR_IN_NAME.search(event or venue)
        year = int(named.group(1)) if named else year
    preprint = item.get("type") == "posted-content"
    return Record(
        source="crossref",
        url=f"https://doi.org/{doi}",
        title=title,
        authors=tuple(
            name for author in listed(item.get("author")) if (name := clean(_name(mapping(author))))
        ),
        venue="arXiv" if preprint and "arxiv" in doi else venue,
        year=year,
        online_year=None if meeting else online,
        preprint=preprint,
        doi=doi,
        arxiv=arxiv_id(doi) if preprint else "",
    )


def _date(item: dict[str, object], name: str) -> int | None:
    """`{"date-parts": [[2023, 6]]}`, and `[[null]]` where there is no date."""
    return year_of(first(first(mapping(item.get(name)).get("date-parts"))))


def _name(author: dict[str, object]) -> str:
    return f"{author.get('given') or ''} {author.get('family') or author.get('name') or ''}"
