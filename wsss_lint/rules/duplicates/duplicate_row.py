"""DUP005 duplicate-row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity

if TYPE_CHECKING:
    from wsss_lint.records.model import Column, ListDocument, ResultRow, ResultTable

# Numbers that say how a method was run, and not how well: `256²` and `512²`, `4/4` and `2/2` bits.
SETTING = (
    r"resol|\bres\b|\bsize|input|crop|epoch|\biter|step|schedule|\blr\b|frames|views|clips|shots?\b|"
    r"batch|scale|\bdims?\b|width|layers|param|flops|\bmacs\b|bits?\b|ratio|spars|prun|label|"
    r"budget|samples|tokens|\bctx\b|context|length|\bdata|\bdate|seed|gpus|\bnfe\b|folds?\b|split"
)
URL = r"\]\(\s*<?([^()\s<>]*)"


class DuplicateRow(Rule):
    """Two rows of a result table describe the same run of the same method.

    All cells that identify a row are alike: method, base method, venue, backbone, supervision,
    extra data and whatever else the table has beside its scores and links. Two configurations of
    one method differ in at least one of them and are fine; so are rows under different label
    rows, and methods that link to different papers. An empty cell before the method says what the
    cell above it says.

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
        Good(
            "## Results\n\n| Scale | Method | Params | PSNR |\n| --- | --- | --- | --- |\n"
            "| x2 | SPN | 57K | 30.5 |\n| | FRN | 60K | 31.5 |\n| | FRN | 90K | 31.9 |\n"
            "| x4 | SPN | 57K | 25.5 |\n| | FRN | 60K | 26.5 |\n"
        ),
        Good(
            "## Results\n\n| Method | val | test |\n| --- | --- | --- |\n| **ResNet-50** | | |\n"
            "| SPN | 61.0 | 62.0 |\n| **ResNet-101** | | |\n| SPN | 63.0 | 64.0 |\n"
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
        if table.column("method") is None:
            return
        groups: dict[tuple[str, ...], list[ResultRow]] = {}
        for key, row in _keys(table):
            groups.setdefault(key, []).append(row)
        for group in groups.values():
            if len(group) > 1:
                heard = [r for r in group if not document.suppressed(self.name, r.span)]
                first = heard[0] if heard else group[0]
                for row in group:
                    if row is not first and not _other_papers(first, row, table, document):
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


def _keys(table: ResultTable) -> Iterator[tuple[tuple[str, ...], ResultRow]]:
    """The rows with a method, each with the cells that say which run it is about."""
    columns = [c for c in table.columns if c.kind != "link" and not _is_score(c, table)]
    method = table.column("method")
    above: dict[int, str] = {}
    label = 0
    for row in table.rows:
        label += row.group
        if row.group or row.method is None or not row.method.value.strip(" -?"):
            continue
        key = [str(label)]
        for column in columns:
            text = row.cells[column.index].value if column.index < len(row.cells) else ""
            text = " ".join(text.casefold().split())
            if method is not None and column.index < method.index:
                text = above[column.index] = text or above.get(column.index, "")
            key.append(text)
        yield tuple(key), row


def _is_score(column: Column, table: ResultTable) -> bool:
    """Whether a column says how well the methods do; settings are told by header or repeats."""
    if column.kind != "metric" or re.search(SETTING, column.header, re.IGNORECASE):
        return False
    texts = [r.metrics[column.index].text for r in table.rows if column.index in r.metrics]
    told = [text for text in texts if any(char.isdigit() for char in text)]
    if any(text[-1] in "KMBT" and text[-2:-1].isdigit() for text in told):
        return False  # `7B`: a size
    return len(told) < 4 or 2 * len(set(told)) > len(told)


def _other_papers(
    one: ResultRow, other: ResultRow, table: ResultTable, document: ListDocument
) -> bool:
    """Whether the methods link to different places: two papers may give a method one name."""
    method = table.column("method")
    if method is None:
        return False
    first, second = (
        re.findall(URL, document.source.slice(row.cells[method.index].span)) for row in (one, other)
    )
    return bool(first and second) and first != second
