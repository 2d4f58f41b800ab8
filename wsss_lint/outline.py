"""What is told of the records of a list, once it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument


class Outline(NamedTuple):
    """A list in a few figures: its records are not kept, for there may be many lists."""

    papers: int
    tables: tuple[Span, ...]
    rows: int
    unreadable: int
    bullets: bool
    form: str | None  # the name of the form that was found out; None: the settings say it
    share: float  # of the entries that are written in that form
    known: bool  # False: no form fits, no papers were read

    @property
    def empty(self) -> bool:
        """Whether there was nothing to check but the page."""
        return not (self.papers or self.tables or self.unreadable)


def outline_of(document: ListDocument) -> Outline:
    """The figures of a list."""
    inference = document.inference
    return Outline(
        papers=len(document.papers),
        tables=tuple(table.span for table in document.tables),
        rows=sum(len(table.rows) for table in document.tables),
        unreadable=len(document.unreadable),
        bullets=any(block.kind == "list" for block in document.markdown.blocks),
        form=inference.format.name if inference else None,
        share=inference.share if inference else 1.0,
        known=inference is None or inference.known,
    )
