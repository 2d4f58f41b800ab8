"""GitLab's code quality report (the part of Code Climate's format that GitLab reads)."""

from __future__ import annotations

from wsss_lint.diagnostics import Severity
from wsss_lint.fingerprint import fingerprints
from wsss_lint.reports.encode import dumps
from wsss_lint.reports.model import RenderOptions, Report
from wsss_lint.reports.places import place, relative
from wsss_lint.reports.safe import visible

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, options: RenderOptions) -> str:
    """Render a list of issues; a clean run is an empty list, which clears old ones."""
    from hashlib import blake2s

    issues = []
    for file in report.files:
        path = relative(file.path, options)
        prints = fingerprints(file.diagnostics)
        for diagnostic, own in zip(file.diagnostics, prints, strict=True):
            where = place(file.source, diagnostic.span)
            # GitLab wants them unique in the whole report, ours are so in their file.
            whole = f"{path}\0{own}".encode("utf-8", "surrogatepass")
            issues.append(
                {
                    "description": visible(diagnostic.message),
                    "check_name": f"{diagnostic.code} {diagnostic.name}",
                    "fingerprint": blake2s(whole, digest_size=16).hexdigest(),
                    "severity": _SEVERITY[diagnostic.severity],
                    "location": {
                        "path": path,
                        "lines": {"begin": where.line, "end": where.end_line},
                    },
                }
            )
    return dumps(issues)
