"""From the gaps of an entry to its departures: slips of one kind make one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wsss_lint.diagnostics import Edit
from wsss_lint.entries.style.allowed import allowed, renders
from wsss_lint.entries.style.gaps import Gap
from wsss_lint.entries.style.kinds import Fault, faults_of
from wsss_lint.entries.style.pieces import EMPHASIS
from wsss_lint.entries.style.settle import settled
from wsss_lint.entries.style.slips import MAX_EDITS
from wsss_lint.entries.style.votes import Entry
from wsss_lint.entries.style.words import message_of, span_of
from wsss_lint.records.model import Departure, Paper
from wsss_lint.source import Span

MOST_GAPS = 3  # of an entry that depart, when they are most of them
PAIRS = {"(": ")", ")": "(", "【": "】", "】": "【", "（": "）", "）": "（", "[": "]", "]": "["}


class Found(NamedTuple):
    """A departure and whose it is."""

    paper: Paper
    departure: Departure


def departures_of(entry: Entry, gaps: list[Gap], text: str) -> Iterator[Found]:
    """The departures of an entry whose gaps say what is expected in them."""
    faults: list[Fault] = []
    odd = [gap for gap in gaps if gap.actual != gap.expected]
    formal = 0
    for gap in odd:
        found = faults_of(gap)
        formal += any(f.kind == "entry-punctuation" and not (f.removed and f.text) for f in found)
        faults.extend(allowed(gap, found, text))
    if formal > 1 and len(odd) >= MOST_GAPS and len(odd) * 2 > len(gaps):
        return  # it is written in a way of its own, or was not read as it is meant
    if not faults or len(faults) > MAX_EDITS:
        return
    made = list(_made(settled(faults, gaps, text), entry, text))
    if _words_before_venue(gaps):
        # `Title. In CVPR 2020`: what is to become of the words, only a person can say
        bare = [d._replace(edits=()) for d in made if d.kind == "venue-unemphasised"]
        yield from (Found(entry.paper, departure) for departure in bare)
        if bare:
            return
    for departure in made:
        if renders(departure, entry.paper.span, text):
            yield Found(entry.paper, departure)


def _words_before_venue(gaps: list[Gap]) -> bool:
    venues = [gap for gap in gaps if gap.after is not None and gap.after.name == "pub"]
    return any(gap.before is not None and not gap.literal for gap in venues)


def _made(faults: list[Fault], entry: Entry, text: str) -> Iterator[Departure]:
    """One departure for each kind of faults."""
    unit = entry.paper.span
    for kind, group in _grouped(faults, text):
        if any(fault.removed.isalnum() for fault in group):
            continue
        if kind == "entry-punctuation" and not _sound(group, unit, text):
            continue
        edits = tuple(_joined(group))
        torn = entry.paper.torn_links
        if any(e.start <= t.end and t.start <= e.end for e in edits for t in torn):
            continue
        message = message_of(kind, group, text)
        yield Departure(kind, Span(*span_of(kind, group, text)), edits, message)


def _grouped(faults: list[Fault], text: str) -> Iterator[tuple[str, list[Fault]]]:
    """The faults by kind, each run of spaces by itself, in the order of their places."""
    groups: dict[tuple[str, int], list[Fault]] = {}
    for fault in faults:
        own = fault.start if fault.kind == "entry-spacing" else 0
        if fault.kind == "entry-spacing" and fault.removed:
            while text[own - 1] == " ":  # the run that this space is part of
                own -= 1
        groups.setdefault((fault.kind, own), []).append(fault)
    for (kind, _), group in sorted(groups.items(), key=lambda item: item[1][0].start):
        yield kind, group


def _joined(group: list[Fault]) -> Iterator[Edit]:
    """The edits of a group, touching ones as one: two insertions at one place have an order."""
    edit: Edit | None = None
    for fault in group:
        if edit is not None and edit.end == fault.start:
            edit = Edit(edit.start, fault.end, edit.text + fault.text)
            continue
        if edit is not None:
            yield edit
        edit = Edit(fault.start, fault.end, fault.text)
    if edit is not None:
        yield edit


def _sound(group: list[Fault], unit: Span, text: str) -> bool:
    """Whether brackets stay in number, or come in pairs, or the one that is missing is added.

    With a bracket too many or too few nobody knows what the author meant.
    """
    removed = [c for fault in group for c in fault.removed if c in "()[]{}<>"]
    added = [c for fault in group for c in fault.text if c in "()[]{}<>"]
    if sorted(removed) == sorted(added) or (_balanced(removed) and _balanced(added)):
        return not _half(group)
    entry = text[unit.start : unit.end]
    if len(added) == 1 and not any(fault.removed.strip() for fault in group):
        mark = added[0]
        return mark in PAIRS and entry.count(PAIRS[mark]) == entry.count(mark) + 1
    if not any(fault.field is not None and fault.field.name == "pub" for fault in group):
        return False  # half a link is a matter of links
    after, at = "", unit.start
    for fault in group:
        after += text[at : fault.start] + fault.text
        at = fault.end
    after += text[at : unit.end]
    return _balanced(after) and not _balanced(entry)


def _half(group: Iterable[Fault]) -> bool:
    """Whether one partner of an emphasis is added or removed."""
    marks = "".join(fault.removed + fault.text for fault in group)
    return sum(map(marks.count, EMPHASIS)) % 2 == 1 and len(marks.strip(EMPHASIS)) != len(marks) - 2


def _balanced(marks: Iterable[str]) -> bool:
    """Whether brackets come in pairs: `(CVPR2020)` for `*CVPR2020*`."""
    shown = "".join(marks)
    return all(shown.count(a) == shown.count(b) for a, b in ("()", "[]", "{}", "<>"))
