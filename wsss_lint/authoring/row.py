"""Adds a row to a table of results, in the form of the rows that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.authoring.add import AddError, Proposal, identity, known_findings
from wsss_lint.authoring.entry import NewPaper, escaped, padded
from wsss_lint.authoring.same import folded
from wsss_lint.engine import Linter
from wsss_lint.records.model import Column, ListDocument, ResultRow, ResultTable
from wsss_lint.records.tables import PLACEHOLDER
from wsss_lint.source import Source, Span

SORTED_FROM = 0.7  # the share of neighbours in order from which a table counts as sorted


class NewRow(NamedTuple):
    """What a row is to hold: the paper it is of, and values by column."""

    paper: NewPaper
    values: dict[str, str]  # header or kind of a column, as the user writes it -> text


def find_table(document: ListDocument, wanted: str | None) -> ResultTable:
    """The table meant: the only one, its number (1 is the first), or a part of its heading.

    Raises `AddError`, which lists the tables.
    """
    tables = document.tables
    if not tables:
        raise AddError("this list has no table of results")
    found = tables
    if wanted is not None:
        if wanted.isdecimal():
            found = tables[int(wanted) - 1 : int(wanted)] if int(wanted) else []
        else:
            found = [t for t in tables if wanted.casefold() in t.section.key.casefold()]
    if len(found) == 1:
        return found[0]
    names = "; ".join(f"{t.index + 1}: {t.section.key}" for t in tables)
    what = "several tables come into question" if found else f"no table is called {wanted!r}"
    raise AddError(f"{what}; choose one with --table: {names}")


def propose_row(
    source: Source, document: ListDocument, table: ResultTable, new: NewRow, linter: Linter
) -> Proposal:
    """The list with the new row in its table; raise `AddError`."""
    values = _by_column(table, new)
    method = _text_of(table, values, "method")
    if not method:
        raise AddError("a result row needs a method: say --method NAME")
    _refuse_twin(document, table, method, values, new)
    model, at = _place(table, values, new)
    cells = [_cell(table, column, values, new, document) for column in table.columns]
    line = source.line_span(source.line_of(model.span.start))
    changes = [(span, text) for span, text in zip(model.row.cells, cells, strict=True)]
    entry = padded(model.row, line, changes, document)
    if at is None:
        place = source.line_span(source.line_of(table.rows[0].span.start)).start
        text = source.text[:place] + entry + source.newline + source.text[place:]
    else:
        place = source.line_span(source.line_of(at.span.start)).end
        text = source.text[:place] + source.newline + entry + source.text[place:]
    return _proved(source, Source(text, source.path), document, table, entry, linter)


def _by_column(table: ResultTable, new: NewRow) -> dict[int, str]:
    """The user's values by column index; raise `AddError` for a column that is not there."""
    values: dict[int, str] = {}
    for name, text in new.values.items():
        key = _name(name)
        found = [c for c in table.columns if _name(c.header) == key]
        found = found or [c for c in table.columns if c.kind == name.casefold()][:1]
        if len(found) != 1:
            known = ", ".join(c.header or f"({c.kind})" for c in table.columns)
            raise AddError(f"the table has no column `{name}`; it has {known}")
        values[found[0].index] = " ".join(text.split())
    method = table.column("method")
    if method is not None and method.index not in values and new.paper.method:
        values[method.index] = new.paper.method
    return values


def _name(header: str) -> str:
    return re.sub(r"[^\w%@]+", " ", header).strip().casefold()


def _text_of(table: ResultTable, values: dict[int, str], kind: str) -> str:
    column = table.column(kind)
    return values.get(column.index, "") if column is not None else ""


def _refuse_twin(
    document: ListDocument, table: ResultTable, method: str, values: dict[int, str], new: NewRow
) -> None:
    given = {i: text for i, text in values.items() if table.columns[i].kind != "metric"}
    column = table.column("method")
    assert column is not None
    for row in table.rows:
        cells = {i: row.cells[i].value for i in given if i < len(row.cells)}
        if row.group or folded(cells.get(column.index, "")) != folded(method):
            continue
        same = all(folded(text) == folded(cells.get(i, "")) for i, text in given.items())
        same_year = new.paper.year is None or row.year is None or row.year.value == new.paper.year
        if same and same_year:
            line = document.source.line_of(row.span.start)
            raise AddError(f"the table has a row of this method already, in line {line}")


def _place(
    table: ResultTable, values: dict[int, str], new: NewRow
) -> tuple[ResultRow, ResultRow | None]:
    """The row that lends its form, and the row after which the new one comes (None: first)."""
    rows = [r for r in table.rows if not r.group and len(r.cells) == len(table.columns)]
    if not rows:
        raise AddError("no row of the table has as many cells as the header")
    best: tuple[float, list[tuple[ResultRow, float]], float, bool] | None = None
    for key in _orders(table, values, new):
        known = [(row, n) for row in rows if (n := key(row)) is not None]
        wanted = key(None)
        if wanted is None or len(known) < 4 or len({n for _, n in known}) < 2:
            continue
        pairs = [(a, b) for (_, a), (_, b) in pairwise(known)]
        for up in (True, False):
            share = _sorted(pairs if up else [(b, a) for a, b in pairs])
            if share >= SORTED_FROM and (best is None or share > best[0]):
                best = share, known, wanted, up
    if best is None:
        return rows[-1], table.rows[-1]
    _, known, wanted, up = best
    sign = 1 if up else -1

    def misplaced(at: int) -> int:
        before = sum(sign * n > sign * wanted for _, n in known[:at])
        return before + sum(sign * n < sign * wanted for _, n in known[at:])

    at = min(range(len(known), -1, -1), key=misplaced)
    return (known[at - 1][0], known[at - 1][0]) if at else (known[0][0], None)


def _sorted(pairs: list[tuple[float, float]]) -> float:
    """How far neighbours are in order: 1 when all are; else equal ones count half."""
    if all(a <= b for a, b in pairs):
        return 1.0
    return sum(1.0 if a < b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)


Key = Callable[[ResultRow | None], float | None]


def _orders(table: ResultTable, values: dict[int, str], new: NewRow) -> Iterator[Key]:
    """What rows may be sorted by: the year, then each column of numbers."""

    def year(row: ResultRow | None) -> float | None:
        if row is None:
            return new.paper.year
        return row.year.value if row.year is not None else None

    yield year
    for column in table.columns:
        if column.kind != "metric":
            continue

        def score(row: ResultRow | None, at: int = column.index) -> float | None:
            if row is None:
                try:
                    return float(values.get(at, ""))
                except ValueError:
                    return None
            cell = row.metrics.get(at)
            return cell.values[0] if cell is not None and cell.values else None

        yield score


def _cell(
    table: ResultTable, column: Column, values: dict[int, str], new: NewRow,
    document: ListDocument,
) -> str:  # fmt: skip
    """The text of one cell: given, known from the paper, or the table's own sign for unknown."""
    raw = [
        (row.cells[column.index].value, document.source.slice(row.cells[column.index].span))
        for row in table.rows
        if not row.group and column.index < len(row.cells)
    ]
    given = values.get(column.index)
    if given is not None:
        # `I` is written `**I**` where all other rows write it so.
        alike = Counter(text for value, text in raw if folded(value) == folded(given) and value)
        return alike.most_common(1)[0][0] if alike else escaped(given, row=True)
    if column.kind == "venue" and new.paper.venue is not None:
        return _venue_cell(table, column, new, document)
    if column.kind == "year" and new.paper.year is not None:
        return str(new.paper.year)
    unknown = Counter(text for value, text in raw if PLACEHOLDER.fullmatch(value) and text)
    return unknown.most_common(1)[0][0] if unknown else "-"


def _venue_cell(table: ResultTable, column: Column, new: NewRow, document: ListDocument) -> str:
    """The venue as the rows write it: `CVPR18`, `2022CVPR`, `CVPR'14`."""
    paper = new.paper
    assert paper.venue is not None
    shapes: Counter[tuple[bool, str, int]] = Counter()
    for row in table.rows:
        if row.venue is None or row.year is None:
            continue
        first, last = sorted((row.venue.span, row.year.span))
        cell = row.cells[column.index].span
        if not (cell.start <= first.start and last.end <= cell.end) or first.end > last.start:
            continue
        between = document.source.text[first.end : last.start]
        shapes[first == row.year.span, between, row.year.span.end - row.year.span.start] += 1
    code = paper.venue.code_in(paper.year) if paper.year else paper.venue.code
    if not shapes or paper.year is None:
        return code
    year_first, between, digits = shapes.most_common(1)[0][0]
    number = str(paper.year)[-digits:]
    return f"{number}{between}{code}" if year_first else f"{code}{between}{number}"


def _proved(
    source: Source, changed: Source, old: ListDocument, table: ResultTable, entry: str,
    linter: Linter,
) -> Proposal:  # fmt: skip
    """The proposal, when the row is read and a check finds nothing new about it."""
    before = known_findings(linter, source)
    (result,) = linter.lint([changed])
    tables = result.document.tables
    after = tables[table.index] if table.index < len(tables) else None
    if len(tables) != len(old.tables) or after is None or len(after.rows) != len(table.rows) + 1:
        raise AddError("the new row would not be read as a row of the table")
    known = Counter(old.source.slice(row.span) for row in table.rows)
    mine = next(
        r for r in after.rows
        if changed.slice(r.span) == entry.strip() or not known[changed.slice(r.span)]
    )  # fmt: skip
    fresh = Counter(map(identity, result.diagnostics)) - before
    for diagnostic in result.diagnostics:
        spans = [diagnostic.span, *(other.span for other in diagnostic.related)]
        mine_too = any(_meet(span, mine.span) for span in spans)
        if fresh[identity(diagnostic)] and mine_too:
            raise AddError(
                f"a check would say of the new row: {diagnostic.message} ({diagnostic.name})"
            )
    return Proposal(changed.text, changed.line_of(mine.span.start), entry)


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
