"""ENT110 label-case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import (
    Applicability,
    Bad,
    Diagnostic,
    Edit,
    Fix,
    Good,
    Related,
    Rule,
    Severity,
    Span,
)  # fmt: skip

MARKS = "+*†‡"  # behind a name: the better version of a method, a footnote


class Name(NamedTuple):
    """A method's name as it stands in a label or at the start of a title."""

    text: str  # without `+` and the like at its end
    span: Span
    paper: Paper


class LabelCase(Rule):
    """A method's name is written in another case than elsewhere in the list.

    The name is the label of an entry, or what stands before the colon of its title. It is
    compared with the other one of the two, and with the names of papers whose titles share most
    of their words (`Mctformer+` after `MCTformer`).

    ## Why

    The case is part of the name: `MCTformer` and `Mctformer` do not look like the same work,
    and a search that minds the case finds one of them only. Bibliographies write titles in
    lower case, and names lose their capitals there.

    ## How to fix

    Write the name as the paper does. What most places of the list have, the result tables
    counted too, is proposed.

    ## Fix safety

    Unsafe: the fix changes a name, and the majority may be wrong.

    ## Known false alarms

    Two methods whose names differ only in case. They are left alone unless their titles share
    most of their words.
    """

    code = "ENT110"
    name = "label-case"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **Ficklenet:** "Ficklenet: Stochastic Inference" *CVPR2019*\n'
            '- **SPoT:** "Subclass Prototypes for Masks" *CVPR2020*\n'
            '- **SPOT:** "Optimal Transport of Points" *CVPR2021*\n'
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n- ⟦Mctformer⟧+: Multi-class Token Transformer for Masks *TPAMI2024*\n"
            "- **MCTformer:** Multi-class Token Transformer for Masks *CVPR2022*\n\n"
            "## Results\n\n| Method | Pub. | val |\n|---|---|---|\n| MCTformer | CVPR22 | 71.9 |\n",
            "## Papers\n\n- MCTformer+: Multi-class Token Transformer for Masks *TPAMI2024*\n"
            "- **MCTformer:** Multi-class Token Transformer for Masks *CVPR2022*\n\n"
            "## Results\n\n| Method | Pub. | val |\n|---|---|---|\n| MCTformer | CVPR22 | 71.9 |\n",
        ),
        Bad(
            '## Papers\n\n- **⟦Weakclip⟧:** "WeakCLIP: Adapting CLIP" *CVPR2022*\n'
            '- **AFA:** "Learning Affinity" *CVPR2022*\n',
            '## Papers\n\n- **WeakCLIP:** "WeakCLIP: Adapting CLIP" *CVPR2022*\n'
            '- **AFA:** "Learning Affinity" *CVPR2022*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Gather the names by their letters; look closer where one has two cases."""
        keys = _mixed(document)
        if not keys:
            return
        mixed: dict[str, list[Name]] = {}
        for name in _names(document):
            key = name.text.lower()
            if key in keys:
                mixed.setdefault(key, []).append(name)
        tables = Counter(
            _trimmed(row.method.value)
            for table in document.tables
            for row in table.rows
            if row.method is not None
        )
        for group in mixed.values():
            yield from self._compare(group, tables)

    def _compare(self, group: list[Name], tables: Counter[str]) -> Iterable[Diagnostic]:
        for family in _families(group):
            votes = Counter(name.text for name in family)
            if len(votes) < 2:
                continue
            # In a draw the one with more capitals: they get lost (`Ficklenet`), never added.
            weights = {
                text: (votes[text] + 2 * tables[text], sum(map(str.isupper, text)))
                for text in votes
            }
            right, other = sorted(weights, key=lambda text: (weights[text], text), reverse=True)[:2]
            if weights[right] == weights[other]:
                continue
            witness = next(name for name in family if name.text == right)
            for name in family:
                if name.text != right:
                    yield self._case(name, right, witness)

    def _case(self, name: Name, right: str, witness: Name) -> Diagnostic:
        return self.found(
            name.span,
            f"`{name.text}` is written `{right}` elsewhere in the list",
            fix=Fix(f"write `{right}`", (Edit(*name.span, right),), Applicability.UNSAFE),
            help=f"write `{right}`, if the paper does",
            related=(Related(witness.span, "written so here"),),
        )


def _mixed(document: ListDocument) -> set[str]:
    """The names, in lower case, that may be written in two cases."""
    seen: dict[str, str] = {}
    found = set()
    for paper in document.papers:
        texts = [paper.method.value] if paper.method is not None else []
        if paper.title is not None:
            colon = paper.title.value.find(":", 0, 30)
            if colon > 0:
                texts.append(paper.title.value[:colon])
        for text in texts:
            if " " not in text.strip():
                name = text.strip().rstrip(MARKS)
                key = name.lower()
                if seen.setdefault(key, name) != name:
                    found.add(key)
    return found


def _names(document: ListDocument) -> Iterator[Name]:
    """The labels, and what stands before the colon of a title, where it is a name of one word."""
    text = document.source.text
    for paper in document.papers:
        method, title = paper.method, paper.title
        if method is not None:
            label = _trimmed(method.value)
            if _is_name(label) and text.startswith(label, method.span.start):
                start = method.span.start
                yield Name(label, Span(start, start + len(label)), paper)
        if title is None or title.value.isupper():
            continue
        colon = title.value.find(":", 0, 30)
        if colon > 0:
            name = _trimmed(title.value[:colon])
            start = title.span.start
            if _is_name(name) and text.startswith(name, start):
                yield Name(name, Span(start, start + len(name)), paper)


def _trimmed(name: str) -> str:
    return name.strip().rstrip(MARKS)


def _is_name(name: str) -> bool:
    return len(name) > 2 and " " not in name and any(c.isalpha() for c in name)


def _families(group: list[Name]) -> list[list[Name]]:
    """Names of one paper, or of papers with nearly one title, together."""
    families: list[tuple[frozenset[str], list[Name]]] = []
    for name in group:
        words = _content(name)
        for other, family in families[:20]:
            same = name.paper is family[0].paper
            if same or len(words & other) * 3 >= 2 * max(3, len(words), len(other)):
                family.append(name)
                break
        else:
            families.append((words, [name]))
    return [family for _, family in families]


def _content(name: Name) -> frozenset[str]:
    """The words of the paper's title behind its name."""
    title = name.paper.title.value if name.paper.title is not None else ""
    head, colon, rest = title.partition(":")
    words = (rest if colon and " " not in head.strip() else title).lower().replace("-", " ").split()
    return frozenset(word.strip(".,") for word in words)
