"""The engine: hooks, order, severities, ignores, keys, the corrected line."""

from __future__ import annotations

import pytest

from wsss_lint.baseline import Baseline, BaselineError, render
from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from wsss_lint.engine import Linter, RuleCrash, lint
from wsss_lint.expected import fill_expected
from wsss_lint.rule import Option, Rule
from wsss_lint.rules import UnknownRule
from wsss_lint.settings import Settings
from wsss_lint.source import Source, Span

LIST = """# List

## Papers

### 2021

- **SPN:** "Seeds and Pixels" *CVPR2021*
- **FRN:** "Boxes from Captions" *ICCV2021*

## Survey Papers

- **SVY:** "A Survey of Everything" *PR2020*

## Results

| Method | Pub. | val |
| --- | --- | --- |
| SPN | CVPR21 | 61.0 |
"""


class Base(Rule):
    """Test."""

    code = "TST001"
    name = "base"
    severity = Severity.WARNING
    since = "0"


class Papers(Base):
    code, name = "TST001", "papers"

    def check_paper(self, paper, document):
        yield self.found(paper.title.span, f"`{paper.title.value}`")


class Tables(Base):
    code, name = "TST002", "tables"

    def check_table(self, table, document):
        yield self.found(table.rows[0].span, "a table")


class Documents(Base):
    code, name = "TST003", "documents"

    def check_document(self, document):
        yield self.found(document.headings[0].span, "a document")


class Lists(Base):
    code, name = "TST004", "lists"

    def check_lists(self, documents):
        for document in documents:
            yield self.found((0, 1), f"{len(documents)} lists", path=document.source.path)


class Info(Papers):
    code, name, severity = "TST005", "info", Severity.INFO


ALL = (Papers, Tables, Documents, Lists, Info)


def make(*rules: type[Rule], **values: object) -> Linter:
    settings = Settings(2026)
    pedantic = bool(values.pop("pedantic", False))
    for name, value in values.items():
        setattr(settings, name, value)
    return Linter(settings, rules=rules or ALL, pedantic=pedantic)


def found(*rules: type[Rule], text: str = LIST, **values: object) -> list[tuple[str, int]]:
    (result,) = make(*rules, **values).lint([Source(text)])
    return [(d.name, result.source.line_of(d.span.start)) for d in result.diagnostics]


def test_every_hook_is_called_and_the_order_is_that_of_the_text() -> None:
    assert found() == [
        ("documents", 1), ("lists", 1), ("papers", 7), ("papers", 8), ("papers", 12), ("tables", 18),
    ]  # fmt: skip


def test_the_order_of_the_rules_does_not_matter() -> None:
    assert found(*ALL) == found(*reversed(ALL))


def test_info_is_hidden_until_asked_for() -> None:
    assert "info" not in dict(found())
    assert "info" in dict(found(pedantic=True))
    assert "info" in dict(found(select=("TST005",)))
    assert "info" in dict(found(select=("TST",)))
    assert "info" in dict(found(extend_select=("info",)))
    assert "info" in dict(found(severity={"info": Severity.ERROR}))
    assert "papers" not in dict(found(severity={"TST001": Severity.INFO}))


def test_an_info_finding_of_a_graver_rule_is_hidden_too() -> None:
    class Mixed(Base):
        code, name = "TST006", "mixed"

        def check_paper(self, paper, document):
            yield self.found(paper.span, "m", severity=Severity(1 + paper.index % 2))

    assert len(found(Mixed)) == 1
    assert len(found(Mixed, pedantic=True)) == 3


def test_severities_are_overridden() -> None:
    (result,) = make(Papers, severity={"TST": Severity.ERROR}).lint([Source(LIST)])
    assert {d.severity for d in result.diagnostics} == {Severity.ERROR}


def test_ignores_by_section() -> None:
    assert found(Papers, per_section_ignores={"Survey": ("papers",)}) == [
        ("papers", 7),
        ("papers", 8),
    ]
    assert found(Papers, per_section_ignores={"^Papers / 2021$": ("TST",)}) == [("papers", 12)]
    assert len(found(Papers, Tables, per_section_ignores={"Survey": ("tables",)})) == 4
    with pytest.raises(UnknownRule):
        found(Papers, per_section_ignores={"Survey": ("nothing",)})


def test_ignores_by_file() -> None:
    linter = make(Papers, per_file_ignores={"old/*.md": ("TST001",)})
    one, other = (linter.lint([Source(LIST, path)])[0] for path in ("old/a.md", "new/a.md"))
    assert (len(one.diagnostics), len(other.diagnostics)) == (0, 3)


def test_lists_that_belong_together_are_seen_together() -> None:
    results = make(Lists).lint([Source(LIST, "a.md"), Source(LIST, "b.md")])
    assert [(r.source.path, d.path, d.message) for r in results for d in r.diagnostics] == [
        ("a.md", "a.md", "2 lists"),
        ("b.md", "b.md", "2 lists"),
    ]


def test_one_defect_is_reported_once() -> None:
    class Twice(Base):
        def check_document(self, document):
            yield self.found((2, 6), "twice")
            yield self.found((2, 6), "twice")
            yield self.found((2, 6), "another")

    assert len(found(Twice)) == 2


def test_options_reach_the_rule() -> None:
    class Optional(Base):
        code, name = "TST007", "optional"
        options = (Option("most", 1, "How many."), Option("words", ["a"], "Which."))

        def setup(self) -> None:
            self.words = ",".join(self.option["words"])

        def check_document(self, document):
            yield self.found((0, 1), f"{self.option['most']} {self.words} {self.year}")

    def message(**options: object) -> str:
        linter = make(Optional, options={"optional": options})
        return linter.lint([Source(LIST)])[0].diagnostics[0].message

    assert message() == "1 a 2026"
    assert message(most=3, words=["b", "c"]) == "3 b,c 2026"


def test_a_crash_names_the_rule() -> None:
    class Crash(Base):
        name = "crash"

        def check_paper(self, paper, document):
            raise KeyError("x")

    with pytest.raises(RuleCrash, match="TST001 crash") as caught:
        make(Crash).lint([Source(LIST)])
    assert isinstance(caught.value.__cause__, KeyError)


def test_lint_takes_one_source_or_several() -> None:
    assert [r.source.path for r in lint(Source(LIST), Settings(2026))] == ["README.md"]
    assert len(lint([Source(LIST, "a"), Source(LIST, "b")], Settings(2026))) == 2


def test_keys_say_what_it_is_about_and_survive_a_move() -> None:
    def keys(text: str) -> list[str]:
        (result,) = make(Papers, Tables, Documents).lint([Source(text)])
        return sorted(d.key for d in result.diagnostics)

    assert keys(LIST) == [
        "heading List",
        "paper FRN|Boxes from Captions",
        "paper SPN|Seeds and Pixels",
        "paper SVY|A Survey of Everything",
        "row SPN|CVPR21|61.0",
    ]
    lines = LIST.split("\n")
    lines[6], lines[7] = lines[7], lines[6]
    assert keys("\n\nMore words.\n\n".join(["\n".join(lines[:3]), "\n".join(lines[3:])])) == keys(
        LIST
    )


# The corrected line


def made(
    text: str, *edits: tuple[int, int, str], trust: Applicability = Applicability.SAFE
) -> Diagnostic:
    fix = Fix("t", tuple(Edit(*edit) for edit in edits), trust) if edits else None
    return Diagnostic("TST001", "x", Severity.ERROR, Span(0, 0), "m", fix=fix)


def expected(text: str, *diagnostics: Diagnostic) -> list[str | None]:
    fill_expected(Source(text), diagnostics)
    return [d.expected for d in diagnostics]


def test_expected_is_the_whole_line_with_all_its_fixes() -> None:
    text = "first\nab cd ef\nlast\n"
    one, other = made(text, (6, 8, "AB")), made(text, (12, 14, "EF"), trust=Applicability.DISPLAY)
    assert expected(text, one, other, made(text)) == ["AB cd EF", "AB cd EF", None]


def test_expected_of_touching_and_inserting_fixes() -> None:
    text = "ab cd\n"
    assert (
        expected(text, made(text, (0, 2, "x")), made(text, (2, 3, "_")), made(text, (3, 3, '"')))
        == ['x_"cd'] * 3
    )


def test_expected_prefers_a_findings_own_fix() -> None:
    text = "ab cd\n"
    assert expected(text, made(text, (0, 2, "x")), made(text, (1, 2, "y")), made(text, (3, 5, "z"))) == [
        "x z", "ay z", "x z",
    ]  # fmt: skip


def test_expected_keeps_line_ends_and_the_mark_out() -> None:
    text = "\ufeffab\r\ncd\r\n"
    assert expected(text, made(text, (1, 2, "X")), made(text, (5, 6, "Y"))) == ["Xb", "Yd"]


def test_expected_over_lines() -> None:
    text = "one\ntwo\nthree\n"
    assert expected(text, made(text, (0, 1, "O"), (8, 9, "T")), made(text, (4, 5, "W"))) == [
        "One\nWwo\nThree", "Wwo",
    ]  # fmt: skip
    assert expected(text, made(text, (3, 8, " "))) == ["one three"]
    assert expected("a\n" * 40, made("", (0, 1, "b"), (60, 61, "b"))) == [None]


def test_expected_on_a_hostile_line_takes_little_time() -> None:
    text = "ab " * 20_000
    clashing = [made(text, (at, at + 4, "x")) for at in range(0, 6000, 3)]
    lines = expected(text, *clashing)
    assert all(line is not None for line in lines)


# Baselines


def baseline_of(tmp_path, text: str) -> Baseline:
    path = tmp_path / "baseline.json"
    (result,) = make(Papers, Documents).lint([Source(text, str(tmp_path / "README.md"))])
    path.write_text(render(str(path), {result.source.path: result.diagnostics}), "utf-8")
    return Baseline.read(str(path))


def new(tmp_path, baseline: Baseline, text: str) -> tuple[list[str], int]:
    path = str(tmp_path / "README.md")
    (result,) = make(Papers, Documents).lint([Source(text, path)])
    fresh = baseline.new(path, result.diagnostics)
    return [d.message for d in fresh], len(baseline.paid_off(path, result.diagnostics))


def test_baseline_keeps_old_findings_out(tmp_path) -> None:
    baseline = baseline_of(tmp_path, LIST)
    assert list(baseline.files) == ["README.md"]
    assert new(tmp_path, baseline, LIST) == ([], 0)


def test_baseline_survives_moved_lines(tmp_path) -> None:
    baseline = baseline_of(tmp_path, LIST)
    lines = LIST.split("\n")
    moved = "\n".join([*lines[:4], "", "Text.", "", *lines[4:6], lines[7], lines[6], *lines[8:]])
    assert new(tmp_path, baseline, moved) == ([], 0)


def test_baseline_shows_what_is_new_and_counts_what_is_gone(tmp_path) -> None:
    baseline = baseline_of(tmp_path, LIST)
    edited = LIST.replace('- **FRN:** "Boxes from Captions"', '- **NEW:** "Nothing Old"')
    assert new(tmp_path, baseline, edited) == (["`Nothing Old`"], 1)


def test_baseline_counts_what_is_there_twice(tmp_path) -> None:
    line = '- **FRN:** "Boxes from Captions" *ICCV2021*\n'
    baseline = baseline_of(tmp_path, LIST)
    assert new(tmp_path, baseline, LIST.replace(line, line * 2)) == (["`Boxes from Captions`"], 0)
    baseline = baseline_of(tmp_path, LIST.replace(line, line * 3))
    assert new(tmp_path, baseline, LIST.replace(line, line * 2)) == ([], 1)


def test_baseline_text_does_not_depend_on_order(tmp_path) -> None:
    (result,) = make().lint([Source(LIST)])
    texts = {
        render("b.json", dict(files))
        for files in (
            [("a.md", result.diagnostics), ("b.md", result.diagnostics)],
            [("b.md", result.diagnostics), ("a.md", result.diagnostics)],
        )
    }
    assert len(texts) == 1


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"version": 2, "tool": "wsss-lint", "files": {}}', "[" * 100_000,
             '{"version": 1, "tool": "wsss-lint", "files": {"a": [1]}}', "\udcff"],
)  # fmt: skip
def test_a_broken_baseline_is_refused(tmp_path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BaselineError, match=r"is no baseline of wsss-lint"):
        Baseline.read(str(path))


def test_a_missing_baseline_is_refused(tmp_path) -> None:
    with pytest.raises(BaselineError, match="--write-baseline"):
        Baseline.read(str(tmp_path / "none.json"))
