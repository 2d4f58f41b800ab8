"""Votes: which literal is usual in a gap, by the year, the section and the whole list.

The nearest group of papers that is large enough decides, and only a clear majority counts. Papers
under a heading with a year are compared with that year's, then with the papers of the nearest
earlier year; elsewhere a section is judged by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from wsss_lint.entries.style.gaps import Gap, gaps_of, gaps_within
from wsss_lint.entries.style.pieces import Piece, container
from wsss_lint.records.model import Paper

MIN_VOTES = 3  # fewer papers than this say nothing about what is usual
MIN_SHARE = 0.6
AHEAD = 2  # times the votes of any other literal, where all others are slips of many kinds
FEW, CLEAR = 5, 0.75  # a group of fewer papers, most of which agree less, leaves it to the next
UNIFORM = 0.8  # of a section: it is judged by itself
ONE_IN = 8  # a literal that more than one in so many papers of the list have is a habit

Key = tuple[str, str]
Group = tuple[Hashable, ...]


class Entry(NamedTuple):
    """One entry as it is compared."""

    paper: Paper
    kind: str  # of the block that it is
    pieces: tuple[Piece, ...]
    gaps: tuple[Gap, ...]
    inner: tuple[Gap, ...] = ()  # between the links of a run

    @property
    def every(self) -> tuple[Gap, ...]:
        """All gaps."""
        return (*self.gaps, *self.inner)

    @property
    def shape(self) -> tuple[str, ...]:
        """The names of its fields in order."""
        return tuple(piece.name for piece in self.pieces)


class Usual(NamedTuple):
    """What most papers of a group have."""

    literal: str
    votes: int
    total: int
    second: int  # how many have the commonest other literal

    @property
    def clear(self) -> bool:
        """Whether it is a majority, or far ahead of all other literals."""
        if self.share >= MIN_SHARE:
            return True
        return self.votes * 2 > self.total and self.second * AHEAD <= self.votes

    @property
    def share(self) -> float:
        """The share of the group that has it."""
        return self.votes / self.total


class Votes:
    """Counts of literals by group and gap; each majority is found once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._counts: dict[Group, dict[Key, Counter[str]]] = defaultdict(dict)
        self._shapes: dict[Group, Counter[tuple[str, ...]]] = defaultdict(Counter)
        self._years: dict[str, set[int]] = defaultdict(set)
        self._most: dict[tuple[Group, Key], Usual | None] = {}
        self._shape: dict[Group, tuple[tuple[str, ...], int]] = {}
        self._near: dict[tuple[str, int], int | None] = {}
        self._marks: dict[tuple[Group, str, int], str | None] = {}
        self._judged: dict[Group, tuple[Usual | None, bool]] = {}
        self._frequent: dict[Group, bool] = {}
        tally: Counter[tuple[Group, Key, str]] = Counter()
        for entry in entries:
            groups = list(own_groups(entry))
            if entry.paper.section.year is not None:
                self._years[entry.kind].add(entry.paper.section.year)
            for group in groups:
                self._shapes[group][entry.shape] += 1
            gaps = [(gap.around, single(gap.actual)) for gap in entry.every if gap.literal]
            tally.update([(group, *gap) for group in groups for gap in gaps])
        for (group, key, literal), count in tally.items():
            self._counts[group].setdefault(key, Counter())[literal] = count

    def most(self, group: Group, key: Key) -> Usual | None:
        """The commonest literal of a gap in a group."""
        if (group, key) not in self._most:
            counts = self._counts.get(group, {}).get(key)
            found = None
            if counts:
                (literal, count), *others = counts.most_common(2)
                second = others[0][1] if others else 0
                found = Usual(literal, count, counts.total(), second)
            self._most[group, key] = found
        return self._most[group, key]

    def having(self, group: Group, key: Key, literal: str) -> int:
        """How many papers of a group have a literal in a gap."""
        counts = self._counts.get(group, {}).get(key)
        return counts[literal] if counts is not None else 0

    def shape(self, group: Group) -> tuple[tuple[str, ...], int]:
        """The commonest order of fields in a group, and how many papers the group has."""
        if group not in self._shape:
            shapes = self._shapes.get(group)
            self._shape[group] = (
                (shapes.most_common(1)[0][0], shapes.total()) if shapes else ((), 0)
            )
        return self._shape[group]

    def shapes(self, group: Group) -> Counter[tuple[str, ...]]:
        """The orders of fields in a group."""
        return self._shapes.get(group, Counter())

    def own(self, entry: Entry) -> Iterator[Group]:
        """The groups that an entry is in: its year's, where the list has years, its section's."""
        paper, kind = entry.paper, entry.kind
        year = paper.section.year
        if year is None and paper.year is not None and "year" not in paper.inherited:
            year = paper.year.value if paper.year.value in self._years[kind] else None
        if year is not None:
            yield ("year", kind, year)
        yield ("section", kind, paper.section)

    def dated(self, entry: Entry) -> bool:
        """Whether its year says which entries are its neighbors: others have it too."""
        year = entry.paper.section.year
        if year is None and entry.paper.year is not None and "year" not in entry.paper.inherited:
            year = entry.paper.year.value
        return year is not None and self.shape(("year", entry.kind, year))[1] > 1

    def groups(self, entry: Entry) -> Iterator[Group]:
        """The groups that an entry is compared with, the nearest first."""
        yield from self.own(entry)
        year = entry.paper.section.year
        near = self._nearest_year(entry.kind, year) if year is not None else None
        if near is not None:
            yield ("year", entry.kind, near)
        yield ("list", entry.kind)

    def _nearest_year(self, kind: str, year: int) -> int | None:
        """The nearest earlier year of the list, else the nearest later one."""
        if (kind, year) not in self._near:
            others = [
                other for other in self._years[kind]
                if other != year and self.shape(("year", kind, other))[1] >= MIN_VOTES
            ]  # fmt: skip
            earlier = [other for other in others if other < year]
            found = max(earlier) if earlier else min(others, default=None)
            self._near[kind, year] = found
        return self._near[kind, year]

    def judged(self, entry: Entry, key: Key, own: str) -> tuple[Usual | None, bool]:
        """What is usual in a gap, and whether few entries of the list have what this one has."""
        found = (*self._place(entry), key, own)
        if found not in self._judged:
            self._judged[found] = self.usual(entry, key, own), self.rare(entry, key, own)
        return self._judged[found]

    def frequent(self, entry: Entry, key: Key) -> bool:
        """Whether the papers of its year or section have a gap often enough to vote on it."""
        found = (*self._place(entry), key)
        if found not in self._frequent:
            group = next((g for g in self.own(entry) if self.shape(g)[1] >= MIN_VOTES), None)
            most = self.most(group, key) if group is not None else None
            self._frequent[found] = group is None or (most is not None and most.total >= MIN_VOTES)
        return self._frequent[found]

    def _place(self, entry: Entry) -> Group:
        """All that says which papers an entry is compared with."""
        paper = entry.paper
        year = paper.year.value if paper.year and "year" not in paper.inherited else None
        return entry.kind, paper.section, year

    def usual(self, entry: Entry, key: Key, own: str) -> Usual | None:
        """The literal that neighboring entries have in a gap; None where no majority is clear.

        `own` is what the entry has: a section in which that is a habit is content with it.
        """
        section: Group = ("section", entry.kind, entry.paper.section)
        most = self.most(section, key)
        uniform = most is not None and most.total > MIN_VOTES and most.share >= UNIFORM
        if most is not None and uniform and most.literal == own:
            return most
        for group in self.groups(entry):
            most = self.most(group, key)
            if most is None or most.total < MIN_VOTES:
                continue
            last = group[0] == "list"
            if not last and most.total < FEW and most.share < CLEAR:
                continue
            if not most.clear:
                return None
            # a list may have changed its style from year to year; else a habit is a habit
            of_year = entry.paper.section.year is not None or group[0] == "year"
            few = not last and (of_year or self._few(group, key, own))
            return most if few or self.rare(entry, key, own) else None
        return None

    def rare(self, entry: Entry, key: Key, own: str) -> bool:
        """Whether few entries of the list have this literal."""
        return self._few(("list", entry.kind), key, own)

    def _few(self, group: Group, key: Key, own: str) -> bool:
        most = self.most(group, key)
        others = self.having(group, key, own) - 1
        return most is None or single(own) != own or others * ONE_IN <= most.total

    def marks(self, group: Group, name: str, side: int, marks: str, sure: float) -> str | None:
        """The markers that a group has after a field (0) or before it (1)."""
        if (group, name, side) not in self._marks:
            counts: Counter[str] = Counter()
            for key, literals in self._counts.get(group, {}).items():
                if key[side] == name:
                    for literal, count in literals.items():
                        rest = literal.rstrip(marks) if side else literal.lstrip(marks)
                        cut = len(literal) - len(rest)
                        counts[literal[len(rest) :] if side else literal[:cut]] += count
            (found, count), total = (counts.most_common(1) or [("", 0)])[0], counts.total()
            clear = total >= MIN_VOTES and count >= sure * total
            self._marks[group, name, side] = found if clear else None
        return self._marks[group, name, side]


def own_groups(entry: Entry) -> Iterator[Group]:
    """The groups that an entry belongs to."""
    paper, kind = entry.paper, entry.kind
    yield ("list", kind)
    yield ("section", kind, paper.section)
    if paper.section.year is not None:
        yield ("year", kind, paper.section.year)
    elif paper.year is not None and "year" not in paper.inherited:
        yield ("year", kind, paper.year.value)


def entry_of(paper: Paper, pieces: list[Piece], text: str) -> Entry:
    """A paper as it is compared."""
    gaps = tuple(gaps_of(paper, pieces, text))
    return Entry(
        paper, container(paper), tuple(pieces), gaps, tuple(gaps_within(paper, pieces, text))
    )


def single(literal: str) -> str:
    """A literal without its extra spaces: they are never how a list is written."""
    while "  " in literal:
        literal = literal.replace("  ", " ")
    return literal
