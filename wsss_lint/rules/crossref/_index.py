"""The list's papers by the names that tables call them, and the tables' rows by the same names.

Made once for the files of a list: four rules ask for it. Papers may stand in one file and the
tables in another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsss_lint.records.cells import placeholder
from wsss_lint.records.model import Field, ListDocument, Paper, ResultRow, ResultTable
from wsss_lint.rule import Related
from wsss_lint.source import Span
from wsss_lint.venues.venue import normalise

# "MCTformer+: Multi-class token transformer", "Frozen CLIP: a strong backbone"
RE_PREFIX = re.compile(r"[\"“]?\s*([^\s:][^:]{0,39}?)\s*:\s")
# What makes a row a combination of several methods, of which each may be listed.
RE_COMBINED = re.compile(r"\s[+&]\s|\sw/|\swith\s|/|,\s|\s\|\s", re.IGNORECASE)
RE_REFERENCE = re.compile(r"\s*\[\d{1,3}\]|[*†‡§¶^#]+$")
RE_VERSION = re.compile(r"[\s-]?v?\d(?:\.\d)?", re.IGNORECASE)
RE_OTHER = re.compile(r"[^\w+]+|_+")
AUTHORS = "etal"
MOST_OF_A_NAME = 50  # papers that are compared under one name
# What stands in a label's place until someone fills it in.
PLACEHOLDERS = frozenset(("method", "methods", "name", "title", "paper", "ours", "baseline", "tbd"))


def key_of(text: str) -> str:
    """What two spellings of a method have in common: letters, digits and plus signs.

    `ECS-Net` is `ecs net`, `Chang *et al*.` is `Chang et al.`; `MCTformer+` is not `MCTformer`.
    """
    text = text.casefold()
    return text if text.isalnum() else RE_OTHER.sub("", text)


def by_authors(key: str) -> bool:
    """Whether a method is only called by who made it: `Chang et al.`"""
    return key.endswith(AUTHORS) and len(key) > len(AUTHORS)


class Label(NamedTuple):
    """A paper under one of its names."""

    text: str
    paper: Paper
    label: bool  # it is the entry's own label, not the beginning of its title
    document: ListDocument  # where the paper stands


class Seen(NamedTuple):
    """A result row and the method that it is about."""

    table: ResultTable
    row: ResultRow
    method: Field[str]
    key: str
    labels: tuple[Label, ...]  # the papers of that name
    document: ListDocument  # where the row stands

    @property
    def path(self) -> str:
        """The file that the row stands in."""
        return self.document.source.path

    def beside(self, document: ListDocument, span: Span, message: str) -> Related:
        """Another place that a finding about this row speaks of, maybe in another file."""
        path = document.source.path
        return Related(span, message, path if path != self.path else None)


class Index:
    """The names of a list's papers and of its rows' methods."""

    def __init__(self, documents: Sequence[ListDocument]) -> None:
        self.documents = tuple(documents)
        self.registry = documents[0].registry
        self.papers = [(paper, document) for document in documents for paper in document.papers]
        self.labels: dict[str, list[Label]] = {}
        self.labelled = 0
        self.authors = False  # whether entries name their authors
        self._codes: dict[str, str] = {}
        self._nameless: set[tuple[int | None, str | None]] = set()  # entries without any name
        for paper, document in self.papers:
            self.authors = self.authors or paper.authors is not None
            labels = _labels(paper, document)
            for key, label in labels:
                self.labelled += 1
                papers = self.labels.setdefault(key, [])
                if len(papers) < MOST_OF_A_NAME:
                    papers.append(label)
            if not labels:
                self._nameless.add(self._pub(paper))
        self._years = {year for year, _ in self._nameless}
        self.first_year = min((p.year.value for p, _ in self.papers if p.year), default=0)
        self.rows = list(self._rows())
        self._by_pub: dict[tuple[int | None, str | None], list[str]] | None = None
        self._words: set[str] | None = None
        self._unlisted: list[Seen] | None = None

    def code(self, text: str) -> str:
        """The venue that a text means; a workshop counts as its conference."""
        if text not in self._codes:
            venue = self.registry.lookup(text)
            self._codes[text] = venue.main.code if venue is not None else normalise(text)
        return self._codes[text]

    @property
    def words(self) -> set[str]:
        """The words of all titles, as keys."""
        if self._words is None:
            words: set[str] = set()  # most titles consist of words that others have too
            for paper, _ in self.papers:
                if paper.title:
                    words.update(paper.title.value[:400].split())
            self._words = {key_of(word) for word in words}
        return self._words

    @property
    def unlisted(self) -> list[Seen]:
        """The rows whose method the list lacks, of tables that are about the list.

        A table most of whose methods are not listed is about other methods: it says nothing.
        """
        if self._unlisted is None:
            self._unlisted = self._missing()
        return self._unlisted

    def may_be_nameless(self, row: ResultRow) -> bool:
        """Whether an entry without a label may be the row's method: venue and year agree.

        `HTC` in CVPR 2019 is "Hybrid Task Cascade", which no look-up can know.
        """
        if row.year is None:
            return bool(self._nameless)
        year = row.year.value
        if row.venue is None:
            return year in self._years or None in self._years
        code = self.code(row.venue.value)
        pairs = ((year, code), (year, None), (None, code), (None, None))
        return any(pair in self._nameless for pair in pairs)

    def _pub(self, record: Paper | ResultRow) -> tuple[int | None, str | None]:
        """Year and venue, as far as they are named."""
        code = self.code(record.venue.value) if record.venue else None
        return record.year.value if record.year else None, code

    def agreeing(self, row: ResultRow) -> Iterator[str]:
        """The keys of all papers whose venue and year agree with a row's: see `agrees`."""
        if self._by_pub is None:
            self._by_pub = defaultdict(list)
            for key, labels in self.labels.items():
                for pub in {self._pub(label.paper) for label in labels}:
                    self._by_pub[pub].append(key)
        year, code = self._pub(row)
        for (other_year, other_code), keys in self._by_pub.items():
            same_year = None in (year, other_year) or year == other_year
            if same_year and (None in (code, other_code) or code == other_code):
                yield from keys

    def _rows(self) -> Iterator[Seen]:
        tables = [(table, document) for document in self.documents for table in document.tables]
        for table, document in tables:
            for row in table.rows:
                method = row.method
                if row.group or method is None or placeholder(method.value):
                    continue
                key = key_of(RE_REFERENCE.sub("", method.value[:100]))
                if key:
                    labels = tuple(self.labels.get(key, ()))
                    yield Seen(table, row, method, key, labels, document)

    def _missing(self) -> list[Seen]:
        if self.labelled < 3:
            return []
        missing = [seen for seen in self.rows if self._absent(seen)]
        every: dict[int, set[str]] = {}
        lacking: dict[int, set[str]] = {}
        for seen in self.rows:
            every.setdefault(id(seen.table), set()).add(seen.key)
        for seen in missing:
            lacking.setdefault(id(seen.table), set()).add(seen.key)
        foreign = {
            table
            for table, keys in lacking.items()
            if len(keys) > (0.4 if len(every[table]) > 4 else 0.5) * len(every[table])
        }
        # a table of data sets says nothing about those of methods
        names = {seen.key for seen in self.rows if id(seen.table) not in foreign}
        missing = [seen for seen in missing if id(seen.table) not in foreign]
        return missing if 5 * len({seen.key for seen in missing}) <= 2 * len(names) else []

    def _absent(self, seen: Seen) -> bool:
        if seen.labels:
            return by_authors(seen.key) and self.another_author(seen)
        if seen.key in self.words or RE_COMBINED.search(seen.method.value):
            return False
        if by_authors(seen.key) and self.authors:
            return False
        if seen.row.year is not None and seen.row.year.value < self.first_year:
            return False  # a classic, older than all that the list is about
        whole = seen.row.cells[0].value[:100]
        return key_of(whole) not in self.labels and not self._variant(seen)

    def _variant(self, seen: Seen) -> bool:
        """Whether the row is about a listed method in another size or setting: `FCN-8s`,
        `HRNet W48`, `PiCANet-R`, `StrongSORT++`.

        Venue and year have to agree, as far as the row names them: `MCTformer+` of a later
        year is another paper than `MCTformer`.
        """
        text = RE_REFERENCE.sub("", seen.method.value[:100])
        return any(
            self.agrees(seen.row, label.paper)
            for end in _name_ends(text)
            for label in self.labels.get(key_of(text[:end]), ())
        )

    def another_author(self, seen: Seen) -> bool:
        """Whether `Lee et al.` of a row is none of the listed ones: no venue and no year agrees."""
        if seen.row.venue is None and seen.row.year is None:
            return False
        return not any(self.agrees(seen.row, label.paper, partly=True) for label in seen.labels)

    def agrees(self, row: ResultRow, paper: Paper, *, partly: bool = False) -> bool:
        """Whether venue and year of a row are those of a paper, as far as both name them.

        With `partly`, one of the two is enough.
        """
        compared = []
        if row.venue is not None and paper.venue is not None:
            compared.append(self.code(row.venue.value) == self.code(paper.venue.value))
        if row.year is not None and paper.year is not None:
            compared.append(row.year.value == paper.year.value)
        if not compared:
            return True
        return any(compared) if partly else all(compared)


def _name_ends(text: str) -> Iterator[int]:
    """Where a name inside of a longer one may end: before a mark, a blank, or a number.

    Not before that of a version: `SAM 2` and `DeepLab v3` are papers of their own.
    """
    for at in range(2, len(text)):
        ends = not text[at].isalnum() or (text[at].isdigit() and text[at - 1].isalpha())
        if ends and text[at - 1].isalnum() and RE_VERSION.fullmatch(text, at) is None:
            yield at


_last: Index | None = None


def comparable(documents: Sequence[ListDocument]) -> bool:
    """Whether a list has both papers and result tables."""
    return any(d.tables for d in documents) and any(d.papers for d in documents)


def index_of(documents: Sequence[ListDocument]) -> Index:
    """The index of a list. The last one is kept."""
    global _last
    if _last is None or list(map(id, _last.documents)) != list(map(id, documents)):
        _last = Index(documents)
    return _last


def _labels(paper: Paper, document: ListDocument) -> list[tuple[str, Label]]:
    """The names of a paper with their keys: its label, and what its title begins with."""
    labels: list[tuple[str, Label]] = []
    known = ""
    if paper.method is not None:
        text = " ".join(paper.method.value.split())
        known = key_of(text)
        if known and known not in PLACEHOLDERS:
            labels.append((known, Label(text, paper, True, document)))
    if paper.title is not None and ":" in paper.title.value:
        found = RE_PREFIX.match(paper.title.value)
        if found is not None and len(found[1].split()) <= 4:
            key = key_of(found[1])
            if key and key != known:
                labels.append((key, Label(found[1], paper, False, document)))
    return labels


def pub_span(row: ResultRow) -> Span | None:
    """Venue and year of a row as one span."""
    spans = [field.span for field in (row.venue, row.year) if field is not None]
    if not spans:
        return None
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def pub_text(seen: Seen) -> str:
    """Venue and year of a row as written."""
    span = pub_span(seen.row)
    return "" if span is None else " ".join(seen.document.source.slice(span).split())[:60]


def pub_of(paper: Paper) -> str:
    """Venue and year of a paper, for messages."""
    parts = [paper.venue.value[:60]] if paper.venue else []
    if paper.year:
        parts.append(str(paper.year.value))
    return " ".join(parts)
