"""Slips: the characters in which a gap differs from what its form wants, and whose they are."""

from __future__ import annotations

from typing import NamedTuple

from wsss_lint.formats.template import Capture
from wsss_lint.records.gaps import DOUBLE, Gap

QUOTES = "\"“”„«»'’‘`"
MARKS = "*_"
MARK = tuple(MARKS)
VENUE_FIELDS = ("pub", "venue", "year", "yy")
LABEL_FIELDS = ("method",)
MAX_EDITS = 14  # more than this is another form, not a slip


class Slip(NamedTuple):
    """One character that differs: the edit, and what it is put down to."""

    kind: str
    start: int
    end: int
    text: str
    removed: str
    field: Capture | None


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
        elif (
            0 < i < n
            and j < m
            and cost[i][j] == cost[i][j + 1] + come[j]
            and _goes_on(actual, i, expected[j])
        ):
            edits.append((i, "", expected[j]))
            j += 1
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


def _goes_on(actual: str, at: int, mark: str) -> bool:
    """Whether a missing mark belongs to the run before the blanks: `**Title*    Authors`."""
    return actual[at] == " " and actual[at - 1] == mark and mark in MARKS


def _alike(first: str, second: str) -> bool:
    return (
        (first in QUOTES and second in QUOTES)
        or (first in MARKS and second in MARKS)
        or (first in ":：;.," and second in ":：;.,")
    )


def slips_of(gap: Gap) -> list[Slip]:
    actual, expected = gap.actual, gap.expected
    if len(actual) > 60:
        return (
            [Slip("entry-unreadable", gap.start, gap.end, expected, actual, None)] * MAX_EDITS * 2
        )
    made: list[Slip] = []
    for offset, removed, added in _align(actual, expected):
        kind, field = _kind(gap, offset, removed, added)
        at = gap.start + offset
        if (
            kind in ("emphasis-broken", "label-emphasis", "title-emphasis")
            and not removed
            and added in MARKS
        ):
            # A mark clings to its field, also where lines end between the two.
            if field is gap.before and not actual[:offset].strip(" "):
                at = gap.start
            elif field is gap.after and not actual[offset:].strip(" "):
                at = gap.end
        made.append(Slip(kind, at, at + len(removed), added, removed, field))
    broken = next((s for s in made if s.kind == "emphasis-broken"), None)
    if broken is not None:  # a blank that is missing here is the one that stands inside the marks
        made = [
            s._replace(kind=broken.kind, field=broken.field)
            # `*Ey et al. CVPR`: the asterisk and the stop behind it are missing together
            if s.text == " " or (s.start == broken.start and not s.removed and not broken.removed)
            else s
            for s in made
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
    if char in "`\\" and venue is not None:
        if char == "`" and "`" in gap.expected and gap.expected.strip(" ") != "`":
            return "emphasis-broken", venue  # **[`CVPR]** Title
        if removed and owner is venue:  # `` `CVPR2020` `` and `\*CVPR2020\*` for `*CVPR2020*`
            return "emphasis-broken" if char == "\\" else "venue-unemphasised", venue
    if char in QUOTES and title is not None:
        return "title-quotes", title
    if char in MARKS:
        if (
            title is not None
            and _marked(gap, title)
            and not (venue is not None and owner is venue and _marked(gap, venue))
        ):
            return "title-emphasis", title
        if venue is not None and (other := _beside_venue(gap, venue, offset)) is not None:
            return "emphasis-broken", other
        if venue is not None and (owner is venue or label is None):
            return "venue-unemphasised", venue
        return "label-emphasis", label or owner
    if char in ":：;" and label is not None:
        return "label-punctuation", label
    if char in ".," and label is not None and gap.before is label and ":" in gap.expected:
        return "label-punctuation", label  # `**SEAM.** Title`
    if char == " ":
        return _blank_kind(gap, offset, removed, title, venue, label)
    if char in ".,;:!" and title is not None and gap.before is title and removed and not added:
        return "title-end-punctuation", title
    wanted = gap.expected[-1:] if gap.after is venue else gap.expected[:1]
    if removed and char in "()[]" and owner is venue and wanted and wanted in MARKS:
        return "venue-unemphasised", venue  # `(ICCV2021)` where the neighbours have `*ICCV2021*`
    return "entry-punctuation", owner


def _beside_venue(gap: Gap, venue: Capture, offset: int) -> Capture | None:
    """The field beside a venue whose marks these are: `**Title* (CVPR 2020)`, `*Ey et al. CVPR`."""
    first = gap.after is venue
    other = gap.before if first else gap.after
    if other is None or other.name in LABEL_FIELDS + VENUE_FIELDS:
        return None
    touching = gap.actual[:offset] if first else gap.actual[offset:]
    wanted = gap.expected[:1] if first else gap.expected[-1:]
    far = gap.expected[-1:] if first else gap.expected[:1]
    inner = touching.strip(MARKS) == ""
    return other if wanted in MARK and (inner or far not in MARK) else None


def _marked(gap: Gap, field: Capture) -> bool:
    """Whether the form has marks of emphasis at this field's side of the gap."""
    beside = gap.expected[-1:] if gap.after is field else gap.expected[:1]
    return beside in MARK


def _blank_kind(
    gap: Gap, offset: int, removed: str, title: Capture | None, venue: Capture | None,
    label: Capture | None,
) -> tuple[str, Capture | None]:  # fmt: skip
    """What a blank too many (or too few) does where it stands."""
    before, after = gap.actual[:offset].rstrip(" "), gap.actual[offset:].lstrip(" ")
    if removed:
        # `(** oral**)`: the marks of any field
        if (
            gap.after is not None
            and not after
            and before[-1:] in MARK
            and gap.expected[-1:] in MARK
        ):
            return "emphasis-broken", gap.after
        if gap.before is not None and not before and after[:1] in MARK and gap.expected[:1] in MARK:
            return "emphasis-broken", gap.before
        if gap.after is venue and venue and not after and before and before[-1] in MARKS:
            return "emphasis-broken", venue
        if gap.before is venue and venue and not before and after and after[0] in MARKS:
            return "emphasis-broken", venue
        shut = before in ("", ":", "：")  # `**CPN **:` and `**CPN: **`: neither closes
        if label is not None and gap.before is label and shut and after[:1] == "*":
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
