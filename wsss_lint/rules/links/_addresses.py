"""Where the addresses of a list stand in its text, and what of the text is code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wsss_lint.markdown.tree import Block
from wsss_lint.records.model import ListDocument
from wsss_lint.source import Span

# The target of an inline link: no blanks, parentheses one level deep (`…/Foo_(bar)`).
_TARGET = r"\]\([ \t]*(<[^<>\n]*>|[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)"
# `](` before anything but a whole absolute address, an anchor or a path: one link in a hundred.
_SUSPECT = r"\]\((?!(?:https?://(?!http|\))|#|\.{0,2}/)[^\s()<>\]]*\))"
_TICKS = r"`+"


class Target(NamedTuple):
    """The target of one inline link as written."""

    url: str
    span: Span  # of the target without `<` and `>`


class Addresses:
    """The links of one list that deserve a look, and whether readers see them as links.

    Both are found out when first asked for: most lists have few such links.
    """

    def __init__(self, document: ListDocument) -> None:
        self.document = document
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        self._line = -1
        self._code: list[Span] = []
        self._suspects: list[int] | None = None

    @property
    def suspects(self) -> list[int]:
        """The offsets of `](` where no whole absolute address, anchor or path follows."""
        if self._suspects is None:
            flat = self.document.source.flat
            self._suspects = [found.start() for found in re.finditer(_SUSPECT, flat)]
        return self._suspects

    def targets(self) -> Iterator[Target]:
        """The targets of the suspects, code included: ask `visible` before reporting one."""
        flat, pattern = self.document.source.flat, re.compile(_TARGET)
        for at in self.suspects:
            found = pattern.match(flat, at)
            if found is None:
                continue
            start, end = found.span(1)
            url = found[1]
            if url.startswith("<"):
                start, end, url = start + 1, end - 1, url[1:-1]
            yield Target(url, Span(start, end))

    def visible(self, offset: int) -> bool:
        """Whether text at `offset` is rendered as such: it is not in code, a comment or the text
        that stands for an image."""
        flat = self.document.source.flat
        if self._starts is None:
            spans = sorted(_hidden(self.document.markdown.blocks, flat))
            self._starts = [span.start for span in spans]
            self._ends = [span.end for span in spans]
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self._ends[at]:
            return False
        start = flat.rfind("\n", 0, offset) + 1
        if start != self._line:
            end = flat.find("\n", offset)
            self._line, self._code = start, code_spans(flat, start, end if end >= 0 else len(flat))
        at = bisect_right(self._code, (offset, len(flat) + 1)) - 1
        if at >= 0 and offset < self._code[at].end:
            return False
        return not in_image(flat, offset)


_last: Addresses | None = None


def addresses(document: ListDocument) -> Addresses:
    """The `Addresses` of a list, made once however many rules ask."""
    global _last
    if _last is None or _last.document is not document:
        _last = Addresses(document)
    return _last


def code_spans(flat: str, start: int, end: int) -> list[Span]:
    """The code spans of one line: from a run of backticks to the next run of the same length."""
    runs = [found.span() for found in re.compile(_TICKS).finditer(flat, start, end)]
    partner: list[int | None] = [None] * len(runs)
    seen: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        partner[number] = seen.get(length)
        seen[length] = number
    spans: list[Span] = []
    number = 0
    while number < len(runs):
        other = partner[number]
        if other is None:
            number += 1
            continue
        spans.append(Span(runs[number][0], runs[other][1]))
        number = other + 1
    return spans


def _hidden(blocks: Iterable[Block], flat: str) -> list[Span]:
    """The spans of code blocks and HTML comments; nested blocks are looked into."""
    found: list[Span] = []
    pending = list(blocks)
    while pending:
        block = pending.pop()
        if block.kind in ("fence", "code"):
            found.append(block.span)
        else:
            pending.extend(block.children)
    at = flat.find("<!--")
    while at >= 0:
        end = flat.find("-->", at)
        end = end + 3 if end >= 0 else len(flat)
        found.append(Span(at, end))
        at = flat.find("<!--", end)
    return found


LONGEST_ALT = 400
DEEPEST_ALT = 3  # images looked at before a place: the text of one rarely holds another


def in_image(flat: str, offset: int) -> bool:
    """Whether a place is in the text that stands for an image: a link there is none.

    `![see [the paper](https://…) here](figure.png)` shows the figure.
    """
    line = max(flat.rfind("\n", 0, offset) + 1, offset - LONGEST_ALT)
    start = offset
    for _ in range(DEEPEST_ALT):
        start = flat.rfind("![", line, start)
        if start < 0:
            break
        depth = 0
        for at in range(start + 1, min(len(flat), start + 2 * LONGEST_ALT)):
            char = flat[at]
            if char == "\n":
                break
            depth += (char == "[") - (char == "]")
            if depth == 0:
                if at > offset and flat.startswith("(", at + 1):
                    return True
                break
    return False


def link_start(flat: str, bracket: int) -> int:
    """Where the link begins whose label ends at `bracket`, the offset of its `]`."""
    depth = 0
    for at in range(bracket, max(bracket - 300, -1), -1):
        char = flat[at]
        if char == "\n":
            break
        if char == "]":
            depth += 1
        elif char == "[":
            depth -= 1
            if depth == 0:
                return at - 1 if at > 0 and flat[at - 1] == "!" else at
    return bracket
