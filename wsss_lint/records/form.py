"""How a paper is written against how its neighbours are written: the departures.

A paper's text is its fields and the gaps between them. The form that its neighbours have says
what stands in each gap; where the gap holds something else, each character that differs is
put down to the field that it belongs to, and the characters of one kind make one departure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wsss_lint.diagnostics import Edit
from wsss_lint.formats.relax import without
from wsss_lint.formats.syntax import Group, Literal, Node, fields_of
from wsss_lint.formats.template import Capture, Match, Template
from wsss_lint.records.model import Departure, Paper
from wsss_lint.source import Span

QUOTES = "\"“”„«»'’‘`"
DOUBLE = '"“”„«»'
MARKS = "*_"
VENUE_FIELDS = ("pub", "venue", "year", "yy")
LABEL_FIELDS = ("method",)
MAX_EDITS = 14  # more than this is another form, not a slip


class Gap(NamedTuple):
    """What stands between two fields, and what should."""

    start: int
    end: int
    actual: str
    expected: str
    before: Capture | None
    after: Capture | None


class Slip(NamedTuple):
    """One character that differs: the edit, and what it is put down to."""

    kind: str
    start: int
    end: int
    text: str
    removed: str
    field: Capture | None


def trim_quotes(captures: Iterable[Capture], text: str) -> tuple[Capture, ...]:
    """Captures whose title does not include the quotes around it.

    A tolerated form without quotes reads `“Title”` with them; they belong to the gaps.
    """
    trimmed: list[Capture] = []
    for c in captures:
        if c.type == "title" and c.end - c.start > 2:
            start, end = c.start, c.end
            inner = sum(text.count(q, start, end) for q in DOUBLE)
            first, last = text[start] in DOUBLE, text[end - 1] in DOUBLE
            if (first and last and inner == 2) or (inner == 1 and (first or last)):
                start, end = start + first, end - last
                while start < end and text[start] == " ":
                    start += 1
                while end > start and text[end - 1] == " ":
                    end -= 1
                c = Capture(c.name, c.type, start, end)
        trimmed.append(c)
    return tuple(trimmed)


def gaps(template: Template, captures: tuple[Capture, ...], text: str, start: int, end: int) -> (
    list[Gap] | None
):
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
    if not captures or captures[-1].end == end:
        expected[-1] = expected[-1].rstrip(" ")
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
    """A field without the stop that belongs to the gap behind it.

    `{title}{?.?}{links}` reads `Title.[[code]](u)` with the stop in the title.
    """
    mark = expected[:1]
    if mark and mark in ".,;:" and text[c.end - 1 : c.end] == mark and (
        not text[c.end : after].lstrip(" ").startswith(mark)
    ):
        return Capture(c.name, c.type, c.start, c.end - 1)
    return c


def form_for(template: Template, captures: tuple[Capture, ...]) -> Template:
    """The template without the fields that the entry does not have."""
    have = {c.name for c in captures}
    missing = tuple(
        name for name in ("method", "pub", "venue", "year", "authors")
        if name in template.fields and name not in have
    )  # fmt: skip
    top = {getattr(node, "name", None) for node in template.nodes}
    return without(template, missing) if missing and all(m in top for m in missing) else template


def departures(
    paper: Paper, form: Template, match: Match, text: str, start: int, end: int, base: int
) -> tuple[Departure, ...]:
    """Where a paper departs from a form; spans are offsets into the file."""
    captures = trim_quotes(match.captures, text)
    found = gaps(form_for(form, captures), captures, text, start, end)
    if found is None:
        return ()
    slips: list[Slip] = []
    for gap in found:
        if gap.actual != gap.expected:
            slips.extend(_slips(gap))
    if match.cost == 0 and form is match.template:
        # It fits, but for blanks: what else differs is a group that may be left out.
        slips = [s for s in slips if not s.removed.strip() and not s.text.strip()]
    else:
        spare = _optional_characters(form.nodes)
        slips = [s for s in slips if s.text or s.removed not in spare]
    if not slips or len(slips) > MAX_EDITS:
        return ()
    return tuple(_merge(slips, found, text, base))


def _optional_characters(nodes: list[Node]) -> set[str]:
    """The characters that groups without fields allow: `.` for ``{?.?}``."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Group):
            if not fields_of(node.nodes):
                found.update(c for n in node.nodes if isinstance(n, Literal) for c in n.text)
            found |= _optional_characters(node.nodes)
    return found


def _align(actual: str, expected: str) -> list[tuple[int, str, str]]:
    """The cheapest edits from one short string to the other: (offset, removed, added)."""
    n, m = len(actual), len(expected)
    # `.* ICCV` against `" *ICCV`: it is the blank that moved, not the asterisk
    gone = [0.8 if c == " " else 1.0 for c in actual]
    come = [0.8 if c == " " else 1.0 for c in expected]
    cost = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        cost[i][m] = cost[i + 1][m] + gone[i]
    for j in range(m - 1, -1, -1):
        cost[n][j] = cost[n][j + 1] + come[j]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            same = 0.0 if actual[i] == expected[j] else 1.2 if _alike(actual[i], expected[j]) else 9
            cost[i][j] = min(
                cost[i + 1][j + 1] + same, cost[i + 1][j] + gone[i], cost[i][j + 1] + come[j]
            )
    edits: list[tuple[int, str, str]] = []
    i = j = 0
    while i < n or j < m:
        if i < n and j < m and actual[i] == expected[j] and cost[i][j] == cost[i + 1][j + 1]:
            i, j = i + 1, j + 1
        elif i < n and cost[i][j] == cost[i + 1][j] + gone[i]:
            edits.append((i, actual[i], ""))
            i += 1
        elif j < m and cost[i][j] == cost[i][j + 1] + come[j]:
            edits.append((i, "", expected[j]))
            j += 1
        else:
            edits.append((i, actual[i], expected[j]))
            i, j = i + 1, j + 1
    return edits


def _alike(first: str, second: str) -> bool:
    return (first in QUOTES and second in QUOTES) or (first in MARKS and second in MARKS) or (
        first in ":：;.," and second in ":：;.,"
    )


def _slips(gap: Gap) -> list[Slip]:
    actual, expected = gap.actual, gap.expected
    if len(actual) > 60:
        return [Slip("entry-unreadable", gap.start, gap.end, expected, actual, None)] * MAX_EDITS * 2
    made: list[Slip] = []
    for offset, removed, added in _align(actual, expected):
        kind, field = _kind(gap, offset, removed, added)
        at = gap.start + offset
        made.append(Slip(kind, at, at + len(removed), added, removed, field))
    broken = next((s for s in made if s.kind == "emphasis-broken"), None)
    if broken is not None:  # a blank that is missing here is the one that stands inside the marks
        made = [
            s._replace(kind=broken.kind, field=broken.field) if s.text == " " else s for s in made
        ]
    return made


def _owner(gap: Gap, offset: int) -> Capture | None:
    """The field that a character of a gap belongs to: the nearer side of the last blank."""
    if gap.before is None or gap.after is None:
        return gap.before or gap.after
    blank = gap.actual.rfind(" ")
    if gap.actual.rstrip(" ") != gap.actual and gap.actual.strip(" "):
        blank = gap.actual.rstrip(" ").rfind(" ") if " " in gap.actual.strip(" ") else -1
        if blank < 0:
            # `.* ICCV2021`: one group of marks; it belongs to the venue when it opens it
            return gap.after if gap.after.name in VENUE_FIELDS else gap.before
    if blank < 0:
        if gap.after.name in VENUE_FIELDS and any(c in MARKS for c in gap.actual[offset:]):
            return gap.after
        return gap.before
    return gap.before if offset < blank else gap.after


def _kind(gap: Gap, offset: int, removed: str, added: str) -> tuple[str, Capture | None]:
    char = removed or added
    owner = _owner(gap, offset)
    touches = [f for f in (gap.before, gap.after) if f is not None]
    title = next((f for f in touches if f.type == "title"), None)
    venue = next((f for f in touches if f.name in VENUE_FIELDS), None)
    label = next((f for f in touches if f.name in LABEL_FIELDS), None)
    if char in QUOTES and title is not None:
        return "title-quotes", title
    if char in MARKS:
        if venue is not None and (owner is venue or label is None):
            return "venue-unemphasised", venue
        return "label-emphasis", label or owner
    if char in ":：;" and label is not None:
        return "label-punctuation", label
    if char == " ":
        return _blank_kind(gap, offset, removed, title, venue, label)
    if char in ".,;:!" and title is not None and gap.before is title and removed and not added:
        return "title-end-punctuation", title
    return "entry-punctuation", owner


def _blank_kind(
    gap: Gap, offset: int, removed: str, title: Capture | None, venue: Capture | None,
    label: Capture | None,
) -> tuple[str, Capture | None]:  # fmt: skip
    """What a blank too many (or too few) does where it stands."""
    before, after = gap.actual[:offset].rstrip(" "), gap.actual[offset:].lstrip(" ")
    if removed:
        if gap.after is venue and venue and not after and before and before[-1] in MARKS:
            return "emphasis-broken", venue
        if gap.before is venue and venue and not before and after and after[0] in MARKS:
            return "emphasis-broken", venue
        if label is not None and gap.before is label and not before and after[:1] == "*":
            return "emphasis-broken", label
        if label is not None and gap.before is label and not before and after[:1] in (":", "："):
            return "label-punctuation", label
        if label is not None and gap.after is label and before.endswith("*") and not after:
            return "emphasis-broken", label
        if title is not None and gap.after is title and before[-1:] in tuple(DOUBLE) and not after:
            return "title-quotes", title
        if title is not None and gap.before is title and not before and after[:1] in tuple(DOUBLE):
            return "title-quotes", title
    return "entry-spacing", None


def _merge(slips: list[Slip], found: list[Gap], text: str, base: int) -> list[Departure]:
    """One departure for each kind (each run of blanks is one of its own)."""
    slips = _settle(slips, found, text)
    groups: dict[tuple[str, int], list[Slip]] = {}
    for slip in slips:
        own = slip.start if slip.kind == "entry-spacing" else 0
        if slip.kind == "entry-spacing" and slip.removed:
            while own > 0 and text[own - 1] == " ":  # the run that this blank is part of
                own -= 1
        groups.setdefault((slip.kind, own), []).append(slip)
    made = []
    for (kind, _), group in groups.items():
        edits = tuple(Edit(base + s.start, base + s.end, s.text) for s in group)
        start, end = _span(kind, group, text)
        message = _message(kind, group, text)
        made.append(Departure(kind, Span(base + start, base + end), edits, message))
    return sorted(made, key=lambda d: (d.span, d.kind))


def _settle(slips: list[Slip], found: list[Gap], text: str) -> list[Slip]:
    """Decide whether marks are missing altogether or present but not working."""
    out: list[Slip] = []
    for slip in slips:
        kind = slip.kind
        if kind in ("venue-unemphasised", "label-emphasis") and slip.field is not None:
            left, right = _marks(slip.field, found)
            both_absent = not left and not right
            if slip.removed in MARKS and slip.removed and slip.text in MARKS and slip.text:
                kind = "skip"  # `_CVPR2021_` renders as `*CVPR2021*` does
            elif kind == "label-emphasis":
                kind = "label-punctuation" if both_absent else "emphasis-broken"
            elif not both_absent and left != right:
                kind = "emphasis-broken"
        if kind != "skip":
            out.append(slip._replace(kind=kind))
    return out


def _marks(field: Capture, found: list[Gap]) -> tuple[int, int]:
    """How many emphasis marks stand right before and right after a field."""
    left = right = 0
    for gap in found:
        if gap.after == field:
            actual = gap.actual.rstrip(" ")
            left = len(actual) - len(actual.rstrip(MARKS))
        if gap.before == field:
            actual = gap.actual.lstrip(" :：")
            right = len(actual) - len(actual.lstrip(MARKS))
    return left, right


def _span(kind: str, group: list[Slip], text: str) -> tuple[int, int]:
    """What a reader should look at: the field with its marks, or the very characters."""
    start = min(s.start for s in group)
    end = max(s.end for s in group)
    field = next((s.field for s in group if s.field is not None), None)
    only_blanks = all(s.removed == " " and not s.text for s in group)
    if kind == "entry-spacing":
        while start > 0 and text[start - 1] == " ":
            start -= 1
        while end < len(text) and text[end] == " ":
            end += 1
        return start, end
    if kind == "title-end-punctuation" or field is None:
        return start, end
    if only_blanks and kind in ("title-quotes", "label-punctuation"):
        return start, end
    start, end = min(start, field.start), max(end, field.end)
    if kind == "title-quotes":
        start -= start > 0 and text[start - 1] in QUOTES
        end += end < len(text) and text[end] in QUOTES
    if kind in ("emphasis-broken", "label-punctuation"):
        start, end = _with_marks(text, start, end)
    return start, end


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the emphasis marks around it: `**Yao et al.  **`."""
    left, right = start, end
    while left > 0 and text[left - 1] in MARKS + " ":
        left -= 1
    while right < len(text) and text[right] in MARKS + " ":
        right += 1
    left += len(text[left:start]) - len(text[left:start].lstrip(" "))
    right -= len(text[end:right]) - len(text[end:right].rstrip(" "))
    return min(left, start), max(right, end)


def _message(kind: str, group: list[Slip], text: str) -> str:
    field = next((s.field for s in group if s.field is not None), None)
    name = text[field.start : field.end] if field is not None else ""
    removed = "".join(s.removed for s in group)
    added = "".join(s.text for s in group)
    if kind == "entry-spacing":
        return "a blank is missing here" if added else "more blanks than one here"
    if kind == "label-punctuation":
        if added.strip() and not removed:
            return f"label `{name}` lacks the `{added.strip()}` that its neighbours have"
        if not removed.strip():
            return f"blank before the colon of label `{name}`"
        if removed == added:
            return f"the `{removed}` of label `{name}` is not where its neighbours have it"
        return f"label `{name}` is not written as its neighbours are"
    if kind == "title-quotes":
        if not added and not removed.strip():
            return "blank between the quote and the title"
        if removed and added:
            return "the quotes around the title are not the plain ones that its neighbours have"
        if not added:
            return "quotes around the title, where its neighbours have none"
        if len(added) > 1:
            return "the title has no quotes, where its neighbours have them"
        return "a quote around the title is missing"
    if kind == "title-end-punctuation":
        return f"the title ends with `{removed.strip()}`"
    if kind == "emphasis-broken":
        return f"the emphasis of `{name}` does not render: its asterisks show"
    if kind == "venue-unemphasised":
        if added:
            return f"venue `{name}` is not emphasised"
        return f"venue `{name}` is emphasised otherwise than its neighbours' venues"
    if added and removed.strip():
        return f"`{removed.strip()}` stands where its neighbours have `{added.strip()}`"
    if added:
        return f"`{added.strip() or added}` is missing here"
    return f"`{removed.strip() or removed}` is too much here"
