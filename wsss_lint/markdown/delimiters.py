"""Delimiter runs of `*`, `_` and `~`, and CommonMark's algorithm that pairs them."""

from __future__ import annotations

from wsss_lint.markdown.tree import Inline
from wsss_lint.source import Span

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def is_punctuation(char: str) -> bool:
    """Whether CommonMark counts a character as punctuation (Unicode's P and S)."""
    if char < "\x80":
        return char in _ASCII_PUNCTUATION
    from unicodedata import category

    return category(char)[0] in "PS"


class Run:
    """A delimiter run; `start` and `end` bound what is not yet used of it."""

    __slots__ = ("at", "char", "closes", "end", "next", "opens", "previous", "size", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.char = char = text[start]
        self.at = self.start = start
        self.end = end
        self.size = end - start
        self.previous: Run | None = None
        self.next: Run | None = None
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        blank_before, blank_after = before.isspace(), after.isspace()
        mark_before = not blank_before and not before.isalnum() and is_punctuation(before)
        mark_after = not blank_after and not after.isalnum() and is_punctuation(after)
        left = not blank_after and (not mark_after or blank_before or mark_before)
        right = not blank_before and (not mark_before or blank_after or mark_after)
        if char == "_":  # snake_case is no emphasis
            self.opens = left and (not right or mark_before)
            self.closes = right and (not left or mark_after)
        else:
            self.opens, self.closes = left, right


class Runs:
    """The runs of one block's text, as a doubly linked list; pairs go to `found`."""

    def __init__(self, base: int, found: list[Inline]) -> None:
        self.base = base
        self.found = found
        self.all: list[Run] = []
        self.last: Run | None = None

    def add(self, run: Run) -> None:
        """Append a run."""
        self.all.append(run)
        if run.opens or run.closes:
            run.previous = self.last
            if self.last is not None:
                self.last.next = run
            self.last = run

    def pair(self, bottom: Run | None) -> None:
        """Pair the runs behind `bottom` (None: all) and take them from the list."""
        closer: Run | None = None
        run = self.last
        while run is not None and run is not bottom:
            closer, run = run, run.previous
        # For a kind of closer, no opener lies before this offset: keeps it all linear.
        floors: dict[tuple[str, bool, int], int] = {}
        lowest = bottom.at + 1 if bottom is not None else 0
        while closer is not None:
            if not closer.closes:
                closer = closer.next
                continue
            size = closer.size if closer.char == "~" else closer.size % 3
            kind = (closer.char, closer.opens, size)
            opener = self._opener(closer, floors.get(kind, lowest))
            if opener is None:
                floors[kind] = closer.at
                following = closer.next
                if not closer.opens:
                    self._remove(closer)
                closer = following
            else:
                closer = self._match(opener, closer)
        if bottom is not None:
            bottom.next = None
        self.last = bottom

    def _opener(self, closer: Run, lowest: int) -> Run | None:
        char = closer.char
        opener = closer.previous
        while opener is not None and opener.at >= lowest:
            if opener.char == char and opener.opens:
                if char == "~":
                    if opener.size == closer.size:
                        return opener
                elif not (
                    (opener.closes or closer.opens)
                    and closer.size % 3
                    and (opener.size + closer.size) % 3 == 0
                ):
                    return opener
            opener = opener.previous
        return None

    def _match(self, opener: Run, closer: Run) -> Run | None:
        """Use up one pair of delimiters; return the closer to look at next."""
        used = 2 if opener.end - opener.start >= 2 and closer.end - closer.start >= 2 else 1
        kind = "strikethrough" if closer.char == "~" else "strong" if used == 2 else "emphasis"
        base = self.base
        content = Span(base + opener.end, base + closer.start)
        opener.end -= used
        closer.start += used
        self.found.append(Inline(kind, Span(base + opener.end, base + closer.start), content))
        opener.next, closer.previous = closer, opener  # what lies between stays literal
        if opener.start == opener.end:
            self._remove(opener)
        if closer.start < closer.end:
            return closer
        following = closer.next
        self._remove(closer)
        return following

    def _remove(self, run: Run) -> None:
        if run.previous is not None:
            run.previous.next = run.next
        if run.next is not None:
            run.next.previous = run.previous
        else:
            self.last = run.previous
