"""DOC102 toc-text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.markdown import plain
from wsss_lint.records.model import ListDocument, TocLink
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.document._anchors import folded, slugs_of_names, title_of


class TocText(Rule):
    """A line of the table of contents misspells the heading that it leads to.

    A word differs by a letter or two from the heading's, or a number is another one.

    ## Why

    Heading and table of contents are two copies of one text. Where they differ, one of them is
    wrong, mostly the one that nobody looks at.

    ## How to fix

    Write the words of the heading; or correct the heading, if that is the wrong one:

    ```text
    - [1.1. Supervised by imge tags (I)](#11-supervised-by-image-tags)
    - [1.1. Supervised by image tags (I)](#11-supervised-by-image-tags)     <- so
    ```

    ## Fix safety

    Unsafe: it changes words, and it takes the heading to be right.

    ## Known false alarms

    None known. A shorter text, another wording, a suffix such as `(I)`, and a difference in case
    are the list's own choice and left alone.
    """

    code = "DOC102"
    name = "toc-text"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "## Contents\n\n- [1.1. image tags (I)](#11-image-tags)\n"
            "- [Box](#12-supervised-by-box)\n- [Data](#data-sets-and-tools)\n\n"
            "### 1.1. Image tags\n\n### 1.2. Supervised by box\n\n### Data sets and tools\n"
        ),
    )
    bad = (
        Bad(
            "## Contents\n\n- [⟦1.1. Supervised by imge tags (I)⟧](#11-supervised-by-image-tags)\n"
            "- [⟦1.3. Boxes⟧](#12-boxes)\n\n"
            "### 1.1. Supervised by image tags\n\n### 1.2. Boxes\n",
            "## Contents\n\n- [1.1. Supervised by image tags (I)](#11-supervised-by-image-tags)\n"
            "- [1.2. Boxes](#12-boxes)\n\n"
            "### 1.1. Supervised by image tags\n\n### 1.2. Boxes\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare each link with its heading, word by word."""
        if not document.toc:
            return
        headings = {heading.slug.lower(): heading for heading in document.headings}
        slugs = slugs_of_names(document)
        for link in document.toc:
            anchor = folded(link.anchor)
            heading = headings.get(slugs.get(anchor, anchor))
            if heading is None or heading.text == link.text:
                continue
            title = title_of(heading, document)
            wrong = _wrong_words(link, title, document)
            if not wrong:
                continue
            words = ", ".join(f"`{text}` for `{right}`" for text, right, _ in wrong)
            edits = tuple(edit for _, _, edit in wrong)
            yield self.found(
                link.text_span,
                f"the heading is `{title}`: {words}",
                fix=Fix("write the heading's words", edits, Applicability.UNSAFE),
                help="write the words of the heading",
                related=(Related(heading.span, "the heading"),),
                key=f"toc {link.anchor}",
            )


def _wrong_words(link: TocLink, title: str, document: ListDocument) -> list[tuple[str, str, Edit]]:
    """The words of a link that differ from the heading's by a slip, where all else is alike."""
    text = document.source.slice(link.text_span)
    mine = list(re.finditer(r"[^\W_]+", text))
    theirs = re.findall(r"[^\W_]+", title)
    if len(mine) < len(theirs) or len(plain(text)) != len(text):
        return []
    behind = text[mine[len(theirs) - 1].end() :] if theirs else text
    if len(mine) > len(theirs) and "(" not in behind[:3]:
        return []  # only a suffix in parentheses may follow
    wrong = []
    for word, right in zip(mine, theirs, strict=False):
        if word[0].lower() == right.lower():
            continue
        if not _slip(word[0].lower(), right.lower()):
            lost = len(theirs) > 3 and _one_letter(word[0].lower(), right.lower())
            if not lost:
                return []
        start = link.text_span.start + word.start()
        wrong.append((word[0], right, Edit(start, start + len(word[0]), right)))
    alone = len(theirs) == 1 and len(theirs[0]) > 4
    return wrong if len(wrong) <= 2 and (len(wrong) < len(theirs) or alone) else []


def _one_letter(one: str, other: str) -> bool:
    """Whether a short word lost or gained a letter: `S` for `MS` in `Results on S-COCO`."""
    short, long = sorted((one, other), key=len)
    return (
        len(long) == len(short) + 1
        and long.isalpha()
        and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    )


def _slip(one: str, other: str) -> bool:
    """Whether two words are one word with a slip, or two numbers."""
    if one.isdigit() and other.isdigit():
        return len(one) < 3 and len(other) < 3
    if any(c.isdigit() for c in one + other) or min(len(one), len(other)) < 2:
        return False
    from difflib import SequenceMatcher

    from wsss_lint.venues.near import distance_within

    if min(len(one), len(other)) > 2 and distance_within(one, other, 1) is not None:
        return True  # `CCO` for `COCO`
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.7
