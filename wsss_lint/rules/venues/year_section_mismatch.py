"""VEN010 year-section-mismatch."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Section
from wsss_lint.records.units import heading_year
from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity
from wsss_lint.rules.venues._mentions import Mention, mentions


class YearSectionMismatch(Rule):
    """A paper's year is not the year of the heading above it.

    ## Why

    Under `#### 2024` everybody looks for the papers of 2024: a paper of 2022 there is in the
    wrong place, or has the wrong year.

    ## How to fix

    Move the paper below the heading of its year, or correct the year: `*ECCV2022*` below
    `#### 2024` belongs below `#### 2022`, or is `*ECCV2024*`.

    ## Fix safety

    There is no fix: which of the two is wrong has to be looked up.

    ## Known false alarms

    Preprints and journal papers carry two years, that of posting and that of publication: a
    difference of one year is never reported for them, a larger one as a warning. A list that
    does not sort by the year of the venue (more than one paper in ten differs) is left alone.
    Only a heading that is a year and nothing else counts, not `2012-2016` nor `CVPR 2021`.
    """

    code = "VEN010"
    name = "year-section-mismatch"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good('## Papers\n\n### 2021\n\n- **A:** "One" *CVPR2021*\n- **B:** "Two" *ICCV2021*\n'),
        Good('## Papers\n\n### 2021\n\n- **A:** "One" *CVPR2021*\n- **B:** "Two" *arXiv2020*\n'),
        Good('## Papers\n\n### 2017-21\n\n- **A:** "One" *CVPR2017*\n- **B:** "Two" *ICCV2021*\n'),
    )  # fmt: skip
    bad = (
        Bad(
            '## Papers\n\n### 2024\n\n- **A:** "One" *CVPR2024*\n- **B:** "Two" *AAAI2024*\n\n'
            '### 2023\n\n- **C:** "Three" *CVPR2023*\n- **D:** "Four" *ECCV⟦2022⟧*\n'
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        years: dict[int, int | None] = {}
        under = 0
        wrong: list[tuple[Mention, Section, int]] = []
        for mention in mentions(document).papers:
            paper = mention.paper
            if paper is None or mention.year is None or mention.year_span is None:
                continue
            section = paper.section
            if id(section) not in years:
                years[id(section)] = _own_year(section)
            year = years[id(section)]
            if year is not None:
                under += 1
                if mention.year != year:
                    wrong.append((mention, section, year))
        if len(wrong) > max(under // 10, 1):
            return
        for mention, section, year in wrong:
            diagnostic = self._mismatch(mention, section, year)
            if diagnostic is not None:
                yield diagnostic

    def _mismatch(self, mention: Mention, section: Section, year: int) -> Diagnostic | None:
        assert mention.year is not None and mention.year_span is not None
        venue, severity = mention.venue, None
        if venue is None or venue.kind not in ("conference", "workshop"):
            if abs(mention.year - year) == 1:
                return None
            severity = Severity.WARNING
        if mention.year > self.year + 1:  # year-future says it
            return None
        heading = section.heading
        related = (Related(heading.text_span, "the heading"),) if heading else ()
        return self.found(
            mention.year_span,
            f"a paper of {mention.year} under the heading {year}",
            help=f"move it under {mention.year}, or correct the year",
            related=related,
            severity=severity,
        )


def _own_year(section: Section) -> int | None:
    """The year that the section's own heading is, and nothing but it."""
    return heading_year(section.title.strip("*_#:.[] \t"))
