"""Links whose brackets are not right: `[[code](u)`, `[code](u`, `[code] (u)`, `[code[]](u)`."""

from __future__ import annotations

import re

from wsss_lint.entries.tokens import Token
from wsss_lint.records.model import Link, Paper
from wsss_lint.source import Span

MOST = 2  # damaged links of an entry: more of them are how its author writes links
LONGEST = 2_000
#: A label and an address with any brackets around and between them. A label without a bracket
#: before it is one word: `Some words paper](https://…)`.
LINK = re.compile(
    r"(?:\[[\[( ]{0,3}(?P<label>[^\W\d_][\w .:+*/&'-]{0,29}?)"
    r"|(?<![\w\]])(?P<word>[^\W\d_]\w{1,19}))"
    r"[\])(\[（*:\" ]{1,6}<?(?P<url>https?://[^\s()\[\]<>（）\"*]+(?:\([^\s()]*\)[^\s()\[\]<>（）\"*]*)*)"
    r"[\])）\[(>]{0,4}"
)


def torn_links(paper: Paper, tokens: list[Token], text: str) -> None:
    """Add the links of an entry that a reader cannot click, and say which they are."""
    start, end = paper.span
    if end - start > LONGEST or text.find("http", start, end) < 0:
        return
    links = [token for token in tokens if token.kind == "link"]
    images = [token for token in tokens if token.kind == "image"]
    found = []
    for match in LINK.finditer(text, start, end):
        around = Span(*match.span())
        place = Span(*match.span("url"))
        whole = next((t for t in links if t.start <= place.start and place.end <= t.end), None)
        if any(image.start <= place.start < image.end for image in images):
            continue
        if whole is not None and whole.url_span != whole.inner and _sound(whole, around, text):
            continue
        if "]" not in match[0] and "[" not in match[0]:
            continue  # `code: https://…`, `paper (https://…)`: no link was meant
        label = (match["label"] or match["word"]).strip()
        found.append(Link(label, match["url"], around, place))
    if not found or len(found) > MOST:
        return
    paper.torn_links = tuple(link.span for link in found)
    kept = [link for link in paper.links if not any(_within(link, torn) for torn in found)]
    paper.links = sorted([*kept, *found], key=lambda link: link.span)


def _sound(link: Token, around: Span, text: str) -> bool:
    """Whether a link has its brackets in pairs, also those around it: `[[paper](https://…)]`."""
    written = text[min(link.start, around.start) : max(link.end, around.end)].rstrip("[(")
    return written.count("[") == written.count("]")


def _within(link: Link, torn: Link) -> bool:
    return link.span.start < torn.span.end and torn.span.start < link.span.end
