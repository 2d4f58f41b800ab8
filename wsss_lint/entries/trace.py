"""What is asked of an entry, taken down so that it can be asked of the next one like it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from wsss_lint.entries.asking import LATER
from wsss_lint.entries.candidates import BRACKETED, Draft, runs_of, shown
from wsss_lint.entries.shapes import InsideError, Shape
from wsss_lint.entries.tokens import Token

MOST_ASKED = 1500  # questions about one entry that are taken down

Pieces = tuple[Any, ...]  # (run, more, run, more) of stretches, and texts between them


class Trace:
    """What is asked of an entry, with places that hold for all entries of its shape."""

    def __init__(self, flat: str, shape: Shape) -> None:
        self.flat = flat
        self.shape = shape
        self.asked: dict[tuple[str, Pieces], Hashable] = {}
        self.broken = False
        self.drafts: list[tuple[Draft, int]] = []  # and which answer each waits for
        self.numbers: dict[tuple[str, Pieces], int] = {}  # of the questions that come later
        self.number = 0  # of the last one
        self._runs: dict[tuple[int, int, bool], Pieces] = {}

    def written(self, name: str, start: int, end: int, answer: Hashable) -> None:
        """Take down a question about the text between two offsets."""
        self._ask(name, (self._stretch(start, end),), answer)

    def shown(self, name: str, tokens: list[Token], text: str, answer: Hashable) -> None:
        """Take down a question about what a reader sees of some tokens."""
        key = (tokens[0].start, tokens[-1].end, True)
        pieces = self._runs.get(key)
        if pieces is None:
            items: list[Any] = []
            _told(self.flat, tokens, items)
            pieces = self._runs[key] = tuple(
                item if isinstance(item, str) else self._stretch(*item) for item in items
            )
            if shown("".join(i if isinstance(i, str) else self._text(i) for i in pieces)) != text:
                self.broken = True
        self._ask(name, pieces, answer)

    def _ask(self, name: str, pieces: Pieces, answer: Hashable) -> None:
        self._add(name, pieces, answer)
        if name in LATER:
            self.number = self.numbers.setdefault((name, pieces), len(self.numbers))

    def draft(self, draft: Draft) -> None:
        """Take down a candidate that waits for the answer to the last question."""
        self.drafts.append((draft, self.number))

    def longer(self, spans: list[tuple[int, int]], than: int, answer: bool) -> None:
        """Take down whether some stretches together are longer than a limit."""
        self._add("longer", (than, *(self._stretch(*span) for span in spans)), answer)

    def far(self, tokens: list[Token], start: int, offset: int, than: int) -> None:
        """Take down whether much that a reader sees stands before an offset."""
        leaves = [t for t in runs_of(tokens) if not t.children and t.start < start]
        texts = [(t.start, t.end) for t in leaves if t.kind == "text"]
        if sum(end - begin for begin, end in texts) + len(leaves) - len(texts) != offset:
            self.broken = True
        self.longer(texts, than - (len(leaves) - len(texts)), offset > than)

    def link(self, token: Token) -> None:
        """See whether an address is as it is written."""
        if token.url_span is None or self.flat[slice(*token.url_span)] != token.url:
            self.broken = True

    def _add(self, name: str, pieces: Pieces, answer: Hashable) -> None:
        if self.asked.setdefault((name, pieces), answer) != answer or len(self.asked) > MOST_ASKED:
            self.broken = True

    def _stretch(self, start: int, end: int) -> tuple[int, int, int, int]:
        try:
            return (*self.shape.place(start), *self.shape.place(end))
        except InsideError:
            self.broken = True
            return (0, 0, 0, 0)

    def _text(self, place: tuple[int, int, int, int]) -> str:
        run, more, last, behind = place
        ends = self.shape.ends
        return self.flat[ends[run] + more : ends[last] + behind]


def _told(flat: str, tokens: list[Token], items: list[Any]) -> None:
    """The stretches and texts that `Entry.run` puts together, in their order."""
    at = tokens[0].start if tokens else 0
    for token in tokens:
        if token.start > at and flat[at : token.start].strip(" \\") == "":
            items.append(" ")
        if token.kind == "text" or (token.kind == "sep" and token.text != "\n"):
            items.append((token.start, token.end))
        elif token.kind == "sep":
            items.append(" ")
        elif token.kind in BRACKETED:
            items.append((token.start, token.inner.start))
            _told(flat, token.children, items)
            items.append((token.inner.end, token.end))
        elif token.children:
            _told(flat, token.children, items)
        elif token.kind in ("code", "link"):
            items.append(tuple(token.inner))
        at = token.end


def ask_near(trace: Trace) -> None:
    """Ask which titles begin or end so near to each other that they count as the same one.

    The margin of a reading depends on that; see `decode._same`.
    """
    titles = [draft for draft, _ in trace.drafts if draft.field == "title"]
    for offsets in ({c.start for c in titles}, {c.end for c in titles}):
        order = sorted(offsets)
        for at, one in enumerate(order):
            for other in order[at + 1 :]:
                try:
                    least = _least(trace.shape, one, other)
                except InsideError:
                    return  # nothing is remembered of an entry with such a title
                if least > 2:
                    break
                trace.longer([(one, other)], 2, other - one > 2)


def _least(shape: Shape, one: int, other: int) -> int:
    """How far two offsets are from each other if each run between them is one letter."""
    (run, more), (last, behind) = shape.place(one), shape.place(other)
    if run == last:
        return behind - more
    least = shape.starts[run + 1] - one + behind + last - run
    for number in range(run + 1, last):
        least += shape.starts[number + 1] - shape.ends[number]
    return least
