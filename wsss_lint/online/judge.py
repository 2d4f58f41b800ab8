"""What the records of the sources say about what a list claims.

Three verdicts. Verified: there is evidence for every claimed field. Contradicted: the record of
the paper's own identifier, or two sources that do not take their facts from each other, say
something else. Everything between is unverified, with the reason, and is no finding: indexes
lag, titles repeat, and a reader who is told "wrong" about a right entry stops reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wsss_lint.online.identity import Claim, identified, same_paper, same_venue, surnames
from wsss_lint.online.matching import Match, apart, letters, match, telling, words
from wsss_lint.online.record import Record, origin
from wsss_lint.online.venue_names import venue_of
from wsss_lint.venues.registry import Registry, Venue

VERIFIED, UNVERIFIED, CONTRADICTED = "verified", "unverified", "contradicted"


class Contradiction(NamedTuple):
    """One claim that the sources do not share."""

    rule: str  # "verify-year"
    records: tuple[Record, ...]  # who says so, one for each witness
    title: str | None = None  # what they say, where it differs
    venue: Venue | None = None
    year: int | None = None
    arxiv: str | None = None
    sure: bool = True  # enough for a proposed correction


class Verdict(NamedTuple):
    """The outcome for one paper."""

    kind: str
    reason: str = ""  # of an unverified one: not found, weak match, one source, …
    records: tuple[Record, ...] = ()  # the evidence
    contradictions: tuple[Contradiction, ...] = ()


class Said(NamedTuple):
    """One record with the venue that it means."""

    record: Record
    venue: Venue | None

    @property
    def published(self) -> bool:
        return not self.record.preprint


def judge(claim: Claim, records: Sequence[Record], registry: Registry, year: int) -> Verdict:
    """Weigh the records found so far for one paper; `year` is the year of the run."""
    foreign = _foreign(claim, records)
    if foreign:
        return Verdict(CONTRADICTED, records=tuple(foreign.records), contradictions=(foreign,))
    same = [Said(r, venue_of(r, registry)) for r in records if same_paper(claim, r, registry)]
    if not same:
        near = any(match(claim.title, r.title, claim.method) for r in records)
        return Verdict(UNVERIFIED, "weak match" if near else "not found")
    wrong_title = _title(claim, records, same)
    found = _place(claim, same, year)
    contradictions = tuple(c for c in (wrong_title, *found.contradictions) if c)
    if contradictions and _several(claim, same):
        return Verdict(UNVERIFIED, "several papers have this title", found.records)
    if contradictions:
        evidence = tuple(dict.fromkeys(r for c in contradictions for r in c.records))
        return Verdict(CONTRADICTED, found.reason, evidence, contradictions)
    return found


def _several(claim: Claim, same: Sequence[Said]) -> bool:
    """Whether the records are of different people's papers, and no identifier says whose."""
    if any(s.record.by_identifier and identified(claim, s.record) for s in same):
        return False
    groups = [set(surnames(s.record)) for s in same if s.record.authors]
    return any(not (a & b) for i, a in enumerate(groups) for b in groups[i + 1 :])


def _foreign(claim: Claim, records: Sequence[Record]) -> Contradiction | None:
    """The record of the paper's only identifier, when it is quite another paper's."""
    if len(claim.arxiv) + len(claim.doi) != 1:
        return None  # several links: any of them may be to a part or an extension
    own = [r for r in records if r.by_identifier and identified(claim, r)]
    if len(own) != 1 or not apart(claim.title, own[0].title, claim.method):
        return None
    right = {
        r.arxiv
        for r in records
        if r.arxiv and not identified(claim, r) and telling(claim.title)
        and match(claim.title, r.title, claim.method) >= Match.SAME
    }  # fmt: skip
    proposal = right.pop() if len(right) == 1 and claim.arxiv else None
    confirmed = any(r.by_identifier and r.arxiv == proposal for r in records)
    return Contradiction(
        "verify-identifier", (own[0],), title=own[0].title, arxiv=proposal, sure=confirmed
    )


# ------------------------------------------------------------------ title


def _title(claim: Claim, records: Sequence[Record], same: Sequence[Said]) -> Contradiction | None:
    """A title that two witnesses, or the DOI's record, write alike and the list otherwise."""
    if any(match(claim.title, r.title, claim.method) is Match.EQUAL for r in records):
        return None
    by_letters: dict[str, list[Record]] = {}
    for said in same:
        if _shortened(claim, said.record.title):
            return None  # a subtitle left out is a habit of lists, not a mistake
        by_letters.setdefault(letters(said.record.title), []).append(said.record)
    if len(by_letters) != 1:
        return None
    (agreed,) = by_letters.values()
    witnesses = _witnesses(agreed)
    own = any(r.by_identifier and r.doi and not r.preprint for r in agreed)
    if len(witnesses) < 2 and not own:
        return None
    return Contradiction("verify-title", tuple(witnesses.values()), title=agreed[0].title)


def _shortened(claim: Claim, title: str) -> bool:
    here, there = words(claim.title), words(title)
    if claim.method:
        name = words(claim.method)
        if there[: len(name)] == name:
            there = there[len(name) :]
        if here[: len(name)] == name:
            here = here[len(name) :]
    short, long = sorted(("".join(here), "".join(there)), key=len)
    return short != long and (long.startswith(short) or long.endswith(short))


def _witnesses(records: Iterable[Record]) -> dict[str, Record]:
    """One record for each witness, the first of its kind."""
    found: dict[str, Record] = {}
    for record in records:
        found.setdefault(origin(record), record)
    return found


# ------------------------------------------------------------------ venue and year


def _place(claim: Claim, same: Sequence[Said], year: int) -> Verdict:
    published = [s for s in same if s.published]
    if claim.venue_text is None and not claim.wants_venue:
        records = tuple(_witnesses(s.record for s in same).values())
        if claim.year is None or any(r.year == claim.year for r in records):
            return Verdict(VERIFIED, records=records)
        return Verdict(UNVERIFIED, "found in other years", records)
    if claim.venue_text is None:
        return _missing_venue(claim, same, published)
    if claim.venue is not None and claim.venue.kind == "preprint":
        return _preprint(claim, same, published)
    known = [s for s in published if s.venue is not None]
    agreeing = [s for s in known if same_venue(s.venue, claim.venue)]
    right = [s.record for s in agreeing if _year_agrees(claim, s)]
    if right:
        return Verdict(VERIFIED, records=tuple(_witnesses(right).values()))
    if agreeing:
        return _wrong_year(claim, agreeing)
    if not published:
        return Verdict(UNVERIFIED, "found only as a preprint", tuple(s.record for s in same))
    if not known:
        return Verdict(UNVERIFIED, "venue not told apart", tuple(s.record for s in published))
    return _wrong_venue(claim, known, year)


def _year_agrees(claim: Claim, said: Said) -> bool:
    """Conference years are exact; a journal may have been online a year before its issue."""
    if claim.year is None or said.record.year is None:
        return claim.year is None
    if said.venue is not None and said.venue.kind == "journal" and not claim.twin:
        return abs(claim.year - said.record.year) <= 1 or claim.year == said.record.online_year
    return claim.year == said.record.year


def _wrong_year(claim: Claim, agreeing: Sequence[Said]) -> Verdict:
    years: dict[int, list[Record]] = {}
    for said in agreeing:
        if said.record.year is not None:
            years.setdefault(said.record.year, []).append(said.record)
    evidence = tuple(_witnesses(s.record for s in agreeing).values())
    if len(years) == 1:
        ((year, records),) = years.items()
        witnesses = tuple(_witnesses(records).values())
        if len(witnesses) >= 2 or _own_record(claim, records):
            found = Contradiction("verify-year", witnesses, venue=claim.venue, year=year)
            return Verdict(CONTRADICTED, records=evidence, contradictions=(found,))
        return Verdict(UNVERIFIED, f"only one source says {year}", evidence)
    return Verdict(UNVERIFIED, "the sources disagree on the year", evidence)


def _own_record(claim: Claim, records: Iterable[Record]) -> bool:
    """Whether one of them is the record of the DOI that the entry itself links to."""
    return any(r.by_identifier and not r.preprint and identified(claim, r) for r in records)


class _Agreed(NamedTuple):
    venue: Venue
    year: int | None
    witnesses: tuple[Record, ...]
    sure: bool


def _agreed(claim: Claim, known: Sequence[Said]) -> list[_Agreed]:
    """The places that the records name, the best attested and the weightiest first.

    arXiv's own record is a second witness for a venue when its authors name the venue there:
    ICLR and NeurIPS papers have no DOI, so Crossref cannot be one.
    """
    places: dict[tuple[str, int | None], list[Said]] = {}
    for said in known:
        if said.venue is not None:
            places.setdefault((said.venue.code, said.record.year), []).append(said)
    found = []
    for (_, year), said_here in places.items():
        venue = said_here[0].venue
        assert venue is not None
        witnesses = _witnesses(s.record for s in said_here)
        sure = len(witnesses) >= 2 or _own_record(claim, (s.record for s in said_here))
        found.append(_Agreed(venue, year, tuple(witnesses.values()), sure))
    weight = {"conference": 0, "journal": 1}
    return sorted(
        found,
        key=lambda a: (
            not a.sure, bool(a.venue.track), weight.get(a.venue.kind, 2), a.year or 9999,
        ),
    )  # fmt: skip


def _hinted(places: list[_Agreed], same: Sequence[Said]) -> list[_Agreed]:
    """The places with arXiv's record as a further witness where its authors name the place."""
    found = []
    for place in places:
        for said in same:
            record = said.record
            if not record.hint or not _mentions(record.hint, place):
                continue
            witnesses = tuple(dict.fromkeys((*place.witnesses, record)))
            place = place._replace(witnesses=witnesses, sure=True)
        found.append(place)
    return sorted(found, key=lambda place: not place.sure)


def _mentions(hint: str, place: _Agreed) -> bool:
    code = re.escape(place.venue.code)
    year = str(place.year or "")
    return bool(
        re.search(rf"(?<![A-Za-z]){code}(?![A-Za-z])", hint, re.IGNORECASE)
        and re.search(rf"(?<!\d)(?:{year}|['’]?{year[2:]})(?!\d)", hint)
        and "submitted" not in hint.casefold()
        and "workshop" not in hint.casefold()
    )


def _preprint(claim: Claim, same: Sequence[Said], published: Sequence[Said]) -> Verdict:
    places = [p for p in _hinted(_agreed(claim, published), same) if not p.venue.track]
    if places and places[0].sure:
        best = places[0]
        found = Contradiction("verify-published", best.witnesses, venue=best.venue, year=best.year)
        return Verdict(CONTRADICTED, records=best.witnesses, contradictions=(found,))
    if places:
        return Verdict(UNVERIFIED, _one_source(places[0]), places[0].witnesses)
    records = tuple(_witnesses(s.record for s in same if not s.published).values())
    if not records:
        return Verdict(UNVERIFIED, "venue not told apart", tuple(s.record for s in published))
    years = {r.year for r in records}
    if claim.year is not None and claim.year not in years:
        told = ", ".join(str(y) for y in sorted(y for y in years if y))
        return Verdict(UNVERIFIED, f"the preprint is of {told}", records)
    return Verdict(VERIFIED, records=records)


def _missing_venue(claim: Claim, same: Sequence[Said], published: Sequence[Said]) -> Verdict:
    places = _hinted(_agreed(claim, published), same)
    if claim.year is not None:
        near = [p for p in places if p.year == claim.year]
        # Another year than the listed one may be another version: that takes two witnesses.
        places = near or [p for p in places if p.sure]
    if not places:
        # "It is on arXiv" is no answer: the entry's link says so, or it has appeared since.
        records = tuple(s.record for s in same)
        reason = "venue not told apart" if published else "found only as a preprint"
        return Verdict(UNVERIFIED, reason, records)
    best = places[0]
    found = Contradiction(
        "verify-missing-venue", best.witnesses, venue=best.venue, year=best.year, sure=best.sure
    )
    return Verdict(CONTRADICTED, records=best.witnesses, contradictions=(found,))


def _wrong_venue(claim: Claim, known: Sequence[Said], year: int) -> Verdict:
    places = _agreed(claim, known)
    sure = [p for p in places if p.sure]
    evidence = tuple(dict.fromkeys(r for p in places for r in p.witnesses))
    if not sure:
        return Verdict(UNVERIFIED, _one_source(places[0]), evidence)
    best = sure[0]
    if claim.year is not None and claim.year >= year - 1 and claim.year > (best.year or 0):
        # An extended version of this year or the last may not have reached the indexes yet.
        return Verdict(UNVERIFIED, "newer than what the sources have", evidence)
    if claim.venue is None and claim.year is not None and claim.year != best.year:
        return Verdict(UNVERIFIED, "a venue that is not known, in another year", evidence)
    found = Contradiction("verify-venue", best.witnesses, venue=best.venue, year=best.year)
    return Verdict(CONTRADICTED, records=evidence, contradictions=(found,))


def _one_source(place: _Agreed) -> str:
    year = f" {place.year}" if place.year else ""
    return f"only one source says {place.venue.code}{year}"
