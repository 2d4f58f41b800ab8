"""Lists in other styles: what is read of them, and all that is found.

They were written in styles that the rules had not been tried on, with a mistake or two in each,
and every finding was judged (docs/precision.md): a finding that comes or goes is looked at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wsss_lint.engine import Linter
from wsss_lint.settings import Settings
from wsss_lint.source import Source

FOLDER = Path(__file__).resolve().parent / "other_lists"
LISTS = sorted(FOLDER.glob("*.md"))


def told(path: Path) -> str:
    """What a list is read as, and its findings with what they underline."""
    source = Source(path.read_text(encoding="utf-8"), path.name)
    (result,) = Linter(Settings(2026), plugins=False).lint([source])
    document = result.document
    rows = sum(len(table.rows) for table in document.tables)
    lines = [f"{document.format.name}: {len(document.papers)} papers, {rows} rows"]
    lines += [f"not read: {source.line_of(u.span.start)}" for u in document.unreadable]
    for d in result.diagnostics:
        line = source.line_of(d.span.start)
        lines.append(f"{line}: {d.name} {source.slice(d.span)!r}: {d.message}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_list_is_judged_as_it_was(path: Path) -> None:
    expected = path.with_suffix(".txt")
    new = told(path)
    if os.environ.get("UPDATE_CORPUS"):
        expected.write_text(new, encoding="utf-8")
    assert new == expected.read_text(encoding="utf-8")


def test_there_are_lists() -> None:
    assert LISTS
