"""Reading lists into records: fields, neighbours' forms, departures, contents, BibTeX."""

from __future__ import annotations

import pytest

from wsss_lint.formats.format import Format
from wsss_lint.formats.presets import load
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.records.reader import read
from wsss_lint.source import Source

CLEAN = """\
# Awesome things

# 1. Paper List

#### 2021

- **SPML:** "Pixel-to-Segment Contrastive Learning" *ICLR2021*
- **Li *et al.*:** "Group-Wise Semantic Mining" *AAAI2021*
- **DRS:** "Discriminative Region Suppression" *AAAI2021*
- **EDAM:** "Embedded Discriminative Attention" *CVPR2021*

#### 2023

- CLIP Is Also an Efficient Segmenter *CVPR2023*
- Token Contrast for Segmentation *CVPR2023*
- Out-of-Candidate Rectification *CVPR2023*
"""


def papers(text: str, preset: str = "wsss") -> list[Paper]:
    return read(Source(text), load(preset)).papers


def departures(line: str, year: int = 2021) -> list[tuple[str, str]]:
    """The departures of a line among the papers of a year: kind and flagged text."""
    text = CLEAN.replace(f"#### {year}\n\n", f"#### {year}\n\n- {line}\n")
    document = read(Source(text), load("wsss"))
    paper = next(p for p in document.papers if p.span.start == text.index(line))
    return [(d.kind, document.source.slice(d.span)) for d in paper.departures]


def mended(line: str, year: int = 2021) -> str:
    """The line after the edits of all its departures."""
    text = CLEAN.replace(f"#### {year}\n\n", f"#### {year}\n\n- {line}\n")
    document = read(Source(text), load("wsss"))
    start = text.index(line)
    paper = next(p for p in document.papers if p.span.start == start)
    edits = sorted((e for d in paper.departures for e in d.edits), reverse=True)
    for edit in edits:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text[start : text.index("\n", start)]


def test_clean_papers_have_no_departures() -> None:
    for paper in papers(CLEAN):
        assert paper.departures == ()
        assert paper.match is not None and not paper.match.cost


@pytest.mark.parametrize(
    ("line", "found", "right"),
    [
        (
            '**LIID** "Instance-Level Information" *TPAMI2021*',
            [("label-punctuation", "**LIID**")],
            '**LIID:** "Instance-Level Information" *TPAMI2021*',
        ),
        (
            '**A**: "Some Good Title" *CVPR2021*',
            [("label-punctuation", "**A**:")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A :** "Some Good Title" *CVPR2021*',
            [("label-punctuation", " ")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**Yao et al.  **: "Some Good Title" *CVPR2021*',
            [("emphasis-broken", "**Yao et al.  **"), ("label-punctuation", "**Yao et al.  **:")],
            '**Yao et al.:** "Some Good Title" *CVPR2021*',
        ),
        (
            "**A:** Some Good Title *CVPR2021*",
            [("title-quotes", "Some Good Title")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            "**A:** “Some Good Title” *CVPR2021*",
            [("title-quotes", "“Some Good Title”")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** "Some Good Title *CVPR2021*',
            [("title-quotes", '"Some Good Title')],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** " Some Good Title" *CVPR2021*',
            [("title-quotes", " ")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:**  "Some Good Title" *CVPR2021*',
            [("entry-spacing", "  ")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** "Some Good Title"*CVPR2021*',
            [("entry-spacing", "")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** "Some Good Title" CVPR2021',
            [("venue-unemphasised", "CVPR2021")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** "Some Good Title" (CVPR2021)',
            [("venue-unemphasised", "(CVPR2021)")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** "Some Good Title" * CVPR2021*',
            [("emphasis-broken", "* CVPR2021*")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A:** "Some Good Title" *CVPR2021',
            [("emphasis-broken", "*CVPR2021")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
        (
            '**A: "Some Good Title" *CVPR2021*',
            [("emphasis-broken", "**A:")],
            '**A:** "Some Good Title" *CVPR2021*',
        ),
    ],
)
def test_departures_are_named_placed_and_mended(
    line: str, found: list[tuple[str, str]], right: str
) -> None:
    assert departures(line) == found
    assert mended(line) == right


def test_the_form_is_that_of_the_year() -> None:
    assert departures("Some Good Title of 2023 *CVPR2023*", 2023) == []
    # what is right in 2023 lacks its quotes in 2021
    kinds = [kind for kind, _ in departures("Some Good Title of 2021 *CVPR2021*", 2021)]
    assert kinds == ["title-quotes"]


def test_a_year_without_enough_papers_takes_the_form_of_its_section() -> None:
    text = (
        CLEAN
        + '\n## 1.2 Boxes\n\n- **A:** "One Title" *ICCV2015*\n- **B:** "Two Titles" *ICCV2015*\n'
    )
    last = papers(text)[-2:]
    assert [p.departures for p in last] == [(), ()]


def test_what_much_of_a_list_does_is_no_departure() -> None:
    spaced = "".join(f"- Title number {n} of many  *CVPR2022*\n" for n in range(9))
    assert not any(p.departures for p in papers(CLEAN + "\n#### 2022\n\n" + spaced))
    one = "- Title number one of many  *CVPR2022*\n"
    assert [d.kind for p in papers(CLEAN + "\n#### 2022\n\n" + one) for d in p.departures] == [
        "entry-spacing"
    ]


@pytest.mark.parametrize("second", ["{}", "  {}", "  - {}", "    + {}"])
def test_a_bullet_that_lost_its_marker_is_a_paper_of_its_own(second: str) -> None:
    line = '**B:** "Swallowed Title" *CVPR2021*'
    text = CLEAN.replace("#### 2023", "\n#### 2023").replace(
        "*CVPR2021*\n", f"*CVPR2021*\n{second.format(line)}\n", 1
    )
    found = papers(text)
    assert len(found) == 8
    swallowed = [p for p in found if p.swallowed]
    assert [p.title.value for p in swallowed if p.title] == ["Swallowed Title"]


def test_an_entry_over_several_lines_is_one_paper() -> None:
    text = CLEAN + "- A Long Title that goes on\n  over two lines *CVPR2023*\n"
    last = papers(text)[-1]
    assert last.title is not None
    assert last.title.value == "A Long Title that goes on over two lines"
    assert not last.swallowed and not last.departures


@pytest.mark.parametrize("variant", ["crlf", "cr", "bom", "no final newline", "tabs"])
def test_spans_hold_in_every_kind_of_file(variant: str) -> None:
    text = CLEAN
    if variant == "crlf":
        text = text.replace("\n", "\r\n")
    elif variant == "cr":
        text = text.replace("\n", "\r")
    elif variant == "bom":
        text = "\ufeff" + text
    elif variant == "no final newline":
        text = text.rstrip("\n")
    else:
        text = text.replace("- ", "-\t")
    document = read(Source(text), load("wsss"))
    assert len(document.papers) == 7
    for paper in document.papers:
        assert paper.title is not None and paper.year is not None and paper.venue is not None
        assert document.source.slice(paper.title.span) == paper.title.value
        assert document.source.slice(paper.venue.span) == paper.venue.value
        assert int(document.source.slice(paper.year.span)) == paper.year.value


def document(text: str, raw: dict | None = None) -> ListDocument:
    return read(Source(text), Format.from_raw("own", raw) if raw else None)


def test_nothing_vanishes() -> None:
    text = (
        CLEAN + "- TODO\n- [a tool](https://example.org) and other words here, which are no paper\n"
    )
    found = document(text)
    assert len(found.papers) + len(found.unreadable) == 9
    assert all(u.reason for u in found.unreadable)


def test_venue_and_year_come_from_headings() -> None:
    raw = {
        "units": [
            {
                "entry": ["{title} {links+}"],
                "inherit": {"venue": "{venue}", "year": ["{year}", "{venue} {year}"]},
                "headings": r"^\*\*([A-Z]+)\*\*$",
            }
        ]
    }
    text = (
        "# L\n\n## CVPR 2020\n\n- One [[p](https://a.org)]\n\n## 2021\n\n**TPAMI**\n\n"
        "- Two [[p](https://b.org)]\n\n## Surveys\n\n- Three [[p](https://c.org)]\n"
    )
    found = document(text, raw).papers
    got = [(p.venue.value if p.venue else None, p.year.value if p.year else None) for p in found]
    assert got == [("CVPR", 2020), ("TPAMI", 2021), (None, None)]
    assert [sorted(p.inherited) for p in found] == [["venue", "year"], ["venue", "year"], []]


def test_a_date_is_no_year() -> None:
    raw = {"units": [{"entry": ["{title} {links+} - {date}"]}]}
    paper = document("- One [[p](https://a.org)] - 2021.05.11\n", raw).papers[0]
    assert paper.year is None
    assert paper.date is not None and paper.date.value == "2021.05.11"


def test_contents_are_no_papers() -> None:
    text = "# L\n\n- [Papers](#papers)\n  - [2021](#2021)\n\n## Papers\n\n### 2021\n\n" + CLEAN[88:]
    found = document(text)
    assert [(t.text, t.anchor, t.depth) for t in found.toc] == [
        ("Papers", "papers", 0), ("2021", "2021", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['**A** "T of some thing" CVPR2021', '**A:** "T of some thing" *CVPR2021*', "A b c *CVPR2021*"],
)
def test_a_single_line_is_read(text: str) -> None:
    """A contributor tries one line."""
    assert len(document(f"- {text}\n").papers) == 1


def test_a_list_of_no_known_form_is_left_alone() -> None:
    found = document("# L\n\n" + "".join(f"- word {n}\n" for n in range(20)))
    assert found.inference is not None and not found.inference.known
    assert not found.papers and not found.unreadable


BIBTEX = """\
```bibtex
@article{a2020x,
  title = {The {P}ascal $x$},
  author = "Ann {"} Ey",
  month = jan # "~1",
  year = 2020
}
@article{broken, title={not closed,
 year=2000
@misc{after, title={Read All the Same}}
@string{x = "y"}
@misc{nokey={a}}
```
"""


def test_bibtex_is_read_with_places_and_errors_with_words() -> None:
    found = document(BIBTEX)
    entries = {entry.key.value: entry for entry in found.bibtex}
    assert list(entries) == ["a2020x", "after"]
    title = entries["a2020x"].fields["title"]
    assert found.source.slice(title.span) == title.value == "The {P}ascal $x$"
    assert entries["a2020x"].fields["year"].value == "2020"
    assert [found.source.line_of(span.start) for span, _ in found.bibtex_errors] == [8, 12]
    assert all(reason for _, reason in found.bibtex_errors)


# Several units of one format


OWN = {
    "unit": "item",
    "entry": ["**{method}** | {title} | {pub}"],
}


def overlapping(*units: dict[str, object]) -> Format:
    from wsss_lint.formats.presets import raw

    return Format.from_raw("own", {"units": [*units, *raw("wsss")["units"]]})


@pytest.mark.parametrize("selectors", [{}, {"in": ["2021"]}, {"in": ["2021"], "nested": True}])
def test_an_entry_belongs_to_the_first_unit_that_reads_it(selectors: dict[str, object]) -> None:
    """Settings with a unit of one's own and `extends = "wsss"`: nothing is read twice."""
    own = "".join(f"- **M{n}** | Some title {word} | CVPR2021\n" for n, word in enumerate("abcd"))
    text = CLEAN.replace("#### 2021\n\n", f"#### 2021\n\n{own}\n#### 2022\n\n")
    document = read(Source(text), overlapping(OWN | selectors))
    assert len(document.papers) == 4 + 4 + 3
    assert len({paper.span for paper in document.papers}) == len(document.papers)
    assert not document.unreadable and all(paper.readable for paper in document.papers)
    assert [p.title.value for p in document.papers[:2] if p.title] == [
        "Some title a",
        "Some title b",
    ]


def test_what_the_first_unit_leaves_out_is_for_the_next() -> None:
    text = CLEAN.replace("- **DRS:**", "- **X** | Other things | CVPR2021\n- **DRS:**")
    document = read(Source(text), overlapping(OWN | {"only": r"\|"}))
    assert len(document.papers) == 8
    assert [p.method.value for p in document.papers if p.method and p.format.only] == ["X"]


def test_a_table_is_read_by_one_unit() -> None:
    text = "## P\n\n| Title | Venue |\n|---|---|\n| One title | CVPR2020 |\n| Two | CVPR2021 |\n"
    row = {"unit": "row", "columns": {"Title": ["{title}"], "Venue": ["{pub}"]}}
    document = read(Source(text), Format.from_raw("own", {"units": [row, row]}))
    assert [p.title.value for p in document.papers if p.title] == ["One title", "Two"]


def test_a_unit_whose_section_is_missing_does_not_read_the_others() -> None:
    """`in` that fits no heading is for lists without headings, not beside a unit that fits."""
    document = read(Source(CLEAN), overlapping({"in": ["^Datasets$"], "entry": ["{rest}"]}))
    assert len(document.papers) == 7 and all(paper.title for paper in document.papers)


# Units that are no bullets


def read_by(unit: dict[str, object], text: str) -> list[tuple[str, str, int | None]]:
    """Method, title and year of what one unit reads; each title's span is its text."""
    document = read(Source(text), Format.from_raw("own", {"units": [unit]}))
    assert not document.unreadable
    found = []
    for paper in document.papers:
        assert paper.title is not None and paper.year is not None
        assert document.source.slice(paper.title.span) == paper.title.value
        method = paper.method.value if paper.method else ""
        found.append((method, paper.title.value, paper.year.value))
    return found


def test_lines_of_a_quote() -> None:
    text = "## P\n\n> One title. CVPR 2020\n>\n>   Two titles. ICCV 2021\n\nNo quote. CVPR 2020\n"
    unit = {"unit": "quote", "entry": "{title}. {pub}"}
    assert read_by(unit, text) == [("", "One title", 2020), ("", "Two titles", 2021)]


def test_blocks_of_paragraphs() -> None:
    """An entry is a paragraph that `start` fits and what follows, up to the next such one."""
    text = (
        "## P\n\nAn introduction.\n\n**A.** One title\n\nCVPR 2020\n\n"
        "**B.** Two titles\nICCV 2021\n\n```\ncode\n```\n"
    )
    unit = {"unit": "block", "start": r"^\*\*", "entry": "**{method}.** {title} {pub!}{? {rest}?}"}
    assert read_by(unit, text) == [("A", "One title", 2020), ("B", "Two titles", 2021)]


def test_paragraphs_that_are_headings() -> None:
    text = "**2020**\n\n- One title, CVPR\n\n**2021**\n\n- Two titles, ICCV\n\n**Not so**\n"
    unit = {
        "unit": "item", "headings": r"^\*\*\d{4}\*\*$", "entry": "{title}, {venue}",
        "inherit": {"year": r"{year}"},
    }  # fmt: skip
    assert [title for _, title, _ in read_by(unit, text)] == ["One title", "Two titles"]


def test_numbered_items_only() -> None:
    text = (
        "## P\n\n1. One title. CVPR 2020\n2. Two titles. ICCV 2021\n\nand\n\n- Three. CVPR 2022\n"
    )
    unit = {"unit": "item", "marker": "ordered", "entry": "{title}. {pub}"}
    assert [title for _, title, _ in read_by(unit, text)] == ["One title", "Two titles"]


TORN = (
    "- **DON: Seeds and Dots for Segmentation *CVPR2020*\n"
    '- **PIX:** "Pixels from Captions *ECCV 2020\n'
    '- BOX: "Boxes without Borders for All" *NeurIPS2020*\n'
)
SOUND = "".join(
    f'- **{name}:** "{title} for Segmentation" *CVPR2021*\n'
    for name, title in (("TAG", "Tags that Grow"), ("CLK", "Clicks"), ("VID", "Frames"))
)


@pytest.mark.parametrize("heading", ["### 2020", "### Weak supervision", "## Points and boxes"])
def test_a_section_of_damaged_entries_is_one_of_papers(heading: str) -> None:
    document = read(Source(f"# A List\n\n## Tags\n\n{SOUND}\n{heading}\n\n{TORN}"))
    assert len(document.papers) + len(document.unreadable) == 6


@pytest.mark.parametrize(
    "section",
    [
        "## Workshops\n\n- The first workshop on weak labels, CVPR 2020\n- A second one, ECCV 2022\n",
        "## Talks\n\n- Ann Ey spoke about seeds at CVPR 2020 in Seattle\n- Bo Zed spoke at ECCV\n",
        "## Other lists\n\n- [Awesome segmentation](https://a.b) since 2020\n- [Another](https://c.d)\n",
        "## Tools\n\n- labelme, first shown at CVPR 2012\n- a viewer for masks\n",
        "## News\n\n- CVPR 2020: the list has 20 new papers now\n- ECCV 2020: ten more\n",
        "## About\n\n- Papers are sorted by year, from 2020 down to 2012\n- Send a pull request\n",
    ],
)
def test_a_section_of_other_things_is_none(section: str) -> None:
    document = read(Source(f"# A List\n\n## Tags\n\n{SOUND}\n{section}"))
    assert len(document.papers) == 3 and not document.unreadable


def test_what_a_line_is_indented_by_is_no_blank_too_many() -> None:
    """A child that lost its indentation would be an entry of its own."""
    entry = (
        "- Seeds and Dots for Segmentation. [[pdf]](https://a.b/{n}) [[code]](https://c.d/{n})\n"
        "  - Ann Ey, Bo Zed. *CVPR 2020*\n"
    )
    papers = "".join(
        entry.replace("Dots", word).format(n=word) for word in ("Tags", "Boxes", "Dots")
    )
    torn = entry.format(n="x").replace(". [[pdf]]", ".[[pdf]]")
    document = read(Source(f"## Papers\n\n{papers}{torn}"))
    assert len(document.papers) == 4
    text = document.source.text
    for departure in document.papers[-1].departures:
        for edit in departure.edits:
            assert text[text.rfind("\n", 0, edit.start) + 1 : edit.start].strip()
