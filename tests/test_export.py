"""Exported records: complete, valid, and read back by foreign readers."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wsss_lint.engine import Linter
from wsss_lint.exporting import CSV_COLUMNS, as_bibtex, as_csv, as_json, as_jsonl, tex
from wsss_lint.records.model import ListDocument
from wsss_lint.settings import Settings
from wsss_lint.source import Source

ROOT = Path(__file__).resolve().parent.parent
LIST = """# List

## Contents

- [Papers](#papers)

## Papers

### 2021

- **SPN:** "Seeds, \\"Pixels\\" & Segmentation" *CVPR2021* [[paper]](https://arxiv.org/abs/2101.00001)
- **SPN:** "=1+1 of {Boxes" *ICCV2021*
- **Ünï:** "Points é 100%" *arXiv2021*
- **Method:** "" *2021*

## Results

| Method | Pub. | val |
| --- | --- | --- |
| SPN (+IRN) | CVPR21 | 61.0 |

```bibtex
@misc{key, title = {A title}, year = 2021}
```
"""


def document(text: str = LIST) -> ListDocument:
    return Linter(Settings(2026), rules=()).read(Source(text))


def validator(name: str):
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    schemas = [json.loads(p.read_text("utf-8")) for p in (ROOT / "schemas").glob("*.schema.json")]
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in schemas]
    registry = referencing.Registry().with_resources(resources)
    wanted = next(s for s in schemas if s["$id"].endswith(f":{name}"))
    return jsonschema.Draft202012Validator(wanted, registry=registry)


def test_json_is_by_its_schema() -> None:
    record = json.loads(as_json(document()))
    validator("list_document").validate(record)
    assert [paper["line"] for paper in record["papers"]] == [11, 12, 13, 14]
    assert record["tables"][0]["rows"][0]["base"] is not None
    assert [entry["key"] for entry in record["bibtex"]] == ["key"]
    assert [link["anchor"] for link in record["toc"]] == ["papers"]


def test_jsonl_holds_the_same_records() -> None:
    whole = json.loads(as_json(document()))
    lines = [json.loads(line) for line in as_jsonl(document()).splitlines()]
    for kind, name in (
        ("paper", "papers"),
        ("table", "tables"),
        ("bibtex", "bibtex"),
        ("toc", "toc"),
    ):
        assert [
            {k: v for k, v in r.items() if k != "record"} for r in lines if r["record"] == kind
        ] == whole[name]


def test_csv_is_read_back() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(document()), newline="")))
    records = json.loads(as_json(document()))["papers"]
    assert len(rows) == len(records)
    assert tuple(rows[0]) == CSV_COLUMNS
    for row, record in zip(rows, records, strict=True):
        assert int(row["line"]) == record["line"]
        assert row["title"] == (record["title"] or "")
        assert row["section"].split(" / ") == record["section"]
        assert row["links"].split() == [link["url"] for link in record["links"]]


def fields_of(text: str) -> list[dict[str, str]]:
    """BibTeX read with nothing of ours: entries by their braces, fields by their lines."""
    entries = []
    for kind, key, body in re.findall(r"^@(\w+)\{([^,\s]+),\n(.*?)^\}\n", text, re.M | re.S):
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.M))
        assert len(fields) == len(body.splitlines())
        entries.append({"type": kind, "key": key, **fields})
    return entries


def test_bibtex() -> None:
    text = as_bibtex(document())
    entries = fields_of(text)
    assert [entry["type"] for entry in entries] == ["inproceedings", "inproceedings", "misc"]
    assert len({entry["key"] for entry in entries}) == 3
    assert entries[0]["eprint"] == "2101.00001"
    assert entries[0]["year"] == "2021"
    assert "\\&" in entries[0]["title"]
    assert entries[2]["title"] == "{Points é 100\\%}"


def test_bibtex_is_read_by_our_own_reader() -> None:
    again = document(f"# A\n\n```bibtex\n{as_bibtex(document())}```\n")
    assert len(again.bibtex) == 3
    assert not again.bibtex_errors


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab{}\\$&%#_ é\n", max_size=30))
def test_tex_never_breaks_the_file(text: str) -> None:
    made = tex(text)
    depth = 0
    for char in made:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert not made.endswith("\\")
    assert "\n" not in made


REAL = ROOT.parent / "shared" / "data" / "awesome-wsss.md"


@pytest.mark.skipif(not REAL.exists(), reason="needs the WSSS list beside the checkout")
@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "bibtex"])
def test_the_real_list(format: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", "export", str(REAL), "--format", format],
        capture_output=True, cwd=ROOT, check=True,
    )  # fmt: skip
    text = done.stdout.decode()
    counts = {
        "json": lambda: len(json.loads(text)["papers"]),
        "jsonl": lambda: sum(json.loads(line)["record"] == "paper" for line in text.splitlines()),
        "csv": lambda: len(list(csv.reader(io.StringIO(text, newline="")))) - 1,
        "bibtex": lambda: len(fields_of(text)) + 1,  # one entry has no title
    }
    assert counts[format]() == 105
    assert "105 papers" in done.stderr.decode()
