"""A memory of entries: those of one shape that give the same answers get the same candidates.

A list has thousands of entries and few kinds of them. When an entry is read for the first time,
all that is asked of its words is taken down, in its order (`Trace`), with the places of the texts
counted in runs of words. For the next entry of that shape the same questions are asked of its own
words: as long as the answers are the same, what follows is the same too, and in the end so are
the candidates. A new answer means that the entry is read as if there was no memory, and
remembered. So what is remembered is never guessed: it is what reading would have given.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from wsss_lint.entries.asking import BAND, LATER, OF_SHOWN, Asker, Worded, moved
from wsss_lint.entries.candidates import Candidate, runs_of, shown
from wsss_lint.entries.decode import Habits, Mixed, Reading, decode
from wsss_lint.entries.shapes import InsideError, Shape, shape_of
from wsss_lint.entries.tokens import Part, Token
from wsss_lint.entries.trace import Pieces, Trace
from wsss_lint.markdown.leaves import normalise
from wsss_lint.markdown.tree import MarkdownDocument
from wsss_lint.source import Span

MOST_SHAPES = 20_000  # that are remembered


class Node:
    """One question, and what comes next after each answer."""

    __slots__ = ("known", "later", "length", "name", "next", "one", "pieces", "shown")

    def __init__(self, name: str, pieces: Pieces, asker: Asker) -> None:
        self.name = name
        self.length = name == "longer"
        self.later = name in LATER
        self.shown = name in OF_SHOWN or name.startswith(BAND)
        self.known = asker.known[name]
        # one stretch, and no text put together
        self.one = pieces[-1] if len(pieces) == 1 + self.length else None
        self.pieces = pieces
        self.next: dict[Hashable, Node | Leaf] = {}


class Variant:
    """Entries of one shape whose words say the same: they have the same reading."""

    __slots__ = ("_readings", "cands", "leaf")

    def __init__(self, leaf: Leaf, cands: list[Candidate]) -> None:
        self.leaf = leaf
        self.cands = cands
        self._readings: dict[Mixed | Habits | None, Reading] = {}

    def decode(self, habits: Mixed | Habits | None, hints: dict[str, str]) -> Reading:
        """The best reading, with the places of the first of them."""
        known = self._readings.get(habits)
        if known is None:
            known = self._readings[habits] = decode(self.cands, habits, hints)
        return known


class Leaf:
    """How entries of one shape and with the same answers are read: by the first of them."""

    def __init__(
        self, trees: list[tuple[Part, list[Token]]], cands: list[Candidate], links: list[Token],
        evidence: bool, coded: bool, trace: Trace,
    ) -> None:  # fmt: skip
        self.shape = trace.shape
        self.trees = trees
        self.drafts = trace.drafts
        drafts = {(d.field, d.start, d.end, d.signature) for d, _ in self.drafts}
        self.cands = [c for c in cands if (c.field, c.start, c.end, c.signature) not in drafts]
        self.links = links
        self.evidence = evidence  # whether a link leads to a paper
        self.coded = coded  # whether all lead to code
        self.places: dict[int, tuple[int, int]] = {}
        self._variants: dict[tuple[Worded | None, ...], Variant] = {}

    def variant(self, said: tuple[Worded | None, ...]) -> Variant:
        """What becomes of the drafts, given what their words say."""
        known = self._variants.get(said)
        if known is None:
            made = [draft.made(said[number]) for draft, number in self.drafts]
            known = Variant(self, [*self.cands, *(c for c in made if c is not None)])
            self._variants[said] = known
        return known

    def whole(self, flat: str) -> bool:
        """Whether all its places are such that other entries have them too."""
        try:
            for c in self.cands:
                self._place(c.start)
                self._place(c.end)
            for draft, _ in self.drafts:
                self._place(draft.start)
                self._place(draft.end)
            for token in (t for _, tree in self.trees for t in runs_of(tree)):
                for offset in (token.start, token.end, *token.inner, *(token.url_span or ())):
                    self._place(offset)
                if token.url_span is not None and flat[slice(*token.url_span)] != token.url:
                    return False
        except InsideError:
            return False
        return True

    def _place(self, offset: int) -> None:
        if offset not in self.places:
            self.places[offset] = self.shape.place(offset)

    def candidate(self, model: Candidate, flat: str, ends: list[int], asker: Asker) -> Candidate:
        """A candidate of another entry, where the first of them has one."""
        (run, more), (last, behind) = self.places[model.start], self.places[model.end]
        start, end = ends[run] + more, ends[last] + behind
        said, year = model.publication, model.year
        if said is not None:
            if model.field == "pub" and model.signature[2] == ("badge",):
                said = moved(said, start - model.start)
            elif said.score == 0.0:  # of a column of venues: the text as it is
                said = said._replace(venue=Span(start, end))
            else:
                read = asker.publication(flat[start:end])
                assert read is not None
                said = moved(read, start)
        elif model.field == "date":
            from wsss_lint.entries.asking import date_of

            year = date_of(shown(flat[start:end]))
        return model._replace(start=start, end=end, publication=said, year=year)

    def tree(self, flat: str, ends: list[int], tokens: list[Token]) -> list[Token]:
        """The tokens of another entry, made after those of the first."""
        return [self.token(flat, ends, t) for t in tokens]

    def token(self, flat: str, ends: list[int], model: Token) -> Token:
        """One token and what it holds."""
        places = self.places

        def at(offset: int) -> int:
            run, more = places[offset]
            return ends[run] + more

        start, end = at(model.start), at(model.end)
        inner = Span(at(model.inner[0]), at(model.inner[1]))
        token = Token(model.kind, start, end, model.text, inner)
        if model.kind == "text":
            token.text = flat[start:end]
        elif model.kind == "image" and model.url_span is not None:
            token.text = flat[token.inner.start : token.inner.end]
        token.url = model.url
        if model.url_span is not None:
            token.url_span = Span(at(model.url_span[0]), at(model.url_span[1]))
            token.url = flat[token.url_span.start : token.url_span.end]
        token.children = [self.token(flat, ends, t) for t in model.children]
        return token


_UNKNOWN = object()
_LABELS = re.compile(r"\[([^\[\]]*)\]").findall


def _length(node: Node, ends: list[int]) -> int:
    """How long the stretches are that a question is about."""
    if node.one is not None:
        run, more, last, behind = node.one
        return int(ends[last] + behind - ends[run] - more)
    return sum(ends[k] + d - ends[i] - more for i, more, k, d in node.pieces[1:])


class Memo:
    """What has been read of one list."""

    def __init__(self, document: MarkdownDocument, asker: Asker) -> None:
        self.flat = document.source.flat
        self.document = document
        self.asker = asker
        self._roots: dict[tuple[object, ...], Node | Leaf] = {}

    def shape(self, parts: list[Part], hints: dict[str, str]) -> Shape | None:
        """The shape of an entry; None for one that must be read by itself."""
        document = self.document
        if document.definitions or document.quote_marks:
            for span, _, _ in parts:
                text = self.flat[span.start : span.end]
                if document.quote_marks and "\n" in text:
                    return None
                if document.definitions and self._refers(text):
                    return None
        return shape_of(self.flat, parts, tuple(hints.items()))

    def _refers(self, text: str) -> bool:
        """Whether a text may refer to a definition: then what is in brackets matters."""
        known = self.document.definitions
        return "\\" in text or any(normalise(label) in known for label in _LABELS(text))

    def find(self, shape: Shape) -> Variant | None:
        """How entries like that are read, if there has been one."""
        node = self._roots.get(shape.key)
        flat, ends, ask = self.flat, shape.ends, self.asker.ask
        pieces: Pieces | None = None
        text = ""
        said: list[Any] = []
        while type(node) is Node:
            if node.length:
                answer: Hashable = _length(node, ends) > node.pieces[0]
            else:
                if node.pieces is not pieces:
                    pieces = node.pieces
                    if node.one is not None:
                        run, more, last, behind = node.one
                        text = flat[ends[run] + more : ends[last] + behind]
                    else:
                        text = "".join([
                            p if type(p) is str else flat[ends[p[0]] + p[1] : ends[p[2]] + p[3]]
                            for p in pieces
                        ])  # fmt: skip
                    if node.shown:
                        text = shown(text)
                answer = node.known.get(text, _UNKNOWN)
                if answer is _UNKNOWN:
                    answer = ask(node.name, text)
                if node.later:
                    said.append(answer)
                    answer = None
            node = node.next.get(answer)
        return node.variant(tuple(said)) if type(node) is Leaf else None

    def learn(self, trace: Trace, leaf: Leaf) -> Variant | None:
        """Remember how an entry was read; None if that cannot be."""
        if trace.broken or len(self._roots) > MOST_SHAPES or not leaf.whole(self.flat):
            return None
        above: dict[Hashable, Node | Leaf] = self._roots  # type: ignore[assignment]
        answer: Hashable = trace.shape.key
        said: list[Any] = []
        for (name, pieces), told in trace.asked.items():
            node = above.get(answer)
            if node is None:
                node = above[answer] = Node(name, pieces, self.asker)
            if not isinstance(node, Node) or node.name != name or node.pieces != pieces:
                return None
            above, answer = node.next, told
            if node.later:
                said.append(told)
                answer = None
        above[answer] = leaf
        return leaf.variant(tuple(said))
