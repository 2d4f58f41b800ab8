"""The gaps between a paper's fields: what stands there, and what its form wants there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wsss_lint.formats.relax import without
from wsss_lint.formats.syntax import FieldNode, fields_of
from wsss_lint.formats.template import Capture, Template

DOUBLE = '"“”„«»'
DOUBLES = tuple(DOUBLE)
SINGLE = "'‘’`"
ANY = DOUBLE + SINGLE


class Gap(NamedTuple):
    """What stands between two fields, and what should."""

    start: int
    end: int
    actual: str
    expected: str
    before: Capture | None
    after: Capture | None
    lost: bool = False  # a field that the form has here is not there


def trim(captures: Iterable[Capture], text: str) -> tuple[Capture, ...]:
    """Captures without the blanks before them, whose title does not include the quotes around it,
    nor the label's colon.

    A tolerated form without quotes reads `“Title”` with them; they belong to the gaps.
    """
    trimmed: list[Capture] = []
    for c in captures:
        if c.type in ("pub", "pub!") and text[c.end - 1] in ":：,;" and c.end - c.start > 4:
            c = Capture(c.name, c.type, c.start, c.end - 1)  # `CVPR 2024: Title`
        if c.type in ("tags", "links", "rest") and text[c.start] == " ":
            behind = text[c.start : c.end].lstrip(" ")
            c = Capture(c.name, c.type, c.end - len(behind), c.end)  # `Title [__`seg.`__]`
        if c.type == "title" and c.end - c.start > 2 and text[c.start] in ":：":
            # `**RCA**: Regional …` where the colon stands in the label elsewhere
            start = c.start + 1
            while start < c.end and text[start] == " ":
                start += 1
            c = Capture(c.name, c.type, start, c.end)
        if c.name == "method" and _torn_off(text, c.start, c.end):
            c = Capture(c.name, c.type, c.start, c.end + 1)
        if c.type == "title" and c.end - c.start > 2:
            start, end = c.start, c.end
            value = text[start:end]
            if value[0] not in ANY and value[-1] not in ANY:
                trimmed.append(c)
                continue  # nearly all titles
            inner = sum(value.count(q) for q in DOUBLE)
            first = len(value) - len(value.lstrip(DOUBLE))  # two in `""Title"`
            last = len(value) - len(value.rstrip(DOUBLE))
            if first + last == inner < len(value):  # and none inside it
                start, end = start + first, end - last
                single = _single(text, start, end)
                start, end = start + single[0], end - single[1]
                while start < end and text[start] == " ":
                    start += 1
                while end > start and text[end - 1] == " ":
                    end -= 1
                c = Capture(c.name, c.type, start, end)
        trimmed.append(c)
    return tuple(trimmed)


def _single(text: str, start: int, end: int) -> tuple[int, int]:
    """How many single quotes stand around a title instead of double ones, at its two ends.

    `'Title'`, ``` ``Title'' ```, and the one of `"Title'`; not `'Less Than One'-Shot Learning`.
    """
    value = text[start:end]
    first = len(value) - len(value.lstrip(SINGLE))
    last = len(value) - len(value.rstrip(SINGLE))
    inside = sum(value[first : len(value) - last].count(f"{q} ") for q in SINGLE)
    if first + last == len(value) or inside:
        return 0, 0
    if first == last < 3:
        return first, last
    opened, closed = text[start - 1 : start] in DOUBLES, text[end : end + 1] in DOUBLES
    if opened and not closed and (first, last) == (0, 1) and not any(map(value[:-1].count, SINGLE)):
        return 0, 1
    if closed and not opened and (first, last) == (1, 0) and not any(map(value[1:].count, SINGLE)):
        return 1, 0
    return 0, 0


def _torn_off(text: str, start: int, end: int) -> bool:
    """Whether a label lost an asterisk to the marks behind it: `**Li *et al.***`."""
    label = text[start:end]
    return label.count("*") == 1 and " *" in label and text[end : end + 1] == "*"


def gaps(
    template: Template, captures: tuple[Capture, ...], text: str, start: int, end: int
) -> list[Gap] | None:
    """The gaps of an entry against a template; None when the template lacks a field of it."""
    values: dict[str, list[str]] = {}
    for c in captures:
        values.setdefault(c.name, []).append(text[c.start : c.end])
    try:
        parts = template.parts(values)
    except KeyError:
        return None
    fields = [name for _, name in parts if name is not None]
    if fields != [c.name for c in captures]:
        return None
    expected = [""]
    for piece, name in parts:
        if name is None:
            expected[-1] += piece
        else:
            expected.append("")
    expected[-1] = expected[-1].rstrip(" ")  # no entry wants a blank at its end
    captures = tuple(
        _give_back(c, want, text, after)
        for c, want, after in zip(captures, expected[1:], [*(c.start for c in captures[1:]), end],
                                  strict=True)
    )  # fmt: skip
    starts = [start, *(c.end for c in captures)]
    ends = [*(c.start for c in captures), end]
    around: list[Capture | None] = [None, *captures, None]
    return [
        Gap(s, e, text[s:e], want, around[i], around[i + 1])
        for i, (s, e, want) in enumerate(zip(starts, ends, expected, strict=True))
    ]


def _give_back(c: Capture, expected: str, text: str, after: int) -> Capture:
    """A field without the stop that belongs to the gap behind it, or with the one that is its own.

    `{title}{?.?}{links}` reads `Title.[[code]](u)` with the stop in the title; and in
    `Wu et al. CVPR 2021` the stop stands for no comma.
    """
    mark = expected.lstrip(" ")[:1]
    if mark in (":", "：") and c.name == "method" and _closes_label(text[c.start : c.end]):
        return Capture(c.name, c.type, c.start, c.end - 1)
    if mark != "." and text[c.end : c.end + 1] == "." and text[c.start : c.end].endswith("et al"):
        return Capture(c.name, c.type, c.start, c.end + 1)
    if mark == "," and c.name == "authors" and text[c.end - 1 : c.end] == ".":
        # `B. T. Morris. CVPR2019`: the stop stands for the comma; not in `et al.` and `Jr.`
        name = text[max(c.start, c.end - 4) : c.end - 1]
        return Capture(c.name, c.type, c.start, c.end - name.isalpha())
    if mark == "," and c.name == "authors" and text[c.start : c.end].endswith((" -", " –")):
        # `A. Canziani and E. Culurciello - arXiv2017`: so does the dash
        return Capture(c.name, c.type, c.start, c.end - 2)
    if (
        mark
        and mark in ".,;:-"
        and text[c.end - 1 : c.end] == mark
        and (not text[c.end : after].lstrip(" ").startswith(mark))
    ):
        return Capture(c.name, c.type, c.start, c.end - 1)
    return c


def _closes_label(label: str) -> bool:
    """Whether the mark at the end of a label stands for its colon: `**SEAM.**`, `**SEAM::**`."""
    return len(label) > 2 and (
        label[-1] in ":：;,"
        or (label[-1] == "." and "." not in label[:-1] and not label.endswith("al."))
    )


def form_for(template: Template, captures: tuple[Capture, ...]) -> Template:
    """The template without the fields that the entry does not have."""
    have = {c.name for c in captures}
    missing = tuple(
        name for name in ("method", "pub", "venue", "year", "authors")
        if name in template.fields and name not in have
    )  # fmt: skip
    top = {getattr(node, "name", None) for node in template.nodes}
    return without(template, missing) if missing and all(m in top for m in missing) else template


def mark_lost(found: list[Gap], form: Template) -> list[Gap]:
    """The gaps, each with whether the form has a field there that the entry has not."""
    order = [node.name for node in fields_of(form.nodes)]
    have = {gap.after.name for gap in found if gap.after is not None}
    needed = [node.name for node in form.nodes if isinstance(node, FieldNode)]
    missing = [name for name in needed if name not in have]
    if not missing:
        return found
    return [gap._replace(lost=_between(gap, order, missing)) for gap in found]


def _between(gap: Gap, order: list[str], missing: list[str]) -> bool:
    first = order.index(gap.before.name) + 1 if gap.before and gap.before.name in order else 0
    last = order.index(gap.after.name) if gap.after and gap.after.name in order else len(order)
    return any(name in missing for name in order[first:last])
