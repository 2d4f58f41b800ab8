"""What a reader is shown of a departure: the place to look at, and the words for it."""

from __future__ import annotations

from wsss_lint.records.slips import LABEL_FIELDS, MARK, MARKS, QUOTES, Slip


def span_of(kind: str, group: list[Slip], text: str) -> tuple[int, int]:
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
    if kind in ("emphasis-broken", "label-punctuation") or any(s.removed in MARK for s in group):
        code = any("`" in (s.text, s.removed) for s in group)  # **[`CVPR]** Title
        marks = MARKS + " `[]" if code else MARKS + " "
        start, end = _with_marks(text, start, end, marks, field.name in LABEL_FIELDS)
    return start, end


def _with_marks(text: str, start: int, end: int, marks: str, label: bool) -> tuple[int, int]:
    """A range with the emphasis marks around it: `**Yao et al.  **`, `*SEAM:**`."""
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


def message_of(kind: str, group: list[Slip], text: str) -> str:
    """What is wrong, by the kind of the departure and the characters that differ."""
    field = next((s.field for s in group if s.field is not None), None)
    name = text[field.start : field.end] if field is not None else ""
    removed = "".join(s.removed for s in group)
    added = "".join(s.text for s in group)
    if kind == "entry-spacing":
        if added:
            return "a blank is missing here"
        start, end = span_of(kind, group, text)
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
        if not added and field is not None:
            left, right = text[: field.start], text[field.end :]
            around = len(left) - len(left.rstrip(QUOTES)) + len(right) - len(right.lstrip(QUOTES))
            if around > len(removed):
                return "a quote too many around the title"
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
    if set(runs) == {"`"}:
        return f"the backticks around it are {'missing' if added else 'too much'} here"
    shown = " and ".join(f"`{run}`" for run in runs if run) or "a blank"
    verb = "are" if len(runs) > 1 else "is"
    return f"{shown} {verb} {'missing' if added else 'too much'} here"
