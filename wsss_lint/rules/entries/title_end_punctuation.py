"""ENT113 title-end-punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import Departure, ListDocument, Paper
from wsss_lint.rule import Bad, Diagnostic, Edit, Good, Severity, Span
from wsss_lint.rules.entries._form import FormRule

MARKS = ".,;:"
#: `Title :fire:`: the colon is half of what shows as an emoji.
SHORTCODE = re.compile(r":[a-z0-9_+-]+:$", re.IGNORECASE)
ABBREVIATIONS = ("etc.", "al.", "vs.", "inc.", "jr.", "sr.", "no.", "e.g.", "i.e.", "dr.")


class TitleEndPunctuation(FormRule):
    """A title ends with a stop or comma that the list's titles do not have.

    ## Why

    The stop was copied with the title from a bibliography. It is no part of the title, so that
    a search for the exact title fails, and it stands out among titles that have none.

    ## How to fix

    Remove the mark: `"Self-supervised Attention."` becomes `"Self-supervised Attention"`.

    ## Fix safety

    Safe: only the mark goes, or moves out of the link where the neighbours have it behind.

    ## Known false alarms

    None known. `?`, `!`, `…` and abbreviations such as `etc.` stay, and a list whose titles
    often end with a stop is left alone.
    """

    code = "ENT113"
    name = "title-end-punctuation"
    severity = Severity.WARNING
    since = "0.1.0"
    title = "remove the mark"
    advice = "remove the mark from the end of the title"
    good = (
        Good(
            '## Papers\n\n- **A:** "What Are Seeds?" *CVPR2020*\n'
            '- **B:** "Seeds, Pixels, etc." *CVPR2020*\n- **C:** "Seeds and ..." *CVPR2020*\n'
            '- **D:** "Masks for Segmentation" *CVPR2020*\n'
        ),
        Good(
            '## Papers\n\n- **A:** "Seeds for Scenes." *CVPR2020*\n'
            '- **B:** "Dots for Scenes." *CVPR2020*\n- **C:** "Masks for Scenes" *CVPR2020*\n'
        ),
        Good(
            "| Title | Venue | Year |\n| --- | --- | --- |\n"
            "| Seeds for Scenes :fire: | CVPR | 2020 |\n"
            "| Dots for Scenes | ICCV | 2021 |\n| Masks for Scenes | CVPR | 2022 |\n"
            "| Cues for Scenes | ECCV | 2022 |\n| Boxes for Scenes | CVPR | 2023 |\n"
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **ReCAM:** "Class Re-Activation Maps⟦.⟧" *CVPR2022*\n'
            '- **AFA:** "Learning Affinity from Attention" *CVPR2022*\n'
            '- **L2G:** "Local-to-Global Transfer"⟦.⟧ *CVPR2022*\n'
            '- **SIPE:** "Self-supervised Image-specific Prototypes" *CVPR2022*\n'
            '- **PPC:** "Pixel-to-Prototype Contrast" *CVPR2022*\n'
            '- **ReC:** "Regional Semantic Contrast" *CVPR2022*\n'
            '- **MCT:** "Multi-class Token Transformer" *CVPR2022*\n',
            '## Papers\n\n- **ReCAM:** "Class Re-Activation Maps" *CVPR2022*\n'
            '- **AFA:** "Learning Affinity from Attention" *CVPR2022*\n'
            '- **L2G:** "Local-to-Global Transfer" *CVPR2022*\n'
            '- **SIPE:** "Self-supervised Image-specific Prototypes" *CVPR2022*\n'
            '- **PPC:** "Pixel-to-Prototype Contrast" *CVPR2022*\n'
            '- **ReC:** "Regional Semantic Contrast" *CVPR2022*\n'
            '- **MCT:** "Multi-class Token Transformer" *CVPR2022*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """The departures, and marks that were read as a part of the title."""
        yield from super().check_document(document)
        marked = [p for p in document.papers if p.title is not None and p.title.value[-1:] in MARKS]
        marked = [p for p in marked if p.title is not None and _spare(p.title.value)]
        if len(marked) * 6 > len(document.papers) + 3:
            return  # the list writes its titles so
        for paper in marked:
            if paper.venue is None and _year_follows(paper):
                continue  # `Title. Some Journal, 2020`: the title ends before its venue
            # without edits: how the end of the title is meant is for a person to settle
            if not any(d.kind == self.name or not d.edits for d in paper.departures):
                yield self.report(_inside(paper))


def _spare(title: str) -> bool:
    """Whether the mark at the end of a title is no part of it."""
    if not title or title.endswith(("..", ". .")) or SHORTCODE.search(title):
        return False
    last = title.rsplit(None, 1)[-1].lower()
    if last.endswith(ABBREVIATIONS) or (len(last) == 2 and title[-1] == "."):
        return False  # `Part I.`, `U.S.`: the stop belongs to the word
    return "." not in last[:-1] and any(c.isalnum() for c in title)


def _year_follows(paper: Paper) -> bool:
    assert paper.title is not None
    year = paper.year
    return year is not None and 0 <= year.span.start - paper.title.span.end <= 2


def _inside(paper: Paper) -> Departure:
    assert paper.title is not None
    end = paper.title.span.end
    span = Span(end - 1, end)
    mark = paper.title.value[-1]
    return Departure("", span, (Edit(*span, ""),), f"the title ends with `{mark}`")
