"""VER001 verify-identifier."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class VerifyIdentifier(Rule):
    """The arXiv identifier or DOI in the paper's link belongs to another paper.

    ## Why

    An identifier copied from the line above passes every check of form, and readers end up at
    another paper. `wsss-lint verify` compares the title of the identifier's own record with the
    listed one.

    ## How to fix

    Open the link. When it leads to another paper, search the title at arXiv and write the
    identifier that you find: `https://arxiv.org/abs/2004.04581`, say, for `…/2004.04582`.

    ## Fix safety

    The new identifier is offered only when a title search found exactly one and its own record
    has the listed title. It changes a link, so it needs `--unsafe-fixes`.

    ## Known false alarms

    A paper that was renamed entirely between its preprint and its publication. Titles that
    share half of their words, or the method's name, are never reported.
    """

    code = "VER001"
    name = "verify-identifier"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good("- [Toy Maps for Weak Segmentation](https://arxiv.org/abs/2301.00001) *CVPR2023*\n"),
    )
    bad = (
        Bad(
            "- [Toy Maps for Weak Segmentation](⟦https://arxiv.org/abs/2301.00009⟧) *CVPR2023*\n",
            "- [Toy Maps for Weak Segmentation](https://arxiv.org/abs/2301.00001) *CVPR2023*\n",
        ),
    )
