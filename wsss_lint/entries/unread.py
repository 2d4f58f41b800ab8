"""What stands among papers and is not understood: nothing vanishes without a word."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wsss_lint.entries.contexts import Contexts
from wsss_lint.entries.empty import without_title
from wsss_lint.entries.listreader import ListReader
from wsss_lint.entries.papers import paper_of, span_of
from wsss_lint.entries.reader import Work
from wsss_lint.entries.words import YEAR
from wsss_lint.markdown import plain
from wsss_lint.records.model import Paper, Unreadable
from wsss_lint.venues.registry import Registry

if TYPE_CHECKING:
    from wsss_lint.entries.document import Places

NAMED = re.compile(
    r"(?<![\w-])([A-Za-z][A-Za-z&]{1,9}(?: [A-Z]{2,4})?)[ ,'’(-]{0,3}(?:(?:19|20)?\d\d)(?!\d)"
)
BEHIND = re.compile(r"(?<!\d)(?:19|20)\d\d[ ,-]{0,3}([A-Za-z][A-Za-z&]{1,9})(?!\w)")
Group = tuple[int, str, int]
SHARE = 0.5  # of the units of one kind in a section that are papers: the others should be, too
SURE = 0.75  # of the lines of paragraphs, which may say anything
NEAR = -1.0  # the value of a reading that lacks little to be a paper
PROSE = 14  # words of an item without link or year: a note to the reader
#: What a link to a paper is called: `[[pdf]](https://…)`.
LABELS = frozenset(("paper", "pdf", "pub", "arxiv", "doi", "abs", "openreview", "论文"))
BLOCKS = frozenset(("item", "row", "li", "tr"))  # what is in a list or table on purpose


def unread(
    reader: ListReader, works: list[Work], contexts: Contexts, places: Places
) -> tuple[list[Unreadable], list[Paper]]:
    """The units among papers that are not understood, with what can be made out of each; and
    those that lack but their title."""
    read = {work.unit.span for work in works}
    elsewhere = [work for work in reader.chosen if work.unit.span not in read and _told(work)]
    everywhere = len(elsewhere) > len(works)  # the list itself is not understood
    papers = Counter(_group(work) for work in works)
    units = Counter(_group(work) for work in reader.chosen)
    found = []
    titleless = []
    for work in reader.chosen:
        if work.unit.span in read:
            continue
        group = _group(work)
        share = papers[group] / units[group]
        if not (_meant(work, share, reader) or (everywhere and work in elsewhere)):
            continue
        section = places.of(work.unit)
        empty = without_title(work, section, contexts, reader)
        if empty is not None:
            titleless.append(empty)
            continue
        paper = paper_of(work, section, contexts.above(work.unit), reader)
        paper.readable = False
        found.append(Unreadable(paper.span, section, paper, _reason(work)))
    return sorted(found, key=lambda unit: unit.span), titleless


def names_venue(text: str, start: int, end: int, registry: Registry) -> bool:
    """A quick look: whether a known venue stands beside a year."""
    return any(
        registry.lookup(found[1]) is not None
        for pattern in (NAMED, BEHIND)
        for found in pattern.finditer(text, start, end)
    )


def _told(work: Work) -> bool:
    """Whether a unit is about a paper, whatever stands around it: by its links or a known venue."""
    pub = work.reading.pub
    known = pub is not None and pub.publication is not None and pub.publication.known
    kind = work.unit.kind
    labeled = any(work.entry.label(link).strip("[]() ").lower() in LABELS for link in work.links)
    told = work.evidence or known or labeled
    return told and kind not in ("heading", "html") and not work.unit.kids


def _group(work: Work) -> Group:
    return work.unit.section, work.unit.kind, work.unit.depth


def _meant(work: Work, share: float, reader: ListReader) -> bool:
    """Whether a unit is meant as an entry, by what is around it and what it says."""
    unit = work.unit
    if unit.kind == "heading" or unit.kids or share < SHARE:
        return False
    start, end = span_of(work)
    shown = plain(reader.flat[start : min(end, start + 2000)])
    words = shown.split()
    if not any(map(str.isalnum, shown)) or (len(words) == 1 and "://" in shown):
        return False
    reading = work.reading
    dated = reading.pub is not None or reading.date is not None or YEAR.search(shown) is not None
    if unit.kind in BLOCKS:
        if any(token.url_span != token.inner for token in work.links):
            return work.evidence or dated  # else a tool: `[vLLM](https://github.com/…)`
        return dated or len(words) < PROSE
    return share >= SURE and (work.evidence or dated) and work.value > NEAR


def _reason(work: Work) -> str:
    return "it has no title" if work.reading.title is None else "its title is not clear"
