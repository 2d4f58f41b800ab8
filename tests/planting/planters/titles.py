"""Slips in the words of a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from tests.planting.lists import CleanList, Entry, pick
from tests.planting.plant import Edit, Plant, mark, planter
from tests.planting.planters.entries import at_word, words

SMALL = "a an and as at by for from in into is of on the to towards under using via with without"


def slipped(change: Callable[[str, int, Random], str]) -> Plant:
    """Change a word of seven letters or more behind one of its first letters."""

    def plant(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        entry = pick(random, clean.entries)
        candidates = words(entry, 7) if entry else []
        if not entry or not candidates:
            return None
        word = random.choice(candidates)
        wrong = change(word[0], random.randrange(1, len(word[0]) - 2), random)
        return [Edit(*at_word(entry, word), mark(wrong))] if wrong != word[0] else None

    return plant


def swapped(word: str, at: int, random: Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def other(word: str, at: int, random: Random) -> str:
    """A letter lost, twice, or another one."""
    return word[:at] + random.choice(["", word[at] * 2, random.choice("aeinrst")]) + word[at + 1 :]


MISSPELT = "title-misspelling"
TWO = ["duplicate-title-typo"]  # where the list has the whole title once more
planter("word of a title misspelt", MISSPELT, fix="unsafe", also=TWO)(slipped(swapped))
planter("letter of a title's word lost, doubled or another", MISSPELT, fix="unsafe", also=TWO)(
    slipped(other)
)


def twice(fits: Callable[[CleanList, Entry, re.Match[str]], bool]) -> Plant:
    """Write a word twice."""

    def plant(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        entry = pick(random, clean.entries)
        candidates = [w for w in words(entry, 1) if fits(clean, entry, w)] if entry else []
        if not entry or not candidates:
            return None
        word = random.choice(candidates)
        return [Edit(*at_word(entry, word), mark(f"{word[0]} {word[0]}"))]

    return plant


def small(clean: CleanList, entry: Entry, word: re.Match[str]) -> bool:
    return word[0] in SMALL.split()


def usual(clean: CleanList, entry: Entry, word: re.Match[str]) -> bool:
    """Whether the word stands within the title, and in others as well."""
    before = entry.title.value[: word.start()].rstrip()
    inside = before[-1:].isalnum() or before.endswith(",")
    titles = clean.titles[word[0].lower()]
    here = words_in(entry).count(word[0].lower())
    return inside and titles > here and len(word[0]) > 3 and word[0].lower() not in SMALL.split()


def words_in(entry: Entry) -> list[str]:
    return re.findall(r"[a-z]+", entry.title.value.lower())


def unusual(clean: CleanList, entry: Entry, word: re.Match[str]) -> bool:
    small_word = word[0].lower() in SMALL.split()
    return not small_word and len(word[0]) > 1 and not usual(clean, entry, word)


TWICE = "title-repeated-word"
planter("small word of a title twice", TWICE, fix="unsafe")(twice(small))
planter("word within a title twice", TWICE, fix="unsafe")(twice(usual))
planter("rare, short or first word of a title twice", TWICE, fix="unsafe", asked=True)(
    twice(unusual)
)
