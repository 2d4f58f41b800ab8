"""Which form is usual where a paper stands: counts of forms by year, section and list."""

from __future__ import annotations

from collections import Counter, defaultdict

from wsss_lint.formats.template import Template
from wsss_lint.records.model import Paper

MIN_VOTES = 3  # fewer neighbours than this say nothing about what is usual
MIN_SHARE = 0.6


class Regimes:
    """Counts of forms by year, section and list."""

    def __init__(self, papers: list[Paper]) -> None:
        self.by_year: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        self.by_section: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        self.whole: dict[int, Counter[int]] = defaultdict(Counter)
        self._settled: dict[tuple[int, int, int], Template | None] = {}
        forms = Counter(
            (id(paper.format), shelf(paper) or 0, id(paper.section), paper.match.template.index)
            for paper in papers
            if paper.match is not None and paper.format.templates
        )
        for (unit, year, section, index), count in forms.items():
            self.by_year[unit, year][index] += count
            self.by_section[unit, section][index] += count
            self.whole[unit][index] += count

    def of(self, paper: Paper, year: int | None) -> Template | None:
        """The usual form around a paper; None when there is none."""
        key = (id(paper.format), year or 0, id(paper.section))
        try:
            found = self._settled[key]
        except KeyError:
            found = self._settled[key] = self._find(paper, year)
        match = paper.match
        if match is None or (match.cost and not match.venueless) or self._known(paper, year):
            return found
        index = match.template.index  # it may be a variant, the form without its venue
        some = self._of_some_year(id(paper.format), index)
        return paper.format.templates[index] if some else found

    def _known(self, paper: Paper, year: int | None) -> bool:
        """Whether a paper's year says who its neighbours are: there is one, and not a later one
        than any that the list has come to."""
        unit = id(paper.format)
        if year is None:
            return False
        votes = self.by_year.get((unit, year))
        if votes is None or votes.total() > 1:
            return True
        return any(other > year for format, other in self.by_year if format == unit)

    def _of_some_year(self, unit: int, index: int) -> bool:
        """Whether the papers of some year have this form: what lost its year may be of it.

        `- Title` in a section of all years, among `**M:** "T" *V2018*` and `T *V2024*`.
        """
        return any(
            format == unit
            and year
            and votes.total() >= MIN_VOTES
            and votes[index] >= MIN_SHARE * votes.total()
            for (format, year), votes in self.by_year.items()
        )

    def _find(self, paper: Paper, year: int | None) -> Template | None:
        unit = id(paper.format)
        stores = [self.by_section.get((unit, id(paper.section))), self.whole.get(unit)]
        if year:
            stores.insert(0, self.by_year.get((unit, year)))
        for votes in stores:
            if votes is None or votes.total() < MIN_VOTES:
                continue
            index, count = votes.most_common(1)[0]
            if count >= MIN_SHARE * votes.total():
                return paper.format.templates[index]
            return None
        return None


def shelf(paper: Paper) -> int | None:
    """The year whose papers are a paper's neighbours: that of its heading before its own.

    `**IAL:** "Weakly-…" *IJCV2022*` among the papers of 2020 has a wrong year, not a wrong form.
    """
    return paper.section.year or (paper.year.value if paper.year is not None else None)
