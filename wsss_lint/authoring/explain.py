"""What the reader made of one line: template, fields, neighbours, and why not otherwise."""

from __future__ import annotations

from bisect import bisect_right

from wsss_lint.formats.template import Template
from wsss_lint.records.model import Field, ListDocument, Paper, ResultRow, ResultTable
from wsss_lint.records.recover import departs
from wsss_lint.records.units import Unit, cut, prepare
from wsss_lint.source import Span

FIELDS = ("method", "title", "authors", "venue", "year", "date", "tags", "note")


class ExplainError(Exception):
    """A place where there is nothing to explain; the text says what is near."""


def explain(document: ListDocument, line: int) -> list[str]:
    """The lines to print about the entry or row at a 1-based line.

    Raises `ExplainError` when neither a paper nor a result row is there.
    """
    source = document.source
    if not 1 <= line <= len(source.line_starts):
        raise ExplainError(f"{source.path} has {len(source.line_starts)} lines, no line {line}")
    start, end = source.line_span(line)
    for paper in document.papers:
        if paper.span.start <= end and start <= paper.span.end:
            return _paper(document, paper, "")
    for unreadable in document.unreadable:
        if unreadable.span.start <= end and start <= unreadable.span.end:
            return _paper(document, unreadable.paper, unreadable.reason)
    for table in document.tables:
        for row in table.rows:
            if row.span.start <= end and start <= row.span.end:
                return _row(document, table, row)
    raise ExplainError(_nothing(document, line))


def _nothing(document: ListDocument, line: int) -> str:
    source = document.source
    start = source.line_span(line).start
    starts = [section.span.start for section in document.sections]
    section = document.sections[max(bisect_right(starts, start) - 1, 0)]
    where = f"section `{section.key}`" if section.key else "the text before the first heading"
    held = [u for u in document.format.units if u.holds(section.key)]
    why = (
        "which holds papers, but nothing at this line was taken for one"
        if held
        else "which the format's selectors leave out"
    )
    return f"{source.path}:{line}: no paper and no result row; the line is in {where}, {why}"


def _paper(document: ListDocument, paper: Paper, reason: str) -> list[str]:
    source = document.source
    first, last = source.position(paper.span.start), source.position(paper.span.end)
    lines = [f"{source.path}:{first.line}:{first.column}-{last.line}:{last.column}"]
    lines.append(f"  section   {paper.section.key or '(none)'}")
    form = document.format.name
    if document.inference is not None:
        form += f" (inferred, {int(document.inference.share * 100)} % of the list)"
    lines.append(f"  format    {form}, unit `{paper.format.unit}`")
    if reason:
        lines.append(f"  not read  {reason}")
    elif paper.match is not None:
        how = "as it is" if not paper.match.cost else f"with slips (cost {paper.match.cost:.1f})"
        lines.append(f"  template  {paper.match.template.text}   {how}")
    if paper.regime is not None:
        lines.append(f"  neighbours have  {paper.regime.text}")
    lines.append("  fields")
    for name in FIELDS:
        value = getattr(paper, name)
        if value is not None:
            lines.append(f"    {name:8}  {_field(document, value, name in paper.inherited)}")
    lines += [
        f"    {'link':8}  {_place(document, x.span)}  {x.label} -> {x.url}" for x in paper.links
    ]
    for departure in paper.departures:
        where = _place(document, departure.span)
        lines.append(f"  departs   {where}  {departure.kind}: {departure.message}")
    return lines + _others(document, paper)


def _others(document: ListDocument, paper: Paper) -> list[str]:
    """Why the other templates of the unit do not read it."""
    if paper.block is None or paper.format.unit == "row":
        return []
    unit = cut(prepare(document.source), paper.span.start, paper.span.end, paper.block)
    lines = []
    for template in paper.format.templates:
        if paper.match is not None and template is paper.match.template and not paper.match.cost:
            continue
        lines.append(f"    {template.text}")
        lines.append(f"      {_why(document, template, unit)}")
    return ["  other templates", *lines] if lines else []


def _why(document: ListDocument, template: Template, unit: Unit) -> str:
    match = template.match(unit.text, unit.start, unit.end, document.registry)
    if match is not None:
        return "fits too, but comes later or leaves marks in the title"
    at, wanted = departs(template, unit, document.registry)
    column = document.source.position(unit.base + at).column
    if not wanted:
        return f"from column {column} on, the last field does not fit"
    return f"no `{wanted}` from column {column} on"


def _field(document: ListDocument, field: Field[object], inherited: bool) -> str:
    place = "(from the heading or a default)" if inherited else _place(document, field.span)
    return f"{place}  {field.value}"


def _place(document: ListDocument, span: Span) -> str:
    start, end = document.source.position(span.start), document.source.position(span.end)
    if start.line == end.line:
        return f"{start.line}:{start.column}-{end.column}"
    return f"{start.line}:{start.column}-{end.line}:{end.column}"


def _row(document: ListDocument, table: ResultTable, row: ResultRow) -> list[str]:
    start = document.source.position(row.span.start)
    lines = [
        f"{document.source.path}:{start.line}  row of the result table in `{table.section.key}`"
    ]
    for name in ("method", "base", "venue", "year"):
        value = getattr(row, name)
        if value is not None:
            lines.append(f"    {name:10}  {_field(document, value, False)}")
    for column in table.columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        text = cell.value if cell is not None else "(no cell)"
        metric = row.metrics.get(column.index)
        note = ""
        if metric is not None:
            values = ", ".join(f"{v:g}" for v in metric.values)
            note = " malformed" if metric.malformed else f" = {values}" if values else " none"
        lines.append(f"    column `{column.header}` ({column.kind}): {text}{note}")
    return lines
