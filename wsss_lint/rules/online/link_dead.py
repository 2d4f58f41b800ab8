"""VER007 link-dead."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Rule, Severity


class LinkDead(Rule):
    """The link leads nowhere: its server says that the page does not exist.

    ## Why

    Readers who want the paper or the code come to an error page. Only a 404 or 410, given twice (to
    HEAD and then to GET), counts: servers that refuse robots, are slow, or are down for a day say
    nothing about the page, and are not reported.

    ## How to fix

    Search for the page's new place and write its address, or link to an archived copy
    (`https://web.archive.org/web/…`).

    ## Fix safety

    There is no fix: where the page went, only a person can find out.

    ## Known false alarms

    Servers that answer 404 to everything that is not a browser.
    """

    code = "VER007"
    name = "link-dead"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            "- Toy Maps for Weak Segmentation *CVPR2023* [[paper](https://example.org/paper.pdf)]\n"
        ),
    )
    bad = (
        Bad(
            "- Toy Maps for Weak Segmentation *CVPR2023* [[paper](⟦https://example.org/gone.pdf⟧)]\n"
        ),
    )
