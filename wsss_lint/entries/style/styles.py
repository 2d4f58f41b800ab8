"""The style that most entries around a paper have: to name it, and to write another entry in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.entries.style.expected import MARKS, parted
from wsss_lint.entries.style.pieces import EMPHASIS, container, pieces_of
from wsss_lint.entries.style.votes import MIN_VOTES, Entry, Group, Votes, entry_of, single
from wsss_lint.records.model import Paper

#: A field that an entry has or has not, whatever its style: the template says so.
_SPARE = ("links", "note", "tags")
CLEAR = 0.75  # of a group: the side of the title on which the venues are


class Style(NamedTuple):
    """Which fields entries have, in which order, and the literal text around them."""

    fields: tuple[str, ...]
    gaps: tuple[str, ...]  # one more than fields

    def has(self, name: str) -> bool:
        """Whether entries have this field."""
        return name in self.fields

    @property
    def venue_first(self) -> bool:
        """Whether venues are before titles."""
        names = self.fields
        return {"pub", "title"} <= {*names} and names.index("pub") < names.index("title")

    @property
    def template(self) -> str:
        """The style in the template language: `**{method}:** "{title}" *{pub}*`."""
        made = _escaped(self.gaps[0])
        for name, gap in zip(self.fields, self.gaps[1:], strict=True):
            made += "{" + name + "}" + _escaped(gap)
        return " ".join(made.split())

    def without(self, names: Sequence[str]) -> Style:
        """The style of entries that lack some fields; the markers around these go with them."""
        fields, gaps = list(self.fields), list(self.gaps)
        for name in names:
            while name in fields:
                at = fields.index(name)
                before, after = gaps[at], gaps[at + 1]
                closing, between, _ = parted(before, at == 0, False)
                _, other, opening = parted(after, False, at + 1 == len(fields))
                if at == 0:
                    closing, between, other = "", "", ""
                elif at + 1 == len(fields):
                    between, other = other.rstrip() if other.strip() else "", ""
                    between = between if before.rstrip(MARKS).strip() != between.strip() else ""
                else:
                    between, other = (between if between.strip() else other), ""
                gaps[at : at + 2] = [closing + between + other + opening]
                del fields[at]
        return Style(tuple(fields), tuple(gaps))

    def render(self, values: Mapping[str, str | Sequence[str]]) -> str:
        """An entry with these values; `KeyError` for a field that has no value, or a value that
        has no place. Links, notes and tags may be left out."""
        given = {name: [v] if isinstance(v, str) else [*v] for name, v in values.items()}
        spare = [name for name in _SPARE if name in self.fields and not given.get(name)]
        style = self.without(spare) if spare else self
        for name in given:
            if given[name] and name not in style.fields:
                raise KeyError(name)
        text = style.gaps[0]
        for name, gap in zip(style.fields, style.gaps[1:], strict=True):
            if not given.get(name):
                raise KeyError(name)
            text += given[name].pop(0) + gap
        return text.replace("\n", " ").strip()


class Styles:
    """How the entries of one list are written."""

    def __init__(self, papers: Sequence[Paper], text: str) -> None:
        self.entries: list[Entry] = []
        for paper in papers:
            pieces = pieces_of(paper, text)
            if pieces:
                self.entries.append(entry_of(paper, pieces, text))
        self.votes = Votes(self.entries)
        self._of = {entry.paper: entry for entry in self.entries}
        self._sides: dict[Group, tuple[bool, int, int]] = {}
        self._written: Counter[Style] | None = None
        self._made: dict[tuple[Group, tuple[str, ...]], Style | None] = {}

    def entry(self, paper: Paper) -> Entry | None:
        """A paper as it is compared; None when its fields overlap."""
        return self._of.get(paper)

    def near(self, paper: Paper) -> Style | None:
        """The style that most entries around a paper have; None when they have none in common."""
        entry = self._of.get(paper) or Entry(paper, container(paper), (), ())
        for group in self.votes.groups(entry):
            shape, total = self.votes.shape(group)
            if total >= MIN_VOTES:
                return self._style(group, shape)
        return None

    def own(self, paper: Paper) -> Style | None:
        """The style of one entry, as it is written; None when words are between its fields."""
        entry = self._of.get(paper)
        if entry is None or not all(gap.written for gap in entry.gaps):
            return None
        return Style(entry.shape, tuple(gap.actual for gap in entry.gaps))

    def common(self, kind: str | None = None) -> list[tuple[Style, int]]:
        """The styles of the list with how many entries have each, the commonest first."""
        counts: Counter[Style] = Counter()
        for entry in self.entries:
            if kind in (None, entry.kind) and all(gap.written for gap in entry.gaps):
                gaps = tuple(single(gap.actual) for gap in entry.gaps)
                counts[Style(entry.shape, gaps)] += 1
        return counts.most_common()

    def order(self, entry: Entry) -> bool | None:
        """Whether the venues around an entry are before the titles; None when it is unclear."""
        for group in self.votes.groups(entry):
            if group not in self._sides:
                self._sides[group] = self._side(group)
            first, count, total = self._sides[group]
            if total >= MIN_VOTES:
                return first if count >= max(MIN_VOTES, CLEAR * total) else None
        return None

    def _side(self, group: Group) -> tuple[bool, int, int]:
        """Whether most venues of a group are before the titles, how many, and of how many."""
        sides: Counter[bool] = Counter()
        for shape, count in self.votes.shapes(group).items():
            if "pub" in shape and "title" in shape:
                sides[shape.index("pub") < shape.index("title")] += count
        first = sides[True] > sides[False]
        return first, sides[first], sides.total()

    def unusual_markers(self, paper: Paper) -> bool:
        """Whether emphasis markers may not work: between fields, where few entries have them, or
        where bold ends before a letter, `**SEAM:**Title`."""
        entry = self._of.get(paper)
        if entry is None:
            return True
        runs: list[int] = []
        for gap in entry.gaps:
            if not any(mark in gap.actual for mark in EMPHASIS):
                continue
            runs += [len(run) for run in re.findall(r"\*{1,3}", gap.actual)]
            most = self.votes.most(("list", entry.kind), gap.around)
            common = most is not None and gap.literal and most.literal == gap.actual
            if not common or (gap.actual[-1] in EMPHASIS and gap.actual[0] not in EMPHASIS):
                return True
        return any(sum(run & bit for run in runs) // bit % 2 for bit in (1, 2))

    def shared(self, paper: Paper) -> int:
        """How many other entries are written to the letter as this one is."""
        if self._written is None:
            self._written = Counter(own for p in self._of if (own := self.own(p)) is not None)
        own = self.own(paper)
        return self._written[own] - 1 if own is not None else 0

    def _style(self, group: Group, shape: tuple[str, ...]) -> Style | None:
        if (group, shape) not in self._made:
            names = ("start", *shape, "end")
            found = [self.votes.most(group, key) for key in pairwise(names)]
            gaps = tuple(usual.literal for usual in found if usual is not None)
            whole = len(gaps) == len(found)
            self._made[group, shape] = Style(shape, gaps) if whole else None
        return self._made[group, shape]


def _escaped(gap: str) -> str:
    return gap.replace("\n", " ").replace("{", "{{").replace("}", "}}")


__all__ = ["Style", "Styles"]
