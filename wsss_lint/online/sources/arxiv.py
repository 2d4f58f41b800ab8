"""arXiv: records by identifier, many in one request."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from wsss_lint.online.client import Client, UnavailableError
from wsss_lint.online.contract import ARXIV
from wsss_lint.online.record import Record, arxiv_id, clean, clean_title, doi_of, year_of

PATH = "/api/query"
_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"


def by_identifiers(client: Client, identifiers: Iterable[str]) -> dict[str, Record | None]:
    """The records of arXiv identifiers; None for one that arXiv does not have.

    What is missing from the result could not be asked. Each answer is kept by itself, so a list
    that gains one paper asks for one paper.
    """
    found: dict[str, Record | None] = {}
    wanted: list[str] = []
    for identifier in dict.fromkeys(identifiers):
        kept = client.cached(ARXIV, PATH, _single(identifier))
        if kept is None:
            wanted.append(identifier)
        else:
            found[identifier] = next(iter(_records(kept.xml())), None)
    for start in range(0, len(wanted), ARXIV.batch):
        found.update(_ask(client, wanted[start : start + ARXIV.batch]))
    return found


def _ask(client: Client, batch: list[str]) -> dict[str, Record | None]:
    if len(batch) == 1:
        params = _single(batch[0])
    else:
        params = {"id_list": ",".join(batch), "max_results": str(len(batch))}
    try:
        answer = client.get(ARXIV, PATH, params, kind="identifier")
    except UnavailableError:
        return {}
    try:
        root = answer.xml()
        entries = _entries(root)
        error = next((e for e in entries if "/api/errors" in _text(e, f"{_ATOM}id")), None)
        if answer.status != 200 or root.tag != f"{_ATOM}feed" or error is not None:
            raise ValueError("no feed")
    except ValueError:
        # One malformed identifier spoils its whole batch: then ask for each by itself.
        client.unusable(ARXIV, PATH, params, "an error instead of a feed")
        if len(batch) == 1:
            return {}
        middle = len(batch) // 2
        return {**_ask(client, batch[:middle]), **_ask(client, batch[middle:])}
    client.worked(ARXIV)
    found: dict[str, Record | None] = dict.fromkeys(batch)
    texts: dict[str, bytes] = dict.fromkeys(batch, _feed(None))
    for entry in entries:
        record = _record(entry)
        if record and record.arxiv in found:
            found[record.arxiv] = record
            texts[record.arxiv] = _feed(entry)
    if len(batch) > 1:
        for identifier, body in texts.items():
            client.remember(ARXIV, PATH, _single(identifier), body, "identifier")
    return found


def _single(identifier: str) -> dict[str, str]:
    return {"id_list": identifier, "max_results": "1"}


def _feed(entry: ElementTree.Element | None) -> bytes:
    feed = ElementTree.Element(f"{_ATOM}feed")
    if entry is not None:
        feed.append(entry)
    return ElementTree.tostring(feed)


def _entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall(f"{_ATOM}entry")


def _records(root: ElementTree.Element) -> list[Record]:
    return [record for entry in _entries(root) if (record := _record(entry))]


def _record(entry: ElementTree.Element) -> Record | None:
    identifier = arxiv_id(_text(entry, f"{_ATOM}id"))
    title = clean_title(_text(entry, f"{_ATOM}title"))
    if not identifier or not title:
        return None
    hints = (_text(entry, f"{_OWN}journal_ref"), _text(entry, f"{_OWN}comment"))
    return Record(
        source="arxiv",
        url=f"https://arxiv.org/abs/{identifier}",
        title=title,
        authors=tuple(
            name
            for author in entry.findall(f"{_ATOM}author")
            if (name := clean(_text(author, f"{_ATOM}name")))
        ),
        venue="arXiv",
        year=year_of(_text(entry, f"{_ATOM}published")),
        preprint=True,
        doi=doi_of(_text(entry, f"{_OWN}doi")),
        arxiv=identifier,
        by_identifier=True,
        hint="; ".join(clean(hint) for hint in hints if hint),
    )


def _text(element: ElementTree.Element, tag: str) -> str:
    found = element.find(tag)
    return (found.text or "").strip() if found is not None else ""
