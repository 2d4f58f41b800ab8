"""Works: units on their way to a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wsss_lint.entries.candidates import Candidate, Entry, candidates, runs_of
from wsss_lint.entries.decode import FIELDS, NOTHING, Mixed, Reading, decode
from wsss_lint.entries.memo import Leaf, Memo, Variant
from wsss_lint.entries.publication import Publication
from wsss_lint.entries.shapes import Shape
from wsss_lint.entries.tokens import Part, Token, tokenize
from wsss_lint.entries.trace import Trace, ask_near
from wsss_lint.entries.units import Unit
from wsss_lint.entries.words import is_code_url
from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.entries.reader import Reader

MOST_PARTS = 14
MOST_LINKED = 60  # parts whose links are taken
CLEAR = 3.2  # the score of a reading that is an entry, given evidence
UNPROVED = 1.3  # what an entry without any evidence needs more


class Work:
    """A unit (or a unit with what is below it) on its way to a reading.

    Most works are read after another one of the same kind (`wsss_lint.entries.memo`): then
    `model` is the reading of that one, and tokens, links and the reading itself are made when
    somebody asks for them.
    """

    __slots__ = (
        "_cands", "_entry", "_like", "_links", "_parts", "_reader", "_reading", "_shape", "_value",
        "evidence", "hints", "model", "unit",
    )  # fmt: skip

    def __init__(self, unit: Unit, parts: list[Part], reader: Reader) -> None:
        self.unit = unit
        self.hints = reader.hints(unit)
        self.model: Reading = NOTHING
        self._parts = parts
        self._reader = reader
        self._entry: Entry | None = None
        self._cands: list[Candidate] | None = None
        self._links: list[Token] | None = None
        self._reading: Reading | None = NOTHING
        self._value: float | None = None
        memo = reader.memo
        self._shape: Shape | None = None
        if memo is not None and len(parts) <= MOST_PARTS:
            self._shape = memo.shape(parts, self.hints)
        self._like: Variant | None = None
        if memo is not None and self._shape is not None:
            self._like = memo.find(self._shape)
        self.evidence = self._read(memo) if self._like is None else self._like.leaf.evidence

    def _read(self, memo: Memo | None) -> bool:
        """Read the unit itself, and remember how; whether a link leads to a paper."""
        entry = self.entry
        shape, trace = self._shape, None
        if shape is not None:
            trace = entry.trace = Trace(entry.flat, shape)
        cands = self._cands = candidates(entry, self._reader.registry)
        cands += columns(entry, self.hints)
        links = self.links
        evidence = any(entry.leads("paper", t) or entry.ask_label("paper label", t) for t in links)
        coded = bool(links) and all(entry.leads("code", t) for t in links)
        entry.trace = None
        if memo is not None and shape is not None and trace is not None:
            ask_near(trace)
            leaf = Leaf(entry.parts, cands, links, evidence, coded, trace)
            self._like = memo.learn(trace, leaf)
        return evidence

    # -- what is made when it is asked for

    @property
    def alone(self) -> bool:
        """Whether it was read by itself, not after another one."""
        return self._like is None or self._like.leaf.shape is self._shape

    @property
    def entry(self) -> Entry:
        """The tokens."""
        if self._entry is None:
            reader, parts = self._reader, self._parts[:MOST_PARTS]
            if self._like is None or self._shape is None:
                trees = [(part, tokenize(reader.markdown, part)) for part in parts]
            else:
                leaf = self._like.leaf
                trees = [
                    (part, leaf.tree(reader.flat, self._shape.ends, tree))
                    for part, (_, tree) in zip(parts, leaf.trees, strict=True)
                ]
            self._entry = Entry(reader.flat, trees, reader.asker)
        return self._entry

    @property
    def links(self) -> list[Token]:
        """The links, also of parts that are not read."""
        if self._links is None:
            more = self._parts[MOST_PARTS:MOST_LINKED]
            trees = [tree for _, tree in self.entry.parts]
            trees += [tokenize(self._reader.markdown, part) for part in more]
            self._links = [t for tree in trees for t in runs_of(tree) if t.kind == "link" and t.url]
        return self._links

    @property
    def cands(self) -> list[Candidate]:
        """All candidates."""
        if self._cands is None:
            assert self._like is not None
            self._cands = [self._own(c) for c in self._like.cands]
        return self._cands

    @cands.setter
    def cands(self, found: list[Candidate]) -> None:
        self._cands, self._links = found, self.links
        self._entry, self._like = self.entry, None

    @property
    def reading(self) -> Reading:
        """What the unit was read as."""
        if self._reading is None:
            model = self.model
            made = {f: self._own(c) for f in FIELDS if (c := model.get(f)) is not None}
            self._reading = model._replace(**made)  # type: ignore[arg-type]
        return self._reading

    @reading.setter
    def reading(self, reading: Reading) -> None:
        self._reading = self.model = reading
        self._value = None

    def _own(self, model: Candidate) -> Candidate:
        """The candidate of this unit that stands where the model has one."""
        like, shape = self._like, self._shape
        assert like is not None and shape is not None
        return like.leaf.candidate(model, self._reader.flat, shape.ends, self._reader.asker)

    # -- reading

    def decode(self, habits: Mixed | None) -> None:
        """Find the best reading, given the habits of the list."""
        if self._like is not None:
            self.model = self._like.decode(habits, self.hints)
            self._reading = self.model if self.alone else None
            self._value = None
        else:
            self.reading = decode(self.cands, habits, self.hints)

    @property
    def proved(self) -> bool:
        """Whether something beside its words says that it is a paper."""
        r = self.model
        return (
            self.evidence or r.pub is not None or r.date is not None
            or (r.authors is not None and r.authors.words > 3)
        )  # fmt: skip

    @property
    def coded(self) -> bool:
        """Whether all its links lead to code: a tool rather than a paper."""
        if self._like is not None:
            return self._like.leaf.coded
        return bool(self.links) and all(is_code_url(t.url) for t in self.links)

    @property
    def value(self) -> float:
        """How much the reading is that of an entry: above 0 it is one."""
        if self._value is None:
            self._value = self._worth()
        return self._value

    def _worth(self) -> float:
        r = self.model
        if r.title is None:
            return -3.0
        linked = self._like.leaf.links if self._like is not None else self.links
        need = CLEAR + 0.5 * (self.coded and r.pub is None)
        need += 0.0 if self.proved else UNPROVED - 0.5 * bool(linked)
        if self.evidence:
            need -= 0.8
            if r.pub is not None or r.date is not None:
                need -= 0.4
        return 0.5 * (r.score + r.raw) - need


def columns(entry: Entry, hints: dict[str, str]) -> list[Candidate]:
    """What stands in a column of venues is one, whatever it is: `Blog`, `Springer Book`."""
    out = []
    for part, tokens in entry.parts:
        content = [t for t in tokens if t.content]
        if hints.get(f"cell{part.index}") != "pub" or [t.kind for t in content] != ["text"]:
            continue
        start, end = content[0].start, content[0].end
        words = entry.ask("column", start, end)
        if words is None:
            continue
        said = Publication(Span(start, end), None, None, 0.0, False)
        signature = ("pub", (f"cell{part.index}",), (), "", "", 0, "new", False)
        out.append(Candidate("pub", start, end, -0.4, signature, words, said))
    return out
