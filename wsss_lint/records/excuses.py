"""What looks like a slip and is none: the doubt is the entry's."""

from __future__ import annotations

from collections.abc import Iterator

from wsss_lint.formats.template import Capture
from wsss_lint.records.gaps import Gap
from wsss_lint.records.slips import LABEL_FIELDS, VENUE_FIELDS, Slip

FAR = 2.0  # a reading that costs this much and lacks a field is hardly the form that it is held to


def excused(gap: Gap, slips: list[Slip], text: str, cost: float) -> Iterator[Slip]:
    """The slips of a gap that are the entry's fault."""
    if _torn(gap.before, text) or _torn(gap.after, text):
        return
    prose = _prose(gap.before, text) or _prose(gap.after, text)
    title = gap.before if gap.before is not None and gap.before.type == "title" else None
    links = gap.after is not None and gap.after.type.startswith("link")
    for slip in slips:
        char = slip.removed or slip.text
        formal = slip.kind in ("entry-punctuation", "entry-spacing")
        if formal and prose:
            continue
        if formal and gap.lost and (cost >= FAR or not _doubled(slip, gap)):
            continue  # `2020 - Title` has no venue: what stood around it is not missed
        if slip.text == "." and title is not None and text[title.end - 1] in "?!.…":
            continue  # `Do We Need Clean Labels? [[Paper]]` needs no stop
        if slip.removed == " " and text[slip.start - 1] == "]" and text[slip.end] == "(":
            continue  # `[Title] (https://…)` is no link: a matter of links too
        if char in "[]" and links and slip.kind == "entry-punctuation":
            continue  # a link that is not closed is a matter of links, not of form
        yield slip


def _torn(field: Capture | None, text: str) -> bool:
    """Whether a label or venue was read with a part of the marks around it: `[**VoTr**]`."""
    if field is None or field.name not in VENUE_FIELDS + LABEL_FIELDS:
        return False
    value = text[field.start : field.end]
    if field.name in VENUE_FIELDS and not value[:1].isalnum():
        return True
    return value.count("*") % 2 == 1


def _prose(field: Capture | None, text: str) -> bool:
    """Whether what was read as authors is a sentence: `Modern app to annotate objects in …`."""
    if field is None or field.name != "authors":
        return False
    words = text[field.start : field.end].split()
    return sum(1 for word in words if len(word) > 3 and word.isalpha() and word.islower()) > 4


def _doubled(slip: Slip, gap: Gap) -> bool:
    """Whether the slip is a blank beside another blank."""
    at = slip.start - gap.start
    around = gap.actual[max(0, at - 1) : at] + gap.actual[at + 1 : at + 2]
    return slip.removed == " " and " " in around


def empty_title(captures: tuple[Capture, ...], text: str) -> bool:
    """Whether the entry has a title without a letter: there is nothing to hold to a form."""
    for c in captures:
        if c.type == "title":
            return not any(char.isalnum() for char in text[c.start : c.end])
    return False
