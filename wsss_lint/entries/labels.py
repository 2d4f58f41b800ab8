"""A bold text with a colon in front of a title is its label: `**Oh *et al.*:** "Title" *CVPR2020*`.

What it says is not asked: a row of names or one short word may be a label, and in a list of two
lines nothing else tells it from authors or from a title.
"""

from __future__ import annotations

import re

from wsss_lint.markdown import plain
from wsss_lint.records.model import Field, Paper
from wsss_lint.source import Span

_LABEL = re.compile(
    r"\*\*(?P<label>[^*\n:：]{1,40}(?:\*[^*\n:：]{1,20}\*\.?)?)(?P<inside>\s*[:：])?\s*\*\*"
    r"(?P<behind>\s*[:：])?\s*(?P<title>\"[^\"\n]*\"|“[^”\n]*”)?"
)


def labeled(paper: Paper, text: str) -> None:
    """Tell the label of an entry from its authors and its title."""
    if paper.method is not None or paper.title is None:
        return
    found = _LABEL.match(text, paper.span.start, paper.span.end)
    if found is None or not (found["inside"] or found["behind"] or found["title"]):
        return
    start, end = found.span("label")
    end = start + len(text[start:end].rstrip())
    label = Span(start, end)
    title = paper.title.span
    if found["title"] and title.start < found.start("title"):
        if title.end > found.start("title"):
            return  # the title goes on behind the bold text
        inner = Span(found.start("title") + 1, found.end("title") - 1)
        paper.title = Field(" ".join(plain(text[inner.start : inner.end]).split()), inner)
    elif not found.end() - 1 <= title.start + len(found["title"] or "") <= found.end() + 2:
        return
    if paper.authors is not None and paper.authors.span.start < found.end("label"):
        paper.authors = None
    if _overlaps(paper.venue, label) or _overlaps(paper.year, label):
        return  # `**CVPR 2020:** "Title"`
    paper.method = Field(" ".join(plain(text[start:end]).split()), label)


def _overlaps(field: Field[str] | Field[int] | None, span: Span) -> bool:
    return field is not None and field.span.start < span.end and span.start < field.span.end
