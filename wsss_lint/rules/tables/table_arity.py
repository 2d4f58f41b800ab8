"""TAB101 table-arity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.markdown.tree import Row, Table
from wsss_lint.records.model import ListDocument
from wsss_lint.records.units import tables_of
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity, Span

HEAD = "## Results\n\n| Method | Pub. | val | test |\n| --- | --- | --- | --- |\n"


class TableArity(Rule):
    """A table row has more or fewer cells than the table's header.

    More cells are an error, fewer a warning. A table, or a set of tables with one header, whose
    rows leave out their last cells as a habit is left alone, and so are label rows.

    ## Why

    GitHub drops cells beyond the header's width without a word: a score that nobody sees. Where
    cells are missing it fills the row up at its end, so that scores may stand under the wrong
    header.

    ## How to fix

    Add the missing cell (`-` where there is no value), or remove the superfluous one. A pipe
    inside a cell must be written `\\|`, in code too.

    ## Fix safety

    There is no fix: which cell is missing or superfluous, only a person can say.

    ## Known false alarms

    None known.
    """

    code = "TAB101"
    name = "table-arity"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(HEAD + "| SPN | CVPR20 | 61.0 | 62.1 |\n| FRN \\| CRF | CVPR21 | 63.0 | - |\n"),
        Good(HEAD + "| **End-to-end** |\n| SPN | CVPR20 | 61.0 | 62.1 |\n"),
        Good(
            "## Papers\n\n| Title | Venue | Code |\n| --- | --- | --- |\n"
            "| [One](https://a.org/1) | CVPR |\n| [Two](https://a.org/2) | CVPR |\n"
            "| [Three](https://a.org/3) | CVPR | [x](https://a.org/4) |\n"
        ),
    )
    bad = (
        Bad(
            HEAD + "| SPN | CVPR20 | 61.0 | 62.1 | ⟦63.0⟧ |\n"
            "| FRN | CVPR21 | 63.0 | 62.1 | ⟦1 | 2⟧ |\n| AIM | CVPR21 | 63.2 | 62.3 |\n"
        ),
        Bad(
            HEAD + "| SPN | CVPR20 | 61.0 | 62.1 |\n⟦| FRN | CVPR21 | 63.0 |⟧\n"
            "| AIM | CVPR21 | 63.2 | 62.3 |\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Count the cells of all rows."""
        if "|" not in document.source.flat:
            return
        tables = list(tables_of(document.markdown.blocks))
        total: Counter[str] = Counter()
        short: Counter[str] = Counter()
        for table in tables:
            key = _header(table, document)
            total[key] += len(table.rows)
            short[key] += sum(1 for row in table.rows if _short(row, table))
        for table in tables:
            width = len(table.header.cells)
            key = _header(table, document)
            habit = short[key] > max(1, total[key] // 10)
            for row in table.rows:
                if len(row.cells) > width:
                    yield self._more(row, width)
                elif not habit and _short(row, table):
                    yield self._fewer(row, width)

    def _more(self, row: Row, width: int) -> Diagnostic:
        extra = len(row.cells) - width
        return self.found(
            Span(row.cells[width].start, max(row.cells[-1].end, row.cells[width].start)),
            f"the row has {len(row.cells)} cells and its table {width} columns: GitHub does not "
            f"show the last{f' {extra}' if extra > 1 else ''}",
            help="remove what is superfluous; a pipe inside a cell is written `\\|`",
        )

    def _fewer(self, row: Row, width: int) -> Diagnostic:
        return self.found(
            row.span,
            f"the row has {len(row.cells)} cells and its table {width} columns",
            help="add what is missing, `-` where there is no value",
            severity=Severity.WARNING,
        )


def _header(table: Table, document: ListDocument) -> str:
    return "|".join(document.source.slice(cell).casefold() for cell in table.header.cells)


def _short(row: Row, table: Table) -> bool:
    """Whether cells are missing, and it is no label for the rows below it."""
    if len(row.cells) >= len(table.header.cells):
        return False
    return sum(1 for cell in row.cells if cell.end > cell.start) > 1
