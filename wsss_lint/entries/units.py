"""Units: the stretches of a list that may be an entry each, as a tree of leaders and followers."""

from __future__ import annotations

import re
from typing import NamedTuple

from wsss_lint.entries.tokens import Part
from wsss_lint.markdown.tree import Block, Heading, Item, List, MarkdownDocument, Row, Table
from wsss_lint.source import Span


class Unit:
    """A stretch that may be an entry; `kids` are the units below it (bullets, what follows)."""

    __slots__ = ("block", "depth", "header", "kids", "kind", "lines", "parts", "section", "span")

    def __init__(
        self,
        kind: str,
        span: Span,
        parts: list[Part],
        section: int,
        block: Block | Row,
        depth: int = 0,
    ) -> None:
        self.kind = kind  # item, paragraph, heading, row, quote, li, tr
        self.span = span
        self.parts = parts
        self.section = section
        self.block = block
        self.depth = depth
        self.kids: list[Unit] = []
        self.lines: list[Unit] = []  # of a paragraph that has several: each may be an entry
        self.header: Table | None = None

    def __repr__(self) -> str:
        return f"{self.kind}{self.depth}{self.span}"


class Place(NamedTuple):
    """What is the same for all units of one section."""

    document: MarkdownDocument
    section: int


_TASK = re.compile(r"\[[ xX]\]\s+|\\\*\s+")
_LINE = re.compile(r"\\?\n|<br\s*/?>\s*\\?\n?", re.IGNORECASE)
# Only what GitHub shows as a new line: two spaces at the end, a backslash, `<br>`.
_HARD = re.compile(r"(?:\\| {2,})\n|<br\s*/?>\s*\\?\n?", re.IGNORECASE)


def units_of(place: Place, blocks: list[Block], depth: int = 0) -> list[Unit]:
    """The units of a sequence of blocks."""
    out: list[Unit] = []
    html: list[Block] = []
    for block in blocks:
        if block.kind == "html" or (html and block.kind == "paragraph" and _open_html(place, html)):
            html.append(block)
            if block.children:
                out += units_of(place, block.children, depth)
            continue
        if html:
            out += _html_units(place, html)
            html = []
        out += _block_units(place, block, depth)
    if html:
        out += _html_units(place, html)
    return out


def _block_units(place: Place, block: Block, depth: int) -> list[Unit]:
    if isinstance(block, List):
        return [_item(place, item, depth) for item in block.items]
    if isinstance(block, Table):
        return _rows(place, block)
    if isinstance(block, Heading):
        part = Part(block.text_span, "heading")
        return [Unit("heading", block.span, [part], place.section, block, block.level)]
    if block.kind == "paragraph":
        return [_paragraph(place, block, depth)]
    if block.kind == "quote":
        inside = units_of(place, block.children, depth)
        for unit in inside:
            if unit.kind == "heading":
                unit.kind = "quote"
        return inside
    return []


def _paragraph(place: Place, block: Block, depth: int) -> Unit:
    """A paragraph: one unit whose parts are its lines, and each line a unit by itself."""
    spans = lines_of(place.document.source.flat, block.span)
    parts = [Part(span, "own" if not i else "line", i) for i, span in enumerate(spans)]
    unit = Unit("paragraph", block.span, parts, place.section, block, depth)
    if len(spans) > 1:
        unit.lines = [
            Unit("line", span, [Part(span, "own")], place.section, block, depth) for span in spans
        ]
    return unit


def lines_of(flat: str, span: Span, breaks: re.Pattern[str] = _LINE) -> list[Span]:
    """The lines of a stretch, `<br>` counted as a line's end, without quote marks."""
    out = []
    at = span.start
    while at < span.end:
        found = breaks.search(flat, at, span.end)
        stop = found.start() if found else span.end
        start, end = at, stop
        while start < end and flat[start] in " \t>":
            start += 1
        while end > start and flat[end - 1] in " \t\\":
            end -= 1
        if start < end:
            out.append(Span(start, end))
        at = found.end() if found else span.end
    return out


def _item(place: Place, item: Item, depth: int) -> Unit:
    """A list item: its own text, and the bullets below it as kids."""
    flat = place.document.source.flat
    parts: list[Part] = []
    kids: list[Unit] = []
    own = [b for b in item.children if not isinstance(b, (List, Table))]
    for block in item.children:
        if isinstance(block, List):
            kids += [_item(place, child, depth + 1) for child in block.items] if depth < 8 else []
        elif isinstance(block, Table):
            kids += _rows(place, block)
    if not own:
        span = item.own
        if span.end > span.start:
            parts.append(Part(span, "own"))
    for number, block in enumerate(own):
        if block.kind in ("fence", "code"):
            continue
        span = block.text_span if isinstance(block, Heading) else block.span
        if not number:
            task = _TASK.match(flat, span.start, span.end)
            if task is not None:
                span = Span(task.end(), span.end)
        if block.kind == "html" or "\n" not in flat[span.start : span.end]:
            parts.append(Part(span, "own" if not parts else "block", len(parts)))
            continue
        for line in lines_of(flat, span, _HARD):
            parts.append(Part(line, "own" if not parts else "line", len(parts)))
    if not parts:
        parts = [Part(Span(item.content.start, item.content.start), "own")]
    end = max(parts[-1].span.end, parts[0].span.start)
    unit = Unit("item", Span(parts[0].span.start, end), parts, place.section, item, depth)
    unit.kids = kids
    return unit


def _rows(place: Place, table: Table) -> list[Unit]:
    out = []
    for row in table.rows:
        parts = [Part(cell, "cell", i) for i, cell in enumerate(row.cells) if cell.end > cell.start]
        if parts:
            unit = Unit("row", row.span, parts, place.section, row)
            unit.header = table
            out.append(unit)
    return out


# ------------------------------------------------------------------------------------ HTML

_ITEM = re.compile(r"<(li|tr)\b[^<>]*>", re.IGNORECASE)
_ITEM_END = re.compile(r"</?(?:li|tr|ul|ol|table|tbody|details)\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<(td|th)\b[^<>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</?(?:td|th|tr)\b[^<>]*>", re.IGNORECASE)


def _open_html(place: Place, html: list[Block]) -> bool:
    """Whether an `<li>` or `<tr>` is still open where an HTML block ends."""
    flat = place.document.source.flat
    text = flat[html[-1].span.start : html[-1].span.end].lower()
    return max(text.rfind("<li"), text.rfind("<tr")) > max(text.rfind("</li"), text.rfind("</tr"))


def _html_units(place: Place, blocks: list[Block]) -> list[Unit]:
    """The `<li>` and `<tr>` elements of a run of HTML blocks; other blocks as they are."""
    flat = place.document.source.flat
    start, end = blocks[0].span.start, blocks[-1].span.end
    out: list[Unit] = []
    found = list(_ITEM.finditer(flat, start, end))
    if not found:
        return [
            Unit("html", b.span, [Part(b.span, "own")], place.section, b)
            for b in blocks
            if not b.children
        ]
    for opener in found:
        close = _ITEM_END.search(flat, opener.end(), end)
        stop = close.start() if close is not None else end
        span = Span(opener.end(), stop)
        if not flat[span.start : span.end].strip():
            continue
        name = opener[1].lower()
        parts = _cells(flat, span) if name == "tr" else [Part(_trim(flat, span), "own")]
        if parts:
            out.append(Unit(name, Span(opener.start(), stop), parts, place.section, blocks[0]))
    return out


def _cells(flat: str, span: Span) -> list[Part]:
    out = []
    for index, opener in enumerate(_CELL.finditer(flat, span.start, span.end)):
        close = _CELL_END.search(flat, opener.end(), span.end)
        cell = _trim(flat, Span(opener.end(), close.start() if close is not None else span.end))
        if cell.end > cell.start:
            out.append(Part(cell, "cell", index))
    return out


def _trim(flat: str, span: Span) -> Span:
    start, end = span
    while start < end and flat[start] in " \t\n":
        start += 1
    while end > start and flat[end - 1] in " \t\n":
        end -= 1
    return Span(start, end)
