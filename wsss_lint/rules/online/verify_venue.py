"""VER003 verify-venue."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class VerifyVenue(Rule):
    """The paper appeared at another venue than the listed one.

    ## Why

    The venue is what readers cite. `wsss-lint verify` compares it with the paper's record; a
    workshop is not the conference it was held beside, and a series (LNCS, PMLR) is no venue.

    ## How to fix

    Read the records that the finding names, and write their venue and year if they are right:
    `*ICCV2020*` becomes `*ECCV2020*`.

    ## Fix safety

    The correction changes what the list says, so it is applied only with `--unsafe-fixes`, and
    it is offered only when two independent sources agree or the record of the paper's own
    identifier says so.

    ## Known false alarms

    A conference paper whose journal version, under the same title, is not in the indexes yet;
    of the current and the last year such a difference is not reported.
    """

    code = "VER003"
    name = "verify-venue"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (Good("- Toy Maps for Weak Segmentation *CVPR2023*\n"),)
    bad = (
        Bad(
            "- Toy Maps for Weak Segmentation *⟦ICCV⟧2023*\n",
            "- Toy Maps for Weak Segmentation *CVPR2023*\n",
        ),
    )
