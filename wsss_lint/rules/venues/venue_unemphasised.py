"""VEN002 venue-unemphasised."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Fix, Good, Rule, Severity


class VenueUnemphasised(Rule):
    """A venue is not emphasised as its neighbours' venues are.

    ## Why

    The emphasis is how readers, and scripts, tell the venue from the title. Without it the
    venue runs on from the title: `… semantic segmentation ECCV2016`.

    ## How to fix

    Put the same marks around venue and year as the neighbours have: `ECCV2016` becomes
    `*ECCV2016*`.

    ## Fix safety

    Safe: only the marks around the venue change.

    ## Known false alarms

    None known. What is right is what the neighbours in the same section do, so a list that
    writes its venues in bold, or plainly, is right as well.
    """

    code = "VEN002"
    name = "venue-unemphasised"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ECCV2020*\n'),)
    bad = (
        Bad(
            '## Papers\n\n- **SEC:** "Seed, Expand and Constrain" *ECCV2016*\n'
            '- **AF:** "Augmented Feedback" *ECCV2016*\n'
            '- **DCSM:** "Distinct Class-specific Saliency Maps" ⟦ECCV2016⟧\n',
            '## Papers\n\n- **SEC:** "Seed, Expand and Constrain" *ECCV2016*\n'
            '- **AF:** "Augmented Feedback" *ECCV2016*\n'
            '- **DCSM:** "Distinct Class-specific Saliency Maps" *ECCV2016*\n',
        ),
    )

    def check_paper(self, paper: Paper, document: ListDocument) -> Iterable[Diagnostic]:
        for departure in paper.departures:
            if departure.kind == self.name and not _run_in(document.source.slice(departure.span)):
                edits = departure.edits
                yield self.found(
                    departure.span,
                    departure.message,
                    fix=Fix("emphasise the venue", edits, Applicability.SAFE) if edits else None,
                    help="put the marks around venue and year that the neighbours have",
                )


def _run_in(text: str) -> bool:
    """Whether a label ran into the venue, `**SCM:2022ECCV**`: emphasis is not what is wrong."""
    return ":" in text and "arxiv:" not in text.lower()
