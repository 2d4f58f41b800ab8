"""Titles, venues and verdicts: what counts as a contradiction, and above all what does not."""

from __future__ import annotations

import pytest

from wsss_lint.online.identity import Claim
from wsss_lint.online.judge import CONTRADICTED, UNVERIFIED, VERIFIED, Verdict, judge
from wsss_lint.online.matching import Match, apart, match, telling, words
from wsss_lint.online.record import Record
from wsss_lint.online.venue_names import venue_of
from wsss_lint.venues.registry import Registry

REGISTRY = Registry()
TITLE = "Toy Maps for Weakly Supervised Segmentation"
CVF = "{} IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"


def dblp(venue: str = "CVPR", year: int = 2023, title: str = TITLE, **more: object) -> Record:
    return Record("dblp", "https://dblp.org/rec/x", title, ("Ann Ey",), venue, year=year, **more)  # type: ignore[arg-type]


def crossref(venue: str = CVF, year: int = 2023, title: str = TITLE, **more: object) -> Record:
    return Record(
        "crossref", "https://doi.org/10.5/x", title, ("Ann Ey",), venue.format(year), year=year,
        doi="10.5/x", **more,
    )  # type: ignore[arg-type]  # fmt: skip


def preprint(title: str = TITLE, year: int = 2022, **more: object) -> Record:
    values = {"arxiv": "2201.00001", "by_identifier": True, **more}
    return Record(
        "arxiv", "https://arxiv.org/abs/2201.00001", title, ("Ann Ey",), "arXiv", year=year,
        preprint=True, **values,
    )  # type: ignore[arg-type]  # fmt: skip


def claim(
    venue: str | None = "CVPR", year: int | None = 2023, title: str = TITLE, **more: object
) -> Claim:
    known = REGISTRY.lookup(venue) if venue else None
    return Claim(title, venue_text=venue, venue=known, year=year, **more)  # type: ignore[arg-type]


def told(listed: Claim, *records: Record) -> Verdict:
    return judge(listed, records, REGISTRY, 2026)


def rules(verdict: Verdict) -> list[str]:
    return [found.rule for found in verdict.contradictions]


# ---------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("Weakly-Supervised Toy Maps for Segmentation", "Weakly Supervised Toy Maps for Segmentation"),
        ("Toy Maps: An Example of Segmentation", "Toy Maps – an example of segmentation."),
        ("Toy Maps & Boxes of Segmentation", "Toy Maps and Boxes of Segmentation"),
        ("Toy $\\alpha$-Maps of Segmentation", "Toy -Maps of Segmentation"),
        ("What's the Toy? Segmentation with Points", "What’s the Toy: Segmentation with Points"),
        ("Toy Maps of Segmentation :rocket:", "Toy Maps of Segmentation"),
        ("Toy Maps of Segmentation (Extended Abstract)", "Toy Maps of Segmentation"),
        ("Gradients &amp; Maps à la Carte", "Gradients & Maps a la carte"),
        ("Ba ckground-Aware Toy Maps", "Background-Aware Toy Maps"),
    ],
)  # fmt: skip
def test_titles_that_are_equal(listed: str, found: str) -> None:
    assert match(listed, found) is Match.EQUAL


@pytest.mark.parametrize(
    ("listed", "found", "method", "expected"),
    [
        (TITLE, "ToyM: " + TITLE, "ToyM", Match.EQUAL),
        ("ToyM: " + TITLE, TITLE, "ToyM", Match.EQUAL),
        (TITLE, TITLE.replace("Weakly", "Weekly"), None, Match.SAME),
        (TITLE, TITLE.replace("Maps", "Nets"), None, Match.SIMILAR),
        (TITLE, TITLE + ": A New Look at Everything", None, Match.SIMILAR),
        (TITLE, "Toy Boxes of a Rather Different Kind", None, Match.OTHER),
        ("Deep Learning", "Deep Learning for Segmentation", None, Match.OTHER),
        ("DAG", "DAN", None, Match.OTHER),
        ("", TITLE, None, Match.OTHER),
        ("!?", "!?", None, Match.OTHER),
    ],
)
def test_degrees_of_likeness(listed: str, found: str, method: str | None, expected: Match) -> None:
    assert match(listed, found, method) is expected


def test_words_for_queries_are_letters_and_digits() -> None:
    assert words("What's 3D? “Toy-Maps”, $k$-NN & more!") == [
        "what", "s", "3d", "toy", "maps", "k", "nn", "and", "more",
    ]  # fmt: skip
    assert telling(TITLE) and not telling("Deep Learning") and not telling("A B C D E")


def test_titles_that_are_apart() -> None:
    assert apart(TITLE, "Graph Attention for Molecule Property Prediction")
    assert not apart(TITLE, "Weakly Supervised Segmentation with Toy Charts")  # renamed
    assert not apart("Learning Charts", "ToyM: Graph Attention for Molecules", "ToyM")


# ---------------------------------------------------------------------- venues


@pytest.mark.parametrize(
    ("text", "stream", "code"),
    [
        ("ECCV (29)", "conf/eccv", "ECCV"),
        ("CVPR Workshops", "conf/cvpr", "CVPRW"),
        ("IEEE Trans. Multim.", "journals/tmm", "TMM"),
        ("DART@MICCAI", "conf/miccai", None),
        ("ACL (Findings)", "conf/acl", "ACL Findings"),
        ("Lecture Notes in Computer Science / Computer Vision – ECCV 2022", "", "ECCV"),
        ("Lecture Notes in Computer Science", "", None),
        ("Proceedings of Machine Learning Research", "", None),
        ("Proceedings of the 28th ACM International Conference on Multimedia", "", "ACM MM"),
        (CVF.format(2023), "", "CVPR"),
        ("2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)", "", "CVPRW"),
        ("", "", None),
    ],
)  # fmt: skip
def test_venues_of_sources(text: str, stream: str, code: str | None) -> None:
    venue = venue_of(Record("x", "", TITLE, venue=text, stream=stream), REGISTRY)
    assert (venue.code if venue else None) == code


# ---------------------------------------------------------------------- verified


@pytest.mark.parametrize(
    ("listed", "records"),
    [
        (claim(), [dblp()]),
        (claim(), [crossref()]),
        (claim(year=None), [dblp()]),
        (claim(), [dblp(), crossref(year=2022)]),  # one agrees: the other is another version
        (claim("TPAMI", 2024), [dblp("CVPR", 2022), dblp("", 2024, stream="journals/pami")]),
        (claim("IJCV", 2024), [dblp("Int. J. Comput. Vis.", 2025)]),  # online first
        (claim("IJCV", 2022), [crossref("International Journal of Computer Vision", 2025, online_year=2022)]),
        (claim("arXiv", 2022), [preprint()]),
        (claim("CVPRW", 2023), [dblp("CVPR Workshops")]),
    ],
)  # fmt: skip
def test_verified(listed: Claim, records: list[Record]) -> None:
    verdict = told(listed, *records)
    assert (verdict.kind, rules(verdict)) == (VERIFIED, [])


# ---------------------------------------------------------------------- unverified


@pytest.mark.parametrize(
    ("listed", "records", "reason"),
    [
        (claim(), [], "not found"),
        (claim(), [dblp(title="Boxes of a Rather Different Kind")], "not found"),
        (claim(), [dblp(year=2020, title=TITLE.replace("Maps", "Nets"))], "weak match"),
        (claim(year=2022), [dblp()], "only one source says 2023"),
        (claim("ICCV"), [dblp()], "only one source says CVPR 2023"),
        (claim(year=2022), [dblp(), crossref(year=2021)], "the sources disagree on the year"),
        (claim("arXiv", 2022), [preprint(), dblp()], "only one source says CVPR 2023"),
        (claim(), [preprint()], "found only as a preprint"),
        (claim(None), [preprint()], "found only as a preprint"),
        (claim(), [dblp("Lecture Notes in Computer Science")], "venue not told apart"),
        (claim("arXiv", 2020), [preprint()], "the preprint is of 2022"),
        # An extension of last year may not have reached the indexes.
        (claim("TPAMI", 2026), [dblp(), crossref()], "newer than what the sources have"),
        # Crossref and OpenAlex are one witness: the second copies the first.
        (claim("ICCV"), [crossref(), crossref()._replace(source="openalex")], "only one source says CVPR 2023"),
        # A short title is of several papers.
        (claim("ICCV", 2021, "Deep Learning"), [dblp(title="Deep Learning"), crossref(title="Deep Learning")], "weak match"),
        # Other people's paper of the same title.
        (claim(year=2022, authors="Cy Dee, Em Eff"), [dblp(), crossref()], "weak match"),
        # Two placeholders of one paper's copies say nothing of the venue.
        (claim("Toy Letters", 2021), [dblp(), crossref()], "a venue that is not known, in another year"),
    ],
)  # fmt: skip
def test_unverified(listed: Claim, records: list[Record], reason: str) -> None:
    verdict = told(listed, *records)
    assert (verdict.kind, verdict.reason, rules(verdict)) == (UNVERIFIED, reason, [])


# ---------------------------------------------------------------------- contradicted


def test_a_wrong_year_needs_two_witnesses_or_the_own_doi() -> None:
    verdict = told(claim(year=2022), dblp(), crossref())
    assert rules(verdict) == ["verify-year"]
    assert verdict.contradictions[0].year == 2023
    own = told(claim(year=2022, doi=("10.5/x",)), crossref(by_identifier=True))
    assert rules(own) == ["verify-year"]


def test_a_journal_listed_twice_has_one_year() -> None:
    sources = [
        dblp("Int. J. Comput. Vis.", 2025),
        crossref("International Journal of Computer Vision", 2025),
    ]
    assert told(claim("IJCV", 2024), *sources).kind == VERIFIED
    assert rules(told(claim("IJCV", 2024, twin=True), *sources)) == ["verify-year"]
    assert told(claim("IJCV", 2025, twin=True), *sources).kind == VERIFIED


def test_a_wrong_venue() -> None:
    verdict = told(claim("ICCV"), dblp(), crossref())
    assert rules(verdict) == ["verify-venue"]
    found = verdict.contradictions[0]
    assert found.venue is not None and (found.venue.code, found.year) == ("CVPR", 2023)
    assert {record.source for record in found.records} == {"dblp", "crossref"}
    # A workshop is not its conference.
    beside = [dblp("CVPR Workshops"), crossref(CVF.replace("(CVPR)", "Workshops (CVPRW)"))]
    assert rules(told(claim(), *beside)) == ["verify-venue"]


def test_a_preprint_that_has_appeared() -> None:
    listed = claim("arXiv", 2022)
    assert rules(told(listed, preprint(), dblp(), crossref())) == ["verify-published"]
    # ICLR has no DOIs: the authors' own remark at arXiv is the second witness.
    remark = "Accepted at {} 2023, 10 pages"
    iclr = dblp("ICLR", 2023)
    assert rules(told(listed, preprint(hint=remark.format("ICLR")), iclr)) == ["verify-published"]
    for hint in (remark.format("ICML"), "Accepted at ICLR 2024", "Submitted to ICLR 2023",
                 "ICLR 2023 workshop", "ICLRX 2023"):  # fmt: skip
        assert rules(told(listed, preprint(hint=hint), iclr)) == [], hint
    # A workshop version is no reason to change a preprint entry.
    assert (
        rules(
            told(
                listed,
                preprint(),
                dblp("CVPR Workshops"),
                crossref(CVF.replace("(CVPR)", "Workshops")),
            )
        )
        == []
    )


def test_a_missing_venue() -> None:
    both = told(claim(None), dblp(), crossref())
    assert rules(both) == ["verify-missing-venue"] and both.contradictions[0].sure
    one = told(claim(None), dblp())
    assert rules(one) == ["verify-missing-venue"] and not one.contradictions[0].sure
    assert rules(told(claim(None, 2020), dblp())) == []  # another year: two witnesses or nothing
    assert rules(told(claim(None, 2020), dblp(), crossref())) == ["verify-missing-venue"]


def test_an_identifier_of_another_paper() -> None:
    other = "Graph Attention for Molecule Property Prediction"
    listed = claim(arxiv=("2201.00001",))
    verdict = told(listed, preprint(other))
    assert rules(verdict) == ["verify-identifier"]
    assert not verdict.contradictions[0].sure
    right = dblp("CoRR", preprint=True, arxiv="2201.00002")
    own = preprint(arxiv="2201.00002")
    verdict = told(listed, preprint(other), right, own)
    assert (verdict.contradictions[0].arxiv, verdict.contradictions[0].sure) == ("2201.00002", True)
    # Renamed papers, and entries with several links, are not told off.
    assert rules(told(listed, preprint("Weakly Supervised Segmentation with Toy Charts"))) == []
    assert rules(told(claim(arxiv=("2201.00001", "2201.00009")), preprint(other))) == []


def test_a_title() -> None:
    slip = TITLE.replace("Weakly", "Weekly")
    assert rules(told(claim(title=slip), dblp(), crossref())) == ["verify-title"]
    assert rules(told(claim(title=slip), dblp())) == []  # one source may have the slip itself
    assert rules(told(claim(title=slip), dblp(), crossref(title=slip))) == []
    assert rules(told(claim(title=slip), dblp(), preprint())) == ["verify-title"]
    long = TITLE + ": A New Look"
    assert rules(told(claim(), dblp(title=long), crossref(title=long))) == []  # a subtitle left out


def test_a_title_and_a_year_at_once() -> None:
    slip = TITLE.replace("Weakly", "Weekly")
    verdict = told(claim(title=slip, year=2022), dblp(), crossref())
    assert verdict.kind == CONTRADICTED
    assert rules(verdict) == ["verify-title", "verify-year"]


def test_several_papers_of_one_title() -> None:
    """Without authors in the list nobody knows which of them is meant."""
    other = [r._replace(authors=("Cy Dee",), venue="ICIP", year=2020) for r in (dblp(), crossref())]
    listed = claim("ICCV", 2021)
    verdict = told(listed, dblp(), crossref(), *other)
    assert (verdict.kind, verdict.reason) == (UNVERIFIED, "several papers have this title")
    assert told(claim(), dblp(), crossref(), *other).kind == VERIFIED
    assert (
        told(listed._replace(authors="A. Ey and B. Zed"), dblp(), crossref(), *other).kind
        == CONTRADICTED
    )


def test_lists_that_give_no_venues_lack_none() -> None:
    listed = claim(None, 2023)._replace(wants_venue=False)
    assert told(listed, dblp(), crossref()).kind == VERIFIED
    assert told(listed._replace(year=2020), dblp(), crossref()).kind == UNVERIFIED
