"""Made-up lists in many forms, and the very records that they have: ``forms/*.md``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wsss_lint.entries.document import read
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.source import Source

FORMS = sorted(p for p in (Path(__file__).parent / "forms").glob("*.md") if p.stem != "README")
#: What is known to be read otherwise than the file says.
MISSED = {
    "linked-title-comma": "authors between commas before the venue",
    "html": "authors between commas before the venue",
    "prose-between": "one author alone",
    "reference-links": "one author alone",
}
BLOCK = re.compile(r"^```(list|records)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def parts(path: Path) -> dict[str, str]:
    return {found[1]: found[2] for found in BLOCK.finditer(path.read_text("utf-8"))}


def shown(document: ListDocument) -> str:
    """The records of a list as the files have them."""
    lines = [(paper.span, _record(paper, document)) for paper in document.papers]
    for unread in document.unreadable:
        number = document.source.line_of(unread.span.start)
        text = " ".join(document.source.slice(unread.span).split())[:60]
        lines.append((unread.span, f"{number} | unread {text}"))
    for table in document.tables:
        number = document.source.line_of(table.span.start)
        kinds = ", ".join(column.kind for column in table.columns)
        lines.append((table.span, f"{number} | table of {len(table.rows)} rows: {kinds}"))
    return "".join(f"{line}\n" for _, line in sorted(lines))


def _record(paper: Paper, document: ListDocument) -> str:
    title = paper.title.value if paper.title is not None else ""
    cells = [str(document.source.line_of(paper.span.start)), title]
    for name in ("method", "authors", "venue", "year", "date", "tags", "note"):
        field = getattr(paper, name)
        if field is not None:
            above = " (from above)" if name in paper.inherited else ""
            cells.append(f"{name}: {field.value}{above}")
    cells += [link.url for link in paper.links]
    cells += ["swallowed"] if paper.swallowed else []
    return " | ".join(cells)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_records_of_a_form(path: Path, request: pytest.FixtureRequest) -> None:
    if path.stem in MISSED:
        request.applymarker(pytest.mark.xfail(reason=MISSED[path.stem]))
    given = parts(path)
    assert shown(read(Source(given["list"]))) == given["records"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_field_is_where_it_was_read(path: Path) -> None:
    source = Source(parts(path)["list"])
    document = read(source)
    letters = re.compile(r"[^\w]+")
    for paper in document.papers:
        for name in ("title", "method", "authors", "venue", "date"):
            field = getattr(paper, name)
            if field is not None:
                written = letters.sub("", source.slice(field.span))
                assert letters.sub("", field.value) in (written, written.replace("br", ""))
        for link in paper.links:
            assert source.slice(link.url_span) in (link.url, "")
