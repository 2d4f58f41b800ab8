"""Single fields that were read wrong in real lists, each in a list of its own."""

from __future__ import annotations

from typing import Any

import pytest

from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.formats.format import Format
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.records.reader import read
from wsss_lint.settings import Settings
from wsss_lint.source import Source


def _read(line: str, *templates: str, heading: str = "Papers", **unit: Any) -> Paper:
    document = _document(f"# List\n\n## {heading}\n\n- {line}\n", *templates, **unit)
    assert len(document.papers) == 1, document.unreadable
    return document.papers[0]


def _document(text: str, *templates: str, **unit: Any) -> ListDocument:
    raw = {"unit": "item", "in": ["."], "entry": list(templates), **unit}
    return read(Source(text), Format.from_raw("test", {"units": [raw]}))


def _venue(paper: Paper) -> tuple[str | None, int | None]:
    return (
        paper.venue.value if paper.venue is not None else None,
        paper.year.value if paper.year is not None else None,
    )


def test_authors_are_no_venue() -> None:
    paper = _read(
        "[Fields of Light](https://a.org/x), Ada Lo, Bo Li, Cy Wu, Di Xu",
        "[{title}]({url}), {authors}, {pub}",
        "[{title}]({url}), {authors}",
    )
    assert _venue(paper) == ("Di Xu", None)  # a lone name may be a venue that is not known …
    paper = _read(
        "[Fields of Light](https://a.org/x), Ada Lo, Bo Li, Cy Wu, Di Xu",
        "[{title}]({url}), {authors}, {pub!}",
        "[{title}]({url}), {authors}",
    )
    assert _venue(paper) == (None, None)  # … but not where the template asks for a known one


def test_venue_ends_where_its_word_ends() -> None:
    paper = _read("[A B](https://a.org/x) - C. D et al. ICCV2015.", "[{title}]({url}) - {authors} {pub!}{?.?}{?{rest}?}")  # fmt: skip
    assert _venue(paper) == ("ICCV", 2015)


def test_year_behind_a_venue_is_its_year() -> None:
    paper = _read("ECCV 2020 Masks for Scenes", "{pub!} {title}")
    assert _venue(paper) == ("ECCV", 2020)
    paper = _read("ECCV 2020 Masks for Scenes", "{pub!} {year} {title}")
    assert _venue(paper)[1] == 2020


def test_links_are_no_part_of_a_venue() -> None:
    paper = _read(
        "[A B](https://a.org/x), C et al., ECCV 2022| [code](https://a.org/c)",
        "[{title}]({url}), {authors}, {pub!}{* | [{label}]({url})*}",
    )
    assert _venue(paper) == ("ECCV", 2022)
    assert [link.url for link in paper.links] == ["https://a.org/x", "https://a.org/c"]
    assert [d.message for d in paper.departures] == ["a blank is missing here"]


def test_remark_and_dash_are_no_part_of_a_venue() -> None:
    paper = _read(
        "Ann Bo. ICPR **Best Paper** (2014)", "{authors}. {venue}{? **{note}**?} ({year})"
    )
    assert _venue(paper) == ("ICPR", 2014)
    paper = _read("2014 - Noise in Labels [p](https://a.org)", "{year}{? ?}{?{venue}?}{? -?} {title} {links+}")  # fmt: skip
    assert _venue(paper) == (None, 2014)
    assert paper.title is not None and paper.title.value == "Noise in Labels"


def test_loose_pub_gives_venue_and_year() -> None:
    form = "**{title}{?.?}** {pub:text} {links+}"
    paper = _read("**Trees of Graphs.** NIPS 2017 [paper](https://a.org)", form)
    assert _venue(paper) == ("NIPS", 2017)
    assert paper.title is not None and paper.title.value == "Trees of Graphs"
    text = "Lectures on the Many Uses of Graphs and Trees, Some Publisher of Note, 2020."
    assert _venue(_read(f"**Trees.** {text} [paper](https://a.org)", form)) == (None, 2020)


def test_heading_that_names_a_venue_and_papers() -> None:
    inherit = {"venue": "{venue}"}
    assert _venue(_read("A Title of Trees [p](https://a.org)", "{title} {links+}", heading="arXiv papers", inherit=inherit)) == ("arXiv", None)  # fmt: skip
    assert _venue(_read("A Title of Trees [p](https://a.org)", "{title} {links+}", heading="Good papers", inherit=inherit)) == (None, None)  # fmt: skip


def test_marks_that_stand_wrong_are_not_in_title_or_method() -> None:
    form = "**{method}:** ***{pub}*** {title}"
    paper = _read("**SLT: 2021CVPR**: Learning Tolerance for Scenes", form)
    assert paper.title is not None and paper.title.value == "Learning Tolerance for Scenes"
    paper = _read("***I2C:*** ***2020ECCV*** Talking Images for Scenes", form)
    assert paper.method is not None and paper.method.value == "I2C"


def test_title_in_a_link_may_end_with_a_quotation() -> None:
    paper = _read(
        '[No Lunch in "Free Meals for All"](https://a.org/x) (Bo Lee et al., 2022)',
        "[{title}]({url}) ({authors}, {pub}){? {links+}?}",
    )
    assert paper.title is not None and paper.title.value == 'No Lunch in "Free Meals for All"'
    assert _venue(paper) == (None, 2022)
    assert not paper.departures


def test_blanks_that_a_section_has_before_dates_are_its_habit() -> None:
    lines = [
        f"- On the {name} of Masks [[p](https://a.org/{name})]{' ' * blanks}- 2021.0{at}.01\n"
        for at, (name, blanks) in enumerate([("A", 2), ("B", 3), ("C", 2), ("D", 3), ("E", 2)], 1)
    ]
    document = _document(f"# L\n\n## Papers\n\n{''.join(lines)}", "{title} {links+} - {date}")
    assert [p.departures for p in document.papers] == [()] * 5
    lines[2:] = [line.replace("   -", " -").replace("  -", " -") for line in lines[2:]]
    document = _document(f"# L\n\n## Papers\n\n{''.join(lines)}", "{title} {links+} - {date}")
    assert [len(p.departures) for p in document.papers] == [1, 1, 0, 0, 0]


def test_a_dash_that_is_missing_with_its_blank_is_one_departure() -> None:
    form = "[{title}]({url}) - {authors}, {pub}."
    lines = "".join(f"- [Title {n}](https://a.org/{n}) - A. Bo, CVPR2019.\n" for n in "abcd")
    text = f"# L\n\n## Papers\n\n{lines}- [Title e](https://a.org/e) A. Bo, CVPR2019.\n"
    document = _document(text, form)
    (departure,) = document.papers[-1].departures
    assert departure.kind == "entry-punctuation"
    for edit in reversed(departure.edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert text.endswith("- [Title e](https://a.org/e) - A. Bo, CVPR2019.\n")


def test_links_behind_a_stop_are_read_whatever_stands_before_the_venue() -> None:
    """The dash that `--fix` puts in must not cost the paper its links."""
    lines = "".join(
        f"- [Learning {word} in Videos](https://x.org/{word}) - Ann Ey et al., CVPR201{k}. "
        f"[[code]](https://g.org/{word})\n"
        for k, word in enumerate(("Acts", "Cues", "Poses", "Flows", "Clips"))
    )
    odd = "- [Cortex for Videos](https://x.org/o) Ann Ey and Bo Zed - arXiv2017. [[code]](https://g.org/o)\n"
    settings = Settings()
    settings.preset = ("linked-title-dash",)
    (outcome,) = fix(Linter(settings), [Source(f"## Papers\n\n{lines}{odd}")])
    (paper,) = [p for p in outcome.result.document.papers if p.links[0].url == "https://x.org/o"]
    assert [link.url for link in paper.links] == ["https://x.org/o", "https://g.org/o"]
    assert paper.authors is not None
    assert paper.authors.value == "Ann Ey and Bo Zed"


PAPERS = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR202{k}*\n' for k in range(5))


def _found(text: str) -> list[tuple[str, str]]:
    linter = Linter(Settings(2026), plugins=False)
    return [
        (d.name, text[slice(*d.span)]) for d in linter.lint([Source(text)])[0].diagnostics
    ]  # fmt: skip


def test_papers_in_a_chapter_that_is_not_named_for_them() -> None:
    """A heading with a slip in its level took its papers out of `# 1. Paper List`, unsaid."""
    boxes = '- **B1:** "Boxes for Scenes" *ICCV2019*\n- **B2:** "Boxes for All" *ECCV2020*\n'
    more = '- **D1:** "Dots for Scenes" *CVPR2016*\n'
    rest = "# 2. Awesome lists\n\n- [Weakly supervised detection](https://a.org/1)\n"
    text = (
        f"# 1. Paper List\n\n### 1.1. Tags\n\n{PAPERS}\n# 1.2. Boxes\n\n{boxes}\n"
        f"### 1.3. Dots\n\n{more}\n{rest}"
    )
    document = read(Source(text))
    assert [p.method.value for p in document.papers if p.method][5:] == ["B1", "B2", "D1"]
    assert not document.unreadable
    # notes and links are none, and what a format of the settings does not select stays unread
    notes = text.replace(boxes, "- **Note:** see below *soon*\n- **Todo:** more *boxes*\n")
    assert len(read(Source(notes)).papers) == 5
    raw = {"unit": "item", "in": ["Paper"], "entry": ['**{method}:** "{title}" *{pub}*']}
    chosen = Format.from_raw("test", {"units": [raw]})
    assert len(read(Source(text), chosen).papers) == 5


def test_paper_that_lost_its_year_is_judged_by_the_form_of_some_year() -> None:
    new = "".join(f"- Frozen Features of Kind {k} *CVPR2024*\n" for k in range(5))
    old = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR2018*\n' for k in range(5))
    shelf = "".join(f'- **B{k}:** "Boxes of Kind {k}" *ICCV2017*\n' for k in range(5))
    text = f"# Papers\n\n## Tags\n\n### 2024\n\n{new}\n### 2018\n\n{old}\n## Boxes\n\n{shelf}"
    for line, told in (
        ("- Frozen Boxes and Their Features *CVPR2064*\n", [("year-future", "2064")]),
        (
            "- Frozen Boxes and Their Features\n",
            [("venue-missing", "Frozen Boxes and Their Features")],
        ),
    ):
        assert _found(text + line) == told
    # one of its year is not: nobody else of 2017 has this form
    found = _found(text + "- Frozen Boxes and Their Features *CVPR2017*\n")
    assert {name for name, _ in found} == {"label-missing", "title-quotes"}


def test_mark_that_is_lost_before_links_and_a_note() -> None:
    entry = "* [Seeds of {k}](https://a.org/{k}) - A. Ey et al, CVPR202{k}{stop} [[code]](https://b.org/{k})"
    lines = [entry.format(k=k, stop=".") + " - What it does." * (k % 2) + "\n" for k in range(8)]
    assert _found("# Papers\n\n" + "".join(lines)) == []
    lines[5] = entry.format(k=5, stop="") + " - Fast detector.\n"
    assert _found("# Papers\n\n" + "".join(lines)) == [("entry-punctuation", "")]


def test_venue_is_not_the_first_word_of_another() -> None:
    paper = _read(
        "[A B C](https://a.org/x) - A. Ey et al, Nature Methods 2018 [[code]](https://b.org)",
        "[{title}]({url}) - {authors}{?,?} {pub!}{?.?}{? {links}?}{?{rest}?}",
    )
    assert _venue(paper) == ("Nature Methods", 2018)
    venues = ("CVPR2018", "CVPR2019", "ICCV2019", "ECCV2020", "TIP2020")
    text = "# Papers\n\n" + "".join(f"- Seeds of {venue} *{venue}*\n" for venue in venues)
    assert _found(text + "- Cells and Their Seeds *Nature Methods 2021*\n") == []


SLIPS = {
    '**X** "Boxes for All" *ECCV2020*': "label-punctuation",
    '**X:** "Boxes for All *ECCV2020*': "title-quotes",
    '**X:** "Boxes for All"  *ECCV2020*': "entry-spacing",
    '**X:** "Boxes for All" *ECCV2020': "emphasis-broken",
    '**X:** "Boxes for All" *2020ECCV*': "venue-order",
}


@pytest.mark.parametrize("tail", ["", " :star:", " 🔥🔥", ", :new:"])
@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_is_seen_whatever_stands_behind_the_entry(line: str, tail: str) -> None:
    assert [name for name, _ in _found(f"# Papers\n\n{PAPERS}- {line}{tail}\n")] == [SLIPS[line]]


def test_anchors_that_entries_begin_with_are_not_seen() -> None:
    lines = "".join(
        f'- <a name="M{k}"></a> **[M{k}]** Seeds of Kind {k} (**CVPR**) [[paper](https://a.org/{k})]\n'
        for k in range(5)
    )
    document = read(Source(f"# Papers\n\n### 2020\n\n{lines}"))
    assert [p.method.value for p in document.papers if p.method] == [f"M{k}" for k in range(5)]
    assert document.papers[0].title is not None
    assert document.papers[0].title.value == "Seeds of Kind 0"


def test_a_stop_before_tags_brings_no_blank() -> None:
    lines = "".join(
        f"- [[CVPR](https://a.org/{k})] Seeds of Kind {k}. [[code](https://b.org/{k})] [__`seg.`__]\n"
        for k in range(6)
    )
    text = f"# Papers\n\n## 2020\n\n{lines}- [[CVPR](https://a.org/9)] Seeds of Dots [__`cls.`__]\n"
    fixed = fix(Linter(Settings(2026), plugins=False), [Source(text)])[0].result.source.text
    assert fixed == text.replace("Dots [", "Dots. [")


def test_bold_links_with_months_and_authors() -> None:
    lines = "".join(
        f"+ [**Diffusing Seeds of Kind {k}**](https://a.org/{k}) (Apr. 202{k % 4})<br>\n"
        f"  *Ann Ey, Bo Zed*<br>\n" + f"  [![CVPR](https://b.org/badge/{k})]()\n" * (k % 2) + "\n"
        for k in range(8)
    )
    text = f"# Papers\n\n{lines}"
    papers = read(Source(text)).papers
    assert [p.title.value for p in papers if p.title] == [
        f"Diffusing Seeds of Kind {k}" for k in range(8)
    ]
    assert _found(text) == []


def test_a_stop_in_another_place_is_one_slip() -> None:
    entry = (
        "- **Seeds of Kind {k}{a}**{b} Ann Ey, Bo Zed. *ACL 202{k}*. [[pdf]](https://a.org/{k})\n"
    )
    lines = [entry.format(k=k, a=".", b="") for k in range(8)]
    lines[3] = entry.format(k=3, a="", b=".")
    assert _found("# Papers\n\n" + "".join(lines)) == [("entry-punctuation", "**.")]


def test_stop_behind_a_title_that_nearly_all_entries_have() -> None:
    with_stop = "".join(f"1. Seeds of Kind {k}. [[pdf](https://a.org/{k})]\n" for k in range(7))
    line = "1. Boxes for All Scenes{} [[pdf](https://a.org/9)]\n"
    text = "# Papers\n\n## CVPR 2021\n\n"
    assert _found(text + with_stop + line.format("")) == [("entry-punctuation", "")]
    assert _found(text + with_stop + line.format("?")) == []
    few = with_stop.replace(". [", " [", 2)
    assert _found(text + few + line.format("")) == []  # three without: as the author likes


def test_titles_of_a_table_that_are_emphasised() -> None:
    rows = "".join(
        f"| [**Seeds of Kind {k}**](https://a.org/{k}) | CVPR | 202{k} |\n" for k in range(4)
    )
    rows += "| [**Seeds** of *Kinds*](https://a.org/5) | CVPR | 2020 |\n"
    document = read(Source(f"# Papers\n\n| Title | Venue | Year |\n|---|---|---|\n{rows}"))
    titles = [p.title.value for p in document.papers if p.title]
    assert titles == [*(f"Seeds of Kind {k}" for k in range(4)), "**Seeds** of *Kinds*"]


def test_backticks_that_are_missing() -> None:
    entry = "- `[CVPR-201{k}]` **M{k}**: Seeds of Kind {k} [[Paper]](https://a.org/{k})\n"
    lines = [entry.format(k=k) for k in range(9)]
    lines[4] = lines[4].replace("`", "")
    text = "# Papers\n\n" + "".join(lines)
    (found,) = Linter(Settings(2026), plugins=False).lint([Source(text)])[0].diagnostics
    assert (found.name, text[slice(*found.span)]) == ("entry-punctuation", "[CVPR-2014]")
    assert found.message == "the backticks around it are missing here"


def test_tables_with_a_column_pub_and_labels_before_the_titles() -> None:
    rows = "".join(
        f"| 202{k} | CVPR | **M{k}**: Seeds of Kind {k} | [Paper](https://a.org/{k}) |\n"
        for k in range(4)
    )
    text = f"# Papers\n\n| Year | Pub. | Title | Links |\n|---|---|---|---|\n{rows}"
    text += "| 2021 | ECCV | **M9**: Dots of All Kinds | [Paper](https://a.org/9) |\n"
    papers = read(Source(text)).papers
    assert [p.method.value for p in papers if p.method] == ["M0", "M1", "M2", "M3", "M9"]
    assert [name for name, _ in _found(text)] == ["year-impossible"]


TRACKERS = [
    f"- **M{k}**：Seeds of Kind {k}（CVPR 201{k}）[[论文](https://a.org/{k})]\n" for k in range(8)
]


def test_a_new_line_is_judged_by_the_form_that_the_list_had() -> None:
    """One more line in another form, and too little of so small a list was in any."""
    before = "# Papers\n\n" + "".join(TRACKERS[:7]) + TRACKERS[7].replace("：", ": ")
    after = before + "- **X**: Boxes of All Kinds (CVPR 2020) [[论文](https://a.org/9)]\n"
    linter = Linter(Settings(2026), plugins=False)
    (alone,) = linter.lint([Source(after)])
    assert not alone.document.papers
    linter.former = lambda _: before
    (result,) = linter.lint([Source(after)])
    assert len(result.document.papers) == 9
    line = after.index("- **X**")
    told = {d.name for d in result.diagnostics if d.span.start >= line}
    assert told == {"label-punctuation", "entry-punctuation"}
    linter = Linter(Settings(2026), plugins=False)
    linter.former = lambda _: None  # the file is new
    assert not linter.lint([Source(after)])[0].document.papers


def test_a_line_in_another_style_gets_a_line_to_paste_that_is_right() -> None:
    def pasted(entries: str, line: str) -> str:
        text = f"# Papers\n\n{entries}{line}\n"
        fixed = fix(Linter(Settings(2026), plugins=False), [Source(text)])[0].result.source.text
        return fixed.splitlines()[-1]

    front = "".join(
        f"- (CVPR 201{k}) Seeds of Kind {k} [[pdf](https://a.org/{k})]\n" for k in range(8)
    )
    line = "- CVPR 2024: Boxes of All Kinds [[pdf](https://a.org/9)]"
    assert pasted(front, line) == "- (CVPR 2024) Boxes of All Kinds [[pdf](https://a.org/9)]"
    labs = "".join(
        f'* **M{k}**: "Seeds of Kind {k}", CVPR, 201{k} (*Lab*). [[Paper](https://a.org/{k})]\n'
        for k in range(8)
    )
    line = "* **X**: Boxes of All Kinds, CVPR 2023. [[Paper](https://a.org/9)]"
    right = '* **X**: "Boxes of All Kinds", CVPR, 2023. [[Paper](https://a.org/9)]'
    assert pasted(labs, line) == right
    names = "".join(
        f"* Seeds of Kind {k} (CVPR 201{k}), A. Ey et al. [[PDF]](https://a.org/{k})\n"
        for k in range(8)
    )
    line = "* Boxes of All Kinds, B. Zed et al., CVPR 2023 [PDF](https://a.org/9)"
    assert pasted(names, line) == line  # it has names and venue the other way round
    assert [name for name, _ in _found(f"# Papers\n\n{names}{line}\n")] == ["entry-unreadable"]


def test_a_linked_title_where_the_links_stand_behind() -> None:
    entries = "".join(f"1. Seeds of Kind {k} [[pdf](https://a.org/{k})]\n" for k in range(8))
    text = f"# CVPR 2021\n\n{entries}1. [Boxes of All Kinds](https://a.org/9)\n"
    paper = read(Source(text)).papers[-1]
    assert paper.title is not None
    assert (paper.title.value, text[slice(*paper.title.span)]) == ("Boxes of All Kinds",) * 2


@pytest.mark.parametrize(
    ("entry", "line", "told"),
    [
        # names first where the others have the title: they were proposed as the title, in bold
        (
            "- **Seeds of Kind {k}.** A. Ey, B. Zed. *ACL 201{k}*. [[pdf]](https://a.org/{k})",
            '- Cy Wu et al. "Boxes of All Kinds". ACL 2019. [pdf](https://a.org/9)',
            "entry-unreadable",
        ),
        # a link without an address was proposed
        (
            "- [Seeds of Kind {k}](https://a.org/{k}), NeurIPS 201{k}, [code](https://b.org/{k})",
            "- Boxes of All Kinds, NeurIPS20, [[code]](https://b.org/9)",
            "entry-unreadable",
        ),
        # the year was taken for the title
        (
            "- (CVPR 201{k}) Seeds of Kind {k} [[pdf](https://a.org/{k})]",
            "- [CVPR 2024] [Boxes of All Kinds](https://a.org/9)",
            "entry-unreadable",
        ),
        # the venue was said to be missing
        (
            "- Seeds of Kind {k} (CVPR 201{k}) [[paper]](https://a.org/{k})",
            "- Boxes of All Kinds, CVPR20 [[paper]](https://a.org/9)",
            "venue-place",
        ),
    ],
)
def test_no_line_to_paste_is_made_up(entry: str, line: str, told: str) -> None:
    entries = "".join(entry.format(k=k) + "\n" for k in range(8))
    text = f"# Papers\n\n{entries}{line}\n"
    (found,) = Linter(Settings(2026), plugins=False).lint([Source(text)])[0].diagnostics
    assert (found.name, found.fix) == (told, None)
