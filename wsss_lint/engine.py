"""Lints lists: read, run the rules, silence what is to be silenced, sort. Pure: no files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Diagnostic, Severity
from wsss_lint.records.reader import read
from wsss_lint.rule import Context, Rule
from wsss_lint.rules import Selection, expand, load, runs, select
from wsss_lint.source import Source

if TYPE_CHECKING:
    from wsss_lint.formats.format import Format
    from wsss_lint.records.model import ListDocument
    from wsss_lint.settings import Settings
    from wsss_lint.venues.registry import Registry


CLEAR = 0.95  # of a list that is read in one form: no doubt that it is its form


class RuleCrash(Exception):  # noqa: N818 - it is a report about a rule, not an error of the list
    """A rule that raised; the text names it, the cause is chained."""


class FileResult(NamedTuple):
    """One list that was linted."""

    source: Source
    document: ListDocument
    diagnostics: list[Diagnostic]  # sorted by place, then code
    suppressed: int  # findings that comments silence


class Linter:
    """The rules of one run, made once for all lists that share their settings."""

    def __init__(
        self,
        settings: Settings,
        *,
        pedantic: bool = False,
        plugins: bool = True,
        rules: Iterable[type[Rule]] | None = None,
    ) -> None:
        """Raises `UnknownRule` for a selector that stands for no rule, and `RuleError`.

        `rules` are the ones to choose from; without it all that there are.
        """
        self.settings = settings
        self.pedantic = pedantic
        self.known = (load(plugins) if rules is None else tuple(rules)) + settings.own_rules
        self.selection: Selection = select(settings, self.known, pedantic=pedantic)
        context = Context(settings.year, settings.options)
        self.rules = [rule(context) for rule in self.selection.rules if runs(rule)]
        self._format: Format | None = None
        self._registry: Registry | None = None
        self._ready = False
        #: The text that a list had before a change, by its path: see `_read_as_before`.
        self.former: Callable[[str], str | None] | None = None
        self._before: dict[str, ListDocument | None] = {}  # read once, not in each round of fixes

    @property
    def names(self) -> frozenset[str]:
        """The names of the rules that run."""
        return frozenset(rule.name for rule in self.rules)

    def read(self, source: Source, like: ListDocument | None = None) -> ListDocument:
        """The records of a list, by the format and the venues of the settings.

        `like`: in the form that was found for this one, though another may be found now.
        """
        if not self._ready:
            self._format, self._registry = reading(self.settings)
            self._ready = True
        return read(source, like.format if like else self._format, self._registry)

    def _read_as_before(self, source: Source) -> ListDocument:
        """The records of a list; in the form that it had before the change that is judged, where
        too little of it is in one form now. In a list of twelve papers a single new line does
        that, and nobody would be told what is wrong with the line.
        """
        document = self.read(source)
        inference = document.inference
        if self.former is None or inference is None or inference.share > CLEAR:
            return document
        path = source.path
        if path not in self._before:
            text = self.former(path)
            self._before[path] = self.read(Source(text, path)) if text else None
        before = self._before[path]
        if before is None or before.inference is None or not before.inference.known:
            return document
        document = self.read(source, before)
        document.inference = before.inference
        return document

    def lint(self, sources: Sequence[Source]) -> list[FileResult]:
        """Lint lists that belong together (mostly one); the results are in their order.

        Raises `RuleCrash` when a rule fails.
        """
        documents = [self._read_as_before(source) for source in sources]
        for document in documents:
            if document.suppressions:
                document.suppressions.bind(
                    {key: rule.name for rule in self.known for key in (rule.name, rule.code)}
                )
        across = self._across(documents)
        return [
            self._finish(document, self._found(document) + across.get(document.source.path, []))
            for document in documents
        ]

    def _across(self, documents: list[ListDocument]) -> dict[str, list[Diagnostic]]:
        """What the rules say that look at all lists at once, by path."""
        found: dict[str, list[Diagnostic]] = {}
        for rule in _overriding(self.rules, "check_lists"):
            try:
                for diagnostic in rule.check_lists(documents):
                    path = diagnostic.path or documents[0].source.path
                    found.setdefault(path, []).append(diagnostic)
            except Exception as error:
                raise RuleCrash(f"{rule.code} {rule.name}") from error
        return found

    def _found(self, document: ListDocument) -> list[Diagnostic]:
        """All that the rules say about one list, in the order of the rules."""
        found: list[Diagnostic] = []
        add = found.extend
        rule: Rule | None = None
        try:
            for rule in _overriding(self.rules, "check_document"):
                add(rule.check_document(document))
            for rule in _overriding(self.rules, "check_table"):
                for table in document.tables:
                    add(rule.check_table(table, document))
            for rule in _overriding(self.rules, "check_paper"):
                check = rule.check_paper
                for paper in document.papers:
                    add(check(paper, document))
        except Exception as error:
            name = f"{rule.code} {rule.name}" if rule else "no rule"
            raise RuleCrash(name) from error
        return found

    def _finish(self, document: ListDocument, found: list[Diagnostic]) -> FileResult:
        """Silence, re-grade, sort and complete the findings of one list."""
        path = document.source.path
        suppressed = 0
        if document.suppressions:
            before = len(found)
            found = self._unsilenced(document, found)
            suppressed = before - len(found)
            for rule in _overriding(self.rules, "check_suppressions"):
                found += rule.check_suppressions(document.suppressions, self.names)
        found = self._unignored(document, found)
        kept = []
        seen = set()
        severity, asked = self.selection.severity, self.selection.asked
        for diagnostic in found:
            diagnostic.path = path
            diagnostic.severity = severity.get(diagnostic.name, diagnostic.severity)
            hidden = not self.pedantic and diagnostic.name not in asked
            if hidden and diagnostic.severity is Severity.INFO:
                continue
            same = (diagnostic.span, diagnostic.code, diagnostic.message)
            if same not in seen:
                seen.add(same)
                kept.append(diagnostic)
        kept.sort(key=lambda d: (d.span.start, d.code, d.span.end, d.message))
        if kept:
            complete(document, kept)
        return FileResult(document.source, document, kept, suppressed)

    def _unsilenced(self, document: ListDocument, found: list[Diagnostic]) -> list[Diagnostic]:
        """The findings that no comment silences. In a pair either half can carry the comment."""
        suppressions = document.suppressions
        pairs = {rule.name for rule in self.rules if rule.pairs}
        kept = []
        for d in found:
            taken = suppressions.take(d.name, d.span)
            if not taken and d.name in pairs:
                taken = any(
                    suppressions.take(d.name, other.span)
                    for other in d.related
                    if other.path in (None, document.source.path)
                )
            if not taken:
                kept.append(d)
        return kept

    def _unignored(self, document: ListDocument, found: list[Diagnostic]) -> list[Diagnostic]:
        """The findings that the settings do not ignore in this file or their section."""
        settings = self.settings
        selectors = settings.ignored_for(document.source.path)
        if selectors:
            gone = self._names(selectors)
            found = [diagnostic for diagnostic in found if diagnostic.name not in gone]
        if not settings.per_section_ignores or not found:
            return found
        import re

        patterns = [
            (re.compile(pattern), self._names(selectors))
            for pattern, selectors in settings.per_section_ignores.items()
        ]
        starts = [section.span.start for section in document.sections]
        gone_in: dict[int, frozenset[str]] = {}
        kept = []
        for diagnostic in found:
            at = bisect_right(starts, diagnostic.span.start) - 1
            if at not in gone_in:
                key = document.sections[at].key if at >= 0 else ""
                hits = [names for pattern, names in patterns if pattern.search(key)]
                gone_in[at] = frozenset().union(*hits)
            if diagnostic.name not in gone_in[at]:
                kept.append(diagnostic)
        return kept

    def _names(self, selectors: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(expand(selector, self.known) for selector in selectors))


def lint(
    sources: Source | Sequence[Source], settings: Settings, *, pedantic: bool = False
) -> list[FileResult]:
    """Lint one list, or several that belong together, with all known rules."""
    given = sources if isinstance(sources, Sequence) else [sources]
    return Linter(settings, pedantic=pedantic).lint(given)


def reading(settings: Settings) -> tuple[Format | None, Registry | None]:
    """The format and the venues that the settings describe; None for what they leave alone.

    Raises `SettingsError` for a format or a venue that cannot be used.
    """
    from wsss_lint.settings import SettingsError

    where = settings.path or "settings"
    registry = None
    if settings.venues:
        from wsss_lint.venues.registry import Registry, RegistryError

        try:
            registry = Registry(settings.venues)
        except RegistryError as error:
            raise SettingsError(f"{where}: {error}") from None
    if not settings.preset and settings.format is None:
        return None, registry
    from wsss_lint.formats import presets
    from wsss_lint.formats.format import Format, FormatError

    own = settings.format or {}
    try:
        tables = [own, *(presets.raw(name) for name in settings.preset)]
        merged = {
            "units": [unit for table in tables for unit in table.get("units", ())],
            "tables": {k: v for t in reversed(tables) for k, v in t.get("tables", {}).items()},
        }
        return Format.from_raw(" + ".join(settings.preset) or "settings", merged), registry
    except FormatError as error:
        raise SettingsError(f"{where}: {error}") from None


def complete(document: ListDocument, diagnostics: list[Diagnostic]) -> None:
    """Fill in what each finding is about (its key) and the corrected line."""
    from wsss_lint.expected import fill_expected

    fill_keys(document, diagnostics)
    fill_expected(document.source, diagnostics)


def fill_keys(document: ListDocument, diagnostics: list[Diagnostic]) -> None:
    """Give findings without a key that of their record: a paper's names, a row's cells, a
    heading, else the text of the line. Line numbers never: they move."""
    papers = [paper.span.start for paper in document.papers]
    headings = [heading.span.start for heading in document.headings]
    rows = [row for table in document.tables for row in table.rows]
    row_starts = [row.span.start for row in rows]
    source = document.source
    for diagnostic in diagnostics:
        if diagnostic.key:
            continue
        start = diagnostic.span.start
        at = bisect_right(papers, start) - 1
        if at >= 0 and start <= document.papers[at].span.end:
            paper = document.papers[at]
            method = paper.method.value if paper.method else ""
            title = paper.title.value if paper.title else ""
            if method or title:
                diagnostic.key = f"paper {method}|{title}"
                continue
        at = bisect_right(row_starts, start) - 1
        if at >= 0 and start <= rows[at].span.end:
            cells = rows[at].cells[:4]  # who and where: scores may be corrected
            diagnostic.key = "row " + "|".join(cell.value for cell in cells)
            continue
        at = bisect_right(headings, start) - 1
        if at >= 0 and start <= document.headings[at].span.end:
            diagnostic.key = f"heading {document.headings[at].text}"
            continue
        line = source.slice(source.line_span(source.line_of(start)))
        diagnostic.key = "line " + " ".join(line[:500].split())


def _overriding(rules: Iterable[Rule], hook: str) -> list[Rule]:
    """The rules that have a hook of their own: calling the empty one costs as much as a rule."""
    base = getattr(Rule, hook)
    return [rule for rule in rules if getattr(type(rule), hook) is not base]
