"""How a paper is written against how its neighbours are written: the departures.

A paper's text is its fields and the gaps between them. The form that its neighbours have says
what stands in each gap; where the gap holds something else, each character that differs is
put down to the field that it belongs to, and the characters of one kind make one departure.
"""

from __future__ import annotations

from collections.abc import Iterator

from wsss_lint.diagnostics import Edit
from wsss_lint.formats.syntax import Group, Literal, Node, fields_of
from wsss_lint.formats.template import Capture, Match, Template
from wsss_lint.records.excuses import empty_title, excused
from wsss_lint.records.gaps import Gap, form_for, gaps, mark_lost, trim_quotes
from wsss_lint.records.model import Departure
from wsss_lint.records.slips import (
    LABEL_FIELDS,
    MARK,
    MARKS,
    MAX_EDITS,
    QUOTES,
    VENUE_FIELDS,
    Slip,
    slips_of,
)
from wsss_lint.source import Span


def departures(
    form: Template, match: Match, text: str, start: int, end: int, base: int
) -> tuple[Departure, ...]:
    """Where a paper departs from a form; spans are offsets into the file."""
    captures = trim_quotes(match.captures, text)
    found = gaps(form_for(form, captures), captures, text, start, end)
    if found is None or empty_title(captures, text):
        return ()
    slips: list[Slip] = []
    for gap in mark_lost(found, form):
        if gap.actual != gap.expected:
            slips.extend(excused(gap, slips_of(gap), text, match.cost))
    if match.cost == 0 and form is match.template:
        # It fits, but for blanks: what else differs is a group that may be left out.
        slips = [s for s in slips if not s.removed.strip() and not s.text.strip()]
    else:
        spare = _optional_characters(form.nodes)
        slips = [s for s in slips if s.text or s.removed not in spare]
    slips = _run_together(_stop_in_title(slips, captures, text), found)
    if not slips or len(slips) > MAX_EDITS:
        return ()
    return tuple(_merge(slips, found, text, base))


def _stop_in_title(slips: list[Slip], captures: tuple[Capture, ...], text: str) -> list[Slip]:
    """`[Title.](url) Authors`: the stop that is missing behind the link stands in the title."""
    title = next((c for c in captures if c.type == "title"), None)
    if title is None or text[title.end - 1] != ".":
        return slips
    for index, slip in enumerate(slips):
        before = text[title.end : slip.start]
        if slip.kind == "entry-punctuation" and slip.text == "." and before.startswith("]("):
            kind = "title-end-punctuation"
            gone = Slip(kind, title.end - 1, title.end, "", ".", title)
            moved = slip._replace(kind=kind, field=title)
            return [*slips[:index], gone, moved, *slips[index + 1 :]]
    return slips


def _run_together(slips: list[Slip], found: list[Gap]) -> list[Slip]:
    """`**SCM:2022ECCV** Title`: label and venue in one pair of marks are one slip, the label's.

    The marks do render, so nothing is broken; each field should have its own.
    """
    for gap in found:
        label, venue = gap.before, gap.after
        if label is None or label.name not in LABEL_FIELDS:
            continue
        if venue is None or venue.name not in VENUE_FIELDS or not gap.expected.strip(": "):
            continue
        if any(c in MARKS for c in gap.actual) or not any(c in MARKS for c in gap.expected):
            continue
        behind = next((g for g in found if g.before == venue), None)
        last = behind.end if behind is not None else gap.end
        slips = [
            s._replace(kind="label-punctuation", field=label) if gap.start <= s.start <= last else s
            for s in slips
        ]
    return slips


def _optional_characters(nodes: list[Node]) -> set[str]:
    """The characters that groups without fields allow: `.` for ``{?.?}``."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Group):
            if not fields_of(node.nodes):
                found.update(c for n in node.nodes if isinstance(n, Literal) for c in n.text)
            found |= _optional_characters(node.nodes)
    return found


def _merge(slips: list[Slip], found: list[Gap], text: str, base: int) -> list[Departure]:
    """One departure for each kind (each run of blanks is one of its own)."""
    slips = _settle(slips, found)
    groups: dict[tuple[str, int], list[Slip]] = {}
    for slip in slips:
        own = slip.start if slip.kind == "entry-spacing" else 0
        if slip.kind == "entry-spacing" and slip.removed:
            while own > 0 and text[own - 1] == " ":  # the run that this blank is part of
                own -= 1
        groups.setdefault((slip.kind, own), []).append(slip)
    made = []
    for (kind, _), group in groups.items():
        if kind == "entry-punctuation" and not _plain_marks(group):
            continue
        edits = tuple(_joined(group, base))
        start, end = _span(kind, group, text)
        message = _message(kind, group, text)
        made.append(Departure(kind, Span(base + start, base + end), edits, message))
    return sorted(made, key=lambda d: (d.span, d.kind))


def _joined(group: list[Slip], base: int) -> Iterator[Edit]:
    """The edits of a group, touching ones as one: two insertions at one place have an order."""
    edit: Edit | None = None
    for slip in group:
        start, end = base + slip.start, base + slip.end
        if edit is not None and edit.end == start:
            edit = Edit(edit.start, end, edit.text + slip.text)
            continue
        if edit is not None:
            yield edit
        edit = Edit(start, end, slip.text)
    if edit is not None:
        yield edit


def _plain_marks(group: list[Slip]) -> bool:
    """Whether only commas, stops and the like change, or brackets that stay in number.

    With a bracket too many or too few it is not known what the author meant.
    """
    removed = [c for s in group for c in s.removed if c in "()[]{}<>"]
    added = [c for s in group for c in s.text if c in "()[]{}<>"]
    return sorted(removed) == sorted(added) or (_balanced(removed) and _balanced(added))


def _balanced(marks: list[str]) -> bool:
    """Whether brackets come in pairs: `(CVPR2020)` for `*CVPR2020*`."""
    return all(marks.count(a) == marks.count(b) for a, b in ("()", "[]", "{}", "<>"))


def _settle(slips: list[Slip], found: list[Gap]) -> list[Slip]:
    """Decide whether marks are missing altogether or present but not working."""
    out: list[Slip] = []
    around = _around_title(found)
    for slip in slips:
        kind = slip.kind
        if around and slip.removed in MARKS and slip.start in around and slip.removed:
            # `**Title** *CVPR2020*`: it is shown in bold, where its neighbours are not
            out.append(slip._replace(kind="entry-punctuation", field=None))
            continue
        if kind in ("venue-unemphasised", "label-emphasis") and slip.field is not None:
            left, right = _marks(slip.field, found)
            both_absent = not left and not right
            if slip.removed in MARKS and slip.removed and slip.text in MARKS and slip.text:
                kind = "skip"  # `_CVPR2021_` renders as `*CVPR2021*` does
            elif kind == "label-emphasis":
                # `*SEAM:*` is italic where its neighbours are bold; `*SEAM:**` does not render
                whole = both_absent or (left == right and slip.text != "")
                kind = "label-punctuation" if whole else "emphasis-broken"
            elif not both_absent and left != right:
                kind = "emphasis-broken"
        if kind != "skip":
            out.append(slip._replace(kind=kind))
    return _with_their_marks(out)


def _around_title(found: list[Gap]) -> set[int]:
    """Where the marks around an emphasised title stand, if it is: the same ones on both sides."""
    left = next((g for g in found if g.after is not None and g.after.type == "title"), None)
    right = next((g for g in found if g.before is not None and g.before.type == "title"), None)
    if left is None or right is None:
        return set()
    opening = left.actual[len(left.actual.rstrip(MARKS)) :]
    closing = right.actual[: len(right.actual) - len(right.actual.lstrip(MARKS))]
    if not opening or opening != closing or left.expected.endswith(MARK):
        return set()
    return {*range(left.end - len(opening), left.end)} | {
        *range(right.start, right.start + len(closing))
    }


def _with_their_marks(slips: list[Slip]) -> list[Slip]:
    """Blanks that are missing where a mark is missing are missing with it: ` - ` is one thing.

    So is the blank too much that stands before a wrong mark: ` - ` for `, `.
    """
    marks = [s for s in slips if s.kind == "entry-punctuation"]
    added = {s.start for s in marks if not s.removed}
    wrong = {s.start for s in marks if s.removed}
    return [
        s._replace(kind="entry-punctuation")
        if s.kind == "entry-spacing"
        and (s.start in added if s.text == " " and not s.removed else s.end in wrong and not s.text)
        else s
        for s in slips
    ]


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
    if kind == "title-end-punctuation":
        return next(((s.start, s.end) for s in group if s.removed), (start, end))
    if kind == "entry-punctuation" or field is None:
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
        if added:
            return "a blank is missing here"
        start, end = _span(kind, group, text)
        if end - start > len(group):
            return "more blanks than one here"
        return "a blank too much here: its neighbours have none"
    if kind == "label-punctuation" and " " in added.strip():
        return f"label `{name}` and the venue stand in the same marks"
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
    return _marks_message(group, removed.strip(), added.strip())


def _marks_message(group: list[Slip], removed: str, added: str) -> str:
    """What is wrong with the marks between two parts."""
    if added == removed:
        return f"`{removed}` does not stand where its neighbours have it"
    if added and removed:
        return f"`{removed}` stands where its neighbours have `{added}`"
    runs = [(s.text or s.removed).strip() for s in group]
    ends = [s.end for s in group]
    for i in range(len(group) - 1, 0, -1):
        if group[i].start == ends[i - 1]:  # one run of marks
            runs[i - 1] += runs.pop(i)
    shown = " and ".join(f"`{run}`" for run in runs if run) or "a blank"
    verb = "are" if len(runs) > 1 else "is"
    return f"{shown} {verb} {'missing' if added else 'too much'} here"
