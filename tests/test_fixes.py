"""Fixes: rounds, conflicts, cycles, the proof that records are kept, writing, patches."""

from __future__ import annotations

import os
import random
import stat
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from wsss_lint.engine import Linter
from wsss_lint.fixes import FixBroke, FixCycle, apply, compatible, fix
from wsss_lint.patch import unified_diff
from wsss_lint.proof import link_target
from wsss_lint.rule import Rule
from wsss_lint.settings import Settings
from wsss_lint.source import Source, Span
from wsss_lint.writing import WriteError, create_file, replace_file

SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY
LIST = """# List

## Papers

### 2021

- **SPN:** "Seeds and Pixels for Segmentation" *CVPR2021* [[paper]](https://arxiv.org/abs/2101.00001)
- **FRN:** "Boxes from Captions" *ICCV2021*

## Results

| Method | Pub. | val |
| --- | --- | --- |
| SPN | CVPR21 | 61.0 |
| FRN | ICCV21 | 62.5 |

```bibtex
@misc{key, title = {A title}, year = 2021}
```
"""


def replacing(
    old: str, new: str, trust: Applicability = SAFE, name: str = "swap", code: str = "TST001"
) -> type[Rule]:
    """A rule that wants to replace one text by another, wherever it stands."""

    def check_document(self: Rule, document: object) -> Iterable[Diagnostic]:
        text = document.source.text  # type: ignore[attr-defined]
        at = text.find(old)
        while at >= 0:
            edit = Edit(at, at + len(old), new)
            yield self.found(Span(at, at + len(old)), "old", fix=Fix("write new", (edit,), trust))
            at = text.find(old, at + max(len(old), 1))

    body = {
        "code": code, "name": name, "severity": Severity.WARNING, "since": "0", "fix": trust,
        "check_document": check_document,
    }  # fmt: skip
    return type("Swap", (Rule,), body)


def fixed(text: str, *rules: type[Rule], floor: Applicability = SAFE) -> str:
    linter = Linter(Settings(2026), rules=rules)
    return fix(linter, [Source(text)], floor)[0].result.source.text


def test_apply_in_any_order() -> None:
    edits = [Edit(4, 6, "Z"), Edit(0, 1, ""), Edit(2, 2, "++")]
    assert apply("abcdefg", edits) == "b++cdZg"
    with pytest.raises(ValueError, match="overlap"):
        apply("abcdefg", [Edit(0, 3, ""), Edit(2, 4, "")])


def finding(*edits: Edit, code: str = "TST001") -> Diagnostic:
    return Diagnostic(code, "x", Severity.ERROR, Span(0, 0), "m", fix=Fix("t", tuple(edits), SAFE))


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ([Edit(0, 2, "")], [Edit(3, 5, "")], True),
        ([Edit(0, 2, "")], [Edit(2, 5, "")], False),  # they touch
        ([Edit(0, 2, "")], [Edit(1, 5, "")], False),
        ([Edit(2, 2, "a")], [Edit(2, 2, "b")], False),
        ([Edit(0, 1, ""), Edit(8, 9, "")], [Edit(3, 5, "")], True),  # one inside the other's gap
        ([Edit(0, 1, ""), Edit(8, 9, "")], [Edit(3, 5, ""), Edit(9, 9, "x")], False),
    ],
)
def test_conflicts(first: list[Edit], second: list[Edit], together: bool) -> None:
    for pair in ((first, second), (second, first)):
        chosen = compatible([finding(*pair[0]), finding(*pair[1])])
        assert len(chosen) == (2 if together else 1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), min_size=1, max_size=3),
        max_size=12,
    )
)
def test_what_is_chosen_never_overlaps(raw: list[list[tuple[int, int]]]) -> None:
    findings = []
    for group in raw:
        edits: list[Edit] = []
        for start, length in sorted(group):
            if not edits or start > edits[-1].end:
                edits.append(Edit(start, start + length, "x"))
        findings.append(finding(*edits))
    chosen = compatible(findings)
    assert bool(chosen) == bool(findings)
    apply("." * 40, [edit for d in chosen for edit in d.fix.edits])  # raises on an overlap
    random.Random(1).shuffle(findings)
    again = compatible(findings)
    assert [d.fix.edits for d in again] == [d.fix.edits for d in chosen]


def test_nothing_to_do_changes_nothing() -> None:
    linter = Linter(Settings(2026), rules=[replacing("absent", "x")])
    (outcome,) = fix(linter, [Source(LIST)])
    assert outcome.result.source.text == LIST
    assert outcome.applied == 0


def test_overlapping_fixes_wait_a_round() -> None:
    text = LIST.replace("*CVPR2021* [", "*CVPR2021*    [")
    assert fixed(text, replacing("  ", " ")) == LIST


def test_unsafe_and_display_fixes_wait_to_be_asked_for() -> None:
    unsafe = replacing("Boxes", "Boxen", UNSAFE)
    assert fixed(LIST, unsafe) == LIST
    assert fixed(LIST, unsafe, floor=UNSAFE) == LIST.replace("Boxes", "Boxen")
    display = replacing("Boxes", "Boxen", DISPLAY)
    assert fixed(LIST, display, floor=UNSAFE) == LIST


def test_a_cycle_names_its_rules() -> None:
    one = replacing("# List\n", "# List \n", name="one", code="TST001")
    other = replacing("# List \n", "# List\n", name="other", code="TST002")
    with pytest.raises(FixCycle, match="`one`, `other` undo each other"):
        fixed(LIST, one, other)
    with pytest.raises(FixCycle, match="`back`, `swap` undo each other"):
        back = replacing("From", "from", UNSAFE, "back", "TST003")
        fixed(LIST, replacing("from", "From", UNSAFE), back, floor=UNSAFE)


def test_a_fix_without_end_is_a_cycle() -> None:
    with pytest.raises(FixCycle):
        fixed(LIST, replacing("# List", "# List "))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Seeds", "Sheds", "title"),
        ("Seeds and", "Seeds", "title"),
        ("**SPN:**", "**SPM:**", "method"),
        ("*CVPR2021*", "*ICCV2021*", "venue"),
        ("*CVPR2021*", "*CVPR2022*", "year"),
        ("*ICCV2021*", "*2021*", "venue"),
        ("2101.00001", "2101.00002", "links"),
        (" [[paper]](https://arxiv.org/abs/2101.00001)", "", "links"),
        ("### 2021", "### 2020", "section"),
        ("- **FRN:** \"Boxes from Captions\" *ICCV2021*\n", "", "papers"),
        ("- **FRN", "- **FRN:** \"More\" *ICCV2021*\n- **FRN", "papers"),
        ("61.0", "61.5", "numbers"),
        ("| 62.5 |", "| - |", "numbers"),
        ("| FRN | ICCV21 | 62.5 |\n", "", "rows"),
        ("| SPN |", "| SPN+ |", None),  # a mark; the words are the same
        ("| SPN |", "| SPM |", "method"),
        ("CVPR21", "ICCV21", "venue"),
        ("ICCV21 ", "ICCV22 ", "year"),
        ("A title}", "A Title}", "code block"),
        ("*CVPR2021*", "*cvpr 2021*", None),
        ("**SPN:**", "**SPN**:", None),
        ("https://arxiv.org/abs", "http://arxiv.org//abs", None),
        ('"Boxes from Captions"', "Boxes from Captions", None),
        ("| --- | --- | --- |", "|:-:|:-:|:-:|", None),
    ],
)  # fmt: skip
def test_the_promise_of_a_safe_fix(old: str, new: str, what: str | None) -> None:
    rule = replacing(old, new)
    if what is None:
        assert fixed(LIST, rule) == LIST.replace(old, new)
        return
    with pytest.raises(FixBroke, match=what) as caught:
        fixed(LIST, rule)
    assert "`swap`" in str(caught.value)


def test_an_address_in_a_heading_may_be_mended() -> None:
    text = LIST.replace("## Papers", "## Papers of [us](https://https://a.b)")
    rule = replacing("https://https://a.b", "https://a.b")
    assert fixed(text, rule) == text.replace("https://https://", "https://")


def test_two_papers_may_not_change_places() -> None:
    lines = LIST.split("\n")
    first, second = lines[6], lines[7]
    with pytest.raises(FixBroke):
        fixed(LIST, replacing(f"{first}\n{second}", f"{second}\n{first}"))


def test_the_guilty_rule_is_named_among_the_innocent() -> None:
    innocent = replacing("# List", "# List ", name="innocent", code="TST001")
    guilty = replacing("61.0", "16.0", name="guilty", code="TST002")
    with pytest.raises(FixBroke, match="`guilty`") as caught:
        fixed(LIST, innocent, guilty)
    assert "innocent" not in str(caught.value)


UNREAD = '- **GCN:** *CVPR2020* "Graphs for Segmentation"\n'
TORN = '- **GCN: "Graphs for Segmentation *CVPR2021*\n'  # two marks are lost


def test_an_entry_that_becomes_readable_is_no_paper_too_many() -> None:
    text = LIST.replace("\n\n## Results", f"\n{UNREAD}\n## Results")
    assert len(Linter(Settings(2026)).read(Source(text)).unreadable) == 1
    rule = replacing(UNREAD, '- **GCN:** "Graphs for Segmentation" *CVPR2020*\n')
    assert fixed(text, rule) != text


def test_a_fix_of_an_entry_in_doubt_is_held_back_and_the_others_are_not() -> None:
    text = LIST.replace("\n\n## Results", f"\n{TORN}\n## Results")
    guess = replacing("Graphs", "Grapes", name="guess", code="TST001")
    sure = replacing("# List\n", "# Lists\n", name="sure", code="TST002")
    (done,) = fix(Linter(Settings(2026), rules=(guess, sure)), [Source(text)])
    assert done.result.source.text == text.replace("# List\n", "# Lists\n")
    assert done.applied == 1
    (held,) = [d for d in done.result.diagnostics if d.name == "guess"]
    assert held.fix is not None and held.fix.applicability is DISPLAY


def test_an_unsafe_fix_that_takes_a_title_from_an_entry_in_doubt_is_held_back() -> None:
    text = LIST.replace("\n\n## Results", f"\n{TORN}\n## Results")
    assert fixed(text, replacing("Graphs for Segmentation", "", UNSAFE), floor=UNSAFE) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- **FRN:** \"Boxes from Captions\" *ICCV2021*\n", ""),
        ("| FRN | ICCV21 | 62.5 |\n", ""),
        ("61.0", "61.5"),
        ("62.5", "-"),
        ("Boxes from Captions", ""),
    ],
)  # fmt: skip
def test_an_unsafe_fix_loses_no_paper_and_no_score(old: str, new: str) -> None:
    with pytest.raises(FixBroke):
        fixed(LIST, replacing(old, new, UNSAFE), floor=UNSAFE)


def test_an_unsafe_fix_may_correct_words() -> None:
    for old, new in (("Seeds", "Sheds"), ("*CVPR2021*", "*ICCV2021*"), ("| SPN |", "| SPM |")):
        assert fixed(LIST, replacing(old, new, UNSAFE), floor=UNSAFE) == LIST.replace(old, new)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://arxiv.org/abs/2101.00001", "http://www.arxiv.org//abs/2101.00001.pdf"),
        ("https://https://a.org/x", "https://a.org/x"),
        ("ttps://a.org/x/", "https://A.org/x"),
    ],
)
def test_forms_of_one_address(one: str, other: str) -> None:
    assert link_target(one) == link_target(other)


def test_addresses_that_differ() -> None:
    addresses = [
        "https://a.org/x", "https://a.org/X", "https://a.org/x?y", "https://b.org/x", "mailto:a@b.c",
        "https://arxiv.org/abs/2101.00001v2", "https://a.org/x.pdf", "",
    ]  # fmt: skip
    assert len({link_target(address) for address in addresses}) == len(addresses)


# Writing


def test_write_keeps_mode_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert replace_file(str(path), b"new", b"old") is True
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["README.md"]  # noqa: PTH208


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"same")
    before = path.stat()
    assert replace_file(str(path), b"same") is False
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "LIST.md"
    target.write_bytes(b"old")
    link = tmp_path / "README.md"
    link.symlink_to("real/LIST.md")
    replace_file(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"theirs")
    with pytest.raises(WriteError, match="changed on disk"):
        replace_file(str(path), b"new", b"old")
    assert path.read_bytes() == b"theirs"


def test_read_only_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        replace_file(str(path), b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_full_disk_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(WriteError, match="no space left"):
        replace_file(str(path), b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["README.md"]  # noqa: PTH208


def test_create_file(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    create_file(str(path), b"1")
    create_file(str(path), b"2")
    assert path.read_bytes() == b"2"
    with pytest.raises(WriteError, match="folder does not exist"):
        create_file(str(tmp_path / "no" / "report.json"), b"1")


# Patches


def git_apply(folder: Path, patch: str) -> None:
    (folder / "p.patch").write_bytes(patch.encode())
    subprocess.run(["git", "apply", "p.patch"], cwd=folder, check=True, capture_output=True)


LINES = st.lists(st.sampled_from(["a", "b", "", "c\r", "é", "\\ x", "-- x", "+++ y"]), max_size=14)


@settings(max_examples=25, deadline=None)
@given(LINES, LINES, st.booleans(), st.booleans())
def test_git_applies_the_patch(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[str],
    other: list[str],
    end1: bool,
    end2: bool,
) -> None:
    old, new = "\n".join(one) + "\n" * end1, "\n".join(other) + "\n" * end2
    if not old or not new or old == new:
        return
    folder = tmp_path_factory.mktemp("repo")
    (folder / "README.md").write_bytes(old.encode())
    git_apply(folder, unified_diff(old, new, "README.md"))
    assert (folder / "README.md").read_bytes() == new.encode()


@pytest.mark.parametrize("name", ["a b.md", "dir/é.md", 'q".md'])
def test_names_in_patches(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\r\nc")
    new = "\ufeffa\r\nB\r\nc"
    git_apply(tmp_path, unified_diff("\ufeffa\r\nb\r\nc", new, name))
    assert path.read_bytes() == new.encode()


def test_equal_texts_have_no_patch() -> None:
    assert unified_diff("a\n", "a\n", "x") == ""
