"""Finding out in which form a list is written: the preset that reads it best."""

from __future__ import annotations

import re
from itertools import islice

from wsss_lint.formats.format import Format, UnitFormat
from wsss_lint.formats.links import before_tags
from wsss_lint.formats.presets import load, names
from wsss_lint.formats.relax import relax
from wsss_lint.formats.template import Capture, Match
from wsss_lint.markdown.tree import Block, Item, MarkdownDocument
from wsss_lint.records.model import Inference, Section
from wsss_lint.records.toc import read_toc
from wsss_lint.records.units import (
    Unit,
    block_units,
    item_units,
    own_unit,
    sections_of,
    selects,
    tables_of,
)
from wsss_lint.venues.registry import Registry

ENOUGH = 0.5  # a preset that reads less than this share of the units is not the list's form
FEW = 3  # nor is one that reads fewer papers than this, unless the list is small
SMALL = 8
SAMPLE = 600  # units looked at; more would not change the answer
GLANCE = 48  # units that every preset is tried on before the best few are measured
BEST = 3
SURE = 0.85  # a form read from less of the list than this is not looked for any further
OWN_FEW = 6  # entries from which a form is induced
OWN_INHERIT = {"venue": "{venue}", "year": ["{year}", "{venue} {year}"]}
DATED = frozenset(("pub", "venue", "year", "date"))

#: What a field that was read says for a preset: a form that tells more apart is the better one.
WEIGHTS = {
    "title": 1.0, "pub": 0.6, "venue": 0.4, "year": 0.4, "authors": 0.5, "method": 0.3,
    "url": 0.2, "links": 0.2, "date": 0.2, "tags": 0.1,
}  # fmt: skip


def infer(markdown: MarkdownDocument, flat: str, registry: Registry) -> Inference:
    """The preset that reads a list best, or the form that its own entries share.

    `known` is False when neither reads enough of it.
    """
    parts = parts_of(markdown, flat)
    own = load("wsss")
    read, units, _ = _measure(own.units[0], parts, flat, registry)
    if read >= FEW and read >= 0.8 * units:
        own.units[0].elsewhere = True
        return Inference(own, read / units, True)
    best: tuple[float, int, int, str] = (0.0, 0, 0, "")
    for name in _promising(parts, flat, registry):
        read, units, score = _measure(load(name).units[0], parts, flat, registry)
        if score > best[0]:
            best = (score, read, units, name)
    _, read, units, name = best
    rows = _rows(load("paper-table").units[0], parts, flat)
    if rows >= FEW and rows >= read:
        return Inference(load("paper-table"), 1.0, True)
    share = read / units if units else 0.0
    if rows < FEW and (share < SURE or read < SURE * _likely(parts, flat, own.units[0])):
        induced = _induced(parts, flat, registry, best[0])
        if induced is not None:
            return induced
    blocks = _in_blocks(parts, flat, registry, read)
    if blocks is not None:
        return blocks
    if not name or share < ENOUGH or (read < FEW and read < units and units > SMALL):
        if _broken_but_ours(own.units[0], parts, flat, registry):
            own.units[0].in_ = [re.compile("")]  # all of so small a list is papers
            return Inference(own, 0.0, True)
        return Inference(Format("unknown", []), share, False)
    found = load(name)
    found.units[0].elsewhere = bool(found.units[0].in_)
    if rows >= FEW:
        found.units.extend(load("paper-table").units)
        found.name = f"{name} + paper-table"
    return Inference(found, share, True)


def _in_blocks(
    parts: list[tuple[Section, list[Block]]], flat: str, registry: Registry, items: int
) -> Inference | None:
    """The form of a list whose papers are paragraphs, when more of them are read than items."""
    best: tuple[float, int, int, str] = (0.0, 0, 0, "")
    for name in names() if "\n**" in flat else ():
        unit_format = load(name).units[0]
        if unit_format.unit == "block":
            read, units, score = _measure(unit_format, parts, flat, registry)
            best = max(best, (score, read, units, name))
    _, read, units, name = best
    if read < OWN_FEW or read <= items or read < SURE * units:
        return None
    return Inference(load(name), read / units, True)


def _likely(parts: list[tuple[Section, list[Block]]], flat: str, unit_format: UnitFormat) -> int:
    """How many items name a year, or stand under one: what should be read, whatever the form."""
    units = (
        (section.year, unit)
        for section, blocks in parts
        for unit in item_units(flat, blocks, unit_format)
    )
    return sum(
        bool(year) or YEAR.search(u.text, u.start, u.end) is not None
        for year, u in islice(units, SAMPLE)
    )


def _induced(
    parts: list[tuple[Section, list[Block]]], flat: str, registry: Registry, score: float
) -> Inference | None:
    """The form that the list's own entries have, when nearly all of them share it.

    It has to tell venues or years: a list of tools, `- [Name](url) what it is`, is none of papers.
    """
    from wsss_lint.records.induce import induce

    plain = load("wsss").units[0]
    every = (unit for _, blocks in parts for unit in item_units(flat, blocks, plain))
    units = list(islice(every, SAMPLE))
    if len(units) < OWN_FEW:
        return None
    shapes = induce(units, registry).templates
    if shapes and shapes[0].fields & DATED:
        # `[Name](url)` among papers with venues: tools and courses, not a form of papers
        shapes = [t for t in shapes if t.fields & (DATED | {"authors"})]
    templates = [t.text for t in shapes]
    if not templates:
        return None
    raw = {"units": [{"unit": "item", "entry": templates, "inherit": OWN_INHERIT}]}
    found = Format.from_raw(templates[0], raw)
    read, held, own_score = _measure(found.units[0], parts, flat, registry, dated=True)
    if read < OWN_FEW or read < SURE * held or own_score < 1.1 * score:
        return None
    return Inference(found, read / held, True, True)


def _broken_but_ours(
    unit_format: UnitFormat, parts: list[tuple[Section, list[Block]]], flat: str, registry: Registry
) -> bool:
    """Whether a small list (a contributor tries one line) is ours but for its slips."""
    units = [unit for _, blocks in parts for unit in item_units(flat, blocks, unit_format)]
    if not 0 < len(units) <= SMALL:
        return False
    read = 0
    for unit in units:
        matches = (
            relax(template, unit.text, unit.start, unit.end, registry, 3.0)
            for template in unit_format.templates[:4]
        )
        read += any(
            m is not None and complete(m, unit.text, registry) and "pub" in m.template.fields
            for m in matches
        )
    return read * 2 >= len(units)


def _promising(
    parts: list[tuple[Section, list[Block]]], flat: str, registry: Registry
) -> list[str]:
    """The presets that read most of a few units taken evenly from the whole list."""
    scores: list[tuple[float, str]] = []
    shared: dict[tuple[bool, str], list[Unit]] = {}
    for name in names():
        unit_format = load(name).units[0]
        if unit_format.unit != "item":
            continue
        key = (unit_format.nested, unit_format.marker)
        if key not in shared:
            shared[key] = [u for _, blocks in parts for u in item_units(flat, blocks, unit_format)]
        every = shared[key]
        step = max(1, len(every) // GLANCE)
        matches = [(_match(unit_format, unit, registry), unit) for unit in every[::step]]
        score = sum(_worth(m) for m, unit in matches if m and complete(m, unit.text, registry))
        if score:
            scores.append((-score, name))
    return [name for _, name in sorted(scores)[:BEST]]


def parts_of(markdown: MarkdownDocument, flat: str) -> list[tuple[Section, list[Block]]]:
    """The sections with their blocks, without tables of contents."""
    parts = sections_of(markdown, [])
    contents: set[int] = set()
    read_toc(parts, flat, contents)
    return [(s, [b for b in blocks if id(b) not in contents]) for s, blocks in parts]


def _measure(
    unit_format: UnitFormat, parts: list[tuple[Section, list[Block]]], flat: str,
    registry: Registry, dated: bool = False,
) -> tuple[int, int, float]:  # fmt: skip
    """How many units are read as papers, of how many in their sections, and the score.

    `dated`: only what says venue, year or date counts.
    """
    read = units = seen = 0
    score = 0.0
    selected = bool(unit_format.in_) and selects(unit_format, (s for s, _ in parts))
    for section, blocks in parts:
        if seen > SAMPLE:
            break
        if selected and not unit_format.holds(section.key):
            continue
        every = (
            block_units(flat, blocks, unit_format.start)
            if unit_format.unit == "block"
            else item_units(flat, blocks, unit_format)
        )
        here = list(islice(every, SAMPLE))
        seen += len(here)
        matches = [_read(unit_format, unit, flat, registry) for unit in here]
        good = [m for m, unit in matches if m is not None and complete(m, unit.text, registry)]
        if dated:
            good = [m for m in good if any(c.name in DATED for c in m.captures)]
        if len(good) * 2 < len(here):
            continue
        read += len(good)
        units += len(here)
        score += sum(_worth(match) for match in good)
    return read, units, score


def _read(
    unit_format: UnitFormat, unit: Unit, flat: str, registry: Registry
) -> tuple[Match | None, Unit]:
    """What a unit is read as, and without the bullets below it when only that can be read."""
    match = _match(unit_format, unit, registry)
    if match is None and unit.lines > 1 and isinstance(unit.block, Item):
        bare = own_unit(flat, unit.block)
        if bare is not None:
            return _match(unit_format, bare, registry), bare
    if match is None and before_tags(unit.text, unit.start, unit.end) < unit.end:
        from wsss_lint.records.strict import untagged

        plain = untagged(unit_format.templates, unit)
        if plain is not None:
            return _match(unit_format, plain, registry), plain
    return match, unit


def _match(unit_format: UnitFormat, unit: Unit, registry: Registry) -> Match | None:
    for template in unit_format.templates:
        match = template.match(unit.text, unit.start, unit.end, registry)
        if match is not None:
            return match
    return None


YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SHORT_PUB = re.compile(r"(?<![\w'’])([A-Z][A-Za-z&]{1,9}) ?['’] ?\d\d(?!\d)")
MARKS = ("[", "]", "**", "](", "【", "】")


def complete(match: Match, text: str, registry: Registry | None = None) -> bool:
    """Whether a match says enough to be a paper: a title and a venue, year or link.

    A title, label or name with a year or half a bracket in it is mostly one that swallowed the
    venue: `- **[CVPR 2024]** Title`, `(*CVPR 2024*) **[Label]** Title`. The form does not fit.
    """
    names_ = {c.name for c in match.captures}
    for c in match.captures:
        if c.name in ("title", "authors", "method") and _swallowed(c, text, registry):
            return False
    if "authors" in names_ and _swapped(match, text):
        return False
    return "title" in names_ and bool(names_ & {"pub", "venue", "year", "url", "links", "date"})


def _swapped(match: Match, text: str) -> bool:
    """Whether what is read as the title is names, and what is read as names is none."""
    title, authors = match.first("title"), match.first("authors")
    if title is None or authors is None or text.find(",", title.start, title.end) < 0:
        return False
    from wsss_lint.records.naming import looks_like_authors

    return looks_like_authors(text[title.start : title.end]) and not looks_like_authors(
        text[authors.start : authors.end]
    )


def _swallowed(c: Capture, text: str, registry: Registry | None) -> bool:
    """Whether a field took in the venue or marks that belong around it."""
    if YEAR.search(text, c.start, c.end):
        return True
    if c.name == "authors" and text[c.start] in '*_"“':
        return True  # `Ann Ey, Bo Zed. *Title*. CVPR 2020`: title and authors change places
    if c.name != "title":
        return any(text.find(mark, c.start, c.end) >= 0 for mark in MARKS)
    if text[c.end - 1] == "|" or text.startswith("**", c.start):
        return True
    value = text[c.start : c.end]
    if value.endswith(":") and " " not in value:
        return True  # `- Paper: https://…`: what the link is, no title
    if registry is not None and value[0] in "[(`【":
        bare = value.strip("[]()`【】 ")  # **[`CVPR`]** Title
        if bare and registry.lookup(bare) is not None:
            return True
    if registry is None or ("'" not in text[c.start : c.end] and "’" not in text[c.start : c.end]):
        return False
    found = SHORT_PUB.search(text, c.start, c.end)  # `[CVPR'24] Title`, not `CLIP's Dense`
    return found is not None and registry.lookup(found[1]) is not None


def _worth(match: Match) -> float:
    worth = sum(WEIGHTS.get(name, 0.0) for name in {c.name for c in match.captures})
    # The canonical form says more for a preset than its tolerated ones.
    return worth * (1.0 if match.template.index == 0 else 0.85)


def _rows(unit_format: UnitFormat, parts: list[tuple[Section, list[Block]]], flat: str) -> int:
    """How many rows stand in tables whose header is that of a table of papers."""
    if "|" not in flat or unit_format.header is None:
        return 0
    from wsss_lint.records.tables import of_papers

    return sum(
        len(table.rows)
        for _, blocks in parts
        for table in tables_of(blocks)
        if of_papers(unit_format, table, flat)
    )
