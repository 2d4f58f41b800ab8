"""An entry as its fields in order, and the gaps between them: the literal text of a list's style.

`**SEAM:** "Self-supervised Attention" *CVPR2020*` has the pieces method, title and pub, and the
gaps `**`, `:** "`, `" *` and `*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.markdown.tree import Item, Row
from wsss_lint.records.model import Paper
from wsss_lint.source import Span

TOGETHER = 8  # characters at most between a venue and its year
BETWEEN_LINKS = 12
MOST_LINKS = 60  # of an entry that is compared
DOUBLE = '"“”„«»'
SINGLE = "'‘’`"
EMPHASIS = "*_"
_AL = re.compile(r"\bal[*_]{0,2}\.$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:etc|al|vs|inc|jr|sr|no|e\.g|i\.e|dr)|(?:^|[\s.])[^\W\d_]|\.\w[^\s.]*|\.)\.$",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """A field where it is written, without the punctuation around it; offsets into the file."""

    name: str  # method, title, authors, pub, year, date, links, url, tags, note
    start: int
    end: int


def container(paper: Paper) -> str:
    """What kind of block an entry is: entries are compared with those of their own kind."""
    if isinstance(paper.block, Row):
        return "row"
    if isinstance(paper.block, Item):
        return "item"
    return "paragraph" if paper.block is None else paper.block.kind


def pieces_of(paper: Paper, text: str) -> list[Piece]:
    """The fields of a paper in the order of their places; empty when they overlap."""
    if len(paper.links) > MOST_LINKS:
        return []  # it is a list of its own
    found = [*_texts(paper, text), *_pub(paper, text)]
    found += _links(paper, text, found)
    found.sort(key=lambda piece: (piece.start, piece.end))
    inside = all(paper.span.start <= p.start and p.end <= paper.span.end for p in found)
    apart = all(one.end <= other.start for one, other in pairwise(found))
    return found if inside and apart else []


def _texts(paper: Paper, text: str) -> Iterator[Piece]:
    for name in ("method", "title", "authors", "date", "tags", "note"):
        field = getattr(paper, name)
        if field is None or name in paper.inherited or field.span.end <= field.span.start:
            continue
        start, end = _trimmed(name, text, *field.span)
        if start < end or name == "title":
            yield Piece(name, start, end)


def _trimmed(name: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A field without what separates it from its neighbors."""
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    if end - start < 3:
        return start, end
    if name == "title":
        return _title(text, start, end)
    if name == "authors":
        return start, _authors_end(text, start, end)
    if name == "method":
        if text[end - 1] in ":：;," or (
            text[end - 1] == "." and "." not in text[start : end - 1]
            and not _AL.search(text[start:end])
        ):  # fmt: skip
            return start, end - 1
        label = text[start:end]
        if label.count("*") == 1 and " *" in label and text[end : end + 1] == "*":
            return start, end + 1  # `**Li *et al.***` lost an asterisk to the marks after it
    return start, end


def _title(text: str, start: int, end: int) -> tuple[int, int]:
    """A title without the quotation marks around it and the stop after it."""
    if text[start] in ":：":
        start += 1
        while start < end and text[start] == " ":
            start += 1
    value = text[start:end]
    linked = text[start - 1 : start] == "[" and text.startswith("](", end)
    first = len(value) - len(value.lstrip(DOUBLE))
    last = len(value) - len(value.rstrip(DOUBLE))
    if not linked and 0 < first + last < len(value):
        inner = sum(map(value.count, DOUBLE))
        if first + last == inner:  # and none inside it
            start, end = start + first, end - last
    if not linked:
        start, end = _unquoted(text, start, end)
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if end - start > 3 and text[end - 1] in ".,;:" and not _ABBREVIATED.search(text[start:end]):
        end -= 1
    return start, end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """A title without single quotation marks around it: `'Title'`, and the one of `"Title'`."""
    value = text[start:end]
    first = len(value) - len(value.lstrip(SINGLE))
    last = len(value) - len(value.rstrip(SINGLE))
    inside = value[first : len(value) - last]
    if not 0 < first + last < len(value) or any(f"{q} " in inside for q in SINGLE):
        return start, end
    if first == last < 3:
        return start + first, end - last
    opened, closed = text[start - 1] in DOUBLE, text[end : end + 1] in tuple(DOUBLE)
    odd = not any(map(inside.count, SINGLE))
    if odd and (first, last) == ((0, 1) if opened and not closed else (1, 0)) and opened != closed:
        return start + first, end - last
    return start, end


def _authors_end(text: str, start: int, end: int) -> int:
    """The end of the authors: the stop of `et al.` and of `J. R.` is theirs, another is not."""
    if text[end : end + 1] == "." and text.endswith("et al", start, end):
        return end + 1
    if text.endswith((" -", " –", " —"), start, end):
        return end - 2
    name = text[max(start, end - 4) : end - 1]
    stop = text[end - 1] == "." and name.isalpha() and not _AL.search(text[start:end])
    return end - 1 if stop or text[end - 1] in ",;" else end


def _pub(paper: Paper, text: str) -> Iterator[Piece]:
    """Venue and year: one piece when they are together, as in `CVPR2020` and `2020-CVPR`."""
    venue = paper.venue.span if paper.venue and "venue" not in paper.inherited else None
    year = paper.year.span if paper.year and "year" not in paper.inherited else None
    if venue is not None and year is not None:
        first, second = sorted((venue, year))
        if second.start - first.end <= TOGETHER and not any(
            map(str.isalnum, text[first.end : second.start])
        ):
            end = max(first.end, second.end)
            opened = text[first.end : second.start].rstrip()[-1:]
            closes = opened in ("(", "（", "[") and text[end : end + 1] in (")", "）", "]")
            yield Piece("pub", first.start, end + closes)  # `CVPR (2020)`
            return
        yield Piece("pub", *venue)
        yield Piece("year", *year)
    elif venue is not None or year is not None:
        yield Piece("pub", *(venue or year or ()))


def _links(paper: Paper, text: str, fields: list[Piece]) -> list[Piece]:
    """The links: a run of them is one piece; of a link around a field the address is one."""
    made: list[Piece] = []
    for link in sorted(paper.links, key=lambda link: link.span):
        start, end = link.span
        if not paper.span.start <= start <= end <= paper.span.end:
            continue
        around = any(start <= field.start and field.end <= end for field in fields)
        if around or text.startswith("](", start - 2):
            made.append(Piece("url", *link.url_span))
            continue
        if any(field.start <= start and end <= field.end for field in fields):
            continue  # an author's page
        start, end = bracketed(text, start, end, paper.span)
        last = made[-1] if made else None
        if last is not None and last.name == "links" and _one_run(text, last.end, start, fields):
            made[-1] = last._replace(end=max(last.end, end))
        elif last is None or start >= last.end:
            made.append(Piece("links", start, end))
    return made


def bracketed(text: str, start: int, end: int, unit: Span) -> tuple[int, int]:
    """A link with the brackets around it: `[[paper](https://…)]`."""
    while (
        unit.start < start
        and end < unit.end
        and text[start - 1] + text[end] in ("[]", "()", "``", "[)")
    ):
        start, end = start - 1, end + 1
    return start, end


def _one_run(text: str, start: int, end: int, fields: list[Piece]) -> bool:
    if end - start > BETWEEN_LINKS or any(map(str.isalnum, text[start:end])):
        return False
    return not any(start <= field.start < end for field in fields)
