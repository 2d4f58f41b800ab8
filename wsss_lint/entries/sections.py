"""The sections of a list: headings, what is under each, and what headings say by themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from wsss_lint.markdown.tree import Block, Heading, MarkdownDocument
from wsss_lint.records.model import Section
from wsss_lint.source import Span

YEAR_HEADING = re.compile(
    r"(?:[\d.]+[.)\s]\s*)?(?:year\s*)?((?:19|20)\d\d)\s*(?:papers?|venues?|年)?"
    r"\s*(?:[(（]\s*\d{1,4}\s*(?:papers?|篇)?\s*[)）])?\s*:?",
    re.IGNORECASE,
)
SUPERVISION = (
    ("I", re.compile(r"image[- ]?(?:level|tag|label)|class labels?|\(I\)", re.IGNORECASE)),
    ("B", re.compile(r"bounding[- ]?box|box[- ]?(?:level|supervis)|\(B\)", re.IGNORECASE)),
    ("S", re.compile(r"scribble|\(S\)", re.IGNORECASE)),
    ("P", re.compile(r"\bpoints?[- ]?(?:level|supervis|$)|\(P\)", re.IGNORECASE)),
)
Parts = list[tuple[Section, list[Block]]]


def sections_of(document: MarkdownDocument, pseudo: list[re.Pattern[str]]) -> Parts:
    """The sections in order, each with its own top-level blocks.

    A block that fits a pattern of `pseudo` is a heading below all others: `**2019**`.
    """
    source = document.source
    root = Section(None, 0, None, "", Span(0, 0))
    found: Parts = [(root, [])]
    stack = [root]
    first = [h for h in document.headings if h.level == 1]
    # A lone first-level heading is the title of the file: no section's path begins with it.
    name = first[0] if len(first) == 1 and first[0] is document.headings[0] else None
    for block in document.blocks:
        title, level = _title(block, source.flat, pseudo)
        if not level:
            found[-1][1].append(block)
            continue
        while len(stack) > 1 and stack[-1].level >= level:
            stack.pop()
        heading = block if isinstance(block, Heading) else None
        section = Section(heading, level, stack[-1], title, block.span)
        section.names_file = name is not None and heading is name
        if stack[-1].names_file:
            section.path = (title,)
        section.year = heading_year(title) or stack[-1].year
        section.supervision = heading_supervision(title) or stack[-1].supervision
        stack.append(section)
        found.append((section, []))
    ends = [section.span.start for section, _ in found[1:]] + [len(source.text)]
    for (section, _), end in zip(found, ends, strict=True):
        section.span = Span(section.span.start, end)
    return found


def _title(block: Block, flat: str, pseudo: list[re.Pattern[str]]) -> tuple[str, int]:
    """The title and level of a block that is a heading; level 0: it is none."""
    if isinstance(block, Heading):
        text = block.text
        return re.sub(r"<[^>]{0,200}>", "", text).strip() if "<" in text else text, block.level
    if pseudo and block.kind in ("paragraph", "html", "fence"):
        title = _pseudo_title(flat[block.span.start : block.span.end].strip(), pseudo)
        return title, 7 if title else 0
    return "", 0


def _pseudo_title(text: str, pseudo: list[re.Pattern[str]]) -> str:
    if len(text) > 200 or "\n" in text:
        return ""
    for pattern in pseudo:
        found = pattern.search(text)
        if found is not None:
            return found.group(found.lastindex or 0)
    return ""


@lru_cache(maxsize=1024)  # 6,000 sections have 400 topics and 14 years as their titles
def heading_year(title: str) -> int | None:
    """The year when the heading is one: `2021`, `## 2021 Papers`; not `PASCAL VOC 2012`."""
    found = YEAR_HEADING.fullmatch(title.strip(" *_"))
    return int(found.group(1)) if found else None


@lru_cache(maxsize=1024)
def heading_supervision(title: str) -> str | None:
    """The kind of supervision that a heading names, when it names exactly one."""
    kinds = [letter for letter, pattern in SUPERVISION if pattern.search(title)]
    return kinds[0] if len(kinds) == 1 else None
