"""What a silencing comment covers: the entry or row that it stands in, or what follows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.markdown.tree import Block, Fence, Heading, Item, Table
from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument

MARK = "wsss-lint"


class _Line(NamedTuple):
    """The line of a comment, or its lines; read once for all comments that stand in it."""

    span: Span
    words: Span  # without the blanks around
    code: tuple[Span, ...]  # its code spans


class Scopes:
    """Finds what stands around a comment; made once a list, so that look-ups stay short."""

    __slots__ = ("_document", "_last", "_papers", "_starts", "_text")

    def __init__(self, document: ListDocument) -> None:
        self._document = document
        self._text = document.source.flat
        self._papers = [paper.span.start for paper in document.papers]
        self._starts: dict[int, list[int]] = {}
        self._last: _Line | None = None

    def in_code(self, span: Span) -> bool:
        """Whether a comment is only shown: inside a fence, indented code or a code span."""
        path = self._path(span.start)
        if path and (isinstance(path[-1], Fence) or path[-1].kind == "code"):
            return True
        code = self._line(span).code
        at = bisect_right(code, span.start, key=lambda one: one.start) - 1
        return at >= 0 and span.start < code[at].end

    def around(self, span: Span) -> Span | None:
        """What an `ignore` at this place covers: whole lines, or a table, or a section.

        None for a comment that is alone on its line before anything else.
        """
        path = self._path(span.start)
        for block in path:
            if isinstance(block, Table):
                rows = [block.header, *block.rows]
                starts = self._cached(id(block), [row.span.start for row in rows])
                return _lines(self._text, rows[max(bisect_right(starts, span.start) - 1, 0)].span)
        line, words, _ = self._line(span)
        items = [block for block in path if isinstance(block, Item)]
        if items:
            own = items[-1].own
            return _lines(self._text, (own.start, max(own.end, span.end)))
        if path and isinstance(path[-1], Heading):
            return line
        if words.start < span.start or span.end < words.end:
            return _lines(self._text, self._paper(line) or (path[-1].span if path else line))
        following = self._following(span.end)
        if isinstance(following, Table):
            return following.span
        if isinstance(following, Heading):
            return Span(following.span.start, self._section_end(following))
        return None

    def _line(self, span: Span) -> _Line:
        """The line around a comment."""
        last = self._last
        if last is not None and last.span.start <= span.start and span.end <= last.span.end:
            return last
        line = _lines(self._text, span)
        text = self._text[line.start : line.end]
        start = line.start + len(text) - len(text.lstrip())
        code: tuple[Span, ...] = ()
        if "`" in text:
            from wsss_lint.markdown import inlines

            inside = inlines(self._document.markdown, line)
            code = tuple(sorted(inline.span for inline in inside if inline.kind == "code"))
        self._last = _Line(line, Span(start, start + len(text.strip())), code)
        return self._last

    def _paper(self, line: Span) -> Span | None:
        """The paper that begins on this line, or reaches into it (a paragraph holds several)."""
        at = bisect_right(self._papers, line.end) - 1
        paper = self._document.papers[at].span if at >= 0 else None
        return paper if paper and paper.end >= line.start else None

    def _path(self, offset: int) -> list[Block]:
        """The blocks around an offset, outermost first."""
        path: list[Block] = []
        blocks = self._document.markdown.blocks
        while blocks:
            starts = self._cached(id(blocks), blocks)
            at = bisect_right(starts, offset) - 1
            if at < 0 or offset >= blocks[at].span.end:
                break
            path.append(blocks[at])
            blocks = blocks[at].children
        return path

    def _following(self, offset: int) -> Block | None:
        """The next block after an offset that is not a comment of ours."""
        blocks = self._document.markdown.blocks
        at = bisect_right(self._cached(id(blocks), blocks), offset)
        for block in blocks[at : at + 100]:
            own = self._text[block.span.start : block.span.end]
            if not (block.kind == "html" and own.startswith("<!--") and MARK in own):
                return block
        return None

    def _section_end(self, heading: Heading) -> int:
        headings = self._document.markdown.headings
        at = bisect_right(self._cached(id(headings), headings), heading.span.start)
        for index in range(at, len(headings)):  # not islice, which would walk from the first
            if headings[index].level <= heading.level:
                return headings[index].span.start - 1
        return len(self._text)

    def _cached(self, key: int, parts: Sequence[Block] | list[int]) -> list[int]:
        if key not in self._starts:
            self._starts[key] = [p if isinstance(p, int) else p.span.start for p in parts]
        return self._starts[key]


def _lines(text: str, span: tuple[int, int]) -> Span:
    """A span widened to whole lines, without the last line end."""
    end = text.find("\n", max(span[1] - 1, span[0]))
    return Span(text.rfind("\n", 0, span[0]) + 1, end if end >= 0 else len(text))
