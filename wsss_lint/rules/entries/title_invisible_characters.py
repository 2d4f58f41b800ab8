"""ENT116 title-invisible-characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from wsss_lint.records.letters import TWINS
from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.entries._vocabulary import Vocabulary, vocabulary

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
NAMES = {
    "\u00a0": "no-break space", "\u00ad": "soft hyphen", "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner", "\u202f": "no-break space",
    "\u2007": "figure space", "\u2009": "thin space", "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}  # fmt: skip
HANGING = (
    "and", "or", "to", "und", "et", "nor", "versus", "vs", "plus", "as", "but", "than", "the",
    "of", "for", "in", "on", "with", "by", "via",
)  # fmt: skip


class TitleInvisibleCharacters(Rule):
    """A title holds characters that cannot be seen, or that look like others.

    Zero-width characters, soft hyphens and no-break spaces; ligatures (`ﬁ` as one character);
    Cyrillic or Greek letters in a Latin word; a word that was divided at the end of a line
    (`Segmen- tation`).

    ## Why

    They come from copying a title out of a PDF or a web page. The title looks right, but it is
    not found by a search, and no tool takes the entry and its duplicate for the same paper.

    ## How to fix

    Type the title anew, or paste it as plain text (Ctrl+Shift+V in most programs) and correct the
    place that is shown: `Segmen- tation` becomes `Segmentation`, `eﬃcient` with one character for
    `ffi` becomes `efficient`.

    ## Fix safety

    Safe for what is invisible and for ligatures, which mean the same letters. Unsafe where
    letters of a word change: another script's letters, and a word that was divided.

    ## Known false alarms

    None known. Joiners inside other scripts and emoji, Greek letters such as `α` and hanging
    hyphens (`Inter- and Intra-Class`) are left alone.
    """

    code = "ENT116"
    name = "title-invisible-characters"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "Inter- and Intra-Class Seeds" *CVPR2020*\n'
            '- **B:** "αSeg: Weakly-and Semi-supervised Masks" *CVPR2020*\n'
            '- **C:** "What’s the Point – Über Naïve Seeds" *CVPR2020*\n'
            '- **D:** "多标签 Learning" *CVPR2020*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "Seeds for Seg⟦\u200b⟧mentation" *CVPR2020*\n'
            '- **B:** "Masks⟦\u00a0⟧for Segmentation" *CVPR2020*\n'
            '- **C:** "Ef⟦ﬁ⟧cient Seg⟦\u00ad⟧mentation" *CVPR2020*\n'
            '- **D:** "⟦Wеаk⟧ Seeds for ⟦Segmen- tation⟧" *CVPR2020*\n',
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **B:** "Masks for Segmentation" *CVPR2020*\n'
            '- **C:** "Efficient Segmentation" *CVPR2020*\n'
            '- **D:** "Weak Seeds for Segmentation" *CVPR2020*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at the titles that hold a character beyond ASCII, or a hyphen and a blank."""
        text = document.source.text
        words: Vocabulary | None = None
        for paper in document.papers:
            title = paper.title
            if title is None:
                continue
            value = title.value
            if not value.isascii() or "\u00a0" in text[title.span.start : title.span.end]:
                yield from self._unseen(text, title.span)
            if "- " in value:
                words = words or vocabulary(document)
                for span, joined in _divided(text, title.span, words):
                    yield self._change(span, joined, "was divided at the end of a line", text)

    def _unseen(self, text: str, span: Span) -> Iterator[Diagnostic]:
        for match in _odd().finditer(text, *span):
            found = match[0]
            place = Span(*match.span())
            if found in LIGATURES:
                plain = LIGATURES[found]
                yield self.found(
                    place,
                    f"`{found}` is one character, a ligature",
                    fix=Fix(f"write `{plain}`", (Edit(*place, plain),), Applicability.SAFE),
                    help=f"write `{plain}` as letters",
                )
            elif len(found) == 1 and not found.isalpha():
                yield from self._invisible(text, place, found)
            elif any(c in TWINS for c in found):
                latin = "".join(TWINS.get(c, c) for c in found)
                if latin.isascii() and sum(c in TWINS for c in found) * 2 <= len(found):
                    yield self._change(place, latin, "has letters of another script", text)

    def _invisible(self, text: str, span: Span, char: str) -> Iterator[Diagnostic]:
        before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
        if char in "\u200c\u200d" and not (before + after).isascii():
            return  # joins letters of other scripts and emoji
        blank = char.isspace()
        name = NAMES.get(char, f"invisible character U+{ord(char):04X}")
        single = blank and not (before.isspace() or after.isspace())
        what = "write a plain blank" if single else "remove it"
        edit = Edit(*span, " " if single else "")
        yield self.found(
            span,
            f"{name} in the title",
            fix=Fix(what, (edit,), Applicability.SAFE),
            help=f"{what}, or type the title anew",
        )

    def _change(self, span: Span, right: str, what: str, text: str) -> Diagnostic:
        wrong = text[span.start : span.end]
        return self.found(
            span,
            f"`{wrong}` {what}",
            fix=Fix(f"write `{right}`", (Edit(*span, right),), Applicability.UNSAFE),
            help=f"write `{right}`",
        )


@cache
def _odd() -> re.Pattern[str]:
    """Invisible characters, ligatures, and words with a letter that has a Latin twin."""
    twins = "".join(TWINS)
    ligatures = "".join(LIGATURES)
    hidden = "\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2007\u2009\u2060-\u2064\u2066-\u2069\ufeff"
    return re.compile(f"[{hidden}]|[{ligatures}]|(?=[A-Za-z]*[{twins}])[A-Za-z{twins}]+(?![^\\W_])")


def _divided(text: str, title: Span, words: Vocabulary) -> Iterator[tuple[Span, str]]:
    """`Segmen- tation`: a hyphen and a blank inside what is one word elsewhere."""
    for match in re.finditer(
        r"(?<![\w-])([^\W\d_]{2,})- ([a-z]{2,})(?![\w-])", text[slice(*title)]
    ):
        first, second = match[1], match[2]
        if second in HANGING:
            continue
        joined = first + second
        if words.elsewhere(joined, title) or (
            len(joined) > 6 and not words.known(first, title) and not words.known(second, title)
        ):
            yield Span(title.start + match.start(), title.start + match.end()), joined
