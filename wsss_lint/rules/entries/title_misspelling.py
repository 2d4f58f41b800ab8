"""ENT119 title-misspelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from wsss_lint.records.model import Field, ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.entries._vocabulary import FIELD, vocabulary, words_of

SHORTEST = 6  # letters: of shorter words, too many are one letter apart
LONGEST = 1000  # letters; what is longer is no title
OFTEN = 4  # how often the list has the other word, unless letters are swapped
ENDING = 3  # letters at the end, where words are inflected: another letter there may be right
# Two letters swapped, and yet both are words.
BOTH = """
angels angles barely barley casual causal closest closets compliant complaint infarction infraction
marital martial perfect prefect sacred scared silver sliver spares sparse united untied
"""
VARIANTS = ("sz", "cs", "iy")  # `localisation`, `defence`, `analyser`
# Letters that one English doubles and the other does not: `labelling`, `focussed`
DOUBLED = re.compile(r"([lspt])\1(?=(?:e[dr]|ers|ing|ings|able|ation)$)|(?<=o)(u)(?=r)|(a)(?=e)")


class Word(NamedTuple):
    """A word of a title and what stands around it."""

    text: str
    before: str
    after: str
    span: Span
    title: Field[str]


class TitleMisspelling(Rule):
    """A word of a title is one slip away from a word that the list has often: `semanitc`.

    A slip is two letters swapped, or one lost, added or changed within the word. It is the only
    title with the word, which has at least six letters. Unless letters are swapped, the usual
    word stands in four titles or more, and beside one of the neighbours of the slip. Inflections
    (`annotations`), both Englishes (`localisation`, `labelling`) and names with capitals inside
    are left alone. Whole titles that differ by one slip are `duplicate-title-typo`.

    ## Why

    A search for the title does not find the entry, and it is not taken for the same paper as its
    duplicate.

    ## How to fix

    Look the title up: `"Semanitc Segmentation"` is `"Semantic Segmentation"`, unless the authors
    wrote it so.

    ## Fix safety

    Unsafe: it changes a word.

    ## Known false alarms

    Titles with a misspelling of the paper itself, which should be kept (ignore the line), and rare
    words that are like a common one: a list says little about which words exist. Therefore the
    rule is a note that is shown when asked for.
    """

    code = "ENT119"
    name = "title-misspelling"
    severity = Severity.INFO
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "## Papers\n\n"
            + "".join(f'- **{x}:** "Localization of Graph Masks" *CVPR2020*\n' for x in "ABCD")
            + '- **E:** "Localisation of Graphs" *CVPR2020*\n'
            '- **F:** "Localizations, Vocalization and Locomotion of Graphs" *CVPR2020*\n'
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n"
            + "".join(f'- **{x}:** "Semantic Masks for Scenes" *CVPR2020*\n' for x in "ABCD")
            + '- **E:** "⟦Semanitc⟧ Seeds" *CVPR2020*\n- **F:** "⟦Semntic⟧ Masks" *CVPR2020*\n',
            "## Papers\n\n"
            + "".join(f'- **{x}:** "Semantic Masks for Scenes" *CVPR2020*\n' for x in "ABCD")
            + '- **E:** "Semantic Seeds" *CVPR2020*\n- **F:** "Semantic Masks" *CVPR2020*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Hold the words that stand once against those that stand often."""
        counts = vocabulary(document).counts
        shapes: dict[str, list[str]] = {}
        for common in {word for word, n in counts.items() if n > 1}.union(FIELD.split()):
            if len(common) >= SHORTEST - 1:
                for shape in _shapes(common):
                    shapes.setdefault(shape, []).append(common)
        beside: set[tuple[str, str]] | None = None
        titles: set[str] | None = None
        for word in _rare(document):
            near = {w for shape in _shapes(word.text) for w in shapes.get(shape, ())}
            right = sorted(w for w in near if slip(word.text, w))
            if len(right) != 1:
                continue  # of two words that it may be, none is sure
            swapped = sorted(word.text) == sorted(right[0])
            if not swapped and counts[right[0]] < OFTEN:
                continue
            if beside is None or titles is None:
                beside, titles = _beside(document)
            if swapped or {(word.before, right[0]), (right[0], word.after)} & beside:
                whole = " ".join(words_of(word.title.value))
                if whole.replace(word.text, right[0]) not in titles:
                    yield self._misspelt(word, right[0], counts[right[0]], document)

    def _misspelt(self, word: Word, right: str, count: int, document: ListDocument) -> Diagnostic:
        written = document.source.slice(word.span)
        if written[0].isupper():
            right = right[0].upper() + right[1:]
        return self.found(
            word.span,
            f"`{written}` stands in no other title, `{right}` "
            + (f"in {count} places" if count else "is a common word"),
            fix=Fix(f"write `{right}`", (Edit(*word.span, right),), Applicability.UNSAFE),
            help=f"look the title up, and write `{right}` if the paper does",
        )


def _rare(document: ListDocument) -> Iterator[Word]:
    """The words that stand in one title, once, and are no words of the field."""
    words = vocabulary(document)
    field = frozenset(FIELD.split())
    text = document.source.text
    for paper in document.papers:
        title = paper.title
        if title is None or len(title.value) > LONGEST:
            continue
        found = list(re.finditer(r"[^\W\d_]+", text[title.span.start : title.span.end]))
        for at, match in enumerate(found):
            word = match[0]
            low = word.lower()
            if len(word) < SHORTEST or not word.isascii() or words.counts[low] != 1:
                continue
            if low in field or low[1:] != word[1:]:  # `RaDiance` is a name
                continue
            before = found[at - 1][0].lower() if at else ""
            after = found[at + 1][0].lower() if at + 1 < len(found) else ""
            span = Span(title.span.start + match.start(), title.span.start + match.end())
            yield Word(low, before, after, span, title)


def _beside(document: ListDocument) -> tuple[set[tuple[str, str]], set[str]]:
    """The pairs of neighbouring words in titles that say something, and the titles."""
    pairs: set[tuple[str, str]] = set()
    titles = set()
    for paper in document.papers:
        if paper.title is not None:
            words = words_of(paper.title.value)
            titles.add(" ".join(words))
            pairs.update(p for p in pairwise(words) if min(map(len, p)) >= 4)
    return pairs, titles


def _shapes(word: str) -> set[str]:
    """The word, and the word with each letter but the first left out: words one slip apart have
    a shape in common."""
    return {word[:i] + word[i + 1 :] for i in range(1, min(len(word), 40))} | {word}


def slip(wrong: str, right: str) -> bool:
    """Whether a word is another one with a slip inside: not at its first letter, and not where
    words are inflected, unless two letters are swapped."""
    if wrong == right or wrong[0] != right[0] or abs(len(wrong) - len(right)) > 1:
        return False
    if {wrong, right}.issubset(BOTH.split()) or DOUBLED.sub(r"\1", wrong) == DOUBLED.sub(
        r"\1", right
    ):
        return False
    start = 0
    while start < min(len(wrong), len(right)) and wrong[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(wrong), len(right)) - start and wrong[-1 - end] == right[-1 - end]:
        end += 1
    mine, other = wrong[start : len(wrong) - end], right[start : len(right) - end]
    if len(mine) == 2 and mine == other[::-1]:
        return mine not in ("er", "re") or end > 1  # `centre`
    if len(mine) > 1 or len(other) > 1:
        return False
    if mine and other:  # `analyses` and `analysis`, `localisation` and `localization`
        return end >= ENDING and "".join(sorted(mine + other)) not in VARIANTS
    return end > 0  # `segmentaton`, but not `annotations`
