"""pulldown-cmark's view of a text, and ours, in one form: sets of (kind, start, end)."""

from __future__ import annotations

import re
from bisect import bisect_right

import pyromark

from wsss_lint.markdown import inlines, parse
from wsss_lint.markdown.tree import Block, Heading, Inline, Item, MarkdownDocument, Table
from wsss_lint.source import Source, Span

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
QUOTE_LINES = re.compile(r"(?:[ \t]*\n[ \t>]*)+\Z")
Mark = tuple[str, int, int]
INLINE = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strikethrough",
    "Link": "link",
    "Image": "image",
    "Code": "code",
    "InlineHtml": "html",
}
BLOCK = {
    "Heading": "heading",
    "Paragraph": "paragraph",
    "List": "list",
    "Item": "item",
    "Table": "table",
    "TableHead": "row",
    "TableRow": "row",
    "TableCell": "cell",
    "HtmlBlock": "html",
    "BlockQuote": "quote",
    "Rule": "thematic_break",
}


class Offsets:
    """Byte offsets to offsets into the text."""

    def __init__(self, text: str) -> None:
        self.ascii = text.isascii()
        self.starts: list[int] = []
        at = 0
        if not self.ascii:
            for char in text:
                self.starts.append(at)
                at += len(char.encode())
            self.starts.append(at)

    def __call__(self, offset: int) -> int:
        return offset if self.ascii else bisect_right(self.starts, offset) - 1


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks and line ends around it."""
    while end > start and text[end - 1] in " \t\n\r":
        end -= 1
    while start < end and text[start] in " \t\n\r":
        start += 1
    # Lines with quote marks alone are the quote's: it counts them to the item inside.
    marks = QUOTE_LINES.search(text, start, end)
    return (start, marks.start()) if marks else (start, end)


def oracle(text: str) -> tuple[set[Mark], set[Mark]]:
    """Blocks and inlines as pulldown-cmark sees them."""
    offsets = Offsets(text)
    blocks: set[Mark] = set()
    inline: set[Mark] = set()
    for event, place in pyromark.events_with_range(text, options=OPTIONS):
        start, end = offsets(place["start"]), offsets(place["end"])
        if isinstance(event, dict) and "Start" in event:
            tag = event["Start"]
        elif (
            isinstance(event, dict) and ("Code" in event or "InlineHtml" in event)
        ) or event == "Rule":
            tag = event
        else:
            continue
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name == "CodeBlock":
            kind = "code" if tag["CodeBlock"] == "Indented" else "fence"
            blocks.add((kind, *trim(text, start, end)))
        elif name == "Link" and tag["Link"]["link_type"] in ("Autolink", "Email"):
            inline.add(("autolink", start, end))
        elif name in INLINE:
            if name in ("Link", "Image") and tag[name]["link_type"] == "Collapsed":
                end += 2  # its range leaves out the `[]`
            inline.add((INLINE[name], start, end))
        elif name in BLOCK:
            start, end = trim(text, start, end)
            if name != "TableCell" or start < end:
                blocks.add((BLOCK[name], start, end))
    return blocks, inline


class Ours:
    """Blocks and inlines as we see them; `tight` are paragraphs that the other calls text."""

    def __init__(self, text: str) -> None:
        self.document: MarkdownDocument = parse(Source(text))
        self.blocks: set[Mark] = set()
        self.inline: set[Mark] = set()
        self.tight: set[Mark] = set()
        self.definitions: list[Span] = []
        self.found: list[Inline] = []
        self.walk(self.document.blocks, None)

    def walk(self, blocks: list[Block], parent: Block | None) -> None:
        text = self.document.source.text
        stack = [(block, parent) for block in blocks]
        while stack:
            block, above = stack.pop()
            mark = (block.kind, *trim(text, *block.span))
            if block.kind == "definition":
                self.definitions.append(block.span)
                continue
            self.blocks.add(mark)
            if block.kind == "paragraph":
                if isinstance(above, Item):
                    self.tight.add(mark)
                self.inlines(block.span)
            elif isinstance(block, Heading):
                self.inlines(block.text_span)
            elif isinstance(block, Table):
                for row in (block.header, *block.rows):
                    self.blocks.add(("row", *row.span))
                    for cell in row.cells[: len(block.header.cells)]:
                        if cell.start < cell.end:
                            self.blocks.add(("cell", *cell))
                            self.inlines(cell)
            stack += [(child, block) for child in block.children]

    def urls(self) -> list[str]:
        """The targets of all links, bare URLs left out."""
        text = self.document.source.text
        return [
            inline.url
            for inline in self.found
            if inline.kind == "link"
            or (inline.kind == "autolink" and text[inline.span.start] == "<")
        ]

    def inlines(self, span: Span) -> None:
        text = self.document.source.text
        for inline in inlines(self.document, span):
            self.found.append(inline)
            if inline.kind == "literal":
                continue
            if inline.kind == "autolink" and text[inline.span.start] != "<":
                continue  # pulldown-cmark knows no bare URLs
            self.inline.add((inline.kind, *inline.span))


def differences(text: str) -> tuple[list[Mark], list[Mark]]:
    """What only pulldown-cmark sees, and what only we see."""
    ours = Ours(text)
    blocks, inline = oracle(text)
    # It counts definitions right behind a list to the list.
    ends = {start: end for kind, start, end in ours.blocks if kind == "list"}
    for mark in [mark for mark in blocks if mark[0] == "list"]:
        end = ends.get(mark[1], mark[2])
        between = [d for d in ours.definitions if end < d[0] and d[1] <= mark[2]]
        if end < mark[2] and between and between[-1][1] == mark[2]:
            blocks = blocks - {mark} | {("list", mark[1], end)}
    missing = (blocks - ours.blocks) | (inline - ours.inline)
    extra = (ours.blocks - blocks - ours.tight) | (ours.inline - inline)
    return sorted(missing), sorted(extra)
