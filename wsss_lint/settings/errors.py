"""The one error of the settings: it ends the run with exit code 2."""

from __future__ import annotations


class SettingsError(Exception):
    """Settings that cannot be used; the text names the file, the line and the way out.

    The text may quote a key or value of a file from a pull request, so whatever is not printable
    (escape sequences for the terminal, say) is spelt out.
    """

    def __init__(self, message: str) -> None:
        if not message.isprintable():
            message = "".join(
                c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode()
                for c in message
            )
        super().__init__(message)
