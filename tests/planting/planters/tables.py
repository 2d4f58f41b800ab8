"""Mistakes in result tables, and between the tables and the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from random import Random

from tests.planting.lists import Cell, CleanList
from tests.planting.plant import Edit, mark, planter
from wsss_lint.records.model import Column, ResultRow, ResultTable


def scores(clean: CleanList) -> list[Cell]:
    """Cells that hold one plain number."""
    return [c for c in clean.cells("metric") if re.fullmatch(r"\d\d\.\d", c.text)]


def chosen(random: Random, cells: list[Cell]) -> Cell | None:
    return random.choice(cells) if cells else None


def rows_of(clean: CleanList, least: int = 3) -> list[Cell]:
    """The first cell of each row of the larger tables."""
    return [
        Cell(table, row, row.cells[0].span, row.cells[0].value)
        for table in clean.tables
        for row in table.rows
        if len(table.rows) >= least and not row.group and len(row.cells) == len(table.columns)
    ]


def ordinary(clean: CleanList, cell: Cell) -> bool:
    """Whether the cell's table has no column that depends on the others."""
    return not any("avg" in column.header.lower() for column in cell.table.columns)


@planter("a cell too many", "table-arity")
def longer(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, rows_of(clean))
    if not cell:
        return None
    end = clean.line(cell.span.start).end
    return [Edit(end, end, " " + mark(f"{random.uniform(40, 80):.1f}") + " |")]


@planter("a cell too few", "table-arity")
def shorter(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, rows_of(clean))
    if not cell:
        return None
    line = clean.line(cell.span.start)
    text = clean.source.slice(line)
    cut = text.rstrip().rstrip("|").rstrip().rfind("|") + 1
    return [Edit(*line, mark(text[:cut]))]


@planter("double space in a cell", "table-cell-spacing", fix="safe")
def spaced_cell(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, [c for c in clean.cells() if re.fullmatch(r"\S+ \S+", c.text)])
    if not cell:
        return None
    at = cell.span.start + cell.text.index(" ")
    return [Edit(at, at + 1, mark("  "))]


BREAKS = {
    "score with a letter in it": lambda s: s.replace(".", ".q"),
    "score with a slash for its point": lambda s: s.replace(".", "/") + "/1",
    "score with two points": lambda s: s.replace(".", ".."),
    "letter o for a zero in a score": lambda s: s[0] + "o" + s[2:],
    "score that is out of range": lambda s: s.replace(".", ""),
    "decimal comma among points": lambda s: s.replace(".", ","),
}


def broken_score(name: str) -> None:
    @planter(name, "table-number", also=["table-order", "table-aggregate", "table-monotone"])
    def number(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        cell = chosen(random, scores(clean))
        return [Edit(*cell.span, mark(BREAKS[name](cell.text)))] if cell else None


for _name in BREAKS:
    broken_score(_name)


@planter("a value in two casings", "table-spelling", fix="safe")
def spelling(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cells = clean.cells("backbone")
    counts = Counter(word for cell in cells for word in cell.text.split())
    places = [
        (cell, m)
        for cell in cells
        for m in re.finditer(r"\S+", cell.text)
        if counts[m[0]] >= 4 and re.fullmatch(r"[A-Z][A-Za-z]+[A-Z][a-z]+\S*\d", m[0])
    ]
    if not places:
        return None
    cell, word = random.choice(places)
    wrong = random.choice([word[0].capitalize(), word[0].lower(), word[0].upper()])
    if wrong == word[0]:
        return None
    start = cell.span.start + word.start()
    return [Edit(start, start + len(word[0]), mark(wrong))]


@planter("placeholder unlike the others", "table-placeholder", fix="unsafe")
def odd_placeholder(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, [c for c in clean.cells("metric") if c.text == "-"])
    return (
        [Edit(*cell.span, mark(random.choice(["N/A", "--", "–", "n.a.", "none"])))]
        if cell
        else None
    )


@planter("supervision that is not the section's", "table-supervision")
def supervision(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(
        random, [c for c in clean.cells("supervision") if re.fullmatch(r"\*\*[IBSP]\*\*", c.text)]
    )
    if not cell:
        return None
    letter = random.choice([x for x in "IBSP" if x != cell.text[2]])
    return [Edit(*cell.span, "**" + mark(letter) + "**")]


@planter("extra data in a table without", "table-extra-data")
def extra(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        c for c in clean.cells("extra") if c.text == "-" and "without" in c.table.section.title
    ]
    cell = chosen(random, places)
    return [Edit(*cell.span, mark("Saliency"))] if cell else None


@planter("method's name for its backbone", "table-column-misuse")
def misuse(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    first = [
        c
        for c in clean.cells("backbone")
        if c.row.method and c.row.method.value != "?" and c.text not in ("-", "?")
    ]
    cell = chosen(random, first)
    if not cell or not cell.row.method or "*" in cell.row.method.value:
        return None
    return [Edit(*cell.span, mark(cell.row.method.value))]


def ascending(clean: CleanList, cell: Cell) -> bool:
    """Whether the table is sorted by its last full column of scores, evidently on purpose: of
    seven rows in any order one in 136 is sorted but for one row, in each of its columns."""
    rows = [r for r in cell.table.rows if not r.group]
    for index in reversed(range(len(cell.table.columns))):
        values = [r.metrics[index].values[:1] for r in rows if index in r.metrics]
        if len(values) == len(rows) >= 8 and all(values):
            return values == sorted(values)
    return False


def sorted_anyway(rows: Sequence[ResultRow]) -> bool:
    """Whether rows are in the order of some score, or of the years: they may be meant to be."""
    columns = [[r.metrics[i].values[0] for r in rows if i in r.metrics and r.metrics[i].values]
               for i in {i for row in rows for i in row.metrics}]  # fmt: skip
    columns.append([float(row.year.value) for row in rows if row.year])
    return any(
        len(set(values)) > 2 and (values == sorted(values) or values == sorted(values)[::-1])
        for values in columns
    )


@planter("row out of a sorted table's order", "table-order")
def disorder(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [c for c in rows_of(clean, 6) if ascending(clean, c)]
    cell = chosen(random, places)
    if not cell:
        return None
    rows = cell.table.rows
    at = rows.index(cell.row)
    target = (at + len(rows) // 2) % len(rows)
    line = clean.line(cell.span.start)
    if abs(target - at) < 3 or target in (0, len(rows) - 1) or at in (0, len(rows) - 1):
        return None
    moved = [row for row in rows if row is not cell.row]
    moved.insert(target, cell.row)
    if sorted_anyway(moved):
        return None
    end = clean.line(rows[target].span.start).end
    return [
        Edit(line.start, line.end + 1, ""),
        Edit(end, end, "\n" + mark(clean.source.slice(line))),
    ]


def headers(clean: CleanList, least: int) -> list[Column]:
    """Headers of tables that three others agree with, of so many letters."""

    def whole(table: ResultTable) -> tuple[str, ...]:
        return tuple(c.header for c in table.columns)

    counts = Counter(whole(t) for t in clean.document.tables)
    return [
        c
        for t in clean.document.tables
        for c in t.columns
        if counts[whole(t)] >= 4 and sum(map(str.isalpha, c.header)) >= least
    ]


@planter("header with a letter lost", "table-header", fix="unsafe")
def header_slip(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = headers(clean, 5)
    if not places:
        return None
    column = random.choice(places)
    text = clean.source.slice(column.span)
    at = random.randrange(1, len(text) - 1)
    return [Edit(*column.span, mark(text[:at] + text[at + 1 :]))] if text[at].isalpha() else None


@planter("header in another case or spacing than its sisters'", "table-header", fix="unsafe")
def header_case(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = headers(clean, 3)
    if not places:
        return None
    column = random.choice(places)
    text = clean.source.slice(column.span)
    wrong = random.choice([text.title(), text.lower(), text.replace(". ", ".")])
    return [Edit(*column.span, mark(wrong))] if wrong != text else None


@planter("average that is not the cells'", "table-aggregate")
def average(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, [c for c in scores(clean) if not ordinary(clean, c)])
    if not cell:
        return None
    end = clean.line(cell.span.start).end
    numbers = list(re.finditer(r"\d\d\.\d", clean.text[cell.span.start : end]))
    last = numbers[-1]
    start = cell.span.start + last.start()
    wrong = f"{float(last[0]) + random.choice([-3, 3, 30]):.1f}"
    return [Edit(start, start + 4, mark(wrong))]


@planter("score that rises with the threshold", "table-monotone", also=["table-aggregate"])
def monotone(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        c
        for table in clean.document.tables
        if sum(bool(re.fullmatch(r"0\.\d+", c.header)) for c in table.columns) >= 3
        for c in scores(clean)
        if c.table is table
    ]
    cell = chosen(random, places)
    if not cell:
        return None
    line = clean.line(cell.span.start)
    found = list(re.finditer(r"\d\d\.\d", clean.source.slice(line)))[:-1]
    at = random.randrange(1, len(found))
    wrong = f"{float(found[at - 1][0]) + random.uniform(1, 5):.1f}"
    edits = []
    for i, number in enumerate(found):
        text = wrong if i == at else number[0]
        edits.append(Edit(line.start + number.start(), line.start + number.end(), mark(text)))
    return [edit for i, edit in enumerate(edits) if i in (at - 1, at)]


def listed_rows(clean: CleanList) -> list[Cell]:
    """Method cells whose paper is in the list with one row in all tables."""
    methods = {e.paper.method.value.lower() for e in clean.entries if e.paper.method}
    counts = Counter(
        c.row.method.value.lower() for c in clean.cells("method") if c.row.method
    ) + Counter(c.row.base.value.lower().lstrip("+ ") for c in clean.cells("method") if c.row.base)
    return [
        c
        for c in clean.cells("method")
        if c.row.method
        and c.row.method.value.lower() in methods
        and counts[c.row.method.value.lower()] == 1
        and "*" not in c.text
        and len(c.row.method.value) >= 5
    ]


@planter("method misspelt in a table", "table-method-unlisted", "method-spelling", fix="unsafe")
def misspelt(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, listed_rows(clean))
    if not cell or not cell.row.method:
        return None
    name = cell.row.method.value
    at = random.randrange(1, len(name) - 1)
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if wrong.lower() == name.lower():
        return None
    return [Edit(*cell.row.method.span, mark(wrong))]


def may_be_nameless(clean: CleanList, row: ResultRow) -> bool:
    """Whether an entry without a name has the venue and year of a row: it may be the method."""
    for paper in clean.document.papers:
        label = paper.method.value if paper.method else ""
        title = paper.title.value if paper.title else ""
        name, colon, _ = title.partition(":")
        named = (title and any(map(str.isalpha, label))) or (colon and len(name.split()) < 4)
        venue, year = row.venue, row.year
        same = not (venue and paper.venue) or venue.value.lower() == paper.venue.value.lower()
        if not named and same and (not (year and paper.year) or year.value == paper.year.value):
            return True
    return False


@planter("method in a table that the list lacks", "table-method-unlisted")
def unlisted_method(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [c for c in listed_rows(clean) if not may_be_nameless(clean, c.row)]
    cell = chosen(random, places)
    if not cell or not cell.row.method:
        return None
    wrong = (
        "".join(random.choice("BDFGKLMNPRSTVZ") + random.choice("aiou") for _ in range(4)) + "Net"
    )
    return [Edit(*cell.row.method.span, mark(wrong))]


def pub(row: ResultRow) -> tuple[int, int]:
    """Where venue and year stand, whichever comes first."""
    assert row.venue and row.year
    return min(row.venue.span.start, row.year.span.start), max(
        row.venue.span.end, row.year.span.end
    )


def as_written(clean: CleanList, row: ResultRow, venue: str, year: int) -> str:
    """Another venue and a year in the place of a row's own, in their order and with its digits."""
    assert row.venue and row.year
    digits = clean.source.slice(row.year.span)
    text = clean.text[slice(*pub(row))].replace(clean.source.slice(row.venue.span), venue)
    return text.replace(digits, f"{year}"[-len(digits) :])


@planter("another venue in the table than in the list", "table-venue-mismatch")
def venue_mismatch(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, listed_rows(clean))
    if not cell or not cell.row.venue or not cell.row.year:
        return None
    start, end, year = *pub(cell.row), cell.row.year.value
    wrong = random.choice(  # not `CVPR` for `CVPRW`, which says less and not something else
        [v for v in ("CVPR", "AAAI", "TPAMI", "TIP") if not cell.row.venue.value.startswith(v)]
    )
    return [Edit(start, end, mark(as_written(clean, cell.row, wrong, year)))]


@planter("method in another case in a table", "method-spelling", fix="unsafe")
def other_case(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [c for c in listed_rows(clean) if c.row.method and not c.row.method.value.islower()]
    cell = chosen(random, places)
    if not cell or not cell.row.method:
        return None
    name = cell.row.method.value
    wrong = random.choice([name.lower(), name.upper(), name[0] + name[1:].lower()])
    return [Edit(*cell.row.method.span, mark(wrong))] if wrong != name else None


@planter("range of years that the rows exceed", "stale-year-range", fix="unsafe")
def stale(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = re.search(r"^(20\d\d)-(20\d\d)$", clean.text, re.MULTILINE)
    if not found:
        return None
    first, last = int(found[1]), int(found[2])
    wrong = random.choice([f"{first + 1}-{last}", f"{first}-{last - 1}"])
    return [Edit(*found.span(), mark(wrong))]


@planter(
    "one method with two venues in two tables",
    "table-duplicate-venue",
    "table-venue-mismatch",  # when the list settles which of the two is right
    also=["table-method-unlisted"],  # what no entry can be any more, for none is of that venue
)
def two_venues(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cells = [c for c in clean.cells("method") if c.row.method and c.row.venue and c.row.year]
    tables: dict[str, set[int]] = {}
    for cell in cells:
        if cell.row.method:
            tables.setdefault(cell.row.method.value.lower(), set()).add(cell.table.index)
    places = [
        c for c in cells
        if c.row.method and len(tables[c.row.method.value.lower()]) == 2 and "*" not in c.text
    ]  # fmt: skip
    cell = chosen(random, places)
    if not cell or not cell.row.venue or not cell.row.year or not cell.row.method:
        return None
    same = [
        c
        for c in cells
        if c.row.method and c.row.method.value.lower() == cell.row.method.value.lower()
    ]
    if len(same) != 2:
        return None
    edits = []
    for other in same:
        if other.row.venue and other.row.year:
            span = pub(other.row)
            wrong = as_written(clean, other.row, "TIP", other.row.year.value)
            edits.append(Edit(*span, mark(wrong if other is cell else clean.text[slice(*span)])))
    return edits
