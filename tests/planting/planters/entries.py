"""Mistakes in the form of an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from tests.planting.lists import CleanList, Entry, pick
from tests.planting.plant import Edit, Plant, mark, planter

LABEL_END = len(":** ")


def on(
    places: Callable[[CleanList], list[Entry]],
    edits: Callable[[CleanList, Entry, Random], Sequence[Edit] | None],
) -> Plant:
    """A planter's function from the places that it can use and what it does to one of them."""

    def plant(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        entry = pick(random, places(clean))
        return edits(clean, entry, random) if entry else None

    return plant


def starred(clean: CleanList) -> list[Entry]:
    return clean.starred


def labelled(clean: CleanList) -> list[Entry]:
    return clean.labelled


def quoted(clean: CleanList) -> list[Entry]:
    return clean.quoted


def unlisted(places: list[Entry], clean: CleanList) -> list[Entry]:
    """Places whose method no table names, so that its loss has no second consequence."""
    return [entry for entry in places if not clean.in_tables(entry)]


def words(entry: Entry, least: int) -> list[re.Match[str]]:
    """The plain words of the title that have a few letters."""
    return [
        m
        for m in re.finditer(r"(?<![\w-])[A-Za-z]+(?![\w-])", entry.title.value)
        if len(m[0]) >= least
    ]


def at_word(entry: Entry, word: re.Match[str]) -> tuple[int, int]:
    return entry.title.span.start + word.start(), entry.title.span.start + word.end()


def space(clean: CleanList, entry: Entry, random: Random) -> Sequence[Edit] | None:
    gaps = [m.start() for m in re.finditer(" ", entry.title.value)]
    at = entry.title.span.start + random.choice(gaps) if gaps else entry.venue.span.start - 2
    return [Edit(at, at + 1, mark("  "))]


planter("double space in the title", "entry-spacing", fix="safe")(on(starred, space))


@planter("double space before the venue", "entry-spacing", fix="safe")
def space_before_venue(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    at = entry.venue.span.start - 2
    return [Edit(at, at + 1, mark("  "))]


@planter("no space before the venue", "entry-spacing", fix="safe")
def no_space_before_venue(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    at = entry.venue.span.start - 2
    return [Edit(at, at + 1, mark(""))]


@planter("double space after the label", "entry-spacing", fix="safe")
def space_after_label(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.labelled)
    if not entry or not entry.paper.method:
        return None
    at = entry.paper.method.span.end + LABEL_END - 1
    return [Edit(at, at + 1, mark("  "))]


@planter("label without colon", "label-punctuation", fix="safe")
def no_colon(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.quoted)
    if not entry or not entry.paper.method:
        return None
    start, end = entry.paper.method.span
    return [Edit(start - 2, end + 3, mark(f"**{entry.paper.method.value}**"))]


@planter("space before the label's colon", "label-punctuation", fix="safe")
def space_before_colon(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.labelled)
    if not entry or not entry.paper.method:
        return None
    at = entry.paper.method.span.end
    return [Edit(at, at, mark(" "))]


@planter("colon outside the bold", "label-punctuation", fix="safe")
def colon_outside(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.labelled)
    if not entry or not entry.paper.method or entry.paper.method.value.endswith("*"):
        return None
    start, end = entry.paper.method.span
    return [Edit(start - 2, end + 3, mark(f"**{entry.paper.method.value}**:"))]


@planter("et al. with its point outside", "label-author-form", fix="safe")
def author_form(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(
        random,
        [e for e in clean.labelled if e.paper.method.value.endswith("*et al.*")],  # type: ignore[union-attr]
    )
    if not entry or not entry.paper.method:
        return None
    at = entry.paper.method.span.end
    return [Edit(at - len("*et al.*"), at, mark("*et al*."))]


@planter("placeholder for a label", "label-placeholder", also=["table-method-unlisted"])
def placeholder(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, unlisted(clean.labelled, clean))
    if not entry or not entry.paper.method:
        return None
    return [Edit(*entry.paper.method.span, mark(random.choice(["Method", "XXX", "TODO", "Name"])))]


@planter("label missing", "label-missing")
def label_missing(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        e
        for e in unlisted(clean.labelled, clean)
        if len(peers := clean.neighbours(e.paper.section)) >= 5
        and all(paper.method for paper in peers)
    ]
    entry = pick(random, places)
    if not entry or not entry.paper.method:
        return None
    start = entry.paper.method.span.start - 2
    stop = entry.paper.method.span.end + LABEL_END
    return [
        Edit(start, stop, ""),
        Edit(stop, entry.line.end, mark(clean.text[stop : entry.line.end])),
    ]


@planter("label in another case than in the title", "label-case", fix="unsafe")
def label_case(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        e
        for e in clean.labelled
        if e.paper.method
        and e.title.value.startswith(e.paper.method.value + ":")
        and any(c.isupper() for c in e.paper.method.value[1:])
    ]
    entry = pick(random, places)
    if not entry or not entry.paper.method:
        return None
    return [Edit(*entry.paper.method.span, mark(entry.paper.method.value.capitalize()))]


@planter("title empty", "title-empty")
def title_empty(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.quoted)
    if not entry:
        return None
    return [Edit(*entry.title.span, mark(""))]


@planter("both quotes missing", "title-quotes", fix="safe")
def no_quotes(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        e
        for e in clean.quoted
        if sum(o.paper.section is e.paper.section for o in clean.quoted) >= 4
    ]
    entry = pick(random, places)
    if not entry:
        return None
    start, end = entry.title.span
    return [
        Edit(start - 1, start, ""),
        Edit(start, end, mark(entry.title.value)),
        Edit(end, end + 1, ""),
    ]


@planter("opening quote missing", "title-quotes", fix="safe")
def no_opening_quote(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.quoted)
    if not entry:
        return None
    return [
        Edit(entry.title.span.start - 1, entry.title.span.end + 1, mark(f'{entry.title.value}"'))
    ]


@planter("closing quote missing", "title-quotes", fix="safe")
def no_closing_quote(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.quoted)
    if not entry:
        return None
    return [
        Edit(entry.title.span.start - 1, entry.title.span.end + 1, mark(f'"{entry.title.value}'))
    ]


@planter("curly quotes beside straight ones", "title-quotes", fix="safe")
def curly_quotes(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.quoted)
    if not entry:
        return None
    start, end = entry.title.span
    return [Edit(start - 1, end + 1, mark(f"“{entry.title.value}”"))]


@planter("space inside the quotes", "title-quotes", fix="safe")
def space_in_quotes(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.quoted)
    if not entry:
        return None
    at = random.choice([entry.title.span.start, entry.title.span.end])
    return [Edit(at, at, mark(" "))]


@planter("title ends with a full stop", "title-end-punctuation", fix="safe")
def full_stop(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(entry.title.span.end, entry.title.span.end, mark("."))]


@planter("stray space in a word", "title-split-word", fix="unsafe")
def split_word(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.entries)
    if not entry:
        return None
    common = [w for w in words(entry, 7) if clean.text.lower().count(w[0].lower()) >= 4]
    if not common:
        return None
    word = random.choice(common)
    start, end = at_word(entry, word)
    cut = random.randint(2, len(word[0]) - 2)
    return [Edit(start, end, mark(word[0][:cut] + " " + word[0][cut:]))]


@planter("colon lost after the method's name in the title", "title-subtitle-colon", fix="unsafe")
def subtitle_colon(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        e
        for e in clean.labelled
        if e.paper.method and e.title.value.startswith(e.paper.method.value + ": ")
    ]
    entry = pick(random, places)
    if not entry or not entry.paper.method:
        return None
    at = entry.title.span.start + len(entry.paper.method.value)
    return [
        Edit(at - len(entry.paper.method.value), at, mark(entry.paper.method.value)),
        Edit(at, at + 1, ""),
    ]


def invisible(make: Callable[[str, Random], str | None]) -> Plant:
    """Replace one word of a title by what PDF viewers make of it."""

    def plant(clean: CleanList, random: Random) -> Sequence[Edit] | None:
        for _ in range(40):
            entry = pick(random, clean.entries)
            candidates = words(entry, 5) if entry else []
            word = random.choice(candidates) if candidates else None
            made = make(word[0], random) if word else None
            if entry and word and made:
                start, end = at_word(entry, word)
                return [Edit(start, end, made)]
        return None

    return plant


def zero_width(word: str, random: Random) -> str:
    cut = random.randint(1, len(word) - 1)
    return word[:cut] + mark(random.choice("\u200b\u200c\u2060\ufeff")) + word[cut:]


def soft_hyphen(word: str, random: Random) -> str:
    cut = random.randint(2, len(word) - 2)
    return word[:cut] + mark("\u00ad") + word[cut:]


def ligature(word: str, random: Random) -> str | None:
    for letters, sign in (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        if letters in word:
            return word.replace(letters, mark(sign), 1)
    return None


def homoglyph(word: str, random: Random) -> str | None:
    twins = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"}
    places = [i for i, letter in enumerate(word) if letter in twins]
    if not places:
        return None
    at = random.choice(places)
    return mark(word[:at] + twins[word[at]] + word[at + 1 :])


def hyphenated(word: str, random: Random) -> str | None:
    if len(word) < 8:
        return None
    cut = random.randint(3, len(word) - 3)
    return mark(word[:cut] + "- " + word[cut:])


HIDDEN = "title-invisible-characters"
planter("zero-width character in a word", HIDDEN, fix="safe")(invisible(zero_width))
planter("soft hyphen in a word", HIDDEN, fix="safe")(invisible(soft_hyphen))
planter("ligature in a word", HIDDEN, fix="unsafe")(invisible(ligature))
planter("letter of another script in a word", HIDDEN, fix="unsafe")(invisible(homoglyph))
planter("word hyphenated as in a PDF", HIDDEN, "title-split-word", fix="unsafe")(
    invisible(hyphenated)
)


@planter("no-break space in the title", HIDDEN, fix="safe")
def no_break_space(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.entries)
    gaps = [m.start() for m in re.finditer(" ", entry.title.value)] if entry else []
    if not entry or not gaps:
        return None
    at = entry.title.span.start + random.choice(gaps)
    return [Edit(at, at + 1, mark("\u00a0"))]


@planter("space after the venue's opening asterisk", "emphasis-broken", fix="safe")
def broken_opening(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(entry.venue.span.start - 1, entry.line.end, mark(f"* {clean.pub(entry)}*"))]


@planter("space before the venue's closing asterisk", "emphasis-broken", fix="safe")
def broken_closing(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(entry.venue.span.start - 1, entry.line.end, mark(f"*{clean.pub(entry)} *"))]


@planter(
    "closing asterisk of the venue missing", "emphasis-broken", "venue-unemphasised", fix="safe"
)
def unclosed_emphasis(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    return [Edit(entry.venue.span.start - 1, entry.line.end, mark(f"*{clean.pub(entry)}"))]


@planter(
    "space before the label's closing asterisks", "emphasis-broken", "label-punctuation", fix="safe"
)
def broken_label(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [e for e in clean.labelled if e.paper.method and "*" not in e.paper.method.value]
    entry = pick(random, places)
    if not entry or not entry.paper.method:
        return None
    start, end = entry.paper.method.span
    return [Edit(start - 2, end + 3, mark(f"**{entry.paper.method.value} **:"))]


@planter("bullet lost its marker", "entry-swallowed", fix="unsafe")
def swallowed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        e
        for e in clean.starred
        if clean.text[e.line.start : e.line.start + 2] == "- "
        and clean.text[clean.line(max(0, e.line.start - 1)).start :].startswith("- ")
    ]
    entry = pick(random, places)
    if not entry:
        return None
    return [
        Edit(entry.line.start, entry.line.start + 2, ""),
        Edit(
            entry.line.start + 2,
            entry.line.end,
            mark(clean.text[entry.line.start + 2 : entry.line.end]),
        ),
    ]


@planter("a note to oneself among the papers", "entry-unreadable")
def unreadable(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry or clean.text[entry.line.start : entry.line.start + 2] != "- ":
        return None
    note = random.choice(["TODO", "**add the new ones here**", "see also the other list", "?"])
    return [Edit(entry.line.end, entry.line.end, f"\n- {mark(note)}")]


@planter("stop or comma lost between the parts of an entry", "entry-punctuation", fix="safe")
def lost_punctuation(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    """`] Title [[code]…` for `] Title. [[code]…`; `), A. Author CVPR 2020` for `…, CVPR 2020`."""
    places = [
        (e, m.start())  # the first one of an entry: further ones may be those of a note
        for e in clean.entries
        if (m := re.search(r"\. (?=\[\[)|, (?=[A-Z]{4} 20\d\d \|)", clean.text[slice(*e.line)]))
    ]
    if not places:
        return None
    entry, at = random.choice(places)
    at += entry.line.start
    return [Edit(at, at + 1, mark(""))]
