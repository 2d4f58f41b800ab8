"""One line a finding: for grep, editors, and the problem matcher."""

from __future__ import annotations

from wsss_lint.diagnostics import Diagnostic, Severity
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.safe import neutralise, visible

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def render(report: Report, options: RenderOptions) -> str:
    """Render each finding as ``path:line:column: severity CODE name: message``."""
    lines = [headline(file, diagnostic, options) for file, diagnostic in report.findings()]
    return "".join(f"{line}\n" for line in lines)


def headline(file: FileReport, diagnostic: Diagnostic, options: RenderOptions) -> str:
    """Return the line that says where, how bad, which rule and what."""
    line, column = file.source.position(diagnostic.span.start)
    where = f"{visible(file.path)}:{line}:{column}:"
    level = diagnostic.severity.label
    rule = f"{diagnostic.code} {diagnostic.name}:"
    message = visible(diagnostic.message)
    if options.log:
        # The message is broken apart from the path: joined, they cannot make a new command.
        where, message = neutralise(where), neutralise(message)
    if options.color:
        where = paint(where, "1")
        level = paint(level, severity_color(diagnostic.severity))
        rule = paint(rule, "1")
    return f"{where} {level} {rule} {message}"


def paint(text: str, color: str) -> str:
    """Wrap `text` in an ANSI colour."""
    return f"\x1b[{color}m{text}\x1b[0m"


def severity_color(severity: Severity) -> str:
    """The ANSI colour of a severity."""
    return _COLORS[severity]
