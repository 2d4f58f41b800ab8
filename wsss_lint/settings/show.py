"""Print effective settings: as TOML with the origin of each value, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wsss_lint.settings.find import show

if TYPE_CHECKING:
    from wsss_lint.rule import Rule
    from wsss_lint.settings import Settings

VERSION = 1  # of the JSON
DEFAULT = "default"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def as_plain(settings: Settings, rules: Iterable[type[Rule]]) -> dict[str, Any]:
    """The settings in the shape of a configuration file; options that are not set included."""
    options = {
        rule.name: {
            option.name: settings.options.get(rule.name, {}).get(option.name, option.default)
            for option in rule.options
        }
        for rule in rules
        if rule.options
    }
    return {
        "extends": list(settings.preset),
        "select": list(settings.select),
        "extend-select": list(settings.extend_select),
        "ignore": list(settings.ignore),
        "exclude": list(settings.exclude),
        "combine": list(settings.combine),
        "year": settings.year,
        "severity": {name: severity.label for name, severity in settings.severity.items()},
        "per-file-ignores": {k: list(v) for k, v in settings.per_file_ignores.items()},
        "per-section-ignores": {k: list(v) for k, v in settings.per_section_ignores.items()},
        "rules": options,
        "venues": settings.venues,
        "spellings": settings.spellings,
        "schemas": {kind: show(str(path)) for kind, path in settings.schemas.items()},
        "format": settings.format or {},
    }


def as_json(settings: Settings, rules: Iterable[type[Rule]]) -> str:
    """``{"version", "path", "settings", "origins"}``; what has no origin is a default."""
    import json

    plain = {
        "version": VERSION,
        "path": settings.path,
        "settings": as_plain(settings, rules),
        "origins": dict(sorted(settings.origins.items())),
    }
    # A format may hold a TOML date where a text belongs; it is shown as it was written.
    return json.dumps(plain, indent=2, ensure_ascii=True, default=str) + "\n"


def as_toml(settings: Settings, rules: Iterable[type[Rule]]) -> str:
    """TOML with the origin of each value in a comment."""
    plain = as_plain(settings, rules)
    lines = [f"# configuration: {_words(settings.path) if settings.path else 'none'}"]
    tables = []
    for key, value in plain.items():
        if isinstance(value, dict):
            tables.append((key, value))
        else:
            lines.append(_line(settings, (key,), value))
    for key, table in tables:
        lines += _table(settings, (key,), table)
    return "\n".join(lines) + "\n"


def _table(settings: Settings, path: tuple[str, ...], table: dict[str, Any]) -> list[str]:
    whole = path == ("format",)  # its origin is that of the table, and it nests freely
    lines = []
    values = {k: v for k, v in table.items() if whole or not isinstance(v, dict)}
    if values:
        lines += ["", f"[{'.'.join(map(_key, path))}]"]
        if whole:
            lines[-1] += f"  # {settings.origins.get('format', DEFAULT)}"
    for key, value in values.items():
        line = f"{_key(key)} = {_value(value)}"
        lines.append(line if whole else _line(settings, (*path, key), value))
    for key, value in table.items():
        if key not in values:
            lines += _table(settings, (*path, key), value)
    return lines


def _line(settings: Settings, path: tuple[str, ...], value: Any) -> str:
    origin = settings.origins.get(".".join(path), DEFAULT)
    return f"{_key(path[-1])} = {_value(value)}  # {_words(origin)}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return str(value)


def _text(text: str) -> str:
    """A TOML string; what is not printable is escaped, as it comes from a file of others."""
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char.isprintable():
            out.append(char)
        else:
            out.append(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
    return f'"{"".join(out)}"'


def _words(text: str | None) -> str:
    """A file's name inside a comment: on one line, whatever it is called."""
    return _text(text or "")[1:-1]
