"""TAB112 table-monotone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from wsss_lint.records.model import Column, ListDocument, Metric, ResultTable
from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity
from wsss_lint.rules.tables._cells import leading, rows

HEAD = "## Results\n\n| Method | mAP@0.3 | mAP@0.5 | mAP@0.7 |\n| --- | --- | --- | --- |\n"
RE_THRESHOLD = re.compile(
    r"(?P<what>.*?)(?P<at>\bm?AP(?:[\^_]?[a-z]{1,4})?|@|\biou|=|^)\s*[@=>≥_]*\s*(?:iou\s*[@=>≥]*\s*)?"
    r"\(?(?P<n>0?\.\d{1,2}|[1-9]\d)\)?",
    re.IGNORECASE,
)


class TableMonotone(Rule):
    """A score is higher at a higher IoU threshold than at a lower one.

    What is found at a strict threshold is found at a lenient one too, so that these scores can
    only fall from `mAP@0.3` to `mAP@0.7`.

    ## Why

    One of the two scores is mistyped, or stands in the wrong column; whoever cites it cites a
    number that cannot be.

    ## How to fix

    Look the row up in the paper. Of `45.0` at an IoU of 0.5 and `47.9` at 0.7, one is mistyped
    or the two have changed places.

    ## Fix safety

    There is no fix: which of the two is wrong, only a person can say.

    ## Known false alarms

    Columns headed by mere numbers (`0.3`, `0.5`) that are no thresholds. They are taken for
    thresholds only if the scores fall from column to column in at least two other rows, and in
    most of them.
    """

    code = "TAB112"
    name = "table-monotone"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            HEAD + "| SPN | 44.6 | 27.0 | 10.4 |\n| FRN | 46.9 | - | 12.5 |\n| A | 44 | 44 | 44 |\n"
        ),
        Good(
            "## Results\n\n| Method | 0.2 | 0.4 | 0.8 |\n| --- | --- | --- | --- |\n"
            "| SPN | 44.6 | 47.0 | 50.4 |\n| FRN | 46.9 | 42.1 | 40.5 |\n| AIM | 44 | 47 | 48 |\n"
        ),
        Good(
            "## Results\n\n| Method | AP | AP50 | AP75 |\n| --- | --- | --- | --- |\n"
            "| SPN | 34.6 | 57.0 | 30.4 |\n"
        ),
        Good(
            "## Results\n\n| Method | mAP@10 | mAP@50 | R@10 | R@50 |\n"
            "| --- | --- | --- | --- | --- |\n| SPN | 34.6 | 57.0 | 30.4 | 40.1 |\n"
        ),
    )
    bad = (
        Bad(HEAD + "| SPN | 44.6 | ⟦47.0⟧ | 10.4 |\n| FRN | 46.9 | 30.1 | 12.5 |\n"),
        Bad(
            "## Results\n\n| Method | 0.3 | 0.4 | 0.5 | 0.7 |\n| --- | --- | --- | --- | --- |\n"
            "| SPN | 44.6 | 30.1 | 27.0 | 10.4 |\n| FRN | 46.9 | ⟦11.4⟧ | 30.7 | 12.5 |\n"
            "| AIM | 51.5 | 40.0 | 32.2 | 13.1 |\n"
        ),
    )

    def check_table(self, table: ResultTable, document: ListDocument) -> Iterable[Diagnostic]:
        """Follow each row through the columns of rising thresholds."""
        for group, sure in _groups(table):
            wrong: list[tuple[list[_Score], int]] = []
            falling = 0
            for row in rows(table):
                scores = [
                    _Score(column, metric, value)
                    for column in group
                    if (metric := row.metrics.get(column.index))
                    and (value := leading(metric)) is not None
                ]
                at = _rise(scores)
                if at is not None:
                    wrong.append((scores, at))
                elif len(scores) > 1:
                    falling += 1
            if wrong and (sure or falling >= max(2, 3 * len(wrong) - 1)):
                yield from (self._report(scores, at) for scores, at in wrong)

    def _report(self, scores: list[_Score], at: int) -> Diagnostic:
        """The score to blame is the one without which the rest falls; else the later one."""
        blamed = at
        if _rise(scores[:at] + scores[at + 1 :]) is not None:
            without = scores[: at - 1] + scores[at:]
            blamed = at if _rise(without) is not None else at - 1
        low, high = scores[at - 1], scores[at]
        other = low if blamed == at else high
        return self.found(
            scores[blamed].metric.span,
            f"`{high.metric.text}` at `{high.column.header}` is more than `{low.metric.text}` at "
            f"`{low.column.header}`",
            help="check the two scores: a stricter threshold never gives a higher one",
            related=(Related(other.metric.span, "the other score"),),
        )


class _Score(NamedTuple):
    column: Column
    metric: Metric
    value: float


def _rise(scores: list[_Score]) -> int | None:
    """The first index whose score is higher than the one before it."""
    for i in range(1, len(scores)):
        if scores[i].value > scores[i - 1].value:
            return i
    return None


def _groups(table: ResultTable) -> Iterable[tuple[list[Column], bool]]:
    """Columns of the same measure at rising thresholds, and whether the headers say IoU or AP."""
    groups: dict[str, list[tuple[float, Column]]] = {}
    sure: dict[str, bool] = {}
    for column in table.columns:
        if column.kind != "metric" or len(column.header) > 60:
            continue
        found = RE_THRESHOLD.fullmatch(column.header.strip())
        if found is None:
            continue
        number = float(found["n"])
        named = bool(re.search(r"ap|iou", column.header, re.IGNORECASE))
        if number >= 1 and not named:
            continue  # `Top@10` and `R@50` are no thresholds
        key = found["what"].casefold() + "|" + found["at"].casefold()
        groups.setdefault(key, []).append((number, column))
        # `mAP@10` may be one over the ten best answers; `AP50` and `AP75` are at 0.5 and 0.75
        sure[key] = sure.get(key, True) and named and (number < 1 or number in (25, 50, 75, 95))
    for key, members in groups.items():
        numbers = [number for number, _ in members]
        if numbers == sorted(set(numbers)) and len(members) >= (2 if sure[key] else 3):
            yield [column for _, column in members], sure[key]
