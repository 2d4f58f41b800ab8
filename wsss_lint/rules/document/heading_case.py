"""DOC104 heading-case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wsss_lint.records.model import ListDocument, TocLink
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span
from wsss_lint.rules.document._headings import Numbered, numbered_siblings, toc_lines


class HeadingCase(Rule):
    """A numbered heading begins with a small letter, its siblings with a capital.

    ## Why

    Headings of one level are one list, and the eye stumbles over the one that is written
    otherwise: `1.1. supervised by tags` above `1.2. Supervised by boxes`.

    ## How to fix

    Begin the heading with a capital, `### 1.1. Supervised by tags`, and its line in the table of
    contents too. Its anchor stays the same, as anchors are in small letters anyway.

    ## Fix safety

    Unsafe: a word changes, if only by its first letter. The line of the table of contents that
    has the same small letter is changed with it.

    ## Known false alarms

    None known. Names such as `arXiv` and `k-means` keep their small letter, and headings without
    a number are left alone.
    """

    code = "DOC104"
    name = "heading-case"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good("## 1. Papers\n\n## 2. arXiv papers\n\n## 3. Results\n"),
        Good("## 1. papers\n\n## 2. data\n\n## 3. Results\n"),
        Good("## Papers\n\n## results\n"),
    )
    bad = (
        Bad(
            "# Contents\n\n- [1.1. supervised by tags (I)](#11-supervised-by-tags)\n"
            "- [1.2. Supervised by boxes (B)](#12-supervised-by-boxes)\n\n# 1. Papers\n\n"
            "## 1.1. ⟦supervised⟧ by tags\n\n## 1.2. Supervised by boxes\n\n## 1.3. Points\n",
            "# Contents\n\n- [1.1. Supervised by tags (I)](#11-supervised-by-tags)\n"
            "- [1.2. Supervised by boxes (B)](#12-supervised-by-boxes)\n\n# 1. Papers\n\n"
            "## 1.1. Supervised by tags\n\n## 1.2. Supervised by boxes\n\n## 1.3. Points\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare the first letters of numbered siblings."""
        text = document.source.text
        lines = toc_lines(document)
        for group, capitals in _groups(document):
            small = [n for n in group if text[n.words.start : n.words.start + 1].islower()]
            if not small or capitals < max(2, 2 * len(small)):
                continue
            for heading in small:
                word = _first_word(heading, text)
                if text[slice(*word)].isalpha() and text[slice(*word)].islower():
                    toc = lines.get(heading.heading.slug, [])
                    yield self._small(heading, word, toc, document)

    def _small(
        self, heading: Numbered, word: Span, toc: list[TocLink], document: ListDocument
    ) -> Diagnostic:
        text = document.source.text
        wrong = text[slice(*word)]
        right = wrong[0].upper() + wrong[1:]
        edits = [Edit(word.start, word.start + 1, wrong[0].upper())]
        number = text[slice(*heading.span)]
        for link in toc:
            shown = text[slice(*link.text_span)]
            at = len(number) + 1
            if shown.startswith(f"{number} {wrong}"):
                start = link.text_span.start + at
                edits.append(Edit(start, start + 1, wrong[0].upper()))
        return self.found(
            word,
            f"`{wrong}` begins with a small letter, the headings beside it with a capital",
            fix=Fix(f"write `{right}`", tuple(sorted(edits)), Applicability.UNSAFE),
            help=f"write `{right}`",
        )


def _groups(document: ListDocument) -> Iterator[tuple[list[Numbered], int]]:
    """Numbered siblings to be judged, each group with the capitals that it is judged by: its
    own, or those of all numbered headings of its level where it has only two."""
    text = document.source.text
    groups = list(numbered_siblings(document))
    capitals = [sum(text[n.words.start : n.words.start + 1].isupper() for n in g) for g in groups]
    levels: dict[int, int] = {}
    for group, count in zip(groups, capitals, strict=True):
        level = group[0].heading.level
        levels[level] = levels.get(level, 0) + count
    for group, count in zip(groups, capitals, strict=True):
        yield group, count if len(group) > 2 else levels[group[0].heading.level]


def _first_word(heading: Numbered, text: str) -> Span:
    start, end = heading.words
    stop = start
    while stop < end and not text[stop].isspace():
        stop += 1
    while stop > start and text[stop - 1] in ".,:;":
        stop -= 1
    return Span(start, stop)
