"""Whole lists in styles that the rules were not tuned on: what is read, found and mended."""

from __future__ import annotations

from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.formats.presets import load
from wsss_lint.records.model import Paper
from wsss_lint.records.reader import read
from wsss_lint.settings import Settings
from wsss_lint.source import Source

TOPICS = ("Seeds", "Masks", "Boxes", "Points", "Regions", "Tokens", "Prompts", "Shapes")


def papers(text: str) -> list[Paper]:
    return list(read(Source(text)).papers)


def found(text: str) -> list[tuple[str, int]]:
    """Rule and line of each finding."""
    source = Source(text)
    (result,) = Linter(Settings()).lint([source])
    return [(d.name, source.line_of(d.span.start)) for d in result.diagnostics]


def values(paper: Paper) -> tuple[object, ...]:
    return tuple(
        field.value if field is not None else None
        for field in (paper.title, paper.venue, paper.year)
    )


TABLE = "# FL\n\n| Title | Venue | Year | Materials |\n| --- | --- | --- | --- |\n" + "".join(
    f"| Federated {topic} for Scenes{mark} | NeurIPS{other} | 2020 | [[PDF](https://x.org/{topic})] |\n"
    for topic, mark, other in zip(
        TOPICS, ("", " :fire:", *[""] * 6), ("", "", " :mortar_board:", *[""] * 5),
        strict=True,
    )
)  # fmt: skip


def test_emoji_in_the_cells_of_a_table_of_papers() -> None:
    assert found(TABLE) == []
    for paper, topic in zip(papers(TABLE), TOPICS, strict=True):
        assert values(paper) == (f"Federated {topic} for Scenes", "NeurIPS", 2020)
        assert [link.url for link in paper.links] == [f"https://x.org/{topic}"]


CITED = "# Theory\n\n## Papers\n\n" + "".join(
    f'* Ey, Ann, {"et al" if k % 2 else "and Bo Zed"}. "Learning {topic} in Theory." ICLR ({2020 + k}). '
    f"[[pdf]](https://x.org/{k}){mark}\n"
    for k, (topic, mark) in enumerate(
        zip(TOPICS, (" :star:", "", "", "", " 🔥🔥", "", "", ""), strict=True), -3
    )
)


def test_emoji_behind_the_last_link() -> None:
    document = read(Source(CITED), load("method-authors"))
    assert not document.unreadable
    assert all(paper.match and not paper.match.cost for paper in document.papers)
    assert [p.title.value for p in document.papers if p.title] == [
        f"Learning {topic} in Theory" for topic in TOPICS
    ]
    assert found(CITED) == []


def test_pages_behind_the_year_are_no_remark() -> None:
    text = CITED + (
        '* Hornik, Kurt, et al. "Networks are universal approximators." '
        "Neural Networks 2.5 (1989): 359-366.\n"
    )
    assert found(text) == []
    assert values(papers(text)[-1])[0] == "Networks are universal approximators"


BELOW = "# Robots\n\n## Papers\n\n" + "".join(
    f"- **{topic}: Learning to Grasp {topic}** (CoRL 2021)\n  - Ann Ey, Bo Zed and Cy Wu\n"
    f"  - [paper](https://x.org/{topic}), [website](https://w.org/{topic})\n"
    for topic in TOPICS
)


def test_a_bold_title_that_lost_an_asterisk_above_bullets_of_its_own() -> None:
    broken = BELOW.replace(
        "**Boxes: Learning to Grasp Boxes**", "**Boxes: Learning to Grasp Boxes*"
    )
    assert found(broken) == [("emphasis-broken", 11)]
    assert mended(broken) == BELOW


def mended(text: str) -> str:
    (outcome,) = fix(Linter(Settings()), [Source(text)])
    return outcome.result.source.text


BOLD = "# Agents\n\n## Papers\n\n" + "".join(
    f"- **{topic}: Agents that Plan with {topic}**, *ICLR, 2023*, [arxiv](https://x.org/{topic})\n"
    for topic in TOPICS
)


def test_a_bold_title_that_lost_an_asterisk_before_an_emphasised_venue() -> None:
    broken = BOLD.replace("with Points**", "with Points*")
    assert found(broken) == [("emphasis-broken", 8)]
    assert mended(broken) == BOLD
    assert values(papers(broken)[3]) == ("Points: Agents that Plan with Points", "ICLR", 2023)


SPANS = "# Clouds\n\n" + "".join(
    f"## {year}\n\n"
    + "".join(
        f"- **[`{venue}`]** {topic} for {kind} Clouds. [[code](https://x.org/{topic}{kind})] "
        "[__`seg.`__ __`cls.`__] :fire:\n"
        for topic, venue in zip(TOPICS, ("CVPR", "ICCV", "ICRA", "AAAI") * 2, strict=True)
    )
    + "\n"
    for year, kind in ((2019, "Sparse"), (2021, "Dense"))
)


def test_venues_in_code_spans_under_headings_of_years() -> None:
    read_ = papers(SPANS)
    assert [values(paper) for paper in read_[:2]] == [
        ("Seeds for Sparse Clouds", "CVPR", 2019),
        ("Masks for Sparse Clouds", "ICCV", 2019),
    ]
    assert len(read_) == 16
    assert found(SPANS) == []
    half = SPANS.replace("[`ICRA`]** Boxes for Sparse", "[`ICRA]** Boxes for Sparse")
    assert found(half) == [("emphasis-broken", 7)]
    assert mended(half) == SPANS


JOURNALS = "# Physics\n\n## Models\n\n" + "".join(
    f"1. **{topic} for Differential Equations**, *Ann Ey, Bo Zed*, Journal of Computational "
    f"Physics, {300 + k}, {2000 + 9 * k}-{2020 + 9 * k}, {2012 + k}. [[paper](https://x.org/{k})]\n"
    for k, topic in enumerate(TOPICS)
)


def test_journals_with_volume_and_pages() -> None:
    read_ = papers(JOURNALS)
    assert [p.year.value for p in read_ if p.year] == [2012 + k for k in range(8)]
    assert [p.title.value.split()[0] for p in read_ if p.title] == list(TOPICS)
    assert found(JOURNALS) == []


def test_links_that_do_not_close_leave_a_paper_what_it_is() -> None:
    for right, wrong in (("[arxiv](", "[arxiv] ("), (", [arxiv](", ", [[arxiv](")):
        broken = BOLD.replace(f"{right}https://x.org/Masks", f"{wrong}https://x.org/Masks")
        assert found(broken) == [("link-malformed", 6)]
        assert len(papers(broken)) == len(TOPICS)


def test_words_in_one_pair_of_marks_are_not_shared_out() -> None:
    named = "# LLMs\n\n## Models\n\n" + "".join(
        f'1. <u>{topic}LM</u>: **"{topic} at Scale for Language"**. *Ann Ey et al*. ACL {2015 + k}. '
        f"[[Paper](https://x.org/{k})]\n"
        for k, topic in enumerate(TOPICS)
    )
    team = "1. <u>Falcon</u>: *The Falcon team*. 2023. [[Homepage](https://x.org/f)]\n"
    assert found(named) == []
    assert found(named + team) == [("venue-missing", 13)]


BLOCKS = "# Diffusion\n\n## Papers\n\n" + "".join(
    f"**{topic}: Diffusion for {topic} in Scans** <br>\n*Ann Ey, Bo Zed, Cy Wu* <br>\n"
    f"[{k + 1} Sep., 2022] [{venue}, 2023] <br>\n"
    f"[[Paper](https://x.org/{k})] [[Github](https://g.org/{k})] <br>\n\n"
    for k, (topic, venue) in enumerate(
        zip(TOPICS, ("CVPR", "MIDL", "MICCAI", "TPAMI") * 2, strict=True)
    )
)


def test_papers_that_are_paragraphs() -> None:
    document = read(Source(BLOCKS))
    assert document.inference is not None
    assert document.inference.format.name == "bold-block"
    assert [values(paper) for paper in document.papers[:2]] == [
        ("Seeds: Diffusion for Seeds in Scans", "CVPR", 2023),
        ("Masks: Diffusion for Masks in Scans", "MIDL", 2023),
    ]
    assert [len(paper.links) for paper in document.papers] == [2] * 8
    assert found(BLOCKS) == []
    again = BLOCKS.replace("Masks: Diffusion for Masks", "Boxes: Diffusion for Boxes")
    assert found(again) == [("duplicate-paper", 15)]


BELOW_TITLES = "# CVPR papers\n\n- [Seeds](#seeds)\n\n" + "".join(
    f"# {part}\n\n"
    + "".join(
        f"**{topic}: Networks that See {topic} in {part}**\n\n- Paper: https://x.org/{topic}{part}\n"
        f"- Code: {'None' if topic == 'Boxes' else 'https://g.org/' + topic + part}\n\n"
        for topic in TOPICS[:4]
    )
    for part in ("Seeds", "Video")
)


def test_papers_with_a_bullet_for_each_link() -> None:
    read_ = papers(BELOW_TITLES)
    assert [values(paper)[0] for paper in read_[:2]] == [
        "Seeds: Networks that See Seeds in Seeds", "Masks: Networks that See Masks in Seeds",
    ]  # fmt: skip
    assert [len(paper.links) for paper in read_] == [2, 2, 1, 2] * 2
    assert found(BELOW_TITLES) == []
    torn = BELOW_TITLES.replace("Boxes in Video**", "Boxes in Video")
    assert [name for name, _ in found(torn)] == ["emphasis-broken"]
    assert mended(torn) == BELOW_TITLES


PARENS = "# Adaptation\n\n## Papers\n\n" + "".join(
    f"- ({venue} {2015 + k}) {topic}Net: {topic} Across Domains [[paper]](https://x.org/{k})\n"
    for k, (topic, venue) in enumerate(zip(TOPICS, ("CVPR", "ICML", "AAAI", "ICLR") * 2, strict=True))
)  # fmt: skip


def test_a_bracket_around_the_venue_that_does_not_close() -> None:
    broken = PARENS.replace("(ICLR 2018) ", "(ICLR 2018 ")
    assert found(broken) == [("entry-punctuation", 8)]
    assert mended(broken) == PARENS
    behind = "# Fuzzing\n\n## Papers\n\n" + "".join(
        f"* {topic} of Programs (NDSS {2015 + k}) [Paper](https://x.org/{k}), [Code](https://g.org/{k})\n"
        for k, topic in enumerate(TOPICS)
    )
    torn = behind.replace("(NDSS 2017)", "(NDSS 2017")
    assert found(torn) == [("entry-punctuation", 7)]
    assert mended(torn) == behind


def test_tools_among_papers_with_venues_are_no_papers() -> None:
    tools = "\n## Tools\n\n" + "".join(
        f"- [{topic} Toolbox for Everyone](https://t.org/{topic}){rest}\n"
        for topic, rest in zip(TOPICS[:4], ("", "", "", " - a blog, June 2023"), strict=True)
    )
    text = "# Systems\n\n## Papers\n\n" + "".join(
        f"- [OSDI '{15 + k}] [{topic} for Large Clusters](https://x.org/{k}){code}\n"
        for k, (topic, code) in enumerate(
            zip(TOPICS, (" | [Code](https://g.org/c)", "") * 4, strict=True)
        )
    )
    assert found(text + tools) == []
    assert len(papers(text + tools)) == 8


def test_a_misspelt_venue_is_not_the_last_author() -> None:
    cited = "# Dialogue\n\n## Papers\n\n" + "".join(
        f"* {topic} for Dialogue Systems. Ann Ey, Bo Zed. ACL {2015 + k}. [[paper](https://x.org/{k})]\n"
        for k, topic in enumerate(TOPICS)
    )
    wrong = cited.replace("ACL 2019", "ALC 2019")
    assert mended(wrong) == wrong
    assert all(name != "venue-missing" for name, _ in found(wrong))
