"""VEN012 year-missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity

FEW = 5  # papers that write their year, before one without is out of line
SHARE = 0.9
KINDS = frozenset(("conference", "journal", "workshop"))


class YearMissing(Rule):
    """A paper names its venue without the year that all others write with it.

    ## Why

    Which `CVPR` is meant, the reader has to look up. A heading above the paper may say it, but
    whoever copies the line into a paper or another list loses the year.

    ## How to fix

    Write the year of the conference, or of the journal's volume, as the neighbours do.

    ## Fix safety

    There is no fix: the year has to be looked up.

    ## Known false alarms

    None known. Lists whose papers leave the year to the heading are left alone, and so are
    preprints and venues that are not known.
    """

    code = "VEN012"
    name = "year-missing"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good(
            "## Papers\n\n### 2020\n\n- **A:** \"One\" *CVPR*\n- **B:** \"Two\" *ECCV*\n"
            '- **C:** "Three" *CVPR*\n- **D:** "Four" *AAAI*\n- **E:** "Five" *IJCV*\n'
            '- **F:** "Six" *TIP*\n'
        ),
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ECCV2020*\n'
            '- **C:** "Three" *CVPR2020*\n- **D:** "Four" *AAAI2020*\n- **E:** "Five" *IJCV2020*\n'
            '- **F:** "Six" *arXiv*\n'
        ),
    )  # fmt: skip
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ECCV2020*\n'
            '- **C:** "Three" *CVPR2020*\n- **D:** "Four" *AAAI2020*\n- **E:** "Five" *IJCV2020*\n'
            '- **F:** "Six" *⟦CVPR⟧*\n'
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each paper without a year among those with one."""
        without = [paper for paper in document.papers if _without(paper)]
        if not without:
            return
        lacking = Counter(id(paper.format) for paper in without)
        written: Counter[int] = Counter()
        for paper in document.papers:
            if paper.year is not None and "year" not in paper.inherited:
                written[id(paper.format)] += 1
        for paper in without:
            count = written[id(paper.format)]
            assert paper.venue is not None
            venue = document.registry.lookup(paper.venue.value)
            if count < FEW or count < SHARE * (count + lacking[id(paper.format)] - 1):
                continue
            if venue is not None and venue.kind in KINDS:
                yield self.found(
                    paper.venue.span,
                    f"no year behind `{paper.venue.value}`, where the other papers have it",
                    help="write the year with the venue, as the neighbours do",
                )


def _without(paper: Paper) -> bool:
    """Whether a paper says its venue itself and its year not at all."""
    return (
        paper.readable
        and paper.venue is not None
        and "venue" not in paper.inherited
        and (paper.year is None or "year" in paper.inherited)
        and paper.date is None
    )
