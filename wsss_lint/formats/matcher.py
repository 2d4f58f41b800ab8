"""Matchers: a template's nodes compiled to functions that run in linear time.

Each node becomes a function ``(state, position) -> bool`` that knows what follows it. A free
field tries the places where that may begin, nearest first; places that failed are remembered
and the number of tries is bounded by the length of the text, so nothing backtracks badly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.formats.links import URL, links_at, tags_at
from wsss_lint.formats.syntax import FieldNode, Group, Literal, Node
from wsss_lint.venues.pub import match_pub

if TYPE_CHECKING:
    from wsss_lint.venues.registry import Registry

DATE = (
    r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|(?:19|20)\d{6}|(?:19|20)\d\d"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.? (?:19|20)\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\.? (?:19|20)\d\d"
)
FIXED = {
    "year": r"(?:19|20)\d\d(?!\d)",
    "yy": r"['’]?\d\d(?!\d)",
    "date": rf"(?:{DATE})(?!\d)",
    "int": r"\d+",
    "url": URL,
}
MAX_REPEATS = 40
MARGIN = 40  # what follows a field begins within its limit, and may need some text to be seen
YEAR_BEHIND = re.compile(r" (?:19|20)\d\d(?!\w)")
#: What looks like a venue's code with its year, known or not.
UNKNOWN = r"(?=(?:[a-z&-]*[A-Z]){3})[A-Za-z&-]{3,14} ?(?:19|20)\d\d\b"
LINK_TYPES = frozenset(("link", "links", "links+"))
LINK_START = r"[\[<h\\`*_!]"


class Capture(NamedTuple):
    """A field as matched: offsets into the matched text."""

    name: str
    type: str
    start: int
    end: int


class Loose(NamedTuple):
    """A place that matched but for its blanks: `expected` should stand there."""

    start: int
    end: int
    expected: str


class State:
    """The state of one attempt."""

    __slots__ = (
        "captures",
        "end",
        "failed",
        "fuel",
        "loose",
        "marks",
        "registry",
        "repeats",
        "text",
    )

    def __init__(self, text: str, start: int, end: int, registry: Registry | None) -> None:
        self.registry = registry
        self.repeats = 0
        self.marks = (1, 0)  # between these offsets, the next link mark is at the second
        self.text = text
        self.end = end
        self.captures: list[Capture] = []
        self.loose: list[Loose] = []
        self.failed: set[tuple[int, int]] = set()
        self.fuel = 12 * (end - start) + 500


Matcher = Callable[[State, int], bool]


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
            follow = _free(node, follow, rest)
    return follow


def _pattern(literal: str) -> str:
    """A regular expression for a literal: a blank stands for a run of blanks."""
    parts = [re.escape(part) for part in re.split(" +", literal)]
    pattern = " +".join(parts)
    # Without the look-behind, each blank of a long run would be tried as its start.
    return "(?<! )" + pattern if literal.startswith(" ") else pattern


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


def _starts(nodes: list[Node]) -> tuple[list[str], bool]:
    """Patterns for what may begin here, and whether the end of the text may stand here.

    An empty pattern means anything.
    """
    patterns: list[str] = []
    for index, node in enumerate(nodes):
        if isinstance(node, Literal):
            ahead = ""
            if node.text.endswith(" ") and index + 1 < len(nodes):
                following = nodes[index + 1]
                if isinstance(following, FieldNode):
                    if following.type == "links+" or following.type == "link":
                        ahead = f"(?={LINK_START})"
                    elif following.type in ("year", "int"):
                        ahead = r"(?=\d)"
                    elif following.type in ("links", "rest", "tags"):
                        pattern = _pattern(node.text.rstrip(" "))
                        return [*patterns, pattern], not node.text.rstrip(" ")
            patterns.append(_pattern(node.text) + ahead)
            return patterns, False
        if isinstance(node, Group):
            inner, _ = _starts(node.nodes)
            patterns.extend(inner)
            continue
        if node.type in LINK_TYPES:
            patterns.append(f"(?={LINK_START})")
            if node.type == "links":
                continue
            return patterns, False
        if node.type in ("year", "int", "yy", "date"):
            patterns.append(r"(?=['’\dA-Z])")
            return patterns, False
        if node.type in ("rest", "tags"):
            patterns.append("")
            return patterns, True
        patterns.append("")
        return patterns, False
    return patterns, True


def _limit(state: State, type_: str, start: int) -> int:
    """How far a field of this type may reach."""
    text, end = state.text, state.end
    if type_ in ("title", "authors"):
        low, high = state.marks
        if not low <= start <= high:  # else: the next mark is known from an earlier start
            places = [text.find(mark, start, end) for mark in ("](", "[[", "![")]
            high = min((at for at in places if at >= 0), default=end)
            state.marks = (start, high)
        end = high
    elif type_ == "label":
        found = text.find("](", start, end)
        end = found if found >= 0 else end
    elif type_ == "method":
        end = min(end, start + 80)
    elif type_ in ("venue", "pub"):
        end = min(end, start + 160)
    elif type_ == "pub!":
        end = min(end, start + 70)
    return end


def _free(node: FieldNode, follow: Matcher, rest: list[Node]) -> Matcher:
    name, type_, me = node.name, node.type, id(node)
    patterns, at_end = _starts(rest)
    every = "" in patterns
    inside = list(dict.fromkeys(p for p in patterns if p))
    # Where the field cannot reach the end, its end is not looked for: the text may be long.
    within = re.compile("|".join(inside) or r"(?!)").search
    search = re.compile("|".join([*inside, r" *\Z"] if at_end else inside) or r"(?!)").search
    pub, strict = type_ in ("pub", "pub!"), type_ == "pub!"
    greedy = not any(p.endswith(r"(?=\d)") for p in patterns)  # no `{pub!} {year}`

    def free(state: State, at: int) -> bool:
        text, end = state.text, state.end
        start = at
        while start < end and text[start] == " ":
            start += 1
        limit = _limit(state, type_, start)
        here = start
        while True:
            if every:
                here += 1
                if here > limit:
                    return False
            else:
                after = here + 1 if here == start else here
                if limit + MARGIN < end:
                    found = within(text, after, limit + MARGIN)
                else:
                    found = search(text, after, end)
                if found is None or found.start() > limit:
                    return False
                here = found.start()
            state.fuel -= 1
            if state.fuel < 0:
                return False
            if (me, here) not in state.failed:
                stop = here
                while stop > start and text[stop - 1] == " ":
                    stop -= 1
                if type_ == "venue" and not _is_venue(text, start, stop):
                    stop = start
                if stop > start and (not pub or _is_pub(state, start, stop, strict, greedy)):
                    state.captures.append(Capture(name, type_, start, stop))
                    marks = len(state.captures), len(state.loose)
                    if start > at:
                        state.loose.append(Loose(at, start, ""))
                    if here > stop:
                        state.loose.append(Loose(stop, here, ""))
                    if follow(state, here):
                        return True
                    del state.captures[marks[0] - 1 :], state.loose[marks[1] :]
                    state.failed.add((me, here))
            if not every:
                here += 1
                if here > end:  # `search` would find the end of the text again and again
                    return False

    return free


def _is_venue(text: str, start: int, end: int) -> bool:
    """Not `- A Title`, and not `ICPR **Best Paper**`: a remark is no part of the venue."""
    return text[start].isalnum() and text.find("**", start, end) < 0


def _is_pub(state: State, start: int, end: int, strict: bool, greedy: bool) -> bool:
    state.fuel -= 4  # dearer than a look at a character
    if state.text.find("*", start, end) >= 0:
        return False  # `A *starred* Title *CVPR2020*`: marks are never inside a venue
    if state.text.find("](", start, end) >= 0:
        return False  # `ECCV 2022| [code](url)`: nor are links
    first, last = state.text[start], state.text[end - 1]
    if last.isalnum() and end < state.end and state.text[end].isalnum():
        return False  # `ICCV2015` is not the venue ICC with `V2015` behind it
    if strict and not (first.isalnum() and (last.isalnum() or last in ")'")):
        return False
    pub = match_pub(state.text, start, end, state.registry)
    if pub is None or not strict:
        return pub is not None
    if greedy and pub.year_span is None and YEAR_BEHIND.match(state.text, end, state.end):
        return False  # `ECCV 2020 Title`: the year is the venue's, not the title's
    if pub.venue_span is None or state.registry is None:
        return pub.year_span is not None and state.registry is None
    venue = state.text[pub.venue_span[0] : pub.venue_span[1]]
    if state.registry.lookup(venue) is not None:
        return True
    behind = pub.digits == 4 and state.text.endswith((", ", ". "), 0, start)
    if behind and re.compile(UNKNOWN).match(state.text, pub.venue_span.start, end):
        return True  # `Ann Ey, Bo Zed. BioNLP 2021`: no name has so many capitals
    # `NeruIPS 2022`: a slip does not make the venue part of the title
    slip = pub.year_span is not None and 4 <= len(venue) <= 10 and venue.isalpha()
    capitals = sum(c.isupper() for c in venue)
    if not slip or capitals < min(len(venue), 4) - (len(venue) > 4):
        return False
    return len(state.registry.near(venue)) == 1
