"""The clean lists that mistakes are planted into, and the places in them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.planting import tool
from wsss_lint.records.model import Field, ListDocument, Paper, ResultRow, ResultTable, Section
from wsss_lint.source import Source, Span

ROOT = Path(__file__).resolve().parent.parent
CLEAN = ROOT / "lists" / "clean"
SHARED = ROOT.parent.parent / "shared"


class Entry(NamedTuple):
    """A paper on a line of its own, in the form that the planters know how to damage."""

    paper: Paper
    line: Span  # without its line end
    title: Field[str]
    venue: Field[str]
    year: Field[int]


class Cell(NamedTuple):
    """A cell of a result table."""

    table: ResultTable
    row: ResultRow
    span: Span
    text: str


class CleanList:
    """One list, what the reader made of it, and the places that planters choose from."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.source = Source(text, name)

    @cached_property
    def document(self) -> ListDocument:
        return tool.read(self.source)

    @cached_property
    def entries(self) -> list[Entry]:
        """All papers that stand on one line and have a title, a venue and a year of their own."""
        found = []
        for paper in self.document.papers:
            title, venue, year = paper.title, paper.venue, paper.year
            if not (title and venue and year) or not paper.readable:
                continue
            line = self.source.line_span(self.source.line_of(paper.span.start))
            fields = (title, venue, year)
            if paper.span.end <= line.end and all(
                line.start <= f.span.start and f.span.end <= line.end for f in fields
            ):
                found.append(Entry(paper, line, title, venue, year))
        return found

    @cached_property
    def titles(self) -> Counter[str]:
        """How often each word stands in the titles, in lower case."""
        titles = "\n".join(p.title.value for p in self.document.papers if p.title)
        return Counter(re.findall(r"[a-z]+", titles.lower()))

    @cached_property
    def starred(self) -> list[Entry]:
        """Papers that end in ``*CVPR2020*``."""
        return [
            e
            for e in self.entries
            if self.text[e.venue.span.start - 1 : e.line.end] == f"*{self.pub(e)}*"
        ]

    @cached_property
    def labelled(self) -> list[Entry]:
        """Those of them with a ``**Method:** `` before the title."""
        return [
            e for e in self.starred
            if e.paper.method and self.text[e.paper.method.span.end :].startswith(":** ")
        ]  # fmt: skip

    @cached_property
    def quoted(self) -> list[Entry]:
        """Those of them with straight quotes around the title."""
        return [e for e in self.labelled if self.text[e.title.span.end] == '"']

    @cached_property
    def tables(self) -> list[ResultTable]:
        return [table for table in self.document.tables if len(table.rows) >= 2]

    @cached_property
    def table_methods(self) -> set[str]:
        """The methods that some result row names, in lower case."""
        return {
            plain(field.value)
            for table in self.document.tables
            for row in table.rows
            for field in (row.method, row.base)
            if field
        }

    def pub(self, entry: Entry) -> str:
        """Venue and year as written."""
        return self.text[entry.venue.span.start : entry.year.span.end]

    def in_tables(self, entry: Entry) -> bool:
        """Whether a result row names the paper's method."""
        return bool(entry.paper.method and plain(entry.paper.method.value) in self.table_methods)

    def cells(self, *kinds: str) -> list[Cell]:
        """The cells of the columns of these kinds; all of them without a kind."""
        found = []
        for table in self.document.tables:
            for row in table.rows:
                if row.group or len(row.cells) != len(table.columns):
                    continue
                for column, cell in zip(table.columns, row.cells, strict=True):
                    if not kinds or column.kind in kinds:
                        found.append(Cell(table, row, cell.span, self.source.slice(cell.span)))
        return found

    def neighbours(self, section: Section) -> list[Paper]:
        """The papers of one section, without those of the sections in it."""
        return [paper for paper in self.document.papers if paper.section is section]

    def line(self, offset: int) -> Span:
        """The line of an offset, without its end."""
        return self.source.line_span(self.source.line_of(offset))


def plain(method: str) -> str:
    """A method's name without emphasis and case."""
    return method.replace("*", "").lower()


def own_lists() -> list[CleanList]:
    """The clean lists of this project."""
    return [
        CleanList(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(CLEAN.glob("*.md"))
    ]


def shared_lists() -> list[CleanList]:
    """The real list and the corpus lists, mended as far as the tool can."""
    real = SHARED / "data" / "awesome-wsss.md"
    if not real.exists():
        return []
    return [
        CleanList(path.stem, tool.mend(path.read_bytes().decode(), unsafe=True))
        for path in (real, *sorted((SHARED / "corpus").glob("*.md")))
    ]


def pick(random: Random, places: list[Entry]) -> Entry | None:
    """One of the places, or None where there are none."""
    return random.choice(places) if places else None
