"""Candidates: which stretches of an entry can be which field, and how much they look like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from html import unescape
from urllib.parse import unquote

from wsss_lint.entries.asking import BAND, LONE, OF_SHOWN, SURE, Asker, Published, Worded, Words, date_of, moved
from wsss_lint.entries.publication import Publication, read_publication
from wsss_lint.entries.tokens import EMPHASIS, Part, Token
from wsss_lint.entries.words import (
    LIGHT,
    STOP,
    YEAR,
    et_al,
    is_code,
    is_resource,
)
from wsss_lint.venues.registry import Registry

if TYPE_CHECKING:
    from wsss_lint.entries.trace import Trace

LIMITS = (170,)  # characters that are asked for first
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


class Draft(NamedTuple):
    """A candidate before its words have been looked at."""

    field: str
    start: int
    end: int
    score: float  # without what its words say
    signature: Signature
    least: float  # with less it is no candidate
    publication: Publication | None = None

    def made(self, said: Worded | None) -> Candidate | None:
        """The candidate, given what its words say."""
        if said is None or self.score + said.score <= self.least:
            return None
        score = self.score + said.score
        return Candidate(self.field, self.start, self.end, score, self.signature, said.words,
                         self.publication)  # fmt: skip


class Context(NamedTuple):
    """Where a container stands: what is around it, from the outside in."""

    part: Part
    wrappers: tuple[str, ...]  # containers that hold nothing else
    nested: tuple[str, ...]  # all containers around
    order: int  # the how manieth piece of the part it begins with


class Entry:
    """The tokens of an entry, with what is asked of them again and again."""

    def __init__(self, flat: str, parts: list[tuple[Part, list[Token]]], asker: Asker) -> None:
        self.flat = flat
        self.parts = parts
        self.asker = asker
        self.trace: Trace | None = None  # takes down what is asked

    def ask(self, name: str, start: int, end: int) -> Any:
        """The answer to a question about what is written between two offsets."""
        text = self.flat[start:end]
        answer = self.asker.ask(name, shown(text) if name in OF_SHOWN else text)
        if self.trace is not None:
            self.trace.written(name, start, end, answer)
        return answer

    def ask_run(self, name: str, tokens: list[Token], text: str) -> Any:
        """The answer to a question about what a reader sees of some tokens."""
        answer = self.asker.ask(name, text)
        if self.trace is not None:
            self.trace.shown(name, tokens, text, answer)
        return answer

    def draft(self, draft: Draft, name: str, s: Stretch, found: list[Candidate]) -> None:
        """Add a candidate, if its words say enough for it."""
        written = name not in OF_SHOWN
        said = self.ask(name, s.start, s.end) if written else self.ask_run(name, s.run, s.text)
        made = draft.made(said)
        if made is not None:
            found.append(made)
        if self.trace is not None:
            self.trace.draft(draft)

    def ask_label(self, name: str, token: Token) -> Any:
        """The answer to a question about what a reader sees of a link's text."""
        if token.children:
            return self.ask_run(name, token.children, self.run(token.children))
        return self.ask(name, *token.inner)

    def longer(self, start: int, end: int, than: int) -> bool:
        """Whether there is more between two offsets than so many characters."""
        if self.trace is None:
            return end - start > than
        # what is not longer than a lower limit is not asked for the higher ones
        for limit in (*(limit for limit in LIMITS if limit < than), than):
            answer = end - start > limit
            self.trace.longer([(start, end)], limit, answer)
            if not answer:
                return False
        return True

    def leads(self, name: str, link: Token) -> bool:
        """Whether a link leads to a paper, or to code."""
        if self.trace is not None:
            self.trace.link(link)
        if link.url_span is not None and self.flat[slice(*link.url_span)] == link.url:
            return bool(self.ask(name, *link.url_span))
        return bool(self.asker.ask(name, link.url))

    def badge(self, image: Token) -> bool:
        """Whether an image is a badge; what a badge says is not asked but known by heart."""
        if self.trace is not None and image.url_span is not None:
            self.trace.link(image)
            return bool(self.ask("badge", *image.url_span))
        return "badge" in image.url.lower()

    def far(self, number: int, start: int, offset: int, than: int = FAR) -> bool:
        """Whether a token stands behind much that a reader sees."""
        part, tokens = self.parts[number]
        if not self.longer(part.span.start, start, than - 20):
            return False
        if self.trace is not None:
            self.trace.far(tokens, start, offset, than)
        return offset > than

    def publication(self, start: int, end: int) -> Publication | None:
        """What the text between two offsets says of venue and year."""
        read = self.asker.publication(self.flat[start:end])
        return None if read is None else moved(read, start)

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
                opener, closer = self.flat[token.start : token.inner.start], self.flat[token.inner.end : token.end]
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
        role = part.role if part.role in ("own", "heading") else f"{part.role}{part.index}"
        if part.role == "child" and part.index > 3:
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
    """The candidates inside one container, `outer` stands behind it; `tight` are the wrappers that hold nothing else."""
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
               base, number, outer)  # fmt: skip
    box.small(here)
    box.names(here)
    box.trim(here)
    box.titles(here)
    found += here


def asker_for(registry: Registry) -> Asker:
    """An asker with what this module knows of words."""
    return Asker(registry, Words(shown, _worded, _KEYED.match))


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
        registry: Registry, base: int, number: int, outer: Token | None,
    ) -> None:  # fmt: skip
        self.entry = entry
        self.number = number  # of the part
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
        if last == self.core[1] != len(self.elements) - 1 and (right is None or right.text not in ":,"):
            right = None
        return Stretch(
            run, start, end, self.entry.run(run), left, right, self.nested, tight, order, "".join(t.text for t in run if t.kind == "sep"),
            self.before[a], self.entry, self.number,
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
                start, end = run[0].start, run[-1].end
                if self.entry.longer(start, end, 170) or (last > first and self.labels[last]):
                    break
                if all(t.kind in ("text", "paren", "code") for t in run) or (
                    last > first and last - first < 4 and not any(t.kind == "link" for t in run)
                ):
                    s = self.stretch(first, last)
                    if s.text:
                        self.publication(s, found, self.labels[first])
                        _date(s, found)
                        if last - first < 3:
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
            if c.field == "date" or (c.field == "pub" and c.score > 3.6) or (
                c.field == "authors" and LONE[0] < c.score < LONE[1]
            )
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
        if token.kind != "text" or self.labels[at]:
            return
        behind = self.entry.ask("run into", token.start, token.end)
        if behind is None:
            return
        start = token.start + behind
        read = self.entry.publication(start, token.end)
        assert read is not None
        self.splits[at] = token.start + len(token.text[:behind].rstrip())
        s = self.stretch(at, at)
        shape = (s.nested, (), "w", _sign(s.right), min(s.order + 1, 4))
        signature = ("pub", *shape, "known", True)
        found.append(Candidate("pub", start, token.end, read.score - 1.0, signature, 1, read))

    def _aside(self, token: Token, strong: list[Candidate]) -> bool:
        if any(c.start <= token.start and token.end <= c.end for c in strong):
            return True
        return token.kind in ("paren", "square") and not self.entry.longer(token.start, token.end, 25)

    def publication(self, s: Stretch, found: list[Candidate], label: bool) -> None:
        """Whether a run says where the paper appeared."""
        if "\n" in s.seps or "|" in s.seps:
            return
        name = "pub" if len(s.run) == 1 else "pub of many"
        read: Published | None = self.entry.ask(name, s.start, s.end)
        if read is None:
            return
        score = read.score or 0.0
        cell = s.nested[0].startswith("cell")
        if label or s.ask("resource"):
            if not read.dated:
                score -= 2.4  # `[arXiv](url)`: what the link leads to, unless it is the habit
            if s.right is not None and s.right.text == ":":
                return
        elif not read.dated:
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
        if (not s.tight or s.nested[-1] == "paren") and s.far:
            score -= 1.5
        if not read.known and "link" in s.nested:
            if read.person:
                score -= 1.5  # `[Knuth (1970)](url)`
        for sep in s.seps:
            score -= {".": 0.5, "-": 1.5, ":": 1.5, ";": 0.6}.get(sep, 0.05)
        if len(s.run) > 1:
            score -= 1.2 * sum(t.kind in EMPHASIS or t.kind == "quote" for t in s.run)
        kind = "known" if read.known else "new"
        signature = ("pub", *s.shape, kind, read.dated)
        said = self.entry.publication(s.start, s.end)
        if read.score is None:
            draft = Draft("pub", s.start, s.end, score, signature, -99.0, said)
            self.entry.draft(draft, "pub said", s, found)
        else:
            found.append(Candidate("pub", s.start, s.end, score, signature, 1, said))

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
                last = first + 1 if last > first and self._et_al(first + 1) else first
            if kind == "text" or (kind in EMPHASIS and last > first) or self._linked_name(first):
                end = last
                while end >= first and last - end < 3:
                    s = self.stretch(first, end)
                    if not _authors(s, found):
                        break
                    named = True
                    end -= 1
            first = last + 1 if named else first + 1

    def _linked_name(self, at: int) -> bool:
        """Whether an element is a name with a link to its owner's page: `[Ann Ey](url), Bo Zed`."""
        token = self.elements[at]
        if token.kind != "link" or self.labels[at] or len(self.elements) < 2:
            return False
        return bool(self.entry.ask_label("name", token)) and not self.entry.leads("paper", token)

    def _goes_on(self, at: int) -> bool:
        """Whether the element behind this one can belong to the same row of names."""
        nxt = self.elements[at + 1]
        if self.places[at + 1] == self.places[at] + 1 and self._et_al(at + 1):
            return True  # `*Ann Ey* et al.`
        if nxt.kind not in ("text", "paren", "link") or self.labels[at + 1]:
            return False
        between = self.tokens[self.places[at] + 1 : self.places[at + 1]]
        if not all(t.kind == "sep" and t.text in ",;*" for t in between):
            return False
        beside = nxt if nxt.kind == "paren" else self.elements[at]
        if beside.kind == "paren":  # `Ann Ey (Some University) et al.`, but not `Title (2017), Ann Ey`
            return not self.entry.ask("digit", beside.start, beside.end)
        return bool(between)

    def _et_al(self, at: int) -> bool:
        token = self.elements[at]
        return token.kind == "text" and bool(self.entry.ask("et al", token.start, token.end))

    def titles(self, found: list[Candidate]) -> None:
        """Titles: any run of elements."""
        pubs = [c for c in found if c.field == "pub" and c.score > 3.2 and c.publication and c.publication.year]
        names = [c for c in found if c.field == "authors" and c.score > SURE]
        lone = {c.end: c.start for c in found if c.field == "authors" and LONE[0] < c.score < LONE[1]}
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
                if first == last and opener.kind != "text":
                    if opener.children:
                        continue  # what is inside speaks for itself
                s = self.stretch(first, last)
                if self.entry.longer(s.start, s.end, 700) or s.seps.count(".") > 2 or s.seps.count("\n") > 3:
                    break
                at = lone.get(s.end)
                if at is not None and at > s.start and self.entry.flat[s.start : at].rstrip()[-1:] in "-–—":
                    continue  # `Title - Ann Ey (2019)`: her name is no part of it
                _title(s, pubs, found)
                if last in self.splits:
                    end = self.splits[last]
                    text = self.entry.text(s.start, end) if first == last else s.text[: end - s.end]
                    _title(s._replace(end=end, text=text.strip(), right=None), [], found)


    def _prose(self, first: int) -> bool:
        """Whether so much stands before an element that it can only be running text."""
        at = self.places[first]
        if self.tight:
            return False
        return self.entry.far(self.number, self.tokens[at].start, self.before[at], 2 * FAR)

    def _said(self, first: int) -> bool:
        """Whether an element stands behind a key: `Abstract: We study …`."""
        at = self.places[first] - 1
        if at > 0 and self.tokens[at].text == ":":
            before = self.tokens[at - 1]
            return before.kind == "text" and bool(self.entry.ask("key", before.start, before.end))
        if at >= 0 and self.tokens[at].kind in EMPHASIS:
            run = [self.tokens[at]]
            return bool(self.entry.ask_run("keyed", run, self.entry.run(run)))
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
    entry: Entry
    number: int  # of its part
    behind: Token | None = None  # what stands behind it, be it the list's habit or not

    def ask(self, name: str) -> Any:
        """The answer to a question about its text as a reader sees it."""
        return self.entry.ask_run(name, self.run, self.text)

    @property
    def far(self) -> bool:
        """Whether much of its part stands before it: then that is prose."""
        return self.entry.far(self.number, self.run[0].start, self.offset)

    @property
    def shape(self) -> Signature:
        """Where and how it stands: what the list's habits are counted by."""
        return (self.nested, self.tight, _sign(self.left), _sign(self.right), min(self.order, 4))


def _is_label(entry: Entry, token: Token) -> bool:
    """Whether a link only says what it leads to: `[paper](url)`, `[[code](url)]`, `[pdf]`."""
    if token.kind == "link":
        if any(t.kind == "image" for t in token.children) and not entry.label(token):
            return True
        return bool(entry.ask_label("label", token))
    if token.kind in ("square", "paren", "strong", "em", "under", "code") and token.children:
        inside = [t for t in token.children if t.content]
        if any(t.kind == "link" for t in inside):
            return all(_is_label(entry, t) or _filler(entry, t) for t in inside)
        if token.kind == "square":
            return bool(entry.ask_label("resource", token))
    return False


def _filler(entry: Entry, token: Token) -> bool:
    return token.kind == "text" and bool(entry.ask("filler", token.start, token.end))


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

_CONTAINER_BONUS = {"quote": 1.5, "strong": 1.0, "link": 1.0, "em": 0.5, "square": 0.3, "under": 0.3}
_STARTS_LOW = re.compile(r"(?:in|by|and|from|at|to appear|accepted|published)\s", re.IGNORECASE)
_ENDS_LOW = re.compile(r"[\s,，](?:in|by|and|at|,|the)$", re.IGNORECASE)
_PROSE = re.compile(
    r"\b(?:we|our|this paper|this work|this is|these|proposes?|introduces?|presents?|shows?|they|it is"
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
    r"|affiliations?|institutions?|datasets?|code|codes|github|arxiv|paper|pdf|project|homepage|link"
    r"|intro|venue|comments?|highlights?|env|model|models|metrics?|slides?|video|website|page|review"
    r"|demo|blog|doi|year|url|关键词|作者|单位|摘要|论文|代码|主页|数据集)\s*(?:[:：]|$)",
    re.IGNORECASE,
)


_MEANT = re.compile(
    r"(?:this|these|we|you|here|an? (?:overview|collection|list|curated|summary)|it|there|unlike|(?:introduc|propos"
    r"|present|provid|explor|investigat|show|describ|develop|demonstrat|releas|combin|us|achiev|find|updat|add)(?:es|s|ed))\s",
    re.IGNORECASE,
)


_SMALL = STOP | LIGHT


def _title(s: Stretch, pubs: list[Candidate], found: list[Candidate]) -> None:
    """How much a run looks like a title."""
    score = _boxed(s)
    score -= 0.15 * min(s.order, 6) + _edges(s.left, s.right)
    if not s.tight and s.far:
        score -= 2.0  # after a sentence or two
    label = s.behind is not None and s.behind.text == ":" and bool(s.tight)
    if label:
        score -= 1.0  # `**SPN:** "Seeds"`
    for sep in s.seps:
        score -= {",": 0.1, ":": 0.05, "-": 0.35, ";": 0.6, ".": 1.0, "|": 2.0, "\n": 0.5, "  ": 1.0}.get(sep, 0.5)
    if len(s.run) > 1:
        score -= 0.6 * sum(t.kind in EMPHASIS or t.kind in ("link", "quote") for t in s.run)
        if s.run[0].kind == "paren":
            score -= 0.8
        if s.run[-1].kind == "paren" and not s.entry.longer(s.run[-1].start, s.run[-1].end, 39):
            score -= 0.5
        if s.run[0].kind == "link" and s.run[1].text == ":":
            score += 1.1  # `[SEAM](url): Self-supervised …`
    if any(s.start <= c.start and c.end <= s.end for c in pubs):
        score -= 2.0
    draft = Draft("title", s.start, s.end, score, ("title", *s.shape), -1.5)
    name = "title" if s.order else "label title" if label else "first title"
    s.entry.draft(draft, name, s, found)


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


def _worded(text: str, words: list[str], names: tuple[int, int], first: bool) -> float:
    """What the words say for a title, and against it."""
    count = len(words)
    score = 0.0
    if count > 3 and not _SMALL.isdisjoint(map(str.lower, words)):
        score += 0.5
    for opener, closer in ("()", "[]", "（）"):
        if text.count(opener) != text.count(closer):
            score -= 0.8
    good, of = names
    if good == of and of > 1 and count <= of + text.count(" and "):
        score -= 1.0
    elif good == of and of > 1:
        score -= 2.6
    elif good >= 0.7 * of and of > 2:
        score -= 1.6
    if et_al(text):
        score -= 2.5
    if YEAR.search(text[-6:]) or (count < 4 and YEAR.search(text)):
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
    if not entry.badge(image):
        return
    match = _BADGE.search(image.url)
    if match is None:
        return
    said = unquote(match["said"]).replace("--", "\0").replace("__", "\1")
    pieces = [p.replace("\0", "-").replace("_", " ").replace("\1", "_").strip() for p in said.split("-")]
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


def image_span(image: Token, venue: str, entry: Entry) -> object:
    """Where the venue stands inside the address of a badge."""
    from wsss_lint.source import Span

    at = entry.flat.find(venue.replace(" ", "_"), image.start, image.end)
    if at < 0:
        return Span(image.start, image.end)
    return Span(at, at + len(venue))


# -------------------------------------------------------------- dates, authors, labels

def _date(s: Stretch, found: list[Candidate]) -> None:
    if s.ask("date"):
        score = 1.0 + (0.3 if s.tight else 0.0) + (0.3 if s.nested[0].startswith("cell") else 0.0)
        found.append(
            Candidate("date", s.start, s.end, score, ("date", *s.shape), 1, None, date_of(s.text))
        )


def _authors(s: Stretch, found: list[Candidate]) -> bool:
    """Add a row of names; whether a shorter one is worth a look."""
    row = s.ask("row")
    if not row:
        return False
    last = s.run[-1]
    if row == "few" or (
        len(s.run) > 1
        and last.kind == "text"
        and s.entry.ask("venue or year", last.start, last.end)
    ):
        return True
    score = 0.0
    if s.tight and s.behind is not None and s.behind.text == ":" and not s.order:
        score -= 1.5  # `**Li *et al.*:** "Title"`: the label of a paper without a name
    if s.behind is not None and (_dated(s.entry, s.behind) or s.behind.text == ")"):
        score += 0.9  # `[Title - Alec Radford (2018)](url)`, `[Knuth (1970)](url)`
    elif "link" in s.nested:
        score -= 0.5
    if s.tight:
        score += 0.2
    draft = Draft("authors", s.start, s.end, score, ("authors", *s.shape), -99.0)
    s.entry.draft(draft, "named", s, found)
    s.ask(f"{BAND}{score!r}")  # what comes of it for the titles around
    return True


def _dated(entry: Entry, token: Token) -> bool:
    """Whether a token is a year in brackets."""
    if token.kind != "paren" or not token.children or token.children[0].kind != "text":
        return False
    return bool(entry.ask("year", token.children[0].start, token.children[0].end))


def _method(s: Stretch, found: list[Candidate]) -> None:
    score = -0.9
    if s.tight:
        score += 0.7
    behind = s.behind.text if s.behind is not None and s.behind.kind == "sep" else ""
    if behind in (":", "-", "|"):
        score += 0.5 if behind == "-" else 0.3
    if behind == ":" and s.tight and s.tight[-1] in EMPHASIS and not s.order:
        score += 1.0  # `**SEAM:** "Self-supervised …"`
    score -= 0.3 * min(s.order, 3)
    if "paren" in s.nested:
        score -= 0.3
    name = "cell method" if s.nested[0].startswith("cell") else "method"
    draft = Draft("method", s.start, s.end, score, ("method", *s.shape), -1.2)
    s.entry.draft(draft, name, s, found)


def runs_of(tokens: list[Token]) -> Iterator[Token]:
    """All tokens of a tree, outer before inner."""
    for token in tokens:
        yield token
        yield from runs_of(token.children)
