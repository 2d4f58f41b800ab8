"""The block tree: what a Markdown file is made of, each part with its exact span.

All spans are offsets into `Source.text`. A block's span runs from the first character of its
first line's content (list marker, `#`, pipe, …) to the end of its last line, without line end
and trailing blanks.
"""

from __future__ import annotations

from wsss_lint.source import Source, Span


class Block:
    """One block; `kind` says which: paragraph, fence, code, html, quote, thematic_break,
    definition, or that of a subclass (heading, list, item, table)."""

    __slots__ = ("children", "kind", "span")

    def __init__(self, kind: str, span: Span, children: list[Block] | None = None) -> None:
        self.kind = kind
        self.span = span
        self.children: list[Block] = children if children is not None else []

    def __repr__(self) -> str:
        return f"{self.kind}[{self.span.start}:{self.span.end}]"


class Heading(Block):
    """A heading, ATX or setext. `slug` is its anchor on GitHub, unique in the file."""

    __slots__ = ("level", "slug", "text", "text_span")

    def __init__(self, span: Span, level: int, text_span: Span, text: str) -> None:
        super().__init__("heading", span)
        self.level = level  # 1..6
        self.text_span = text_span  # without the marks and the blanks around
        self.text = text  # as written between them
        self.slug = ""


class Item(Block):
    """A list item. `children` are its blocks: paragraphs, nested lists, fences, …"""

    __slots__ = ("content", "marker", "own")

    def __init__(self, span: Span, marker: Span, content: Span, own: Span) -> None:
        super().__init__("item", span)
        self.marker = marker  # "-", "*", "+", "12." or "3)"
        self.content = content  # from the first character after the marker's blanks to the end
        self.own = own  # `content` cut before the first nested list (own text only)


class List(Block):
    """A list; `children` are `Item`s."""

    __slots__ = ("ordered",)

    def __init__(self, span: Span, ordered: bool, children: list[Block]) -> None:
        super().__init__("list", span, children)
        self.ordered = ordered

    @property
    def items(self) -> list[Item]:
        """The children, which are all items."""
        return [child for child in self.children if isinstance(child, Item)]


class Fence(Block):
    """A fenced code block; `content` is what lies between the fences."""

    __slots__ = ("content", "info")

    def __init__(self, span: Span, info: str, content: Span) -> None:
        super().__init__("fence", span)
        self.info = info
        self.content = content


class Row:
    """A table row as written: all its cells, also those beyond the header's width."""

    __slots__ = ("cells", "span")

    def __init__(self, span: Span, cells: list[Span]) -> None:
        self.span = span  # the line, from its first to its last non-blank character
        self.cells = cells  # trimmed; an empty cell is an empty span between its pipes' blanks


class Table(Block):
    """A GFM table: header, delimiter row, rows."""

    __slots__ = ("delimiter", "header", "rows")

    def __init__(self, span: Span, header: Row, delimiter: Row, rows: list[Row]) -> None:
        super().__init__("table", span)
        self.header = header
        self.delimiter = delimiter
        self.rows = rows


class Inline:
    """An inline span inside a block: kind is one of link, image, code, emphasis, strong,
    autolink, html, strikethrough, literal (a run of `*` or `_` that renders as itself although
    it was plausibly meant as a delimiter)."""

    __slots__ = ("content", "kind", "span", "url", "url_span")

    def __init__(
        self, kind: str, span: Span, content: Span, url: str = "", url_span: Span | None = None
    ) -> None:
        self.kind = kind
        self.span = span  # with all markup
        self.content = content  # inside the delimiters; a link's text
        self.url = url  # target, reference links resolved
        self.url_span = url_span  # where the target stands, None for a reference link

    def __repr__(self) -> str:
        return f"{self.kind}[{self.span.start}:{self.span.end}]"


class Literal(Inline):
    """A run of `*` or `_` that renders as itself, not escaped and not in code.

    `A* search` closes and does not open, `5 * 3` and `snake_case` do neither; `leftover` says
    that the rest of the run is a delimiter (`**Bold:* text`).
    """

    __slots__ = ("char", "closes", "leftover", "opens")

    def __init__(self, span: Span, char: str, opens: bool, closes: bool, leftover: bool) -> None:
        super().__init__("literal", span, span)
        self.char = char
        self.opens = opens  # could open emphasis here
        self.closes = closes  # could close emphasis here
        self.leftover = leftover


class MarkdownDocument:
    """A parsed file: its blocks in order and what is looked up across them."""

    __slots__ = ("anchors", "blocks", "definitions", "headings", "quote_marks", "source")

    def __init__(
        self,
        source: Source,
        blocks: list[Block],
        headings: list[Heading],
        definitions: dict[str, str],
        anchors: frozenset[str],
        quote_marks: list[int] | None = None,
    ) -> None:
        self.source = source
        self.blocks = blocks  # top level, in order, never overlapping
        self.headings = headings  # all headings, in items and quotes too, in order, with slugs
        self.definitions = definitions  # link reference label (normalised) -> target
        self.anchors = anchors  # explicit id= and name= targets in HTML
        self.quote_marks = quote_marks or []  # offsets of all `>` that are quote marks
