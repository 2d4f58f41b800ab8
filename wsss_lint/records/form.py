"""How a paper is written against how its neighbours are written: the departures.

A paper's text is its fields and the gaps between them. The form that its neighbours have says
what stands in each gap; where the gap holds something else, each character that differs is
put down to the field that it belongs to, and the characters of one kind make one departure.
"""

from __future__ import annotations

from collections.abc import Iterator

from wsss_lint.diagnostics import Edit
from wsss_lint.formats.asides import words_beside
from wsss_lint.formats.syntax import Group, Literal, Node, fields_of
from wsss_lint.formats.template import Capture, Match, Template
from wsss_lint.records.excuses import empty_title, excused, in_html
from wsss_lint.records.gaps import Gap, form_for, gaps, mark_lost, trim
from wsss_lint.records.model import Departure
from wsss_lint.records.shown import message_of, span_of
from wsss_lint.records.slips import (
    LABEL_FIELDS,
    MARK,
    MARKS,
    MAX_EDITS,
    VENUE_FIELDS,
    Slip,
    slips_of,
)
from wsss_lint.source import Span

EMPHASIS = ("venue-unemphasised", "label-emphasis", "title-emphasis")


def departures(
    form: Template, match: Match, text: str, start: int, end: int, base: int
) -> tuple[Departure, ...]:
    """Where a paper departs from a form; spans are offsets into the file."""
    captures = trim(match.captures, text)
    found = gaps(form_for(form, captures), captures, text, start, end)
    if found is None and match.cost and form.index != match.template.index:
        # the usual form has a part that this entry lacks: `(*Lab*)` behind venue and year
        form = match.template
        found = gaps(form_for(form, captures), captures, text, start, end)
    if found is None or empty_title(captures, text) or in_html(text, start, end):
        return ()
    slips: list[Slip] = []
    beside = False
    for gap in mark_lost(found, form):
        if gap.actual != gap.expected:
            slips.extend(excused(gap, slips_of(gap), text, match.cost))
            said = not any(c.isalnum() for c in gap.expected)
            beside = beside or (said and words_beside(text, gap.start, gap.end))
    if match.cost == 0 and form is match.template:
        # It fits, but for blanks: what else differs is a group that may be left out.
        slips = [s for s in slips if not s.removed.strip() and not s.text.strip()]
    else:
        spare = _optional_characters(form.nodes)
        slips = [s for s in slips if s.text or s.removed not in spare]
    slips = _unticked(_moved(_stop_in_title(slips, captures, text)), text[start:end])
    slips = _run_together(slips, found)
    if not slips or len(slips) > MAX_EDITS:
        return ()
    made = _merge(slips, found, text, base)
    if beside:  # `Title. In CVPR 2020`: what is to become of the words, only a person can say
        return tuple(d._replace(edits=()) for d in made if d.kind == "venue-unemphasised")
    return tuple(made)


def _moved(slips: list[Slip]) -> list[Slip]:
    """`**Title**. Authors` for `**Title.** Authors`: one mark in another place, not one too many
    behind the title and one too few."""
    added = {s.text: s.start for s in slips if s.kind == "entry-punctuation" and not s.removed}
    return [
        slip._replace(kind="entry-punctuation", field=None)
        if slip.kind == "title-end-punctuation"
        and abs(added.get(slip.removed, -9) - slip.start) < 5
        else slip
        for slip in slips
    ]


def _unticked(slips: list[Slip], entry: str) -> list[Slip]:
    """`[CVPR-2023]` for `` `[CVPR-2023]` ``: marks that are missing, none that shows."""
    if "`" in entry:
        return slips
    return [
        slip._replace(kind="entry-punctuation", field=None)
        if slip.kind == "emphasis-broken" and slip.text == "`" and not slip.removed
        else slip
        for slip in slips
    ]


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
    entry = text[found[0].start : found[-1].end]
    for slip in slips:
        own = slip.start if slip.kind == "entry-spacing" else 0
        if slip.kind == "entry-spacing" and slip.removed:
            while own > 0 and text[own - 1] == " ":  # the run that this blank is part of
                own -= 1
        groups.setdefault((slip.kind, own), []).append(slip)
    made = []
    for (kind, _), group in groups.items():
        if kind == "entry-punctuation" and not (
            _plain_marks(group) or _closes(group, entry) or _restores(group, found, text)
        ):
            continue
        if any(s.removed.isalnum() for s in group):
            continue  # words in place of others are no matter of marks
        edits = tuple(_joined(group, base))
        start, end = span_of(kind, group, text)
        message = message_of(kind, group, text)
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


def _closes(group: list[Slip], entry: str) -> bool:
    """Whether one bracket is added, the one that the entry lacks: `(CVPR 2023 Title`."""
    added = "".join(s.text for s in group)
    brackets = [c for c in added if c in "()【】（）"]
    if len(brackets) != 1 or any(s.removed.strip() for s in group):
        return False
    mark = brackets[0]
    other = {"(": ")", ")": "(", "【": "】", "】": "【", "（": "）", "）": "（"}[mark]
    return entry.count(other) == entry.count(mark) + 1


def _restores(group: list[Slip], found: list[Gap], text: str) -> bool:
    """Whether a bracket of the entry gets its other half: `(CVPR 2021 **Title**`."""
    if not any(s.field is not None and s.field.name in VENUE_FIELDS for s in group):
        return False  # half a link is a matter of links
    start, end = found[0].start, found[-1].end
    after, at = "", start
    for slip in group:
        after += text[at : slip.start] + slip.text
        at = slip.end
    after += text[at:end]
    return _balanced([c for c in after if c in "()[]{}<>"]) and not _balanced(
        [c for c in text[start:end] if c in "()[]{}<>"]
    )


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
        named = slip.field.name if slip.field is not None else ""
        if kind == "label-emphasis" and named not in LABEL_FIELDS:
            kind = "title-emphasis"  # or that of the authors
        if kind in EMPHASIS and slip.field is not None:
            before, behind = _marks(slip.field, found)
            left, right = len(before), len(behind)
            both_absent = not left and not right
            if slip.removed in MARKS and slip.removed and slip.text in MARKS and slip.text:
                # `_CVPR2021_` renders as `*CVPR2021*` does, `_CVPR2021*` does not
                kind = "skip" if before == behind else "emphasis-broken"
            elif kind == "title-emphasis":
                if before == behind:  # none, or those of another emphasis: it does render
                    out.append(slip._replace(kind="entry-punctuation", field=None))
                    continue
                kind = "emphasis-broken"
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

    Likewise those that are too much beside a mark that is: `- - **SEAM:**`, `**SEAM:** : "Title"`.
    """
    kinds = ("entry-punctuation", "label-punctuation")
    marks = {s.start for s in slips if s.kind == kinds[0] and not s.removed}
    lost = [s for s in slips if s.kind in kinds and s.removed]
    gone = {at: s for s in lost for at in (s.start, s.end)}
    out = []
    for slip in slips:
        if slip.kind == "entry-spacing" and slip.text == " " and not slip.removed:
            if slip.start in marks:
                slip = slip._replace(kind="entry-punctuation")
        elif slip.kind == "entry-spacing" and slip.removed == " " and not slip.text:
            beside = gone.get(slip.start) or gone.get(slip.end)
            if beside is not None:
                slip = slip._replace(kind=beside.kind, field=beside.field)
        out.append(slip)
    return out


def _marks(field: Capture, found: list[Gap]) -> tuple[str, str]:
    """The emphasis marks right before and right after a field."""
    left = right = ""
    for gap in found:
        if gap.after == field:
            actual = gap.actual.rstrip(" ")
            left = actual[len(actual.rstrip(MARKS)) :]
        if gap.before == field:
            actual = gap.actual.lstrip(" :：")
            right = actual[: len(actual) - len(actual.lstrip(MARKS))]
    return left, right
