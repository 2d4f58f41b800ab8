"""The quick way through an entry that is written just as its template is.

In a template of fields with literal text between them, `**{method}:** "{title}" *{pub}*`, each
field ends where the text behind it stands next, and the last one where the entry does: a few
searches find all, and say the same as the matcher. Where anything is out of the ordinary they say
nothing, and the matcher is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from wsss_lint.formats.free import MARGIN, Capture, is_pub, is_venue
from wsss_lint.formats.syntax import FREE, FieldNode, Group, Literal, Node

if TYPE_CHECKING:
    from wsss_lint.venues.registry import Registry

#: What is in an entry; nothing: the template does not fit; None: that is for the matcher to say.
Quick: TypeAlias = "Callable[[str, int, int, Registry | None], tuple[Capture, ...] | None]"

REACH = {"method": 80, "venue": 160, "pub": 160}  # as in the matcher; others by marks of links
NONE: tuple[Capture, ...] = ()


class Step(NamedTuple):
    """A field, the literal text that ends it, and the characters that it may have at most."""

    name: str
    type: str
    literal: str
    longest: int


def compile_quick(nodes: list[Node]) -> Quick:
    """The quick way for a template; one that never says anything when it has none."""
    found = _steps(nodes)
    if found is None:
        return _silent
    first, steps = found
    *between, last = steps
    sure = " " not in first  # a blank may be a run of them in the entry

    def quick(
        text: str, start: int, end: int, registry: Registry | None
    ) -> tuple[Capture, ...] | None:
        if sure and not text.startswith(first, start):
            return NONE
        find = text.find
        if start >= end or find("  ", start, end) >= 0:
            return None
        if find("[", start, end) >= 0 or find("](", start, end) >= 0:
            return None  # a title ends where a link begins
        if not text.startswith(first, start):
            return NONE
        captures = []
        at = start + len(first)
        for step in between:
            stop = find(step.literal, at + 1, end)
            if stop < 0:
                return NONE
            if not _plain(step, text, at, stop, end, registry):
                return None
            captures.append(Capture(step.name, step.type, at, stop))
            at = stop + len(step.literal)
        stop = end - len(last.literal)
        if text[end - 1] == " ":
            return None
        if stop <= at or not text.startswith(last.literal, stop):
            return NONE
        if not _plain(last, text, at, stop, end, registry):
            return None
        captures.append(Capture(last.name, last.type, at, stop))
        return tuple(captures)

    return quick


def _silent(_text: str, _start: int, _end: int, _registry: Registry | None) -> None:
    """Of a template with groups or links only the matcher knows."""


def _steps(nodes: list[Node]) -> tuple[str, list[Step]] | None:
    """The literal text that a template begins with, and its fields; None for any other."""
    first = ""
    steps: list[Step] = []
    for index, node in enumerate(nodes):
        if isinstance(node, Group):
            return None
        if isinstance(node, Literal):
            if len(node.text) > MARGIN:
                return None
            if not index:
                first = node.text
            continue
        following = nodes[index + 1] if index + 1 < len(nodes) else Literal("")
        if node.type not in FREE or node.type == "pub!" or isinstance(following, FieldNode):
            return None
        text = following.text if isinstance(following, Literal) else ""
        steps.append(Step(node.name, node.type, text, REACH.get(node.type, 1_000_000)))
    return (first, steps) if steps else None


def _plain(
    step: Step, text: str, start: int, stop: int, end: int, registry: Registry | None
) -> bool:
    """Whether the matcher would take this stretch for the field, without blanks around it."""
    if text[start] == " " or text[stop - 1] == " " or stop - start > step.longest:
        return False
    if step.type == "pub":
        return is_pub(text, start, stop, end, registry)
    return step.type != "venue" or is_venue(text, start, stop)
