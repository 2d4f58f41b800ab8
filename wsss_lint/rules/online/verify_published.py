"""VER005 verify-published."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class VerifyPublished(Rule):
    """The paper is listed as a preprint, and has since appeared at a venue.

    ## Why

    Lists keep the arXiv entry of the day on which a paper was found, and nobody looks again.
    Readers then cite a preprint for what has been reviewed and published.

    ## How to fix

    Read the records that the finding names; write the venue and year, `*arXiv2021*` becoming
    `*CVPR2022*`, and move the paper to the section of that year where the list is ordered by years.

    ## Fix safety

    The correction changes what the list says, so it is applied only with `--unsafe-fixes`, and
    it is offered only when two independent sources agree (the authors' own remark at arXiv
    counts as one).

    ## Known false alarms

    An extended or shortened version under the same title.
    """

    code = "VER005"
    name = "verify-published"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (Good("- Toy Maps for Weak Segmentation *CVPR2023*\n"),)
    bad = (
        Bad(
            "- Toy Maps for Weak Segmentation *⟦arXiv⟧2022*\n",
            "- Toy Maps for Weak Segmentation *CVPR2023*\n",
        ),
    )
