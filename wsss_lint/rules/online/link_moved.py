"""VER008 link-moved."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class LinkMoved(Rule):
    """The link is redirected for good.

    ## Why

    A permanent redirect (301 or 308) tells that the page has a new address; the old one may
    stop working. Temporary redirects, and those to a log-in or consent page, are not reported.

    ## How to fix

    Write the new address, which the message names; `wsss-lint links --unsafe-fixes` does so.

    ## Fix safety

    The new address is an unsafe fix, offered when every redirect on the way was permanent.

    ## Known false alarms

    Sites that call a change of language or session permanent.
    """

    code = "VER008"
    name = "link-moved"
    severity = Severity.INFO
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "- Toy Maps for Weak Segmentation *CVPR2023* [[paper](https://example.org/new.pdf)]\n"
        ),
    )
    bad = (
        Bad(
            "- Toy Maps for Weak Segmentation *CVPR2023* [[paper](⟦https://example.org/old.pdf⟧)]\n",
            "- Toy Maps for Weak Segmentation *CVPR2023* [[paper](https://example.org/new.pdf)]\n",
        ),
    )
