"""Each report against its format's own schema or a reader that was not written here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pytest
from report_samples import CALM, calm_file, calm_report, complete, span_of

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity
from wsss_lint.fingerprint import fingerprint, fingerprints
from wsss_lint.reports import FORMATS, render
from wsss_lint.reports.corrected import corrected
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.safe import tokens
from wsss_lint.rule import Rule
from wsss_lint.source import Source, Span

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT.parent / "shared" / "data" / "reference"
BLOB = "https://github.com/owner/list/blob/0123abc"


def reference(name: str) -> Any:
    """A foreign schema; the test is skipped where it is missing."""
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"needs {name}")
    return json.loads(path.read_text(encoding="utf-8"))


def one(text: str, *found: Diagnostic, path: str = "README.md") -> Report:
    """A report on one file."""
    source = Source(text, path)
    return Report([FileReport(path, source, diagnostics=complete(source, list(found)))])


def finding(span: Span, message: str = "is wrong", **more: Any) -> Diagnostic:
    return Diagnostic("ENT001", "some-rule", Severity.ERROR, span, message, **more)


def test_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no output format 'xml'; there are text, concise"):
        render("xml", calm_report())


@pytest.mark.parametrize("name", FORMATS)
def test_output_is_the_same_each_time_and_ends_with_a_line_end(name: str) -> None:
    first = render(name, calm_report())
    assert first == render(name, calm_report())
    assert first.endswith("\n")
    assert not first.endswith("\n\n\n")
    first.encode("utf-8")


@pytest.mark.parametrize("name", ["text", "concise", "github"])
def test_nothing_found_is_nothing_said(name: str) -> None:
    assert render(name, Report([FileReport("README.md", Source("# A\n"))])) == ""


def test_text_for_ascii_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.path[:0] = ['.', 'tests']\n"
        "from wsss_lint.source import Source, Span\n"
        "from wsss_lint.diagnostics import Diagnostic, Severity\n"
        "from wsss_lint.reports import render\n"
        "from wsss_lint.reports.model import FileReport, Report\n"
        "d = Diagnostic('A001', 'a', Severity.ERROR, Span(0, 3), 'm')\n"
        "assert render('text', Report([FileReport('p', Source('abc'), 0, 0, 0, 0, [d])]))\n"
        "heavy = {'json', 'unicodedata', 'hashlib', 'xml', 'inspect', 'dataclasses'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"


# -- text ------------------------------------------------------------------------------------


def test_text_shows_place_line_pair_help_and_correction() -> None:
    shown = render("text", calm_report())
    assert (
        "README.md:5:3: error DUP001 duplicate-paper: `Learning Masks from Tags` is listed twice\n"
        "  |\n"
        '5 | - **AlphaNet:** "Learning Masks from Tags" *CVPR2023*\n'
        "  |   ^^^^^^^^^^^^^\n"
        "  |\n"
        '3 | - **AlphaNet:** "Learning Masks from Tags" *CVPR2024*\n'
        "  |   ------------- first listed here\n"
        "  = help: keep one of them\n"
        "\n"
    ) in shown
    assert (
        '8 | - **Delta:** "Boxes" CVPR2024\n'
        "  |                      ^^^^^^^^\n"
        "  = help: wrap the venue in `*` (with --fix)\n"
        '8 + - **Delta:** "Boxes" *CVPR2024*\n'
    ) in shown


def test_text_says_how_far_a_fix_can_be_trusted() -> None:
    shown = render("text", calm_report())
    assert "= help: write the venue code, then the year (with --unsafe-fixes)\n" in shown
    assert "= help: join the lines (a suggestion)\n" in shown


def test_text_underlines_wide_and_combining_characters() -> None:
    shown = render("text", calm_report()).split("\n")
    at = next(i for i, line in enumerate(shown) if line.startswith("4 |"))
    before = shown[at][: shown[at].index("*2024CVPR*")]
    under = shown[at + 1]
    # Three ideographs and an emoji take two columns each, the accent none.
    assert under.index("^") == len(before) + 4 - 1
    assert under.count("^") == len("*2024CVPR*")


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("aé…“", [1, 1, 1, 1]),
        ("弱ｱＡ", [2, 1, 2]),
        ("e\u0301x", [1, 0, 1]),
        ("\t\x1b\u202e", [4, 4, 6]),
        ("🎉한", [2, 2]),
    ],
)
def test_widths(text: str, widths: list[int]) -> None:
    assert [width for _, width in tokens(text)] == widths


def test_text_of_a_finding_over_lines_ends_its_first_line_with_dots() -> None:
    text = "- a\n  b c\n"
    shown = render("text", one(text, finding(Span(2, 7))))
    assert "1 | - a …\n  |   ^\n" in shown


def test_text_of_an_insertion_and_of_an_empty_file() -> None:
    assert "1 | ab\n  |   ^\n" in render("text", one("ab\n", finding(Span(2, 2))))
    assert "1 |\n  | ^\n" in render("text", one("", finding(Span(0, 0))))


def test_text_with_a_second_underline_in_the_same_line() -> None:
    text = "one two\n"
    related = (Related(Span(0, 3), "first"),)
    shown = render("text", one(text, finding(Span(4, 7), related=related)))
    assert "1 | one two\n  |     ^^^\n  | --- first\n" in shown


def test_text_names_the_other_file_of_a_pair() -> None:
    related = (Related(Span(2, 3), "first listed here", "b.md"),)
    report = one("abc\n", finding(Span(0, 1), related=related), path="a.md")
    assert "  = note: first listed here: b.md\n" in render("text", report)
    both = Report([*report.files, FileReport("b.md", Source("xyz\n", "b.md"))])
    assert " --> b.md:1:3\n1 | xyz\n  |   - first listed here\n" in render("text", both)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("filler", ["x", "弱", "e\u0301", "\x1b", "\t", "🎉 "])
@pytest.mark.parametrize("length", [0, 5, 30, 300])
def test_long_lines_are_cut_around_the_finding(width: int, filler: str, length: int) -> None:
    text = filler * 40 + "<" + "!" * length + ">" + filler * 40 + "\n"
    span = Span(text.index("<"), text.index(">") + 1)
    shown = render("text", one(text, finding(span)), RenderOptions(width=width)).split("\n")
    line, under = shown[2], shown[3]
    room = max(width, 24 + 4)
    assert sum(size for _, size in tokens(line)) <= room
    assert len(under) <= room
    start = sum(size for _, size in tokens(line[: line.index("<")]))
    assert under.index("^") == start
    if length <= 5:
        marked = line[line.index("<") :]
        assert under.count("^") == len(marked[: marked.index(">") + 1])


def test_a_cut_line_shows_what_is_on_both_sides() -> None:
    text = "a" * 100 + "<>" + "b" * 100
    shown = render("text", one(text, finding(Span(100, 102))), RenderOptions(width=44))
    assert f"1 | …{'a' * 12}<>{'b' * 24}…\n  | {' ' * 13}^^\n" in shown
    short = render("text", one(text[:110], finding(Span(100, 102))), RenderOptions(width=44))
    assert f"1 | …{'a' * 28}<>{'b' * 8}\n" in short


def test_a_line_of_ten_megabytes_with_many_findings_is_not_printed_whole() -> None:
    text = "x" * 10_000_000 + "\n"
    found = [finding(Span(n * 1000, n * 1000 + 5)) for n in range(2000)]
    source = Source(text)
    report = Report([FileReport("README.md", source, diagnostics=found)])
    for name in FORMATS:
        assert len(render(name, report)) < 6_000_000


def test_a_correction_that_is_too_long_is_not_shown() -> None:
    text = "x" * 30_000 + "\n"
    found = finding(Span(0, 1), fix=Fix("cut", (Edit(0, 1, ""),), Applicability.SAFE))
    report = one(text, found)
    found.expected = text[1:-1]
    shown = render("text", report)
    assert "= help: cut (with --fix); the line is too long to be shown, see --diff" in shown
    assert len(shown) < 3000


def test_colour_only_adds_colour() -> None:
    plain = render("text", calm_report())
    painted = render("text", calm_report(), RenderOptions(color=True))
    assert "\x1b[1;31merror\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    assert "\x1b" not in plain


# -- concise and the problem matcher ---------------------------------------------------------


@pytest.mark.parametrize("name", ["concise", "text"])
def test_problem_matcher_reads_each_finding(name: str) -> None:
    matchers = json.loads(
        (ROOT / ".github" / "wsss-lint-matcher.json").read_text(encoding="utf-8")
    )["problemMatcher"]
    assert len({matcher["owner"] for matcher in matchers}) == len(matchers)
    report = calm_report()
    read = []
    for line in render(name, report).splitlines():
        for matcher in matchers:
            (pattern,) = matcher["pattern"]
            match = re.search(pattern["regexp"], line)
            if match:
                # The runner knows these three levels and drops a match with another.
                severity = match[pattern["severity"]] if "severity" in pattern else "notice"
                assert severity in ("error", "warning", "notice")
                assert matcher.get("severity", severity) == severity
                read.append(tuple(match[pattern[key]] for key in ("file", "line", "column", "code", "message")))  # fmt: skip
    expected = []
    for file, diagnostic in report.findings():
        line, column = file.source.position(diagnostic.span.start)
        rule = f"{diagnostic.code} {diagnostic.name}"
        expected.append((file.path, str(line), str(column), rule, diagnostic.message))
    assert read == expected


# -- json ------------------------------------------------------------------------------------


def test_json_is_the_contract() -> None:
    report = json.loads(render("json", calm_report()))
    schema = ROOT / "schemas" / "report.schema.json"
    jsonschema.validate(report, json.loads(schema.read_text(encoding="utf-8")))
    assert list(report) == ["version", "tool", "files", "diagnostics", "summary"]
    assert report["tool"] == {"name": "wsss-lint", "version": "1.2.3"}
    assert report["files"][0] == {
        "path": "README.md", "papers": 5, "tables": 1, "rows": 2, "unreadable": 1
    }  # fmt: skip
    assert report["summary"] == {
        "errors": 2, "warnings": 3, "infos": 1,
        "fixable_safe": 2, "fixable_unsafe": 1, "fixed": 2,
    }  # fmt: skip
    venue = next(d for d in report["diagnostics"] if d["code"] == "VEN002")
    start = CALM.rindex("CVPR2024")
    own = venue.pop("fingerprint")
    assert re.fullmatch("[0-9a-f]{32}", own)
    assert venue == {
        "path": "README.md", "line": 8, "column": 22, "end_line": 8, "end_column": 30,
        "code": "VEN002", "name": "venue-unemphasised", "severity": "warning",
        "message": "venue `CVPR2024` is not set in emphasis", "help": None,
        "expected": '- **Delta:** "Boxes" *CVPR2024*',
        "fix": {
            "title": "wrap the venue in `*`", "applicability": "safe",
            "edits": [
                {"start": start, "end": start, "text": "*"},
                {"start": start + 8, "end": start + 8, "text": "*"},
            ],
        },
        "related": [],
    }  # fmt: skip
    pair = next(d for d in report["diagnostics"] if d["code"] == "DUP001")
    assert pair["fix"] is None
    assert pair["expected"] is None
    assert pair["related"] == [
        {
            "path": "README.md", "line": 3, "column": 3, "end_line": 3, "end_column": 16,
            "message": "first listed here",
        }
    ]  # fmt: skip


def test_json_holds_what_it_was_given_and_no_lone_surrogate() -> None:
    message = "a \u202e b \x1b c \u2028 d ##[error] \U000e0041 弱"
    text = render("json", one("abc\n", finding(Span(0, 1), message), path="bad-\udcff.md"))
    assert text.isascii() is False  # an ideograph is left to be read
    assert not re.search("[\u2028\u202e\x1b\U000e0041\ud800-\udfff]", text)
    report = json.loads(text)
    assert report["diagnostics"][0]["message"] == message
    assert report["files"][0]["path"] == "bad-\\udcff.md"


# -- fingerprints ----------------------------------------------------------------------------


def test_fingerprints_do_not_move_with_the_lines() -> None:
    file, moved = calm_file(), calm_file(newline="\r\n", bom=True)
    prints = fingerprints(file.diagnostics)
    assert prints == fingerprints(moved.diagnostics)
    assert len(set(prints)) == len(prints)


def test_alike_findings_are_told_apart_by_their_order() -> None:
    found = [finding(Span(n, n), key="same") for n in range(3)]
    assert fingerprints(found) == [fingerprint(found[0], n) for n in range(3)]
    assert len(set(fingerprints(found))) == 3
    assert fingerprints(found)[0] != fingerprints([finding(Span(0, 0), key="other")])[0]


# -- corrected lines -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "edits", "first", "last", "lines"),
    [
        ("a\nb\nc\n", [Edit(2, 3, "B")], 2, 2, ["B"]),
        ("a\r\nb\r\nc\r\n", [Edit(3, 4, "B")], 2, 2, ["B"]),
        ("a\nb\nc\n", [Edit(2, 4, "")], 2, 2, []),
        ("a\nb\nc", [Edit(4, 5, "")], 3, 3, []),
        ("a\nb\nc\n", [Edit(3, 4, " ")], 2, 3, ["b c"]),
        ("a\nb\nc\n", [Edit(1, 1, "\n")], 1, 1, ["a", ""]),
        ("a\nb\nc\n", [Edit(2, 2, "x\n")], 2, 2, ["x", "b"]),
        ("\ufeffa\nb\n", [Edit(1, 2, "A")], 1, 1, ["A"]),
        ("a\nb\nc\n", [Edit(0, 1, "A"), Edit(4, 5, "C")], 1, 3, ["A", "b", "C"]),
        ("ab\n", [Edit(0, 2, "")], 1, 1, [""]),
    ],
)
def test_corrected_lines(
    text: str, edits: list[Edit], first: int, last: int, lines: list[str]
) -> None:
    fix = Fix("", tuple(edits), Applicability.SAFE)
    assert corrected(Source(text), fix) == (first, last, lines)


def test_fixes_that_meet_are_not_put_together() -> None:
    source = Source("abc\n")
    a, b = (Fix("", (Edit(1, 1, x),), Applicability.SAFE) for x in "xy")
    assert corrected(source, a, b) is None
    assert corrected(source, a) == (1, 1, ["axbc"])
    assert corrected(source) is None


# -- github ----------------------------------------------------------------------------------


def many(count: int, severity: Severity = Severity.WARNING) -> list[Diagnostic]:
    return [Diagnostic("ENT001", "r", severity, Span(n, n + 1), f"no {n}") for n in range(count)]


def test_github_annotations() -> None:
    lines = render("github", calm_report()).splitlines()
    assert lines[0] == (
        "::error file=README.md,line=5,endLine=5,col=3,endColumn=16,title=DUP001 duplicate-paper::"
        "`Learning Masks from Tags` is listed twice%0Afirst listed here: line 3%0Ahelp: keep one of them"
    )
    wrapped = next(line for line in lines if "title-wrapped" in line)
    assert "line=6,endLine=7,title=" in wrapped  # no columns over several lines
    assert lines[-1] == "::notice title=wsss-lint::no base to compare with%3A".replace(
        "%3A", ":"
    ) + (" all is shown")


def test_github_gives_nine_a_level_and_counts_the_rest() -> None:
    found = many(30) + many(9, Severity.ERROR)
    lines = render("github", one("x" * 40, *found)).splitlines()
    assert [line.split()[0] for line in lines] == ["::error"] * 9 + ["::warning"] * 10
    assert lines[-1].endswith("::21 more warnings: the job summary and the log have them all")


def test_github_gives_those_in_the_diff_first() -> None:
    report = one("x" * 40, *many(30))
    report.files[0].in_diff = frozenset({25, 28})
    lines = render("github", report).splitlines()
    assert [line.rpartition("::")[2] for line in lines[:4]] == ["no 25", "no 28", "no 0", "no 1"]


def test_github_cuts_a_long_message() -> None:
    (line,) = render("github", one("x", finding(Span(0, 1), "y" * 9000))).splitlines()
    assert len(line.rpartition("::")[2]) == 4096


def test_github_paths_are_relative_to_the_repository() -> None:
    report = one("x", finding(Span(0, 1)), path="../a,b:c.md")
    options = RenderOptions(cwd="/repo/sub", root="/repo")
    assert "::error file=a%2Cb%3Ac.md,line=1," in render("github", report, options)
    outside = one("x", finding(Span(0, 1)), path="../../other.md")
    assert "file=/other.md," in render("github", outside, options)


# -- sarif -----------------------------------------------------------------------------------


class SomeRule(Rule):
    """A venue has its year first.

    ## Why

    Readers look for the code.

    ## How to fix

    Turn it round.
    """

    code = "VEN003"
    name = "venue-order"
    severity = Severity.WARNING
    since = "0.1.0"


def sarif(report: Report, options: RenderOptions | None = None) -> Any:
    return json.loads(render("sarif", report, options))


def test_sarif_is_valid() -> None:
    schema = reference("sarif-schema-2.1.0.json")
    report = calm_report()
    report.rules = [SomeRule]
    for options in (RenderOptions(), RenderOptions(rules_url="https://x.example/rules/")):
        jsonschema.validate(sarif(report, options), schema)
    jsonschema.validate(sarif(Report([])), schema)


def test_sarif_has_what_code_scanning_asks_for() -> None:
    report = calm_report()
    report.rules = [SomeRule]
    (run,) = sarif(report, RenderOptions(rules_url="https://x.example/rules/"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({d.code for _, d in report.findings()})
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["helpUri"] == f"https://x.example/rules/{rule['name']}.md"
    described = next(rule for rule in rules if rule["id"] == "VEN003")
    assert described["shortDescription"]["text"] == "A venue has its year first."
    assert described["fullDescription"]["text"] == "Readers look for the code."
    assert "Turn it round." in described["help"]["markdown"]
    hashes = [r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]]
    assert len(set(hashes)) == len(hashes) == 6
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert list(region) == ["startLine", "startColumn", "endLine", "endColumn"]
        assert region["startLine"] == region["endLine"]


def test_sarif_pairs_regions_and_fixes() -> None:
    report = calm_report()
    results = {r["ruleId"]: r for r in sarif(report)["runs"][0]["results"]}
    (related,) = results["DUP001"]["relatedLocations"]
    assert related["message"] == {"text": "first listed here"}
    assert related["physicalLocation"]["region"]["startLine"] == 3
    wrapped = results["ENT007"]["locations"][0]["physicalLocation"]
    assert wrapped["contextRegion"]["endLine"] == 7
    source = report.files[0].source
    for diagnostic in report.files[0].diagnostics:
        if not diagnostic.fix:
            continue
        (fix,) = results[diagnostic.code]["fixes"]
        (change,) = fix["artifactChanges"]
        for edit, made in zip(diagnostic.fix.edits, change["replacements"], strict=True):
            region = made["deletedRegion"]
            starts = source.line_starts
            start = starts[region["startLine"] - 1] + region["startColumn"] - 1
            end = starts[region["endLine"] - 1] + region["endColumn"] - 1
            assert (start, end, made["insertedContent"]["text"]) == edit


def test_sarif_paths_are_uris() -> None:
    options = RenderOptions(cwd="/repo/sub dir", root="/repo")
    for path, expected in [
        ("a b#?é%.md", "sub%20dir/a%20b%23%3F%C3%A9%25.md"),
        ("../c:d.md", "c%3Ad.md"),
        ("/elsewhere/x y.md", "file:///elsewhere/x%20y.md"),
        ("x\udcff\n.md", "sub%20dir/x%FF%0A.md"),
    ]:
        report = one("x", finding(Span(0, 1)), path=path)
        location = sarif(report, options)["runs"][0]["results"][0]["locations"][0]
        assert location["physicalLocation"]["artifactLocation"] == {"uri": expected}


def test_sarif_keeps_the_most_severe_of_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wsss_lint.reports.sarif.MOST", 5)
    (run,) = sarif(one("x" * 20, *many(6), *many(2, Severity.ERROR)))["runs"]
    assert [r["level"] for r in run["results"]] == ["error"] * 2 + ["warning"] * 3
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("3 results are left out")


# -- rdjson ----------------------------------------------------------------------------------


def test_rdjson_is_valid() -> None:
    schema = reference("rdjson-DiagnosticResult.json")
    one_finding = reference("rdjson-Diagnostic.json")
    report = json.loads(render("rdjson", calm_report(), RenderOptions(rules_url="https://x/r")))
    jsonschema.validate(report, schema)
    for diagnostic in report["diagnostics"]:
        jsonschema.validate(diagnostic, one_finding)


def test_rdjson_columns_are_bytes() -> None:
    found = {d["code"]["value"]: d for d in json.loads(render("rdjson", calm_report()))["diagnostics"]}  # fmt: skip
    where = found["VEN003"]["location"]["range"]
    line = CALM.split("\n")[3].encode()
    picked = line[where["start"]["column"] - 1 : where["end"]["column"] - 1]
    assert picked == b"*2024CVPR*"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [False, True])
def test_rdjson_suggestions_are_the_fixes(newline: str, bom: bool) -> None:
    file = calm_file(newline=newline, bom=bom)
    found = json.loads(render("rdjson", Report([file])))["diagnostics"]
    suggested = 0
    for diagnostic, shown in zip(file.diagnostics, found, strict=True):
        if not diagnostic.fix:
            assert "suggestions" not in shown
            continue
        (suggestion,) = shown["suggestions"]
        first, last = (suggestion["range"][end]["line"] for end in ("start", "end"))
        lines = file.source.text.removeprefix("\ufeff").split(newline)
        lines[first - 1 : last] = suggestion["text"].split("\n")
        text = file.source.text
        for edit in reversed(diagnostic.fix.edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
        assert newline.join(lines) == text.removeprefix("\ufeff")
        # reviewdog refuses a suggestion on other lines than the comment's.
        where = shown["location"]["range"]
        assert (where["start"]["line"], where["end"]["line"]) == (first, last)
        suggested += 1
    assert suggested == 4


# -- junit and gitlab ------------------------------------------------------------------------


def test_junit_is_read_by_junitparser() -> None:
    suites = junitparser.JUnitXml.fromstring(render("junit", calm_report()).encode())
    assert (suites.tests, suites.failures, suites.errors) == (7, 6, 0)
    read = list(suites)
    assert [suite.name for suite in read] == ["README.md", "docs/more papers.md"]
    for suite in read:
        cases = list(suite)
        assert suite.tests == len(cases)
        assert suite.failures == sum(not case.is_passed for case in cases)
    first = next(iter(read[0]))
    assert first.name == "VEN003 venue-order 4:36"
    (failure,) = first.result
    assert failure.type == "warning"
    assert failure.message == "the year stands before the venue code in `*2024CVPR*`"
    assert '- **BetaNet:** "弱监督 🎉 cafe\u0301 Masks" *CVPR2024*' in failure.text


def test_gitlab_issues() -> None:
    report = calm_report()
    report.files = [*report.files, calm_file("sub/README.md")]
    options = RenderOptions(cwd="/repo/lists", root="/repo")
    issues = json.loads(render("gitlab", report, options))
    assert len(issues) == 12
    assert len({issue["fingerprint"] for issue in issues}) == 12
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert {issue["location"]["path"] for issue in issues} == {
        "lists/README.md", "lists/sub/README.md"
    }  # fmt: skip
    assert render("gitlab", Report([])) == "[]\n"


# -- markdown --------------------------------------------------------------------------------


def test_markdown_summary() -> None:
    text = render("markdown", calm_report(), RenderOptions(blob_url=BLOB))
    assert text.startswith("## wsss-lint: 2 errors, 3 warnings, 1 info\n")
    assert "Read 2 files, 5 papers, 2 result rows. 1 entry could not be read. 2 fixed." in text
    assert "`wsss-lint --fix` mends 2, with `--unsafe-fixes` 1 more." in text
    assert (
        f"| [`README.md:5`]({BLOB}/README.md?plain=1#L5) | error | "
        "`Learning Masks from Tags` is listed twice<br>"
        f"first listed here: [`README.md:3`]({BLOB}/README.md?plain=1#L3)<br>"
        "help: keep one of them | DUP001 duplicate-paper |"
    ) in text
    assert (
        "@@ README.md:8 @@ venue-unemphasised\n"
        '-- **Delta:** "Boxes" CVPR2024\n'
        '+- **Delta:** "Boxes" *CVPR2024*\n'
    ) in text
    # Two fixes of one entry that reach over lines are shown one after the other.
    assert '@@ README.md:6 @@ title-wrapped\n-- **Gamma et al.  **: "Masks\n-  and Boxes' in text
    assert text.endswith("</details>\n")


def test_markdown_puts_the_fixes_of_a_line_together() -> None:
    text = "ab cd\n"
    a, b = span_of(text, "ab"), span_of(text, "cd")
    found = [
        finding(where, fix=Fix("", (Edit(*where, new),), Applicability.SAFE))
        for where, new in ((a, "AB"), (b, "CD"))
    ]
    assert "\n-ab cd\n+AB CD\n```" in render("markdown", one(text, *found))


def test_markdown_says_when_all_is_well() -> None:
    clean = Report([FileReport("README.md", Source("# A\n"), papers=3)])
    assert render("markdown", clean) == (
        "## wsss-lint: nothing found\n\nRead 1 file, 3 papers, 0 result rows.\n"
    )


def test_markdown_stays_under_the_limit_and_counts_the_rest() -> None:
    line = "- " + "弱" * 200 + "\n"
    source = Source(line * 5000)
    found = []
    for n in range(5000):
        at = n * len(line)
        fix = Fix("mend", (Edit(at, at, "+"),), Applicability.SAFE)
        found.append(finding(Span(at, at + 200), f"`{line.strip()}`", fix=fix))
    report = Report([FileReport("README.md", source, diagnostics=complete(source, found))])
    text = render("markdown", report)
    assert 700_000 < len(text.encode()) <= 900_000
    rows = text.count("| ENT001 some-rule |")
    assert f"\n{5000 - rows} more: run `wsss-lint` to see them all.\n" in text
    hunks = text.count("\n@@ ")
    assert f"\n{5000 - hunks} more lines: run `wsss-lint --diff` to see them all.\n" in text
