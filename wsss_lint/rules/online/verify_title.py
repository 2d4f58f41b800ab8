"""VER002 verify-title."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class VerifyTitle(Rule):
    """The title differs from the one that the sources have.

    ## Why

    A misspelt title is not found by those who search for it. Hyphens, capitals, punctuation, a
    method's name in front and a subtitle left out are no difference.

    ## How to fix

    Compare with the record that the finding names, and write the title as it was published:
    `Weakly-Supervised Semantic Segmantation` becomes `… Segmentation`.

    ## Fix safety

    The correction changes what the list says, so it is applied only with `--unsafe-fixes`, and
    it is offered only when two independent sources agree or the record of the paper's own
    identifier says so. Only the words that differ are replaced.

    ## Known false alarms

    A paper that was renamed between two versions which the sources hold under one record.
    """

    code = "VER002"
    name = "verify-title"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good("- [Toy Maps for Weak Segmentation](https://arxiv.org/abs/2301.00001) *CVPR2023*\n"),
    )
    bad = (
        Bad(
            "- [⟦Toy Maps for Weka Segmentation⟧](https://arxiv.org/abs/2301.00001) *CVPR2023*\n",
            "- [Toy Maps for Weak Segmentation](https://arxiv.org/abs/2301.00001) *CVPR2023*\n",
        ),
    )
