"""TAB104 table-spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wsss_lint.records.cells import placeholder
from wsss_lint.records.model import Column, Field, ListDocument, ResultRow
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.tables._architectures import spelling
from wsss_lint.rules.tables._cells import WORDS, bare, cells, header_key

HEAD = "## Results\n\n| Method | Backbone | val |\n| --- | --- | --- |\n"
RE_NAME = re.compile(r"(?<![\w.])[A-Za-z][A-Za-z0-9]{2,39}(?!\w)")


class TableSpelling(Rule):
    """A name is written in two casings in the same column of a list's result tables.

    Looked at are names with capitals inside or digits (`DeepLabv1`, `ResNet101`), and cells that
    differ in nothing but case. The usual spelling of a well-known network wins, else the one
    that the list uses most. The method's own name is not judged here.

    ## Why

    `DeepLabv1` and `DeeplabV1` become two networks for everyone who filters or groups the rows.

    ## How to fix

    Write the name in the same way everywhere: `Resnet101` becomes `ResNet101`.

    ## Fix safety

    Safe: only the case of letters changes.

    ## Known false alarms

    Two different things whose names differ in case only.
    """

    code = "TAB104"
    name = "table-spelling"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(HEAD + "| PSPnet | PSPnet | 61.0 |\n| PSPNet | PSPnet | 61.2 |\n"),
        Good(HEAD + "| SPN | Abcnet | 61.0 |\n| FRN | ABCnet | 61.2 |\n| AIM | - | 60.0 |\n"),
        Good(HEAD + "| SPN | VGG with crops | 61.0 |\n| FRN | VGG With flips | 61.2 |\n"),
    )
    bad = (
        Bad(
            HEAD + "| SPN | ResNet38 ⟦DeeplabV1⟧ | 61.0 |\n| FRN | VGG16 DeepLabv1 | 61.9 |\n"
            "| AIM | ⟦Deit⟧-S | 61.2 |\n| NET | DeiT-B | 61.3 |\n",
            HEAD + "| SPN | ResNet38 DeepLabv1 | 61.0 |\n| FRN | VGG16 DeepLabv1 | 61.9 |\n"
            "| AIM | DeiT-S | 61.2 |\n| NET | DeiT-B | 61.3 |\n",
        ),
        Bad(
            HEAD + "| SPN | AbcNet | 61.0 |\n| FRN | ⟦ABCnet⟧ | 61.2 |\n"
            "| AIM | **AbcNet** | 60.0 |\n",
            HEAD + "| SPN | AbcNet | 61.0 |\n| FRN | AbcNet | 61.2 |\n"
            "| AIM | **AbcNet** | 60.0 |\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Gather the names of each column over all tables, then judge the casings."""
        casings: dict[tuple[str, str], Counter[str]] = {}
        known: dict[str, list[tuple[str, int]]] = {}
        places: list[tuple[tuple[str, str], _Name]] = []
        for table in document.tables:
            for column in table.columns:
                if column.kind in WORDS:
                    for found in _names(document, cells(table, column), known):
                        key = (_group(column), found.text.casefold())
                        casings.setdefault(key, Counter())[found.text] += 1
                        places.append((key, found))
        right = {key: _right(texts) for key, texts in casings.items() if len(texts) > 1}
        for key, found in places:
            wanted = right.get(key)
            if wanted and wanted != found.text:
                yield self.found(
                    found.span,
                    f"`{found.text}` is written `{wanted}` elsewhere in this column",
                    fix=Fix(f"write `{wanted}`", (Edit(*found.span, wanted),), Applicability.SAFE),
                    help=f"write `{wanted}`",
                )


class _Name(NamedTuple):
    text: str
    span: Span


def _names(
    document: ListDocument,
    found: Iterable[tuple[ResultRow, Field[str]]],
    known: dict[str, list[tuple[str, int]]],
) -> Iterator[_Name]:
    text = document.source.text
    for _, cell in found:
        where = bare(document.source, cell.span)
        written = text[where.start : where.end]
        if written not in known:
            known[written] = _words(written)
        for word, at in known[written]:
            yield _Name(word, Span(where.start + at, where.start + at + len(word)))


def _words(written: str) -> list[tuple[str, int]]:
    """The names in a cell whose casing counts, and where they begin."""
    if len(written) > 120 or "](" in written or placeholder(written):
        return []
    tokens = [(token[0], token.start()) for token in RE_NAME.finditer(written)]
    if len(tokens) == 1 and tokens[0][0] == written and len(written) >= 4:
        return tokens
    return [
        (word, at)
        for word, at in tokens
        if word[1:].lower() != word[1:] or any(c.isdigit() for c in word) or spelling(word)
    ]


def _group(column: Column) -> str:
    return column.kind if column.kind != "text" else header_key(column.header)


def _right(texts: Counter[str]) -> str:
    """The casing that wins; "" when there is no telling."""
    for text in texts:
        if spelling(text) == text:
            return text
    (first, most), (_, second) = texts.most_common(2)
    return first if most > second else ""
