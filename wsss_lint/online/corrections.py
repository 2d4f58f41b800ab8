"""The edits that would bring an entry into line with the sources. All of them are unsafe."""

from __future__ import annotations

import difflib
import re

from wsss_lint.authoring.spelling import shape, venue_text, year_text
from wsss_lint.diagnostics import Applicability, Edit, Fix
from wsss_lint.online.judge import Contradiction
from wsss_lint.online.matching import letters, words
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.source import Span


def correction(paper: Paper, wrong: Contradiction, document: ListDocument) -> Fix | None:
    """The fix for one contradiction; None when there is no one right edit."""
    if not wrong.sure:
        return None
    edits = {
        "verify-title": _title,
        "verify-identifier": _identifier,
        "verify-missing-venue": _missing_venue,
    }.get(wrong.rule, _place)(paper, wrong, document)
    if not edits:
        return None
    text = " and ".join(f"`{edit.text}`" for edit in edits)
    title = f"write {text}"
    return Fix(title, tuple(sorted(edits)), Applicability.UNSAFE)


def _place(paper: Paper, wrong: Contradiction, document: ListDocument) -> list[Edit]:
    edits: list[Edit] = []
    if wrong.venue is not None and wrong.rule != "verify-year":
        if paper.venue is None or "venue" in paper.inherited:
            return []
        edits.append(Edit(*paper.venue.span, venue_text(wrong.venue, wrong.year, document)))
    if wrong.year is not None and (paper.year is None or paper.year.value != wrong.year):
        if paper.year is None or "year" in paper.inherited:
            return []  # the year is that of the heading: the paper must move, not the heading
        edits.append(Edit(*paper.year.span, year_text(paper.year, wrong.year, document)))
    return [edit for edit in edits if document.source.text[edit.start : edit.end] != edit.text]


def _missing_venue(paper: Paper, wrong: Contradiction, document: ListDocument) -> list[Edit]:
    if wrong.venue is None or paper.year is None or "year" in paper.inherited:
        return []
    joined = shape(document, paper)
    if joined is None:
        return []
    year = wrong.year or paper.year.value
    venue = venue_text(wrong.venue, year, document)
    number = year_text(paper.year, year, document)
    text = (
        f"{number}{joined.between}{venue}"
        if joined.year_first
        else (f"{venue}{joined.between}{number}")
    )
    return [Edit(*paper.year.span, text)]


def _identifier(paper: Paper, wrong: Contradiction, document: ListDocument) -> list[Edit]:
    if not wrong.arxiv:
        return []
    old = wrong.records[0].arxiv
    edits = []
    for link in paper.links:
        text = document.source.slice(link.url_span)
        at = text.find(old) if old else -1
        if at >= 0:
            start = link.url_span.start + at
            edits.append(Edit(start, start + len(old), wrong.arxiv))
    return edits


def _title(paper: Paper, wrong: Contradiction, document: ListDocument) -> list[Edit]:
    """Change the words that differ and no other: hyphens and capitals are the list's own."""
    if paper.title is None or wrong.title is None or "title" in paper.inherited:
        return []
    start = paper.title.span.start
    here = document.source.slice(paper.title.span)
    if " ".join(here.split()) != paper.title.value:
        return []  # markup inside: a person must look
    there = _without_method(wrong.title, paper)
    ours, theirs = _tokens(here), _tokens(there)
    matcher = difflib.SequenceMatcher(
        None, [letters(t) for t, _ in ours], [letters(t) for t, _ in theirs], autojunk=False
    )
    edits = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        new = there[theirs[j1][1].start : theirs[j2 - 1][1].end] if j2 > j1 else ""
        if i2 > i1 and j2 > j1:
            edits.append(Edit(start + ours[i1][1].start, start + ours[i2 - 1][1].end, new))
        else:
            return [Edit(start, paper.title.span.end, there)]  # a word more or less
    return edits


def _tokens(text: str) -> list[tuple[str, Span]]:
    """The words with their places: `Weakly-Supervised` is two, as `weakly supervised` is."""
    return [(found[0], Span(*found.span())) for found in re.finditer(r"\w+", text)]


def _without_method(title: str, paper: Paper) -> str:
    """The source's title without the method in front, where the list writes it apart."""
    if paper.method is None or paper.title is None:
        return title
    name = words(paper.method.value)
    head, colon, rest = title.partition(":")
    if colon and words(head) == name and words(paper.title.value)[: len(name)] != name:
        return rest.strip()
    return title
