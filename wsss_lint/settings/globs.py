"""Match paths against globs such as ``papers/*.md`` and ``docs/**``."""

from __future__ import annotations


def matches(pattern: str, path: str) -> bool:
    """Whether a glob matches a ``/``-separated path or a folder above it.

    ``*``, ``?`` and ``[a-z]`` stay within a folder, ``**`` spans folders. A pattern without a
    slash is matched against each part of the path, as in ``.gitignore``. Never slower than
    parts of the pattern times parts of the path, whatever the pattern.
    """
    wanted = [part for part in pattern.split("/") if part not in ("", ".")]
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not wanted or not parts:
        return False
    if len(wanted) == 1 and not pattern.startswith("/"):
        return wanted[0] == "**" or any(_part(wanted[0], part) for part in parts)
    # reach[i]: the first i parts of the pattern are used up by the parts of the path so far
    reach = {0}
    for part in parts:
        following = set()
        for at in _skip(reach, wanted):
            if at == len(wanted):
                return True  # the pattern names a folder above the path
            if wanted[at] == "**":
                following.add(at)
            elif _part(wanted[at], part):
                following.add(at + 1)
        reach = following
        if not reach:
            return False
    return len(wanted) in _skip(reach, wanted)


def _skip(reach: set[int], wanted: list[str]) -> set[int]:
    """Add the states that ``**`` reaches by matching no part at all."""
    out = set(reach)
    for at in reach:
        following = at
        while following < len(wanted) and wanted[following] == "**":
            following += 1
            out.add(following)
    return out


def _part(pattern: str, part: str) -> bool:
    """Match one path part; ``*`` is matched greedily with one place to go back to."""
    if not any(c in pattern for c in "*?["):
        return pattern == part
    at = index = 0
    star = mark = -1
    while index < len(part):
        width = _one(pattern, at, part[index])
        if at < len(pattern) and pattern[at] == "*":
            star, mark = at, index
            at += 1
        elif width:
            at += width
            index += 1
        elif star >= 0:
            at = star + 1
            mark += 1
            index = mark
        else:
            return False
    return all(c == "*" for c in pattern[at:])


def _one(pattern: str, at: int, char: str) -> int:
    """The width of the pattern element at `at` if it matches one character, else 0."""
    if at >= len(pattern) or pattern[at] == "*":
        return 0
    if pattern[at] == "?":
        return 1
    if pattern[at] != "[":
        return 1 if pattern[at] == char else 0
    close = pattern.find("]", at + 2)
    if close < 0:  # no class after all: a bracket
        return 1 if char == "[" else 0
    inside = pattern[at + 1 : close]
    negated = inside[:1] in ("!", "^")
    if negated:
        inside = inside[1:]
    hit, i = False, 0
    while i < len(inside):
        if i + 2 < len(inside) and inside[i + 1] == "-":
            hit |= inside[i] <= char <= inside[i + 2]
            i += 3
        else:
            hit |= inside[i] == char
            i += 1
    return close + 1 - at if hit != negated else 0
