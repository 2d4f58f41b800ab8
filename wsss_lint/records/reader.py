"""From the block tree to the records: papers by the list's templates, tables, contents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from wsss_lint.formats.format import Format, UnitFormat
from wsss_lint.formats.relax import names_pub
from wsss_lint.markdown import parse
from wsss_lint.markdown.tree import Block, Item, MarkdownDocument
from wsss_lint.records.fields import fill
from wsss_lint.records.model import ListDocument, Paper, Section
from wsss_lint.records.regime import judge
from wsss_lint.records.remarks import remarked
from wsss_lint.records.strict import any_match, complete, dated, strict_match, untagged
from wsss_lint.records.units import (
    Unit,
    block_units,
    cut,
    heading_year,
    item_units,
    loose_lines,
    own_unit,
    prepare,
    quote_units,
    sections_of,
    segments,
    selects,
)
from wsss_lint.source import Source, Span
from wsss_lint.venues.registry import Registry


def read(
    source: Source, format: Format | None = None, registry: Registry | None = None
) -> ListDocument:
    """Everything that a list holds; without a format (or its units) that is inferred."""
    registry = registry or Registry()
    markdown = parse(source)
    flat = prepare(source)
    if format is not None and format.units:
        return read_blocks(markdown, flat, format, registry)
    from wsss_lint.records.infer import infer

    inference = infer(markdown, flat, registry)
    if format is not None:  # settings that say how tables are, and nothing of the papers
        inference.format.tables = format.tables | inference.format.tables
    document = read_blocks(markdown, flat, inference.format, registry)
    document.inference = inference
    return document


def read_blocks(
    markdown: MarkdownDocument, flat: str, format: Format, registry: Registry
) -> ListDocument:
    """As `read`, for a file whose blocks are known already."""
    from wsss_lint.records.tables import read_paper_rows, read_result_tables
    from wsss_lint.records.toc import read_toc

    document = ListDocument(markdown.source, markdown, format, registry)
    pseudo = [unit.headings for unit in format.units if unit.headings is not None]
    parts = sections_of(markdown, pseudo)
    document.sections = [section for section, _ in parts]
    toc_blocks: set[int] = set()
    document.toc = read_toc(parts, flat, toc_blocks)
    _find_sections(format.units, document.sections)
    pending: list[tuple[Paper, Unit]] = []
    doubted: list[tuple[Section, list[tuple[Paper, Unit]]]] = []
    outside: list[tuple[Section, list[tuple[Paper, Unit]]]] = []
    for section, blocks in parts:
        blocks = [b for b in blocks if id(b) not in toc_blocks]
        rows: set[int] = set()  # what an earlier unit has read is not read again by a later one
        texts: list[Span] = []
        for unit_format in format.units:
            inside = unit_format.anywhere or unit_format.holds(section.key)
            if not inside and not (unit_format.elsewhere and unit_format.admits(section.key)):
                continue
            if unit_format.unit == "row":
                read_paper_rows(document, section, blocks, unit_format, flat, rows)
                continue
            read, sure = _read_units(document, section, blocks, unit_format, flat, texts)
            if not (inside and sure):
                (doubted if inside else outside).append((section, read))
                continue
            pending.extend(read)
            if read and len(format.units) > 1:
                texts = sorted([*texts, *(paper.span for paper, _ in read)])
    if doubted:
        pending.extend(_beside_papers(doubted, pending, document))
    if outside:
        pending.extend(_evident(outside, document))
    judge(document, pending)
    document.papers.sort(key=lambda paper: paper.span)
    for index, paper in enumerate(document.papers):
        paper.index = index
    read_result_tables(document, parts, flat)
    return document


def _find_sections(units: list[UnitFormat], sections: list[Section]) -> None:
    """Let units read anywhere when none of their kind (rows, other text) has a section here."""
    for rows in (True, False):
        kind = [unit for unit in units if (unit.unit == "row") is rows]
        anywhere = not any(selects(unit, sections) for unit in kind)
        for unit in kind:
            unit.anywhere = anywhere


def _units(blocks: list[Block], unit_format: UnitFormat, flat: str) -> Iterable[Unit]:
    if unit_format.unit == "item":
        return item_units(flat, blocks, unit_format)
    if unit_format.unit == "quote":
        return quote_units(flat, blocks)
    return block_units(flat, blocks, unit_format.start)


def _read_units(
    document: ListDocument, section: Section, blocks: list[Block], unit_format: UnitFormat,
    flat: str, taken: list[Span],
) -> tuple[list[tuple[Paper, Unit]], bool]:  # fmt: skip
    """The papers of a section by one unit of the format, but for what is `taken` (sorted).

    Without selectors, a section holds papers when most of its units read as papers: the second
    value says whether that is so.
    """
    read: list[tuple[Paper, Unit]] = []
    for unit in _units(blocks, unit_format, flat):
        if unit.end <= unit.start or not unit_format.wants(unit.text, unit.start, unit.end):
            continue
        if taken and _touches(unit.base + unit.start, unit.base + unit.end, taken):
            continue
        read.extend(_read_unit(document, section, unit_format, unit, flat))
    if not unit_format.in_ or unit_format.anywhere:
        templates, registry = unit_format.templates, document.registry
        good = sum(
            1
            for paper, unit in read
            if (match := paper.match or any_match(templates, unit, registry)) and complete(match)
        )
        if good * 2 < len(read):
            return read, False
    if unit_format.unit == "item":
        lost = list(_without_bullets(document, section, blocks, unit_format, flat))
        # More of them, and the list has papers in paragraphs; but `-**A:** …` is meant as a bullet.
        if len(lost) < len(read) or all(flat[p.span.start - 1] in "-.)" for p, _ in lost):
            read.extend(lost)
    return read, True


def _beside_papers(
    doubted: list[tuple[Section, list[tuple[Paper, Unit]]]], pending: list[tuple[Paper, Unit]],
    document: ListDocument,
) -> list[tuple[Paper, Unit]]:  # fmt: skip
    """The units of sections that hold papers after all, though few of them could be read.

    `### 2019` with one broken entry between `### 2020` and `### 2018` is a section of papers:
    its neighbours are, and it is named as they are. Where there are no such neighbours the
    entries tell it, those of all years together: a section of a year may have only one.
    """
    from wsss_lint.records.torn import torn

    sure = {id(paper.section) for paper, _ in pending}
    years = {id(paper.section.parent) for paper, _ in pending if heading_year(paper.section.title)}
    found: list[tuple[Paper, Unit]] = []
    shelves: dict[tuple[int, bool], list[tuple[Paper, Unit]]] = {}
    for section, read in doubted:
        if id(section) in sure:
            continue
        of_year = heading_year(section.title) is not None
        if of_year and id(section.parent) in years:
            found.extend(read)
            continue
        key = (id(section.parent), True) if of_year else (id(section), False)
        shelves.setdefault(key, []).extend(read)
    for (_, of_year), read in shelves.items():
        if torn(read, document, of_year):
            found.extend(read)
    return found


EVIDENT = 0.8  # of the entries of a chapter that is not named as one of papers


def _evident(
    outside: list[tuple[Section, list[tuple[Paper, Unit]]]], document: ListDocument
) -> list[tuple[Paper, Unit]]:
    """The units of chapters that hold papers though their headings do not say so: nearly all of
    their entries are read to the letter, with a venue that is known.

    `### 1.2. Supervised by boxes` under `# 1. Paper List` says it; `# 1.2. Supervised by boxes`,
    with a slip in its level, does not, and its papers are as much papers as before.
    """
    chapters: dict[int, list[tuple[Paper, Unit]]] = {}
    for section, read in outside:
        top = section
        while (parent := top.parent) and parent.parent and not parent.names_file:
            top = parent
        chapters.setdefault(id(top), []).extend(read)
    found: list[tuple[Paper, Unit]] = []
    for read in chapters.values():
        sure = sum(paper.match is not None and dated(paper, document) for paper, _ in read)
        if sure > 1 and sure >= EVIDENT * len(read):
            found.extend(read)
    return found


def _without_bullets(
    document: ListDocument, section: Section, blocks: list[Block], unit_format: UnitFormat,
    flat: str,
) -> Iterable[tuple[Paper, Unit]]:  # fmt: skip
    """Lines of paragraphs among papers that are papers themselves: their bullets are lost."""
    for unit in loose_lines(flat, blocks):
        match = strict_match(unit_format.templates, unit, document.registry)
        if match is None or match.first("pub") is None or not complete(match):
            continue
        paper = Paper(0, Span(unit.base + unit.start, unit.base + unit.end), section, unit_format)
        paper.block = unit.block
        fill(paper, match, unit, document)
        if dated(paper, document):
            paper.swallowed = True
            yield paper, unit


def _touches(start: int, end: int, taken: list[Span]) -> bool:
    """Whether a range shares a character with one of these (sorted, apart from one another)."""
    at = bisect_left(taken, (end,))
    return at > 0 and taken[at - 1].end > start


def _read_unit(
    document: ListDocument, section: Section, unit_format: UnitFormat, unit: Unit, flat: str
) -> list[tuple[Paper, Unit]]:
    """The papers of one unit: one, or several where bullets lost their markers."""
    if unit.lines > 1 and unit.lines < 40:
        swallowed = _split(document, section, unit_format, unit, flat)
        if swallowed:
            return swallowed
    match = strict_match(unit_format.templates, unit, document.registry)
    if match is None and unit.lines > 1 and isinstance(unit.block, Item):
        bare = own_unit(flat, unit.block)  # without what is said in bullets below it
        match = strict_match(unit_format.templates, bare, document.registry) if bare else None
        nested = any(" - " in template.text for template in unit_format.templates)
        unit = bare if bare is not None and (match is not None or not nested) else unit
    if match is None:
        match = remarked(
            unit, lambda cut: strict_match(unit_format.templates, cut, document.registry)
        )
    paper = Paper(0, Span(unit.base + unit.start, unit.base + unit.end), section, unit_format)
    paper.block = unit.block
    if match is None and (plain := untagged(unit_format.templates, unit)) is not None:
        match, unit = strict_match(unit_format.templates, plain, document.registry), plain
    if match is not None:
        fill(paper, match, unit, document)
    return [(paper, unit)]


def _split(
    document: ListDocument, section: Section, unit_format: UnitFormat, unit: Unit, flat: str
) -> list[tuple[Paper, Unit]]:
    """Several lines that are each a paper of their own: all but the first are swallowed.

    `- A *CVPR2021*` and below it `B *CVPR2021*` without a bullet renders as one entry.
    """
    ranges = segments(unit, flat)
    if len(ranges) < 2:
        return []
    read: list[tuple[Paper, Unit]] = []
    for start, end in ranges:
        piece = cut(flat, start, end, unit.block)
        match = strict_match(unit_format.templates, piece, document.registry)
        if match is not None and not complete(match):
            match = None
        if match is None and read:
            return []
        paper = Paper(
            0, Span(piece.base + piece.start, piece.base + piece.end), section, unit_format
        )
        paper.block = unit.block
        paper.swallowed = bool(read)
        if match is not None:
            fill(paper, match, piece, document)
        read.append((paper, piece))
    first, *others = (paper for paper, _ in read)
    if first.match is not None:
        return read
    # The first line fits no form. It is an entry if it names a venue, not the first half of a
    # title that goes on below; and so must the others be beyond doubt.
    whole = names_pub(flat, *ranges[0], document.registry)
    return read if whole and all(dated(paper, document) for paper in others) else []
