"""What an entry departs from, and what only looks as if it did."""

from __future__ import annotations

import pytest

from wsss_lint.diagnostics import Edit
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.formats.presets import load
from wsss_lint.records.model import ListDocument
from wsss_lint.records.reader import read
from wsss_lint.settings import Settings
from wsss_lint.source import Source


def listed(format: str, *entries: str) -> ListDocument:
    text = "## Papers\n\n" + "".join(f"- {entry}\n" for entry in entries)
    return read(Source(text), load(format))


def departures(format: str, *entries: str) -> list[tuple[str, str]]:
    document = listed(format, *entries)
    return [(d.kind, document.source.slice(d.span)) for p in document.papers for d in p.departures]


def mended(format: str, *entries: str) -> list[str]:
    document = listed(format, *entries)
    text = document.source.text
    edits: list[Edit] = [e for p in document.papers for d in p.departures for e in d.edits]
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return [line[2:] for line in text.splitlines()[2:]]


COMMAS = (
    "[Seeds for Scenes](https://a.org/1), Li et al., CVPR 2021 | [code](https://a.org/a)",
    "[Masks for Scenes](https://a.org/2), Xu et al., CVPR 2021 | [code](https://a.org/b)",
    "[Beams for Scenes](https://a.org/3), Yu et al., CVPR 2021 | [code](https://a.org/c)",
)
YEARS = (
    "2020-CVPR - Seeds and Noise. [[Paper]](https://a.org/1)",
    "2020-ICLR - Masks and Noise. [[Paper]](https://a.org/2)",
    "2020-ECCV - Beams and Noise. [[Paper]](https://a.org/3)",
)
STOPS = (
    "[Seeds for Scenes](https://a.org/1). Ann Li, Bo Wu. (**CVPR 2021**).",
    "[Masks for Scenes](https://a.org/2). Ann Xu, Bo Wu. (**CVPR 2021**).",
    "[Beams for Scenes](https://a.org/3). Ann Yu, Bo Wu. (**CVPR 2021**).",
)
LABELS = (
    "**[SeedNet]** Seeds for Scenes [[paper](https://a.org/1)]",
    "**[MaskNet]** Masks for Scenes [[paper](https://a.org/2)]",
    "**[BeamNet]** Beams for Scenes [[paper](https://a.org/3)]",
)


def test_stop_of_an_abbreviation_stands_for_no_comma() -> None:
    wrong = "[Rays for Scenes](https://a.org/4), Wu et al. ICCV 2021 | [code](https://a.org/d)"
    assert mended("linked-title-comma", *COMMAS, wrong)[-1] == wrong.replace("al. I", "al., I")


def test_stop_behind_a_name_stands_for_the_comma() -> None:
    wrong = "[Rays for Scenes](https://a.org/4), B. T. Morris. ICCV 2021 | [code](https://a.org/d)"
    assert mended("linked-title-comma", *COMMAS, wrong)[-1] == wrong.replace("s. I", "s, I")


DASHES = (
    "[Seeds for Scenes](https://a.org/1) - A. Li et al, CVPR2021. [[code]](https://a.org/a)",
    "[Masks for Scenes](https://a.org/2) - A. Xu et al, CVPR2021. [[code]](https://a.org/b)",
    "[Beams for Scenes](https://a.org/3) - A. Yu et al, CVPR2021. [[code]](https://a.org/c)",
)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("B. Wu - ECCV", "B. Wu, ECCV"),
        ("B. Wu – ECCV", "B. Wu, ECCV"),
        ("B. Wu ECCV", "B. Wu, ECCV"),
    ],
)
def test_dash_that_stands_for_the_comma_before_the_venue(wrong: str, right: str) -> None:
    entry = "[Rays](https://a.org/4) - A. Fo and B. Wu, ECCV2020. [[code]](https://a.org/d)"
    damaged = entry.replace(right, wrong)
    text = "## Papers\n\n" + "".join(f"- {line}\n" for line in (*DASHES, damaged))
    linter = Linter(Settings(2026), plugins=False)
    (fixed,) = fix(linter, [Source(text)])
    assert fixed.result.source.text == text.replace(damaged, entry)
    links = [link.url for link in fixed.result.document.papers[-1].links]
    assert links == ["https://a.org/4", "https://a.org/d"]


def test_label_that_ends_with_its_own_emphasis() -> None:
    kept = [f'**{name}:** "Seeds of {name}" *CVPR2020*' for name in "ABCEFGH"]
    assert departures("wsss", *kept, '**Li *et al.*** "Rays" *CVPR2020*') == [
        ("label-punctuation", "**Li *et al.***")
    ]
    right = '**Li *et al.*:** "Rays" *CVPR2020*'
    assert mended("wsss", *kept, '**Li *et al.*** "Rays" *CVPR2020*')[-1] == right
    assert mended("wsss", *kept, '**Li *et al.***: "Rays" *CVPR2020*')[-1] == right


def test_colon_behind_the_bold_of_a_title_without_quotes() -> None:
    kept = [f"**{name}:** Seeds of {name} *CVPR2020*" for name in "ABCEFGH"]
    assert departures("wsss", *kept, "**D**: Rays *CVPR2020*") == [("label-punctuation", "**D**:")]
    assert mended("wsss", *kept, "**D**: Rays *CVPR2020*")[-1] == "**D:** Rays *CVPR2020*"


def test_note_to_oneself_is_no_paper() -> None:
    kept = [f'**{name}:** "Seeds of {name}" *CVPR2020*' for name in "ABC"]
    for note in ("see also the other list", "**add the new ones here**", "TODO"):
        document = listed("wsss", *kept, note)
        assert [document.source.slice(u.span) for u in document.unreadable] == [note]


def test_marks_missing_in_two_places_make_one_departure() -> None:
    wrong = "[Rays for Scenes](https://a.org/4) Wu et al. ICCV 2021 | [code](https://a.org/d)"
    (found,) = [
        d for p in listed("linked-title-comma", *COMMAS, wrong).papers for d in p.departures
    ]
    assert found.kind == "entry-punctuation"
    assert found.message == "`,` and `,` are missing here"


def test_question_needs_no_stop() -> None:
    assert not departures("year-venue", *YEARS, "2020-ICML - Why Noise? [[Paper]](https://a.org/4)")


def test_nothing_is_asked_for_around_a_part_that_is_not_there() -> None:
    assert not departures("year-venue", *YEARS, "2020 - Rays and Noise. [[Paper]](https://a.org/4)")


def test_blank_before_the_dash() -> None:
    wrong = "2020-ICML- Rays and Noise. [[Paper]](https://a.org/4)"
    assert mended("year-venue", *YEARS, wrong)[-1] == wrong.replace("ICML-", "ICML -")


def test_stop_that_stands_inside_the_link() -> None:
    wrong = "[Rays for Scenes.](https://a.org/4) Ann Fu, Bo Wu. (**CVPR 2021**)."
    assert departures("linked-title-stop", *STOPS, wrong) == [("title-end-punctuation", ".")]
    assert mended("linked-title-stop", *STOPS, wrong)[-1] == wrong.replace(".](", "](").replace(
        "4) ", "4). "
    )


def test_link_that_is_not_closed_is_no_matter_of_form() -> None:
    wrong = "**[RayNet]** Rays for Scenes [[paper](https://a.org/4) [[code](https://a.org/5)]"
    assert ("entry-punctuation", "[") not in departures("labelled-links", *LABELS, wrong)


def test_blank_between_the_brackets_of_a_link_is_no_matter_of_form() -> None:
    wrong = DASHES[0].replace("](https://a.org/1)", "] (https://a.org/1)")
    text = "## Papers\n\n" + "".join(f"- {line}\n" for line in (*DASHES[1:], wrong))
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert [d.name for d in result.diagnostics] == ["link-malformed"]


def test_resource_without_a_title() -> None:
    kept = (
        '**A:** Ann Li, Bo Wu.\n  "Seeds for Scenes." CVPR (2020).\n  [[paper](https://a.org/1)]',
        '**B:** Ann Xu, Bo Wu.\n  "Masks for Scenes." CVPR (2020).\n  [[paper](https://a.org/2)]',
        '**C:** Ann Yu, Bo Wu.\n  "Beams for Scenes." CVPR (2020).\n  [[paper](https://a.org/3)]',
    )
    assert not departures("method-authors", *kept, "**Data:**\n  **[[project](https://a.org/4)]**")


def test_habit_of_a_section_is_no_slip() -> None:
    titles = [f"Seeds of Kind {name} for Scenes" for name in "ABCDEFGHIJ"]
    tight = [f"{title}*CVPR2020*" for title in titles[:5]]
    loose = [f"{title} *CVPR2020*" for title in titles[5:]]
    assert not departures("wsss", *tight, *loose)
    assert departures("wsss", *tight[:1], *loose) == [("entry-spacing", "")]


@pytest.mark.parametrize(
    ("wrong", "right", "kinds"),
    [
        ('**D** "Rays" *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["label-punctuation"]),
        ('**D :** "Rays" *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["label-punctuation"]),
        ('**D**: "Rays" *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["label-punctuation"]),
        ("**D:** Rays *CVPR2020*", '**D:** "Rays" *CVPR2020*', ["title-quotes"]),
        ('**D:** "Rays *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["title-quotes"]),
        ("**D:** “Rays” *CVPR2020*", '**D:** "Rays" *CVPR2020*', ["title-quotes"]),
        ('**D:** " Rays" *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["title-quotes"]),
        ('**D:** "Rays" CVPR2020', '**D:** "Rays" *CVPR2020*', ["venue-unemphasised"]),
        ('**D:** "Rays" * CVPR2020*', '**D:** "Rays" *CVPR2020*', ["emphasis-broken"]),
        ('**D:** "Rays" *CVPR2020 *', '**D:** "Rays" *CVPR2020*', ["emphasis-broken"]),
        ('**D:** "Rays" *CVPR2020', '**D:** "Rays" *CVPR2020*', ["emphasis-broken"]),
        ('**D:**"Rays" *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["entry-spacing"]),
        ('**D:** "Rays"  *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["entry-spacing"]),
        ('**D:** "Rays". *CVPR2020*', '**D:** "Rays" *CVPR2020*', ["title-end-punctuation"]),
    ],
)
def test_kinds(wrong: str, right: str, kinds: list[str]) -> None:
    kept = [f'**{name}:** "Seeds of {name}" *CVPR2020*' for name in "ABCEFGH"]
    assert [kind for kind, _ in departures("wsss", *kept, wrong)] == kinds
    assert mended("wsss", *kept, wrong)[-1] == right


def test_a_label_that_ran_into_its_venue_is_one_slip() -> None:
    kept = [f"**M{n}:** ***202{n}CVPR*** Rays of kind {n}" for n in range(4)]
    for entry in ("**SCM:2022ECCV** Rays and Pixels", "**SCM: 2022ECCV**: Rays and Pixels"):
        (found,) = departures("venue-prefix", *kept, entry)
        assert found[0] == "label-punctuation"
