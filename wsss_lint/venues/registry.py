"""Which venue a text names: codes, aliases, spellings, near misses."""

from __future__ import annotations

import os.path
from typing import Any

from wsss_lint.venues.years import Years

# What a spelling may add or leave out without naming another venue: "RA-L" and "RAL".
_IGNORED = {ord(c): None for c in " -_.'’/\t\n"}

_PUBLISHERS = ("ieee/cvf", "ieee/acm", "acm/ieee", "ieee/rsj", "ieee", "acm", "usenix")
_LEAD_INS = (
    "in proceedings of the", "in proceedings of", "proceedings of the", "proceedings of",
    "in proc. of the", "in proc. of", "proc. of the", "proc. of", "in proc.", "proc.", "in:", "in",
)  # fmt: skip
_LONGEST_CODE = 12  # longer keys are names, not codes: no guessing there
_KINDS = ("conference", "journal", "preprint", "workshop", "other")

# columns of venues.tsv
_CODE, _KIND, _YEARS, _CHECK, _, _, _NAME, _NAMES, _VARIANTS, _FORMER = range(10)


class RegistryError(ValueError):
    """A venue in the settings that cannot be; its text names the table and the key."""


def normalise(text: str) -> str:
    """The text without case, blanks, hyphens, dots and slashes: the key of all look-ups."""
    return text.casefold().translate(_IGNORED)


class Venue:
    """One conference, journal or preprint server."""

    __slots__ = (
        "_names", "_notation", "_years", "base", "code", "kind", "name", "names", "renames",
        "track", "variants", "year_check",
    )  # fmt: skip

    def __init__(
        self,
        code: str,
        kind: str,
        years: str = "",
        year_check: str = "off",
        name: str = "",
        names: tuple[str, ...] = (),
        variants: tuple[str, ...] = (),
        renames: tuple[tuple[str, int], ...] = (),
    ) -> None:
        self.code = code  # the canonical short form
        self.kind = kind  # one of conference, journal, preprint, workshop, other
        self.year_check = year_check  # hard, soft, off
        self.name = name or code
        self.names = names  # other forms that are right: entire names
        self.variants = variants  # short spellings that the code replaces
        self.renames = renames  # former code -> the first year in which it no longer held
        self.base: Venue | None = None  # the conference that a workshop or Findings belongs to
        self.track = ""  # "workshop" or "findings"
        self._notation = years
        self._years: Years | None = None

    @property
    def years(self) -> Years:
        """When it was held; read when first asked for."""
        if self._years is None:
            self._years = Years(self._notation)
        return self._years

    @property
    def aliases(self) -> tuple[str, ...]:
        """All other texts that mean this venue."""
        return (self.name, *self.names, *self.variants, *(code for code, _ in self.renames))

    @property
    def main(self) -> Venue:
        """The venue itself, or the conference that this track belongs to."""
        return self.base or self

    @property
    def first_year(self) -> int | None:
        """The year of the first edition or volume, if known."""
        return self.years.first

    def held(self, year: int) -> bool | None:
        """Whether there was an edition in that year; None when not known."""
        return self.years.held(year)

    def possible(self, year: int) -> bool:
        """Whether the year may stand beside this venue, as far as is known for certain."""
        if self.year_check == "off" or year in self.years.tolerated:
            return True
        if self.year_check == "soft":
            return self.first_year is None or year >= self.first_year
        return self.years.held(year) is not False

    def nearest_years(self, year: int) -> tuple[int, ...]:
        """The years with an edition next to that year: before and after."""
        return self.years.nearest(year)

    def code_in(self, year: int) -> str:
        """The code that was right in that year: NIPS in 2016, NeurIPS in 2018."""
        for former, until in self.renames:
            if year < until:
                return former
        return self.code

    def __repr__(self) -> str:
        return f"Venue({self.code!r})"


class Registry:
    """The venues that are known: the shipped ones and those of the settings."""

    def __init__(self, venues: dict[str, Any] | None = None) -> None:
        """Take the settings' ``[venues]`` table; raise `RegistryError` on a bad one."""
        self._rows, shared = _load()
        self._index: dict[str, int] = shared
        self._own: dict[str, Venue] = {}
        self._made: dict[int, Venue] = {}
        self._found: dict[str, Venue | None] = {}
        self._neighbours: dict[str, list[Venue]] = {}
        self._deletions: dict[str, list[str]] | None = None
        for code, table in (venues or {}).items():
            self._add(code, table)

    def lookup(self, text: str) -> Venue | None:
        """The venue that the text names, in whatever case or spelling; None if unknown."""
        try:
            return self._found[text]
        except KeyError:
            if len(text) > 200:  # a paragraph is no venue, and need not be kept
                return None
            found = self._found[text] = self._search(text)
            return found

    def exact(self, text: str) -> bool:
        """Whether the text is the canonical code of a venue, letter by letter."""
        venue = self.lookup(text)
        return venue is not None and venue.code == text

    def spelling(self, text: str) -> str | None:
        """The canonical code, when the text is a mere variant of it: `arxiv`, `ACMMM`.

        None when the text is the code itself, an entire name, a former code, or unknown.
        """
        venue = self.lookup(text)
        if venue is None or venue.code == text or venue.track:
            return None
        key = normalise(text)
        if key == normalise(venue.code) or any(key == normalise(v) for v in venue.variants):
            return venue.code
        return None

    def suggest(self, text: str) -> list[Venue]:
        """The venue that was probably meant by an unknown text: one, or none at all.

        One slip (insertion, deletion, substitution, neighbours swapped) is allowed, two in a
        code of seven letters or more. Several equally near venues are no suggestion.
        """
        near = self.near(text)
        return near if len(near) == 1 else []

    def near(self, text: str) -> list[Venue]:
        """All venues that are equally near to an unknown text; none for a known one."""
        if text not in self._neighbours:
            self._neighbours[text] = [] if self.lookup(text) else self._near(text)
        return self._neighbours[text]

    @property
    def codes(self) -> list[str]:
        """All canonical codes, the settings' own first."""
        own = [venue.code for venue in self._own.values()]
        return list(dict.fromkeys(own)) + [row[_CODE] for row in self._rows]

    # ------------------------------------------------------------------ look-up

    def _search(self, text: str) -> Venue | None:
        key = normalise(text)
        found = self._by_key(key)
        if found or not key:
            return found
        bare = _bare(text)
        if bare is not None:
            found = self.lookup(bare)
            if found is not None:
                return found
        return self._track(text, key)

    def _by_key(self, key: str) -> Venue | None:
        own = self._own.get(key)
        if own is not None:
            return own
        number = self._index.get(key)
        if number is None:
            return None
        venue = self._made.get(number)
        if venue is None:
            venue = self._made[number] = _make(self._rows[number])
            # settings may speak of "Arxiv" although the text said "CoRR": theirs wins
            venue = self._own.get(normalise(venue.code), venue)
        return venue

    def _track(self, text: str, key: str) -> Venue | None:
        """`CVPRW`, `CVPR Workshops`, `Findings of EMNLP`: a track of a known conference."""
        for suffix in ("workshops", "workshop", "w"):
            if key.endswith(suffix) and len(key) > len(suffix) + 1:
                base = self._by_key(key[: -len(suffix)])
                if base and base.kind in ("conference", "workshop"):
                    return self._track_of(base, base.code + "W", "workshop")
        rest = key.removeprefix("findingsof").removeprefix("findings").removesuffix("findings")
        if rest != key:
            base = self._by_key(rest.removeprefix("the")) or self.lookup(rest)
            if base and base.kind == "conference" and not base.track:
                return self._track_of(base, f"{base.code} Findings", "findings")
        return None

    def _track_of(self, base: Venue, code: str, track: str) -> Venue:
        key = f"\0{code}"  # no text has such a key: it only keeps one object for each track
        if key not in self._own:
            kind = "workshop" if track == "workshop" else base.kind
            venue = Venue(code, kind, base._notation, base.year_check, f"{base.name} {track}")
            venue.base, venue.track = base, track
            self._own[key] = venue
        return self._own[key]

    # ------------------------------------------------------------------ did you mean

    def _near(self, text: str) -> list[Venue]:
        key = normalise(text)
        if not 3 <= len(key) <= _LONGEST_CODE + 1 or not key.isascii():
            return []
        near: dict[str, Venue] = {}
        nearest = 2
        for other in self._candidates(key):
            d = distance_within(key, other, 2 if len(other) >= 7 else 1)
            venue = self._by_key(other) if d is not None and d <= nearest else None
            if d is None or venue is None or venue.kind == "other":
                continue
            if d < nearest:
                near, nearest = {}, d
            near[venue.code] = venue
        return list(near.values())

    def _candidates(self, key: str) -> list[str]:
        """The known keys that can be within two slips: they share a text with letters left out.

        A list may hold thousands of unknown venues: comparing each with all codes took 1.5 ms.
        """
        if self._deletions is None:
            self._deletions = {}
            for other in (*self._own, *self._index):
                if 3 <= len(other) <= _LONGEST_CODE:
                    for left in _left_out(other, 2 if len(other) >= 7 else 1):
                        self._deletions.setdefault(left, []).append(other)
        found: dict[str, None] = {}
        for left in _left_out(key, 2 if len(key) >= 5 else 1):
            found.update(dict.fromkeys(self._deletions.get(left, ())))
        return sorted(found)

    # ------------------------------------------------------------------ settings

    def _add(self, code: str, table: Any) -> None:
        if not isinstance(table, dict):
            raise RegistryError(f"venues.{code}: must be a table, as in [venues.{code}]")
        known = self._by_key(normalise(code))
        kind = _text(table, "kind", code, known.kind if known else "conference")
        if kind not in _KINDS:
            raise RegistryError(f"venues.{code}: kind `{kind}` is not one of {', '.join(_KINDS)}")
        check = _text(table, "year-check", code, "")
        if check not in ("", "hard", "soft", "off"):
            raise RegistryError(f"venues.{code}: year-check `{check}` is not hard, soft or off")
        years = _notation(code, table)
        if not check:
            check = ("soft" if kind == "journal" else "hard") if years else "off"
            if known and not years:
                check = known.year_check
        aliases = _texts(table, "aliases", code)
        venue = Venue(
            code, kind, years or (known._notation if known else ""), check,
            _text(table, "name", code, known.name if known else code),
            (*aliases, *(known.names if known else ())),
            (*_texts(table, "variants", code), *(known.variants if known else ())),
            known.renames if known else (),
        )  # fmt: skip
        for name in (code, *venue.aliases):
            self._own[normalise(name)] = venue


# ---------------------------------------------------------------------- the shipped table

_loaded: tuple[list[list[str]], dict[str, int]] | None = None


def _load() -> tuple[list[list[str]], dict[str, int]]:
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
    for columns in ((_CODE,), (_FORMER, _VARIANTS, _NAMES, _NAME)):  # a code beats an alias
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
    keep = dict(_IGNORED)
    del keep[ord("\n")]
    keys = "\n".join(names).casefold().translate(keep).split("\n")
    index: dict[str, int] = {}
    for key, number in zip(keys, numbers, strict=True):
        index.setdefault(key, number)
    return index


def _make(row: list[str]) -> Venue:
    former = [part.partition("<") for part in row[_FORMER].split()]
    return Venue(
        row[_CODE], row[_KIND], row[_YEARS], row[_CHECK], row[_NAME],
        tuple(part for part in row[_NAMES].split("; ") if part),
        tuple(part for part in row[_VARIANTS].split("; ") if part),
        tuple((code, int(until)) for code, _, until in former),
    )  # fmt: skip


def _bare(text: str) -> str | None:
    """The text without "Proc. of the", "IEEE" and the like in front; None if there is none."""
    low = text.casefold().lstrip()
    for lead in _LEAD_INS + _PUBLISHERS:
        if low.startswith(lead):
            rest = text.lstrip()[len(lead) :]
            if rest[:1] in (" ", "-", "/") or lead[-1] in ".:":
                return rest.lstrip(" -/") or None
    return None


def _left_out(key: str, letters: int) -> set[str]:
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


# ---------------------------------------------------------------------- reading [venues.X]

_CADENCES = {"annual": "", "odd": "/2", "even": "/2", "irregular": "?", "continuous": ""}


def _notation(code: str, table: dict[str, Any]) -> str:
    """The years notation for first-year, cadence and years of a ``[venues.X]`` table."""
    first, years = table.get("first-year"), table.get("years", [])
    cadence = table.get("cadence")
    numbers = [first] if first is not None else []
    if not isinstance(years, list) or not all(type(y) is int for y in [*numbers, *years]):
        raise RegistryError(f"venues.{code}: first-year and years must be years: 2019, [2019]")
    if cadence is not None and cadence not in _CADENCES:
        raise RegistryError(f"venues.{code}: cadence `{cadence}` is not {', '.join(_CADENCES)}")
    parts = [str(year) for year in years]
    if first is not None:
        step = _CADENCES[cadence or ("annual" if not years else "irregular")]
        if cadence in ("odd", "even") and first % 2 != (cadence == "odd"):
            raise RegistryError(f"venues.{code}: first-year {first} is not {cadence}")
        if cadence is not None or not years:
            parts.append(f"{first}-{step}")
    return " ".join(parts)


def _text(table: dict[str, Any], key: str, code: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise RegistryError(f"venues.{code}: {key} must be a text in quotes")
    return value


def _texts(table: dict[str, Any], key: str, code: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise RegistryError(f'venues.{code}: {key} must be a list of texts: ["A", "B"]')
    return tuple(value)
