"""TAB109 table-order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from wsss_lint.records.model import ListDocument, ResultRow, ResultTable
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.tables._cells import header_key, leading, rows

HEAD = "## Results\n\n| Method | val | test |\n| --- | --- | --- |\n"
YEAR = "year"
SURE = 8  # rows with one out of place: that is no accident (1 in 400 for eight in any order)
MANY = 16  # rows of which time alone would put more than one out of place
FAR = 3  # places that a row of fewer has to be from its own
FEW = 5  # rows that are enough when a sister table shows what the tables are sorted by


class TableOrder(Rule):
    """One row stands out of the order of a table that is otherwise sorted by a column.

    A table is held to an order only if all its other rows keep it. Five rows are enough when
    another table of the list with these columns is entirely sorted by the same one; else there
    have to be sixteen, or eight and the row three places or more from its own, or out of the
    order of the years too: newer methods are mostly a little better, so that tables in the order
    of time look nearly sorted. In an order of years a row is three places off in any case.
    Equal values may stand in any order, and cells without a number are passed over.

    ## Why

    Readers look for the best method at the end of a table that is sorted.

    ## How to fix

    Move the row to where the message says; or see whether its score is mistyped.

    ## Fix safety

    The moved row is shown and never applied: the score may be what is wrong.

    ## Known false alarms

    A table that looks sorted by accident. A table that is sorted by any other column, or by the
    years, is left alone.
    """

    code = "TAB109"
    name = "table-order"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.DISPLAY
    good = (
        Good(
            HEAD + "| A | 61.0 | 63 |\n| B | 62.0 | 60 |\n| C | 62.0 | 64 |\n| D | - | 59 |\n"
            "| E | 66.0 | 61 |\n| F | 67.0 | 66 |\n| G | 68.0 | 50 |\n"
        ),
        Good(
            HEAD + "| A | 61.0 | - |\n| B | 66.0 | - |\n| C | 64.0 | - |\n| D | 63.0 | - |\n"
            "| E | 65.0 | - |\n| F | 67.0 | - |\n| G | 62.5 | - |\n| H | 69.0 | - |\n"
        ),
        Good(HEAD + "| A | 61.0 | - |\n| B | 66.0 | - |\n| C | 64.0 | - |\n| D | 67.0 | - |\n"),
    )
    bad = (
        Bad(
            HEAD + "| A | 61.0 | 63 |\n| B | 62.0 | 60 |\n| C | 62.0 | 64 |\n| D | 63.0 | 59 |\n"
            "⟦| E | 60.0 | 61 |⟧\n| F | 67.0 | 66 |\n| G | 68.0 | 50 |\n| H | 69.0 | 52 |\n"
        ),
        Bad(
            HEAD + "⟦| A | 66.0 | - |⟧\n| B | 61.0 | - |\n| C | 62.0 | - |\n| D | 63.0 | - |\n"
            "| E | 70.0 | - |\n\n## Others\n\n| Method | val | test |\n| --- | --- | --- |\n"
            "| A | 61.0 | - |\n| B | 62.0 | - |\n| C | 63.0 | - |\n| D | 64.0 | - |\n"
            "| E | 70.0 | - |\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Find the columns by which tables are sorted, then the rows that stand out of it."""
        sorted_by: dict[tuple[str, bool], list[frozenset[str]]] = {}
        for table in document.tables:
            for o in _orders(table):
                if len(o.values) >= FEW:
                    sorted_by.setdefault((o.key, o.falling), []).append(_headers(table))
        for table in document.tables:
            if any(_orders(table)):
                continue
            for column in _columns(table):
                if len(column.values) < FEW:
                    continue
                at = _stray(column.values)
                if at is None:
                    continue
                sisters = sorted_by.get((column.key, column.falling), ())
                far = _away(column.values, at) >= FAR
                if (far or column.key != YEAR) and (
                    _alike(_headers(table), sisters) or _evident(column, at, far)
                ):
                    yield self._report(document, table, column, at)
                    break

    def _report(
        self, document: ListDocument, table: ResultTable, column: _Column, at: int
    ) -> Diagnostic:
        row = column.rows[at]
        others = column.rows[:at] + column.rows[at + 1 :]
        values = column.values[:at] + column.values[at + 1 :]
        place = bisect_right(values, column.values[at])
        value = abs(column.values[at])
        where = f"behind `{_name(others[place - 1])}`" if place else f"before `{_name(others[0])}`"
        return self.found(
            row.span,
            f"`{_name(row)}` ({value:g}) is out of the order of `{column.header}`, by which all "
            "other rows are sorted",
            fix=_moved(document, row, others, place),
            help=f"move the row {where}, or check its score",
        )


class _Column(NamedTuple):
    key: str
    header: str
    falling: bool
    rows: list[ResultRow]
    values: list[float]  # negated when falling: to be ascending either way


def _columns(table: ResultTable) -> Iterable[_Column]:
    """What a table may be sorted by, in both directions; only columns that are mostly filled."""
    results = rows(table)
    if len(results) < len(table.rows):
        return  # labels cut it into parts
    for column in table.columns:
        if column.kind == "metric":
            pairs = [(r, leading(r.metrics.get(column.index))) for r in results]
            yield from _both(header_key(column.header), column.header, pairs, len(results))
    years = [(r, float(r.year.value) if r.year else None) for r in results]
    yield from _both(YEAR, YEAR, years, len(results))


def _both(
    key: str, header: str, pairs: list[tuple[ResultRow, float | None]], total: int
) -> Iterable[_Column]:
    known = [(row, value) for row, value in pairs if value is not None]
    if 3 * len(known) < 2 * total or len({value for _, value in known}) < 3:
        return
    holding = [row for row, _ in known]
    yield _Column(key, header, False, holding, [value for _, value in known])
    yield _Column(key, header, True, holding, [-value for _, value in known])


def _orders(table: ResultTable) -> Iterable[_Column]:
    """The columns by which a table is entirely sorted."""
    for column in _columns(table):
        if len(column.values) >= FEW - 1 and column.values == sorted(column.values):
            yield column


def _headers(table: ResultTable) -> frozenset[str]:
    return frozenset(header_key(c.header) for c in table.columns)


def _alike(headers: frozenset[str], sisters: Iterable[frozenset[str]]) -> bool:
    """Whether a table that is sorted has most of these columns, and few others."""
    return any(3 * len(headers & other) >= 2 * len(headers | other) for other in sisters)


def _away(values: list[float], at: int) -> int:
    """How many rows a row is away from its place."""
    rest = values[:at] + values[at + 1 :]
    return max(bisect_left(rest, values[at]) - at, at - bisect_right(rest, values[at]))


def _evident(column: _Column, at: int, far: bool) -> bool:
    """Whether the order is meant, with no other table to show it."""
    rows = len(column.values)
    return rows >= SURE and (rows >= MANY or far or _out_of_years(column, at))


def _out_of_years(column: _Column, at: int) -> bool:
    """Whether the years of the rows are sorted once the row stands in its place."""
    place = bisect_left(column.values[:at] + column.values[at + 1 :], column.values[at])
    years = [row.year.value if row.year else None for row in column.rows]
    moved = years[:at] + years[at + 1 :]
    moved.insert(place, years[at])
    if column.key == YEAR or years[at] is None or years.count(None) * 3 > len(years):
        return False

    def steady(found: list[int | None]) -> bool:
        known = [year for year in found if year is not None]
        return known == sorted(known) or known == sorted(known, reverse=True)

    return steady(moved) and not steady(years)


def _stray(values: list[float]) -> int | None:
    """The index of the one value without which the others ascend; None when that is not so.

    Of two neighbours that changed places it is the later one.
    """
    falls = [i for i in range(1, len(values)) if values[i] < values[i - 1]]
    if not 1 <= len(falls) <= 2:
        return None
    strays = []
    for at in {i for fall in falls for i in (fall - 1, fall)}:
        rest = values[:at] + values[at + 1 :]
        if all(rest[i] >= rest[i - 1] for i in range(1, len(rest))):
            strays.append(at)
    return max(strays, default=None)


def _moved(document: ListDocument, row: ResultRow, others: list[ResultRow], place: int) -> Fix:
    text = document.source.text
    source = document.source
    start = source.line_span(source.line_of(row.span.start)).start
    stop = text.find("\n", row.span.end)
    stop = len(text) if stop < 0 else stop + 1
    goal = others[place].span.start if place < len(others) else others[-1].span.end
    line = source.line_of(goal) + (0 if place < len(others) else 1)
    at = source.line_starts[line - 1] if line <= len(source.line_starts) else len(text)
    moved = text[start:stop]
    edits = sorted((Edit(start, stop, ""), Edit(at, at, moved)))
    return Fix("move the row to its place", tuple(edits), Applicability.DISPLAY)


def _name(row: ResultRow) -> str:
    return (
        " ".join(row.cells[0].value.split())[:40] if row.method is None else row.method.value[:40]
    )
