"""The text of one file, exactly as it lies on disk, and the places in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

BOM = "\ufeff"


class SourceError(Exception):
    """A file that cannot be linted; its text names the file and the way out."""


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in `Source.text`."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: 1-based line, 1-based column in code points."""

    line: int
    column: int


class Source:
    """The decoded bytes of one file; every offset in the program is an index into `text`.

    `text` is the plain UTF-8 decoding of the bytes: a byte order mark and carriage returns
    stay in it, so `text.encode()` gives back the bytes. `flat` has the same length and holds
    only ``\\n`` as line end (``\\r\\n`` becomes space and ``\\n``, the mark becomes a space),
    so what is found in `flat` has the same offsets in `text`.
    """

    __slots__ = ("_line_starts", "flat", "path", "text")

    def __init__(self, text: str, path: str = "README.md") -> None:
        self.path = path
        self.text = text
        flat = text
        if "\r" in flat:
            flat = flat.replace("\r\n", " \n").replace("\r", "\n")
        if flat.startswith(BOM):
            flat = " " + flat[1:]
        self.flat = flat
        self._line_starts: list[int] | None = None

    @classmethod
    def from_bytes(cls, data: bytes, path: str = "README.md") -> Source:
        """Decode `data`; raise `SourceError` when it is not UTF-8 text."""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise SourceError(f"{path}: is UTF-16; save it as UTF-8 and run again")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError(
                f"{path}: line {line} is not UTF-8 (byte 0x{data[error.start]:02x} at offset "
                f"{error.start}); save the file as UTF-8 and run again"
            ) from None
        nul = text.find("\0")
        if nul >= 0:
            line = text.count("\n", 0, nul) + 1
            raise SourceError(
                f"{path}: line {line} holds a NUL character, so this is not a text file; "
                "remove it, or name the list's README instead"
            )
        return cls(text, path)

    @classmethod
    def read(cls, path: str | Path) -> Source:
        """Read a file; raise `SourceError` when it is missing, not a file, or not UTF-8."""
        name = str(path)
        try:
            # open, not pathlib: this runs at every start, and pathlib is slow to import
            with open(path, "rb") as file:  # noqa: PTH123
                data = file.read()
        except IsADirectoryError:
            raise SourceError(f"{name}: is a directory; name a Markdown file in it") from None
        except FileNotFoundError:
            raise SourceError(f"{name}: no such file") from None
        except PermissionError:
            raise SourceError(f"{name}: permission denied; make it readable first") from None
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            raise SourceError(f"{name}: cannot be read: {reason}") from None
        return cls.from_bytes(data, name)

    @property
    def newline(self) -> str:
        """The line end that this file uses most: ``\\n``, ``\\r\\n`` or ``\\r``."""
        crlf = self.text.count("\r\n")
        lone = self.text.count("\n") - crlf
        if crlf > lone:
            return "\r\n"
        return "\r" if not lone and not crlf and "\r" in self.text else "\n"

    @property
    def line_starts(self) -> list[int]:
        """The offset of the first character of each line."""
        if self._line_starts is None:
            starts = [0]
            find, at = self.flat.find, self.flat.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._line_starts = starts
        return self._line_starts

    def slice(self, span: tuple[int, int]) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """The 1-based line and column of an offset; a byte order mark takes no column."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        marked = 1 if line == 1 and offset > 0 and self.text.startswith(BOM) else 0
        return Position(line, offset - start + 1 - marked)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line without its line end and without a byte order mark."""
        starts = self.line_starts
        start = starts[line - 1]
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        if end > start and line < len(starts) and self.text[end - 1 : end + 1] == "\r\n":
            end -= 1
        if start == 0 and self.text.startswith(BOM):
            start = 1
        return Span(start, end)
