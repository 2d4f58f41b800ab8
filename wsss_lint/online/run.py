"""A run of the checker whose findings come from evidence instead of rules.

Reading, silencing, severities, baselines, changed lines, fixes with their proof, and reports are
the checker's own. Only what is found differs, and it is found twice without asking twice: first
all questions are put, then every list (also one that a fix has just changed) is judged by the
answers.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

from wsss_lint.changes import Touched
from wsss_lint.checking import Run
from wsss_lint.diagnostics import Diagnostic
from wsss_lint.engine import FileResult, Linter
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Context, Rule
from wsss_lint.rules import select
from wsss_lint.settings import Settings
from wsss_lint.source import Source
from wsss_lint.targets import Target

Diagnose = Callable[[ListDocument, Mapping[str, Rule]], list[Diagnostic]]
Prepare = Callable[[ListDocument, Touched | None, Settings], None]


class OnlineLinter(Linter):
    """Lints with the rules of the online family, whose findings come from `diagnose`."""

    def __init__(self, settings: Settings, family: frozenset[str], diagnose: Diagnose) -> None:
        super().__init__(settings, pedantic=True)
        chosen = [rule for rule in self.selection.rules if rule.name in family]
        if not chosen and settings.select:
            # `select` in a configuration is about the offline rules; it does not say "no network".
            everything = copy.copy(settings)
            everything.select = ()
            self.selection = select(everything, self.known, pedantic=True)
            chosen = [rule for rule in self.selection.rules if rule.name in family]
        context = Context(settings.year, settings.options)
        self.rules = [rule(context) for rule in chosen]
        self._by_name = {rule.name: rule for rule in self.rules}
        self._diagnose = diagnose

    def _found(self, document: ListDocument) -> list[Diagnostic]:
        return self._diagnose(document, self._by_name)


class OnlineRun(Run):
    """Lets `prepare` put its questions about each list before the list is judged."""

    apart = False  # the services are asked at one pace, by one process

    def use(
        self,
        family: frozenset[str],
        prepare: Prepare,
        diagnose: Diagnose,
    ) -> None:
        """What this run is about; call it before `check`."""
        self._family = family
        self._prepare = prepare
        self._diagnose = diagnose

    def _linter(self, target: Target) -> Linter:
        linter = super()._linter(target)
        if not isinstance(linter, OnlineLinter):
            linter = OnlineLinter(linter.settings, self._family, self._diagnose)
            self._linters[id(linter.settings)] = linter
        return linter

    def _lint(
        self, linter: Linter, sources: list[Source], asked: set[str]
    ) -> list[tuple[FileResult, int]]:
        for source in sources:
            if source.path not in asked:
                continue
            document = linter.read(source)
            touched = self.changes.touched(source.path, source.text) if self.changes else None
            self._prepare(document, touched, linter.settings)
        return super()._lint(linter, sources, asked)


def touched_papers(document: ListDocument, touched: Touched | None) -> list[Paper]:
    """The papers to ask about: on a pull request only those that it touched."""
    if touched is None:
        return document.papers
    return [paper for paper in document.papers if _is_touched(paper, document, touched)]


def _is_touched(paper: Paper, document: ListDocument, touched: Touched) -> bool:
    first = document.source.line_of(paper.span.start)
    last = document.source.line_of(max(paper.span.end - 1, paper.span.start))
    return touched.any(first, last)
