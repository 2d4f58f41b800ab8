"""What a report is made of: the files that were read, their findings, and how to show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Applicability, Diagnostic, Severity

if TYPE_CHECKING:
    from wsss_lint.rule import Rule
    from wsss_lint.source import Source


class FileReport:
    """One file that was read: what it holds and what was found in it."""

    __slots__ = (
        "diagnostics",
        "in_diff",
        "papers",
        "path",
        "rows",
        "source",
        "tables",
        "unreadable",
    )

    def __init__(
        self,
        path: str,
        source: Source,
        papers: int = 0,
        tables: int = 0,
        rows: int = 0,
        unreadable: int = 0,
        diagnostics: Sequence[Diagnostic] = (),
        in_diff: frozenset[int] | None = None,
    ) -> None:
        self.path = path  # as the user gave it
        self.source = (
            source  # the text that the findings' offsets belong to: after `--fix`, the new one
        )
        self.papers = papers
        self.tables = tables
        self.rows = rows  # result rows of all tables
        self.unreadable = unreadable
        self.diagnostics = diagnostics  # sorted by the engine: place, then code
        self.in_diff = in_diff  # indices of the findings that the change touched; None: not known


class Counts(NamedTuple):
    """How many findings there are of each kind."""

    errors: int
    warnings: int
    infos: int
    fixable_safe: int
    fixable_unsafe: int

    @property
    def findings(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.infos


class Report:
    """The outcome of one run, ready to be rendered."""

    __slots__ = ("files", "fixed", "notices", "rules", "version")

    def __init__(
        self,
        files: Sequence[FileReport],
        fixed: int = 0,
        notices: Sequence[str] = (),
        version: str = "",
        rules: Sequence[type[Rule]] = (),
    ) -> None:
        self.files = files  # in the order in which they are reported
        self.fixed = fixed  # fixes written by `--fix`
        self.notices = notices  # sentences about the run: "no base to compare with: all is shown"
        self.version = version  # of wsss-lint
        self.rules = rules  # the rules that ran; SARIF describes them

    def findings(self) -> Iterator[tuple[FileReport, Diagnostic]]:
        """Each finding with its file, in order."""
        for file in self.files:
            for diagnostic in file.diagnostics:
                yield file, diagnostic

    def counts(self) -> Counts:
        """Count the findings by severity and by what can be fixed."""
        levels = {Severity.ERROR: 0, Severity.WARNING: 0, Severity.INFO: 0}
        trust = {Applicability.SAFE: 0, Applicability.UNSAFE: 0, Applicability.DISPLAY: 0}
        for file in self.files:
            for diagnostic in file.diagnostics:
                levels[diagnostic.severity] += 1
                if diagnostic.fix is not None:
                    trust[diagnostic.fix.applicability] += 1
        return Counts(
            levels[Severity.ERROR], levels[Severity.WARNING], levels[Severity.INFO],
            trust[Applicability.SAFE], trust[Applicability.UNSAFE],
        )  # fmt: skip


class RenderOptions(NamedTuple):
    """How a report is shown. Reporters look at nothing else: no environment, no terminal."""

    color: bool = False  # ANSI colours (text, concise)
    width: int = 0  # columns of the terminal; 0: not a terminal
    log: bool = False  # the output lands in a CI log that acts on commands (GITHUB_ACTIONS)
    cwd: str = ""  # the folder that paths are relative to, absolute
    root: str = ""  # the folder that machine formats make paths relative to (the repository's)
    limit: int = 9  # annotations a level (github)
    blob_url: str = ""  # "https://github.com/owner/name/blob/<sha>": links to lines (markdown)
    rules_url: str = ""  # "https://…/docs/rules/": "<name>.md" is appended (sarif, rdjson)
