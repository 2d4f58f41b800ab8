"""The registry of venues, venue-and-year strings, and the facts in links."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear, calls
from wsss_lint.venues.links import NOTHING, arxiv_id, facts
from wsss_lint.venues.near import distance_within
from wsss_lint.venues.pub import MOST_READINGS, Pub, can_be_pub, match_pub, parse_pub, reading
from wsss_lint.venues.registry import Registry, RegistryError, normalise
from wsss_lint.venues.table import load
from wsss_lint.venues.years import Years

ROOT = Path(__file__).parent.parent
REGISTRY = Registry()
TABLE = (ROOT / "wsss_lint/venues/venues.tsv").read_text("utf-8").splitlines()
ROWS = [line.split("\t") for line in TABLE[1:]]

# --- the table ---------------------------------------------------------------------------


def test_every_row_is_complete_and_every_source_is_named() -> None:
    sources = (ROOT / "wsss_lint/venues/sources.tsv").read_text("utf-8").splitlines()[1:]
    keys = {line.split("\t")[0] for line in sources}
    assert "\n".join(TABLE).isascii()  # see table.py
    for row in ROWS:
        assert len(row) == 12, row
        code, kind, years, check, confidence, names = *row[:5], row[6]
        assert code and names, row
        assert kind in ("conference", "journal", "preprint", "other"), row
        assert check in ("hard", "soft", "off"), row
        assert confidence in ("high", "medium", "low"), row
        assert set(row[5].split()) <= keys, row
        Years(years)
        assert row[11] in ("", "exact"), row
        assert check == "off" or years, f"{code}: a check without years"
        assert check != "hard" or confidence == "high", f"{code}: an error rests on weak facts"


def test_no_code_is_there_twice_and_no_alias_belongs_to_another_code() -> None:
    owner = {normalise(row[0]): row[0] for row in ROWS}
    assert len(owner) == len(ROWS)
    for row in ROWS:
        former = [part.partition("<")[0] for part in row[10].split()]
        for name in (
            *row[7].split("; "),
            *row[8].split("; "),
            *row[9].split("; "),
            *former,
            row[6],
        ):
            if name:
                assert owner.get(normalise(name), row[0]) == row[0], (name, row[0])
                found = REGISTRY.lookup(name)
                assert found is not None and found.code == row[0], (name, row[0])


# The edition number that the proceedings of a year print, from the sources in sources.tsv.
ORDINALS = [
    ("CVPR", 2010, 23), ("CVPR", 2011, 24), ("ICCV", 2007, 11), ("ICCV", 2009, 12),
    ("ECCV", 2000, 6), ("ACCV", 2016, 13), ("WACV", 1998, 4), ("WACV", 2007, 8),
    ("NeurIPS", 2009, 23), ("ICLR", 2013, 1), ("ICLR", 2024, 12), ("ICML", 2000, 17),
    ("ICML", 2010, 27), ("ICML", 2019, 36), ("AAAI", 1991, 9), ("AAAI", 2010, 24),
    ("AAAI", 2023, 37), ("IJCAI", 2011, 22), ("IJCAI", 2015, 24), ("IJCAI", 2016, 25),
    ("IJCAI", 2024, 33), ("BMVC", 2019, 30), ("BMVC", 2023, 34), ("MICCAI", 2024, 27),
    ("ACM MM", 2019, 27), ("ACM MM", 2020, 28), ("3DV", 2016, 4),
]  # fmt: skip


@pytest.mark.parametrize(("code", "year", "ordinal"), ORDINALS)
def test_years_held_add_up_to_the_printed_edition_number(
    code: str, year: int, ordinal: int
) -> None:
    venue = REGISTRY.lookup(code)
    assert venue is not None and venue.first_year is not None
    assert venue.held(year)
    assert sum(bool(venue.held(y)) for y in range(venue.first_year, year + 1)) == ordinal


@pytest.mark.parametrize(
    ("code", "year", "held", "possible", "nearest"),
    [
        ("ICCV", 2020, False, False, (2019, 2021)),
        ("ICCV", 2021, True, True, (2019, 2023)),
        ("ICCV", 1997, False, True, (1995, 1998)),  # met in January 1998
        ("ECCV", 2017, False, False, (2016, 2018)),
        ("ECCV", 1988, False, False, (1990,)),
        ("ACCV", 2017, False, False, (2016, 2018)),
        ("AAAI", 2009, False, False, (2008, 2010)),
        ("AAAI", 2031, True, True, (2030, 2032)),
        ("ICLR", 2012, False, False, (2013,)),
        ("3DV", 2023, False, True, (2022, 2024)),  # soft: only before the first year
        ("3DV", 2011, False, False, (2013,)),
        ("TNNLS", 2010, False, False, (2012,)),
        ("ICPR", 2021, None, True, ()),  # off
        ("INFOCOM", 2021, None, True, ()),  # years unknown
        ("CVPRW", 2002, False, False, (2001, 2003)),  # as the conference
    ],
)
def test_years(
    code: str, year: int, held: bool | None, possible: bool, nearest: tuple[int, ...]
) -> None:
    venue = REGISTRY.lookup(code)
    assert venue is not None
    assert venue.held(year) is held
    assert venue.possible(year) is possible
    if nearest:
        assert venue.nearest_years(year) == nearest


def test_notation_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError):
        Years("since 1990")


# --- look-up -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "spelling"),
    [
        ("CVPR", "CVPR", None),
        ("cvpr", "CVPR", "CVPR"),
        ("arxiv", "arXiv", "arXiv"),
        ("ArXiv", "arXiv", "arXiv"),
        ("Arvix", "arXiv", "arXiv"),
        ("CoRR", "arXiv", None),  # a name of its own
        ("ACMMM", "ACM MM", "ACM MM"),
        ("ACM-MM", "ACM MM", None),
        ("MIA", "MedIA", None),
        ("Interspeech", "Interspeech", None),
        ("INTERSPEECH", "Interspeech", None),
        ("ECML PKDD", "ECML-PKDD", None),
        ("IEEE TNN", "TNNLS", None),
        ("CASE", "CASE", None),
        ("Technical report", "Technical Report", None),
        ("MM", "ACM MM", "ACM MM"),
        ("ACM Multimedia", "ACM MM", None),
        ("Neurips", "NeurIPS", "NeurIPS"),
        ("NIPS", "NeurIPS", None),  # renamed, not misspelt
        ("PAMI", "TPAMI", "TPAMI"),
        ("IEEE TPAMI", "TPAMI", "TPAMI"),
        ("IEEE-TMM", "TMM", "TMM"),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI", None),
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence", "TPAMI", None),
        (
            "Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition",
            "CVPR",
            None,
        ),
        ("In ICLR", "ICLR", None),
        ("Proc. of the ICML", "ICML", None),
        ("RAL", "RA-L", "RA-L"),
        ("S&P", "S&P", None),
        ("IEEE S&P", "S&P", None),
        ("3DV", "3DV", None),
        ("CVPRW", "CVPRW", None),
        ("CVPR Workshop", "CVPRW", None),
        ("NeurIPS-W", "NeurIPSW", None),
        ("WWWW", "WWWW", None),
        ("ACL Findings", "ACL Findings", None),
        ("Findings of EMNLP", "EMNLP Findings", None),
        ("Findings of the ACL", "ACL Findings", None),
    ],
)
def test_look_up(text: str, code: str, spelling: str | None) -> None:
    venue = REGISTRY.lookup(text)
    assert venue is not None
    assert venue.code == code
    assert REGISTRY.spelling(text) == spelling
    assert REGISTRY.exact(text) == (text == code)


@pytest.mark.parametrize(
    "text", ["", " ", "A2GNN", "Towards", "w", "Findings", "case", "log", "cell", "x" * 5000, "\0"]
)
def test_unknown(text: str) -> None:
    assert REGISTRY.lookup(text) is None
    assert REGISTRY.spelling(text) is None
    assert not REGISTRY.exact(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("arxiv", True), ("ACMMM", True), ("Arvix", True), ("cvpr", True), ("PAMI", False), ("IEEE TIP", False),
     ("MM", False), ("Openreview", False), ("arXiv", False), ("NIPS", False), ("Foo", False)],
)  # fmt: skip
def test_what_is_wrong_in_any_list(text: str, wrong: bool) -> None:
    assert REGISTRY.misspelt(text) is wrong


def test_former_codes() -> None:
    venue = REGISTRY.lookup("IEEE TNN")
    assert venue is not None
    assert venue.former_code("IEEE TNN") == venue.former_code("tnn") == ("TNN", 2012)
    assert venue.former_code("TNNLS") is None


def test_a_workshop_knows_its_conference() -> None:
    venue = REGISTRY.lookup("ECCV Workshops")
    assert venue is not None and venue.base is not None
    assert (venue.kind, venue.track, venue.main.code) == ("workshop", "workshop", "ECCV")
    assert REGISTRY.lookup("ECCVW") is venue
    main = REGISTRY.lookup("ECCV")
    assert main is not None and main.main is main


def test_renames() -> None:
    venue = REGISTRY.lookup("NIPS")
    assert venue is not None
    assert [venue.code_in(year) for year in (2016, 2017, 2018, 2024)] == [
        "NIPS", "NIPS", "NeurIPS", "NeurIPS",
    ]  # fmt: skip
    cvpr = REGISTRY.lookup("CVPR")
    assert cvpr is not None and cvpr.code_in(1999) == "CVPR"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NeruIPS", "NeurIPS"), ("CPVR", "CVPR"), ("CVRP", "CVPR"), ("NeurlPS", "NeurIPS"),
        ("NeurlIPS", "NeurIPS"), ("NeurrIPS", "NeurIPS"), ("NACCL", "NAACL"), ("TNLS", "TNNLS"),
        ("INFCOM", "INFOCOM"), ("PANS", "PNAS"), ("CVPRR", "CVPR"),
    ],
)  # fmt: skip
def test_did_you_mean(text: str, code: str) -> None:
    assert [venue.code for venue in REGISTRY.suggest(text)] == [code]


@pytest.mark.parametrize("text", ["ACCV", "ICCV", "Arxiv", "ACM", "ECCN", "CSS", "Ours", "XY", ""])
def test_no_guess_for_real_venues_nor_between_equals(text: str) -> None:
    assert REGISTRY.suggest(text) == []


def test_near_names_the_candidates_that_suggest_cannot_choose_from() -> None:
    assert {"ECCV", "ECC"} <= {venue.code for venue in REGISTRY.near("ECCN")}


def test_ten_thousand_unknown_venues_are_cheap() -> None:
    registry = Registry()
    known = calls(lambda: registry.suggest("CPVR"))
    unknown = calls(lambda: [registry.suggest(f"Xq{number}zz") for number in range(1_000)])
    assert unknown < 1_000 * known


@given(st.text("ABC", max_size=7), st.text("ABC", max_size=7))
@settings(max_examples=200, deadline=None)
def test_distance_is_damerau_levenshtein(a: str, b: str) -> None:
    osa = pytest.importorskip("rapidfuzz").distance.OSA.distance(a, b)
    for limit in (1, 2, 9):
        assert distance_within(a, b, limit) == (osa if osa <= limit else None)


# --- venues of the settings --------------------------------------------------------------


def test_own_venues() -> None:
    registry = Registry(
        {
            "XYZ": {"name": "Symposium on XYZ", "aliases": ["Xyz Symposium"], "first-year": 2011,
                    "cadence": "odd"},
            "Arxiv": {},
            "TIP": {"aliases": ["Trans. IP"]},
        }
    )  # fmt: skip
    venue = registry.lookup("Xyz symposium")
    assert venue is not None and venue.code == "XYZ" and venue.kind == "conference"
    assert (venue.held(2013), venue.held(2014), venue.possible(2014)) == (True, False, False)
    # one's own spelling of a known venue wins over the shipped code, also for other aliases
    assert registry.exact("Arxiv") and registry.spelling("arXiv") == "Arxiv"
    preprint = registry.lookup("CoRR")
    assert preprint is not None and preprint.code == "Arxiv" and preprint.kind == "preprint"
    journal = registry.lookup("Trans. IP")
    assert journal is not None and journal.kind == "journal" and journal.first_year == 1992
    assert [v.code for v in registry.suggest("XZY")] == ["XYZ"]
    # one registry does not leak into another
    assert Registry().lookup("XYZ") is None and Registry().exact("arXiv")


@pytest.mark.parametrize(
    ("table", "needle"),
    [
        ({"X": 3}, "venues.X"),
        ({"X": {"kind": "party"}}, "party"),
        ({"X": {"aliases": "Y"}}, "aliases"),
        ({"X": {"name": 3}}, "name"),
        ({"X": {"first-year": "2019"}}, "first-year"),
        ({"X": {"cadence": "weekly"}}, "weekly"),
        ({"X": {"first-year": 2011, "cadence": "even"}}, "not even"),
        ({"X": {"year-check": "maybe"}}, "maybe"),
    ],
)
def test_bad_own_venues_are_refused(table: dict[str, object], needle: str) -> None:
    with pytest.raises(RegistryError, match=re.escape(needle)):
        Registry(table)


# --- venue-and-year strings --------------------------------------------------------------

PUBS = [
    # text, venue, year, year as written, order, note
    ("CVPR2021", "CVPR", 2021, "2021", "venue-year", None),
    ("CVPR 2023", "CVPR", 2023, "2023", "venue-year", None),
    ("CVPR, 2019", "CVPR", 2019, "2019", "venue-year", None),
    ("CVPR (2019)", "CVPR", 2019, "2019", "venue-year", None),
    ("(CVPR 2019)", "CVPR", 2019, "2019", "venue-year", None),
    ("CVPR-2019", "CVPR", 2019, "2019", "venue-year", None),
    (" ICCV2021", "ICCV", 2021, "2021", "venue-year", None),
    ("ECCV2016 ", "ECCV", 2016, "2016", "venue-year", None),
    ("CVPR18", "CVPR", 2018, "18", "venue-year", None),
    ("CVPR'14", "CVPR", 2014, "14", "venue-year", None),
    ("CVPR’14", "CVPR", 2014, "14", "venue-year", None),
    ("CVPR' 14", "CVPR", 2014, "14", "venue-year", None),
    ("CVPR-18", "CVPR", 2018, "18", "venue-year", None),
    ("CVPR 21", "CVPR", 2021, "21", "venue-year", None),
    ("AAAI-09", "AAAI", 2009, "09", "venue-year", None),
    ("AAAI98", "AAAI", 1998, "98", "venue-year", None),
    ("ICLR-22 oral", "ICLR", 2022, "22", "venue-year", "oral"),
    ("CVPR-18 (oral)", "CVPR", 2018, "18", "venue-year", "(oral)"),
    ("2021arXiv", "arXiv", 2021, "2021", "year-venue", None),
    ("2021 CVPR", "CVPR", 2021, "2021", "year-venue", None),
    ("2021-CVPR", "CVPR", 2021, "2021", "year-venue", None),
    ("2021- IEEE PAMI", "IEEE PAMI", 2021, "2021", "year-venue", None),
    ("2022ECCN", "ECCN", 2022, "2022", "year-venue", None),
    ("2024.5 arXiv", "arXiv", 2024, "2024", "year-venue", None),
    ("2020", None, 2020, "2020", "year", None),
    ("2024.05", None, 2024, "2024", "year", "05"),
    ("CVPR", "CVPR", None, None, "venue", None),
    ("ICML.", "ICML", None, None, "venue", None),
    ("Nat. Commun.", "Nat. Commun.", None, None, "venue", None),
    ("Nat. Commun. 2020", "Nat. Commun.", 2020, "2020", "venue-year", None),
    ("ACM MM2021", "ACM MM", 2021, "2021", "venue-year", None),
    ("ACMMM21", "ACMMM", 2021, "21", "venue-year", None),
    ("IEEE Access 2020", "IEEE Access", 2020, "2020", "venue-year", None),
    ("3DV", "3DV", None, None, "venue", None),
    ("3DV2013", "3DV", 2013, "2013", "venue-year", None),
    ("3DV13", "3DV", 2013, "13", "venue-year", None),
    ("2013 3DV", "3DV", 2013, "2013", "year-venue", None),
    ("20133DV", "3DV", 2013, "2013", "year-venue", None),
    ("RA-L", "RA-L", None, None, "venue", None),
    ("RA-L2020", "RA-L", 2020, "2020", "venue-year", None),
    ("S&P 2021", "S&P", 2021, "2021", "venue-year", None),
    ("A2GNN", "A2GNN", None, None, "venue", None),
    ("ResNet50", "ResNet50", None, None, "venue", None),
    ("Foo 21", "Foo 21", None, None, "venue", None),
    ("CVPR (Oral)", "CVPR", None, None, "venue", "(Oral)"),
    ("CVPR 2022 (Oral)", "CVPR", 2022, "2022", "venue-year", "(Oral)"),
    ("CVPR Oral 2022", "CVPR", 2022, "2022", "venue-year", "Oral"),
    ("CVPR 2022 Workshop", "CVPR", 2022, "2022", "venue-year", "Workshop"),
    ("CVPR Workshop 2022", "CVPR Workshop", 2022, "2022", "venue-year", None),
    ("Findings of EMNLP 2021", "Findings of EMNLP", 2021, "2021", "venue-year", None),
    ("NeurIPS (Datasets and Benchmarks) 2021", "NeurIPS", 2021, "2021", "venue-year",
     "(Datasets and Benchmarks)"),
    ("ICCVW, 2019 (& TPAMI 2020)", "ICCVW", 2019, "2019", "venue-year", "(& TPAMI 2020)"),
    ("IEEE Transactions on Image Processing, 2020.", "IEEE Transactions on Image Processing",
     2020, "2020", "venue-year", None),
    ("arXiv 2020", "arXiv", 2020, "2020", "venue-year", None),
    ("", None, None, None, "", None),
    (" ,. ", None, None, None, "", None),
]  # fmt: skip


def written(text: str, pub: Pub, name: str) -> str | None:
    span = getattr(pub, name)
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(("pub", "venue", "year", "digits", "order", "note"), PUBS)
def test_pub(
    pub: str, venue: str | None, year: int | None, digits: str | None, order: str, note: str | None
) -> None:
    text = f"- 1999x *{pub}* 2001"  # spans are absolute, and nothing around is read
    found = parse_pub(text, 9, 9 + len(pub), REGISTRY)
    assert written(text, found, "venue_span") == venue
    assert written(text, found, "year_span") == digits
    assert written(text, found, "note_span") == note
    assert (found.year, found.order) == (year, order)
    assert found.digits == (len(digits) if digits else 0)


@pytest.mark.parametrize(
    ("text", "venue", "year", "identifier"),
    [
        ("arXiv:2203.02106", "arXiv", None, "2203.02106"),
        ("arXiv 2012.12345", "arXiv", None, "2012.12345"),  # 2012 is no year here
        ("arXiv preprint arXiv:2012.12345", "arXiv", None, "2012.12345"),
        ("arXiv preprint arXiv:2012.12345 (2021)", "arXiv", 2021, "2012.12345"),
        ("CoRR, abs/1510.00149", "CoRR", None, "1510.00149"),
        ("arXiv:cs/0701123", "arXiv", None, "cs/0701123"),
        ("2012.12345", None, None, "2012.12345"),
    ],
)
def test_pub_with_an_identifier(
    text: str, venue: str | None, year: int | None, identifier: str
) -> None:
    found = parse_pub(text, 0, len(text), REGISTRY)
    assert written(text, found, "venue_span") == venue
    assert (found.year, found.identifier) == (year, identifier)


def test_match_pub_refuses_what_is_no_venue() -> None:
    for text in ("", "...", "12", "[a](b)", "a b c d e f g h i", "x" * 201, "SCM:2022ECCV"):
        assert match_pub(text, 0, len(text), REGISTRY) is None, text
    for text in ("CVPR2021", "2020", "arXiv", "Some New Venue 2021", PUBS[-3][0]):
        assert match_pub(text, 0, len(text), REGISTRY) == parse_pub(text, 0, len(text), REGISTRY)


@given(st.text("CVPRarXiv 0129'’-(),.[]&*\t:/", max_size=40), st.integers(0, 5))
@settings(max_examples=300, deadline=None)
def test_spans_lie_inside_and_do_not_overlap(text: str, start: int) -> None:
    start = min(start, len(text))
    pub = parse_pub(text, start, len(text), REGISTRY)
    spans = [s for s in (pub.venue_span, pub.year_span) if s is not None]
    for span in spans:
        assert start <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
    if len(spans) == 2:
        assert spans[0].end <= spans[1].start or spans[1].end <= spans[0].start
    if pub.year is not None:
        assert 1900 <= pub.year <= 2099


@pytest.mark.parametrize(
    ("head", "piece", "tail"),
    [
        ("arxiv", " ", ""), ("", "arxiv-", ""), ("", "2021", ""), ("CVPR", "(", ""),
        ("", "'", ""), ("", "1", ""), ("", "Oral ", ""), ("", "A", "21"),
    ],
)  # fmt: skip
def test_hostile_pubs_take_linear_time(head: str, piece: str, tail: str) -> None:
    def make(size: int) -> Callable[[], object]:
        text = head + piece * (size // len(piece)) + tail
        return lambda: parse_pub(text, 0, len(text), REGISTRY)

    assert_linear(make, 12_000)


# --- links -------------------------------------------------------------------------------

CVF = "https://openaccess.thecvf.com/"
LINKS = [
    (CVF + "content/CVPR2023/html/A_B_CVPR_2023_paper.html", "CVPR", 2023, True),
    (CVF + "content_CVPR_2020/papers/A_B_CVPR_2020_paper.pdf", "CVPR", 2020, True),
    (CVF + "content_cvpr_2017/html/A_B_CVPR_2017_paper.html", "CVPR", 2017, True),
    (CVF + "content_cvpr_2018_workshops/papers/w13/A_CVPR_2018_paper.pdf", "CVPRW", 2018, True),
    (CVF + "content_cvpr_workshops_2014/W11/papers/A_2014_CVPR_paper.pdf", "CVPRW", 2014, True),
    (CVF + "content_CVPRW_2020/html/w22/A_CVPRW_2020_paper.html", "CVPRW", 2020, True),
    (CVF + "content/CVPR2021W/NTIRE/html/A_CVPRW_2021_paper.html", "CVPRW", 2021, True),
    (CVF + "content_ICCV_2019/papers/A_ICCV_2019_paper.pdf", "ICCV", 2019, True),
    (CVF + "content_ECCV_2018/papers/A_ECCV_2018_paper.pdf", "ECCV", 2018, True),
    (CVF + "content_WACV_2020/papers/A_WACV_2020_paper.pdf", "WACV", 2020, True),
    (CVF + "content/ACCV2020/papers/A_ACCV_2020_paper.pdf", "ACCV", 2020, True),
    ("http://www.cv-foundation.org/openaccess/content_iccv_2015/papers/A_paper.pdf",
     "ICCV", 2015, True),
    ("https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/1_ECCV_2022_paper.php",
     "ECCV", 2022, True),
    ("https://doi.org/10.1109/CVPR52688.2022.01552", "CVPR", 2022, True),
    ("https://doi.org/10.1109/ICCV.2017.12", "ICCV", 2017, True),
    ("https://doi.org/10.1109/3DV50981.2020.00019", "3DV", 2020, True),
    ("https://doi.org/10.1109/CVPRW59228.2023.00001", "CVPRW", 2023, True),
    ("https://doi.org/10.1109/ICPR48806.2021.9412", None, None, False),
    ("https://doi.org/10.1109/TPAMI.2021.3054819", "TPAMI", 2021, False),
    ("https://doi.org/10.1016/j.patcog.2021.108504", "PR", None, False),
    ("https://link.springer.com/article/10.1007/s11263-020-01373-4", "IJCV", None, False),
    ("https://doi.org/10.1609/aaai.v36i2.20123", "AAAI", 2022, True),
    ("https://ojs.aaai.org/index.php/AAAI/article/view/6058", "AAAI", None, False),
    ("https://www.aaai.org/ocs/index.php/AAAI/AAAI16/paper/view/12312", "AAAI", 2016, True),
    ("https://aaai.org/Papers/AAAI/2020GB/AAAI-LiS.504.pdf", "AAAI", 2020, True),
    ("https://www.aaai.org/AAAI21Papers/AAAI-2571.YinY.pdf", "AAAI", 2021, True),
    ("https://doi.org/10.24963/ijcai.2020/120", "IJCAI", 2020, True),
    ("https://www.ijcai.org/Proceedings/2020/0120.pdf", "IJCAI", 2020, True),
    ("https://www.ijcai.org/Proceedings/16/Papers/312.pdf", "IJCAI", 2016, True),
    ("https://papers.nips.cc/paper/2017/hash/dab49080d80c724aad5ebf158d63df41-Abstract.html",
     "NeurIPS", 2017, True),
    ("https://proceedings.neurips.cc/paper_files/paper/2022/file/x.pdf", "NeurIPS", 2022, True),
    ("https://proceedings.neurips.cc//paper/2020/hash/8493eeaccb772c0878f99d60a0bd2bb3.html",
     "NeurIPS", 2020, True),
    ("http://papers.nips.cc/paper/8885-weakly-supervised.pdf", "NeurIPS", None, False),
    ("https://proceedings.mlr.press/v139/kim21a.html", "ICML", 2021, True),
    ("http://proceedings.mlr.press/v97/kim19a.html", "ICML", 2019, True),
    ("http://proceedings.mlr.press/v99/kim19a.html", None, None, False),
    ("https://icml.cc/virtual/2023/poster/24222", "ICML", 2023, True),
    ("https://neurips.cc/virtual/2023/workshop/66531", None, None, False),
    ("https://aclanthology.org/2020.acl-main.123/", "ACL", 2020, True),
    ("https://aclanthology.org/2021.findings-emnlp.12.pdf", "EMNLP Findings", 2021, True),
    ("https://www.aclweb.org/anthology/P19-1085", "ACL", 2019, True),
    ("https://aclanthology.org/D19-5301", None, 2019, False),  # a workshop at EMNLP
    ("https://arxiv.org/abs/2203.02106", "arXiv", 2022, False),
    ("https://openreview.net/forum?id=QnajmHkhegH", None, None, False),
    ("https://github.com/a/b", None, None, False),
    ("CVPR", None, None, False),
    ("", None, None, False),
    ("https://", None, None, False),
    ("https://arxiv.org", None, None, False),
]  # fmt: skip


@pytest.mark.parametrize(("url", "code", "year", "edition"), LINKS)
def test_link_facts(url: str, code: str | None, year: int | None, edition: bool) -> None:
    found = facts(url)
    assert (found.venue_code, found.year, found.year_is_edition) == (code, year, edition)
    if code is not None:
        assert REGISTRY.exact(code), "a link names a code that the registry does not have"


@pytest.mark.parametrize(
    ("url", "identifiers"),
    [
        ("https://arxiv.org/abs/2203.02106v3", (("arxiv", "2203.02106"),)),
        ("http://arxiv.org/pdf/1711.05282.pdf", (("arxiv", "1711.05282"),)),
        ("https://arxiv.org/pdf/1711.05282v2", (("arxiv", "1711.05282"),)),
        ("https://www.arxiv.org/html/2401.00001", (("arxiv", "2401.00001"),)),
        ("https://arxiv.org//abs/1905.01298", (("arxiv", "1905.01298"),)),
        ("https://arxiv.org/abs/1905.01298.pdf", (("arxiv", "1905.01298"),)),
        ("https://arxiv.org/abs/cs.CV/0701123", (("arxiv", "cs/0701123"),)),
        ("https://arxiv.org/abs/2213.00001", ()),  # there is no month 13
        ("https://arxiv.org/abs/2203", ()),
        ("https://doi.org/10.48550/arXiv.2203.02106", (("arxiv", "2203.02106"),)),
        ("https://doi.org/10.1109/ABC.2020.1", (("doi", "10.1109/abc.2020.1"),)),
        ("https://link.springer.com/chapter/10.1007%2F978-3-030-71590-8_8",
         (("doi", "10.1007/978-3-030-71590-8_8"),)),
        ("https://dl.acm.org/doi/abs/10.1145/3394171.3413652?x=1",
         (("doi", "10.1145/3394171.3413652"),)),
        ("http://delivery.acm.org/10.1145/3230000/3220078/p2847.pdf", ()),
        ("https://openreview.net/pdf?id=Qna-_mH", (("openreview", "Qna-_mH"),)),
        ("https://ieeexplore.ieee.org/abstract/document/9069411/", (("ieee", "9069411"),)),
        ("https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=09069411", (("ieee", "9069411"),)),
        (CVF + "content/CVPR2023/html/A_B_CVPR_2023_paper.html", (("cvf", "A_B_CVPR_2023"),)),
        (CVF + "content/CVPR2023/papers/A_B_CVPR_2023_paper.pdf", (("cvf", "A_B_CVPR_2023"),)),
        ("https://aclanthology.org/P19-1085.pdf", (("acl", "P19-1085"),)),
        ("https://www.ijcai.org/proceedings/2020/0120", (("ijcai", "2020/120"),)),
    ],
)  # fmt: skip
def test_identifiers(url: str, identifiers: tuple[tuple[str, str], ...]) -> None:
    assert facts(url).identifiers == identifiers
    expected = next((value for kind, value in identifiers if kind == "arxiv"), None)
    assert arxiv_id(url) == expected


@given(st.text("htps:/wcvfarxivdo10.9?=&-_%2F", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_address_is_read(url: str) -> None:
    for prefix in ("", "https://", "https://doi.org/", "https://arxiv.org/", CVF):
        assert facts(prefix + url)._fields == NOTHING._fields


def test_every_site_reads_hostile_paths_in_linear_time() -> None:
    from wsss_lint.venues.links import _SITES

    paths = [
        ("", "a/"), ("content_", "a_"), ("", "1"), ("abs/", "a-"), ("10.1000/", "."),
        ("", "id="), ("", "proceedings/"), ("", "AAAI/article/"),
    ]  # fmt: skip
    for read, (head, piece) in product(_SITES.values(), paths):

        def make(
            size: int, read: Callable[[str], object] = read, head: str = head, piece: str = piece
        ) -> Callable[[], object]:
            path = head + piece * (size // len(piece))
            return lambda: read(path)

        assert_linear(make, 12_000)


# --- speed -------------------------------------------------------------------------------


def test_start_up_is_cheap() -> None:
    """It imports nothing else, and calls one function of C for each of the venues."""
    code = (
        "import __future__, re, bisect, os, typing, sys; had = {*sys.modules}; calls = [];"
        "from wsss_lint.venues.registry import Registry;"
        "sys.setprofile(lambda frame, event, arg: calls.append(event[-4:] == 'call'));"
        "Registry().lookup('CVPR'); sys.setprofile(None);"
        "print(sum(calls), *sorted({*sys.modules} - had))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT
    )
    count, *modules = done.stdout.split()
    assert [name for name in modules if not name.startswith("wsss_lint")] == []
    assert int(count) < len(REGISTRY.codes) + 200


def test_the_shipped_table_is_read_once() -> None:
    assert load() is load()
    assert Registry()._table is Registry()._table


@given(
    st.text("CVPRarXiv 0129'’-(),.[]&*\t:/_D", max_size=30),
    st.sampled_from(["", " ", "*", "x", "2", "_", "'"]),
    st.sampled_from(["", "*", "7", ".12345"]),
)
@settings(max_examples=500, deadline=None)
def test_what_is_remembered_is_what_is_read(words: str, before: str, after: str) -> None:
    text, start, end = before + words + after, len(before), len(before + words)
    fits = match_pub(text, start, end, REGISTRY) is not None
    assert can_be_pub(text, start, end, REGISTRY) is fits
    known = reading(text, start, end, REGISTRY)
    if known is not None:
        read = parse_pub(text, start, end, REGISTRY)
        for name in ("venue_span", "year_span", "note_span"):
            assert written(words, known.pub, name) == written(text, read, name)
        assert known.pub._replace(venue_span=None, year_span=None, note_span=None) == (
            read._replace(venue_span=None, year_span=None, note_span=None)
        )
        assert known.venue == (written(text, read, "venue_span") or "")


def test_not_all_that_is_read_is_remembered() -> None:
    registry = Registry()
    text = "".join(f"*X{i} 2020*" for i in range(2 * MOST_READINGS))
    at = 0
    while at >= 0:
        end = text.index("*", at + 1)
        assert can_be_pub(text, at + 1, end, registry)
        at = text.find("*", end + 1)
    assert len(registry.readings) == MOST_READINGS
    assert reading("v2021", 1, 5, registry) is None  # `v` is part of its word
