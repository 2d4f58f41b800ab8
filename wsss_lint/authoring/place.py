"""Where in a list a new paper belongs: which section, and between which papers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.authoring.entry import NewPaper
from wsss_lint.markdown.tree import Item, Row, Table
from wsss_lint.records.model import ListDocument, Paper, Section
from wsss_lint.source import Span


class Spot(NamedTuple):
    """A place for a new paper."""

    section: Section  # where it goes, or with `heading` the section that is the model
    after: Paper | None  # the paper before it; None: before the section's first paper
    heading: str = ""  # a new heading to make: that year has no section yet
    before: Section | None = None  # with `heading`: the section that it comes before

    @property
    def name(self) -> str:
        """The place for people."""
        if self.heading:
            return " / ".join([*self.section.path[:-1], self.heading]) + " (new)"
        return self.section.key or "(no heading)"


def spots(document: ListDocument, new: NewPaper, wanted: str | None = None) -> list[Spot]:
    """The places that come into question: one when it is evident, none when nothing fits.

    `wanted` is a part of a section's heading path or a regular expression for it.
    """
    holders = _holders(document)
    sections = list(holders)
    if wanted is not None:
        sections = _wanted(sections, wanted)
    named = [s for s in sections if _names_venue(s, new, document)]
    if named:
        sections = named
    if new.year is not None and any(s.year is not None for s in sections):
        same = [s for s in sections if s.year == new.year]
        undated = [s for s in sections if s.year is None]
        if same or undated:
            made = _new_years([s for s in sections if s.year is not None], new.year, same)
            return [_spot(s, holders[s], new) for s in [*same, *undated]] + made
        return _new_years(sections, new.year, [])
    return [_spot(s, holders[s], new) for s in sections]


def _holders(document: ListDocument) -> dict[Section, list[Paper]]:
    """The sections that hold papers themselves, in order."""
    found: dict[Section, list[Paper]] = {}
    for paper in document.papers:
        if paper.readable and not paper.swallowed:
            found.setdefault(paper.section, []).append(paper)
    return found


def _wanted(sections: list[Section], wanted: str) -> list[Section]:
    exact = [s for s in sections if s.key.casefold() == wanted.casefold()]
    if exact:
        return exact
    low = wanted.casefold()
    found = [s for s in sections if low in s.key.casefold()]
    if not found:
        try:
            pattern = re.compile(wanted, re.IGNORECASE)
        except re.error:
            return []
        found = [s for s in sections if pattern.search(s.key)]
    return found


def _names_venue(section: Section, new: NewPaper, document: ListDocument) -> bool:
    """`## CVPR2024` is the place of a paper of CVPR 2024."""
    if new.venue is None or new.year is None:
        return False
    plain = document.registry.lookup(section.title.strip("*_ "))
    if plain is not None and plain.code == new.venue.code and section.year == new.year:
        return True
    found = re.fullmatch(r"\W*([A-Za-z][\w &-]*?)[\W_]*((?:19|20)\d\d)\W*", section.title)
    if found is None or int(found.group(2)) != new.year:
        return False
    venue = document.registry.lookup(found.group(1))
    return venue is not None and venue.code == new.venue.code


def _new_years(dated: list[Section], year: int, same: list[Section]) -> list[Spot]:
    """New headings for a year, beside sections of other years whose titles are bare years."""
    families: dict[int, list[Section]] = {}
    for section in dated:
        if re.sub(r"\D", "", section.title) == str(section.year) and section.heading is not None:
            families.setdefault(id(section.parent), []).append(section)
    taken = {id(section.parent) for section in same}
    found = []
    for parent, members in families.items():
        years = [s.year or 0 for s in members]
        descending = years == sorted(years, reverse=True)
        if parent in taken or not (descending or years == sorted(years)):
            continue
        model = members[0] if descending else members[-1]
        later = next(
            (s for s in members if ((s.year or 0) < year if descending else (s.year or 0) > year)),
            None,
        )
        if later is None:
            model = members[-1]  # it goes to the end: after the last of them
        heading = model.title.replace(str(model.year), str(year))
        found.append(Spot(model, None, heading, later))
    return found


def _spot(section: Section, papers: list[Paper], new: NewPaper) -> Spot:
    """The place among the papers of a section that keeps the order that they have."""
    if len(papers) >= 4:
        titles = [_sortable(p.title.value) for p in papers if p.title is not None]
        if titles == sorted(titles) and len(set(titles)) > 1:
            earlier = [
                p for p in papers if p.title and _sortable(p.title.value) <= _sortable(new.title)
            ]
            return Spot(section, earlier[-1] if earlier else None)
    years = [p.year.value for p in papers if p.year is not None]
    if new.year is not None and len(set(years)) > 1:
        down = sum(a > b for a, b in pairwise(years))
        up = sum(a < b for a, b in pairwise(years))
        if (down == 0) != (up == 0):
            fits = [
                p for p in papers
                if p.year is not None
                and (p.year.value >= new.year if down else p.year.value <= new.year)
            ]  # fmt: skip
            return Spot(section, fits[-1] if fits else None)
    return Spot(section, papers[-1] if papers else None)


def _sortable(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


class Insertion(NamedTuple):
    """Text to put in at an offset."""

    offset: int
    text: str


def insertion(
    spot: Spot, text: str, model: Paper, first: Paper, document: ListDocument
) -> Insertion:
    """Where and with which blanks and marks the text of a paper goes in.

    `model` lent the text its form, so its marker is used; `first` is the section's first paper.
    """
    source = document.source
    newline = source.newline
    start, _ = _block(model, document)
    line = source.line_span(source.line_of(start)).start
    marker = source.text[line : _content(model, document)]
    gap = _gap(document, spot.section, model, newline)
    if spot.heading:
        head = _table_head(model, document, newline)
        return _under_new_heading(spot, head + marker + text, document, newline)
    if spot.after is None:
        start, _ = _block(first, document)
        at = source.line_span(source.line_of(start)).start
        return Insertion(at, _numbered(marker, 1) + text + gap)
    _, end = _block(spot.after, document)
    end = source.line_span(source.line_of(max(end - 1, 0))).end  # after blanks at its end
    return Insertion(end, gap + _numbered(marker, _next_number(spot.after, document)) + text)


def _table_head(model: Paper, document: ListDocument, newline: str) -> str:
    """The header of the model's table, for a table of its own under a new heading."""
    if not isinstance(model.block, Row):
        return ""
    stack = list(document.markdown.blocks)
    while stack:
        block = stack.pop()
        if isinstance(block, Table) and any(row is model.block for row in block.rows):
            lines = (block.header, block.delimiter)
            return "".join(document.source.slice(row.span) + newline for row in lines)
        stack += block.children
    return ""


def _under_new_heading(spot: Spot, entry: str, document: ListDocument, newline: str) -> Insertion:
    source = document.source
    heading = spot.section.heading
    assert heading is not None
    model = source.slice(heading.span).replace(source.slice(heading.text_span), spot.heading, 1)
    between = source.text[heading.span.end : _first_line(spot.section, heading.span.end, document)]
    blanks = newline * max(1, between.count("\n"))
    if spot.before is not None and spot.before.heading is not None:
        at = spot.before.heading.span.start
        return Insertion(at, f"{model}{blanks}{entry}{newline}{newline}")
    end = len(source.text[: spot.section.span.end].rstrip())
    return Insertion(end, f"{newline}{newline}{model}{blanks}{entry}")


def _first_line(section: Section, start: int, document: ListDocument) -> int:
    text = document.source.flat
    at = start
    while at < section.span.end and text[at] in " \n\t":
        at += 1
    line_start = text.rfind("\n", 0, at) + 1
    return max(line_start, start)


def _block(paper: Paper, document: ListDocument) -> Span:
    """The lines of a paper's whole block: an item with its children, a row, a paragraph."""
    if isinstance(paper.block, Item):
        return paper.block.span
    if isinstance(paper.block, Row):
        return document.source.line_span(document.source.line_of(paper.span.start))
    return paper.span


def _content(paper: Paper, document: ListDocument) -> int:
    if isinstance(paper.block, Row):
        return _block(paper, document).start
    return paper.span.start


def _gap(document: ListDocument, section: Section, model: Paper, newline: str) -> str:
    """What stands between two neighbours: a line end, and a blank line where they have one."""
    if isinstance(model.block, Row):
        return newline
    papers = [p for p in document.papers if p.section is section and p.format is model.format]
    if len(papers) < 2:
        papers = [p for p in document.papers if p.format is model.format]
    gaps = []
    for one, other in pairwise(papers):
        between = document.source.flat[_block(one, document).end : _block(other, document).start]
        if not between.strip(" \n\t"):
            gaps.append(between.count("\n"))
    usual = max(set(gaps), key=gaps.count) if gaps else 1
    return newline * max(1, min(usual, 2))


_NUMBER = re.compile(r"(\d{1,9})(?=[.)])")


def _numbered(marker: str, number: int) -> str:
    return _NUMBER.sub(str(number), marker, count=1)


def _next_number(paper: Paper, document: ListDocument) -> int:
    """The number after a paper's own; lists that number all their items alike go on so."""
    number = _number(paper, document)
    before = document.papers[paper.index - 1] if paper.index else None
    if before is not None and before.section is paper.section:
        return number if _number(before, document) == number else number + 1
    return number + 1


def _number(paper: Paper, document: ListDocument) -> int:
    if isinstance(paper.block, Item):
        found = _NUMBER.match(document.source.slice(paper.block.marker))
        if found:
            return int(found.group(1))
    return 0
