"""SCH103 schema-link-local."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.schema._base import SchemaRule


class SchemaLinkLocal(SchemaRule):
    """A link leads to somebody's own computer.

    ## Why

    `file:`, `C:\\`, `localhost` and the pages of browser extensions open on the machine of the one
    who copied the link, and nowhere else. A link checker that runs there does not notice.

    ## How to fix

    Put the public address of the page or PDF in its place: `https://arxiv.org/pdf/…` for
    `file:///C:/Users/me/paper.pdf`.

    ## Fix safety

    There is no fix: the public address is not known.

    ## Known false alarms

    None known.
    """

    code = "SCH103"
    name = "schema-link-local"
    severity = Severity.ERROR
    since = "0.1.0"
    advice = "put the public address in its place"
    good = (
        Good(
            "## Papers\n"
            "\n"
            "- **SEAM:** A Title *CVPR2021* [[paper]](https://arxiv.org/abs/2001.00001)\n"
        ),
    )
    bad = (Bad("## Papers\n\n- **SEAM:** A Title *CVPR2021* [[paper]](⟦file:///C:/seam.pdf⟧)\n"),)
