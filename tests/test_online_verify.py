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


# ---------------------------------------------------------------------- small lists

HEAD = "# Papers\n\n"
FILLER = (
    "- Toy Boxes for Weak Segmentation of Things *CVPR2022*\n"
    "- Toy Points for Weak Segmentation of Things *ICCV2021*\n"
)
FILLERS = [
    published("Toy Boxes for Weak Segmentation of Things", "CVPR", 2022),
    published("Toy Points for Weak Segmentation of Things", "ICCV", 2021),
]
TITLE = "Toy Maps for Weak Segmentation of Things"


def names(found: list[dict[str, object]]) -> list[object]:
    return [finding["name"] for finding in found]


@pytest.mark.parametrize(
    ("entry", "fact", "rule", "fixed"),
    [
        (f"{TITLE} *CVPR2022*", published(TITLE, "CVPR", 2023), "verify-year", f"{TITLE} *CVPR2023*"),
        (f"{TITLE} *ICCV2023*", published(TITLE, "CVPR", 2023), "verify-venue", f"{TITLE} *CVPR2023*"),
        (f"{TITLE} *ICCV2021*", published(TITLE, "CVPR", 2023), "verify-venue", f"{TITLE} *CVPR2023*"),
        (f"{TITLE} *arXiv2022*", published(TITLE, "CVPR", 2023), "verify-published", f"{TITLE} *CVPR2023*"),
        (f"{TITLE} *2022arXiv*", published(TITLE, "CVPR", 2023), "verify-published", f"{TITLE} *2023CVPR*"),
        (f"{TITLE} *2023*", published(TITLE, "CVPR", 2023), "verify-missing-venue", f"{TITLE} *CVPR2023*"),
        (f"{TITLE.replace('Weak', 'Weka')} *CVPR2023*", published(TITLE, "CVPR", 2023, in_dblp=False,
         arxiv="2301.00001", arxiv_year=2022), None, None),
        (f"{TITLE} *TPAMI2023*", published(TITLE, "TPAMI", 2024), None, None),
    ],
)  # fmt: skip
def test_findings_and_fixes(
    verify: Command,
    services: FakeServices,
    entry: str,
    fact: Fact,
    rule: str | None,
    fixed: str | None,
) -> None:
    services.facts = [*FILLERS, fact]
    text = HEAD + FILLER + f"- {entry}\n"
    code, found, said = verify(text)
    if rule is None:
        assert (code, found) == (0, [])
        return
    assert (code, names(found)) == (1, [rule])
    message = str(found[0]["message"])
    # The evidence is in the message itself, which every report format carries.
    assert "https://dblp.org/rec/" in message and "https://doi.org/10.5555/" in message
    assert found[0]["fix"]["applicability"] == "unsafe"  # type: ignore[index]
    # A plain --fix changes nothing: such a correction is asked for by name.
    assert verify(None, "--fix")[0] == 1
    assert (verify.folder / "README.md").read_text() == text
    code, found, said = verify(None, "--unsafe-fixes")
    assert (code, found) == (0, []), said
    assert (verify.folder / "README.md").read_text() == HEAD + FILLER + f"- {fixed}\n"


def test_a_title_is_mended_word_by_word(verify: Command, services: FakeServices) -> None:
    right = "Toy Maps: weakly supervised segmentation of many things"
    fact = published(right, "CVPR", 2023, arxiv="2301.00001", arxiv_year=2023)
    services.facts = [*FILLERS, fact]
    listed = "Toy Maps: Weakly-Supervised Segmenation of Many Things"
    text = HEAD + FILLER + f"- [{listed}](https://arxiv.org/abs/2301.00001) *CVPR2023*\n"
    code, found, _ = verify(text)
    assert names(found) == ["verify-title"]
    code, found, said = verify(None, "--unsafe-fixes")
    assert (code, found) == (0, []), said
    after = (verify.folder / "README.md").read_text()
    # The one word is mended; hyphens and capitals are the list's own affair.
    assert "Weakly-Supervised segmentation of Many Things" in after
    code, found, said = verify(None)
    assert (code, found) == (0, [])


def test_an_identifier_of_another_paper_is_replaced(
    verify: Command, services: FakeServices
) -> None:
    other = Fact(
        "Graph Attention for Predicting Properties of Molecules",
        arxiv="2301.00009",
        arxiv_year=2023,
    )
    mine = published(TITLE, "CVPR", 2023, arxiv="2301.00001", arxiv_year=2023)
    services.facts = [*FILLERS, other, mine]
    text = HEAD + FILLER + f"- [{TITLE}](https://arxiv.org/abs/2301.00009v2) *CVPR2023*\n"
    found = verify(text)[1]
    assert names(found) == ["verify-identifier"]
    assert other.title in str(found[0]["message"])
    verify(None, "--unsafe-fixes")
    after = (verify.folder / "README.md").read_text()
    assert f"[{TITLE}](https://arxiv.org/abs/2301.00001" in after
    assert verify(None)[:2] == (0, [])


def test_one_source_gives_an_answer_but_no_fix(verify: Command, services: FakeServices) -> None:
    services.facts = [*FILLERS, published(TITLE, "ICLR", 2023, container="")]
    code, found, _ = verify(HEAD + FILLER + f"- {TITLE} *2023*\n")
    assert (code, names(found)) == (1, ["verify-missing-venue"])
    assert found[0]["fix"] is None
    assert "ICLR 2023" in str(found[0]["message"])


def test_a_heading_is_not_changed_for_one_paper(verify: Command, services: FakeServices) -> None:
    services.facts = [published(TITLE, "CVPR", 2023)]
    text = (
        "# Papers\n\n## 2022\n\n"
        f"- [[CVPR](https://x.example/1)] {TITLE}.\n"
        "- [[CVPR](https://x.example/2)] Toy Boxes for Weak Segmentation of Things.\n"
        "- [[ICCV](https://x.example/3)] Toy Points for Weak Segmentation of Things.\n"
    )
    _, found, _ = verify(text)
    assert names(found) == ["verify-year"]
    assert found[0]["fix"] is None
    assert "section of 2023" in str(found[0]["help"])


def test_comments_silence_and_settings_grade(verify: Command, services: FakeServices) -> None:
    services.facts = [*FILLERS, published(TITLE, "CVPR", 2023)]
    text = HEAD + FILLER + f"- {TITLE} *CVPR2022*\n"
    silenced = text.replace(
        "*CVPR2022*\n", "*CVPR2022* <!-- wsss-lint: ignore[verify-year] so be it -->\n"
    )
    assert verify(silenced)[:2] == (0, [])
    assert verify(text, "--ignore=VER004")[:2] == (0, [])
    assert names(verify(text, "--select=verify-year")[1]) == ["verify-year"]
    assert verify(text, "--exit-zero")[0] == 0


def test_a_source_that_is_down_is_a_notice(verify: Command, services: FakeServices) -> None:
    services.facts = [*FILLERS, published(TITLE, "CVPR", 2023)]
    services.spoil = lambda *_: Response("", 500)
    text = HEAD + FILLER + f"- {TITLE} *CVPR2022*\n"
    code, found, said = verify(text)
    assert (code, found) == (0, [])
    assert "3 not answered" in said
    assert "dblp is not answering" in said
    assert verify(text, "--fail-on=unverified")[0] == 1
    code, found, said = verify(text, "--offline", "-v")
    assert code == 0
    assert f"README.md:5: unverified: {TITLE}: not in the cache (--offline)" in said


def test_not_found_and_not_answered_are_told_apart(verify: Command, services: FakeServices) -> None:
    services.facts = FILLERS
    code, _, said = verify(HEAD + FILLER + f"- {TITLE} *CVPR2022*\n", "-v")
    assert code == 0
    assert "2 verified, 0 contradicted, 1 unverified (1 not found)" in said
    assert f"{TITLE}: not found" in said


def test_interrupting_keeps_what_was_learned(
    verify: Command, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wsss_lint.online.sources import dblp

    services.facts = [*FILLERS, published(TITLE, "CVPR", 2023)]
    text = HEAD + f"- {TITLE} *2023*\n" + FILLER
    ask, asked = dblp.by_title, []

    def interrupted(client: object, title: str) -> object:
        asked.append(title)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return ask(client, title)  # type: ignore[arg-type]

    monkeypatch.setattr(dblp, "by_title", interrupted)
    code, found, said = verify(text)
    assert code == 130
    assert names(found) == ["verify-missing-venue"]
    assert "run again to go on" in said
    assert "2 unverified (2 not answered)" in said
    monkeypatch.setattr(dblp, "by_title", ask)
    before = len(services.asked("dblp"))
    verify(text)
    assert len(services.asked("dblp")) == before + 2  # the first answer was kept


def test_several_threads_give_the_same_report(verify: Command, services: FakeServices) -> None:
    facts = [published(f"Toy {w} for Weak Segmentation of Things", "CVPR", 2023)
             for w in ("Maps", "Nets", "Lines", "Areas", "Words", "Sums", "Roots", "Logs")]  # fmt: skip
    services.facts = facts
    text = HEAD + "".join(f"- {fact.title} *CVPR2022*\n" for fact in facts)
    one = verify(text)[1]
    for file in (verify.folder / "cache").iterdir():
        file.unlink()
    assert len(one) == 8
    assert verify(text, "--jobs=6")[1] == one


@pytest.mark.parametrize(
    "form", ["text", "concise", "json", "github", "gitlab", "sarif", "rdjson", "junit", "markdown"]
)
def test_evidence_is_in_every_report(
    verify: Command, services: FakeServices, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    services.facts = [*FILLERS, published(TITLE, "CVPR", 2023)]
    path = verify.folder / "README.md"
    path.write_text(HEAD + FILLER + f"- {TITLE} *CVPR2022*\n")
    bases = [f"--api-base={name}={url}" for name, url in services.bases.items()]
    argv = ["verify", str(path), *bases, f"--cache-dir={verify.folder / 'c'}", "--isolated"]
    assert main([*argv, f"--output-format={form}"]) == 1
    out = capsys.readouterr().out
    assert "dblp.org/rec/conf/cvpr" in out.replace("%3A", ":").replace("\\/", "/")
    assert "verify-year" in out or "VER004" in out


def test_only_changed_asks_only_about_what_changed(
    verify: Command, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess

    def git(*args: str) -> None:
        who = (
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.org",
            "-c",
            "commit.gpgsign=false",
        )
        subprocess.run(["git", *who, *args], cwd=verify.folder, check=True, capture_output=True)

    services.facts = [*FILLERS, published(TITLE, "CVPR", 2023)]
    path = verify.folder / "README.md"
    path.write_text(HEAD + FILLER)
    git("init", "-q", "-b", "main")
    git("add", "README.md")
    git("commit", "-q", "-m", "first")
    monkeypatch.chdir(verify.folder)
    code, found, said = verify(HEAD + FILLER + f"- {TITLE} *CVPR2022*\n", "--diff-base=HEAD")
    assert (code, names(found)) == (1, ["verify-year"])
    assert len(services.asked("dblp")) == 1
    assert "0 verified, 1 contradicted" in said


@needs_list
def test_progress_in_plain_lines(
    verify: Command, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    text = REAL_LIST.read_text(encoding="utf-8")
    services.facts, _ = world_of(read(Source(text)))
    _, _, said = verify(text)
    lines = [line for line in said.split("\n") if line.startswith("looking up titles: ")]
    assert 3 < len(lines) < 60  # one every few seconds, by the clock of the test
    assert "\r" not in said
    assert not [line for line in verify(text, "-q")[2].split("\n") if line.startswith("looking")]


# ---------------------------------------------------------------------- the rules' own examples


def online_examples() -> list[object]:
    from wsss_lint.cli.verify import RULES
    from wsss_lint.rules import load

    return [
        pytest.param(rule, example, id=f"{rule.name}-{kind}")
        for rule in load(plugins=False)
        if rule.name in RULES
        for kind, examples in (("good", rule.good), ("bad", rule.bad))
        for example in examples
    ]


@pytest.mark.parametrize(("rule", "example"), online_examples())
def test_examples_of_the_rules_hold_in_one_world(
    verify: Command, services: FakeServices, rule: object, example: object
) -> None:
    services.facts = [
        published("Toy Maps for Weak Segmentation", "CVPR", 2023, arxiv="2301.00001", arxiv_year=2022),
        published("Toy Boxes for Weak Segmentation", "CVPR", 2022),
        published("Toy Points for Weak Segmentation", "ICCV", 2021),
        Fact("Graph Attention for Predicting Molecules", arxiv="2301.00009", arxiv_year=2023),
    ]  # fmt: skip
    marked: str = example.text  # type: ignore[attr-defined]
    text = marked.replace("⟦", "").replace("⟧", "")
    _, found, said = verify(HEAD + text)
    expected = [rule.name] if "⟦" in marked else []  # type: ignore[attr-defined]
    assert names(found) == expected, said
    if not expected:
        return
    start = marked.index("⟦")
    line = marked[:start].count("\n") + 1 + HEAD.count("\n")
    assert (found[0]["line"], found[0]["column"]) == (line, start - marked.rfind("\n", 0, start))
    verify(None, "--unsafe-fixes")
    after = (verify.folder / "README.md").read_text(encoding="utf-8")
    assert after == HEAD + example.fixed  # type: ignore[attr-defined]


def test_a_selection_of_offline_rules_does_not_turn_verify_off(
    verify: Command, services: FakeServices
) -> None:
    services.facts = [*FILLERS, published(TITLE, "CVPR", 2023)]
    config = verify.folder / "wsss-lint.toml"
    config.write_text('select = ["VEN"]\n[severity]\nverify-year = "warning"\n')
    path = verify.folder / "README.md"
    path.write_text(HEAD + FILLER + f"- {TITLE} *CVPR2022*\n")
    bases = [f"--api-base={name}={url}" for name, url in services.bases.items()]
    argv = ["verify", str(path), *bases, f"--cache-dir={verify.folder / 'c'}"]
    assert main([*argv, "--config", str(config)]) == 1
    config.write_text('select = ["VEN"]\nignore = ["VER"]\n')
    assert main([*argv, "--config", str(config)]) == 0


def test_progress_on_a_terminal() -> None:
    import io

    from wsss_lint.online.progress import Progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock, stream = TestClock(), Terminal()
    with Progress(4, "asking", clock, stream) as progress:
        for _ in range(4):
            clock.time += 1
            progress.step("note")
    shown = stream.getvalue().split("\r")
    assert "[############............] asking: 2 of 4, note" in shown
    assert shown[-2].strip() == shown[-1] == ""  # wiped at the end
