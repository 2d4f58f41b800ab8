"""VEN007 year-short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.venues._mentions import Mention, mentions, most


class YearShort(Rule):
    """A year has two digits where the rest of the list writes four.

    ## Why

    `TPAMI24` beside `TPAMI2024` is missed by every search for the year, and sorts elsewhere.

    ## How to fix

    Write the year as the others are written: `TPAMI2024`. Papers and result tables are looked
    at apart: a list that writes `CVPR2021` in its entries and `CVPR21` in all its tables, to
    save room, is right in both.

    ## Fix safety

    Safe: the same year, in full.

    ## Known false alarms

    None known.
    """

    code = "VEN007"
    name = "year-short"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ICCV2021*\n'),
        Good('## Papers\n\n- **A:** "One" *CVPR20*\n- **B:** "Two" *ICCV21*\n'),
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ICCV2021*\n\n## Results\n\n'
            "| Method | Pub. | val |\n|---|---|---|\n| A | CVPR20 | 61.0 |\n| B | ICCV21 | 62.0 |\n"
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **SEAM:** "Self-supervised Equivariant Attention" *CVPR2020*\n'
            '- **MCTformer+:** "Multi-class Token Transformer" *TPAMI⟦24⟧*\n'
            '- **AFA:** "Learning Affinity" *CVPR2022*\n',
            '## Papers\n\n- **SEAM:** "Self-supervised Equivariant Attention" *CVPR2020*\n'
            '- **MCTformer+:** "Multi-class Token Transformer" *TPAMI2024*\n'
            '- **AFA:** "Learning Affinity" *CVPR2022*\n',
        ),
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ICCV⟦\'21⟧*\n'
            '- **C:** "Three" *CVPR2022*\n',
            '## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ICCV2021*\n'
            '- **C:** "Three" *CVPR2022*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        found = mentions(document)
        for group in (found.papers, found.rows):
            short = [m for m in group if m.digits == 2 and not _by_form(m)]
            long = [m for m in group if m.digits == 4]
            if not short or len(long) < 2 * len(short):
                continue
            if len(long) < 4 * len(short) and len(short) > 1:
                continue
            gap = most(Counter(m.gap for m in long if m.gap is not None and not m.year_first))
            for mention in short:
                yield self._short(mention, document, gap if isinstance(gap, str) else "")

    def _short(self, mention: Mention, document: ListDocument, gap: str) -> Diagnostic:
        assert mention.year_span is not None
        start, end = mention.year_span
        written, right = document.source.slice(mention.year_span), str(mention.year)
        if mention.gap and not mention.year_first and not mention.gap.strip(" '’‘`´-"):
            start -= len(mention.gap)  # the apostrophe stands for the digits: it goes with them
            right = (gap if not gap.strip() else "") + right
        fix = None
        if written.isdigit():
            fix = Fix(f"write `{mention.year}`", (Edit(start, end, right),), Applicability.SAFE)
        return self.found(
            (start, end),
            f"the year `{document.source.text[start:end].strip()}` has two digits, "
            "where the list writes four",
            fix=fix,
            help=f"write `{mention.year}`",
        )


def _by_form(mention: Mention) -> bool:
    """Whether the form that the paper was read by has two digits: `{date} {venue}-{yy} [Title](u)`
    beside `{year}-{venue} - Title` is a form of its own, and no form has four there."""
    match = mention.paper.match if mention.paper is not None else None
    return match is not None and any(c.type == "yy" for c in match.captures)
