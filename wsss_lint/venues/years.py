"""The years column of the registry: a compact notation for when a venue was held.

Parts are separated by blanks: ``1990`` a year; ``1991-1994`` a range; ``1999-`` from then on;
``1969-2015/2`` or ``1990-/2`` every second year; ``1985-?`` from then on, but which years is not
known; ``~1997`` not held, but a year that people rightly write (ICCV 1997 met in January 1998).
"""

from __future__ import annotations

OPEN = 9999


class Years:
    """The years of one venue."""

    __slots__ = ("first", "parts", "tolerated", "unknown_from")

    def __init__(self, notation: str) -> None:
        """Read the notation; raise `ValueError` when a part of it is not understood."""
        self.parts: list[tuple[int, int, int]] = []  # first, last, step
        self.tolerated: set[int] = set()
        self.unknown_from: int | None = None
        for part in notation.split():
            if part[0] == "~":
                self.tolerated.add(int(part[1:]))
                continue
            span, _, step = part.partition("/")
            first, dash, last = span.partition("-")
            if last == "?":
                self.unknown_from = int(first)
            else:
                end = int(last) if last else OPEN if dash else int(first)
                self.parts.append((int(first), end, int(step or 1)))
        starts = [first for first, _, _ in self.parts]
        if self.unknown_from is not None:
            starts.append(self.unknown_from)
        self.first: int | None = min(starts, default=None)

    def held(self, year: int) -> bool | None:
        """Whether there was, or by its rhythm will be, an edition; None when not known."""
        if self.first is None:
            return None
        if any(a <= year <= b and (year - a) % step == 0 for a, b, step in self.parts):
            return True
        if self.unknown_from is not None and year >= self.unknown_from:
            return None
        return False

    def nearest(self, year: int) -> tuple[int, ...]:
        """The held years next to `year`, the one before and the one after, if any."""
        before = max((y for part in self.parts if (y := _last_before(part, year))), default=0)
        after = min((y for part in self.parts if (y := _first_after(part, year))), default=0)
        return tuple(y for y in (before, after) if y)


def _last_before(part: tuple[int, int, int], year: int) -> int:
    first, last, step = part
    top = min(last, year - 1)
    return top - (top - first) % step if top >= first else 0


def _first_after(part: tuple[int, int, int], year: int) -> int:
    first, last, step = part
    low = max(first, year + 1)
    low += -(low - first) % step
    return low if low <= last else 0
