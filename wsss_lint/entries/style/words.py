"""What a reader is shown of a departure: the place to look at, and the words for it."""

from __future__ import annotations

from wsss_lint.entries.style.kinds import LABEL, MARK, Fault
from wsss_lint.entries.style.pieces import EMPHASIS
from wsss_lint.entries.style.slips import QUOTES


def span_of(kind: str, group: list[Fault], text: str) -> tuple[int, int]:
    """What a reader should look at: the field with its markers, or the very characters."""
    start = min(fault.start for fault in group)
    end = max(fault.end for fault in group)
    field = next((fault.field for fault in group if fault.field is not None), None)
    if kind == "entry-spacing":
        return _run(text, start, end)
    if kind == "title-end-punctuation":
        return next(((f.start, f.end) for f in group if f.removed), (start, end))
    if kind == "entry-punctuation" or field is None:
        return start, end
    only_spaces = all(fault.removed == " " and not fault.text for fault in group)
    if only_spaces and kind in ("title-quotes", "label-punctuation"):
        return start, end
    start, end = min(start, field.start), max(end, field.end)
    if kind == "title-quotes":
        start -= start > 0 and text[start - 1] in QUOTES
        end += end < len(text) and text[end] in QUOTES
    if kind in ("emphasis-broken", "label-punctuation") or any(f.removed in MARK for f in group):
        code = any("`" in (fault.text, fault.removed) for fault in group)  # **[`CVPR]** Title
        marks = EMPHASIS + (" `[]" if code else " ")
        start, end = _with_markers(text, start, end, marks, field.name in LABEL)
    return start, end


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the spaces around it."""
    while start > 0 and text[start - 1] == " ":
        start -= 1
    while end < len(text) and text[end] == " ":
        end += 1
    return start, end


def _with_markers(text: str, start: int, end: int, marks: str, label: bool) -> tuple[int, int]:
    """A range with the emphasis markers around it: `**Yao et al.  **`, `*SEAM:**`."""
    left, right = start, end
    if label and text[end : end + 1] in (":", "：") and text[end + 1 : end + 2] in MARK:
        right += 1
    while left > 0 and text[left - 1] in marks:
        left -= 1
    while right < len(text) and text[right] in marks:
        right += 1
    left += len(text[left:start]) - len(text[left:start].lstrip(" "))
    right -= len(text[end:right]) - len(text[end:right].rstrip(" "))
    return min(left, start), max(right, end)


def message_of(kind: str, group: list[Fault], text: str) -> str:
    """What is wrong, by the kind of the departure and the characters that differ."""
    field = next((fault.field for fault in group if fault.field is not None), None)
    name = text[field.start : field.end] if field is not None else ""
    removed = "".join(fault.removed for fault in group)
    added = "".join(fault.text for fault in group)
    if kind == "entry-spacing":
        return _spacing(group, added, text)
    if kind == "label-punctuation":
        return _label(name, removed, added)
    if kind == "title-quotes":
        return _quotes(group, removed, added, text)
    if kind == "title-end-punctuation":
        return f"title ends with `{removed.strip()}`"
    if kind == "emphasis-broken":
        start, end = (field.start, field.end) if field is not None else (0, 0)
        around = text[max(start - 4, 0) : start] + text[end : end + 5]
        look = "bold" if "**" in around + removed + added else "italics"
        return f"`*` around `{name}` is shown literally instead of as {look}"
    if kind == "venue-unemphasised":
        if added:
            return f"venue `{name}` is not emphasized, unlike neighboring entries"
        return f"venue `{name}` is emphasized differently from neighboring entries"
    return _separators(group, removed.strip(), added.strip())


def _spacing(group: list[Fault], added: str, text: str) -> str:
    if added:
        return "missing space"
    start, end = _run(text, group[0].start, group[-1].end)
    if end - start > len(group):
        return "extra space"
    return "unexpected space; neighboring entries have none"


def _label(name: str, removed: str, added: str) -> str:
    mark = added.strip()
    if " " in mark:
        return f"label `{name}` and the venue share one pair of emphasis markers"
    if mark and not removed:
        if not mark.strip(EMPHASIS):
            look = "bold" if len(mark) > 2 else "italic"
            return f"label `{name}` is not {look}, unlike neighboring entries"
        return f"missing `{mark}` after label `{name}`"
    if not removed.strip():
        return f"space before the colon of label `{name}`"
    if removed == added:
        return f"misplaced `{removed}` after label `{name}`"
    return f"label `{name}` is not punctuated like neighboring labels"


def _quotes(group: list[Fault], removed: str, added: str, text: str) -> str:
    field = next((fault.field for fault in group if fault.field is not None), None)
    if not added and not removed.strip():
        return "space inside the quotation marks"
    if removed and added:
        return "quotation marks differ from those of neighboring entries"
    if not added and field is not None:
        left, right = text[max(field.start - 4, 0) : field.start], text[field.end : field.end + 4]
        around = len(left) - len(left.rstrip(QUOTES)) + len(right) - len(right.lstrip(QUOTES))
        if around > len(removed):
            return "extra quotation mark around the title"
        return "title is in quotation marks, unlike neighboring entries"
    if len(added) > 1:
        return "title is not in quotation marks, unlike neighboring entries"
    return "unbalanced quotation marks around the title"


def _separators(group: list[Fault], removed: str, added: str) -> str:
    """What is wrong with what is between two fields."""
    if added == removed:
        return f"misplaced `{removed}`"
    if added and removed:
        return f"`{removed}` instead of `{added}`"
    runs = [(fault.text or fault.removed).strip() for fault in group]
    ends = [fault.end for fault in group]
    for i in range(len(group) - 1, 0, -1):
        if group[i].start == ends[i - 1]:  # one run of marks
            runs[i - 1] += runs.pop(i)
    word = "missing" if added else "unexpected"
    if set(runs) == {"`"}:
        return f"{word} backticks"
    shown = " and ".join(f"`{run}`" for run in runs if run) or "space"
    return f"{word} {shown}"
