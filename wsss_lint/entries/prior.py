"""Templates of the settings as a prior: where they fit, their fields are those that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.entries.candidates import Candidate
from wsss_lint.entries.publication import Publication, read_publication
from wsss_lint.entries.template import FieldNode, Group, Literal, Node, Template
from wsss_lint.source import Span
from wsss_lint.venues.registry import Registry

GIVEN = 3.0  # what the maintainer's word adds to the score of a candidate
STEPS = 3_000  # of one template on one entry: more are not worth it
LONGEST = 4_000  # characters of an entry that a template is tried on
FIELDS = {"title": "title", "authors": "authors", "method": "method", "pub": "pub", "venue": "pub",
          "year": "date", "date": "date"}  # fmt: skip
_BLANK = re.compile(r"(?:\s|<br\s*/?>|&nbsp;|\\\n)+(?:[-*+] (?=\S))?", re.IGNORECASE)
_URL = re.compile(r"[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*")
_LINK = r"!?\[+[^\[\]\n]*\]+(?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)\]?|\[[^\[\]]*\]\]?)|<?https?://[^\s<>]+>?"
_TYPES = {
    "year": re.compile(r"(?:19|20)\d\d"),
    "yy": re.compile(r"['’]? ?\d\d"),
    "int": re.compile(r"\d+"),
    "link": re.compile(_LINK),
    "links": re.compile(rf"(?:(?:{_LINK})[\s,|/·]*)*"),
    "links+": re.compile(rf"(?:(?:{_LINK})[\s,|/·]*)+"),
    "tags": re.compile(
        r"(?:[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]|:\w+:|`[^`\n]*`"
        r"|\[[_*]*`[^\[\]\n]*`[_*]*\]|!\[[^\]]*\]\([^)]*\)|\s)+"
    ),
}

Capture = tuple[str, int, int]  # a field's name and its place


def captures(template: Template, text: str, start: int, end: int) -> tuple[Capture, ...] | None:
    """The fields of an entry by a template that fits all of it."""
    if end - start > LONGEST:
        return None
    return next((found for at, found in _Run(text, end).nodes(template.nodes, start)), None)


class _Run:
    """One try of a template on an entry; bounded, whatever the template."""

    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.end = end
        self.steps = 0

    def nodes(
        self, nodes: list[Node], at: int, whole: bool = True
    ) -> Iterator[tuple[int, tuple[Capture, ...]]]:
        """Where the nodes can end that begin at a place; `whole`: only at the entry's end."""
        self.steps += 1
        if self.steps > STEPS:
            return
        if not nodes:
            if not whole or not self.text[at : self.end].strip(" .\n"):
                yield at, ()
            return
        first, rest = nodes[0], nodes[1:]
        if isinstance(first, Literal):
            stop = self.literal(first.text, at)
            if stop is not None:
                yield from self.nodes(rest, stop, whole)
        elif isinstance(first, Group):
            again = [first, *rest] if first.repeated else rest
            for stop, inner in self.nodes(first.nodes, at, whole=False):
                if stop > at:
                    for after, found in self.nodes(again, stop, whole):
                        yield after, (*inner, *found)
            yield from self.nodes(rest, at, whole)
        else:
            for stop in self.ends(first, rest, at):
                for after, found in self.nodes(rest, stop, whole):
                    yield after, ((first.name, at, stop), *found)

    def literal(self, wanted: str, at: int) -> int | None:
        """Where a literal ends that stands at a place; a blank is any run of them."""
        for part in re.split(r"(\s+)", wanted):
            if not part:
                continue
            if part.isspace():
                blank = _BLANK.match(self.text, at, self.end)
                if blank is None and at < self.end:
                    return None
                at = blank.end() if blank is not None else at
            elif self.text.startswith(part, at):
                at += len(part)
            elif part.startswith("-") and self.text[at - 2 : at] == "- ":
                at += len(part) - 1  # the marker of a nested bullet was taken for a blank
            else:
                return None
        return at if at <= self.end else None

    def ends(self, field: FieldNode, rest: list[Node], at: int) -> Iterator[int]:
        """Where a field can end that begins at a place, the nearest first."""
        if field.type in ("rest", "any") and not rest:
            yield self.end
            return
        if field.type == "url":
            yield _URL.match(self.text, at, self.end).end()  # type: ignore[union-attr]
            return
        shape = _TYPES.get(field.type)
        if shape is not None:
            found = shape.match(self.text, at, self.end)
            if found is not None:
                trimmed = at + len(found[0].rstrip(" \n,|"))
                yield found.end()
                if trimmed < found.end():
                    yield trimmed
            return
        yield from self._free(rest, at)

    def _free(self, rest: list[Node], at: int) -> Iterator[int]:
        """The ends of free text: where what follows may begin; it holds no link markup."""
        wanted = rest[0].text.split()[:1] if rest and isinstance(rest[0], Literal) else []
        limit = self.text.find("](", at, self.end)
        limit = self.end if limit < 0 else limit
        stop = at + 1
        while stop <= limit:
            if wanted:
                stop = self.text.find(wanted[0], stop, self.end)
                if stop < 0 or stop > limit:
                    return
                yield at + len(self.text[at:stop].rstrip())
            elif stop == self.end or not (self.text[stop].isalnum() or self.text[stop] in ":_"):
                yield stop
            stop += 1


def preferred(
    found: list[Candidate], said: tuple[Capture, ...], text: str, registry: Registry
) -> list[Candidate]:
    """The candidates with what a template says of them added to their scores."""
    out = list(found)
    for name, start, end in said:
        field = FIELDS.get(name)
        if field is None or end <= start:
            continue
        near = [
            i for i, c in enumerate(out)
            if c.field == field and abs(c.start - start) < 2 and abs(c.end - end) < 2
        ]  # fmt: skip
        for i in near:
            out[i] = out[i]._replace(score=out[i].score + GIVEN)
        if not near:
            made = _made(field, name, Span(start, end), text, registry)
            out += [made] if made is not None else []
    return out


def _made(field: str, name: str, span: Span, text: str, registry: Registry) -> Candidate | None:
    """A candidate that only a template sees."""
    publication, year = None, None
    if field == "pub":
        publication = read_publication(text, *span, registry)
        if publication is None and name == "venue":
            publication = Publication(span, None, None, 1.0, False)
        if publication is None:
            return None
    elif field == "date":
        digits = re.search(r"(?:19|20)\d\d", text[span.start : span.end])
        year = int(digits[0]) if digits is not None else None
    words = len(text[span.start : span.end].split())
    signature = (field, ("own",), (), "", "", 0)
    return Candidate(field, *span, 1.0 + GIVEN, signature, words, publication, year)
