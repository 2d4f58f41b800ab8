"""The records of a list: what rules see. None of them knows how the list is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from wsss_lint.diagnostics import Edit
from wsss_lint.source import Source, Span

if TYPE_CHECKING:
    from wsss_lint.formats.format import Format, UnitFormat
    from wsss_lint.formats.template import Match, Template
    from wsss_lint.markdown.tree import Block, Heading, MarkdownDocument, Row
    from wsss_lint.suppress import Suppressions
    from wsss_lint.venues.registry import Registry

T = TypeVar("T")


class Field(NamedTuple, Generic[T]):
    """A value and where it was read: ``source.slice(field.span)`` is its very text."""

    value: T
    span: Span


class Link(NamedTuple):
    """A link of a paper."""

    label: str
    url: str
    span: Span  # the whole markup
    url_span: Span  # the target alone


class Section:
    """A heading (or pseudo-heading) and what is under it."""

    __slots__ = (
        "heading", "level", "names_file", "parent", "path", "span", "supervision", "title", "year",
    )  # fmt: skip

    def __init__(
        self, heading: Heading | None, level: int, parent: Section | None, title: str, span: Span
    ) -> None:
        self.heading = heading  # None for the text before the first heading
        self.level = level  # 0 before the first heading
        self.parent = parent
        self.title = title  # markup and numbering kept: "1.1. supervised by image tags"
        self.path: tuple[str, ...] = (*(parent.path if parent else ()), title) if title else ()
        self.span = span  # heading's start to the next heading's start
        self.names_file = False  # the lone first-level heading: the title of the whole file
        self.year: int | None = None  # the year that the heading (or an ancestor) names
        self.supervision: str | None = None  # "I", "B", "S", "P", "L" by the headings' words

    @property
    def key(self) -> str:
        """The path as one string: section selectors are matched against it."""
        return " / ".join(self.path)


class Departure(NamedTuple):
    """One place where a paper departs from the form that its neighbours have."""

    kind: str  # the rule's name that reports it: "title-quotes", "entry-spacing", …
    span: Span  # what a reader should look at
    edits: tuple[Edit, ...]  # what brings it into the form of its neighbours
    message: str  # what is wrong, ready for a finding


class Paper:
    """One listed publication. Fields not found are None; see `Field` for spans."""

    __slots__ = (
        "authors", "block", "date", "departures", "format", "index", "inherited", "links",
        "match", "method", "note", "regime", "section", "span", "swallowed", "tags", "title",
        "torn_links", "venue", "year",
    )  # fmt: skip

    def __init__(self, index: int, span: Span, section: Section, unit: UnitFormat) -> None:
        self.index = index  # its place among the papers of the file
        self.span = span  # the unit's text: after the marker, to the end of its last line
        self.section = section
        self.format = unit
        self.block: Block | Row | None = None
        self.match: Match | None = None  # how it was read; None: recovered from an unreadable unit
        self.regime: Template | None = None  # the form that its neighbours have
        self.departures: tuple[Departure, ...] = ()
        self.method: Field[str] | None = None
        self.title: Field[str] | None = None  # value: blanks and line breaks folded
        self.authors: Field[str] | None = None
        self.venue: Field[str] | None = None  # as written: "arxiv", "ACM MM"
        self.year: Field[int] | None = None  # four digits: `24` is read as 2024
        self.date: Field[str] | None = None
        self.links: list[Link] = []
        self.tags: Field[str] | None = None
        self.note: Field[str] | None = None
        self.swallowed = False  # it lost its list marker: it renders as part of the one before
        self.torn_links: tuple[Span, ...] = ()  # it was read without these: their brackets are off
        self.inherited: frozenset[str] = frozenset()  # fields that come from a heading or default

    @property
    def readable(self) -> bool:
        """Whether a template read it (else only some fields were recovered)."""
        return self.match is not None

    def __repr__(self) -> str:
        return f"Paper({self.index}, {self.title.value if self.title else None!r})"


class Column:
    """A column of a result table."""

    __slots__ = ("header", "index", "kind", "span")

    def __init__(self, index: int, header: str, kind: str, span: Span) -> None:
        self.index = index
        self.header = header  # plain text
        # method, venue, year, metric, supervision, extra, backbone, pretraining, link, title, text
        self.kind = kind
        self.span = span


class Metric(NamedTuple):
    """A metric cell. `values` has one number, or several for `66.3/84.1`; none if not numeric."""

    text: str
    span: Span
    values: tuple[float, ...]
    placeholder: bool  # "-", "?", "" and the like
    malformed: bool  # neither a number nor a placeholder


class ResultRow:
    """One row of a result table."""

    __slots__ = ("base", "cells", "group", "method", "metrics", "row", "span", "venue", "year")

    def __init__(self, row: Row, cells: list[Field[str]]) -> None:
        self.row = row
        self.span = row.span
        self.cells = cells  # plain text (emphasis stripped), span of the trimmed cell as written
        self.group = False  # a label row: it names the rows below it and has no values
        self.method: Field[str] | None = None  # without the base method: "CONTA"
        self.base: Field[str] | None = None  # in parentheses: "+SEAM"
        self.venue: Field[str] | None = None
        self.year: Field[int] | None = None
        self.metrics: dict[int, Metric] = {}  # column index -> metric


class ResultTable:
    """A table of results."""

    __slots__ = ("block", "columns", "index", "rows", "section", "span")

    def __init__(
        self, index: int, span: Span, section: Section, columns: list[Column], block: Block
    ) -> None:
        self.index = index
        self.span = span
        self.section = section
        self.columns = columns
        self.block = block
        self.rows: list[ResultRow] = []

    def column(self, kind: str) -> Column | None:
        """The first column of a kind."""
        return next((c for c in self.columns if c.kind == kind), None)


class BibTeXEntry(NamedTuple):
    """One BibTeX entry in a fenced block."""

    type: str
    key: Field[str]
    fields: dict[str, Field[str]]
    span: Span


class TocLink(NamedTuple):
    """One line of the list's own table of contents."""

    text: str
    anchor: str  # without "#"
    depth: int  # 0 for the outermost
    span: Span  # the link's whole markup
    text_span: Span
    anchor_span: Span
    item_span: Span  # the item's own line: marker to end


class Unreadable(NamedTuple):
    """A unit in a section of papers that no template reads, with what was recovered."""

    span: Span
    section: Section
    paper: Paper
    reason: str


class Inference(NamedTuple):
    """The format that a list was found to have, and how sure that is."""

    format: Format
    share: float  # of the units in its sections that the format reads as they are
    known: bool  # False: no preset reads enough of the list
    induced: bool = False  # the form is none of the presets: the list's own entries showed it


class ListDocument:
    """Everything read from one file."""

    __slots__ = (
        "_bibtex", "_suppressions", "bibtex_errors", "format", "headings", "inference",
        "markdown", "papers", "registry", "sections", "source", "tables", "toc", "unreadable",
    )  # fmt: skip

    def __init__(
        self, source: Source, markdown: MarkdownDocument, format: Format, registry: Registry
    ) -> None:
        self.source = source
        self.markdown = markdown
        self.format = format
        self.registry = registry
        self.inference: Inference | None = None  # set when no settings named the format
        self.sections: list[Section] = []
        self.headings = markdown.headings
        self.papers: list[Paper] = []
        self.tables: list[ResultTable] = []
        self.toc: list[TocLink] = []
        self.unreadable: list[Unreadable] = []
        self._bibtex: list[BibTeXEntry] | None = None
        self._suppressions: Suppressions | None = None
        self.bibtex_errors: list[tuple[Span, str]] = []

    @property
    def bibtex(self) -> list[BibTeXEntry]:
        """The BibTeX entries; read when first asked for."""
        if self._bibtex is None:
            from wsss_lint.records.bibtex import read_bibtex

            self._bibtex, self.bibtex_errors = read_bibtex(self.markdown)
        return self._bibtex

    @property
    def suppressions(self) -> Suppressions:
        """The comments that silence rules; read when first asked for."""
        if self._suppressions is None:
            from wsss_lint.suppress import Suppressions

            self._suppressions = Suppressions(self)
        return self._suppressions

    def suppressed(self, rule: str, span: Span) -> bool:
        """Whether a comment silences the rule of this name at the start of a span.

        A rule about pairs asks this for each half: a silenced half must not flag the other.
        """
        return self.suppressions.covers(rule, span)
