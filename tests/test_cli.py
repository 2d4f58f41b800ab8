"""The command as a user runs it: what it prints, what it writes, how it exits."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wsss_lint import __version__
from wsss_lint.cli import main as cli
from wsss_lint.rules import load

ROOT = Path(__file__).resolve().parent.parent
CLEAN = """# List

## Papers

### 2021

- **SPN:** "Seeds and Pixels for Segmentation" *CVPR2021*
- **FRN:** "Boxes from Captions and Words" *ICCV2021*
- **TRN:** "Points from Clicks and Strokes" *AAAI2021*
"""
ENTRY = '- **FRN:** "Boxes from Captions and Words" *ICCV2021*\n'
TWICE = CLEAN + ENTRY
UNUSED = CLEAN.replace("*AAAI2021*", "*AAAI2021* <!-- wsss-lint: ignore[duplicate-paper] r -->")
ISOLATED = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("WSSS_LINT", "GITHUB_", "GIT_"))
    and name not in ("NO_COLOR", "FORCE_COLOR")
}


class Done:
    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.bytes = out
        self.out, self.err = out.decode(), err.decode()


def run(folder: Path, *arguments: str, stdin: bytes = b"", **environ: str) -> Done:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", *arguments],
        cwd=folder, input=stdin, capture_output=True, timeout=60,
        env={**ISOLATED, "PYTHONPATH": str(ROOT), **environ},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list in it, and nothing above it that could configure."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text(CLEAN, "utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "README.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# Options and paths


def test_options_stand_anywhere_among_the_paths(folder: Path) -> None:
    write(folder, TWICE, "a.md")
    write(folder, TWICE, "-b.md")
    orders = [
        ("a.md", "README.md", "--", "-b.md"),
        ("a.md", "--quiet", "README.md", "--", "-b.md"),
        ("--quiet", "a.md", "--statistics", "README.md", "./-b.md"),
    ]
    for arguments in orders:
        done = run(folder, "--output-format", "json", *arguments)
        files = {Path(file["path"]).name for file in json.loads(done.out)["files"]}
        assert (done.code, files) == (1, {"a.md", "README.md", "-b.md"}), arguments


def test_the_version_of_the_named_command(folder: Path) -> None:
    for arguments in (("--version",), ("check", "--version"), ("README.md", "-V")):
        assert run(folder, *arguments).out == f"wsss-lint {__version__}\n"


# Exit codes and the last line


def test_clean(folder: Path) -> None:
    done = run(folder)
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1] == "1 file, 3 papers, 0 result rows: no findings"


def test_findings(folder: Path) -> None:
    write(folder, TWICE)
    done = run(folder)
    assert done.code == 1
    assert "README.md:10:13: error" in done.out
    assert "DUP001" in done.out and "duplicate-paper" in done.out
    assert done.err.splitlines()[-1] == "1 file, 4 papers, 0 result rows: 1 error"
    assert run(folder, "check").out == run(folder, "check", "README.md").out == done.out


def test_exit_zero_is_for_findings_only(folder: Path) -> None:
    write(folder, TWICE)
    assert run(folder, "--exit-zero").code == 0
    assert run(folder, "--exit-zero", "none.md").code == 2


def test_no_readme(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = run(tmp_path)
    assert done.code == 2
    assert "there is no README.md in this folder" in done.err


@pytest.mark.parametrize("name", ["readme.md", "Readme.md", "README.markdown"])
def test_the_readme_is_found_in_any_case(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, TWICE, name)
    assert f"{name}:10:" in run(tmp_path).out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("none.md",), "none.md: no such file"),
        (("--select", "duplicate-papers"), "duplicate-paper"),
        (("--ignore", "QQQ"), "QQQ"),
        (("--output-format", "yaml"), "invalid choice"),
        (("--no-such-option",), "unrecognized arguments"),
        (("--config", "none.toml"), "none.toml"),
        (("--config", "a.toml", "--isolated"), "do not go together"),
        (("--baseline", "none.json"), "none.json"),
        (("--stdin-filename", "x.md"), "'-'"),
        (("--verbose", "export"), "options go after the command"),
        (("exprot",), "did you mean `wsss-lint export`?"),
        (("fix", "README.md"), "did you mean `wsss-lint --fix`?"),
        (("README.md", "--fix", "--no-such-option"), "unrecognized arguments: --no-such-option"),
        (("rule", "VEN003", "VEN004"), "unrecognized arguments: VEN004"),
        (("rule", "nothing"), "unknown rule"),
        (("export", "none.md"), "no such file"),
    ],
)
def test_usage_errors(folder: Path, arguments: tuple[str, ...], complaint: str) -> None:
    done = run(folder, *arguments)
    assert done.code == 2
    assert complaint in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"\xff\xfea\x00", "UTF-16"),
        (b"# A\n\n\xe9t\xe9\n", "line 3 is not UTF-8"),
        (b"# A\n\0\n", "NUL"),
    ],
)
def test_a_file_that_is_no_text(folder: Path, data: bytes, complaint: str) -> None:
    (folder / "README.md").write_bytes(data)
    for arguments in ((), ("--fix",), ("export",)):
        done = run(folder, *arguments)
        assert done.code == 2
        assert complaint in done.err
        assert (folder / "README.md").read_bytes() == data


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    write(folder, TWICE, "b.md")
    (folder / "a.md").write_bytes(b"\xff")
    done = run(folder, "none.md", "a.md", "b.md")
    assert done.code == 2
    assert "none.md: no such file" in done.err
    assert "a.md: line 1 is not UTF-8" in done.err
    assert "b.md:10:" in done.out
    assert done.err.splitlines()[-1] == "1 file, 4 papers, 0 result rows: 1 error"


def test_empty_and_paperless_files_are_spoken_of(folder: Path) -> None:
    for text in ("", "\n", "# Nothing here\n\nWords.\n"):
        write(folder, text)
        done = run(folder, "-q")
        assert done.code == 0
        done = run(folder)
        assert "no papers and no result tables were found" in done.err
        assert done.err.splitlines()[-1] == "1 file, 0 papers, 0 result rows: no findings"


UNKNOWN = """# List

- [Papers](#papers)
- [Gone](#gone)

## Papers

* 2021 || SEAM || Equivariant attention || Wang et al || in CVPR;;
* 2021 || AFF || Semantic affinity || Ahn et al || in CVPR;;
* 2022 || IRN || Relations between pixels || Ahn et al || in CVPR;;
* 2022 || SPN || Seeds and pixels || Ahn et al || in CVPR;;
"""


def test_a_form_that_is_not_known_is_said_once_and_the_page_still_checked(folder: Path) -> None:
    write(folder, UNKNOWN)
    done = run(folder, "--output-format", "concise")
    assert done.code == 1
    assert [line.split(": ")[0] for line in done.out.splitlines()] == ["README.md:4:11"]
    assert "DOC101" in done.out
    notice, summary = done.err.splitlines()
    assert "no papers were checked: the form of this list is not known" in notice
    assert summary == "1 file, 0 papers, 0 result rows: 1 error"
    write(folder, UNKNOWN.replace("- [Gone](#gone)\n", ""))
    assert run(folder).code == 0


def test_a_form_of_the_settings_that_fits_nothing_is_said(folder: Path) -> None:
    write(folder, '[[format.units]]\nentry = "{title} == {pub}"\n', "wsss-lint.toml")
    done = run(folder)
    assert done.code == 0
    notice, summary = done.err.splitlines()
    assert "no entry is written in the form that the settings describe" in notice
    assert summary == "1 file, 0 papers, 0 result rows: no findings"


def test_a_folder_that_is_gone(folder: Path) -> None:
    command = (
        f"mkdir gone && cd gone && rmdir ../gone && exec {sys.executable} -m wsss_lint ../README.md"
    )
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder, capture_output=True, env={**ISOLATED, "PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert (
        done.stderr.decode()
        .splitlines()[-1]
        .startswith("wsss-lint: the current folder does not exist any more")
    )


# Paths


def test_an_empty_path_and_a_link_to_itself(folder: Path) -> None:
    (folder / "loop.md").symlink_to("loop.md")
    done = run(folder, "", "loop.md", "README.md")
    assert done.code == 2
    empty, loop, *_ = done.err.splitlines()
    assert empty == "wsss-lint: one of the paths is empty"
    assert loop.startswith("wsss-lint: loop.md: cannot be read: too many levels")
    assert done.err.splitlines()[-1] == "1 file, 3 papers, 0 result rows: no findings"


def test_a_pipe_is_read_once_and_never_written(folder: Path) -> None:
    os.mkfifo(folder / "list.md")
    text = UNUSED.encode()
    for arguments, code in (((), 1), (("--diff",), 1), (("--fix",), 2)):
        writer = subprocess.Popen(
            [sys.executable, "-c", f"open('list.md', 'wb').write({text!r})"], cwd=folder
        )
        done = run(folder, "list.md", *arguments)
        writer.wait(10)
        assert done.code == code, done.err
        assert ("is not a regular file; nothing was written" in done.err) == (code == 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        done = run(folder, "closed", "README.md")
    finally:
        closed.chmod(0o700)
    assert done.code == 2
    assert "closed: permission denied" in done.err
    assert "no Markdown file" not in done.err


def test_a_folder_stands_for_its_lists(folder: Path) -> None:
    write(folder, TWICE, "docs/more.md")
    write(folder, "# How to contribute\n\n- Be kind\n", "CONTRIBUTING.md")
    write(folder, TWICE, ".hidden/x.md")
    write(folder, TWICE, "node_modules/x.md")
    done = run(folder, ".")
    assert done.code == 1
    assert (
        "docs/more.md:10:" in done.out and "hidden" not in done.out and "node_mod" not in done.out
    )
    assert "left out, no papers in them: CONTRIBUTING.md" in done.err
    assert done.err.splitlines()[-1].startswith("2 files, 7 papers")


def test_an_empty_folder(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = run(folder, "empty")
    assert done.code == 2
    assert "no Markdown file" in done.err


def test_a_folder_without_lists_says_that_nothing_was_checked(folder: Path) -> None:
    write(folder, "# Words\n", "docs/a.md")
    for arguments in (("docs",), ("docs", "--quiet")):
        done = run(folder, *arguments)
        assert done.code == 0
        assert "nothing was checked" in done.err


def test_a_file_named_twice_is_checked_once(folder: Path) -> None:
    write(folder, TWICE)
    done = run(folder, "README.md", "./README.md", ".")
    assert done.err.splitlines()[-1].startswith("1 file,")


def test_excluded(folder: Path) -> None:
    write(folder, TWICE, "old/a.md")
    write(folder, 'exclude = ["old/**"]\n', "wsss-lint.toml")
    assert "excluded by the settings: old/a.md" in run(folder, ".").err
    assert run(folder, "old/a.md").code == 1
    assert run(folder, "old/a.md", "--force-exclude").code == 0


def test_standard_input(folder: Path) -> None:
    done = run(folder, "-", "--output-format", "concise", stdin=TWICE.encode())
    assert done.code == 1
    assert done.out.startswith("-:10:13:")
    done = run(
        folder,
        "-",
        "--stdin-filename",
        "x/y.md",
        "--output-format",
        "concise",
        stdin=TWICE.encode(),
    )
    assert done.out.startswith("x/y.md:10:13:")


def test_fix_of_standard_input_prints_the_document(folder: Path) -> None:
    text = UNUSED.replace("\n", "\r\n")
    done = run(folder, "--fix", "-", stdin=text.encode())
    assert done.code == 0
    assert done.bytes == CLEAN.replace("\n", "\r\n").encode()
    done = run(folder, "--fix", "-", stdin=TWICE.encode())
    assert done.code == 1
    assert done.bytes == TWICE.encode()
    assert "DUP001" in done.err


# Fixing


def test_fix(folder: Path) -> None:
    path = write(folder, UNUSED)
    path.chmod(0o600)
    done = run(folder)
    assert done.code == 1
    assert done.err.splitlines()[-1].endswith("1 warning, 1 fixable with --fix")
    assert path.read_text("utf-8") == UNUSED
    done = run(folder, "--fix")
    assert done.code == 0
    assert done.err.splitlines()[-1].endswith("no findings, 1 fixed")
    assert path.read_text("utf-8") == CLEAN
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.stat()
    assert run(folder, "--fix").code == 0
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(p.name for p in folder.iterdir()) == [".git", "README.md"]


def test_fix_keeps_line_ends_and_the_mark(folder: Path) -> None:
    path = write(folder, "\ufeff" + UNUSED.replace("\n", "\r\n").rstrip())
    assert run(folder, "--fix").code == 0
    assert path.read_bytes() == ("\ufeff" + CLEAN.replace("\n", "\r\n").rstrip()).encode()


def test_fix_of_a_read_only_file(folder: Path) -> None:
    path = write(folder, UNUSED)
    path.chmod(0o444)
    done = run(folder, "--fix")
    assert done.code == 2
    assert "read-only" in done.err
    assert path.read_text("utf-8") == UNUSED


def test_diff_is_a_patch_for_git(tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for text in (UNUSED, UNUSED.replace("\n", "\r\n"), "\ufeff" + UNUSED.rstrip()):
        path = write(folder, text, "lists/my list.md")
        done = run(folder / "lists", "--diff", "my list.md")
        assert done.code == 1
        assert path.read_bytes() == text.encode()
        assert done.out.startswith("--- a/lists/my list.md")
        for place in (folder, folder / "lists"):
            path.write_bytes(text.encode())
            subprocess.run(["git", "apply", "-"], cwd=place, input=done.bytes, check=True)
            assert b"wsss-lint" not in path.read_bytes()
        assert run(folder / "lists", "--diff", "my list.md").out == ""
        assert run(folder / "lists", "--diff", "my list.md").code == 0


# Output


def test_machine_output(folder: Path) -> None:
    write(folder, TWICE)
    report = json.loads(run(folder, "--output-format", "json").out)
    assert report["summary"]["errors"] == 1
    assert [d["line"] for d in report["diagnostics"]] == [10]
    assert json.loads(run(folder, WSSS_LINT_OUTPUT_FORMAT="json").out) == report
    run(folder, "--output-format", "json", "--output-file", "out.json")
    assert json.loads((folder / "out.json").read_text("utf-8")) == report


def test_environment_with_a_wrong_format(folder: Path) -> None:
    done = run(folder, WSSS_LINT_OUTPUT_FORMAT="yaml")
    assert done.code == 2
    assert "WSSS_LINT_OUTPUT_FORMAT" in done.err


def test_colors(folder: Path) -> None:
    write(folder, TWICE)
    assert "\x1b" not in run(folder).out
    assert "\x1b" in run(folder, "--color", "always").out
    assert "\x1b" in run(folder, FORCE_COLOR="1").out
    assert "\x1b" not in run(folder, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b" not in run(folder, "--color", "never", FORCE_COLOR="1").out


def test_names_cannot_act_on_the_terminal(folder: Path) -> None:
    done = run(folder, "no\x1b[31m\nsuch.md")
    assert "\x1b" not in done.err


def test_statistics(folder: Path) -> None:
    write(folder, TWICE)
    assert run(folder, "--statistics").out == "     1  DUP001  duplicate-paper\n"


def test_quiet_and_verbose(folder: Path) -> None:
    write(folder, TWICE)
    assert run(folder, "--quiet").err == ""
    assert "configuration: none" in run(folder, "--verbose").err


def test_a_locale_that_cannot_show_the_text(folder: Path) -> None:
    write(folder, TWICE.replace("Boxes", "Bøxes"))
    done = run(folder, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.code == 1
    assert "B\\xf8xes" in done.out


def test_rules_are_selected(folder: Path) -> None:
    write(folder, TWICE)
    assert run(folder, "--ignore", "DUP").code == 0
    assert run(folder, "--select", "VEN,ENT").code == 0
    assert run(folder, "--select", "VEN", "--extend-select", "DUP001").code == 1
    write(folder, 'ignore = ["duplicate-paper"]\n', "wsss-lint.toml")
    assert run(folder).code == 0
    assert run(folder, "--isolated").code == 1
    assert run(folder, "--select", "duplicate-paper").code == 1


def test_each_list_has_its_own_settings(folder: Path) -> None:
    write(folder, TWICE, "a/README.md")
    write(folder, TWICE, "b/README.md")
    write(folder, 'ignore = ["DUP"]\n', "b/wsss-lint.toml")
    done = run(folder, "a/README.md", "b/README.md", "--output-format", "concise")
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["a/README.md"]


def test_settings_with_a_fault_stop_their_list_only(folder: Path) -> None:
    write(folder, TWICE, "a/README.md")
    write(folder, TWICE, "b/README.md")
    write(folder, "ignroe = []\n", "b/wsss-lint.toml")
    write(folder, TWICE, "b/more.md")
    done = run(folder, "a/README.md", "b/README.md", "b/more.md")
    assert done.code == 2
    assert done.err.count("ignore") == 1
    assert "a/README.md:10:" in done.out


def test_combined_lists(folder: Path) -> None:
    """The files that `combine` names are one list: a paper in two sections of it with two years."""
    entry = '- **FRN:** "Boxes from Captions and Words" *ICCV{0}*\n'
    write(folder, "# A\n\n## Papers on boxes\n\n" + entry.format(2021), "papers/a.md")
    write(folder, "# B\n\n## Papers on words\n\n" + entry.format(2023), "papers/b.md")
    assert run(folder, "papers").code == 0
    write(folder, 'combine = ["papers/*.md"]\n', "wsss-lint.toml")
    done = run(folder, "papers", "--output-format", "concise")
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["papers/b.md"]
    assert "DUP002" in done.out
    # a hook names the changed file only: the rest is read along, but not reported on
    done = run(folder, "papers/b.md", "--output-format", "concise")
    assert "DUP002" in done.out
    assert done.err.splitlines()[-1].startswith("1 file,")
    assert run(folder, "papers/a.md").code == 0


# Baselines


def test_baseline(folder: Path) -> None:
    path = write(folder, TWICE)
    done = run(folder, "--write-baseline", "old.json")
    assert done.code == 0
    assert "1 finding written" in done.err
    done = run(folder, "--baseline", "old.json")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1].endswith("no findings, 1 in the baseline")
    path.write_text(
        "# Words\n\nMore.\n\n" + TWICE + ENTRY.replace("FRN", "XYZ").replace("Boxes", "Words"),
        "utf-8",
    )
    assert run(folder, "--baseline", "old.json").code == 0
    path.write_text(CLEAN, "utf-8")
    done = run(folder, "--baseline", "old.json")
    assert done.code == 0
    assert "1 finding of old.json is paid off" in done.err


# Git


def test_only_what_changed(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments],
            cwd=tmp_path, check=True, capture_output=True, env=ISOLATED,
        )  # fmt: skip

    git("init", "-q")
    path = write(tmp_path, TWICE)
    git("add", ".")
    git("commit", "-qm", "x")
    assert run(tmp_path).code == 1
    assert run(tmp_path, "--diff-base", "HEAD").code == 0
    path.write_text(TWICE + '- **TRN:** "Points from Clicks and Strokes" *AAAI2021*\n', "utf-8")
    done = run(tmp_path, "--diff-base", "HEAD", "--output-format", "concise")
    assert [line.split(":")[1] for line in done.out.splitlines()] == ["11"]
    assert run(tmp_path, "--staged").code == 0
    git("add", ".")
    assert run(tmp_path, "--staged").code == 1
    path.write_text(CLEAN, "utf-8")
    assert run(tmp_path, "--staged").code == 1  # the index is what will be committed
    assert run(tmp_path, "--staged", "--fix").code == 2


def test_fix_touches_only_what_changed(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    path = write(tmp_path, UNUSED)
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "x"], cwd=tmp_path, check=True)
    more = UNUSED.replace("*CVPR2021*", "*CVPR2021* <!-- wsss-lint: ignore[DUP001] r -->")
    path.write_text(more, "utf-8")
    assert run(tmp_path, "--fix", "--diff-base", "HEAD").code == 0
    assert path.read_text("utf-8") == UNUSED


# The other commands, and the process


def test_version_and_help(folder: Path) -> None:
    assert run(folder, "--version").out == f"wsss-lint {__version__}\n"
    text = run(folder, "--help").out
    for name in cli.COMMANDS:
        assert f"\n  {name} " in text
        assert run(folder, name, "--help").code == 0


def test_rules_and_rule(folder: Path) -> None:
    listed = json.loads(run(folder, "rules", "--output-format", "json").out)
    assert [r["code"] for r in listed["rules"]] == [r.code for r in load(plugins=False)]
    text = run(folder, "rules").out
    for rule in load(plugins=False):
        assert rule.code in text and rule.name in text
    by_code, by_name = run(folder, "rule", "dup001"), run(folder, "rule", "duplicate-paper")
    assert by_code.out == by_name.out
    assert "## Known false alarms" in by_code.out


def test_the_page_of_a_rule_of_ones_own_schema(folder: Path) -> None:
    code = {"minimum": 2020, "x-code": "MYL001", "description": "Older papers are not listed."}
    write(folder, json.dumps({"properties": {"year": code}}), "paper.json")
    write(folder, '[schemas]\npaper = "paper.json"\n', "wsss-lint.toml")
    page = run(folder, "rule", "MYL001").out
    assert page.startswith("# schema-myl001 (MYL001)\n\nOlder papers are not listed.\n")
    assert "| error | on | none | your own |" in page
    assert "did you mean `MYL001`?" in run(folder, "rule", "MYL002").err
    assert "did you mean `VEN003`?" in run(folder, "rule", "VEN03").err


def test_an_internal_error_is_one_paragraph(folder: Path) -> None:
    package = folder / "lib" / "wsss_lint"
    package.parent.mkdir()
    subprocess.run(["cp", "-r", ROOT / "wsss_lint", ROOT / "schemas", package.parent], check=True)
    path = package / "rules/duplicates/duplicate_row.py"
    hook = "    def check_table("
    broken = "    def check_table(self, table, document): 1 / 0\n\n    def check_table_no_more("
    assert path.read_text("utf-8").count(hook) == 1
    path.write_text(path.read_text("utf-8").replace(hook, broken), "utf-8")
    text = CLEAN + "\n## Results\n\n| Method | val |\n| --- | --- |\n| SPN | 61.0 |\n"
    write(folder, text)
    write(folder, TWICE, "other.md")
    done = run(folder, "README.md", "other.md", PYTHONPATH=str(package.parent))
    assert done.code == 2
    assert "README.md: internal error in rule DUP005 duplicate-row: ZeroDivisionError" in done.err
    assert "other.md:10:" in done.out


def test_a_broken_pipe_is_no_error_of_ours(folder: Path) -> None:
    write(folder, TWICE + ENTRY * 3000)
    process = subprocess.Popen(
        [sys.executable, "-m", "wsss_lint"], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**ISOLATED, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    error = process.stderr.read().decode()
    process.stderr.close()
    process.wait(60)
    assert "Traceback" not in error and "Exception ignored" not in error


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupt_is_no_traceback(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "wsss_lint", "-"], cwd=folder, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**ISOLATED, "PYTHONPATH": str(ROOT)},
        # a shell that starts the tests in the background lets its children ignore the signal
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b"- A\n" * 100_000)  # more than a pipe holds: it reads by now
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error.decode() == "wsss-lint: interrupted\n"


BROKEN_FIX = """
from wsss_lint.rule import Applicability, Bad, Edit, Fix, Good, Rule, Severity
class Liar(Rule):
    '''Says that its fix is safe.

    ## Why
    ## How to fix
    ## Fix safety
    ## Known false alarms
    '''
    code, name, severity, since = "LIE001", "liar", Severity.ERROR, "1"
    fix = Applicability.SAFE
    good, bad = (Good(""),), (Bad(""),)
    def check_paper(self, paper, document):
        span = paper.title.span
        fix = Fix("write another", (Edit(*span, "Another"),), Applicability.SAFE)
        if paper.title.value != "Another":
            yield self.found(span, "`x` is wrong", fix=fix)
"""


def test_a_fix_that_breaks_its_promise_leaves_the_file_alone(folder: Path) -> None:
    """The rule is named, the findings are shown, the document comes through, exit 2."""
    site = folder / "venv" / "site-packages"
    write(site, BROKEN_FIX, "liar_plugin.py")
    write(site, "[wsss_lint.rules]\nliar = liar_plugin:Liar\n", "liar-1.dist-info/entry_points.txt")
    path = os.pathsep.join([str(ROOT), str(site)])
    done = run(folder, "--fix", PYTHONPATH=path)
    assert done.code == 2
    assert "the fix of `liar` is not what it promises" in done.err
    assert "LIE001" in done.out
    assert (folder / "README.md").read_text("utf-8") == CLEAN
    done = run(folder, "--fix", "-", stdin=CLEAN.encode(), PYTHONPATH=path)
    assert (done.code, done.bytes) == (2, CLEAN.encode())
    done = run(folder, "--diff", PYTHONPATH=path)
    assert (done.code, done.out) == (2, "")
