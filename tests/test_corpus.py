"""Real lists as a net: what is read and what is found in them, line by line.

``UPDATE_CORPUS=1 pytest tests/test_corpus.py`` writes tests/corpus/*.txt anew; review the diff.
The lists themselves are not part of this repository, only the lines' numbers are.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import pytest

from wsss_lint.diagnostics import Applicability
from wsss_lint.engine import FileResult, Linter
from wsss_lint.fixes import fix
from wsss_lint.settings import Settings
from wsss_lint.source import Source

ROOT = Path(__file__).resolve().parent
SHARED = ROOT.parent.parent / "shared"
SNAPSHOTS = ROOT / "corpus"
LISTS = [SHARED / "data" / "awesome-wsss.md", *sorted((SHARED / "corpus").glob("*.md"))]

pytestmark = pytest.mark.skipif(
    not LISTS[0].exists(), reason="the lists are not in ../shared beside the checkout"
)


@cache
def linter() -> Linter:
    return Linter(Settings(2026), plugins=False)


def lines(numbers: list[int]) -> str:
    return " ".join(map(str, sorted(numbers)))


def describe(result: FileResult, data: bytes) -> dict[str, str]:
    """A list's snapshot: a few counts, what was not read, and each rule's lines."""
    document, line_of = result.document, result.source.line_of
    told = {
        "list": hashlib.sha256(data).hexdigest()[:16],
        "papers": str(len(document.papers)),
        "tables": str(len(document.tables)),
        "rows": str(sum(len(table.rows) for table in document.tables)),
        "not read": lines(
            [line_of(unit.span.start) for unit in document.unreadable]
            + [line_of(paper.span.start) for paper in document.papers if not paper.readable]
        ),
    }
    by_rule: dict[str, list[int]] = {}
    for diagnostic in result.diagnostics:
        by_rule.setdefault(diagnostic.name, []).append(line_of(diagnostic.span.start))
    for name in sorted(by_rule):
        told[name] = f"{len(by_rule[name])}: {lines(by_rule[name])}"
    return told


def read_snapshot(path: Path) -> dict[str, str]:
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(" = ")
        found[key] = value
    return found


def difference(old: dict[str, str], new: dict[str, str], source: Source) -> str:
    """What changed, with the lines concerned."""
    said = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key, ""), new.get(key, "")
        if before == after:
            continue
        said.append(f"{key}: {before or 'nothing'} -> {after or 'nothing'}")
        if key in ("papers", "tables", "rows"):
            continue
        was, now = (set(t.partition(": ")[2 if ":" in t else 0].split()) for t in (before, after))
        for number in sorted(was ^ now, key=int):
            text = source.slice(source.line_span(int(number)))
            said.append(f"  {'+' if number in now else '-'} {number}: {text[:160]}")
    return "\n".join(said)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_list_is_read_and_judged_as_before(path: Path) -> None:
    data = path.read_bytes()
    source = Source.from_bytes(data, path.name)
    new = describe(linter().lint([source])[0], data)
    snapshot = SNAPSHOTS / f"{path.stem}.txt"
    if os.environ.get("UPDATE_CORPUS"):
        text = "".join(f"{key} = {value}\n" for key, value in new.items())
        snapshot.write_text(text, encoding="utf-8")
    old = read_snapshot(snapshot)
    if old["list"] != new["list"]:
        pytest.skip("the list has changed since its snapshot was taken")
    assert old == new, "\n" + difference(old, new, source)


@pytest.mark.parametrize("floor", [Applicability.SAFE, Applicability.UNSAFE])
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_fixes_keep_their_promise_and_settle(path: Path, floor: Applicability) -> None:
    (fixed,) = fix(linter(), [Source.from_bytes(path.read_bytes(), path.name)], floor)
    (again,) = fix(linter(), [fixed.result.source], floor)
    assert again.result.source.text == fixed.result.source.text


def test_every_snapshot_has_its_list() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == {path.stem for path in LISTS}
