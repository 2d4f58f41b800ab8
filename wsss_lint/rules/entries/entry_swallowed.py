"""ENT102 entry-swallowed."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.markdown.tree import Item
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity


class EntrySwallowed(Rule):
    """A paper has no bullet of its own and is shown as part of the entry before it.

    Its line lost the `-` at its beginning or the blank behind that, or it is indented as if it
    belonged to the entry above.

    ## Why

    Markdown joins a line without a bullet to the entry above it, so that two papers are shown
    as one line of text.

    ## How to fix

    Begin the line with the same bullet as the other entries:

    ```text
    - **A:** "Seeds for Segmentation" *CVPR2020*
    **B:** "Pixels for Segmentation" *ECCV2020*
    - **B:** "Pixels for Segmentation" *ECCV2020*             <- so
    ```

    ## Fix safety

    Unsafe: the fix writes the bullet of the entry before, which makes one entry into two. See
    that they are two papers.

    ## Known false alarms

    None known. A line that belongs to the entry above it, such as its links or authors, does not
    read as a paper by itself and is left alone.
    """

    code = "ENT102"
    name = "entry-swallowed"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **B:** "Pixels for\n  Segmentation" *ECCV2020*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '⟦**B:** "Pixels for Segmentation" *ECCV2020*⟧\n'
            '  - ⟦**C:** "Masks for Segmentation" *ECCV2020*⟧\n',
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **B:** "Pixels for Segmentation" *ECCV2020*\n'
            '- **C:** "Masks for Segmentation" *ECCV2020*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each swallowed paper."""
        for paper in document.papers:
            if paper.swallowed:
                inside = isinstance(paper.block, Item)
                where = "as part of the entry above" if inside else "as a line of text"
                yield self.found(
                    paper.span,
                    f"this paper has no bullet of its own: it is shown {where}",
                    fix=_bullet(paper, document),
                    help="begin the line with the same bullet as the entries around it",
                )


def _bullet(paper: Paper, document: ListDocument) -> Fix | None:
    """Begin the paper's line as the item begins that swallowed it."""
    item = paper.block
    source = document.source
    at = paper.span.start
    if not isinstance(item, Item) and source.text[at - 1 : at] == "-":
        blank = (Edit(at, at, " "),)  # `-**A:** "Title"`
        return Fix("give the paper its bullet", blank, Applicability.UNSAFE)
    if not isinstance(item, Item):
        beside = document.papers[max(paper.index - 3, 0) : paper.index + 4]
        items = [p.block for p in beside if p.section is paper.section and not p.swallowed]
        item = next((block for block in items if isinstance(block, Item)), None)
    if not isinstance(item, Item):
        return None
    if source.slice(item.marker)[:1].isdigit() and item is not paper.block:
        return None  # its number is not known
    line = source.line_span(source.line_of(paper.span.start)).start
    first = source.line_span(source.line_of(item.span.start)).start
    prefix = source.text[first : item.content.start]
    return Fix(
        "give the paper its bullet",
        (Edit(line, paper.span.start, prefix),),
        Applicability.UNSAFE,
    )
