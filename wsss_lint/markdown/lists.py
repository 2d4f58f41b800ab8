"""Containers, list items, and the fast way through plain bullets."""

from __future__ import annotations

import re

from wsss_lint.markdown.tree import Block, Item, List
from wsss_lint.source import Span

# The first characters of a bullet's text that can start no other block inside the item.
_PLAIN = (
    r"""(?:[A-Za-z"'(\\&$@%,.;^{}/?]|[^\x00-\x7f]|\*{1,3}[^*\s]"""
    r"""|!?\[[^\]\\\n]*+\](?!:)|[0-9]++(?![.)]))"""
)
# One whole bullet at column 0, with another one below it: nothing can continue it.
SIMPLE_ITEM = re.compile(rf"([-*+]) {{1,4}}+({_PLAIN}[^\n]*+)\n(?=\1 )").match


class Container:
    """An open quote (`offset` 0) or list item (`offset`: columns to its content)."""

    __slots__ = (
        "children", "end", "list_kind", "listing", "marker_end", "offset", "open_list", "start",
    )  # fmt: skip

    def __init__(self, offset: int, start: int) -> None:
        self.offset = offset
        self.start = start
        self.end = start
        self.marker_end = start
        self.children: list[Block] = []
        self.listing: List | None = None  # the list that this item is in
        self.open_list: List | None = None  # the last list among the children
        self.list_kind = ""


def columns(flat: str, start: int, end: int, column: int) -> int:
    """The column of `end` when `start` is at `column`: tabs go to the next multiple of 4."""
    blanks = flat[start:end]
    if "\t" not in blanks:
        return column + end - start
    for char in blanks:
        column += 4 - column % 4 if char == "\t" else 1
    return column


def simple_items(flat: str, match: re.Match[str], root: Container) -> int:
    """Append a run of plain one-line bullets to `root`; return the offset of the next line."""
    at = match.start()
    kind = flat[at]
    listing = root.open_list
    if listing is None or root.list_kind != kind or root.children[-1] is not listing:
        listing = List(Span(at, at), False, [])
        root.children.append(listing)
        root.open_list, root.list_kind = listing, kind
    append = listing.children.append
    found: re.Match[str] | None = match
    while found:
        start, end = found.span(2)
        if flat[end - 1] in " \t":
            end = start + len(flat[start:end].rstrip(" \t"))
        content = Span(start, end)
        item = Item(Span(at, end), Span(at, at + 1), content, content)
        item.children.append(Block("paragraph", content))
        append(item)
        at = found.end()
        found = SIMPLE_ITEM(flat, at)
    listing.span = Span(listing.span.start, end)
    return at


def append_item(container: Container) -> None:
    """Make the item of a closed container and append it to its list."""
    children, end = container.children, container.end
    start = children[0].span.start if children else container.marker_end
    content = own = Span(start, end)
    own_end = start
    for child in children:
        if child.kind == "list":
            own = Span(start, own_end)
            break
        own_end = child.span.end
    item = Item(
        Span(container.start, end), Span(container.start, container.marker_end), content, own
    )
    item.children = children
    listing = container.listing
    if listing is not None:
        listing.children.append(item)
        listing.span = Span(listing.span.start, end)
