"""The template language: parsing, matching, writing, reading what departs, and its speed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from wsss_lint.formats.format import Format, FormatError
from wsss_lint.formats.free import State
from wsss_lint.formats.matcher import at_end, compile_nodes
from wsss_lint.formats.presets import load, names, raw
from wsss_lint.formats.quick import compile_quick
from wsss_lint.formats.relax import relax, without
from wsss_lint.formats.syntax import TemplateError
from wsss_lint.formats.template import Template
from wsss_lint.venues.registry import Registry

REGISTRY = Registry()


def read(template: str, text: str) -> dict[str, str] | None:
    match = Template(template).match(text, 0, len(text), REGISTRY)
    if match is None:
        return None
    return {c.name: text[c.start : c.end] for c in match.captures}


@pytest.mark.parametrize(
    ("template", "text", "fields"),
    [
        (
            '**{method}:** "{title}" *{pub}*',
            '**SEAM:** "Self-supervised Attention" *CVPR2020*',
            {"method": "SEAM", "title": "Self-supervised Attention", "pub": "CVPR2020"},
        ),
        (
            '**{method}:** "{title}" *{pub}*',
            '**Li *et al.*:** "Group: a *b* study" *AAAI2021*',
            {"method": "Li *et al.*", "title": "Group: a *b* study", "pub": "AAAI2021"},
        ),
        (
            "{title} *{pub}*",
            "A *starred* Title *ACM MM 2023*",
            {"title": "A *starred* Title", "pub": "ACM MM 2023"},
        ),
        (
            "[{title}]({url}), {authors}, {pub}{* | [{label}]({url})*}",
            "[Some (nested) Title](https://x.org/a_(b)), Ey et al., ECCV 2020 | [github](https://g.org)",
            {
                "title": "Some (nested) Title",
                "url": "https://g.org",
                "authors": "Ey et al.",
                "pub": "ECCV 2020",
                "label": "github",
            },
        ),
        (
            "{title}. {authors}. {pub!}",
            "On A. B. Things. Ann Ey, Bo Zed. NeurIPS 2018",
            {"title": "On A", "authors": "B. Things. Ann Ey, Bo Zed", "pub": "NeurIPS 2018"},
        ),
        (
            "{year}-{venue} - {title}. {links+}",
            "2019-ICCV - A Title - with dash. [[Paper]](u) [[Code]](v)",
            {
                "year": "2019",
                "venue": "ICCV",
                "title": "A Title - with dash",
                "links": "[[Paper]](u) [[Code]](v)",
            },
        ),
        (
            "{title}{? ({pub!})?} {links+}",
            "A Title (x) [[p](u)]",
            {"title": "A Title (x)", "links": "[[p](u)]"},
        ),
        (
            "[{title}]({url}) - {authors}, {pub}.",
            "[A Title](u) - Ann Ey, Bo Zed, Cy Wu, ECCV 2020.",
            {
                "title": "A Title",
                "url": "u",
                "authors": "Ann Ey, Bo Zed, Cy Wu",
                "pub": "ECCV 2020",
            },
        ),
        (
            "[{title}]({url}) - {authors}, {pub}.",
            "[A Title](u) - Ann Ey, Vision Workshop, ECCV 2020.",
            {
                "title": "A Title",
                "url": "u",
                "authors": "Ann Ey",
                "pub": "Vision Workshop, ECCV 2020",
            },
        ),
        ("{{{title}}} *{pub}*", "{A} *CVPR2020*", {"title": "A", "pub": "CVPR2020"}),
    ],
)
def test_reads(template: str, text: str, fields: dict[str, str]) -> None:
    assert read(template, text) == fields


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('"{title}" *{pub}*', "Title *CVPR2020*"),
        ("{title} *{pub}*", "Title CVPR2020"),
        ("{title} {links+}", "Title without links"),
        ("{title}. {authors}. {pub!}", "Title. Authors. Some Place 2020"),
        ("{title} {year}", "Title 20201"),
        ("[{title}]({url})", "[Title](u) and more"),
    ],
)
def test_does_not_read(template: str, text: str) -> None:
    assert read(template, text) is None


def test_runs_of_blanks_count_as_one_and_are_told() -> None:
    text = '**A:**  " Some Title"   *CVPR2020*'
    match = Template('**{method}:** "{title}" *{pub}*').match(text, 0, len(text))
    assert match is not None
    assert [text[c.start : c.end] for c in match.captures] == ["A", "Some Title", "CVPR2020"]
    assert [(text[s.start : s.end], s.expected) for s in match.loose] == [
        (':**  "', ':** "'),
        (" ", ""),
        ('"   *', '" *'),
    ]


@pytest.mark.parametrize(
    ("template", "column", "reason"),
    [
        ("", 1, "empty"),
        ("no field", 1, "no field"),
        ("{title", 1, "not closed"),
        ("{title} }", 9, "lone"),
        ("{title} {?x", 9, "not closed"),
        ("{title} ?}", 9, "closes no group"),
        ("{title}{authors}", 1, "nothing tells"),
        ("{*{links}*}{title}", 1, "repeated group"),
        ("{title:words}", 1, "no field type"),
        ("{1x}", 1, "no field name"),
        ("{?" * 12 + "x{a}" + "?}" * 12, 17, "deeper"),
        ("{title}{??}", 10, "empty"),
        ("{ttle} *{pub}*", 1, "did you mean `title`?"),
        ("{title}. {author}. *{pub}*", 10, "did you mean `authors`?"),
        ("{Title} *{pub}*", 1, "did you mean `title`?"),
        ("{title} {lniks+}", 9, "did you mean `links`?"),
        ("{title} {vanue}", 9, "did you mean `venue`?"),
        ("{title} ({yaer})", 10, "write `{yaer:text}`"),
        ("{title} *{pubs}*", 10, "did you mean `pub`?"),
    ],
)
def test_a_template_that_cannot_work_is_refused(template: str, column: int, reason: str) -> None:
    with pytest.raises(TemplateError) as error:
        Template(template)
    assert reason in error.value.reason
    assert error.value.column == column
    assert str(column) in str(error.value)


@pytest.mark.parametrize(
    "name",
    ["data", "code", "tag", "note", "title2", "sub_title", "affiliation", "name", "author:text"],
)
def test_a_field_of_ones_own_is_no_slip(name: str) -> None:
    own, _, kind = name.partition(":")
    match = Template(f"{{title}} ({{{name}}})").match("A Title (xyz)", 0, 13, REGISTRY)
    assert match is not None, kind
    assert match.first(own) is not None


@pytest.mark.parametrize(
    ("raw_format", "words"),
    [
        ({"units": [{"unit": "line", "entry": ["{title}"]}]}, "not one of"),
        ({"units": [{"entry": []}]}, "at least one template"),
        ({"units": [{"unit": "row"}]}, "columns"),
        ({"units": [{"in": ["("], "entry": ["{title}"]}]}, "regular expression"),
        ({"units": [{"entry": ["{title}{authors}"]}]}, "format.units[0].entry"),
    ],
)
def test_a_format_that_cannot_work_is_refused(raw_format: dict, words: str) -> None:
    with pytest.raises(FormatError, match=words.replace("[", r"\[")):
        Format.from_raw("x", raw_format)


@pytest.mark.parametrize("name", names())
def test_presets_load(name: str) -> None:
    assert raw(name)["description"]
    assert load(name).units


WORDS = st.lists(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True), min_size=2, max_size=5)
VALUES = st.fixed_dictionaries(
    {
        "title": WORDS.map(" ".join),
        "method": st.from_regex(r"[A-Z][A-Za-z0-9]{1,6}(-[A-Z][a-z]{1,4})?", fullmatch=True),
        "authors": st.from_regex(r"[A-Z][a-z]{2,7} [A-Z][a-z]{2,7}", fullmatch=True),
        "pub": st.sampled_from(["CVPR2021", "ECCV 2020", "NeurIPS 2018", "TPAMI2024"]),
        "venue": st.sampled_from(["CVPR", "ICCV", "NeurIPS"]),
        "year": st.integers(1990, 2030).map(str),
        "yy": st.integers(10, 29).map(str),
        "date": st.sampled_from(["2021.05.11", "2020-01-31"]),
        "url": st.sampled_from(["https://example.org/a", "https://arxiv.org/abs/2101.00001"]),
        "links": st.just("[[code](https://example.org/c)]"),
        "label": st.just("code"),
        "tags": st.just("`box.`"),
        "note": st.just("Oral"),
        "affiliation": st.just("Lab"),
        "rest": st.just("more"),
    }
)
TEMPLATES = [
    (name, template) for name in names() for unit in load(name).units for template in unit.templates
]


@pytest.mark.parametrize(("name", "template"), TEMPLATES, ids=lambda x: str(x)[:60])
@settings(max_examples=15, deadline=None)
@given(values=VALUES)
def test_what_a_template_writes_it_reads(name: str, template: Template, values: dict) -> None:
    """Rendered from fields, read back, and rendered again: the same line and the same fields."""
    line = template.render({key: [value] * 2 for key, value in values.items()})
    match = template.match(line, 0, len(line), REGISTRY)
    assert match is not None, line
    fields: dict[str, list[str]] = {}
    for c in match.captures:
        fields.setdefault(c.name, []).append(line[c.start : c.end])
    assert template.render(fields) == line
    if "pub:text" not in template.text and "{rest}" not in template.text:
        assert fields.get("title", [values["title"]])[0] == values["title"]
    assert not match.loose


SLIPS = [
    ('**LIID** "A Good Title" *TPAMI2020*', {"method": "LIID", "title": "A Good Title"}),
    ('**Yao et al.  **: "A Good Title" *CVPR2021*', {"method": "Yao et al."}),
    ("**A** : “A Good Title” *CVPR2021*", {"method": "A", "title": "A Good Title"}),
    ('A: "A Good Title" *CVPR2021*', {"method": "A", "title": "A Good Title"}),
    ('**A:** "A Good Title *CVPR2021*', {"title": "A Good Title"}),
    ('**A:** "A Good Title" CVPR2021', {"title": "A Good Title", "pub": "CVPR2021"}),
    ('**A:** "A Good Title.* CVPR2021*', {"pub": "CVPR2021"}),
    ('**A:** "A Good Title"', {"title": "A Good Title"}),
    ('**A:** "" *2018*', {"title": "", "pub": "2018"}),
]


@pytest.mark.parametrize(("text", "fields"), SLIPS)
def test_reads_what_departs_from_its_form(text: str, fields: dict[str, str]) -> None:
    template = Template('**{method}:** "{title}" *{pub}*')
    match = relax(template, text, 0, len(text), REGISTRY)
    assert match is not None
    assert match.cost > 0
    found = {c.name: text[c.start : c.end] for c in match.captures}
    assert {name: found.get(name) for name in fields} == fields


@pytest.mark.parametrize("text", ["", "TODO", "| a | b |", "https://example.org", "*" * 200])
def test_relaxed_mode_has_its_limits(text: str) -> None:
    assert relax(Template('**{method}:** "{title}" *{pub}*'), text, 0, len(text), REGISTRY) is None


@pytest.mark.parametrize(
    ("template", "names_", "rest"),
    [
        ('**{method}:** "{title}" *{pub}*', ("method",), '"T" *P*'),
        ('**{method}:** "{title}" *{pub}*', ("pub",), '**M:** "T"'),
        ("{title} *{pub}*", ("pub",), "T"),
        ("[{title}]({url}), {authors}, {pub}", ("authors",), "[T](U), P"),
        ("{title} ({pub}). {authors}", ("pub",), "T . A"),
    ],
)
def test_leaves_out_a_field_with_its_marks(template: str, names_: tuple, rest: str) -> None:
    given_values = {"method": ["M"], "title": ["T"], "pub": ["P"], "authors": ["A"], "url": ["U"]}
    assert without(Template(template), names_).render(given_values) == rest


SILENT = compile_quick(Template("{title} {links}").nodes)
PLAIN = [t for _, t in TEMPLATES if compile_quick(t.nodes) is not SILENT]
PLAIN += [Template(text) for text in ("{venue}", "{title}. {authors}. {pub}", " {title} -",
                                      "{method}: {title} ({pub})", "{a}-{b} {c}")]  # fmt: skip
PIECES = st.sampled_from(
    ("**", "*", '"', ":", " ", "  ", "A", "CVPR", "2021", "CVPR2021", ':** "', '" *', " *", "Title",
     "et al.", ", ", ". ", " - ", "(", ")", "arXiv", "Two Words", ":**", "“", "|", "](", "[")
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(before=PIECES, pieces=st.lists(PIECES, min_size=1, max_size=14), after=PIECES)
def test_the_quick_way_says_what_the_matcher_says(
    before: str, pieces: list[str], after: str
) -> None:
    inner = "".join(pieces)
    text, start = before + inner + after, len(before)
    assert len(PLAIN) > 10
    for template in PLAIN:
        said = compile_quick(template.nodes)(text, start, start + len(inner), REGISTRY)
        if said is not None:
            state = State(text, start, start + len(inner), REGISTRY)
            fits = compile_nodes(template.nodes, at_end)(state, start)
            assert said == (tuple(state.captures) if fits else ()), (template, inner)
            assert not (fits and state.loose)


@pytest.mark.parametrize(
    ("template", "text", "fields"),
    [
        ('**{method}:** "{title}" *{pub}*', '**A:** "B: "C" D" *CVPR2021*',
         ["A", 'B: "C" D', "CVPR2021"]),
        ("{title} *{pub}*", "A Title *CVPR2021*", ["A Title", "CVPR2021"]),
        ("{title} *{pub}*", "A Title *CVPR2021* and more", []),
        ("{title} *{pub}*", "A *starred* Title *CVPR2021*", None),
        ("{title} *{pub}*", "A  Title *CVPR2021*", None),
        ("{title} *{pub}*", "[A](b) Title *CVPR2021*", None),
        ("**{method}:** {title}", f"**{'A' * 81}:** Title", None),
        ("{title} *{pub}*{? {links+}?}", "A Title *CVPR2021*", None),
    ],
)  # fmt: skip
def test_the_quick_way_is_for_what_is_plain(
    template: str, text: str, fields: list[str] | None
) -> None:
    said = compile_quick(Template(template).nodes)(text, 0, len(text), REGISTRY)
    assert (None if said is None else [text[c.start : c.end] for c in said]) == fields


HOSTILE = [
    ("{title}. {authors}. {pub!}", ". a"),
    ("{title} *{pub}*", " *a"),
    ("{title} *{pub}*", "*"),
    ("{title} *{pub}*", " "),
    ("{?{method}: ?}{authors}. {title}. {venue} ({year})", "a. (1): "),
    ("[{title}]({url}){* | [{label}]({url})*}", "[a](b) | "),
    ("{title} {links+}", "[a](b "),
    ("{title}{?.?}{?{links}?}{?{tags}?}", "`:a"),
    ("{*{?{method}, ?}x*}{title} {year}", "x, "),
]


@pytest.mark.parametrize(("template", "piece"), HOSTILE)
def test_hostile_text_takes_linear_time(template: str, piece: str) -> None:
    compiled = Template(template)

    def make(size: int) -> Callable[[], object]:
        text = piece * (size // len(piece))
        return lambda: compiled.match(text, 0, len(text), REGISTRY)

    assert_linear(make, 1_500)
