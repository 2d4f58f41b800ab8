"""Validate fast: the part of JSON Schema that our own schemas use, compiled to closures.

A compiled check only says yes or no, and says yes exactly when jsonschema does. On a no, ask
jsonschema for the reasons. Importing jsonschema takes longer than linting a list, so it is not
imported for records that are in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]


class UnsupportedError(Exception):
    """A schema that uses more than this file knows: jsonschema must do all the work."""


# Keywords that say something about a value without refusing any.
_NOTES = frozenset(
    (
        "$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples",
        "deprecated", "readOnly", "writeOnly", "format",
    )
)  # fmt: skip


def compile_schema(schema: Any, root: Any = None) -> Check:
    """Make a check of `schema`; ``$ref`` is looked up in `root` (default: the schema itself).

    Raises `UnsupportedError` for keywords, references or regexes that it does not know.
    """
    return _Compiler(schema if root is None else root).compile(schema)


class _Compiler:
    def __init__(self, root: Any) -> None:
        self.root = root
        self._open: list[str] = []  # references being followed, to refuse circles
        self._known: dict[str, Check] = {}

    def compile(self, schema: Any) -> Check:
        if schema is True:
            return _yes
        if schema is False:
            return _no
        if not isinstance(schema, dict):
            raise UnsupportedError
        checks: list[Check] = []
        for keyword in sorted(schema):
            if keyword in _NOTES or keyword.startswith("x-"):
                continue
            if keyword == "additionalProperties":
                checks.append(self._additional(schema))
            elif keyword in ("then", "else"):
                continue
            elif keyword == "if":
                checks.append(self._condition(schema))
            elif keyword in _SUBSCHEMAS:
                checks.append(_SUBSCHEMAS[keyword](self, schema[keyword]))
            elif keyword in _PLAIN:
                checks.append(_PLAIN[keyword](schema[keyword]))
            else:
                raise UnsupportedError(keyword)
        return _all(checks)

    def _properties(self, properties: Any) -> Check:
        compiled = [(name, self.compile(sub)) for name, sub in properties.items()]
        checks = [(name, check) for name, check in compiled if check is not _yes]

        def check(value: Any) -> bool:
            if isinstance(value, dict):
                for name, test in checks:
                    if name in value and not test(value[name]):
                        return False
            return True

        return check if checks else _yes

    def _additional(self, schema: dict[str, Any]) -> Check:
        if "patternProperties" in schema:
            raise UnsupportedError
        known = frozenset(schema.get("properties", ()))
        rest = self.compile(schema["additionalProperties"])
        if rest is _yes:
            return _yes
        return lambda value: (
            not isinstance(value, dict) or all(name in known or rest(value[name]) for name in value)
        )

    def _property_names(self, schema: Any) -> Check:
        test = self.compile(schema)
        return lambda value: not isinstance(value, dict) or all(map(test, value))

    def _items(self, schema: Any) -> Check:
        test = self.compile(schema)
        return lambda value: not isinstance(value, list) or all(map(test, value))

    def _all_of(self, schemas: Any) -> Check:
        return _all([self.compile(sub) for sub in schemas])

    def _any_of(self, schemas: Any) -> Check:
        checks = [self.compile(sub) for sub in schemas]
        return lambda value: any(check(value) for check in checks)

    def _not(self, schema: Any) -> Check:
        check = self.compile(schema)
        return lambda value: not check(value)

    def _condition(self, schema: dict[str, Any]) -> Check:
        when = self.compile(schema["if"])
        then = self.compile(schema.get("then", True))
        otherwise = self.compile(schema.get("else", True))
        return lambda value: then(value) if when(value) else otherwise(value)

    def _reference(self, reference: Any) -> Check:
        if not isinstance(reference, str) or not (reference + "/").startswith("#/"):
            raise UnsupportedError(reference)
        if reference in self._open:
            raise UnsupportedError(reference)
        if reference not in self._known:
            self._open.append(reference)
            self._known[reference] = self.compile(resolve(self.root, reference))
            self._open.pop()
        return self._known[reference]


def resolve(root: Any, reference: str) -> Any:
    """The part of a schema that a local reference such as ``#/$defs/name`` names."""
    part = root
    for name in reference[1:].split("/")[1:]:
        name = name.replace("~1", "/").replace("~0", "~")
        try:
            part = part[int(name)] if isinstance(part, list) else part[name]
        except (KeyError, IndexError, TypeError, ValueError):
            raise UnsupportedError(reference) from None
    return part


def _yes(_: Any) -> bool:
    return True


def _no(_: Any) -> bool:
    return False


def _all(checks: list[Check]) -> Check:
    real = [check for check in checks if check is not _yes]
    if not real:
        return _yes
    if len(real) == 1:
        return real[0]
    if len(real) == 2:
        first, second = real
        return lambda value: first(value) and second(value)
    return lambda value: all(check(value) for check in real)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _integer(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


_TYPES: dict[str, Check] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": _integer,
    "number": _number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _type(names: Any) -> Check:
    try:
        checks = [_TYPES[name] for name in ([names] if isinstance(names, str) else names)]
    except (KeyError, TypeError):
        raise UnsupportedError("type") from None
    if len(checks) == 1:
        return checks[0]
    return lambda value: any(check(value) for check in checks)


def _enum(values: Any) -> Check:
    # Only texts and null: with numbers, 1 == 1.0 == True is JSON Schema's business.
    if not all(value is None or isinstance(value, str) for value in values):
        raise UnsupportedError("enum")
    known = frozenset(values)
    return lambda value: (value is None or isinstance(value, str)) and value in known


def _const(value: Any) -> Check:
    return _enum([value])


def _required(names: Any) -> Check:
    wanted = tuple(names)
    return lambda value: not isinstance(value, dict) or all(name in value for name in wanted)


def _pattern(pattern: Any) -> Check:
    try:
        search = re.compile(pattern).search
    except (re.error, TypeError, OverflowError, RecursionError):
        raise UnsupportedError("pattern") from None
    return lambda value: not isinstance(value, str) or search(value) is not None


def _size(
    kind: type[str] | type[list[Any]] | type[dict[str, Any]], least: bool
) -> Callable[[Any], Check]:
    def make(limit: Any) -> Check:
        if not _number(limit):
            raise UnsupportedError
        if least:
            return lambda value: not isinstance(value, kind) or len(value) >= limit
        return lambda value: not isinstance(value, kind) or len(value) <= limit

    return make


def _bound(test: Callable[[Any, Any], bool]) -> Callable[[Any], Check]:
    def make(limit: Any) -> Check:
        if not _number(limit):
            raise UnsupportedError
        return lambda value: not _number(value) or test(value, limit)

    return make


_PLAIN: dict[str, Callable[[Any], Check]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "pattern": _pattern,
    "minLength": _size(str, True),
    "maxLength": _size(str, False),
    "minItems": _size(list, True),
    "maxItems": _size(list, False),
    "minProperties": _size(dict, True),
    "maxProperties": _size(dict, False),
    "minimum": _bound(lambda value, limit: not value < limit),
    "maximum": _bound(lambda value, limit: not value > limit),
    "exclusiveMinimum": _bound(lambda value, limit: not value <= limit),
    "exclusiveMaximum": _bound(lambda value, limit: not value >= limit),
}

_SUBSCHEMAS: dict[str, Callable[[_Compiler, Any], Check]] = {
    "$ref": _Compiler._reference,
    "properties": _Compiler._properties,
    "propertyNames": _Compiler._property_names,
    "items": _Compiler._items,
    "allOf": _Compiler._all_of,
    "anyOf": _Compiler._any_of,
    "not": _Compiler._not,
}
