"""What a reader sees of a text: the words, links and emphasis of each block as they render.

The proof of a safe fix looks at records, and records are what we believe that we have read. This
module believes nothing about papers: it compares what is on the page before and after.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.fix.invariants import link_target
from wsss_lint.markdown.inline import InlineScanner
from wsss_lint.markdown.leaves import blank_marks
from wsss_lint.markdown.plaintext import rendered
from wsss_lint.markdown.tree import Block, Fence, Heading, Inline, MarkdownDocument, Table
from wsss_lint.source import Span

ADDRESS = "\ufffc"  # stands for a bare address in the visible text
PICTURE = "\ufffd"  # stands for an image there
SCHEMES = frozenset(("http", "https", "ttp", "ttps", "htp", "htps", "www"))  # no words of a target
RAW = ("fence", "code", "html")

_WORD = re.compile(r"[^\W\d_]+|\d+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE).match


class Target(NamedTuple):
    """A link or an image: where it leads, and the words that it shows; None for a bare address."""

    url: str
    words: tuple[str, ...] | None


class Shown(NamedTuple):
    """One block's text as a reader sees it."""

    text: str  # visible characters, without markup
    words: tuple[str, ...]  # all of them in order, those of link targets too
    visible: tuple[tuple[str, int], ...]  # the words in `text` and where each begins
    links: tuple[Target, ...]
    images: tuple[Target, ...]
    tags: tuple[str, ...]  # HTML as written
    codes: tuple[str, ...]
    styles: tuple[tuple[str, int, int], ...]  # emphasis, strong, strikethrough: ranges of `text`
    segments: tuple[tuple[int, int], ...]  # an offset of the source, and of `text`

    def place(self, offset: int) -> int:
        """Where an offset of the block's source is in the visible text."""
        at = bisect_right(self.segments, (offset, len(self.text))) - 1
        if at < 0:
            return 0
        start, shown = self.segments[at]
        end = self.segments[at + 1][1] if at + 1 < len(self.segments) else len(self.text)
        return min(shown + offset - start, end)

    def styled(self, kinds: tuple[str, ...]) -> list[bool]:
        """Of each visible word whether it is in a style of these kinds, if only in part."""
        flags = [False] * len(self.visible)
        starts = [start for _, start in self.visible]
        for kind, start, end in self.styles:
            if kind in kinds:
                first = bisect_left(starts, start)
                # a word that began before the style, and reaches into it: `S*ang*`
                if first and starts[first - 1] + len(self.visible[first - 1][0]) > start:
                    first -= 1
                for at in range(first, bisect_left(starts, end)):
                    flags[at] = True
        return flags


def words_of(text: str) -> tuple[str, ...]:
    """The runs of letters and of digits, without the case of wide forms and what is invisible."""
    return tuple(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Mn"))


def target_words(url: str) -> tuple[str, ...]:
    """The words of an address; a place in the same file has none, for a fix may mend it."""
    if url.startswith("#"):
        return ()
    return tuple(w for w in words_of(link_target(url)) if w.lower() not in SCHEMES)


def show(text: str, definitions: dict[str, str]) -> Shown:
    """Render one block's text."""
    return _Renderer(text, definitions).run()


class _Renderer:
    """Walks over the inline structure of a text once."""

    def __init__(self, text: str, definitions: dict[str, str]) -> None:
        self.text = text
        self.found = InlineScanner(text, 0, definitions).run()
        self.out: list[str] = []
        self.size = 0
        self.words: list[str] = []
        self.segments: list[tuple[int, int]] = []
        self.places: dict[int, int] = {}  # an offset of the source at a cut -> of the visible text
        self.pending: list[str] = []  # visible text whose words are not taken yet

    def run(self) -> Shown:
        """The text as it is seen."""
        images: list[Target] = []
        tags: list[str] = []
        codes: list[str] = []
        at = 0
        for start, end, inline, closes in sorted(_cuts(self.found), key=_cut_order):
            if start < at:  # inside an image or a tag
                continue
            self.put(at, start)
            self.places[start] = self.size
            self.cut(start, end, inline, closes, images, codes if inline.kind == "code" else tags)
            self.places[end] = self.size
            at = end
        self.put(at, len(self.text))
        self.take()
        visible = "".join(self.out)
        spots = tuple((m[0], m.start()) for m in _WORD.finditer(visible))
        return Shown(
            visible, tuple(self.words), spots, tuple(self.links(visible)), tuple(images),
            tuple(tags), tuple(codes), tuple(self.styles()), tuple(self.segments),
        )  # fmt: skip

    def cut(
        self,
        start: int,
        end: int,
        inline: Inline,
        closes: bool,
        images: list[Target],
        tags: list[str],
    ) -> None:
        """Put what is seen in the place of markup."""
        raw = self.text[start:end]
        if inline.kind == "image":
            alt = words_of(self.text[inline.content.start : inline.content.end])
            images.append(Target(inline.url, alt))
            self.literal(PICTURE)
            self.take((*alt, *target_words(inline.url)))
        elif inline.kind == "html":
            if not raw.startswith("<!--"):
                tags.append(raw)
                self.literal(" " if _BREAK(raw) else "")
        elif inline.kind == "code":
            tags.append(self.text[inline.content.start : inline.content.end])
            self.segments.append((inline.content.start, self.size))
            self.literal(_folded(tags[-1]))
        elif inline.kind == "autolink":
            self.literal(ADDRESS)
            self.take(target_words(inline.url))
        elif inline.kind == "link" and closes:
            self.take(target_words(inline.url))

    def put(self, start: int, end: int) -> None:
        """Show text that is no markup."""
        if start < end:
            self.segments.append((start, self.size))
            self.literal(_folded(rendered(self.text[start:end])))

    def literal(self, text: str) -> None:
        self.out.append(text)
        self.size += len(text)
        self.pending.append(text)

    def take(self, more: tuple[str, ...] = ()) -> None:
        """Take the words of what was shown since, then those of a target. Addresses that are no
        links count as if they were: a fix may make links of them."""
        self.words += [w for w in _WORD.findall("".join(self.pending)) if w.lower() not in SCHEMES]
        self.words += more
        self.pending.clear()

    def links(self, visible: str) -> Iterator[Target]:
        for inline in self.found:
            if inline.kind == "autolink" and inline.span.start in self.places:
                yield Target(inline.url, None)
            elif inline.kind == "link" and inline.span.start in self.places:
                start = self.places.get(inline.content.start, 0)
                end = self.places.get(inline.content.end, start)
                yield Target(inline.url, tuple(_WORD.findall(visible[start:end])))

    def styles(self) -> Iterator[tuple[str, int, int]]:
        for inline in self.found:
            if inline.kind in ("emphasis", "strong", "strikethrough"):
                start = self.places.get(inline.content.start)
                end = self.places.get(inline.content.end)
                if start is not None and end is not None:
                    yield inline.kind, start, end


_Cut = tuple[int, int, Inline, bool]  # from, to, of what, and whether it is the end of it


def _cuts(found: list[Inline]) -> Iterator[_Cut]:
    """The places of a text that are markup."""
    for inline in found:
        span, content = inline.span, inline.content
        if inline.kind in ("image", "html", "code", "autolink"):
            yield span.start, span.end, inline, False
        elif inline.kind != "literal":
            yield span.start, content.start, inline, False
            yield content.end, span.end, inline, True


def _cut_order(cut: _Cut) -> tuple[int, int]:
    return cut[0], cut[1]


class Leaf(NamedTuple):
    """A block that holds text: a paragraph, a heading, a cell, raw HTML or code."""

    path: str  # the kinds of the blocks around it: "list/item/paragraph"
    span: Span


def leaves(markdown: MarkdownDocument) -> list[Leaf]:
    """All blocks with text, in order. Comments alone are none: nobody sees them."""
    text = markdown.source.text
    found: list[Leaf] = []
    stack: list[tuple[Block, str]] = [(block, "") for block in reversed(markdown.blocks)]
    while stack:
        block, above = stack.pop()
        path = above + block.kind
        if isinstance(block, Heading):
            found.append(Leaf(f"{path}{block.level}", block.text_span))
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                found += [Leaf(f"{path}/cell", cell) for cell in row.cells if cell.start < cell.end]
        elif isinstance(block, Fence):
            found.append(Leaf(path, block.content))
        elif block.children:
            stack += [(child, path + "/") for child in reversed(block.children)]
        elif block.kind != "html" or _COMMENT.sub("", text[slice(*block.span)]).strip():
            found.append(Leaf(path, block.span))
    return found


def shown_leaf(markdown: MarkdownDocument, leaf: Leaf) -> Shown:
    """Render a block; of raw text the words count, and the tags."""
    text = markdown.source.flat[leaf.span.start : leaf.span.end]
    if leaf.path.endswith(RAW):
        return raw_text(text)
    if markdown.quote_marks:
        text = blank_marks(text, leaf.span.start, markdown.quote_marks)
    return show(text, markdown.definitions)


def raw_text(text: str) -> Shown:
    """HTML or code: all of it counts, but for comments and the scheme of addresses."""
    found = tuple(w for w in words_of(_COMMENT.sub("", text)) if w.lower() not in SCHEMES)
    return Shown("", found, (), (), (), (), (), (), ())
