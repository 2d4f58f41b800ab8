"""SCH102 schema-title-control."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.schema._base import SchemaRule


class SchemaTitleControl(SchemaRule):
    """A title holds a control character.

    ## Why

    Control characters come from copying out of a PDF or a terminal. They are invisible, break
    searches and feeds, and some change what a terminal shows.

    ## How to fix

    Delete the character, or type the letter that was meant (ligatures such as `fi` are often
    lost this way).

    ## Fix safety

    There is no fix: a letter may have been lost, and only a person knows which.

    ## Known false alarms

    None known.
    """

    code = "SCH102"
    name = "schema-title-control"
    severity = Severity.ERROR
    since = "0.1.0"
    advice = "delete the character, or type the letter that was meant"
    good = (Good('## Papers\n\n- **SEAM:** "Efficient Training" *CVPR2021*\n'),)
    bad = (Bad('## Papers\n\n- **SEAM:** "⟦E\x0ecient Training⟧" *CVPR2021*\n'),)
