"""Tables: of papers, when the list's format says so, and of results, found by their columns."""

from __future__ import annotations

import re

from wsss_lint.formats.format import UnitFormat
from wsss_lint.formats.template import Capture, Match, Template
from wsss_lint.markdown import plain
from wsss_lint.markdown.tree import Block, Row, Table
from wsss_lint.records.cells import (
    PLACEHOLDER,
    cell_text,
    metric,
    numeric,
    offsets,
    placeholder,
    split_method,
)
from wsss_lint.records.fields import fill, inherit
from wsss_lint.records.model import (
    Column,
    Field,
    ListDocument,
    Paper,
    ResultRow,
    ResultTable,
    Section,
    Unreadable,
)
from wsss_lint.records.units import Unit, tables_of
from wsss_lint.source import Span
from wsss_lint.venues.pub import match_pub

#: Header patterns by column kind, first hit wins; a format's `tables` may add to them.
HEADERS: tuple[tuple[str, str], ...] = (
    ("method", r"^(methods?|models?|approach(es)?|detectors?|trackers?|networks?|algorithms?)$"),
    ("method", r"^(names?|convnets?|paper|title)$"),
    ("venue", r"^(pub|publication|published( in)?|venues?|conf(erence)?|journal|source|proc)$"),
    ("year", r"^(years?|date)$"),
    ("supervision", r"^(sup|supervision|label|annotation)$"),
    ("extra", r"^(extra( data)?|additional( data)?|external( data)?)$"),
    ("backbone", r"^(bac(kbone)?|bac c|bac l|arc(h(itecture)?)?|arc s|encoder|base(line)?)$"),
    ("pretraining", r"^(pre ?train(ing|ed)?|pre s|init)$"),
    ("link", r"^(code|links?|paper link|project|url|github|repo|pdf|resources?)$"),
)  # fmt: skip


def read_paper_rows(
    document: ListDocument, section: Section, blocks: list[Block], unit: UnitFormat, flat: str,
    taken: set[int],
) -> None:  # fmt: skip
    """The papers of the tables in a section whose header fits the unit's pattern.

    Tables whose starts are `taken` have been read by another unit; those read now are added.
    """
    for table in tables_of(blocks):
        header = flat[table.header.span.start : table.header.span.end]
        if unit.header is not None and not unit.header.search(header):
            continue
        if table.span.start in taken:
            continue
        taken.add(table.span.start)
        columns = [_templates(unit, flat[c.start : c.end]) for c in table.header.cells]
        for row in table.rows:
            _paper_row(document, section, unit, row, columns, flat)


def _templates(unit: UnitFormat, header: str) -> list[Template] | None:
    name = plain(header).strip()
    return next((t for pattern, t in unit.columns if pattern.search(name)), None)


def _paper_row(
    document: ListDocument, section: Section, unit: UnitFormat, row: Row,
    columns: list[list[Template] | None], flat: str,
) -> None:  # fmt: skip
    filled = [c for c in row.cells if c.end > c.start]
    if not filled or (len(filled) == 1 and len(columns) > 2):
        return  # a blank row, or a label for the rows below it
    paper = Paper(0, row.span, section, unit)
    paper.block = row
    missed = ""
    for index, templates in enumerate(columns):
        if templates is None or index >= len(row.cells):
            continue
        start, end = row.cells[index]
        if end <= start:
            continue
        match = _first(templates, flat, start, end, document)
        if match is None:
            missed = missed or flat[start:end]
            continue
        fill(paper, match, Unit(flat, start, end, 0, row, 1), document)
    if paper.title is None:
        reason = f"cell `{missed[:60]}` does not fit its column" if missed else "it has no title"
        document.unreadable.append(Unreadable(row.span, section, paper, reason))
        return
    inherit([paper], document)
    document.papers.append(paper)


def _first(
    templates: list[Template], flat: str, start: int, end: int, document: ListDocument
) -> Match | None:
    for template in templates:
        match = template.match(flat, start, end, document.registry)
        if match is not None:
            return match
    return None


def read_result_tables(
    document: ListDocument, parts: list[tuple[Section, list[Block]]], flat: str
) -> None:
    """The tables of results: those with a method column (or a first one) and numbers."""
    if "|" not in flat:
        return
    used = {id(p.block) for p in document.papers if isinstance(p.block, Row)}
    used |= {id(u.paper.block) for u in document.unreadable if u.paper.block}
    patterns = _header_patterns(document)
    for section, blocks in parts:
        for block in tables_of(blocks):
            if any(id(row) in used for row in block.rows):
                continue
            table = _result_table(document, section, block, flat, patterns)
            if table is not None:
                document.tables.append(table)
    if len(document.tables) > 1:
        _like_their_sisters(document.tables)


def _header_patterns(document: ListDocument) -> list[tuple[str, re.Pattern[str]]]:
    patterns = [
        (kind, re.compile(pattern, re.IGNORECASE))
        for kind, given in document.format.tables.items()
        for pattern in ([given] if isinstance(given, str) else given)
    ]
    return patterns + [(kind, re.compile(p, re.IGNORECASE)) for kind, p in HEADERS]


def _result_table(
    document: ListDocument, section: Section, block: Table, flat: str,
    patterns: list[tuple[str, re.Pattern[str]]],
) -> ResultTable | None:  # fmt: skip
    texts = [[cell_text(flat, cell) for cell in row.cells] for row in block.rows]
    kinds: list[str] = []
    for index, cell in enumerate(block.header.cells):
        header = cell_text(flat, cell)
        name = re.sub(r"[.:_\s]+", " ", header).strip()
        kind = next((k for k, p in patterns if p.search(name)), "")
        values = [row[index] for row in texts if index < len(row)]
        kinds.append(kind if kind and (kind != "link") else kind or _value_kind(values))
    if "metric" not in kinds:
        return None
    if "method" not in kinds:
        if not kinds or kinds[0] not in ("text", "backbone"):
            return None
        kinds[0] = "method"
    columns = [
        Column(index, cell_text(flat, cell), kind, cell)
        for index, (cell, kind) in enumerate(zip(block.header.cells, kinds, strict=True))
    ]
    table = ResultTable(len(document.tables), block.span, section, columns, block)
    for row, values in zip(block.rows, texts, strict=True):
        table.rows.append(_result_row(row, values, columns, document))
    return table


def _value_kind(values: list[str]) -> str:
    numbers = words = 0
    for value in values:
        if numeric(value):
            numbers += 1
        elif value and not placeholder(value):
            words += 1
    return "metric" if numbers and numbers >= words else "text"


def _like_their_sisters(tables: list[ResultTable]) -> None:
    """A column without a single number is one of scores if a sister table's is.

    `| test |` over nothing but `-`: whoever fills in the first number should be checked.
    """
    known = {c.header.casefold() for t in tables for c in t.columns if c.kind == "metric"}
    for table in tables:
        for column in table.columns:
            if column.kind != "text" or column.header.casefold() not in known:
                continue
            rows = [r for r in table.rows if not r.group and column.index < len(r.cells)]
            if all(placeholder(row.cells[column.index].value) for row in rows):
                column.kind = "metric"
                for row in rows:
                    row.metrics[column.index] = metric(row.cells[column.index])


def _result_row(
    row: Row, values: list[str], columns: list[Column], document: ListDocument
) -> ResultRow:
    cells = [Field(text, span) for text, span in zip(values, row.cells, strict=True)]
    made = ResultRow(row, cells)
    filled = [c for c in cells if c.value]
    made.group = len(columns) > 2 and len(filled) <= 1
    if made.group:
        return made
    for column in columns:
        if column.index >= len(cells):
            continue
        cell = cells[column.index]
        if column.kind == "method" and made.method is None:
            raw = document.source.flat[cell.span.start : cell.span.end]
            made.method, made.base = split_method(cell, raw)
        elif column.kind == "venue" and cell.value:
            _venue(made, cell, document)
        elif column.kind == "year" and re.fullmatch(r"(?:19|20)\d\d", cell.value):
            made.year = Field(int(cell.value), cell.span)
        elif column.kind == "metric":
            made.metrics[column.index] = metric(cell)
    return made


def _venue(row: ResultRow, cell: Field[str], document: ListDocument) -> None:
    text, (start, _) = cell.value, cell.span
    pub = match_pub(text, 0, len(text), document.registry)
    if pub is None:
        return
    places = offsets(document.source.flat[start : cell.span.end], text)

    def place(span: tuple[int, int]) -> Span:
        if places is None:
            return cell.span
        return Span(start + places[span[0]], start + places[span[1] - 1] + 1)

    if pub.venue_span is not None:
        row.venue = Field(text[pub.venue_span[0] : pub.venue_span[1]], place(pub.venue_span))
    if pub.year_span is not None and pub.year is not None and row.year is None:
        row.year = Field(pub.year, place(pub.year_span))


__all__ = ["PLACEHOLDER", "Capture", "Paper", "metric", "read_paper_rows", "read_result_tables"]
