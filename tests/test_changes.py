"""What a change touched: line by line, in every kind of repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repositories import Scratch, git_environment
from wsss_lint.change_base import NoBaseError, detect_base, named_base
from wsss_lint.changes import Changes, facing, filter_diagnostics, in_diff, open_changes
from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity
from wsss_lint.git import Git, GitError, Repository, clean_environment
from wsss_lint.source import Source, Span
from wsss_lint.touched import Touched, compare, plain_lines

OLD = "# List\n\n- one\n- two\n- three\n"
ALL = 1 << 62


@pytest.fixture
def repo(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "work tree", tmp_path / "home")


def touched(
    repo: Scratch, name: str = "README.md", **options: object
) -> list[tuple[int, int]] | None:
    """The touched ranges of a file; None for a full run."""
    path = repo.path / name
    changes, _ = open_changes(str(repo.path), repo.environ, **options)  # type: ignore[arg-type]
    if changes is None:
        return None
    found = changes.touched(str(path), Source.read(path).text)
    return None if found is None else found.ranges


# -- lines --------------------------------------------------------------------------------------


def test_ranges_answer_for_lines():
    lines = Touched([(9, 9), (3, 5)])
    assert [n for n in range(1, 12) if n in lines] == [3, 4, 5, 9]
    assert lines.any(1, 3) and lines.any(5, 8) and not lines.any(6, 8) and not lines.any(10, 99)


def test_added_changed_deleted(repo):
    base = repo.commit(README=OLD)
    repo.write("README.md", "# List\n\n- one\n- 2\n- new\n")  # three deleted, two changed
    assert touched(repo, diff_base=base) == [(4, 5)]
    repo.write("README.md", "# List\n\n- one\n- three\n")
    assert touched(repo, diff_base=base) == []


def test_committed_and_uncommitted_lines_both_count(repo):
    base = repo.commit(README=OLD)
    repo.commit(README=OLD + "- four\n")
    repo.write("README.md", "# List\n\n- zero\n- one\n- two\n- three\n- four\n")
    assert touched(repo, diff_base=base) == [(3, 3), (7, 7)]
    assert touched(repo, diff_base="HEAD") == [(3, 3)]


def test_what_came_from_the_base_branch_is_not_the_contributors(repo):
    repo.commit(README=OLD)
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit(README=OLD + "- mine\n")
    repo.git("checkout", "-q", "main")
    repo.commit(README="# List\n\n- theirs\n- one\n- two\n- three\n")
    repo.git("checkout", "-q", "topic")
    assert touched(repo, diff_base="main") == [(6, 6)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_no_change(repo, end):
    base = repo.commit(README=OLD)
    repo.write("README.md", (OLD + "- four\n").replace("\n", end))
    assert touched(repo, diff_base=base) == [(6, 6)]


def test_crlf_by_conversion_in_the_checkout(repo):
    repo.git("config", "core.autocrlf", "true")
    base = repo.commit(README=OLD.replace("\n", "\r\n"))
    assert b"\r" not in repo.git("cat-file", "blob", "HEAD:README.md").encode()
    repo.write("README.md", (OLD + "- four\n").replace("\n", "\r\n"))
    assert touched(repo, diff_base=base) == [(6, 6)]
    repo.git("add", "README.md")
    assert touched(repo, staged=True) == [(6, 6)]


def test_a_missing_final_newline_and_a_byte_order_mark_are_no_change(repo):
    base = repo.commit(README=OLD.rstrip("\n"))
    repo.write("README.md", OLD + "- four\n")
    assert touched(repo, diff_base=base) == [(6, 6)]
    repo.write("README.md", "\ufeff" + OLD)
    assert touched(repo, diff_base=base) == []


@pytest.mark.parametrize(
    "attributes",
    ["*.md -diff\n", "*.md binary\n", "*.md diff=evil filter=evil\n", "*.md eol=crlf\n"],
)
def test_attributes_of_the_checkout_have_no_say(repo, attributes, tmp_path):
    mark = tmp_path / "ran"
    for key in ("diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
                "diff.external", "core.fsmonitor", "core.pager"):  # fmt: skip
        repo.git("config", "--file", str(repo.path / ".git/evil"), key, f"touch '{mark}'; cat")
    base = repo.commit(README=OLD)
    repo.git("config", "include.path", "evil")
    repo.write(".gitattributes", attributes)
    repo.write("README.md", OLD + "- four\n")
    assert touched(repo, diff_base=base) == [(6, 6)]
    assert not mark.exists()


def test_git_settings_of_the_user_do_not_matter(repo):
    settings = Path(repo.environ["GIT_CONFIG_GLOBAL"])
    base = repo.commit(README=OLD)
    settings.write_text(
        settings.read_text()
        + "[color]\n\tui = always\n[diff]\n\tnoprefix = true\n\tinterHunkContext = 50\n"
        "\tcontext = 9\n\texternal = false\n\talgorithm = patience\n\trenames = false\n"
        "\tcolorMoved = zebra\n[core]\n\tquotePath = true\n\tpager = false\n"
    )
    repo.write("README.md", "# List\n\n- 1\n- two\n- 3\n")
    assert touched(repo, diff_base=base) == [(3, 3), (5, 5)]


def test_environment_of_a_calling_git_does_not_matter(repo, tmp_path):
    other = Scratch(tmp_path / "other", tmp_path / "home")
    other.commit(README="other\n")
    base = repo.commit(README=OLD)
    repo.environ |= {
        "GIT_DIR": str(other.path / ".git"), "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": str(other.path / ".git/index"), "GIT_EXTERNAL_DIFF": "false",
        "GIT_DIFF_OPTS": "-u9", "GIT_LITERAL_PATHSPECS": "0", "GIT_PAGER": "false",
    }  # fmt: skip
    path = repo.write("README.md", OLD + "- four\n")
    changes, _ = open_changes(str(repo.path), repo.environ, diff_base=base)
    assert changes.touched(str(path), path.read_text()).ranges == [(6, 6)]
    assert changes.content(str(path)) == OLD.encode()


# -- files --------------------------------------------------------------------------------------


def test_an_untracked_file_is_all_new(repo):
    base = repo.commit(README=OLD)
    repo.write("OTHER.md", OLD)
    assert touched(repo, "OTHER.md", diff_base=base) == [(1, ALL)]


def test_a_renamed_file_keeps_its_old_lines(repo):
    long = OLD + "".join(f"- paper {n}\n" for n in range(20))
    base = repo.commit(papers=long)
    repo.git("mv", "papers.md", "README.md")
    repo.commit(README=long + "- four\n")
    assert touched(repo, diff_base=base) == [(26, 26)]


def test_a_rename_that_is_only_staged(repo):
    base = repo.commit(papers=OLD * 5)
    repo.git("mv", "papers.md", "README.md")
    assert touched(repo, diff_base=base) == []


def test_a_section_that_moved_with_its_heading_is_not_new(repo):
    a, b = "## A\n\n- old a1\n- old a2\n\n", "## B\n\n- old b1\n- old b2\n- old b3\n\n"
    base = repo.commit(README="# List\n\n" + a + b)
    repo.write("README.md", "# List\n\n" + b + a)
    assert touched(repo, diff_base=base) == []
    repo.write("README.md", "# List\n\n" + b + "## A\n\n- old a1\n- new\n- old a2\n\n")
    after = (repo.path / "README.md").read_text().split("\n")
    lines = [n for first, last in touched(repo, diff_base=base) for n in range(first, last + 1)]
    assert "- new" in [after[n - 1] for n in lines]
    assert not {"- old a1", "- old b1", "## A"} & {after[n - 1] for n in lines}


def test_a_heading_that_moved_alone_is_touched(repo):
    base = repo.commit(README="- a\n- b\n- c\n\n## H\n\n- d\n")
    repo.write("README.md", "## H\n\n- a\n- b\n- c\n\n- d\n")
    lines = touched(repo, diff_base=base)
    assert lines and lines[0][0] == 1


def test_a_paper_that_moved_to_another_heading_is_touched(repo):
    base = repo.commit(README="## 2023\n\n- p1\n- p2\n\n## 2024\n\n- q1\n- q2\n")
    repo.write("README.md", "## 2023\n\n- p2\n\n## 2024\n\n- q1\n- p1\n- q2\n")
    assert touched(repo, diff_base=base) == [(8, 8)]


@pytest.mark.parametrize(
    "name",
    [
        "a b.md",
        "papers/Übersicht 论文.md",
        "quote'\"$(id).md",
        ":(glob)*.md",
        "-b.md",
        "*.md",
        "%0A.md",
    ],
)
def test_odd_file_names(repo, name):
    if os.name == "nt" and set(name) & set('*:"'):
        pytest.skip("Windows has no such file names")
    repo.write(name, OLD)
    base = repo.commit()
    repo.write(name, OLD + "- four\n")
    assert touched(repo, name, diff_base=base) == [(6, 6)]
    repo.git("add", "--all")
    assert touched(repo, name, staged=True) == [(6, 6)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize("name", ["new\nline.md", "tab\t.md", os.fsdecode(b"latin-\xe9.md")])
def test_file_names_that_git_quotes(repo, name):
    if sys.platform == "darwin" and name.startswith("latin"):
        pytest.skip("file names on macOS are UTF-8")
    repo.write(name, OLD)
    base = repo.commit()
    repo.git("mv", "--", name, "x" + name)
    repo.write("x" + name, OLD + "- four\n")
    assert touched(repo, "x" + name, diff_base=base) == [(6, 6)]


def test_a_file_in_no_repository(repo, tmp_path):
    base = repo.commit(README=OLD)
    path = tmp_path / "alone.md"
    path.write_text(OLD)
    changes, _ = open_changes(str(repo.path), repo.environ, diff_base=base)
    assert changes.touched(str(path), OLD) is None
    assert changes.notices == [f"{path}: is in no git repository; the whole file is checked"]
    changes, notice = open_changes(str(tmp_path), repo.environ, diff_base=base)
    assert changes is None and "no git repository; the whole list is checked" in notice


def test_a_link_is_judged_by_what_it_points_to(repo):
    try:
        (repo.path / "link.md").symlink_to("README.md")
    except OSError:
        pytest.skip("this system makes no links")
    base = repo.commit(README=OLD)
    repo.write("README.md", OLD + "- four\n")
    assert touched(repo, "link.md", diff_base=base) == [(6, 6)]


def test_another_work_tree_and_a_folder_deep_inside(repo, tmp_path):
    repo.write("docs/papers.md", OLD)
    base = repo.commit()
    repo.git("worktree", "add", "-q", str(tmp_path / "second"))
    second = Scratch(tmp_path / "second", tmp_path / "home", init=False)
    path = second.write("docs/papers.md", OLD + "- four\n")
    changes, _ = open_changes(str(second.path / "docs"), second.environ, diff_base=base)
    assert changes.touched(str(path), path.read_text()).ranges == [(6, 6)]
    second.git("add", "--all")
    assert touched(second, "docs/papers.md", staged=True) == [(6, 6)]


def test_a_file_in_a_submodule(repo, tmp_path):
    inner = Scratch(tmp_path / "inner", tmp_path / "home")
    inner.commit(README=OLD)
    repo.commit(README="outer\n")
    repo.git("submodule", "--quiet", "add", inner.path.as_uri(), "sub")
    base = repo.commit()
    repo.write("sub/README.md", OLD + "- four\n")
    assert touched(repo, "sub/README.md", diff_base=base) == [(6, 6)]
    repo.git("commit", "-qam", "inner", path=repo.path / "sub")
    repo.commit()
    assert touched(repo, "sub/README.md", diff_base=base) == [(6, 6)]
    assert touched(repo, "sub/README.md", diff_base="HEAD~2") == [(1, ALL)]  # before it was added


def test_an_independent_repository_inside_is_judged_whole(repo, tmp_path):
    base = repo.commit(README=OLD)
    Scratch(repo.path / "inner", tmp_path / "home").commit(README=OLD)
    assert touched(repo, "inner/README.md", diff_base=base) is None


# -- the index ----------------------------------------------------------------------------------


def test_staged_judges_the_index_and_not_the_work_tree(repo):
    repo.commit(README=OLD)
    repo.write("README.md", OLD + "- staged\n")
    repo.git("add", "README.md")
    path = repo.write("README.md", "- unstaged\n" + OLD + "- staged\n- more\n")
    changes, notice = open_changes(str(repo.path), repo.environ, staged=True)
    content = changes.content(str(path))
    assert content == (OLD + "- staged\n").encode() and notice is None
    assert changes.describe().endswith("what is staged")
    assert changes.touched(str(path), content.decode()).ranges == [(6, 6)]


def test_staged_on_an_unborn_branch_is_all_new(repo):
    path = repo.write("README.md", OLD)
    repo.git("add", "README.md")
    changes, notice = open_changes(str(repo.path), repo.environ, staged=True)
    assert changes.content(str(path)) == OLD.encode()
    assert changes.touched(str(path), OLD).ranges == [(1, ALL)] and notice is None
    assert touched(repo, diff_base="main") == [(1, ALL)]
    assert touched(repo, only_changed=True) == [(1, ALL)]


def test_staged_content_of_what_is_not_in_the_index(repo):
    repo.commit(README=OLD)
    path = repo.write("OTHER.md", OLD)
    changes, _ = open_changes(str(repo.path), repo.environ, staged=True)
    assert changes.content(str(path)) is None
    assert changes.content(str(repo.path / "missing.md")) is None


def test_an_unfinished_merge_is_said(repo):
    repo.commit(README=OLD)
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit(README=OLD + "- a\n")
    repo.git("checkout", "-q", "main")
    repo.commit(README=OLD + "- b\n")
    subprocess.run(
        ["git", "merge", "-q", "topic"], cwd=repo.path, env=repo.environ, capture_output=True
    )
    changes, _ = open_changes(str(repo.path), repo.environ, staged=True)
    with pytest.raises(GitError, match="merge conflict"):
        changes.content(str(repo.path / "README.md"))


def test_the_index_that_git_made_for_this_commit(repo, tmp_path):
    """`git commit FILE` runs the hook with an index of its own, named relative to the top."""
    repo.commit(README=OLD, OTHER=OLD)
    repo.write("README.md", OLD + "- four\n")
    script = tmp_path / "hook.py"
    script.write_text(
        "import os, sys\nsys.path.insert(0, sys.argv[1])\n"
        "from wsss_lint.changes import open_changes\n"
        "c, _ = open_changes('.', os.environ, staged=True)\n"
        "sys.stderr.write('SEEN ' + repr(c.content('README.md')[-7:]))\n"
    )
    hook = repo.write(
        ".git/hooks/pre-commit",
        f'#!/bin/sh\n"{sys.executable}" "{script}" "{Path(__file__).parents[1]}"\n',
    )
    hook.chmod(0o755)
    done = subprocess.run(
        ["git", "commit", "-m", "x", "README.md"], cwd=repo.path, env=repo.environ,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert r"SEEN b'- four\n'" in done.stderr


# -- trust --------------------------------------------------------------------------------------


def test_a_repository_of_someone_else(repo):
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can give files away")
    base = repo.commit(README=OLD)
    repo.write("README.md", OLD + "- four\n")
    os.chown(repo.path, 12345, 12345)
    os.chown(repo.path / ".git", 12345, 12345)
    changes, notice = open_changes(str(repo.path), repo.environ, diff_base=base)
    assert changes is None
    assert "owned by someone else" in notice and "safe.directory" in notice
    assert "the whole list is checked" in notice
    repo.environ |= {
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": str(repo.path),
    }  # fmt: skip
    assert touched(repo, diff_base=base) == [(6, 6)]


def test_without_git(repo, tmp_path):
    repo.commit(README=OLD)
    changes, notice = open_changes(str(repo.path), {"PATH": str(tmp_path)}, only_changed=True)
    assert changes is None and notice.startswith("no base to compare with: git was not found")


def test_git_in_the_checkout_is_never_run(repo, tmp_path):
    mark = tmp_path / "ran"
    repo.write("git", f"#!/bin/sh\ntouch '{mark}'\n").chmod(0o755)
    with pytest.raises(GitError, match="not found"):
        Git(str(repo.path), {"PATH": os.pathsep.join(["", ".", "bin"])})
    assert not mark.exists()


def test_a_git_that_hangs(repo, tmp_path, monkeypatch):
    if os.name == "nt":
        pytest.skip("needs a shell script")
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nexec sleep 20\n")
    fake.chmod(0o755)
    monkeypatch.setattr("wsss_lint.git.TIMEOUT", 0.2)
    changes, notice = open_changes(
        str(repo.path), {"PATH": f"{fake.parent}:/bin:/usr/bin"}, staged=True
    )
    assert changes is None and "did not answer" in notice


@pytest.mark.parametrize(
    "revision",
    [
        "--output=x",
        "-h",
        "HEAD:README.md",
        "a..b",
        "a...b",
        "$(id)",
        "a b",
        "",
        "\n",
        "main\n",
        "main;id",
    ],
)
def test_what_is_no_revision(repo, revision):
    repo.commit(README=OLD)
    with pytest.raises(NoBaseError):
        named_base(revision, Repository.find(str(repo.path), repo.environ))


@pytest.mark.parametrize(
    "revision", ["HEAD", "main", "HEAD~1", "HEAD^1", "HEAD@{1}", "v1.0-rc+1", "refs/heads/main"]
)
def test_what_is_a_revision(repo, revision):
    repo.commit(README=OLD)
    repo.git("tag", "v1.0-rc+1")
    repo.commit(README=OLD + "- four\n")
    assert named_base(revision, Repository.find(str(repo.path), repo.environ)).commit


def test_nothing_of_the_callers_git_is_left():
    kept = clean_environment(
        {"GIT_DIR": "x", "GIT_TRACE": "1", "GIT_CONFIG_COUNT": "0", "PATH": "p"}
    )
    assert "GIT_DIR" not in kept and "GIT_TRACE" not in kept
    assert kept["GIT_CONFIG_COUNT"] == "0" and kept["PATH"] == "p"


# -- the base, found ----------------------------------------------------------------------------


def base_of(repo: Scratch, **environ: str) -> tuple[str | None, str]:
    """Commit and how it was found."""
    base = detect_base(repo.environ | environ, Repository.find(str(repo.path), repo.environ))
    return base.commit, base.how


def no_base(repo: Scratch, **environ: str) -> str:
    with pytest.raises(NoBaseError) as error:
        base_of(repo, **environ)
    return str(error.value)


@pytest.fixture
def pull_request(tmp_path: Path) -> dict[str, object]:
    """A server's repository with a pull request: base, head and the merge commit of both."""
    server = Scratch(tmp_path / "server", tmp_path / "home")
    first = server.commit(README=OLD)
    server.git("checkout", "-q", "-b", "topic")
    head = server.commit(README=OLD + "- mine\n")
    server.git("checkout", "-q", "main")
    base = server.commit(README="# List\n\n- theirs\n- one\n- two\n- three\n")
    server.git("checkout", "-q", "--detach")
    server.git("merge", "-q", "--no-ff", "topic", "-m", "merge")
    merge = server.git("rev-parse", "HEAD")
    server.git("update-ref", "refs/pull/1/merge", merge)
    server.git("checkout", "-q", "main")
    payload = {"pull_request": {"base": {"sha": base, "ref": "main"}, "head": {"sha": head}}}
    path = tmp_path / "event.json"
    path.write_text(json.dumps(payload))
    environ = {
        "GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": merge, "GITHUB_BASE_REF": "main",
        "GITHUB_EVENT_PATH": str(path),
    }  # fmt: skip
    return {
        "server": server,
        "first": first,
        "base": base,
        "head": head,
        "merge": merge,
        "environ": environ,
    }


def checkout(
    pull_request: dict, path: Path, ref: str, depth: int, everything: bool = False
) -> Scratch:
    """What actions/checkout does: an empty repository, one fetch of one ref to a depth."""
    server = pull_request["server"]
    clone = Scratch(path, Path(server.environ["HOME"]))
    clone.git("remote", "add", "origin", server.path.as_uri())
    limit = ["--depth", str(depth)] if depth else []
    clone.git("fetch", "-q", "--no-tags", *limit, "origin", f"+{ref}:refs/remotes/pull/1/merge")
    if everything:
        clone.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
    clone.git("checkout", "-q", "--detach", "refs/remotes/pull/1/merge")
    return clone


def test_merge_commit_of_a_pull_request_at_depth_two(pull_request, tmp_path):
    clone = checkout(pull_request, tmp_path / "clone", "refs/pull/1/merge", 2)
    commit, how = base_of(clone, **pull_request["environ"])
    assert commit == pull_request["base"] and "first parent" in how
    clone.environ |= pull_request["environ"]
    assert touched(clone, only_changed=True) == [(7, 7)]


def test_depth_one_is_a_full_run_with_a_notice(pull_request, tmp_path):
    clone = checkout(pull_request, tmp_path / "clone", "refs/pull/1/merge", 1)
    changes, notice = open_changes(
        str(clone.path), clone.environ | pull_request["environ"], only_changed=True
    )
    assert changes is None
    assert "fetch-depth: 2" in notice and notice.endswith("the whole list is checked")


def test_checkout_of_the_head_branch_with_full_history(pull_request, tmp_path):
    clone = checkout(pull_request, tmp_path / "clone", "refs/heads/topic", 0, everything=True)
    commit, how = base_of(clone, **pull_request["environ"])
    assert commit == pull_request["first"] and "origin/main" in how
    clone.environ |= pull_request["environ"]
    assert touched(clone, only_changed=True) == [(6, 6)]


def test_a_head_branch_that_took_over_the_base_is_not_the_merge_commit(pull_request, tmp_path):
    """The contributor's own last commit is a merge: its first parent is their work, not the base."""
    server = pull_request["server"]
    server.git("checkout", "-q", "topic")
    server.git("merge", "-q", "main", "-m", "take over main")
    head = server.git("rev-parse", "HEAD")
    event = Path(pull_request["environ"]["GITHUB_EVENT_PATH"])
    payload = json.loads(event.read_text())
    payload["pull_request"]["head"]["sha"] = head
    event.write_text(json.dumps(payload))
    clone = checkout(pull_request, tmp_path / "clone", "refs/heads/topic", 0, everything=True)
    commit, how = base_of(clone, **pull_request["environ"])
    assert commit == pull_request["base"] and "origin/main" in how


def test_base_branch_with_a_name_beyond_the_rule_falls_back_to_the_payload(pull_request, tmp_path):
    clone = checkout(pull_request, tmp_path / "clone", "refs/heads/topic", 0, everything=True)
    environ = pull_request["environ"] | {"GITHUB_BASE_REF": "--upload-pack=touch x"}
    assert base_of(clone, **environ)[0] == pull_request["first"]


def test_pull_request_target_judges_only_a_checkout_of_the_request(pull_request, tmp_path):
    environ = pull_request["environ"] | {"GITHUB_EVENT_NAME": "pull_request_target"}
    environ["GITHUB_SHA"] = pull_request["base"]
    clone = checkout(pull_request, tmp_path / "default", "refs/heads/main", 0, everything=True)
    assert "nothing of the pull request" in no_base(clone, **environ)
    clone = checkout(pull_request, tmp_path / "merge", "refs/pull/1/merge", 2)
    assert base_of(clone, **environ)[0] == pull_request["base"]


def event(tmp_path: Path, payload: object) -> str:
    path = tmp_path / "payload.json"
    path.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    return str(path)


def test_push(repo, tmp_path):
    before = repo.commit(README=OLD)
    repo.commit(README=OLD + "- a\n")
    repo.commit(README=OLD + "- a\n- b\n")
    environ = {
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": event(tmp_path, {"before": before}),
    }
    assert base_of(repo, **environ)[0] == before
    repo.environ |= environ
    assert touched(repo, only_changed=True) == [(6, 7)]


def test_push_of_a_new_branch_or_from_a_history_cut_short(repo, tmp_path):
    repo.commit(README=OLD)
    new = {"GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": event(tmp_path, {"before": "0" * 40})}
    assert "new branch" in no_base(repo, **new)
    cut = {"GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": event(tmp_path, {"before": "a" * 40})}
    assert "fetch-depth: 0" in no_base(repo, **cut)


def test_merge_group(repo, tmp_path):
    base = repo.commit(README=OLD)
    repo.commit(README=OLD + "- a\n")
    path = event(tmp_path, {"merge_group": {"base_sha": base, "head_sha": "b" * 40}})
    environ = {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": path}
    assert base_of(repo, **environ)[0] == base
    path = event(tmp_path, {"merge_group": {"base_sha": "c" * 40}})
    assert "merge group" in no_base(repo, **environ)


@pytest.mark.parametrize("name", ["schedule", "workflow_dispatch", "release", "::error::%0A"])
def test_events_without_a_base(repo, name):
    repo.commit(README=OLD)
    said = no_base(repo, GITHUB_EVENT_NAME=name)
    assert said.endswith("has none") and "::" not in said


@pytest.mark.parametrize(
    "payload",
    ["", "{", "[]", "null", '"x"', "[" * 100_000, {"pull_request": None}, {"pull_request": []},
     {"pull_request": {"base": {"sha": "--help"}, "head": {"sha": 7}}}, {"before": ["x"]}],
)  # fmt: skip
@pytest.mark.parametrize("name", ["pull_request", "push", "merge_group"])
def test_hostile_payloads(repo, tmp_path, payload, name):
    repo.commit(README=OLD)
    assert no_base(repo, GITHUB_EVENT_NAME=name, GITHUB_EVENT_PATH=event(tmp_path, payload))


def test_merge_request_of_gitlab(repo):
    base = repo.commit(README=OLD)
    repo.commit(README=OLD + "- a\n")
    assert base_of(repo, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)[0] == base
    assert "not in this repository" in no_base(repo, CI_MERGE_REQUEST_DIFF_BASE_SHA="d" * 40)


def test_in_a_pre_commit_hook(repo):
    base = repo.commit(README=OLD)
    assert "nothing is staged" in no_base(repo, PRE_COMMIT="1")  # `run --all-files`: all of it
    repo.write("README.md", OLD + "- a\n")
    repo.git("add", "README.md")
    assert base_of(repo, PRE_COMMIT="1") == (base, "what is staged")
    repo.commit()
    assert base_of(repo, PRE_COMMIT="1", PRE_COMMIT_FROM_REF=base)[0] == base


def test_on_a_developers_machine(pull_request, tmp_path):
    server = pull_request["server"]
    clone = server.clone(tmp_path / "clone")
    assert base_of(clone)[0] == pull_request["base"]
    clone.commit(README="x\n")
    assert base_of(clone)[0] == pull_request["base"]
    assert "--diff-base" in no_base(server)


def test_a_revision_beyond_a_shallow_history(pull_request, tmp_path):
    server = pull_request["server"]
    clone = server.clone(tmp_path / "clone", "--depth", "1")
    changes, notice = open_changes(str(clone.path), clone.environ, diff_base=pull_request["first"])
    assert changes is None and "fetch-depth: 0" in notice


def test_a_fork_point_beyond_a_shallow_history(repo, tmp_path):
    repo.commit(README=OLD)
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit(README=OLD + "- a\n")
    repo.git("checkout", "-q", "main")
    repo.commit(README=OLD + "- b\n")
    clone = repo.clone(
        tmp_path / "clone", "--depth", "1", "--no-single-branch", "--branch", "topic"
    )
    base = named_base("origin/main", Repository.find(str(clone.path), clone.environ))
    assert base.commit == repo.git("rev-parse", "main") and "no common ancestor" in base.how


def test_asked_for_nothing(repo):
    assert open_changes(str(repo.path), repo.environ) == (None, None)


# -- comparing texts ----------------------------------------------------------------------------

LINE = st.sampled_from(
    ["a", "b", "", "# h", "# i", "@@ -1 +1 @@", "-x", "+x", "\\ No newline", "\u2028", "\x0c"]
)
TEXT = st.lists(LINE, max_size=12).map("\n".join)


@pytest.fixture(scope="module")
def environ(tmp_path_factory):
    return git_environment(tmp_path_factory.mktemp("home"))


@given(old=TEXT, new=TEXT)
@settings(max_examples=60, deadline=None)
def test_untouched_lines_are_lines_of_the_old_text(environ, old, new):
    """What is not touched (nor moved) can be read in the old text, line by line."""
    lines = compare(old, new, environ)
    old_lines, new_lines = plain_lines(old), plain_lines(new)
    left = [text for n, text in enumerate(new_lines, 1) if n not in lines]
    assert all(left.count(text) <= old_lines.count(text) for text in set(left))
    if old_lines == new_lines:
        assert not lines.ranges


def test_lines_are_counted_as_the_source_counts_them():
    text = "a\u2028b\x0cc\x85d\r\ne\rf\ng"
    source = Source(text)
    assert plain_lines(text) == [source.slice(source.line_span(n)) for n in range(1, 5)]


def test_many_equal_headings_cost_no_more_than_lines(repo):
    """A million comparisons if each heading were tried at each place."""
    old = "# h\n" * 3000 + "x\n" * 3000
    assert compare(old, "x\n" * 3000 + "# h\n" * 3000, repo.environ).ranges


# -- findings -----------------------------------------------------------------------------------

TABLE = "text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nend\n"
SOURCE = Source(TABLE, "README.md")
SPANS = [(TABLE.index("| a"), TABLE.index("\n\nend"))]


def finding(first: str, last: str | None = None, **more: object) -> Diagnostic:
    start = TABLE.index(first)
    end = TABLE.index(last) + len(last) if last else start + len(first)
    return Diagnostic("X1", "x", Severity.ERROR, Span(start, end), "m", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("diagnostic", "ranges", "shown"),
    [
        (finding("text"), [(1, 1)], True),
        (finding("text"), [(2, 9)], False),
        (finding("end"), [(8, 8)], True),
        (finding("1"), [(6, 6)], False),  # a cell is its row's
        (finding("1"), [(5, 5)], True),
        (finding("| b |"), [(6, 6)], True),  # the header is the table's
        (finding("|---"), [(6, 6)], True),
        (finding("| b |"), [(7, 8)], False),
        (finding("1", "4"), [(3, 3)], True),  # several rows: the table
        (finding("1", related=(Related(Span(0, 4), "r"),)), [(1, 1)], True),
        (finding("1", related=(Related(Span(0, 4), "r", "README.md"),)), [(1, 1)], True),
        (finding("1", related=(Related(Span(0, 4), "r", "other.md"),)), [(1, 1)], False),
    ],
)
def test_which_findings_are_shown(diagnostic, ranges, shown):
    assert bool(filter_diagnostics([diagnostic], SOURCE, SPANS, Touched(ranges))) is shown


def test_the_other_end_in_another_file():
    pair = finding("1", related=(Related(Span(0, 4), "r", "other.md"),))
    asked = []

    def elsewhere(path: str, span: Span) -> bool:
        asked.append((path, span))
        return True

    assert in_diff([pair], SOURCE, SPANS, Touched([]), elsewhere) == frozenset({0})
    assert asked == [("other.md", Span(0, 4))]


def pair(**more: object) -> Diagnostic:
    """A finding at the last line whose other half is the first line."""
    return finding("end", related=(Related(Span(0, 4), "first listed"),), **more)  # type: ignore[arg-type]


def test_a_pair_is_shown_at_the_half_that_was_touched():
    turned = facing(pair(), SOURCE, Touched([(1, 1)]))
    assert turned.span == Span(0, 4) and turned.related[0].span == pair().span
    assert (turned.code, turned.message, turned.key) == (pair().code, pair().message, pair().key)


@pytest.mark.parametrize(
    ("diagnostic", "ranges"),
    [
        (pair(), [(8, 8)]),
        (pair(), [(1, 8)]),  # both
        (pair(help="write the one there, here"), [(1, 1)]),
        (pair(fix=Fix("x", (Edit(0, 1, ""),), Applicability.SAFE)), [(1, 1)]),
        (finding("end", related=(Related(Span(0, 4), "r", "other.md"),)), [(1, 1)]),
        (finding("end", related=(Related(Span(0, 4), "r"),) * 2), [(1, 1)]),
        (finding("end"), [(1, 1)]),
    ],
)
def test_other_findings_stay_where_they_are(diagnostic, ranges):
    assert facing(diagnostic, SOURCE, Touched(ranges)) is diagnostic


def test_a_finding_at_the_end_of_the_file_is_the_last_lines():
    end = Diagnostic("X1", "x", Severity.ERROR, Span(len(TABLE), len(TABLE)), "m")
    assert filter_diagnostics([end], SOURCE, [], Touched([(8, 8)])) == [end]
    assert filter_diagnostics([end], SOURCE, [], Touched([(7, 7)])) == []


def test_changes_asks_git_once_a_file(repo, monkeypatch):
    base = repo.commit(README=OLD)
    path = repo.write("README.md", OLD + "- four\n")
    changes, _ = open_changes(str(repo.path), repo.environ, diff_base=base)
    assert isinstance(changes, Changes)
    first = changes.touched(str(path), path.read_text())
    monkeypatch.setattr("wsss_lint.git.Git.ask", None)
    assert changes.touched(str(path), path.read_text()) is first


def test_after_a_fix_the_new_text_is_what_counts(repo):
    base = repo.commit(README=OLD)
    path = repo.write("README.md", OLD + "- four\n")
    changes, _ = open_changes(str(repo.path), repo.environ, diff_base=base)
    assert changes.touched(str(path), OLD + "- four\n").ranges == [(6, 6)]
    assert changes.touched(str(path), OLD + "\n- four\n").ranges == [(6, 7)]


def test_the_other_end_of_a_pair_by_the_files_own_changes(repo):
    base = repo.commit(README=OLD, OTHER=OLD)
    path = str(repo.write("OTHER.md", OLD + "- four\n"))
    changes, _ = open_changes(str(repo.path), repo.environ, diff_base=base)
    other = Source.read(path)
    elsewhere = changes.elsewhere({path: other})
    at = other.text.index("- four")
    assert elsewhere(path, Span(at, at + 3)) and not elsewhere(path, Span(0, 3))
    assert not elsewhere("unknown.md", Span(0, 3))
