"""Silencing comments: what they cover, what is malformed, what is unused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from wsss_lint.diagnostics import Severity
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.markdown import parse
from wsss_lint.rule import Rule
from wsss_lint.rules import find, load
from wsss_lint.settings import Settings
from wsss_lint.source import Source, Span


class Shout(Rule):
    """Finds the word BAD, wherever it stands."""

    code = "TST001"
    name = "shout"
    severity = Severity.ERROR
    since = "0"

    def check_document(self, document):
        at = document.source.text.find("BAD")
        while at >= 0:
            yield self.found(Span(at, at + 3), "`BAD`")
            at = document.source.text.find("BAD", at + 1)


class Murmur(Shout):
    """Finds the word too, under another name."""

    code = "TST002"
    name = "murmur"


RULES = (Shout, Murmur, find("suppression-unused"), find("suppression-malformed"))
HEAD = "## Papers\n\n"
LINE = '- **A:** "BAD title" *CVPR2021*'


def lint(text: str, *, select: tuple[str, ...] = (), rules=RULES):
    settings = Settings(2026)
    settings.select = select
    return Linter(settings, rules=rules).lint([Source(text)])[0]


def seen(text: str, **options: object) -> list[tuple[str, int]]:
    result = lint(text, **options)
    return [(d.name, result.source.line_of(d.span.start)) for d in result.diagnostics]


def shouts(text: str) -> list[int]:
    return [line for name, line in seen(text) if name == "shout"]


def faults(text: str) -> list[str]:
    return [d.message for d in lint(text).diagnostics if d.name == "suppression-malformed"]


IGNORE = "<!-- wsss-lint: ignore[shout] reason -->"


@pytest.mark.parametrize(
    "comment",
    [
        IGNORE,
        "<!--wsss-lint:ignore[shout]reason-->",
        "<!--  wsss-lint:  ignore[ shout ]   a reason: with [brackets], and - dashes  -->",
        "<!-- wsss-lint: ignore[TST001] reason -->",
        "<!-- wsss-lint: ignore[tst001] reason -->",
        "<!-- wsss-lint: ignore[murmur, shout] reason -->",
        "<!-- wsss-lint: ignore[shout,TST002] 理由 -->",
    ],
)
def test_entry(comment: str) -> None:
    text = f"{HEAD}{LINE} {comment}\n{LINE}\n"
    assert shouts(text) == [4]
    assert not faults(text)


def test_only_the_named_rule_is_silenced() -> None:
    assert seen(f"{HEAD}{LINE} {IGNORE}\n") == [("murmur", 3)]


def test_entry_over_lines_and_its_children() -> None:
    """The comment belongs to the item's own text, not to the items under it."""
    text = f'{HEAD}- **A:** "BAD\n  title" *CVPR2021* {IGNORE}\n  - child BAD\n- BAD\n'
    assert shouts(text) == [5, 6]
    text = f"{HEAD}- **A:** BAD\n  {IGNORE}\n- BAD\n"
    assert shouts(text) == [5]


TABLE = "| Method | val |\n| --- | --- |\n| BAD | 61.0 |\n| BAD2 | 62.0 {0}|\n| BAD | 63.0 |\n"


def test_table_row() -> None:
    text = "## Results\n\n" + TABLE.format(IGNORE + " ")
    assert shouts(text) == [5, 7]
    document = lint(text).document
    assert [len(row.row.cells) for row in document.tables[0].rows] == [2, 2, 2]
    assert [m.values for row in document.tables[0].rows for m in row.metrics.values()] == [
        (61.0,), (62.0,), (63.0,),
    ]  # fmt: skip


def test_whole_table() -> None:
    for gap in ("\n", "\n\n"):
        text = f"## Results\n\nBAD\n\n{IGNORE}{gap}" + TABLE.format("") + "\nBAD\n"
        lines = shouts(text)
        assert len(lines) == 2, lines
        assert lines[0] == 3


def test_heading_covers_its_section_with_subsections() -> None:
    text = f"## A\n\nBAD\n\n{IGNORE}\n## B BAD\n\nBAD\n\n### C\n\nBAD\n\n## D\n\nBAD\n"
    assert shouts(text) == [3, 16]


def test_two_comments_before_one_heading() -> None:
    other = "<!-- wsss-lint: ignore[murmur] reason -->"
    assert seen(f"## A\n\n{IGNORE}\n{other}\n\n## B\n\nBAD\n") == []


def test_a_comment_in_the_headings_line_covers_that_line() -> None:
    assert shouts(f"## BAD {IGNORE}\n\nBAD\n") == [3]


def test_paragraph() -> None:
    assert shouts(f"# A\n\nBAD words\nBAD again {IGNORE}\n\nBAD\n") == [6]


def test_region() -> None:
    text = (
        "# A\n\nBAD\n\n<!-- wsss-lint: disable[shout] reason -->\n\nBAD\n\n- BAD\n\n"
        "<!-- wsss-lint: enable[TST001] -->\n\nBAD\n"
    )
    assert shouts(text) == [3, 13]
    assert not faults(text)


def test_regions_nest() -> None:
    on, off = "<!-- wsss-lint: disable[shout] r -->", "<!-- wsss-lint: enable[shout] -->"
    text = f"{on}\n\nBAD\n\n{on}\n\nBAD\n\n{off}\n\nBAD\n\n{off}\n\nBAD\n"
    assert shouts(text) == [15]


@pytest.mark.parametrize(
    "text", ["`" + IGNORE + "` BAD", "```\n" + IGNORE + "\n```\n\nBAD", "    " + IGNORE + "\n\nBAD"]
)
def test_a_comment_that_is_only_shown_does_nothing(text: str) -> None:
    text = f"# A\n\n{text}\n"
    assert len(shouts(text)) == 1
    assert {name for name, _ in seen(text)} == {"shout", "murmur"}


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("<!-- wsss-lint: ignore[shout] -->", "gives no reason"),
        ("<!-- wsss-lint: ignore[shout] --- -->", "gives no reason"),
        ("<!-- wsss-lint: ignore -->", "no rule stands in brackets"),
        ("<!-- wsss-lint: ignore shout reason -->", "is not `ignore`"),
        ("<!-- wsss-lint: ignore[] reason -->", "a rule is missing"),
        ("<!-- wsss-lint: ignore[shout,] reason -->", "a rule is missing"),
        ("<!-- wsss-lint: ignore[shout reason -->", "no rule stands in brackets"),
        ("<!-- wsss-lint: ignore[shoud] reason -->", "`shoud` is the code or name of no rule"),
        ("<!-- wsss-lint: ignore[TST] reason -->", "`TST` is the code or name of no rule"),
        ("<!-- wsss-lint: ignore[ALL] reason -->", "`ALL` is the code or name of no rule"),
        ("<!-- wsss-lint: ignore[*] reason -->", "`*` is the code or name of no rule"),
        ("<!-- wsss-lint: ingore[shout] reason -->", "`ingore` is not"),
        ("<!-- wsss-lint ignore[shout] reason -->", "no colon"),
        ("<!-- wsss-lint: disable[shout] -->", "gives no reason"),
        ("<!-- wsss-lint: disable[shout] reason -->", "never enabled again"),
        ("<!-- wsss-lint: enable[shout] -->", "was not disabled before"),
        ("<!-- wsss-lint: ignore[shout] reason", "not closed"),
    ],
)
def test_malformed_silences_nothing(comment: str, complaint: str) -> None:
    text = f"{HEAD}{LINE} {comment}\n"
    assert shouts(text) == [3]
    (message,) = faults(text)
    assert complaint in message


def test_malformed_one_name_of_two() -> None:
    text = f"{HEAD}{LINE} <!-- wsss-lint: ignore[shoud, shout] reason -->\n"
    assert seen(text) == [("murmur", 3), ("suppression-malformed", 3)]
    (fault,) = [d for d in lint(text).diagnostics if d.name == "suppression-malformed"]
    assert text[slice(*fault.span)] == "shoud"
    assert fault.help == "did you mean `shout`?"
    (fault,) = lint(
        f"{HEAD}{LINE} <!-- wsss-lint: ignore[TST] old -->"
    ).document.suppressions.malformed
    assert fault.help == "a prefix silences too much: name the rule itself"


def test_alone_between_entries_is_malformed() -> None:
    """On a line of its own it would part the list, and nobody could say what it is about."""
    text = f"{HEAD}{LINE}\n{IGNORE}\n{LINE}\n"
    assert shouts(text) == [3, 5]
    assert "on a line of its own" in faults(text)[0]


def unused(text: str, **options: object) -> list[str]:
    result = lint(text, **options)
    return [text[slice(*d.span)] for d in result.diagnostics if d.name == "suppression-unused"]


def fixed(text: str) -> str:
    settings = Settings(2026)
    (outcome,) = fix(Linter(settings, rules=RULES), [Source(text)])
    return outcome.result.source.text


GOOD = '- **A:** "A title" *CVPR2021*'


def test_unused_is_reported_and_removed() -> None:
    text = f"{HEAD}{GOOD} {IGNORE}\n"
    assert unused(text) == ["shout"]
    assert fixed(text) == f"{HEAD}{GOOD}\n"


def test_unused_part_is_removed() -> None:
    text = f"{HEAD}{LINE} <!-- wsss-lint: ignore[suppression-malformed, shout] reason -->\n"
    assert unused(text) == ["suppression-malformed"]
    assert fixed(text) == f"{HEAD}{LINE} {IGNORE}\n"


def test_unused_on_its_own_line_goes_with_the_line() -> None:
    assert fixed(f"# A\n\n{IGNORE}\n## B\n\nfine\n") == "# A\n\n## B\n\nfine\n"
    assert fixed(f"# A\r\n\r\n{IGNORE}\r\n## B\r\n") == "# A\r\n\r\n## B\r\n"


def test_unused_region_goes_at_both_ends() -> None:
    text = (
        "# A\n\n<!-- wsss-lint: disable[shout] r -->\n\nfine\n\n<!-- wsss-lint: enable[shout] -->\n"
    )
    assert unused(text) == ["shout"]
    assert fixed(text) == "# A\n\n\nfine\n\n"


def test_in_a_table_the_row_stays_whole() -> None:
    text = "## R\n\n| M | val |\n| --- | --- |\n| A | 61.0 " + IGNORE + " |\n"
    assert fixed(text) == "## R\n\n| M | val |\n| --- | --- |\n| A | 61.0 |\n"


@pytest.mark.parametrize(
    "text",
    [
        f"# A\n\n{IGNORE}# B\n\nfine\n",  # a block of HTML, a heading without the comment
        f"- a\n- b {IGNORE}\n\nTitle\n- {IGNORE}\n",  # `-` alone underlines a heading
        f"Title\n=== {IGNORE}\n",
        f"| a | b |\n| - | - | {IGNORE}\n",
        f"one {IGNORE}two\n",
        "text\n<!-- wsss-lint: disable[shout] r -->\ntext\n<!-- wsss-lint: enable[shout] -->\n",
        f"# A\n\none\n{IGNORE}\n===\n",
    ],
)
def test_an_unused_comment_that_holds_blocks_apart_stays(text: str) -> None:
    done = fixed(text)
    kinds = [(b.kind, len(b.children)) for b in parse(Source(text)).blocks if b.kind != "html"]
    assert [(b.kind, len(b.children)) for b in parse(Source(done)).blocks if b.kind != "html"] == (
        kinds
    )


def test_of_comments_side_by_side_none_is_left_where_they_may_go() -> None:
    two = "<!-- wsss-lint: ignore[shout, murmur] reason -->"
    text = f"# A\n\n{IGNORE}\n{two}\n## B\n\nfine\n\n{IGNORE}\n## C\n"
    assert fixed(text) == "# A\n\n## B\n\nfine\n\n## C\n"


def test_one_comment_of_two_stays_where_both_hold_blocks_apart() -> None:
    text = f"# A\n\n{IGNORE} {IGNORE}# B\n"
    assert fixed(text).endswith("-># B\n")


def test_rules_that_did_not_run_are_not_unused() -> None:
    text = f"{HEAD}{GOOD} {IGNORE}\n"
    assert not unused(text, select=("murmur", "SUP"))


def test_pairs_a_silenced_half_does_not_flag_the_other() -> None:
    """Of three entries of one paper the silenced one is out, the other two remain a pair."""
    rules = load(plugins=False)
    entry = '- **A:** "Seeds and Pixels for Segmentation" *CVPR2021*'
    mark = " <!-- wsss-lint: ignore[duplicate-paper] kept for its number -->"
    for first, second in (("", mark), (mark, "")):
        text = f"{HEAD}{entry}{first}\n{entry}{second}\n"
        assert seen(text, select=("DUP", "SUP"), rules=rules) == []
    for marks, flagged in ((("", mark, ""), 5), ((mark, "", ""), 5), (("", "", mark), 4)):
        text = HEAD + "".join(f"{entry}{m}\n" for m in marks)
        assert seen(text, select=("DUP", "SUP"), rules=rules) == [("duplicate-paper", flagged)]


def test_pairs_the_comment_may_stand_at_either_half() -> None:
    """A rule that only says that it is about pairs gets the same from the engine."""

    class Pair(Shout):
        """Flags each BAD but the first, which it names."""

        code, name, pairs = "TST003", "pair", True

        def check_document(self, document):
            found = list(super().check_document(document))
            from wsss_lint.rule import Related

            for d in found[1:]:
                d.related = (Related(found[0].span, "here"),)
                yield d

    mark = "<!-- wsss-lint: ignore[pair] reason -->"
    rules = (Pair, *RULES[2:])
    assert seen(f"{HEAD}{LINE}\n{LINE}\n", rules=rules) == [("pair", 4)]
    assert seen(f"{HEAD}{LINE} {mark}\n{LINE}\n", rules=rules) == []
    assert seen(f"{HEAD}{LINE}\n{LINE} {mark}\n", rules=rules) == []


def test_records_do_not_hold_the_comment() -> None:
    document = lint(f"{HEAD}{LINE} {IGNORE}\n").document
    (paper,) = document.papers
    assert paper.title is not None and paper.title.value == "BAD title"
    assert paper.venue is not None and paper.venue.value == "CVPR"


@pytest.mark.parametrize(
    "unit",
    [
        IGNORE,
        "<!-- wsss-lint: ",
        "<!--",
        "<!-- wsss-lint: disable[shout] r -->",
        f"- BAD {IGNORE}\n",
        f"\n\n{IGNORE}\n# A\n",
    ],
)
def test_many_comments_stay_linear(unit: str) -> None:
    from wsss_lint.suppress import Suppressions

    def make(count: int) -> Callable[[], object]:
        document = Linter(Settings(2026), rules=RULES).read(Source(f"# A\n\n{unit * count}\n"))

        def work() -> None:
            suppressions = Suppressions(document)
            for at in range(0, len(document.source.text), 50):
                suppressions.take("shout", (at, at))
            for silence in suppressions.silences:
                suppressions.removal(silence, frozenset({"shout"}))

        return work

    assert_linear(make, 500)
