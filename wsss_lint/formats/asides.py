"""Words between the fields of an entry that belong to none of them.

`*CVPR2020* (Oral)`, `Title. In CVPR, 2020`: what is said about the paper, or leads on to its
venue. Reading steps over them, and no fix touches them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.formats.links import links_at

_REMARK = (
    r"(?<![\w])[\[(【（]?[*_]{0,2}(?:oral|spotlight|highlight|poster|award(?: candidate)?"
    r"|notable[- ]top[- ]\d+%?|best (?:student )?paper(?: award| candidate| finalist| runner-up)?"
    r"|honou?rable mention|extended abstract|to appear|accepted)"
    r"(?: (?:presentation|paper))?[*_]{0,2}[\])】）]?(?!\w)"
)
_LEAD = r"(?<![\w])in(?: the)? (?:proceedings of (?:the )?)?(?=[A-Z*_\"(])"
_ASIDE = re.compile(f"(?P<remark>{_REMARK})|(?P<lead>{_LEAD})", re.IGNORECASE)
MOST = 20  # asides in an entry
WORD, LINKS = 0.4, 2.2  # what it costs to step over a remark or `In`, and over links
_MAY_BE = re.compile(
    r"\bin\b|oral|spotl|highl|poster|notable|best|honou?r|abstract|appear|accept|award",
    re.IGNORECASE,
).search


Asides = dict[int, tuple[int, float]]  # start -> end, and what it costs to step over it


def asides_in(text: str, start: int, end: int) -> Asides:
    """Where each aside of an entry starts: where it ends, and what it costs to step over it."""
    found: Asides = {}
    if _MAY_BE(text, start, end) is not None:
        found = {aside.start(): (aside.end(), WORD) for aside in _found(text, start, end)}
    # `Title [[code](u)] *CVPR2020*` where links stand behind the venue
    target = text.find("](", start, end)
    at = text.rfind(" [", start, target) + 1
    while 0 < at < target and len(found) < MOST:
        last = links_at(text, at, end)[1]
        if last > at:
            found[at] = (last, LINKS)
        target = text.find("](", max(last, target + 1), end)
        at = text.rfind(" [", max(last, at), target) + 1
    return found


def remarks_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The remarks on the paper in a stretch between fields: `(Oral)`."""
    if _MAY_BE(text, start, end) is None:
        return []
    return [found.span() for found in _found(text, start, end) if found["remark"] is not None]


def leads(text: str, start: int, end: int) -> bool:
    """Whether words that lead on to a venue stand in a stretch between fields: `. In `."""
    return any(found["lead"] is not None for found in _found(text, start, end))


def words_beside(text: str, start: int, end: int) -> bool:
    """Whether a stretch between fields says something that is no remark: `. In `, a link."""
    for begin, stop in reversed(remarks_in(text, start, end)):
        text, end = text[:begin] + text[stop:], end - (stop - begin)
    return any(c.isalnum() for c in text[start:end])


def _found(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    # what follows the stretch decides whether `in` leads on to a venue
    return (found for found in _ASIDE.finditer(text, start, end + 1) if found.end() <= end)
