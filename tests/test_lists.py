"""The lists in ../shared: how much of each is read, with a few settings and with none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.lists import CORPUS, HERE, SETTINGS, SHARED, document_of, reading
from tests.lists.accuracy import FACTS, FIELDS, accuracy, entry_of, facts_of, read_fields

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the lists in ../shared")
DOCS = Path(__file__).parent.parent / "docs" / "formats.md"


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda path: path.stem)
def test_a_few_settings_read_nearly_all(settings: Path) -> None:
    lines = [line for line in settings.read_text().splitlines() if line.strip()]
    assert len(lines) <= 10
    read = reading(CORPUS / f"{settings.stem}.md", settings)
    assert read.entries > 10
    assert read.share >= 0.98 or read.unreadable <= 1


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda path: path.stem)
def test_no_settings_read_nine_tenths(settings: Path) -> None:
    assert reading(CORPUS / f"{settings.stem}.md", None).share >= 0.9


def test_the_wsss_list_is_read_whole() -> None:
    document = document_of(SHARED / "data" / "awesome-wsss.md", None)
    assert document.format.name == "wsss"
    assert len(document.papers) == 105
    assert not document.unreadable
    assert (len(document.tables), sum(len(t.rows) for t in document.tables)) == (6, 42)
    assert len(document.bibtex) == 2
    assert len(document.toc) == 10


@pytest.mark.parametrize(
    "path",
    [*sorted(CORPUS.glob("*.md")), SHARED / "data" / "awesome-wsss.md"],
    ids=lambda p: p.stem,
)
def test_every_span_is_what_was_read(path: Path) -> None:
    """Contract 1: the text of a field's span is the field, but for blanks and markup."""
    document = document_of(path, None)
    source = document.source
    for paper in document.papers:
        for name in ("title", "method", "authors", "venue", "date"):
            field = getattr(paper, name)
            if field is not None and name not in paper.inherited:
                assert _folded(source.slice(field.span)) == _folded(field.value)
        if paper.year is not None and "year" not in paper.inherited:
            digits = source.slice(paper.year.span)
            assert str(paper.year.value).endswith(digits) and len(digits) in (2, 4)
        for link in paper.links:
            assert source.slice(link.url_span) == link.url
    for table in document.tables:
        for row in table.rows:
            for metric in row.metrics.values():
                assert _folded(source.slice(metric.span)).strip("*_ ") or not metric.text


def _folded(text: str) -> str:
    text = re.sub(r"<br\s*/?>|&nbsp;|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"\n[ >]*[*+-] ", " - ", text)
    return " ".join(text.replace("\\\n", " ").split())


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda path: path.stem)
def test_drawn_entries_are_read_as_a_person_reads_them(settings: Path) -> None:
    """Every field of every drawn entry is right, but for those that are known not to be."""
    found = accuracy(settings.stem)
    assert found.entries == min(30, reading(CORPUS / f"{settings.stem}.md", settings).entries)
    assert [miss for miss in found.misses if not miss.reason] == []
    noted = [f for fact in facts_of(settings.stem) for f in fact.get("known", {})]
    assert len(noted) == len(found.misses), "a known miss is read right now: take its note away"
    assert sum(found.right.values()) >= 0.98 * found.entries * len(FIELDS)


def test_the_accuracy_sees_a_wrong_field() -> None:
    """A field that is read otherwise than its fact says is a miss."""
    document = document_of(CORPUS / f"{SETTINGS[0].stem}.md", SETTINGS[0])
    fact = facts_of(SETTINGS[0].stem)[0]
    assert read_fields(entry_of(fact, document)) == {name: fact[name] for name in FIELDS}
    assert read_fields(entry_of(fact, document)) != {name: fact[name] for name in FIELDS} | {
        "year": 1066
    }
    assert entry_of(fact | {"title": "Not in the list", "links": []}, document) is None
    assert read_fields(None)["title"] is None


ROWS: list[dict[str, Any]] = json.loads((FACTS / "rows.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted({fact["list"] for fact in ROWS}))
def test_drawn_result_rows_are_read_as_a_person_reads_them(name: str) -> None:
    """Method, venue, year and every number of the drawn rows of the result tables."""
    document = document_of(CORPUS / f"{name}.md", HERE / f"{name}.toml")
    facts = [fact for fact in ROWS if fact["list"] == name]
    assert len(facts) >= 10
    for fact in facts:
        table = document.tables[fact["table"]]
        row = next(
            r for r in table.rows if r.method is not None and r.method.value == fact["method"]
        )
        assert (row.venue.value if row.venue else None) == fact["venue"]
        assert (row.year.value if row.year else None) == fact["year"]
        assert fact["values"] == {
            table.columns[index].header: list(metric.values)
            for index, metric in row.metrics.items()
        }, fact
