"""The rules about venues, years and links beyond their own examples: what must stay silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from wsss_lint.diagnostics import Applicability
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.rules import load
from wsss_lint.rules.links._addresses import code_spans
from wsss_lint.settings import Settings
from wsss_lint.source import Source

MINE = {rule.name for rule in load(plugins=False) if rule.code[:3] in ("VEN", "LNK")}
WORDS = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa",
         "Lambda", "Mu", "Nu", "Xi", "Rho")  # fmt: skip
CVF = "https://openaccess.thecvf.com/content"


def linter(*names: str, **more: object) -> Linter:
    settings = Settings(2026)
    settings.preset = ("wsss",)
    settings.select = names or tuple(sorted(MINE))
    for key, value in more.items():
        setattr(settings, key, value)
    return Linter(settings, plugins=False, pedantic=True)


def papers(*pubs: str, tail: str = "") -> str:
    """A list of papers with these venues."""
    lines = [
        f'- **M{i}:** "{WORDS[i % 15]} {WORDS[i // 15]} Net" *{pub}*' for i, pub in enumerate(pubs)
    ]
    return "## Papers\n\n" + "\n".join(lines) + tail + "\n"


def findings(text: str, *names: str, **more: object) -> list[tuple[str, str, str]]:
    (result,) = linter(*names, **more).lint([Source(text)])
    return [
        (d.name, text[d.span.start : d.span.end], d.severity.label)
        for d in result.diagnostics
        if d.name in MINE
    ]


def fixed(text: str, *names: str, unsafe: bool = True) -> str:
    floor = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return fix(linter(*names), [Source(text)], floor)[0].result.source.text


@pytest.mark.parametrize(
    "pubs",
    [
        ["CVPR2020", "ECCV2020", "arXiv2021", "ACM MM2021", "IEEE Access2020", "3DV2022"],
        ["2020CVPR", "2020ECCV", "2021arXiv"],  # the list's own order
        ["CVPR20", "ECCV20", "arXiv21"],  # and its own years
        ["Arxiv2020", "Arxiv2021", "Arxiv2022", "CVPR2022"],  # its own spelling
        ["MM2020", "MIA2020", "PAMI2020", "CVPR2020"],  # right in their own house
        ["Pattern Recognition2020", "Neural Networks2020", "Medical Image Analysis2021"],
        ["CoRR2020", "arXiv2020", "arXiv2021"],  # a name of its own
        ["CVPR Workshop2020", "CVPRW2021", "ACL Findings2021", "Findings of EMNLP2021"],
        ["ACCV2020", "ICCV2021", "ECCV2020", "ICCV2019", "ICCV2017", "ICCV2015"],  # no slips
        ["ICCV1998", "ICCV1997", "TNN2010", "TNNLS2012", "NIPS2017", "NeurIPS2018"],
        ["ECML PKDD2020", "ECML-PKDD2021", "ECML-PKDD2019", "ECML-PKDD2018"],
        ["Blog2020", "Technical report2020", "Thesis2021", "OpenReview2021"],
        ["CVPR2026", "AAAI2027"],  # listed when accepted, the year before
    ],
)
def test_right_venues_are_left_alone(pubs: list[str]) -> None:
    assert findings(papers(*pubs)) == []


@pytest.mark.parametrize(
    ("pubs", "expected"),
    [
        (["arxiv2020", "arXiv2020"], [("venue-spelling", "arxiv", "warning")]),
        (["PAMI2020", "TPAMI2021", "TPAMI2020"], [("venue-spelling", "PAMI", "warning")]),
        (["Arxiv2020"] * 4 + ["arxiv2021"], [("venue-spelling", "arxiv", "warning")]),
        (["IEEE TMM2020", "TIP2020", "TIP2021", "TPAMI2021", "TPAMI2020"],
         [("venue-spelling", "IEEE TMM", "warning")]),
        (["CPVR2020"], [("venue-spelling", "CPVR", "warning")]),
        (["ECCN2022", "ECCV2022", "ECCV2020"] + ["CVPR2020"] * 19,
         [("venue-spelling", "ECCN", "warning")]),
        (["SIBGRAPY2020", "SIGGRAPH2020", "SIGGRAPH2021"],
         [("venue-spelling", "SIBGRAPY", "warning")]),  # one slip from SIBGRAPI
        (["XQZVB2020"] + ["CVPR2020"] * 19, [("venue-unknown", "XQZVB", "warning")]),
        (["XQZVB2020", "USENIX Security2020", "NDSS2020", "CCS2020"],
         [("venue-unknown", "XQZVB", "info")]),  # not a field that the registry covers
        (["ICCV2020", "CVPR2020"], [("year-impossible", "ICCV2020", "error")]),
        (["ICCVW2020", "CVPR2020"], [("year-impossible", "ICCVW2020", "error")]),
        (["TMLR2019", "CVPR2020"], [("year-impossible", "TMLR2019", "warning")]),
        (["TPAMI24", "CVPR2020", "ICCV2021"], [("year-short", "24", "warning")]),
        (["ICCV2062", "CVPR2020"], [("year-future", "2062", "error")]),  # and not impossible too
        (["NIPS2019", "CVPR2020"], [("venue-renamed", "NIPS", "info")]),
        (["IEEE TNN2013", "CVPR2020"], [("venue-renamed", "IEEE TNN", "info")]),
        (["2020", "CVPR2020", "ICCV2021"], [("venue-missing", "2020", "error")]),
        (["2021arXiv", "CVPR2020", "ICCV2021"], [("venue-order", "2021arXiv", "warning")]),
        (["CVPR2021", "2020CVPR", "2021ICCV"], [("venue-order", "CVPR2021", "warning")]),
    ],
)  # fmt: skip
def test_wrong_venues_are_found_once(pubs: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert findings(papers(*pubs)) == expected


def test_half_of_the_list_without_venues_is_its_way() -> None:
    assert findings(papers("2020", "2021", "CVPR2020", "ICCV2021")) == []


def test_venues_in_result_tables_are_looked_at_apart() -> None:
    table = (
        "\n\n## Results\n\n| Method | Pub. | val |\n|---|---|---|\n| M0 | CVPR20 | 60.1 |\n"
        "| M1 | arxiv21 | 61.2 |\n| M2 | ICCV20 | 62.0 |\n| M3 | **ECCV**20 | 62.4 |\n"
    )
    text = papers("CVPR2020", "arXiv2021", tail=table)
    assert findings(text) == [
        ("venue-spelling", "arxiv", "warning"),
        ("year-impossible", "ICCV20", "error"),
    ]
    assert "| arXiv21 |" in fixed(text)


def test_venues_of_ones_own() -> None:
    text = papers("XQZ2020", *["CVPR2020"] * 19)
    assert findings(text, "venue-unknown") == [("venue-unknown", "XQZ", "warning")]
    own = {"XQZ": {"first-year": 2019, "cadence": "odd"}}
    assert findings(text, "venue-unknown", "year-impossible", venues=own) == [
        ("year-impossible", "XQZ2020", "error")
    ]


HEADING = "## Papers\n\n### {}\n\n" + "\n".join(f'- "Title {w}" *CVPR2021*' for w in "ABCDEFGHIJ")


@pytest.mark.parametrize(
    ("heading", "paper", "expected"),
    [
        ("2021", "ICCV2019", "error"),
        ("**2021**", "ICCV2019", "error"),
        ("2021", "arXiv2020", None),  # posted in December
        ("2021", "TPAMI2022", None),  # early access
        ("2021", "arXiv2018", "warning"),
        ("2019-2021", "ICCV2019", None),
        ("CVPR 2021", "ICCV2019", None),
        ("2021", "ICCV2069", None),  # year-future says it
    ],
)
def test_year_under_a_heading(heading: str, paper: str, expected: str | None) -> None:
    text = HEADING.format(heading) + f'\n- "Another Title" *{paper}*\n'
    found = findings(text, "year-section-mismatch")
    assert found == ([("year-section-mismatch", paper[-4:], expected)] if expected else [])


def test_a_list_that_sorts_by_another_year_is_left_alone() -> None:
    text = HEADING.format(2021) + '\n- "X" *CVPR2019*\n- "Y" *CVPR2018*\n- "Z" *CVPR2017*\n'
    assert findings(text, "year-section-mismatch") == []


@pytest.mark.parametrize(
    ("pub", "url", "expected"),
    [
        ("CVPR2023", f"{CVF}/CVPR2023/html/A_CVPR_2023_paper.html", None),
        ("CVPR2023", f"{CVF}/ICCV2023/html/A_ICCV_2023_paper.html", "error"),
        ("CVPR2022", f"{CVF}/CVPR2023/html/A_CVPR_2023_paper.html", "error"),
        ("CVPR2022", f"{CVF}/CVPR2022W/X/html/A_CVPRW_2022_paper.html", None),
        ("CVPR", f"{CVF}/CVPR2023/html/A_CVPR_2023_paper.html", None),
        ("arXiv2022", f"{CVF}/CVPR2023/html/A_CVPR_2023_paper.html", "warning"),
        ("TPAMI2022", "https://doi.org/10.1109/TPAMI.2021.3054819", None),  # year of acceptance
        ("TPAMI2022", "https://arxiv.org/abs/1911.00001", None),
        ("EMNLP-IJCNLP2019", "https://aclanthology.org/D19-1001", None),
        ("EMNLP2020", "https://aclanthology.org/2020.findings-emnlp.12", None),
        ("ICCV2021", "https://papers.nips.cc/paper/8885-weakly", "error"),
        ("Blog2021", "https://papers.nips.cc/paper/8885-weakly", None),
        ("Unheard Of2021", "https://papers.nips.cc/paper/8885-weakly", None),
    ],
)
def test_link_against_venue(pub: str, url: str, expected: str | None) -> None:
    text = papers("CVPR2020").rstrip() + f'\n- **B:** "Two" *{pub}* [[paper]({url})]\n'
    found = findings(text, "venue-link-contradiction")
    assert [(flagged, level) for _, flagged, level in found] == (
        [(pub, expected)] if expected else []
    )


# --- links -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://a.b/c_(d)) [b](#papers) [c](docs/a.md) [d](../x) [e](mailto:a@b.c)",
        '[a](https://a.b/c "A title") [b](<https://a.b/c d>) ![i](img.png) [c](a.html#x)',
        "[a](https://web.archive.org/web/2020/https://a.b/c) [b](http://https.example.org/x)",
        "[a](https://http.cat/404) [b](tps/readme.md) [c](http/readme.md)",
        "`[a]()` ``[a] (https://a.b)`` <!-- [a](ttps://a.b) -->",
        "Text.\n\n    [a]()\n\n~~~\n[a](ttps://a.b)\n~~~",
        "[1] (see below) and [x] ( y ), a[i](j)",
        "\\[a]() is no link",
        "[a](https://arxiv.org/abs/2203.02106v2) https://arxiv.org/pdf/2203.02106.",
        "[a](https://arxiv.org/abs/0704.0001) [b](https://arxiv.org/abs/math.GT/0309136)",
        "[a](https://arxiv.org/list/cs.CV/recent) [b](https://arxiv.org/) [c](https://arxiv.org)",
        "[a](https://example.org/?u=paperswithcode.com) paperswithcode.com",
    ],
)
def test_right_links_are_left_alone(text: str) -> None:
    assert findings(papers("CVPR2020") + "\n" + text + "\n") == []


@pytest.mark.parametrize(
    ("link", "name", "flagged", "right"),
    [
        ("[a](ttp://a.b/c)", "link-malformed", "ttp://a.b/c", "[a](http://a.b/c)"),
        ("[a](hhttps://a.b/c)", "link-malformed", "hhttps://a.b/c", "[a](https://a.b/c)"),
        ("[a](https:/a.b/c)", "link-malformed", "https:/a.b/c", "[a](https://a.b/c)"),
        ("[a](https//a.b/c)", "link-malformed", "https//a.b/c", "[a](https://a.b/c)"),
        ("[a](http://https://a.b/c)", "link-malformed", "http://https://a.b/c", "[a](https://a.b/c)"),
        ("[a](https://https//a.b/c)", "link-malformed", "https://https//a.b/c", "[a](https://a.b/c)"),
        ("[a](a.org/c)", "link-malformed", "a.org/c", "[a](https://a.org/c)"),
        ("[a]  (https://a.b/c)", "link-malformed", "  ", "[a](https://a.b/c)"),
        ("[a](https://a.b/c])", "link-malformed", "https://a.b/c]", "[a](https://a.b/c)"),
        ("[a](https://a.b/c d)", "link-malformed", "https://a.b/c d", None),
        ("[paper](coming soon)", "link-malformed", "coming soon", None),
        ("[a]()", "link-empty", "[a]()", None),
        ("![a](<>)", "link-empty", "![a](<>)", None),
        ("[a](https://arxiv.org/2203.02106)", "arxiv-link", "https://arxiv.org/2203.02106",
         "[a](https://arxiv.org/abs/2203.02106)"),
        ("[a](https://arxiv.org/abs/2203.02106,)", "arxiv-link", "https://arxiv.org/abs/2203.02106,",
         "[a](https://arxiv.org/abs/2203.02106)"),
        ("<http://arxiv.org/abs/2203.02106>", "arxiv-link", "http://arxiv.org/abs/2203.02106",
         "<https://arxiv.org/abs/2203.02106>"),
        ("see http://arxiv.org/abs/2203.02106.", "arxiv-link", "http://arxiv.org/abs/2203.02106",
         "see https://arxiv.org/abs/2203.02106."),
        ("[a](https://arxiv.org/abs/1503.0210)", "arxiv-link", "https://arxiv.org/abs/1503.0210", None),
        ("[a](https://arxiv.org/abs/4503.02101)", "arxiv-link", "https://arxiv.org/abs/4503.02101", None),
        ("[a](https://www.paperswithcode.com/paper/x)", "dead-host",
         "https://www.paperswithcode.com/paper/x", None),
    ],
)  # fmt: skip
def test_wrong_links_are_found_once(link: str, name: str, flagged: str, right: str | None) -> None:
    text = papers("CVPR2020") + "\nText.\n\n" + link + "\n"
    assert [(n, what) for n, what, _ in findings(text)] == [(name, flagged)]
    assert fixed(text) == text.replace(link, right if right is not None else link)


def test_every_safe_fix_keeps_the_records() -> None:
    """The fixer proves it; here all safe fixes of these rules are applied to one list."""
    text = papers("cvpr2020", "CVPR2020", "CVPR2019", "2021arXiv", "ACMMM2021", "TPAMI24", "ICCV2021",
                  "ECCV2020", "ECCV2018", "ICCV2019") + (
        '- **N:** "Noether Net" *CVPR2021* [[paper](http://arxiv.org//abs/2203.02106)]\n'
        '- **O:** "Oort Net" *CVPR2021* [[paper](https://https://a.b/c)]\n'
    )  # fmt: skip
    mended = fixed(text, unsafe=False)
    for right in ("*CVPR2020*", "*arXiv2021*", "*ACM MM2021*", "*TPAMI2024*", "(https://a.b/c)",
                  "(https://arxiv.org/abs/2203.02106)"):  # fmt: skip
        assert right in mended
    assert findings(mended) == []
    assert fixed(mended, unsafe=False) == mended


def test_code_spans() -> None:
    line = "a `b` ``c ` d`` ` e"
    assert [line[s.start : s.end] for s in code_spans(line, 0, len(line))] == ["`b`", "``c ` d``"]


@pytest.mark.parametrize(
    ("head", "piece", "tail"),
    [
        ("", "[a](", ""), ("", "[a]()", ""), ("", "` [a]() `` ", ""), ("[a]", " ", "(https://"),
        ("[a](", "http", ")"), ("", "http://arxiv.org/abs/", ""), ("[code](", "a b ", ""),
        ("", "<!--", "[a]()"), ("", "[", "a](https://a.b)"), ("", "\\", "[a]()"),
    ],
)  # fmt: skip
def test_hostile_links_take_linear_time(head: str, piece: str, tail: str) -> None:
    def make(size: int) -> Callable[[], object]:
        line = head + piece * (size // len(piece)) + tail
        document = linter().read(Source(papers("CVPR2020").rstrip() + "\n\n" + line + "\n"))
        return lambda: [list(rule.check_document(document)) for rule in linter().rules]

    assert_linear(make, 12_000)


@pytest.mark.parametrize("pub", ["CVPR202", "CVPR20200", "CVPR2O20"])
def test_a_year_with_a_slip_is_told_by_the_venue_before_it(pub: str) -> None:
    papers = "".join(f'- **M{k}:** "Seeds of Kind {k}" *CVPR202{k}*\n' for k in range(5))
    text = f'## Papers\n\n{papers}- **N:** "Another" *{pub}*\n'
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert [d.name for d in result.diagnostics] == ["venue-unknown"]
    assert f"`{pub[4:]}` behind `CVPR` is no year" in result.diagnostics[0].message


def test_an_address_that_is_never_closed() -> None:
    papers = "".join(
        f'- **M{k}:** "Seeds {k}" *CVPR202{k}* [[code]](https://a.b/{k})\n' for k in range(5)
    )
    text = f'## Papers\n\n{papers}- **N:** "Another" *CVPR2020* [[code]](https://a.b/n\n'
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert [text[slice(*d.span)] for d in result.diagnostics if d.name == "link-malformed"] == [
        "https://a.b/n"
    ]


def test_year_short_leaves_a_form_of_two_digits_alone() -> None:
    """A safe fix made `2017.09 TIP-17 [Title](url)` an entry of no form."""
    text = (
        "## Papers\n\n"
        "- 2024-CVPR - Seeds of Scenes. [[paper](https://a.b/1)]\n"
        "- 2023-ICCV - Rays of Scenes. [[paper](https://a.b/2)]\n"
        "- 2012-ECCV - Masks of Scenes. [[paper](https://a.b/3)]\n"
        "- 2017.09 TIP-17 [Borders of Scenes](https://a.b/4)\n"
    )
    (result,) = Linter(Settings(2026), plugins=False).lint([Source(text)])
    assert [p.year.value for p in result.document.papers if p.year] == [2024, 2023, 2012, 2017]
    assert "year-short" not in {d.name for d in result.diagnostics}
