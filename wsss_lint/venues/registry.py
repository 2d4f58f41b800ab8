"""Which venue a text names: codes, aliases, spellings, near misses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wsss_lint.venues.table import load, make
from wsss_lint.venues.venue import Venue, normalise

if TYPE_CHECKING:
    from wsss_lint.venues.near import Neighbours
    from wsss_lint.venues.pub import Reading

__all__ = ["Registry", "RegistryError", "Venue", "normalise"]

_PUBLISHERS = ("ieee/cvf", "ieee/acm", "acm/ieee", "ieee/rsj", "ieee", "acm", "usenix")
_LEAD_INS = (
    "in proceedings of the", "in proceedings of", "proceedings of the", "proceedings of",
    "in proc. of the", "in proc. of", "proc. of the", "proc. of", "in proc.", "proc.", "in:", "in",
)  # fmt: skip
_LEADS = _LEAD_INS + _PUBLISHERS
_KINDS = ("conference", "journal", "preprint", "workshop", "other")


class RegistryError(ValueError):
    """A venue in the settings that cannot be; its text names the table and the key."""


class Registry:
    """The venues that are known: the shipped ones and those of the settings."""

    def __init__(self, venues: dict[str, Any] | None = None) -> None:
        """Take the settings' ``[venues]`` table; raise `RegistryError` on a bad one."""
        self._table = load()
        self._own: dict[str, Venue] = {}
        self._made: dict[int, Venue] = {}
        self._found: dict[str, Venue | None] = {}
        self._near_to: dict[str, list[Venue]] = {}
        self._neighbours: Neighbours | None = None
        self.readings: dict[str, Reading] = {}  # kept by `wsss_lint.venues.pub.reading`
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
        """The canonical code, when the text is a mere variant of it: `arxiv`, `PAMI`, `IEEE TIP`.

        None when the text is the code itself, but for a hyphen in place of a blank; an entire
        name; a former code; or unknown.
        """
        venue = self.lookup(text)
        if venue is None or venue.track or venue.kind == "other" or text in venue.names:
            return None
        if text.replace("-", " ") == venue.code.replace("-", " "):
            return None
        keys = {normalise(text)}
        for publisher in ("IEEE", "ACM"):  # `IEEE TIP`, where the list has `TIP`
            if (
                venue.certain
                and text.startswith(publisher)
                and text[len(publisher) :][:1] in (" ", "-")
            ):
                keys.add(normalise(text[len(publisher) :]))
        short = (venue.code, *venue.variants, *venue.misspellings)
        return venue.code if any(normalise(name) in keys for name in short) else None

    def misspelt(self, text: str) -> bool:
        """Whether a variant is wrong in any list: other letters' case or blanks in a code that
        is certain, or a known slip. `PAMI` for TPAMI is not: it depends on the list."""
        venue = self.lookup(text)
        if venue is None or self.spelling(text) is None:
            return False
        key = normalise(text)
        if any(key == normalise(name) for name in venue.misspellings):
            return True
        if "-" in text and "-" not in venue.code:
            return False  # `IEEE T-PAMI`, `T-IP`: right in a list that has them so throughout
        return venue.certain and key == normalise(venue.code)

    def suggest(self, text: str) -> list[Venue]:
        """The venue that was probably meant by an unknown text: one, or none at all.

        One slip (insertion, deletion, substitution, neighbours swapped) is allowed, two in a
        code of seven letters or more. Several equally near venues are no suggestion.
        """
        near = self.near(text)
        return near if len(near) == 1 else []

    def near(self, text: str) -> list[Venue]:
        """All venues that are equally near to an unknown text; none for a known one."""
        if text not in self._near_to:
            self._near_to[text] = [] if self.lookup(text) else self._near(text)
        return self._near_to[text]

    @property
    def codes(self) -> list[str]:
        """All canonical codes, the settings' own first."""
        own = [venue.code for venue in self._own.values()]
        return list(dict.fromkeys(own)) + self._table.codes

    # ------------------------------------------------------------------ look-up

    def _search(self, text: str) -> Venue | None:
        key = normalise(text)
        if not key:
            return None
        found = self._by_key(key)
        if found:
            # "case" and "log" are words: in that case they are no venue
            if found.exact_case and text not in (found.code, found.name, *found.names):
                return None if key == normalise(found.code) else found
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
        number = self._table.find(key)
        if number is None:
            return None
        venue = self._made.get(number)
        if venue is None:
            venue = self._made[number] = make(self._table.lines[number])
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
            venue.base, venue.track, venue.certain = base, track, base.certain
            self._own[key] = venue
        return self._own[key]

    # ------------------------------------------------------------------ did you mean

    def _near(self, text: str) -> list[Venue]:
        from wsss_lint.venues.near import Neighbours

        if self._neighbours is None:
            self._neighbours = Neighbours((*self._own, *self._table.by_code, *self._table.by_name))
        near: dict[str, Venue] = {}
        nearest: int | None = None
        for distance, key in self._neighbours.near(normalise(text)):
            if nearest is not None and distance > nearest:
                break
            venue = self._by_key(key)
            if venue is not None and venue.kind != "other":
                nearest = distance
                near[venue.code] = venue
        return list(near.values())

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


def _bare(text: str) -> str | None:
    """The text without "Proc. of the", "IEEE" and the like in front; None if there is none."""
    low = text.casefold().lstrip()
    if not low.startswith(_LEADS):
        return None
    for lead in _LEADS:
        if low.startswith(lead):
            rest = text.lstrip()[len(lead) :]
            if rest[:1] in (" ", "-", "/") or lead[-1] in ".:":
                return rest.lstrip(" -/") or None
    return None


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
