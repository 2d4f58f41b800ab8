"""DUP004 duplicate-title-typo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity, Span
from wsss_lint.rules.duplicates._papers import (
    LONGEST,
    Listed,
    different,
    listed,
    preprint,
    published,
)

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument

FEWEST_WORDS = 5  # shorter titles are too easily alike
WEIGHTS = tuple(2 * place + 3 for place in range(LONGEST))
SHORTEST_WORD = 5  # "graph" and "graphs", but not "2D" and "3D", "one" and "two"


class DuplicateTitleTypo(Rule):
    """Two titles differ by one slip inside one word, and by nothing else.

    A slip is a letter too many, too few, changed, or two letters swapped. The word has at least
    five letters and begins alike in both, the title at least five words; numbers never differ by
    a slip. Titles that differ by a whole word are different papers, however alike they look.

    ## Why

    It is one paper with a misspelt title: searches miss it, and it escapes the comparison of
    duplicates.

    ## How to fix

    Look the title up and correct the wrong one, such as `Weakly Supervised Segmentaton` beside
    `Weakly Supervised Segmentation`; then see whether both entries are wanted.

    ## Fix safety

    There is no fix: which of the two spellings is right, only the paper itself tells.

    ## Known false alarms

    Two papers whose titles differ by a plural `s` alone. Entries whose identifiers differ, or
    that were published at different venues, are left alone.
    """

    code = "DUP004"
    name = "duplicate-title-typo"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good(
            "## Papers\n\n"
            '- **A:** "Learning Seeds for Weakly Supervised Segmentation" *CVPR2021*\n'
            '- **B:** "Learning Seeds for Weakly Supervised Detection" *CVPR2021*\n'
            '- **C:** "Learning Seeds for Weakly-Supervised Segmentation of 2D Scans" *CVPR2021*\n'
            '- **D:** "Learning Seeds for Weakly-Supervised Segmentation of 3D Scans" *CVPR2021*\n'
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n### Image tags\n\n"
            '- **A:** "Learning Seeds for Weakly Supervised Segmentation" *CVPR2021*\n\n'
            "### Scribbles\n\n"
            '- **A:** "Learning Seeds for ⟦Wekaly⟧ Supervised Segmentation" *CVPR2021*\n'
        ),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Find pairs without comparing all with all: see `_all_but_one`."""
        entries: dict[tuple[str, ...], Listed] = {}
        for entry in listed(documents):
            if FEWEST_WORDS <= len(entry.words) <= LONGEST:
                entries.setdefault(entry.words, entry)
        for group in _all_but_one(list(entries.values())):
            words = zip(group[0].words, group[1].words, strict=False)
            at = next((i for i, (one, other) in enumerate(words) if one != other), 0)
            for first, second in _slips(group, at):
                if not self._distinct(first, second):
                    yield self._report(first, second, at)

    def _distinct(self, one: Listed, other: Listed) -> bool:
        """Whether more than the word tells the two apart."""
        if different(one, other):
            return True
        first, second = published(one), published(other)
        if preprint(one) or preprint(other):
            return False
        return bool(first[0] and second[0] and first[0] != second[0])

    def _report(self, one: Listed, other: Listed, at: int) -> Diagnostic:
        if one.silenced(self.name) and not other.silenced(self.name):
            one, other = other, one  # the comment is found at the place of the finding
        path = one.path if one.path != other.path else None
        return self.found(
            _word_span(other, at),
            f"the title differs from another one by a slip in one word: `{other.words[at]}` here, "
            f"`{one.words[at]}` there",
            help="look up how the title is spelt, and see whether the paper is listed twice",
            related=(Related(_word_span(one, at), "the other title", path),),
            key=f"paper {other.title}",
            path=other.path,
        )


def _all_but_one(entries: list[Listed]) -> list[list[Listed]]:
    """The groups of titles that are alike but for one word, the same one in a group.

    A title is the sum of its words' hashes, weighted by their places: taking one out of the sum
    takes no time, and the titles of one topic do not fall into one heap. Sums can agree by
    chance: `_slips` compares the words themselves.
    """
    first: dict[int, Listed] = {}
    groups: dict[int, list[Listed]] = {}
    doubtful = _doubtful(entries)
    for entry in entries:
        if doubtful.isdisjoint(entry.words):
            continue
        parts = [hash(word) * weight for word, weight in zip(entry.words, WEIGHTS, strict=False)]
        total = sum(parts)
        for word, part in zip(entry.words, parts, strict=True):
            if word in doubtful:
                other = first.setdefault(total - part, entry)
                if other is not entry:
                    groups.setdefault(total - part, [other]).append(entry)
    return list(groups.values())


def _doubtful(entries: list[Listed]) -> set[str]:
    """The words that may be a slip of another one.

    Where the titles are made of few words, only those that another word is a slip away from: of
    28,000 titles with 340,000 words, that leaves few to look at.
    """
    words = {word for entry in entries for word in entry.words}
    # never a slip in "vgg16"
    words = {word for word in words if len(word) >= SHORTEST_WORD - 1 and word.isalpha()}
    if sum(map(len, words)) > sum(len(entry.words) for entry in entries):
        return words  # to compare them would take longer
    first: dict[str, str] = {}
    found: set[str] = set()
    for word in words:
        for shape in _shapes(word):
            other = first.setdefault(shape, word)
            if other is not word:
                found |= {other, word}
    return found


def _shapes(word: str) -> set[str]:
    """A word, and what is left of it without one letter, but for the first. Two words that are one
    slip apart have one of these in common."""
    return {word[:i] + word[i + 1 :] for i in range(1, min(len(word), 40))} | {word}


def _slips(group: list[Listed], at: int) -> Iterable[tuple[Listed, Listed]]:
    """The pairs whose words at this place are one slip apart, by the words' neighbourhoods:
    each word with one letter left out meets every other that is one slip away."""
    buckets: dict[str, list[Listed]] = {}
    done = set()
    before, after = group[0].words[:at], group[0].words[at + 1 :]
    for entry in group:
        if entry.words[:at] != before or entry.words[at + 1 :] != after:
            continue  # the sums agreed by chance
        word = entry.words[at]
        for shape in _shapes(word):
            for other in buckets.setdefault(shape, []):
                pair = (id(other.paper), id(entry.paper))
                if pair not in done and one_slip(other.words[at], word):
                    done.add(pair)
                    yield other, entry
            if len(buckets[shape]) < 5:
                buckets[shape].append(entry)


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter added, lost, changed or by two swapped, behind a
    common first letter; never in a digit."""
    if one == other or one[0] != other[0] or min(len(one), len(other)) < SHORTEST_WORD - 1:
        return False
    if max(len(one), len(other)) < SHORTEST_WORD or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if any(char.isdigit() for char in mine + theirs):
        return False
    return (len(mine) <= 1 and len(theirs) <= 1) or (len(mine) == 2 and mine == theirs[::-1])


def _word_span(entry: Listed, at: int) -> Span:
    """Where a word of the title stands; the title's own span when it was written otherwise."""
    import re

    title = entry.paper.title
    if title is None:
        return entry.paper.span
    text = entry.document.source.flat[title.span.start : title.span.end]
    places = [m.span() for m in re.finditer(r"[^\W_]+", text)]
    if len(places) != len(entry.words):
        return title.span
    start, end = places[at]
    return Span(title.span.start + start, title.span.start + end)
