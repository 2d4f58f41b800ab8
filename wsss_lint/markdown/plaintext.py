"""What is left of an inline snippet when it is rendered: its text without markup."""

from __future__ import annotations

import re

from wsss_lint.markdown.inline import InlineScanner

_MARKUP = re.compile(r"[\\`*_~\[\]<&!\n]").search
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~]|(?=\r?\n))")
_LINE_END = re.compile(r"[ \t\r]*+\n[ \t]*+")


def plain(text: str, definitions: dict[str, str] | None = None) -> str:
    """The text that a reader sees: link texts, code and entities rendered, tags and images gone.

    A line end becomes one blank. Reference links need their `definitions`.
    """
    if not _MARKUP(text):
        return text
    cuts: list[tuple[int, int]] = []
    verbatim: list[tuple[int, int]] = []
    for inline in InlineScanner(text, 0, definitions or {}).run():
        span, content = inline.span, inline.content
        if inline.kind in ("image", "html"):
            cuts.append((span.start, span.end))
        elif inline.kind != "literal":
            cuts.append((span.start, content.start))
            cuts.append((content.end, span.end))
            if inline.kind in ("code", "autolink"):
                verbatim.append((content.start, content.end))
    kept: list[str] = []
    pos = 0
    for start, end, verbatim_part in sorted(
        [(*cut, False) for cut in cuts] + [(*part, True) for part in verbatim]
    ):
        if end <= pos:
            continue
        if start > pos:
            kept.append(_rendered(text[pos:start]))
        if verbatim_part:
            kept.append(text[max(start, pos) : end])
        pos = end
    kept.append(_rendered(text[pos:]))
    return _LINE_END.sub(" ", "".join(kept))


def _rendered(text: str) -> str:
    """Text outside markup, with backslash escapes and entities resolved."""
    if "\\" not in text and "&" not in text:
        return text
    pieces: list[str] = []
    pos = 0
    for match in _ESCAPE.finditer(text):
        pieces += [_entities(text[pos : match.start()]), match[1]]
        pos = match.end()
    pieces.append(_entities(text[pos:]))
    return "".join(pieces)


def _entities(text: str) -> str:
    if "&" not in text:
        return text
    from mistune.util import unescape

    return unescape(text)
