"""Read a configuration file and what it extends into `Settings`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wsss_lint.diagnostics import Severity
from wsss_lint.settings import Settings
from wsss_lint.settings.checks import check_values, short, texts
from wsss_lint.settings.errors import SettingsError
from wsss_lint.settings.find import is_inside, read_bytes, repository_root, show
from wsss_lint.settings.validate import Problem, problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from wsss_lint.rule import Rule

SCHEMA_RULE = "schema-violation"  # gets the user's schemas as its option `schemas`
SPELLING_RULE = "house-spelling"  # gets the user's spellings as its option `spellings`
PYPROJECT_TABLE = ("tool", "wsss-lint")
_PARTS_LIMIT = 200  # dots in a line before tomllib, quadratic in them, is asked to read it
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class ConfigFile:
    """One configuration file: its table, and where each key of it is."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = show(path)
        self.text = decode(read_bytes(path), self.name)
        self.prefix: tuple[str, ...] = ()
        self.table: Any = parse(self.text, self.name)
        if os.path.basename(path) == "pyproject.toml":
            self.prefix = PYPROJECT_TABLE
            for key in PYPROJECT_TABLE:
                self.table = self.table.get(key, {}) if isinstance(self.table, dict) else {}
        self.codes: dict[str, str] = {}  # rule name -> the code that stands for it in [rules]
        self._lines: dict[tuple[str | int, ...], int] | None = None

    def line(self, path: tuple[str | int, ...]) -> int | None:
        """The line of a key or value, or of what is around it; None when it is not found."""
        from wsss_lint.settings.lines import locate, nearest

        if len(path) > 1 and path[0] == "rules" and path[1] in self.codes:
            path = ("rules", self.codes[str(path[1])], *path[2:])
        if self._lines is None:
            self._lines = locate(self.text)
        return nearest(self._lines, (*self.prefix, *path))

    def where(self, path: tuple[str | int, ...]) -> str:
        """``file:line`` of a key or value; the file alone when the line is not found."""
        line = self.line(path)
        return f"{self.name}:{line}" if line else self.name

    def error(self, path: tuple[str | int, ...], message: str) -> SettingsError:
        """A `SettingsError` at the line of a key."""
        return SettingsError(f"{self.where(path)}: {message}")


def decode(data: bytes, name: str) -> str:
    """The text of a configuration; a byte order mark is passed over."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SettingsError(f"{name}: is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{name}:{line}: is not UTF-8; save the file as UTF-8") from None


def parse(text: str, name: str) -> dict[str, Any]:
    """The table in a TOML text; `SettingsError` with line and column when it is not TOML."""
    import tomllib

    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _PARTS_LIMIT and line.count(".") > _PARTS_LIMIT:
            raise SettingsError(f"{name}:{number}: more than {_PARTS_LIMIT} dots in one line")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        at = ""
        if place:
            message = message[: place.start()]
            end = (str(text.count("\n") + 1), "")
            line, column = (place[1], place[2]) if place[1] else end
            at = f":{line}:{column}" if column else f":{line}"
        raise SettingsError(f"{name}{at}: not valid TOML: {message}") from None
    except RecursionError:
        raise SettingsError(f"{name}: brackets are nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits, a 13th month
        raise SettingsError(f"{name}: not valid TOML: {error}") from None


def has_table(path: str) -> bool:
    """Whether a pyproject.toml has a table for wsss-lint."""
    tool = parse(decode(read_bytes(path), show(path)), show(path)).get("tool")
    return isinstance(tool, dict) and PYPROJECT_TABLE[1] in tool


def read_into(settings: Settings, path: str, named: bool) -> None:
    """Fill `settings` from the file at `path` and from what it extends.

    `named` says that the user named the file himself (``--config``). Raises `SettingsError`.
    """
    path = os.path.abspath(path)
    settings.path = show(path)
    settings.root = os.path.dirname(path)
    home = repository_root(path) or os.path.dirname(os.path.realpath(path))
    files = _chain(path, home)
    if named and files[-1].prefix and not files[-1].table:
        raise SettingsError(f"{settings.path}: has no table [tool.wsss-lint]")
    for file in files:
        _apply(settings, file, home)


def _chain(path: str, home: str) -> list[ConfigFile]:
    """The files of a configuration: what is extended before what extends it."""
    files: list[ConfigFile] = []
    _follow(ConfigFile(path), home, (), files)
    return files


def _follow(file: ConfigFile, home: str, trail: tuple[str, ...], files: list[ConfigFile]) -> None:
    trail = (*trail, os.path.realpath(file.path))
    named = file.table.get("extend", []) if isinstance(file.table, dict) else []
    several = isinstance(named, list)
    for i, name in enumerate(named if several else [named]):
        place = ("extend", i) if several else ("extend",)
        if not isinstance(name, str):
            continue  # the schema says what is wrong with it
        base = inside_path(file, place, name, home)
        if os.path.realpath(base) in trail:
            raise file.error(place, f"'{short(name)}' extends this file in a circle")
        if len(trail) > 20 or len(files) > 50:
            raise file.error(place, "too many files extend one another")
        if not os.path.isfile(base):
            raise file.error(place, f"'{short(name)}': no such file")
        _follow(ConfigFile(base), home, trail, files)
    files.append(file)


def inside_path(file: ConfigFile, place: tuple[str | int, ...], name: str, home: str) -> str:
    """The path that a configuration names, relative to it; refused outside the repository."""
    if os.path.isabs(name) or name.startswith(("~", "\\")) or "\0" in name:
        raise file.error(place, f"'{short(name)}' must be a path relative to this file")
    path = os.path.join(os.path.dirname(file.path), name)
    if not is_inside(path, home):
        raise file.error(place, f"'{short(name)}' lies outside the repository")
    return path


def _apply(settings: Settings, file: ConfigFile, home: str) -> None:
    table = file.table
    _read_schemas(settings, file, home)  # first: they may define rules that are named elsewhere

    def rules() -> tuple[type[Rule], ...]:
        from wsss_lint.rules import load

        return load(settings.plugins) + settings.own_rules

    _name_rules(file, rules)
    found = problems(table, rules)
    if not settings.plugins:
        found = [_without_plugins(problem) for problem in found]
    _refuse(file, found)
    for key, value in table.items():
        _SETTERS[key](settings, value)
        _origins(settings, file, (key,), value)
    check_values(file, settings.spellings)


def _read_schemas(settings: Settings, file: ConfigFile, home: str) -> None:
    named = file.table.get("schemas") if isinstance(file.table, dict) else None
    if not isinstance(named, dict):
        return
    from wsss_lint.rules.schema._base import own_rules
    from wsss_lint.schema import KINDS
    from wsss_lint.settings.schemas import read_schema

    loaded = settings.options.setdefault(SCHEMA_RULE, {}).setdefault("schemas", {})
    for kind, name in named.items():
        if kind in KINDS and isinstance(name, str):  # else `problems` says what is wrong
            place = ("schemas", kind)
            path = inside_path(file, place, name, home)
            if not os.path.exists(path):
                raise file.error(place, f"'{short(name)}': no such file")
            settings.schemas[kind] = Path(path)
            loaded[kind] = read_schema(kind, path)
    settings.own_rules = own_rules(loaded.values())


def _name_rules(file: ConfigFile, rules: Callable[[], tuple[type[Rule], ...]]) -> None:
    """Put names for codes in ``[rules.ENT109]``: either can be given anywhere."""
    tables = file.table.get("rules") if isinstance(file.table, dict) else None
    if not isinstance(tables, dict) or not any(key[-1:].isdigit() for key in tables):
        return
    names = {rule.code: rule.name for rule in rules()}
    for key in list(tables):
        name = names.get(key.upper())
        if name is None:
            continue
        if name in tables:
            raise file.error(("rules", key), f"the rule '{name}' has two tables, by name and code")
        tables[name] = tables.pop(key)
        file.codes[name] = key


def _without_plugins(problem: Problem) -> Problem:
    """The rule may well exist, in a package that this run does not ask."""
    if not problem.message.startswith("unknown rule"):
        return problem
    return problem._replace(message=f"{problem.message}; plug-ins are left out of this run")


def _refuse(file: ConfigFile, found: list[Problem]) -> None:
    if not found:
        return
    found = sorted(found, key=lambda problem: file.line(problem.path) or 0)
    lines = [f"{file.where(problem.path)}: {problem.message}" for problem in found[:10]]
    if len(found) > 10:
        lines.append(f"{file.name}: and {len(found) - 10} more")
    raise SettingsError("\n".join(lines))


def _origins(settings: Settings, file: ConfigFile, path: tuple[str, ...], value: Any) -> None:
    """Note where each value was written: tables by their keys, all else as a whole."""
    deep = isinstance(value, dict) and value and path[0] != "format"
    if deep and len(path) < 3:
        for key, inner in value.items():
            _origins(settings, file, (*path, key), inner)
    else:
        settings.origins[".".join(path)] = file.where(path)


def _set_severity(settings: Settings, table: dict[str, str]) -> None:
    settings.severity |= {name: Severity[word.upper()] for name, word in table.items()}


def _set_rules(settings: Settings, table: dict[str, dict[str, Any]]) -> None:
    for name, options in table.items():
        settings.options[name] = settings.options.get(name, {}) | options


def _set_venues(settings: Settings, table: dict[str, dict[str, Any]]) -> None:
    settings.venues |= table


def _set_spellings(settings: Settings, table: dict[str, str]) -> None:
    settings.spellings |= table
    settings.options.setdefault(SPELLING_RULE, {})["spellings"] = settings.spellings


def _set_file_ignores(settings: Settings, table: dict[str, Any]) -> None:
    settings.per_file_ignores |= {glob: texts(value) for glob, value in table.items()}


def _set_section_ignores(settings: Settings, table: dict[str, Any]) -> None:
    settings.per_section_ignores |= {regex: texts(value) for regex, value in table.items()}


def _nothing(settings: Settings, value: Any) -> None:
    """`extend` and `schemas` have been followed before."""


_SETTERS: dict[str, Any] = {
    "combine": lambda s, v: setattr(s, "combine", texts(v)),
    "exclude": lambda s, v: setattr(s, "exclude", texts(v)),
    "extend": _nothing,
    "extend-select": lambda s, v: setattr(s, "extend_select", s.extend_select + texts(v)),
    "extends": lambda s, v: setattr(s, "preset", texts(v)),
    "format": lambda s, v: setattr(s, "format", v),
    "ignore": lambda s, v: setattr(s, "ignore", texts(v)),
    "per-file-ignores": _set_file_ignores,
    "per-section-ignores": _set_section_ignores,
    "rules": _set_rules,
    "schemas": _nothing,
    "select": lambda s, v: setattr(s, "select", texts(v)),
    "severity": _set_severity,
    "spellings": _set_spellings,
    "venues": _set_venues,
    "year": lambda s, v: setattr(s, "year", v),
}
