"""The block tree while it is being built: a stack of open containers and one open leaf."""

from __future__ import annotations

from wsss_lint.markdown import leaves
from wsss_lint.markdown.lists import Container, append_item
from wsss_lint.markdown.tree import Block, Fence, Heading, Table
from wsss_lint.source import Source, Span

NONE, PARAGRAPH, TABLE, CODE, FENCE, HTML = range(6)  # kinds of open leaf


class Left(Exception):  # noqa: N818 - a signal, no error
    """The line at hand belongs to no open container: the last of them has just been closed."""


class Builder:
    """The open containers and the open leaf, and what has been closed so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.flat = source.flat
        self.root = Container(0, 0)
        self.stack = [self.root]
        self.headings: list[Heading] = []
        self.definitions: dict[str, str] = {}
        self.marks: list[int] = []  # offsets of all `>` taken as quote marks
        self.code: list[Span] = []  # fences and indented code: no HTML anchors in there
        self.leaf = NONE
        self.start = self.last = self.end = 0  # the open leaf: start, its last line's start, end
        self.closer = ""  # what ends the open fence or HTML block
        self.info = ""
        self.body = 0  # where the open fence's content starts
        self.table: Table | None = None

    def unwind(self, depth: int, before_item: bool = False) -> None:
        """Close the open leaf and all containers beyond `depth`.

        Raises `Left` when that ends a top-level container, for what follows is mistune's to read,
        unless it is the next item.
        """
        if self.leaf != NONE:
            self.close_leaf()
        stack = self.stack
        leaving = depth == 1 < len(stack) and not before_item
        while len(stack) > depth:
            container = stack.pop()
            children = container.children
            if children and children[-1].span.end > container.end:
                container.end = children[-1].span.end
            if container.offset:
                append_item(container)
            else:
                span = Span(container.start, container.end)
                stack[-1].children.append(Block("quote", span, children))
        if leaving:
            raise Left

    def trimmed(self, start: int, end: int) -> int:
        """`end` moved before the blanks and line ends that precede it."""
        if end > start and self.flat[end - 1] in " \t\n":
            return start + len(self.flat[start:end].rstrip(" \t\n"))
        return end

    def close_leaf(self) -> None:
        """Append the open leaf to the innermost container."""
        leaf, self.leaf = self.leaf, NONE
        children = self.stack[-1].children
        if leaf == PARAGRAPH:
            start = self.start
            if self.flat[start] == "[":
                start = self.take_definitions()
            end = self.trimmed(start, self.end)
            if end > start:
                children.append(Block("paragraph", Span(start, end)))
            return
        span = Span(self.start, self.trimmed(self.start, self.end))
        if leaf == TABLE and self.table is not None:
            self.table.span = span
            children.append(self.table)
        elif leaf == FENCE:
            content = Span(self.body, max(self.body, min(self.end + 1, len(self.flat))))
            children.append(Fence(span, self.info, content))
            self.code.append(span)
        elif leaf == HTML:
            children.append(Block("html", span))
        else:
            children.append(Block("code", span))
            self.code.append(span)

    def take_definitions(self) -> int:
        """Move link reference definitions out of the open paragraph; return its new start."""
        start, text = self.start, self.without_marks(self.start, self.end)
        pos = 0
        while text.startswith("[", pos):
            found = leaves.definition(text, pos)
            if found is None:
                break
            end, label, url = found
            span = Span(start + pos, self.trimmed(start + pos, start + end))
            self.stack[-1].children.append(Block("definition", span))
            self.definitions.setdefault(label, url)
            pos = end
            while pos < len(text) and text[pos] in " \t\n":
                pos += 1
        self.start = start + pos
        return self.start

    def without_marks(self, start: int, end: int) -> str:
        """The text of a span with the quote marks of its further lines made blanks."""
        return leaves.blank_marks(self.flat[start:end], start, self.marks)

    def add_heading(self, span: Span, level: int, text: Span) -> None:
        heading = Heading(span, level, text, self.source.text[text.start : text.end])
        self.stack[-1].children.append(heading)
        self.headings.append(heading)
