"""The reader with what the whole list and its settings say beside it."""

from __future__ import annotations

import re

from wsss_lint.entries.given import Format, UnitFormat
from wsss_lint.entries.papers import span_of
from wsss_lint.entries.prior import captures, preferred
from wsss_lint.entries.reader import Reader, Work
from wsss_lint.entries.units import Unit
from wsss_lint.markdown import plain
from wsss_lint.markdown.tree import Table
from wsss_lint.records.cells import cell_text
from wsss_lint.records.columns import header_patterns, kinds_of
from wsss_lint.source import Source
from wsss_lint.venues.registry import Registry

#: Which kinds of units the settings mean by theirs.
KINDS = {
    "item": ("item", "li", "html"),
    "row": ("row", "tr"),
    "block": ("paragraph", "line", "heading", "html"),
    "quote": ("quote", "paragraph", "line"),
}
TITLE_WORDS = 4  # of a cell that may be a title
_WORD = re.compile(r"[^\W\d_]{2,}")
TITLES = 0.5  # of the rows: a table with so many titles in one column is one of papers


class ListReader(Reader):
    """Reads the entries of one list, and keeps what it did not take for one."""

    def __init__(self, source: Source, format: Format, registry: Registry | None = None) -> None:
        super().__init__(source, registry)
        self.format = format
        self.chosen: list[Work] = []  # all units as they are read, entries or not
        self.given: dict[int, list[UnitFormat]] = {}  # by section: what settings say of its entries

    def select(self, keys: list[str]) -> None:
        """Tell which settings hold for each section, by their paths of headings.

        Where no section of the list fits the selectors of a kind of entry, they hold everywhere.
        """
        kinds = {unit.unit: [u for u in self.format.units if u.unit == unit.unit]
                 for unit in self.format.units}  # fmt: skip
        for units in kinds.values():
            anywhere = not any(unit.holds(key) for unit in units for key in keys)
            for number, key in enumerate(keys):
                held = [unit for unit in units if anywhere or unit.holds(key)]
                self.given.setdefault(number, []).extend(held)

    def work(self, unit: Unit, merged: bool = False) -> Work:
        """See `Reader.work`; a template of the settings that fits says where the fields are."""
        known = len(self._works)
        work = super().work(unit, merged)
        if len(self._works) > known and self.format.units:
            said = self._said(work)
            if said is not None:
                work.cands = preferred(work.cands, said, self.flat, self.registry)
                work.decode(self.habit(work))
        return work

    def _said(self, work: Work) -> tuple[tuple[str, int, int], ...] | None:
        start, end = span_of(work)
        for given in self.given.get(work.unit.section, ()):
            if work.unit.kind not in KINDS[given.unit] or not given.wants(self.flat, start, end):
                continue
            for template in given.templates:
                found = captures(template, self.flat, start, end)
                if found is not None:
                    return found
        return None

    def hints(self, unit: Unit) -> dict[str, str]:
        """See `Reader.hints`; the columns of the settings come first."""
        known = super().hints(unit)
        if unit.header is None or not any(given.columns for given in self.format.units):
            return known
        hints = dict(known)
        for i, cell in enumerate(unit.header.header.cells):
            name = plain(self.flat[cell.start : cell.end]).strip()
            field = self._column(name)
            if field:
                hints[f"cell{i}"] = field
        return hints

    def _column(self, name: str) -> str:
        """The field that the settings see in a column; empty where they say nothing."""
        for given in self.format.units:
            for pattern, templates in given.columns:
                if pattern.search(name):
                    fields = {field for template in templates for field in template.fields}
                    known = {"venue": "pub", "year": "date"}
                    order = ("title", "pub", "venue", "authors", "method", "year", "date")
                    return next((known.get(f, f) for f in order if f in fields), "none")
        return ""

    def admits(self, work: Work) -> bool:
        """Whether the settings let a unit be an entry: its section, its kind, what it says."""
        if not self.format.units:
            return True
        start, end = span_of(work)
        return any(
            work.unit.kind in KINDS[given.unit] and given.wants(self.flat, start, end)
            for given in self.given.get(work.unit.section, ())
        )

    def sections(self, chosen: list[Work]) -> list[Work]:
        """See `Reader.sections`."""
        self.chosen = [work for work in chosen if self.admits(work)]
        return super().sections(self.chosen)

    def _results(self, table: Table) -> bool:
        """Whether a table is one of results: a column of numbers and none of titles.

        `| Method | Pub. | val | test |` has scores; `| Title | Year | Stars |` has numbers and
        papers.
        """
        texts = [[cell_text(self.flat, cell) for cell in row.cells] for row in table.rows]
        headers = [cell_text(self.flat, cell) for cell in table.header.cells]
        kinds = kinds_of(headers, texts, header_patterns(self.format), self.registry)
        return "metric" in kinds and not any(
            kind != "metric" and self._titled(table, [row[i] for row in texts if i < len(row)], i)
            for i, kind in enumerate(kinds)
        )

    def _titled(self, table: Table, cells: list[str], column: int) -> bool:
        """Whether a column holds titles: most of its cells have some words, and few are alike.

        `ReCAM (AdvCAM + IRN)` is the name of a method; three words that are a link are a title.
        """
        told = []
        for row, cell in zip((r for r in table.rows if column < len(r.cells)), cells, strict=True):
            linked = "](" in self.flat[row.cells[column].start : row.cells[column].end]
            if "et al" not in cell and len(_WORD.findall(cell)) >= TITLE_WORDS - linked:
                told.append(cell)
        return len(told) > TITLES * len(cells) and len(set(told)) > TITLES * len(told)
