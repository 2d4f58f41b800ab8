"""A configuration file: its bytes, its table, and the place of each key in it."""

from __future__ import annotations

import os
import re
from typing import Any

from wsss_lint.settings.errors import SettingsError

PYPROJECT_TABLE = ("tool", "wsss-lint")
SIZE_LIMIT = 1_000_000  # bytes; a configuration is a page or two
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


def read_bytes(path: str, cut: bool = False) -> bytes:
    """The bytes of a configuration file; `SettingsError` when they cannot be had.

    What is too long to be one is refused, or with `cut` read up to there.
    """
    name = show(path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            kind = "a directory" if os.path.isdir(path) else "not a regular file"
            raise SettingsError(f"{name}: is {kind}; a configuration is a TOML file")
        with open(path, "rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise SettingsError(f"{name}: no such file") from None
    except PermissionError:
        raise SettingsError(f"{name}: permission denied; make it readable first") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{name}: cannot be read: {type(error).__name__}") from None
    if len(data) > SIZE_LIMIT and not cut:
        raise SettingsError(
            f"{name}: is larger than {SIZE_LIMIT:,} bytes; this is no configuration"
        )
    return data


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


def show(path: str) -> str:
    """A path as people see it: relative to the current folder when it lies in it."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return path if relative.startswith("..") else relative
