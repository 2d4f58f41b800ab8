"""ENT111 title-empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, Paper


class TitleEmpty(Rule):
    """A paper has no title.

    ## Why

    The entry was begun and never filled in, or its title was lost in an edit. Nobody can find
    the paper by it.

    ## How to fix

    Write the title between the quotes, `**SEAM:** "Self-supervised Attention" *CVPR2020*`, or
    remove the entry.

    ## Fix safety

    There is no fix: the title is not known.

    ## Known false alarms

    None known. A bullet that is no paper, such as a heading written as one, is better taken out of
    the list of papers.
    """

    code = "ENT111"
    name = "title-empty"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (Good('## Papers\n\n- **SPN:** "Seeds and Pixels for Segmentation" *CVPR2021*\n'),)
    bad = (
        Bad(
            '## Papers\n\n- **SPN:** "Seeds and Pixels for Segmentation" *CVPR2021*\n'
            '- **FRN:** "⟦⟧" *CVPR2021*\n'
        ),
    )

    def check_paper(self, paper: Paper, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at the title's letters."""
        title = paper.title
        if title is None or title.value[:1].isalnum():
            return ()  # nearly all papers end here
        if any(char.isalnum() for char in title.value):
            return ()
        own = {"venue", "year"} - paper.inherited
        if paper.links and not any(getattr(paper, name) for name in own):
            return ()  # "**VOT:** [[project](https://…)]": a resource, its label is its name
        label = f" of `{paper.method.value}`" if paper.method else ""
        return (
            self.found(
                title.span,
                f"the title{label} is empty",
                help="write the title, or remove the entry",
            ),
        )
