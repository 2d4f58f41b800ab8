"""Finds the record of one paper to add: by identifier, key, address or title."""

from __future__ import annotations

import re

from wsss_lint.authoring.add import AddError
from wsss_lint.authoring.entry import NewPaper
from wsss_lint.online.client import Client, UnavailableError
from wsss_lint.online.matching import Match, letters, match, words
from wsss_lint.online.record import Record, arxiv_id, doi_of
from wsss_lint.online.sources import arxiv, crossref, dblp
from wsss_lint.online.venue_names import venue_of
from wsss_lint.venues.links import LinkFacts, facts
from wsss_lint.venues.registry import Registry, Venue


class FetchError(AddError):
    """No record, or several; the text says what to do."""


_ARXIV = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.I)
_DBLP_URL = re.compile(r"https?://dblp\.\S+?/rec/((?:conf|journals)/[^?#\s]+?)(?:\.\w+)?/?")
_DBLP_KEY = re.compile(r"(?:dblp:)?((?:conf|journals)/[\w-]+/[\w-]+)", re.I)


def fetch(client: Client, what: str, registry: Registry) -> tuple[NewPaper, list[str]]:
    """The paper that `what` names, as published where it was, and notices about it.

    Raises `FetchError` when nothing or more than one thing is found, or nobody answers.
    """
    what = " ".join(what.split())
    notices: list[str] = []
    try:
        seed, url = _seed(client, what, registry)
    except UnavailableError as error:
        raise FetchError(f"{error.reason}; give --title, --venue and --year instead") from None
    title = seed.title if seed is not None else what
    if seed is None and ("://" in what or len(words(what)) < 2):
        raise FetchError(f"`{what}` is no arXiv id, DOI, DBLP key, known address or title")
    records = [seed] if seed is not None else []
    records += _by_title(client, title, seed, registry, notices)
    if not records:
        raise FetchError(f"no source knows `{title}`; give --title, --venue and --year instead")
    if seed is None:
        _refuse_several(records)
    return _paper(records, registry, url), notices


def _seed(client: Client, what: str, registry: Registry) -> tuple[Record | None, str]:
    """The record of an identifier, and the address that the user gave, if any."""
    known = facts(what) if "://" in what else LinkFacts()
    identifiers = dict(known.identifiers)
    plain = _ARXIV.fullmatch(what)
    identifier = identifiers.get("arxiv") or (arxiv_id(plain.group(1).lower()) if plain else "")
    if identifier:
        found = arxiv.by_identifiers(client, [identifier])
        if identifier not in found:
            raise UnavailableError("down", "arxiv did not answer")
        record = found[identifier]
        if record is None:
            raise FetchError(f"arXiv has no paper {identifier}")
        return record, ""
    key = _DBLP_URL.fullmatch(what) or _DBLP_KEY.fullmatch(what)
    if key:
        return _found(dblp.by_key(client, key.group(1)), f"DBLP has no record {key.group(1)}"), ""
    if "cvf" in identifiers:
        return _by_cvf(client, identifiers["cvf"], known, registry), what
    bare = doi_of(what) if what.lower().startswith(("10.", "doi:")) else ""
    doi = identifiers.get("doi") or bare
    if doi:
        return _found(crossref.by_doi(client, doi), f"Crossref has no DOI {doi}"), ""
    return None, ""


def _found(record: Record | None, otherwise: str) -> Record:
    if record is None:
        raise FetchError(otherwise)
    return record


def _by_cvf(client: Client, stem: str, known: LinkFacts, registry: Registry) -> Record:
    """`Ey_Toy_Maps_for_Segmentation_CVPR_2023`: author, title (or its beginning), venue, year."""
    parts = [part for part in stem.split("_") if part]
    tail = {str(known.year), known.venue_code or ""}
    while parts and (parts[-1] in tail or parts[-1].upper() in tail):
        parts.pop()
    author, title = parts[0] if parts else "", " ".join(parts[1:])
    if not title:
        raise FetchError("the address names no title; give --title, --venue and --year instead")
    wanted = letters(title)
    for found in (dblp.by_title(client, title), crossref.by_title(client, title)):
        for record in found:
            venue = venue_of(record, registry)
            begins = letters(record.title).startswith(wanted)
            named = not record.authors or any(letters(author) in letters(a) for a in record.authors)
            if begins and named and venue and venue.code == known.venue_code:
                return record
    return Record("cvf", "", title, venue=known.venue_code or "", year=known.year)


def _by_title(
    client: Client, title: str, seed: Record | None, registry: Registry, notices: list[str]
) -> list[Record]:
    """The records with this title, of the seed's authors where both name them."""
    kept: list[Record] = []
    for name, by_title in (("dblp", dblp.by_title), ("crossref", crossref.by_title)):
        try:
            found = by_title(client, title)
        except UnavailableError as error:
            notices.append(f"{error.reason}; {name} might know where it was published")
            continue
        kept += [r for r in found if match(title, r.title) >= Match.SAME and _shared(seed, r)]
        if any(not r.preprint and venue_of(r, registry) for r in kept):
            break
    return kept


def _shared(seed: Record | None, record: Record) -> bool:
    if seed is None or not seed.authors or not record.authors:
        return True
    ours = {letters(name.split()[-1]) for name in seed.authors if name.split()}
    return any(letters(name.split()[-1]) in ours for name in record.authors if name.split())


def _refuse_several(records: list[Record]) -> None:
    """One title can be of several papers: then only an identifier tells which."""
    first = records[0]
    for other in records[1:]:
        if not _shared(first, other):
            raise FetchError(
                f"several papers have this title ({first.url}, {other.url}); give an identifier"
            )


def _paper(records: list[Record], registry: Registry, url: str) -> NewPaper:
    placed = [(record, venue_of(record, registry)) for record in records]
    record, venue = min(placed, key=_preference)
    with_arxiv = next((r.arxiv for r in records if r.arxiv), "")
    with_doi = next((r.doi for r in (record, *records) if r.doi and not r.preprint), "")
    authors = next((r.authors for r in (record, *records) if r.authors), ())
    method, colon, rest = record.title.partition(":")
    guess = method if colon and rest.strip() and len(method) <= 24 and " " not in method else ""
    return NewPaper(
        title=record.title,
        venue=venue or registry.lookup(record.venue),
        venue_text=record.venue,
        year=record.year,
        method=guess,
        method_guessed=bool(guess),
        authors=authors,
        url=url
        or (f"https://arxiv.org/abs/{with_arxiv}" if with_arxiv else "")
        or (f"https://doi.org/{with_doi}" if with_doi else record.url),
        arxiv=with_arxiv,
        doi=with_doi,
        source=f"{record.source}: {record.url}" if record.url else record.source,
    )


def _preference(placed: tuple[Record, Venue | None]) -> tuple[int, int]:
    """Published before preprint, the conference or journal before a workshop, the first first."""
    record, venue = placed
    if venue is None:
        rank = 3
    elif record.preprint:
        rank = 2
    else:
        rank = 1 if venue.track or venue.kind == "workshop" else 0
    return rank, record.year or 9999
