"""The rules about the page, where their examples do not reach."""

from __future__ import annotations

import pytest

from tests.growth import assert_linear
from wsss_lint.diagnostics import Applicability
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.settings import Settings
from wsss_lint.source import Source


def linter(rules: str) -> Linter:
    chosen = Settings()
    chosen.select = tuple(rules.split())
    chosen.preset = ("wsss",)
    return Linter(chosen)


def flagged(rules: str, text: str) -> list[str]:
    (result,) = linter(rules).lint([Source(text)])
    return [text[slice(*d.span)] for d in result.diagnostics]


def mended(rules: str, text: str, unsafe: bool = True) -> str:
    floor = Applicability.UNSAFE if unsafe else Applicability.SAFE
    (fixed,) = fix(linter(rules), [Source(text)], floor)
    return fixed.result.source.text


def contents(*lines: str) -> str:
    return "# Contents\n\n" + "".join(f"{line}\n" for line in lines) + "\n"


# -- anchors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchor", "heading"),
    [
        ("papers--code", "Papers & Code"),
        ("Papers", "papers"),
        ("user-content-papers", "Papers"),
        ("%E8%AE%BA%E6%96%87", "论文"),
        ("papers-1", "Papers\n\n## Papers"),
        ("our-list", 'X\n\n<h2 align="center">Our <i>List</i></h2>'),
        ("here", 'X\n\n<a name="here"></a>'),
    ],
)
def test_anchors_that_lead_somewhere(anchor: str, heading: str) -> None:
    text = contents(f"- [A](#{anchor})", "- [Top](#readme)") + f"## {heading}\n\n[x](#{anchor})\n"
    assert not flagged("toc-dead-anchor anchor-dead", text)


def test_dead_anchor_that_may_mean_two_headings_has_no_fix() -> None:
    text = contents("- [Results on VOC](#results-on-vo)", "- [Papers](#papers)")
    text += "## Papers\n\n## Results on VOC\n\n## Results on VOB\n"
    assert flagged("toc-dead-anchor", text) == ["results-on-vo"]
    near = text.replace("VOC](#", "Data](#")
    assert mended("toc-dead-anchor", near, unsafe=False) == near


def test_year_is_no_slip_of_another_year() -> None:
    text = contents("- [2021](#2021-papers)", "- [2020](#2020-papers)") + "## 2020 Papers\n"
    assert mended("toc-dead-anchor", text) == text


def test_dead_anchors_in_code_and_comments() -> None:
    text = "# A\n\n`[x](#y)`\n\n<!-- [x](#y) -->\n\n    [x](#y)\n\n```\n[x](#y)\n```\n"
    assert not flagged("anchor-dead", text)


def test_link_of_the_contents_is_not_reported_twice() -> None:
    text = contents("- [Papers](#paprs)", "- [Data](#data)") + "## Papers\n\n## Data\n"
    assert flagged("DOC", text) == ["paprs"]


def test_many_dead_links_take_linear_time() -> None:
    def text(size: int) -> str:
        lines = [f"- [Nothing {i}](#nothing-at-all-{i})" for i in range(size)]
        heads = "".join(f"## Something of Kind {i}\n\n" for i in range(size // 2))
        return contents(*lines) + heads

    assert_linear(lambda size: lambda: flagged("DOC", text(size)), 250)
    assert len(flagged("DOC", text(1000))) >= 1000


# -- the words of the contents --------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Box (B)", "Box"),
        ("box", "Box"),
        ("Tags", "Supervised by tags"),
        ("All the tags", "Tags"),
        ("Tags", "Boxes"),
        ("`Box`", "Box"),
    ],
)
def test_other_wordings_are_the_lists_choice(line: str, heading: str) -> None:
    anchor = heading.lower().replace(" ", "-")
    text = contents(f"- [{line}](#{anchor})", "- [Data](#data)") + f"## {heading}\n\n## Data\n"
    assert not flagged("toc-text", text)


def test_words_of_the_contents_are_mended_one_by_one() -> None:
    text = contents("- [1.2. Suprvised by Box (B)](#12-supervised-by-box)", "- [D](#d)")
    text += "### 1.2. Supervised by box\n\n## D\n"
    assert mended("toc-text", text) == text.replace("Suprvised", "Supervised")


# -- what the contents lack -----------------------------------------------------------------


def test_line_of_the_first_heading() -> None:
    text = contents("- [2. B](#2-b)", "- [3. C](#3-c)") + "# 1. A\n\n# 2. B\n\n# 3. C\n"
    assert mended("toc-missing", text) == text.replace("- [2. B]", "- [1. A](#1-a)\n- [2. B]")


def test_line_behind_the_children_of_the_heading_before() -> None:
    text = contents(
        "* [A](#a)", "  * [One](#one)", "* [C](#c)", "* [D](#d)"
    ) + "# A\n\n## One\n\n# B\n\n# C\n\n# D\n"  # fmt: skip
    assert mended("toc-missing", text) == text.replace("  * [One](#one)\n", "  * [One](#one)\n* [B](#b)\n")  # fmt: skip


def test_line_keeps_the_files_line_ends() -> None:
    text = contents("- [A](#a)", "- [B](#b)", "- [D](#d)") + "# A\n\n# B\n\n# C\n\n# D\n"
    text = text.replace("\n", "\r\n")
    assert mended("toc-missing", text) == text.replace("(#b)\r\n", "(#b)\r\n- [C](#c)\r\n")


def test_heading_that_is_named_without_a_link() -> None:
    text = contents("- [A](#a)", "- [B](#b)", "- Chapters of C", "- [D](#d)")
    assert not flagged("toc-missing", text + "# A\n\n# B\n\n# Chapters of C\n\n# D\n")


def test_heading_whose_line_is_dead_is_not_missing() -> None:
    text = contents("- [1. A](#1-a)", "- [3. Boxes (B)](#3-boxes)", "- [3. C](#3-c)")
    text += "# 1. A\n\n# 2. Boxes\n\n# 3. C\n"
    assert not flagged("toc-missing", text)


def test_level_that_is_not_kept() -> None:
    text = contents("- [A](#a)", "- [B](#b)", "- [C](#c)") + "# A\n\n# B\n\n# C\n\n# D\n\n# E\n"
    assert not flagged("toc-missing", text)


# -- headings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        "# 1. A\n\n## 1.1. B\n\n# 2. C\n\n## 2.1. D\n\n## 2.2. E\n",
        "# 0. A\n\n# 1. B\n\n# 2. C\n",
        "# 3. A\n\n# 4. B\n\n# 5. C\n",
        "# 2021\n\n# 2019\n\n# 2018\n",
        "# 3D Seeds\n\n# 2D Seeds\n",
        "# 1. A\n\n# B\n\n# 5. C\n\n# D\n",
    ],
)
def test_numbers_that_are_in_order_or_none(headings: str) -> None:
    assert not flagged("heading-number", headings)


def test_first_number_is_wrong() -> None:
    text = "# 2. A\n\n## 2.3. B\n\n## 2.2. C\n"
    assert mended("heading-number", text) == text.replace("2.3.", "2.1.")


def test_number_twice_without_a_fix() -> None:
    text = "# 1. A\n\n# 2. B\n\n# 2. C\n\n# 3. D\n"
    assert flagged("heading-number", text) == ["2."]
    assert mended("heading-number", text) == text


def test_case_is_judged_by_the_level_where_siblings_are_two() -> None:
    text = (
        "# 1. A\n\n## 1.1. Tags\n\n## 1.2. Boxes\n\n# 2. B\n\n## 2.1. on VOC\n\n## 2.2. On COCO\n"
    )
    assert flagged("heading-case", text) == ["on"]
    assert mended("heading-case", text) == text.replace("on VOC", "On VOC")


@pytest.mark.parametrize("name", ["arXiv papers", "k-means", "iBOT", "3D", "`code`"])
def test_names_keep_their_small_letter(name: str) -> None:
    assert not flagged("heading-case", f"# 1. A\n\n# 2. {name}\n\n# 3. C\n\n# 4. D\n")


def test_years_are_judged_under_their_own_heading() -> None:
    years = "## 2021\n\n## 2020\n\n## 2019\n\n## 2018\n\n"
    assert not flagged("year-order", "# A\n\n" + years + "# B\n\n" + years)
    assert flagged("year-order", "# A\n\n" + years.replace("2019", "2029")) == ["2029"]


# -- size -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "severity"), [(480_000, None), (480_001, 2), (512_000, 2), (512_001, 3)])  # fmt: skip
def test_size(size: int, severity: int | None) -> None:
    text = "é\n" + "x" * (size - 3)
    (result,) = linter("file-size").lint([Source(text)])
    assert [d.severity for d in result.diagnostics] == ([severity] if severity else [])


# -- the whole table of contents -------------------------------------------------------------

TOC_RULES = "toc-dead-anchor toc-text toc-missing toc-order toc-indent"
LINES = (
    "- [1. Papers](#1-papers)",
    "    + [1.1. image tags (I)](#11-image-tags)",
    "    + [1.2. Boxes (B)](#12-boxes)",
    "    + [1.3. Dots (P)](#13-dots)",
    "- [2. Results](#2-results)",
    "    + [2.1. VOC](#21-voc)",
    "    + [2.2. COCO](#22-coco)",
    "- [3. Data](#3-data)",
)
HEADINGS = (
    "# 1. Papers", "### 1.1. Image tags", "### 1.2. Boxes", "### 1.3. Dots", "# 2. Results",
    "### 2.1. VOC", "### 2.2. COCO", "# 3. Data",
)  # fmt: skip


def page(lines: tuple[str, ...], headings: tuple[str, ...], newline: str = "\n") -> str:
    text = contents(*lines) + "".join(f"{heading}\n\nWords.\n\n" for heading in headings)
    return text.replace("\n", newline)


def changed(parts: tuple[str, ...], at: int, *new: str) -> tuple[str, ...]:
    return (*parts[:at], *new, *parts[at + 1 :])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("headings", "lines", "rule"),
    [
        (HEADINGS, LINES, ""),
        (
            (*HEADINGS[:7], "### 2.3. ADE", "# 3. Data"),
            (*LINES[:7], "    + [2.3. ADE](#23-ade)", LINES[7]),
            "toc-missing",
        ),
        (changed(HEADINGS, 3), changed(LINES, 3), "toc-dead-anchor"),
        (changed(HEADINGS, 7), changed(LINES, 7), "toc-dead-anchor"),
        (
            changed(HEADINGS, 2, "### 1.2. Rectangles"),
            changed(LINES, 2, "    + [1.2. Rectangles (B)](#12-rectangles)"),
            "toc-dead-anchor",
        ),
        (
            (*HEADINGS[:5], HEADINGS[6], HEADINGS[5], HEADINGS[7]),
            (*LINES[:5], LINES[6], LINES[5], LINES[7]),
            "toc-order",
        ),
        (
            (*HEADINGS[:3], HEADINGS[4], *HEADINGS[5:7], HEADINGS[3], HEADINGS[7]),
            (*LINES[:3], LINES[4], *LINES[5:7], LINES[3], LINES[7]),
            "toc-order",
        ),
        (
            (*HEADINGS[4:7], *HEADINGS[:4], HEADINGS[7]),
            (*LINES[4:7], *LINES[:4], LINES[7]),
            "toc-order",
        ),
        (changed(HEADINGS, 6, "# 2.2. COCO"), changed(LINES, 6, "- [2.2. COCO](#22-coco)"),
         "toc-indent"),
        (changed(HEADINGS, 7, "### 3. Data"), changed(LINES, 7, "    + [3. Data](#3-data)"),
         "toc-indent"),
        (
            (*HEADINGS[:4], "# 2. Tables", *HEADINGS[5:7], "# 4. Sets", "### 4.1. Small"),
            (*LINES[:4], "- [2. Tables](#2-tables)", *LINES[5:7], "- [4. Sets](#4-sets)"),
            "toc-dead-anchor",
        ),
    ],
)  # fmt: skip
def test_the_table_of_contents_follows_the_headings(
    headings: tuple[str, ...], lines: tuple[str, ...], rule: str, newline: str
) -> None:
    text = page(LINES, headings, newline)
    assert mended(TOC_RULES, text) == page(lines, headings, newline)
    assert mended(TOC_RULES, text, unsafe=False) == text
    (result,) = linter(TOC_RULES).lint([Source(text)])
    assert {d.name for d in result.diagnostics} == ({rule} if rule else set())


def test_lines_that_stand_apart_move_with_their_blank_lines() -> None:
    apart = "# Contents\n\n" + "\n".join(f"- [{c}](#{c.lower()})\n" for c in "ABDCE")
    text = apart + "\n" + "".join(f"# {c}\n\n" for c in "ABCDE")
    tidy = text.replace("- [D](#d)\n\n- [C](#c)", "- [C](#c)\n\n- [D](#d)")
    assert mended("toc-order", text) == tidy


@pytest.mark.parametrize(
    "lines",
    [
        "1. [A](#a)\n2. [C](#c)\n3. [B](#b)\n4. [D](#d)\n5. [E](#e)\n",  # the numbers would be wrong
        "- [A](#a)\n- [C](#c): all that\n  is left\n- [B](#b)\n- [D](#d)\n- [E](#e)\n",
        "- [A](#a)\n- [C](#c)\n\n- [B](#b)\n- [D](#d)\n- [E](#e)\n",
    ],
)
def test_what_cannot_be_moved_is_only_reported(lines: str) -> None:
    text = f"# Contents\n\n{lines}\n" + "".join(f"# {c}\n\n" for c in "ABCDE")
    assert len(flagged("toc-order", text)) == 1
    assert mended("toc-order", text) == text


def test_a_dead_line_with_living_ones_under_it_stays() -> None:
    text = page(changed(LINES, 4, "- [2. Scores](#2-scores)"), changed(HEADINGS, 4, "# 2. Marks"))
    assert "- [2. Marks](#2-marks)" in mended("toc-dead-anchor", text)
    gone = page(LINES, changed(HEADINGS, 4))
    assert mended("toc-dead-anchor", gone) == gone


def test_a_table_of_contents_for_another_page_keeps_its_lines() -> None:
    text = page(("- [One](#one)", "- [Two](#two)", "- [Three](#three)"), HEADINGS)
    assert len(flagged("toc-dead-anchor", text)) == 3
    assert mended(TOC_RULES, text) == text


def test_chapters_that_are_not_split_up_ask_for_no_lines() -> None:
    headings = (*HEADINGS, "### 3.1. Small")
    assert not flagged(TOC_RULES, page(LINES, headings))
    assert not flagged(TOC_RULES, page(tuple(o for o in LINES if o[0] == "-"), HEADINGS))


def test_groups_of_its_own_and_a_flat_list_are_left_alone() -> None:
    flat = tuple(line.strip().replace("+ ", "- ") for line in LINES)
    assert not flagged(TOC_RULES, page(flat, HEADINGS))
    order = (*LINES[4:], *reversed(LINES[:4]))
    assert not flagged("toc-order", page(order, HEADINGS))


def test_many_dead_lines_take_linear_time() -> None:
    def text(size: int) -> str:
        lines = tuple(f"- [Part {n}](#{'part' if n % 3 else 'gone'}-{n})" for n in range(size))
        return page(lines, tuple(f"# Part {n}" for n in range(size)))

    assert_linear(lambda size: lambda: flagged(TOC_RULES, text(size)), 375)
    assert len(flagged(TOC_RULES, text(1500))) == 500


def test_a_missing_line_is_added_as_the_others_stand() -> None:
    headings = "".join(f"# {c}\n\n" for c in "ABCD")
    apart = "# Contents\n\n- [A](#a)\n\n- [B](#b)\n\n- [D](#d)\n\n"
    assert mended("toc-missing", apart + headings) == (
        apart.replace("- [D]", "- [C](#c)\n\n- [D]") + headings
    )
    numbered = "# Contents\n\n1. [A](#a)\n2. [B](#b)\n3. [D](#d)\n\n" + headings
    assert flagged("toc-missing", numbered) == ["C"]
    assert mended("toc-missing", numbered) == numbered


@pytest.mark.parametrize(
    ("years", "where"),
    [
        ((2021, 2020, 2018, 2019, 2017), "behind `2020`"),
        ((2018, 2019, 2020, 2017, 2021), "before `2018`"),
        ((2021, 2020, 2022, 2019, 2018), "before `2021`"),
    ],
)
def test_the_place_of_a_year_is_named(years: tuple[int, ...], where: str) -> None:
    text = "# Papers\n\n" + "".join(f"## {year}\n\n" for year in years)
    (found,) = linter("year-order").lint([Source(text)])[0].diagnostics
    assert found.help == f"move the section {where}, or correct the year"


# -- headings with an anchor of their own ---------------------------------------------------

OWN = tuple(
    f'<a name="{name}"></a>\n\n## {title}\n'
    for name, title in [
        ("seeds", "Seeds and Points"),
        ("masks", "Masks of Scenes"),
        ("boxes", "Boxes as Labels"),
        ("tags", "Tags as Labels"),
        ("text", "Text as Labels"),
    ]
)
OWN_LINES = tuple(
    f"- [{title.strip()}](#{part.split(chr(34))[1]})"
    for part in OWN
    for title in [part.partition("## ")[2]]
)


def test_headings_are_known_by_their_own_anchors() -> None:
    rules = "toc-dead-anchor toc-text toc-missing toc-order toc-indent"
    text = contents(*OWN_LINES) + "\n".join(OWN)
    assert not flagged(rules, text)
    assert flagged(rules, text.replace("[Masks of", "[Maks of")) == ["Maks of Scenes"]
    assert flagged(rules, text.replace(OWN_LINES[1] + "\n", "")) == ["Masks of Scenes"]
    moved = contents(*OWN_LINES[1:4], OWN_LINES[0], OWN_LINES[4]) + "\n".join(OWN)
    assert flagged(rules, moved) == ["Seeds and Points"]


def test_own_anchor_at_another_heading_settles_nothing() -> None:
    rules = "toc-dead-anchor toc-text toc-missing toc-order toc-indent"
    wrong = OWN[4].replace("## Text", '<a name="tags"></a>\n\n## Text')
    parts = (*OWN[:3], "## Tags as Labels\n", wrong)
    assert not flagged(rules, contents(*OWN_LINES) + "\n".join(parts))


def test_anchor_in_front_of_other_words_is_no_headings() -> None:
    parts = [part.replace("</a>", "</a> Some words.", 1) for part in OWN]
    text = contents(*OWN_LINES).replace("Masks", "Maks") + "\n".join(parts)
    assert not flagged("toc-text", text)


def test_citing_the_list_needs_no_line() -> None:
    text = contents(*OWN_LINES) + "\n".join((*OWN, "## Citing This List\n"))
    assert not flagged("toc-missing", text)
    text = text.replace("Citing This List", "Points as Labels")
    assert flagged("toc-missing", text) == ["Points as Labels"]


def test_many_anchors_of_their_own_take_linear_time() -> None:
    def text(size: int) -> str:
        return contents(*OWN_LINES) + '<a name="x"></a>' * size + "\n\n" + "\n".join(OWN)

    assert_linear(lambda size: lambda: flagged("toc-text", text(size)), 2_000)


def test_a_section_that_lost_its_level_speaks_for_no_other() -> None:
    lines = ("- [A](#a)", "  - [A1](#a1)", "  - [A2](#a2)", "- [B](#b)", "  - [B1](#b1)",
             "  - [B2](#b2)")  # fmt: skip
    headings = ("## A", "### A1", "### A2", "## B", "### B1", "### B2", "## Press")
    assert not flagged(TOC_RULES, page(lines, headings))
    found = flagged(TOC_RULES, page(lines, changed(headings, 5, "## B2")))
    assert found == ["B2"]  # and `Press` is not missed, though three of its level now have lines


def test_dead_line_below_a_dead_line_that_is_less_deep() -> None:
    lines = ("- [The List](#the-list)", "  - [Odds](#odds)", "  - [B](#b)", "  - [C](#c)",
             "  - [D](#d)")  # fmt: skip
    text = page(lines, ("## Papers", "## B", "## C", "## D"))
    (result,) = linter(TOC_RULES).lint([Source(text)])
    odds = next(d for d in result.diagnostics if text[slice(*d.span)] == "odds")
    assert odds.fix is not None and odds.fix.title == "name and link to `Papers`"
    assert "Papers" not in [text[slice(*d.span)] for d in result.diagnostics]
