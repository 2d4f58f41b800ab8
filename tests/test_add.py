"""`add`: the right place, the list's own form, and nothing that a check would find."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_services import Fact, FakeServices, TestClock, dblp_key
from pytest_httpserver import HTTPServer
from werkzeug import Response

from wsss_lint.cli.main import main
from wsss_lint.engine import Linter
from wsss_lint.online import client as client_module
from wsss_lint.records.model import ListDocument
from wsss_lint.settings import Settings
from wsss_lint.source import Source

SHARED = Path(__file__).parents[2] / "shared"
CVPR = "{} IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"
TITLE = "Toy Prototypes for Weakly Supervised Segmentation"
FACT = Fact(
    TITLE, "CVPR", 2021, CVPR.format(2021), "conf/cvpr", "10.1109/CVPR00000.2021.00001",
    "2104.01234", 2021,
)  # fmt: skip

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def services(httpserver: HTTPServer) -> FakeServices:
    return FakeServices(httpserver, [FACT])


@pytest.fixture
def add(
    services: FakeServices,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run `add` on a list: exit code, the list afterwards, what was said."""
    monkeypatch.setattr(client_module, "Clock", TestClock)
    path = tmp_path / "README.md"

    def run(text: str | None, *options: str) -> tuple[int, str, str]:
        if text is not None:
            path.write_bytes(text.encode())
        bases = [f"--api-base={name}={url}" for name, url in services.bases.items()]
        code = main(
            [
                "add",
                "-f",
                str(path),
                "--isolated",
                f"--cache-dir={tmp_path / 'c'}",
                *bases,
                *options,
            ]
        )
        out, err = capsys.readouterr()
        return code, path.read_bytes().decode(), out + err

    return run


def lint(text: str) -> tuple[ListDocument, list[str]]:
    settings = Settings(2026)
    (result,) = Linter(settings).lint([Source(text)])
    return result.document, [f"{d.name}: {d.message}" for d in result.diagnostics]


def uncounted(message: str) -> str:
    return re.sub(r"\d+", "N", message)


def added(before: str, after: str) -> list[str]:
    """The lines that are new; all others must be as they were."""
    old, new = before.split("\n"), after.split("\n")
    first = next(i for i, (a, b) in enumerate(zip([*old, ""], new, strict=False)) if a != b)
    count = len(new) - len(old)
    assert old == new[:first] + new[first + count :]
    return [line for line in new[first : first + count] if line.strip()]


LIST = """\
# Toy papers

## 2022

- **Alpha:** "Toy Boxes for Weak Segmentation" *CVPR2022*
- **Beta:** "Toy Points for Weak Segmentation" *ECCV2022*
- **Gamma:** "Toy Scribbles for Weak Segmentation" *CVPR2022*

## 2021

- **Delta:** "Toy Lines for Weak Segmentation" *CVPR2021*
- **Fox *et al.*:** "Toy Areas for Weak Segmentation" *ICCV2021*
- **Zeta:** "Toy Circles for Weak Segmentation" *ICCV2021*

## 2019

- **Eta:** "Toy Labels for Weak Segmentation" *ICCV2019*
- **Theta:** "Toy Words for Weak Segmentation" *CVPR2019*
"""


@pytest.mark.parametrize(
    "what",
    [
        "2104.01234",
        "arXiv:2104.01234v3",
        "https://arxiv.org/abs/2104.01234v1",
        "https://arxiv.org/pdf/2104.01234.pdf",
        "10.1109/CVPR00000.2021.00001",
        "https://doi.org/10.1109/cvpr00000.2021.00001",
        dblp_key(FACT),
        f"https://dblp.org/rec/{dblp_key(FACT)}.html",
        "https://openaccess.thecvf.com/content/CVPR2021/html/Ey_Toy_Prototypes_for_Weakly_Supervised_Segmentation_CVPR_2021_paper.html",
        "Toy Prototypes for weakly-supervised segmentation",
    ],
)
def test_all_ways_to_name_a_paper(add: Run, what: str) -> None:
    code, text, said = add(LIST, what, "--yes")
    assert code == 0, said
    # The published venue, not the preprint; a paper without a name for its method gets its label.
    assert added(LIST, text) == [f'- **Ey *et al.*:** "{TITLE}" *CVPR2021*']
    assert text.index(TITLE) > text.index("Toy Circles") > text.index("## 2021")


def test_without_network(add: Run, services: FakeServices) -> None:
    code, text, _ = add(LIST, "--title", TITLE, "--venue", "ICCV", "--year", "2019",
                        "--method", "Iota", "--yes")  # fmt: skip
    assert code == 0
    assert added(LIST, text) == [f'- **Iota:** "{TITLE}" *ICCV2019*']
    assert text.endswith(f'- **Iota:** "{TITLE}" *ICCV2019*\n')
    assert services.requests == []


def test_a_year_without_a_section_gets_one(add: Run) -> None:
    for year, after, before in (
        ("2023", "# Toy papers", "## 2022"),
        ("2020", "Toy Circles", "## 2019"),
    ):
        code, text, said = add(LIST, "--title", TITLE, "--venue", "CVPR", "--year", year,
                               "--method", "Iota", "--yes")  # fmt: skip
        assert code == 0, said
        assert added(LIST, text) == [f"## {year}", f'- **Iota:** "{TITLE}" *CVPR{year}*']
        assert text.index(after) < text.index(f"## {year}") < text.index(before)
    code, text, _ = add(LIST, "--title", TITLE, "--venue", "CVPR", "--year", "2018",
                        "--method", "Iota", "--yes")  # fmt: skip
    assert text.endswith(f'\n\n## 2018\n\n- **Iota:** "{TITLE}" *CVPR2018*\n')


def test_nothing_is_written_without_consent(add: Run) -> None:
    code, text, said = add(LIST, "2104.01234")
    assert (code, text) == (2, LIST)
    assert f'+- **Ey *et al.*:** "{TITLE}" *CVPR2021*' in said
    assert "--yes" in said
    code, text, said = add(LIST, "2104.01234", "--diff")
    assert (code, text) == (0, LIST)


def test_a_listed_paper_is_refused_and_shown(add: Run) -> None:
    _, once, _ = add(LIST, "2104.01234", "--yes")
    for what in (["2104.01234"], ["--title", TITLE.replace("Weakly S", "Weakly-s")]):
        code, text, said = add(once, *what, "--venue", "CVPR", "--year", "2021", "--yes")
        assert (code, text) == (1, once)
        line = once[: once.index(TITLE)].count("\n") + 1
        assert f"README.md:{line}: is listed already" in said
    linked = (
        LIST
        + '- **Iota:** "Toy Sounds for Weak Segmentation" *CVPR2019* [[pdf](https://arxiv.org/pdf/2104.01234v2)]\n'
    )
    code, _, said = add(linked, "2104.01234", "--yes")
    assert code == 1
    assert "2104.01234" in said


def test_several_sections_are_a_question(add: Run) -> None:
    deeper = LIST.replace("\n## ", "\n### ")
    text = (
        deeper.replace("papers\n", "papers\n\n## Boxes\n", 1)
        + "\n## Points\n\n### 2021\n\n"
        + (
            '- **Kappa:** "Toy Sums for Weak Segmentation" *CVPR2021*\n'
            '- **Lambda:** "Toy Logs for Weak Segmentation" *CVPR2021*\n'
            '- **Mu *et al.*:** "Toy Roots for Weak Segmentation" *CVPR2021*\n'
        )
    )
    code, after, said = add(text, "2104.01234", "--yes")
    assert (code, after) == (2, text)
    assert "--section" in said
    assert "Points / 2021" in said
    code, after, said = add(text, "2104.01234", "--yes", "--section", "points")
    assert code == 0, said
    assert after.index(TITLE) > after.index("Toy Roots")
    assert add(text, "2104.01234", "--yes", "--section", "nowhere")[0] == 2


def test_line_ends_and_missing_final_newline_are_kept(add: Run) -> None:
    text = LIST.rstrip("\n").replace("\n", "\r\n")
    code, after, said = add(text, "--title", TITLE, "--venue", "CVPR", "--year", "2019",
                            "--method", "Iota", "--yes")  # fmt: skip
    assert code == 0, said
    assert after == text + f'\r\n- **Iota:** "{TITLE}" *CVPR2019*'


def test_hostile_titles_do_not_become_markup(add: Run, services: FakeServices) -> None:
    title = "Toy *Stars* and [Links](https://x.example) and <b>Tags</b> for Segmentation"
    code, text, said = add(LIST, "--title", title, "--venue", "CVPR", "--year", "2021",
                           "--method", "Iota", "--yes")  # fmt: skip
    if code == 0:
        (line,) = added(LIST, text)
        assert r"\*Stars\*" in line
        assert r"\[Links\]" in line
    else:
        assert text == LIST
        assert "no neighbour's form fits" in said
    services.facts.append(Fact("Toy\x1b[31m Colours of Weak Segmentation", "CVPR", 2021))
    _, _, said = add(LIST, "Toy Colours of Weak Segmentation", "--yes")
    assert "\x1b[31m" not in said.replace("\\x1b", "")


def test_sources_that_do_not_answer(add: Run, services: FakeServices) -> None:
    services.spoil = lambda _, name, __: Response("", 500) if name != "arxiv" else None
    services.facts[0] = FACT._replace(arxiv_year=2021)
    code, text, said = add(LIST.replace("*CVPR2019*", "*arXiv2019*"), "2104.01234", "--yes")
    assert code == 0, said
    assert "*arXiv2021*" in text
    assert "might know where it was published" in said
    services.spoil = lambda *_: Response("", 500)
    code, text, said = add(LIST, "2104.99999", "--yes")
    assert (code, text) == (2, LIST)
    assert "--title" in said


def test_what_cannot_be_found(add: Run) -> None:
    for what in ("2104.55555", "10.1109/none", "conf/cvpr/None21", "https://example.org/x.pdf", "Toy",
                 "No Paper has this Title at all"):  # fmt: skip
        code, text, said = add(LIST, what, "--yes")
        assert (code, text) == (2, LIST), what
        assert said.startswith("wsss-lint: ")


def test_one_title_of_two_papers(add: Run, services: FakeServices) -> None:
    services.facts.append(
        FACT._replace(authors=("Cy Dee",), year=2020, venue="ICIP", stream="conf/icip", arxiv="")
    )
    code, _, said = add(LIST, TITLE, "--yes")
    assert code == 2
    assert "several papers have this title" in said
    assert add(LIST, "2104.01234", "--yes")[0] == 0


# ---------------------------------------------------------------------- real lists

needs_lists = pytest.mark.skipif(not SHARED.exists(), reason="the shared lists are not at hand")

REAL = [
    ("data/awesome-wsss.md", "1.1"),
    ("corpus/SongYii+awesome-weakly-supervised-object-detection.md", "Only Image-level"),
    ("corpus/subeeshvasu+Awesome-Learning-with-Label-Noise.md", "Papers & Code"),
    ("corpus/he-y+Awesome-Pruning.md", None),
    ("corpus/thunlp+GNNPapers.md", "Basic Models"),
    ("corpus/xiemk+awesome-weakly-supervised-multi-label-learning.md", "MLML"),
    ("corpus/gyguo+awesome-weakly-supervised-object-localization.md", None),
    ("corpus/dk-liang+Awesome-Visual-Transformer.md", None),
]  # fmt: skip


@needs_lists
def test_a_table_of_papers_for_a_new_year(add: Run) -> None:
    """The new heading gets a table of its own; a method has no column there and is left out."""
    text = (SHARED / "corpus/he-y+Awesome-Pruning.md").read_bytes().decode()
    code, after, said = add(text, "--title", TITLE, "--venue", "CVPR", "--year", "2025",
                            "--method", "ToyM", "--url", "https://arxiv.org/abs/2504.01234", "--yes")  # fmt: skip
    assert code == 0, said
    heading, head, delimiter, row = (line.rstrip("\r") for line in added(text, after))
    assert heading == "### 2025"
    assert head.startswith("| Title") and set(delimiter) <= set("|:- ")
    assert row.startswith(f"| [{TITLE}](https://arxiv.org/abs/2504.01234)")


@needs_lists
@pytest.mark.parametrize(("name", "section"), REAL)
def test_real_lists_of_many_formats(add: Run, name: str, section: str | None) -> None:
    text = (SHARED / name).read_bytes().decode()
    before, known = lint(text)
    options = ["--section", section] if section else []
    code, after, said = add(text, "2104.01234", "--yes", *options)
    assert code == 0, said
    document, found = lint(after)
    assert len(document.papers) == len(before.papers) + 1
    # The check is as content as before; messages may count one neighbour more.
    assert sorted(map(uncounted, found)) == sorted(map(uncounted, known))
    (paper,) = [p for p in document.papers if p.title and TITLE in p.title.value]
    assert paper.year is not None and paper.year.value == 2021
    if paper.section.year is not None:
        assert paper.section.year == 2021
    if section:
        assert section in paper.section.key
    assert not paper.departures


# ---------------------------------------------------------------------- rows

TABLE = """\
# Results

## VOC

| Method | Pub. | Backbone | Sup. | val | test |
|:------:|:----:|:--------:|:----:|:---:|:----:|
| Alpha  | CVPR18 | VGG16 | **I** | 60.1 | 61.0 |
| Beta   | ICCV19 | ResNet38 | **I** | 62.0 | 62.4 |
| Gamma  | CVPR20 | ResNet38 | **I** | 64.5 | - |
| Delta  | CVPR22 | ResNet50 | **I** | 66.0 | 66.9 |
"""


def test_a_row_in_the_form_and_order_of_the_table(add: Run) -> None:
    code, text, said = add(
        TABLE, "--row", "--method", "Iota", "--venue", "CVPR", "--year", "2021",
        "--set", "val=65.2", "--set", "sup.=I", "--yes",
    )  # fmt: skip
    assert code == 0, said
    (line,) = added(TABLE, text)
    assert [cell.strip() for cell in line.strip("|").split("|")] == [
        "Iota", "CVPR21", "-", "**I**", "65.2", "-",
    ]  # fmt: skip
    assert text.index("Gamma") < text.index("Iota") < text.index("Delta")


def test_rows_that_are_refused(add: Run) -> None:
    same = ["--method", "Gamma", "--venue", "CVPR", "--year", "2020"]
    for options, reason in (
        (same, "already"),
        (["--method", "Iota", "--set", "miou=1"], "no column `miou`"),
        (["--set", "val=1"], "--method"),
        ([*same, "--table", "COCO"], "no table is called"),
    ):
        code, text, said = add(TABLE, "--row", *options, "--yes")
        assert (code, text) == (2, TABLE)
        assert reason in said


def test_a_value_cannot_break_the_row(add: Run) -> None:
    code, text, said = add(TABLE, "--row", "--method", "A|B", "--venue", "CVPR", "--year", "2023",
                           "--set", "val=67.0", "--yes")  # fmt: skip
    assert code == 0, said
    (line,) = added(TABLE, text)
    assert line.startswith(r"| A\|B")


def test_questions_on_a_terminal(add: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from wsss_lint.cli import add as module

    monkeypatch.setattr(module, "is_terminal", lambda _: True)
    text = LIST.replace("## 2019\n", "## Surveys\n")  # a section without a year: not evident
    for answers, code in (("1\ny\n", 0), ("1\nn\n", 2), ("9\n", 2), ("", 2)):
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        found, after, said = add(text, "2104.01234")
        assert "which section?" in said
        assert found == code, said
        assert (after != text) == (code == 0)
    assert "1  2021" in said and "2  Surveys" in said


@pytest.mark.parametrize(
    ("model", "written"),
    [
        ("Cy Dee, Em Eff, and Gi Aitch", "Ann B. Ey, Bo Zed, and Cy Ex"),
        ("Cy Dee, Em Eff and Gi Aitch", "Ann B. Ey, Bo Zed and Cy Ex"),
        ("Cy Dee & Em Eff", "Ann B. Ey, Bo Zed & Cy Ex"),
        ("Cy Dee; Em Eff", "Ann B. Ey; Bo Zed; Cy Ex"),
        ("C. Dee and E. Eff", "A. B. Ey, B. Zed and C. Ex"),
        ("Cy Dee et al.", "Ann B. Ey et al."),
        ("Dee et al", "Ey et al"),
        ("Dee, et al.", "Ey, et al."),
        ("C. Dee et al.", "A. B. Ey et al."),
        ("Cy Dee, Em Eff.", "Ann B. Ey, Bo Zed, Cy Ex."),
    ],
)
def test_authors_as_the_list_writes_its_own(model: str, written: str) -> None:
    from wsss_lint.authoring.entry import author_list

    assert author_list(model, ("Ann B. Ey", "Bo Zed", "Cy Ex")) == written
    assert "and" not in author_list(model.replace("&", ","), ("Ann Ey",)).replace("Ann", "")


def test_a_paper_without_a_method_among_those_with_one(add: Run) -> None:
    """No neighbour can lend its text: the template without the method is filled in."""
    text = LIST.replace("**Fox *et al.*:** ", "**Fox:** ")
    code, after, said = add(text, "--title", TITLE, "--venue", "CVPR", "--year", "2021", "--yes")
    if code == 0:
        assert added(text, after) == [f'- "{TITLE}" *CVPR2021*']
    else:  # a rule that wants labels may say so; then nothing is written
        assert after == text
        assert "label" in said


def test_links_and_tags_of_the_model_are_not_taken_over(add: Run) -> None:
    text = "# Papers\n\n## 2021\n\n" + "".join(
        f"- [[CVPR](https://arxiv.org/abs/2101.0000{i})] Toy {word} for Weak Segmentation. "
        f"[[code](https://github.com/x/{i})] [__`img.`__] :hospital:\n"
        for i, word in enumerate(("Boxes", "Points", "Lines", "Areas"), 1)
    )
    code, after, said = add(text, "2104.01234", "--yes")
    assert code == 0, said
    (line,) = added(text, after)
    assert line.startswith(f"- [[CVPR](https://arxiv.org/abs/2104.01234)] {TITLE}")
    assert "github" not in line and "img" not in line
