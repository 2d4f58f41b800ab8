"""What the rules of this folder share: rows, cells as they are written, names of parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wsss_lint.records.cells import placeholder
from wsss_lint.source import Source, Span

if TYPE_CHECKING:
    from wsss_lint.records.model import Column, Field, Metric, ResultRow, ResultTable

# Quantities that may be any number: `138` beside `5.3` is no slip of 13.8 there.
RE_UNBOUNDED = re.compile(
    r"fps|param|flop|size|time|speed|latency|memory|epoch|gpu|rank|error|loss|fid|ppl|perplex|"
    r"year|#|\b(?:is|ms|sec|[kmg]|[kmg]b|hours?|h|no|id|mae|mse|rmse|psnr)\b",
    re.IGNORECASE,
)
WORDS = ("backbone", "pretraining", "extra", "text")  # kinds of columns that hold names


def rows(table: ResultTable) -> list[ResultRow]:
    """The rows that hold a result: no label rows."""
    return [row for row in table.rows if not row.group]


def cells(table: ResultTable, column: Column) -> Iterator[tuple[ResultRow, Field[str]]]:
    """The cells of one column, label rows left out."""
    for row in table.rows:
        if not row.group and column.index < len(row.cells):
            yield row, row.cells[column.index]


def bare(source: Source, span: Span) -> Span:
    """A cell without the marks of emphasis around it: `**I**` is `I`."""
    start, end = span
    text = source.text
    while start < end and text[start] in "*_~ ":
        start += 1
    while start < end and text[end - 1] in "*_~ ":
        end -= 1
    return Span(start, end) if start < end else span


def leading(metric: Metric | None) -> float | None:
    """The first number of a cell, that of `66.3/84.1`; None for `-/84.1` and what is no number."""
    if metric is None or metric.malformed or not metric.values:
        return None
    if "/" in metric.text and placeholder(metric.text.partition("/")[0].strip()):
        return None
    return metric.values[0]


def simplified(text: str) -> str:
    """Letters and digits alone, in lower case: what two spellings of a name have in common."""
    return "".join(c for c in text.casefold() if c.isalnum())


def header_key(header: str) -> str:
    """A header without case, blanks, dots and hyphens. What may mean something stays: `val (%)`
    is not `val`, nor `mAP@0.5` `mAP@0.75`."""
    return "".join(c for c in header.casefold() if c not in " .,:;-_'\"*")


def decimals(text: str) -> int:
    """How many digits stand behind the first point; 0 without one."""
    behind = text.partition(".")[2]
    count = 0
    while count < len(behind) and behind[count].isdigit():
        count += 1
    return count
