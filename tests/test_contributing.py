"""CONTRIBUTING's five steps, taken literally in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the guide's rule in it."""
    folder = tmp_path_factory.mktemp("project") / "wsss-lint"
    skip = shutil.ignore_patterns("__pycache__", "corpus")
    for name in ("wsss_lint", "schemas", "tests", "docs", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    block = re.search(r"```python title=\"(?P<path>[^\"]+)\"\n(?P<code>.*?)```", GUIDE, re.DOTALL)
    assert block is not None
    (folder / block["path"]).write_text(textwrap.dedent(block["code"]), "utf-8")
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy."""
    return subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": str(folder)},
    )  # fmt: skip


def test_the_rule_is_found_by_its_place(copy: Path) -> None:
    done = run(copy, "-m", "wsss_lint", "rule", "title-shouting")
    assert done.returncode == 0, done.stderr
    assert "capitals" in done.stdout


def test_its_examples_are_its_tests(copy: Path) -> None:
    done = run(copy, "-m", "pytest", "-q", "tests/test_examples.py", "-k", "title-shouting",
               "-p", "no:cacheprovider")  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b[1-9]\d* passed|\.{2,}", done.stdout)


def test_it_fires_when_selected_and_takes_its_option(copy: Path) -> None:
    line = '- **A:** "SEGMENTATION OF EVERYTHING EVERYWHERE" *CVPR2021*\n'
    (copy / "list.md").write_text(line, "utf-8")
    words = ("-m", "wsss_lint", "list.md", "--output-format", "concise")
    assert "title-shouting" not in run(copy, *words).stdout
    assert (
        "list.md:1:11: info ENT190 title-shouting"
        in run(copy, *words, "--extend-select", "title-shouting").stdout
    )


def test_what_is_generated_takes_it_in(copy: Path) -> None:
    assert run(copy, "-m", "wsss_lint.docs").returncode == 0
    assert "title-shouting" in (copy / "README.md").read_text("utf-8")
    assert (copy / "docs" / "rules" / "title-shouting.md").is_file()
    assert run(copy, "-m", "wsss_lint.settings.generate").returncode == 0
    assert "title-shouting" in (copy / "schemas" / "settings.schema.json").read_text("utf-8")


def test_the_paths_that_the_guide_names_exist() -> None:
    for path in re.findall(r"`((?:wsss_lint|tests|docs|\.ci)/[\w./]+)`", GUIDE):
        assert (ROOT / path).exists(), path
