"""BIB104 bibtex-capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wsss_lint.records.model import Field, ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity, Span

RE_PART = re.compile(r"\\(?:[A-Za-z]+|.)|[{}]|\$[^$]{0,200}\$|[A-Za-z0-9]+")
# Names of data sets that exports write in small letters: "The pascal … (voc) challenge".
NAMES = {
    name.lower(): name
    for name in (
        "PASCAL", "VOC", "COCO", "ImageNet", "CIFAR", "MNIST", "KITTI", "UCSD", "Cityscapes",
        "Caltech", "Microsoft",
    )
}  # fmt: skip


class BibtexCapitals(Rule):
    """A title in BibTeX has capitals that most styles take away.

    Reported are acronyms and names with capitals inside (`CLIP`, `ResNet`, `3D`) that stand in
    no braces, and names of well-known data sets in small letters.

    ## Why

    Most styles print titles in small letters but for the first: "Learning from clip", "3d scenes".
    Braces keep the capitals.

    ## How to fix

    Put the word in braces: `title={Learning from CLIP}` becomes `title={Learning from {CLIP}}`.

    ## Fix safety

    Unsafe: it changes how the title is printed.

    ## Known false alarms

    Styles that leave titles as they are. Shown only with `--pedantic` or when selected.
    """

    code = "BIB104"
    name = "bibtex-capitals"
    severity = Severity.INFO
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "# Data\n\n```bibtex\n@misc{a, title={Learning {CLIP} from {3D} Scenes}}\n"
            "@misc{b, title={{Learning CLIP}}}\n@misc{c, title={Learning $A_{BC}$ with \\LaTeX}}\n"
            "@misc{d, title={ALL IN CAPITALS}}\n@misc{e, title={Microsoft {COCO}}}\n```\n"
        ),
    )
    bad = (
        Bad(
            "# Data\n\n```bibtex\n"
            "@misc{a, title={Learning ⟦CLIP⟧ from ⟦3D⟧ Scenes of ⟦voc⟧}}\n```\n",
            "# Data\n\n```bibtex\n"
            "@misc{a, title={Learning {CLIP} from {3D} Scenes of {VOC}}}\n```\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look through the titles."""
        if "@" not in document.source.flat:
            return
        for entry in document.bibtex:
            title = entry.fields.get("title")
            if title is None or title.span == entry.span or title.value.isupper():
                continue
            for span, word in _bare(document, title):
                right = NAMES.get(word.casefold(), word)
                fix = Fix(
                    f"write `{{{right}}}`", (Edit(*span, f"{{{right}}}"),), Applicability.UNSAFE
                )
                yield self.found(
                    span,
                    f"`{word}` loses its capitals in most styles"
                    if right == word
                    else f"`{word}` is `{right}`",
                    fix=fix,
                    help=f"write `{{{right}}}`",
                    key=f"bibtex {entry.key.value} {word}",
                )


def _bare(document: ListDocument, title: Field[str]) -> Iterator[tuple[Span, str]]:
    """The words outside of braces whose capitals are at stake."""
    depth = 0
    for part in RE_PART.finditer(document.source.flat, title.span.start, title.span.end):
        text = part[0]
        if text == "{":
            depth += 1
        elif text == "}":
            depth -= 1
        elif depth == 0 and text[0].isalnum():
            inner = text[1:] != text[1:].lower()
            name = NAMES.get(text.casefold(), "") if len(text) > 2 else ""
            # the first letter of a title stays a capital: `Microsoft {COCO}`
            kept = part.start() == title.span.start and text == name == text.capitalize()
            if inner or (name and not kept):
                yield Span(*part.span()), text
