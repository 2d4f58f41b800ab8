"""What is generated from the rules is up to date, and pages read as they should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wsss_lint import docs
from wsss_lint.rule import Rule
from wsss_lint.rules import load

ROOT = Path(__file__).resolve().parent.parent
RULES = load(plugins=False)


def test_nothing_generated_is_stale() -> None:
    stale = [str(path.relative_to(ROOT)) for path in docs.stale(ROOT)]
    assert not stale, f"run python -m wsss_lint.docs: {stale}"


def test_the_check_says_what_is_stale(tmp_path: Path) -> None:
    """In a checkout with one page changed, one missing and one too many all three are named."""
    for name in ("wsss_lint", "schemas", "docs", "README.md"):
        if (ROOT / name).exists():
            subprocess.run(["cp", "-r", ROOT / name, tmp_path], check=True)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wsss_lint.docs", *arguments],
            cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)},
        )  # fmt: skip

    assert run().returncode == 0
    assert (run("--check").returncode, run("--check").stdout) == (0, "")
    folder = tmp_path / "docs" / "rules"
    (folder / "duplicate-paper.md").write_text("# Old\n", "utf-8")
    (folder / "duplicate-row.md").unlink()
    (folder / "no-rule.md").write_text("# Gone\n", "utf-8")
    done = run("--check")
    assert done.returncode == 1
    assert {line.split(":")[0].split("/")[-1] for line in done.stdout.splitlines()} == {
        "duplicate-paper.md", "duplicate-row.md", "no-rule.md",
    }  # fmt: skip
    run()
    assert run("--check").returncode == 0
    assert not (folder / "no-rule.md").exists()


def test_the_readme_holds_the_table_of_rules() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.count(docs.START) == text.count(docs.END) == 1
    for rule in RULES:
        assert f"[{rule.name}](docs/rules/{rule.name}.md)" in text


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_page(rule: type[Rule]) -> None:
    page = docs.page(rule)
    assert page.startswith(f"# {rule.name} ({rule.code})\n")
    for heading in (
        "Why",
        "How to fix",
        "Fix safety",
        "Known false alarms",
        "Example",
        "Silencing",
    ):
        assert page.count(f"\n## {heading}\n") == 1
        # No heading stands over nothing.
        assert page.partition(f"\n## {heading}\n")[2].strip()[:1] not in ("#", "")
    for option in rule.options:
        assert f"`{option.name}`" in page
        assert len(option.help.split()) > 1
    assert page.isprintable() or "\n" in page
    assert not any(ord(char) < 32 and char != "\n" for char in page)
    summary = page.split("\n")[2]
    assert summary.endswith(".") and len(summary) <= 100, summary


def test_every_family_has_a_title() -> None:
    assert sum(map(len, docs.families(RULES).values())) == len(RULES)
