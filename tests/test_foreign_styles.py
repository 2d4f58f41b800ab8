"""Lines that a contributor writes as other lists and reference managers do.

Each must be read (no false "venue missing"), and what is shown to paste must be the line that
the list wants, or nothing.
"""

from __future__ import annotations

import pytest

from wsss_lint.diagnostics import Diagnostic
from wsss_lint.engine import Linter
from wsss_lint.settings import Settings
from wsss_lint.source import Source

NEIGHBOURS = (
    "Seeds Grow Where Nobody Looks", "Rays of Light for Scenes at Night",
    "Borders of Objects from Words", "Learning from Scribbles of Many Hands",
    "How Much a Point Can Tell", "Boxes Are Enough for Many Things",
)  # fmt: skip


def lint_line(line: str, quoted: bool = False) -> list[Diagnostic]:
    """What is found in a line among clean ones, and in nothing else."""
    mark = '"' if quoted else ""
    entries = "".join(f"- {mark}{title}{mark} *ECCV2024*\n" for title in NEIGHBOURS)
    head = "# 1. Paper List\n\n#### 2024\n\n"
    found = Linter(Settings(2026), plugins=False).lint([Source(f"{head}{entries}{line}\n")])
    document = found[0].document
    assert len(document.papers) + len(document.unreadable) > len(NEIGHBOURS)
    begin = len(head) + len(entries)
    assert all(d.span.start >= begin for d in found[0].diagnostics)
    return found[0].diagnostics


TITLE = "Masks That Know Their Borders in Images of Streets"
WANTED = f"- {TITLE} *CVPR2024*"
SAME = {  # style -> what is written behind the bullet; all say the same
    "sentence": f"{TITLE}. CVPR 2024.",
    "sentence with a comma": f"{TITLE}. CVPR, 2024.",
    "comma": f"{TITLE}, CVPR 2024",
    "commas": f"{TITLE}, CVPR, 2024",
    "quoted reference": f'"{TITLE}". CVPR, 2024.',
    "parentheses": f"{TITLE} (CVPR 2024)",
    "parentheses and comma": f"{TITLE} (CVPR, 2024)",
    "short year": f"{TITLE} (CVPR'24)",
    "brackets": f"{TITLE} [CVPR 2024]",
    "bold": f"{TITLE} **CVPR 2024**",
    "code": f"{TITLE} `CVPR 2024`",
    "dash": f"{TITLE} - CVPR 2024",
    "long dash": f"{TITLE} — CVPR 2024",
    "bar": f"{TITLE} | CVPR 2024",
    "emphasis in parentheses": f"{TITLE} (*CVPR 2024*)",
    "bold title": f"**{TITLE}** *CVPR2024*",
    "year first": f"{TITLE} *2024CVPR*",
    "stop at the end": f"{TITLE} *CVPR2024*.",
}


@pytest.mark.parametrize("style", SAME)
def test_line_to_paste_is_that_of_the_list(style: str) -> None:
    found = lint_line(f"- {SAME[style]}")
    assert found
    assert {d.expected for d in found} == {WANTED}
    assert "venue-missing" not in {d.name for d in found}


@pytest.mark.parametrize(
    "line",
    [
        f"- {TITLE} *CVPR2024* (Oral)",
        f"- {TITLE} *CVPR2024* **Highlight**",
        f"- {TITLE} *CVPR2024 Oral*",
        f"- <b>{TITLE}</b> <i>CVPR2024</i>",
        f"- {TITLE} _CVPR2024_",
    ],
)
def test_remarks_and_other_marks_are_let_pass(line: str) -> None:
    assert lint_line(line) == []


@pytest.mark.parametrize("lead", [". In ", ", in ", ". In Proceedings of the "])
def test_words_before_a_venue_are_never_taken_away(lead: str) -> None:
    line = f"- {TITLE}{lead}CVPR 2024."
    found = lint_line(line)
    assert "venue-unemphasised" in {d.name for d in found}
    assert "venue-missing" not in {d.name for d in found}
    for diagnostic in found:
        assert diagnostic.expected is None or lead in diagnostic.expected


@pytest.mark.parametrize(
    "line",
    [
        f"- {TITLE}. Some Journal of Things, 2024.",
        f"- {TITLE} [[paper](https://a.org/b)] *CVPR2024*",
        f'- Ann Lee and Bo Li, "{TITLE}" *CVPR2024*',
    ],
)
def test_no_line_to_paste_that_is_wrong(line: str) -> None:
    """Marks around the year alone, a link within a link, quotes within quotes."""
    for diagnostic in lint_line(line, quoted="Ann" in line):
        assert diagnostic.expected is None


def test_bullet_is_missed_below_an_entry_of_another_form() -> None:
    first = "- [SeCo](https://a.org/b): Apart and Together *CVPR2024*"
    found = lint_line(f"{first}\n-{TITLE} *CVPR2024*")
    assert [(d.name, d.expected) for d in found if d.name == "entry-swallowed"] == [
        ("entry-swallowed", WANTED)
    ]


def test_title_that_goes_on_below_is_no_paper_without_a_bullet() -> None:
    found = lint_line(f"- A Title That Takes Two Lines and\n  {TITLE} *CVPR2024*")
    assert "entry-swallowed" not in {d.name for d in found}


@pytest.mark.parametrize("marks", ["[{}] ", "({}) ", "**{}** ", "`{}` - ", "**[{}]** "])
def test_venue_in_front_is_read(marks: str) -> None:
    found = lint_line(f"- {marks.format('CVPR2024')}{TITLE}")
    assert [d.name for d in found] == ["venue-place"]
    assert {d.expected for d in found} == {WANTED}


@pytest.mark.parametrize("front", ["[Re] ", "(Almost) ", "[2024] ", "**Oral** ", "[Survey 2024] "])
def test_other_words_in_front_are_no_venue(front: str) -> None:
    found = lint_line(f"- {front}{TITLE} *CVPR2024*")
    assert "venue-place" not in {d.name for d in found}


def test_neighbours_are_clean() -> None:
    assert lint_line(WANTED) == []
