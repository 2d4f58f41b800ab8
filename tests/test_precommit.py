"""The hooks, run by the real pre-commit: what a committer sees."""

from __future__ import annotations

import os
import subprocess

import pytest
import yaml

from tests.hooks import ROOT, environment, pre_commit
from tests.repositories import Scratch
from tests.test_action import BAD, GOOD, LIST, MENDED, OLD, with_line

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
CLEAN = LIST.replace("*2022CVPR*", "*CVPR2022*")

pytestmark = pytest.mark.registry


@pytest.fixture
def repo(hook_config, hook_home, tmp_path):
    scratch = Scratch(tmp_path / "list", hook_home)
    scratch.write(".pre-commit-config.yaml", hook_config)
    scratch.environ = environment(hook_home)
    scratch.commit(README=LIST)
    return scratch


def run(repo: Scratch, *words: str) -> tuple[int, str]:
    return pre_commit("run", *words, cwd=repo.path, environ=repo.environ)


def use(repo: Scratch, hook: str) -> None:
    path = repo.path / ".pre-commit-config.yaml"
    config = yaml.safe_load(path.read_text("utf-8"))
    config["repos"][0]["hooks"] = [{"id": hook}]
    path.write_text(yaml.safe_dump(config), "utf-8")
    repo.git("add", "--all")
    repo.git("commit", "-q", "-m", f"use {hook}")


def stage(repo: Scratch, text: str, name: str = "README.md") -> None:
    repo.write(name, text)
    repo.git("add", "--all")


def test_the_manifest_is_valid():
    status, said = pre_commit(
        "validate-manifest", str(MANIFEST), cwd=ROOT, environ=dict(os.environ)
    )
    assert status == 0, said


def test_hooks_are_what_the_page_says():
    hooks = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}
    assert list(hooks) == ["wsss-lint", "wsss-lint-fix", "wsss-lint-online"]
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert all(f"| `{name}` |" in page for name in hooks)
    assert all(hook["require_serial"] and hook["types"] == ["markdown"] for hook in hooks.values())
    assert hooks["wsss-lint-online"]["stages"] == ["manual"]


def test_try_repo_on_a_broken_and_on_a_clean_list(committed_project, hook_home, tmp_path):
    """The way that pre-commit's own pages recommend to try a hook out."""
    scratch = Scratch(tmp_path / "list", hook_home)
    scratch.commit(README=LIST, CLEAN=CLEAN)
    environ = environment(hook_home)
    words = ("try-repo", str(committed_project.path), "wsss-lint", "--verbose", "--files")
    status, said = pre_commit(*words, "README.md", cwd=scratch.path, environ=environ)
    assert status == 1 and "venue-order" in said, said
    assert "1 file, " in said
    status, said = pre_commit(*words, "CLEAN.md", cwd=scratch.path, environ=environ)
    assert status == 0 and "Passed" in said, said


def test_a_good_line_is_committed_with_no_word_about_old_debt(repo):
    stage(repo, with_line(GOOD))
    status, said = run(repo, "--verbose")
    assert status == 0 and "Passed" in said and OLD not in said, said


def test_a_bad_line_is_refused_with_the_line_to_paste(repo):
    stage(repo, with_line(BAD))
    status, said = run(repo)
    assert status == 1 and "venue-order" in said and MENDED in said and OLD not in said, said


def test_all_files_means_all_lines(repo):
    status, said = run(repo, "--all-files")
    assert status == 1 and OLD in said, said
    stage(repo, CLEAN)
    repo.git("commit", "-q", "-m", "mend")
    status, said = run(repo, "--all-files")
    assert status == 0, said


def test_a_range_of_commits(repo):
    base = repo.git("rev-parse", "HEAD")
    repo.commit(README=with_line(GOOD))
    status, said = run(repo, "--from-ref", base, "--to-ref", "HEAD")
    assert status == 0 and OLD not in said, said
    repo.commit(README=with_line(BAD))
    status, said = run(repo, "--from-ref", base, "--to-ref", "HEAD")
    assert status == 1 and MENDED in said and OLD not in said, said


def test_the_fixing_hook_mends_and_fails_once(repo):
    use(repo, "wsss-lint-fix")
    stage(repo, with_line(BAD))
    status, said = run(repo)
    assert status == 1 and "files were modified by this hook" in said, said
    assert (repo.path / "README.md").read_text("utf-8") == with_line(GOOD)  # and not the old debt
    repo.git("add", "--all")
    status, said = run(repo)
    assert status == 0, said


def test_the_fixing_hook_leaves_a_right_file_alone(repo):
    use(repo, "wsss-lint-fix")
    stage(repo, with_line(GOOD))
    before = (repo.path / "README.md").stat().st_mtime_ns
    status, said = run(repo)
    assert status == 0 and (repo.path / "README.md").stat().st_mtime_ns == before, said


def test_names_with_blanks_and_foreign_letters(repo):
    names = ["my papers.md", "論文 リスト.md", "docs/Übersicht & more.md"]
    for name in names:
        stage(repo, with_line(BAD), name)
    status, said = run(repo)
    assert status == 1 and all(name in said for name in names), said
    for name in names:
        stage(repo, CLEAN, name)
    status, said = run(repo)
    assert status == 0, said


def test_many_files_are_one_run(repo):
    for number in range(12):
        stage(repo, CLEAN, f"papers-{number}.md")
    status, said = run(repo, "--verbose")
    assert status == 0 and said.count(" papers, ") == 1 and "12 files, " in said, said


def test_what_is_not_markdown_is_not_looked_at(repo):
    stage(repo, with_line(BAD), "papers.txt")
    status, said = run(repo)
    assert status == 0 and "no files to check" in said, said


@pytest.fixture
def hooked(repo):
    """With the hook in git, so that `git commit` runs it."""
    status, said = pre_commit("install", cwd=repo.path, environ=repo.environ)
    assert status == 0, said
    return repo


def commit(repo: Scratch) -> tuple[int, str]:
    done = subprocess.run(
        ["git", "commit", "-m", "x"], cwd=repo.path, env=repo.environ, capture_output=True,
        encoding="utf-8", errors="replace", timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_partly_staged_file_is_judged_as_it_will_be_committed(hooked):
    stage(hooked, with_line(GOOD))
    hooked.write("README.md", with_line(BAD))  # not staged
    status, said = commit(hooked)
    assert status == 0, said
    assert (hooked.path / "README.md").read_text("utf-8") == with_line(BAD)

    stage(hooked, with_line(GOOD + BAD.replace("BECO", "ACR").replace("Co-training", "Training")))
    hooked.write("README.md", with_line(GOOD))  # mended, but that is not staged
    status, said = commit(hooked)
    assert status == 1 and "venue-order" in said, said
    assert (hooked.path / "README.md").read_text("utf-8") == with_line(GOOD)


def test_the_online_hook_runs_only_when_asked(repo, hook_home):
    stage(repo, with_line(GOOD))
    status, said = run(repo, "--verbose")
    assert status == 0 and "ask the bibliographic services" not in said, said
    [program] = [
        path
        for path in (hook_home / "pre-commit").glob("repo*/py_env-*/*/wsss-lint*")
        if path.is_file()
    ]
    done = subprocess.run([program, "verify", "--help"], capture_output=True, text=True)
    assert done.returncode == 0 and "usage: wsss-lint verify" in done.stdout


def test_nothing_is_left_outside_of_the_tests_folders(repo, hook_home):
    assert (hook_home / "pre-commit").is_dir()
    assert not (hook_home / "cache" / "pre-commit").exists()
