"""DUP005 duplicate-row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, ResultRow, ResultTable

SCORES = ("metric", "link")


class DuplicateRow(Rule):
    """Two rows of a result table describe the same run of the same method.

    All cells that identify a row are alike: method, base method, venue, backbone, supervision,
    extra data and whatever else the table has beside its scores and links. Two configurations of
    one method differ in at least one of them and are fine.

    ## Why

    The method counts twice. When the scores differ, one of them is wrong, or a column that would
    tell the two runs apart is missing.

    ## How to fix

    Remove one of the rows, or say in a cell what makes them different: `ResNet38` in one and
    `ResNet101` in the other, or `SEAM (multi-scale)` as the name of one.

    ## Fix safety

    There is no fix: removing a row is a decision.

    ## Known false alarms

    Runs that differ in something that the table has no column for.
    """

    code = "DUP005"
    name = "duplicate-row"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            "## Results\n\n| Method | Pub. | Arc. S | val |\n| --- | --- | --- | --- |\n"
            "| SPN | CVPR20 | ResNet38 | 61.0 |\n| SPN | CVPR20 | ResNet101 | 62.5 |\n"
            "| SPN (+IRN) | CVPR20 | ResNet38 | 62.5 |\n"
        ),
    )
    bad = (
        Bad(
            "## Results\n\n| Method | Pub. | Arc. S | val |\n| --- | --- | --- | --- |\n"
            "| SPN | CVPR20 | ResNet38 | 61.0 |\n| FRN | CVPR20 | ResNet38 | 61.9 |\n"
            "| ⟦**SPN**⟧ | CVPR20 | ResNet38 | 62.5 |\n"
        ),
    )

    def check_table(self, table: ResultTable, document: ListDocument) -> Iterable[Diagnostic]:
        """Group the rows by their identifying cells."""
        indices = [column.index for column in table.columns if column.kind not in SCORES]
        method = table.column("method")
        if method is None:
            return
        groups: dict[tuple[str, ...], list[ResultRow]] = {}
        for row in table.rows:
            if row.group or row.method is None or not row.method.value.strip(" -?"):
                continue
            key = tuple(
                " ".join(row.cells[i].value.casefold().split()) if i < len(row.cells) else ""
                for i in indices
            )
            groups.setdefault(key, []).append(row)
        for group in groups.values():
            if len(group) > 1:
                heard = [r for r in group if not document.suppressed(self.name, r.span)]
                first = heard[0] if heard else group[0]
                for row in group:
                    if row is not first:
                        yield self._report(first, row, table)

    def _report(self, first: ResultRow, row: ResultRow, table: ResultTable) -> Diagnostic:
        column = table.column("method")
        cells = row.cells
        at = column.index if column and column.index < len(cells) else 0
        scores = [metric.values for metric in first.metrics.values()]
        same = scores == [metric.values for metric in row.metrics.values()]
        return self.found(
            cells[at].span,
            f"`{' '.join(cells[at].value.split())}` has two rows that only differ in their scores"
            if not same
            else f"`{' '.join(cells[at].value.split())}` has two rows that are alike",
            help="remove one of the rows, or say in a cell what makes them different",
            related=(Related(first.cells[at].span, "the other row"),),
        )
