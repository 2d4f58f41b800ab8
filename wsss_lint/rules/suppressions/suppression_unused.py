"""SUP001 suppression-unused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.rule import Applicability, Bad, Diagnostic, Fix, Good, Rule, Severity
from wsss_lint.rules.suppressions._structure import Structure

if TYPE_CHECKING:
    from wsss_lint.suppress import Suppressions


class SuppressionUnused(Rule):
    """A comment silences a rule that has nothing to say there.

    ## Why

    The defect has been mended since, or the comment never stood in the right place. Left alone,
    it hides the next defect of the same kind in that entry.

    ## How to fix

    Remove the comment, or the rule's name from it, which `--fix` does: an entry that ends in
    `*CVPR2021* <!-- wsss-lint: ignore[duplicate-paper] … -->` ends in `*CVPR2021*` afterwards.
    If the defect is still there, the comment stands in the wrong place: move it to the end of
    the entry that it is about.

    ## Fix safety

    Safe: only the comment goes. Where the text around it would be read otherwise without it
    (`<!-- … --># Heading` on one line is no heading until the comment goes), there is no fix.

    ## Known false alarms

    None known. A rule that is not selected in this run is never called unused.
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
        structure = Structure(suppressions.document)
        for silence in suppressions.silences:
            if silence.idle(ran) and silence.name != self.name:
                edits = suppressions.removal(silence, ran)
                fix = Fix("remove it from the comment", edits, Applicability.SAFE)
                yield self.found(
                    silence.span,
                    f"`{silence.name}` has nothing to say here",
                    help="remove it from the comment",
                    fix=fix if structure.kept(edits) else None,
                    key=f"suppression {silence.name}",
                )
