"""Entries whose title is empty: `**Method:** "" *2018*`, `- [](https://…), CVPR 2020`."""

from __future__ import annotations

import re

from wsss_lint.entries.candidates import Candidate
from wsss_lint.entries.contexts import Contexts
from wsss_lint.entries.decode import NOTHING
from wsss_lint.entries.listreader import ListReader
from wsss_lint.entries.papers import paper_of, span_of
from wsss_lint.entries.reader import Work
from wsss_lint.records.model import Field, Paper, Section
from wsss_lint.source import Span

_EMPTY = re.compile(r'"(?P<a>\s*)"|“(?P<b>\s*)”|(?<!!)\[(?P<c>\s*)\]\((?=[^()\s#])')
_AFTER = re.compile(r'[:*_\s]{1,8}(?:""|“”)')
LEAST = 0.0  # the score of a field beside an empty title


def without_title(
    work: Work, section: Section, contexts: Contexts, reader: ListReader
) -> Paper | None:
    """The record of an entry whose title is empty; None when it is another thing."""
    found = _EMPTY.search(reader.flat, *span_of(work))
    if found is None:
        return None
    place = Span(*found.span(found.lastgroup or 0))
    around = Span(*found.span())
    chosen: list[Candidate] = []
    for field in ("pub", "date", "method", "authors"):
        fit = [
            c for c in work.cands
            if c.field == field and c.score >= LEAST and not _overlaps(c, [around, *_spans(chosen)])
            and (field != "method" or c.end <= around.start)
        ]  # fmt: skip
        if fit:
            chosen.append(max(fit, key=lambda c: c.score))
    if not any(c.field in ("pub", "date") for c in chosen) and not work.evidence:
        return None
    made = {c.field: c for c in chosen}
    work.reading = NOTHING._replace(
        pub=made.get("pub"), date=made.get("date"), method=made.get("method"),
        authors=made.get("authors"),
    )  # fmt: skip
    paper = paper_of(work, section, contexts.above(work.unit), reader)
    paper.title = Field("", place)
    return paper


def label_for_title(paper: Paper, text: str) -> None:
    """Tell a label from the empty title after it, where it was read as the title."""
    title = paper.title
    if title is None or paper.method is not None:
        return
    found = _AFTER.match(text, title.span.end, paper.span.end)
    if found is not None:
        paper.method = title
        paper.title = Field("", Span(found.end() - 1, found.end() - 1))


def _spans(chosen: list[Candidate]) -> list[Span]:
    return [Span(c.start, c.end) for c in chosen]


def _overlaps(candidate: Candidate, others: list[Span]) -> bool:
    return any(candidate.start < o.end and o.start < candidate.end for o in others)
