"""What the schema cannot say about the values of a configuration, judged one by one."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsss_lint.settings.read import ConfigFile


def check_values(file: ConfigFile, spellings: dict[str, str]) -> None:
    """Raise `SettingsError` for the first value that cannot work.

    `spellings` are those of this file and of what it extends.
    """
    table = file.table
    _regexes(file, table.get("per-section-ignores", {}))
    _spellings(file, spellings, table.get("spellings", {}))
    _combine(file, table.get("combine", []))
    _presets(file, table.get("extends", []))
    _venues(file, table.get("venues", {}))
    _format(file, table.get("format"))


def texts(value: str | list[str]) -> tuple[str, ...]:
    """One text, or several."""
    return (value,) if isinstance(value, str) else tuple(value)


def short(text: str) -> str:
    """A text as it is quoted in a message."""
    return text if len(text) <= 80 else text[:77] + "..."


def _regexes(file: ConfigFile, table: dict[str, Any]) -> None:
    for pattern in table:
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            message = f"'{short(pattern)}' is not a regular expression: {error}"
            raise file.error(("per-section-ignores", pattern), message) from None


def _spellings(file: ConfigFile, known: dict[str, str], table: dict[str, str]) -> None:
    """A right spelling that is itself wrong: the two would be exchanged for ever."""
    if not table:
        return
    from wsss_lint.rules.entries.house_spelling import pattern

    wrong = pattern(known)
    for word, right in table.items():
        if word == right:
            raise file.error(("spellings", word), f"'{short(word)}' is both wrong and right")
        found = next((m[0] for m in wrong.finditer(right) if known[m[0]] != right), None)
        if found is not None:
            message = f"'{short(right)}' holds '{short(found)}', which is itself a wrong spelling"
            raise file.error(("spellings", word), message)


def _combine(file: ConfigFile, patterns: str | list[str]) -> None:
    """One list lies in one place: what is outside of the configuration's folder is not of it."""
    for i, pattern in enumerate(texts(patterns)):
        if os.path.isabs(pattern) or ".." in re.split(r"[/\\]", pattern):
            message = f"'{short(pattern)}' lies outside of this file's folder"
            raise file.error(("combine", i), message)


def _presets(file: ConfigFile, named: str | list[str]) -> None:
    if not named:
        return
    from wsss_lint.formats.presets import names
    from wsss_lint.settings.validate import suggestion

    known = names()
    for i, name in enumerate(texts(named)):
        if name not in known:
            place = ("extends", i) if isinstance(named, list) else ("extends",)
            near = suggestion(name, known) or f" (known: {', '.join(known)})"
            raise file.error(place, f"unknown preset '{short(name)}'{near}")


def _venues(file: ConfigFile, table: dict[str, Any]) -> None:
    """What the schema cannot say: a first year that is even in a venue of odd years."""
    if not table:
        return
    from wsss_lint.venues.registry import Registry, RegistryError

    for code, venue in table.items():
        try:
            Registry({code: venue})
        except RegistryError as error:
            raise file.error(("venues", code), str(error)) from None


def _format(file: ConfigFile, table: dict[str, Any] | None) -> None:
    """What the schema cannot say: templates and regular expressions that do not compile."""
    if not table or "units" not in table:
        return  # only the columns of result tables: the form is a preset's, or inferred
    from wsss_lint.formats.format import Format, FormatError

    try:
        Format.from_raw("format", table)
    except FormatError as error:
        raise file.error(_place_in(str(error)), str(error)) from None


def _place_in(message: str) -> tuple[str | int, ...]:
    """The path that a format error begins with: ``format.units[2].entry: …``."""
    found = re.match(r"format\.units\[(\d+)\](?:\.([\w-]+))?", message)
    if not found:
        return ("format",)
    place: tuple[str | int, ...] = ("format", "units", int(found[1]))
    return (*place, found[2]) if found[2] else place
