"""Where a finding is, in the terms of the different readers of reports."""

from __future__ import annotations

from typing import NamedTuple

from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.source import Source


class Place(NamedTuple):
    """1-based lines and code point columns; `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def place(source: Source, span: tuple[int, int]) -> Place:
    """The place of a span."""
    return Place(*source.position(span[0]), *source.position(span[1]))


def first_line(source: Source, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a span on its first line, without the line end.

    Readers that take columns (annotations, code scanning alerts in a pull request) want one line.
    """
    start, end = span
    stop = source.line_span(source.line_of(start)).end
    return start, max(start, min(end, stop))


def is_one_line(source: Source, span: tuple[int, int]) -> bool:
    """Whether a span lies on one line; its line end may belong to it."""
    start, end = span
    return end <= start or source.line_of(end - 1) == source.line_of(start)


def sources(report: Report) -> dict[str, FileReport]:
    """The files of a report by path, to find the other end of a pair."""
    return {file.path: file for file in report.files}


def relative(path: str, options: RenderOptions) -> str:
    """Return `path` with forward slashes, relative to `options.root` if it lies in it."""
    import os.path

    shown = path
    if options.root:
        try:
            full = os.path.normpath(os.path.join(options.cwd, path))  # noqa: PTH118
            inside = os.path.relpath(full, options.root)
        except ValueError:  # another drive
            full = inside = path
        outside = inside == os.pardir or inside.startswith(os.pardir + os.sep)
        shown = full if outside else inside
    if os.sep == "\\":
        shown = shown.replace("\\", "/")
    return shown.removeprefix("./")


def uri(path: str) -> str:
    """Return a relative path (or an absolute one) as a percent-encoded URI reference."""
    from urllib.parse import quote

    # `:` is encoded too: in `a:b.md` it would end a scheme.
    encoded = quote(path.encode("utf-8", "surrogateescape" if _is_escaped(path) else "replace"))
    if path.startswith("/"):
        return "file://" + encoded
    if path[1:3] == ":/":
        return "file:///" + path[:2] + quote(path[2:].encode("utf-8", "replace"))
    return encoded


def _is_escaped(path: str) -> bool:
    """Whether all surrogates of a path stand for undecodable bytes, as `os.fsdecode` makes them."""
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
