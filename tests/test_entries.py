"""The rules about entries, where their examples do not reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.settings import Settings
from wsss_lint.source import Source

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
REAL = SHARED / "data" / "awesome-wsss.md"


def settings(rules: str, preset: str | None = "wsss") -> Settings:
    chosen = Settings()
    chosen.select = tuple(rules.split())
    chosen.preset = (preset,) if preset else ()
    return chosen


def lint(rules: str, text: str, preset: str | None = "wsss") -> list[Diagnostic]:
    (result,) = Linter(settings(rules, preset), pedantic=True).lint([Source(text)])
    return result.diagnostics


def flagged(rules: str, *entries: str, preset: str | None = "wsss") -> list[str]:
    text = "## Papers\n\n" + "".join(f"- {entry}\n" for entry in entries)
    return [text[slice(*d.span)] for d in lint(rules, text, preset)]


def mended(rules: str, *entries: str, unsafe: bool = True, preset: str = "wsss") -> list[str]:
    text = "## Papers\n\n" + "".join(f"- {entry}\n" for entry in entries)
    floor = Applicability.UNSAFE if unsafe else Applicability.SAFE
    (fixed,) = fix(Linter(settings(rules, preset)), [Source(text)], floor)
    return [line[2:] for line in fixed.result.source.text.splitlines()[2:]]


KEPT = [f'**{name}:** "Seeds of {name} for Segmentation" *CVPR2020*' for name in "ABCEFGH"]


# -- blanks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        '**D:** "Rays for\n  Segmentation" *CVPR2020*',  # a line that goes on
        '**D:** "Rays for Segmentation" *CVPR2020*  ',  # a line break
        '**D:** "Rays of `a  b` for Segmentation" *CVPR2020*',
    ],
)
def test_blanks_that_are_layout(entry: str) -> None:
    assert not flagged("entry-spacing", *KEPT, entry)


def test_blanks_in_carriage_return_files() -> None:
    text = "## Papers\n\n" + "".join(f"- {entry}\n" for entry in KEPT)
    text += '- **D:** "Rays  for\n  Scenes" *CVPR2020*\n'
    (one,) = lint("entry-spacing", text)
    (other,) = lint("entry-spacing", text.replace("\n", "\r\n"))
    assert other.span.end - other.span.start == one.span.end - one.span.start == 2


# -- emphasis -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '**D:** "Faster A* Search for Rays" *CVPR2020*',
        '**D:** "Rays of 5 * 3 * 2 Scenes" *CVPR2020*',
        '**D:** "Rays \\*for\\* Scenes" *CVPR2020*',
        '**D:** "Rays in a_snake_case_name and _italics_" *CVPR2020*',
        '**D:** "Rays `* for *` Scenes" *CVPR2020*',
        '**Li *et al.*:** "Rays for Scenes" *CVPR2020*',
        '**D:** "Rays for Scenes" _CVPR2020_',
    ],
)
def test_asterisks_that_mean_themselves_or_work(text: str) -> None:
    assert not flagged("emphasis-broken", *KEPT, text)


def test_footnote_signs_of_authors() -> None:
    entries = [
        f"[Seeds of {name}](https://a.org/{name}), Ann {name}*, Bo Wu*, CVPR 2020"
        for name in "ABCD"
    ]
    assert not flagged("emphasis-broken", *entries, preset="linked-title-comma")


def test_a_broken_emphasis_is_said_once() -> None:
    for entry in (
        '**D:** "Rays for Scenes" * CVPR2020*',
        '**D :** "Rays for ** broad ** Scenes" *CVPR2020*',
        '**Yao et al.  **: "Rays for Scenes" *CVPR2020*',
    ):
        assert len(flagged("emphasis-broken", *KEPT, entry)) == 1


def test_emphasis_of_a_note() -> None:
    entries = [
        f"Seeds of {name} for Scenes (**oral**) [[paper](https://a.org/{name})]" for name in "ABCD"
    ]
    wrong = "Rays for Scenes (** oral**) [[paper](https://a.org/1)]"
    assert flagged("emphasis-broken", *entries, wrong, preset="labelled-links") == ["** oral**"]
    assert mended("emphasis-broken", *entries, wrong, preset="labelled-links", unsafe=False)[
        -1
    ] == wrong.replace("** oral", "**oral")


# -- labels ---------------------------------------------------------------------------------


def test_words_that_count_as_placeholders_can_be_set() -> None:
    chosen = settings("label-placeholder")
    chosen.options = {"label-placeholder": {"words": ["Foo  Net"]}}
    text = '## Papers\n\n- **foo net:** "Rays" *CVPR2020*\n- **Method:** "Beams" *CVPR2020*\n'
    (result,) = Linter(chosen).lint([Source(text)])
    assert [text[slice(*d.span)] for d in result.diagnostics] == ["foo net"]


def test_label_is_not_missing_where_some_have_none() -> None:
    bare = ['"Rays for Scenes" *CVPR2020*', '"Beams for Scenes" *CVPR2020*']
    assert flagged("label-missing", *KEPT, bare[0]) == [bare[0]]
    assert flagged("label-missing", *KEPT[:3], bare[0]) == []
    assert flagged("label-missing", *KEPT, *bare) == []


def test_two_authors_of_one_name_have_one_label() -> None:
    entries = [f'**Oh *et al.*:** "Seeds of {name}" *CVPR2020*' for name in "ABC"]
    assert not flagged("label-author-form label-case", *entries)


def test_author_forms_without_a_majority() -> None:
    entries = [f'**Oh *et al.*:** "Seeds of {name}" *CVPR2020*' for name in "AB"]
    entries += [f'**Oh et al.:** "Seeds of {name}" *CVPR2020*' for name in "CD"]
    assert not flagged("label-author-form", *entries)


def test_methods_of_the_tables_count_for_the_form_of_authors() -> None:
    text = (
        '## Papers\n\n- **Oh *et al*.:** "Rays for Scenes" *CVPR2020*\n\n## Results\n\n'
        "| Method | Pub. | val |\n|---|---|---|\n| Oh *et al.* | CVPR20 | 61.0 |\n"
        "| Li *et al.* | CVPR20 | 62.0 |\n| Wu *et al.* | CVPR20 | 63.0 |\n"
    )
    assert [text[slice(*d.span)] for d in lint("label-author-form", text)] == ["*et al*."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('**SPoT:** "Subclass Prototypes for Masks" *CVPR2020*',
         '**SPOT:** "Optimal Transport of Points" *CVPR2021*'),
        ('**Ficklenet:** "Ficklenet: Rays for Scenes" *CVPR2020*',
         '**Oh *et al.*:** "Beams for Scenes" *CVPR2020*'),
        ('**CLIP:** "CLIPS: Rays for Scenes" *CVPR2020*',
         '**Clip-it:** "Beams for Scenes" *CVPR2020*'),
    ],
)  # fmt: skip
def test_names_that_are_no_other_case_of_each_other(one: str, other: str) -> None:
    assert not flagged("label-case", *KEPT, one, other)


# -- titles ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Inter- and Intra-Class Rays",
        "Weakly-and Semi-Supervised Rays",
        "Coarse- to Fine-Grained Rays",
        "Image- or Box-Level Rays",
        "αSeg and βVAE for Rays",
        "What’s the Point – Rays",
        "Super Pixel Rays and Superpixel Beams",
        "A Data Set and a Dataset of Rays",
        "Rays On Line and Online",
        "Naïve Rays in Zürich",
        "多标签 Rays",
    ],
)
def test_titles_that_are_right(title: str) -> None:
    rules = "title-split-word title-invisible-characters title-subtitle-colon"
    assert not flagged(rules, *KEPT, f'**D:** "{title}" *CVPR2020*')


def test_joiners_of_other_scripts_stay() -> None:
    assert not flagged("title-invisible-characters", '**D:** "می\u200cخواهم Rays" *CVPR2020*')
    assert flagged("title-invisible-characters", '**D:** "Ra\u200cys" *CVPR2020*') == ["\u200c"]


def test_no_break_space_beside_a_blank_goes() -> None:
    assert mended(
        "title-invisible-characters", '**D:** "Rays \u00a0for\u00a0Scenes" *CVPR2020*', unsafe=False
    ) == ['**D:** "Rays for Scenes" *CVPR2020*']


def test_letters_of_another_script_need_unsafe_fixes() -> None:
    entry = '**D:** "Rаys for Scenes" *CVPR2020*'  # a Cyrillic letter
    assert mended("title-invisible-characters", entry, unsafe=False) == [entry]
    assert mended("title-invisible-characters", entry) == ['**D:** "Rays for Scenes" *CVPR2020*']


def test_word_in_another_script_stays() -> None:
    assert not flagged("title-invisible-characters", '**D:** "Rays и сцены в кино" *CVPR2020*')


@pytest.mark.parametrize("end", ["?", "!", "...", "…", " etc.", " et al.", " Part I.", " 2.0."])
def test_ends_of_titles_that_stay(end: str) -> None:
    assert not flagged("title-end-punctuation", *KEPT, f'**D:** "Rays for Scenes{end}" *CVPR2020*')


def test_stops_of_all_titles_stay() -> None:
    entries = [entry.replace('" *', '." *') for entry in KEPT]
    assert not flagged("title-end-punctuation", *entries)
    assert flagged("title-end-punctuation", *KEPT, entries[0]) == ["."]


@pytest.mark.parametrize(
    "entry",
    [
        '**DETR:** "DETR for Rays" *CVPR2020*',
        '**DETR:** "DETR Meets Rays" *CVPR2020*',
        '**DETR:** "DETRs Beat Rays" *CVPR2020*',
        '**DETR:** "DETR" *CVPR2020*',
        '**DETR:** "DETR: Rays" *CVPR2020*',
        '**DETR:** "DETR-based Rays" *CVPR2020*',
        '**Li *et al.*:** "Li Rays" *CVPR2020*',
    ],
)
def test_titles_that_need_no_colon(entry: str) -> None:
    assert not flagged("title-subtitle-colon", *KEPT, entry)


# -- whole lists ----------------------------------------------------------------------------


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not there")
def test_what_is_found_in_the_real_list() -> None:
    """Each class of defect that a person found in it, and nothing else."""
    source = Source.read(REAL)
    chosen = settings("ENT", None)
    (result,) = Linter(chosen).lint([source])
    counts: dict[str, int] = {}
    for d in result.diagnostics:
        counts[d.name] = counts.get(d.name, 0) + 1
    assert counts == {
        "emphasis-broken": 2, "entry-spacing": 4, "label-author-form": 2, "label-case": 1,
        "label-missing": 2, "label-placeholder": 2, "label-punctuation": 4, "title-empty": 1,
        "title-end-punctuation": 2, "title-quotes": 7, "title-split-word": 1,
        "title-subtitle-colon": 2,
    }  # fmt: skip


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not there")
def test_safe_fixes_leave_nothing_safe_in_the_real_list() -> None:
    linter = Linter(settings("ENT DOC", None))
    (fixed,) = fix(linter, [Source.read(REAL)])
    assert fixed.applied > 15
    left = [d for d in fixed.result.diagnostics if d.fix and d.fix.applicability == 3]
    assert not left


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (
            '- **B:** *CVPR2020* "Pixels for Segmentation"',
            '- **B:** "Pixels for Segmentation" *CVPR2020*',
        ),
        ('- *CVPR2020* **B**: "Pixels for Segmentation" by the way', None),  # more would be lost
        ('- **B** see "Pixels for Segmentation"', None),
        ("- TODO", None),
    ],
)
def test_an_unreadable_entry_is_shown_in_the_form_of_its_neighbours(
    entry: str, line: str | None
) -> None:
    papers = "".join(f'- **{c}:** "Seeds of {c}" *CVPR202{c}*\n' for c in "012345")
    (found,) = lint("entry-unreadable", f"## Papers\n\n{papers}{entry}\n")
    assert found.expected == line
    assert found.fix is None or found.fix.applicability is Applicability.DISPLAY


CALM = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR202{k}*\n' for k in range(5))


def codes(text: str) -> list[tuple[str, str]]:
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    return [(d.name, text[slice(*d.span)]) for d in result.diagnostics]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('- *SEAM:** "A Mask of Its Own" *CVPR2020*', ("emphasis-broken", "*SEAM:**")),
        ('- *SEAM:* "A Mask of Its Own" *CVPR2020*', ("label-punctuation", "*SEAM:*")),
        ('- **SEAM:** ""A Mask of Its Own" *CVPR2020*', ("title-quotes", '""A Mask of Its Own"')),
        (
            '-**SEAM:** "A Mask of Its Own" *CVPR2020*',
            ("entry-swallowed", '**SEAM:** "A Mask of Its Own" *CVPR2020*'),
        ),
    ],
)
def test_a_slip_is_one_finding(line: str, found: tuple[str, str]) -> None:
    assert codes(f'## Papers\n\n{CALM}{line}\n- **Z:** "Last of All" *ECCV2020*\n') == [found]


@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_paper_in_a_paragraph_among_bullets_lost_its_own(place: str) -> None:
    line = '**SEAM:** "A Mask of Its Own" *CVPR2020*'
    body = f"{line}\n{CALM}" if place == "before" else f"{CALM}\n{line}\n"
    (found,) = lint("entry-swallowed", f"## Papers\n\n{body}")
    assert found.expected == f"- {line}"
    assert not lint("entry-swallowed", f"## Papers\n\nAll *CVPR2020* papers are here.\n\n{CALM}")


NEW = "".join(f"- Seeds of Kind {k} for Segmentation *CVPR202{k}*\n" for k in range(6))


@pytest.mark.parametrize(
    "line",
    [
        "- **Prompts for Segmentation** *CVPR2025*",
        "- Prompts for Segmentation (CVPR 2025)",
        "- Prompts for Segmentation (CVPR2025)",
        "- Prompts for Segmentation, CVPR 2025.",
        "- Prompts for Segmentation. CVPR 2025.",
        "- Prompts for Segmentation | CVPR2025",
        "- Prompts for  Segmentation  * CVPR2025 *",
        "- Prompts for Segmentation *cvpr2025",
        "- Prompts for Segmentation *2025CVPR*",
    ],
)
def test_a_contributor_can_paste_what_is_expected(line: str) -> None:
    right = "- Prompts for Segmentation *CVPR2025*"
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(f"## Papers\n\n{NEW}{line}\n")])
    assert result.diagnostics
    assert {d.expected for d in result.diagnostics} == {right}
    assert not codes(f"## Papers\n\n{NEW}{right}\n")


def test_a_title_in_bold_is_not_said_to_be_broken() -> None:
    found = codes(f"## Papers\n\n{NEW}- **Prompts for Segmentation** *CVPR2025*\n")
    assert [name for name, _ in found] == ["entry-punctuation"]


def test_a_bullet_without_its_blank_is_told_even_alone() -> None:
    line = '-**SEAM:** "A Mask of Its Own" *CVPR2020*'
    text = f"## Papers\n\n### 2020\n\n{line}\n\n### Others\n\n{CALM}"
    (found,) = lint("entry-swallowed", text)
    assert found.expected == line.replace("-**", "- **")


# -- words twice, and misspelt ---------------------------------------------------------------

COMMON = tuple(
    f'**{label}:** "Weakly Supervised Detection and Localization of {thing}" *CVPR2020*'
    for label, thing in zip("ABCDE", ["Models", "Seeds", "Boxes", "Scenes", "Points"], strict=True)
)


@pytest.mark.parametrize(
    "title",
    [
        "Vitamin A a Day for Scenes",  # a letter that is a name
        "Scenes That That Model Had Had",
        "Zoom In in Scenes",
        "Very Very Deep Scenes",
        "Detection, Detection, Detection",
        "Seeing Detection Detection Detection",
        "A in-between in In-between",
        "New New Detection",
        "The CLIP Clip of Scenes",
        "Net2 Net2 and 3 3 Scenes",
        "Attention Attention Everywhere",  # where titles play with words: a note
        "Scenes: Detection Detection Everywhere",
        "A Walk in Walla Walla",  # a word that the list does not know
    ],
)
def test_words_that_may_stand_twice(title: str) -> None:
    (result,) = Linter(Settings(2026), plugins=False).lint(
        [
            Source(
                "## Papers\n\n"
                + "".join(f"- {entry}\n" for entry in COMMON)
                + f'- **X:** "{title}" *CVPR2020*\n'
            )
        ]
    )
    assert "title-repeated-word" not in [d.name for d in result.diagnostics]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Seeds of of Scenes", "Seeds of Scenes"),
        ("The the Seeds", "The Seeds"),
        ("Seeds: The the Seeds", "Seeds: The Seeds"),
        ("The Weakly Weakly Supervised", "The Weakly Supervised"),
        ("The Weakly weakly Supervised", "The Weakly Supervised"),
        ("Seeds for Detection  Detection", "Seeds for Detection"),
    ],
)
def test_words_that_stand_twice(wrong: str, right: str) -> None:
    entries = [*COMMON, f'**X:** "{wrong}" *CVPR2020*']
    assert mended("title-repeated-word", *entries) == [*COMMON, entries[-1].replace(wrong, right)]


@pytest.mark.parametrize(
    "title",
    [
        "Weakly Supervised Detections",
        "Weakly Supervised Localisation",
        "Supervise Scenes",
        "Weakly Unsupervised Scenes",
        "Weakly Supervised DeTection",  # a name
        "Weakly Supervised Dejection of Boxes Everywhere, or Dejection",  # twice: no slip
        "A Detecton of Birds",  # no neighbour of the word is known
        "Casual Models",  # and causal ones
        "Weakly Supervised Detcetion and Localization of Models",  # duplicate-title-typo says it
    ],
)
def test_words_that_are_no_slips(title: str) -> None:
    causal = [line.replace("Weakly", "Causal").replace(" of ", " in ") for line in COMMON]
    entries = [*COMMON, *causal, f'**X:** "{title}" *CVPR2020*']
    assert not flagged("title-misspelling", *entries)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Detcetion", "Detection"),
        ("Detecton", "Detection"),
        ("Deetection", "Detection"),
        ("Datection", "Detection"),
    ],
)
def test_words_that_are_a_slip_away(wrong: str, right: str) -> None:
    entries = [*COMMON, f'**X:** "Supervised {wrong} in Rain" *CVPR2020*']
    assert mended("title-misspelling", *entries) == [
        *COMMON, entries[-1].replace(wrong, right)
    ]  # fmt: skip
