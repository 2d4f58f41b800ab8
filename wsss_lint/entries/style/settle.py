"""Decides over the gaps of one entry together: a marker that is missing or does not work, a mark
in another place, a space that belongs to the mark next to it."""

from __future__ import annotations

from wsss_lint.entries.style.gaps import Gap
from wsss_lint.entries.style.kinds import LABEL, MARK, VENUE, Fault
from wsss_lint.entries.style.pieces import EMPHASIS, Piece

NEAR = 5  # characters between a mark that is extra and one that is missing: it moved


def settled(faults: list[Fault], gaps: list[Gap], text: str) -> list[Fault]:
    """The faults of an entry with their final kinds."""
    entry = text[gaps[0].start : gaps[-1].end]
    faults = _run_together(_unticked(_moved(faults), entry), gaps)
    around = _around_title(gaps)
    out: list[Fault] = []
    for fault in faults:
        if fault.removed in MARK and fault.start in around:
            # `**Title** *CVPR2020*`: it is shown in bold, where neighboring titles are not
            out.append(fault._replace(kind="entry-punctuation", field=None))
            continue
        kind = _emphasis(fault, gaps)
        if kind == "entry-punctuation" and fault.kind != kind:
            out.append(fault._replace(kind=kind, field=None))
        elif kind is not None:
            out.append(fault._replace(kind=kind))
    return _with_their_marks(out)


def _emphasis(fault: Fault, gaps: list[Gap]) -> str | None:
    """The kind of a fault about emphasis: markers that are missing altogether, or do not work."""
    kind, field = fault.kind, fault.field
    if kind == "label-emphasis" and (field is None or field.name not in LABEL):
        kind = "title-emphasis"  # or that of the authors
    if kind not in ("venue-unemphasised", "label-emphasis", "title-emphasis") or field is None:
        return kind
    before, behind = _markers(field, gaps)
    left, right = len(before), len(behind)
    if fault.removed in MARK and fault.text in MARK:
        # `_CVPR2021_` renders as `*CVPR2021*` does, `_CVPR2021*` does not
        return None if before == behind else "emphasis-broken"
    if kind == "title-emphasis":
        return "entry-punctuation" if before == behind else "emphasis-broken"
    absent = not left and not right
    if kind == "label-emphasis":
        # `*SEAM:*` is italic where its neighbors are bold; `*SEAM:**` does not render
        whole = absent or left == right
        return "label-punctuation" if whole else "emphasis-broken"
    return "emphasis-broken" if not absent and left != right else kind


def _markers(field: Piece, gaps: list[Gap]) -> tuple[str, str]:
    """The emphasis markers right before and right after a field."""
    left = right = ""
    for gap in gaps:
        if gap.after == field:
            actual = gap.actual.rstrip(" ")
            left = actual[len(actual.rstrip(EMPHASIS)) :]
        if gap.before == field:
            actual = gap.actual.lstrip(" :：.,")
            right = actual[: len(actual) - len(actual.lstrip(EMPHASIS))]
    return left, right


def _moved(faults: list[Fault]) -> list[Fault]:
    """`**Title**. Authors` for `**Title.** Authors`: one mark in another place, not one extra
    after the title and one missing."""
    added = {f.text: f.start for f in faults if f.kind == "entry-punctuation" and not f.removed}
    made = [
        fault._replace(kind="entry-punctuation", field=None)
        if fault.kind == "title-end-punctuation"
        and abs(added.get(fault.removed, -9) - fault.start) < NEAR
        else fault
        for fault in faults
    ]
    return _out_of_link(made)


def _out_of_link(faults: list[Fault]) -> list[Fault]:
    """`[Title.](url) Authors`: the stop that is missing after the link is inside of it."""
    inside = next((f for f in faults if f.kind == "title-end-punctuation"), None)
    for index, fault in enumerate(faults):
        missing = fault.kind == "entry-punctuation" and not fault.removed
        if inside is not None and missing and fault.text == inside.removed:
            moved = fault._replace(kind=inside.kind, field=inside.field)
            return [*faults[:index], moved, *faults[index + 1 :]]
    return faults


def _unticked(faults: list[Fault], entry: str) -> list[Fault]:
    """`[CVPR-2023]` for `` `[CVPR-2023]` ``: markers that are missing, none that shows."""
    if "`" in entry:
        return faults
    return [
        fault._replace(kind="entry-punctuation", field=None)
        if fault.kind == "emphasis-broken" and fault.text == "`" and not fault.removed
        else fault
        for fault in faults
    ]


def _run_together(faults: list[Fault], gaps: list[Gap]) -> list[Fault]:
    """`**SCM:2022ECCV** Title`: label and venue in one pair of markers are the label's fault.

    The markers do render, so nothing is broken; each field should have its own.
    """
    for gap in gaps:
        label, venue = gap.before, gap.after
        if label is None or label.name not in LABEL or venue is None or venue.name not in VENUE:
            continue
        wanted = any(c in EMPHASIS for c in gap.expected)
        if not wanted or any(c in EMPHASIS for c in gap.actual):
            continue
        last = max((g.end for g in gaps if g.before == venue), default=gap.end)
        faults = [
            fault._replace(kind="label-punctuation", field=label)
            if gap.start <= fault.start <= last
            else fault
            for fault in faults
        ]
    return faults


def _around_title(gaps: list[Gap]) -> set[int]:
    """Where the markers around an emphasized title are: the same ones on both sides."""
    left = next((g for g in gaps if g.after is not None and g.after.name == "title"), None)
    right = next((g for g in gaps if g.before is not None and g.before.name == "title"), None)
    if left is None or right is None:
        return set()
    opening = left.actual[len(left.actual.rstrip(EMPHASIS)) :]
    closing = right.actual[: len(right.actual) - len(right.actual.lstrip(EMPHASIS))]
    if not opening or opening != closing or left.expected.endswith(MARK):
        return set()
    size = len(opening)
    return {*range(left.end - size, left.end), *range(right.start, right.start + size)}


def _with_their_marks(faults: list[Fault]) -> list[Fault]:
    """Spaces that are missing where a mark is missing are missing with it: ` - ` is one thing.

    Likewise those that are extra next to a mark that is: `- - **SEAM:**`, `**SEAM:** : "Title"`.
    """
    marks = {f.start for f in faults if f.kind == "entry-punctuation" and not f.removed}
    lost = [f for f in faults if f.kind in ("entry-punctuation", "label-punctuation") and f.removed]
    gone = {at: fault for fault in lost for at in (fault.start, fault.end)}
    out = []
    for fault in faults:
        if fault.kind == "entry-spacing" and not fault.removed and fault.start in marks:
            fault = fault._replace(kind="entry-punctuation")
        elif fault.kind == "entry-spacing" and fault.removed == " " and not fault.text:
            beside = gone.get(fault.start) or gone.get(fault.end)
            if beside is not None:
                fault = fault._replace(kind=beside.kind, field=beside.field)
        out.append(fault)
    return out
