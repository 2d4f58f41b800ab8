"""Everything that a list holds: papers, tables of results, contents, what is not understood."""

from __future__ import annotations

from bisect import bisect_right

from wsss_lint.entries.contexts import Contexts
from wsss_lint.entries.empty import label_for_title
from wsss_lint.entries.given import Format
from wsss_lint.entries.labels import labeled
from wsss_lint.entries.listreader import ListReader
from wsss_lint.entries.papers import paper_of
from wsss_lint.entries.reader import Work
from wsss_lint.entries.sections import sections_of
from wsss_lint.entries.style import judge
from wsss_lint.entries.swallowed import nested, split, stray
from wsss_lint.entries.units import Unit
from wsss_lint.entries.unread import unread
from wsss_lint.records.model import ListDocument, Section
from wsss_lint.source import Source
from wsss_lint.venues.registry import Registry


def read(
    source: Source, format: Format | None = None, registry: Registry | None = None
) -> ListDocument:
    """Everything that a list holds, as far as it is understood."""
    from wsss_lint.records.tables import read_result_tables
    from wsss_lint.records.toc import read_toc

    format = format or Format("", [])
    reader = ListReader(source, format, registry)
    document = ListDocument(source, reader.markdown, format, reader.registry)
    pseudo = [unit.headings for unit in format.units if unit.headings is not None]
    parts = sections_of(reader.markdown, pseudo)
    document.sections = [section for section, _ in parts]
    document.toc = read_toc(parts, source.flat)
    if format.units:
        # the reader counts headings only; what settings call one is part of a section of theirs
        reader.select([section.key for section, _ in parts if section.level < 7])
    works = reader.read()
    _papers(document, reader, works)
    read_result_tables(document, parts, source.flat)
    judge(document)
    return document


def _papers(document: ListDocument, reader: ListReader, works: list[Work]) -> None:
    """Set the papers, and what of the list is not understood."""
    contexts = Contexts(reader.markdown, reader.flow, reader.registry)
    places = Places(document.sections)
    works, lone = stray(works, reader)
    whole = [*works, *lone]
    works, lost = split(whole, reader)
    lost |= {work.unit.span for work in lone}
    indented = nested([*whole, *works], reader.flow)
    for work in works:
        paper = paper_of(work, places.of(work.unit), contexts.above(work.unit), reader)
        paper.swallowed = work.unit.span in lost or work.unit.span in indented
        paper.block = indented.get(work.unit.span, paper.block)
        label_for_title(paper, reader.flat)
        labeled(paper, reader.flat)
        document.papers.append(paper)
    document.unreadable, titleless = unread(reader, [*whole, *works], contexts, places)
    document.papers += titleless
    document.papers.sort(key=lambda paper: paper.span)
    for index, paper in enumerate(document.papers):
        paper.index = index


class Places:
    """Which section a unit stands in."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [section.span.start for section in sections]

    def of(self, unit: Unit) -> Section:
        """The section of a unit; a heading that is an entry itself is in the one around it."""
        at = max(bisect_right(self._starts, unit.span.start) - 1, 0)
        section = self._sections[at]
        if unit.kind == "heading" and section.parent is not None:
            return section.parent
        return section
