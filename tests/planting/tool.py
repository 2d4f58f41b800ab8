"""The few things that the planting asks of wsss-lint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.engine import FileResult, Linter
from wsss_lint.fixes import fix
from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Rule, Severity
from wsss_lint.rules import load
from wsss_lint.settings import Settings
from wsss_lint.source import Source

YEAR = 2026  # of the run: rules are told, and never look at a clock


class Remembering(Linter):
    """A linter that knows a clean list again, and the list that it was asked about last.

    What was planted is looked for and then mended, and the outcome is mostly the clean list:
    three runs of which only one is new.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, plugins=False)
        self.clean: dict[str, list[FileResult]] = {}
        self.last: tuple[str, list[FileResult]] = ("", [])

    def lint(self, sources: Sequence[Source]) -> list[FileResult]:
        """What `Linter.lint` says, for one list at a time."""
        (source,) = sources
        if source.text in self.clean:
            return self.clean[source.text]
        if source.text != self.last[0]:
            self.last = source.text, super().lint(sources)
        return self.last[1]

    def remember(self, text: str) -> list[Diagnostic]:
        """Lint a clean list and keep what is found for good."""
        self.clean[text] = self.lint([Source(text)])
        return self.clean[text][0].diagnostics


@cache
def linter(extra: tuple[str, ...] = ()) -> Remembering:
    """All rules that are on by default, and these as well."""
    settings = Settings(YEAR)
    settings.extend_select = extra
    return Remembering(settings)


@cache
def rules() -> dict[str, type[Rule]]:
    """The rules by name."""
    return {rule.name: rule for rule in load(plugins=False)}


def by_default(name: str) -> bool:
    """Whether a user who asks for nothing sees this rule's findings."""
    rule = rules().get(name)
    return rule is not None and rule.default and rule.severity is not Severity.INFO


def read(source: Source) -> ListDocument:
    """The records of a list in whatever form it has."""
    return linter().read(source)


def findings(text: str, extra: tuple[str, ...] = ()) -> list[Diagnostic]:
    """What is found in a list."""
    return linter(extra).lint([Source(text)])[0].diagnostics


def mend(text: str, unsafe: bool, extra: tuple[str, ...] = ()) -> str:
    """The list after ``--fix`` or ``--unsafe-fixes``."""
    floor = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return fix(linter(extra), [Source(text)], floor)[0].result.source.text
