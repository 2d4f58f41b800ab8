"""Mistakes in links."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from tests.planting.lists import CleanList
from tests.planting.plant import Edit, Plant, mark, planter

LINK = re.compile(r"\[([^][]+)\]\((https?://[^()\s]+)\)")


def links(clean: CleanList, part: str) -> list[re.Match[str]]:
    """The links in papers whose address contains a part."""
    return [
        m
        for e in clean.entries
        for m in LINK.finditer(clean.text, *e.line)
        if part in m[2] and clean.text.count(m[2]) == 1
    ]


def url(part: str, change: Callable[[str], str]) -> Plant:
    """Change the address of a link."""

    def plant(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        found = links(clean, part)
        if not found:
            return None
        link = random.choice(found)
        return [Edit(*link.span(2), mark(change(link[2])))]

    return plant


@planter("link without an address", "link-empty")
def empty(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = links(clean, "github")
    if not found:
        return None
    link = random.choice(found)
    return [Edit(*link.span(), mark(f"[{link[1]}]()"))]


planter("first letter of a link lost", "link-malformed", fix="unsafe")(
    url("https", lambda u: u[1:])
)
planter("scheme of a link twice", "link-malformed", fix="unsafe")(
    url("https", lambda u: "https://" + u)
)
planter("arXiv link over http", "arxiv-link", fix="safe")(
    url("arxiv.org/abs", lambda u: u.replace("https", "http"))
)
planter("arXiv link with a double slash", "arxiv-link", fix="safe")(
    url("arxiv.org/abs", lambda u: u.replace("org/", "org//"))
)
planter("abstract page with .pdf", "arxiv-link", fix="safe")(
    url("arxiv.org/abs", lambda u: u + ".pdf")
)
planter("arXiv identifier that cannot be", "arxiv-link")(
    url("arxiv.org/abs", lambda u: u[:-10] + u[-10:-8] + "13" + u[-6:])
)
planter("host that is gone", "dead-host")(
    url("github", lambda u: "https://paperswithcode.com/paper/" + u.rsplit("/", 1)[1].lower())
)


@planter("space between a link's brackets", "link-malformed", fix="unsafe")
def space(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = links(clean, "github")
    if not found:
        return None
    link = random.choice(found)
    at = link.start(2) - 1
    return [Edit(at, at, mark(" "))]


@planter("link label misspelt", "link-label-typo", fix="unsafe")
def label(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = [m for m in links(clean, "github") if re.fullmatch(r"[A-Za-z]{4,}", m[1])]
    if not found:
        return None
    link = random.choice(found)
    at = random.randrange(0, len(link[1]) - 1)
    text = link[1]
    wrong = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return [Edit(*link.span(1), mark(wrong))] if wrong != text else None
