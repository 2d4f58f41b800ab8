"""ENT103 entry-spacing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wsss_lint.records.model import Departure, ListDocument, Paper
from wsss_lint.rule import Bad, Diagnostic, Edit, Good, Severity, Span
from wsss_lint.rules.entries._form import FormRule
from wsss_lint.rules.venues._mentions import odd_gaps


class EntrySpacing(FormRule):
    """A blank too many in an entry, or one that is missing.

    ## Why

    Markdown shows two blanks as one, so nobody sees the second; but a search for the title with
    one blank finds nothing, and the next editor's tool changes the line for no visible reason.
    A missing blank glues two parts together: `Attention[[paper]](…)`.

    ## How to fix

    Write one blank between words, and as many between the parts of an entry as its neighbours
    have:

    ```text
    - **SEAM:**  "Self-supervised  Attention"*CVPR2020*
    - **SEAM:** "Self-supervised Attention" *CVPR2020*        <- so
    ```

    ## Fix safety

    Safe: only blanks change.

    ## Known false alarms

    None known. What a good part of a section does is taken for its habit and left alone; so are
    blanks at the end of a line, which Markdown reads as a line break, and columns of a table.
    """

    code = "ENT103"
    name = "entry-spacing"
    severity = Severity.WARNING
    since = "0.1.0"
    title = "correct the blanks"
    advice = "write one blank between two words, and between the parts what the neighbours have"
    good = (
        Good(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **B:** "Pixels for Segmentation" *ECCV2020*  \n'
        ),
        Good(
            "## Papers\n\n- [Seeds for Scenes](https://a.org/1), Li et al., CVPR 2021 | "
            "[code](https://a.org/2)\n"
            "- [Rays for Scenes](https://a.org/3), Wu et al., ICCV 2021 | [code](https://a.org/4)\n",
            format="linked-title-comma",
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n- Dense Alignment for Weak Segmentation⟦  ⟧*ECCV2024*\n"
            "- Dual Features for⟦  ⟧Weak Segmentation *ECCV2024*\n"
            "- Diffusion for Weak Segmentation⟦⟧*ECCV2024*\n"
            "- Tokens for Weak Segmentation *CVPR2024*\n"
            "- Prompts for Weak Segmentation *CVPR2024*\n",
            "## Papers\n\n- Dense Alignment for Weak Segmentation *ECCV2024*\n"
            "- Dual Features for Weak Segmentation *ECCV2024*\n"
            "- Diffusion for Weak Segmentation *ECCV2024*\n"
            "- Tokens for Weak Segmentation *CVPR2024*\n"
            "- Prompts for Weak Segmentation *CVPR2024*\n",
        ),
        Bad(
            '## Papers\n\n- **AFA:** "Affinity from Attention" *CVPR⟦ ⟧2022*\n'
            '- **SPML:** "Pixel-to-Segment Learning" *ICLR2021*\n'
            '- **DFR:** "Feature Regularized Loss" *CVPR2019*\n'
            '- **BPG:** "Boundary Perception Guidance" *IJCAI2019*\n'
            '- **SEC:** "Seed, Expand and Constrain" *ECCV2016*\n',
            '## Papers\n\n- **AFA:** "Affinity from Attention" *CVPR2022*\n'
            '- **SPML:** "Pixel-to-Segment Learning" *ICLR2021*\n'
            '- **DFR:** "Feature Regularized Loss" *CVPR2019*\n'
            '- **BPG:** "Boundary Perception Guidance" *IJCAI2019*\n'
            '- **SEC:** "Seed, Expand and Constrain" *ECCV2016*\n',
        ),
        Bad(
            '## Papers\n\n- **BPG:**⟦  ⟧"Boundary Perception Guidance" *IJCAI2019*\n'
            '- **SPML:** "Pixel-to-Segment Learning" *ICLR2019*\n'
            '- **DFR:** "Feature Regularized Loss" *CVPR2019*\n',
            '## Papers\n\n- **BPG:** "Boundary Perception Guidance" *IJCAI2019*\n'
            '- **SPML:** "Pixel-to-Segment Learning" *ICLR2019*\n'
            '- **DFR:** "Feature Regularized Loss" *CVPR2019*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """The departures, and runs of blanks inside a field, which are in no gap."""
        yield from super().check_document(document)
        for span, usual in odd_gaps(document):
            yield self.report(_in_venue(span, usual))
        find = document.source.flat.find
        for paper in document.papers:
            if find("  ", *paper.span) >= 0:
                for departure in _doubled(paper, document):
                    yield self.report(departure)


def _in_venue(span: Span, usual: str) -> Departure:
    """Blanks between venue and year that the rest of the list writes otherwise."""
    message = "a blank between venue and year, where the list has none"
    if usual:
        message = "a blank is missing between venue and year" if span.start == span.end else (
            "more blanks than one between venue and year"
        )  # fmt: skip
    return Departure("entry-spacing", span, (Edit(*span, usual),), message)


def _doubled(paper: Paper, document: ListDocument) -> Iterator[Departure]:
    """Blanks that stand twice inside a field, on one line and between two characters."""
    flat, text = document.source.flat, document.source.text
    for field in (paper.method, paper.title, paper.authors):
        if field is None:
            continue
        start, end = field.span
        if start < paper.span.start or end > paper.span.end or "`" in flat[start:end]:
            continue  # inherited from a heading, or it shows code
        at = flat.find("  ", start, end)
        while at >= 0:
            stop = at
            while stop < end and flat[stop] == " ":
                stop += 1
            inner = start < at and stop < end and flat[at - 1] != "\n" and flat[stop] != "\n"
            if inner and "\r" not in text[at:stop]:
                edit = Edit(at, stop, " ")
                span = Span(at, stop)
                yield Departure("entry-spacing", span, (edit,), "more blanks than one here")
            at = flat.find("  ", stop, end)
