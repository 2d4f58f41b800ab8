"""Records as plain values: what `wsss-lint export` prints and JSON Schema is checked against.

``schemas/*.schema.json`` describes the shapes. Every field is always there; null means that it
was not found. `span_of` leads from a place in a plain record back to the text of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wsss_lint.records.model import (
    BibTeXEntry,
    Field,
    ListDocument,
    Paper,
    ResultRow,
    ResultTable,
    TocLink,
)
from wsss_lint.source import Source, Span

Plain = dict[str, Any]
VERSION = 1  # of the shapes together

PaperField = Callable[[Paper, ListDocument], Any]


_PAPER_TEXTS = frozenset(
    ("method", "title", "authors", "venue", "venue_code", "year", "date", "tags", "note")
)


def _value(field: Field[Any] | None) -> Any:
    return None if field is None else field.value


def _code(venue: Field[str] | None, document: ListDocument) -> str | None:
    known = None if venue is None else document.registry.lookup(venue.value)
    return None if known is None else known.code


PAPER_FIELDS: dict[str, PaperField] = {
    "line": lambda p, d: d.source.line_of(p.span.start),
    "end_line": lambda p, d: d.source.line_of(max(p.span.start, p.span.end - 1)),
    "section": lambda p, _: list(p.section.path),
    "method": lambda p, _: _value(p.method),
    "title": lambda p, _: _value(p.title),
    "authors": lambda p, _: _value(p.authors),
    "venue": lambda p, _: _value(p.venue),
    "venue_code": lambda p, d: _code(p.venue, d),
    "year": lambda p, _: _value(p.year),
    "date": lambda p, _: _value(p.date),
    "links": lambda p, _: [{"label": link.label, "url": link.url} for link in p.links],
    "tags": lambda p, _: _value(p.tags),
    "note": lambda p, _: _value(p.note),
    "supervision": lambda p, _: p.section.supervision,
    "unreadable": lambda p, _: not p.readable,
}


def paper_record(paper: Paper, document: ListDocument) -> Plain:
    """A paper; see ``paper.schema.json``."""
    return {name: get(paper, document) for name, get in PAPER_FIELDS.items()}


def row_record(row: ResultRow, table: ResultTable, document: ListDocument) -> Plain:
    """A row of a result table; see ``result_row.schema.json``."""
    headers = {column.index: column.header for column in table.columns}
    return {
        "line": document.source.line_of(row.span.start),
        "cells": [cell.value for cell in row.cells],
        "group": row.group,
        "method": _value(row.method),
        "base": _value(row.base),
        "venue": _value(row.venue),
        "venue_code": _code(row.venue, document),
        "year": _value(row.year),
        "metrics": [
            {"column": headers.get(i, ""), "text": metric.text, "values": list(metric.values)}
            for i, metric in row.metrics.items()
        ],
    }


def table_record(table: ResultTable, document: ListDocument) -> Plain:
    """A result table with its rows; see ``list_document.schema.json``."""
    return {
        "line": document.source.line_of(table.span.start),
        "end_line": document.source.line_of(max(table.span.start, table.span.end - 1)),
        "section": list(table.section.path),
        "columns": [{"header": column.header, "kind": column.kind} for column in table.columns],
        "rows": [row_record(row, table, document) for row in table.rows],
    }


def bibtex_record(entry: BibTeXEntry, document: ListDocument) -> Plain:
    """A BibTeX entry; see ``bibtex_entry.schema.json``."""
    return {
        "line": document.source.line_of(entry.span.start),
        "end_line": document.source.line_of(max(entry.span.start, entry.span.end - 1)),
        "type": entry.type.lower(),
        "key": entry.key.value,
        "fields": {name.lower(): field.value for name, field in entry.fields.items()},
    }


def toc_record(link: TocLink, document: ListDocument) -> Plain:
    """A line of the table of contents; see ``list_document.schema.json``."""
    return {
        "line": document.source.line_of(link.span.start),
        "text": link.text,
        "anchor": link.anchor,
        "depth": link.depth,
    }


def document_record(document: ListDocument) -> Plain:
    """All records of a list; see ``list_document.schema.json``."""
    return {
        "version": VERSION,
        "papers": [paper_record(paper, document) for paper in document.papers],
        "tables": [table_record(table, document) for table in document.tables],
        "bibtex": [bibtex_record(entry, document) for entry in document.bibtex],
        "toc": [toc_record(link, document) for link in document.toc],
    }


def span_of(record: object, path: Sequence[str | int], source: Source) -> Span:
    """Where a place in a plain record was read: ``("links", 0, "url")`` of a paper, say.

    A field that was not found has the place of what should hold it.
    """
    if isinstance(record, ListDocument):
        return _document_span(record, path)
    if isinstance(record, Paper):
        return _paper_span(record, path)
    if isinstance(record, ResultRow):
        return _row_span(record, path)
    if isinstance(record, ResultTable):
        return _table_span(record, path)
    if isinstance(record, BibTeXEntry):
        return _bibtex_span(record, path, source)
    if isinstance(record, TocLink):
        return {"text": record.text_span, "anchor": record.anchor_span}.get(
            str(path[0]) if path else "", record.span
        )
    raise TypeError(f"not a record: {type(record).__name__}")


def _paper_span(paper: Paper, path: Sequence[str | int]) -> Span:
    name = path[0] if path else ""
    if name in ("section", "supervision") and paper.section.heading is not None:
        return paper.section.heading.text_span
    if name == "links" and len(path) > 1:
        link = paper.links[int(path[1])]
        return link.url_span if tuple(path[2:]) == ("url",) else link.span
    if name in _PAPER_TEXTS:
        field = getattr(paper, "venue" if name == "venue_code" else str(name))
        if field is not None and name not in paper.inherited:
            span: Span = field.span
            return span
    return paper.span


def _row_span(row: ResultRow, path: Sequence[str | int]) -> Span:
    name = path[0] if path else ""
    if name == "cells" and len(path) > 1:
        return row.cells[int(path[1])].span
    if name == "metrics" and len(path) > 1:
        return list(row.metrics.values())[int(path[1])].span
    if name in ("method", "base", "venue", "venue_code", "year"):
        field = getattr(row, "venue" if name == "venue_code" else str(name))
        if field is not None:
            span: Span = field.span
            return span
    return row.span


def _table_span(table: ResultTable, path: Sequence[str | int]) -> Span:
    name = path[0] if path else ""
    if name == "rows" and len(path) > 1:
        return _row_span(table.rows[int(path[1])], path[2:])
    if name == "columns" and len(path) > 1:
        return table.columns[int(path[1])].span
    if name == "section" and table.section.heading is not None:
        return table.section.heading.text_span
    return table.span


def _bibtex_span(entry: BibTeXEntry, path: Sequence[str | int], source: Source) -> Span:
    if path and path[0] == "key":
        return entry.key.span
    if len(path) > 1 and path[0] == "fields":
        for name, field in entry.fields.items():
            if name.lower() == path[1]:
                return field.span
    if path and path[0] == "type":  # "@ inproceedings{": blanks may stand before it
        window = source.text[entry.span.start : entry.span.start + len(entry.type) + 40]
        start = entry.span.start + max(window.lower().find(entry.type.lower()), 0)
        return Span(start, start + len(entry.type))
    return entry.span


def _document_span(document: ListDocument, path: Sequence[str | int]) -> Span:
    lists: dict[str, Sequence[object]] = {
        "papers": document.papers,
        "tables": document.tables,
        "bibtex": document.bibtex,
        "toc": document.toc,
    }
    records = lists.get(str(path[0]), ()) if path else ()
    if len(path) > 1 and int(path[1]) < len(records):
        return span_of(records[int(path[1])], path[2:], document.source)
    return document.source.line_span(1)
