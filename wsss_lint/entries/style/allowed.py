"""What looks like a departure and is none, and what must not be written as a fix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.entries.style.gaps import Gap
from wsss_lint.entries.style.kinds import MARK, Fault
from wsss_lint.entries.style.pieces import DOUBLE, EMPHASIS, Piece
from wsss_lint.entries.style.slips import QUOTES
from wsss_lint.records.model import Departure
from wsss_lint.source import Span

#: Bold that ends after punctuation and before a letter does not end: `**SEAM:**Title`.
_UNCLOSED = re.compile(r"[^\s\w*]\*{1,3}\w")
_TWICE = re.compile(r",\.|\.,(?! ?\w)|al\.\.|;\.|:\.|\. ?\.(?!\.)")
CLEAR = 0.7  # of neighboring entries: separators need a clearer majority than markers
PROSE = 2  # lower-case words in what was read as authors


def allowed(gap: Gap, faults: list[Fault], text: str) -> Iterator[Fault]:
    """The faults of a gap that are the entry's own."""
    if not faults or _lone_year(gap, text) or _torn(gap.before, text) or _torn(gap.after, text):
        return
    prose = _prose(gap.before, text) or _prose(gap.after, text) or _ends_in_stop(gap, faults)
    for fault in faults:
        formal = fault.kind in ("entry-punctuation", "entry-spacing")
        if not (formal and prose) and not _excused(gap, fault, text):
            yield fault


def _excused(gap: Gap, fault: Fault, text: str) -> bool:
    """Whether a slip may stay as it is."""
    before = gap.before
    title = before if before is not None and before.name == "title" else None
    last = text[before.end - 1] if before is not None else ""
    if fault.kind == "entry-punctuation" and gap.share < CLEAR:
        return True
    if fault.kind in ("entry-punctuation", "entry-spacing") and not gap.rare:
        return True
    if fault.text == "." and last in tuple("?!.…"):
        return True  # `Do We Need Clean Labels? [[Paper]]` and `et al.` need no stop
    if fault.kind == "title-quotes" and fault.text and fault.field is not None:
        value = text[fault.field.start : fault.field.end]
        if any(c in value for c in DOUBLE + "*"):
            return True  # `A. Author, "Title"`: what is all in there is not to be quoted
    if fault.removed == "*" and text.startswith("SEM", fault.end):
        return True  # the conference `*SEM`
    if fault.removed in MARK and title is not None and _inside(title, fault, gap, text):
        return True  # `"Title ** really **" *CVPR2020*`: markers of the title are its own
    if fault.removed == " " and text[fault.start - 1] == "]" and text[fault.end] == "(":
        return True  # `[Title] (https://…)` is not a link: a matter of links
    char = fault.removed or fault.text
    near = [p.name for p in (gap.before, gap.after) if p is not None]
    return char in "[]" and fault.kind == "entry-punctuation" and ("links" in near or "url" in near)


def _ends_in_stop(gap: Gap, faults: list[Fault]) -> bool:
    """Whether a stop after authors is none too many: the others end in `et al.`"""
    if gap.before is None or gap.before.name != "authors":
        return False
    extra = any(fault.removed == "." and not fault.text for fault in faults)
    return extra and not gap.expected.strip(" \n" + EMPHASIS)


def _inside(title: Piece, fault: Fault, gap: Gap, text: str) -> bool:
    """Whether a marker after a title belongs to one that is left in it."""
    near = fault.slip.offset < gap.actual.rstrip(" ").rfind(" ")
    return near and text.find(fault.removed, title.start, title.end) >= 0


def _torn(piece: Piece | None, text: str) -> bool:
    """Whether a label or venue was read with a part of the markers around it: `[**VoTr**]`."""
    if piece is None or piece.name not in ("pub", "method"):
        return False
    value = text[piece.start : piece.end]
    if piece.name == "pub" and not value[:1].isalnum() and value[:1] not in ("'", "’"):
        return True
    return value.count("*") % 2 == 1


def _lone_year(gap: Gap, text: str) -> bool:
    """Whether a year without markers was read as the venue: `… . Some Journal, 2020.`

    The words before it may be the venue; markers around the year alone would be wrong then.
    """
    for piece in (gap.before, gap.after):
        if piece is not None and piece.name == "pub":
            around = text[piece.start - 1 : piece.start] + text[piece.end : piece.end + 1]
            if text[piece.start : piece.end].isdigit() and not any(c in EMPHASIS for c in around):
                return True
    return False


def _prose(piece: Piece | None, text: str) -> bool:
    """Whether what was read as authors is a sentence: `Modern app to annotate objects in …`."""
    if piece is None or piece.name != "authors":
        return False
    words = text[piece.start : piece.end].split()
    plain = sum(len(word) > 4 and word.islower() for word in words)
    return plain > PROSE


def renders(departure: Departure, unit: Span, text: str) -> bool:
    """Whether the entry with the edits is no worse than before: no quotation mark or bracket
    loses its partner, no bold stays open, no separators meet."""
    before = text[unit.start : unit.end]
    after, at = "", unit.start
    for edit in sorted(departure.edits):
        after += text[at : edit.start] + edit.text
        at = edit.end
    after += text[at : unit.end]
    return all(
        _faults(after, pattern) <= _faults(before, pattern) for pattern in (_UNCLOSED, _TWICE)
    ) and _odd(after) <= _odd(before)


def _faults(text: str, pattern: re.Pattern[str]) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _odd(text: str) -> int:
    """How many kinds of brackets and quotation marks are without a partner."""
    pairs = sum(text.count(a) != text.count(b) for a, b in ("()", "[]", "（）", "“”", "【】"))
    runs = [len(run) for run in re.findall(r"\*+", text)]
    italics, bold = sum(run & 1 for run in runs), sum(run // 2 for run in runs)
    return pairs + text.count('"') % 2 + italics % 2 + bold % 2


__all__ = ["QUOTES", "allowed", "renders"]
