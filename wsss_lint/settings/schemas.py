"""Read the user's own schemas; nothing is fetched, nothing outside the repository is read."""

from __future__ import annotations

import re
from typing import Any

from wsss_lint.quickcheck import UnsupportedError, resolve
from wsss_lint.schema import NAMES, UserSchema, load_schema
from wsss_lint.settings.errors import SettingsError
from wsss_lint.settings.find import read_bytes, show

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_CODE = re.compile(r"[A-Z]{2,10}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEVERITIES = ("error", "warning", "info")
# Keywords that apply a schema to the same value: a circle of them never ends.
_IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref")


def read_schema(kind: str, path: str) -> UserSchema:
    """The schema in a file, for one kind of record.

    Raises `SettingsError`, naming the file and the place in it, for what is no JSON, no JSON
    Schema of draft 2020-12, leads elsewhere, or has an ``x-code`` that cannot be.
    """
    name = show(path)
    schema = _parse(path, name)
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    if isinstance(schema, dict) and schema.get("$schema", DRAFT).rstrip("#") != DRAFT:
        raise SettingsError(f"{name}: `$schema` must be {DRAFT}")
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        place = ".".join(str(step) for step in error.absolute_path)
        where = f" at {place}" if place else ""
        message = f"{name}: not a valid JSON Schema{where}: {_clip(error.message)}"
        raise SettingsError(message) from None
    except RecursionError:
        raise SettingsError(f"{name}: is nested too deeply") from None
    for place, part in _parts(schema):
        _check_part(name, place, part, schema)
    _refuse_circles(name, schema)
    return UserSchema(kind, schema, _registry())


def _parse(path: str, name: str) -> Any:
    import json

    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{name}: is not UTF-8; save the file as UTF-8") from None
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise SettingsError(f"{place}: not valid JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise SettingsError(f"{name}: nested too deeply, or a number is too long") from None
    if not isinstance(schema, (dict, bool)):
        raise SettingsError(f"{name}: a JSON Schema is an object")
    if isinstance(schema, dict) and not isinstance(schema.get("$schema", ""), str):
        raise SettingsError(f"{name}: `$schema` must be {DRAFT}")
    return schema


def _parts(schema: Any) -> list[tuple[str, dict[str, Any]]]:
    """All objects in a schema with their places, outermost first."""
    found, stack = [], [("#", schema)]
    while stack:
        place, part = stack.pop()
        if isinstance(part, dict):
            found.append((place, part))
            stack.extend((f"{place}/{key}", inner) for key, inner in part.items())
        elif isinstance(part, list):
            stack.extend((f"{place}/{i}", inner) for i, inner in enumerate(part))
    return sorted(found, key=lambda pair: pair[0])


def _check_part(name: str, place: str, part: dict[str, Any], schema: Any) -> None:
    pattern = part.get("pattern")
    if isinstance(pattern, str):
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            message = f"{name}: {place}/pattern: not a regular expression: {error}"
            raise SettingsError(message) from None
    for keyword in ("$ref", "$dynamicRef"):
        reference = part.get(keyword)
        if isinstance(reference, str):
            _check_reference(name, f"{place}/{keyword}", reference, schema)
    code = part.get("x-code")
    if code is None:
        return
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise SettingsError(f"{name}: {place}/x-code: must be of the form MYL001")
    taken = load_schema("settings")["$defs"]["selector"]["enum"]
    if code in taken:
        raise SettingsError(f"{name}: {place}/x-code: `{code}` is taken by a rule of wsss-lint")
    label = part.get("x-name", "schema")
    if not isinstance(label, str) or not _NAME.fullmatch(label):
        raise SettingsError(f"{name}: {place}/x-name: must be lower-case words and hyphens")
    if label in taken:
        raise SettingsError(f"{name}: {place}/x-name: `{label}` is taken by a rule of wsss-lint")
    if part.get("x-severity", "error") not in _SEVERITIES:
        raise SettingsError(f"{name}: {place}/x-severity: must be error, warning or info")


def _check_reference(name: str, place: str, reference: str, schema: Any) -> None:
    if reference.startswith("#/") or reference == "#":
        try:
            resolve(schema, reference)
        except UnsupportedError:
            raise SettingsError(f"{name}: {place}: `{_clip(reference)}` leads nowhere") from None
        return
    if reference in {load_schema(one)["$id"] for one in NAMES}:
        return
    raise SettingsError(
        f"{name}: {place}: `{_clip(reference)}` lies outside this file; wsss-lint fetches "
        "nothing: copy what it names under `$defs` and write `#/$defs/…`"
    )


def _refuse_circles(name: str, schema: Any) -> None:
    done: set[int] = set()
    open_: set[int] = set()

    def visit(part: Any) -> None:
        if not isinstance(part, dict) or id(part) in done:
            return
        if id(part) in open_:
            raise SettingsError(f"{name}: a `$ref` leads back to itself and would never end")
        open_.add(id(part))
        for keyword in _IN_PLACE:
            inner = part.get(keyword)
            if keyword == "$ref" and isinstance(inner, str) and inner.startswith("#"):
                visit(resolve(schema, inner))
            for one in inner if isinstance(inner, list) else [inner]:
                visit(one)
        open_.discard(id(part))
        done.add(id(part))

    try:
        for _, part in _parts(schema):
            visit(part)
    except RecursionError:
        raise SettingsError(f"{name}: is nested too deeply") from None


def _registry() -> Any:
    """Our own schemas by their ``$id``; nothing else is found, and nothing is ever fetched."""
    from referencing import Registry, Resource

    resources = [Resource.from_contents(load_schema(name)) for name in NAMES]
    registry: Any = Registry().with_resources(
        (resource.id() or "", resource) for resource in resources
    )
    return registry


def _clip(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "..."
