"""VEN009 year-future."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.venues._mentions import mentions


class YearFuture(Rule):
    """A year lies further ahead than the next one.

    ## Why

    Papers are listed when they are accepted, which can be the year before the conference. A
    later year is a slip of the finger: `CVPR2052`.

    ## How to fix

    Correct the year: `CVPR2052` was probably meant to be `CVPR2025`.

    ## Fix safety

    There is no fix: the right year has to be looked up.

    ## Known false alarms

    None known. The current year is that of the day on which wsss-lint runs; `year` in the
    settings, or SOURCE_DATE_EPOCH, sets another.
    """

    code = "VEN009"
    name = "year-future"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ECCV2022*\n'),)
    bad = (
        Bad('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *CVPR⟦2092⟧*\n'),
        Bad('## Papers\n\n### ⟦2092⟧\n\n- **A:** "One" *CVPR*\n- **B:** "Two" *CVPR*\n'),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        latest = self.year + 1
        advice = f"correct the year; the latest that can be right is {latest}"
        for mention in mentions(document).all:
            if mention.year is not None and mention.year > latest and mention.year_span is not None:
                yield self.found(
                    mention.year_span, f"the year {mention.year} lies in the future", help=advice
                )
        for section in document.sections:
            year, heading = section.year, section.heading
            if year is None or heading is None or year <= latest:
                continue
            at = heading.text.find(str(year))
            if at >= 0:  # else an outer heading names it
                start = heading.text_span.start + at
                yield self.found(
                    (start, start + 4), f"the year {year} lies in the future", help=advice
                )
