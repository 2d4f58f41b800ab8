"""Mistakes in venue and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.planting.lists import CleanList, Entry, pick
from tests.planting.plant import Edit, Plant, mark, planter
from tests.planting.planters.entries import unlisted


def dated(clean: CleanList, places: list[Entry]) -> list[Entry]:
    """Places under a heading that names their year."""
    return [e for e in places if e.paper.section.year == e.year.value]


def free(clean: CleanList, places: list[Entry]) -> list[Entry]:
    """Places whose paper is listed once and in no table: another venue contradicts nothing."""
    return [e for e in unlisted(places, clean) if clean.text.count(e.title.value) == 1]


@planter("venue and year missing", "venue-missing")
def missing(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    title = clean.text[slice(*entry.title.span)]
    return [
        Edit(*entry.title.span, mark(title)),
        Edit(entry.venue.span.start - 2, entry.line.end, ""),
    ]


@planter("venue missing, year given", "venue-missing")
def only_year(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(entry.venue.span.start - 1, entry.line.end, f"*{mark(str(entry.year.value))}*")]


@planter("year missing, venue given", "year-missing")
def only_venue(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    known = [e for e in clean.starred if e.paper.date is None and e.venue.value != "arXiv"]
    entry = pick(random, known)
    if not entry:
        return None
    return [Edit(entry.venue.span.start - 1, entry.line.end, f"*{mark(entry.venue.value)}*")]


@planter("venue not emphasised", "venue-unemphasised", fix="safe")
def unemphasised(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(entry.venue.span.start - 1, entry.line.end, mark(clean.pub(entry)))]


@planter("venue before the title", "venue-place", fix="unsafe")
def in_front(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    # a label would stand before the venue, and be read as a part of the title
    plain = [e for e in free(clean, clean.starred) if e.paper.method is None]
    entry = pick(random, [e for e in plain if clean.document.registry.lookup(e.venue.value)])
    if not entry:
        return None
    marks = random.choice(["[{}] ", "({}) ", "**{}** "])
    title = entry.title.span
    return [
        Edit(title.start, title.start, marks.format(mark(clean.pub(entry)))),
        Edit(entry.venue.span.start - 2, entry.line.end, ""),
    ]


@planter("year before the venue", "venue-order", fix="safe")
def order(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [
        Edit(
            entry.venue.span.start,
            entry.year.span.end,
            mark(f"{entry.year.value}{entry.venue.value}"),
        )
    ]


@planter("space between venue and year", "entry-spacing", fix="safe")
def spaced(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    at = entry.venue.span.end
    return [Edit(at, at, mark(" "))]


@planter("venue in another case", "venue-spelling", fix="safe")
def case(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    venue = entry.venue.value
    wrong = venue.lower() if venue != "arXiv" else random.choice(["Arxiv", "arxiv", "ArXiv"])
    return [Edit(*entry.venue.span, mark(wrong))]


@planter("venue by another name", "venue-spelling", fix="safe")
def alias(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    names = {"TPAMI": "PAMI", "NeurIPS": "NEURIPS", "TIP": "IEEE TIP", "TMM": "IEEE TMM"}
    entry = pick(random, [e for e in clean.starred if e.venue.value in names])
    if not entry:
        return None
    return [Edit(*entry.venue.span, mark(names[entry.venue.value]))]


@planter("two letters of the venue swapped", "venue-spelling", fix="unsafe")
def transposed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, [e for e in clean.starred if len(e.venue.value) >= 4])
    if not entry:
        return None
    venue = entry.venue.value
    places = [i for i in range(len(venue) - 1) if venue[i].lower() != venue[i + 1].lower()]
    at = random.choice(places)
    wrong = venue[:at] + venue[at + 1] + venue[at] + venue[at + 2 :]
    if wrong in ("ACCV", "ICCV", "ECCV"):
        return None
    return [Edit(*entry.venue.span, mark(wrong))]


@planter("venue that nobody knows", "venue-unknown")
def unknown(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, free(clean, clean.starred))
    if not entry:
        return None
    wrong = "".join(random.choice("BDFGHJKQXZ") for _ in range(random.randint(5, 7)))
    return [Edit(*entry.venue.span, mark(wrong))]


@planter("venue by the name that it had before", "venue-renamed", fix="unsafe")
def renamed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(
        random, [e for e in clean.starred if e.venue.value == "NeurIPS" and e.year.value >= 2018]
    )
    if not entry:
        return None
    return [Edit(*entry.venue.span, mark("NIPS"))]


@planter("two-digit year among four-digit ones", "year-short", fix="safe")
def short(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(*entry.year.span, mark(f"{entry.year.value % 100:02}"))]


@planter("conference in a year without one", "year-impossible")
def impossible(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, free(clean, clean.starred))
    if not entry:
        return None
    venue = "ECCV" if entry.year.value % 2 else "ICCV"
    wrong = mark(f"{venue}{entry.year.value}")
    return [Edit(entry.venue.span.start, entry.year.span.end, wrong)]


@planter("year that is yet to come", "year-future", also=["year-section-mismatch"])
def future(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(
        random, free(clean, [e for e in clean.starred if e.venue.value not in ("ICCV", "ECCV")])
    )
    if not entry:
        return None
    return [Edit(*entry.year.span, mark(str(random.randint(2035, 2099))))]


def other_year(venues: tuple[str, ...], step: int) -> Plant:
    """Move the year of a paper under a year's heading."""

    def plant(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        places = dated(clean, clean.starred)
        entry = pick(
            random,
            free(clean, [e for e in places if e.year.value <= 2022 and e.venue.value in venues]),
        )
        if not entry:
            return None
        return [Edit(*entry.year.span, mark(str(entry.year.value + random.choice([-step, step]))))]

    return plant


HEADING = "year-section-mismatch"
planter("conference year that is not the heading's", HEADING)(
    other_year(("CVPR", "AAAI", "NeurIPS", "ICLR"), 1)
)
planter("ICCV or ECCV two years off the heading", HEADING)(other_year(("ICCV", "ECCV"), 2))
# Journals date a paper by its issue or by the day it went online: one year off is no mistake.
planter("journal year two off the heading", HEADING)(other_year(("TPAMI", "IJCV", "TMM"), 2))
planter("journal year one off the heading")(other_year(("TPAMI", "IJCV", "TMM"), 1))


@planter(
    "venue that the link contradicts", "venue-link-contradiction", also=["table-venue-mismatch"]
)
def contradiction(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        e
        for e in clean.entries
        if re.search(
            r"openaccess\.thecvf\.com/content.*CVPR", clean.text[e.line.start : e.line.end]
        )
    ]
    entry = pick(random, places)
    if not entry or clean.text[slice(*entry.venue.span)] != "CVPR":
        return None
    wrong = random.choice(["NeurIPS", "AAAI", "ICML", "BMVC"])
    if "year" in entry.paper.inherited:
        return [Edit(*entry.venue.span, mark(wrong))]
    between = clean.text[entry.venue.span.end : entry.year.span.end]
    return [Edit(entry.venue.span.start, entry.year.span.end, mark(wrong + between))]
