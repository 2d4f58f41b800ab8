"""Units: the stretches of text that may be a paper each, found in the block tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from wsss_lint.formats.format import UnitFormat
from wsss_lint.markdown.tree import Block, Heading, Item, List, MarkdownDocument, Row, Table
from wsss_lint.records.model import Section
from wsss_lint.source import Source, Span

#: What counts as a blank inside an entry though it is not one: each is replaced by as many
#: blanks as it has characters, so that offsets stay what they are.
#: Nor can `<a name="SKT"></a>` be seen, which some lists have at the start of each entry.
_UNSEEN = r"""<br\s*/?>|&nbsp;|[\t\u00a0]|\\(?=\n)|<a (?:name|id)=(?:"[^"<>]*"|'[^'<>]*')></a>"""
BLANKS = re.compile(rf"{_UNSEEN}|<!--.*?-->", re.IGNORECASE | re.DOTALL)
OPEN_BLANKS = re.compile(_UNSEEN, re.IGNORECASE)
NESTED_MARKER = re.compile(r"\n([ >]*)(?:[*+-]|\d{1,9}[.)])(?= )")
YEAR_HEADING = re.compile(
    r"(?:[\d.]+[.)\s]\s*)?(?:year\s*)?((?:19|20)\d\d)\s*(?:papers?|venues?|年)?"
    r"\s*(?:[(（]\s*\d{1,4}\s*(?:papers?|篇)?\s*[)）])?\s*:?",
    re.IGNORECASE,
)


class Unit(NamedTuple):
    """A stretch of text: matched in `text[start:end]`; `base` + offset is the file's offset."""

    text: str
    start: int
    end: int
    base: int
    block: Block | Row
    lines: int  # how many lines it spans


def prepare(source: Source) -> str:
    """The file's text with `<br>`, `&nbsp;`, tabs and comments blanked, same length."""
    flat = source.flat
    if "<" in flat or "&nbsp;" in flat or "\t" in flat or "\u00a0" in flat or "\\\n" in flat:
        # Behind the last `-->` no comment can close: thousands of `<!--` there would each be
        # followed to the end of the file.
        closed = flat.rfind("-->") + 3 if "-->" in flat else 0
        flat = BLANKS.sub(_blank, flat[:closed]) + OPEN_BLANKS.sub(_blank, flat[closed:])
    return flat


def _blank(found: re.Match[str]) -> str:
    text = found.group()
    return re.sub(r"[^\n]", " ", text) if text.startswith("<!--") else " " * len(text)


def cut(flat: str, start: int, end: int, block: Block | Row) -> Unit:
    """A unit for a range: one line as it is, several lines folded into one."""
    while end > start and flat[end - 1] in " \n":
        end -= 1
    while start < end and flat[start] in " \n":
        start += 1
    lines = flat.count("\n", start, end)
    if not lines:
        return Unit(flat, start, end, 0, block, 1)
    text = flat[start:end]
    # A nested bullet counts as ` - `, whatever its marker: templates write children that way.
    text = NESTED_MARKER.sub(lambda m: " " * (m.end() - m.start() - 1) + "-", text)
    text = text.replace("\n>", "\n ").replace("\n", " ")
    return Unit(text, 0, len(text), start, block, lines + 1)


def sections_of(
    document: MarkdownDocument, pseudo: list[re.Pattern[str]]
) -> list[tuple[Section, list[Block]]]:
    """The sections in order, each with its own top-level blocks."""
    source = document.source
    root = Section(None, 0, None, "", Span(0, 0))
    found: list[tuple[Section, list[Block]]] = [(root, [])]
    stack = [root]
    first = [h for h in document.headings if h.level == 1]
    # A lone first-level heading is the title of the file: no section's path begins with it.
    name = first[0] if len(first) == 1 and first[0] is document.headings[0] else None
    for block in document.blocks:
        heading = isinstance(block, Heading)
        title = _plain_title(block) if isinstance(block, Heading) else ""
        level = block.level if isinstance(block, Heading) else 7
        if not heading and pseudo and block.kind in ("paragraph", "html", "fence"):
            title = _pseudo_title(source.flat[block.span.start : block.span.end], pseudo)
            heading = bool(title)
        if not heading:
            found[-1][1].append(block)
            continue
        while len(stack) > 1 and stack[-1].level >= level:
            stack.pop()
        section = Section(
            block if isinstance(block, Heading) else None, level, stack[-1], title, block.span
        )
        section.names_file = name is not None and section.heading is name
        if stack[-1].names_file:
            section.path = (title,)
        section.year = heading_year(title) or stack[-1].year
        section.supervision = heading_supervision(title) or stack[-1].supervision
        stack.append(section)
        found.append((section, []))
    ends = [section.span.start for section, _ in found[1:]] + [len(source.text)]
    for (section, _), end in zip(found, ends, strict=True):
        section.span = Span(section.span.start, end)
    return found


def selects(unit_format: UnitFormat, sections: Iterable[Section]) -> bool:
    """Whether the selectors of a unit fit any section; the title of the file does not count."""
    return any(unit_format.holds(section.key) for section in sections if not section.names_file)


def _plain_title(heading: Heading) -> str:
    text = heading.text
    return re.sub(r"<[^>]{0,200}>", "", text).strip() if "<" in text else text


def _pseudo_title(text: str, pseudo: list[re.Pattern[str]]) -> str:
    if len(text) > 200 or "\n" in text.strip():
        return ""
    for pattern in pseudo:
        found = pattern.search(text.strip())
        if found is not None:
            return found.group(found.lastindex or 0)
    return ""


@lru_cache(maxsize=1024)  # 6,000 sections have 400 topics and 14 years as their titles
def heading_year(title: str) -> int | None:
    """The year when the heading is one: `2021`, `## 2021 Papers`; not `PASCAL VOC 2012`."""
    found = YEAR_HEADING.fullmatch(title.strip(" *_"))
    return int(found.group(1)) if found else None


SUPERVISION = (
    ("I", re.compile(r"image[- ]?(?:level|tag|label)|class labels?|\(I\)", re.IGNORECASE)),
    ("B", re.compile(r"bounding[- ]?box|box[- ]?(?:level|supervis)|\(B\)", re.IGNORECASE)),
    ("S", re.compile(r"scribble|\(S\)", re.IGNORECASE)),
    ("P", re.compile(r"\bpoints?[- ]?(?:level|supervis|$)|\(P\)", re.IGNORECASE)),
)


@lru_cache(maxsize=1024)
def heading_supervision(title: str) -> str | None:
    """The kind of supervision that a heading names, when it names exactly one."""
    kinds = [letter for letter, pattern in SUPERVISION if pattern.search(title)]
    return kinds[0] if len(kinds) == 1 else None


def item_units(flat: str, blocks: list[Block], unit: UnitFormat) -> Iterator[Unit]:
    """The list items of a section."""
    for block in blocks:
        if isinstance(block, List):
            yield from _items(flat, block, unit, 0)
        elif block.kind == "html" and block.children:
            yield from item_units(flat, block.children, unit)


TASK_BOX = re.compile(r"(?:\[[ xX]\]|\\\*) +(?=\S)")


def _item(flat: str, start: int, end: int, item: Item) -> Unit:
    """The unit of an item; a box to tick (`- [x] Title`) or a star (`\\*`) is no part of it."""
    box = TASK_BOX.match(flat, start, end) if flat.startswith(("[", "\\"), start) else None
    return cut(flat, box.end() if box else start, end, item)


def own_unit(flat: str, item: Item) -> Unit | None:
    """The unit of an item without the lists inside it; None when it has none."""
    if not any(isinstance(child, List) for child in item.children):
        return None
    return _item(flat, item.own.start, item.own.end, item)


def _items(flat: str, block: List, unit: UnitFormat, depth: int) -> Iterator[Unit]:
    if unit.marker == "ordered" and not block.ordered and depth == 0:
        return
    for item in block.items:
        nested = [b for b in item.children if isinstance(b, List)] if unit.nested else []
        if not nested:
            yield _item(flat, item.content.start, item.content.end, item)
            continue
        if "](" in flat[item.own.start : item.own.end]:
            yield _item(flat, item.own.start, item.own.end, item)
        for child in nested:
            if depth < 8:
                yield from _items(flat, child, unit, depth + 1)


def quote_units(flat: str, blocks: list[Block]) -> Iterator[Unit]:
    """The lines of a section's block quotes."""
    for block in blocks:
        if block.kind != "quote":
            continue
        at = block.span.start
        while at < block.span.end:
            end = flat.find("\n", at, block.span.end)
            end = block.span.end if end < 0 else end
            start = at
            while start < end and flat[start] in "> ":
                start += 1
            if start < end:
                yield cut(flat, start, end, block)
            at = end + 1


def block_units(flat: str, blocks: list[Block], start: re.Pattern[str] | None) -> Iterator[Unit]:
    """Paragraph blocks: each begins where `start` matches and ends before the next one."""
    open_at, last, first = -1, -1, None
    for block in blocks:
        text = flat[block.span.start : min(block.span.end, block.span.start + 400)]
        begins = block.kind == "paragraph" and (start is None or start.search(text) is not None)
        if begins:
            if first is not None:
                yield cut(flat, open_at, last, first)
            open_at, first = block.span.start, block
        last = block.span.end
    if first is not None:
        yield cut(flat, open_at, last, first)


def tables_of(blocks: list[Block]) -> Iterator[Table]:
    """The tables of a section, also those inside list items."""
    for block in blocks:
        children = block.children
        if isinstance(block, Table):
            yield block
        elif len(children) == 1 and children[0].kind == "paragraph":
            continue  # nearly all items
        elif block.kind in ("item", "list", "quote"):
            yield from tables_of(children)


MARKER = re.compile(r"(?:[*+-]|\d{1,9}[.)]) +")
#: A bullet without the blank behind it is none: `-**SEAM:** "Title"`; nor is `• Title`.
GLUED = re.compile(r"-(?=[*(\[\"“A-Z])|\d{1,3}[.)](?=[*(\[\"“A-Z])|[–—•·▪◦‣●] ?")


def segments(unit: Unit, flat: str) -> list[tuple[int, int]]:
    """The lines of a unit as ranges in the file, each without a nested bullet's marker."""
    start, end = unit.base + unit.start, unit.base + unit.end
    found: list[tuple[int, int]] = []
    while start < end:
        stop = flat.find("\n", start, end)
        stop = end if stop < 0 else stop
        at = start
        while at < stop and flat[at] in " >":
            at += 1
        if start > unit.base + unit.start:
            marker = MARKER.match(flat, at, stop) or GLUED.match(flat, at, stop)
            at = marker.end() if marker is not None else at
        if at < stop:
            found.append((at, stop))
        start = stop + 1
    return found


def loose_lines(flat: str, blocks: list[Block]) -> Iterator[Unit]:
    """The lines of a section's paragraphs: entries that lost their bullets stand there."""
    for block in blocks:
        if block.kind != "paragraph":
            continue
        at = block.span.start
        while at < block.span.end:
            end = flat.find("\n", at, block.span.end)
            end = block.span.end if end < 0 else end
            glued = GLUED.match(flat, at, end)
            at = glued.end() if glued is not None else at
            if at < end:
                yield cut(flat, at, end, block)
            at = end + 1


__all__ = ["Item", "Unit", "block_units", "cut", "item_units", "prepare", "quote_units"]
