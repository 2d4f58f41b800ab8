"""Every snippet of docs/ci.md is run, or read by what it is for."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.doc_snippets import COMMIT, PAGE, ROOT, snippets
from tests.github_runner import event, obeyed, run_action
from tests.hooks import pre_commit
from tests.repositories import Scratch
from tests.test_action import BAD, GOOD, LIST, OLD, pull_request, with_line
from tests.test_precommit import repo as hook_repo  # noqa: F401
from tests.test_precommit import run, stage
from wsss_lint.markdown import slug

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the snippets are for a POSIX shell")

SNIPPETS = snippets()
WORKFLOWS = [title for title in SNIPPETS if title.startswith(".github/workflows/")]
RUN = {"mend", "baseline", "anywhere", "apply", "matcher"}  # and all the others by their own test


@pytest.fixture
def repo(tmp_path: Path) -> Scratch:
    """A list in a repository with an `origin`, and wsss-lint and other commands on PATH."""
    server = Scratch(tmp_path / "server", tmp_path / "home")
    server.commit(README=LIST)
    clone = server.clone(tmp_path / "work")
    command(clone, "wsss-lint", f'exec "{sys.executable}" -I -m wsss_lint "$@"')
    return clone


def command(repo: Scratch, name: str, script: str) -> None:
    """A command on this repository's PATH that does what `script` says."""
    folder = repo.path.parent / "bin"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)
    if not repo.environ["PATH"].startswith(f"{folder}{os.pathsep}"):
        repo.environ["PATH"] = f"{folder}{os.pathsep}{repo.environ['PATH']}"


def shell(
    repo: Scratch, script: str, *, strict: bool = True, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub and GitLab do: ended by the first command that fails."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e" if strict else "+e", "-c", script], cwd=repo.path,
        env=repo.environ | environ, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        timeout=120,
    )  # fmt: skip


def steps(title: str) -> list[dict[str, object]]:
    [job] = yaml.safe_load(SNIPPETS[title])["jobs"].values()
    return job["steps"]


def action_inputs(title: str) -> dict[str, str]:
    """What a workflow hands to our Action, as the runner would: all are strings."""
    [step] = [
        step for step in steps(title) if str(step.get("uses", "")).startswith("someone/wsss-lint@")
    ]
    given = step.get("with") or {}
    return {
        name.replace("-", "_"): str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in given.items()
    }


# -- workflows ----------------------------------------------------------------------------------


def test_each_snippet_has_a_test():
    known = RUN | {*WORKFLOWS, ".pre-commit-config.yaml", "pre-commit.ci/.pre-commit-config.yaml", "badge",
                   ".git/hooks/pre-commit", ".gitlab-ci.yml", ".github/wsss-lint-matcher.json"}  # fmt: skip
    assert set(SNIPPETS) == known


@pytest.mark.parametrize("title", WORKFLOWS)
def test_actions_are_pinned_as_in_our_own_workflows(title):
    ours = "".join(
        p.read_text("utf-8") for p in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    )
    for line in re.findall(r"uses: (\S+ # v[\d.]+)", SNIPPETS[title]):
        name, _, rest = line.partition("@")
        assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", rest)
        if name in ours:
            assert line in ours
    assert SNIPPETS[title].count("uses: ") == len(
        re.findall(r"uses: \S+@[0-9a-f]{40} # v", SNIPPETS[title])
    )


@pytest.mark.parametrize("title", WORKFLOWS)
def test_inputs_are_those_of_the_action(title):
    known = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    for step in steps(title):
        if str(step.get("uses", "")).startswith("someone/wsss-lint@"):
            assert set(step.get("with") or {}) <= set(known)
            assert f"@{COMMIT}" in str(step["uses"])


@pytest.mark.parametrize(("line", "status"), [(GOOD, 0), (BAD, 1)])
def test_the_workflow_for_pull_requests(tmp_path, line, status):
    title = ".github/workflows/papers.yml"
    depth = int(steps(title)[0]["with"]["fetch-depth"])
    server = Scratch(tmp_path / "server", tmp_path / "home")
    server.commit(README=LIST)
    clone, environ = pull_request(server, tmp_path, line, depth)
    check, ended = run_action(clone, tmp_path / "temp", environ, **action_inputs(title))
    assert ended == status and OLD not in check.log + check.summary, check.log


def test_the_weekly_workflow_shows_all_and_fails_on_errors(repo, tmp_path):
    inputs = action_inputs(".github/workflows/papers-weekly.yml")
    environ = event(tmp_path, "schedule", {"schedule": "30 5 * * 1"})
    check, status = run_action(repo, tmp_path / "temp", environ, **inputs)
    assert status == 0 and OLD in check.summary


def test_the_badge_is_of_a_workflow_of_this_page():
    for name in re.findall(r"workflows/([\w.-]+\.yml)", SNIPPETS["badge"]):
        assert f".github/workflows/{name}" in WORKFLOWS


def test_the_workflow_for_code_scanning(repo, tmp_path):
    title = ".github/workflows/code-scanning.yml"
    inputs = action_inputs(title)
    check, status = run_action(repo, tmp_path / "temp", **inputs)
    assert status == 0, check.log
    upload = steps(title)[-1]["with"]
    assert upload["sarif_file"] == inputs["sarif_file"]
    sarif = json.loads((repo.path / inputs["sarif_file"]).read_text("utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1


def test_the_workflow_for_suggestions(repo, tmp_path):
    repo.write("README.md", with_line(BAD))
    command(repo, "go", 'test "$1" = env && echo "$HOME/go"')
    reviewdog = Path(repo.environ["HOME"], "go", "bin", "reviewdog")
    reviewdog.parent.mkdir(parents=True)
    reviewdog.write_text('#!/bin/sh\necho "$@" >"$HOME/arguments"\ncat >"$HOME/findings"\n')
    reviewdog.chmod(0o755)
    install, suggest = steps(".github/workflows/suggestions.yml")[-2:]
    assert "wsss-lint==" in str(install["run"]) and re.search(r"reviewdog@v\d", str(install["run"]))
    done = shell(repo, str(suggest["run"]))
    assert done.returncode == 0, done.stderr
    findings = json.loads((reviewdog.parents[2] / "findings").read_text("utf-8"))
    [found] = findings["diagnostics"]
    assert found["suggestions"] and found["location"]["path"] == "README.md"
    flags = (reviewdog.parents[2] / "arguments").read_text("utf-8").split()
    assert {"-f=rdjson", "-reporter=github-pr-review"} <= set(flags)


# -- commands -----------------------------------------------------------------------------------


def test_mending(repo):
    done = shell(repo, SNIPPETS["mend"])
    assert done.returncode == 0 and "+- **L2G:**" in done.stdout, done.stderr
    assert "*CVPR2022*" in repo.git("diff")


def test_baseline(repo):
    done = shell(repo, SNIPPETS["baseline"])
    assert done.returncode == 0, done.stdout + done.stderr
    repo.write("README.md", with_line(BAD))
    done = shell(repo, SNIPPETS["baseline"].splitlines()[-1])
    assert done.returncode == 1 and "BECO" in done.stdout and OLD not in done.stdout


def test_the_revision_to_compare_with(repo):
    assert shell(repo, SNIPPETS["anywhere"]).returncode == 0
    repo.commit(README=with_line(BAD))
    done = shell(repo, SNIPPETS["anywhere"])
    assert done.returncode == 1 and "BECO" in done.stdout and OLD not in done.stdout


def test_applying_the_suggested_patch(repo):
    repo.commit(README=with_line(BAD))
    done = shell(repo, SNIPPETS["apply"])
    assert done.returncode == 0, done.stderr
    assert (repo.path / "README.md").read_text("utf-8") == with_line(GOOD)
    assert shell(repo, SNIPPETS["anywhere"]).returncode == 0


def test_the_problem_matcher_reads_our_lines(repo):
    shipped = (ROOT / ".github" / "wsss-lint-matcher.json").read_text("utf-8")
    assert shipped == SNIPPETS[".github/wsss-lint-matcher.json"]
    matcher, _ = json.loads(SNIPPETS[".github/wsss-lint-matcher.json"])["problemMatcher"]
    [pattern] = matcher["pattern"]
    done = shell(repo, SNIPPETS["matcher"], strict=False)
    [add] = obeyed(done.stdout)
    assert (add.name, add.message) == ("add-matcher", ".github/wsss-lint-matcher.json")
    lines = [line for line in done.stdout.splitlines() if not line.startswith("::")]
    assert lines
    for line in lines:
        match = re.fullmatch(pattern["regexp"].removeprefix("^").removesuffix("$"), line)
        assert (
            match
            and match[pattern["file"]] == "README.md"
            and match[pattern["severity"]] == "warning"
        )
        assert (
            int(match[pattern["line"]])
            == LIST.split("\n").index(next(t for t in LIST.split("\n") if OLD in t)) + 1
        )
        assert (
            match[pattern["code"]] == "VEN003 venue-order"
            and "2022CVPR" in match[pattern["message"]]
        )


def test_gitlab(repo):
    job = yaml.safe_load(SNIPPETS[".gitlab-ci.yml"])["papers"]
    command(repo, "pip", 'test "$1" = install')
    base = repo.git("rev-parse", "HEAD")
    for line, status in ((GOOD, 0), (BAD, 1)):
        repo.commit(README=with_line(line))
        done = shell(
            repo,
            "\n".join(job["script"]),
            CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
            CI="true",
            GITLAB_CI="true",
        )
        assert done.returncode == status and OLD not in done.stdout, done.stdout + done.stderr
        found = json.loads(
            (repo.path / job["artifacts"]["reports"]["codequality"]).read_text("utf-8")
        )
        assert len(found) == status
        assert all(
            {"description", "check_name", "fingerprint", "severity", "location"} <= set(f)
            for f in found
        )


def test_the_plain_hook_of_git(repo):
    repo.write(".git/hooks/pre-commit", SNIPPETS[".git/hooks/pre-commit"]).chmod(0o755)
    repo.write("README.md", with_line(GOOD))
    repo.git("add", "README.md")
    repo.write("README.md", with_line(BAD))  # not staged: not judged
    assert shell(repo, "git commit -qm good").returncode == 0
    repo.git("add", "README.md")
    done = shell(repo, "git commit -qm bad")
    assert done.returncode == 1 and "venue-order" in done.stdout + done.stderr
    assert OLD not in done.stdout + done.stderr


# -- pre-commit ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", [".pre-commit-config.yaml", "pre-commit.ci/.pre-commit-config.yaml"]
)
def test_pre_commit_takes_the_configuration(title, tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(SNIPPETS[title], "utf-8")
    status, said = pre_commit("validate-config", str(path), cwd=tmp_path, environ=dict(os.environ))
    assert status == 0, said


@pytest.mark.registry
@pytest.mark.parametrize(
    "title", [".pre-commit-config.yaml", "pre-commit.ci/.pre-commit-config.yaml"]
)
def test_the_hook_as_pasted(title, committed_project, hook_repo):  # noqa: F811
    config = yaml.safe_load(SNIPPETS[title])
    config["repos"][0] |= {
        "repo": str(committed_project.path),
        "rev": committed_project.git("rev-parse", "HEAD"),
    }
    hook_repo.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    words = [
        sys.executable,
        "-I",
        "-m",
        "wsss_lint",
        "check",
        "--write-baseline",
        ".wsss-lint-baseline.json",
    ]
    subprocess.run(
        words, cwd=hook_repo.path, env=hook_repo.environ, check=True, capture_output=True
    )
    hook_repo.commit("set up")
    stage(hook_repo, with_line(GOOD))
    status, said = run(hook_repo)
    assert status == 0, said
    stage(hook_repo, with_line(BAD))
    status, said = run(hook_repo)
    assert status == 1 and "BECO" in said and OLD not in said, said


# -- the page -----------------------------------------------------------------------------------


def test_tables_of_inputs_and_outputs_are_those_of_the_action():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    text = PAGE.read_text("utf-8").split("## What the Action takes and gives")[1]
    rows = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([\w-]+)`", row)]
    assert named == [*action["inputs"], *action["outputs"]]


def test_links_within_the_page():
    text = PAGE.read_text("utf-8")
    anchors = {slug(title) for title in re.findall(r"^## (.+)$", text, re.M)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == anchors
