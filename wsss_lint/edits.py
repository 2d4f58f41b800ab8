"""Edits of findings, put into a text."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.diagnostics import Diagnostic, Edit


def edits_of(chosen: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of some findings' fixes."""
    return [edit for d in chosen if d.fix is not None for edit in d.fix.edits]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with edits applied that do not overlap."""
    out = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at or edit.end < edit.start:
            raise ValueError(f"edits overlap at offset {edit.start}")
        out.append(text[at : edit.start])
        out.append(edit.text)
        at = edit.end
    out.append(text[at:])
    return "".join(out)
