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
    offsets,
    placeholder,
    split_method,
)
from wsss_lint.records.columns import Patterns, header_patterns, kinds_of, value_kind
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


def read_paper_rows(
    document: ListDocument, section: Section, blocks: list[Block], unit: UnitFormat, flat: str,
    taken: set[int],
) -> None:  # fmt: skip
    """The papers of the tables in a section whose header fits the unit's pattern.

    Tables whose starts are `taken` have been read by another unit; those read now are added.
    """
    for table in tables_of(blocks):
        if table.span.start in taken or not of_papers(unit, table, flat):
            continue
        taken.add(table.span.start)
        columns = [_templates(unit, flat[c.start : c.end]) for c in table.header.cells]
        for row in table.rows:
            _paper_row(document, section, unit, row, columns, flat)


#: What stands in a cell that links to a paper and does not say its title.
LABELS = frozenset(
    (
        "",
        "paper",
        "pdf",
        "arxiv",
        "link",
        "links",
        "abs",
        "html",
        "cvf",
        "acm",
        "ieee",
        "openreview",
    )
)


def of_papers(unit: UnitFormat, table: Table, flat: str) -> bool:
    """Whether a table is one of papers: its header fits, and its rows have titles.

    `| Model | mAP | Published | [arXiv](…) |` has scores and no titles: it is one of results.
    """
    header = flat[table.header.span.start : table.header.span.end]
    if unit.header is not None and not unit.header.search(header):
        return False
    texts = [[cell_text(flat, cell) for cell in row.cells] for row in table.rows]
    scores = titles = False
    for index, cell in enumerate(table.header.cells):
        values = [row[index] for row in texts if index < len(row)]
        templates = _templates(unit, flat[cell.start : cell.end]) or ()
        if any("title" in template.fields for template in templates):
            titles = titles or not _labels_only(values)
        elif not any(template.fields & {"year", "date", "pub"} for template in templates):
            scores = scores or value_kind(values) == "metric"
    return titles or not scores


def _labels_only(values: list[str]) -> bool:
    """Whether cells hold labels of links: `paper` and the like, or two words over and over."""
    texts = [text.casefold().strip("[]() ") for text in values]
    told = [text for text in texts if text not in LABELS]
    return not told or (len(told) > 3 and len(set(told)) < 3)


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
    patterns = header_patterns(document.format)
    for section, blocks in parts:
        for block in tables_of(blocks):
            if any(id(row) in used for row in block.rows):
                continue
            table = _result_table(document, section, block, flat, patterns)
            if table is not None:
                document.tables.append(table)
    if len(document.tables) > 1:
        _like_their_sisters(document.tables)


def _result_table(
    document: ListDocument, section: Section, block: Table, flat: str, patterns: Patterns
) -> ResultTable | None:  # fmt: skip
    texts = [[cell_text(flat, cell) for cell in row.cells] for row in block.rows]
    headers = [cell_text(flat, cell) for cell in block.header.cells]
    kinds = kinds_of(headers, texts, patterns, document.registry)
    if "metric" not in kinds:
        return None
    if "method" not in kinds:
        if not kinds or kinds[0] not in ("text", "backbone", "pretraining"):
            return None
        kinds[0] = "method"
    columns = [
        Column(index, headers[index], kind, cell)
        for index, (cell, kind) in enumerate(zip(block.header.cells, kinds, strict=True))
    ]
    table = ResultTable(len(document.tables), block.span, section, columns, block)
    for row, values in zip(block.rows, texts, strict=True):
        table.rows.append(_result_row(row, values, columns, document))
    return table


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
            if made.base is not None and made.venue is None:
                _venue_of_base(made, made.base, document)
        elif column.kind == "venue" and cell.value:
            _venue(made, cell, document)
        elif column.kind == "year" and re.fullmatch(r"(?:19|20)\d\d", cell.value):
            made.year = Field(int(cell.value), cell.span)
        elif column.kind == "metric":
            made.metrics[column.index] = metric(cell)
    return made


def _venue_of_base(row: ResultRow, base: Field[str], document: ListDocument) -> None:
    """`FairMOT (IJCV21)`: what stands in parentheses is where the method appeared."""
    pub = match_pub(base.value, 0, len(base.value), document.registry)
    if pub is None or pub.venue_span is None or pub.year is None:
        return
    if document.registry.lookup(base.value[pub.venue_span[0] : pub.venue_span[1]]) is not None:
        _venue(row, base, document)
        row.base = None


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
