"""SCH101 schema-title-length."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.schema._base import SchemaRule


class SchemaTitleLength(SchemaRule):
    """A title is longer than any title: it has run into what follows it.

    ## Why

    Titles end somewhere. One of more than 300 characters has swallowed an abstract, the author
    list or the next entry, and nobody finds the paper by it.

    ## How to fix

    Cut the title where it ends, and put the rest where it belongs.

    ## Fix safety

    There is no fix: only a person sees where the title ends.

    ## Known false alarms

    A genuine title of more than 300 characters. None is known in computer vision.
    """

    code = "SCH101"
    name = "schema-title-length"
    severity = Severity.WARNING
    since = "0.1.0"
    advice = "cut the title where it ends"
    good = (Good('## Papers\n\n- **SEAM:** "A Title of the Usual Length" *CVPR2021*\n'),)
    bad = (Bad('## Papers\n\n- **SEAM:** "⟦A Title' + " and so on" * 30 + '⟧" *CVPR2021*\n'),)
