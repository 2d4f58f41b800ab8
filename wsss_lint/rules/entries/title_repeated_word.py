"""ENT118 title-repeated-word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.entries._vocabulary import vocabulary

# Never right twice in a row, wherever they stand; `Had Had`, `That That`, `Do Do` may be.
SMALL = """
a an and are as at be by for from in into is its of on or the their through to towards under upon
using via when where which while with within without
"""
# Repeated for their sound, or right: `Very Very Deep`, `Never Never`, `Show That That Is So`.
SPOKEN = "that very more most many much never again"
SHORTEST = 4  # letters of any other word: `New New`, `Go Go`, `Hot Hot`
LONGEST = 1000  # letters; what is longer is no title
PAIR = r"(?<![\w'’-])([^\W\d_]+)(\s+)([^\W\d_]+)(?![\w'’*-])"


class TitleRepeatedWord(Rule):
    """A word stands twice in a row in a title: `for for`, `Object Object Detection`.

    ## Why

    It is a slip of copying, mostly where a line of the title was broken. A search for the title
    does not find the entry, and it is not taken for the same paper as its duplicate.

    ## How to fix

    Write the word once: `"Seeds for for Segmentation"` becomes `"Seeds for Segmentation"`.

    ## Fix safety

    Unsafe: it removes a word.

    ## Known false alarms

    A title that plays with the repetition. Most do at their beginning, `Attention Attention
    Everywhere`, or with a name, `Walla Walla`: small words (`the the`) apart, a repetition at the
    beginning, or of a word that no other title of the list has, is a note (severity info). Numbers
    (`2 2`), words with a hyphen and words three times in a row are left alone.
    """

    code = "ENT118"
    name = "title-repeated-word"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "Scenes Had Had Seeds Before" *CVPR2020*\n'
            '- **B:** "In-Context In Context: A a-Contrario Method" *CVPR2020*\n'
            '- **C:** "Location, Location, Location and 3 3 Scenes" *CVPR2020*\n'
            '- **D:** "Very Very Deep Networks to Zoom In in Scenes" *CVPR2020*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "Seeds ⟦for for⟧ Object Detection" *CVPR2020*\n'
            '- **B:** "⟦The the⟧ Scenes of ⟦Object Object⟧ Detection" *CVPR2020*\n',
            '## Papers\n\n- **A:** "Seeds for Object Detection" *CVPR2020*\n'
            '- **B:** "The Scenes of Object Detection" *CVPR2020*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at the titles in which a word begins like the one before it."""
        text = document.source.text
        for paper in document.papers:
            title = paper.title
            if title is None or len(title.value) > LONGEST:
                continue
            words = title.value.lower().split()
            if True not in map(str.startswith, words[1:], words):
                continue
            start, end = title.span
            for match in re.finditer(f"(?={PAIR})", text[start:end]):
                severity = self._severity(match, text[start:end], title.span, document)
                if severity is not None:
                    yield self._twice(match, start, severity)

    def _severity(
        self, match: re.Match[str], title: str, span: Span, document: ListDocument
    ) -> Severity | None:
        """How sure it is that the word is there once too often; None for what may be right."""
        first, second = match[1], match[3]
        word = first.lower()
        if word != second.lower() or word in SPOKEN.split():
            return None
        before = title[: match.start()].rstrip("\"'“‘ *_`")
        opens = not before or before[-1] in ":.?!–—|"
        if word in SMALL.split():
            # not in `Zoom In in Scenes`, with a verb's particle, nor in `Vitamin A a Day`
            sure = first == second or (opens and word != "a")
            return self.severity if sure and second.islower() else None
        if len(word) < SHORTEST or (first.isupper() and first != second):
            return None  # `CLIP clip`
        if re.match(rf"\W*{re.escape(word)}\b", title[match.end(3) :], re.IGNORECASE):
            return None
        if re.search(rf"\b{re.escape(word)}\W*$", before, re.IGNORECASE):
            return None
        known = vocabulary(document).elsewhere(word, span)
        return self.severity if known and not opens else Severity.INFO

    def _twice(self, match: re.Match[str], base: int, severity: Severity) -> Diagnostic:
        start, cut, end = base + match.start(1), base + match.end(1), base + match.end(3)
        return self.found(
            Span(start, end),
            f"the word `{match[3]}` stands twice",
            fix=Fix(f"write `{match[1]}` once", (Edit(cut, end, ""),), Applicability.UNSAFE),
            help=f"write `{match[1]}` once, unless the paper has it twice",
            severity=severity,
        )
