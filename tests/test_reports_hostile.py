"""Text from a list and names of files are an attacker's: in no report may they act."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import junitparser
import mistune
import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import HOSTILE_PATHS, HOSTILE_TITLES, complete, hostile_report

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity
from wsss_lint.reports import FORMATS, render
from wsss_lint.reports.markdown import code, prose
from wsss_lint.reports.model import FileReport, RenderOptions, Report
from wsss_lint.reports.safe import neutralise, visible
from wsss_lint.source import Source, Span

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT.parent / "shared" / "data" / "reference"
BLOB = "https://github.com/owner/list/blob/0123abc"
LOG = RenderOptions(log=True, blob_url=BLOB)

# Pieces of attacks, for hypothesis to put together.
PIECES = st.sampled_from(
    [
        "::", ":", "##", "#", "[", "]", "error", "::error::", "##[error]", "##vso[", "%0A", "%",
        "`", "``", "|", "\\", "<", ">", "</details>", "<b>", "&", "@a", "a@b.cc", "//", "http:",
        "www.", "(", ")", "![", "](", "*", "_", "~", "$", "\r", "\t", "\x1b[2J", "\x85", "\u2028",
        "\u202e", "\u200b", "\ufeff", "\x7f", "{{", "}}", " ", "  ", "x", "弱", "\ud7ff", "\uffff",
        "-", "+", "@@", "---", ",", "=", '"', "'", "e\u0301", "🎉", "]]>", "<!--", "\x00",
    ]
)  # fmt: skip
ATTACKS = st.lists(PIECES, max_size=12).map("".join)


class Command(NamedTuple):
    """What a runner would obey."""

    name: str
    properties: dict[str, str]
    message: str


def commands(log: str) -> list[Command]:
    """Read a log as the Actions runner does (and Azure's, for the old form), but more eagerly:
    any command counts as registered, and any line separator ends a line."""
    found = []
    for line in log.splitlines():
        new = re.match(r"\s*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)\Z", line)
        if new:
            pairs = (pair.partition("=") for pair in (new[2] or "").split(","))
            properties = {key: unescape(value) for key, _, value in pairs if key}
            found.append(Command(new[1], properties, unescape(new[3])))
            continue
        old = re.search(r"##(?:\w+)?\[([^\]]*)", line)
        if old:
            found.append(Command(old[1], {}, ""))
    return found


def unescape(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def report_on(title: str, path: str) -> Report:
    """One finding that has the attack in every place."""
    line = title.replace("\n", " ").replace("\0", "")
    source = Source(f"{line}\nb\n", path)
    found = Diagnostic(
        "ENT001", "hostile", Severity.WARNING, Span(0, len(source.line_span(1))),
        f"`{title}` and {title}", help=title,
        fix=Fix(title, (Edit(0, 0, title),), Applicability.SAFE),
        related=(Related(Span(0, 1), title), Related(Span(0, 1), title, title)), key=title,
    )  # fmt: skip
    files = [FileReport(path, source, diagnostics=complete(source, [found]))]
    return Report(files, notices=[title], version="1")


def test_the_simulated_runner_obeys_what_the_real_one_does() -> None:
    log = "a\n  ::error file=a%2Cb,line=3::x%0Ay%25\nb ##[warning]z\n::add-mask::q\na ::no::\n"
    assert commands(log) == [
        ("error", {"file": "a,b", "line": "3"}, "x\ny%"),
        ("warning", {}, ""),
        ("add-mask", {}, "q"),
    ]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github"])
def test_nothing_in_a_log_is_a_command(name: str) -> None:
    text = render(name, hostile_report(), LOG)
    assert "owned" in text
    assert commands(text) == []


@given(title=ATTACKS, path=ATTACKS)
@settings(max_examples=150, deadline=None)
def test_nothing_in_a_log_is_a_command_however_it_is_put_together(title: str, path: str) -> None:
    report = report_on(title, path)
    for name in FORMATS:
        text = render(name, report, LOG._replace(width=40))
        if name != "github":
            assert commands(text) == []
            continue
        for line, command in zip(text.splitlines(), commands(text), strict=True):
            assert line.startswith(f"::{command.name} ")
            assert command.name in ("error", "warning", "notice")
            assert set(command.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}  # fmt: skip


@pytest.mark.parametrize("name", ["json", "sarif", "rdjson", "gitlab", "junit", "github"])
def test_machine_formats_are_harmless_without_being_told_of_the_log(name: str) -> None:
    found = commands(render(name, hostile_report()))
    assert {command.name for command in found} <= {"error", "warning", "notice"}
    assert bool(found) is (name == "github")


def test_github_commands_say_exactly_what_was_meant() -> None:
    report = hostile_report()
    found = commands(render("github", report, RenderOptions(limit=1000)))
    annotations = [command for command in found if "file" in command.properties]
    assert len(annotations) == sum(1 for _ in report.findings())
    assert len(found) == len(annotations) + len(HOSTILE_TITLES)
    names = {command.properties["file"] for command in annotations}
    # Line ends have an escape of their own, so these files are found; colours do not.
    assert "x\n::error::b.md" in names
    assert "x\r\n##[error]c.md" in names
    assert "esc\\x1b[31m\\u202e.md" in names
    for command in found:
        assert not re.search(r"^\s*::|##\w*\[", command.message, re.MULTILINE)
        assert command.properties["title"] in ("ENT001 hostile", "wsss-lint")
        assert command.message.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("log", [False, True])
def test_no_character_moves_the_cursor(name: str, log: bool) -> None:
    text = render(name, hostile_report(), RenderOptions(log=log))
    text.encode("utf-8")
    loud = {c for c in text if not c.isprintable()} - {"\n"}
    # A tab belongs to the line to paste. JSON keeps noncharacters, which do nothing.
    assert loud <= ({"\t"} if name in ("text", "markdown") else {"\ufdd0", "\uffff"})
    if name == "text":
        assert not re.search(r"\t", re.sub(r"(?m)^ *\d* \+ .*$", "", text))


@given(title=ATTACKS, path=ATTACKS)
@settings(max_examples=100, deadline=None)
def test_no_character_moves_the_cursor_however_it_is_put_together(title: str, path: str) -> None:
    for name in ("text", "concise"):
        text = render(name, report_on(title, path), RenderOptions(color=True, width=30))
        text = re.sub(r"\x1b\[(?:1|2|32|0|1;3[1346])m", "", text)
        assert {c for c in text if not c.isprintable()} <= {"\n", "\t"}


def test_text_gives_each_finding_one_heading_of_its_own() -> None:
    """No title or path can make up a finding."""
    report = hostile_report()
    headings = re.findall(r"(?m)^\S.*:\d+:\d+: \w+ ENT001 hostile: ", render("text", report))
    assert len(headings) == sum(1 for _ in report.findings())


def test_concise_gives_each_finding_one_line() -> None:
    report = hostile_report()
    assert render("concise", report).count("\n") == sum(1 for _ in report.findings())


# -- machine formats -------------------------------------------------------------------------


def test_json_gives_the_exact_text_back() -> None:
    report = hostile_report()
    shown = json.loads(render("json", report))
    schema = ROOT / "schemas" / "report.schema.json"
    jsonschema.validate(shown, json.loads(schema.read_text(encoding="utf-8")))
    for (_, diagnostic), read in zip(report.findings(), shown["diagnostics"], strict=True):
        assert read["message"] == diagnostic.message
        assert read["expected"] == diagnostic.expected
    paths = [path.replace("\udcff", "\\udcff") for path in HOSTILE_PATHS]
    assert [file["path"] for file in shown["files"]] == paths


@pytest.mark.parametrize(
    ("name", "schema"),
    [("sarif", "sarif-schema-2.1.0.json"), ("rdjson", "rdjson-DiagnosticResult.json")],
)
def test_schemas_hold(name: str, schema: str) -> None:
    if not (REFERENCE / schema).exists():
        pytest.skip(f"needs {schema}")
    rules = json.loads((REFERENCE / schema).read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render(name, hostile_report())), rules)


def test_sarif_messages_hold_no_links_and_paths_are_encoded() -> None:
    log = json.loads(render("sarif", hostile_report()))
    messages: list[str] = []
    uris: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("message"), dict):
                messages.append(value["message"]["text"])
            if "uri" in value:
                uris.add(value["uri"])
            value = list(value.values())
        if isinstance(value, list):
            for entry in value:
                walk(entry)

    walk(log)
    assert messages
    assert not [text for text in messages if "](" in text or not text.isprintable()]
    assert all(re.fullmatch(r"[A-Za-z0-9._~%/-]+", uri) for uri in uris)
    assert len(uris) == len(HOSTILE_PATHS)


def test_junit_stays_well_formed() -> None:
    report = hostile_report()
    suites = junitparser.JUnitXml.fromstring(render("junit", report).encode())
    assert [suite.name for suite in suites] == [neutralise(visible(p)) for p in HOSTILE_PATHS]
    read = [case.result[0].message for suite in suites for case in suite]
    assert read == [neutralise(visible(d.message)) for _, d in report.findings()]


def test_gitlab_fingerprints_are_unique() -> None:
    issues = json.loads(render("gitlab", hostile_report()))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


# -- the job summary -------------------------------------------------------------------------


class Page(HTMLParser):
    """Collects what a browser would act on."""

    ALLOWED = frozenset(
        {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "br", "a",
         "details", "summary"}
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.bad: list[str] = []
        self.cells: list[int] = []
        self.prose = ""
        self.details = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.ALLOWED:
            self.bad.append(f"<{tag}>")
        for key, value in attrs:
            link = tag == "a" and key == "href" and (value or "").startswith(BLOB)
            lang = tag == "code" and key == "class" and value == "language-diff"
            if not (link or lang):
                self.bad.append(f"{tag} {key}={value}")
        if tag == "tr":
            self.cells.append(0)
        if tag in ("td", "th"):
            self.cells[-1] += 1
        if tag != "br":
            self.open.append(tag)
        self.details += tag == "details"

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.bad.append(f"</{tag}> in {self.open}")

    def handle_comment(self, data: str) -> None:
        self.bad.append(f"<!--{data}")

    def handle_data(self, data: str) -> None:
        if not {"code", "pre"} & set(self.open):
            self.prose += data


def pages(text: str) -> list[Page]:
    """The summary as two Markdown readers see it, one in Rust and one that links bare URLs."""
    options = (
        pyromark.Options.ENABLE_TABLES
        | pyromark.Options.ENABLE_STRIKETHROUGH
        | pyromark.Options.ENABLE_MATH
        | pyromark.Options.ENABLE_FOOTNOTES
    )
    plugins = ["table", "url", "strikethrough", "math", "footnotes"]
    other = mistune.create_markdown(escape=False, plugins=plugins)
    read = []
    for html in (pyromark.html(text, options=options), str(other(text))):
        page = Page()
        page.feed(html)
        page.close()
        read.append(page)
    return read


def harmless(report: Report, text: str) -> None:
    count = sum(1 for _ in report.findings())
    for page in pages(text):
        assert page.bad == []
        assert page.open == []
        assert page.cells == [4] * (count + 1)
        assert page.details == 1
        assert not re.search(r"@|//|www\.|#\d|[<>\\$*~\[\]!]", page.prose)


def test_summary_is_harmless() -> None:
    report = hostile_report()
    harmless(report, render("markdown", report, RenderOptions(blob_url=BLOB)))


@given(title=ATTACKS, path=ATTACKS)
@settings(max_examples=150, deadline=None)
def test_summary_is_harmless_however_it_is_put_together(title: str, path: str) -> None:
    report = report_on(title, path)
    harmless(report, render("markdown", report, RenderOptions(blob_url=BLOB)))


@given(text=ATTACKS)
@settings(max_examples=300, deadline=None)
def test_code_spans_hold_whatever_is_in_them(text: str) -> None:
    for page in pages(f"| a | b |\n| - | - |\n| {code(text)} | {prose(text)} |\n"):
        assert page.bad == []
        assert page.open == []
        assert page.cells == [2, 2]


def test_prose_keeps_plain_messages_readable() -> None:
    assert prose("the year of `*2024CVPR*` is 2024") == "the year of `*2024CVPR*` is 2024"
    assert prose("no backticks at all: fine") == "no backticks at all: fine"
    assert prose("see <b>") == "`see <b>`"
    assert prose("see http://a.example") == "`see http://a.example`"
    assert prose("see WWW.a.example") == "`see WWW.a.example`"
    assert prose("odd ` number") == "``odd ` number``"
    assert prose("a `b|c` d") == r"a `b\|c` d"
