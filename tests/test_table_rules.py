"""Rules about result tables, where their own examples do not reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.growth import assert_linear
from wsss_lint.engine import Linter
from wsss_lint.settings import Settings
from wsss_lint.source import Source

SHARED = Path(__file__).resolve().parents[2] / "shared"


def flagged(text: str, *names: str) -> list[str]:
    settings = Settings(2026)
    settings.select = names
    found = Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics
    return [text[slice(*d.span)] for d in found]


def scores(*cells: str, header: str = "val") -> str:
    rows = "".join(f"| M{i} | {cell} |\n" for i, cell in enumerate(cells))
    return f"## Results\n\n| Method | {header} |\n| --- | --- |\n{rows}"


FINE = ("61.0", "62.1", "63.4", "59.9")


@pytest.mark.parametrize(
    "cell",
    [
        "66.q4", "6q.4", "82.0±0.qs", "6o.1", "o.53", "66..1", "6.6.1", "66/4/1", "66,1", "661",
        "6611",
    ],
)  # fmt: skip
def test_no_numbers(cell: str) -> None:
    assert flagged(scores(*FINE, cell), "table-number") == [cell]


@pytest.mark.parametrize(
    "cell",
    [
        "66.1", "**66.1**", "66", "100", "66.1±0.3", "66.1 ± 0.3", "66.1 (07+12)", "66.1 [1]",
        "-", "?", "", "N/A", "Y/N", "Y/N/I", "66.1/70.2", "66.1%", "66.1*", "66.1†", "~66", "OOM",
        "see text", "66.1 on test", "v2", "ResNet50", "2x", "12e-5", "1st", "x", "∞", "66.1 w/ TTA",
    ],
)  # fmt: skip
def test_fine_cells(cell: str) -> None:
    assert flagged(scores(*FINE, cell), "table-number") == []


@pytest.mark.parametrize("header", ["FPS", "Params (M)", "FLOPs", "time (ms)", "FID", "Rank"])
def test_any_number_is_in_the_range_of_a_quantity(header: str) -> None:
    assert (
        flagged(scores("5.3", "25.6", "60.2", "44.5", "138", header=header), "table-number") == []
    )


def test_fractions() -> None:
    assert flagged(scores("0.61", "0.62", "0.63", "0.7", "71.2"), "table-number") == ["71.2"]
    assert flagged(scores("0.61", "0.62", "0.93", "0.7", "1.2"), "table-number") == []


def test_pairs_with_one_part_missing_are_fine() -> None:
    cells = ("66.3/84.1", "67.8/-", "-/-", "65.2/83.0", "70.1/88.0", "-")
    assert flagged(scores(*cells), "table-number") == []


def test_a_table_that_leaves_out_its_last_cells_as_a_habit() -> None:
    head = "## R\n\n| Method | val | Code |\n| --- | --- | --- |\n"
    full = "| A | 1.0 | x |\n" * 12
    assert flagged(head + full + "| B | 1.0 |\n", "table-arity") == ["| B | 1.0 |"]
    assert flagged(head + full + "| B | 1.0 |\n" * 3, "table-arity") == []
    assert flagged(head + "| B | 1.0 |\n" * 3 + "| B | 1 | x | y |\n", "table-arity") == ["y"]


def test_tables_of_papers_and_in_quotes_are_counted_too() -> None:
    head = "> | Title | Venue |\n> | --- | --- |\n"
    rows = "> | [One](https://a.org/1) | CVPR | more |\n> | [Two](https://a.org/2) | ICCV |\n"
    assert flagged("## Papers\n\n" + head + rows, "table-arity") == ["more"]


def test_the_right_spelling_is_the_usual_one_even_when_it_is_rare() -> None:
    head = "## R\n\n| Method | Backbone | val |\n| --- | --- | --- |\n"
    rows = "| A | Deit-S | 1.0 |\n| B | Deit-S | 2.0 |\n| C | DeiT-B | 3.0 |\n"
    assert flagged(head + rows, "table-spelling") == ["Deit", "Deit"]


def test_methods_and_words_may_be_in_any_case() -> None:
    head = "## R\n\n| Method | Backbone | val |\n| --- | --- | --- |\n"
    rows = "| AbcNet | with ABC net | 1.0 |\n| ABCNet | With abc net | 2.0 |\n"
    assert flagged(head + rows, "table-spelling") == []


def order(*values: str) -> str:
    rows = "".join(f"| M{i} | {value} |\n" for i, value in enumerate(values))
    return f"## R\n\n| Method | val |\n| --- | --- |\n{rows}"


def test_order_needs_eight_rows_and_one_stray() -> None:
    up = [str(60 + i) for i in range(8)]
    assert flagged(order(*up), "table-order") == []
    assert flagged(order(*up[:3], "50", *up[3:]), "table-order") == ["| M3 | 50 |"]
    assert flagged(order(*up[::-1][:3], "50", *up[::-1][3:]), "table-order") == ["| M3 | 50 |"]
    assert flagged(order(*up[:3], "50", *up[3:6]), "table-order") == []  # too few rows
    assert flagged(order(*up[:3], "50", *up[3:], "51", "70", "80"), "table-order") == []  # two
    assert flagged(order(*up[:3], up[3], up[3], *up[4:]), "table-order") == []  # ties


def test_order_passes_over_cells_without_a_number() -> None:
    up = [str(60 + i) for i in range(9)]
    assert flagged(order(*up[:4], "-", *up[4:], "50"), "table-order") == ["| M10 | 50 |"]


def test_a_wide_or_long_table_takes_linear_time() -> None:
    def text(size: int) -> str:
        wide = "| M |" + " 1.0 |" * size + "\n"
        head = "## R\n\n| Method |" + " a |" * size + "\n| - |" + " - |" * size + "\n"
        return head + wide * 3 + "\n" + order(*(str(i * 7919 % 1000) for i in range(size)))

    assert_linear(lambda size: lambda: flagged(text(size), "TAB"), 300)


def lists() -> list[Path]:
    return sorted((SHARED / "corpus").glob("*.md"))


def test_what_is_found_in_other_lists() -> None:
    if not lists():
        pytest.skip("the shared lists are not there")
    names = ("table-number", "table-supervision", "table-extra-data", "table-aggregate")
    more = ("table-monotone", "table-header", "table-column-misuse")
    found = [s for p in lists() for s in flagged(p.read_text(encoding="utf-8"), *names, *more)]
    assert found == ["56.1/66/4", "82.0±0.qs"]


def test_the_real_list() -> None:
    path = SHARED / "data" / "awesome-wsss.md"
    if not path.exists():
        pytest.skip("the shared lists are not there")
    text = path.read_text(encoding="utf-8")
    assert flagged(text, "table-column-misuse") == ["L2G", "L2G"]
    assert flagged(text, "table-spelling") == ["DeeplabV1", "DeeplabV1"]
    assert flagged(text, "table-cell-spacing") == ["  ", "  ", "  "]
    assert [row[:6] for row in flagged(text, "table-order")] == ["| BBAM"]
    others = ("table-arity", "table-number", "table-placeholder", "table-supervision")
    assert flagged(text, *others, "table-extra-data", "table-header") == []
    assert flagged(text, "table-aggregate", "table-monotone", "duplicate-row") == []


@pytest.mark.parametrize("cell", ["65.7.", "65. 7", "65 .7", "65.O", "6.5O", ".96l"])
def test_a_point_too_many_and_a_blank_inside(cell: str) -> None:
    assert flagged(scores("61.5", "62.5", "63.5", "64.5", cell), "table-number") == [cell]


def test_what_github_does_not_show_as_a_table() -> None:
    head, rows = "## Results\n\n| Method | val |\n", "| A | 61.5 |\n| B | 62.5 |\n"
    assert flagged(f"{head}| --- |\n{rows}", "table-arity") == ["| --- |"]
    assert flagged(f"{head}| —— | —— |\n{rows}", "table-arity") == ["| —— | —— |"]
    whole = f"{head}| --- | --- |\n{rows}"
    assert flagged(f"{whole}\n| C | 63.5 |\n", "table-arity") == ["| C | 63.5 |"]
    assert not flagged(f"{whole}\nThe bar | is a mark, and | so on.\n", "table-arity")


RUNS = "## Results\n\n| Method | {} | val |\n| --- | --- | --- |\n"


def test_runs_that_differ_in_a_setting_are_no_duplicates() -> None:
    for header, one, other in (
        ("Resolution", "256²", "512²"),
        ("FLOPs ↓", "42.2%", "53.5%"),
        ("Labeled", "4 (5%)", "8 (10%)"),
    ):
        text = RUNS.format(header) + f"| SPN | {one} | 61.0 |\n| SPN | {other} | 62.0 |\n"
        assert flagged(text, "duplicate-row") == []
        assert flagged(text.replace(other, one), "duplicate-row") == ["SPN"]
    # by its repeats, whatever its header says
    rows = [("A", 2), ("A", 4), ("B", 2), ("B", 4), ("C", 2), ("C", 4)]
    text = "".join(f"| {name} | {k} | {60 + i}.0 |\n" for i, (name, k) in enumerate(rows))
    assert flagged(RUNS.format("k") + text, "duplicate-row") == []
    assert flagged(RUNS.format("k") + text.replace("C | 4", "C | 2"), "duplicate-row") == ["C"]


def test_label_rows_and_merged_cells_tell_rows_apart() -> None:
    head = "## Results\n\n| Set | Method | val |\n| --- | --- | --- |\n"
    merged = "| VOC | SPN | 61.0 |\n| | FRN | 62.0 |\n| COCO | SPN | 41.0 |\n| | FRN | 42.0 |\n"
    assert flagged(head + merged, "duplicate-row") == []
    assert flagged(head + merged + "| | SPN | 44.0 |\n", "duplicate-row") == ["SPN"]
    head = "## Results\n\n| Method | val | test |\n| --- | --- | --- |\n"
    labels = "| **A** | | |\n| SPN | 61.0 | 62.0 |\n| **B** |\n| SPN | 63.0 | 64.0 |\n"
    assert flagged(head + labels, "duplicate-row") == []
    assert flagged(head + labels + "| SPN | 65.0 | 66.0 |\n", "duplicate-row") == ["SPN"]


def test_methods_of_one_name_that_link_to_two_papers_are_two() -> None:
    row = "| [SPN](https://arxiv.org/abs/1904.0{}) | CVPR19 | 61.0 |\n"
    text = RUNS.format("Pub.") + row.format(7850) + row.format(8189)
    assert flagged(text, "duplicate-row") == []
    assert flagged(text.replace("8189", "7850"), "duplicate-row") == [row.format(7850)[2:41]]
    assert flagged(text + "| SPN | CVPR19 | 62.0 |\n", "duplicate-row") == ["SPN"]


def test_order_of_time_is_no_order_of_scores() -> None:
    up = [str(60 + i) for i in range(20)]
    swapped = [*up[:5], up[6], up[5], *up[7:]]
    assert flagged(order(*swapped[:12]), "table-order") == []  # newer, and for once not better
    assert flagged(order(*swapped), "table-order") == ["| M6 | 65 |"]  # for once in twenty
    far = [*up[:6], "59.5", *up[6:9]]
    assert flagged(order(*far), "table-order") == ["| M6 | 59.5 |"]


def test_order_of_scores_that_the_years_share() -> None:
    head = "## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"
    rows = [f"| M{i} | CVPR{23 - i} | {70 - i}.0 |\n" for i in range(9)]
    swapped = head + "".join([*rows[:6], rows[7], rows[6], rows[8]])
    assert flagged(swapped, "table-order") == [rows[6].strip()]
    # the years are in order, and the score is what it is
    chronological = swapped.replace("| M7 | CVPR16 ", "| M7 | CVPR17 ").replace(
        "| M6 | CVPR17 ", "| M6 | CVPR16 "
    )
    assert flagged(chronological, "table-order") == []


def test_order_is_not_taken_from_a_table_of_other_things() -> None:
    sets = "\n## Data\n\n| Set | Year | Images |\n| --- | --- | --- |\n"
    sets += "".join(
        f"| S{i} | {year} | {i}00 |\n" for i, year in enumerate((2015, 2018, 2017, 2019, 2021))
    )
    head = "## Results\n\n| Method | Year | val | test | FPS |\n| --- | --- | --- | --- | --- |\n"
    results = head + "".join(
        f"| M{i} | {2015 + i} | {60 + i * 7 % 5} | 1 | - |\n" for i in range(6)
    )
    assert flagged(results + sets, "table-order") == []


def test_averages_leave_out_sizes_and_ranks() -> None:
    head = "## Results\n\n| # | Model | Params | A | B | C | Average |\n" + "|---" * 7 + "|\n"
    rows = (
        "| 1 | M | 7B | 51.0 | 77.8 | 35.7 | 54.8 |\n| 2 | N | 13B | 56.2 | 80.9 | 47.6 | 61.6 |\n"
    )
    rows += "| 3 | O | 65B | 63.5 | 86.1 | 63.9 | 71.2 |\n"
    assert flagged(head + rows, "table-aggregate") == []
    wrong = head + rows + "| 4 | P | 70B | 67.3 | 87.3 | 69.8 | 84.7 |\n"
    wrong += (
        "| 5 | Q | 70B | 68.3 | 88.3 | 70.8 | 75.8 |\n| 6 | R | 7B | 60.0 | 83.3 | 64.2 | 69.2 |\n"
    )
    assert flagged(wrong, "table-aggregate") == ["84.7"]
    beside = "## Results\n\n| Model | PPL on W | Avg | A | B | Z |\n" + "|---" * 6 + "|\n"
    for name, first, second, mean in (("M", 60, 70, 65), ("N", 62, 70, 66), ("O", 64, 70, 67)):
        beside += f"| {name} | 18.1 | {mean}.0 | {first}.0 | {second}.0 | - |\n"
    beside = beside.replace(" Z ", " Params ").replace("| - |", "| 5M |")
    assert flagged(beside + "| P | 17.0 | 86.0 | 66.0 | 70.0 | 5M |\n", "table-aggregate") == [
        "86.0"
    ]


def test_none_is_a_kind_of_pretraining() -> None:
    head = "## Results\n\n| Method | Pretraining | val |\n| --- | --- | --- |\n"
    rows = "".join(f"| M{i} | - | 6{i}.0 |\n" for i in range(6))
    assert flagged(head + rows + "| N | none | 61.0 |\n", "table-placeholder") == []
    assert flagged(head + rows + "| N | n/a | none |\n", "table-placeholder") == ["n/a", "none"]


def test_a_row_of_the_year_before_is_not_out_of_the_order_of_years() -> None:
    head = "## {}\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"
    vals = (61.0, 65.0, 62.0, 64.0, 61.5, 66.0, 63.0)
    rows = [f"| M{i} | CVPR{15 + i} | {val} |\n" for i, val in enumerate(vals)]
    swapped = [*rows[:4], rows[5], rows[4], rows[6]]
    sister = head.format("A") + "".join(rows) + "\n"
    assert flagged(sister + head.format("B") + "".join(swapped), "table-order") == []
    far = [*rows[:2], *rows[3:6], rows[2], rows[6]]
    found = flagged(sister + head.format("B") + "".join(far), "table-order")
    assert found == [rows[2].strip()]


def test_average_precision_of_boxes_and_masks_falls_with_the_threshold() -> None:
    for one, other in (
        ("AP^b_50", "AP^b_75"),
        ("AP<sup>m</sup><sub>50</sub>", "AP<sup>m</sup><sub>75</sub>"),
    ):
        head = f"## Results\n\n| Pretrain | AP^b | {one} | {other} |\n| --- | --- | --- | --- |\n"
        assert flagged(head + "| MoCo | 38.5 | 58.9 | 42.0 |\n", "table-monotone") == []
        assert flagged(head + "| MoCo | 38.5 | 38.9 | 42.0 |\n", "table-monotone") == ["42.0"]
    head = "## Results\n\n| Method | AP^b_50 | AP^m_75 |\n| --- | --- | --- |\n"
    assert flagged(head + "| MoCo | 38.9 | 42.0 |\n", "table-monotone") == []


@pytest.mark.parametrize(
    ("empty", "fixed"), [("| |", "| - |"), ("||", "| - |"), ("|    |", "| -  |")]
)
def test_a_placeholder_stands_between_blanks(empty: str, fixed: str) -> None:
    head = "## Results\n\n| Method | A | B |\n| --- | --- | --- |\n"
    rows = "| M | 50.0 | 60.0 |\n" + "".join(f"| M{i} | - | 6{i}.0 |\n" for i in range(6))
    text = head + rows + f"| N {empty} 61.0 |\n"
    settings = Settings(2026)
    settings.select = ("table-placeholder",)
    (one,) = Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics
    assert one.fix is not None
    ((start, end, new),) = one.fix.edits
    assert (text[:start] + new + text[end:]).splitlines()[-1] == f"| N {fixed} 61.0 |"


def test_sums_of_differences_may_be_any_number() -> None:
    cells = ("43.92", "21.50", "34.93", "40.11")
    assert flagged(scores(*cells, "191.74", header="SAD"), "table-number") == []
    assert flagged(scores(*cells, "4192", header="SAD"), "table-number") == ["4192"]
    cells = ("55.31", "68.20", "65.32", "78.63", "82.41")
    assert flagged(scores(*cells, "631.1"), "table-number") == ["631.1"]


def test_a_sample_is_another_cell() -> None:
    settings = Settings(2026)
    settings.select = ("table-number",)
    text = scores("661%", "62.1%", "63.4%", "59.9%")
    (one,) = Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics
    assert one.help is not None and "`62.1%`" in one.help


def test_sizes_tell_runs_apart_by_their_unit() -> None:
    text = RUNS.format("#P") + "| LLaVA | 13B | 80.0 |\n| LLaVA | 7B | 78.5 |\n"
    assert flagged(text, "duplicate-row") == []
    assert flagged(text.replace("7B", "13B"), "duplicate-row") == ["LLaVA"]
