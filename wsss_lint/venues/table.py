"""The shipped table of venues, `venues.tsv`, and its index. It is read at every start: fast."""

from __future__ import annotations

import os.path

from wsss_lint.venues.venue import IGNORED, Venue

# columns of venues.tsv
(
    CODE, _KIND, _YEARS, _CHECK, _CONFIDENCE, _, _NAME, _NAMES, _VARIANTS, _SLIPS, _FORMER, _CASE,
) = range(12)  # fmt: skip


_loaded: tuple[list[list[str]], dict[str, int]] | None = None


def load() -> tuple[list[list[str]], dict[str, int]]:
    """The rows of venues.tsv and the index from key to row; read once in a process."""
    global _loaded
    if _loaded is None:
        # os.path, not pathlib: this runs at every start, and pathlib is slow to import
        path = os.path.join(os.path.dirname(__file__), "venues.tsv")  # noqa: PTH118, PTH120
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            rows = [line.split("\t") for line in file.read().split("\n")[1:] if line]
        _loaded = rows, _index(rows)
    return _loaded


def _index(rows: list[list[str]]) -> dict[str, int]:
    # One `casefold` and `translate` for all names instead of 1,800 calls: this runs at start-up.
    numbers: list[int] = []
    names: list[str] = []
    # a code beats an alias
    for columns in ((CODE,), (_FORMER, _VARIANTS, _SLIPS, _NAMES, _NAME)):
        for number, row in enumerate(rows):
            for column in columns:
                cell = row[column]
                if not cell:
                    continue
                parts = cell.split("; ")
                if column == _FORMER:
                    parts = [part.partition("<")[0] for part in cell.split()]
                names += parts
                numbers += [number] * len(parts)
    keep = dict(IGNORED)
    del keep[ord("\n")]
    keys = "\n".join(names).casefold().translate(keep).split("\n")
    index: dict[str, int] = {}
    for key, number in zip(keys, numbers, strict=True):
        index.setdefault(key, number)
    return index


def make(row: list[str]) -> Venue:
    former = [part.partition("<") for part in row[_FORMER].split()]
    venue = Venue(
        row[CODE], row[_KIND], row[_YEARS], row[_CHECK], row[_NAME],
        _split(row[_NAMES]), _split(row[_VARIANTS]),
        tuple((code, int(until)) for code, _, until in former),
    )  # fmt: skip
    venue.misspellings = _split(row[_SLIPS])
    venue.certain = row[_CONFIDENCE] != "low"
    venue.exact_case = row[_CASE] == "exact"
    return venue


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()
