"""What makes two entries the same paper: shared by the rules of this folder.

Facts about many lists: one paper under several kinds of supervision is no mistake, and the
titles of distinct papers of one field are up to 97 % alike, so that only equality counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, Paper, Section

# A heading's year, or range of years, at its end or beginning: "Papers 2021", "2016-2018".
YEAR = r"^\W*(?:19|20)\d\d\b|\b(?:in\W+)?(?:19|20)\d\d(?:\W+(?:19|20)?\d\d)?\W*$"
TAIL = r"\s*[\[(<].*"  # "[[Back to Top](#top)]"
# Years that belong to a data set: its sections are as different as any.
DATA_SETS = ("voc", "ilsvrc", "imagenet", "coco", "davis", "vot", "kitti", "challenge", "dataset")
SHORTEST = 6  # letters of a title that says something
LONGEST = 60  # words; what is longer is no title, and it is compared as a whole only
# What stands in a title's place until someone fills it in.
PLACEHOLDERS = frozenset(
    [
        "title",
        "papertitle",
        "thetitle",
        "titleofthepaper",
        "paper",
        "untitled",
        "unknown",
        "tobeannounced",
        "comingsoon",
        "toappear",
        "placeholder",
        "example",
        "exampletitle",
        "yourtitle",
        "titlehere",
        "anonymous",
        "unpublished",
    ]
)


class Listed:
    """A paper as the rules here compare it."""

    __slots__ = ("document", "identifiers", "paper", "place", "title", "words")

    def __init__(
        self, document: ListDocument, paper: Paper, place: tuple[str, ...], words: tuple[str, ...]
    ) -> None:
        self.document = document
        self.paper = paper
        self.place = place  # file and section, without the headings that are only a year
        self.title = "".join(words)  # its letters and digits, folded; "" when it says nothing
        self.words = words
        self.identifiers = identifiers(paper)  # ("arxiv", "2203.02106"), …
        if len(self.title) < SHORTEST or self.title in PLACEHOLDERS:
            self.title, self.words = "", ()

    @property
    def span(self) -> tuple[int, int]:
        """Where to point: the title, or all of an entry that has none."""
        return self.paper.title.span if self.paper.title else self.paper.span

    @property
    def path(self) -> str:
        """The file."""
        return self.document.source.path

    def silenced(self, rule: str) -> bool:
        """Whether a comment takes this paper out of a rule."""
        suppressions = self.document.suppressions
        return bool(suppressions) and suppressions.covers(rule, self.span)


_last: tuple[Sequence[ListDocument], list[Listed]] | None = None


def listed(documents: Sequence[ListDocument]) -> list[Listed]:
    """All papers of these lists, ready to be compared. The last answer is kept: four rules ask."""
    global _last
    if _last is not None and list(map(id, _last[0])) == list(map(id, documents)):
        return _last[1]
    found = []
    for document in documents:
        places: dict[int, tuple[str, ...]] = {}
        starts, labels = _labels(document)
        for paper in document.papers:
            place = places.get(id(paper.section))
            if place is None:
                place = (document.source.path, *place_of(paper.section))
                places[id(paper.section)] = place
            at = bisect_right(starts, paper.span.start) - 1
            if at >= 0 and starts[at] > paper.section.span.start:
                place += labels[at]
            words = words_of(paper.title.value) if paper.title else ()
            found.append(Listed(document, paper, place, words))
    _last = (tuple(documents), found)
    return found


def _labels(document: ListDocument) -> tuple[list[int], list[tuple[str, ...]]]:
    """What parts a section without being a heading, and where: `<summary>Video</summary>`, a
    line in bold, a line that ends with a colon; at the top level, and not a paper itself."""
    starts: list[int] = []
    labels: list[tuple[str, ...]] = []
    papers = {id(paper.block) for paper in document.papers}
    text = document.source.flat
    for block in document.markdown.blocks:
        start, end = block.span
        if block.kind == "html":
            label = text[start : min(end, start + 1000)]
            if "<summary" not in label:
                continue
            label = label.partition("<summary")[2]
        elif block.kind == "paragraph" and end - start <= 100 and id(block) not in papers:
            label = text[start:end]
            bold = label[:2] == label.rstrip(": ")[-2:] and label[:2] in ("**", "__")
            if "\n" in label or not (bold or label[-1] == ":"):
                continue
        else:
            continue
        starts.append(start)
        labels.append(tuple(filter(None, [_unyeared(label)])))
    return starts, labels


def place_of(section: Section) -> tuple[str, ...]:
    """The headings above a paper, without their years: the list of one topic goes on from year
    to year, and a paper belongs to one year of it."""
    names = [(title, _unyeared(title)) for title in section.path]
    return tuple(
        name or title for title, name in names if name or not any(c.isdigit() for c in title)
    )


@lru_cache(maxsize=1024)  # 6,000 sections have 400 topics and 14 years in their paths
def _unyeared(title: str) -> str:
    """The words of a heading without its year and what stands in brackets at its end."""
    name = re.sub(TAIL, "", title[:200]).casefold()
    if not any(word in name for word in DATA_SETS):
        name = re.sub(YEAR, "", re.sub(YEAR, "", name))
    return " ".join(_words()(name))


@cache
def _words() -> Callable[[str], list[str]]:
    """Compiled when first used: start-up counts."""
    return re.compile(r"\w+").findall


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title without case, accents, marks, invisible characters and letters of
    other scripts that look like Latin ones."""
    if not title.isascii():
        import unicodedata

        from wsss_lint.records.letters import latin

        plain = unicodedata.normalize("NFKD", latin(title))
        title = "".join(
            char
            for char in plain
            if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
        )
    return tuple(_words()(title.casefold().replace("_", " ")))


def identifiers(paper: Paper) -> tuple[tuple[str, str], ...]:
    """What the paper's links say that it is; of each kind the first one only, as further ones
    tend to be related work."""
    if not paper.links:
        return ()
    from wsss_lint.venues.links import facts

    found: dict[str, str] = {}
    for link in paper.links:
        for kind, value in facts(link.url).identifiers:
            found.setdefault(kind, value)
    return tuple(found.items())


def contradiction(one: Listed, other: Listed) -> str | None:
    """What two entries of one paper disagree on, in words; None when they agree or do not say."""
    first, second = published(one), published(other)
    parts = []
    if first[0] and second[0] and first[0] != second[0]:
        parts.append("venue")
    if first[1] and second[1] and first[1] != second[1]:
        parts.append("year")
    return " and ".join(parts) if parts else None


def published(entry: Listed) -> tuple[str, int | None]:
    """The code of an entry's venue, "" when it is missing or not known, and its year.

    Two texts that no registry knows may be one venue all the same.
    """
    paper = entry.paper
    code = ""
    if paper.venue and paper.venue.value.strip():
        lookup = entry.document.registry.lookup
        known = lookup(paper.venue.value) or lookup(" ".join(words_of(paper.venue.value)))
        code = known.code if known else ""
    return code, paper.year.value if paper.year else None


def stated(entry: Listed) -> str:
    """Venue and year as a person reads them."""
    venue = entry.paper.venue.value if entry.paper.venue else ""
    year = str(entry.paper.year.value) if entry.paper.year else ""
    return f"{venue} {year}".strip()


def preprint(entry: Listed) -> bool:
    """Whether the venue is a preprint server."""
    venue = entry.paper.venue
    known = entry.document.registry.lookup(venue.value) if venue else None
    return known is not None and known.kind == "preprint"


def journal_version(one: Listed, other: Listed) -> bool:
    """Whether one may be the journal's version of what the other was at a conference."""
    kinds: dict[str, int] = {}
    for entry in (one, other):
        venue, year = entry.paper.venue, entry.paper.year
        known = entry.document.registry.lookup(venue.value) if venue else None
        if known is None or year is None:
            return False
        kinds[known.kind] = year.value
    if kinds.keys() != {"conference", "journal"}:
        return False
    return 0 <= kinds["journal"] - kinds["conference"] <= MOST_YEARS


MOST_YEARS = 5  # from a conference to the journal
MOST_ALIKE = 50  # entries of one title that are compared; with more it is no list of papers


def same_title(entries: Iterable[Listed]) -> list[list[Listed]]:
    """The groups of entries with one title, in the order of their first."""
    groups: dict[str, list[Listed]] = {}
    for entry in entries:
        if entry.title:
            groups.setdefault(entry.title, []).append(entry)
    return [parted for group in groups.values() if len(group) > 1 for parted in _part(group)]


#: `Comment: …` and `[Re] …` are papers about the one whose title follows.
ABOUT = frozenset(
    (
        *("re", "comment", "comments", "reply", "response", "correction", "corrigendum"),
        *("erratum", "errata", "addendum", "retraction", "supplement", "tutorial", "abstract"),
    )
)


def without_name(entries: list[Listed]) -> Iterable[tuple[list[Listed], str]]:
    """The groups of entries that are alike but for the method's name before the title."""
    titles: dict[str, list[Listed]] | None = None
    for entry in entries:
        value = entry.paper.title.value if entry.paper.title else ""
        name, colon, _ = value.partition(": ")
        if not colon or " " in name or len(name) > 24 or name.strip("[]").casefold() in ABOUT:
            continue
        if not name[-1:].isalpha():
            continue  # `MCTformer+: …`, `SAM2: …`: the next version
        if titles is None:
            titles = {}
            for other in entries:
                if len(other.words) >= 5:
                    titles.setdefault(other.title, []).append(other)
        group = titles.get(entry.title[len("".join(words_of(name))) :], [])[:MOST_ALIKE]
        if group:
            yield sorted([*group, entry], key=lambda e: (e.path, e.span)), name


def _part(group: list[Listed]) -> list[list[Listed]]:
    """Short titles ("Deep Clustering") are given to more than one paper: then the identifiers
    say whether it is the same."""
    if len(group[0].words) > 3:
        return [group]
    parts: list[list[Listed]] = []
    for entry in group:
        for part in parts:
            if not different(part[0], entry):
                part.append(entry)
                break
        else:
            if len(parts) < MOST_ALIKE:
                parts.append([entry])
    return [part for part in parts if len(part) > 1]


def different(one: Listed, other: Listed) -> bool:
    """Whether two entries have identifiers of one kind that differ."""
    theirs = dict(other.identifiers)
    return any(theirs.get(kind, value) != value for kind, value in one.identifiers)


def alike(one: Listed, other: Listed) -> bool:
    """Whether two titles share most of their words: variants of one title, given that the
    entries have the same identifier."""
    if not one.words or not other.words:
        return True
    common = len(set(one.words) & set(other.words))
    return common >= 0.7 * max(len(set(one.words)), len(set(other.words)))


def shortened(text: str, limit: int = 80) -> str:
    """A title for a message."""
    text = " ".join(text.split()).replace("`", "'")
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
