"""What holds for every list, whatever is in it."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.generate import generate
from tests.generated_lists import damaged, generated, lists, torn
from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.engine import Linter
from wsss_lint.fixes import FixError, apply, fix
from wsss_lint.patch import unified_diff
from wsss_lint.records.model import ListDocument
from wsss_lint.records.reader import read
from wsss_lint.rules import load
from wsss_lint.settings import Settings
from wsss_lint.source import BOM, Source, SourceError

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def linter(everything: bool = True, backwards: bool = False) -> Linter:
    wanted = Settings(2026)
    if everything:
        wanted.select = ("ALL",)
    made = Linter(wanted, pedantic=True, plugins=False)
    if backwards:
        made.rules.reverse()
    return made


def lint(text: str) -> list[Diagnostic]:
    return linter().lint([Source(text)])[0].diagnostics


def mend(text: str, unsafe: bool = False) -> str:
    """The text after its fixes; raises `FixError` where they are refused."""
    floor = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return fix(linter(), [Source(text)], floor)[0].result.source.text


def mend_or_leave(text: str, unsafe: bool = False) -> str:
    """The same for text out of random marks: a fix that turns out to do more than it promises
    is refused there, and then the file stays as it is. In lists it must not come to that."""
    try:
        return mend(text, unsafe)
    except FixError:
        return text


def told(found: list[Diagnostic]) -> list[tuple[object, ...]]:
    return [(d.span, d.code, d.message, d.severity, d.fix, d.related, d.expected) for d in found]


@given(st.one_of(lists, st.text(max_size=200)))
@some
def test_reading_and_linting_never_raise(text: str) -> None:
    for diagnostic in lint(text.replace("\0", "")):
        start, end = diagnostic.span
        assert 0 <= start <= end <= len(text)
        for related in diagnostic.related:
            assert 0 <= related.span.start <= related.span.end <= len(text)


@given(st.one_of(st.binary(max_size=300), lists.map(str.encode)))
@some
def test_bytes_are_read_back_or_refused(data: bytes) -> None:
    try:
        source = Source.from_bytes(data, "list.md")
    except SourceError as error:
        assert "list.md" in str(error)
    else:
        assert source.text.encode() == data
        lint(source.text)


def folded(text: str) -> str:
    """Text as the values of free fields have it: line breaks and runs of blanks are one blank."""
    return " ".join(
        re.sub(r"<br\s*/?>|&nbsp;|\u00a0|<!--.*?-->|\\(?=\n)|\n[ >]*", " ", text).split()
    )


def check_spans(document: ListDocument) -> None:
    """Every field's span covers the very text that was read."""
    source = document.source
    for paper in document.papers:
        assert 0 <= paper.span.start <= paper.span.end <= len(source.text)
        for name in ("method", "title", "authors", "venue"):
            field = getattr(paper, name)
            if field is not None and name not in paper.inherited:
                read_there = folded(source.slice(field.span))
                assert read_there == folded(field.value), (name, read_there, field)
        if paper.year is not None and "year" not in paper.inherited:
            digits = source.slice(paper.year.span)
            assert digits.isdigit() and paper.year.value % 100 == int(digits) % 100
        for link in paper.links:
            assert source.slice(link.url_span) == link.url
            assert link.span.start <= link.url_span.start <= link.url_span.end <= link.span.end
    for table in document.tables:
        for row in table.rows:
            assert row.span.start <= min((c.span.start for c in row.cells), default=row.span.start)
            for index, metric in row.metrics.items():
                letters = re.findall(r"[\w.]", source.slice(metric.span))
                assert letters == re.findall(r"[\w.]", metric.text)  # emphasis is not part of it
                assert 0 <= index < len(table.columns)
    for line in document.toc:
        assert folded(source.slice(line.text_span)) == folded(line.text)
        assert source.slice(line.anchor_span).lstrip("#") == line.anchor
    for heading in document.headings:
        assert source.slice(heading.text_span) == heading.text


@given(lists)
@some
def test_spans_are_what_was_read(text: str) -> None:
    check_spans(read(Source(text)))


@given(lists)
@few
def test_spans_hold_with_other_line_ends(text: str) -> None:
    plain = read(Source(text.replace("\r", "")))
    for made in (text.replace("\r", "").replace("\n", "\r\n"), BOM + text.replace("\r", "")):
        document = read(Source(made))
        check_spans(document)
        assert len(document.papers) == len(plain.papers)


def check_counts(text: str) -> None:
    """Every bullet is a paper or a unit that could not be read; every row is a row."""
    entries = text.partition("# 1. Paper List")[2].count("\n- ")
    document = read(Source(text))
    assert len(document.papers) + len(document.unreadable) == entries
    rows = len(re.findall(r"\| \*\*I\*\* \|", text))
    assert sum(len(table.rows) for table in document.tables) == rows


@given(
    size=st.integers(500, 6_000),
    seed=st.integers(0, 10_000),
    defects=st.sampled_from([0, 0.05, 0.1, 0.3, 0.6, 1.0]),
)
@few
def test_no_entry_vanishes(size: int, seed: int, defects: float) -> None:
    check_counts(generate(size, seed, duplicates=0.1, defects=defects))


def test_no_entry_vanishes_where_a_third_is_damaged() -> None:
    check_counts(generate(3584, 152, duplicates=0.1, defects=0.3))


@given(torn())
@few
def test_no_torn_entry_vanishes(made: tuple[str, int]) -> None:
    """In lists of any form: what has lost or gained marks is a paper or said to be unreadable."""
    text, entries = made
    document = read(Source(text))
    assert document.inference is not None
    if document.inference.known:
        assert len(document.papers) + len(document.unreadable) == entries


@given(torn())
@few
def test_fixes_of_torn_lists_settle_and_lose_nothing(made: tuple[str, int]) -> None:
    """However many of the entries are damaged, the fixes of the others are done."""
    text, _ = made
    for unsafe in (False, True):
        once = mend(text, unsafe)
        assert mend(once, unsafe) == once
        before, after = read(Source(text)), read(Source(once))
        assert len(entries_of(before)) <= len(entries_of(after))
        if not unsafe:
            assert letters(text) == letters(once)


def entries_of(document: ListDocument) -> list[object]:
    return [*document.papers, *document.unreadable]


def letters(text: str) -> Counter[str]:
    """All letters and digits but those of addresses' schemes, which a fix may complete."""
    return Counter(re.findall(r"[^\W_]", re.sub(r"https?:/*", "", text)))


def words(document: ListDocument) -> list[tuple[str, ...]]:
    """What a safe fix has to keep of each paper: letters, venue, year and place."""
    return [
        (
            "".join(re.findall(r"\w", p.title.value)) if p.title else "",
            p.section.key,
            str(p.year.value) if p.year else "",
            *sorted(re.sub(r"\W|^https?", "", link.url) for link in p.links),
        )
        for p in document.papers
    ]


@given(lists)
@some
def test_safe_fixes_settle_and_keep_the_records(text: str) -> None:
    once = mend_or_leave(text)
    assert mend_or_leave(once) == once
    if once == text:
        return
    left = [
        d for d in lint(once) if d.fix and d.fix.applicability is Applicability.SAFE and d.fix.edits
    ]
    assert left == []
    before, after = read(Source(text)), read(Source(once))
    assert [len(t.rows) for t in before.tables] == [len(t.rows) for t in after.tables]
    assert len(words(before)) == len(words(after))


@given(st.one_of(generated(), damaged()))
@few
def test_unsafe_fixes_settle_and_lose_no_paper(text: str) -> None:
    once = mend_or_leave(text, unsafe=True)
    assert mend_or_leave(once, unsafe=True) == once
    before, after = read(Source(text)), read(Source(once))
    assert len(after.papers) >= len(before.papers)
    scores = [
        Counter(m.values for t in d.tables for r in t.rows for m in r.metrics.values() if m.values)
        for d in (before, after)
    ]
    assert not scores[0] - scores[1]


@given(generated())
@few
def test_safe_fixes_of_generated_lists_keep_every_word(text: str) -> None:
    assert words(read(Source(text))) == words(read(Source(mend(text))))
    mend(text, unsafe=True)


@given(st.one_of(generated(), damaged()))
@few
def test_line_ends_and_byte_order_mark_survive(text: str) -> None:
    text = text.replace("\r", "")
    wanted = mend_or_leave(text)
    assert mend_or_leave(text.replace("\n", "\r\n")) == wanted.replace("\n", "\r\n")
    assert mend_or_leave(BOM + text) == BOM + wanted


@given(lists)
@few
def test_the_order_of_the_rules_does_not_matter(text: str) -> None:
    forward = linter().lint([Source(text)])[0].diagnostics
    backward = linter(backwards=True).lint([Source(text)])[0].diagnostics
    assert told(forward) == told(backward)


@given(lists)
@few
def test_findings_are_sorted_and_said_once(text: str) -> None:
    found = lint(text)
    places = [(d.span.start, d.code) for d in found]
    assert places == sorted(places)
    assert len({(d.span, d.code, d.message) for d in found}) == len(found)
    assert told(lint(text)) == told(found)


@given(lists)
@some
def test_edits_are_apart_and_inside(text: str) -> None:
    for diagnostic in lint(text):
        if diagnostic.fix:
            assert list(diagnostic.fix.edits) == sorted(diagnostic.fix.edits)
            assert apply(text, diagnostic.fix.edits) is not None  # raises when they overlap
            assert all(0 <= e.start <= e.end <= len(text) for e in diagnostic.fix.edits)


@given(st.one_of(generated(), damaged()), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_git_takes_the_diff(text: str, newline: str, final: bool) -> None:
    text = text.replace("\r", "").rstrip("\n").replace("\n", newline) + (newline if final else "")
    wanted = mend_or_leave(text, unsafe=True)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "README.md"
        file.write_bytes(text.encode())
        patch = unified_diff(text, wanted, "README.md").encode()
        if patch:
            command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
            done = subprocess.run(command, cwd=name, input=patch, capture_output=True, check=False)
            assert done.returncode == 0, done.stderr.decode()
        assert file.read_bytes() == wanted.encode()


@pytest.mark.parametrize("rule", load(plugins=False), ids=lambda rule: rule.name)
def test_each_rule_alone_says_what_it_says_in_company(rule: type) -> None:
    """A rule must not depend on what another one has left behind."""
    text = generate(6_000, 7, duplicates=0.1, defects=0.5)
    alone = Linter(Settings(2026), pedantic=True, rules=[rule]).lint([Source(text)])[0].diagnostics
    company = [d for d in lint(text) if d.name == rule.name]  # type: ignore[attr-defined]
    if rule.default:  # type: ignore[attr-defined]
        # `expected`, the line with all its fixes, is the company's work
        assert [t[:-1] for t in told(alone)] == [t[:-1] for t in told(company)]
