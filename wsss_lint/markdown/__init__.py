"""Markdown with positions: the one room that knows mistune, and the only importer of it."""

from __future__ import annotations

from wsss_lint.markdown.blocks import parse
from wsss_lint.markdown.slugs import slug
from wsss_lint.markdown.tables import split_cells
from wsss_lint.markdown.tree import Inline, MarkdownDocument
from wsss_lint.source import Span

__all__ = ["inlines", "parse", "plain", "slug", "split_cells"]


def inlines(document: MarkdownDocument, span: Span) -> list[Inline]:
    """The inline structure of one block's text, in order, outer before inner.

    `span` bounds the text (a paragraph, an item's own text, a cell); all spans in the result
    are offsets into `Source.text`.
    """
    from wsss_lint.markdown import inline

    return inline.inlines(document, span)


def plain(text: str, definitions: dict[str, str] | None = None) -> str:
    """The text that a reader sees: link texts, code and entities rendered, tags and images gone.

    A line end becomes one blank. Reference links need their `definitions`.
    """
    from wsss_lint.markdown import plaintext as module

    return module.plain(text, definitions)
