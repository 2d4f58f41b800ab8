"""Judge a configuration table against ``schemas/settings.schema.json``, in words for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from wsss_lint.rule import Rule


class Problem(NamedTuple):
    """One thing that is wrong: the key or value it is about, and a sentence."""

    path: tuple[str | int, ...]
    message: str


def problems(table: Any, rules: Callable[[], tuple[type[Rule], ...]]) -> list[Problem]:
    """What is wrong with a configuration, in the order of the file's keys; [] when it is valid.

    `rules` gives all rules that are installed. It is asked only when the schema refuses
    something: the schema knows our own rules, but not those of plug-ins and of users' schemas.
    """
    from wsss_lint.quickcheck import compile_schema
    from wsss_lint.schema import load_schema

    schema = load_schema("settings")
    if compile_schema(schema)(table):
        return []
    from jsonschema import Draft202012Validator

    from wsss_lint.settings.generate import with_rules

    known = rules()
    schema = with_rules(schema, known)
    found = [
        problem
        for error in Draft202012Validator(schema).iter_errors(table)
        if not _selects(error, schema, known)
        for problem in _explain(error, schema)
    ]
    return list(dict.fromkeys(found))


def _selects(error: Any, schema: dict[str, Any], rules: tuple[type[Rule], ...]) -> bool:
    """Whether the value is a selector all the same, as on the command line: ``ven003``, ``V``."""
    if error.validator != "enum" or error.schema is not schema["$defs"]["selector"]:
        return False
    from wsss_lint.rules import UnknownRule, expand

    try:
        return bool(expand(str(error.instance), rules))
    except UnknownRule:
        return False


def suggestion(word: str, known: Any) -> str:
    """`` (did you mean 'x'?)`` for the nearest of the known words, or nothing."""
    from difflib import get_close_matches

    names = {str(name).casefold(): str(name) for name in known}
    near = get_close_matches(word.casefold()[:80], names, n=1, cutoff=0.6)
    return f" (did you mean '{names[near[0]]}'?)" if near else ""


def _explain(error: Any, schema: dict[str, Any]) -> list[Problem]:
    path = tuple(error.absolute_path)
    value, limit = error.instance, error.validator_value
    match error.validator:
        case "additionalProperties":
            known = error.schema.get("properties", {})
            unknown = [key for key in value if key not in known]
            return [Problem((*path, key), _unknown(path, key, known)) for key in unknown]
        case "required":
            missing = [name for name in limit if name not in value]
            return [Problem(path, f"{_key(path)} lacks the key '{name}'") for name in missing]
        case "enum" if error.schema is schema["$defs"]["selector"]:
            if not isinstance(value, str):
                return []  # its type is refused as well
            words = f"unknown rule {_show(value)}{suggestion(value, limit)}"
        case "enum":
            near = suggestion(str(value), limit)
            words = f"{_show(value)} is not one of {', '.join(map(_show, limit))}{near}"
        case "type":
            words = (
                f"{_key(path)} must be {_kinds(limit, error.schema, schema)}, not {_kind(value)}"
            )
        case "minimum" | "maximum":
            side = "at least" if error.validator == "minimum" else "at most"
            words = f"{_key(path)} must be {side} {limit}, not {value}"
        case "minLength" | "minItems":
            words = f"{_key(_named(error, path))} must not be empty"
        case _:
            words = f"{_key(path)}: {error.message[:200]}"
    return [Problem(_named(error, path), words)]


def _named(error: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path of the key that `propertyNames` refuses; else `path` itself."""
    if "propertyNames" in error.absolute_schema_path:
        return (*path, str(error.instance))
    return path


def _unknown(path: tuple[str | int, ...], key: str, known: Any) -> str:
    near = suggestion(key, known)
    if path == ("rules",):
        return f"unknown rule {_show(key)}{near}"
    if path[:1] == ("rules",):
        return f"unknown option {_show(key)} of the rule '{path[1]}'{near}"
    where = f" in [{'.'.join(str(p) for p in path)}]" if path else ""
    if not near and known and len(known) <= 8:
        near = " (known: " + ", ".join(f"'{name}'" for name in sorted(known)) + ")"
    return f"unknown key {_show(key)}{where}{near}"


def _key(path: tuple[str | int, ...]) -> str:
    """The key that a path is about: ``'select'``, ``'select[1]'``."""
    if not path:
        return "the configuration"
    last = max(i for i, part in enumerate(path) if isinstance(part, str))
    return f"'{_clip(str(path[last]))}{''.join(f'[{i}]' for i in path[last + 1 :])}'"


def _show(value: Any) -> str:
    return f"'{_clip(value)}'" if isinstance(value, str) else _clip(str(value))


def _clip(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


_WORDS = {
    "string": "a text", "array": "a list", "object": "a table", "integer": "a whole number",
    "number": "a number", "boolean": "true or false", "null": "nothing",
}  # fmt: skip


def _kinds(names: str | list[str], part: dict[str, Any], schema: dict[str, Any]) -> str:
    from wsss_lint.quickcheck import resolve

    words = []
    for name in [names] if isinstance(names, str) else names:
        items = part.get("items", {}) if name == "array" else {}
        if "$ref" in items:
            items = resolve(schema, items["$ref"])
        words.append("a list of texts" if items.get("type") == "string" else _WORDS[name])
    return " or ".join(words)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    for kind, word in ((str, "string"), (list, "array"), (dict, "object"), (int, "integer")):
        if isinstance(value, kind):
            return _WORDS[word]
    return "a number" if isinstance(value, float) else "a date"
