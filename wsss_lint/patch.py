"""Unified diffs that ``git apply`` takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

CONTEXT = 3

Change = tuple[int, int, int, int]  # old start, old end, new start, new end: lines, 0-based


def unified_diff(old: str, new: str, path: str) -> str:
    """The difference of two texts of the file `path` (relative, with ``/``); empty if none.

    Only ``\\n`` ends a line, as in git; what else stands at its end (a carriage return) is part
    of it.
    """
    if old == new:
        return ""
    before, after = _lines(old), _lines(new)
    out = [f"--- {_name('a/' + path)}\n", f"+++ {_name('b/' + path)}\n"]
    for group in _groups(_changes(before, after)):
        _hunk(out, before, after, group)
    return "".join(out)


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    """The runs of lines that differ.

    Most fixes keep the number of lines: then the lines are compared one by one, which takes no
    time. Else the common head and tail are cut off first.
    """
    if len(before) == len(after):
        start = None
        for at, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other:
                start = at if start is None else start
            elif start is not None:
                yield (start, at, start, at)
                start = None
        if start is not None:
            yield (start, len(before), start, len(before))
        return
    head = 0
    shorter = min(len(before), len(after))
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    from difflib import SequenceMatcher

    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield (head + i1, head + i2, head + j1, head + j2)


def _groups(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes whose context would touch belong to one hunk."""
    group: list[Change] = []
    for change in changes:
        if group and change[0] - group[-1][1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(out: list[str], before: list[str], after: list[str], group: list[Change]) -> None:
    start = max(group[0][0] - CONTEXT, 0)
    end = min(group[-1][1] + CONTEXT, len(before))
    new_start = group[0][2] - (group[0][0] - start)
    new_end = group[-1][3] + (end - group[-1][1])
    out.append(f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n")
    at = start
    for i1, i2, j1, j2 in group:
        _put(out, " ", before[at:i1])
        _put(out, "-", before[i1:i2])
        _put(out, "+", after[j1:j2])
        at = i2
    _put(out, " ", before[at:end])


def _range(start: int, end: int) -> str:
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _put(out: list[str], mark: str, lines: list[str]) -> None:
    for line in lines:
        out.append(mark + line)
        if not line.endswith("\n"):
            out.append("\n\\ No newline at end of file\n")


def _name(path: str) -> str:
    """A file name as git writes it: quoted when it holds what would end or bend the line."""
    if not any(char in '"\\' or char < " " or char == "\x7f" for char in path):
        return path + "\t" if " " in path else path
    escapes = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    out = [escapes.get(c) or (f"\\{ord(c):03o}" if c < " " or c == "\x7f" else c) for c in path]
    return '"' + "".join(out) + '"'
