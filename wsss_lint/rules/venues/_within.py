"""A venue that was read as the end of the title: the list has it in another place."""

from __future__ import annotations

import re

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.source import Span

_PUB = r"(?<![\w-])([A-Z][A-Za-z&]{1,9})(?:[ ,'’-]{0,2}(?:19|20)\d\d|['’]?\d\d)(?=[)\]*_`.,;: ]*$)"


def venue_in_title(paper: Paper, document: ListDocument) -> Span | None:
    """Where venue and year stand at the end of what was read as the title.

    `- **ProGrad**: A Title, Ann Ey et al. (ICCV 2023)` in a list of `- (CVPR 2022) **M**: Title`.
    """
    title = paper.title
    if title is None or paper.venue is not None:
        return None
    text = document.source.slice(title.span)
    found = re.search(_PUB, text)
    if found is None or document.registry.lookup(found[1]) is None:
        return None
    start = title.span.start
    return Span(start + found.start(), start + found.end())


def lack_is_odd(papers: int, without: int) -> bool:
    """Whether so few lack a venue that those who do are meant to have one."""
    return without * 10 <= papers or (without <= 4 and without * 2 <= papers - without)
