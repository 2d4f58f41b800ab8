"""VEN003 venue-order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.venues._mentions import Mention, mentions, most


class VenueOrder(Rule):
    """Venue and year stand in another order than in the rest of the list.

    ## Why

    `2021arXiv` among `CVPR2021` and `ICCV2021` cannot be found by searching for `arXiv2021`,
    does not sort with the others, and is read as a different venue by scripts.

    ## How to fix

    Write venue and year in the order of the list: `*arXiv2021*`. Which order that is, is the
    list's own choice; a list of `***2021CVPR***` is right too.

    ## Fix safety

    Safe: venue and year change places, nothing else does.

    ## Known false alarms

    None known. Where neither order has a clear majority, nothing is reported.
    """

    code = "VEN003"
    name = "venue-order"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *arXiv2020*\n'),
        Good('## Papers\n\n- **A:** "One" *2020CVPR*\n- **B:** "Two" *2020arXiv*\n'),
        Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *2020arXiv*\n'),
    )
    bad = (
        Bad(
            '## Papers\n\n- **EDAM:** "Embedded Discriminative Attention" *CVPR2021*\n'
            '- **PuzzleCAM:** "Improved Localization" *⟦2021arXiv⟧*\n'
            '- **CDA:** "Context Decoupling" *ICCV2021*\n'
            '- **CPN:** "Complementary Patch" *ICCV2021*\n'
            '- **RPNet:** "Region Mining" *TMM2021*\n',
            '## Papers\n\n- **EDAM:** "Embedded Discriminative Attention" *CVPR2021*\n'
            '- **PuzzleCAM:** "Improved Localization" *arXiv2021*\n'
            '- **CDA:** "Context Decoupling" *ICCV2021*\n'
            '- **CPN:** "Complementary Patch" *ICCV2021*\n'
            '- **RPNet:** "Region Mining" *TMM2021*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        found = mentions(document)
        for group in (found.papers, found.rows):
            both = [m for m in group if m.gap is not None]
            orders: Counter[object] = Counter(m.year_first for m in both)
            if len(orders) < 2:
                continue
            usual = _usual(orders)
            if usual is None:
                continue
            gaps: Counter[object] = Counter(m.gap for m in both if m.year_first is usual)
            gap = most(gaps)
            for mention in both:
                # an unknown venue may be a label that was read as one: `SCM:2022ECCV`
                if mention.year_first is usual or mention.venue is None:
                    continue
                if not _by_form(mention):
                    yield self._reversed(mention, document, gap)

    def _reversed(self, mention: Mention, document: ListDocument, gap: object) -> Diagnostic:
        assert mention.span is not None and mention.year_span is not None
        span = mention.whole
        assert span is not None
        year = document.source.slice(mention.year_span)
        # the marks of another order do not fit: `2021-CVPR` becomes `CVPR2021` or `CVPR 2021`
        between = gap if isinstance(gap, str) and not gap.strip() else " " if mention.gap else ""
        parts = (mention.text, year) if mention.year_first else (year, mention.text)
        right = between.join(parts)
        wrong = document.source.slice(span)
        order = "before the year" if mention.year_first else "after the year"
        return self.found(
            span,
            f"`{wrong}`: the other venues of the list stand {order}",
            fix=Fix(f"write `{right}`", (Edit(*span, right),), Applicability.SAFE),
            help=f"write `{right}`",
        )


def _by_form(mention: Mention) -> bool:
    """Whether the form that the paper was read by says which of the two is first: `{venue}-{yy}`
    beside `{year}-{venue}` is a form of its own, which no paper has with the two exchanged."""
    match = mention.paper.match if mention.paper is not None else None
    if match is None or match.cost:
        return False
    return not any(c.name == "pub" for c in match.captures)


def _usual(orders: Counter[object]) -> object | None:
    """The order of the list: four of five, in a short one all but one."""
    usual = most(orders)
    if usual is None:
        (first, count), (_, other) = orders.most_common(2)
        usual = first if other == 1 and count >= 2 else None
    return usual
