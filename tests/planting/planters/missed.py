"""Mistakes that people make and no rule looks for: they are counted, not left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.planting.lists import CleanList, pick
from tests.planting.plant import Edit, mark, planter
from tests.planting.planters.entries import at_word, words
from tests.planting.planters.tables import chosen, scores


@planter("word of a title lost")
def lost(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.entries)
    candidates = words(entry, 4)[1:-1] if entry else []
    if not entry or not candidates:
        return None
    start, end = at_word(entry, random.choice(candidates))
    return [Edit(start, end + 1, mark(""))] if clean.text[end] == " " else None


@planter("another venue of the same year")
def wrong_venue(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, [e for e in clean.starred if not clean.in_tables(e)])
    if not entry or clean.text.count(entry.title.value) != 1:
        return None
    others = [v for v in ("CVPR", "AAAI", "TPAMI", "TIP") if v != entry.venue.value]
    return [Edit(*entry.venue.span, mark(random.choice(others)))]


@planter("digits of a score swapped", also=["table-order", "table-aggregate", "table-monotone"])
def wrong_score(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    cell = chosen(random, [c for c in scores(clean) if "4" <= c.text[1] <= "8"])
    if not cell:
        return None
    text = cell.text
    wrong = text[1] + text[0] + text[2:]
    return [Edit(*cell.span, mark(wrong))] if wrong != text else None


@planter("paper in the section of another supervision")
def wrong_section(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, [e for e in clean.quoted if not clean.in_tables(e)])
    if not entry or clean.text.count(entry.title.value) != 1:
        return None
    others = [
        e for e in clean.quoted
        if e.paper.section.supervision != entry.paper.section.supervision and not e.paper.section.year
    ]  # fmt: skip
    other = pick(random, others)
    if not other:
        return None
    line = clean.text[entry.line.start : entry.line.end]
    return [
        Edit(entry.line.start, entry.line.end + 1, ""),
        Edit(other.line.end, other.line.end, "\n" + mark(line)),
    ]


@planter("paper taken out")
def removed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, [e for e in clean.starred if not clean.in_tables(e)])
    return [Edit(entry.line.start, entry.line.end + 1, mark(""))] if entry else None


@planter("arXiv link to another paper")
def wrong_link(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = list(re.finditer(r"arxiv\.org/abs/\d{4}\.(\d{5})", clean.text))
    if not found:
        return None
    link = random.choice(found)
    wrong = f"{random.randrange(100, 9000):05}"
    return [Edit(*link.span(1), mark(wrong))] if wrong not in clean.text else None
