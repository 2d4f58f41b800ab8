"""reviewdog's diagnostic format, with suggestions that a contributor accepts with one click."""

from __future__ import annotations

from typing import Any

from wsss_lint.diagnostics import Diagnostic, Fix, Severity
from wsss_lint.reports.corrected import corrected
from wsss_lint.reports.encode import dumps
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import relative, sources
from wsss_lint.reports.safe import visible
from wsss_lint.source import BOM, Source

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, options: RenderOptions) -> str:
    """Render a `DiagnosticResult`; columns are 1-based UTF-8 bytes, ends are exclusive."""
    files = sources(report)
    found = [_finding(file, diagnostic, files, options) for file, diagnostic in report.findings()]
    return dumps({"source": {"name": "wsss-lint"}, "severity": "WARNING", "diagnostics": found})


def _finding(
    file: FileReport, diagnostic: Diagnostic, files: dict[str, FileReport], options: RenderOptions
) -> dict[str, Any]:
    code = {"value": diagnostic.code}
    if options.rules_url:
        code["url"] = f"{options.rules_url.rstrip('/')}/{diagnostic.name}.md"
    fix = diagnostic.fix
    advice = diagnostic.help or (fix.title if fix else "")
    message = f"{diagnostic.name}: {visible(diagnostic.message)}"
    if advice:
        message += f"\n\nhelp: {visible(advice)}"
    found: dict[str, Any] = {
        "message": message,
        "location": _location(file, diagnostic.span, options),
        "severity": _SEVERITY[diagnostic.severity],
        "code": code,
    }
    related = []
    for pair in diagnostic.related:
        other = files.get(pair.path or file.path)
        if other is not None:
            where = _location(other, pair.span, options)
            related.append({"message": visible(pair.message), "location": where})
    if related:
        found["related_locations"] = related
    suggestion = _suggestion(file.source, fix) if fix else None
    if suggestion:
        found["suggestions"] = [suggestion]
        lines = suggestion["range"]
        first, last = lines["start"]["line"], lines["end"]["line"]
        start, end = diagnostic.span
        seen = file.source.line_of(start), file.source.line_of(max(start, end - 1))
        named = file.source.line_of(start), file.source.line_of(end)
        if first <= seen[0] and seen[1] <= last and (first, last) != named:
            # reviewdog posts a suggestion only on a comment on the very same lines.
            found["location"]["range"] = {"start": {"line": first}, "end": {"line": last}}
    return found


def _location(file: FileReport, span: tuple[int, int], options: RenderOptions) -> dict[str, Any]:
    start, end = _position(file.source, span[0]), _position(file.source, span[1])
    return {"path": relative(file.path, options), "range": {"start": start, "end": end}}


def _position(source: Source, offset: int) -> dict[str, int]:
    line = source.line_of(offset)
    start = source.line_starts[line - 1]
    before = source.text[start:offset]
    if not start:
        before = before.removeprefix(BOM)
    length = len(before) if before.isascii() else len(before.encode("utf-8", "surrogatepass"))
    return {"line": line, "column": length + 1}


def _suggestion(source: Source, fix: Fix) -> dict[str, Any] | None:
    """The whole lines that a fix touches: a click on GitHub replaces whole lines anyway."""
    lines = corrected(source, fix)
    if lines is None or lines.text == [""]:
        return None  # an empty line: this form cannot tell it from no line at all
    start, end = {"line": lines.first}, {"line": lines.last}
    return {"range": {"start": start, "end": end}, "text": "\n".join(lines.text)}
