"""The job summary: counts, a table of findings with links, and the corrected lines.

What comes from the list is put into code spans and code blocks only. There nothing is parsed: no
link, no image, no HTML, no `@name`; entities would not do, for they are decoded before e-mail
addresses and mentions are looked for.
"""

from __future__ import annotations

import re

from wsss_lint.diagnostics import Diagnostic
from wsss_lint.reports.corrected import Corrected, corrected
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import relative, sources, uri
from wsss_lint.reports.safe import pasteable, unmarked, visible

LARGEST = 900_000  # bytes; the runner refuses a summary of 1 MiB as a whole
LONGEST = 300  # characters of a code span in a cell
_TABLE_SHARE = 0.6  # of the bytes, so that many findings leave room for their corrections

# Prose that no Markdown reader makes anything of. Emphasis, HTML, entities, math, escapes,
# references and mentions need a character that is not among these.
_PLAIN = re.compile(r"(?:[^\W_]|[ ,.;:'\"()…–—+=%?/-])*")
_LINKED = re.compile(r"www\.|//", re.IGNORECASE)


def render(report: Report, options: RenderOptions) -> str:
    """Render GitHub Markdown of at most `LARGEST` bytes; what does not fit is counted."""
    parts = [_headline(report), "", _read(report), ""]
    for notice in report.notices:
        parts += [f"Note: {prose(notice)}", ""]
    room = LARGEST - _size(parts) - 1000
    table = _table(report, options, int(room * _TABLE_SHARE))
    parts += table
    parts += _corrections(report, options, room - _size(table))
    text = "\n".join(parts).rstrip("\n") + "\n"
    return unmarked(text) if options.log else text


def _headline(report: Report) -> str:
    counts = report.counts()
    words = [
        _count(counts.errors, "error"), _count(counts.warnings, "warning"),
        _count(counts.infos, "info"),
    ]  # fmt: skip
    said = ", ".join(word for word in words if not word.startswith("0 "))
    return f"## wsss-lint: {said or 'nothing found'}"


def _read(report: Report) -> str:
    """What was looked at, so that nobody takes silence for a check, and what can be mended."""
    files = report.files
    said = (
        f"Read {_count(len(files), 'file')}, {_count(sum(f.papers for f in files), 'paper')}, "
        f"{_count(sum(f.rows for f in files), 'result row')}."
    )
    unreadable = sum(f.unreadable for f in files)
    counts = report.counts()
    if unreadable:
        said += f" {_count(unreadable, 'entry', 'entries')} could not be read."
    if report.fixed:
        said += f" {report.fixed} fixed."
    if counts.fixable_safe:
        said += f" `wsss-lint --fix` mends {counts.fixable_safe}"
        said += f", with `--unsafe-fixes` {counts.fixable_unsafe} more." if (
            counts.fixable_unsafe
        ) else "."  # fmt: skip
    elif counts.fixable_unsafe:
        said += f" `wsss-lint --fix --unsafe-fixes` mends {counts.fixable_unsafe}."
    return said


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _table(report: Report, options: RenderOptions, room: int) -> list[str]:
    """The findings, those that the change touched first."""
    ranked = [
        (0 if file.in_diff is None or index in file.in_diff else 1, order, file, diagnostic)
        for order, file in enumerate(report.files)
        for index, diagnostic in enumerate(file.diagnostics)
    ]
    if not ranked:
        return []
    ranked.sort(key=lambda entry: entry[:2])
    files = sources(report)
    lines = ["| Where | Level | Finding | Rule |", "| --- | --- | --- | --- |"]
    for number, (_, _, file, diagnostic) in enumerate(ranked):
        row = _row(file, diagnostic, files, options)
        room -= len(row.encode("utf-8", "replace")) + 1
        if room < 0:
            lines += ["", f"{len(ranked) - number} more: run `wsss-lint` to see them all."]
            break
        lines.append(row)
    lines.append("")
    return lines


def _row(
    file: FileReport, diagnostic: Diagnostic, files: dict[str, FileReport], options: RenderOptions
) -> str:
    fix = diagnostic.fix
    what = prose(diagnostic.message)
    for pair in diagnostic.related:
        other = files.get(pair.path or file.path)
        place = _link(other, pair.span.start, options) if other else code(pair.path or "")
        what += f"<br>{prose(pair.message)}: {place}"
    advice = diagnostic.help or (fix.title if fix else "")
    if advice:
        what += f"<br>help: {prose(advice)}"
    rule = f"{diagnostic.code} {diagnostic.name}"
    if options.rules_url:
        rule = f"[{rule}]({options.rules_url.rstrip('/')}/{diagnostic.name}.md)"
    where = _link(file, diagnostic.span.start, options)
    return f"| {where} | {diagnostic.severity.label} | {what} | {rule} |"


def _link(file: FileReport, offset: int, options: RenderOptions) -> str:
    """A path and line, linked to the line when the options say where the repository is."""
    line = file.source.line_of(offset)
    path = relative(file.path, options)
    label = code(f"{path}:{line}")
    if not options.blob_url or path.startswith(("/", "../")):
        return label
    # Without `plain=1` GitHub shows the rendered list, which has no lines.
    return f"[{label}]({options.blob_url.rstrip('/')}/{uri(path)}?plain=1#L{line})"


def code(text: str) -> str:
    """Return `text` as a code span that also holds in a cell of a table."""
    text = visible(text)
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    if not text:
        return ""
    # Readers differ on a backslash before an escaped pipe: some take the pipe for a border.
    text = text.replace("\\|", "\\\\x7c").replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " ")
    pad = " " if edge and text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def prose(text: str) -> str:
    """Return a message with its backticked parts as code, or all of it as code if in doubt.

    A title may hold backticks of its own and so bring the two out of step; then what seems to be
    prose is the title, and only harmless characters are let through.
    """
    parts = visible(text).split("`")
    if len(parts) % 2 and all(_is_plain(part) for part in parts[::2]):
        return "".join(code(part) if index % 2 else part for index, part in enumerate(parts))
    return code(text)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _LINKED.search(text)


def _corrections(report: Report, options: RenderOptions, room: int) -> list[str]:
    """A folded diff of the lines as they should stand."""
    hunks: list[list[str]] = []
    more = 0
    for file in report.files:
        for hunk in _hunks(file, options):
            size = _size(hunk) * 2  # a fence is never longer than what it fences
            if more or size > room:
                more += 1
                continue
            room -= size
            hunks.append(hunk)
    if not hunks and not more:
        return []
    body = [line for hunk in hunks for line in hunk]
    longest = max((len(run) for line in body for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    out = ["<details>", "<summary>Corrected lines</summary>", "", f"{fence}diff"]
    out += [*body, fence, ""]
    if more:
        out += [f"{_count(more, 'more line')}: run `wsss-lint --diff` to see them all.", ""]
    return [*out, "</details>", ""]


def _hunks(file: FileReport, options: RenderOptions) -> list[list[str]]:
    """One hunk a corrected place; findings on one line whose fixes agree share it."""
    source = file.source
    by_line: dict[int, list[Diagnostic]] = {}
    for diagnostic in file.diagnostics:
        if diagnostic.fix and diagnostic.fix.edits:
            by_line.setdefault(source.line_of(diagnostic.fix.edits[0].start), []).append(diagnostic)
    hunks = []
    for line in sorted(by_line):
        found = by_line[line]
        together = corrected(source, *(d.fix for d in found if d.fix))
        if together is not None and together.first == together.last:
            hunks.append(_hunk(file, together, found, options))
            continue
        for diagnostic in found:  # they overlap or reach over lines: one after the other
            alone = corrected(source, diagnostic.fix) if diagnostic.fix else None
            if alone is not None:
                hunks.append(_hunk(file, alone, [diagnostic], options))
    return hunks


def _hunk(
    file: FileReport, lines: Corrected, found: list[Diagnostic], options: RenderOptions
) -> list[str]:
    source = file.source
    names = ", ".join(dict.fromkeys(diagnostic.name for diagnostic in found))
    old = [source.slice(source.line_span(n)) for n in range(lines.first, lines.last + 1)]
    where = visible(f"{relative(file.path, options)}:{lines.first}")
    return [
        f"@@ {where} @@ {names}",
        *(f"-{pasteable(text)}" for text in old),
        *(f"+{pasteable(text)}" for text in lines.text),
    ]


def _size(lines: list[str]) -> int:
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)
