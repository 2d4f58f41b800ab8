"""ENT107 label-author-form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span

ET_AL = r"[*_]*\bet\.?[ \t]+al\b\.?[*_]*\.?"
SHARE = 0.6


class LabelAuthorForm(Rule):
    """An author's name as a label is not written as the list writes the others.

    Papers whose method has no name are labelled with their first author: `Li *et al.*`. Here
    the stop stands outside the emphasis (`*et al*.`), or the emphasis or the stop is missing.

    ## Why

    `Oh *et al.*` and `Oh *et al*.` look alike to a reader and are two different labels to a
    search, and to whatever compares the list with the result tables.

    ## How to fix

    Write `et al.` as most of the list's labels do: `**Oh *et al*.:**` becomes `**Oh *et al.*:**`.

    ## Fix safety

    Safe: only the marks and the stop of `et al.` change.

    ## Known false alarms

    None known. Two authors of one name have the same label, rightly. Where no form has a clear
    majority, nothing is reported.
    """

    code = "ENT107"
    name = "label-author-form"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(
            '## Papers\n\n- **Oh *et al.*:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **Oh *et al.*:** "Pixels for Segmentation" *CVPR2021*\n'
        ),
        Good(
            '## Papers\n\n- **Oh et al.:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **Li et al.:** "Pixels for Segmentation" *CVPR2021*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **Li *et al.*:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **Oh ⟦*et al*.⟧:** "Pixels for Segmentation" *CVPR2020*\n'
            '- **Ru *et al.*:** "Masks for Segmentation" *CVPR2020*\n'
            '- **Yao ⟦et al.⟧:** "Dots for Segmentation" *CVPR2020*\n'
            '- **Fan *et al.*:** "Boxes for Segmentation" *CVPR2020*\n',
            '## Papers\n\n- **Li *et al.*:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **Oh *et al.*:** "Pixels for Segmentation" *CVPR2020*\n'
            '- **Ru *et al.*:** "Masks for Segmentation" *CVPR2020*\n'
            '- **Yao *et al.*:** "Dots for Segmentation" *CVPR2020*\n'
            '- **Fan *et al.*:** "Boxes for Segmentation" *CVPR2020*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Count the ways in which the labels, and the methods of the tables, are written."""
        found = list(_et_als(document))
        if len(found) < 3:
            return
        forms = Counter(form for _, form in found)
        usual, count = forms.most_common(1)[0]
        if count < 2 or count < SHARE * len(found):
            return
        for span, form in found:
            if form != usual:
                yield self.found(
                    span,
                    f"`{form}` where the list writes `{usual}`",
                    fix=Fix(f"write `{usual}`", (Edit(*span, usual),), Applicability.SAFE),
                    help=f"write `{usual}`",
                )


def _et_als(document: ListDocument) -> Iterator[tuple[Span, str]]:
    """Each `et al.` in a label or in the method's cell of a table, with its marks."""
    text = document.source.text
    fields = [paper.method for paper in document.papers if paper.method is not None]
    fields += [row.method for t in document.tables for row in t.rows if row.method is not None]
    spans = [f.span for f in fields if " al" in f.value]
    if not spans:
        return
    pattern = re.compile(ET_AL)
    for start, end in spans:
        match = pattern.search(text, start, end)
        if match is not None and match[0].count("*") % 2 == 0:
            yield Span(*match.span()), match[0]
