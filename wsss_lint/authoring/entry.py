"""Writes a new paper as its neighbours are written: in the place of one of them.

A list's form is more than a template: line breaks, child bullets, padded cells. So a neighbour
that is written as it should be lends its text, and its fields are replaced by the new ones.
"""

from __future__ import annotations

import re
from copy import copy
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.authoring.spelling import venue_text, year_text
from wsss_lint.markdown.tree import Row
from wsss_lint.records.model import Link, ListDocument, Paper
from wsss_lint.source import Span
from wsss_lint.venues.registry import Venue


class NewPaper(NamedTuple):
    """What is to be listed."""

    title: str
    venue: Venue | None = None
    venue_text: str = ""  # as the user or the source writes it; used when `venue` is not known
    year: int | None = None
    method: str = ""
    method_guessed: bool = False  # from the title: then a form without a method is as good
    authors: tuple[str, ...] = ()  # "Ann Ey"
    url: str = ""
    arxiv: str = ""
    doi: str = ""
    source: str = ""  # where it comes from, for people: "dblp: https://…"


_ET_AL = re.compile(r"^[^\W\d_][\w'’ -]*?(?=\W+et\W+al)", re.IGNORECASE)
_ESCAPED = re.compile(r"([\\`*<>\[\]])")
_CELL_BREAK = re.compile(r"(?<!\\)\|")


def written(model: Paper, new: NewPaper, document: ListDocument) -> str | None:
    """The text of `new` in the form of `model`; None when the form needs what is not known."""
    changes = _changes(model, new, document)
    if changes is None:
        return None
    changes.sort()
    if any(a.end > b.start for (a, _), (b, _) in pairwise(changes)):
        return None
    span = unit_span(model, document)
    if any(c.start < span.start or c.end > span.end for c, _ in changes):
        return None
    text, at = "", span.start
    for where, replacement in changes:
        text += document.source.text[at : where.start] + replacement
        at = where.end
    text += document.source.text[at : span.end]
    if isinstance(model.block, Row):
        return padded(model.block, span, changes, document)
    return text.rstrip()


def padded(row: Row, span: Span, changes: list[Change], document: ListDocument) -> str:
    """A row in which each cell keeps its width where blanks at its end allow it."""
    source = document.source.text
    text, at = "", span.start
    for cell in row.cells:
        text += source[at : cell.start]
        at = cell.start
        content = ""
        for where, replacement in changes:
            if cell.start <= where.start and where.end <= cell.end:
                content += source[at : where.start] + replacement
                at = where.end
        content += source[at : cell.end]
        at = cell.end
        while at < span.end and source[at] == " ":
            at += 1
        blanks = at - cell.end
        more = len(content) - (cell.end - cell.start)
        text += content + " " * max(min(blanks, 1), blanks - more)
    return text + source[at : span.end]


def unit_span(paper: Paper, document: ListDocument) -> Span:
    """The text of a paper's whole unit, from its line's first character that is not a mark."""
    if isinstance(paper.block, Row):
        return document.source.line_span(document.source.line_of(paper.span.start))
    return paper.span


Change = tuple[Span, str]


def _changes(model: Paper, new: NewPaper, document: ListDocument) -> list[Change] | None:
    row = isinstance(model.block, Row)
    if model.title is None or model.note is not None or (model.date is not None and not row):
        return None  # in a row a date is a cell of its own, and gets the sign for unknown
    title = new.title
    if model.title.value.endswith(".") and title[-1:] not in ".?!":
        title += "."  # `**Title.** AAAI 2019`: the stop is read as a part of the title
    changes: list[Change] = [(model.title.span, escaped(title, row))]
    for part in (_method(model, new, row), _authors(model, new, row), _pub(model, new, document)):
        if part is None:
            return None
        changes += part
    links = _links(model, new, document)
    if links is None:
        return None
    if model.tags is not None:
        links.append((_with_blank(model.tags.span, document), ""))
    changes += links
    if isinstance(model.block, Row):
        changes += _other_cells(model.block, changes)
    return changes


def escaped(text: str, row: bool = False) -> str:
    """Text that Markdown shows as it is."""
    text = _ESCAPED.sub(r"\\\1", " ".join(text.split()))
    return _CELL_BREAK.sub(r"\\|", text) if row else text


def _method(model: Paper, new: NewPaper, row: bool) -> list[Change] | None:
    if model.method is None or "method" in model.inherited:
        return [] if not new.method or new.method_guessed else None
    if new.method:
        return [(model.method.span, escaped(new.method, row))]
    short = _ET_AL.match(model.method.value)
    if short and new.authors:  # the label that this list gives to methods without a name
        start = model.method.span.start
        surname = escaped(new.authors[0].split()[-1], row)
        return [(Span(start, start + short.end()), surname)]
    return None


def _authors(model: Paper, new: NewPaper, row: bool) -> list[Change] | None:
    if model.authors is None or "authors" in model.inherited:
        return []
    if not new.authors:
        return None
    return [(model.authors.span, escaped(author_list(model.authors.value, new.authors), row))]


def author_list(model: str, authors: tuple[str, ...]) -> str:
    """The authors as another entry names its own: in full, initials, `Ey et al.`"""
    names = [_name(model, author) for author in authors]
    if re.search(r"\bet\.? al", model):
        lead = model.partition(" et")[0].strip(" ,")
        if len(lead.split()) == 1:
            names[0] = authors[0].split()[-1]
        comma = "," if re.search(r",\s*et\.? al", model) else ""
        dot = "." if re.search(r"et\.? al\.", model) else ""
        return f"{names[0]}{comma} et al{dot}"
    separator = "; " if "; " in model else ", "
    joined = (", and ", " and ", ", & ", " & ")
    last = next((word for word in joined if word in model), separator)
    if len(names) == 2 and last.startswith(", ") and last.strip() != ",":
        last = last[1:]
    stop = "." if model.endswith(".") else ""
    return separator.join(names[:-1]) + (last if names[1:] else "") + names[-1] + stop


def _name(model: str, author: str) -> str:
    *given, family = author.split() or [author]
    if re.match(r"(?:[A-Z]\.[ -]?)+\s*[A-Z]\w", model):
        return " ".join([*(f"{name[0]}." for name in given), family])
    return author


def _pub(model: Paper, new: NewPaper, document: ListDocument) -> list[Change] | None:
    changes: list[Change] = []
    if model.venue is not None and "venue" not in model.inherited:
        text = venue_text(new.venue, new.year, document) if new.venue else new.venue_text
        if not text:
            return None
        changes.append((model.venue.span, text))
    elif new.venue is not None and new.venue.kind != "preprint" and model.venue is None:
        return None  # the venue would be lost
    if model.year is not None and "year" not in model.inherited:
        if new.year is None:
            return None
        changes.append((model.year.span, year_text(model.year, new.year, document)))
    elif model.venue is not None and model.year is None and new.year is not None:
        return None  # a form without a year, among entries that have one
    return changes


_NOT_THE_PAPER = ("code", "github", "git", "project", "page", "website", "video", "data", "bib")


def _links(model: Paper, new: NewPaper, document: ListDocument) -> list[Change] | None:
    """The paper's link becomes the new paper's; what the new paper does not have goes."""
    if not model.links:
        return []
    own = next(
        (n for n in model.links if not any(w in n.label.lower() for w in _NOT_THE_PAPER)), None
    )
    changes: list[Change] = []
    if own is not None:
        if not new.url or not document.source.slice(own.url_span):
            return None
        changes.append((own.url_span, new.url))
    for link in model.links:
        if link is own:
            continue
        if own is not None and link.span.start < own.span.end and own.span.start < link.span.end:
            return None
        if isinstance(model.block, Row):
            if not any(cell == link.span for cell in model.block.cells):
                return None
            changes.append((link.span, "-"))
        else:
            changes.append((_with_separator(link, document), ""))
    return changes


_SEPARATORS = " \t,|·/-–—\r\n"


def _with_separator(link: Link, document: ListDocument) -> Span:
    """A link with what separates it from the one before; brackets around it go too."""
    text, start, end = document.source.text, link.span.start, link.span.end
    while start > 0 and text[start - 1] in "[(`" and end < len(text) and text[end] in "])`":
        start, end = start - 1, end + 1
    while start > 0 and text[start - 1] in _SEPARATORS:
        start -= 1
    if text[start - 1 : start] == "." and text[end : end + 1] == ".":
        end += 1
    return Span(start, end)


def _with_blank(span: Span, document: ListDocument) -> Span:
    start = span.start
    while start > 0 and document.source.text[start - 1] == " ":
        start -= 1
    return Span(start, span.end)


def _other_cells(row: Row, changes: list[Change]) -> list[Change]:
    """Empty the cells of a row that hold what only the model knows."""
    return [
        (cell, "-")
        for cell in row.cells
        if cell.end > cell.start
        and not any(c.start < cell.end and cell.start < c.end for c, _ in changes)
    ]


def rendered(model: Paper, new: NewPaper, document: ListDocument) -> str | None:
    """The text of `new` by the template that read `model`, without the fields that are not known.

    Where all neighbours have a method and this paper has none, no neighbour can lend its text.
    """
    from wsss_lint.formats.relax import without

    if model.match is None or isinstance(model.block, Row):
        return None
    if "\n" in document.source.flat[model.span.start : model.span.end].strip():
        return None
    if model.method is None or "method" not in model.match.template.fields or new.method:
        return None
    nameless = copy(model)
    nameless.method = None
    changes = _changes(nameless, new, document)
    if changes is None:
        return None
    values = _values(nameless, changes, document)
    try:
        return without(model.match.template, ("method",)).render(values).rstrip()
    except (KeyError, StopIteration):
        return None


def _values(model: Paper, changes: list[Change], document: ListDocument) -> dict[str, list[str]]:
    """The fields of a template as `model` with the changes has them."""

    def changed(start: int, end: int) -> str:
        text, at = "", start
        for where, replacement in sorted(changes):
            if start <= where.start and where.end <= end:
                text += document.source.text[at : where.start] + replacement
                at = where.end
        return text + document.source.text[at:end]

    assert model.match is not None and model.title is not None
    values = {"title": [changed(*model.title.span)]}
    own = {"authors": model.authors, "venue": model.venue, "year": model.year, "yy": model.year}
    for name, field in own.items():
        if field is not None and name not in model.inherited:
            values[name] = [changed(*field.span)]
    places = [f.span for f in (model.venue, model.year) if f is not None]
    places = [span for span in places if model.span.start <= span.start < model.span.end]
    if places:
        values["pub"] = [changed(min(places).start, max(places).end)]
    if model.links:
        first = model.links[0]
        if "url" in model.match.template.fields:
            values |= {"url": [changed(*first.url_span)], "label": [first.label]}
        else:
            values["links"] = [changed(*first.span)]
    return values
