"""The fields of a paper, set from what a template captured or a heading says."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.formats.format import UnitFormat
from wsss_lint.formats.links import links_at
from wsss_lint.formats.template import Capture, Match
from wsss_lint.markdown.tree import Row
from wsss_lint.records.gaps import DOUBLE, trim
from wsss_lint.records.model import Field, Link, ListDocument, Paper, Section
from wsss_lint.records.units import Unit
from wsss_lint.source import Span
from wsss_lint.venues.pub import can_be_pub, parse_pub, reading
from wsss_lint.venues.registry import Registry

#: Fields that are what stands there.
PLAIN = frozenset(("title", "method", "authors"))


def fill(paper: Paper, match: Match, unit: Unit, document: ListDocument) -> None:
    """Set a paper's fields from a match."""
    paper.match = match
    text, base = unit.text, unit.base
    captures = match.captures
    if _quoted(captures, text, unit):
        captures = trim(captures, text)
    label: Capture | None = None
    row = isinstance(paper.block, Row)
    for c in captures:
        name, kind = c.name, c.type
        if name == kind and not row and name in PLAIN:  # nearly all fields
            setattr(paper, name, field(text, c, base))
            continue
        if kind in ("pub", "pub!"):
            set_pub(paper, text, c.start, c.end, base, document.registry)
        elif name == "pub":  # whatever it is: `Lectures on Graphs, Some Press, 2020`
            _set_loose_pub(paper, text, c, base, document.registry)
        elif kind in ("links", "links+", "link"):
            _add_links(paper, text, c, base)
        elif kind == "url":
            _add_url(paper, text, c, label, base)
            label = None
        elif name == "label":
            label = c
        elif kind == "year":
            paper.year = Field(int(text[c.start : c.end]), Span(base + c.start, base + c.end))
        elif kind == "yy":
            digits = text[c.start : c.end][-2:]
            number = int(digits)
            year = number + (2000 if number < 70 else 1900)
            paper.year = Field(year, Span(base + c.end - 2, base + c.end))
        elif name in ("title", "method", "authors", "venue", "date", "tags", "note"):
            # In a table of papers, `Title` and `Paper` may both be columns: the first one counts.
            if name == "venue" and text[c.end - 1] in ",;":
                c = c._replace(end=c.end - 1)  # `"Title." NeurIPS, 2021.`
            if row and name == "title":
                c = _unmarked(text, c)
            if not row or getattr(paper, name) is None:
                setattr(paper, name, field(text, c, base))
        elif kind == "date":
            paper.date = field(text, c, base)
    if paper.links and paper.title is not None and not paper.title.value:
        _title_of_link(paper, text, base)


TITLE_WORDS = 3  # a linked text of fewer is `paper` or `project page`


def _title_of_link(paper: Paper, text: str, base: int) -> None:
    """`[A Title](url)` where the others have `Title [[paper]](url)`: the first link names it."""
    for link in paper.links[:1]:
        start = link.span.start - base
        at = text.find(link.label, start, link.url_span.start - base)
        if len(link.label.split()) >= TITLE_WORDS and at >= 0:
            paper.title = Field(link.label, Span(base + at, base + at + len(link.label)))


def _quoted(captures: tuple[Capture, ...], text: str, unit: Unit) -> bool:
    """Whether a title or label may have taken in marks that belong around it."""
    for c in captures:
        if c.type == "title":
            if not text[c.start : c.start + 1].isalnum():
                return True
            if text[c.end - 1] in DOUBLE and (
                text.find('"', unit.start, unit.end) >= 0
                or text.find("\u201d", unit.start, unit.end) >= 0
            ):
                return True
        if c.name == "method" and text.startswith("*", c.end):
            return True
    return False


def _unmarked(text: str, c: Capture) -> Capture:
    """A title without the emphasis that a table's cell gives to all of it: `[**Title**](url)`."""
    value = text[c.start : c.end]
    for mark in ("**", "__", "*", "_"):
        inner = value[len(mark) : -len(mark)]
        if inner and value == f"{mark}{inner}{mark}" and mark not in inner:
            return c._replace(start=c.start + len(mark), end=c.end - len(mark))
    return c


def field(text: str, capture: Capture, base: int) -> Field[str]:
    """A text field: runs of blanks (line breaks are blanks here) count as one."""
    value = text[capture.start : capture.end]
    if "  " in value:
        value = " ".join(value.split(" ")).strip()
        while "  " in value:
            value = value.replace("  ", " ")
    return Field(value, Span(base + capture.start, base + capture.end))


def set_pub(paper: Paper, text: str, start: int, end: int, base: int, registry: Registry) -> None:
    """Set venue and year from a text such as `CVPR2021`."""
    known = reading(text, start, end, registry)
    if known is not None:
        pub, base = known.pub, base + start
        text = text[start:end]
    else:
        pub = parse_pub(text, start, end, registry)
    if pub.venue_span is not None:
        s, e = pub.venue_span
        venue = known.venue if known is not None else text[s:e]
        paper.venue = Field(venue, Span(base + s, base + e))
    if pub.year_span is not None and pub.year is not None:
        s, e = pub.year_span
        paper.year = Field(pub.year, Span(base + s, base + e))
    if pub.note_span is not None and paper.note is None:
        s, e = pub.note_span
        paper.note = Field(text[s:e], Span(base + s, base + e))


def _set_loose_pub(paper: Paper, text: str, c: Capture, base: int, registry: Registry) -> None:
    """Set venue and year from a text that may be neither; then the year alone, if it has one."""
    if can_be_pub(text, c.start, c.end, registry):
        set_pub(paper, text, c.start, c.end, base, registry)
        return
    pub = parse_pub(text, c.start, c.end, registry)
    if pub.year_span is not None and pub.year is not None and pub.digits == 4:
        s, e = pub.year_span
        paper.year = Field(pub.year, Span(base + s, base + e))


def _add_links(paper: Paper, text: str, capture: Capture, base: int) -> None:
    for link in links_at(text, capture.start, capture.end)[0]:
        paper.links.append(
            Link(
                link.label,
                link.url,
                Span(base + link.start, base + link.end),
                Span(base + link.url_start, base + link.url_end),
            )
        )


def _add_url(paper: Paper, text: str, c: Capture, label: Capture | None, base: int) -> None:
    words = text[label.start : label.end] if label is not None else ""
    start = label.start if label is not None else c.start
    paper.links.append(
        Link(
            words,
            text[c.start : c.end],
            Span(base + start, base + c.end),
            Span(base + c.start, base + c.end),
        )
    )


def inherit(papers: Iterable[Paper], document: ListDocument) -> None:
    """Give papers the venue and year that their headings or the format's defaults name."""
    cache: dict[tuple[int, int, str], Field[str] | None] = {}
    for paper in papers:
        unit = paper.format
        if not unit.inherit and not unit.defaults:
            continue
        for name in ("venue", "year"):
            if getattr(paper, name) is not None:
                continue
            key = (id(unit), id(paper.section), name)
            if key not in cache:
                cache[key] = _inherited(paper.section, unit, name, document)
            found = cache[key]
            if found is None:
                continue
            if name == "year":
                if found.value.isdigit():
                    paper.year = Field(int(found.value), found.span)
            else:
                paper.venue = found
            paper.inherited |= {name}


def _inherited(
    section: Section, unit: UnitFormat, name: str, document: ListDocument
) -> Field[str] | None:
    if name not in unit.inherit:
        return _default(unit, name)
    # `{venue} {year}`, given for the year, says the venue as well.
    templates = [t for given in unit.inherit.values() for t in given if name in t.fields]
    here: Section | None = section
    while here is not None:
        title = here.title.strip("*_ :")
        if name == "year" and here.year is not None and (here.parent or here).year != here.year:
            return Field(str(here.year), _heading_span(here, str(here.year)))
        for template in templates if title else ():
            match = template.match(title, 0, len(title), document.registry)
            capture = match.first(name) if match else None
            if capture is None:
                continue
            value = title[capture.start : capture.end]
            # `{venue}` alone fits any heading: only a venue that is known counts.
            if name == "venue" and value.endswith((" papers", " Papers")):
                value = value[: -len(" papers")].rstrip()  # `### arXiv papers`
            if name == "venue" and document.registry.lookup(value) is None:
                continue
            return Field(value, _heading_span(here, value))
        here = here.parent
    return _default(unit, name)


def _heading_span(section: Section, value: str) -> Span:
    """Where a value stands in the heading that it was read from."""
    heading = section.heading
    if heading is None:
        return section.span
    at = heading.text.find(value)
    start = heading.text_span.start + max(at, 0)
    return Span(start, start + len(value)) if at >= 0 else heading.text_span


def _default(unit: UnitFormat, name: str) -> Field[str] | None:
    return Field(unit.defaults[name], Span(0, 0)) if name in unit.defaults else None
