"""The list held against its tables, where the rules' own examples do not reach."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.growth import assert_linear
from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.engine import Linter
from wsss_lint.settings import Settings
from wsss_lint.source import Source

SHARED = Path(__file__).resolve().parents[2] / "shared"
HEAD = "\n## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"
LIST = (
    '## Papers\n\n- **SPN:** "Seeds and Pixels" *CVPR2020*\n- **ECS-Net:** "Edges" *ICCV2021*\n'
    '- **FRN:** "Regions" *CVPR2021*\n- **AIM:** "Aims" *ECCV2020*\n'
)
ROWS = "| SPN | CVPR20 | 61.0 |\n| FRN (+IRN) | CVPR21 | 62.0 |\n| AIM | ECCV20 | 63.0 |\n"


def found(text: str, *names: str) -> list[Diagnostic]:
    settings = Settings(2026)
    settings.select = names or ("XRF",)
    return Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics


def flagged(text: str, *names: str) -> list[str]:
    return [text[slice(*d.span)] for d in found(text, *names)]


def test_a_suggestion_is_made_into_a_fix_only_if_venue_and_year_agree() -> None:
    (one,) = found(LIST + HEAD + ROWS + "| ESC-Net | ICCV21 | 60.0 |\n")
    assert one.fix is not None and one.fix.applicability is Applicability.UNSAFE
    (other,) = found(LIST + HEAD + ROWS + "| ESC-Net | AAAI22 | 60.0 |\n")
    assert other.fix is None and other.help is not None and "`ECS-Net`" in other.help


def test_two_equally_near_names_are_no_fix() -> None:
    papers = LIST + '- **ECSNet2:** "Other" *ICCV2021*\n- **ECSNet3:** "Others" *ICCV2021*\n'
    (one,) = found(papers + HEAD + ROWS + "| ECSNet4 | ICCV21 | 60.0 |\n")
    assert one.fix is None and one.help is not None
    assert "`ECSNet2` or `ECSNet3`" in one.help or "`ECS-Net`" in one.help


def test_a_short_name_is_not_guessed_across_venues() -> None:
    (one,) = found(LIST + HEAD + ROWS + "| SPM | AAAI23 | 60.0 |\n", "table-method-unlisted")
    assert one.help is not None and "did you mean" not in one.help


def test_base_methods_need_not_be_listed() -> None:
    assert not flagged(LIST + HEAD + ROWS + "| SPN (Quagga + Zebra) | CVPR20 | 60.0 |\n")


def test_authors_of_one_name_are_told_apart() -> None:
    papers = LIST + '- **Oh *et al*.:** "Seeds" *CVPR2017*\n- **Oh *et al.*:** "Boxes" *CVPR2021*\n'
    assert not flagged(papers + HEAD + ROWS + "| Oh *et al.* | CVPR21 | 60.0 |\n")
    assert flagged(papers + HEAD + ROWS + "| Oh *et al.* | AAAI23 | 60.0 |\n") == ["Oh *et al.*"]
    text = papers + HEAD + ROWS + "| Oh *et al.* | ECCV21 | 60.0 |\n"
    assert flagged(text, "table-venue-mismatch") == ["ECCV21"]
    assert flagged(text, "table-method-unlisted") == []


def test_a_method_at_the_beginning_of_a_title_is_listed() -> None:
    papers = LIST + "- WeakCLIP: Adapting CLIP for Segmentation *IJCV2024*\n"
    assert not flagged(papers + HEAD + ROWS + "| WeakCLIP | IJCV24 | 60.0 |\n")
    text = papers + HEAD + ROWS + "| WeakCLIP | IJCV25 | 60.0 |\n"
    assert flagged(text) == ["IJCV25"]


def test_tables_about_other_methods_and_lists_without_labels() -> None:
    foreign = "| A1 | CVPR20 | 61.0 |\n| B2 | CVPR20 | 61.0 |\n| C3 | CVPR20 | 61.0 |\n"
    assert not flagged(LIST + HEAD + foreign, "table-method-unlisted")
    bare = "## Papers\n\n- Seeds and Pixels *CVPR2020*\n- Regions *ICCV2021*\n"
    assert not flagged(bare + HEAD + ROWS)


def test_a_preprint_that_was_published_says_so() -> None:
    (one,) = found(LIST + HEAD + "| SPN | arXiv19 | 61.0 |\n", "table-venue-mismatch")
    assert one.help is not None and "the table still names the preprint" in one.help
    assert one.fix is not None and one.fix.applicability is Applicability.DISPLAY
    assert [e.text for e in one.fix.edits] == ["CVPR", "20"]


def test_a_misspelt_venue_is_not_reported_as_a_mismatch_too() -> None:
    assert not flagged(LIST + HEAD + "| SPN | CPVR20 | 61.0 |\n", "table-venue-mismatch")


def test_suggestions_are_loaded_only_when_needed() -> None:
    for name in [n for n in sys.modules if n.startswith("rapidfuzz")]:
        del sys.modules[name]
    found(LIST + HEAD + ROWS)
    assert not any(name.startswith("rapidfuzz") for name in sys.modules)
    slip = "| ESC-Net | ICCV21 | 60.0 |\n"
    few = found(LIST + HEAD + ROWS + slip)
    assert not any(name.startswith("rapidfuzz") for name in sys.modules)
    many = "".join(
        f'- **{a}{b}{c}Q{n}:** "On {a} {n}" *CVPR2020*\n'
        for n in range(6)
        for a in "XYZWVU"
        for b in "KLMNOP"
        for c in "HIJFGT"
    )
    assert [d.help for d in found(LIST + many + HEAD + ROWS + slip)] == [d.help for d in few]
    assert any(name.startswith("rapidfuzz") for name in sys.modules)


def test_a_row_that_an_entry_without_a_label_may_be_needs_a_name_near_it() -> None:
    """Such a row is reported only if a paper of its venue and year has a name near its own."""
    for name in [n for n in sys.modules if n.startswith("rapidfuzz")]:
        del sys.modules[name]
    many = "".join(
        f'- **{a}{b}{c}Q{n}:** "On {a} {n}" *CVPR{2010 + n}*\n'
        for n in range(6)
        for a in "XYZWVU"
        for b in "KLMNOP"
        for c in "HIJFGT"
    )
    bare = "- Hybrid Task Cascade *ICCV2021*\n"
    assert not found(LIST + many + bare + HEAD + ROWS + "| HTC | ICCV21 | 60.0 |\n")
    assert not found(LIST + many + bare + HEAD + ROWS + "| XKHQ9 | ICCV21 | 60.0 |\n")
    assert not any(name.startswith("rapidfuzz") for name in sys.modules)
    (one,) = found(LIST + many + bare + HEAD + ROWS + "| ESC-Net | ICCV21 | 60.0 |\n")
    assert one.help == "did you mean `ECS-Net`?"


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("2016-2019", "2016-2020"),
        ("*2021 - 2022*", "2020 - 2022"),
        ("(2016–2019)", "2016–2020"),
    ],
)
def test_ranges(line: str, right: str) -> None:
    rows = "| A | CVPR17 | 1 |\n| B | CVPR18 | 2 |\n| C | CVPR20 | 3 |\n"
    if "2021" in line:
        rows = "| A | CVPR21 | 1 |\n| B | CVPR22 | 2 |\n| C | CVPR20 | 3 |\n"
    text = f"# Results\n\n{line}\n{HEAD}{rows}"
    (one,) = found(text, "stale-year-range")
    assert one.fix is not None and one.fix.edits[0].text == right


def test_many_methods_of_one_name_take_linear_time() -> None:
    def text(size: int) -> str:
        papers = "".join(f'- **A:** "Title {i}" *X{i}a2020*\n' for i in range(size))
        rows = "".join(f"| A | Y{i}b20 | 1.{i} |\n| B{i} | Z20 | 1 |\n" for i in range(size))
        return "## Papers\n\n" + papers + HEAD + rows

    assert_linear(lambda size: lambda: found(text(size)), 125)


def test_the_real_list() -> None:
    path = SHARED / "data" / "awesome-wsss.md"
    if not path.exists():
        pytest.skip("the shared lists are not there")
    text = path.read_text(encoding="utf-8")
    assert flagged(text, "table-method-unlisted") == ["ESC-Net"]
    assert flagged(text, "table-venue-mismatch", "method-spelling", "table-duplicate-venue") == []


def test_a_label_in_another_case_than_title_and_table_is_reported_once() -> None:
    text = (
        '## Papers\n\n- **Weakclip:** "WeakCLIP: Adapting CLIP" *CVPR2020*\n\n'
        "## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n| WeakCLIP | CVPR20 | 61.0 |\n"
    )
    both = ("label-case", "method-spelling")
    assert flagged(text, *both) == ["Weakclip"]
    assert flagged(text.replace("| WeakCLIP ", "| WEAKCLIP "), *both) == ["Weakclip", "WEAKCLIP"]


@pytest.mark.parametrize("pub", ["ICCV2020", "QXZW2020", "CVPR1020"])
def test_what_cannot_be_right_in_the_list_is_told_there_alone(pub: str) -> None:
    papers = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR202{k}*\n' for k in range(6))
    rows = "".join(f"| M{k} | CVPR2{k} | 6{k}.1 |\n" for k in range(6))
    table = f"## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n{rows}"
    text = f"## Papers\n\n{papers}\n{table}".replace("*CVPR2020*", f"*{pub}*")
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert "table-venue-mismatch" not in {d.name for d in result.diagnostics}


def test_a_method_in_an_entry_that_cannot_be_read_is_listed() -> None:
    papers = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR202{k}*\n' for k in range(6))
    rows = "".join(f"| M{k} | CVPR2{k} | 6{k}.1 |\n" for k in range(6))
    table = f"## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n{rows}"
    broken = "- **M5** see the page of M5 in 2025, or ask [us](https://a.b\n"
    text = f"## Papers\n\n{papers.rpartition('- ')[0]}{broken}\n{table}"
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert result.document.unreadable
    assert "table-method-unlisted" not in {d.name for d in result.diagnostics}


@pytest.mark.parametrize(
    ("row", "reported"),
    [
        ("| AIM-L | ECCV20 | 60.0 |", False),
        ("| AIM101 | ECCV20 | 60.0 |", False),
        ("| AIM (R50) | ECCV20 | 60.0 |", False),
        ("| AIM++ | - | 60.0 |", False),
        ("| AIM-L | CVPR22 | 60.0 |", True),  # another paper of a later year
        ("| AIM 2 | ECCV20 | 60.0 |", True),  # so is a version
        ("| AIMv2 | ECCV20 | 60.0 |", True),
        ("| AIMZ | ECCV20 | 60.0 |", True),  # a slip, and no size
        ("| L-AIM | ECCV20 | 60.0 |", True),
    ],
)
def test_sizes_and_settings_of_a_listed_method_are_listed(row: str, reported: bool) -> None:
    rows = "| SPN | CVPR20 | 61.0 |\n| ECS-Net | ICCV21 | 62.0 |\n| AIM | ECCV20 | 62.0 |\n"
    assert bool(found(LIST + HEAD + rows + row + "\n")) is reported


def test_a_table_of_data_sets_says_nothing_about_the_methods() -> None:
    sets = "\n## Data\n\n| Name | Images |\n| --- | --- |\n"
    sets += "".join(f"| Set-{name} | {i}00 |\n" for i, name in enumerate("abcdefgh", 1))
    text = LIST + HEAD + ROWS + "| Quagga | CVPR22 | 60.0 |\n"
    assert flagged(text, "table-method-unlisted") == ["Quagga"]
    assert flagged(text + sets, "table-method-unlisted") == ["Quagga"]


def test_classics_older_than_the_whole_list_are_not_missed() -> None:
    assert (
        flagged(LIST + HEAD + ROWS + "| Quagga | CVPR12 | 60.0 |\n", "table-method-unlisted") == []
    )
    row = "| Quagga | AAAI21 | 60.0 |\n"
    assert flagged(LIST + HEAD + ROWS + row, "table-method-unlisted") == ["Quagga"]
