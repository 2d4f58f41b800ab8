"""The shipped table of venues, `venues.tsv`, and its index. It is read at every start: fast."""

from __future__ import annotations

import os.path

from wsss_lint.venues.venue import IGNORED, Venue

# columns of venues.tsv
(
    _CODE, _KIND, _YEARS, _CHECK, _CONFIDENCE, _, _NAME, _NAMES, _VARIANTS, _SLIPS, _FORMER, _CASE,
) = range(12)  # fmt: skip


class Table:
    """The lines of venues.tsv, and which of them a key leads to.

    This is read at every start, and nearly all lists need the codes alone: the other names are
    looked at when a text is none of them, a line is taken apart when its venue is asked for.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.codes = [line[: line.index("\t")] for line in lines]
        self.by_code = dict(zip(_keys(self.codes), range(len(lines)), strict=True))
        self._by_name: dict[str, int] | None = None

    @property
    def by_name(self) -> dict[str, int]:
        """From the keys of all other names to the number of the line."""
        if self._by_name is None:
            numbers: list[int] = []
            names: list[str] = []
            for number, line in enumerate(self.lines):
                row = line.split("\t")
                parts = [part.partition("<")[0] for part in row[_FORMER].split()]
                for column in (_VARIANTS, _SLIPS, _NAMES):
                    if row[column]:
                        parts += row[column].split("; ")
                parts.append(row[_NAME])
                names += parts
                numbers += [number] * len(parts)
            self._by_name = {}
            for key, number in zip(_keys(names), numbers, strict=True):
                self._by_name.setdefault(key, number)
        return self._by_name

    def find(self, key: str) -> int | None:
        """The number of the line that a key leads to; a code beats another name."""
        number = self.by_code.get(key)
        return self.by_name.get(key) if number is None else number


def _keys(names: list[str]) -> list[str]:
    # One `casefold` and one `translate` for all: they cost more to call than to do, and
    # `translate` is ten times as fast on ASCII, which the table therefore keeps to.
    keep = dict(IGNORED)
    del keep[ord("\n")]
    return "\n".join(names).casefold().translate(keep).split("\n")


_loaded: Table | None = None


def load() -> Table:
    """The shipped table, read once in a process."""
    global _loaded
    if _loaded is None:
        # os.path, not pathlib: this runs at every start, and pathlib is slow to import
        path = os.path.join(os.path.dirname(__file__), "venues.tsv")  # noqa: PTH118, PTH120
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            _loaded = Table([line for line in file.read().split("\n")[1:] if line])
    return _loaded


def make(line: str) -> Venue:
    """The venue of one line."""
    row = line.split("\t")
    former = [part.partition("<") for part in row[_FORMER].split()]
    venue = Venue(
        row[_CODE], row[_KIND], row[_YEARS], row[_CHECK], row[_NAME],
        _split(row[_NAMES]), _split(row[_VARIANTS]),
        tuple((code, int(until)) for code, _, until in former),
    )  # fmt: skip
    venue.misspellings = _split(row[_SLIPS])
    venue.certain = row[_CONFIDENCE] != "low"
    venue.exact_case = row[_CASE] == "exact"
    return venue


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()
