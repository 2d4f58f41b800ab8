"""JUnit XML: a suite a file, a failed test a finding."""

from __future__ import annotations

from wsss_lint.diagnostics import Diagnostic
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import relative
from wsss_lint.reports.safe import neutralise, visible


def render(report: Report, options: RenderOptions) -> str:
    """Render the run; a file without findings is one test that passed."""
    total = report.counts().findings
    tests = sum(max(1, len(file.diagnostics)) for file in report.files)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="wsss-lint" tests="{tests}" failures="{total}" errors="0">',
    ]
    for file in report.files:
        path = _attribute(relative(file.path, options))
        found = file.diagnostics
        lines.append(
            f'  <testsuite name="{path}" tests="{len(found) or 1}" failures="{len(found)}" '
            'errors="0" skipped="0" time="0">'
        )
        if not found:
            lines.append(f'    <testcase name="wsss-lint" classname="{path}" time="0"/>')
        for diagnostic in found:
            lines += _case(file, diagnostic, path)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines)


def _case(file: FileReport, diagnostic: Diagnostic, path: str) -> list[str]:
    line, column = file.source.position(diagnostic.span.start)
    name = _attribute(f"{diagnostic.code} {diagnostic.name} {line}:{column}")
    fix = diagnostic.fix
    advice = diagnostic.help or (fix.title if fix else "")
    body = [f"line {line}, column {column}: {diagnostic.message}"]
    if advice:
        body.append(f"help: {advice}")
    if diagnostic.expected:
        body += ["line to paste:", *diagnostic.expected.replace("\r\n", "\n").split("\n")]
    shown = "\n".join(_escape(neutralise(visible(text))) for text in body)
    return [
        f'    <testcase name="{name}" classname="{path}" file="{path}" line="{line}" time="0">',
        f'      <failure type="{diagnostic.severity.label}" '
        f'message="{_attribute(diagnostic.message)}">{shown}</failure>',
        "    </testcase>",
    ]


def _attribute(text: str) -> str:
    return _escape(neutralise(visible(text)))


def _escape(text: str) -> str:
    """Escape for XML; what XML cannot hold at all is gone already (`visible`)."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
