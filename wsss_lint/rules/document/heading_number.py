"""DOC105 heading-number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, TocLink
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.document._headings import Numbered, numbered_siblings, toc_lines


class HeadingNumber(Rule):
    """The number of a heading does not follow from the one before it.

    A number is there twice, one is left out, or it belongs to another chapter (`2.3.` under
    `1.`).

    ## Why

    Readers take a gap for a missing section. It happens when a section is added, removed or
    moved.

    ## How to fix

    Number the headings of one level in order, and change their lines in the table of contents
    with them: behind `### 1.1. Tags` and `### 1.2. Boxes` comes `### 1.3. Dots`, not `1.4.`

    ## Fix safety

    Unsafe: the number is part of the heading and of its anchor, so that links from elsewhere may
    break. Lines of the table of contents that have the wrong number are changed with it. There
    is a fix only where one number is wrong and all others are in order.

    ## Known false alarms

    Numbers that are meant otherwise than as an order. Years are none.
    """

    code = "DOC105"
    name = "heading-number"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good("# 1. Papers\n\n## 1.1. Tags\n\n## 1.2. Boxes\n\n# 2. Results\n\n## 2.1. Scores\n"),
        Good("# 0. News\n\n# 1. Papers\n\n# 2. Results\n\n# Thanks\n"),
        Good("## 2021\n\n## 2020\n\n## 2018\n"),
    )
    bad = (
        Bad(
            "- [1.1. Tags](#11-tags)\n- [1.4. Boxes](#14-boxes)\n- [1.3. Dots](#13-dots)\n\n"
            "# 1. Papers\n\n## 1.1. Tags\n\n## ⟦1.4.⟧ Boxes\n\n## 1.3. Dots\n",
            "- [1.1. Tags](#11-tags)\n- [1.2. Boxes](#12-boxes)\n- [1.3. Dots](#13-dots)\n\n"
            "# 1. Papers\n\n## 1.1. Tags\n\n## 1.2. Boxes\n\n## 1.3. Dots\n",
        ),
        Bad("# 1. Papers\n\n# 2. Results\n\n# ⟦4.⟧ Data\n\n# 5. Thanks\n"),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at each group of numbered siblings."""
        lines = toc_lines(document)
        for group in numbered_siblings(document):
            yield from self._group(group, lines, document)

    def _group(
        self, group: list[Numbered], lines: dict[str, list[TocLink]], document: ListDocument
    ) -> Iterable[Diagnostic]:
        heads = Counter(n.parts[:-1] for n in group)
        head, count = heads.most_common(1)[0]
        if count * 2 <= len(group) and len(group) > 2:
            return
        first = group[0].parts[-1] if group[0].parts[:-1] == head else 1
        elsewhere = first > 1  # who knows why, unless it is the one number that is wrong
        first = min(first, 1)
        wanted = [(*head, first + i) for i in range(len(group))]
        wrong = [i for i, n in enumerate(group) if n.parts != wanted[i]]
        if not wrong or (elsewhere and wrong != [0]):
            return
        one = wrong[0]
        if len(wrong) == 1:
            toc = lines.get(group[one].heading.slug, [])
            yield self._one(group[one], wanted[one], toc, document)
        elif [n.parts for n in group[one:]] == [(*p[:-1], p[-1] + 1) for p in wanted[one:]]:
            yield self._report(group[one], f"`{_shown(wanted[one])}` is left out before it")
        elif one > 0 and group[one].parts == group[one - 1].parts:
            yield self._report(group[one], "the heading before it has the same number")

    def _report(self, n: Numbered, what: str, fix: Fix | None = None) -> Diagnostic:
        return self.found(
            n.span,
            f"number `{_shown(n.parts)}` is out of sequence: {what}",
            fix=fix,
            help=fix.title if fix else "number the headings of this level in order",
        )

    def _one(
        self, n: Numbered, wanted: tuple[int, ...], toc: list[TocLink], document: ListDocument
    ) -> Diagnostic:
        text = document.source.text
        old = text[slice(*n.span)]
        new = _shown(wanted) + old[len(_shown(n.parts)) :]
        edits = [Edit(*n.span, new)]
        slug = n.heading.slug
        digits, right = "".join(map(str, n.parts)), "".join(map(str, wanted))
        for link in toc:
            if slug.startswith(digits + "-"):
                edits.append(Edit(*link.anchor_span, right + slug[len(digits) :]))
                if text.startswith(old, link.text_span.start):
                    start = link.text_span.start
                    edits.append(Edit(start, start + len(old), new))
        fix = Fix(f"write `{new}`", tuple(sorted(edits)), Applicability.UNSAFE)
        return self._report(n, f"`{_shown(wanted)}` is expected here", fix)


def _shown(parts: tuple[int, ...]) -> str:
    return ".".join(map(str, parts))
