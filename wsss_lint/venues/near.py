"""Which known codes are a slip away from a text. Loaded only when a venue is unknown."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_CODE = 12  # longer keys are names, not codes: no guessing there


class Neighbours:
    """Keys that are looked up by what is left of them without a letter or two.

    A list may hold thousands of unknown venues: comparing each with all codes took 1.5 ms.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._deletions: dict[str, list[str]] = {}
        for key in keys:
            if 3 <= len(key) <= LONGEST_CODE:
                for left in left_out(key, 2 if len(key) >= 7 else 1):
                    self._deletions.setdefault(left, []).append(key)

    def near(self, key: str) -> list[tuple[int, str]]:
        """The keys within one slip (two for keys of seven letters or more), with the distance.

        Letters that only changed places come first, as distance 0: `CVRP` is CVPR, not CVIP.
        """
        if not 3 <= len(key) <= LONGEST_CODE + 1 or not key.isascii():
            return []
        found: dict[str, None] = {}
        for left in left_out(key, 2 if len(key) >= 5 else 1):
            found.update(dict.fromkeys(self._deletions.get(left, ())))
        near: list[tuple[int, str]] = []
        for other in found:
            distance = distance_within(key, other, 2 if len(other) >= 7 else 1)
            if distance is not None:
                swapped = distance == 1 and sorted(key) == sorted(other)
                near.append((0 if swapped else distance, other))
        return sorted(near)


def left_out(key: str, letters: int) -> set[str]:
    """The key and what remains of it without one letter, or without one and two."""
    found = {key}
    for _ in range(letters):
        found |= {k[:i] + k[i + 1 :] for k in found for i in range(len(k))}
    return found


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
