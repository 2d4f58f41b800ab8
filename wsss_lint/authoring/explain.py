"""What was made of one line: its fields, the best readings and why the first was taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from wsss_lint.diagnostics import Diagnostic
from wsss_lint.entries.why import why
from wsss_lint.records.model import Field, ListDocument, Paper, ResultRow, ResultTable
from wsss_lint.source import Span

FIELDS = ("method", "title", "authors", "venue", "year", "date", "tags", "note")
SHOWN = 6  # lines of an entry
LONGEST = 100  # characters of a field


class ExplainError(Exception):
    """A place where there is nothing to explain; the text says what is near."""


def explain(
    document: ListDocument, line: int, column: int = 0, findings: Sequence[Diagnostic] = ()
) -> list[str]:
    """The lines to print about the entry or row at a 1-based line (and column).

    Raises `ExplainError` when neither a paper nor a result row is there.
    """
    source = document.source
    if not 1 <= line <= len(source.line_starts):
        raise ExplainError(f"{source.path} has {len(source.line_starts)} lines, no line {line}")
    place = source.line_span(line)
    if column:
        at = min(place.start + column - 1, place.end)
        place = Span(at, at)
    lines = _what(document, line, place)
    for diagnostic in findings:
        if diagnostic.span.start <= place.end and place.start <= diagnostic.span.end:
            where = _place(document, diagnostic.span)
            name = f"{diagnostic.code} {diagnostic.name}"
            lines.append(f"  finding   {where}  {name}: {diagnostic.message}")
    return lines


def _what(document: ListDocument, line: int, place: Span) -> list[str]:
    """What is at a place: an entry, a row of results, or something that was not taken for one."""
    start, end = place
    papers = [p for p in document.papers if p.span.start <= end and start <= p.span.end]
    if papers:
        return _paper(document, papers[-1], "", place)
    for unread in document.unreadable:
        if unread.span.start <= end and start <= unread.span.end:
            return _paper(document, unread.paper, unread.reason, place)
    for table in document.tables:
        for row in table.rows:
            if row.span.start <= end and start <= row.span.end:
                return _row(document, table, row)
    lines = _readings(document, place)
    if not lines:
        raise ExplainError(_nothing(document, line))
    return [_nothing(document, line), *lines]


def _nothing(document: ListDocument, line: int) -> str:
    source = document.source
    start = source.line_span(line).start
    starts = [section.span.start for section in document.sections]
    section = document.sections[max(bisect_right(starts, start) - 1, 0)]
    where = f"section `{section.key}`" if section.key else "the text before the first heading"
    return f"{source.path}:{line}: no entry and no result row; the line is in {where}"


def _paper(document: ListDocument, paper: Paper, reason: str, place: Span) -> list[str]:
    source = document.source
    first, last = source.position(paper.span.start), source.position(paper.span.end)
    lines = [f"{source.path}:{first.line}:{first.column}-{last.line}:{last.column}"]
    lines += [f"  {text}" for text in source.slice(paper.span).split("\n")[:SHOWN]]
    lines.append(f"  section   {paper.section.key or '(none)'}")
    styles = document.styles
    if reason:
        lines.append(f"  not understood: {reason}")
    elif (own := styles.own(paper)) is not None:
        lines.append(f"  format    {own.template}")
    if (near := styles.near(paper)) is not None:
        lines.append(f"  neighboring entries  {near.template}")
    lines.append("  fields")
    for name in FIELDS:
        value = getattr(paper, name)
        if value is not None:
            lines.append(f"    {name:8}  {_field(document, value, name in paper.inherited)}")
    lines += [
        f"    {'link':8}  {_place(document, x.span)}  {x.label} -> {x.url}" for x in paper.links
    ]
    return lines + _readings(document, place)


def _readings(document: ListDocument, place: Span) -> list[str]:
    """The best readings of the entry at a place, with what speaks for each field."""
    found = why(document.source, document.format, document.registry, place)
    if found is None or not found.options:
        return []
    verdict = "a paper" if found.value > 0 else "no paper by itself"
    lines = [f"  readings ({found.kind}; {verdict}, {found.value:+.1f})"]
    for number, option in enumerate(found.options, 1):
        lines.append(f"    {number}. score {option.score:.1f}")
        for field in option.fields:
            text = " ".join(document.source.slice(field.span).split())
            text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
            habit = ""
            if field.total:
                habit = f"; like {field.like} of {field.total} entries {field.habit:+.1f}"
            lines.append(f"       {field.name:8} {text}  (looks {field.looks:+.1f}{habit})")
    if len(found.options) > 1:
        ahead = found.options[0].score - found.options[1].score
        lines.append(f"    the first was taken: {ahead:.1f} ahead of the second")
    return lines


def _field(document: ListDocument, field: Field[object], inherited: bool) -> str:
    place = "(from a heading or the settings)" if inherited else _place(document, field.span)
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
