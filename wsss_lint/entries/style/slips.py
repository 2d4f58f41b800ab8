"""Slips: the characters in which a gap differs from what neighboring entries have there."""

from __future__ import annotations

from typing import NamedTuple

from wsss_lint.entries.style.gaps import Gap
from wsss_lint.entries.style.pieces import EMPHASIS, Piece

QUOTES = "\"“”„«»'’‘`"
COLONS = ":：;"
MAX_EDITS = 14  # more than this is another format, not a slip
#: Characters that one of the same kind may stand for.
ALIKE = (QUOTES, EMPHASIS, ":：;.,", "(（", ")）")
SPACE_COST, OTHER_COST, REPLACED_COST, NEVER = 0.8, 1.0, 1.2, 9.0


class Slip(NamedTuple):
    """One character that differs: the edit, and the field that it belongs to."""

    start: int
    end: int
    text: str
    removed: str
    offset: int  # in the gap


def slips_of(gap: Gap) -> list[Slip]:
    """The cheapest edits that turn a gap into what is expected; none for one that is laid out
    over lines in another way."""
    made = []
    for offset, removed, added in _aligned(gap.actual, gap.expected):
        if "\n" in (removed, added) or _beside_line_end(gap.actual, offset, removed or added):
            return []
        start = gap.places[offset]
        end = gap.places[offset + len(removed)]
        made.append(Slip(start, end, added, removed, offset))
    return made


def _beside_line_end(actual: str, offset: int, char: str) -> bool:
    return char == " " and "\n" in actual[max(offset - 1, 0) : offset + 2]


def _aligned(actual: str, expected: str) -> list[tuple[int, str, str]]:
    """The cheapest edits from one short string to the other: (offset, removed, added)."""
    cost = _costs(actual, expected)
    n, m = len(actual), len(expected)
    edits: list[tuple[int, str, str]] = []
    i = j = 0
    while i < n or j < m:
        come = cost[i][j] == cost[i][j + 1] + _price(expected[j]) if j < m else False
        gone = cost[i][j] == cost[i + 1][j] + _price(actual[i]) if i < n else False
        both = i < n and j < m
        if both and actual[i] == expected[j] and cost[i][j] == cost[i + 1][j + 1]:
            i, j = i + 1, j + 1
        elif come and (not gone or (0 < i < n and _goes_on(actual, i, expected[j]))):
            edits.append((i, "", expected[j]))
            j += 1
        elif gone:
            edits.append((i, actual[i], ""))
            i += 1
        else:
            edits.append((i, actual[i], expected[j]))
            i, j = i + 1, j + 1
    return edits


def _costs(actual: str, expected: str) -> list[list[float]]:
    """What it costs to turn each rest of `actual` into each rest of `expected`.

    A space costs less: in `.* ICCV` against `" *ICCV` it is the space that moved.
    """
    n, m = len(actual), len(expected)
    cost = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        cost[i][m] = cost[i + 1][m] + _price(actual[i])
    for j in range(m - 1, -1, -1):
        cost[n][j] = cost[n][j + 1] + _price(expected[j])
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            cost[i][j] = min(
                cost[i + 1][j + 1] + _replaced(actual[i], expected[j]),
                cost[i + 1][j] + _price(actual[i]),
                cost[i][j + 1] + _price(expected[j]),
            )
    return cost


def _price(char: str) -> float:
    return SPACE_COST if char == " " else OTHER_COST


def _replaced(first: str, second: str) -> float:
    if first == second:
        return 0.0
    alike = any(
        first in kind and second in kind for kind in (QUOTES, EMPHASIS, ":：;.,", "(（", ")）")
    )
    return REPLACED_COST if alike else NEVER


def _goes_on(actual: str, at: int, mark: str) -> bool:
    """Whether a missing marker belongs to the run before the spaces: `**Title*    Authors`."""
    return actual[at] == " " and actual[at - 1] == mark and mark in EMPHASIS


def owner(gap: Gap, offset: int) -> Piece | None:
    """The field that a character of a gap belongs to: the nearer side of the last space."""
    if gap.before is None or gap.after is None:
        return gap.before or gap.after
    actual, venue = gap.actual, gap.after.name == "pub"
    blank = actual.rfind(" ")
    if actual.endswith(" ") and actual.strip(" "):
        blank = actual.rstrip(" ").rfind(" ") if " " in actual.strip(" ") else -1
        if blank < 0:
            # `.* ICCV2021`: one group of markers; it belongs to the venue when it opens it
            return gap.after if venue else gap.before
    if blank < 0:
        opens = venue and any(c in EMPHASIS for c in actual[offset:])
        return gap.after if opens else gap.before
    return gap.before if offset < blank else gap.after
