"""Result tables as records: methods and their bases, numbers, kinds of columns, places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.growth import assert_linear
from wsss_lint.records.cells import METRIC, cell_text, metric, offsets
from wsss_lint.records.model import Field, ListDocument, ResultRow, ResultTable
from wsss_lint.records.reader import read
from wsss_lint.source import Source, Span

SHARED = Path(__file__).resolve().parents[2] / "shared"
HEAD = "## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"


def document(text: str) -> ListDocument:
    return read(Source(text))


def table(text: str) -> ResultTable:
    (found,) = document(text).tables
    return found


def row(cell: str, pub: str = "CVPR20", score: str = "66.1") -> tuple[str, ResultRow]:
    text = f"{HEAD}| {cell} | {pub} | {score} |\n"
    return text, table(text).rows[0]


@pytest.mark.parametrize(
    ("cell", "method", "written", "base", "base_written"),
    [
        ("CONTA (+SEAM)", "CONTA", "CONTA", "+SEAM", "+SEAM"),
        ("CONTA", "CONTA", "CONTA", None, None),
        ("**CONTA**", "CONTA", "CONTA", None, None),
        ("**CONTA** (+SEAM)", "CONTA", "CONTA", "+SEAM", "+SEAM"),
        ("**CONTA (+SEAM)**", "CONTA", "CONTA", "+SEAM", "+SEAM"),
        ("CONTA ( SEAM )", "CONTA", "CONTA", "SEAM", "SEAM"),
        ("CONTA ()", "CONTA", "CONTA", None, None),
        ("Chang *et al.*", "Chang et al.", "Chang *et al.*", None, None),
        ("**Chang *et al.***", "Chang et al.", "Chang *et al.*", None, None),
        ("*Chang* et al.", "Chang et al.", "*Chang* et al.", None, None),
        ("SPML (Song *et al.*)", "SPML", "SPML", "Song et al.", "Song *et al.*"),
        ("[CONTA](https://a.org/x) (+SEAM)", "CONTA", "CONTA", "+SEAM", "+SEAM"),
        ("[Valvano et al.](https://a.org/d)", "Valvano et al.", "Valvano et al.", None, None),
        ("A  B (C  D)", "A B", "A  B", "C D", "C  D"),
        ("ReCAM (AdvCAM + IRN)", "ReCAM", "ReCAM", "AdvCAM + IRN", "AdvCAM + IRN"),
    ],
)
def test_method_and_base_stand_where_they_are_read(
    cell: str, method: str, written: str, base: str | None, base_written: str | None
) -> None:
    text, found = row(cell)
    assert found.method is not None
    assert found.method.value == method
    assert text[slice(*found.method.span)] == written
    if base is None:
        assert found.base is None
    else:
        assert found.base is not None and base_written is not None
        assert found.base.value == base
        assert text[slice(*found.base.span)] == base_written


@pytest.mark.parametrize("pub", ["CVPR20", "**CVPR20**", "CVPR 2020", "CVPR'20", "[CVPR](u) 2020"])
def test_venue_and_year_stand_where_they_are_read(pub: str) -> None:
    text, found = row("CONTA", pub)
    assert found.venue is not None and found.year is not None
    assert text[slice(*found.venue.span)] == found.venue.value == "CVPR"
    assert found.year.value == 2020
    assert text[slice(*found.year.span)] in ("20", "2020")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("66.1", (66.1,)),
        ("-3.2", (-3.2,)),
        (".53", (0.53,)),
        ("66,1", (66.1,)),
        ("1,234", (1234.0,)),
        ("12,345.6", (12345.6,)),
        ("0,123", (0.123,)),
        ("1e-4", (0.0001,)),
        ("79.0±0.06", (79.0,)),
        ("79.0 +/- 0.1", (79.0,)),
        ("66.3/84.1", (66.3, 84.1)),
        ("67.8/-", (67.8,)),
        ("85.3 (07++12)", (85.3,)),
        ("85.3 (w/o CRF)", (85.3,)),
        ("0.5288[0.6066]", (0.5288,)),
        ("73.1%", (73.1,)),
        ("45 fps", (45.0,)),
        ("5.3M", (5.3,)),
        ("66.1†", (66.1,)),
        ("~30", (30.0,)),
    ],
)
def test_numbers(text: str, values: tuple[float, ...]) -> None:
    found = metric(Field(text, Span(0, len(text))))
    assert (found.values, found.malformed, found.placeholder) == (values, False, False)


@pytest.mark.parametrize("text", ["", "-", "?", "--", "–", "N/A", "n.a.", "-/-", "none", "✗", "/"])
def test_placeholders(text: str) -> None:
    found = metric(Field(text, Span(0, len(text))))
    assert (found.values, found.malformed, found.placeholder) == ((), False, True)


@pytest.mark.parametrize("text", ["82.0±0.qs", "66..1", "6o.1", "see text", "9" * 5000])
def test_malformed(text: str) -> None:
    assert metric(Field(text, Span(0, len(text)))).malformed


@pytest.mark.parametrize("piece", ["1 ", "1", "(", "1,111", "["])
def test_cells_take_linear_time(piece: str) -> None:
    def make(size: int) -> Callable[[], object]:
        text = piece * (size // len(piece))
        return lambda: (
            metric(Field(text, Span(0, len(text)))),
            METRIC.fullmatch(text[:120]),
            row(text),
            offsets(text, text + "x"),
        )

    assert_linear(make, 6_000)


def test_a_column_of_placeholders_is_one_of_scores_if_its_sister_is() -> None:
    text = (
        "## A\n\n| Method | val | test |\n| - | - | - |\n| X | 61.0 | 62.0 |\n\n"
        "## B\n\n| Method | val | test |\n| - | - | - |\n| Y | 61.0 | - |\n"
    )
    one, other = document(text).tables
    assert [c.kind for c in one.columns] == ["method", "metric", "metric"]
    assert [c.kind for c in other.columns] == ["method", "metric", "metric"]
    assert other.rows[0].metrics[2].placeholder


def test_label_rows_and_ragged_rows() -> None:
    found = table(
        "## R\n\n| Method | Backbone | val |\n| - | - | - |\n|  | **ResNet50** |  |\n"
        "| X | ResNet50 | 61.0 |\n| Y | ResNet50 |\n| Z | ResNet50 | 62.0 | 63.0 |\n"
    )
    assert [r.group for r in found.rows] == [True, False, False, False]
    assert [len(r.cells) for r in found.rows] == [3, 3, 2, 4]
    assert found.rows[2].metrics == {}
    assert found.rows[3].metrics[2].values == (62.0,)


def test_words_around_are_no_numbers() -> None:
    assert not document("## A\n\n| Method | Notes |\n| - | - |\n| X | good |\n").tables


def lists() -> list[Path]:
    return sorted((SHARED / "corpus").glob("*.md")) + sorted((SHARED / "data").glob("*.md"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spans_in_real_lists(end: str) -> None:
    if not lists():
        pytest.skip("the shared lists are not there")
    rows = 0
    for path in lists():
        text = path.read_text(encoding="utf-8").replace("\n", end)
        for made in document(text).tables:
            for found in made.rows:
                rows += 1
                for field in (found.method, found.base):
                    if field is not None:
                        written = Span(*field.span)
                        assert cell_text(text, written) == field.value
                for name in (found.venue,):
                    if name is not None:
                        assert text[slice(*name.span)] == name.value
                if found.year is not None:
                    assert str(found.year.value).endswith(text[slice(*found.year.span)])
    assert rows > 150


def test_a_footnote_is_no_part_of_a_name() -> None:
    text = (
        "| Method | val |\n| --- | --- |\n| PSA[^1] | 61.7 |\n| SEAM† | 64.5 |\n| A* (+B) | 66 |\n"
    )
    (table,) = read(Source("## Results\n\n" + text)).tables
    assert [row.method.value for row in table.rows if row.method] == ["PSA", "SEAM", "A*"]


def kinds(header: str, *rows: str) -> list[str]:
    width = header.count("|") - 1
    lines = [header, "|" + " --- |" * width, *rows]
    return [c.kind for c in table("## Results\n\n" + "\n".join(lines) + "\n").columns]


def test_venues_are_known_by_their_cells() -> None:
    rows = ("| A | ICML17 | 60.1 |", "| B | CVPR19 | 61.2 |", "| C | - | 62.2 |")
    assert kinds("| Method | Ref | val |", *rows) == ["method", "venue", "metric"]
    assert kinds("| Method | Year | val |", *rows) == ["method", "venue", "metric"]
    sources = ("| A | GTA5 | 60.1 |", "| B | SYNTHIA | 61.2 |")
    assert kinds("| Method | Source | val |", *sources) == ["method", "text", "metric"]
    first = ("| 2016--CVPR | A | 60.1 |", "| 2018--ECCV | B | 61.2 |")
    assert kinds("| Year-Conference | Method | val |", *first) == ["venue", "method", "metric"]
    both = ("| A | ICML17 | CVPR18 | 1.0 |", "| B | ICML18 | CVPR18 | 2.0 |")
    assert kinds("| Method | Pub. | Data | val |", *both)[1:3] == ["venue", "text"]


def test_years_and_dates_are_no_scores() -> None:
    rows = ("| A | 2021/03 | 60.1 |", "| B | 2023/11 | 61.2 |")
    assert kinds("| Method | Released | val |", *rows) == ["method", "text", "metric"]
    rows = ("| A | 2019 | 60.1 |", "| B | 2021 | 61.2 |")
    assert kinds("| Method | When | val |", *rows) == ["method", "text", "metric"]
    rows = ("| A | 2305.18565 | 60.1 |", "| B | 2208.10442 | 61.2 |")
    assert kinds("| Method | arXiv | val |", *rows) == ["method", "text", "metric"]
    rows = ("| A | 2019 | 60.1 |", "| B | 321 | 61.2 |")
    assert kinds("| Method | Elo | val |", *rows) == ["method", "metric", "metric"]


def test_the_method_is_the_column_that_says_so() -> None:
    rows = ("| ResNet-50 | SPN | 60.1 |", "| ResNet-50 | FRN | 61.2 |")
    assert kinds("| Model | Method | val |", *rows) == ["text", "method", "metric"]
    assert kinds("| Paper | Model | val |", *rows) == ["title", "method", "metric"]
    assert kinds("| Paper | Size | val |", *rows)[0] == "method"


def test_a_table_with_scores_and_links_for_titles_is_one_of_results() -> None:
    head = "## Results\n\n| Model | mAP | Published | Paper |\n| --- | --- | --- | --- |\n"
    rows = "".join(f"| {name} | 6{i}.1 | CVPR 202{i} | {{}} |\n" for i, name in enumerate("ABCD"))
    found = document(head + rows.replace("{}", "[arXiv](https://arxiv.org/abs/2001.00001)"))
    assert len(found.tables) == 1 and not found.papers and not found.unreadable
    titled = rows
    for name in ("Seeds and Pixels", "Edges of Regions", "All the Rest", "What Is Left"):
        titled = titled.replace("{}", f"[{name}](https://arxiv.org/abs/2001.00001)", 1)
    found = document(head + titled)
    assert len(found.papers) == 4 and not found.tables


def test_a_venue_in_parentheses_behind_the_method() -> None:
    text = "## Results\n\n| Tracker | val |\n| --- | --- |\n| SPN (IJCV21) | 60.1 |\n"
    (first,) = table(text).rows
    assert first.method is not None and first.method.value == "SPN" and first.base is None
    assert first.venue is not None and text[slice(*first.venue.span)] == "IJCV"
    assert first.year is not None and first.year.value == 2021
    assert text[slice(*first.year.span)] == "21"
    (first,) = table(text.replace("IJCV21", "Chen et al., 2021")).rows
    assert first.base is not None and first.venue is None


def test_a_footnote_behind_a_score_is_no_digit_of_it() -> None:
    _, found = row("SPN", score="90<sup>1</sup>")
    assert found.metrics[2].values == (90.0,)
    text, found = row("SPN", score="**66.1<sup>a, b</sup>**")
    assert found.metrics[2].values == (66.1,)
    assert text[slice(*found.metrics[2].span)] == "**66.1<sup>a, b</sup>**"
    assert cell_text("R<sup>3</sup>Net", Span(0, 16)) == "R3Net"
