"""Lists in none of the known forms: their own entries show the form."""

from __future__ import annotations

import pytest

from wsss_lint.diagnostics import Diagnostic, Severity
from wsss_lint.engine import Linter
from wsss_lint.formats.links import links_at
from wsss_lint.records.reader import read
from wsss_lint.settings import Settings
from wsss_lint.source import Source

WORDS = (
    *("Learning", "Seeds", "Masks", "Boxes", "Points", "Regions"),
    *("Affinity", "Tokens", "Prompts", "Shapes", "Labels", "Cues"),
)
VENUES = ("CVPR", "ECCV", "ICML", "AAAI", "TPAMI", "CVPR", "BMVC", "IJCAI", "ICLR", "TIP", "MM")

FORMS = {
    "task boxes": '- [x] **{m}**: "{t}", *{v} {y}*.',
    "code on the next line": "1. **{t}**  \n   Ann Ey, Bo Zed and Cy Wu.  \n   *{v} {y}*. [[Code](https://x.org/{k})]",
    "badges": "- **{t}** ({v} {y}) [![a](https://i.org/{k}.svg)](https://x.org/{k}) "
    "[![b](https://i.org/s{k}.svg)](https://x.org/s{k})",
    "full-width marks": "- 【{v}{y}】**{m}**：{t} [[论文](https://x.org/{k})]",
    "full-width colon": "- **{m}**：{t}（{v} {y}）[[论文](https://x.org/{k})]",
    "bold links": "+ [**{t}**](https://x.org/{k}) *Ann Ey, Bo Zed* ({v} {y}) [[code](https://x.org/c{k})]",
    "short years in brackets": "- [{v}'{s}] {m} — {t} [[arXiv]](https://x.org/{k})",
    "venue in parentheses first": "- (*{v} {y}*) **[{m}]** {t} [[paper](https://x.org/{k})]",
    "bars": "+ **[{v} {y}]** {t} | [Paper](https://x.org/{k}) | [Code](https://x.org/c{k})",
    "months": "- (Apr 2021) [{t}](https://x.org/{k}), Ann Ey et al., {v} {y}",
    "underlined labels": '1. <u>{m}</u>: **"{t}"**. *Ann Ey et al*. {v} {y}. [[Paper](https://x.org/{k})]',
    "quotes in bold": '1. **"{t}"**. *Ann Ey et al*. {v} {y}. [[Paper](https://x.org/{k})]',
    "date, badges, venue": "- [{y}.03] **{t}** [![a](https://i.org/{k}.svg)](https://x.org/{k}) "
    "[![b](https://i.org/s{k}.svg)](https://x.org/s{k}) *({v} {y})*",
    "authors with the year": "1. Ey et al., {y}. [{t}](https://x.org/{k}). {v}.",
    "starred authors": "1. \\* Ey and Zed, {y}. [{t}](https://x.org/{k}). {v}.",
    "line breaks": "* [{t}](https://x.org/{k})<br>Ann Ey, Bo Zed<br>*{v}, {y}* - [code](https://x.org/c{k})",
}


def entries(form: str) -> list[str]:
    found = []
    for k, (word, other) in enumerate(zip(WORDS, WORDS[3:] + WORDS[:3], strict=True)):
        title = f"{word} for Weak {other} in Segmentation"
        year = 2014 + k - (k % 2 if VENUES[k % 11] == "ECCV" else 0)
        found.append(
            form.format(k=k, m=f"M{word[:3]}{k}", t=title, v=VENUES[k % 11], y=year, s=year % 100)
        )
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_no_preset_is_read(name: str) -> None:
    lines = entries(FORMS[name])
    document = read(Source("# A list\n\n## Papers\n\n" + "\n".join(lines) + "\n"))
    assert document.inference is not None
    assert document.inference.known
    assert not document.unreadable
    assert len(document.papers) == len(lines)
    for paper in document.papers:
        assert paper.title is not None
        assert paper.title.value.endswith(" in Segmentation")
        assert paper.title.value.split()[0] in WORDS
        assert paper.venue is not None
        assert paper.venue.value in VENUES
        assert paper.year is not None
        assert not paper.departures


def findings(source: Source) -> list[Diagnostic]:
    (result,) = Linter(Settings(), pedantic=True).lint([source])
    return list(result.diagnostics)


def test_a_list_of_tools_is_no_list_of_papers() -> None:
    tools = "".join(
        f"- [Tool{k}](https://x.org/{k}) - Draws all kinds of plots.\n" for k in range(30)
    )
    source = Source(f"# Awesome tools\n\n## Plots\n\n{tools}")
    inference = read(source).inference
    assert inference is not None
    assert not inference.induced
    assert not findings(source)


def test_a_second_form_is_not_an_error_each() -> None:
    one = entries(FORMS["full-width marks"]) * 3
    two = [f"- see the work of group {k} on masks in 20{k}" for k in range(10, 16)]
    source = Source("# A\n\n## Papers\n\n" + "\n".join(one + two) + "\n")
    found = [d for d in findings(source) if d.code == "ENT101"]
    assert {d.severity for d in found} <= {Severity.INFO}


def test_a_badge_links_to_its_target() -> None:
    text = (
        "[![arXiv](https://img.shields.io/a.svg)](https://arxiv.org/abs/1805.04574) [[pdf][ref-1]]"
    )
    links, end = links_at(text, 0, len(text))
    assert [link.url for link in links] == ["https://arxiv.org/abs/1805.04574", "ref-1"]
    assert end == len(text)


def papers(text: str) -> list[tuple[str, str, str]]:
    document = read(Source(text))
    assert not document.unreadable
    return [
        (
            p.title.value if p.title else "",
            p.authors.value if p.authors else "",
            p.venue.value if p.venue else "",
        )
        for p in document.papers
    ]


@pytest.mark.parametrize(
    "form",
    [
        "- Ann Ey, Bo Zed. *{t}*. {v} {y}. [[pdf](https://x.org/{k})]",
        "- Ann Ey, Bo Zed. {t}. {v} {y}.",
        '- Ann Ey, Bo Zed. "{t}." {v}, {y}. [[pdf](https://x.org/{k})]',
        "1. **{t}.** {v} {y} ([pdf](https://x.org/{k}), [code](https://x.org/c{k}))\n\n"
        "    *Ann Ey, Bo Zed*\n",
    ],
)
def test_authors_and_titles_keep_their_places(form: str) -> None:
    for title, authors, venue in papers("## Papers\n\n" + "\n".join(entries(form)) + "\n"):
        assert title.endswith(" in Segmentation")
        assert authors == "Ann Ey, Bo Zed"
        assert venue in VENUES


def test_a_note_in_a_bullet_below_is_no_part_of_the_paper() -> None:
    lines = entries("- [{t}](https://x.org/{k}). Ann Ey, Bo Zed. **{v} {y}**.")
    lines[3] += "\n    - *Note: a strong baseline.*"
    lines[7] += "\n    - see also the older work"
    found = papers("## Papers\n\n" + "\n".join(lines) + "\n")
    assert len(found) == len(lines)
    assert {authors for _, authors, _ in found} == {"Ann Ey, Bo Zed"}


def test_links_behind_a_dash_are_no_departure() -> None:
    lines = entries("- [{t}](https://x.org/{k}) ({v} {y})")
    lines[4] += " - [code](https://x.org/c)"
    assert not findings(Source("## Papers\n\n" + "\n".join(lines) + "\n"))


def test_columns_may_have_chinese_names() -> None:
    rows = "".join(f"| A{k} | Seeds of Kind {k} | CVPR 202{k} |\n" for k in range(6))
    head = "| 方法 | 标题 | 会议/期刊 |\n| --- | --- | --- |\n"
    assert {venue for _, _, venue in papers("## 论文\n\n" + head + rows)} == {"CVPR"}
    head = "| Method | Title | Journal/Conference |\n| --- | --- | --- |\n"
    assert {venue for _, _, venue in papers("## Papers\n\n" + head + rows)} == {"CVPR"}


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("- Ann Ey, Bo Zed. *{t}*. {v} {y}.", "Zed. *", "Zed *"),
        ("- Ann Ey, Bo Zed. *{t}*. {v} {y}.", "tion*. ", "tion. "),
        ("+ **[{v} {y}]** {t} | [Paper](https://x.org/{k})", "tion | [", "tion ["),
        ('- [x] **{m}**: "{t}", *{v} {y}*.', 'tion", *', "tion, *"),
    ],
)
def test_one_entry_with_a_slip_is_not_taken_for_the_form(form: str, right: str, wrong: str) -> None:
    lines = entries(form)
    assert right in lines[5]
    lines[5] = lines[5].replace(right, wrong)
    text = "## Papers\n\n" + "\n".join(lines) + "\n"
    start = text.index(lines[5])
    found = [d for d in findings(Source(text)) if d.severity > Severity.INFO]
    assert found
    assert all(start <= d.span.start <= start + len(lines[5]) for d in found)


@pytest.mark.parametrize(
    "heading", ["2020", "2020 (9 papers)", "2020 年", "2020（9 篇）", "**2020**"]
)
def test_a_heading_may_count_its_papers(heading: str) -> None:
    lines = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR2020*\n' for k in range(8))
    text = f'## Papers\n\n### {heading}\n\n{lines}- **N:** "Another One" *CVPR2019*\n'
    assert [d.name for d in findings(Source(text))] == ["year-section-mismatch"]


@pytest.mark.parametrize(
    ("form", "right", "wrong", "codes"),
    [
        ("- Ann Ey, Bo Zed. *{t}*. {v} {y}.", "CVPR 2019", "CVRP 2019", {"venue-spelling"}),
        (
            "- (Apr 2021) [{t}](https://x.org/{k}), Ann Ey et al., {v} {y}",
            "CVPR 2019",
            "CVRP 2019",
            {"venue-spelling"},
        ),
        ("- 【{v}{y}】**{m}**：{t}", "】**MReg5**", "】**MReg5", {"emphasis-broken"}),
        ("- 【{v}{y}】**{m}**：{t}", "**：Reg", "**:Reg", {"label-punctuation"}),
        ("- 【{v}{y}】**{m}**：{t}", "【CVPR2019】", "", {"venue-missing"}),
    ],
)
def test_a_slip_in_a_form_of_its_own_is_one_finding(
    form: str, right: str, wrong: str, codes: set[str]
) -> None:
    lines = entries(form)
    assert right in lines[5]
    lines[5] = lines[5].replace(right, wrong)
    found = findings(Source("## Papers\n\n" + "\n".join(lines) + "\n"))
    assert {d.name for d in found if d.severity > Severity.INFO} == codes


def test_an_entry_that_says_more_than_its_neighbours_is_compared_with_its_own_form() -> None:
    lines = entries(FORMS["full-width marks"])
    for index in (2, 5, 8):
        lines[index] += "（端到端）"
    lines[5] = lines[5].replace("**：", "**:")
    found = findings(Source("## Papers\n\n" + "\n".join(lines) + "\n"))
    assert [d.name for d in found] == ["label-punctuation"]
