"""Schemas: ours are sound and shipped, records follow them, and the user's own are rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from wsss_lint.cli.main import main
from wsss_lint.engine import Linter
from wsss_lint.quickcheck import UnsupportedError, compile_schema
from wsss_lint.records.plain import PAPER_FIELDS, document_record, span_of
from wsss_lint.records.reader import read
from wsss_lint.rules import load as load_rules
from wsss_lint.schema import KINDS, NAMES, Constraint, codes_of, load_schema, schema_path
from wsss_lint.settings import Settings, SettingsError, load
from wsss_lint.source import Source

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LISTS = [ROOT / "examples" / "awesome-wsss.md"]
LISTS += sorted([*SHARED.glob("data/*.md"), *SHARED.glob("corpus/*.md")])
REGISTRY: Any = Registry().with_resources(
    [(load_schema(name)["$id"], Resource.from_contents(load_schema(name))) for name in NAMES]
)
LIST = """# A List

## Papers

### 2021

- **SEAM:** "First Title" *CVPR2021*
- **CONTA:** "Second Title" *NeurIPS2021* [[paper]](https://example.org/a.pdf)

## Results

| Method | Pub. | val | test |
|---|---|---|---|
| SEAM | CVPR21 | 64.5 | 65.7 |
| CONTA (+SEAM) | NeurIPS21 | 66.1 | - |

```
@ InProceedings{seam,
  title = {First Title},
  year = {2021},
  doi = "10.1109/X.2021.1"
}
```
"""


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(load_schema(name), registry=REGISTRY)


def lint(source: str | Source, settings: Settings) -> list[tuple[str, str, str, str]]:
    given = source if isinstance(source, Source) else Source(source)
    settings.preset = settings.preset or ("wsss",)
    [result] = Linter(settings, plugins=False, pedantic=True).lint([given])
    return [
        (d.code, d.name, result.source.slice(d.span), d.message)
        for d in result.diagnostics
        if d.code.startswith(("SCH", "MYL"))
    ]


# ------------------------------------------------------------------------------ ours


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_says_what_it_is(name: str) -> None:
    schema = load_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:wsss-lint:schema:{name}"
    assert list(undescribed(schema, "#")) == []


def undescribed(part: Any, place: str) -> Any:
    """Places of subschemas without title or description."""
    if "$ref" not in part and not part.keys() <= {"minLength"}:
        for word in ("title", "description"):
            if not part.get(word):
                yield f"{place} has no {word}"
    for keyword in ("properties", "$defs"):
        for key, sub in part.get(keyword, {}).items():
            yield from undescribed(sub, f"{place}/{keyword}/{key}")
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if isinstance(part.get(keyword), dict):
            yield from undescribed(part[keyword], f"{place}/{keyword}")
    for i, sub in enumerate(part.get("allOf", [])):
        yield from undescribed(sub, f"{place}/allOf/{i}")


def test_all_files_are_known() -> None:
    files = {path.name for path in Path(schema_path("paper")).parent.glob("*.json")}
    assert files == {f"{name}.schema.json" for name in NAMES}
    with pytest.raises(LookupError):
        schema_path("nothing")


def test_each_code_has_a_rule_and_each_rule_its_code() -> None:
    coded = set().union(*(codes_of(load_schema(name)) for name in NAMES))
    rules = {rule.code for rule in load_rules(plugins=False) if rule.code.startswith("SCH")}
    assert rules - coded == {"SCH100"}
    assert coded <= rules


def test_a_code_stands_in_one_place() -> None:
    text = "".join(Path(schema_path(kind)).read_text() for kind in KINDS)
    codes = [code for kind in KINDS for code in codes_of(load_schema(kind))]
    assert all(text.count(f'"x-code": "{code}"') == 1 for code in codes)


def test_our_constraints_need_no_more_than_the_quick_check() -> None:
    for kind in ("paper", "result_row", "bibtex_entry", "settings", "venues", "report"):
        compile_schema(load_schema(kind))
    for code in codes_of([load_schema(kind) for kind in KINDS]):
        assert Constraint(code).kind in KINDS
    with pytest.raises(LookupError):
        Constraint("XXX000")


# ------------------------------------------------------------------------------ records


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_the_records_of_a_list_follow_the_schema(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path} is missing")
    document = read(Source.read(path))
    plain = document_record(document)
    assert [error.message for error in validator("list_document").iter_errors(plain)][:5] == []
    assert json.loads(json.dumps(plain)) == plain


def test_the_schema_of_papers_names_every_field() -> None:
    assert list(load_schema("paper")["properties"]) == list(PAPER_FIELDS)
    assert load_schema("paper")["required"] == list(PAPER_FIELDS)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_place_in_a_record_leads_to_its_text(newline: str) -> None:
    from wsss_lint.formats.presets import load as preset

    source = Source(LIST.replace("\n", newline))
    document = read(source, preset("wsss"))
    plain = document_record(document)
    assert len(plain["papers"]) == 2
    assert plain["papers"][1]["venue_code"] == "NeurIPS"
    assert plain["papers"][1]["section"] == list(document.papers[1].section.path)
    assert plain["tables"][0]["rows"][1]["base"] is not None

    def text(*path: str | int) -> str:
        return source.slice(span_of(document, path, source))

    assert text("papers", 1, "title") == "Second Title"
    assert text("papers", 1, "method") == "CONTA"
    assert text("papers", 1, "venue_code") == "NeurIPS"
    assert text("papers", 1, "year") == "2021"
    assert text("papers", 1, "links", 0, "url") == "https://example.org/a.pdf"
    assert text("papers", 1, "links", 0).startswith("[")
    assert text("papers", 0, "section") == "2021"
    assert text("papers", 0, "authors") == '**SEAM:** "First Title" *CVPR2021*'
    assert text("tables", 0, "columns", 2) == "val"
    assert text("tables", 0, "rows", 0, "method") == "SEAM"
    assert text("tables", 0, "rows", 0, "metrics", 1) == "65.7"
    assert text("tables", 0, "rows", 0, "cells", 0) == "SEAM"
    assert text("bibtex", 0, "key") == "seam"
    assert text("bibtex", 0, "type") == "InProceedings"
    assert text("bibtex", 0, "fields", "doi") == "10.1109/X.2021.1"
    assert text("papers", 7) == text() == "# A List"


# ------------------------------------------------------------------------------ reports


def test_the_report_is_what_its_schema_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        LIST.replace("10.1109", "11.1109").replace(
            'First Title" *CVPR2021*', 'First Title" *2021CVPR*'
        )
    )
    code = main(["check", "--isolated", "--output-format", "json", str(path)])
    report = json.loads(capsys.readouterr().out)
    assert [error.message for error in validator("report").iter_errors(report)] == []
    assert code == 1
    assert "SCH123" in {finding["code"] for finding in report["diagnostics"]}


@pytest.mark.parametrize(
    "change",
    [
        lambda report: report.update(more=1),
        lambda report: report["tool"].update(more=1),
        lambda report: report["summary"].pop("fixed"),
        lambda report: report.update(version=2),
        lambda report: report["diagnostics"].append({}),
    ],
)
def test_the_report_may_have_nothing_else(change: Any) -> None:
    counts = ["errors", "warnings", "infos", "fixable_safe", "fixable_unsafe", "fixed"]
    report = {
        "version": 1, "tool": {"name": "wsss-lint", "version": "0"}, "files": [], "diagnostics": [],
        "summary": dict.fromkeys(counts, 0),
    }  # fmt: skip
    assert validator("report").is_valid(report)
    change(report)
    assert not validator("report").is_valid(report)


# ------------------------------------------------------------------------------ the user's


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own(repo: Path, schema: Any, kind: str = "paper", more: str = "") -> Settings:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    (repo / "own.json").write_text(text)
    (repo / "wsss-lint.toml").write_text(f'{more}\n[schemas]\n{kind} = "own.json"\n')
    return load("README.md")


def test_an_error_comes_out_at_the_columns_of_its_field(repo: Path) -> None:
    settings = own(repo, {"properties": {"title": {"maxLength": 11}, "year": {"maximum": 2020}}})
    assert lint(LIST, settings) == [
        ("SCH100", "schema-violation", "2021", "year `2021` is above 2020"),
        ("SCH100", "schema-violation", "Second Title", "title `Second Title` has 12 characters, more than 11"),
        ("SCH100", "schema-violation", "2021", "year `2021` is above 2020"),
    ]  # fmt: skip


def test_a_code_of_ones_own_is_a_rule_of_ones_own(repo: Path) -> None:
    schema = {
        "required": ["authors"],
        "properties": {
            "links": {
                "minItems": 1,
                "x-code": "MYL002",
                "x-name": "no-link",
                "x-severity": "warning",
            },
            "authors": {"x-code": "MYL001", "x-message": "name the authors"},
        },
    }
    settings = own(repo, schema)
    found = lint(LIST, settings)
    entry = '**SEAM:** "First Title" *CVPR2021*'
    assert [f for f in found if f[2] == entry] == [
        ("MYL001", "schema-myl001", entry, "the paper has no authors"),
        ("MYL002", "no-link", entry, "links is empty"),
    ]
    assert len(found) == 3
    assert {f[0] for f in lint(LIST, own(repo, schema, more='select = ["MYL002"]'))} == {"MYL002"}
    assert {f[0] for f in lint(LIST, own(repo, schema, more='ignore = ["no-link"]'))} == {"MYL001"}
    silenced = LIST.replace(
        "CVPR2021*", "CVPR2021* <!-- wsss-lint: ignore[no-link] it has none -->"
    )
    assert [f[0] for f in lint(silenced, own(repo, schema))].count("MYL002") == 0


@pytest.mark.parametrize(
    ("kind", "schema", "text", "message"),
    [
        ("paper", {"additionalProperties": False, "properties": dict.fromkeys(set(PAPER_FIELDS) - {"links"}, True)},
         '**SEAM:** "First Title" *CVPR2021*', "the paper may not have links"),
        ("paper", {"properties": {"venue": {"enum": ["CVPR"]}}}, "NeurIPS", "venue `NeurIPS` is not one of `CVPR`"),
        ("paper", {"properties": {"links": {"items": {"properties": {"url": {"pattern": "^http:"}}}}}},
         "https://example.org/a.pdf", "links[0].url `https://example.org/a.pdf` does not match `^http:`"),
        ("paper", {"properties": {"venue": {"anyOf": [{"const": "CVPR"}, {"const": "ICCV"}]}}},
         "NeurIPS", "venue `NeurIPS` fits none of the schema's choices"),
        ("paper", {"$ref": "#/$defs/p", "$defs": {"p": {"properties": {"method": {"pattern": "^S"}}}}},
         "CONTA", "method `CONTA` does not match `^S`"),
        ("paper", {"properties": {"year": {"type": "string", "x-message": "{value} is a number"}}}, "2021", "`2021` is a number"),
        ("paper", {"if": {"properties": {"venue": {"const": "CVPR"}}}, "then": {"required": ["date"]}},
         '**SEAM:** "First Title" *CVPR2021*', "the paper has no date"),
        ("paper", {"properties": {"title": {"not": {"pattern": "Second"}}}}, "Second Title", "title `Second Title` is what the schema rules out"),
        ("result_row", {"properties": {"metrics": {"items": {"properties": {"values": {"minItems": 1}}}}}}, "-", "metrics[1].values is empty"),
        ("result_row", {"properties": {"year": {"minimum": 2022}}}, "21", "year `2021` is below 2022"),
        ("bibtex_entry", {"properties": {"fields": {"required": ["author"]}}}, None, "fields of the BibTeX entry has no author"),
        ("list_document", {"properties": {"papers": {"items": {"properties": {"year": {"minimum": 2022}}}}}},
         "2021", "papers[0].year `2021` is below 2022"),
        ("list_document", {"properties": {"papers": {"maxItems": 1}}}, "# A List", "papers has 2 parts, more than 1"),
        ("list_document", {"properties": {"papers": {"items": {"$ref": "urn:wsss-lint:schema:paper"}}}}, None, None),
        ("paper", True, None, None),
    ],
)  # fmt: skip
def test_keywords_in_words(
    repo: Path, kind: str, schema: Any, text: str | None, message: str | None
) -> None:
    found = lint(LIST, own(repo, schema, kind))
    if message is None:
        # Fields that are null are left out, which `required` of our own schema does not like.
        found = [f for f in found if " has no " not in f[3]]
        assert found == []
        return
    assert message in [f[3] for f in found]
    if text is not None:
        assert text in [f[2] for f in found if f[3] == message]


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ('{"properties":\n {"a" 1}}', "own.json:2:7: not valid JSON"),
        ("[1]", "own.json: a JSON Schema is an object"),
        ("[" * 100_000, "own.json: nested too deeply"),
        ('{"type": "strng"}', "own.json: not a valid JSON Schema at type: 'strng' is not valid"),
        ('{"properties": {"a": {"pattern": "("}}}', "own.json: "),
        ('{"$schema": "http://json-schema.org/draft-07/schema#"}', "own.json: `$schema` must be https://json-schema.org/draft/2020-12/schema"),
        ('{"$schema": 1}', "own.json: `$schema` must be"),
        ('{"properties": {"a": {"$ref": "https://example.org/x.json"}}}', "#/properties/a/$ref: `https://example.org/x.json` lies outside this file"),
        ('{"$ref": "file:///etc/passwd"}', "lies outside this file"),
        ('{"$ref": "other.json"}', "lies outside this file"),
        ('{"$ref": "#/$defs/nope"}', "`#/$defs/nope` leads nowhere"),
        ('{"$ref": "#"}', "leads back to itself"),
        ('{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}}}', "leads back to itself"),
        ('{"x-code": "my1"}', "#/x-code: must be of the form MYL001"),
        ('{"x-code": "SCH101"}', "#/x-code: `SCH101` is taken"),
        ('{"x-code": "MYL001", "x-name": "Not So"}', "#/x-name: must be lower-case"),
        ('{"x-code": "MYL001", "x-name": "schema-violation"}', "#/x-name: `schema-violation` is taken"),
        ('{"x-code": "MYL001", "x-severity": "fatal"}', "#/x-severity: must be error, warning or info"),
    ],
)  # fmt: skip
def test_schemas_that_cannot_be_used(repo: Path, schema: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        own(repo, schema)
    assert said in str(caught.value)
    assert "own.json" in str(caught.value)


def test_a_recursive_schema_is_no_circle(repo: Path) -> None:
    schema = {"$ref": "#/$defs/any", "$defs": {"any": {"additionalProperties": {"$ref": "#/$defs/any"}, "items": {"$ref": "#/$defs/any"}, "maxLength": 11}}}  # fmt: skip
    assert "Second Title" in [f[2] for f in lint(LIST, own(repo, schema))]


def test_a_schema_that_is_a_link_out_of_the_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "inner"
    (inner / ".git").mkdir(parents=True)
    monkeypatch.chdir(inner)
    (tmp_path / "secret.json").write_text('{"hunter2": ')
    (inner / "own.json").symlink_to(tmp_path / "secret.json")
    (inner / "wsss-lint.toml").write_text('[schemas]\npaper = "own.json"\n')
    with pytest.raises(SettingsError, match=r"wsss-lint.toml:2: 'own.json' lies outside") as caught:
        load("README.md")
    assert "hunter2" not in str(caught.value)


def test_nothing_of_a_schema_reaches_the_terminal_raw(repo: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        own(repo, '{"type": "\\u001b[31m"}')
    assert "\x1b" not in str(caught.value)


def test_a_list_in_order_needs_no_jsonschema(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST)
    code = (
        "import sys; from wsss_lint.cli.main import main; "
        f"main(['check', '--isolated', '--select', 'SCH', {str(path)!r}]); print('jsonschema' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.split()[-1] == "False", done.stdout + done.stderr
    assert "2 papers" in done.stderr


# ------------------------------------------------------------------------------ quick check

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([0.5, 1.0, -2.0]),
    st.sampled_from(["", "a", "ab", "b\n"]),
)
json_values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=6,
)
types = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
small = st.integers(0, 3)


def schemas(inner: Any) -> Any:
    some = st.lists(inner, min_size=1, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.one_of(types, st.lists(types, min_size=1, max_size=2, unique=True)),
            "enum": st.lists(st.sampled_from(["a", "ab", None, 1, True]), min_size=1, max_size=2),
            "const": st.sampled_from(["a", None, 1]),
            "required": st.lists(st.sampled_from("ab"), max_size=2, unique=True),
            "properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
            "additionalProperties": st.one_of(st.booleans(), inner),
            "propertyNames": inner,
            "items": inner,
            "minLength": small, "maxLength": small, "minItems": small, "maxItems": small,
            "minProperties": small, "maxProperties": small,
            "minimum": small, "maximum": small, "exclusiveMinimum": small, "exclusiveMaximum": small,
            "pattern": st.sampled_from(["^a", "b$", "."]),
            "allOf": some, "anyOf": some, "not": inner, "if": inner, "then": inner, "else": inner,
            "$ref": st.just("#/$defs/d"),
            "title": st.just("t"), "x-code": st.just("MYL001"),
        },
    )  # fmt: skip


whole = st.builds(
    lambda schema, definition: {**schema, "$defs": {"d": definition}},
    st.recursive(st.one_of(st.booleans(), schemas(st.just(True))), schemas, max_leaves=6).filter(lambda s: isinstance(s, dict)),
    schemas(st.just(False)).map(lambda s: {k: v for k, v in s.items() if k != "$ref"}),
)  # fmt: skip


@profile(max_examples=200, deadline=None)
@given(whole, st.lists(json_values, min_size=1, max_size=5))
def test_the_quick_check_says_what_jsonschema_says(schema: Any, values: list[Any]) -> None:
    try:
        check = compile_schema(schema)
    except UnsupportedError:
        return
    judge = Draft202012Validator(schema)
    for value in values:
        assert check(value) == judge.is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [True]},
        {"$ref": "#"},
        {"enum": [1]},
        {"prefixItems": []},
        {"pattern": "("},
        {"type": "x"},
        1,
    ],
)
def test_the_quick_check_does_not_guess(schema: Any) -> None:
    with pytest.raises(UnsupportedError):
        compile_schema(schema)
