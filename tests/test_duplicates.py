"""What is listed twice and what only looks so; in linear time."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks.generate import generate
from tests.growth import assert_linear
from wsss_lint.diagnostics import Severity
from wsss_lint.engine import Linter
from wsss_lint.rules.duplicates import _papers, duplicate_title_typo
from wsss_lint.rules.duplicates._papers import place_of, words_of
from wsss_lint.rules.duplicates.duplicate_title_typo import one_slip
from wsss_lint.settings import Settings
from wsss_lint.source import Source


def lint(text: str):
    settings = Settings(2026)
    settings.select = ("DUP",)
    return Linter(settings).lint([Source(text)])[0].diagnostics


def names(text: str) -> list[str]:
    return [d.name for d in lint(text)]


def paper(title: str, venue: str = "CVPR2021", label: str = "A", link: str = "") -> str:
    more = f" [[paper]]({link})" if link else ""
    return f'- **{label}:** "{title}" *{venue}*{more}\n'


def sections(*parts: tuple[str, str]) -> str:
    """A list with these headings under `Papers`."""
    body = "\n".join(f"### {heading}\n\n{lines}" for heading, lines in parts)
    other = paper("Something Else Entirely for Words", "ICCV2019", "Z")
    return f"## Papers\n\n{other}\n{body}"


TITLE = "Seeds and Pixels for Weak Segmentation"
ARXIV = "https://arxiv.org/abs/2101.00001"


@pytest.mark.parametrize(
    "variant",
    [
        TITLE,
        TITLE.upper(),
        "Seeds and Pixels for Weak Segmentation.",
        "Seeds-and-Pixels for Weak-Segmentation",
        "Se eds and Pixels for Weak Segmentation",
        "Seeds and\u00a0Pixels for Weak Segmentation",
        "Se\u200beds and Pixels for Weak Segmentation",
        "Sééds and Pixels for Weak Segmentation",
    ],
)
def test_variants_of_one_title(variant: str) -> None:
    assert names(sections(("Boxes", paper(TITLE) + paper(variant)))) == ["duplicate-paper"]


@pytest.mark.parametrize(
    "other",
    [
        "Seeds and Pixels for Strong Segmentation",
        "Seeds and Pixels for Weak Detection",
        "Seeds, Boxes and Pixels for Weak Segmentation",
        "Seeds and Pixels for Weak Segmentation of Video",
        "Pixels and Seeds for Weak Segmentation",
        "Seeds and Pixels for 3D Weak Segmentation",
    ],
)
def test_titles_that_differ_by_a_word(other: str) -> None:
    assert names(sections(("Boxes", paper(TITLE) + paper(other)))) == []


@pytest.mark.parametrize(
    "title", ["", "?", "TBD", "Title", "Paper title", "...", "Unknown", "To appear"]
)
def test_placeholders_are_not_equal(title: str) -> None:
    assert names(sections(("Boxes", paper(title, label="A") + paper(title, label="B")))) == []


def test_cross_listed_under_another_heading() -> None:
    parts = [("Boxes", paper(TITLE)), ("Scribbles", paper(TITLE)), ("Points", paper(TITLE))]
    assert names(sections(*parts)) == []
    parts[1] = ("Scribbles", paper(TITLE, "ICCV2021"))
    assert names(sections(*parts)) == ["duplicate-conflict"]


def test_cross_listed_with_the_same_link() -> None:
    lines = paper(TITLE, link=ARXIV), paper(TITLE, link=ARXIV + "v3")
    assert names(sections(("Boxes", lines[0]), ("Scribbles", lines[1]))) == []


def test_year_headings_do_not_part_a_section() -> None:
    (found,) = lint(
        sections(("2024", paper(TITLE, "IJCV2024")), ("2025", paper(TITLE, "IJCV2025")))
    )
    assert found.name == "duplicate-paper"
    assert "disagree on the year" in found.message
    assert "`IJCV 2024` and `IJCV 2025`" in found.message
    (related,) = found.related
    assert related.message == "first listed here"


def test_data_set_years_do_part_sections() -> None:
    parts = ("PASCAL VOC 2007", paper(TITLE)), ("PASCAL VOC 2012", paper(TITLE))
    assert names(sections(*parts)) == []


def test_labels_that_are_no_headings_part_a_section() -> None:
    for first, second in (
        ("**Boxes**", "**Scribbles**"),
        ("Boxes:", "Scribbles:"),
        (
            "<details>\n<summary>Boxes</summary>",
            "</details>\n\n<details>\n<summary>Scribbles</summary>",
        ),
    ):
        text = sections(("All", f"{first}\n\n{paper(TITLE)}\n{second}\n\n{paper(TITLE)}"))
        assert names(text) == []
        text = sections(("All", f"{first}\n\n{paper(TITLE)}{paper(TITLE)}\n{second}\n"))
        assert names(text) == ["duplicate-paper"]


def test_a_preprint_and_its_published_version() -> None:
    (found,) = lint(sections(("Boxes", paper(TITLE, "arXiv2020") + paper(TITLE, "CVPR2021"))))
    assert "disagree on the venue and year" in found.message
    assert found.help is not None and "remove the preprint in line 7" in found.help
    assert names(sections(("Boxes", paper(TITLE, "arXiv2020")), ("Lines", paper(TITLE)))) == [
        "duplicate-conflict"
    ]


def test_forms_of_one_venue_are_no_conflict() -> None:
    for one, other in (
        ("NIPS2017", "NeurIPS2017"),
        ("arXiv2021", "arxiv2021"),
        ("TPAMI2020", "PAMI2020"),
    ):
        assert names(sections(("Boxes", paper(TITLE, one)), ("Lines", paper(TITLE, other)))) == []


def test_unknown_venues_are_no_conflict() -> None:
    assert names(sections(("Boxes", paper(TITLE, "QQZX2021")), ("Lines", paper(TITLE)))) == []


def test_the_one_that_differs_from_most_is_flagged() -> None:
    years = ("ICCV2019", "CVPR2021", "CVPR2021")
    text = sections(
        *((f"S{n}", paper(TITLE, venue)) for n, venue in zip("abc", years, strict=True))
    )
    (found,) = lint(text)
    assert found.message.endswith("is `ICCV 2019` here and `CVPR 2021` under `Sb`")


def test_short_titles_are_shared() -> None:
    one, other = "https://arxiv.org/abs/1807.05520", "https://arxiv.org/abs/2001.00002"
    lines = paper("Deep Clustering", link=one) + paper("Deep Clustering", label="B", link=other)
    assert names(sections(("Boxes", lines))) == []
    assert names(sections(("Boxes", lines.replace(other, one)))) == ["duplicate-paper"]


def test_one_identifier() -> None:
    near, far = "Seeds and Pixels for Segmentation", "Learning Boxes from Captions"
    lines = paper(TITLE, link=ARXIV) + paper(near, link="http://arxiv.org/pdf/2101.00001v2.pdf")
    assert names(sections(("Boxes", lines))) == ["duplicate-paper"]
    lines = paper(TITLE, link=ARXIV) + paper(far, link=ARXIV)
    (found,) = lint(sections(("Boxes", lines)))
    assert found.name == "duplicate-identifier"
    assert sections(("Boxes", lines))[slice(*found.span)] == ARXIV


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("supervised", "supervsed", True),
        ("supervised", "supervissed", True),
        ("supervised", "supervized", True),
        ("supervised", "suprevised", True),
        ("network", "networks", True),
        ("supervised", "unsupervised", False),
        ("local", "focal", False),
        ("intra", "inter", False),
        ("vgg16", "vgg19", False),
        ("based", "biased", True),
        ("one", "ones", False),
        ("same", "same", False),
    ],
)
def test_one_slip(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is one_slip(other, one) is slip


def test_title_typo() -> None:
    typo = TITLE.replace("Segmentation", "Segmetation")
    text = sections(("Boxes", paper(TITLE)), ("Scribbles", paper(typo)))
    (found,) = lint(text)
    assert found.name == "duplicate-title-typo"
    assert text[slice(*found.span)] == "Segmetation"
    assert text[slice(*found.related[0].span)] == "Segmentation"
    assert names(sections(("Boxes", paper(TITLE)), ("Lines", paper(typo, "ICCV2019")))) == []
    assert names(sections(("Boxes", paper(TITLE)), ("Lines", paper(typo, "arXiv2020")))) == [
        "duplicate-title-typo"
    ]


def test_few_words_are_looked_at_in_a_large_list(monkeypatch: pytest.MonkeyPatch) -> None:
    text = generate(60_000, seed=3)
    lines = [line for line in text.splitlines() if line.startswith("- ") and "Semantic" in line]
    slips = [line.replace("Semantic", "Semnatic") for line in lines[::20]]
    text = text.replace("\n# 2. Results", "\n".join(["", *slips, "", "# 2. Results"]))
    narrow = [(d.span, d.message) for d in lint(text) if d.name == "duplicate-title-typo"]
    assert len(narrow) > 0.8 * len(slips) > 3
    entries = _papers.listed([Linter(Settings(2026)).read(Source(text))])
    doubtful = duplicate_title_typo._doubtful(entries)
    assert "semnatic" in doubtful
    assert 5 * len(doubtful) < len({word for entry in entries for word in entry.words})
    monkeypatch.setattr(
        duplicate_title_typo,
        "_doubtful",
        lambda entries: {w for e in entries for w in e.words if len(w) > 3 and w.isalpha()},
    )
    wide = [(d.span, d.message) for d in lint(text) if d.name == "duplicate-title-typo"]
    assert narrow == wide


ROWS = "## Results\n\n| Method | Pub. | Sup. | val |\n| --- | --- | --- | --- |\n{}"


def test_rows() -> None:
    one = "| SPN | CVPR21 | I | 61.0 |\n"
    assert names(ROWS.format(one + "| FRN | CVPR21 | I | 61.0 |\n")) == []
    assert names(ROWS.format(one + "| SPN | CVPR21 | B | 63.0 |\n")) == []
    assert names(ROWS.format(one + "| SPN (+IRN) | CVPR21 | I | 63.0 |\n")) == []
    assert names(ROWS.format("| - | - | - | 61.0 |\n" * 2)) == []
    (found,) = lint(ROWS.format(one + "| SPN | CVPR21 | I | 62.0 |\n"))
    assert "only differ in their scores" in found.message
    (found,) = lint(ROWS.format(one + one))
    assert "are alike" in found.message


def test_words() -> None:
    assert words_of("Ünï-code: A_b™ 3D") == ("uni", "code", "a", "btm", "3d")
    assert words_of("") == ()


def test_place_of_a_section() -> None:
    document = Linter(Settings(2026), rules=()).read(
        Source("# A\n\n## Attack Papers 2021 [[Top](#a)]\n\n### 2021-2022\n\n# 1.1. Boxes\n")
    )
    assert [place_of(s) for s in document.sections[2:]] == [
        ("a", "attack papers"), ("a", "attack papers"), ("1 1 boxes",),
    ]  # fmt: skip


WORDS = [
    "seeds",
    "pixels",
    "boxes",
    "captions",
    "points",
    "clicks",
    "words",
    "graphs",
    "tokens",
    "masks",
    "lines",
    "shapes",
]


def many(kind: str, count: int) -> str:
    rng = random.Random(7)
    lines = []
    for number in range(count):
        tail = "for Weakly Supervised Semantic Segmentation"
        if kind == "random":
            title = " ".join(rng.choice(WORDS) for _ in range(6)) + " " + tail
        elif kind == "same":
            title = "Seeds " + tail
        elif kind == "one word":
            title = f"Method{''.join(rng.choice('abcdefgh') for _ in range(12))} {tail}"
        else:
            title = f"Deep {rng.choice(WORDS)}"
        lines.append(paper(title, link=f"https://arxiv.org/abs/2101.{number % 50000:05}"))
    return "## Papers\n\n" + "".join(lines)


@pytest.mark.parametrize("kind", ["random", "same", "one word", "short"])
def test_linear(kind: str) -> None:
    settings = Settings(2026)
    settings.select = ("DUP",)
    linter = Linter(settings)

    def make(count: int) -> Callable[[], object]:
        document = linter.read(Source(many(kind, count)))
        _papers._last = None
        return lambda: linter._across([document])

    assert_linear(make, 1_500)  # with fewer, the buckets of what is alike are not full


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("TPAMI2022", "CVPR2020", Severity.INFO),
        ("CVPR2020", "TPAMI2022", Severity.INFO),
        ("IJCV2020", "CVPR2022", Severity.ERROR),  # a journal before the conference
        ("TPAMI2022", "TPAMI2020", Severity.ERROR),
        ("CVPR2022", "ICCV2021", Severity.ERROR),
        ("arXiv2020", "CVPR2020", Severity.ERROR),
    ],
)
def test_journal_version_is_mentioned_only(one: str, other: str, severity: Severity) -> None:
    text = (
        "## Papers\n\n"
        f'- **A:** "Seeds of Scenes and How They Grow" *{one}*\n'
        f'- **A:** "Seeds of Scenes and How They Grow" *{other}*\n'
    )
    wanted = Settings(2026)
    wanted.select = ("duplicate-paper",)
    (result,) = Linter(wanted, plugins=False).lint([Source(text)])
    assert [d.severity for d in result.diagnostics] == [severity]


def test_a_letter_of_another_script_hides_no_repetition() -> None:
    text = "## Papers\n\n" + paper("Universal Seeds for Segmentation")
    text += paper("Univеrsal Seeds for Segmentation")  # the `е` is Cyrillic
    assert names(text) == ["duplicate-paper"]
    assert words_of("Москва и Сеть") == ("москва", "и", "сеть")


def test_a_talk_about_a_paper_is_of_another_year() -> None:
    entry = "* [Model Compression of Ensembles](https://a.org/{0}), Ann Ey, {0}\n"
    more = "".join(
        f"* [Compression of Kind {k}](https://b.org/{k}), Bo Zed, 200{k}\n" for k in range(6)
    )
    papers = f"## Papers\n\n{entry.format(2006)}{more}\n"
    assert names(papers + "## Videos\n\n" + entry.format(2016)) == []
    assert names(papers + "## Ensembles\n\n" + entry.format(2016)) == ["duplicate-conflict"]
