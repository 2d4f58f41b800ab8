"""TAB107 table-extra-data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.cells import placeholder
from wsss_lint.records.model import ListDocument, ResultTable
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.tables._cells import bare, cells

HEAD = "| Method | Extra data | val |\n| --- | --- | --- |\n"
RE_WITHOUT = re.compile(
    r"\b(?:without|w/o|no)\s+(?:any\s+)?(?:extra|additional|external)\s+(?:training\s+)?data",
    re.IGNORECASE,
)


class TableExtraData(Rule):
    """A row names extra data in a table whose heading says "without extra data".

    ## Why

    Results with and without extra data are not comparable, which is why the list has two tables.

    ## How to fix

    Move the row to the table "with extra data", or correct the cell: `saliency` under `Extra`
    becomes `-` if the method does without.

    ## Fix safety

    There is no fix: which of the two is wrong, only a person can say.

    ## Known false alarms

    None known. A placeholder under "with extra data" is not reported: what was used may just not
    be known.
    """

    code = "TAB107"
    name = "table-extra-data"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            "## Results without extra data\n\n" + HEAD + "| SPN | - | 61.0 |\n| FRN | ? | 62.0 |\n"
        ),
        Good(
            "## Results with extra data\n\n" + HEAD + "| SPN | Saliency | 61.0 |\n"
            "| FRN | - | 62.0 |\n"
        ),
    )
    bad = (
        Bad(
            "## Results without extra data\n\n" + HEAD + "| SPN | ⟦Saliency⟧ | 61.0 |\n"
            "| FRN | - | 62.0 |\n| AIM | **⟦MCG⟧** | 63.0 |\n| NET | none | 63.5 |\n"
        ),
    )

    def check_table(self, table: ResultTable, document: ListDocument) -> Iterable[Diagnostic]:
        """Look for named data where there should be none."""
        column = table.column("extra")
        if column is None or RE_WITHOUT.search(table.section.title[:300]) is None:
            return
        found = list(cells(table, column))
        named = [cell for _, cell in found if cell.value and not placeholder(cell.value)]
        if 2 * len(named) > len(found) and len(found) > 2:
            return  # the column means something else here
        for cell in named:
            yield self.found(
                bare(document.source, cell.span),
                f"extra data `{cell.value[:60]}` under `{table.section.title[:60]}`",
                help="move the row to the table of results with extra data, or correct the cell",
            )
