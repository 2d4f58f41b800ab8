"""A list's format: which units are papers, and the templates that read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wsss_lint.formats.syntax import TemplateError
from wsss_lint.formats.template import Template

UNITS = ("item", "row", "block", "quote")


class FormatError(ValueError):
    """A format that cannot work: its text says where and why."""


class UnitFormat:
    """One kind of unit in some sections, with its templates (canonical first)."""

    __slots__ = (
        "anywhere", "columns", "defaults", "elsewhere", "header", "headings", "in_", "inherit",
        "marker", "nested", "not_in", "only", "ragged", "skip", "start", "templates", "unit",
    )  # fmt: skip

    def __init__(self, raw: Mapping[str, Any], where: str) -> None:
        self.unit: str = raw.get("unit", "item")
        if self.unit not in UNITS:
            raise FormatError(f"{where}: `unit` is {self.unit!r}, not one of {', '.join(UNITS)}")
        self.in_ = _patterns(raw.get("in", ()), f"{where}.in")
        self.not_in = _patterns(raw.get("not-in", ()), f"{where}.not-in")
        self.templates = _templates(raw.get("entry", ()), f"{where}.entry")
        self.header = _pattern(raw.get("header", ""), f"{where}.header")
        self.columns = [
            (
                re.compile(_checked(key, f"{where}.columns")),
                _templates(value, f"{where}.columns", True),
            )
            for key, value in raw.get("columns", {}).items()
        ]
        self.inherit = {
            key: _templates(value, f"{where}.inherit")
            for key, value in raw.get("inherit", {}).items()
        }
        self.defaults: dict[str, str] = {k: str(v) for k, v in raw.get("defaults", {}).items()}
        self.nested: bool = raw.get("nested", False)
        self.ragged: bool = raw.get("ragged", False)
        self.marker: str = raw.get("marker", "")
        self.start = _pattern(raw.get("start", ""), f"{where}.start")
        self.only = _pattern(raw.get("only", ""), f"{where}.only")
        self.skip = _pattern(raw.get("skip", ""), f"{where}.skip")
        self.headings = _pattern(raw.get("headings", ""), f"{where}.headings")
        self.anywhere = False  # set by the reader when no section fits the selectors
        self.elsewhere = False  # set by inference: what no selector names may hold papers too
        if self.unit == "row":
            if not self.columns:
                raise FormatError(f"{where}: a `row` unit needs `columns`")
        elif not self.templates:
            raise FormatError(f"{where}: `entry` needs at least one template")

    def holds(self, path: str) -> bool:
        """Whether a section with this heading path is in the unit's selectors."""
        return self.admits(path) and (
            not self.in_ or any(pattern.search(path) for pattern in self.in_)
        )

    def admits(self, path: str) -> bool:
        """Whether a section with this heading path is not left out by name."""
        return not any(pattern.search(path) for pattern in self.not_in)

    def wants(self, text: str, start: int, end: int) -> bool:
        """Whether `only` and `skip` let this unit through."""
        if self.only is not None and not self.only.search(text, start, end):
            return False
        return self.skip is None or not self.skip.search(text, start, end)


class Format:
    """Everything that is to be known to read one list."""

    __slots__ = ("name", "tables", "units")

    def __init__(
        self, name: str, units: list[UnitFormat], tables: Mapping[str, Any] | None = None
    ) -> None:
        self.name = name
        self.units = units
        self.tables = dict(tables or {})  # column kind -> header patterns, see records/tables.py

    @classmethod
    def from_raw(cls, name: str, raw: Mapping[str, Any]) -> Format:
        """Compile the ``[format]`` table of a configuration or a preset.

        Raises `FormatError` naming the place and the reason.
        """
        units = [
            UnitFormat(unit, f"format.units[{number}]")
            for number, unit in enumerate(raw.get("units", ()))
        ]
        return cls(name, units, raw.get("tables"))


def _checked(pattern: str, where: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise FormatError(f"{where}: `{pattern}` is no regular expression: {error}") from None
    return pattern


def _pattern(pattern: str, where: str) -> re.Pattern[str] | None:
    return re.compile(_checked(pattern, where)) if pattern else None


def _patterns(raw: Any, where: str) -> list[re.Pattern[str]]:
    given = [raw] if isinstance(raw, str) else raw
    return [re.compile(_checked(pattern, where)) for pattern in given]


def _templates(raw: Any, where: str, plain: bool = False) -> list[Template]:
    given = [raw] if isinstance(raw, str) else raw
    try:
        return [Template(text, index, plain) for index, text in enumerate(given) if text]
    except TemplateError as error:
        raise FormatError(f"{where}: {error}") from None
