"""SUP001 suppression-unused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.rule import Applicability, Bad, Diagnostic, Fix, Good, Rule, Severity

if TYPE_CHECKING:
    from wsss_lint.suppress import Suppressions


class SuppressionUnused(Rule):
    """A comment silences a rule that has nothing to say there.

    ## Why

    The defect has been mended, or the comment never stood in the right place. Left alone, it
    hides the next defect of the kind.

    ## How to fix

    Remove the comment, or the rule from it. The fix does so.

    ## Fix safety

    Safe: only the comment goes. Rules that are not selected in this run are never called unused.

    ## Known false alarms

    None known.
    """

    code = "SUP001"
    name = "suppression-unused"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021*\n'
            '- **A:** "Seeds and Pixels for Segmentation" *CVPR2021* '
            "<!-- wsss-lint: ignore[duplicate-paper] kept for its number -->\n"
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021* '
            "<!-- wsss-lint: ignore[⟦duplicate-paper⟧] journal version -->\n",
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021*\n',
        ),
    )

    def check_suppressions(
        self, suppressions: Suppressions, ran: frozenset[str]
    ) -> Iterable[Diagnostic]:
        """Report what was of no use in this run."""
        for silence in suppressions.silences:
            if silence.idle(ran) and silence.name != self.name:
                edits = suppressions.removal(silence, ran)
                yield self.found(
                    silence.span,
                    f"`{silence.name}` has nothing to say here",
                    help="remove it from the comment",
                    fix=Fix("remove it from the comment", edits, Applicability.SAFE),
                    key=f"suppression {silence.name}",
                )
