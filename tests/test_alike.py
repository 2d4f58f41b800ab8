"""Lines that look like a mistake and are right, and mistakes that look right, in lists of many forms.

The tables are small; each line stands for a class that was once judged wrongly.
"""

from __future__ import annotations

import pytest

from tests.planting.tool import findings, mend, read
from wsss_lint.source import Source

TITLES = (
    "Semi-Supervised Classification with Graph Convolutional Networks", "Graph Attention Networks",
    "Simplifying Graph Convolutional Networks", "Graph Contrastive Learning with Augmentations",
    "Heterogeneous Graph Attention Network", "Neural Graph Collaborative Filtering",
    "Representation Learning on Graphs with Jumping Knowledge", "Deep Graph Infomax",
    "Hierarchical Graph Representation Learning", "Simple and Deep Graph Networks",
    "Temporal Graph Networks for Dynamic Graphs", "Adversarial Attacks on Graph Data",
    "Masked Autoencoders of Graphs", "Beyond Homophily in Graph Networks",
)  # fmt: skip
NAMES = ("Thomas Kipf, Max Welling", "Ann Ey, Bo Zed, Cy Wu, Dan Lee", "Rex Ying, Jure Leskovec")
VENUES = ("ICLR", "ICML", "KDD", "NeurIPS")
FORMS = {
    "quoted": '- **{m}:** "{t}" *{v}{y}*',
    "plain": "- {t} *{v}{y}*",
    "linked": "- [{t}](https://arxiv.org/abs/1901.{n}), {a}, {v} {y}. [[code](https://a.org/{n})]",
    "first": "- ({v} {y}) **{t}** [[paper](https://a.org/{n})] [[code](https://b.org/{n})]",
    "bold": "- **{t}.** {a}. {v} {y}. [[paper](https://a.org/{n})]",
    "below": "- **{t}**<br>\n  {a}. *{v} {y}*. [[paper](https://a.org/{n})]",
    "year": "- {y} {v} | {t} | [paper](https://a.org/{n})",
}


def line(form: str, number: int = 5, **given: str) -> str:
    """One entry in a form."""
    facts = {
        "m": f"M{chr(65 + number)}N", "t": TITLES[number], "a": NAMES[number % 3],
        "v": VENUES[number % 4], "y": "2020", "n": str(10001 + number),
    }  # fmt: skip
    return FORMS[form].format(**{**facts, **given})


def listed(form: str, entry: str | None = None) -> str:
    """A list of papers in a form, with another entry in the place of one."""
    entries = [line(form, number) for number in range(len(TITLES))]
    if entry is not None:
        entries[5] = entry
    return "# A list\n\n## Papers\n\n### 2020\n\n" + "\n".join(entries) + "\n"


def shown(text: str) -> list[tuple[str, str]]:
    """The rules that speak of a list, and what they underline; notes are left out."""
    return [(d.name, text[slice(*d.span)]) for d in findings(text) if d.severity.name != "INFO"]


@pytest.mark.parametrize("form", FORMS)
def test_a_list_is_in_order(form: str) -> None:
    text = listed(form)
    assert not shown(text)
    papers = read(Source(text)).papers
    assert [(p.venue.value, p.year.value) for p in papers if p.venue and p.year] == [
        (VENUES[number % 4], 2020) for number in range(len(TITLES))
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "title",
    [
        '"Why Should I Trust You?": Explaining Any Classifier', 'Explaining Models: "Why Me?"',
        "“Why Should I Trust You?”: Explaining Any Classifier", "Are We Done with ImageNet 2012?",
        "‘Less Than One’-Shot Learning", "word2vec: snake_case in C++ & 2D/3D", "U²-Net (Demo) [Re]",
    ],
)  # fmt: skip
def test_a_title_is_in_order(form: str, title: str) -> None:
    text = listed(form, line(form, t=title))
    assert not shown(text)
    assert mend(text, unsafe=False) == text


@pytest.mark.parametrize("form", [form for form in FORMS if form != "year"])
@pytest.mark.parametrize(
    "remark",
    ["⭐", "(Google)", "**NEW**", ":new:", "<sub>updated</sub>", "(extends [this](https://c.org))"],
)
def test_a_remark_behind_an_entry_is_in_order(form: str, remark: str) -> None:
    text = listed(form, f"{line(form)} {remark}")
    assert not shown(text)
    assert read(Source(text)).papers[5].note is not None


@pytest.mark.parametrize("form", ["linked", "bold"])
@pytest.mark.parametrize("venue", ["WMT", "BioNLP", "ClinicalNLP", "NeurIPS D&B", "Nat. Commun."])
def test_a_venue_behind_names_is_no_name(form: str, venue: str) -> None:
    text = listed(form, line(form, v=venue))
    assert not [name for name, _ in shown(text) if name != "venue-unknown"]
    paper = read(Source(text)).papers[5]
    assert paper.venue is not None and venue.startswith(paper.venue.value)


def test_a_surname_is_no_venue() -> None:
    text = "# A\n\n## Papers\n\n" + "".join(
        f"- [{title}](https://a.org/{n}) - {'Cheng Chi, Bo Zed' if n == 5 else NAMES[0]}, "
        f"{VENUES[n % 4]} 2020\n"
        for n, title in enumerate(TITLES)
    )
    assert not shown(text)


MISTAKES = [  # form, right, wrong with the place in ⟦⟧, rule
    ("plain", "*ICML2020*", "⟦_ICML2020*⟧", "emphasis-broken"),
    ("plain", "*ICML2020*", "⟦\\*ICML2020\\*⟧", "emphasis-broken"),
    ("plain", "*ICML2020*", "⟦`ICML2020`⟧", "venue-unemphasised"),
    ("quoted", "*ICML2020*", "⟦**ICML2020**⟧", "venue-unemphasised"),
    ("quoted", "**MFN:**", "⟦** MFN:**⟧", "emphasis-broken"),
    ("quoted", "**MFN:**", "⟦*MFN:**⟧", "emphasis-broken"),
    ("quoted", "**MFN:**", "⟦**MFN.**⟧", "label-punctuation"),
    ("quoted", "**MFN:**", "⟦**MFN::**⟧", "label-punctuation"),
    ("quoted", f'"{TITLES[5]}"', f"⟦'{TITLES[5]}'⟧", "title-quotes"),
    ("quoted", f'"{TITLES[5]}"', f"⟦\"{TITLES[5]}'⟧", "title-quotes"),
    ("quoted", f'"{TITLES[5]}"', f"⟦``{TITLES[5]}''⟧", "title-quotes"),
    ("quoted", f'"{TITLES[5]}"', f'⟦"{TITLES[5]}""⟧', "title-quotes"),
    ("quoted", f'"{TITLES[5]}"', f'⟦""{TITLES[5]}""⟧', "title-quotes"),
    ("first", f"**{TITLES[5]}**", f"⟦**{TITLES[5]}*⟧", "emphasis-broken"),
    ("first", f"**{TITLES[5]}**", f"⟦*{TITLES[5]}**⟧", "emphasis-broken"),
    ("first", f"**{TITLES[5]}**", f"⟦{TITLES[5]}⟧", "entry-punctuation"),
    ("first", "(ICML 2020)", "⟦⟧ICML 2020)", "entry-punctuation"),
    ("first", "(ICML 2020)", "(ICML 2020⟦]⟧", "entry-punctuation"),
    ("below", f"**{TITLES[5]}**", f"⟦**{TITLES[5]} **⟧", "emphasis-broken"),
    ("below", f"**{TITLES[5]}**", f"⟦**{TITLES[5]}*⟧", "emphasis-broken"),
    ("plain", "ICML2020", "ICML⟦-⟧2020", "entry-punctuation"),
    ("linked", "ICML 2020", "ICML⟦, ⟧2020", "entry-punctuation"),
    ("plain", f"- {TITLES[5]}", f"- ⟦- ⟧{TITLES[5]}", "entry-punctuation"),
]


@pytest.mark.parametrize(("form", "right", "wrong", "rule"), MISTAKES)
def test_a_mistake_is_found_at_its_place_and_mended(
    form: str, right: str, wrong: str, rule: str
) -> None:
    clean = listed(form)
    marked = clean.replace(right, wrong, 1)
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    assert shown(text) == [(rule, text[start:end])]
    assert mend(text, unsafe=False) == clean


@pytest.mark.parametrize(
    ("form", "right", "wrong", "rule"),
    [
        ("linked", "[code](https://a.org/10006)", "⟦(code)[https://a.org/10006]⟧", "link-malformed"),
        ("linked", "[code](https://a.org/10006)", "⟦[code][https://a.org/10006]⟧", "link-malformed"),
        ("linked", "https://a.org/10006", "⟦https:://a.org/10006⟧", "link-malformed"),
        ("linked", "https://a.org/10006", "⟦https//:a.org/10006⟧", "link-malformed"),
        ("linked", "https://a.org/10006", "⟦httpshttps://a.org/10006⟧", "link-malformed"),
        ("linked", "https://arxiv.org/abs/1901.10006", "⟦https://arxiv.org/asb/1901.10006⟧",
         "arxiv-link"),
    ],
)  # fmt: skip
def test_a_broken_address_is_mended_when_asked(
    form: str, right: str, wrong: str, rule: str
) -> None:
    clean = listed(form)
    marked = clean.replace(right, wrong, 1)
    text = marked.replace("⟦", "").replace("⟧", "")
    assert (rule, wrong.strip("⟦⟧")) in shown(text)
    assert mend(text, unsafe=True) == clean


@pytest.mark.parametrize(
    ("form", "right", "wrong", "found"),
    [
        ("bold", "ICML 2020", "ICML 20200", ("venue-unknown", "ICML 20200")),
        ("linked", "ICML 2020", "ICML 2O20", ("venue-unknown", "ICML 2O20")),
        ("plain", "ICML2020", "ICML20 20", ("venue-unknown", "ICML20 20")),
        ("linked", "[code](https://a.org/10006)", "[code](#)", ("link-empty", "[code](#)")),
    ],
)
def test_a_mistake_that_only_a_person_mends(
    form: str, right: str, wrong: str, found: tuple[str, str]
) -> None:
    text = listed(form).replace(right, wrong, 1)
    assert shown(text) == [found]
    assert mend(text, unsafe=False) == text


@pytest.mark.parametrize("glue", [" ", "; "])
def test_two_papers_in_one_entry(glue: str) -> None:
    text = listed("plain", f"{line('plain')}{glue}Another Title of a Paper *CVPR2020*")
    assert [name for name, _ in shown(text)] == ["entry-unreadable"]


@pytest.mark.parametrize("bullet", ["-", "– ", "• "])
def test_a_bullet_that_is_none(bullet: str) -> None:
    text = listed("first", bullet + line("first")[2:])
    assert shown(text) == [("entry-swallowed", line("first")[2:])]


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ("SPN: Seeds and Pixels for Weak Masks", "Seeds and Pixels for Weak Masks", True),
        ("SPN+: Seeds and Pixels for Weak Masks", "Seeds and Pixels for Weak Masks", False),
        ("Comment: Seeds and Pixels for Weak Masks", "Seeds and Pixels for Weak Masks", False),
        ("SPN: Weak Masks", "Weak Masks", False),
    ],
)
def test_a_title_without_its_name_is_the_same_paper(first: str, second: str, twice: bool) -> None:
    text = listed("plain", line("plain", t=first) + "\n" + line("plain", t=second))
    assert ("duplicate-paper" in [name for name, _ in shown(text)]) is twice
