"""The real pre-commit, with this repository's hooks installed once for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.repositories import Scratch, git_environment

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def committed_project(tmp_path_factory):
    """This repository as it lies here, committed: pre-commit installs from a commit."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs git, and a clone of this repository")
    folder = tmp_path_factory.mktemp("project")
    scratch = Scratch(folder / "wsss-lint", folder / "home")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in os.fsdecode(names).split("\0")[:-1]:
        if (ROOT / name).is_file():
            target = scratch.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    scratch.commit("as it lies here")
    return scratch


@pytest.fixture(scope="session")
def hook_home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


def environment(home: Path) -> dict[str, str]:
    """Caches in a folder of the tests; pip's settings stay, to find the index."""
    environ = git_environment(home)
    environ |= {
        "HOME": os.environ.get("HOME", str(home)), "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "XDG_CACHE_HOME": str(home / "cache"), "NO_COLOR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }  # fmt: skip
    environ.pop("XDG_CONFIG_HOME")
    environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + environ["PATH"]
    return environ


def pre_commit(*words: str, cwd: Path, environ: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *words], cwd=cwd, env=environ, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", errors="replace", timeout=900,
    )  # fmt: skip
    said = done.stdout + done.stderr
    if "Could not find a version that satisfies" in said or "No matching distribution" in said:
        pytest.skip("no package index is reached")
    return done.returncode, said


@pytest.fixture(scope="session")
def hook_config(committed_project, hook_home, tmp_path_factory):
    """A configuration with all three hooks; their environment is built once."""
    config = yaml.safe_dump({"repos": [{
        "repo": str(committed_project.path), "rev": committed_project.git("rev-parse", "HEAD"),
        "hooks": [{"id": "wsss-lint"}, {"id": "wsss-lint-online"}],
    }]})  # fmt: skip
    folder = tmp_path_factory.mktemp("first")
    scratch = Scratch(folder / "list", hook_home)
    scratch.write(".pre-commit-config.yaml", config)
    scratch.commit()
    status, said = pre_commit("install-hooks", cwd=scratch.path, environ=environment(hook_home))
    assert status == 0, said
    return config
