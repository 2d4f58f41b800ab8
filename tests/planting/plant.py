"""What a planter is, and how its edits become a damaged list with marked places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from tests.planting.lists import CleanList
from wsss_lint.source import Span

OPEN, CLOSE = "⟦", "⟧"


class Edit(NamedTuple):
    """Replace a range of the clean text. What a finding may underline stands in ``⟦⟧``."""

    start: int
    end: int
    text: str


Plant = Callable[[CleanList, Random], Sequence[Edit] | None]


class Planter(NamedTuple):
    """One class of defects."""

    name: str
    rules: tuple[str, ...]  # any of them may report it; none: no rule covers the class
    plant: Plant
    fix: str  # "safe", "unsafe" or "": what gives the clean bytes back
    also: frozenset[str]  # rules that may speak of the very same mistake as well
    asked: bool  # the rule is on, but its findings of this class are notes: shown when asked for


class Damaged(NamedTuple):
    """A list with mistakes in it."""

    text: str
    marks: list[Span]  # where findings should be: any one of them will do
    kept: list[tuple[int, int]]  # where what is left of the clean list begins: here, and there

    def origin(self, offset: int) -> int:
        """Where in the clean list a place was; what was put there is as far in as it is here."""
        here, there = self.kept[bisect_right(self.kept, (offset, offset)) - 1]
        return there + offset - here


PLANTERS: dict[str, Planter] = {}


def planter(
    name: str, *rules: str, fix: str = "", also: Sequence[str] = (), asked: bool = False
) -> Callable[[Plant], Plant]:
    """Register a function as the planter of the class `name`."""

    def register(plant: Plant) -> Plant:
        assert name not in PLANTERS, name
        PLANTERS[name] = Planter(name, rules, plant, fix, frozenset(also), asked)
        return plant

    return register


def mark(text: str) -> str:
    """Text that a finding has to underline."""
    return OPEN + text + CLOSE


def fits(edits: Sequence[Edit]) -> bool:
    """Whether the edits are apart: in a list of another form, places may fall together."""
    ordered = sorted(edits)
    return all(edit.start <= edit.end for edit in ordered) and all(
        one.end <= two.start for one, two in pairwise(ordered)
    )


def damage(clean: str, edits: Sequence[Edit]) -> Damaged:
    """Apply edits to a clean text; the marks are taken out and become spans."""
    pieces: list[str] = []
    marks: list[Span] = []
    kept: list[tuple[int, int]] = [(0, 0)]
    at = length = opened = 0
    for edit in sorted(edits):
        assert at <= edit.start <= edit.end, "edits of one planting overlap"
        pieces.append(clean[at : edit.start])
        length += edit.start - at
        for character in edit.text:
            if character == OPEN:
                opened = length
            elif character == CLOSE:
                marks.append(Span(opened, length))
            else:
                pieces.append(character)
                length += 1
        at = edit.end
        kept.append((length, at))
    pieces.append(clean[at:])
    return Damaged("".join(pieces), marks, kept)


def apart(first: Sequence[Edit], second: Sequence[Edit], clean: CleanList) -> bool:
    """Whether two plantings touch different lines, none next to a line of the other."""

    def lines(edits: Sequence[Edit]) -> set[int]:
        touched: set[int] = set()
        for edit in edits:
            touched.update(
                range(clean.source.line_of(edit.start) - 1, clean.source.line_of(edit.end) + 2)
            )
        return touched

    return not lines(first) & lines(second)
