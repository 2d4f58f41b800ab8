"""Each rule's examples are its tests: exact places, exact fixes, and a second fix does nothing."""

from __future__ import annotations

import pytest

from examples import CLOSE, OPEN, Example, examples, linter_for
from wsss_lint.diagnostics import Applicability
from wsss_lint.fixes import fix
from wsss_lint.rules import load
from wsss_lint.source import Source

GOOD, BAD = examples("good"), examples("bad")


def findings(example: Example, text: str):
    (result,) = linter_for(example).lint([Source(text)])
    return [d for d in result.diagnostics if d.name == example.rule.name]


def shown(example: Example, text: str) -> str:
    """The text with marks around what is flagged: a failure shows the two side by side."""
    marks = sorted(
        [(d.span.end, 0, CLOSE) for d in findings(example, text) if d.span.end > d.span.start]
        + [
            (d.span.start, 1, OPEN + (CLOSE if d.span.end == d.span.start else ""))
            for d in findings(example, text)
        ]
    )
    for at, _, mark in reversed(marks):
        text = text[:at] + mark + text[at:]
    return text


@pytest.mark.parametrize("example", GOOD, ids=[e.name for e in GOOD])
def test_silent_on_good(example: Example) -> None:
    assert not example.spans
    assert shown(example, example.text) == example.text


@pytest.mark.parametrize("example", BAD, ids=[e.name for e in BAD])
def test_flags_bad_at_its_place(example: Example) -> None:
    assert example.spans, "a bad example marks what is flagged"
    found = sorted((d.span.start, d.span.end) for d in findings(example, example.text))
    assert found == example.spans, shown(example, example.text)


@pytest.mark.parametrize("example", BAD, ids=[e.name for e in BAD])
def test_says_what_is_wrong(example: Example) -> None:
    for d in findings(example, example.text):
        assert d.code == example.rule.code
        assert d.message and "\n" not in d.message
        assert (
            d.message[0] in "`'\"*("
            or not d.message[0].isupper()
            or d.message.split()[0].isupper()
            or d.message.startswith("arXiv")
        )
        assert not d.message.endswith(".")
        # Only the author of a schema of one's own (SCH100) knows what should stand there.
        assert d.help or d.fix or d.code == "SCH100", "a finding says what to do"
        assert d.key, "a finding says what it is about"
        if d.fix is not None:
            assert example.rule.fix is not None, "the rule says that it can fix"
            assert d.fix.applicability <= example.rule.fix
            assert d.expected is not None or len(d.fix.edits) > 1


@pytest.mark.parametrize("example", BAD, ids=[e.name for e in BAD])
def test_fix(example: Example) -> None:
    linter = linter_for(example)

    def mine(result):
        return [d for d in result.diagnostics if d.name == example.rule.name]

    (fixed,) = fix(linter, [Source(example.text)], Applicability.UNSAFE, mine)
    text = fixed.result.source.text
    if example.fixed is None:
        assert text == example.text, "the example has no `fixed`, yet something was changed"
        return
    assert text == example.fixed
    (again,) = fix(linter, [Source(text)], Applicability.UNSAFE, mine)
    assert again.result.source.text == text
    assert again.applied == 0
    left = [d for d in mine(again.result) if d.fix and d.fix.applicability > Applicability.DISPLAY]
    assert not left, "nothing that can be fixed remains"


@pytest.mark.parametrize("example", BAD, ids=[e.name for e in BAD])
def test_places_hold_with_other_line_ends(example: Example) -> None:
    """CRLF and a byte order mark change no finding, only its offsets."""
    before = [Source(example.text).slice(d.span) for d in findings(example, example.text)]
    crlf = "\ufeff" + example.text.replace("\n", "\r\n")
    after = [Source(crlf).slice(d.span).replace("\r\n", "\n") for d in findings(example, crlf)]
    assert after == before


def test_every_kind_of_fix_is_shown_by_an_example() -> None:
    """A rule that claims to fix has an example whose fixed text is given, and the other way."""
    for rule in load(plugins=False):
        fixing = any(bad.fixed is not None for bad in rule.bad)
        if rule.fix is None or rule.fix is Applicability.DISPLAY:
            assert not fixing, f"{rule.name} says that it fixes nothing"
        else:
            assert fixing, f"{rule.name}: no bad example has its fixed text"
