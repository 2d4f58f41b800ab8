"""The README tells the truth: its outputs are real, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
RUN = re.compile(
    r"<!-- run: wsss-lint (?P<args>[^\n]*) -->\n```text\n(?P<output>.*?)```", re.DOTALL
)


def output(args: str) -> str:
    """What the command prints, on both streams, with the command above it."""
    environ = {k: v for k, v in os.environ.items() if k not in ("GITHUB_ACTIONS", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", *shlex.split(args)],
        cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8",
        env={**environ, "COLUMNS": "100"},
    )  # fmt: skip
    return f"$ wsss-lint {args}\n{done.stdout}{done.stderr}"


def test_the_outputs_are_real() -> None:
    """``UPDATE_README=1 pytest tests/test_readme.py`` writes them anew."""
    text = README.read_text("utf-8")
    assert len(RUN.findall(text)) == 2
    real = RUN.sub(
        lambda m: m[0].replace(f"```text\n{m['output']}```", f"```text\n{output(m['args'])}```"),
        text,
    )
    if os.environ.get("UPDATE_README"):
        README.write_text(real, "utf-8")
    assert real == README.read_text("utf-8")


@pytest.mark.parametrize(
    "page", [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))],
    ids=lambda p: p.name,
)  # fmt: skip
def test_links_in_the_docs_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|``.+?``|`[^`]+`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)\s#]+)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_and_hook_is_named() -> None:
    from wsss_lint.cli.main import COMMANDS

    text = README.read_text("utf-8")
    for command in COMMANDS:
        assert re.search(rf"`wsss-lint[^`]*\b{command}\b|`{command}`", text), command
    for hook in re.findall(r"- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text()):
        assert hook in text
