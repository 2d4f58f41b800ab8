"""SARIF 2.1.0, with what GitHub's code scanning asks for beyond the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wsss_lint.diagnostics import Diagnostic, Fix, Severity
from wsss_lint.fingerprint import fingerprints
from wsss_lint.reports.encode import dumps
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import first_line, is_one_line, place, relative, sources, uri
from wsss_lint.reports.safe import visible

if TYPE_CHECKING:
    from wsss_lint.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 25_000  # results that code scanning takes in a run
LONGEST = 1024  # characters of a rule's descriptions

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}


def render(report: Report, options: RenderOptions) -> str:
    """Render one run; when there are too many results the most severe are kept, and it is said."""
    files = sources(report)
    rules = _rules(report, options)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    found = [
        (file, diagnostic, own)
        for file in report.files
        for diagnostic, own in zip(file.diagnostics, fingerprints(file.diagnostics), strict=True)
    ]
    notices = list(report.notices)
    if len(found) > MOST:
        notices.append(f"{len(found) - MOST} results are left out: code scanning takes {MOST}")
        found = sorted(found, key=lambda entry: -entry[1].severity)[:MOST]
    results = [_result(*entry, files, index, options) for entry in found]
    driver = {"name": "wsss-lint", "version": report.version, "rules": rules}
    if report.version:
        driver["semanticVersion"] = report.version
    invocation = {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            {"level": "note", "message": {"text": _unlinked(text)}} for text in notices
        ],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(report: Report, options: RenderOptions) -> list[dict[str, Any]]:
    """All rules that ran, and a short description of findings that have no rule of their own."""
    described = {rule.code: _rule(rule, options) for rule in report.rules}
    for _, diagnostic in report.findings():
        if diagnostic.code not in described:
            summary = diagnostic.name.replace("-", " ").capitalize() + "."
            described[diagnostic.code] = _descriptor(
                diagnostic.code, diagnostic.name, diagnostic.severity, summary, summary, options
            )
    return [described[code] for code in sorted(described)]


def _rule(rule: type[Rule], options: RenderOptions) -> dict[str, Any]:
    from inspect import cleandoc

    page = cleandoc(rule.__doc__ or rule.name)
    summary = page.partition("\n")[0]
    return _descriptor(rule.code, rule.name, rule.severity, summary, page, options)


def _descriptor(
    code: str, name: str, severity: Severity, summary: str, page: str, options: RenderOptions
) -> dict[str, Any]:
    short = summary[:LONGEST]
    why = page.partition("## Why")[2].partition("\n## ")[0].strip()
    descriptor: dict[str, Any] = {
        "id": code,
        "name": name,
        "shortDescription": {"text": short},
        "fullDescription": {"text": why[:LONGEST] or short},
        "help": {"text": page, "markdown": f"# {code} {name}\n\n{page}"},
        "defaultConfiguration": {"level": _LEVEL[severity]},
        "properties": {
            "tags": ["paper-list", code.rstrip("0123456789")],
            "precision": "high",
            "problem.severity": _PROBLEM[severity],
        },
    }
    if options.rules_url:
        descriptor["helpUri"] = f"{options.rules_url.rstrip('/')}/{name}.md"
    return descriptor


def _result(
    file: FileReport,
    diagnostic: Diagnostic,
    fingerprint: str,
    files: dict[str, FileReport],
    index: dict[str, int],
    options: RenderOptions,
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index[diagnostic.code],
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": _message(diagnostic)},
        "locations": [_location(file, diagnostic.span, options)],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:1"},
    }
    related: list[dict[str, Any]] = []
    for pair in diagnostic.related:
        other = files.get(pair.path or file.path)
        if other is not None:
            location = _location(other, pair.span, options)
            location["id"] = len(related) + 1
            location["message"] = {"text": _unlinked(pair.message)}
            related.append(location)
    if related:
        result["relatedLocations"] = related
    if diagnostic.fix and diagnostic.fix.edits:
        result["fixes"] = [_fix(file, diagnostic.fix, options)]
    return result


def _message(diagnostic: Diagnostic) -> str:
    """The finding as a sentence, then the advice: code scanning shows the first in its lists."""
    fix = diagnostic.fix
    advice = diagnostic.help or (fix.title if fix else "")
    text = _sentence(diagnostic.message)
    return f"{text} {_sentence(advice)}" if advice else text


def _sentence(text: str) -> str:
    text = _unlinked(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _unlinked(text: str) -> str:
    """`[text](target)` in a message is a link (SARIF 3.11.6); a title must not make one."""
    return visible(text).replace("](", "] (")


def _location(file: FileReport, span: tuple[int, int], options: RenderOptions) -> dict[str, Any]:
    """A region of one line: in a pull request an alert is shown only if all its lines changed."""
    physical = {
        "artifactLocation": {"uri": uri(relative(file.path, options))},
        "region": _region(file, first_line(file.source, span)),
    }
    if not is_one_line(file.source, span):
        physical["contextRegion"] = _region(file, span)
    return {"physicalLocation": physical}


def _region(file: FileReport, span: tuple[int, int]) -> dict[str, int]:
    where = place(file.source, span)
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _fix(file: FileReport, fix: Fix, options: RenderOptions) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(file, (edit.start, edit.end)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {
        "artifactLocation": {"uri": uri(relative(file.path, options))},
        "replacements": replacements,
    }
    return {
        "description": {"text": _unlinked(fix.title)},
        "artifactChanges": [change],
        "properties": {"applicability": fix.applicability.label},
    }
