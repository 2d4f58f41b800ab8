"""TAB108 table-column-misuse."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.cells import placeholder
from wsss_lint.records.model import Column, Field, ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.tables._architectures import known
from wsss_lint.rules.tables._cells import bare, cells, simplified

SIZE = r"[-_ ](?:[A-Z]{0,2}\d{1,3}|XXS|XS|[TSMBLHGP]|XL|Tiny|Small|Base|Large|Huge)$"
HEAD = "## Results\n\n| Method | Backbone | val |\n| --- | --- | --- |\n"


class TableColumnMisuse(Rule):
    """A method's own name stands in the column for its backbone.

    ## Why

    The cell says nothing that the row does not say already, and whoever looks for all methods on
    one backbone misses this one.

    ## How to fix

    Name the network that the method is built on, or write `-` if there is none: in the row of
    `SEAM`, the cell under `Backbone` is `ResNet38` and not `SEAM`.

    ## Fix safety

    There is no fix: the right value is not in the list.

    ## Known false alarms

    Methods that are architectures themselves. Well-known ones, those with a size in their name
    (`LSKNet-S`, `HRNet-W48`), and lists where this is common, are left alone.
    """

    code = "TAB108"
    name = "table-column-misuse"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good(
            HEAD + "| SPN | ResNet101 | 61.0 |\n| DeiT-S | DeiT-S | 62.0 |\n"
            "| AIM | VGG16 | 60.1 |\n"
        ),
        Good(HEAD + "| SPN | ResNet101 | 61.0 |\n| AIM-W48 | AIM-W48 | 62.0 |\n| B | V | 1.0 |\n"),
        Good(HEAD + "| SPN | SPN | 61.0 |\n| FRN | FRN | 62.0 |\n| AIM | VGG16 | 63.0 |\n"),
        Good(HEAD + "| SPN | SPN | 61.0 |\n| FRN | SPN | 62.0 |\n| AIM | VGG16 | 63.0 |\n"),
    )
    bad = (
        Bad(
            HEAD + "| SPN | ResNet38 | 61.0 |\n| FRN | ⟦FRN⟧ | 62.0 |\n"
            "| FRN (+IRN) | **⟦frn⟧** | 63.0 |\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare each backbone with its method; the methods of all tables say what is usual."""
        own: list[tuple[str, Field[str], Column]] = []
        others: set[str] = set()  # methods with a backbone of another name
        used: set[str] = set()  # backbones of these
        for table in document.tables:
            for column in table.columns:
                if column.kind != "backbone":
                    continue
                for row, cell in cells(table, column):
                    if row.method is None or not cell.value or placeholder(cell.value):
                        continue
                    method, value = simplified(row.method.value), simplified(cell.value)
                    if method and method == value:
                        own.append((method, cell, column))
                    else:
                        others.add(method)
                        used.add(value)
        if len({method for method, _, _ in own}) > len(others):
            return
        for method, cell, column in own:
            if method not in used and not known(cell.value) and not re.search(SIZE, cell.value):
                yield self.found(
                    bare(document.source, cell.span),
                    f"`{cell.value[:60]}` is the method, and not its {_meaning(column)}",
                    help="name the network that the method is built on",
                )


def _meaning(column: Column) -> str:
    return f"`{column.header[:40]}`" if column.header else "backbone"
