"""Find the line of a key or value in TOML text; `tomllib` gives values without places.

The text has been read by `tomllib` before, so it is valid; still nothing here raises on text
that is not: it gives up and knows the places found so far.
"""

from __future__ import annotations

import re
from contextlib import suppress

Path = tuple[str | int, ...]


def locate(text: str) -> dict[Path, int]:
    """The 1-based line of every key, table header and array element, by its path."""
    scanner = _Scanner(text)
    with suppress(IndexError, RecursionError):
        scanner.document()
    return scanner.lines


def nearest(lines: dict[Path, int], path: Path) -> int | None:
    """The line of `path`, or of the nearest thing around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


# What is no bracket, quote, separator or comment: numbers, dates, true, inf.
_BARE = re.compile(r"[^\s,\]}#\[{\"'=]+")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counted, self._line = 0, 1
        self._arrays: dict[Path, int] = {}  # arrays of tables: path -> index of the last one

    def document(self) -> None:
        table: Path = ()
        while True:
            self._blanks()
            if self.at >= len(self.text):
                return
            before = self.at
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            if self.at == before:  # not TOML: never stand still
                raise IndexError

    def _header(self) -> Path:
        line = self._here()
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        names = self._key()
        self._blanks()
        self.at += 2 if double else 1
        path: Path = ()
        for i, name in enumerate(names):
            path = (*path, name)
            self.lines.setdefault(path, line)
            if double and i == len(names) - 1:
                self._arrays[path] = self._arrays.get(path, -1) + 1
            if path in self._arrays:
                path = (*path, self._arrays[path])
                self.lines.setdefault(path, line)
        return path

    def _pair(self, table: Path) -> None:
        line = self._here()
        path = table
        for name in self._key():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._blanks()
        if self.text[self.at] == "=":
            self.at += 1
            self._value(path)

    def _key(self) -> list[str]:
        names = []
        while True:
            self._blanks()
            char = self.text[self.at]
            if char in "\"'":
                names.append(self._string(char))
            else:
                found = _KEY.match(self.text, self.at)
                if not found:
                    raise IndexError
                names.append(found.group())
                self.at = found.end()
            self._blanks()
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def _value(self, path: Path) -> None:
        self._blanks()
        self.lines.setdefault(path, self._here())
        char = self.text[self.at]
        if char in "\"'":
            self._string(char)
        elif char == "[":
            self._array(path)
        elif char == "{":
            self.at += 1
            while self._more("}"):
                self._pair(path)
        else:
            found = _BARE.match(self.text, self.at)
            if not found:
                raise IndexError
            self.at = found.end()

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self._more("]"):
            self._value((*path, index))
            index += 1

    def _more(self, close: str) -> bool:
        """Pass commas; False after the closing bracket."""
        while True:
            self._blanks()
            if self.text[self.at] != ",":
                break
            self.at += 1
        if self.text[self.at] == close:
            self.at += 1
            return False
        return True

    def _string(self, quote: str) -> str:
        """Pass a string of any of the four kinds; its value when it is a one-line one."""
        text, literal = self.text, quote == "'"
        if text.startswith(quote * 3, self.at):
            at = self.at + 3
            while not text.startswith(quote * 3, at):
                at += 2 if text[at] == "\\" and not literal else 1
            while text.startswith(quote * 3, at + 1):  # one or two quotes right before the end
                at += 1
            self.at = at + 3
            return ""
        at, out = self.at + 1, []
        while text[at] != quote:
            if text[at] == "\\" and not literal:
                width = {"u": 4, "U": 8}.get(text[at + 1], 0)
                if width:
                    out.append(_unicode(text[at + 2 : at + 2 + width]))
                else:
                    out.append(_ESCAPES.get(text[at + 1], text[at + 1]))
                at += 2 + width
            else:
                out.append(text[at])
                at += 1
        self.at = at + 1
        return "".join(out)

    def _blanks(self) -> None:
        """Pass white space, line ends, comments and a byte order mark."""
        text, size = self.text, len(self.text)
        while self.at < size:
            char = text[self.at]
            if char == "#":
                end = text.find("\n", self.at)
                self.at = size if end < 0 else end
            elif char in " \t\r\n\ufeff":
                self.at += 1
            else:
                return

    def _here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line


def _unicode(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return ""
