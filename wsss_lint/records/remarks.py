"""An entry with a remark behind it that its form does not have: `"Title" *CVPR2021* ⭐`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from wsss_lint.formats.template import Capture, Match
from wsss_lint.records.units import Unit

LONGEST = 120


@cache
def _remarks() -> re.Pattern[str]:
    """Emoji, `:new:`, `(Google)`, `**NEW**`, a tag, code or HTML; never a year, a bare address or
    half a link: those are a venue's or a link's, and something may be wrong with them."""
    return re.compile(
        r" +(?:[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+"
        r"|:[a-z][a-z0-9_+-]*:"
        r"|\((?![^()]*(?:19|20)\d\d)(?!\s*(?:https?:|www\.))(?:[^()]|\]\([^()\s]*\))+\)"
        r"|\*\*(?![^*]*(?:19|20)\d\d)[^*\s](?:[^*]*[^*\s])?\*\*"
        r"|`[^`]+`"
        r"|\[(?![^\[\]]*(?:19|20)\d\d)[^\[\]()]+\](?![\[(])"
        r"|<(?P<tag>\w+)(?: [^<>]*)?>[^<>]*</(?P=tag)>"
        r"|<img [^<>]*>)(?= |$)"
    )


def remarked(unit: Unit, read: Callable[[Unit], Match | None]) -> Match | None:
    """What `read` makes of a unit without the remarks at its end; those become its note."""
    text, end = unit.text, unit.end
    first = max(unit.start, end - LONGEST)
    if text[end - 1].isalnum():
        return None
    tail, last = list[int](), -1
    for found in _remarks().finditer(text, first, end):
        if tail and found.start() != last:
            tail = []
        tail.append(found.start())
        last = found.end()
    if not tail or last != end:
        return None
    for at in reversed(tail):
        match = read(unit._replace(end=at))
        if match is not None and match.first("note") is None:
            start = at + len(text[at:end]) - len(text[at:end].lstrip(" "))
            note = Capture("note", "rest", start, end)
            return match._replace(captures=(*match.captures, note))
    return None
