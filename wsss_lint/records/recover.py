"""What can be had from a unit that no template reads: some fields, and why it was not read."""

from __future__ import annotations

import re

from wsss_lint.formats.syntax import FieldNode, Literal
from wsss_lint.formats.template import Template
from wsss_lint.records.fields import set_pub
from wsss_lint.records.model import Field, ListDocument, Paper
from wsss_lint.records.units import Unit
from wsss_lint.source import Span
from wsss_lint.venues.registry import Registry


def recover(paper: Paper, unit: Unit, document: ListDocument) -> None:
    """Take what can be taken from an unreadable unit: a title, links, a venue with its year."""
    text, base = unit.text, unit.base
    window = text[unit.start : min(unit.end, unit.start + 2000)]
    for pattern in (
        r"[\"“]([^\"“”]{8,300})[\"”]",
        r"\[([^\[\]]{12,300})\]\(",
        r"\*\*([^*]{12,300})\*\*",
    ):
        found = re.search(pattern, window)
        if found is not None:
            s, e = (unit.start + found.start(1), unit.start + found.end(1))
            paper.title = Field(" ".join(text[s:e].split()), Span(base + s, base + e))
            break
    for found in re.finditer(r"[*_\[(]{1,3}([A-Za-z][\w /&-]{1,20}?\s?(?:19|20)\d\d)", window):
        s, e = unit.start + found.start(1), unit.start + found.end(1)
        set_pub(paper, text, s, e, base, document.registry)
        break


def departs(template: Template, unit: Unit, registry: Registry) -> tuple[int, str]:
    """Where a unit first departs from a template: the offset in the unit's text, and the literal
    text that was looked for from there on ("" when the form fits but for its last field)."""
    reached = unit.start
    nodes = template.nodes
    for count in range(1, len(nodes) + 1):
        node = nodes[count - 1]
        if not isinstance(node, Literal):
            continue
        begin = Template.from_nodes([*nodes[:count], FieldNode("rest", "rest")], template.text, 0)
        match = begin.match(unit.text, unit.start, unit.end, registry)
        if match is None:
            return reached, node.text
        last = match.captures[-1] if match.captures else None
        reached = last.start if last is not None and last.type == "rest" else unit.end
    return reached, ""


def reason(template: Template | None, unit: Unit, registry: Registry) -> str:
    """Which form was looked for, and the first place where the unit departs from it."""
    if template is None:
        return "no form is known for it"
    at, wanted = departs(template, unit, registry)
    text = unit.text[at : at + 24].strip()
    if not wanted:
        return f"it does not fit the form `{template.text}`"
    wanted = wanted.strip() or wanted
    if text:
        return f"it does not fit the form `{template.text}`: no `{wanted}` from `{text}…` on"
    return f"it does not fit the form `{template.text}`: no `{wanted}` at its end"
