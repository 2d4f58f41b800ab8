"""GFM autolinks without angle brackets: `https://…`, `www.…`, `name@host`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

# Whatever is neither blank nor ASCII punctuation other than `-` and `_`, with single dots.
_HOST = r"[^\s!-,./:-@\[-^`{-~]"
_DOMAIN = re.compile(rf"(?:{_HOST}++(?:\.(?={_HOST}))?+)++").match
_REST = re.compile(r"[^\s<]*+").match
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z").search
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9._+-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++")


def url_end(text: str, at: int, scheme: str) -> int | None:
    """The end of the URL whose scheme (or `www.`) stands at `at`, or None if it is none."""
    if scheme == "www.":
        if at and not (text[at - 1].isspace() or text[at - 1] in "*_~("):
            return None
        start = at
    else:
        start = at + len(scheme)
    domain = _DOMAIN(text, start)
    if domain is None:
        return None
    labels = domain[0].rsplit(".", 2)
    if any("_" in label for label in labels[-2:]) or (scheme == "www." and len(labels) < 2):
        return None
    return _trimmed(text, domain.end(), _REST(text, domain.end()).end())  # type: ignore[union-attr]


def _trimmed(text: str, lowest: int, end: int) -> int:
    """`end` moved before punctuation that belongs to the sentence, not to the URL."""
    url = text[lowest:end]
    surplus = url.count(")") - url.count("(")
    while end > lowest:
        last = text[end - 1]
        if last == ")":
            if surplus <= 0:
                break
            surplus -= 1
        elif last == ";":
            entity = _ENTITY(text, max(lowest, end - 40), end)
            if entity:
                end = entity.start()
                continue
        elif last not in "?!.,:*_~'\"":
            break
        end -= 1
    return end


def emails(
    text: str, taken: Sequence[tuple[int, int]], bounds: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The mail addresses in `text` outside the `taken` ranges; both arguments are sorted.

    `bounds` are offsets of markup that no address goes across: `_a_@b.c` is emphasis.
    """
    outer: list[tuple[int, int]] = []
    for pair in taken:
        if not outer or pair[0] >= outer[-1][1]:
            outer.append(pair)
    starts = [pair[0] for pair in outer]
    for match in _EMAIL.finditer(text):
        start, end = match.span()
        index = bisect_right(starts, start) - 1
        inside = index >= 0 and start < outer[index][1]
        crossed = bisect_right(bounds, start) < bisect_left(bounds, end)
        if not inside and not crossed and text[end - 1].isalpha():
            yield start, end
