"""What pulldown-cmark shows of a text, block by block, and what is missing from another text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from typing import Any, NamedTuple

import pyromark

from wsss_lint.venues.registry import Registry

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
BLOCKS = {
    "Paragraph", "Heading", "Item", "List", "TableCell", "TableRow", "TableHead", "Table", "BlockQuote",
    "HtmlBlock", "CodeBlock",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+|\d+")
SCHEME = re.compile(r"(?:h?t?tps?:?/*)+", re.IGNORECASE)
ARXIV_PDF = re.compile(r"(arxiv\.org/[^\s()]*?)\.pdf")
SCHEMES = frozenset(("http", "https", "ttp", "ttps", "htp", "htps", "www"))
REGISTRY = Registry()


class Page(NamedTuple):
    """One block: what a reader sees, where links lead, what is emphasised."""

    words: list[str]  # with the words of targets, in order
    links: list[tuple[str, str]]  # target, text
    images: list[str]
    emphasised: list[str]
    text: str


def pages(text: str) -> list[Page]:
    """The blocks of a text that are not empty."""
    walk = _Walk()
    for event in pyromark.events(text, options=OPTIONS):
        walk.take(event)
    walk.close()
    return walk.found


class _Walk:
    def __init__(self) -> None:
        self.found: list[Page] = []
        self.open: list[tuple[str, str, int]] = []  # links and images: kind, target, place
        self.depth = 0
        self.reset()

    def reset(self) -> None:
        self.parts: list[str] = []
        self.shown: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.images: list[str] = []
        self.strong: list[str] = []

    def close(self) -> None:
        words = words_of("".join(self.parts))
        if words or self.links or self.images:
            strong = words_of(" ".join(self.strong))
            text = "".join(self.shown)
            self.found.append(Page(words, self.links, self.images, strong, text))
        self.reset()

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.shown.append(text)
        if self.depth:
            self.strong.append(text)

    def take(self, event: Any) -> None:
        if isinstance(event, str):
            self.put(" ")  # SoftBreak, HardBreak, Rule
            return
        kind, value = next(iter(event.items()))
        if kind in ("Start", "End"):
            name = value if isinstance(value, str) else next(iter(value))
            if name in BLOCKS:
                self.close()
            elif name in ("Emphasis", "Strong"):
                self.depth += 1 if kind == "Start" else -1
            elif name in ("Link", "Image"):
                self.link(kind, name, value)
        elif kind in ("Text", "Code"):
            self.put(value)
        elif kind in ("InlineHtml", "Html"):
            self.parts.append(" " + re.sub(r"(?s)<!--.*?-->", "", value) + " ")

    def link(self, kind: str, name: str, value: Any) -> None:
        if kind == "Start":
            self.open.append((name, value[name]["dest_url"], len(self.shown)))
            return
        name, url, at = self.open.pop()
        if name == "Link":
            self.links.append((target(url), " ".join(words_of("".join(self.shown[at:])))))
        else:
            self.images.append(target(url))
        if not url.startswith("#"):
            self.parts.append(f" {target(url)} ")


def words_of(text: str) -> list[str]:
    """Letters and digits in runs, whatever their form."""
    text = ARXIV_PDF.sub(r"\1", text)  # with or without it, it is the same paper
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Mn"))
    found = (word.casefold() for word in WORD.findall(plain))
    return [word for word in found if word not in SCHEMES]


def target(url: str) -> str:
    """An address without what no reader would miss."""
    if url.startswith("#"):
        return "#"
    plain = re.sub(r"/{2,}", "/", SCHEME.sub("", "".join(url.split()), count=1)).rstrip("/")
    return ARXIV_PDF.sub(r"\1", plain).removeprefix("www.")


def lost(before: list[Page], after: list[Page]) -> Counter[str]:
    """What the second text lost of the first, by kind."""
    found: Counter[str] = Counter()
    if len(before) != len(after):
        found["blocks"] += 1
        return found
    for one, other in zip(before, after, strict=True):
        if one != other:
            found.update(_lost(one, other))
    return found


def _lost(one: Page, other: Page) -> Counter[str]:
    found: Counter[str] = Counter()
    if not _same(one.words, other.words):
        gone = Counter(one.words) - Counter(other.words)
        found["numbers" if any(word.isdigit() for word in gone) else "words"] += 1
    if {url for url, _ in one.links} - {url for url, _ in other.links}:
        found["targets"] += 1
    elif not _texts_kept(one, other):
        found["link texts"] += 1
    if one.images != other.images:
        found["images"] += 1
    if any(other.text.count(mark) > one.text.count(mark) for mark in "*`"):
        found["marks"] += 1
    showed = sum(one.text.count(mark) for mark in "*`[]")
    shows = sum(other.text.count(mark) for mark in "*`[]")
    if one.emphasised and not other.emphasised and shows >= showed and one.text == other.text:
        found["emphasis"] += 1
    return found


def _texts_kept(one: Page, other: Page) -> bool:
    """Whether each target still has the text that it had."""
    texts = dict(other.links)
    return all(
        _same(text.split(), texts[url].split()) or (url, text) in other.links
        for url, text in one.links
    )


def _same(one: list[str], other: list[str]) -> bool:
    """Whether these are the same words: years in full, venues by another of their names, and
    the turn of venue and year apart."""
    if one == other or "".join(one) == "".join(other):
        return True
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    if _bag(one[head : len(one) - tail]) == _bag(other[head : len(other) - tail]):
        return True
    for start in range(max(head - 2, 0), head + 1):
        for more in range(min(tail, 2) + 1):
            left = REGISTRY.lookup(" ".join(one[start : len(one) - tail + more]))
            right = REGISTRY.lookup(" ".join(other[start : len(other) - tail + more]))
            if left is not None and left is right:
                return True
    return False


def _bag(words: list[str]) -> Counter[str]:
    return Counter(word[-2:] if re.fullmatch(r"(?:19|20)\d\d", word) else word for word in words)
