"""Annotations on a pull request: workflow commands that the Actions runner obeys."""

from __future__ import annotations

from wsss_lint.diagnostics import Diagnostic, Severity
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import is_one_line, place, relative
from wsss_lint.reports.safe import escape, neutralise, visible

LONGEST = 4096  # characters of a message; the runner cuts what is more

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """Render at most `options.limit` annotations a level, and one more that counts the rest.

    The runner shows ten of each level in a step and drops the others without a word; those that
    the change touched come first. Notices of the run take places among the notices.
    """
    lines = []
    notices = [visible(text, log=True) for text in report.notices[: options.limit]]
    for level in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        ranked = [
            (0 if file.in_diff is None or index in file.in_diff else 1, order, file, diagnostic)
            for order, file in enumerate(report.files)
            for index, diagnostic in enumerate(file.diagnostics)
            if diagnostic.severity is level
        ]
        ranked.sort(key=lambda entry: entry[:2])
        room = options.limit - (len(notices) if level is Severity.INFO else 0)
        lines += [_annotation(file, found, options) for _, _, file, found in ranked[:room]]
        more = len(ranked) - room
        if more > 0:
            word = level.label + ("s" if more > 1 else "")
            text = f"{more} more {word}: the job summary and the log have them all"
            lines.append(_command(_COMMAND[level], {"title": "wsss-lint"}, text))
    lines += [_command("notice", {"title": "wsss-lint"}, text) for text in notices]
    return "".join(f"{line}\n" for line in lines)


def _annotation(file: FileReport, diagnostic: Diagnostic, options: RenderOptions) -> str:
    where = place(file.source, diagnostic.span)
    properties = {"file": relative(file.path, options), "line": str(where.line)}
    if where.line == where.end_line and where.end_column > where.column:
        # The runner drops columns that run over lines.
        properties["endLine"] = str(where.line)
        properties["col"] = str(where.column)
        properties["endColumn"] = str(where.end_column)
    elif where.line == where.end_line:
        properties["col"] = str(where.column)
    elif not is_one_line(file.source, diagnostic.span):
        properties["endLine"] = str(where.end_line)
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    return _command(_COMMAND[diagnostic.severity], properties, _message(file, diagnostic))


def _message(file: FileReport, diagnostic: Diagnostic) -> str:
    """What is wrong, where else to look, what to do, and the line to paste, a line each."""
    parts = [visible(diagnostic.message)]
    for other in diagnostic.related[:3]:
        if other.path in (None, file.path):
            line = file.source.line_of(other.span.start)
            parts.append(f"{visible(other.message)}: line {line}")
        else:
            parts.append(f"{visible(other.message)}: {visible(other.path)}")
    fix = diagnostic.fix
    advice = diagnostic.help or (fix.title if fix else "")
    if advice:
        parts.append(f"help: {visible(advice)}")
    if diagnostic.expected:
        lines = diagnostic.expected.replace("\r\n", "\n").split("\n")
        pasted = "\n".join(visible(line) for line in lines)
        if sum(map(len, parts)) + len(pasted) < LONGEST - 100:  # half a line is worse than none
            parts.append(f"line to paste:\n{pasted}")
    text = "\n".join(neutralise(line) for part in parts for line in part.split("\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _command(name: str, properties: dict[str, str], message: str) -> str:
    """One workflow command, escaped as the runner's own toolkit does it."""
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Line ends have escapes of their own: a file's name must stay exact to be found."""
    text = "".join(c if c.isprintable() or c in "\r\n" else escape(c) for c in text)
    return _data(text).replace(":", "%3A").replace(",", "%2C")
