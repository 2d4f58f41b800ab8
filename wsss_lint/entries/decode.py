"""The best reading of an entry: one candidate a field at the most, none overlapping."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wsss_lint.entries.candidates import Candidate, Signature

FIELDS = ("title", "pub", "authors", "method", "date")
#: How many candidates of a field are tried.
KEPT = {"title": 10, "pub": 6, "authors": 6, "method": 5, "date": 4}
#: What the habits can say against a candidate at the most: an evident venue or date in an odd
#: place is still one.
LOWEST = {"title": -4.0, "method": -2.5, "date": -0.4}
WEIGHT = 0.75  # of the list's habits against what a stretch looks like


class Reading(NamedTuple):
    """What an entry was read as."""

    title: Candidate | None
    pub: Candidate | None
    authors: Candidate | None
    method: Candidate | None
    date: Candidate | None
    score: float
    margin: float  # to the best reading with another title
    raw: float = 0.0  # the score without what the list's habits say

    def get(self, field: str) -> Candidate | None:
        """The candidate of a field."""
        return getattr(self, field)  # type: ignore[no-any-return]


NOTHING = Reading(None, None, None, None, None, 0.0, 0.0, 0.0)


class Habits:
    """Where the entries of a list have their fields: counts of signatures."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[Signature]] = {f: Counter() for f in FIELDS}
        self.coarse: dict[str, Counter[Signature]] = {f: Counter() for f in FIELDS}
        self.without: Counter[str] = Counter()
        self.total = 0

    def add(self, reading: Reading, times: int = 1) -> None:
        """Count a reading that so many entries have."""
        self.total += times
        for field in FIELDS:
            candidate = reading.get(field)
            if candidate is None:
                self.without[field] += times
            else:
                self.counts[field][candidate.signature] += times
                self.coarse[field][coarse(candidate)] += times

    def prior(self, candidate: Candidate) -> float:
        """What the list's habits say for a candidate."""
        total = self.total
        if total < 3:
            return 0.0
        field = candidate.field
        exact = self.counts[field][candidate.signature]
        rough = self.coarse[field][coarse(candidate)]
        weight = WEIGHT * min(1.0, total / 12)
        said = weight * (
            0.5 * math.log((exact + 0.3) / (total + 3) * 6)
            + 0.7 * math.log((rough + 0.3) / (total + 3) * 4)
        )
        return max(LOWEST.get(field, -1.6), said)

    def prior_without(self, field: str) -> float:
        """What they say for an entry that lacks a field."""
        if self.total < 3:
            return 0.0
        share = (self.without[field] + 0.5) / (self.total + 1)
        return max(-1.6, min(0.2 if field == "date" else 0.9, WEIGHT * math.log(share * 2)))


class Mixed:
    """The habits of a section before those of the list, as far as the section is large enough."""

    def __init__(self, section: Habits | None, whole: Habits) -> None:
        self.section = section if section is not None and section.total >= 6 else None
        self.whole = whole
        self._priors: dict[Signature, float] = {}
        self._without: dict[str, float] = {}

    def prior(self, candidate: Candidate) -> float:
        """As `Habits.prior`."""
        known = self._priors.get(candidate.signature)
        if known is None:
            known = self._priors[candidate.signature] = self._prior(candidate)
        return known

    def _prior(self, candidate: Candidate) -> float:
        said = self.whole.prior(candidate)
        if self.section is None:
            return said
        return 0.35 * said + 0.65 * self.section.prior(candidate)

    def prior_without(self, field: str) -> float:
        """As `Habits.prior_without`."""
        known = self._without.get(field)
        if known is None:
            known = self._without[field] = self._lacking(field)
        return known

    def _lacking(self, field: str) -> float:
        said = self.whole.prior_without(field)
        if self.section is None:
            return said
        return 0.35 * said + 0.65 * self.section.prior_without(field)


def coarse(candidate: Candidate) -> Signature:
    """The signature without what stands behind it, and how far behind the start it is."""
    return candidate.signature[:4] + candidate.signature[7:]


def decode(
    found: list[Candidate],
    habits: Habits | Mixed | None = None,
    hints: dict[str, str] | None = None,
) -> Reading:
    """The best set of candidates that do not overlap, by the sum of their scores."""
    ranked: dict[str, list[tuple[float, Candidate | None]]] = {field: [] for field in FIELDS}
    for c in found:
        score = c.score
        if habits is not None:
            score += habits.prior(c)
        if hints:
            score += _hinted(c, hints)
        ranked[c.field].append((score, c))
    for field, pairs in ranked.items():
        pairs.sort(key=_rank)
        del pairs[KEPT[field] :]
    none = {f: habits.prior_without(f) if habits is not None else 0.0 for f in FIELDS}
    if not ranked["title"]:
        return NOTHING
    for field in FIELDS[1:]:
        ranked[field].append((none[field], None))
        ranked[field].sort(key=lambda pair: -pair[0])
    most = sum(ranked[field][0][0] for field in FIELDS[1:])
    best: Reading | None = None
    second = -99.0
    for score, title in ranked["title"]:
        assert title is not None
        base = score + 0.06 * min(title.words, 20)
        if best is not None and base + most <= second:
            continue
        reading = _beside(title, base, ranked)
        if best is None or reading.score > best.score:
            if best is not None and not _same(best.title, title):
                second = max(second, best.score)
            best = reading
        elif not _same(best.title, title):
            second = max(second, reading.score)
    assert best is not None
    return best._replace(margin=best.score - second)


def _rank(pair: tuple[float, Candidate | None]) -> tuple[float, int, int]:
    score, candidate = pair
    assert candidate is not None
    return (-score, candidate.start, -candidate.end)


def _hinted(c: Candidate, hints: dict[str, str]) -> float:
    nested = c.signature[1]
    cell = nested[0] if isinstance(nested, tuple) else ""
    hint = hints.get(cell)
    if hint is None:
        return 0.0
    if hint == c.field or (
        hint == "date" and c.field == "pub" and c.publication and c.publication.year
    ):
        return 1.3
    if hint == "title" and c.field in ("authors", "pub", "date", "method"):
        return -0.3
    return -1.5


def _same(one: Candidate | None, other: Candidate) -> bool:
    return one is not None and abs(one.start - other.start) < 3 and abs(one.end - other.end) < 3


def _beside(
    title: Candidate, base: float, ranked: dict[str, list[tuple[float, Candidate | None]]]
) -> Reading:
    """The best other fields beside a title: a search that drops what cannot win any more."""
    free = [[pair for pair in ranked[f] if _fits_beside(pair[1], title)] for f in FIELDS[1:]]
    firsts = [pairs[0][1] for pairs in free]
    tops = [pairs[0][0] for pairs in free]
    if _apart(firsts):  # nothing can be better
        return _reading(title, base + sum(tops, 0.0), firsts)
    rest = [sum(tops[i:]) for i in range(len(tops) + 1)]
    best_total = -99.0
    best_set: tuple[Candidate | None, ...] = (None,) * len(free)
    chosen: list[Candidate | None] = []

    def search(level: int, total: float) -> None:
        nonlocal best_total, best_set
        if level == len(free):
            if total > best_total:
                best_total, best_set = total, tuple(chosen)
            return
        for score, candidate in free[level]:
            if total + score + rest[level + 1] <= best_total:
                return
            if candidate is not None and any(
                c is not None and _overlap(c, candidate) for c in chosen
            ):
                continue
            chosen.append(candidate)
            search(level + 1, total + score)
            chosen.pop()

    search(0, 0.0)
    return _reading(title, base + best_total, best_set)


def _apart(chosen: list[Candidate | None]) -> bool:
    """Whether no two candidates overlap."""
    spans = sorted((c.start, c.end) for c in chosen if c is not None)
    return all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))


def _reading(title: Candidate, score: float, chosen: Sequence[Candidate | None]) -> Reading:
    raw = title.score + 0.06 * min(title.words, 20)
    raw += sum(c.score for c in chosen if c is not None)
    pub, authors, method, date = chosen
    return Reading(title, pub, authors, method, date, score, 0.0, raw)


def _fits_beside(candidate: Candidate | None, title: Candidate) -> bool:
    """Whether a candidate can be right beside a title; a label of words stands before it."""
    if candidate is None:
        return True
    if candidate.field == "method" and candidate.words and candidate.start > title.start:
        return False
    return not _overlap(candidate, title)


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


def total(readings: Iterable[Reading]) -> Habits:
    """The habits that readings show."""
    habits = Habits()
    same: dict[int, tuple[Reading, int]] = {}  # the same object for entries of the same kind
    for reading in readings:
        same[id(reading)] = (reading, same.get(id(reading), (reading, 0))[1] + 1)
    for reading, times in same.values():
        habits.add(reading, times)
    return habits
