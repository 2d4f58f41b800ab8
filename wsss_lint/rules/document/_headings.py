"""Headings with their numbers, and which of them stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.markdown.tree import Heading
from wsss_lint.records.model import ListDocument, Section, TocLink
from wsss_lint.source import Span

# `1.`, `1.1.`, `2)`; not `2021`, `3D`, and not `1 Million Images`
NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<mark>[.)]?)(?=\s)")


class Numbered(NamedTuple):
    """A heading that begins with a number."""

    heading: Heading
    parts: tuple[int, ...]  # 1.2. is (1, 2)
    span: Span  # of the number with its mark
    words: Span  # of the text behind it


def siblings(document: ListDocument) -> Iterator[list[Section]]:
    """The sections of one level under one parent, group by group, in order."""
    groups: dict[tuple[int, int], list[Section]] = {}
    for section in document.sections:
        if section.heading is not None:
            groups.setdefault((id(section.parent), section.level), []).append(section)
    yield from groups.values()


def numbered(section: Section, document: ListDocument) -> Numbered | None:
    """The number of a section's heading."""
    heading = section.heading
    if heading is None:
        return None
    start, end = heading.text_span
    match = NUMBER.match(document.source.flat, start, end)
    if match is None or not (match["mark"] or "." in match["number"]):
        return None
    words = match.end()
    while words < end and document.source.flat[words] in " \t":
        words += 1
    parts = tuple(map(int, match["number"].split(".")))
    return Numbered(heading, parts, Span(*match.span()), Span(words, end))


def toc_lines(document: ListDocument) -> dict[str, list[TocLink]]:
    """The lines of the contents, by the anchor that they lead to."""
    lines: dict[str, list[TocLink]] = {}
    for link in document.toc:
        lines.setdefault(link.anchor, []).append(link)
    return lines


def numbered_siblings(document: ListDocument) -> Iterator[list[Numbered]]:
    """Groups of siblings that all have a number."""
    for group in siblings(document):
        if len(group) < 2:
            continue
        found = [numbered(section, document) for section in group]
        kept = [n for n in found if n is not None]
        if len(kept) == len(group) or (len(kept) > 2 and len(kept) >= len(group) - 1):
            yield kept
