"""Write into ``schemas/settings.schema.json`` what is said elsewhere.

The rules say their names and options, ``schemas/venues.schema.json`` what a venue is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from wsss_lint.schema import load_schema, schema_path


def with_rules(schema: dict[str, Any], rules: Iterable[Any]) -> dict[str, Any]:
    """A copy of the settings schema that also knows `rules`: their names, codes and options."""
    rules = list(rules)
    out: dict[str, Any] = json.loads(json.dumps(schema))
    selector = out["$defs"]["selector"]
    selector["enum"] = sorted({*selector["enum"], *selectors_of(rules)})
    tables = out["properties"]["rules"]["properties"]
    for rule in rules:
        if rule.options:
            tables[rule.name] = options_schema(rule)
    out["properties"]["rules"]["properties"] = dict(sorted(tables.items()))
    return out


def settings_schema(schema: dict[str, Any], rules: Iterable[Any]) -> dict[str, Any]:
    """The settings schema with exactly these rules: what the file in ``schemas/`` must hold."""
    bare: dict[str, Any] = json.loads(json.dumps(schema))
    bare["$defs"]["selector"]["enum"] = []
    bare["properties"]["rules"]["properties"] = {}
    bare["$defs"]["venue"] = load_schema("venues")["additionalProperties"]
    return with_rules(bare, rules)


def render(rules: Iterable[Any]) -> str:
    """The text that ``schemas/settings.schema.json`` must have."""
    schema = settings_schema(load_schema("settings"), rules)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file: ``python -m wsss_lint.settings.generate``."""
    from wsss_lint.rules import load

    text = render(load(plugins=False))
    with open(schema_path("settings"), "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return 0


def selectors_of(rules: Iterable[Any]) -> list[str]:
    """What selects one of the rules: ``ALL``, prefixes of codes, codes, names; sorted."""
    out = {"ALL"}
    for rule in rules:
        letters = len(rule.code.rstrip("0123456789"))
        out |= {rule.code[:size] for size in range(letters, len(rule.code) + 1)} | {rule.name}
    return sorted(out)


def options_schema(rule: Any) -> dict[str, Any]:
    """The schema of ``[rules.<name>]``."""
    return {
        "title": rule.name,
        "description": f"Options of {rule.code} ({rule.name}).",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            option.name: {
                **_type_of(option.default),
                "title": option.name,
                "description": option.help,
                "default": option.default,
            }
            for option in rule.options
        },
    }


def _type_of(default: Any) -> dict[str, Any]:
    if isinstance(default, bool):
        return {"type": "boolean"}
    if isinstance(default, int):
        return {"type": "integer"}
    if isinstance(default, float):
        return {"type": "number"}
    if isinstance(default, str):
        return {"type": "string"}
    if isinstance(default, (list, tuple)):
        item = {"title": "Value", "description": "One of the values.", "type": "string"}
        return {"type": "array", "items": item}
    return {"type": "object", "additionalProperties": {"type": "string"}}


if __name__ == "__main__":
    raise SystemExit(main())
