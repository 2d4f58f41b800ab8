"""Candidates: which stretches of an entry can be which field, and how much they look like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from wsss_lint.entries.publication import Publication, read_date, read_publication
from wsss_lint.entries.tokens import EMPHASIS, Part, Token
from wsss_lint.entries.words import (
    ET_AL,
    LIGHT,
    STOP,
    YEAR,
    caps,
    is_code,
    is_paper_url,
    is_resource,
    names_in,
    words_of,
)
from wsss_lint.source import Span
from wsss_lint.venues.registry import Registry

FAR = 220  # characters before a stretch: what stands there is prose
MOST_RUN = 14  # elements of a title
MOST_STARTS = 16  # elements of one container that a title or a venue can begin with
MOST_ELEMENTS = 60  # of one container that are looked at

Signature = tuple[object, ...]


class Candidate(NamedTuple):
    """A stretch that can be a field."""

    field: str  # title, method, authors, pub, date
    start: int
    end: int
    score: float
    signature: Signature
    words: int = 0
    publication: Publication | None = None
    year: int | None = None


class Context(NamedTuple):
    """Where a container stands: what is around it, from the outside in."""

    part: Part
    wrappers: tuple[str, ...]  # containers that hold nothing else
    nested: tuple[str, ...]  # all containers around
    order: int  # the how manieth piece of the part it begins with


class Entry:
    """The tokens of an entry, with what is asked of them again and again."""

    def __init__(self, flat: str, parts: list[tuple[Part, list[Token]]]) -> None:
        self.flat = flat
        self.parts = parts

    def text(self, start: int, end: int) -> str:
        """What a reader sees of a stretch that holds plain text only."""
        return shown(self.flat[start:end])

    def label(self, token: Token) -> str:
        """What a reader sees of a link's text."""
        if not token.children:
            return shown(self.flat[token.inner.start : token.inner.end])
        return self.run(token.children)

    def run(self, tokens: list[Token]) -> str:
        """What a reader sees of some tokens that stand side by side."""
        out: list[str] = []
        at = tokens[0].start if tokens else 0
        for token in tokens:
            if token.start > at:
                out.append(" " if self.flat[at : token.start].strip(" \\") == "" else "")
            if token.kind == "text":
                out.append(token.text)
            elif token.kind == "sep":
                out.append(self.flat[token.start : token.end] if token.text != "\n" else " ")
            elif token.kind in BRACKETED:
                opener, closer = (
                    self.flat[token.start : token.inner.start],
                    self.flat[token.inner.end : token.end],
                )
                out.append(f"{opener}{self.run(token.children)}{closer}")
            elif token.children:
                out.append(self.run(token.children))
            elif token.kind in ("code", "link"):
                out.append(self.flat[token.inner.start : token.inner.end])
            at = token.end
        return shown("".join(out))


BRACKETED = frozenset(("paren", "square", "quote", "brace"))


def shown(text: str) -> str:
    """Plain text as it is shown: escapes and entities resolved, spaces folded."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text and ";" in text:
        text = unescape(text)
    return " ".join(text.split())


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def candidates(entry: Entry, registry: Registry) -> list[Candidate]:
    """All candidates of an entry."""
    found: list[Candidate] = []
    for number, (part, tokens) in enumerate(entry.parts):
        role = part.role if part.role in ("own", "heading") else f"{part.role}{part.number}"
        if part.role == "child" and part.number > 3:
            role = "child4"
        _container(entry, tokens, (role,), (), number, 0, 0, None, registry, found)
    return found


def _container(
    entry: Entry,
    tokens: list[Token],
    nested: tuple[str, ...],
    tight: tuple[str, ...],
    number: int,
    order: int,
    base: int,
    outer: Token | None,
    registry: Registry,
    found: list[Candidate],
) -> None:
    """The candidates inside one container: `outer` stands behind it, `tight` are the wrappers
    that hold nothing else."""
    places = [i for i, t in enumerate(tokens) if t.content][:MOST_ELEMENTS]
    elements = [tokens[i] for i in places]
    labels = [_is_label(entry, t) for t in elements]
    for at, token in enumerate(elements):
        if not token.children:
            continue
        inner_tight = (*tight, token.kind) if len(elements) == 1 else (token.kind,)
        _container(
            entry, token.children, (*nested, token.kind), inner_tight, number, order + at,
            base + sum(visible(t) for t in tokens[: places[at]]),
            tokens[places[at] + 1] if places[at] + 1 < len(tokens) else outer, registry, found,
        )  # fmt: skip
    for image in tokens:
        if image.kind == "image":
            _badge(entry, image, nested, registry, found)
    if not elements:
        return
    here: list[Candidate] = []
    box = _Box(entry, tokens, elements, places, labels, nested, tight, order, registry,
               base, outer)  # fmt: skip
    box.small(here)
    box.names(here)
    box.trim(here)
    box.titles(here)
    found += here


_ONLY_ET_AL = re.compile(r"(?:et\.? ?al\b\.?|and others)$", re.IGNORECASE)
_DIGIT = re.compile(r"\d\d")
# `… segmentation ECCV2016`, `… segmentation CVPR 2021`
_LAST_WORDS = re.compile(r"\s+(?P<pub>[A-Z][\w&/-]*(?:\s?['’]?\s?\d{2}|\s?(?:19|20)\d\d))$")


def visible(token: Token) -> int:
    """About how many characters of a token a reader sees."""
    if token.children:
        return sum(visible(child) for child in token.children)
    if token.kind == "text":
        return token.end - token.start
    return 1


class _Box:
    """One container and what its elements can be."""

    def __init__(
        self, entry: Entry, tokens: list[Token], elements: list[Token], places: list[int],
        labels: list[bool], nested: tuple[str, ...], tight: tuple[str, ...], order: int,
        registry: Registry, base: int, outer: Token | None,
    ) -> None:  # fmt: skip
        self.entry = entry
        self.outer = outer
        self.before = [base]  # visible characters before each token
        for token in tokens:
            self.before.append(self.before[-1] + visible(token))
        self.tokens = tokens
        self.elements = elements
        self.places = places
        self.labels = labels
        self.nested = nested
        self.tight = tight
        self.order = order
        self.registry = registry
        self.splits: dict[int, int] = {}  # element -> where a venue begins that has run into it
        self.core = (0, len(elements) - 1)  # the elements without dates and remarks at the ends

    def stretch(self, first: int, last: int) -> Stretch:
        """A run of elements with all that is asked of it."""
        a, b = self.places[first], self.places[last]
        run = self.tokens[a : b + 1]
        start, end = run[0].start, run[-1].end
        if len(run) == 1 and run[0].kind == "link":
            start, end = run[0].inner
        whole = first == 0 and last == len(self.elements) - 1
        tight = self.tight if whole or (first, last) == self.core else ()
        left = self.tokens[a - 1] if a else None
        right = self.tokens[b + 1] if b + 1 < len(self.tokens) else None
        # a space too many beside a container divides no more than one space
        if left is not None and left.text == "  " and a > 1 and self.tokens[a - 2].kind != "text":
            left = self.tokens[a - 2]
        if right is not None and right.text == "  " and b + 2 < len(self.tokens):
            right = right if self.tokens[b + 2].kind == "text" else self.tokens[b + 2]
        order = self.order + first
        if first and first == self.core[0]:  # what stands before it is no part of its place
            left, order = None, self.order
        if last == self.core[1] != len(self.elements) - 1 and (
            right is None or right.text not in ":,"
        ):
            right = None
        return Stretch(
            run, start, end, self.entry.run(run), left, right, self.nested, tight, order,
            "".join(t.text for t in run if t.kind == "sep"),
            self.before[a],
            self.tokens[b + 1] if b + 1 < len(self.tokens) else self.outer,
        )  # fmt: skip

    def small(self, found: list[Candidate]) -> None:
        """Venues, dates and labels: runs of few elements."""
        elements = self.elements
        for first in range(min(len(elements), MOST_STARTS)):
            if self._prose(first):
                break
            last = first
            self._run_into(first, found)
            while last < min(first + 8, len(elements)):
                run = elements[first : last + 1]
                if run[-1].end - run[0].start > 170 or (last > first and self.labels[last]):
                    break
                raw = self.entry.flat[run[0].start : run[-1].end]
                short = last - first < 3 and len(raw) < 44
                if (short or _DIGIT.search(raw) or (last == first and len(raw) < 130)) and (
                    all(t.kind in ("text", "paren", "code") for t in run)
                    or (
                        last > first and last - first < 4 and not any(t.kind == "link" for t in run)
                    )
                ):
                    s = self.stretch(first, last)
                    if s.text:
                        self.publication(s, found, self.labels[first])
                        _date(s, found)
                        if short:
                            _method(s, found)
                last += 1

    def trim(self, found: list[Candidate]) -> None:
        """Find the core: the container without what stands around a title in it.

        `(2021-11) Title`, `Title - ICLR 2019`, `Title - Ann Ey (2019)`.
        """
        elements = self.elements
        strong = [
            c
            for c in found
            if c.field == "date"
            or (c.field == "pub" and c.score > 3.6)
            or (c.field == "authors" and 0.9 < c.score < 1.35)
        ]
        first, last = 0, len(elements) - 1
        while first < last and self._aside(elements[first], strong):
            first += 1
        while last > first and self._aside(elements[last], strong):
            last -= 1
        self.core = (first, last)

    def _run_into(self, at: int, found: list[Candidate]) -> None:
        """`Saliency maps for segmentation ECCV2016`: a known venue that nothing divides off."""
        token = self.elements[at]
        if token.kind != "text" or not token.text[-1:].isdigit() or self.labels[at]:
            return
        match = _LAST_WORDS.search(token.text)
        if match is None or match.start() < 12:
            return
        start = token.start + match.start("pub")
        read = read_publication(self.entry.flat, start, token.end, self.registry)
        if read is None or read.year is None or not read.known or read.venue is None:
            return
        if read.venue.start != start:
            return
        self.splits[at] = token.start + match.start()
        s = self.stretch(at, at)
        shape = (s.nested, (), "w", _sign(s.right), min(s.order + 1, 4))
        signature = ("pub", *shape, "known", True)
        found.append(Candidate("pub", start, token.end, read.score - 1.0, signature, 1, read))

    def _aside(self, token: Token, strong: list[Candidate]) -> bool:
        if any(c.start <= token.start and token.end <= c.end for c in strong):
            return True
        return token.kind in ("paren", "square") and token.end - token.start < 26

    def publication(self, s: Stretch, found: list[Candidate], label: bool) -> None:
        """Whether a run says where the paper appeared."""
        if "\n" in s.seps or "|" in s.seps:
            return
        read = read_publication(self.entry.flat, s.start, s.end, self.registry)
        if read is None or read.venue is None:
            return
        score = read.score
        cell = s.nested[0].startswith("cell")
        if label or is_resource(s.text):
            if read.year is None:
                score -= 2.4  # `[arXiv](url)`: what the link leads to, unless it is the habit
            if s.right is not None and s.right.text == ":":
                return
        elif read.year is None:
            if not read.known:
                score -= 2.2 if not cell else 0.8
            elif not s.tight and not cell:
                score -= 0.6
            if "link" in s.nested:
                score -= 0.8
        if s.tight and s.nested[-1] in ("paren", "square", "code", "em"):
            score += 0.5
        if "quote" in s.nested:
            score -= 1.0
        if s.offset > FAR and (not s.tight or s.nested[-1] == "paren"):
            score -= 1.5
        if not read.known and "link" in s.nested:
            name = self.entry.text(*read.venue)
            good, of = names_in(name)
            if read.year is not None and good == of and not caps(name):
                score -= 1.5  # `[Knuth (1970)](url)`
        for sep in s.seps:
            score -= {".": 0.5, "-": 1.5, ":": 1.5, ";": 0.6}.get(sep, 0.05)
        if len(s.run) > 1:
            score -= 1.2 * sum(t.kind in EMPHASIS or t.kind == "quote" for t in s.run)
        kind = "known" if read.known else "new"
        signature = ("pub", *s.shape, kind, read.year is not None)
        found.append(
            Candidate("pub", s.start, s.end, score, signature, len(words_of(s.text)), read)
        )

    def names(self, found: list[Candidate]) -> None:
        """Rows of names: as many elements as there are, from one that begins one."""
        elements, count = self.elements, len(self.elements)
        first = 0
        while first < count:
            last = first
            while last + 1 < count and self._goes_on(last):
                last += 1
            named = False
            kind = elements[first].kind
            if kind in EMPHASIS:  # `*Ann Ey* et al.`
                last = (
                    first + 1
                    if last > first and _ONLY_ET_AL.match(elements[first + 1].text)
                    else first
                )
            if kind == "text" or (kind in EMPHASIS and last > first) or self._linked_name(first):
                end = last
                while end >= first and last - end < 3:
                    s = self.stretch(first, end)
                    if not _authors(s, self.registry, found):
                        break
                    named = True
                    end -= 1
            first = last + 1 if named else first + 1

    def _linked_name(self, at: int) -> bool:
        """Whether an element is a name with a link to its owner's page: `[Ann Ey](url), Bo Zed`."""
        token = self.elements[at]
        if token.kind != "link" or self.labels[at] or len(self.elements) < 2:
            return False
        label = self.entry.label(token)
        good, of = names_in(label)
        return good == of and 1 < len(label.split()) < 5 and not is_paper_url(token.url)

    def _goes_on(self, at: int) -> bool:
        """Whether the element behind this one can belong to the same row of names."""
        nxt = self.elements[at + 1]
        if (
            nxt.kind == "text"
            and _ONLY_ET_AL.match(nxt.text)
            and self.places[at + 1] == self.places[at] + 1
        ):
            return True  # `*Ann Ey* et al.`
        if nxt.kind not in ("text", "paren", "link") or self.labels[at + 1]:
            return False
        between = self.tokens[self.places[at] + 1 : self.places[at + 1]]
        if not all(t.kind == "sep" and t.text in ",;*" for t in between):
            return False
        beside = nxt if nxt.kind == "paren" else self.elements[at]
        if (
            beside.kind == "paren"
        ):  # `Ann Ey (Some University) et al.`, but not `Title (2017), Ann Ey`
            return not any(c.isdigit() for c in self.entry.flat[beside.start : beside.end])
        return bool(between)

    def titles(self, found: list[Candidate]) -> None:
        """Titles: any run of elements."""
        pubs = [
            c
            for c in found
            if c.field == "pub" and c.score > 3.2 and c.publication and c.publication.year
        ]
        names = [c for c in found if c.field == "authors" and c.score > 1.4]
        lone = {c.end: c.start for c in found if c.field == "authors" and 0.9 < c.score < 1.35}
        elements = self.elements
        for first, opener in enumerate(elements):
            if self.labels[first]:
                continue
            if first > MOST_STARTS or self._prose(first):
                break
            if self._said(first):
                continue
            if not self._named(first) and any(
                c.start < opener.start and opener.end <= c.end for c in names
            ):
                continue
            for last in range(first, min(first + MOST_RUN, len(elements))):
                if self.labels[last]:
                    break
                if first == last and opener.kind != "text" and opener.children:
                    continue  # what is inside speaks for itself
                if elements[last].kind == "quote" and not elements[last].children:
                    break  # `**FRN:** ""`: an empty title is none of its neighbors
                s = self.stretch(first, last)
                if s.end - s.start > 700 or s.seps.count(".") > 2 or s.seps.count("\n") > 3:
                    break
                at = lone.get(s.end)
                if (
                    at is not None
                    and at > s.start
                    and self.entry.flat[s.start : at].rstrip()[-1:] in "-–—"
                ):
                    continue  # `Title - Ann Ey (2019)`: her name is no part of it
                _title(s, pubs, found)
                if last in self.splits:
                    end = self.splits[last]
                    text = self.entry.text(s.start, end) if first == last else s.text[: end - s.end]
                    _title(s._replace(end=end, text=text.strip(), right=None), [], found)

    def _prose(self, first: int) -> bool:
        """Whether so much stands before an element that it can only be running text."""
        return self.before[self.places[first]] > 2 * FAR and not self.tight

    def _said(self, first: int) -> bool:
        """Whether an element stands behind a key: `Abstract: We study …`."""
        at = self.places[first] - 1
        if at > 0 and self.tokens[at].text == ":":
            return _KEYED.match(self.tokens[at - 1].text + ":") is not None
        if at >= 0 and self.tokens[at].kind in EMPHASIS:
            return _KEYED.match(self.entry.run([self.tokens[at]])) is not None
        return False

    def _named(self, first: int) -> bool:
        """Whether a colon stands behind an element: `…, Bob Alpha, SEAM: Self-supervised …`."""
        at = self.places[first] + 1
        return at < len(self.tokens) and self.tokens[at].text == ":"


class Stretch(NamedTuple):
    """A run of elements in one container."""

    run: list[Token]
    start: int
    end: int
    text: str  # as a reader sees it
    left: Token | None  # what stands beside it in the container
    right: Token | None
    nested: tuple[str, ...]  # the containers around, the part first
    tight: tuple[str, ...]  # those that hold nothing else
    order: int  # how many pieces stand before it in its part
    seps: str  # the separators inside
    offset: int  # characters of its part before it
    behind: Token | None = None  # what stands behind it, be it the list's habit or not

    @property
    def shape(self) -> Signature:
        """Where and how it stands: what the list's habits are counted by."""
        return (self.nested, self.tight, _sign(self.left), _sign(self.right), min(self.order, 4))


def _is_label(entry: Entry, token: Token) -> bool:
    """Whether a link only says what it leads to: `[paper](url)`, `[[code](url)]`, `[pdf]`."""
    if token.kind == "link":
        label = entry.label(token)
        if not label and any(t.kind == "image" for t in token.children):
            return True
        return is_resource(label) or "://" in label[:8]
    if token.kind in ("square", "paren", "strong", "em", "under", "code") and token.children:
        inside = [t for t in token.children if t.content]
        if any(t.kind == "link" for t in inside):
            return all(_is_label(entry, t) or _filler(t) for t in inside)
        if token.kind == "square":
            return is_resource(entry.label(token))
    return False


def _filler(token: Token) -> bool:
    return token.kind == "text" and (len(token.text) < 3 or is_resource(token.text))


def _sign(token: Token | None) -> str:
    """One sign for what stands beside a run."""
    if token is None:
        return ""
    if token.kind == "sep":
        return token.text
    if token.kind == "text":
        return "w"
    return token.kind


# ---------------------------------------------------------------------------------- title

_CONTAINER_BONUS = {
    "quote": 1.5,
    "strong": 1.0,
    "link": 1.0,
    "em": 0.5,
    "square": 0.3,
    "under": 0.3,
}
_STARTS_LOW = re.compile(r"(?:in|by|and|from|at|to appear|accepted|published)\s", re.IGNORECASE)
_ENDS_LOW = re.compile(r"[\s,，](?:in|by|and|at|,|the)$", re.IGNORECASE)
_PROSE = re.compile(
    r"\b(?:we|our|this paper|this work|this is|these|proposes?|introduces?|presents?|shows?|they"
    r"|it is"
    r"|which|can be|has been|have been|based on this|see also|click|please|you can|i |welcome)\b",
    re.IGNORECASE,
)
# The name of a journal or a meeting, in a list of where to publish: no title.
_EVENT = re.compile(
    r"(?:the\s+|\d+(?:st|nd|rd|th)\s+|(?:19|20)\d\d\s+|(?:annual|international|european|joint)\s+"
    r"|[A-Z][\w/-]*+\s+)*(?i:conference|workshop|symposium|journal|transactions?)\s(?:on|of|for)\s"
)
_KEYED = re.compile(
    r"(?:keywords?|tags?|tasks?|authors?|abstract|summary|tl;?dr|notes?|publisher|publish date|date"
    r"|affiliations?|institutions?|datasets?|code|codes|github|arxiv|paper|pdf|project|homepage"
    r"|link"
    r"|intro|venue|comments?|highlights?|env|model|models|metrics?|slides?|video|website|page"
    r"|review"
    r"|demo|blog|doi|year|url|关键词|作者|单位|摘要|论文|代码|主页|数据集)\s*(?:[:：]|$)",
    re.IGNORECASE,
)


_MEANT = re.compile(
    r"(?:this|these|we|you|here|an? (?:overview|collection|list|curated|summary)|it|there|unlike"
    r"|(?:introduc|propos"
    r"|present|provid|explor|investigat|show|describ|develop|demonstrat|releas|combin|us|achiev"
    r"|find|updat|add)(?:es|s|ed))\s",
    re.IGNORECASE,
)


def _title(s: Stretch, pubs: list[Candidate], found: list[Candidate]) -> None:
    """How much a run looks like a title."""
    text = s.text
    words = words_of(text)
    count = len(words)
    if not count or count > 120 or "://" in text:
        return
    score = (-0.2, 0.5, 1.1, 1.7, 2.1, 2.4)[min(count, 6) - 1] if count < 25 else 1.6
    if count > 34:
        score -= 1.2 if count < 60 else 2.4
    score += _boxed(s) + _worded(text, words, s.order == 0)
    score -= 0.15 * min(s.order, 6) + _edges(s.left, s.right)
    if s.offset > FAR and not s.tight:
        score -= 2.0  # after a sentence or two
    if s.behind is not None and s.behind.text == ":" and s.tight:
        score -= 1.0  # `**SPN:** "Seeds"`
    elif count == 1 and s.order == 0 and is_code(text):
        score += 0.7  # `U-Net [https://…]`: some lists only name the method
    for sep in s.seps:
        score -= {
            ",": 0.1,
            ":": 0.05,
            "-": 0.35,
            ";": 0.6,
            ".": 1.0,
            "|": 2.0,
            "\n": 0.5,
            "  ": 1.0,
        }.get(sep, 0.5)
    if len(s.run) > 1:
        score -= 0.6 * sum(t.kind in EMPHASIS or t.kind in ("link", "quote") for t in s.run)
        if s.run[0].kind == "paren":
            score -= 0.8
        if s.run[-1].kind == "paren" and s.run[-1].end - s.run[-1].start < 40:
            score -= 0.5
        if s.run[0].kind == "link" and s.run[1].text == ":":
            score += 1.1  # `[SEAM](url): Self-supervised …`
    if any(s.start <= c.start and c.end <= s.end for c in pubs):
        score -= 2.0
    if score > -1.5:
        found.append(Candidate("title", s.start, s.end, score, ("title", *s.shape), count))


def _boxed(s: Stretch) -> float:
    """What the containers around say for a title."""
    score = sum(_CONTAINER_BONUS.get(name, 0.0) for name in set(s.tight))
    if "link" in s.nested and "link" not in s.tight:
        score -= 0.4
    if "paren" in s.nested:
        score -= 1.6
    if "square" in s.nested and "link" not in s.tight:
        score -= 0.5
    if "code" in s.nested:
        score -= 0.8
    if s.nested[0].startswith("heading"):
        score += 0.4
    return score


def _worded(text: str, words: list[str], first: bool) -> float:
    """What the words say for a title, and against it."""
    count = len(words)
    score = 0.0
    stops = sum(w.lower() in STOP or w.lower() in LIGHT for w in words)
    if stops and count > 3:
        score += 0.5
    for opener, closer in ("()", "[]", "（）"):
        if text.count(opener) != text.count(closer):
            score -= 0.8
    good, of = names_in(text)
    if good == of and of > 1 and count <= of + text.count(" and "):
        score -= 1.0
    elif good == of and of > 1:
        score -= 2.6
    elif good >= 0.7 * of and of > 2:
        score -= 1.6
    if ET_AL.search(text):
        score -= 2.5
    if YEAR.search(text[-6:]) or (YEAR.search(text) and count < 4):
        score -= 1.2
    if _STARTS_LOW.match(text):
        score -= 1.0
    if _ENDS_LOW.search(text):
        score -= 2.0
    if _KEYED.match(text):
        score -= 2.5
    if _EVENT.match(text):
        score -= 2.0
    if count > 3 and _MEANT.match(text):
        score -= 1.5
    elif count > 9 and _PROSE.search(text):
        score -= 1.0
    if is_resource(text):
        score -= 3.0
    if text[:1].islower() and count > 2 and not is_code(words[0]):
        score -= 0.3 if first else 0.9
    return score


def _edges(left: Token | None, right: Token | None) -> float:
    """What it costs to begin or to end beside something that hardly divides."""
    cost = 0.0
    if left is not None:
        if left.kind == "sep":
            cost += {",": 0.6, ":": 0.35, ";": 0.3, "-": 0.2, "/": 0.5}.get(left.text, 0.0)
        elif left.kind == "text":
            cost += 0.6
    if right is not None:
        if right.kind == "sep":
            cost += {",": 0.45, ":": 0.9, ";": 0.5, "-": 0.5, "/": 0.6}.get(right.text, 0.0)
        elif right.kind == "text":
            cost += 0.8
        elif right.kind in ("link", "em", "strong", "quote"):
            cost += 0.1
    return cost


# -------------------------------------------------------------------------- badges

_BADGE = re.compile(r"shields\.io/(?:badge|static/v1)/(?P<said>[^?#]+)", re.IGNORECASE)


def _badge(
    entry: Entry, image: Token, nested: tuple[str, ...], registry: Registry, found: list[Candidate]
) -> None:
    """A badge's text: `badge/ICLR-2024.02-blue` says venue and month, `badge/SEAM-blue` a name."""
    if "badge" not in image.url.lower():
        return
    match = _BADGE.search(image.url)
    if match is None:
        return
    said = unquote(match["said"]).replace("--", "\0").replace("__", "\1")
    pieces = [
        p.replace("\0", "-").replace("_", " ").replace("\1", "_").strip() for p in said.split("-")
    ]
    pieces = [p for p in pieces[:-1] if p] if len(pieces) > 1 else pieces
    words = " ".join(pieces)
    if not words or "github" in words.lower() or "star" in words.lower():
        return
    shape = (nested, ("badge",), said.rpartition("-")[2][:12])
    read = read_publication(words, 0, len(words), registry)
    if read is not None and read.venue is not None and (read.known or read.year is not None):
        venue = words[read.venue.start : read.venue.end]
        found.append(
            Candidate("pub", image.start, image.end, read.score, ("pub", *shape), 0,
                      read._replace(venue=image_span(image, venue, entry), year_span=None))
        )  # fmt: skip
    elif len(words.split()) <= 3 and not is_resource(words):
        found.append(Candidate("method", image.start, image.end, 0.2, ("method", *shape), 0))


def image_span(image: Token, venue: str, entry: Entry) -> Span:
    """Where the venue stands inside the address of a badge."""
    at = entry.flat.find(venue.replace(" ", "_"), image.start, image.end)
    if at < 0:
        return Span(image.start, image.end)
    return Span(at, at + len(venue))


# -------------------------------------------------------------- dates, authors, labels

_DATE_KEY = re.compile(r"^(?:publish(?:ed)?(?: date)?|date|year)\s*[:：]?\s*", re.IGNORECASE)


def _date(s: Stretch, found: list[Candidate]) -> None:
    text = s.text
    if len(text) > 40 or not any(c.isdigit() for c in text):
        return
    year = read_date(_DATE_KEY.sub("", text))
    if year is not None:
        score = 1.0 + (0.3 if s.tight else 0.0) + (0.3 if s.nested[0].startswith("cell") else 0.0)
        found.append(
            Candidate(
                "date", s.start, s.end, score, ("date", *s.shape), len(text.split()), None, year
            )
        )


def _authors(s: Stretch, registry: Registry, found: list[Candidate]) -> bool:
    """Add a row of names; whether a shorter one is worth a look."""
    text = s.text
    if len(text) > 1600:
        return False
    good, of = names_in(text)
    et_al = ET_AL.search(text)
    if not of or (not good and not et_al) or good < 0.5 * of:
        return False
    core = text.strip(" .,")
    if registry.lookup(core) is not None or is_resource(core):
        return False
    last = s.run[-1]
    if (
        len(s.run) > 1
        and last.kind == "text"
        and (registry.lookup(last.text.strip(" .")) is not None or YEAR.search(last.text))
    ):
        return True
    if good < 0.75 * of:
        return True
    score = 0.2 if good == 1 and not et_al else 1.2 + 0.12 * min(good, 8)
    words = len(core.split())
    if 1 < good == words - core.count(" and ") - core.count(" & ") and not et_al:
        score = 0.5  # `Seeds and Noise`, `Bailis, Kingsbury`: single words can be anything
    if good == 1 and words == 1 and not et_al:
        score -= 0.6
    if et_al:
        score = max(score, 1.6)
        if core[et_al.end() :].strip(" .,*()"):
            score -= 1.2
    if is_code(core) and good == 1:
        score -= 0.8
    if s.tight and s.behind is not None and s.behind.text == ":" and not s.order:
        score -= 1.5  # `**Li *et al.*:** "Title"`: the label of a paper without a name
    if s.behind is not None and (
        (
            s.behind.kind == "paren"
            and YEAR.search(s.behind.children[0].text if s.behind.children else "")
        )
        or s.behind.text == ")"
    ):
        score += 0.9  # `[Title - Alec Radford (2018)](url)`, `[Knuth (1970)](url)`
    elif "link" in s.nested:
        score -= 0.5
    if s.tight:
        score += 0.2
    if good > 1:
        score += 0.03 * min(words, 30)
    found.append(Candidate("authors", s.start, s.end, score, ("authors", *s.shape), words))
    return True


def _method(s: Stretch, found: list[Candidate]) -> None:
    text = s.text
    if len(text) > 40 or is_resource(text) or text.isdigit() or _KEYED.match(text + ":"):
        return
    words = words_of(text)
    if not words or len(words) > 5 or read_date(text) is not None:
        return
    score = -0.9
    if s.tight:
        score += 0.7
    if is_code(text):
        score += 0.5
    behind = s.behind.text if s.behind is not None and s.behind.kind == "sep" else ""
    if behind in (":", "-", "|"):
        score += 0.5 if behind == "-" else 0.3
    if behind == ":" and s.tight and s.tight[-1] in EMPHASIS and not s.order:
        score += 1.0  # `**SEAM:** "Self-supervised …"`
    if s.nested[0].startswith("cell") and len(words) <= 3:
        score += 0.3
    score -= 0.3 * min(s.order, 3)
    if "paren" in s.nested:
        score -= 0.3
    if len(words) > 3:
        score -= 0.4
    if ET_AL.search(text):
        score -= 0.5
    if score > -1.2:
        found.append(Candidate("method", s.start, s.end, score, ("method", *s.shape), len(words)))


def runs_of(tokens: list[Token]) -> Iterator[Token]:
    """All tokens of a tree, outer before inner."""
    for token in tokens:
        yield token
        yield from runs_of(token.children)
