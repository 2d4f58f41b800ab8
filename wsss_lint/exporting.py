"""The records of lists as JSON, JSON lines, CSV and BibTeX. Pure functions from a document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wsss_lint.records.plain import (
    bibtex_record,
    document_record,
    paper_record,
    table_record,
    toc_record,
)

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, Paper

FORMATS = ("json", "jsonl", "csv", "bibtex")
CSV_COLUMNS = (
    "line", "section", "method", "title", "authors", "venue", "venue_code", "year", "date",
    "supervision", "links", "tags", "note", "unreadable",
)  # fmt: skip
ENTRY_TYPES = {  # kind of venue -> BibTeX type and the field that names the venue
    "journal": ("article", "journal"),
    "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"),
    "preprint": ("misc", "howpublished"),
}
ESCAPES = {char: "\\" + char for char in "&%#_"}


def export(document: ListDocument, format: str) -> str:
    """The records of a list in one of `FORMATS`."""
    return {"json": as_json, "jsonl": as_jsonl, "csv": as_csv, "bibtex": as_bibtex}[format](
        document
    )


def as_json(document: ListDocument) -> str:
    """One object, by ``list_document.schema.json``."""
    return json.dumps(document_record(document), indent=2, ensure_ascii=False) + "\n"


def as_jsonl(document: ListDocument) -> str:
    """One record a line; `record` says of which kind it is."""
    records = [
        *({"record": "paper", **paper_record(p, document)} for p in document.papers),
        *({"record": "table", **table_record(t, document)} for t in document.tables),
        *({"record": "bibtex", **bibtex_record(e, document)} for e in document.bibtex),
        *({"record": "toc", **toc_record(link, document)} for link in document.toc),
    ]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def as_csv(document: ListDocument) -> str:
    """The papers, one a line, as RFC 4180 has it.

    Values stay as they are, so a title may begin with `=`: import the file as text where a
    spreadsheet would take that for a formula.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for paper in document.papers:
        record = paper_record(paper, document)
        record["section"] = " / ".join(record["section"])
        record["links"] = " ".join(link["url"] for link in record["links"])
        record["unreadable"] = "yes" if record["unreadable"] else ""
        writer.writerow(["" if record[name] is None else record[name] for name in CSV_COLUMNS])
    return out.getvalue()


def as_bibtex(document: ListDocument) -> str:
    """The papers that have a title as BibTeX entries, with unique keys."""
    taken: set[str] = set()
    entries = [_entry(paper, document, taken) for paper in document.papers if _titled(paper)]
    return "\n".join(entries)


def _titled(paper: Paper) -> bool:
    return paper.title is not None and any(char.isalnum() for char in paper.title.value)


def _entry(paper: Paper, document: ListDocument, taken: set[str]) -> str:
    record = paper_record(paper, document)
    known = document.registry.lookup(record["venue"]) if record["venue"] else None
    kind, place = ENTRY_TYPES.get(known.kind if known else "", ("misc", "howpublished"))
    fields = {"title": f"{{{tex(record['title'])}}}"}  # twice in braces: the case is kept
    if record["authors"]:
        fields["author"] = tex(record["authors"])
    if record["venue"]:
        fields[place] = tex(known.name if known else record["venue"])
    if record["year"]:
        fields["year"] = str(record["year"])
    identifiers = _identifiers(paper)
    if "doi" in identifiers:
        fields["doi"] = _balanced(identifiers["doi"])
    if "arxiv" in identifiers:
        fields["eprint"] = _balanced(identifiers["arxiv"])
        fields["archiveprefix"] = "arXiv"
    if record["links"]:
        fields["url"] = _balanced("".join(record["links"][0]["url"].split()))
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{_key(paper, taken)},\n{''.join(lines)}}}\n"


def _identifiers(paper: Paper) -> dict[str, str]:
    from wsss_lint.venues.links import facts

    found: dict[str, str] = {}
    for link in paper.links:
        for kind, value in facts(link.url).identifiers:
            found.setdefault(kind, value)
    return found


def _key(paper: Paper, taken: set[str]) -> str:
    """``seam2020``: the method, else the title's first long word, and the year."""
    title = paper.title.value if paper.title else ""
    words = ["".join(c for c in word if c.isascii() and c.isalnum()) for word in title.split()]
    method = paper.method.value if paper.method else ""
    name = "".join(c for c in method if c.isascii() and c.isalnum())
    name = name or next((w for w in words if len(w) > 3), "") or "paper"
    base = f"{name.lower()}{paper.year.value if paper.year else ''}"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key)
    return key


def tex(text: str) -> str:
    """Text for a BibTeX field: what TeX would act on is escaped; mathematics stays."""
    text = _balanced(" ".join(text.split()))
    if text.count("$") % 2:
        text = text.replace("$", "\\$")
    parts = text.split("$")
    if text.count("\\$"):
        parts = [text]
    for at in range(0, len(parts), 2):  # outside of $…$
        parts[at] = "".join(ESCAPES.get(char, char) for char in parts[at].replace("\\_", "_"))
    return "$".join(parts)


def _balanced(text: str) -> str:
    """Text whose braces close: one that does not would swallow the rest of the file."""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    if depth:
        text = text.replace("{", "(").replace("}", ")")
    return text.rstrip("\\")
