"""TAB102 table-cell-spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.markdown.tree import Row
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.records.units import tables_of
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span

HEAD = "## Results\n\n| Method | Backbone | val |\n| --- | --- | --- |\n"


class TableCellSpacing(Rule):
    """Words inside a table cell are separated by more than one blank.

    The blanks around a cell are nobody's business: they align the columns.

    ## Why

    A browser shows one blank, but scripts, searches and sorting see two different values:
    `ResNet101 DeepLabv1` and `ResNet101  DeepLabv1`.

    ## How to fix

    Leave one blank between the words: `ResNet101  DeepLabv1` becomes `ResNet101 DeepLabv1`.

    ## Fix safety

    Safe: the words stay as they are.

    ## Known false alarms

    None known. Cells with code in them are left alone.
    """

    code = "TAB102"
    name = "table-cell-spacing"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(HEAD + "|   SPN    | ResNet101 DeepLabv1 |   61.0   |\n| A | `a  b` | 60.0 |\n"),
        Good(HEAD + "| SPN | ResNet101<br>  DeepLabv1 | 61.0 |\n"),
    )
    bad = (
        Bad(
            HEAD + "| SPN | ResNet101⟦  ⟧DeepLabv1 | 61.0 |\n| FRN | a⟦  ⟧b⟦   ⟧c | 61.9 |\n",
            HEAD + "| SPN | ResNet101 DeepLabv1 | 61.0 |\n| FRN | a b c | 61.9 |\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look for blanks inside cells; those of a paper's fields are the entry rules' business."""
        text = document.source.flat
        if "|" not in text:
            return
        papers = {
            id(paper.block): paper for paper in document.papers if isinstance(paper.block, Row)
        }
        for table in tables_of(document.markdown.blocks):
            for row in table.rows:
                for cell in row.cells:
                    if (
                        text.find("  ", cell.start, cell.end) < 0
                        or "`" in text[cell.start : cell.end]
                    ):
                        continue
                    if not _of_paper(papers.get(id(row)), cell):
                        yield from self._cell(text, cell)

    def _cell(self, text: str, cell: Span) -> Iterable[Diagnostic]:
        for blanks in re.compile(r" {2,}").finditer(text, cell.start, cell.end):
            if text[blanks.start() - 1] == ">" or text[blanks.end()] == "<":
                continue  # `NeurIPS<br>  ![badge](…)`: no words of one line
            yield self.found(
                Span(*blanks.span()),
                f"{len(blanks[0])} blanks inside a table cell",
                fix=Fix("leave one blank", (Edit(*blanks.span(), " "),), Applicability.SAFE),
                help="leave one blank",
            )


def _of_paper(paper: Paper | None, cell: Span) -> bool:
    if paper is None:
        return False
    fields = (paper.title, paper.authors, paper.venue, paper.method)
    return any(f and f.span.start < cell.end and cell.start < f.span.end for f in fields)
