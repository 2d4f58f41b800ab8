"""How far two words are apart, and which known word somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 80  # of a word that is looked up: what is longer is no slip of a key or a name


def nearest(word: str, known: Iterable[str], share: float = 0.6) -> str | None:
    """The known word most like `word`, upper and lower case apart; None when none is near.

    `share` of the letters of both have to be the same, in the same order.
    """
    from rapidfuzz import fuzz, process  # longer to import than a list to lint

    found = process.extractOne(
        word[:LONGEST], list(known), scorer=fuzz.ratio, score_cutoff=share * 100
    )
    return found[0] if found else None


def distance_within(a: str, b: str, limit: int) -> int | None:
    """The Damerau-Levenshtein distance (neighbours swapped count one), or None above limit."""
    if abs(len(a) - len(b)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = before[j - 1] if x == y else 1 + min(before[j - 1], before[j], row[j - 1])
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
