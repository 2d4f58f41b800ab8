"""An entry that no form fits, written in the form of the entries around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.formats.template import Template
from wsss_lint.markdown import inlines
from wsss_lint.markdown.tree import Row
from wsss_lint.records.model import ListDocument, Paper, Unreadable
from wsss_lint.source import Span

LONGEST = 600  # characters of an entry that is worth a try
BOLD = re.compile(r"\*\*([^*\n]{1,40})\*\*|__([^_\n]{1,40})__")
SPARE = frozenset(("in", "on", "by", "at", "the", "pdf", "paper", "arxiv", "link"))


class Parts(NamedTuple):
    """What was recovered from an entry."""

    title: str
    venue: str
    year: int
    method: str
    links: list[tuple[str, str, str]]  # text, address, the whole markup
    words: frozenset[str]  # of the whole entry: none may be lost


def in_nearest_form(
    unit: Unreadable, neighbour: Paper | None, document: ListDocument
) -> str | None:
    """The entry's line in the form of a neighbour; None when a part of it would be lost."""
    paper = unit.paper
    text = document.source.slice(unit.span)
    if len(text) > LONGEST or "\n" in text or isinstance(paper.block, Row):
        return None
    parts = _parts(paper, text, document)
    if parts is None:
        return None
    for template in _templates(paper, neighbour):
        line = _rendered(parts, template, neighbour, document)
        if line is None or line == text or not parts.words <= _words(line) | SPARE:
            continue
        if template.match(line, 0, len(line), document.registry) is not None:
            return line
    return None


def _parts(paper: Paper, text: str, document: ListDocument) -> Parts | None:
    if paper.title is None or paper.venue is None or paper.year is None:
        return None
    links = [
        (document.source.slice(i.content), i.url, document.source.slice(i.span))
        for i in inlines(document.markdown, paper.span)
        if i.kind == "link"
    ]
    rest = text
    for known in (*(link[2] for link in links), paper.title.value):
        rest = rest.replace(known, " ", 1)
    bold = BOLD.search(rest)
    method = (bold[1] or bold[2]).strip(" :") if bold is not None else ""
    if str(paper.year.value) in method:
        method = ""  # `**CVPR 2020**` is no name
    shown = text
    for _, url, _ in links:
        shown = shown.replace(url, " ")
    title = paper.title.value.strip(' "“”')
    return Parts(title, paper.venue.value, paper.year.value, method, links, _words(shown))


def _words(text: str) -> frozenset[str]:
    """The words of a text; venue and year count as two, `CVPR2020` too."""
    return frozenset(word.lower() for word in re.findall(r"\d+|[^\W\d_]+", text))


def _templates(paper: Paper, neighbour: Paper | None) -> Iterator[Template]:
    """The forms to be tried: the neighbour's, then all of the list."""
    seen: set[str] = set()
    own = [neighbour.regime] if neighbour is not None else []
    if neighbour is not None and neighbour.match is not None:
        own.append(neighbour.match.template)
    for template in (*own, *paper.format.templates):
        if template is not None and template.text not in seen:
            seen.add(template.text)
            yield template


def _rendered(
    parts: Parts, template: Template, neighbour: Paper | None, document: ListDocument
) -> str | None:
    if parts.method and "method" not in template.fields:
        return None
    between = " "
    if neighbour is not None and neighbour.venue is not None and neighbour.year is not None:
        gap = document.source.slice(Span(neighbour.venue.span.end, neighbour.year.span.start))
        between = gap if len(gap) < 4 else " "
    year = str(parts.year)
    values = {
        "title": [parts.title], "venue": [parts.venue], "year": [year], "yy": [year[2:]],
        "pub": [parts.venue + between + year],
    }  # fmt: skip
    if parts.method:
        values["method"] = [parts.method]
    links = parts.links
    if "url" not in template.fields and any(text == parts.title for text, _, _ in links):
        return None  # `[A Title](url)` where the others have `[[paper]](url)`: which word, is open
    if "url" in template.fields:
        values["url"] = [url for _, url, _ in links]
        values["label"] = [label for label, _, _ in links[1:]]
        links = links[1:]
    if links and "links" in template.fields:
        values["links"] = [" ".join(markup for *_, markup in links)]
    try:
        return template.render(values).rstrip()
    except KeyError:
        return None
