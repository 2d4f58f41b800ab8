"""ENT114 title-split-word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from wsss_lint.records.model import Field, ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.entries._vocabulary import FIELD, vocabulary

SHORTEST = 6  # letters of the whole word
MARKS = ".,:;!?()\"'"


class TitleSplitWord(Rule):
    """A word of a title has a blank inside: `Ba ckground`.

    ## Why

    The blank came with copying the title out of a PDF. A search for the title does not find the
    entry, and it is not taken for the same paper as its duplicate.

    ## How to fix

    Remove the blank: `"Ba ckground Modelling"` becomes `"Background Modelling"`.

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
        doubtful = list(_doubtful(document))
        if not doubtful:
            return
        words = vocabulary(document)
        counts, field, apart = words.counts, words.field, words.apart
        text = document.source.text
        pair = re.compile(r"(?<![^\W_])([^\W\d_]{2,}) (?=([^\W\d_]{2,})(?![^\W_]))")
        for title in doubtful:
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


def _doubtful(document: ListDocument) -> Iterator[Field[str]]:
    """The titles with a word that no other title has, and that makes a known one with the word
    beside it. A quick look: the parts of a split word are found by it, and little else."""
    titles = [paper.title for paper in document.papers if paper.title is not None]
    words = [title.value.lower().replace("-", " ").split() for title in titles]
    counts = Counter(chain.from_iterable(words))
    once = {word for word, count in counts.items() if count == 1}
    known = frozenset(FIELD.split())
    for title, mine in zip(titles, words, strict=True):
        if not once.isdisjoint(mine):
            for first, second in pairwise(mine):
                if first in once or second in once:
                    joined = first + second.rstrip(MARKS)
                    if joined in counts or joined in known or first + second in counts:
                        yield title
                        break
