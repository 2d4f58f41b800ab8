"""jsonschema's errors in words for people, and the code that an error belongs to."""

from __future__ import annotations

from typing import Any

from wsss_lint.quickcheck import UnsupportedError, resolve

Path = tuple[str | int, ...]

_KINDS = {
    "string": "a text", "array": "a list", "object": "a table", "integer": "a whole number",
    "number": "a number", "boolean": "true or false", "null": "nothing",
}  # fmt: skip
_SIZES = {
    "maxLength": ("characters", "more than"),
    "minLength": ("characters", "fewer than"),
    "maxItems": ("parts", "more than"),
    "minItems": ("parts", "fewer than"),
    "maxProperties": ("keys", "more than"),
    "minProperties": ("keys", "fewer than"),
}
_SHOWN = 60  # characters of a value; a runaway title is not repeated at full length


def describe(error: Any, label: str) -> list[tuple[Path, str]]:
    """Places in the record and a sentence for each; `label` is "the paper" and the like."""
    path: Path = tuple(error.absolute_path)
    own = error.schema.get("x-message") if isinstance(error.schema, dict) else None
    own = own.replace("{value}", _quote(error.instance)) if isinstance(own, str) else None
    if error.validator == "required":
        return [(path, own or f"{_owner(path, label)} has no {_missing(error)}")]
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {})
        patterns = error.schema.get("patternProperties")
        if not patterns and error.validator_value is False:
            return [
                ((*path, name), own or f"{_owner(path, label)} may not have {name}")
                for name in error.instance
                if name not in known
            ]
    return [(path, own or f"{_subject(path, label)} {_fault(error)}")]


def code_at(schema: Any, error: Any) -> str | None:
    """The ``x-code`` nearest to the keyword that failed, on the way to it from the root.

    For a missing field the code of the field itself comes first.
    """
    if error.validator == "required" and isinstance(error.schema, dict):
        field = error.schema.get("properties", {}).get(_missing(error))
        if _code(field):
            return _code(field)
    code, part = None, schema
    for step in error.absolute_schema_path:
        code = _code(part) or code
        try:
            part = part[step]
            if step == "$ref":
                part = resolve(schema, part)
        except (KeyError, IndexError, TypeError, UnsupportedError):
            break
    return _code(error.schema) or code


def _code(part: Any) -> str | None:
    code = part.get("x-code") if isinstance(part, dict) else None
    return code if isinstance(code, str) else None


def _missing(error: Any) -> str:
    """The missing field that this error is about: one of several, its message begins with it."""
    missing: list[str] = [name for name in error.validator_value if name not in error.instance]
    return next((name for name in missing if error.message.startswith(repr(name))), missing[0])


def _fault(error: Any) -> str:
    value, limit = error.instance, error.validator_value
    if error.validator in _SIZES:
        unit, side = _SIZES[error.validator]
        shown = f"{_quote(value)} " if isinstance(value, str) else ""
        if not value:
            return f"{shown}is empty"
        return f"{shown}has {len(value)} {unit}, {side} {limit}"
    match error.validator:
        case "type":
            names = [limit] if isinstance(limit, str) else limit
            wanted = " or ".join(_KINDS.get(name, name) for name in names)
            return f"{_quote(value)} is not {wanted}"
        case "enum":
            words = ", ".join(_quote(one) for one in limit[:8])
            rest = f" or {len(limit) - 8} others" if len(limit) > 8 else ""
            return f"{_quote(value)} is not one of {words}{rest}"
        case "const":
            return f"{_quote(value)} is not {_quote(limit)}"
        case "minimum" | "exclusiveMinimum":
            return f"{_quote(value)} is below {limit}"
        case "maximum" | "exclusiveMaximum":
            return f"{_quote(value)} is above {limit}"
        case "pattern":
            return f"{_quote(value)} does not match `{_clip(str(limit))}`"
        case "anyOf":
            return f"{_quote(value)} fits none of the schema's choices"
        case "not":
            return f"{_quote(value)} is what the schema rules out"
    return f"{_quote(value)} breaks `{error.validator}` of the schema"


def _subject(path: Path, label: str) -> str:
    return _name(path) if path else label


def _owner(path: Path, label: str) -> str:
    return f"{_name(path)} of {label}" if path else label


def _name(path: Path) -> str:
    """``links[0].url``; of a whole list's records only what is inside the record."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else str(step)
    return out


def _quote(value: Any) -> str:
    if isinstance(value, str):
        return f"`{_clip(value)}`"
    if isinstance(value, list):
        return "(a list)"
    if isinstance(value, dict):
        return "(a table)"
    return f"`{_clip(str(value).lower() if isinstance(value, bool) else str(value))}`"


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
