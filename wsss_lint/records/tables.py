"""Tables of results, found by their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.markdown.tree import Block, Row, Table
from wsss_lint.records.cells import (
    PLACEHOLDER,
    cell_text,
    metric,
    offsets,
    placeholder,
    split_method,
)
from wsss_lint.records.columns import Patterns, header_patterns, kinds_of
from wsss_lint.records.model import (
    Column,
    Field,
    ListDocument,
    ResultRow,
    ResultTable,
    Section,
)
from wsss_lint.source import Span
from wsss_lint.venues.pub import match_pub


def tables_of(blocks: list[Block]) -> Iterator[Table]:
    """The tables of a section, also those inside list items."""
    for block in blocks:
        children = block.children
        if isinstance(block, Table):
            yield block
        elif len(children) == 1 and children[0].kind == "paragraph":
            continue  # nearly all items
        elif block.kind in ("item", "list", "quote"):
            yield from tables_of(children)


def read_result_tables(
    document: ListDocument, parts: list[tuple[Section, list[Block]]], flat: str
) -> None:
    """The tables of results: those with a method column (or a first one) and numbers."""
    if "|" not in flat:
        return
    used = {p.span.start for p in document.papers if isinstance(p.block, Row)}
    used |= {u.span.start for u in document.unreadable if isinstance(u.paper.block, Row)}
    patterns = header_patterns(document.format)
    for section, blocks in parts:
        for block in tables_of(blocks):
            if any(row.span.start in used for row in block.rows):
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


__all__ = ["PLACEHOLDER", "metric", "read_result_tables", "tables_of"]
