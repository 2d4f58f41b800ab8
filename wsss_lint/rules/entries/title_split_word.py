"""ENT114 title-split-word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.entries._vocabulary import vocabulary

SHORTEST = 6  # letters of the whole word


class TitleSplitWord(Rule):
    """A word of a title has a blank inside: `Ba ckground`.

    ## Why

    The blank came with copying the title out of a PDF. A search for the title does not find the
    entry, and it is not taken for the same paper as its duplicate.

    ## How to fix

    Remove the blank.

    ## Fix safety

    Unsafe: it changes a word. The joined word stands in another title of the list, or is a
    common word of the field, and its parts are no words.

    ## Known false alarms

    A word that some authors write as two, where one of its parts stands nowhere else. Two words
    that both occur on their own (`data set`, `super pixel`) are left alone.
    """

    code = "ENT114"
    name = "title-split-word"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "Super Pixel Seeds" *CVPR2020*\n'
            '- **B:** "Superpixel Seeds for the Data Set" *CVPR2020*\n'
            '- **C:** "A Dataset of Inter- and Intra-Class Seeds" *CVPR2020*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **BANA:** "⟦Ba ckground⟧-Aware Pooling" *CVPR2021*\n'
            '- **GWSM:** "Group-Wise Semantic Mining of Blorfs" *CVPR2021*\n'
            '- **NSR:** "Non-Salient ⟦Blo rfs⟧" *CVPR2021*\n',
            '## Papers\n\n- **BANA:** "Background-Aware Pooling" *CVPR2021*\n'
            '- **GWSM:** "Group-Wise Semantic Mining of Blorfs" *CVPR2021*\n'
            '- **NSR:** "Non-Salient Blorfs" *CVPR2021*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at neighbouring words of which the joined one exists and one of the two does not."""
        if not document.papers:
            return
        words = vocabulary(document)
        counts, field, apart = words.counts, words.field, words.apart
        text = document.source.text
        pair = re.compile(r"(?<![^\W_])([^\W\d_]{2,}) (?=([^\W\d_]{2,})(?![^\W_]))")
        for paper in document.papers:
            title = paper.title
            if title is None:
                continue
            for match in pair.finditer(text, *title.span):
                first, second = match[1].lower(), match[2].lower()
                joined = first + second
                if joined not in counts and joined not in field:
                    continue
                if len(joined) < SHORTEST or (
                    (counts[first] > 1 or first in field or first in apart)
                    and (counts[second] > 1 or second in field or second in apart)
                ):
                    continue
                if match[2].islower() and words.elsewhere(joined, title.span):
                    span = Span(match.start(1), match.end(2))
                    yield self._split(span, match[1] + match[2])

    def _split(self, span: Span, word: str) -> Diagnostic:
        return self.found(
            span,
            f"a blank stands inside the word `{word}`",
            fix=Fix(f"write `{word}`", (Edit(*span, word),), Applicability.UNSAFE),
            help=f"write `{word}`",
        )
