"""Runs of links and tags in an entry: the nine ways in which lists write a link."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# One level of parentheses may stand inside a target, as in `…/Foo_(bar)`.
URL = r"<[^<>\s]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*"
_TARGET = rf"\(\s*(?P<u{{0}}>{URL})(?:\s+\"[^\"]*\")?\s*\)"
_LABEL = r"(?P<l{0}>[^\[\]]*(?:\[[^\[\]]*\](?:\([^()\s]*\))?[^\[\]]*)*)"


def _form(number: int, shape: str) -> str:
    return shape.replace("LABEL", _LABEL.format(number)).replace("TARGET", _TARGET.format(number))


_LINK = (
    _form(0, r"\[!\[(?P<l10>[^\[\]]*)\]\([^()\s]*\)\]TARGET"),
    _form(1, r"\[ ?!?\[LABEL\]TARGET ?\]"),
    _form(2, r"\[ ?\[LABEL\] ?\]TARGET"),
    _form(3, r"\\\[ ?\[LABEL\]TARGET ?\\\]"),
    _form(4, r"!?\[LABEL\]TARGET"),
    r"\[\[(?P<l11>[^\[\]]*)\]\[(?P<r11>[^\[\]]*)\]\]",
    r"\[\[(?P<l5>[^\[\]]*)\]\]\[(?P<r5>[^\[\]]*)\]",
    r"\[(?P<l6>[^\[\]]*)\]\[(?P<r6>[^\[\]]*)\]",
    r"<(?P<u7>https?://[^<>\s]*)>",
    r"(?P<u8>https?://[^\s()<>\[\]|,，]+)",
    r"\[{1,2}(?P<l9>[A-Za-z][\w. -]{0,19})\]{1,2}(?!\()",
)
_FIRST = frozenset("[!\\<h")  # what a link can begin with
WRAP = "*_`"
_SEPARATORS = " ,;|/·，、&"
_TAG = (
    r"[\[({*_~ |,]*(?:`[^`]+`|:[a-z0-9_+-]+:|!\[[^\]]*\]\([^)\s]*\)"
    r"|[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+)[\])}*_~|,]*"
)
#: Emoji and shortcodes at the end of an entry: `… [[pdf]](u) :star:`, `… [Code](u) 🔥🔥`.
_END_TAGS = (
    r"(?:[ ,]*(?::[a-z0-9_+-]{2,40}:|[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]{1,8})){1,9}$"
)


# Compiled when first asked for: it takes 2 ms, and a list may have no links in its entries.
@cache
def _link() -> re.Pattern[str]:
    """`[![l](badge)](u)`, `[[l](u)]`, `[[l]](u)`, `\\[[l](u)\\]`, `[l](u)` (and images),
    `[[l][ref]]`, `[[l]][ref]`, `[l][ref]`, `<u>`, bare URL, `[Code]` without a target.
    Emphasis and code marks may stand around."""
    return re.compile("|".join(_LINK))


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(_TAG)


@cache
def _end_tags() -> re.Pattern[str]:
    return re.compile(_END_TAGS, re.ASCII)


class RawLink(NamedTuple):
    """A link in a text: its label and target with their offsets."""

    start: int
    end: int
    label: str
    url: str
    url_start: int
    url_end: int


def link_at(text: str, at: int, end: int) -> RawLink | None:
    """The link that starts at `at`, if there is one."""
    inner = at
    while inner < end and text[inner] in WRAP:
        inner += 1
    if inner >= end or text[inner] not in _FIRST:
        return None
    found = _link().match(text, inner, end)
    if found is None:
        return None
    last = found.end()
    while last < end and last - found.end() < inner - at and text[last] in WRAP:
        last += 1
    label, url, where = "", "", (found.end(), found.end())
    for name, value in found.groupdict().items():
        if value is None:
            continue
        if name[0] == "l":
            label = value.strip(" `*_")
        else:
            url, where = value, found.span(name)
            if url.startswith("<") and url.endswith(">"):
                url, where = url[1:-1], (where[0] + 1, where[1] - 1)
    return RawLink(at, last, label, url, *where)


def links_at(text: str, at: int, end: int) -> tuple[list[RawLink], int]:
    """The run of links that starts at `at` and the offset after the last of them."""
    links: list[RawLink] = []
    last = at
    while True:
        link = link_at(text, at, end)
        if link is None:
            return links, last
        links.append(link)
        last = link.end
        at = last
        while at < end and text[at] in _SEPARATORS:
            at += 1


def tags_at(text: str, at: int, end: int) -> int:
    """The offset after the run of emoji, shortcodes, code spans and badges at `at`."""
    last = at
    while True:
        found = _tag().match(text, at, end)
        if found is None:
            return last
        last = found.end()
        at = last
        while at < end and text[at] == " ":
            at += 1


def before_tags(text: str, start: int, end: int) -> int:
    """Where an entry ends without the emoji and shortcodes behind it; `end` where it has none."""
    last = text[end - 1 : end]
    if last != ":" and last < "\u2190":
        return end
    found = _end_tags().search(text[:end], max(start, end - 200))
    if found is None or found.start() <= start:
        return end
    return found.start()
