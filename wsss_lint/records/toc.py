"""The list's own table of contents: lists whose items link to headings."""

from __future__ import annotations

import re

from wsss_lint.markdown.tree import Block, Item, List
from wsss_lint.records.model import Section, TocLink
from wsss_lint.source import Span

ANCHOR = re.compile(
    r"\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(\s*#(?P<anchor>[^()\s]*)\s*\)"
)


def read_toc(
    parts: list[tuple[Section, list[Block]]], flat: str, consumed: set[int]
) -> list[TocLink]:
    """All links of the tables of contents; their lists are added to `consumed` by id."""
    found: list[TocLink] = []
    if "](#" not in flat:
        return found
    for _, blocks in parts:
        for block in blocks:
            if isinstance(block, List) and "](#" in flat[block.span.start : block.span.end]:
                links: list[TocLink] = []
                items = _collect(block, flat, 0, links)
                # most items link into the page: a paper list has at most a stray anchor
                if links and len(links) * 2 > items:
                    found.extend(links)
                    consumed.add(id(block))
    return found


def _collect(block: List, flat: str, depth: int, links: list[TocLink]) -> int:
    count = 0
    for item in block.items:
        count += 1
        link = _link(item, flat, depth)
        if link is not None:
            links.append(link)
        for child in item.children:
            if isinstance(child, List) and depth < 10:
                count += _collect(child, flat, depth + 1, links)
    return count


def _link(item: Item, flat: str, depth: int) -> TocLink | None:
    start, end = item.own
    while end > start and flat[end - 1] in " \n":
        end -= 1
    match = ANCHOR.search(flat, start, end)
    if match is None or match.start() - start > 12:
        return None
    text = match["text"].strip()  # a comment in it was blanked
    start_text = match.end("text") - len(match["text"].lstrip())
    return TocLink(
        " ".join(text.split()),
        match["anchor"],
        depth,
        Span(*match.span()),
        Span(start_text, start_text + len(text)),
        Span(*match.span("anchor")),
        Span(item.span.start, end),
    )
