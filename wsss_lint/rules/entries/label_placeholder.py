"""ENT108 label-placeholder."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Option, Rule, Severity

PLACEHOLDERS = (
    "method", "method name", "methodname", "name", "title", "label", "abbr", "abbreviation",
    "acronym", "todo", "tbd", "tba", "fixme", "xx", "xxx", "xxxx", "placeholder", "your method",
    "n/a",
)  # fmt: skip


class LabelPlaceholder(Rule):
    """The label of an entry is a placeholder that was never filled in.

    ## Why

    `**Method:** "Find It if You Can"` was copied from the template of an entry. Every reader
    sees the word, and the paper cannot be found by its method's name.

    ## How to fix

    Write the name that the paper gives to its method; when it gives none, the first author's
    name as the list does it for others (`Li *et al.*`), or no label.

    ## Fix safety

    There is no fix: the name is not known.

    ## Known false alarms

    A method that is really called `Name`. Silence it where it stands.
    """

    code = "ENT108"
    name = "label-placeholder"
    severity = Severity.ERROR
    since = "0.1.0"
    options = (Option("words", list(PLACEHOLDERS), "what counts as a placeholder, in any case"),)
    good = (
        Good('## Papers\n\n- **MethodNet:** "Seeds for Segmentation" *CVPR2020*\n'),
        Good('## Papers\n\n- **Li *et al.*:** "Pixels for Segmentation" *CVPR2020*\n'),
    )
    bad = (
        Bad(
            '## Papers\n\n- **SEAM:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **⟦Method⟧:** "Pixels for Segmentation" *CVPR2020*\n'
            '- **⟦XXX⟧:** "Masks for Segmentation" *CVPR2020*\n'
        ),
    )

    def setup(self) -> None:
        """Fold the words."""
        self.words = frozenset(" ".join(word.split()).lower() for word in self.option["words"])

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at each label."""
        words = self.words
        for paper in document.papers:
            method = paper.method
            if method is not None and method.value.lower() in words:
                yield self.found(
                    method.span,
                    f"label `{method.value}` is a placeholder",
                    help="write the name of the method, or of the first author where the paper "
                    "gives none",
                )
