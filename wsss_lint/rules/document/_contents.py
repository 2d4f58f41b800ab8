"""The list's table of contents held against its headings."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from wsss_lint.diagnostics import Applicability, Edit, Fix
from wsss_lint.records.model import ListDocument, Section, TocLink
from wsss_lint.rules.document._anchors import (
    TRIES,
    Meant,
    folded,
    letters,
    slugs_of_names,
    targets,
    title_of,
)
from wsss_lint.source import Span

MARKERS = ("-", "*", "+")
HOUSEKEEPING = (
    "acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "about", "authors",
    "bibtex", "changelog", "citation", "citations", "cite", "contact", "contents", "content",
    "contribute", "contributing", "contribution", "contributions", "contributors", "credits",
    "disclaimer", "feedback", "how to contribute", "index", "introduction", "licence", "license",
    "licenses", "maintainers", "menu", "news", "outline", "overview", "references",
    "related repositories", "related resources", "resources", "star history", "stargazers",
    "stargazers over time", "table of content", "table of contents", "thanks", "toc", "todo",
    "update", "updates",
)  # fmt: skip


class Line(NamedTuple):
    """A line of the table of contents and the section whose heading it links to."""

    link: TocLink
    place: int  # of the section among all of the file; -1: it links to no section's heading
    section: Section | None


def contents(document: ListDocument) -> list[list[Line]]:
    """The lines of each list that is (a part of) a table of contents, in order."""
    if not document.toc:
        return []
    places: dict[str, int] = {}
    for place, section in enumerate(document.sections):
        if section.heading is not None:
            places.setdefault(section.heading.slug.lower(), place)
    slugs = slugs_of_names(document)
    starts = [block.span.start for block in document.markdown.blocks]
    lists: dict[int, list[Line]] = {}
    for link in document.toc:
        anchor = folded(link.anchor)
        place = places.get(slugs.get(anchor, anchor), -1)
        at = bisect_right(starts, link.span.start)
        own = document.sections[place] if place >= 0 else None
        lists.setdefault(at, []).append(Line(link, place, own))
    return list(lists.values())


def line_of(link: TocLink, document: ListDocument) -> Span:
    """The whole line of a link with its line end; with the blank line behind it, where the
    lines of the list stand apart."""
    source = document.source
    number = source.line_of(link.item_span.start)
    starts = source.line_starts
    last = source.line_of(max(link.item_span.end - 1, link.item_span.start))

    def blank(line: int) -> bool:
        return 1 <= line <= len(starts) and not source.slice(source.line_span(line)).strip()

    if blank(number - 1) and blank(last + 1):
        last += 1
    return Span(starts[number - 1], starts[last] if last < len(starts) else len(source.text))


def prefix_of(link: TocLink, document: ListDocument) -> str | None:
    """What stands before a link, `    + `; None where it is more than a bullet.

    A number before it would no longer be right once lines move.
    """
    source = document.source
    start = source.line_span(source.line_of(link.span.start)).start
    prefix = source.text[start : link.span.start]
    return prefix if prefix.strip() in MARKERS else None


def plain_line(link: TocLink, document: ListDocument) -> bool:
    """Whether a line holds one link and at most a few letters more, `(I)`."""
    source = document.source
    behind = source.text[link.span.end : link.item_span.end].strip()
    return prefix_of(link, document) is not None and "](" not in behind and len(behind) <= 12


class Dead(NamedTuple):
    """What can be said of a line whose link leads nowhere."""

    link: TocLink
    meant: Section | None  # the heading that its words or its anchor mean
    renamed: Section | None  # else the one heading without a line that stands in its place
    gone: bool  # else whether its heading is gone, and the line may go too


def dead_lines(document: ListDocument) -> list[Dead]:
    """The lines whose links lead nowhere."""
    if not document.toc:
        return []
    known = targets(document)
    found: list[Dead] = []
    meant: Meant | None = None
    sections: dict[int, Section] = {}
    tries = TRIES  # for all contents together: a page may have one in each chapter
    for lines in contents(document):
        dead = {at for at, line in enumerate(lines) if folded(line.link.anchor) not in known}
        if not dead:
            continue
        if meant is None:
            meant = Meant(document)
            sections = {id(s.heading): s for s in document.sections if s.heading is not None}
        some: dict[int, Section | None] = {}
        for at in dead:
            heading = meant(lines[at].link.anchor, lines[at].link.text)
            some[at] = sections.get(id(heading)) if heading is not None else None
        lost = sorted(at for at, section in some.items() if section is None)
        taken = {id(section) for section in some.values() if section is not None}
        gaps = _Gaps(lines, lost, taken, document, tries)
        for at in sorted(dead):
            other = gaps.heading(at) if some[at] is None else None
            gone = some[at] is None and other is None and len(lost) * 2 < len(lines)
            gone = gone and _leaf(at, lines) and plain_line(lines[at].link, document)
            found.append(Dead(lines[at].link, some[at], other, gone))
        tries = gaps.tries
    return found


def _leaf(at: int, lines: list[Line]) -> bool:
    """Whether no line stands under a line."""
    return at + 1 == len(lines) or lines[at + 1].link.depth <= lines[at].link.depth


class _Gaps:
    """The headings without a line that stand where a lost line stands."""

    def __init__(
        self,
        lines: list[Line],
        lost: list[int],
        taken: set[int],
        document: ListDocument,
        tries: int,
    ) -> None:
        self.lines, self.document = lines, document
        self.lost = frozenset(lost)
        self.listed = {id(line.section) for line in lines} | taken
        self.levels: dict[int, set[int]] = {}
        for line in lines:
            if line.section is not None:
                self.levels.setdefault(line.link.depth, set()).add(line.section.level)
        self.tries = tries

    def heading(self, at: int) -> Section | None:
        """The one heading of its level between those of the lines before and behind it."""
        lines, self.tries = self.lines, self.tries - 1
        levels = self.levels.get(lines[at].link.depth, set())
        if not at or self.tries < 0 or len(levels) != 1 or at + 1 in self.lost:
            return None
        before = at - 1
        while before >= 0 and before in self.lost and self._above(before, at):
            before -= 1  # `- [Learning](#gone)` and below it `- [Papers](#gone-too)`
        start = lines[before].place if before >= 0 else self._first()
        stop = lines[at + 1].place if at + 1 < len(lines) else len(self.document.sections)
        if start < 0 or before in self.lost:
            return None
        fitting = (
            section
            for section in self.document.sections[start + 1 : stop]
            if section.level in levels
            and section.heading is not None
            and id(section) not in self.listed
            and letters(title_of(section.heading, self.document)) not in _HOUSEKEEPING
        )
        first = next(fitting, None)
        return first if next(fitting, None) is None else None

    def _above(self, one: int, other: int) -> bool:
        """Whether a line is less deep than another one."""
        return self.lines[one].link.depth < self.lines[other].link.depth

    def _first(self) -> int:
        """The place before that of the first heading behind the lines."""
        end = self.lines[-1].link.span.end
        sections = self.document.sections
        return bisect_right(sections, end, key=lambda section: section.span.start) - 1


_HOUSEKEEPING = frozenset(letters(word) for word in HOUSEKEEPING)


def removal(link: TocLink, document: ListDocument) -> Fix:
    """Take a line out."""
    return Fix("remove the line", (Edit(*line_of(link, document), ""),), Applicability.UNSAFE)


def renaming(link: TocLink, section: Section, document: ListDocument) -> Fix | None:
    """Let a line name and link to another heading; what stands behind its words stays."""
    import re

    assert section.heading is not None
    title = title_of(section.heading, document)
    text = document.source.slice(link.text_span)
    if any(mark in title + text for mark in "[]*_`<"):
        return None
    suffix = re.search(r"\s*\([^()]{1,6}\)\s*$", text)
    if suffix is not None and not title.endswith(suffix[0].strip()):
        title += suffix[0]
    edits = (Edit(*link.text_span, title), Edit(*link.anchor_span, section.heading.slug))
    return Fix(f"name and link to `{title}`", edits, Applicability.UNSAFE)
