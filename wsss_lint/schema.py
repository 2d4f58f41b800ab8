"""Records against JSON Schema: those of ``schemas/``, and the user's own.

A part of our schemas that carries an ``x-code`` is checked by the rule with that code. The
check is compiled (`quickcheck`); only when a record fails it, jsonschema is imported and judges.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from wsss_lint.quickcheck import Check, UnsupportedError, compile_schema

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument
    from wsss_lint.source import Source, Span

_HERE = os.path.dirname(os.path.abspath(__file__))
# In a wheel the schemas lie in the package, in a checkout beside it.
_FOLDERS = (os.path.join(_HERE, "_schemas"), os.path.join(os.path.dirname(_HERE), "schemas"))

NAMES = (
    "bibtex_entry", "list_document", "paper", "report", "result_row", "settings", "venues",
)  # fmt: skip
KINDS = ("paper", "result_row", "bibtex_entry", "list_document")  # of records
LABELS = {
    "paper": "the paper", "result_row": "the row", "bibtex_entry": "the BibTeX entry",
    "list_document": "the list",
}  # fmt: skip


class Violation(NamedTuple):
    """A record that breaks a schema: where, under which code, and in which words."""

    code: str | None  # the nearest ``x-code``
    span: Span
    message: str


def schema_path(name: str) -> str:
    """The file of a schema of ours: ``paper``, ``report``, …; `LookupError` when there is none."""
    for folder in _FOLDERS:
        path = os.path.join(folder, f"{name}.schema.json")
        if os.path.isfile(path):
            return path
    raise LookupError(f"no schema is called {name!r}")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """A schema of ours; shared, so not to be changed."""
    import json

    with open(schema_path(name), "rb") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def records(document: ListDocument, kind: str) -> Iterator[tuple[object, dict[str, Any]]]:
    """Each record of a kind with its plain form."""
    from wsss_lint.records import plain

    if kind == "paper":
        for paper in document.papers:
            yield paper, plain.paper_record(paper, document)
    elif kind == "result_row":
        for table in document.tables:
            for row in table.rows:
                yield row, plain.row_record(row, table, document)
    elif kind == "bibtex_entry":
        for entry in document.bibtex:
            yield entry, plain.bibtex_record(entry, document)
    else:
        yield document, plain.document_record(document)


class Constraint:
    """The part of one of our schemas that a rule answers for."""

    def __init__(self, code: str) -> None:
        """Raises `LookupError` when no schema of ours carries the code."""
        for kind in KINDS:
            if code in _codes(kind):
                break
        else:
            raise LookupError(f"no schema has the x-code {code}")
        self.kind = kind
        self.schema = _only(load_schema(kind), code) or {}
        self._check = compile_schema(self.schema)

    def violations(self, document: ListDocument) -> Iterator[Violation]:
        """What breaks this constraint in a list, in the order of the records."""
        for record, plain in self._records(document):
            if not self._check(plain):
                yield from explain(self.schema, self.kind, record, plain, document.source)

    def _records(self, document: ListDocument) -> Iterable[tuple[object, dict[str, Any]]]:
        """The records, with only the one field that matters: there may be 28,000 papers."""
        if self.kind != "paper":
            yield from records(document, self.kind)
            return
        from wsss_lint.records.plain import PAPER_FIELDS

        for name in self.schema["properties"]:
            get = PAPER_FIELDS[name]
            for paper in document.papers:
                yield paper, {name: get(paper, document)}


@cache
def _codes(kind: str) -> frozenset[str]:
    return frozenset(codes_of(load_schema(kind)))


def codes_of(schema: Any) -> set[str]:
    """All ``x-code``\\ s in a schema."""
    found: set[str] = set()
    stack = [schema]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if isinstance(part.get("x-code"), str):
                found.add(part["x-code"])
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
    return found


def _only(schema: Any, code: str) -> dict[str, Any] | None:
    """The schema reduced to the parts with this code and the way to them."""
    if not isinstance(schema, dict):
        return None
    if schema.get("x-code") == code:
        return schema
    kept: dict[str, Any] = {}
    for keyword in ("properties", "allOf", "items"):
        inner = schema.get(keyword)
        if keyword == "properties" and isinstance(inner, dict):
            parts = {name: _only(sub, code) for name, sub in inner.items()}
            parts = {name: part for name, part in parts.items() if part is not None}
            if parts:
                kept[keyword] = parts
        elif keyword == "allOf" and isinstance(inner, list):
            several = [part for sub in inner if (part := _only(sub, code)) is not None]
            if several:
                kept[keyword] = several
        elif (part := _only(inner, code)) is not None:
            kept[keyword] = part
    return kept or None


def explain(
    schema: Any,
    kind: str,
    record: object,
    plain: dict[str, Any],
    source: Source,
    registry: Any = None,
) -> list[Violation]:
    """What jsonschema says about a record, each error at the columns of its field."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    from wsss_lint.records.plain import span_of
    from wsss_lint.schema_words import code_at, describe

    if registry is None:
        validator = Draft202012Validator(schema)
    else:
        validator = Draft202012Validator(schema, registry=registry)
    found = []
    for error in validator.iter_errors(plain):
        leaf = best_match([error]) if error.context else error
        # A field that is not wanted is there to be pointed at; jsonschema names its parent.
        for path, message in describe(leaf or error, LABELS[kind]):
            span = span_of(record, path, source)
            found.append(Violation(code_at(schema, leaf or error), span, message))
    return sorted(set(found), key=lambda v: (v.span, v.code or "", v.message))


class UserSchema:
    """A schema that the user named in the settings, ready to be applied to one kind of record."""

    def __init__(self, kind: str, schema: Any, registry: Any = None) -> None:
        self.kind = kind
        self.schema = schema
        self.registry = registry
        self._check: Check | None
        try:
            self._check = compile_schema(schema)
        except UnsupportedError:
            self._check = None
        self._last: tuple[ListDocument, list[Violation]] | None = None

    def violations(self, document: ListDocument) -> list[Violation]:
        """What breaks the schema in a list; kept, as several rules ask for it."""
        if self._last is None or self._last[0] is not document:
            self._last = (document, list(self._run(document)))
        return self._last[1]

    def _run(self, document: ListDocument) -> Iterator[Violation]:
        for record, plain in records(document, self.kind):
            known = without_null(plain)
            if self._check is None or not self._check(known):
                yield from explain(
                    self.schema, self.kind, record, known, document.source, self.registry
                )


def without_null(value: Any) -> Any:
    """A plain record without what was not found, so that ``required`` means what it says."""
    if isinstance(value, dict):
        return {key: without_null(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_null(inner) for inner in value]
    return value
