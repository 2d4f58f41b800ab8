"""Matchers: a template's nodes compiled to functions that run in linear time.

Each node becomes a function ``(state, position) -> bool`` that knows what follows it. What free
fields do is in `wsss_lint.formats.free`.
"""

from __future__ import annotations

import re

from wsss_lint.formats.free import LINK_TYPES, Capture, Loose, Matcher, State, free_field
from wsss_lint.formats.links import URL, links_at, tags_at
from wsss_lint.formats.syntax import FieldNode, Group, Literal, Node

DATE = (
    r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|(?:19|20)\d{6}|(?:19|20)\d\d"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.?,? (?:19|20)\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\.?,? (?:19|20)\d\d"
)
FIXED = {
    "year": r"(?:19|20)\d\d(?!\d)",
    "yy": r"['’]?\d\d(?!\d)",
    "date": rf"(?:{DATE})(?!\d)",
    "int": r"\d+",
    "url": URL,
}
MAX_REPEATS = 40


def at_end(state: State, at: int) -> bool:
    text, end = state.text, state.end
    while at < end and text[at] == " ":
        at += 1
    return at >= end


def compile_nodes(nodes: list[Node], follow: Matcher, after: list[Node] | None = None) -> Matcher:
    after = after or []
    for index in range(len(nodes) - 1, -1, -1):
        node, rest = nodes[index], nodes[index + 1 :] + after
        if isinstance(node, Literal):
            follow = _literal(node.text, follow, rest)
        elif isinstance(node, Group):
            follow = _group(node, follow, rest)
        elif node.type in FIXED:
            follow = _fixed(node, follow)
        elif node.type in LINK_TYPES or node.type == "tags":
            follow = _run(node, follow)
        elif node.type == "rest":
            follow = _rest(node, follow)
        else:
            follow = free_field(node, follow, rest)
    return follow


def _literal(literal: str, follow: Matcher, rest: list[Node]) -> Matcher:
    size = len(literal)
    if " " not in literal:

        def exact(state: State, at: int) -> bool:
            return state.text.startswith(literal, at) and follow(state, at + size)

        return exact

    parts = [re.escape(part) for part in re.split(" +", literal)]
    # `{title}. {links}` with no link at the end: the blank before an empty run goes with it.
    droppable = (
        literal.endswith(" ")
        and bool(rest)
        and isinstance(rest[0], FieldNode)
        and rest[0].type in ("links", "rest", "tags")
    )
    loose_pattern = re.compile(" +".join(parts))
    short = literal.rstrip(" ")

    def blanks(state: State, at: int) -> bool:
        text = state.text
        if text.startswith(literal, at) and follow(state, at + size):
            return True
        found = loose_pattern.match(text, at, state.end)
        if found is not None and found.end() != at + size:
            state.loose.append(Loose(at, found.end(), literal))
            if follow(state, found.end()):
                return True
            state.loose.pop()
        if droppable and text.startswith(short, at) and at + len(short) >= state.end:
            return follow(state, state.end)
        return False

    return blanks


def _group(group: Group, follow: Matcher, rest: list[Node]) -> Matcher:
    if not group.repeated:
        inside = compile_nodes(group.nodes, follow, rest)

        def optional(state: State, at: int) -> bool:
            marks = len(state.captures), len(state.loose)
            if inside(state, at):
                return True
            del state.captures[marks[0] :], state.loose[marks[1] :]
            return follow(state, at)

        return optional

    def repeat(state: State, at: int) -> bool:
        marks = len(state.captures), len(state.loose)
        state.fuel -= 1
        state.repeats += 1  # each repetition is a few calls deep
        if state.fuel > 0 and state.repeats < MAX_REPEATS and inner(state, at):
            return True
        state.repeats -= 1
        del state.captures[marks[0] :], state.loose[marks[1] :]
        return follow(state, at)

    inner = compile_nodes(group.nodes, repeat, [group, *rest])
    return repeat


def _fixed(node: FieldNode, follow: Matcher) -> Matcher:
    pattern = re.compile(FIXED[node.type])
    name, type_ = node.name, node.type

    def fixed(state: State, at: int) -> bool:
        found = pattern.match(state.text, at, state.end)
        if found is None:
            return False
        start, end = found.span()
        if type_ == "url" and end - start > 1 and state.text[start] == "<":
            start, end = start + 1, end - 1
        state.captures.append(Capture(name, type_, start, end))
        if follow(state, found.end()):
            return True
        state.captures.pop()
        return False

    return fixed


def _run(node: FieldNode, follow: Matcher) -> Matcher:
    """Links and tags: as many as there are, or exactly one for `link`."""
    name, type_ = node.name, node.type

    def run(state: State, at: int) -> bool:
        if type_ == "tags":
            last = tags_at(state.text, at, state.end)
        else:
            links, last = links_at(state.text, at, state.end)
            if type_ == "link" and links:
                last = links[0].end
            if not links and type_ != "links":
                return False
        if last == at:
            return follow(state, at)
        state.captures.append(Capture(name, type_, at, last))
        if follow(state, last):
            return True
        state.captures.pop()
        return False

    return run


def _rest(node: FieldNode, follow: Matcher) -> Matcher:
    def rest(state: State, at: int) -> bool:
        end = state.end
        while end > at and state.text[end - 1] == " ":
            end -= 1
        if end > at:
            state.captures.append(Capture(node.name, "rest", at, end))
        return follow(state, state.end)

    return rest
