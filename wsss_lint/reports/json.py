"""The contract with other programs: `schemas/report.schema.json`, version 1."""

from __future__ import annotations

from typing import Any

from wsss_lint.diagnostics import Diagnostic
from wsss_lint.fingerprint import fingerprints
from wsss_lint.reports.encode import dumps
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import place, sources

VERSION = 1


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001
    """Render the whole report; paths are as they were given."""
    return dumps(as_dict(report))


def as_dict(report: Report) -> dict[str, Any]:
    """Return the report as plain values; what the schema describes."""
    files = sources(report)
    findings = []
    for file in report.files:
        prints = fingerprints(file.diagnostics)
        for diagnostic, fingerprint in zip(file.diagnostics, prints, strict=True):
            findings.append(_finding(file, diagnostic, files, fingerprint))
    return {
        "version": VERSION,
        "tool": {"name": "wsss-lint", "version": report.version},
        "files": [
            {
                "path": file.path,
                "papers": file.papers,
                "tables": file.tables,
                "rows": file.rows,
                "unreadable": file.unreadable,
            }
            for file in report.files
        ],
        "diagnostics": findings,
        "summary": {**report.counts()._asdict(), "fixed": report.fixed},
    }


def _finding(
    file: FileReport, diagnostic: Diagnostic, files: dict[str, FileReport], fingerprint: str
) -> dict[str, Any]:
    fix = diagnostic.fix
    related = []
    for pair in diagnostic.related:
        other = files.get(pair.path or file.path)
        if other is not None:  # without its text its lines are not known
            where = place(other.source, pair.span)._asdict()
            related.append({"path": other.path, **where, "message": pair.message})
    return {
        "path": file.path,
        **place(file.source, diagnostic.span)._asdict(),
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "expected": diagnostic.expected,
        "fix": fix
        and {
            "title": fix.title,
            "applicability": fix.applicability.label,
            "edits": [edit._asdict() for edit in fix.edits],
        },
        "related": related,
        "fingerprint": fingerprint,
    }
