"""Several files as one list: a README with tables and papers/*.md, as a user has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import run, write

README = """# Masks

## Papers

### 2021

- **SPN:** "Seeds and Pixels for Scenes" *CVPR2021*
- **FRN:** "Boxes from Captions and Words" *NeurIPS2021*
- **TRN:** "Points from Clicks and Strokes" *AAAI2021*

## Results

| Method | Pub. | val | test |
| --- | --- | --- | --- |
| SPN | CVPR2021 | 64.5 | 65.7 |
| QRN | CVPR2022 | 70.9 | 70.6 |
| ARN | CVPR2022 | 71.9 | 71.6 |
"""
PAPERS = """# Masks of 2022

## Papers

- **QRN:** "Quick Regions without Boxes" *CVPR2022*
- **ARN:** "All Regions within Scenes" *CVPR2022*
- **URN:** "Unseen Regions beyond Scenes" *ECCV2022*
"""
OLDER = """# More masks

## Papers

- **FRN:** "Boxes from Captions and Words" *ICCV2021*
- **VRN:** "Varied Regions around Scenes"  *ICCV2019*
- **WRN:** "Wide Regions around Scenes" *ICCV2019*
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    write(tmp_path, README)
    write(tmp_path, PAPERS, "papers/2022.md")
    write(tmp_path, OLDER, "papers/older.md")
    write(tmp_path, 'extends = "wsss"\ncombine = ["README.md", "papers/*.md"]\n', "wsss-lint.toml")
    return tmp_path


def found(folder: Path, *arguments: str, stdin: bytes = b"") -> list[str]:
    """The findings as `path:line rule`."""
    done = run(folder, *arguments, "--output-format", "concise", stdin=stdin)
    lines = done.out.splitlines()
    assert done.code == (1 if lines else 0), done.err
    return [
        f"{path}:{line} {rest.split()[2].rstrip(':')}"
        for path, line, _, rest in (text.split(":", 3) for text in lines)
    ]


CONFLICT = "papers/older.md:5 duplicate-conflict"
BLANKS = "papers/older.md:6 entry-spacing"


def test_without_paths_the_whole_list_is_checked(folder: Path) -> None:
    assert found(folder) == [CONFLICT, BLANKS]
    done = run(folder)
    assert " --> README.md:8:13" in done.out  # the other entry is shown with its own line
    assert "also listed here: README.md" in run(folder, "papers/older.md").out
    assert done.err.splitlines()[-1].startswith("3 files, 9 papers, 3 result rows:")


def test_rows_are_held_against_the_papers_of_other_files(folder: Path) -> None:
    assert found(folder, "README.md") == []
    text = README.replace("| ARN | CVPR2022", "| ARN | ICCV2019").replace("| QRN", "| Q-RN")
    write(folder, text + "| XYZ | ECCV2022 | 71.9 | 71.6 |\n")
    ignored = ("--ignore", "TAB")
    assert found(folder, "README.md", *ignored) == [
        "README.md:16 method-spelling",
        "README.md:17 table-venue-mismatch",
        "README.md:18 table-method-unlisted",
    ]
    done = run(folder, "README.md", *ignored)
    assert done.out.count("the entry in the list: papers/2022.md") == 2
    (folder / "wsss-lint.toml").unlink()
    assert found(folder, "README.md", *ignored) == []  # alone it lists too few of the methods


def test_one_method_in_the_tables_of_two_files(folder: Path) -> None:
    table = "## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n| ZZZ | {} | 60.1 |\n"
    write(folder, README + "\n" + table.format("CVPR2022").replace("Results", "More results"))
    write(folder, PAPERS + "\n" + table.format("ICCV2021"), "papers/2022.md")
    select = ("--select", "table-duplicate-venue")
    assert found(folder, *select) == ["papers/2022.md:13 table-duplicate-venue"]
    assert found(folder, "README.md", *select) == []


def test_named_files_are_reported_and_the_rest_is_read_along(folder: Path) -> None:
    assert found(folder, "papers/2022.md") == []
    assert found(folder, "papers/older.md") == [CONFLICT, BLANKS]
    assert found(folder / "papers", "older.md") == [
        name.removeprefix("papers/") for name in (CONFLICT, BLANKS)
    ]


def test_which_entry_is_the_first_does_not_depend_on_the_order(folder: Path) -> None:
    assert found(folder, "papers/older.md", "README.md") == [CONFLICT, BLANKS]


def test_fix_writes_the_file_that_needs_it_and_no_other(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    done = run(folder, "--diff")
    assert done.out.startswith("--- a/papers/older.md\n+++ b/papers/older.md\n")
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    assert run(folder, "README.md", "--fix").code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    done = run(folder, "--fix")
    assert (done.code, "1 fixed" in done.err) == (1, True)  # the conflict remains
    after = {path: path.read_bytes() for path in folder.rglob("*.md")}
    assert after == before | {folder / "papers/older.md": OLDER.replace("  *", " *").encode()}


def test_duplicate_in_another_file_is_not_removed(folder: Path) -> None:
    """The same paper in two files, each once in its section, is what such lists do on purpose."""
    entry = '- **SPN:** "Seeds and Pixels for Scenes" *CVPR2021*\n'
    write(folder, PAPERS + entry, "papers/2022.md")
    assert found(folder, "papers/2022.md") == []
    run(folder, "--fix", "--unsafe-fixes")
    assert entry in (folder / "papers/2022.md").read_text("utf-8")
    assert entry in (folder / "README.md").read_text("utf-8")


def test_standard_input_is_a_part_of_the_list(folder: Path) -> None:
    """An editor checks what is typed, which is not on disk yet."""
    name = ("-", "--stdin-filename", "papers/older.md")
    assert found(folder, *name, stdin=OLDER.encode()) == [CONFLICT, BLANKS]
    typed = OLDER.replace("ICCV2021", "NeurIPS2021").encode()
    assert found(folder, *name, stdin=typed) == [BLANKS]
    assert found(folder, "-", stdin=OLDER.encode()) == [BLANKS.replace("papers/older.md", "-")]
    done = run(folder, *name, "papers/older.md", "--fix", stdin=typed)
    assert done.bytes.startswith(typed.replace(b"  *", b" *"))


@pytest.mark.parametrize("outside", ["../README.md", "/etc/*.md"])
def test_a_file_outside_of_the_folder_is_refused(folder: Path, outside: str) -> None:
    write(folder, f'combine = ["*.md", "{outside}"]\n', "inner/wsss-lint.toml")
    write(folder, OLDER, "inner/older.md")
    done = run(folder, "inner/older.md")
    assert (done.code, done.out) == (2, "")
    assert f"'{outside}' lies outside of this file's folder" in done.err
