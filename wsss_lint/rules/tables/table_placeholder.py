"""TAB105 table-placeholder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.cells import placeholder
from wsss_lint.records.model import Field, ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.tables._cells import bare, cells

HEAD = "## Results\n\n| Method | Pub. | val | test |\n| --- | --- | --- | --- |\n"
NOTHING = frozenset(
    ("", "-", "--", "---", "–", "—", "−", "n/a", "na", "n.a.", "n.a", "none", "null", "nan", "/")
)
KINDS = ("metric", "backbone", "pretraining", "extra")


class TablePlaceholder(Rule):
    """A cell says "nothing here" in another way than the list's other tables do.

    ## Why

    One sign for what does not exist lets readers and scripts know it from what was forgotten: an
    empty cell may be either.

    ## How to fix

    Write the sign that the list uses: an empty cell, `n/a` or `/` becomes `-` in a list that has
    `-` elsewhere. `?` (not known) is another statement than `-` (does not exist), and both may
    stand in one list.

    ## Fix safety

    Unsafe: an empty cell may be one that somebody forgot to fill in.

    ## Known false alarms

    None known; shown only with `--pedantic` or when selected, for it is a matter of taste.
    """

    code = "TAB105"
    name = "table-placeholder"
    severity = Severity.INFO
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(HEAD + "| SPN | CVPR20 | - | ? |\n| FRN | CVPR21 | - | 61.2 |\n| A | - | - | - |\n"),
        Good(HEAD + "| SPN | CVPR20 | - | 61.0 |\n| FRN | CVPR21 | N/A | 61.2 |\n"),
    )
    bad = (
        Bad(
            HEAD + "| SPN | CVPR20 | 60.0 | - |\n| FRN | CVPR21 | - | 61.2 |\n"
            "| AIM | CVPR21 | ⟦N/A⟧ | - |\n| NET | CVPR21 | **⟦--⟧** | 63.0 |\n"
            "| ONE | CVPR21 | 61.3 | - |\n",
            HEAD + "| SPN | CVPR20 | 60.0 | - |\n| FRN | CVPR21 | - | 61.2 |\n"
            "| AIM | CVPR21 | - | - |\n| NET | CVPR21 | **-** | 63.0 |\n"
            "| ONE | CVPR21 | 61.3 | - |\n",
        ),
        Bad(
            HEAD + "| SPN | CVPR20 | 6.0 | - |\n| FRN | CVPR21 | - | - |\n"
            "| AIM | CVPR21 | ⟦⟧ | 6.1 |\n| NET | CVPR21 | 6.2 | - |\n",
            HEAD + "| SPN | CVPR20 | 6.0 | - |\n| FRN | CVPR21 | - | - |\n"
            "| AIM | CVPR21 | - | 6.1 |\n| NET | CVPR21 | 6.2 | - |\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Count the signs of all tables; the usual one is what four of five cells have."""
        found: list[tuple[str, Field[str]]] = []
        for table in document.tables:
            for column in table.columns:
                if column.kind in KINDS:
                    found += [
                        (cell.value, cell)
                        for _, cell in cells(table, column)
                        if _says_nothing(cell.value, column.kind)
                    ]
        counts = Counter(text for text, _ in found)
        if not counts:
            return
        usual, times = counts.most_common(1)[0]
        if not usual or times < 4 or times < 0.6 * len(found):
            return
        for text, cell in found:
            if text != usual:
                yield self._report(document, cell, usual)

    def _report(self, document: ListDocument, cell: Field[str], usual: str) -> Diagnostic:
        where = bare(document.source, cell.span) if cell.value else cell.span
        place, written = where, usual
        if where.start == where.end:
            flat = document.source.flat
            if flat.startswith("  ", where.start):  # one of its blanks: columns stay aligned
                place = Span(where.start, where.start + 1)
            elif flat.startswith("|", where.start):  # `| |` or `||`
                written = f"{usual} " if flat[where.start - 1] == " " else f" {usual} "
        what = f"`{cell.value}`" if cell.value else "an empty cell"
        return self.found(
            where,
            f"{what} where the other tables write `{usual}`",
            fix=Fix(f"write `{usual}`", (Edit(*place, written),), Applicability.UNSAFE),
            help=f"write `{usual}`",
        )


def _says_nothing(text: str, kind: str) -> bool:
    """Whether a cell holds no value; `none` under `Pre-training` is one: from scratch."""
    word = text.casefold()
    return placeholder(text) and word in NOTHING and (kind == "metric" or word != "none")
