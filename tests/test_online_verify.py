"""`verify` from end to end, against made-up services that know a list's papers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_services import Fact, FakeServices, TestClock
from pytest_httpserver import HTTPServer
from werkzeug import Response

from wsss_lint.cli.main import main
from wsss_lint.online import client as client_module
from wsss_lint.online.matching import letters
from wsss_lint.records.model import ListDocument
from wsss_lint.records.reader import read
from wsss_lint.source import Source

REAL_LIST = Path(__file__).parents[2] / "shared" / "data" / "awesome-wsss.md"

# How Crossref and DBLP write venues: (DBLP venue, stream, container with a year, journal)
WRITTEN = {
    "CVPR": ("CVPR", "conf/cvpr", "{} IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"),
    "ICCV": ("ICCV", "conf/iccv", "{} IEEE/CVF International Conference on Computer Vision (ICCV)"),
    "ECCV": ("ECCV (29)", "conf/eccv", "Computer Vision – ECCV {}"),
    "ICIP": ("ICIP", "conf/icip", "{} IEEE International Conference on Image Processing (ICIP)"),
    "TPAMI": ("IEEE Trans. Pattern Anal. Mach. Intell.", "journals/pami", "IEEE Transactions on Pattern Analysis and Machine Intelligence"),
    "IJCV": ("Int. J. Comput. Vis.", "journals/ijcv", "International Journal of Computer Vision"),
    "PR": ("Pattern Recognit.", "journals/pr", "Pattern Recognition"),
    "TMM": ("IEEE Trans. Multim.", "journals/tmm", "IEEE Transactions on Multimedia"),
}  # fmt: skip


def published(title: str, code: str, year: int, **more: object) -> Fact:
    """A publication as the indexes would have it."""
    venue, stream, container = WRITTEN.get(code, (code, f"conf/{code.lower()}", f"{code} {{}}"))
    doi = f"10.5555/{letters(title)[:24]}.{year}"
    journal = stream.startswith("journals/")
    values = {"container": container.format(year), "doi": doi, "journal": journal, **more}
    return Fact(title, venue, year, stream=stream, **values)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[TestClock]]:
    """Runs of the command use a clock that does not wait."""
    made: list[TestClock] = []

    def clock() -> TestClock:
        made.append(TestClock())
        return made[-1]

    monkeypatch.setattr(client_module, "Clock", clock)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    yield made


@pytest.fixture
def services(httpserver: HTTPServer) -> FakeServices:
    return FakeServices(httpserver)


class Command:
    """Runs `wsss-lint verify` against the made-up services."""

    def __init__(
        self, services: FakeServices, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.services = services
        self.folder = folder
        self._capsys = capsys

    def __call__(self, text: str | None, *options: str) -> tuple[int, list[dict[str, object]], str]:
        """Exit code, findings, what was said on stderr."""
        path = self.folder / "README.md"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        bases = [f"--api-base={name}={url}" for name, url in self.services.bases.items()]
        argv = ["verify", str(path), *bases, f"--cache-dir={self.folder / 'cache'}", "--jobs=1"]
        code = main([*argv, "--isolated", "--output-format=json", "--timeout=2", *options])
        out, err = self._capsys.readouterr()
        start = out.find("{")
        found = json.loads(out[start:])["diagnostics"] if start >= 0 else []
        return code, found, err


@pytest.fixture
def verify(services: FakeServices, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(services, tmp_path, capsys)


# ---------------------------------------------------------------------- the real list


def world_of(document: ListDocument) -> tuple[list[Fact], dict[str, set[str]]]:
    """Facts about a list's papers, and what `verify` has to find: rule name -> titles.

    The world says what the list says, but for three things: preprints have appeared, papers
    without a venue have one, and a paper that is listed with two years was published once.
    """
    facts: dict[str, Fact] = {}
    expected: dict[str, set[str]] = {
        "verify-published": set(), "verify-missing-venue": set(), "verify-year": set(),
    }  # fmt: skip
    claimed: dict[tuple[str, str], set[int]] = {}
    for paper in document.papers:
        if paper.title is None or not letters(paper.title.value) or paper.year is None:
            continue
        title, year = paper.title.value, paper.year.value
        venue = document.registry.lookup(paper.venue.value) if paper.venue else None
        key = letters(title)
        if venue is None:
            expected["verify-missing-venue"].add(title)
            facts[key] = published(title, "ECCV" if year % 2 == 0 else "ICCV", year)
        elif venue.kind == "preprint":
            expected["verify-published"].add(title)
            facts[key] = published(
                title, "CVPR", year + 1, arxiv=f"2101.{len(facts):05d}", arxiv_year=year
            )
        else:
            years = claimed.setdefault((key, venue.code), set())
            years.add(year)
            if len(years) == 2:
                expected["verify-year"].add(title)
            known = facts.get(key)
            if known is None or len(years) == 1:
                facts[key] = published(title, venue.code, year)
    return list(facts.values()), expected


needs_list = pytest.mark.skipif(not REAL_LIST.exists(), reason="the real list is not at hand")


@needs_list
def test_real_list_is_told_what_it_lacks_and_nothing_else(
    verify: Command, services: FakeServices
) -> None:
    text = REAL_LIST.read_text(encoding="utf-8")
    document = read(Source(text))
    services.facts, expected = world_of(document)
    assert all(expected.values()), "the list has none of what this test is about"
    code, found, said = verify(text)
    titles = {rule: set() for rule in expected}
    papers = {document.source.line_of(p.span.start): p for p in document.papers}
    for finding in found:
        paper = papers[finding["line"]]  # type: ignore[index]
        assert paper.title is not None
        titles[finding["name"]].add(paper.title.value)  # type: ignore[index]
    assert titles == expected
    assert code == 1
    years = [f for f in found if f["name"] == "verify-year"]
    assert len(years) == len(expected["verify-year"])  # the right one of the pair is not told
    assert "0 unverified" in said
    # A second run asks for nothing.
    before = len(services.requests)
    assert verify(text)[1] == found
    assert len(services.requests) == before


@needs_list
def test_fixes_of_the_real_list_settle_it(verify: Command, services: FakeServices) -> None:
    text = REAL_LIST.read_text(encoding="utf-8")
    services.facts, expected = world_of(read(Source(text)))
    verify(text, "--unsafe-fixes")
    code, found, _ = verify(None)
    assert (code, found) == (0, [])
    after = read(Source.read(verify.folder / "README.md"))
    assert len(after.papers) == len(read(Source(text)).papers)
    mended = {p.title.value: p for p in after.papers if p.title}
    for title in expected["verify-published"]:
        paper = mended[title]
        assert paper.venue is not None and paper.venue.value == "CVPR"


@needs_list
@pytest.mark.parametrize("body", ["<html>busy</html>", '{"result": {}, "message": {}}', ""])
def test_half_of_the_answers_are_rubbish(
    verify: Command, services: FakeServices, body: str
) -> None:
    text = REAL_LIST.read_text(encoding="utf-8")
    services.facts, _ = world_of(read(Source(text)))
    complete = {(f["name"], f["line"]) for f in verify(text)[1]}
    for file in (verify.folder / "cache").iterdir():
        file.unlink()
    services.spoil = lambda number, *_: Response(body) if number % 2 else None
    code, found, said = verify(text)
    assert code in (0, 1)
    assert {(f["name"], f["line"]) for f in found} <= complete
    assert "not answered" in said
    verified = int(said.partition(" verified")[0].rpartition(" ")[2])
    assert verified > 20, "a source that answers every second time is still asked"


@needs_list
def test_half_of_the_answers_are_errors_and_are_asked_for_again(
    verify: Command, services: FakeServices
) -> None:
    text = REAL_LIST.read_text(encoding="utf-8")
    services.facts, _ = world_of(read(Source(text)))
    complete = verify(text)[1]
    for file in (verify.folder / "cache").iterdir():
        file.unlink()
    services.spoil = lambda number, *_: Response("", 503) if number % 2 else None
    assert verify(text)[1] == complete


@needs_list
def test_a_limit_gives_a_partial_report(verify: Command, services: FakeServices) -> None:
    text = REAL_LIST.read_text(encoding="utf-8")
    services.facts, _ = world_of(read(Source(text)))
    complete = {(f["name"], f["line"]) for f in verify(text, "--budget=60")[1]}
    sent = len(services.requests)
    assert sent < 60, "the clock of the test says 1.5 s a request"
    _, found, said = verify(text, "--max-requests=20")
    assert len(services.requests) == sent + 20
    assert complete <= {(f["name"], f["line"]) for f in found}
    assert "not answered" in said
    # The third run goes on where the second one stopped.
    verify(text)
    asked = services.asked("dblp")
    assert len(asked) == len(set(asked))
