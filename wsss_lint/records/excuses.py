"""What looks like a slip and is none: the doubt is the entry's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.formats.asides import remarks_in
from wsss_lint.formats.template import Capture
from wsss_lint.records.gaps import DOUBLE, Gap
from wsss_lint.records.slips import LABEL_FIELDS, MARK, MARKS, VENUE_FIELDS, Slip

FAR = 2.0  # a reading that costs this much and lacks a field is hardly the form that it is held to


def excused(gap: Gap, slips: list[Slip], text: str, cost: float) -> Iterator[Slip]:
    """The slips of a gap that are the entry's fault."""
    if _torn(gap.before, text) or _torn(gap.after, text) or _lone_year(gap, text):
        return
    asides = [
        (start - (text[start - 1 : start] == " "), end)
        for start, end in remarks_in(text, gap.start, gap.end)
    ]
    prose = _prose(gap.before, text) or _prose(gap.after, text)
    title = gap.before if gap.before is not None and gap.before.type == "title" else None
    links = gap.after is not None and gap.after.type.startswith("link")
    for slip in slips:
        if any(start <= slip.start and slip.end <= end for start, end in asides) and slip.removed:
            continue  # `*CVPR2020* (Oral)`: the remark may stay
        char = slip.removed or slip.text
        formal = slip.kind in ("entry-punctuation", "entry-spacing")
        if formal and prose:
            continue
        if formal and gap.lost and (cost >= FAR or not _doubled(slip, gap)):
            continue  # `2020 - Title` has no venue: what stood around it is not missed
        if slip.text == "." and title is not None and text[title.end - 1] in "?!.…":
            continue  # `Do We Need Clean Labels? [[Paper]]` needs no stop
        if slip.kind == "title-quotes" and slip.text and slip.field is not None:
            value = text[slip.field.start : slip.field.end]
            if any(c in value.strip(DOUBLE) for c in DOUBLE + "*"):
                continue  # `A. Author, "Title"`: what is all in there is not to be quoted
        if slip.removed in MARK and title is not None and _inside_title(slip, gap, title, text):
            continue  # `"Title ** really **" *CVPR2020*`: marks of the title are its own
        if slip.removed == " " and text[slip.start - 1] == "]" and text[slip.end] == "(":
            continue  # `[Title] (https://…)` is no link: a matter of links too
        if char in "[]" and links and slip.kind == "entry-punctuation":
            continue  # a link that is not closed is a matter of links, not of form
        yield slip


def _inside_title(slip: Slip, gap: Gap, title: Capture, text: str) -> bool:
    """Whether a mark behind a title belongs to one that is left in it."""
    near = slip.start - gap.start < gap.actual.rstrip(" ").rfind(" ")
    return near and text.find(slip.removed, title.start, title.end) >= 0


def _torn(field: Capture | None, text: str) -> bool:
    """Whether a label or venue was read with a part of the marks around it: `[**VoTr**]`."""
    if field is None or field.name not in VENUE_FIELDS + LABEL_FIELDS:
        return False
    value = text[field.start : field.end]
    if field.name in VENUE_FIELDS and not value[:1].isalnum():
        return True
    return value.count("*") % 2 == 1


def _lone_year(gap: Gap, text: str) -> bool:
    """Whether but a year without marks was read as the venue: `… . Some Journal, 2020.`

    The words before it may be the venue; marks around the year alone would be wrong then.
    """
    for field in (gap.before, gap.after):
        if field is not None and field.name == "pub":
            value = text[field.start : field.end].rstrip(".,")
            around = text[field.start - 1 : field.start] + text[field.end : field.end + 1]
            if value.isdigit() and not any(c in MARKS for c in around):
                return True
    return False


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


def in_html(text: str, start: int, end: int) -> bool:
    """Whether an entry is written in tags, `<b>Title</b> <i>CVPR2020</i>`: no form has them."""
    return "</" in text[start:end] and TAG.search(text, start, end) is not None


TAG = re.compile(r"</(?:b|i|em|strong|u|font|span|kbd|code)>", re.IGNORECASE)


def empty_title(captures: tuple[Capture, ...], text: str) -> bool:
    """Whether the entry has a title without a letter: there is nothing to hold to a form."""
    for c in captures:
        if c.type == "title":
            return not any(char.isalnum() for char in text[c.start : c.end])
    return False
