"""TAB111 table-aggregate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wsss_lint.records.model import Column, ListDocument, Metric, ResultTable
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.tables._cells import RE_UNBOUNDED, decimals, leading, rows

HEAD = "## Results\n\n| Method | 0.3 | 0.5 | 0.7 | AVG |\n| --- | --- | --- | --- | --- |\n"
UNITS = frozenset("BKMGTsx×")
RE_AVERAGE = re.compile(r"(?:avg|average|mean|ave)\b", re.IGNORECASE)


class TableAggregate(Rule):
    """An average is not that of the other scores in its row.

    An error when it lies outside of their range, a warning when it is not their mean. Both are
    reported only if the averages of at least two other rows, and of most of them, are right:
    then it is clear what the column is an average of.

    ## Why

    The average, or one of the scores that it is made of, is mistyped, and methods are compared by
    it.

    ## How to fix

    Look the row up in the paper and correct the number that is wrong. In
    `| SEAM | 60.0 | 70.0 | 56.0 |`, with the average in the last cell, that is probably `65.0`.

    ## Fix safety

    There is no fix: which number is wrong, only a person can say.

    ## Known false alarms

    A method whose paper reports an average over other scores than the rest of the table.
    """

    code = "TAB111"
    name = "table-aggregate"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            HEAD + "| SPN | 44.6 | 27.0 | 10.4 | 27.3 |\n| FRN | 46.9 | 30.7 | 12.5 | 30.0 |\n"
            "| AIM | 51.5 | - | 13.1 | 32.1 |\n| NET | 51.5 | 32.2 | 13.1 | - |\n"
        ),
        Good(
            HEAD + "| SPN | 44.6 | 27.0 | 10.4 | 50.1 |\n| FRN | 46.9 | 30.7 | 12.5 | 60.0 |\n"
            "| AIM | 51.5 | 32.2 | 13.1 | 32.1 |\n"
        ),
    )
    bad = (
        Bad(
            HEAD + "| SPN | 44.6 | 27.0 | 10.4 | 27.3 |\n| FRN | 46.9 | 30.7 | 12.5 | ⟦33.0⟧ |\n"
            "| AIM | 51.5 | 32.2 | 13.1 | 32.3 |\n| NET | 50.1 | 30.1 | 11.0 | 30.4 |\n"
            "| TWO | 50.5 | 31.1 | 11.4 | 31.0 |\n"
        ),
        Bad(
            HEAD + "| SPN | 44.6 | 27.0 | 10.4 | 25.3 |\n| FRN | 46.9 | 30.7 | 12.5 | ⟦63.0⟧ |\n"
            "| AIM | 51.5 | 32.2 | 13.1 | 31.3 |\n| NET | 50.1 | 30.1 | 11.0 | 29.4 |\n"
        ),
    )

    def check_table(self, table: ResultTable, document: ListDocument) -> Iterable[Diagnostic]:
        """Hold each average against its row."""
        averages = [
            c for c in table.columns if c.kind == "metric" and RE_AVERAGE.match(c.header.strip())
        ]
        if len(averages) != 1:
            return
        found = max(
            (_sums(table, averages[0], indices) for indices in _summands(table, averages[0])),
            key=lambda sums: sum(s.fits for s in sums),
        )
        inside = [s for s in found if s.inside]
        outside = [s for s in found if not s.inside]
        means = [s for s in found if s.fits]
        if outside and len(inside) >= max(2, 3 * len(outside) - 1):
            for one in outside:
                yield self.found(
                    one.metric.span,
                    f"average `{one.metric.text}` is outside of its row's scores, "
                    f"{one.low:g} to {one.high:g}",
                    help=f"check the row's scores; their mean is {one.mean:.{one.places}f}",
                )
        off = [s for s in inside if not s.fits]
        if off and len(means) >= max(2, 3 * (len(off) + len(outside)) - 1):
            for one in off:
                yield self.found(
                    one.metric.span,
                    f"average `{one.metric.text}` is not the mean of its row's scores, "
                    f"{one.mean:.{one.places}f}",
                    help="check the row's scores",
                    severity=Severity.WARNING,
                )


class _Sum(NamedTuple):
    metric: Metric
    low: float
    high: float
    mean: float
    places: int  # decimals of the average
    inside: bool
    fits: bool


def _summands(table: ResultTable, average: Column) -> Iterator[list[int]]:
    """What a column may be an average of: all scores, or those that are no sizes and ranks, or
    of these only those beside it. The set that most averages are right for is the one."""
    scores = [c for c in table.columns if c.kind == "metric" and c is not average]
    yield [c.index for c in scores]
    plain = [c.index for c in scores if not RE_UNBOUNDED.search(c.header) and _plain(c, table)]
    yield plain
    step = -1 if average.index - 1 in plain else 1
    beside: list[int] = []
    while average.index + step * (len(beside) + 1) in plain:
        beside.append(average.index + step * (len(beside) + 1))
    yield beside


def _plain(column: Column, table: ResultTable) -> bool:
    """Whether a column holds numbers without a unit: `7B` is a size."""
    texts = [row.metrics[column.index].text for row in table.rows if column.index in row.metrics]
    return not any(text[-1:] in UNITS and text[:1].isdigit() for text in texts)


def _sums(table: ResultTable, average: Column, indices: list[int]) -> list[_Sum]:
    """The rows in which every score is known, with what their average should be."""
    found: list[_Sum] = []
    if len(indices) < 2:
        return found
    for row in rows(table):
        metric = row.metrics.get(average.index)
        value = leading(metric)
        scores = [leading(row.metrics.get(index)) for index in indices]
        known = [score for score in scores if score is not None]
        if metric is None or value is None or len(known) < len(scores) or "/" in metric.text:
            continue
        places = decimals(metric.text)
        step = 10.0**-places
        mean, low, high = sum(known) / len(known), min(known), max(known)
        # the scores are rounded too, so that the last digit may be one off
        fits = abs(mean - value) <= 1.05 * step
        inside = low - step <= value <= high + step
        found.append(_Sum(metric, low, high, mean, places, inside, fits))
    return found
