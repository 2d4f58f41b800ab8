"""Text from a list made harmless for the eye: terminals, logs and pages.

A list is written by strangers. Whatever prints its text, or a file's name, passes it through
here, so that a title cannot colour the terminal, move its cursor, turn the reading direction, or
speak to the machine that reads the log.
"""

from __future__ import annotations

import re

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

# The old workflow-command form is obeyed anywhere in a line: `##[error]`, Azure's `##vso[`.
_LOG_COMMAND = r"##(?=\w{0,30}\[)"  # compiled when met: hardly any list holds one


def escape(character: str) -> str:
    r"""Return the visible form of one character: ``\n``, ``\x1b``, ``\u202e``, ``\U000e0041``."""
    short = _SHORT.get(character)
    if short:
        return short
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible(text: str, log: bool = False) -> str:
    """Return `text` as one line without characters that act instead of being seen.

    Controls, bidirectional overrides, zero-width and separator characters, and lone surrogates
    become escapes (`str.isprintable` knows them all). With `log`, the two forms of workflow
    commands are broken as well: ``::`` at the start and ``##[`` anywhere.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else escape(c) for c in text)
    return neutralise(text) if log else text


def neutralise(line: str) -> str:
    r"""Break what a CI runner would take for a command in one line that is free of line ends.

    ``::error::`` at the start becomes ``\x3a:error::`` and ``##[error]`` becomes ``\x23#[error]``.
    """
    line = unmarked(line)
    bare = line.lstrip()
    if bare.startswith("::"):
        line = f"{line[: len(line) - len(bare)]}\\x3a{bare[1:]}"
    return line


def pasteable(line: str, log: bool = False) -> str:
    """Return one line for pasting: like `visible`, but tabs stay, for they belong to the line.

    It must stand behind something (a margin, a sign), so that no ``::`` begins the printed line.
    """
    if not line.isprintable():
        line = "\t".join(visible(part) for part in line.split("\t"))
    return unmarked(line) if log else line


def unmarked(text: str) -> str:
    """Break the old form of workflow commands anywhere in `text`."""
    return re.sub(_LOG_COMMAND, r"\\x23#", text) if "##" in text else text


def tokens(text: str, log: bool = False) -> list[tuple[str, int]]:
    """Return what a terminal shows for each character of `text`, with its width in columns."""
    if text.isascii() and text.isprintable():
        shown = [(c, 1) for c in text]
    else:
        shown = [_token(c) for c in text]
    if log and "##" in text:
        for match in re.finditer(_LOG_COMMAND, text):
            shown[match.start()] = ("\\x23", 4)
    return shown


def _token(character: str) -> tuple[str, int]:
    if character == "\t":
        return "    ", 4
    if not character.isprintable():
        shown = escape(character)
        return shown, len(shown)
    return character, _width(character)


def _width(character: str) -> int:
    """Columns of a printable character: 2 for CJK and emoji, 0 for marks that sit on others."""
    if character < "\u0300" or "\u2010" <= character <= "\u2027":
        return 1  # Latin, dashes and quotes
    # Most lists are ASCII, and this import costs start-up time.
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1
