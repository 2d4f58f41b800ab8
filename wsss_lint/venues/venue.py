"""One venue: what it is called and when it was held."""

from __future__ import annotations

from wsss_lint.venues.years import Years

# What a spelling may add or leave out without naming another venue: "RA-L" and "RAL".
IGNORED = {ord(c): None for c in " -_.'’/\t\n"}


def normalise(text: str) -> str:
    """The text without case, blanks, hyphens, dots and slashes: the key of all look-ups."""
    return text.casefold().translate(IGNORED)


class Venue:
    """One conference, journal or preprint server."""

    __slots__ = (
        "_notation", "_years", "base", "certain", "code", "exact_case", "kind", "misspellings",
        "name", "names", "renames", "track", "variants", "year_check",
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
        self.variants = variants  # short forms that the code replaces where a list has both
        self.misspellings: tuple[str, ...] = ()  # slips that are known
        self.certain = True  # its facts rest on sources, not on general knowledge alone
        self.exact_case = False  # its code is also a word: only this very spelling means it
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
        former = (code for code, _ in self.renames)
        return (self.name, *self.names, *self.variants, *self.misspellings, *former)

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

    def former_code(self, text: str) -> tuple[str, int] | None:
        """The former code that the text is, and the year in which it ended: `IEEE TNN`."""
        for code, until in self.renames:
            if normalise(text) == normalise(code) or text.endswith((f" {code}", f"-{code}")):
                return code, until
        return None

    def code_in(self, year: int) -> str:
        """The code that was right in that year: NIPS in 2016, NeurIPS in 2018."""
        for former, until in self.renames:
            if year < until:
                return former
        return self.code

    def __repr__(self) -> str:
        return f"Venue({self.code!r})"
