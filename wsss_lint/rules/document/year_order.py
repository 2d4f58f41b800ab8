"""DOC106 year-order."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Section
from wsss_lint.records.units import heading_year
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.document._headings import siblings


class YearOrder(Rule):
    """A section of one year stands out of the order of the others.

    ## Why

    Readers who look for a year stop where it should stand and take its papers to be missing.

    ## How to fix

    Move the section, with its papers, to the place that the message names; or correct the year
    if that is wrong. Below `## 2021` and `## 2020`, the section `## 2018` belongs behind
    `## 2019`, not before it.

    ## Fix safety

    There is no fix: whether the place or the year is wrong, only a person can tell.

    ## Known false alarms

    None known. Sections that are not sorted, or of which more than one stands out, are left
    alone.
    """

    code = "DOC106"
    name = "year-order"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good("# Papers\n\n## 2021\n\n## 2020\n\n## 2019\n\n## 2018\n"),
        Good("# Papers\n\n## 2021\n\n## 2015\n\n## 2019\n\n## 2018\n\n## 2020\n"),
        Good("# A\n\n## 2021\n\n## 2020\n\n## 2019\n\n# B\n\n## 2021\n\n## 2020\n\n## 2019\n"),
    )
    bad = (
        Bad("# Papers\n\n## 2021\n\n## 2020\n\n## 2018\n\n## ⟦2019⟧\n\n## 2017\n"),
        Bad("# Papers\n\n## 2018\n\n## ⟦2012⟧\n\n## 2019\n\n## 2020\n\n## 2021\n"),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at each group of sections that are years."""
        for group in siblings(document):
            years = [(s, heading_year(s.title)) for s in group if s.title[:40].strip("*_ ")]
            dated = [(section, year) for section, year in years if year is not None]
            if len(dated) < 4:
                continue
            for falling in (True, False):
                at = _odd_one([year for _, year in dated], falling)
                if at is not None:
                    yield self._report(dated, at, falling)
                    break

    def _report(self, dated: list[tuple[Section, int]], at: int, falling: bool) -> Diagnostic:
        section, year = dated[at]
        assert section.heading is not None
        order = "newest first" if falling else "oldest first"
        rest = dated[:at] + dated[at + 1 :]
        before = [s for s, other in rest if (other > year if falling else other < year)]
        where = f"behind `{before[-1].title}`" if before else f"before `{rest[0][0].title}`"
        return self.found(
            section.heading.text_span,
            f"`{section.title}` is out of order: the years beside it stand {order}",
            help=f"move the section {where}, or correct the year",
        )


def _odd_one(years: list[int], falling: bool) -> int | None:
    """The one year without which the others are sorted; None when they are, or never are."""
    keys = [-year for year in years] if falling else years
    drops = [i for i in range(1, len(keys)) if keys[i] < keys[i - 1]]
    if len(drops) != 1:
        return None
    at = drops[0]
    for out in (at, at - 1):
        rest = keys[:out] + keys[out + 1 :]
        if rest == sorted(rest) and len(set(rest)) > 2:
            return out
    return None
