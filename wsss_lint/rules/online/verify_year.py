"""VER004 verify-year."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class VerifyYear(Rule):
    """The paper appeared at the listed venue in another year.

    ## Why

    A wrong year sends readers to the wrong proceedings. Conference years are exact; a journal's
    may differ by one, as papers are online before their issue, unless the list itself holds the
    paper twice with two years.

    ## How to fix

    Read the records that the finding names, and write their year if they are right: `*CVPR2019*`
    becomes `*CVPR2020*`.

    ## Fix safety

    The correction changes what the list says, so it is applied only with `--unsafe-fixes`, and
    it is offered only when two independent sources agree or the record of the paper's own
    identifier says so.

    ## Known false alarms

    None known; a journal that is online more than a year ahead of its issue would be one.
    """

    code = "VER004"
    name = "verify-year"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (Good("- Toy Maps for Weak Segmentation *CVPR2023*\n"),)
    bad = (
        Bad(
            "- Toy Maps for Weak Segmentation *CVPR⟦2022⟧*\n",
            "- Toy Maps for Weak Segmentation *CVPR2023*\n",
        ),
    )
