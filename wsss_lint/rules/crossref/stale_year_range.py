"""XRF104 stale-year-range."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from wsss_lint.markdown.tree import Heading
from wsss_lint.records.model import ListDocument, ResultRow, Section
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity

RANGE = r"(?P<first>(?:19|20)\d\d)(?P<dash> ?[-–—~] ?)(?P<last>(?:19|20)\d\d)"
RE_ALONE = re.compile(rf"[\s*_(\[]*{RANGE}[\s*_)\]:.]*")
RE_HEADING = re.compile(rf"(?:\(\s*|\b(?:results?|performances?|list|leaderboard)\s+){RANGE}", re.I)
LONGEST = 40
TABLE = "| Method | Pub. | val |\n| --- | --- | --- |\n"


class StaleYearRange(Rule):
    """A range of years over result tables does not cover the years of their rows.

    Looked at are ranges on a line of their own (`2016-2022`) and in the headings of sections that
    hold result tables.

    ## Why

    Readers take the range for what the tables cover and look elsewhere for newer results. It is
    forgotten when rows are added.

    ## How to fix

    Widen the range: `2016-2022` over rows of 2015 to 2023 becomes `2015-2023`.

    ## Fix safety

    Unsafe: the range is widened to the first and last year of the rows, which is wrong when it
    is the row's year that is.

    ## Known false alarms

    A range that speaks of something else than the tables under it. It is left alone when half of
    the rows are outside of it.
    """

    code = "XRF104"
    name = "stale-year-range"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "# Results\n2016-2021\n\n## A\n\n" + TABLE + "| S | CVPR16 | 1.0 |\n"
            "| F | CVPR20 | 2.0 |\n"
        ),
        Good(
            "# Data (2007-2012)\n\n## A\n\n" + TABLE + "| S | CVPR16 | 1.0 |\n"
            "| F | CVPR20 | 2.0 |\n"
        ),
        Good(
            "# Notes\n2016-2018\n\n# A\n\n" + TABLE + "| S | CVPR16 | 1.0 |\n| F | CVPR20 | 2.0 |\n"
        ),
    )
    bad = (
        Bad(
            "# Results\n⟦2016-2018⟧\n\n## A\n\n" + TABLE + "| S | CVPR15 | 1.0 |\n"
            "| F | CVPR16 | 2.0 |\n"
            "| A | CVPR17 | 1.0 |\n| B | ECCV16 | 2.0 |\n| C | CVPR20 | 2.0 |\n",
            "# Results\n2015-2020\n\n## A\n\n" + TABLE + "| S | CVPR15 | 1.0 |\n"
            "| F | CVPR16 | 2.0 |\n"
            "| A | CVPR17 | 1.0 |\n| B | ECCV16 | 2.0 |\n| C | CVPR20 | 2.0 |\n",
        ),
        Bad(
            "# Results (⟦2016 – 2018⟧)\n\n" + TABLE + "| S | CVPR17 | 1.0 |\n"
            "| F | CVPR16 | 2.0 |\n"
            "| A | CVPR19 | 1.0 |\n",
            "# Results (2016 – 2019)\n\n" + TABLE + "| S | CVPR17 | 1.0 |\n| F | CVPR16 | 2.0 |\n"
            "| A | CVPR19 | 1.0 |\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare each range with the rows of its section and of those in it."""
        if not document.tables:
            return
        dated: dict[int, list[tuple[int, ResultRow]]] | None = None
        for section, found in _ranges(document):
            dated = _dated(document) if dated is None else dated
            first, last = int(found["first"]), int(found["last"])
            rows = dated.get(id(section), [])
            outside = [(year, row) for year, row in rows if not first <= year <= last]
            if outside and first <= last and 2 * len(outside) < len(rows):
                yield self._report(found, [year for year, _ in rows], outside)

    def _report(
        self, found: re.Match[str], years: list[int], outside: list[tuple[int, ResultRow]]
    ) -> Diagnostic:
        start, end = found.start("first"), found.end("last")
        first, last = int(found["first"]), int(found["last"])
        right = f"{min(first, *years)}{found['dash']}{max(last, *years)}"
        written = found.string[start:end]
        year, row = outside[0]
        where = row.year.span if row.year else row.span
        return self.found(
            (start, end),
            f"`{written}` does not cover {year}, the year of `{_name(row)}`",
            fix=Fix(f"write `{right}`", (Edit(start, end, right),), Applicability.UNSAFE),
            help=f"write `{right}`",
            related=(Related(where, f"a row from {year}"),),
        )


def _ranges(document: ListDocument) -> Iterator[tuple[Section, re.Match[str]]]:
    """The ranges of years, each with its section; matches are in the file's text."""
    text = document.source.flat
    starts = [section.span.start for section in document.sections]
    for block in document.markdown.blocks:
        start, end = block.span
        if isinstance(block, Heading):
            found = RE_HEADING.search(text, *block.text_span) if end - start < 300 else None
        elif block.kind == "paragraph" and end - start <= LONGEST:
            found = RE_ALONE.fullmatch(text, start, end)
        else:
            continue
        at = bisect_right(starts, start) - 1
        if found is not None and at >= 0:
            yield document.sections[at], found


def _dated(document: ListDocument) -> dict[int, list[tuple[int, ResultRow]]]:
    """For each section the dated rows of its tables and of those in the sections under it."""
    found: dict[int, list[tuple[int, ResultRow]]] = {}
    for table in document.tables:
        rows = [(row.year.value, row) for row in table.rows if row.year is not None]
        section: Section | None = table.section
        while section is not None:
            found.setdefault(id(section), []).extend(rows)
            section = section.parent
    return found


def _name(row: ResultRow) -> str:
    return row.method.value[:60] if row.method else "?"
