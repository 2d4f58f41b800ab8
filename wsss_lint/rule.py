"""What a rule is: one class in one file that holds everything there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity
from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, Paper, ResultTable
    from wsss_lint.suppress import Suppressions

__all__ = [
    "Applicability", "Bad", "Context", "Diagnostic", "Edit", "Fix", "Good", "Option", "Related",
    "Rule", "Severity", "Span",
]  # fmt: skip


class Option(NamedTuple):
    """A setting of one rule: ``[rules.<name>]`` in the configuration."""

    name: str
    default: Any  # bool, int, float, str or list[str]; its type is the option's type
    help: str


class Good(NamedTuple):
    """A list on which the rule says nothing."""

    text: str
    format: str = "wsss"  # the preset that reads it
    options: tuple[tuple[str, Any], ...] = ()


class Bad(NamedTuple):
    """A list with findings: each flagged span stands between ``⟦`` and ``⟧`` (removed first).

    An insertion point is marked ``⟦⟧``. `fixed` is the text after all fixes of this rule,
    unsafe ones too, or None when nothing is applied.
    """

    text: str
    fixed: str | None = None
    format: str = "wsss"
    options: tuple[tuple[str, Any], ...] = ()


class Context(NamedTuple):
    """What a rule may ask beyond the document: the year of the run, the options."""

    year: int  # the current year, given by the caller: rules never look at a clock
    options: dict[str, dict[str, Any]]  # rule name -> option name -> value


class Rule:
    """Base of all rules. A subclass overrides the narrowest hook that does the job.

    The class docstring is the rule's page. Its first line says what is wrong; then the sections
    ``## Why``, ``## How to fix``, ``## Fix safety`` and ``## Known false alarms``.
    """

    code: ClassVar[str]  # family prefix and three digits: "VEN003"
    name: ClassVar[str]  # kebab-case, a noun phrase: "venue-order"
    severity: ClassVar[Severity]
    since: ClassVar[str]
    fix: ClassVar[Applicability | None] = None  # the most trusted fix that the rule can make
    default: ClassVar[bool] = True  # on without being selected (info rules only show when asked)
    pairs: ClassVar[bool] = False  # `related` is the other half: silencing it silences the pair
    options: ClassVar[tuple[Option, ...]] = ()
    good: ClassVar[tuple[Good, ...]] = ()
    bad: ClassVar[tuple[Bad, ...]] = ()

    def __init__(self, context: Context) -> None:
        given = context.options.get(self.name, {})
        self.year = context.year
        self.option: dict[str, Any] = {o.name: given.get(o.name, o.default) for o in self.options}
        self.setup()

    def setup(self) -> None:
        """Prepare what is the same for every record (compiled patterns, sets)."""

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Look at all files of the run that belong together; give each finding its `path`."""
        return ()

    def check_suppressions(
        self, suppressions: Suppressions, ran: frozenset[str]
    ) -> Iterable[Diagnostic]:
        """Look at the silencing comments after the rules named in `ran` have run."""
        return ()

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at the whole list once."""
        return ()

    def check_table(self, table: ResultTable, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at one result table."""
        return ()

    def check_paper(self, paper: Paper, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at one paper."""
        return ()

    def found(
        self,
        span: tuple[int, int],
        message: str,
        *,
        fix: Fix | None = None,
        help: str | None = None,
        related: tuple[Related, ...] = (),
        key: str = "",
        severity: Severity | None = None,
        path: str = "",
    ) -> Diagnostic:
        """Make a finding of this rule; `severity` overrides the rule's own for this one."""
        where = span if isinstance(span, Span) else Span(*span)
        return Diagnostic(
            self.code, self.name, severity or self.severity, where, message,
            fix=fix, help=help, related=related, key=key, path=path,
        )  # fmt: skip
