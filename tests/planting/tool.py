"""The few things that the planting asks of wsss-lint."""

from __future__ import annotations

from functools import cache

from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Rule, Severity
from wsss_lint.rules import load
from wsss_lint.settings import Settings
from wsss_lint.source import Source

YEAR = 2026  # of the run: rules are told, and never look at a clock


@cache
def linter(extra: tuple[str, ...] = ()) -> Linter:
    """All rules that are on by default, and these as well."""
    settings = Settings(YEAR)
    settings.extend_select = extra
    return Linter(settings, plugins=False)


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
