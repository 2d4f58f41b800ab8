"""Link targets and titles. What is not plain (escapes, entities, `<…>`, titles) mistune reads;
it is imported only then, because importing it costs more than reading a whole list."""

from __future__ import annotations

import re

from wsss_lint.source import Span

# `(target)` without title: no blanks, no escapes, at most one level of parentheses.
_PLAIN_INLINE = re.compile(
    r"[ \t\n]*+((?:[^\s<>()\\&\x00-\x1f\x7f]++|\([^\s<>()\\&\x00-\x1f\x7f]*+\))++)[ \t\n]*+\)"
).match
_BLANKS = re.compile(r"[ \t\n]*+").match


def target(text: str, pos: int, block: bool = False) -> tuple[str, Span, int] | None:
    """The link target behind `pos`: `(url, its span, offset behind it)`, or None.

    `block` is for link reference definitions, whose target may not be empty.
    """
    from mistune.helpers import parse_link_href, unescape_char
    from mistune.util import unescape

    href, stop = parse_link_href(text, pos, block=block)
    if href is None or stop is None:
        return None
    angled = text.startswith(">", stop - 1) and text.startswith("<", stop - len(href) - 2)
    end = stop - 1 if angled else stop
    if block and not href and not angled:
        return None
    return unescape(unescape_char(href)), Span(end - len(href), end), stop


def title(text: str, pos: int) -> int | None:
    """The offset behind the link title that follows blanks at `pos`, or None."""
    from mistune.helpers import parse_link_title

    return parse_link_title(text, pos, len(text))[1]


def inline_target(text: str, pos: int) -> tuple[str, Span, int] | None:
    """What follows `](`: `(url, its span, offset behind the closing parenthesis)`, or None."""
    plain = _PLAIN_INLINE(text, pos)
    if plain:
        return plain[1], Span(*plain.span(1)), plain.end()
    found = target(text, pos)
    if found is None:
        return None
    url, span, stop = found
    end = title(text, stop) or stop
    end = _BLANKS(text, end).end()  # type: ignore[union-attr]
    return (url, span, end + 1) if text.startswith(")", end) else None
