"""Free fields: the stretch of text that one takes, and where it may end.

A field tries the places where what follows it may begin, nearest first; places that failed are
remembered and the number of tries is bounded by the length of the text, so nothing backtracks
badly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.formats.syntax import FieldNode, Group, Literal, Node
from wsss_lint.venues.pub import can_be_pub, match_pub

if TYPE_CHECKING:
    from wsss_lint.venues.registry import Registry

MARGIN = 40  # what follows a field begins within its limit, and may need some text to be seen
#: Words of a venue that is no name: `Vision Workshop, ECCV 2020`.
NO_NAMES = ("workshop", "conf", "symposium", "proc", "journal", "trans", "challenge", "track")
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


def free_field(node: FieldNode, follow: Matcher, rest: list[Node]) -> Matcher:
    """The matcher of a free field; `rest` is what may follow it."""
    name, type_, me = node.name, node.type, id(node)
    patterns, at_end = _starts(rest)
    every = "" in patterns
    inside = list(dict.fromkeys(p for p in patterns if p))
    # Where the field cannot reach the end, its end is not looked for: the text may be long.
    within = re.compile("|".join(inside) or r"(?!)").search
    search = re.compile("|".join([*inside, r" *\Z"] if at_end else inside) or r"(?!)").search
    accepts = _accepts(type_, patterns)

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
                if stop > start and (accepts is None or accepts(state, start, stop)):
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


def _pattern(literal: str) -> str:
    """A regular expression for a literal: a blank stands for a run of blanks."""
    parts = [re.escape(part) for part in re.split(" +", literal)]
    pattern = " +".join(parts)
    # Without the look-behind, each blank of a long run would be tried as its start.
    return "(?<! )" + pattern if literal.startswith(" ") else pattern


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


def _accepts(type_: str, patterns: list[str]) -> Callable[[State, int, int], bool] | None:
    """What a text must be to be a field of this type; None: whatever it is."""
    if type_ == "venue":
        return lambda state, start, stop: is_venue(state.text, start, stop)
    if type_ not in ("pub", "pub!"):
        return None
    greedy = not any(p.endswith(r"(?=\d)") for p in patterns)  # no `{pub!} {year}`

    def accepts(state: State, start: int, stop: int) -> bool:
        state.fuel -= 4  # dearer than a look at a character
        if type_ == "pub!":
            return _is_strict_pub(state, start, stop, greedy)
        return is_pub(state.text, start, stop, state.end, state.registry)

    return accepts


def is_venue(text: str, start: int, end: int) -> bool:
    """Not `- A Title`, and not `ICPR **Best Paper**`: a remark is no part of the venue."""
    return text[start].isalnum() and text.find("**", start, end) < 0


def is_pub(text: str, start: int, end: int, limit: int, registry: Registry | None) -> bool:
    """Whether ``text[start:end]`` can be a `{pub}`; the text goes on up to `limit`."""
    if _runs_on(text, start, end, limit) or not can_be_pub(text, start, end, registry):
        return False
    return text[start - 2 : start] != ", " or not _names_before(text, start, end, registry)


def _names_before(text: str, start: int, end: int, registry: Registry | None) -> bool:
    """Whether a venue behind a comma took in the last of the names before it.

    `Ann Ey, Bo Zed, CVPR 2020`: after `Ann Ey` all the rest could be a venue with commas.
    """
    if registry is None or text.find(", ", start, end) < 0:
        return False
    pub = match_pub(text, start, end, registry)
    if pub is None or pub.venue_span is None:
        return False
    venue = pub.venue_span
    comma = text.rfind(", ", venue.start, venue.end)
    if comma < 0 or registry.lookup(text[comma + 2 : venue.end]) is None:
        return False
    names = text[venue.start : comma].split(", ")
    return all(1 < len(name.split()) < 5 and name[:1].isupper() for name in names) and not any(
        word in text[venue.start : comma].lower() for word in NO_NAMES
    )


def _runs_on(text: str, start: int, end: int, limit: int) -> bool:
    if text.find("*", start, end) >= 0:
        return True  # `A *starred* Title *CVPR2020*`: marks are never inside a venue
    if text.find("](", start, end) >= 0:
        return True  # `ECCV 2022| [code](url)`: nor are links
    # `ICCV2015` is not the venue ICC with `V2015` behind it
    return end < limit and text[end].isalnum() and text[end - 1].isalnum()


GOES_ON = r"(?: [A-Z&][\w&.-]{0,30}){1,4},? (?:19|20)\d\d(?!\d)"


def _goes_on(text: str, start: int, end: int, registry: Registry) -> bool:
    """Whether a venue is the first word of another one: `Nature` in `Nature Methods 2021`."""
    more = re.compile(GOES_ON).match(text, end)  # from the cache of `re` but for the first time
    pub = match_pub(text, start, more.end(), registry) if more is not None else None
    if pub is None or pub.venue_span is None:
        return False
    return registry.lookup(text[pub.venue_span.start : pub.venue_span.end]) is not None


def _is_strict_pub(state: State, start: int, end: int, greedy: bool) -> bool:
    """Whether a text is a `{pub!}`: a venue that is known, or a slip away from one."""
    text, registry = state.text, state.registry
    if _runs_on(text, start, end, state.end):
        return False
    if not (text[start].isalnum() and (text[end - 1].isalnum() or text[end - 1] in ")'")):
        return False
    pub = match_pub(text, start, end, registry)
    if pub is None:
        return False
    if greedy and pub.year_span is None and YEAR_BEHIND.match(text, end, state.end):
        return False  # `ECCV 2020 Title`: the year is the venue's, not the title's
    if pub.venue_span is None or registry is None:
        return pub.year_span is not None and registry is None
    venue = text[pub.venue_span[0] : pub.venue_span[1]]
    if registry.lookup(venue) is not None:
        return pub.year_span is not None or not _goes_on(text, start, end, registry)
    behind = pub.digits == 4 and text.endswith((", ", ". "), 0, start)
    if behind and re.compile(UNKNOWN).match(text, pub.venue_span.start, end):
        return True  # `Ann Ey, Bo Zed. BioNLP 2021`: no name has so many capitals
    # `NeruIPS 2022`: a slip does not make the venue part of the title
    slip = pub.year_span is not None and 4 <= len(venue) <= 10 and venue.isalpha()
    capitals = sum(c.isupper() for c in venue)
    if not slip or capitals < min(len(venue), 4) - (len(venue) > 4):
        return False
    return len(registry.near(venue)) == 1
