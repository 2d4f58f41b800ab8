"""Hostile input costs time and memory in proportion to its size, and nothing crashes or hangs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.generate import generate
from tests.growth import HANG, alarm, assert_linear
from tests.hostile_input import CASES, ENTRY, HEAD
from wsss_lint.diagnostics import Applicability
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.formats.template import Template
from wsss_lint.settings import Settings
from wsss_lint.source import Source
from wsss_lint.venues.registry import Registry

resource = pytest.importorskip("resource", reason="limits the memory of a process")
ROOT = Path(__file__).resolve().parent.parent
SMALL = 30_000


@cache
def linter() -> Linter:
    """All rules there are, also those that are off by default."""
    wanted = Settings(2026)
    wanted.select = ("ALL",)
    return Linter(wanted, pedantic=True, plugins=False)


@pytest.mark.parametrize("name", CASES)
def test_linting_takes_linear_time(name: str) -> None:
    def make(size: int) -> Callable[[], object]:
        text = CASES[name](size)
        return lambda: linter().lint([Source(text)])

    assert_linear(make, SMALL)


@pytest.mark.parametrize("name", CASES)
def test_fixing_ends(name: str) -> None:
    text = CASES[name](4_000)
    with alarm():
        once = fix(linter(), [Source(text)], Applicability.UNSAFE)[0].result.source
        assert fix(linter(), [once], Applicability.UNSAFE)[0].result.source.text == once.text


LINES = [name for name in CASES if CASES[name](2_000).count("\n") <= HEAD.count("\n") + 3]


@pytest.mark.parametrize("name", LINES)
def test_many_hostile_lines_take_linear_time(name: str) -> None:
    """Each line as long as what the reader still tries hard to make sense of."""
    line = CASES[name](1_900)[len(HEAD) :]

    def make(size: int) -> Callable[[], object]:
        text = HEAD + line * (size // len(line))
        return lambda: linter().lint([Source(text)])

    assert_linear(make, SMALL // 3)


def backtracking(template: str, entry: str) -> Callable[[int], Callable[[], object]]:
    registry = Registry()

    def make(size: int) -> Callable[[], object]:
        text = entry * (size // len(entry))
        return lambda: Template(template).match(text, 0, len(text), registry)

    return make


@pytest.mark.parametrize(
    ("template", "entry"),
    [
        ("{any} {any:any} {title} {rest} *{pub}*", "a "),
        ("{?{title} ?}{?{authors} ?}{?{note:text} ?}*{pub}*", "a b "),
        ("{* [{label}]({url})*}{* [{other:label}]({url})*} end {title}", " [a](b)"),
        ("{title}{?.?}{?.?}{?.?}{?.?} {links+} - {date}", "... "),
        ("{links} {links} {links} {title} *{pub}*", "[a](b) "),
        ("{?{?{?{title} ?}{authors} ?}{note:text} ?}{any:any}|", "x y z "),
        ('**{method}:** "{title}" *{pub}*', '**a:** "b '),
        ("{authors}. {title}. {venue} ({year})", "a. b. c (2020 "),
    ],
)
def test_templates_that_would_backtrack(template: str, entry: str) -> None:
    assert_linear(backtracking(template, entry), 1_500)


def lint_in_a_box(text: str, folder: Path) -> float:
    """Run the command with 3 GB of memory; return the processor's seconds for a character."""
    file = folder / "README.md"
    file.write_text(text, encoding="utf-8", newline="")
    code = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "sys.argv[0] = 'wsss-lint'\n"
        "runpy.run_module('wsss_lint', run_name='__main__')\n"
    )
    given = ["--isolated", "--output-format", "json", "README.md"]
    child = subprocess.Popen(
        [sys.executable, "-c", code, *given],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out, errors = child.communicate(timeout=HANG)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert child.returncode in (0, 1), errors[-2000:]
    assert "internal error" not in errors and "1 file" in errors
    json.loads(out)
    return (after.ru_utime - before.ru_utime) / len(text)


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> float:
    """The seconds for a character of a list that is none of the hostile ones."""
    return lint_in_a_box(generate(1_000_000, 3), tmp_path_factory.mktemp("ordinary"))


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("asterisks", 1_000_000),
        ("asterisks in an entry", 1_000_000),
        ("one long line", 10_000_000),
        ("blanks in an entry", 10_000_000),
        ("headings", 100_000 * 8),
        ("headings all alike", 100_000 * 9),
        ("table of 2,000 columns", 2_000_000),
        ("lists deeper and deeper", 1_000_000),
        ("quotes deeper and deeper", 1_000_000),
        ("opening brackets", 1_000_000),
        ("papers all alike", 1_000_000),
        ("papers nearly alike", 1_000_000),
        ("methods that tables lack", 1_000_000),
    ],
)
def test_large_hostile_files_through_the_command(
    name: str, size: int, tmp_path: Path, ordinary: float
) -> None:
    assert lint_in_a_box(CASES[name](size), tmp_path) < 10 * ordinary


def test_names_and_text_that_attack_the_terminal(tmp_path: Path) -> None:
    attack = "\x1b]0;title\x07\x1b[31m\u202e::error::x\x9b2J"
    text = HEAD + ENTRY.replace("A Title", attack) + f"- {attack} *2021CVPR*\n"
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", "--isolated", "--color", "never", "README.md"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=HANG,
    )  # fmt: skip
    assert done.returncode == 1
    for sign in "\x1b\x07\x9b\u202e":
        assert sign not in done.stdout + done.stderr
