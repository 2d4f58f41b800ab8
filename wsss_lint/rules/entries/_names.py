"""Methods' names in labels and titles, and those that are written in two cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.source import Span

MARKS = "+*†‡"  # behind a name: the better version of a method, a footnote


class Name(NamedTuple):
    """A method's name as it stands in a label or at the start of a title."""

    text: str  # without `+` and the like at its end
    span: Span
    paper: Paper


class CaseSlip(NamedTuple):
    """A name, how most places of the list write it, and one of those."""

    name: Name
    right: str
    witness: Name


def case_slips(document: ListDocument) -> Iterator[CaseSlip]:
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
        trimmed(row.method.value)
        for table in document.tables
        for row in table.rows
        if row.method is not None
    )
    for group in mixed.values():
        for family in _families(group):
            yield from _compare(family, tables)


def _compare(family: list[Name], tables: Counter[str]) -> Iterator[CaseSlip]:
    votes = Counter(name.text for name in family)
    if len(votes) < 2:
        return
    # In a draw the one with more capitals: they get lost (`Ficklenet`), never added.
    weights = {
        text: (votes[text] + 2 * tables[text], sum(map(str.isupper, text))) for text in votes
    }
    right, other = sorted(weights, key=lambda text: (weights[text], text), reverse=True)[:2]
    if weights[right] == weights[other]:
        return
    witness = next(name for name in family if name.text == right)
    for name in family:
        if name.text != right:
            yield CaseSlip(name, right, witness)


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
            label = trimmed(method.value)
            if _is_name(label) and text.startswith(label, method.span.start):
                start = method.span.start
                yield Name(label, Span(start, start + len(label)), paper)
        if title is None or title.value.isupper():
            continue
        colon = title.value.find(":", 0, 30)
        if colon > 0:
            name = trimmed(title.value[:colon])
            start = title.span.start
            if _is_name(name) and text.startswith(name, start):
                yield Name(name, Span(start, start + len(name)), paper)


def trimmed(name: str) -> str:
    """A name without the marks behind it."""
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
