"""TAB101 table-arity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from wsss_lint.markdown.tree import Block, Row, Table
from wsss_lint.records.model import ListDocument
from wsss_lint.records.units import tables_of
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity, Span

HEAD = "## Results\n\n| Method | Pub. | val | test |\n| --- | --- | --- | --- |\n"
RE_PIPE = re.compile(r"(?<!\\)\|")


class TableArity(Rule):
    """A table row has more or fewer cells than the table's header.

    More cells are an error, fewer a warning. So are rows that GitHub does not show as a table at
    all: the line of dashes has more or fewer columns than the header above it, or a blank line
    cuts a row off. A table, or a set of tables with one header, whose
    rows leave out their last cells as a habit is left alone, and so are label rows.

    ## Why

    GitHub drops cells beyond the header's width without a word: a score that nobody sees. Where
    cells are missing it fills the row up at its end, so that scores may stand under the wrong
    header.

    ## How to fix

    Add the missing cell (`-` where there is no value), or remove the superfluous one; write one
    `---` for each column; leave no blank line between rows. A pipe inside a cell must be written
    `\\|`, in code too.

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
        Bad("## Results\n\n| Method | val |\n⟦| --- |⟧\n| SPN | 61.0 |\n| FRN | 62.0 |\n"),
        Bad(HEAD + "| SPN | CVPR20 | 61.0 | 62.1 |\n\n⟦| FRN | CVPR21 | 63.0 | 62.9 |⟧\n"),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Count the cells of all rows."""
        if "|" not in document.source.flat:
            return
        yield from self._unshown(document)
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

    def _unshown(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Tables that are none, for their first two lines differ, and rows behind a blank line."""
        flat = document.source.flat
        before: Block | None = None
        for block in document.markdown.blocks:
            last, before = before, block
            if block.kind != "paragraph" or flat.find("|", *block.span) < 0:
                continue
            start, end = block.span
            lines = flat[start:end].split("\n")
            at = start
            for line, below in pairwise(lines):
                at += len(line) + 1
                if "|" in line and _dashes(below):
                    yield self._no_table(Span(at, at + len(below.rstrip())), line, below)
                    break
            else:
                rows = all(line.strip()[:1] == "|" and line.count("|") > 1 for line in lines)
                if rows and isinstance(last, Table):
                    yield self.found(
                        (start, start + len(lines[0].rstrip())),
                        "a blank line cuts this row off from its table: it is shown as text",
                        help="remove the blank line above it",
                    )

    def _no_table(self, span: Span, header: str, dashes: str) -> Diagnostic:
        here, there = (len(RE_PIPE.split(t.strip().strip("|"))) for t in (dashes, header))
        return self.found(
            span,
            f"the line of dashes has {here} columns and the header above it {there}: GitHub shows "
            "no table"
            if here != there
            else "the line under the header makes no table: GitHub shows it as text",
            help="write one `---` for each column of the header",
        )

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


def _dashes(line: str) -> bool:
    """Whether a line is meant as the one between a table's header and its rows."""
    return "|" in line and not line.strip(" \t|:—–-") and ("--" in line or "—" in line)


def _header(table: Table, document: ListDocument) -> str:
    return "|".join(document.source.slice(cell).casefold() for cell in table.header.cells)


def _short(row: Row, table: Table) -> bool:
    """Whether cells are missing, and it is no label for the rows below it."""
    if len(row.cells) >= len(table.header.cells):
        return False
    return sum(1 for cell in row.cells if cell.end > cell.start) > 1
