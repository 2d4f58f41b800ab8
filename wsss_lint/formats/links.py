"""Runs of links and tags in an entry: the nine ways in which lists write a link."""

from __future__ import annotations

import re
from typing import NamedTuple

# One level of parentheses may stand inside a target, as in `…/Foo_(bar)`.
URL = r"<[^<>\s]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*"
# Nothing stands between label and target, but for a blank that spoils the link: `[Code] (https://…)`.
_TARGET = rf"(?: (?=\(https?://))?\(\s*(?P<u{{0}}>{URL})(?:\s+\"[^\"]*\")?\s*\)"
_LABEL = r"(?P<l{0}>[^\[\]]*(?:\[[^\[\]]*\](?:\([^()\s]*\))?[^\[\]]*)*)"


def _form(number: int, shape: str) -> str:
    return shape.replace("LABEL", _LABEL.format(number)).replace("TARGET", _TARGET.format(number))


#: `[![l](badge)](u)`, `[[l](u)]`, `[[l]](u)`, `\[[l](u)\]`, `[l](u)` (and images), `[[l]][ref]`,
#: `[[l][ref]]`, `<u>`, bare URL, `[Code]` without a target. Emphasis and code marks may stand
#: around.
LINK = re.compile(
    "|".join(
        (
            _form(0, r"\[!\[(?P<l10>[^\[\]]*)\]\([^()\s]*\)\]TARGET"),
            _form(1, r"\[ ?!?\[LABEL\]TARGET ?\]"),
            _form(2, r"\[ ?\[LABEL\] ?\]TARGET"),
            _form(3, r"\\\[ ?\[LABEL\]TARGET ?\\\]"),
            _form(4, r"!?\[LABEL\]TARGET"),
            _form(12, r"\[\[LABEL\]TARGET(?![\]\[ ]{0,2}\])"),  # never closed
            r"\[\[(?P<l11>[^\[\]]*)\]\[(?P<r11>[^\[\]]*)\]\]",
            r"\[\[(?P<l5>[^\[\]]*)\]\]\[(?P<r5>[^\[\]]*)\]",
            r"\[(?P<l6>[^\[\]]*)\]\[(?P<r6>[^\[\]]*)\]",
            r"<(?P<u7>https?://[^<>\s]*)>",
            r"(?P<u8>https?://[^\s()<>\[\]|,，]+)",
            r"\[{1,2}(?P<l9>[A-Za-z][\w. -]{0,19})\]{1,2}(?!\()",
        )
    )
)
WRAP = "*_`"
SEPARATOR = re.compile(r"[ ,;|/·，、&]*")
TAG = re.compile(
    r"[\[({*_~ |,]*(?:`[^`]+`|:[a-z0-9_+-]+:|!\[[^\]]*\]\([^)\s]*\)"
    r"|[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+)[\])}*_~|,]*"
)
#: Emoji and shortcodes at the end of an entry: `… [[pdf]](u) :star:`, `… [Code](u) 🔥🔥`.
END_TAGS = re.compile(
    r"(?:[ ,]*(?::[a-z0-9_+-]{2,40}:|[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]{1,8})){1,9}$",
    re.ASCII,
)


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
    found = LINK.match(text, inner, end)
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
        at = SEPARATOR.match(text, last, end).end()  # type: ignore[union-attr]


def tags_at(text: str, at: int, end: int) -> int:
    """The offset after the run of emoji, shortcodes, code spans and badges at `at`."""
    last = at
    while True:
        found = TAG.match(text, at, end)
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
    found = END_TAGS.search(text[:end], max(start, end - 200))
    if found is None or found.start() <= start:
        return end
    return found.start()
