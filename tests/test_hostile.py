"""Hostile input costs time and memory in proportion to its size, and nothing crashes or hangs."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from tests.hostile_input import CASES, ENTRY, HEAD
from wsss_lint.diagnostics import Applicability
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.formats.template import Template
from wsss_lint.settings import Settings
from wsss_lint.source import Source
from wsss_lint.venues.registry import Registry

ROOT = Path(__file__).resolve().parent.parent
SMALL, TIMES = 30_000, 4
LIMIT = 60  # seconds after which a test is a hang

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs an alarm clock")


@contextmanager
def alarm(seconds: float = LIMIT) -> Iterator[None]:
    """Turn a hang into a failure."""

    def ring(*_: object) -> None:
        raise TimeoutError(f"not done after {seconds} s")

    old = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


@cache
def linter() -> Linter:
    """All rules there are, also those that are off by default."""
    wanted = Settings(2026)
    wanted.select = ("ALL",)
    return Linter(wanted, pedantic=True, plugins=False)


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for some work, without looking for cycles: the command does not."""
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()


def assert_linear(make: Callable[[int], Callable[[], object]], small: int = SMALL) -> None:
    """Four times the size takes at most nine times as long, or is done at once anyway.

    A quadratic way takes sixteen times as long. The clock is the processor's; what the machine
    does besides can still disturb it, so the best of three tries counts.
    """
    ratios = []
    with alarm():
        for _ in range(3):
            one, four = seconds(make(small)), seconds(make(TIMES * small))
            if four < 0.1 or four <= 9 * one:
                return
            ratios.append(four / one)
    pytest.fail(f"{TIMES} times the size takes {min(ratios):.1f} times as long")


@pytest.mark.parametrize("name", CASES)
def test_linting_takes_linear_time(name: str) -> None:
    def make(size: int) -> Callable[[], object]:
        text = CASES[name](size)
        return lambda: linter().lint([Source(text)])

    assert_linear(make)


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
    assert_linear(lambda size: lambda: linter().lint([Source(HEAD + line * (size // len(line)))]))


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
    assert_linear(backtracking(template, entry), small=4_000)


def lint_in_a_box(text: str, folder: Path, *options: str) -> tuple[float, int, str]:
    """Run the command with 3 GB of memory; return seconds, peak bytes and what it said."""
    file = folder / "README.md"
    file.write_text(text, encoding="utf-8", newline="")
    code = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "sys.argv[0] = 'wsss-lint'\n"
        "runpy.run_module('wsss_lint', run_name='__main__')\n"
    )
    given = ["--isolated", "--output-format", "json", *options, "README.md"]
    child = subprocess.Popen(
        [sys.executable, "-c", code, *given],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out, errors = child.communicate(timeout=LIMIT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert child.returncode in (0, 1), errors[-2000:]
    assert "internal error" not in errors
    json.loads(out)
    return after.ru_utime - before.ru_utime, after.ru_maxrss * 1024, errors


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
def test_large_hostile_files_through_the_command(name: str, size: int, tmp_path: Path) -> None:
    taken, _, errors = lint_in_a_box(CASES[name](size), tmp_path)
    assert "1 file" in errors
    assert taken < 1 + 12 * size / 1_000_000


def test_names_and_text_that_attack_the_terminal(tmp_path: Path) -> None:
    attack = "\x1b]0;title\x07\x1b[31m\u202e::error::x\x9b2J"
    text = HEAD + ENTRY.replace("A Title", attack) + f"- {attack} *2021CVPR*\n"
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", "--isolated", "--color", "never", "README.md"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=LIMIT,
    )  # fmt: skip
    assert done.returncode == 1
    for sign in "\x1b\x07\x9b\u202e":
        assert sign not in done.stdout + done.stderr
