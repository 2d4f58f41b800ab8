"""Papers and rows that are there twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.planting.lists import CleanList, Entry, pick
from tests.planting.plant import CLOSE, OPEN, Edit, mark, planter
from tests.planting.planters.entries import at_word, words


def bullets(clean: CleanList) -> list[Entry]:
    """Papers on bullets of their own at the outermost level."""
    return [
        e
        for e in clean.entries
        if clean.text[e.line.start : e.line.start + 2] in ("- ", "* ", "+ ")
    ]


def once(clean: CleanList, places: list[Entry]) -> list[Entry]:
    """Those that are listed once, so that a second copy is the first repetition."""
    return [e for e in places if clean.text.count(e.title.value) == 1]


def top(entry: Entry) -> str:
    """The section that holds the year sections."""
    section = entry.paper.section
    while section.parent and section.year is not None and section.parent.level:
        if section.parent.year is None:
            return section.parent.key
        section = section.parent
    return section.key


def marked(clean: CleanList, start: int, end: int) -> Edit:
    """Either half of a pair may be underlined: this one as it stands."""
    return Edit(start, end, mark(clean.text[start:end]))


def copy(clean: CleanList, entry: Entry) -> str:
    """The entry's line with its title marked."""
    before = clean.text[entry.line.start : entry.title.span.start]
    after = clean.text[entry.title.span.end : entry.line.end]
    return before + mark(clean.text[slice(*entry.title.span)]) + after


def parted(clean: CleanList, one: Entry, other: Entry) -> bool:
    """Whether a section's topics, `<summary>Editing</summary>`, keep two entries apart: a paper
    may belong to both."""
    start, end = sorted((one.line.start, other.line.start))
    return clean.text.find("<summary", start, end) >= 0


@planter("paper twice in one section", "duplicate-paper")
def same_section(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, once(clean, bullets(clean)))
    if not entry:
        return None
    others = [
        e for e in bullets(clean)
        if e.paper.section is entry.paper.section and not parted(clean, e, entry)
    ]  # fmt: skip
    place = random.choice(others).line.end
    edits = [Edit(place, place, "\n" + copy(clean, entry))]
    return [*edits, marked(clean, *entry.title.span)]


@planter("paper twice under two years", "duplicate-paper", also=["duplicate-conflict"])
def two_years(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(
        random,
        once(clean, [e for e in clean.starred if e.paper.section.year and e in bullets(clean)]),
    )
    if not entry:
        return None
    others = [
        e
        for e in clean.starred
        if e.paper.section.year not in (None, entry.year.value) and top(e) == top(entry)
        and ('"' in clean.text[e.line.start : e.line.end]) == ('"' in clean.text[entry.line.start : entry.line.end])
        and bool(e.paper.method) == bool(entry.paper.method)
    ]  # fmt: skip
    other = pick(random, others)
    if not other:
        return None
    line = clean.text[entry.line.start : entry.line.end]
    year = str(other.year.value)
    line = copy(clean, entry).replace(clean.pub(entry), "arXiv" + year)
    return [Edit(other.line.end, other.line.end, "\n" + line), marked(clean, *entry.title.span)]


@planter("paper in two sections with two venues", "duplicate-conflict")
def conflict(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [e for e in clean.quoted if not clean.in_tables(e)]
    entry = pick(random, once(clean, places))
    if not entry:
        return None
    others = [e for e in clean.quoted if e.paper.section.year is None and top(e) != top(entry)]
    other = pick(random, others)
    if not other:
        return None
    pub = "arXiv" + str(entry.year.value)
    if pub == clean.pub(entry):
        return None
    line = copy(clean, entry).replace(f"*{clean.pub(entry)}*", f"*{OPEN}{pub}{CLOSE}*")
    return [Edit(other.line.end, other.line.end, "\n" + line), marked(clean, *entry.title.span)]


@planter("one arXiv identifier under two titles", "duplicate-identifier")
def identifier(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    pattern = re.compile(r"arxiv\.org/abs/(\d{4}\.\d{4,5})(?=[)\s])")
    found = [(e, m) for e in clean.entries if (m := pattern.search(clean.text, *e.line))]
    if len(found) < 2:
        return None
    (_, first), (_, second) = random.sample(found, 2)
    whole = re.compile(r"\(([^()\s]*arxiv\.org/abs/[^()\s]*)\)")
    one = next((m for m in whole.finditer(clean.text) if m.start() < first.start() < m.end()), None)
    two = next(
        (m for m in whole.finditer(clean.text) if m.start() < second.start() < m.end()), None
    )
    if not one or not two or one[1] == two[1]:
        return None
    return [Edit(*one.span(1), mark(one[1])), Edit(*two.span(1), mark(one[1]))]


@planter("title again with a slip of the pen", "duplicate-title-typo")
def typo(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, once(clean, clean.starred))  # no links: they would give the pair away
    candidates = words(entry, 6) if entry else []
    if not entry or not candidates:
        return None
    word = random.choice(candidates)
    at = random.randint(1, len(word[0]) - 3)
    letters = word[0]
    wrong = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
    if letters[at] == letters[at + 1]:
        return None
    start, end = at_word(entry, word)
    line = clean.text[entry.line.start : start] + mark(wrong) + clean.text[end : entry.line.end]
    return [Edit(entry.line.end, entry.line.end, "\n" + line), marked(clean, start, end)]


@planter("result row twice", "duplicate-row", also=["table-order", "table-number"])
def row(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    if not clean.tables:
        return None
    table = random.choice(clean.tables)
    rows = [r for r in table.rows if not r.group and r.method]
    one, place = random.choice(rows), random.choice(rows)
    column = table.column("method")
    assert one.method and column
    line, cell = clean.line(one.span.start), one.cells[column.index].span
    copied = clean.text[line.start : cell.start] + mark(clean.source.slice(cell))
    end = clean.line(place.span.start).end
    edits = [Edit(end, end, "\n" + copied + clean.text[cell.end : line.end])]
    return [*edits, marked(clean, *cell)]
