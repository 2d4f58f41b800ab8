"""Venues on the other side of the title than in neighboring entries: `[CVPR 2020] A Title`."""

from __future__ import annotations

from wsss_lint.diagnostics import Edit
from wsss_lint.entries.style.styles import Style, Styles
from wsss_lint.entries.style.votes import Entry
from wsss_lint.records.model import Departure
from wsss_lint.source import Span


def misplaced(entry: Entry, styles: Styles, text: str) -> Departure | None:
    """What to say of a venue in another place; the edit writes the entry as its neighbors are."""
    shape = entry.shape
    if entry.kind == "row" or "pub" not in shape or "title" not in shape:
        return None
    first = shape.index("pub") < shape.index("title")
    usual = styles.order(entry)
    if usual is None or usual is first or not _venue(entry):
        return None
    pub = entry.pieces[shape.index("pub")]
    span = Span(pub.start, pub.end)
    where = "before" if first else "after"
    other = "after" if first else "before"
    message = (
        f"venue `{text[slice(*span)]}` is {where} the title; neighboring entries have it {other}"
    )
    style = styles.near(entry.paper)
    line = rewritten(entry, style, text) if style is not None and first else None
    edits = (Edit(*entry.paper.span, line),) if line is not None else ()
    return Departure("venue-place", span, edits, message)


def _venue(entry: Entry) -> bool:
    paper = entry.paper
    return paper.venue is not None and "venue" not in paper.inherited


def rewritten(entry: Entry, style: Style, text: str) -> str | None:
    """An entry in a style; None where it has a part that the style has no place for."""
    span = entry.paper.span
    if "\n" in text[span.start : span.end] or not all(gap.literal for gap in entry.gaps):
        return None
    values: dict[str, list[str]] = {}
    for piece in entry.pieces:
        values.setdefault(piece.name, []).append(text[piece.start : piece.end])
    lacking = [name for name in style.fields if name not in values]
    try:
        return style.without(lacking).render(values)
    except KeyError:
        return None


__all__ = ["misplaced", "rewritten"]
