"""The anchors that GitHub gives to headings."""

from __future__ import annotations

import re

_SIMPLE = re.compile(r"[A-Za-z0-9 _-]*+\Z").match
_MARKUP = re.compile(r"[\\`*_~\[\]<&!\n]").search
_DROPPED_ASCII = {code: None for code in range(128) if not (chr(code).isalnum() or code in b" -_")}

_CIRCLED = (
    ("\u24b6", "\u24e9"),
    ("\U0001f130", "\U0001f149"),
    ("\U0001f150", "\U0001f169"),
    ("\U0001f170", "\U0001f189"),
)


def slug(text: str) -> str:
    """The anchor of a heading with this plain text, before repeats are numbered."""
    text = text.lower()
    if not _SIMPLE(text):
        text = text.translate(_DROPPED_ASCII)
        if not text.isascii():
            text = "".join(char for char in text if char < "\x80" or _is_word(char))
    return text.replace(" ", "-")


def _is_word(char: str) -> bool:
    """Ruby's `Word`: letters, marks, decimal and letter numbers, connectors, circled letters."""
    from unicodedata import category

    kind = category(char)
    if kind == "So":  # Ⓐ and the like are symbols, but alphabetic
        return any(first <= char <= last for first, last in _CIRCLED)
    return kind[0] in "LM" or kind in ("Nd", "Nl", "Pc")


class Slugger:
    """The slugs of one document: a repeated one gets `-1`, `-2`, …"""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, text: str) -> str:
        """The slug of the next heading, whose plain text is given."""
        seen = self._seen
        base = result = slug(text)
        while result in seen:
            seen[base] += 1
            result = f"{base}-{seen[base]}"
        seen[result] = 0
        return result

    def heading(self, text: str, definitions: dict[str, str]) -> str:
        """The slug of the next heading, given as written."""
        if _MARKUP(text):
            from wsss_lint.markdown.plaintext import plain

            text = plain(text, definitions)
        return self.unique(text)
