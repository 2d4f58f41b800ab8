"""The report for people: the line, what is wrong with it, and the line as it should stand."""

from __future__ import annotations

from wsss_lint.diagnostics import Applicability, Diagnostic, Related
from wsss_lint.reports.concise import headline, paint, severity_color
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.places import is_one_line, sources
from wsss_lint.reports.safe import pasteable, tokens, visible
from wsss_lint.source import Source

WIDEST = 1000  # columns of an excerpt that goes to a file: a line may have ten million
NARROWEST = 24  # columns of an excerpt on a terminal, however small
LONGEST = 20_000  # characters of a corrected line that are shown at all

_HOW = {
    Applicability.SAFE: "with --fix",
    Applicability.UNSAFE: "with --unsafe-fixes",
    Applicability.DISPLAY: "a suggestion",
}
_DIM, _BLUE, _GREEN = "2", "1;34", "32"


def render(report: Report, options: RenderOptions) -> str:
    """Render each finding as a heading, excerpts with underlines, and the help."""
    files = sources(report)
    parts: list[str] = []
    for file, diagnostic in report.findings():
        parts += _finding(file, diagnostic, files, options)
        parts.append("")
    return "\n".join(parts) + "\n" if parts else ""


def _finding(
    file: FileReport, diagnostic: Diagnostic, files: dict[str, FileReport], options: RenderOptions
) -> list[str]:
    related = [(files.get(r.path or file.path), r) for r in diagnostic.related]
    line = file.source.line_of(diagnostic.span.start)
    numbers = [line, *(o.source.line_of(r.span.start) for o, r in related if o is not None)]
    gutter = _Gutter(len(str(max(numbers))), options)
    color = severity_color(diagnostic.severity)
    out = [headline(file, diagnostic, options), gutter.bare("|")]
    shown = _excerpt(file.source, diagnostic.span, gutter.room, options.log)
    out += gutter.excerpt(line, shown, "^", color, "")
    for other, pair in related:
        out += _related(file, other, pair, gutter, (line, shown[0]), options)
    out += _help(file.source, diagnostic, gutter, options)
    return out


def _related(
    file: FileReport,
    other: FileReport | None,
    pair: Related,
    gutter: _Gutter,
    above: tuple[int, str],
    options: RenderOptions,
) -> list[str]:
    """The other end of a pair; in the line shown `above` it only gets an underline."""
    message = visible(pair.message, options.log)
    if other is None:
        return [gutter.note("note", f"{message}: {visible(pair.path or '', options.log)}")]
    number = other.source.line_of(pair.span.start)
    shown = _excerpt(other.source, pair.span, gutter.room, options.log)
    out = [gutter.bare("|")]
    if other is not file:
        line, column = other.source.position(pair.span.start)
        out = [gutter.arrow(f"{visible(other.path, options.log)}:{line}:{column}")]
    drawn = gutter.excerpt(number, shown, "-", _BLUE, message)
    if other is file and (number, shown[0]) == above:
        return drawn[1:]
    return out + drawn


def _help(
    source: Source, diagnostic: Diagnostic, gutter: _Gutter, options: RenderOptions
) -> list[str]:
    fix = diagnostic.fix
    advice = diagnostic.help or (fix.title if fix else "")
    expected = diagnostic.expected
    out = []
    if fix:
        advice = f"{visible(advice, options.log)} ({_HOW[fix.applicability]})"
    elif advice:
        advice = visible(advice, options.log)
    if expected and len(expected) > LONGEST:
        advice, expected = f"{advice}; the line is too long to be shown, see --diff", None
    if advice:
        out.append(gutter.note("help", advice))
    if expected:
        start = fix.edits[0].start if fix and fix.edits else diagnostic.span.start
        out += gutter.corrected(source.line_of(start), expected)
    return out


class _Gutter:
    """The left margin: line numbers and the rule beside them."""

    def __init__(self, digits: int, options: RenderOptions) -> None:
        self.blank = " " * digits
        self.digits = digits
        self.color = options.color
        self.log = options.log
        width = options.width or WIDEST
        self.room = max(NARROWEST, min(WIDEST, width) - digits - 3)

    def paint(self, text: str, color: str) -> str:
        return paint(text, color) if self.color and text else text

    def bare(self, mark: str) -> str:
        return self.paint(f"{self.blank} {mark}", _DIM)

    def arrow(self, text: str) -> str:
        return f"{self.paint(f'{self.blank}-->', _DIM)} {text}"

    def note(self, label: str, text: str) -> str:
        return f"{self.bare('=')} {self.paint(label + ':', '1')} {text}"

    def excerpt(
        self, number: int, shown: tuple[str, str], mark: str, color: str, message: str
    ) -> list[str]:
        """The source line with its number, and the underline with a message after it."""
        text, under = shown
        marks = under.replace("^", mark) + (f" {message}" if message else "")
        indent = marks[: len(marks) - len(marks.lstrip())]
        left = self.paint(f"{number:>{self.digits}} |", _DIM)
        return [
            f"{left} {text}".rstrip(),
            f"{self.bare('|')} {indent}{self.paint(marks.lstrip(), color)}",
        ]

    def corrected(self, number: int, expected: str) -> list[str]:
        """The corrected lines; whoever pastes them finds nothing added on the right."""
        out = []
        lines = expected.replace("\r\n", "\n").split("\n")
        for index, line in enumerate(lines):
            text = pasteable(line, self.log)
            left = f"{number:>{self.digits}}" if not index else self.blank
            out.append(f"{self.paint(f'{left} +', _GREEN)} {self.paint(text, _GREEN)}")
        return out


def _excerpt(source: Source, span: tuple[int, int], room: int, log: bool) -> tuple[str, str]:
    """Return the span's first line, cut to `room` columns, and the underline below it."""
    line = source.line_span(source.line_of(span[0]))
    start = min(max(span[0], line.start), line.end)
    end = max(start, min(span[1], line.end))
    # Only what can be seen is looked at: a line may be very long, with a thousand findings in it.
    before = source.text[max(line.start, start - room) : start]
    marked = source.text[start : min(end, start + room)]
    after = source.text[end : min(line.end, end + room)]
    if not is_one_line(source, span):
        after = " …"
    plain = before + marked + after
    simple = plain.isascii() and plain.isprintable() and not (log and "##" in plain)
    if simple and line.end - line.start <= room:
        return plain, " " * len(before) + "^" * max(1, len(marked))
    return _window(before, marked, after, (line.start, line.end, start, end), room, log)


def _window(
    before: str, marked: str, after: str, at: tuple[int, int, int, int], room: int, log: bool
) -> tuple[str, str]:
    """Lay out the three parts of a line in `room` columns, with `…` where something is left out."""
    shown = tokens(before + marked + after, log)
    left, mid = shown[: len(before)], shown[len(before) : len(before) + len(marked)]
    right = shown[len(before) + len(marked) :]
    line_start, line_end, start, end = at
    more_left = start - len(before) > line_start
    more_mid = start + len(marked) < end
    more_right = end + len(after) < line_end
    total = _columns(shown)
    if total <= room and not (more_left or more_mid or more_right):
        return _text(shown), " " * _columns(left) + "^" * max(1, _columns(mid))
    middle = _columns(mid)
    if more_mid or middle > room - 2:
        mid, more_mid = _take(mid, room * 2 // 3), True
        middle, right, more_right = _columns(mid), [("…", 1)], False
    rest = room - middle - 2  # two columns for the dots
    # A third of what is left goes before the span: what follows is read on, and tells more.
    keep_left = max(rest // 3, rest - _columns(right))
    kept = _take(left[::-1], min(keep_left, rest))[::-1]
    more_left = more_left or len(kept) < len(left)
    tail = _take(right, rest - _columns(kept)) if not more_mid else right
    more_right = more_right or len(tail) < len(right)
    text = ("…" if more_left else "") + _text(kept + mid + tail) + ("…" if more_right else "")
    indent = _columns(kept) + (1 if more_left else 0)
    return text, " " * indent + "^" * max(1, middle)


def _text(shown: list[tuple[str, int]]) -> str:
    return "".join(text for text, _ in shown)


def _columns(shown: list[tuple[str, int]]) -> int:
    return sum(width for _, width in shown)


def _take(shown: list[tuple[str, int]], room: int) -> list[tuple[str, int]]:
    """The first characters that fit into `room` columns."""
    used = 0
    for index, (_, width) in enumerate(shown):
        used += width
        if used > room:
            return shown[:index]
    return shown
