"""The style of a list by vote: what is a departure, what is a habit, and how an entry is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from wsss_lint.engine import Linter
from wsss_lint.entries.document import read
from wsss_lint.entries.style import judge
from wsss_lint.records.model import Field, ListDocument, Paper
from wsss_lint.settings import Settings
from wsss_lint.source import Source, Span

NAMES = ("Seed", "Mask", "Beam", "Cue", "Dot", "Ray", "Box", "Map", "Tag", "Arc")
KINDS = ("Scenes", "Streets", "Rooms", "Fields", "Waters")


def document(text: str) -> ListDocument:
    return read(Source(text))


def departures(text: str) -> list[tuple[int, str, str]]:
    found = document(text)
    return [
        (found.source.line_of(d.span.start), d.kind, d.message)
        for paper in found.papers
        for d in paper.departures
    ]


def fixed(text: str) -> str:
    found = document(text)
    edits = [e for p in found.papers for d in p.departures for e in d.edits]
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def quoted(*years: int) -> str:
    return "".join(
        f'- **{name}Net{y % 100}:** "{name}s for All Kinds of {KINDS[y % 5]}" *CVPR{y}*\n'
        for y in years
        for name in NAMES[:4]
    )


def plain(year: int, count: int) -> str:
    return "".join(
        f"- **{name}Net{year % 100}:** {name}s for All Kinds of {KINDS[year % 5]} *CVPR{year}*\n"
        for name in NAMES[:count]
    )


def test_a_new_year_is_judged_by_the_year_before_it() -> None:
    text = (
        f"# Papers\n\n## 2025\n\n{plain(2025, 2)}\n## 2024\n\n{plain(2024, 4)}\n"
        f"## 2020\n\n{quoted(2020)}\n## 2019\n\n{quoted(2019)}"
    )
    assert departures(text) == []


def test_a_uniform_section_is_judged_by_itself() -> None:
    whole = "".join(f"## {name}s\n\n{quoted(2021, 2022)}\n" for name in NAMES[:3])
    text = f"# Papers\n\n{whole}## Others\n\n{plain(2022, 6)}"
    assert departures(text) == []


def test_one_entry_of_a_section_departs() -> None:
    text = f"# Papers\n\n## 2021\n\n{quoted(2021)}\n## 2020\n\n{quoted(2020)}" + plain(
        2020, 1
    ).replace("Seed", "Other")
    assert [kind for _, kind, _ in departures(text)] == ["title-quotes"]
    assert fixed(text).endswith('- **OtherNet20:** "Others for All Kinds of Scenes" *CVPR2020*\n')


def linked(*venues: str) -> str:
    return "## Papers\n\n" + "".join(
        f"{n}. [{name}s for All Kinds of Scenes](https://a.org/{n}) ({venue})\n"
        for n, (name, venue) in enumerate(zip(NAMES, venues, strict=False), 1)
    )


@pytest.mark.parametrize(
    "last",
    [
        "CVPR 2023) (*winner of the challenge*) [code](https://a.org/c",
        "VLDB 2023) (short version",
        "SIGMOD 2023 **Best Paper**!",
        "ICDE 2022, **best demo award**",
        "Displays 2023",
        "CVPR 2023)[^1] (extended",
    ],
)
def test_a_remark_or_an_unknown_venue_is_no_departure(last: str) -> None:
    assert departures(linked(*["CVPR 2023"] * 8, last)) == []


def authored(*lines: str) -> str:
    kept = "".join(
        f"- [{name}s for All Kinds of Scenes](https://a.org/{name}). Ann Ey, Bo Zed. *CVPR 2020*\n"
        for name in NAMES
    )
    return "## Papers\n\n" + kept + "".join(f"- {line}\n" for line in lines)


@pytest.mark.parametrize("authors", ["Ed Elm, Flo Fir,", "Elm, Ed et al,", "Ed Elm et al."])
def test_no_two_separators_meet(authors: str) -> None:
    text = authored(f"[Rays for All Kinds of Birds](https://a.org/r). {authors} *ECCV 2020*")
    after = fixed(text)
    assert ",." not in after and "al.." not in after and ".," not in after


def bold(space: str) -> str:
    return "".join(
        f"- **{name}Net:**{space}{name}s for All Kinds of Scenes *CVPR2020*\n" for name in NAMES
    )


def test_a_space_after_bold_is_never_removed() -> None:
    text = f"## Papers\n\n{bold('')}- **OtherNet:** Others for Some Kinds of Scenes *CVPR2020*\n"
    assert ":**Others" not in fixed(text)


def test_two_spaces_after_bold_break_no_emphasis() -> None:
    text = "## Papers\n\n" + "".join(
        f"{n}. **{name}s for All Kinds of Scenes.** {' ' * (n == 4)}ACL 2021.\n"
        for n, name in enumerate(NAMES, 1)
    )
    assert departures(text) == [(6, "entry-spacing", "extra space")]


def test_a_habit_of_the_list_is_no_departure() -> None:
    lines = [
        f"- {name}s for All Kinds of Scenes{'.' * (n % 4 > 0)} [[paper]](https://a.org/{n})\n"
        for n, name in enumerate(NAMES)
    ]
    assert departures("## Papers\n\n" + "".join(lines)) == []


def test_a_tab_counts_as_a_space() -> None:
    lines = [f"- {name}s for All Kinds of Scenes *CVPR2020*\n" for name in NAMES]
    lines[3] = lines[3].replace(" *", "\t*")
    assert departures("## Papers\n\n" + "".join(lines)) == []


def test_a_stop_that_nearly_all_have() -> None:
    lines = [
        f"- {name}s for All Kinds of Scenes{'.' * (n != 4)} [[paper]](https://a.org/{n})\n"
        for n, name in enumerate(NAMES)
    ]
    assert departures("## Papers\n\n" + "".join(lines)) == [(7, "entry-punctuation", "missing `.`")]


def test_a_venue_in_another_place_than_its_neighbors() -> None:
    lines = [f"- {name}s for All Kinds of Scenes *CVPR2020*\n" for name in NAMES]
    text = "## Papers\n\n" + "".join(lines) + "- [ECCV2020] Other Ways to See Many Scenes\n"
    ((_, kind, message),) = departures(text)
    assert kind == "venue-place"
    assert message == "venue `ECCV2020` is before the title; neighboring entries have it after"
    assert fixed(text).endswith("- Other Ways to See Many Scenes *ECCV2020*\n")


def test_the_style_names_and_writes_an_entry() -> None:
    found = document("## Papers\n\n" + quoted(2020, 2021))
    style = found.styles.near(found.papers[0])
    assert style is not None
    assert style.template == '**{method}:** "{title}" *{pub}*'
    values = {"method": "RayNet", "title": "Rays", "pub": "ICCV2021"}
    assert style.render(values) == '**RayNet:** "Rays" *ICCV2021*'
    assert style.without(("method",)).template == '"{title}" *{pub}*'
    with pytest.raises(KeyError):
        style.render({"title": "Rays", "pub": "ICCV2021"})
    with pytest.raises(KeyError):
        style.render({**values, "authors": "Ann Ey"})


def test_judging_again_changes_nothing() -> None:
    found = document("## Papers\n\n" + quoted(2020, 2021) + plain(2020, 1).replace("Seed", "Other"))
    before = [paper.departures for paper in found.papers]
    judge(found)
    assert [paper.departures for paper in found.papers] == before
    assert any(before)


RUNS = {"asterisks": "*", "brackets": "(", "spaces": " ", "quotes": '"', "dashes": "- "}


def by_hand(lines: list[tuple[str, str]]) -> ListDocument:
    """A document of entries with a title, a gap and a venue, made without reading them."""
    text, spans = "", []
    for title, gap in lines:
        start = len(text)
        text += f"{title}{gap}CVPR2020"
        spans.append((start, len(title), len(text)))
        text += "\n"
    base = document("## Papers\n\n" + quoted(2020, 2021))
    made = ListDocument(Source(text), base.markdown, base.format, base.registry)
    for index, (start, title, end) in enumerate(spans):
        paper = Paper(index, Span(start, end), base.papers[0].section)
        paper.title = Field(text[start : start + title], Span(start, start + title))
        paper.venue = Field("CVPR", Span(end - 8, end - 4))
        paper.year = Field(2020, Span(end - 4, end))
        made.papers.append(paper)
    return made


@pytest.mark.parametrize("kind", ["one gap", "many gaps"])
@pytest.mark.parametrize("run", RUNS)
def test_long_gaps_take_linear_time(run: str, kind: str) -> None:
    usual = [(f"Usual Ways of Kind {n}", " *") for n in range(20)]

    def make(size: int) -> Callable[[], object]:
        count = 1 if kind == "one gap" else size // 40
        odd = RUNS[run] * (size // count)
        found = by_hand(usual + [(f"Odd Ways of Kind {n}", odd) for n in range(count)])

        def work() -> None:
            found._styles = None
            judge(found)

        return work

    assert_linear(make, 4000)


def test_other_rules_do_not_repeat_a_departure() -> None:
    text = "## Papers\n\n" + quoted(2020, 2021) + '- **RayNet:** "Rays for Scenes"* ICCV2021*\n'
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert [d.name for d in result.diagnostics] == ["emphasis-broken"]
