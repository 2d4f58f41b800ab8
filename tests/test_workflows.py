"""What no linter of workflows knows: that they say the same as the rest of the repository.

`.ci/workflows` runs actionlint, zizmor and the schemas on them.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "workflows"
CI = yaml.safe_load((FOLDER / "ci.yml").read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.name)
def test_each_action_is_pinned_to_a_commit_with_its_version(path):
    text = path.read_text("utf-8")
    foreign = [line for line in re.findall(r"uses: (.+)", text) if not line.startswith("./")]
    assert foreign
    for line in foreign:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_commit():
    pins: dict[str, set[str]] = {}
    for path in FOLDER.glob("*.yml"):
        for name, pin in re.findall(r"uses: ([\w./-]+)@(.+)", path.read_text("utf-8")):
            pins.setdefault(name, set()).add(pin)
    assert all(len(found) == 1 for found in pins.values()), pins


def test_the_last_job_waits_for_all_others():
    assert set(CI["jobs"]["passed"]["needs"]) == set(CI["jobs"]) - {"passed"}


def test_three_systems_and_each_supported_python():
    matrix = CI["jobs"]["commands"]["strategy"]["matrix"]
    assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert matrix["python"][0] == oldest
    minors = [int(version.split(".")[1]) for version in matrix["python"]]
    assert minors == list(range(minors[0], minors[0] + len(minors)))


def test_publishing_needs_the_gate():
    jobs = yaml.safe_load((FOLDER / "release.yml").read_text("utf-8"))["jobs"]
    assert jobs["build"]["needs"] == ["ci"] and jobs["publish"]["needs"] == ["build"]
    assert [name for name, job in jobs.items() if "id-token" in job["permissions"]] == ["publish"]
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert not any("password" in str(step) for step in jobs["publish"]["steps"])


def test_what_has_to_hold_runs_the_linters_of_workflows():
    assert ".ci/workflows" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.name == "nt" or os.access(ROOT / ".ci" / "workflows", os.X_OK)


def test_issue_forms_ask_for_the_lines_as_they_are():
    forms = [
        p for p in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if p.stem != "config"
    ]
    assert len(forms) == 3
    for path in forms:
        body = yaml.safe_load(path.read_text("utf-8"))["body"]
        lists = [part for part in body if part["attributes"].get("render") == "markdown"]
        assert lists and all(part["validations"]["required"] for part in lists[:1])
