"""ENT115 title-subtitle-colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span

# What follows a name in one sentence: `DETR for Pedestrian Detection`, `Transformer Is All …`.
JOINING = """
a an and are as at based beyond but by can do does for from goes has have helps improves in into is
it learns makes matters may meets need needs networks network of on or over should that the through
to under using versus via vs was were when where which while will with within without your net nets
model models v1 v2 v3 ii iii iv plus pro
"""


class TitleSubtitleColon(Rule):
    """The title begins with the label, and the colon between the two was lost.

    `**WegFormer:** "WegFormer Transformers for …"` stands for `WegFormer: Transformers for …`.

    ## Why

    Titles of the form `Name: What It Is` lose their colon when they are copied from a file name
    or a citation key. A search for the title does not find the entry then.

    ## How to fix

    Write the colon behind the name, after a look at the paper:
    `"WegFormer Transformers for Masks"` becomes `"WegFormer: Transformers for Masks"`.

    ## Fix safety

    Unsafe: it changes the title, and only the paper says how that is written.

    ## Known false alarms

    A title that is one phrase with the method's name at its beginning. Where a word such as
    `for`, `with` or `is` follows the name, the title has a colon elsewhere, or other entries
    name the method too (`ImageNet Large Scale Challenge`), nothing is reported.
    """

    code = "ENT115"
    name = "title-subtitle-colon"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **L2G:** "L2G: A Simple Transfer Framework" *CVPR2022*\n'
            '- **DETR:** "DETR for Pedestrian Detection" *CVPR2022*\n'
            '- **CAM:** "CAM" *CVPR2022*\n- **AFA:** "AFAs of Large Size" *CVPR2022*\n'
            '- **Swin:** "Swin Transformer: Shifted Windows" *CVPR2022*\n'
            '- **ImageNet:** "ImageNet Large Scale Challenge" *IJCV2015*\n'
            '- **ImageNet:** "ImageNet: A Large-Scale Database" *CVPR2009*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **WegFormer:** "⟦WegFormer⟧ Transformers for Weak Masks" *CVPR2022*\n'
            '- **PuzzleCAM:** "⟦Puzzle-CAM⟧ Improved Localization" *CVPR2022*\n',
            '## Papers\n\n- **WegFormer:** "WegFormer: Transformers for Weak Masks" *CVPR2022*\n'
            '- **PuzzleCAM:** "Puzzle-CAM: Improved Localization" *CVPR2022*\n',
        ),
    )

    def setup(self) -> None:
        """Split the words."""
        self.joining = frozenset(JOINING.split())

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare each label with the first words of its title."""
        text = document.source.text
        terms: Counter[str] | None = None
        for paper in document.papers:
            if paper.method is None or paper.title is None:
                continue
            span = _name(paper, text, self.joining)
            if span is None:
                continue
            terms = terms or _terms(document)
            if terms[paper.method.value.lower()] < 2:
                yield self.found(
                    span,
                    f"no colon behind the name `{text[slice(*span)]}` at the start of the title",
                    fix=Fix(
                        "write the colon", (Edit(span.end, span.end, ":"),), Applicability.UNSAFE
                    ),
                    help="write a colon behind the name, if the paper has it",
                )


#: `GPT-4 Technical Report` is a title as it is.
REPORTS = frozenset(("report", "card", "documentation"))


def _terms(document: ListDocument) -> Counter[str]:
    """How many entries name each word: `ImageNet Large Scale Challenge` is one phrase."""
    named: Counter[str] = Counter()
    for paper in document.papers:
        words = {paper.method.value.lower()} if paper.method is not None else set()
        if paper.title is not None:
            words.update(re.findall(r"[\w+-]+", paper.title.value.lower()))
        named.update(words)
    return named


def _name(paper: Paper, text: str, joining: frozenset[str]) -> Span | None:
    """The label at the start of the title, when what follows is another phrase."""
    assert paper.method is not None and paper.title is not None
    label = paper.method.value
    if len(label) < 3 or " " in label.strip() or ":" in paper.title.value:
        return None
    start, end = paper.title.span
    first, other = label[0].lower()[:1], text[start : start + 1].lower()
    if first != other and first.isalnum() and other.isalnum():
        return None  # nearly all papers end here
    wanted = _letters(label)
    at, matched = start, 0
    while at < end and matched < len(wanted):
        char = text[at]
        if char.isalnum() or char in "+*":
            if char.lower() != wanted[matched]:
                return None
            matched += 1
        elif char not in "- " or at == start:
            return None
        at += 1
    rest = text[at:end]
    if matched < len(wanted) or len(wanted) < 3 or not rest.startswith(" "):
        return None
    words = rest.split()
    if len(words) < 2 or not words[0][0].isalnum():
        return None
    if words[-1].lower() in REPORTS:
        return None
    if words[0].lower().strip(",.") in joining and words[0] not in ("A", "An", "The"):
        return None
    # `SegNet architecture for Scenes`: in a title with capitals the next phrase begins with one
    if words[0][0].islower() and not label.islower() and not _lower_case(words):
        return None
    return Span(start, at)


def _letters(label: str) -> str:
    return "".join(c for c in label.lower() if c.isalnum() or c in "+*")


def _lower_case(words: list[str]) -> bool:
    """Whether a title is written without capitals: there the next phrase has none either."""
    return sum(word[0].isupper() for word in words if len(word) > 3) == 0
