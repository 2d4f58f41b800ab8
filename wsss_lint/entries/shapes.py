"""The shape of an entry: its text without what its words and addresses are.

Markdown, the division into pieces and the rows of pieces that can be a field depend on the marks
of a text, and hardly on its words. So each run of words is one sign in the shape, each address
another; all else stays as it is written. Where a word matters after all (the stop behind `et al.`
ends no sentence, `1)` is a number), its sign says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from wsss_lint.entries.tokens import ABBREVIATED, DECORATIONS, Part

MOST = 3000  # characters of an entry that has a shape

_WORD = r"(?!(?:https?|ftp)://|www\.)[^\W_]++(?:[-'’/.+](?!(?:https?|ftp)://|www\.)[^\W_]++)*+"
_RUNS = re.compile(
    r"(?P<odd>@|ftp://|www\.|<!|\x01)"
    # kept as written: tags, entities, what can be the name of an emoji
    r"|(?P<kept><[/a-zA-Z](?!ttps?:)[^<>]*>|&#?[0-9A-Za-z]+;?|:[a-z0-9_+-]{2,40}:)"
    r"|(?P<url>https?://(?:[A-Za-z0-9\-/.?=%#+]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))*[A-Za-z0-9/])"
    rf"|(?P<word>{_WORD}(?: {_WORD})*+)"
)
_ANCHOR = re.compile(r"""<a\s+href\s*=\s*["']?(https?://[^"'`<>\s&\\]+)""", re.IGNORECASE)
_THOUSAND = re.compile(r"\d{3}\b")


class InsideError(Exception):
    """An offset lies inside a run of words: other entries have no place like it."""


class Shape:
    """What is the same for all entries that look alike, and where this one has its runs."""

    __slots__ = ("_places", "ends", "key", "starts")

    def __init__(self, key: tuple[object, ...], starts: list[int], ends: list[int]) -> None:
        self.key = key
        self.starts = starts
        self.ends = ends
        self._places: dict[int, tuple[int, int]] = {}

    def place(self, offset: int) -> tuple[int, int]:
        """An offset as a run and what follows it: `ends[run] + more`."""
        known = self._places.get(offset)
        if known is None:
            known = self._places[offset] = self._place(offset)
        return known

    def _place(self, offset: int) -> tuple[int, int]:
        run = bisect_right(self.starts, offset) - 1
        if run < 0:
            raise InsideError
        if offset < self.ends[run]:
            if offset > self.starts[run] or not run:
                raise InsideError
            run -= 1
        return run, offset - self.ends[run]


def shape_of(flat: str, parts: Iterable[Part], more: object) -> Shape | None:
    """The shape of some parts of a text; None for what must be read by itself."""
    roles: list[object] = [more]
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for (start, end), role, index in parts:
        if ends and start < ends[-1]:
            return None
        roles.append((role, index))
        signs.append("\x01|")
        starts.append(start)  # an empty run: all places of a part stand behind one
        ends.append(start)
        if end - start > MOST or not _part(flat, start, end, signs, starts, ends):
            return None
    return Shape((*roles, "".join(signs)), starts, ends)


def _part(
    flat: str, start: int, end: int, signs: list[str], starts: list[int], ends: list[int]
) -> bool:
    """Add the signs of one part; whether it has a shape."""
    at = start
    for found in _RUNS.finditer(flat, start, end):
        kind = found.lastgroup
        a, b = found.span()
        if kind == "word":
            signs.append(flat[at:a])
            signs.append(_sign(flat, at, a, b, end))
        elif kind == "url":
            signs.append(flat[at:a])
            signs.append("\x01u")
        elif kind == "odd":
            return False
        else:
            address = _ANCHOR.match(flat, a, b)
            if address is None:
                continue  # as written: it goes with the marks around
            signs.append(flat[at : address.start(1)])
            signs.append("\x01a")
            a, b = address.span(1)
        starts.append(a)
        ends.append(b)
        at = b
    signs.append(flat[at:end])
    return True


def _sign(flat: str, at: int, start: int, stop: int, end: int) -> str:
    """The sign of a run of words: with all that the division into pieces asks of it."""
    words = flat[start:stop]
    sign = "\x01w" if " " not in words else "\x01W"
    if stop < end and flat[stop] == ".":
        if words.endswith("et al"):
            sign += "e"
        elif ABBREVIATED.search(words[-8:]) is not None:
            sign += "b"
    if len(words) <= 4:
        if words in DECORATIONS:
            return f"\x01{words}"
        if len(words) < 4 and words.isdigit():
            sign += "d"
    return sign + _before(flat, at, start, end) if start > at else sign


def _before(flat: str, at: int, start: int, end: int) -> str:
    """What a run of words says to the mark before it: whether that divides."""
    before = flat[start - 1]
    if before == ",":
        return "t" if _THOUSAND.match(flat, start, end) else ""  # `1,000`
    if "A" <= flat[start] <= "Z" and before.isspace():
        return "c" if flat[at:start].rstrip()[-1:] in ("?", "!") else ""  # a sentence begins
    return ""
