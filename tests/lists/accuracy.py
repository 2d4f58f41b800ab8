"""How many fields of the drawn entries are read right: ``python -m tests.lists --accuracy``.

``facts/NAME.json`` holds what a person read in the raw lines that `tests.lists.draw` drew: the
method (only where the list marks one as such), the title as written without the stop that closes
it, the venue and the year (also where only a heading says them), and every address. `known` names
the fields that are known to be read otherwise, with the reason.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tests.lists import CORPUS, HERE, SETTINGS, document_of
from wsss_lint.records.model import ListDocument, Paper

FIELDS = ("method", "title", "venue", "year", "links")
FACTS = HERE / "facts"
Fact = dict[str, Any]


class Miss(NamedTuple):
    """A field that was read otherwise than a person reads it."""

    line: int
    field: str
    right: object
    read: object
    reason: str  # empty: not known


class Accuracy(NamedTuple):
    """What came out for a list."""

    entries: int
    right: dict[str, int]
    misses: list[Miss]


def facts_of(name: str) -> list[Fact]:
    """The facts about the drawn entries of a list."""
    found: list[Fact] = json.loads((FACTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read_fields(paper: Paper | None) -> Fact:
    """What the reader says of an entry, in the words of the facts."""
    if paper is None:
        return dict.fromkeys(FIELDS)
    fields = (paper.method, paper.title, paper.venue, paper.year)
    values: list[object] = [field.value if field is not None else None for field in fields]
    urls = [link.url for link in paper.links if link.url]
    return dict(zip(FIELDS, [*values, urls], strict=True))


def _key(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())


def entry_of(fact: Fact, document: ListDocument) -> Paper | None:
    """The entry that a fact is about: by its title, or else by its first address."""
    wanted = _key(fact["title"])
    found = [p for p in document.papers if p.title is not None and _key(p.title.value) == wanted]
    if not found and fact["links"]:
        found = [p for p in document.papers if fact["links"][0] in [x.url for x in p.links]]

    def distance(paper: Paper) -> int:
        return abs(document.source.position(paper.span.start).line - int(fact["line"]))

    return min(found, key=distance, default=None)


def accuracy(name: str) -> Accuracy:
    """The facts about a list against what is read with its settings."""
    document = document_of(CORPUS / f"{name}.md", HERE / f"{name}.toml")
    facts = facts_of(name)
    right = dict.fromkeys(FIELDS, 0)
    misses: list[Miss] = []
    for fact in facts:
        read = read_fields(entry_of(fact, document))
        for field in FIELDS:
            if read[field] == fact[field]:
                right[field] += 1
            else:
                why = fact.get("known", {}).get(field, "")
                misses.append(Miss(fact["line"], field, fact[field], read[field], why))
    return Accuracy(len(facts), right, misses)


def accuracy_table() -> str:
    """The table of docs/formats.md: fields read right, for each list and in all."""
    lines = [
        "| list | drawn | " + " | ".join(FIELDS) + " | fields right |",
        "|---|--:|" + "--:|" * (len(FIELDS) + 1),
    ]
    total, sums = 0, dict.fromkeys(FIELDS, 0)
    for settings in SETTINGS:
        found = accuracy(settings.stem)
        total += found.entries
        for field in FIELDS:
            sums[field] += found.right[field]
        lines.append(_row(settings.stem.replace("+", "/"), found.entries, found.right))
    return "\n".join([*lines, _row("all", total, sums)]) + "\n"


def _row(name: str, entries: int, right: dict[str, int]) -> str:
    share = 100 * sum(right.values()) / (entries * len(FIELDS))
    cells = " | ".join(str(right[field]) for field in FIELDS)
    return f"| {name} | {entries} | {cells} | {share:.1f} % |"
