"""Links whose brackets are not right: `[[code](u)`, `[code](u`, `[code] (u)`, `[code[]](u)`.

An entry is read without them where it cannot be read with them: the link is the slip, not the
entry, and the paper still takes part in all other checks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wsss_lint.formats.links import link_at
from wsss_lint.formats.template import Match
from wsss_lint.records.model import Link
from wsss_lint.records.units import Unit
from wsss_lint.source import Span

MOST = 2  # damaged links of an entry: more of them are how its author writes links
LONGEST = 2_000
OPENED = 4  # brackets before a word that may begin the link that it ends
COST = 0.2  # of a reading without a damaged link: the entry is not quite as it should be

#: A label and an address with any brackets around and between them. A label without a bracket
#: before it is one word: `Some words paper](https://…)`.
LINK = re.compile(
    r"(?:\[[\[( ]{0,3}(?P<label>[^\W\d_][\w .:+*/&'-]{0,29}?)"
    r"|(?<![\w\]])(?P<word>[^\W\d_]\w{1,19}))"
    r"[\])(\[（*:\" ]{1,6}<?(?P<url>https?://[^\s()\[\]<>（）\"*]+(?:\([^\s()]*\)[^\s()\[\]<>（）\"*]*)*)"
    r"[\])）\[(>]{0,4}"
)


class Damaged(NamedTuple):
    """A damaged link of an entry; offsets into the file."""

    start: int
    end: int
    label: str
    url: str
    url_start: int

    def as_link(self) -> Link:
        """What the link is meant to be."""
        target = Span(self.url_start, self.url_start + len(self.url))
        return Link(self.label, self.url, Span(self.start, self.end), target)


def damaged_links(unit: Unit) -> list[Damaged]:
    """The links of an entry that a reader cannot click; none when there are a great many."""
    text, start, end = unit.text, unit.start, unit.end
    if end - start > LONGEST or text.find("http", start, end) < 0:
        return []
    found = []
    for match in LINK.finditer(text, start, end):
        if _sound(text, match, start, end):
            continue
        label = match["label"] or match["word"]
        first, last = (unit.base + at for at in match.span())
        found.append(
            Damaged(first, last, label.strip(), match["url"], unit.base + match.start("url"))
        )
    return found if len(found) <= MOST else []


def _sound(text: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether it is a link as it stands, or the end of one: `[Long Title of a Paper](…)`."""
    at = found.start()
    for _ in range(OPENED if found["word"] else 1):
        link = link_at(text, at, end)
        if link is not None and link.url and link.end >= found.end():
            return True
        at = text.rfind("[", start, at)
        if at < 0:
            break
    return False


def without(unit: Unit, links: list[Damaged]) -> list[Unit]:
    """The entry with a sound address in the place of each damaged link, and with blanks there:
    all other offsets stay."""
    return [_filled(unit, links, SOUND), _filled(unit, links, "")]


SOUND = "https://"


def _filled(unit: Unit, links: list[Damaged], begin: str) -> Unit:
    base = unit.base + unit.start
    text = unit.text[unit.start : unit.end]  # not the whole file, which would be copied
    for link in links:
        size = link.end - link.start
        put = begin + "x" * (size - len(begin)) if begin else " " * size
        text = text[: link.start - base] + put + text[link.end - base :]
    end = len(text.rstrip(" "))
    start = len(text) - len(text.lstrip(" "))
    return unit._replace(text=text, start=min(start, end), end=end, base=base)


def as_damaged(match: Match) -> Match:
    """The match, dearer by what is wrong with the links: and no blanks in their place."""
    return match._replace(loose=(), cost=match.cost + COST)
