"""The Action's script, run as the runner runs it, on real repositories."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.github_runner import (
    ROOT,
    SCRIPT,
    event,
    obeyed,
    parse,
    read_file_command,
    run_action,
    run_step,
)
from tests.repositories import Scratch

pytestmark = pytest.mark.skipif(
    subprocess.run([sys.executable, "-I", "-c", "import wsss_lint"], capture_output=True).returncode
    != 0,
    reason="wsss-lint is not installed for this Python (make test installs it)",
)

LIST = """# Weakly Supervised Segmentation

## 1. Image tags

### 2023

- **ToCo:** Token Contrast for Weakly-Supervised Semantic Segmentation *CVPR2023*
- **OCR:** Out-of-Candidate Rectification for Weakly Supervised Semantic Segmentation *CVPR2023*

### 2022

- **AFA:** Learning Affinity from Attention *CVPR2022*
- **L2G:** A Simple Local-to-Global Knowledge Transfer Framework *2022CVPR*
- **ReCAM:** Class Re-Activation Maps for Weakly-Supervised Semantic Segmentation *CVPR2022*

### 2021

- **EDAM:** Embedded Discriminative Attention Mechanism *CVPR2021*
- **EPS:** Railroad is not a Train: Saliency as Pseudo-pixel Supervision *CVPR2021*
- **NSRM:** Non-Salient Region Object Mining *CVPR2021*
- **CDA:** Context Decoupling Augmentation *ICCV2021*
- **CPN:** Complementary Patch *ICCV2021*
- **PMM:** Pseudo-mask Matters in Weakly-supervised Semantic Segmentation *ICCV2021*
"""
OLD = "L2G"  # the old debt
ANCHOR = "- **OCR:**"
GOOD = "- **BECO:** Boundary-enhanced Co-training for Weakly Supervised Semantic Segmentation *CVPR2023*\n"
BAD = "- **BECO:** Boundary-enhanced Co-training for Weakly Supervised Semantic Segmentation *2023CVPR*\n"
MENDED = GOOD.strip()


def with_line(line: str) -> str:
    return LIST.replace(ANCHOR, line + ANCHOR)


@pytest.fixture
def repo(tmp_path: Path) -> Scratch:
    scratch = Scratch(tmp_path / "work space", tmp_path / "home")
    scratch.commit(README=LIST)
    return scratch


def pull_request(
    repo: Scratch, tmp_path: Path, line: str, depth: int = 2
) -> tuple[Scratch, dict[str, str]]:
    """A pull request from a fork that adds a line, checked out as actions/checkout does."""
    base = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "topic")
    head = repo.commit(README=with_line(line))
    repo.git("checkout", "-q", "--detach", "main")
    repo.git("merge", "-q", "--no-ff", "topic", "-m", "merge")
    merge = repo.git("rev-parse", "HEAD")
    repo.git("update-ref", "refs/pull/7/merge", merge)
    clone = Scratch(tmp_path / "checkout", tmp_path / "home")
    clone.git("remote", "add", "origin", repo.path.as_uri())
    clone.git(
        "fetch",
        "-q",
        "--no-tags",
        f"--depth={depth}",
        "origin",
        "+refs/pull/7/merge:refs/remotes/pull/7/merge",
    )
    clone.git("checkout", "-q", "--detach", "refs/remotes/pull/7/merge")
    payload = {
        "action": "opened", "number": 7,
        "pull_request": {
            "base": {"ref": "main", "sha": base, "repo": {"full_name": "someone/list", "fork": False}},
            "head": {"ref": "topic", "sha": head, "repo": {"full_name": "else/list", "fork": True}},
            "author_association": "FIRST_TIME_CONTRIBUTOR",
        },
    }  # fmt: skip
    return clone, event(
        tmp_path, "pull_request", payload, GITHUB_SHA=merge, GITHUB_REF="refs/pull/7/merge",
        GITHUB_BASE_REF="main", GITHUB_HEAD_REF="topic",
    )  # fmt: skip


# -- what a contributor sees --------------------------------------------------------------------


def test_a_good_line_passes_with_no_word_about_old_debt(repo, tmp_path):
    clone, environ = pull_request(repo, tmp_path, GOOD)
    check, status = run_action(clone, tmp_path / "temp", environ)
    assert status == 0, check.log + check.errors
    assert check.outputs["errors"] == check.outputs["warnings"] == check.outputs["fixable"] == "0"
    assert (
        not check.annotations("error") + check.annotations("warning") + check.annotations("notice")
    )
    assert OLD not in check.log + check.summary + check.errors
    assert "base: " in check.log and "first parent" in check.log


def test_a_bad_line_is_annotated_with_the_line_to_paste(repo, tmp_path):
    clone, environ = pull_request(repo, tmp_path, BAD)
    check, status = run_action(clone, tmp_path / "temp", environ)
    assert status == 1
    [warning] = check.annotations("warning")
    line = with_line(BAD).split("\n").index(BAD.strip()) + 1
    assert warning.properties["file"] == "README.md" and warning.properties["line"] == str(line)
    assert "venue-order" in warning.properties["title"] and MENDED in warning.message
    assert MENDED in check.summary and OLD not in check.log + check.summary
    assert check.outputs["warnings"] == check.outputs["fixable"] == "1"
    report = json.loads(Path(check.outputs["report"]).read_text("utf-8"))
    assert [found["name"] for found in report["diagnostics"]] == ["venue-order"]
    assert f"/blob/{environ['GITHUB_SHA']}/README.md" in check.summary


def test_a_checkout_without_history_is_checked_whole_and_says_why(repo, tmp_path):
    clone, environ = pull_request(repo, tmp_path, GOOD, depth=1)
    check, status = run_action(clone, tmp_path / "temp", environ)
    assert status == 1 and check.outputs["warnings"] == "1"
    [notice] = check.annotations("notice")
    assert "fetch-depth: 2" in notice.message and "whole list" in notice.message


@pytest.mark.parametrize("diff_only", ["auto", "false", "true"])
def test_what_is_judged_on_a_push(repo, tmp_path, diff_only):
    before = repo.git("rev-parse", "HEAD")
    after = repo.commit(README=with_line(BAD))
    environ = event(tmp_path, "push", {"before": before, "after": after, "ref": "refs/heads/main"})
    check, status = run_action(repo, tmp_path / "temp", environ, diff_only=diff_only)
    assert status == 1
    assert check.outputs["warnings"] == ("1" if diff_only == "true" else "2")


def test_a_scheduled_run_judges_all(repo, tmp_path):
    environ = event(tmp_path, "schedule", {"schedule": "0 0 * * 0"})
    check, status = run_action(repo, tmp_path / "temp", environ)
    assert status == 1 and check.outputs["warnings"] == "1"
    check, _ = run_action(repo, tmp_path / "temp2", environ, diff_only="true")
    assert check.outputs["warnings"] == "1"  # no base: the whole list all the same
    assert "no base to compare with" in check.annotations("notice")[0].message


def test_when_all_is_shown_the_pull_requests_own_lines_go_first(repo, tmp_path):
    """GitHub shows ten annotations of a level: old debt above the new line must not take them all."""
    old = "".join(f"- Old Paper Number {n}  in a Room *CVPR2023*\n" for n in range(15))
    text = LIST.replace(ANCHOR, old + ANCHOR)
    base = repo.commit(README=text)
    new = "- **PMM2:** The Newest of All  Papers *ICCV2021*\n"
    repo.commit(README=text + new)
    environ = event(tmp_path, "merge_group", {"merge_group": {"base_sha": base}})
    check, status = run_action(repo, tmp_path / "temp", environ, diff_only="false")
    warnings = check.annotations("warning")
    assert status == 1 and check.outputs["warnings"] == "17"
    assert warnings[0].properties["line"] == str((text + new).count("\n")) and len(warnings) == 10
    assert warnings[-1].message.startswith("8 more warnings")


def test_a_merge_group_judges_what_it_adds(repo, tmp_path):
    base = repo.git("rev-parse", "HEAD")
    head = repo.commit(README=with_line(GOOD))
    payload = {"merge_group": {"base_sha": base, "head_sha": head, "base_ref": "refs/heads/main"}}
    environ = event(tmp_path, "merge_group", payload)
    assert run_action(repo, tmp_path / "temp", environ)[1] == 0


# -- inputs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [("", 1), ("warning", 1), ("info", 1), ("error", 0), ("never", 0), (" Never\n", 0)],
)
def test_fail_on(repo, tmp_path, fail_on, status):
    assert run_action(repo, tmp_path / "temp", fail_on=fail_on)[1] == status


@pytest.mark.parametrize(
    "inputs",
    [
        {"fail_on": "sometimes"}, {"diff_only": "yes"}, {"args": "--select 'x"}, {"args": "-- x"},
        {"working_directory": "missing"}, {"working_directory": ".."}, {"baseline": "missing.json"},
        {"args": "--no-such-option"}, {"args": "--diff"}, {"args": "--help"}, {"paths": "missing.md"}, {"sarif_file": "../out.sarif"},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_fails(repo, tmp_path, inputs):
    check, status = run_action(repo, tmp_path / "temp", **inputs)
    assert status == 2
    [error] = check.annotations("error")
    assert error.properties == {"title": "wsss-lint"} and len(error.message) > 10


def test_args_are_split_as_a_shell_would_and_run_by_none(repo, tmp_path):
    check, status = run_action(
        repo, tmp_path / "temp", args="--ignore 'venue-order'\n--color never\n"
    )
    assert status == 0, check.log


@pytest.mark.parametrize(
    "name", ["$(touch owned)", "; touch owned", "`touch owned`", "| touch owned", "--fix", "-h"]
)
def test_paths_are_never_options_or_code(repo, tmp_path, name):
    check, status = run_action(repo, tmp_path / "temp", paths=name)
    assert status == 2 and name in check.annotations("error")[0].message
    assert not (repo.path / "owned").exists()
    assert (repo.path / "README.md").read_text("utf-8") == LIST


def test_several_paths_with_blanks_in_them(repo, tmp_path):
    repo.commit(**{"more papers": LIST, "論文": LIST})
    check, _ = run_action(repo, tmp_path / "temp", paths="more papers.md\n\n  論文.md  \n")
    report = json.loads(Path(check.outputs["report"]).read_text("utf-8"))
    assert {file["path"] for file in report["files"]} == {"more papers.md", "論文.md"}


def test_working_directory_and_baseline(repo, tmp_path):
    repo.commit(**{"lists/README": LIST})
    words = ["check", "--write-baseline", "old.json", "README.md"]
    folder = repo.path / "lists"
    subprocess.run(
        [sys.executable, "-I", "-m", "wsss_lint", *words],
        cwd=folder,
        env=repo.environ,
        check=True,
        capture_output=True,
    )
    check, status = run_action(
        repo, tmp_path / "temp", working_directory="lists", baseline="old.json"
    )
    assert status == 0, check.log
    (folder / "README.md").write_text(with_line(BAD), "utf-8")
    check, status = run_action(
        repo, tmp_path / "temp", working_directory="lists", baseline="old.json"
    )
    assert status == 1
    [warning] = check.annotations("warning")
    assert warning.properties["file"] == "lists/README.md"  # from the top of the repository


def test_sarif_is_written_over_no_link(repo, tmp_path):
    target = tmp_path / "victim"
    target.write_text("mine")
    (repo.path / "out").mkdir()
    (repo.path / "out" / "wsss.sarif").symlink_to(target)
    _, status = run_action(repo, tmp_path / "temp", sarif_file="out/wsss.sarif")
    assert status == 1 and target.read_text() == "mine"
    sarif = json.loads((repo.path / "out" / "wsss.sarif").read_text("utf-8"))
    assert sarif["runs"][0]["results"][0]["level"] == "warning"
    (repo.path / "away").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    _, status = run_action(repo, tmp_path / "temp", sarif_file="away/wsss.sarif")
    assert status == 2 and not list((tmp_path / "elsewhere").iterdir())


def test_sarif_may_go_to_the_runners_temporary_folder(repo, tmp_path):
    path = tmp_path / "temp" / "x.sarif"
    _, status = run_action(repo, tmp_path / "temp", sarif_file=str(path))
    assert status == 1 and json.loads(path.read_text("utf-8"))["version"] == "2.1.0"


# -- trust --------------------------------------------------------------------------------------


def test_no_code_of_the_checkout_is_run(repo, tmp_path):
    mark = tmp_path / "owned"
    code = f"open({str(mark)!r}, 'w').close()\n"
    for name in ("json.py", "mistune.py", "sitecustomize.py", "usercustomize.py", "wsss_lint/__init__.py",
                 "wsss_lint/__main__.py", "conftest.py", "secrets.py"):  # fmt: skip
        repo.write(name, code)
    repo.write("pyproject.toml", "[project.entry-points.'wsss_lint.rules']\nx = 'conftest'\n")
    repo.write("git", f"#!/bin/sh\ntouch '{mark}'\n").chmod(0o755)
    environ = {"PYTHONPATH": str(repo.path), "PYTHONSTARTUP": str(repo.path / "json.py")}
    check, status = run_action(repo, tmp_path / "temp", environ, diff_only="true")
    assert status == 1 and check.outputs["warnings"] == "1"
    assert not mark.exists()


def test_a_workspace_of_another_user_is_compared_all_the_same(repo, tmp_path):
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can give files away")
    clone, environ = pull_request(repo, tmp_path, GOOD)
    os.chown(clone.path, 12345, 12345)
    os.chown(clone.path / ".git", 12345, 12345)
    check, status = run_action(clone, tmp_path / "temp", environ)
    assert status == 0, check.log


HOSTILE = (
    "- **X:** ::error::owned ##[error]owned ::add-mask::a %0A::error::owned </details> <script> | \x1b[2J "
    "${{ github.token }} ::stop-commands::x ]]> `` ``` *2023CVPR*\n"
    "::error file=README.md::owned\n"
    "##[set-env name=PATH]owned\n"
    "::set-output name=errors::0\n"
)


def test_a_hostile_list_speaks_to_no_one(repo, tmp_path):
    name = "a\n::error::owned\n##[error]owned.md"
    try:
        repo.write(name, LIST + HOSTILE)
    except OSError:
        name = "##[error]owned.md"
        repo.write(name, LIST + HOSTILE)
    repo.write("README.md", with_line(HOSTILE))
    repo.commit()
    check, status = run_action(repo, tmp_path / "temp", paths=".")
    assert status == 1
    names = {command.name for command in check.commands}
    assert names <= {"error", "warning", "notice"}
    assert all(
        re.fullmatch(r"[A-Z]{3}\d{3} [a-z-]+|wsss-lint", c.properties["title"])
        for c in check.commands
    )
    assert set(check.outputs) == {"errors", "warnings", "fixable", "report", "verdict"}
    assert all(re.fullmatch(r"\d+", check.outputs[n]) for n in ("errors", "warnings", "fixable"))
    assert "\x1b" not in check.log + check.summary
    assert not obeyed(check.errors)


@pytest.mark.parametrize("verdict", ["", "broken", "PASSED", "passed\n"])
def test_the_gate_opens_for_nothing_but_passed(repo, tmp_path, verdict):
    step = run_step("gate", repo, tmp_path / "temp", {"WSSS_LINT_VERDICT": verdict})
    assert step.status == 2


# -- the pieces ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("wsss_lint_action", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "value", ["1", "", "a\nb", "x<<y\nz=1", "errors=0\n::error::", "wsss_lint_\nEOF"]
)
def test_outputs_come_back_as_they_went(script, tmp_path, monkeypatch, value):
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "out"))
    script.set_output("one", value)
    script.set_output("two", "2")
    assert read_file_command((tmp_path / "out").read_text()) == {"one": value, "two": "2"}


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "  ::error::x",
        "a ##[error]x",
        "x\r::error::y",
        "::x::\n##[group]y",
        "##[x y=z]q",
    ],
)
def test_what_is_logged_is_not_obeyed(script, capsys, text):
    script.log(text)
    script.command("notice", text)
    out = capsys.readouterr().out
    commands = obeyed(out)
    assert [c.name for c in commands] == ["notice"]
    assert commands[0].message.replace("\r", "\n") == text.replace("\r", "\n")


def test_the_stand_in_does_obey():
    assert parse("  ::error file=a%2Cb,line=3::m%0An").properties == {"file": "a,b", "line": "3"}
    assert parse("x ##[warning file=a;line=2]m") == ("warning", {"file": "a", "line": "2"}, "m")
    assert [c.name for c in obeyed("::stop-commands::t\n::error::\n::t::\n::notice::")] == [
        "notice"
    ]


def test_a_long_summary_is_cut_at_a_line(script):
    text = "é" * 50 + "\n" + "b" * 50 + "\n"
    assert script.within(text, 1000) == text
    cut = script.within(text, 120)
    assert cut.startswith("é" * 50 + "\n\n(cut") and "b" not in cut


def fake_python(path: Path, version: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="needs shell scripts")
def test_which_python_is_used(script, tmp_path, monkeypatch):
    import platform

    arch = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    for version in ("3.10.4", "3.11.9", "3.13.1", "3.14.0", "3.15.0-alpha.1"):
        fake_python(tmp_path / "Python" / version / arch / "bin" / "python", version)
    fake_python(tmp_path / "bin" / "python3.12", "3.12.3")
    fake_python(tmp_path / "bin" / "python3", "3.9.2")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("RUNNER_TOOL_CACHE", str(tmp_path))
    monkeypatch.setattr(script.sys, "executable", str(tmp_path / "bin" / "python3"))
    assert script.find_python("") == str(tmp_path / "bin" / "python3.12")
    assert script.find_python("3.13") == str(
        tmp_path / "Python" / "3.13.1" / arch / "bin" / "python"
    )
    assert script.find_python("3.11.9").endswith(f"3.11.9/{arch}/bin/python")
    for wanted, said in (
        ("3.10", "too old"),
        ("3.15", "no Python 3.15"),
        ("3.1", "too old"),
        ("x; id", "no version"),
        ("2.7", "no version"),
    ):
        with pytest.raises(script.ActionError, match=said):
            script.find_python(wanted)
    (tmp_path / "bin" / "python3.12").unlink()
    assert script.find_python("").endswith(f"3.14.0/{arch}/bin/python")


def test_this_python_will_do(script):
    assert script.find_python("") == sys.executable
    assert script.python_version(sys.executable).startswith("3.")
    assert script.python_version("/no/such/python") == ""


@pytest.mark.registry
def test_install_and_check_as_the_composite_steps_do(repo, tmp_path):
    """The very `run` lines of action.yml, in bash, with the package built and installed."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    temp = tmp_path / "temp"
    temp.mkdir()
    output = tmp_path / "output"
    environ = repo.environ | {
        "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(repo.path), "GITHUB_EVENT_NAME": "schedule",
        "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "RUNNER_TEMP": str(temp),
        "GITHUB_ACTIONS": "true",
    }  # fmt: skip
    known: dict[str, dict[str, str]] = {}
    status = []
    for step in steps:
        given = {}
        for name, value in step["env"].items():
            source = re.fullmatch(
                r"\$\{\{ (?:steps\.(\w+)\.outputs\.(\w+)|inputs\.[a-z-]+) \}\}", value
            )
            given[name] = known[source[1]][source[2]] if source[1] else ""
        output.write_text("")
        words = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            words, cwd=repo.path, env=environ | given, capture_output=True, text=True, timeout=600
        )
        known[step.get("id", "")] = read_file_command(output.read_text("utf-8"))
        status.append(done.returncode)
        if "No matching distribution" in done.stdout or "Could not find a version" in done.stdout:
            pytest.skip("no package index is reached")
        assert done.returncode in (0, 1), done.stdout + done.stderr
    assert status == [0, 0, 1]
    assert Path(known["install"]["python"]).is_relative_to(temp)
    assert known["check"]["warnings"] == "1" and "venue-order" in (tmp_path / "summary").read_text(
        "utf-8"
    )


# -- action.yml ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def action():
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def test_the_script_reads_each_input_and_no_other(action):
    text = SCRIPT.read_text("utf-8")
    read = set(re.findall(r'(?:value_of|choice)\("(\w+)"', text)) | set(
        re.findall(r'"INPUT_([A-Z_]+)"', text)
    )
    assert {name.upper().replace("-", "_") for name in action["inputs"]} == read
    mapped = {}
    for step in action["runs"]["steps"]:
        mapped |= step["env"]
    for name in action["inputs"]:
        assert mapped[f"INPUT_{name.upper().replace('-', '_')}"] == f"${{{{ inputs.{name} }}}}"


def test_each_output_is_set_by_the_check(action):
    text = SCRIPT.read_text("utf-8")
    for name, output in action["outputs"].items():
        assert output["value"] == f"${{{{ steps.check.outputs.{name} }}}}" and output["description"]
        assert f'set_output("{name}"' in text


def test_no_expression_in_code_and_no_other_action(action):
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert "uses" not in step and step["shell"] == "bash" and step["name"]
        assert "${{" not in step["run"]


def test_defaults_are_what_the_script_takes_for_nothing(action, script, monkeypatch):
    for name, allowed in (("fail-on", ("warning",)), ("diff-only", ("auto",))):
        monkeypatch.delenv(f"INPUT_{name.upper().replace('-', '_')}", raising=False)
        assert action["inputs"][name]["default"] == script.choice(
            name.upper().replace("-", "_"), allowed
        )
