"""VEN008 year-impossible."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.venues._mentions import Mention, mentions
from wsss_lint.venues.registry import Venue


class YearImpossible(Rule):
    """A conference had no edition in the year that stands beside it.

    ## Why

    ICCV meets in odd years and ECCV in even ones: `ICCV2020` names a paper of one conference
    with the year of another, and one of the two is wrong.

    ## How to fix

    Look the paper up. Mostly the code is that of the sister conference (`ECCV2020`), or the
    year is that of the preprint. The message names the editions next to the year.

    ## Fix safety

    There is no fix: only the paper itself says which of the two is wrong.

    ## Known false alarms

    None known among 7,000 mentions in 46 lists. Only conferences whose years are certain, by
    the edition numbers printed in their proceedings, are held to them. For other venues and
    for journals only a year before the first one is reported, and as a warning. To correct
    the years of a venue, give it `first-year`, `cadence` or `years` under `[venues.CODE]`.
    """

    code = "VEN008"
    name = "year-impossible"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good('## Papers\n\n- **A:** "One" *ICCV2021*\n- **B:** "Two" *ECCV2020*\n'),
        Good('## Papers\n\n- **A:** "One" *ICCV1998*\n- **B:** "Two" *TNN2010*\n'),
    )
    bad = (
        Bad('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *⟦ICCV2020⟧*\n'),
        Bad('## Papers\n\n- **A:** "One" *⟦ICLR2011⟧*\n- **B:** "Two" *CVPR2020*\n'),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        seen: dict[tuple[str, int], bool] = {}
        for mention in mentions(document).all:
            venue, year = mention.venue, mention.year
            if venue is None or year is None:
                continue
            key = (mention.text, year)
            possible = seen.get(key)
            if possible is None:
                # what lies in the future is year-future's business
                possible = seen[key] = year > self.year + 1 or _possible(venue, mention.text, year)
            if not possible and mention.whole is not None:
                yield self._impossible(mention, venue, year)

    def _impossible(self, mention: Mention, venue: Venue, year: int) -> Diagnostic:
        span = mention.whole
        assert span is not None
        main = venue.main
        nearest = [f"{main.code}{y}" for y in venue.nearest_years(year) if y <= self.year + 1]
        begun = main.first_year is None or year >= main.first_year
        verb = "first appeared" if main.kind == "journal" else "was first held"
        return self.found(
            span,
            f"`{main.code}` had no edition in {year}"
            if begun
            else f"`{main.code}` {verb} in {main.first_year}, not in {year}",
            help=f"check venue and year; the nearest: {' and '.join(nearest)}"
            if nearest
            else "check venue and year",
            severity=Severity.WARNING if venue.year_check == "soft" else None,
        )


def _possible(venue: Venue, text: str, year: int) -> bool:
    former = venue.former_code(text)
    if former is not None and year < former[1]:
        return True  # TNN2010: the years are those of TNNLS
    return venue.possible(year)
