"""``wsss-lint init``, ``explain`` and ``formats``, as their users run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from wsss_lint.authoring.init import form_of, settings_text
from wsss_lint.cli.init import with_hook
from wsss_lint.source import Source

ROOT = Path(__file__).parent.parent
CLEAN = Path(__file__).parent / "lists" / "clean"
STRANGE = "# A list\n\n## Papers\n\n" + "".join(
    f"- {year} » *Paper number {n} about some thing*, by Ann Ey and Bo Zed ~ CVPR {year} "
    f"[[pdf](https://example.org/{n})]\n"
    for n, year in enumerate(range(2010, 2024))
)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wsss_lint", *words], cwd=folder, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "README.md").write_text((CLEAN / "wsss.md").read_text("utf-8"), "utf-8")
    return tmp_path


def test_leaves_a_working_set_up(repo: Path) -> None:
    done = run(repo, "init")
    assert done.returncode == 0, done.stderr
    assert "preset wsss" in done.stdout
    assert (repo / "wsss-lint.toml").read_text("utf-8").endswith('extends = "wsss"\n')
    hooks = yaml.safe_load((repo / ".pre-commit-config.yaml").read_text("utf-8"))
    assert hooks["repos"][0]["hooks"][0]["files"] == r"^README\.md$"
    workflow = yaml.safe_load((repo / ".github/workflows/papers.yml").read_text("utf-8"))
    assert workflow["jobs"]["papers"]["permissions"] == {"contents": "read"}
    assert "## Adding a paper" in (repo / "CONTRIBUTING.md").read_text("utf-8")
    checked = run(repo)
    assert checked.returncode == 0, checked.stdout
    assert "read in the form" not in checked.stderr  # it is written down now


def test_touches_no_file_that_exists_without_consent(repo: Path) -> None:
    (repo / "wsss-lint.toml").write_text("# mine\n", "utf-8")
    (repo / "CONTRIBUTING.md").write_text("# Mine\n", "utf-8")
    done = run(repo, "init")
    assert done.returncode == 0
    assert (repo / "wsss-lint.toml").read_text("utf-8") == "# mine\n"
    assert (repo / "CONTRIBUTING.md").read_text("utf-8") == "# Mine\n"
    assert "--yes" in done.stderr
    assert run(repo, "init", "--yes").returncode == 0
    assert "extends" in (repo / "wsss-lint.toml").read_text("utf-8")
    text = (repo / "CONTRIBUTING.md").read_text("utf-8")
    assert text.startswith("# Mine\n") and "## Adding a paper" in text
    assert run(repo, "init", "--yes").returncode == 0
    assert (repo / "CONTRIBUTING.md").read_text("utf-8") == text


def test_a_dry_run_writes_nothing(repo: Path) -> None:
    before = sorted(p.name for p in repo.iterdir())
    done = run(repo, "init", "--dry-run")
    assert done.returncode == 0
    assert "--- wsss-lint.toml" in done.stdout
    assert sorted(p.name for p in repo.iterdir()) == before


def test_templates_are_induced_where_no_preset_fits(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(STRANGE, "utf-8")
    form = form_of(Source(STRANGE))
    assert form is not None and not form.presets
    assert form.share >= 0.9
    assert "[[format.units]]" in settings_text(form)
    assert run(tmp_path, "init").returncode == 0
    checked = run(tmp_path, "export", "--format", "jsonl")
    assert len(checked.stdout.splitlines()) >= 13


def test_a_file_without_papers_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Nothing\n\nhere\n", "utf-8")
    done = run(tmp_path, "init")
    assert done.returncode == 2
    assert "docs/formats.md" in done.stderr
    assert run(tmp_path, "init", "missing.md").returncode == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "repos:\n  - X\n"),
        ("repos:\n  - repo: a\n", "repos:\n  - repo: a\n  - X\n"),
        ("repos:\n- repo: a\n", "repos:\n- repo: a\n- X\n"),
        ("repos: []\n", None),
        ("repos:\n  - repo: a\nci:\n  skip: [x]\n", None),
        ("repos:\n  - hooks:\n      - id: wsss-lint\n", None),
    ],
)
def test_the_hook_goes_where_it_fits_or_nowhere(before: str, after: str | None) -> None:
    assert with_hook(before, "  - X\n") == after


def test_explain_tells_template_fields_and_departures(repo: Path) -> None:
    text = (repo / "README.md").read_text("utf-8")
    line = next(n for n, t in enumerate(text.splitlines(), 1) if t.startswith("- **"))
    done = run(repo, "explain", f"README.md:{line}")
    assert done.returncode == 0, done.stderr
    assert "template" in done.stdout and "title" in done.stdout
    assert "other templates" in done.stdout
    assert run(repo, "explain", "README.md:1").returncode == 2
    assert run(repo, "explain", "README.md:100000").returncode == 2
    assert run(repo, "explain", "README.md").returncode == 2


def test_formats_lists_and_prints_presets(tmp_path: Path) -> None:
    done = run(tmp_path, "formats")
    assert done.returncode == 0
    assert "wsss" in done.stdout and "paper-table" in done.stdout
    assert "entry = [" in run(tmp_path, "formats", "wsss").stdout
    assert run(tmp_path, "formats", "nonsense").returncode == 2
