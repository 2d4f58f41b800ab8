"""Entries that lost their list marker: they render as part of the one before."""

from __future__ import annotations

import re
from collections import Counter

from wsss_lint.entries.listreader import ListReader
from wsss_lint.entries.reader import Work
from wsss_lint.entries.tokens import Part
from wsss_lint.entries.units import Unit, lines_of
from wsss_lint.markdown.tree import Block, Row
from wsss_lint.source import Span

#: A bullet without the space after it is none: `-**SEAM:** "Title"`; nor is `• Title`.
_GLUED = re.compile(r"-(?=[*(\[\"“A-Z])|\d{1,3}[.)](?=[*(\[\"“A-Z])|[–—•·▪◦‣●] ?")
RARE = 0.2  # of the items that have several lines: more, and it is how the list is written
FEW = 2
SURE = 0.5  # the value of a line that is an entry beyond doubt
WORDS = 3  # of its title at the least
LINES = 40  # of an item that are looked at


def split(works: list[Work], reader: ListReader) -> tuple[list[Work], set[Span]]:
    """The entries with each swallowed one by itself, and which these are.

    `- A *CVPR2021*` and below it `B *CVPR2021*` without a bullet renders as one entry.
    """
    found: dict[Span, list[Work]] = {}
    several = 0
    for work in works:
        if work.unit.kind != "item":
            continue
        lines = _lines_of(work, reader)
        if not 1 < len(lines) <= LINES:
            continue
        several += 1
        pieces = _pieces(work, lines, reader)
        if len(pieces) > 1:
            found[work.unit.span] = pieces
    if len(found) > max(FEW, RARE * several):
        return works, set()
    out: list[Work] = []
    lost: set[Span] = set()
    for work in works:
        pieces = found.get(work.unit.span, [work])
        out += pieces
        lost |= {piece.unit.span for piece in pieces[1:]}
    return out, lost


def _lines_of(work: Work, reader: ListReader) -> list[Part]:
    """The lines of an item, and what else it has."""
    out: list[Part] = []
    for part, _ in work.entry.parts:
        if part.role in ("own", "line"):
            out += [Part(line, part.role) for line in lines_of(reader.flat, part.span)]
        else:
            out.append(part)
    return out


def _pieces(work: Work, parts: list[Part], reader: ListReader) -> list[Work]:
    """An item as the entries that its lines are; what is none belongs to the one before."""
    groups: list[list[Part]] = []
    for part in parts:
        alone = part.role in ("own", "line") and _sure(_alone(work.unit, [part], reader))
        if alone or not groups:
            groups.append([part])
        else:
            groups[-1].append(part)
    if len(groups) < 2:
        return []
    pieces = [_alone(work.unit, group, reader) for group in groups]
    return pieces if all(map(_sure, pieces)) else []


def _alone(unit: Unit, parts: list[Part], reader: ListReader) -> Work:
    """Some lines of an item read as an entry."""
    first = [Part(parts[0].span, "own")]
    first += [Part(p.span, "line", i) if p.role == "own" else p for i, p in enumerate(parts[1:], 1)]
    span = Span(parts[0].span.start, parts[-1].span.end)
    made = Unit("item", span, first, unit.section, unit.block, unit.depth)
    return reader.work(made)


def _sure(work: Work) -> bool:
    """Whether lines are an entry beyond doubt: a title, and a known venue with its year."""
    reading = work.reading
    pub = reading.pub.publication if reading.pub is not None else None
    return (
        work.value > SURE and reading.title is not None and reading.title.words >= WORDS
        and pub is not None and pub.known and pub.year is not None
    )  # fmt: skip


def nested(works: list[Work], flow: list[Unit]) -> dict[Span, Block | Row]:
    """Which entries are bullets below an entry, where hardly any are: indented by mistake.

    Each with the item that it is shown as a part of.
    """
    read = {work.unit.span: work for work in works}
    found: dict[Span, Block | Row] = {}
    at = list(flow)
    while at:
        unit = at.pop()
        at += unit.kids
        if unit.kind == "item" and unit.span in read and _sure(read[unit.span]):
            found |= {kid.span: unit.block for kid in unit.kids if kid.span in read}
    if not all(_sure(read[span]) for span in found) or len(found) > max(1, RARE * len(works)):
        return {}
    return found


def stray(works: list[Work], reader: ListReader) -> tuple[list[Work], list[Work]]:
    """The entries without the lines of text that are none, and the lines that lost their bullet.

    `-**A:** "Title" *CVPR2021*` is a line of text, and a paper beyond doubt; among items
    `All *CVPR2020* papers are here` is none. A list that is written in paragraphs stays one.
    """
    items = Counter(work.unit.section for work in works if work.unit.kind == "item")
    texts = [work for work in works if work.unit.kind in PARAGRAPHS]
    if len(texts) > max(1, RARE * items.total()):
        return works, []
    read = {work.unit.span for work in works}
    found: list[Work] = []
    dropped: set[Span] = set()
    for work in reader.chosen:
        if work.unit.kind not in PARAGRAPHS:
            continue
        lines = _lines(work, bool(items[work.unit.section]), reader)
        found += lines
        if lines or (work.unit.span in read and items[work.unit.section] > 1):
            dropped.add(work.unit.span)
    return [work for work in works if work.unit.span not in dropped], found


def _lines(work: Work, among: bool, reader: ListReader) -> list[Work]:
    """The lines of a paragraph that are entries; `among` items they need no trace of a bullet."""
    found = []
    for part in work.unit.parts[:LINES]:
        glued = _GLUED.match(reader.flat, *part.span)
        if glued is None and not among:
            continue
        span = Span(glued.end() if glued is not None else part.span.start, part.span.end)
        unit = Unit("item", span, [], work.unit.section, work.unit.block)
        line = _alone(unit, [Part(span, "own")], reader)
        if _sure(line) and _usual(line, reader):
            found.append(line)
    return found


def _usual(work: Work, reader: ListReader) -> bool:
    """Whether the title is where the items have theirs: in `All *CVPR2020* papers` it is not."""
    habits, title = reader.habit(work), work.reading.title
    return title is not None and (habits is None or habits.prior(title) >= 0)


PARAGRAPHS = frozenset(("paragraph", "line"))
