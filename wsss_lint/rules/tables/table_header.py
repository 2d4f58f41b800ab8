"""TAB110 table-header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import Column, ListDocument, ResultTable
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.tables._cells import header_key
from wsss_lint.venues.near import distance_within

DASHES = "| --- | --- | --- |\n"
WIDEST = 40  # columns; what is wider is no table of results


class TableHeader(Rule):
    """A column's header is spelt otherwise than in the list's other tables.

    Only case and punctuation may differ (`Pre.S` beside `Pre. S`), or one letter be missing,
    superfluous or in its neighbour's place, between the same two columns; and three tables at
    least must agree.

    ## Why

    Readers take two headers for two things; and scripts that read the tables look for a column by
    its header.

    ## How to fix

    Write the header as the other tables do: `Pre. S` becomes `Pre.S` where they have that.

    ## Fix safety

    Unsafe: a header is what scripts that read the list look for.

    ## Known false alarms

    Two columns whose headers mean different things and differ in case only.
    """

    code = "TAB110"
    name = "table-header"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "## A\n\n| Method | Bac. | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## B\n\n| Method | bac | val |\n" + DASHES + "| SPN | V | 61.0 |\n"
        ),
    )
    bad = (
        Bad(
            "## A\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## B\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## C\n\n| Method | ⟦bac.C⟧ | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## D\n\n| ⟦Methd⟧ | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## E\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n",
            "## A\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## B\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## C\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## D\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n\n"
            "## E\n\n| Method | Bac. C | val |\n" + DASHES + "| SPN | V | 61.0 |\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare the headers of all tables."""
        tables = [t for t in document.tables if len(t.columns) <= WIDEST]
        if len(tables) < 4:
            return
        written: dict[str, Counter[str]] = {}
        for table in tables:
            for column in table.columns:
                written.setdefault(header_key(column.header), Counter())[column.header] += 1
        usual = _usual(tables)
        for table in tables:
            keys = [header_key(c.header) for c in table.columns]
            for column, key in zip(table.columns, keys, strict=True):
                right = _agreed(written[key]) if key else None
                if right is None and key and sum(written[key].values()) == 1:
                    right = _slip(key, keys, usual.get(_beside(keys, column.index)), written)
                if right and right != column.header:
                    yield self._report(document, column, right)

    def _report(self, document: ListDocument, column: Column, right: str) -> Diagnostic:
        plain = document.source.slice(column.span) == column.header
        fix = Fix(f"write `{right}`", (Edit(*column.span, right),), Applicability.UNSAFE)
        return self.found(
            column.span,
            f"header `{column.header}` is `{right}` in the other tables",
            fix=fix if plain else None,
            help=f"write `{right}`",
        )


def _usual(tables: list[ResultTable]) -> dict[tuple[str, str], Counter[str]]:
    """What the tables write between two headers."""
    usual: dict[tuple[str, str], Counter[str]] = {}
    for table in tables:
        keys = [header_key(c.header) for c in table.columns]
        for column in table.columns:
            beside = _beside(keys, column.index)
            usual.setdefault(beside, Counter())[column.header] += 1
    return usual


def _beside(keys: list[str], index: int) -> tuple[str, str]:
    return keys[index - 1] if index else "", keys[index + 1] if index + 1 < len(keys) else ""


def _agreed(texts: Counter[str]) -> str | None:
    """The header that three tables at least agree on, and most of them."""
    text, times = texts.most_common(1)[0]
    return text if times >= 3 and 2 * times > sum(texts.values()) + 1 else None


def _slip(
    key: str, keys: list[str], between: Counter[str] | None, written: dict[str, Counter[str]]
) -> str | None:
    """The header that is meant by one with a letter too many, too few, or misplaced.

    Three tables have it, this one does not, and it stands between the same two headers.
    """
    for right in between or ():
        other = header_key(right)
        if other in keys or len(other) < 4 or not key or key[0] != other[0]:
            continue  # `AP` beside `mAP` is no slip
        if _agreed(written[other]) != right or distance_within(key, other, 1) != 1:
            continue
        letters = sorted(key) == sorted(other) or len(key) != len(other)
        if letters and [c for c in key if c.isdigit()] == [c for c in other if c.isdigit()]:
            return right
    return None
