"""DOC103 toc-missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Section, TocLink
from wsss_lint.rule import (
    Applicability,
    Bad,
    Diagnostic,
    Edit,
    Fix,
    Good,
    Option,
    Rule,
    Severity,
)
from wsss_lint.rules.document._anchors import folded, letters, slugs_of_names, targets, title_of
from wsss_lint.rules.document._contents import HOUSEKEEPING, dead_lines, line_of
from wsss_lint.rules.document._headings import numbered


class TocMissing(Rule):
    """The table of contents lacks a heading, though it has all others of its level.

    How deep the list's own table of contents goes is its choice: a level of which it leaves out
    several headings, or a chapter of which it lists no part, is not asked for.

    ## Why

    Readers who look for the section in the table of contents take it not to exist. The line is
    forgotten whenever a section is added.

    ## How to fix

    Add a line for the heading, in the place and with the indentation of its siblings' lines:

    ```text
        + [1.1. Tags](#11-tags)
        + [1.2. Boxes](#12-boxes)      <- the line for `## 1.2. Boxes`
        + [1.3. Dots](#13-dots)
    ```

    The other ways in which the two come apart have rules of their own:
    [toc-dead-anchor](toc-dead-anchor.md) for a heading that was renamed or removed,
    [toc-order](toc-order.md) for one that was moved, [toc-indent](toc-indent.md) for one that
    got another level, and [toc-text](toc-text.md) for a misspelt line.

    ## Fix safety

    Unsafe: the fix adds a line with the heading's text, and no fix knows what a list adds to it
    (`Box (B)`). There is none where the lines are numbered by Markdown (`1.`, `2.`).

    ## Known false alarms

    A heading that is left out on purpose. Headings such as `License` and `Citation` are never
    asked for; more can be named in the settings (`ignore`).
    """

    code = "DOC103"
    name = "toc-missing"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    options = (
        Option("ignore", list(HOUSEKEEPING), "headings that need no line, in any case"),
        Option("minimum", 3, "how many headings of the level must have a line"),
    )
    good = (
        Good(
            "# Contents\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n# A\n\n## One\n\n## Two\n\n# B\n\n"
            "# C\n\n# License\n"
        ),
        Good(
            "# Contents\n\n- [1. A](#1-a)\n- [2. B](#2-b)\n- [3. C](#3-c)\n\n# 1. A\n\n# 2. B\n\n"
            "# 3. C\n\n# Our other lists\n"
        ),
    )
    bad = (
        Bad(
            "# Contents\n\n- [1. A](#1-a)\n    + [1.1. Tags](#11-tags)\n"
            "    + [1.3. Dots](#13-dots)\n\n"
            "# 1. A\n\n## 1.1. Tags\n\n## ⟦1.2. Boxes⟧\n\n## 1.3. Dots\n",
            "# Contents\n\n- [1. A](#1-a)\n    + [1.1. Tags](#11-tags)\n"
            "    + [1.2. Boxes](#12-boxes)\n    + [1.3. Dots](#13-dots)\n\n"
            "# 1. A\n\n## 1.1. Tags\n\n## 1.2. Boxes\n\n## 1.3. Dots\n",
        ),
    )

    def setup(self) -> None:
        """Fold the headings that need no line."""
        self.ignored = frozenset(letters(word) for word in self.option["ignore"])

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare the sections behind the table of contents with its lines, level by level."""
        toc = document.toc
        if len(toc) < 2:
            return
        slugs = slugs_of_names(document)
        lines = {slugs.get(a, a): link for link in toc for a in (folded(link.anchor),)}
        shown = letters(document.source.text[toc[0].span.start : toc[-1].span.end])
        levels: dict[int, list[Section]] = {}
        for section in document.sections:
            heading = section.heading
            if heading is None or heading.span.start < toc[-1].span.end:
                continue
            words = letters(title_of(heading, document))
            ignored = words in self.ignored or words.startswith("citing")  # `Citing This List`
            if ignored and heading.slug.lower() not in lines:
                continue
            if self._parent_shown(section, lines, toc[-1].span.end):
                levels.setdefault(section.level, []).append(section)
        known = targets(document)
        dead = [_words(link.text) for link in toc if folded(link.anchor) not in known]
        renamed: set[int] = set()
        if dead:  # `toc-dead-anchor` speaks of a heading that got another name
            renamed = {id(d.meant or d.renamed) for d in dead_lines(document)}
        for group in levels.values():
            depths = Counter(lines[_slug(s)].depth for s in group if _slug(s) in lines)
            usual = max(depths, key=depths.__getitem__, default=0)
            # One of another depth has lost its level (`toc-indent`): it says nothing of this one.
            listed = [s for s in group if _slug(s) in lines and lines[_slug(s)].depth == usual]
            missing = [s for s in group if _slug(s) not in lines]
            for section in self._forgotten(listed, missing, document):
                words = _words(section.title)
                # it may be there without a link, or with one that is dead (`1.2.` for `1.3.`)
                if (
                    letters(section.title) not in shown
                    and not any(words in d for d in dead)
                    and id(section) not in renamed
                    and _siblings_listed(section, group, lines)
                ):
                    yield self._missing(section, group, lines, document)

    def _parent_shown(self, section: Section, lines: dict[str, TocLink], start: int) -> bool:
        parent = section.parent
        if parent is None or parent.heading is None or parent.heading.span.start < start:
            return True
        return parent.heading.slug in lines

    def _forgotten(
        self, listed: list[Section], missing: list[Section], document: ListDocument
    ) -> list[Section]:
        """The missing ones, when the table of contents keeps this level."""
        if not missing or not listed:
            return []
        with_number = sum(1 for s in listed if numbered(s, document) is not None)
        minimum = self.option["minimum"]
        if with_number * 2 > len(listed):
            missing = [s for s in missing if numbered(s, document) is not None]
            minimum = min(minimum, 2)
        if len(missing) > max(1, min(20, len(listed) // 10)):
            return []  # the level is not kept
        return missing if len(listed) >= minimum else []

    def _missing(
        self,
        section: Section,
        group: list[Section],
        lines: dict[str, TocLink],
        document: ListDocument,
    ) -> Diagnostic:
        assert section.heading is not None
        title = title_of(section.heading, document)
        return self.found(
            section.heading.text_span,
            f"the table of contents has no line for `{title}`, but for the others of its level",
            fix=_line(section, title, group, lines, document),
            help=f"add the line `[{title}](#{section.heading.slug})` to the table of contents",
        )


def _siblings_listed(section: Section, group: list[Section], lines: dict[str, TocLink]) -> bool:
    """Whether most of the headings beside it have a line: else its chapter is not split up."""
    beside = [s for s in group if s.parent is section.parent and s is not section]
    listed = sum(_slug(s) in lines for s in beside)
    return listed * 2 >= len(beside) and listed > 0


def _words(text: str) -> str:
    """The letters of a text without its number."""
    return "".join(char for char in letters(text) if not char.isdigit())


def _slug(section: Section) -> str:
    return section.heading.slug.lower() if section.heading is not None else ""


def _line(
    section: Section, title: str, group: list[Section], lines: dict[str, TocLink],
    document: ListDocument,
) -> Fix | None:  # fmt: skip
    """Insert a line like a sibling's behind the line of the section before."""
    source = document.source
    brothers = [s for s in group if _slug(s) in lines]
    same = [s for s in brothers if s.parent is section.parent]
    model = lines[_slug((same or brothers)[0])]
    start = source.line_span(source.line_of(model.span.start)).start
    prefix = source.text[start : model.span.start]
    if "[" in title or "]" in title or prefix.strip(" \t>*+-.)0123456789"):
        return None
    if any(char.isdigit() for char in prefix):
        return None  # `2.`, `3.`: the numbers behind the new line would be wrong
    text = f"{prefix}[{title}](#{_slug(section)})" + source.newline
    index = document.sections.index(section)
    before = [s for s in document.sections[:index] if _slug(s) in lines]
    neighbour = line_of(lines[_slug(before[-1] if before else brothers[0])], document)
    if not source.flat[neighbour.start : neighbour.end].endswith("\n"):
        return None
    if source.line_of(neighbour.end - 1) > source.line_of(neighbour.start):
        text += source.newline  # the lines stand apart
    at = neighbour.end if before else neighbour.start
    return Fix("add the line", (Edit(at, at, text),), Applicability.UNSAFE)
