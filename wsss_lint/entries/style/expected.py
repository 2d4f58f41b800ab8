"""What neighboring entries have in the gaps of an entry: by vote, or put together from parts.

An entry without a label has a gap that few others have, from its start to its title. What is
expected there is put together from the markers that neighboring entries have around a title.
"""

from __future__ import annotations

import re

from wsss_lint.entries.style.gaps import Gap
from wsss_lint.entries.style.pieces import DOUBLE, EMPHASIS, SINGLE
from wsss_lint.entries.style.votes import MIN_VOTES, Entry, Votes, single

MARKS = DOUBLE + SINGLE + EMPHASIS
#: What is said besides the publication is written as everybody likes.
REMARKS = frozenset(("note",))
PUB = frozenset(("venue", "year"))
#: Entries in tags, `<b>Title</b> <i>CVPR2020</i>`, are in no style of Markdown.
_TAG = re.compile(r"</(?:b|i|em|strong|u|font|span|kbd|code)>", re.IGNORECASE)
SURE = 0.75  # of a group: what is put together needs a clearer majority


def expected_gaps(entry: Entry, votes: Votes, text: str) -> list[Gap]:
    """The gaps of an entry with what is expected in each; empty when nothing is to be compared."""
    if not _comparable(entry, text):
        return []
    return [_judged(entry, gap, votes) if gap.literal else gap for gap in entry.every]


def _judged(entry: Entry, gap: Gap, votes: Votes) -> Gap:
    """A gap with what is expected in it."""
    wanted, share, rare = single(gap.actual), 1.0, True
    if not REMARKS.intersection(gap.around):
        usual, rare = votes.judged(entry, gap.around, gap.actual)
        if usual is not None:
            wanted, share = usual.literal, usual.share
        if _lacks(entry, gap, votes):
            wanted = _put_together(entry, gap, votes) or wanted
    if PUB.issuperset(gap.around) and not wanted.strip():
        return gap  # the spaces between venue and year have rules of their own
    return gap if wanted == gap.actual else gap._replace(expected=wanted, share=share, rare=rare)


def _comparable(entry: Entry, text: str) -> bool:
    """Whether an entry is one: it has a title with a letter, and is not written in tags."""
    title = next((piece for piece in entry.pieces if piece.name == "title"), None)
    if title is not None and not any(map(str.isalnum, text[title.start : title.end])):
        return False
    span = entry.paper.span
    if text.find("</", *span) >= 0 and _TAG.search(text, *span):
        return False
    return len(entry.pieces) > 1 and entry.kind != "row"


def _lacks(entry: Entry, gap: Gap, votes: Votes) -> bool:
    """Whether an entry lacks a field here that the papers of its year or section have."""
    if gap.around[0] == "method" or votes.frequent(entry, gap.around):
        return False
    if not votes.dated(entry) and not votes.rare(entry, gap.around, gap.actual):
        return False  # it is in another style of the list
    for group in votes.own(entry):
        shape, total = votes.shape(group)
        if total >= MIN_VOTES:
            return len(entry.shape) < len(shape) and _within(entry.shape, shape)
    return False


def _within(shape: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all fields of a shape are in another one, in the same order."""
    rest = iter(other)
    return all(name in rest for name in shape)


def _put_together(entry: Entry, gap: Gap, votes: Votes) -> str | None:
    """A gap with the markers that neighboring entries have around its fields."""
    left, between, right = parted(gap.actual, gap.before is None, gap.after is None)
    for group in votes.own(entry):
        if votes.shape(group)[1] >= MIN_VOTES:
            after = (
                "" if gap.before is None else votes.marks(group, gap.before.name, 0, MARKS, SURE)
            )
            before = "" if gap.after is None else votes.marks(group, gap.after.name, 1, MARKS, SURE)
            left = left if after is None else after
            right = right if before is None else before
            return left + between + right
    return None


def parted(gap: str, starts: bool, ends: bool) -> tuple[str, str, str]:
    """A gap as the markers that close the field before it, what separates, and the markers that
    open the field after it."""
    inner = gap if starts else gap.lstrip(MARKS)
    left = gap[: len(gap) - len(inner)]
    between = inner if ends else inner.rstrip(MARKS)
    return left, between, inner[len(between) :]
