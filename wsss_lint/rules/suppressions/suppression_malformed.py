"""SUP002 suppression-malformed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity

if TYPE_CHECKING:
    from wsss_lint.suppress import Suppressions


class SuppressionMalformed(Rule):
    """A comment looks as if it silenced something, but it does not.

    The form is `<!-- wsss-lint: ignore[rule-name] reason -->` at the end of an entry, in the
    last cell of a table row, on a heading's line, or on a line of its own before a table or a
    heading; for a region `<!-- wsss-lint: disable[rule-name] reason -->` and, at its end,
    `<!-- wsss-lint: enable[rule-name] -->`. Names and codes of rules count, several with commas;
    prefixes and wildcards do not.

    ## Why

    A slip in a comment must not silence everything, nor look as if it did what it does not do.
    And whoever reads the list next year wants to know the reason.

    ## How to fix

    Write the comment in the form above, with the reason after the brackets.

    ## Fix safety

    There is no fix: the rule and the reason are for a person to give.

    ## Known false alarms

    None known. A comment inside code is only shown and does not count.
    """

    code = "SUP002"
    name = "suppression-malformed"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021*\n'
            '- **A:** "Seeds and Pixels for Segmentation" *CVPR2021* '
            "<!-- wsss-lint: ignore[duplicate-paper] kept for its number -->\n"
        ),
        Good("# How to\n\nWrite `<!-- wsss-lint: ignore -->` and a reason.\n"),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021* '
            "⟦<!-- wsss-lint: ignore[duplicate-paper] -->⟧\n"
        ),
        Bad(
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021* '
            "<!-- wsss-lint: ignore[⟦duplicate-papers⟧] journal version -->\n"
        ),
        Bad(
            '## Papers\n\n- **A:** "Seeds and Pixels for Segmentation" *CVPR2021* '
            "⟦<!-- wsss-lint: ignore -->⟧\n"
        ),
    )

    def check_suppressions(
        self, suppressions: Suppressions, ran: frozenset[str]
    ) -> Iterable[Diagnostic]:
        """Report what could not be understood."""
        for fault in suppressions.malformed:
            yield self.found(fault.span, fault.message, help=fault.help)
