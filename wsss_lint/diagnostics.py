"""What rules say: findings, where they are, and the edits that would mend them."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from wsss_lint.source import Span


class Severity(IntEnum):
    """How bad a finding is; `INFO` is shown only with ``--pedantic`` or when selected."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for it in reports and settings."""
        return self.name.lower()


class Applicability(IntEnum):
    """How far a fix can be trusted (ruff's terms); the order is the order of trust."""

    DISPLAY = 1  # shown only: a person must decide
    UNSAFE = 2  # changes a word, number, venue, link or order: needs --unsafe-fixes
    SAFE = 3  # only form changes: records before and after are the same

    @property
    def label(self) -> str:
        """The word for it in reports."""
        return self.name.lower()


class Edit(NamedTuple):
    """Replace the text of a span; start == end inserts, an empty text deletes."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits that are applied together or not at all, sorted and not overlapping."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability


class Related(NamedTuple):
    """Another place that the finding speaks of, in this file or, with `path`, in another."""

    span: Span
    message: str
    path: str | None = None


class Diagnostic:
    """One finding: a rule, a place, one sentence, and what to do about it."""

    __slots__ = (
        "code", "expected", "fix", "help", "key", "message", "name", "path", "related",
        "severity", "span",
    )  # fmt: skip

    def __init__(
        self,
        code: str,
        name: str,
        severity: Severity,
        span: Span,
        message: str,
        *,
        fix: Fix | None = None,
        help: str | None = None,
        related: tuple[Related, ...] = (),
        key: str = "",
        path: str = "",
    ) -> None:
        self.code = code  # "VEN003"
        self.name = name  # "venue-order"
        self.severity = severity
        self.span = span
        self.message = message  # lower case, source text in backticks, no advice
        self.fix = fix
        self.help = help  # the advice, in plain words: what to type
        self.related = related
        self.key = key  # what the finding is about, for the fingerprint; never a line number
        self.path = path  # filled in by the engine
        self.expected: str | None = None  # the corrected line; filled in by the engine

    def __repr__(self) -> str:
        where = f"{self.span.start}:{self.span.end}"
        return f"Diagnostic({self.code} {self.name} {where} {self.message!r})"
