"""ENT105 emphasis-broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wsss_lint.markdown import inlines
from wsss_lint.markdown.tree import Literal, Row
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Severity, Span
from wsss_lint.rules.entries._form import FormRule

ALIKE = ("emphasis-broken", "venue-unemphasised", "label-punctuation")
LONGEST = 2000  # characters of a unit: what is longer is no entry


class EmphasisBroken(FormRule):
    """Asterisks or underscores that are meant as emphasis are shown as they are.

    A blank stands inside the marks (`* ICCV2021*`, `**SEAM **:`), one of the two is missing, or
    they differ in number (`**75.3*`).

    ## Why

    Readers see the asterisks and no emphasis; what the list marks by it, the label or the venue,
    is not marked.

    ## How to fix

    Write the marks directly at the first and the last letter: `*ICCV2021*`, `**SEAM:**`.

    ## Fix safety

    Safe: only the marks and the blanks at them change. Where one mark is missing and its place
    is not known, there is no fix.

    ## Known false alarms

    None known. Asterisks that mean themselves are left alone: `A* search`, `5 * 3`, an author's
    footnote sign (`Z. Huang*`), `\\*` and code.
    """

    code = "ENT105"
    name = "emphasis-broken"
    severity = Severity.ERROR
    since = "0.1.0"
    title = "write the marks directly at the text"
    advice = "write the marks directly at the first and the last letter, with no blank inside"
    good = (
        Good(
            '## Papers\n\n- **AST:** "Faster A* Search of 5 * 3 Nodes" *CVPR2020*\n'
            '- **Li *et al.*:** "Pixels in snake_case_names" *ECCV2020*\n'
            '- **C:** "Masks \\* for *Segmentation*" *ECCV2020*\n'
        ),
        Good(
            "## Results\n\n| Method | Sup. | val |\n|---|---|---|\n| SEAM* | ***I*** | **64.5** |\n"
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **SEAM:** "Equivariant Attention" *CVPR2020*\n'
            '- **ECS:** "Connections between Maps"⟦* ICCV2021*⟧\n'
            '- ⟦**Yao **⟧: "Non-Salient Regions" *CVPR2021*\n'
            '- **CDA:** "Context Decoupling" *ICCV2021*\n'
            '- **CPN:** "Complementary Patch" ⟦*ICCV2021⟧\n'
            '- **PMM:** "Pseudo-mask Matters ⟦** really **⟧" *ICCV2021*\n',
            '## Papers\n\n- **SEAM:** "Equivariant Attention" *CVPR2020*\n'
            '- **ECS:** "Connections between Maps" *ICCV2021*\n'
            '- **Yao**: "Non-Salient Regions" *CVPR2021*\n'
            '- **CDA:** "Context Decoupling" *ICCV2021*\n'
            '- **CPN:** "Complementary Patch" *ICCV2021*\n'
            '- **PMM:** "Pseudo-mask Matters **really**" *ICCV2021*\n',
        ),
        Bad(
            "## Results\n\n| Method | Sup. | val |\n|---|---|---|\n| SEAM | ⟦** I**⟧ | 64.5 |\n"
            "| ICD | **I** | ⟦**64.1*⟧ |\n",
            "## Results\n\n| Method | Sup. | val |\n|---|---|---|\n| SEAM | **I** | 64.5 |\n"
            "| ICD | **I** | **64.1* |\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """The departures, then marks that are not at the borders of a field."""
        yield from super().check_document(document)
        for paper in document.papers:
            if _suspect(paper):
                known = [d.span for d in paper.departures if d.kind in ALIKE]
                for unit in _units(paper):
                    yield from self._literals(unit, document, paper, known)
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    if "*" in cell.value or cell.value[:1] == "_":
                        yield from self._literals(cell.span, document, None, [])

    def _literals(
        self, unit: Span, document: ListDocument, paper: Paper | None, known: list[Span]
    ) -> Iterator[Diagnostic]:
        if unit.end - unit.start > LONGEST:
            return
        text = document.source.text
        found = [i for i in inlines(document.markdown, unit) if isinstance(i, Literal)]
        authors = paper.authors.span if paper is not None and paper.authors is not None else None
        found = [
            mark
            for mark in found
            if not (authors and authors.start <= mark.span.start <= authors.end)
            and not _intraword(mark, text)
            and not any(s.start <= mark.span.start <= s.end for s in known)
        ]
        at = 0
        while at < len(found):
            mark = found[at]
            after = found[at + 1] if at + 1 < len(found) else None
            if after is not None and _pair(mark, after, text):
                yield self._loose(mark, after, text)
                at += 2
                continue
            if mark.leftover:
                uneven = self._uneven(mark, unit, text)
                # `*SEAM:**` is one finding, whichever end of it is looked at
                if not any(s.start < uneven.span.end and uneven.span.start < s.end for s in known):
                    yield uneven
            elif mark.opens and not mark.closes and mark.span.end - mark.span.start > 1:
                yield self.found(
                    mark.span,
                    f"`{text[slice(*mark.span)]}` opens an emphasis that nothing closes",
                    help="close the emphasis, or remove the asterisks",
                )
            at += 1

    def _loose(self, mark: Literal, after: Literal, text: str) -> Diagnostic:
        """A pair with a blank inside."""
        start, end = mark.span.end, after.span.start
        inner = text[start:end]
        left = start + len(inner) - len(inner.lstrip(" "))
        right = end - (len(inner) - len(inner.rstrip(" ")))
        edits = [Edit(a, b, "") for a, b in ((start, left), (right, end)) if a < b]
        before, behind = (
            text[mark.span.start - 1 : mark.span.start],
            text[after.span.end : after.span.end + 1],
        )
        if start < left and before.isalnum():
            edits.insert(0, Edit(mark.span.start, mark.span.start, " "))
        if right < end and behind.isalnum():
            edits.append(Edit(after.span.end, after.span.end, " "))
        span = Span(mark.span.start, after.span.end)
        return self.found(
            span,
            f"the emphasis `{text[slice(*span)]}` does not render: its marks show",
            fix=Fix(self.title, tuple(edits), Applicability.SAFE),
            help=self.advice,
        )

    def _uneven(self, mark: Literal, unit: Span, text: str) -> Diagnostic:
        """More marks on one side than on the other."""
        start, end = mark.span
        while end < unit.end and text[end] not in " |<\r\n\t":
            end += 1
        while start > unit.start and text[start - 1] not in " |>\r\n\t":
            start -= 1
        shown = text[start:end]
        return self.found(
            Span(start, end),
            f"`{shown}` has more marks on one side than on the other",
            help="write as many asterisks behind the text as before it, and `\\*` for one that "
            "means itself",
        )


def _suspect(paper: Paper) -> bool:
    """Whether marks may stand elsewhere than where the entry's form has them."""
    match = paper.match
    if match is not None and match.cost and paper.format.unit != "row":
        return True
    for field in (paper.title, paper.method, paper.note, paper.venue):
        if field is not None and ("*" in field.value or "_" in field.value):
            return True
    return False


def _units(paper: Paper) -> list[Span]:
    """The text of the entry; of a table's row each cell."""
    return list(paper.block.cells) if isinstance(paper.block, Row) else [paper.span]


def _intraword(mark: Literal, text: str) -> bool:
    """Whether the run stands inside a word: `snake_case`."""
    around = text[mark.span.start - 1 : mark.span.end + 1]
    return mark.char == "_" and around[:1].isalnum() and around[-1:].isalnum()


def _pair(mark: Literal, after: Literal, text: str) -> bool:
    """Whether two runs were meant as the two marks of one emphasis."""
    if mark.char != after.char or mark.leftover or after.leftover:
        return False
    if mark.span.end - mark.span.start != after.span.end - after.span.start:
        return False
    inner = text[mark.span.end : after.span.start]
    if not inner.strip() or "\n" in inner or len(inner) > 120 or inner == inner.strip(" "):
        return False
    before, behind = (
        text[mark.span.start - 1 : mark.span.start],
        text[after.span.end : after.span.end + 1],
    )
    if not mark.opens and not mark.closes and not after.opens and not after.closes:
        # blanks on both sides of both: `5 * 3 * 2`, unless it is a double mark
        return mark.span.end - mark.span.start > 1
    if inner[0] == " " and before.isalnum() and not after.closes:
        return False
    single = mark.span.end - mark.span.start == 1
    # `Ann Li* and Bo Wu*`: footnote signs
    return not (single and before.isalnum() and behind in ("", " ", ",", ";"))
