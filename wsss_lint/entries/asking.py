"""Questions: all that the scorers of candidates want to know of a text, each with a small answer.

The scorers of `candidates.py` never look at a text themselves. They ask, and the answer is a value
that two texts share if they are the same to them. So the questions that were asked of one entry,
in their order, tell whether another entry of the same shape gets the same candidates: see
`wsss_lint.entries.memo`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from wsss_lint.entries.publication import Publication, read_date, read_publication
from wsss_lint.entries.words import (
    YEAR,
    caps,
    et_al,
    is_code,
    is_code_url,
    is_paper_url,
    is_resource,
    names_in,
    words_of,
)
from wsss_lint.source import Span
from wsss_lint.venues.registry import Registry

MOST_RECENT = 200  # answers about long texts
MOST_UNSURE = 2.6  # the score of a publication that is neither known nor dated
SURE = 1.4  # with more, a row of names is one
LONE = (0.9, 1.35)  # the scores of a lone author behind a title
BAND = "band "  # what a question begins with that has a number behind it
MOST_WORDS = 20  # of a title that are counted
KEPT = 48  # characters of a text whose answers are kept: longer ones hardly occur twice

ONLY_ET_AL = re.compile(r"(?:et\.? ?al\b\.?|and others)$", re.IGNORECASE)
PAPER_LABEL = re.compile(r"\W*(?:paper|pdf|arxiv|doi|论文)\W*", re.IGNORECASE)
_DATE_KEY = re.compile(r"^(?:publish(?:ed)?(?: date)?|date|year)\s*[:：]?\s*", re.IGNORECASE)
# `… segmentation ECCV2016`, `… segmentation CVPR 2021`
LAST_WORDS = re.compile(r"\s+(?P<pub>[A-Z][\w&/-]*(?:\s?['’]?\s?\d{2}|\s?(?:19|20)\d\d))$")


class Published(NamedTuple):
    """What the scorers want to know of a publication."""

    score: float | None  # None: too low to matter to anything else
    known: bool
    dated: bool
    person: bool  # the venue looks like the name of a person


class Named(NamedTuple):
    """What the scorers want to know of a row of names."""

    few: bool  # not enough of the parts are names
    score: float
    words: int
    several: bool


class Worded(NamedTuple):
    """What the words of a title or a label say for it. Nothing else is asked depending on that."""

    score: float
    words: int


class Words(NamedTuple):
    """What `candidates.py` knows of words; handed over because it imports this module."""

    shown: Callable[[str], str]
    worded: Callable[[str, list[str], tuple[int, int], bool], float]
    keyed: Callable[[str], object]


class Asker:
    """Answers questions about texts; short texts are asked about only once."""

    def __init__(self, registry: Registry, words: Words) -> None:
        self.registry = registry
        self.words = words
        self.known: defaultdict[str, dict[str, Hashable]] = defaultdict(dict)
        self.publications: dict[str, Publication | None] = {}
        self.recent: dict[tuple[str, str], Any] = {}  # of long texts, for one entry

    def ask(self, name: str, text: str) -> Hashable:
        """The answer to a question about a text."""
        known = self.known[name]
        try:
            return known[text]
        except KeyError:
            if len(text) > KEPT:
                return self._recent(name, text)
            answer = known[text] = self._answer(name, text)
            return answer

    def _answer(self, name: str, text: str) -> Hashable:
        if name.startswith(BAND):
            return _band(self, text, float(name[len(BAND) :]))
        asked = _ASKED.get(name)
        return _SEEN[name](text) if asked is None else asked(self, text)

    def _recent(self, name: str, text: str) -> Hashable:
        key = (name, text)
        if key not in self.recent:
            if len(self.recent) > MOST_RECENT:
                self.recent.clear()
            self.recent[key] = self._answer(name, text)
        answer: Hashable = self.recent[key]
        return answer

    def publication(self, raw: str) -> Publication | None:
        """What a text says of venue and year; offsets are those of the text."""
        try:
            return self.publications[raw]
        except KeyError:
            read = read_publication(raw, 0, len(raw), self.registry)
            if len(raw) <= 2 * KEPT:
                self.publications[raw] = read
            return read


def moved(read: Publication, by: int) -> Publication:
    """A publication with other offsets."""
    return read._replace(
        venue=_moved(read.venue, by), year_span=_moved(read.year_span, by),
        track=_moved(read.track, by),
    )  # fmt: skip


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else Span(span.start + by, span.end + by)


def _published(asker: Asker, raw: str, most: int) -> Published | None:
    if len(raw) >= most and not _DIGITS.search(raw):
        return None
    read = asker.publication(raw)
    if read is None or read.venue is None:
        return None
    dated, person = read.year is not None, False
    if not read.known and dated:
        name = asker.words.shown(raw[read.venue.start : read.venue.end])
        good, of = names_in(name)
        person = good == of and not caps(name)
    # What is unsure excludes no title: its score can be asked for later.
    sure = read.score if read.known or dated or read.score > MOST_UNSURE else None
    return Published(sure, read.known, dated, person)


def _said(asker: Asker, raw: str) -> Worded:
    """What a text says for a publication that is neither known nor dated."""
    read = asker.publication(raw)
    return Worded(read.score if read is not None else 0.0, 1)


def _row(asker: Asker, text: str) -> str:
    """Whether a text is a row of names, or may become one if it were shorter."""
    if len(text) > 1600:
        return ""
    names: Any = asker.ask("names", text)
    good, of = names
    if not of or good < 0.5 * of or (not good and not et_al(text)):
        return ""
    core = text.strip(" .,")
    if asker.registry.lookup(core) is not None or is_resource(core):
        return ""
    return "few" if good < 0.75 * of else "row"


def _named(asker: Asker, text: str) -> Worded:
    """What speaks for a row of names."""
    names: Any = asker.ask("names", text)
    good, _ = names
    others = et_al(text)
    core = text.strip(" .,")
    score = 0.2 if good == 1 and not others else 1.2 + 0.12 * min(good, 8)
    words = len(core.split())
    if 1 < good == words - core.count(" and ") - core.count(" & ") and not others:
        score = 0.5  # `Seeds and Noise`, `Bailis, Kingsbury`: single words can be anything
    if good == 1 and words == 1 and not others:
        score -= 0.6
    if others:
        score = max(score, 1.6)
        if core[others.end() :].strip(" .,*()"):
            score -= 1.2
    if is_code(core) and good == 1:
        score -= 0.8
    if good > 1:
        score += 0.03 * min(words, 30)
    return Worded(score, words)


def _band(asker: Asker, text: str, more: float) -> tuple[bool, bool]:
    """Whether a row of names is one for sure, and whether it is that of a lone author."""
    said: Any = asker.ask("named", text)
    score = more + said.score
    return score > SURE, LONE[0] < score < LONE[1]


def _title(asker: Asker, text: str, first: bool, named: bool) -> Worded | None:
    words = words_of(text)
    count = len(words)
    if not count or count > 120 or "://" in text:
        return None
    score = (-0.2, 0.5, 1.1, 1.7, 2.1, 2.4)[min(count, 6) - 1] if count < 25 else 1.6
    if count > 34:
        score -= 1.2 if count < 60 else 2.4
    names: Any = asker.ask("names", text)
    score += asker.words.worded(text, words, names, first)
    if named and count == 1 and is_code(text):
        score += 0.7  # `U-Net [https://…]`: some lists only name the method
    return Worded(score, min(count, MOST_WORDS))


def _date(text: str) -> bool:
    """Whether a text is a date."""
    return len(text) <= 40 and any(c.isdigit() for c in text) and date_of(text) is not None


def date_of(text: str) -> int | None:
    """The year of a date, which may have its label before it."""
    return read_date(_DATE_KEY.sub("", text))


def _method(asker: Asker, text: str, cell: bool) -> Worded | None:
    if len(text) > 40 or is_resource(text) or text.isdigit() or asker.words.keyed(text + ":"):
        return None
    words = words_of(text)
    if not words or len(words) > 5 or read_date(text) is not None:
        return None
    score = -0.4 * (len(words) > 3) + 0.3 * (cell and len(words) <= 3)
    score += 0.5 * is_code(text) - 0.5 * (et_al(text) is not None)
    return Worded(score, 1)


def _name(text: str) -> bool:
    """Whether a text is the name of one person, or of several."""
    good, of = names_in(text)
    return good == of and 1 < len(text.split()) < 5


def _run_into(asker: Asker, text: str) -> int | None:
    """Where `… for segmentation ECCV2016` ends with a known venue that nothing divides off."""
    if not text[-1:].isdigit():
        return None
    match = LAST_WORDS.search(text)
    if match is None or match.start() < 12:
        return None
    start = match.start("pub")
    read = asker.publication(text[start:])
    if read is None or read.year is None or not read.known or read.venue is None:
        return None
    return start if read.venue.start == 0 else None


def _column(text: str) -> int | None:
    """How many words a text in a column of venues has; None for what says nothing."""
    count = len(text.split())
    if not any(c.isalpha() for c in text) or count > 6 or text.lower() in ("n/a", "none"):
        return None
    return count


# Questions that need more than the text: what the registry knows, other questions.
_ASKED: dict[str, Callable[[Asker, str], Hashable]] = {
    # of what a reader sees
    "first title": lambda asker, text: _title(asker, text, True, True),
    "label title": lambda asker, text: _title(asker, text, True, False),
    "title": lambda asker, text: _title(asker, text, False, False),
    "row": _row,
    "named": _named,
    "method": lambda asker, text: _method(asker, text, False),
    "cell method": lambda asker, text: _method(asker, text, True),
    "keyed": lambda asker, text: asker.words.keyed(text) is not None,
    # of what is written
    "pub": lambda asker, raw: _published(asker, raw, 130),
    "pub said": _said,
    "pub of many": lambda asker, raw: _published(asker, raw, 44),
    "run into": _run_into,
    "venue or year": lambda asker, text: (
        asker.registry.lookup(text.strip(" .")) is not None or YEAR.search(text) is not None
    ),
    "key": lambda asker, text: asker.words.keyed(text + ":") is not None,
}
_SEEN: dict[str, Callable[[str], Hashable]] = {
    # of what a reader sees
    "names": names_in,
    "date": _date,
    "column": _column,
    "name": _name,
    "resource": is_resource,
    "label": lambda text: is_resource(text) or "://" in text[:8],
    "paper label": lambda text: PAPER_LABEL.fullmatch(text) is not None,
    # of what is written
    "year": lambda text: YEAR.search(text) is not None,
    "digit": lambda text: any(c.isdigit() for c in text),
    "filler": lambda text: len(text) < 3 or is_resource(text),
    "et al": lambda text: ONLY_ET_AL.match(text) is not None,
    "badge": lambda text: text if "badge" in text.lower() else "",
    "paper": is_paper_url,
    "code": is_code_url,
}
#: Questions on whose answers no other question depends.
LATER = frozenset(
    ("named", "pub said", "first title", "label title", "title", "method", "cell method")
)
#: Questions about what a reader sees; the others are about the text as it is written.
OF_SHOWN = LATER - {"pub said"} | {
    "row", "keyed", "names", "date", "column", "name", "resource", "label", "paper label",
}  # fmt: skip
_DIGITS = re.compile(r"\d\d")
