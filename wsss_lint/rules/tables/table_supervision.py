"""TAB106 table-supervision."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import Field, ListDocument, ResultTable
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.tables._cells import bare, cells

BOX = "#### Box-level supervision\n\n| Method | Sup. | val |\n| --- | --- | --- |\n"
KINDS = {"I": "image tags", "B": "bounding boxes", "S": "scribbles", "P": "points"}


class TableSupervision(Rule):
    """A row's kind of supervision is not the one that the heading above its table names.

    The letters are I (image tags), B (bounding boxes), S (scribbles) and P (points).

    ## Why

    Methods that are trained with boxes see more than those that are trained with tags: in one table
    their scores look comparable and are not. The row stands in the wrong table, or its letter was
    copied from another row.

    ## How to fix

    Correct the letter, or move the row to the table of its kind: under "Results with bounding
    boxes" the cell `I` becomes `B`, if the method is trained with boxes.

    ## Fix safety

    There is no fix: which of the two is wrong, only a person can say.

    ## Known false alarms

    Rows of another kind that were put there for comparison. Rows with other letters (F for full
    supervision), and those with several of which one is the heading's (`I+B`), are fine.
    """

    code = "TAB106"
    name = "table-supervision"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            BOX + "| SPN | **B** | 61.0 |\n| FRN | I+B | 62.0 |\n| AIM | F | 70.1 |\n"
            "| A | ? | 1.0 |\n"
        ),
        Good(BOX + "| SPN | **I** | 61.0 |\n| FRN | I | 62.0 |\n| AIM | B | 70.1 |\n"),
    )
    bad = (
        Bad(
            BOX + "| SPN | **⟦I⟧** | 61.0 |\n| FRN | B | 62.0 |\n| AIM | ⟦P+S⟧ | 70.1 |\n"
            "| N | B | 71.1 |\n"
        ),
    )

    def check_table(self, table: ResultTable, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare the letters; a table that mostly disagrees has a heading that means otherwise."""
        column, kind = table.column("supervision"), table.section.supervision
        if column is None or kind not in KINDS:
            return
        agreeing = 0
        wrong: list[Field[str]] = []
        for _, cell in cells(table, column):
            letters = _letters(cell.value)
            if kind in letters:
                agreeing += 1
            elif letters:
                wrong.append(cell)
        if not agreeing or len(wrong) > agreeing:
            return
        for cell in wrong:
            where = bare(document.source, cell.span)
            yield self.found(
                where,
                f"supervision `{cell.value}` under a heading about {KINDS[kind]} ({kind})",
                help=f"write `{kind}`, or move the row to the table of its kind",
            )


def _letters(text: str) -> set[str]:
    """The kinds that a cell names; none when it says anything else."""
    parts = re.split(r"\s*[+,&/]\s*|\s+", text.strip()) if len(text) < 20 else []
    return set(parts) if all(part in KINDS for part in parts) else set()
