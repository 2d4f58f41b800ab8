"""What is wrong with a BibTeX entry, in words for whoever typed it."""

from __future__ import annotations

import re

OPEN = re.compile(r"@\s*(\w+)\s*([{(])\s*")
KEY = re.compile(r"[^,{}=\"%]*")
FIELD = re.compile(r"\s*([A-Za-z][\w:+-]*)\s*=\s*")
BARE = re.compile(r"[^\s,{}\"#=]+")
BRACES = re.compile(r"\\.|[{}]", re.DOTALL)


def fault(text: str) -> str | None:
    """The first mistake in the text of one entry, `@type` to the next entry or the end.

    None when nothing that is known to be a mistake is seen.
    """
    opening = OPEN.match(text)
    if opening is None:
        return None
    if opening[2] == "(":
        return f"it stands in parentheses; write `@{opening[1]}{{` … `}}`"
    key = KEY.match(text, opening.end())
    assert key is not None
    wrong = _key(key[0].strip(), text[key.end() : key.end() + 1])
    if wrong is not None:
        return wrong
    name, at = "the key", key.end()
    while True:
        here = _blank(text, at)
        field = FIELD.match(text, here + 1) if text.startswith(",", here) else None
        if field is None:
            return _ending(text, here, name)
        name = f"`{field[1][:40]}`"
        end = _values(text, field.end())
        if isinstance(end, str):
            return end.format(name=name)
        at = end


def _key(key: str, behind: str) -> str | None:
    words = key.split()
    if behind == "=" and words:
        if len(words) > 1:
            return f"a comma is missing behind the key `{words[0][:60]}`"
        return f"it has no key: the field `{key[:40]}` comes first"
    if not key:
        return "it has no key" if behind in (",", "}", "") else None
    if len(words) > 1 and behind in (",", "}"):
        return f"its key `{' '.join(words)[:60]}` holds a blank"
    return None


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _values(text: str, at: int) -> int | str:
    """The offset behind a value, strings put together with `#` too; or what is wrong with it."""
    while True:
        end = _value(text, at)
        if isinstance(end, str):
            return end
        at = _blank(text, end)
        if not text.startswith("#", at):
            return end
        at = _blank(text, at + 1)


def _value(text: str, at: int) -> int | str:
    if text.startswith("{", at):
        depth = 0
        for found in BRACES.finditer(text, at):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth == 0:
                return found.end()
        return "the brace behind {name} is not closed"
    if text.startswith('"', at):
        depth = 0
        for found in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, at + 1):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if found[0] == '"' and depth <= 0:
                return found.end()
        return "the quote behind {name} is not closed"
    bare = BARE.match(text, at)
    return bare.end() if bare is not None else "the value of {name} is missing"


def _ending(text: str, at: int, name: str) -> str | None:
    """What is wrong where neither a comma with a field nor the end of the entry follows."""
    comma = text.startswith(",", at)
    at = _blank(text, at + 1) if comma else at
    if at >= len(text):
        return "a closing brace is missing"
    if text[at] == "}":
        early = text[at + 1 :].strip()
        if early.strip("} \t\n") == "" and early:
            return "a closing brace too many stands behind it"
        return "a brace closes it too early: what follows is lost" if early else None
    if not comma:
        return f"a comma is missing behind {name}"
    return None
