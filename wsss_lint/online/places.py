"""Where a list holds links: every target in the file, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from wsss_lint.markdown import inlines
from wsss_lint.markdown.tree import Block, Heading, Item, Table
from wsss_lint.records.model import ListDocument
from wsss_lint.source import Span


class Place(NamedTuple):
    """One occurrence of a link."""

    url: str  # as written, without blanks around it
    span: Span  # of the target where it stands in the text, else of the whole link
    editable: bool  # whether `span` is exactly the target


def places(document: ListDocument) -> list[Place]:
    """The links to other machines, in the order of the text."""
    found: dict[tuple[Span, str], Place] = {}
    for span in _texts(document.markdown.blocks):
        for inline in inlines(document.markdown, span):
            if inline.kind not in ("link", "image", "autolink") or not _remote(inline.url):
                continue
            where = inline.url_span
            if where is None and inline.kind == "autolink":
                where = inline.content
            exact = where is not None and document.source.slice(where) == inline.url
            place = Place(inline.url.strip(), where or inline.span, exact)
            found.setdefault((place.span, place.url), place)
    known: dict[str, list[Span]] = {}
    for place in found.values():
        known.setdefault(place.url, []).append(place.span)
    for paper in document.papers:  # what an unreadable entry still gave away
        for link in paper.links:
            here = link.url_span
            seen = known.get(link.url.strip(), ())
            if _remote(link.url) and not any(
                s.start < here.end and here.start < s.end for s in seen
            ):
                exact = document.source.slice(here) == link.url
                found.setdefault((here, link.url), Place(link.url.strip(), here, exact))
    return sorted(found.values(), key=lambda place: place.span)


def bare(url: str) -> str:
    """The address that is asked for: without the part after `#`, which stays in the browser."""
    return urldefrag(url)[0]


def host_of(url: str) -> str:
    """The host and port that is asked; empty when the address has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _remote(url: str) -> bool:
    return url.strip().lower().startswith(("http://", "https://"))


def _texts(blocks: Iterable[Block]) -> Iterator[Span]:
    """The spans of a document that hold inline text, each once."""
    stack = list(blocks)[::-1]
    while stack:
        block = stack.pop()
        if isinstance(block, Heading):
            yield block.text_span
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield from row.cells
        elif isinstance(block, Item):
            if not any(child.kind == "paragraph" for child in block.children):
                yield block.own
            stack.extend(block.children[::-1])
        elif block.children:
            stack.extend(block.children[::-1])
        elif block.kind == "paragraph":
            yield block.span
