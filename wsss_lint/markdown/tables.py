"""GFM tables: rows cut into cells as GitHub cuts them."""

from __future__ import annotations

import re

from wsss_lint.markdown.tree import Row
from wsss_lint.source import Span

_DELIMITER_CELL = r"[ \t]*+:?-++:?[ \t]*+"
_DELIMITER_ROW = re.compile(rf"\|?{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*+\|?[ \t]*+\Z").match


def is_delimiter_row(line: str) -> bool:
    """Whether a line is made like the second line of a table: `|:--|--:|`."""
    return not line.strip("|:- \t") and _DELIMITER_ROW(line) is not None


def split_cells(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The trimmed cells of the row in ``text[start:end]``.

    A pipe behind a backslash is part of its cell, in code spans too; the outer pipes may be
    missing. An empty cell is an empty span with a blank before it, if there is one.
    """
    line = text[start : len(text) if end is None else end]
    stripped = line.lstrip(" \t")
    pos = start + len(line) - len(stripped)
    line = stripped.rstrip(" \t")
    if line.startswith("|"):
        pos, line = pos + 1, line[1:]
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    elif not line:
        return []
    parts = line.split("|")
    if "\\|" in line:
        parts = _joined(parts)
    cells = []
    for part in parts:
        size = len(part)
        left = size - len(part.lstrip(" \t"))
        if left == size:
            at = pos + min(1, size)
            cells.append(Span(at, at))
        else:
            cells.append(Span(pos + left, pos + len(part.rstrip(" \t"))))
        pos += size + 1
    return cells


def _joined(parts: list[str]) -> list[str]:
    """Put together again what was cut at an escaped pipe."""
    joined: list[str] = []
    pending: list[str] = []
    for part in parts:
        pending.append(part)
        if not part.endswith("\\"):
            joined.append("|".join(pending))
            pending = []
    if pending:
        joined.append("|".join(pending))
    return joined


def row(flat: str, start: int, end: int) -> Row:
    """The row that stands in ``flat[start:end]``."""
    stop = start + len(flat[start:end].rstrip(" \t"))
    return Row(Span(start, stop), split_cells(flat, start, stop))
