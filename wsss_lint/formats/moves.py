"""The moves of a relaxed reading: what each step of a template allows, and what it costs.

A literal character may be missing, there may be one too many, or one that looks like it (a curly
quote); characters inside a field are free unless they are marks that stand around fields.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from wsss_lint.formats.asides import Asides, leads
from wsss_lint.formats.links import links_at, tags_at
from wsss_lint.formats.syntax import FieldNode, Literal
from wsss_lint.formats.template import FIXED, LINK_TYPES, Capture, Template
from wsss_lint.venues.pub import match_pub
from wsss_lint.venues.registry import Registry

#: What a missing literal character costs; characters that are not here cannot be missing.
MISSING = {
    " ": 0.4, ".": 0.5, ",": 0.6, ":": 0.7, ";": 0.7, '"': 0.7, "*": 0.35, "_": 0.35, "'": 0.7,
    "|": 0.9, "-": 0.9, "(": 0.8, ")": 0.8, "[": 0.9, "]": 0.9, "`": 0.7,
    "：": 0.7, "，": 0.6, "。": 0.5, "【": 0.9, "】": 0.9, "（": 0.8, "）": 0.8,
}  # fmt: skip
#: What a character too many costs, between two fields only.
EXTRA = {
    " ": 0.3, ".": 0.6, ",": 0.6, ":": 0.6, ";": 0.7, '"': 0.6, "*": 0.5, "_": 0.5, "'": 0.7,
    "|": 0.9, "-": 0.9, "(": 0.8, ")": 0.8, "[": 0.9, "]": 0.9, "`": 0.7,
    "“": 0.6, "”": 0.6, "‘": 0.7, "’": 0.7, "：": 0.7, "\u200b": 0.2, "。": 0.7,
    "，": 0.6, "【": 0.9, "】": 0.9, "（": 0.8, "）": 0.8, "–": 0.9, "—": 0.9,
    "\\": 0.4,
}  # fmt: skip
ALIKE = {
    ("“", '"'): 0.3, ("”", '"'): 0.3, ("„", '"'): 0.3, ("'", '"'): 0.5, ("’", '"'): 0.5,
    ("‘", '"'): 0.5, ("`", '"'): 0.5, ("：", ":"): 0.3, (";", ":"): 0.6, ("_", "*"): 0.3,
    ("，", ","): 0.3, ("（", "("): 0.3, ("）", ")"): 0.3, (".", ":"): 1.1, (".", ","): 0.6,
    (":", "："): 0.3, (",", "，"): 0.3, ("(", "（"): 0.3, (")", "）"): 0.3, ("[", "【"): 0.4,
    ("]", "】"): 0.4, (",", "."): 0.6, ("«", '"'): 0.4, ("»", '"'): 0.4,
    ("–", "-"): 0.3, ("—", "-"): 0.3,
}  # fmt: skip
#: Marks inside a field that suggest that the field ended before them.
IN_TITLE = {'"': 0.8, "“": 0.8, "”": 0.8, "*": 0.7, "|": 0.5, "[": 0.5, "]": 0.5}
IN_METHOD = {'"': 1.5, "“": 1.5, "”": 1.5, ":": 1.0, "|": 1.0, "[": 1.0, "]": 1.0, " ": 0.15}
#: Marks that begin no such field: `**M: 2021CVPR**: Title`, `***M:*** ***2020ECCV*** Title`;
#: nor a remark: `Some Journal 2.4 (1989): 303-314`.
BEGINS_NONE = {
    "title": ":：,;])}】）", "method": "*_:", "authors": ".,:;", "text": ")]}.,;:",
    "any": ")]}.,;:",
}  # fmt: skip

DASHES = "-–—"
BULLETS = DASHES + "*+"

#: Field types that are matched at once; the others go on word by word.
SHORT = LINK_TYPES | set(FIXED) | {"pub", "pub!", "rest", "tags"}
# Compiled in a tenth of the time that `[^\W_]+` takes.
TOKEN = re.compile(r"(?:(?!_)\w)+|.", re.DOTALL)
VENUE_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Za-z&]{2,9})(?:, |[ '’]{0,2})$")


class Step(NamedTuple):
    """A state of the automaton: one character, one field, a choice, or the end."""

    kind: str  # "char", "field", "choice", "end"
    char: str
    field: FieldNode | None
    next: tuple[int, ...]


Moves = list[tuple[float, int, int, int, tuple[Capture, ...]]]
Pubs = dict[int, list[tuple[int, float]]]  # what `_pubs` found, by offset


class Walk:
    """The moves of one search: what each step allows at each offset, and what it costs."""

    __slots__ = ("asides", "end", "pubs", "quoted", "registry", "text")

    def __init__(
        self, template: Template, text: str, end: int, registry: Registry, pubs: Pubs,
        asides: Asides,
    ) -> None:  # fmt: skip
        self.text = text
        self.asides = asides
        self.end = end
        self.registry = registry
        self.pubs = pubs
        self.quoted = any('"' in n.text for n in template.nodes if isinstance(n, Literal))

    def moves(
        self, step: Step, state: int, at: int, opened: int, trail: tuple[Capture, ...]
    ) -> Moves:
        """All moves from a step of the automaton at an offset of the text."""
        moves: Moves = []
        here = self.text[at] if at < self.end else ""
        if step.kind == "choice":
            return [(0.0, target, at, -1, trail) for target in step.next]
        if here in EXTRA and opened < 0:
            # `<br>` counts as four blanks: a run of them is one slip
            again = here == " " and at > 0 and self.text[at - 1] == " "
            moves.append((0.05 if again else EXTRA[here], state, at + 1, -1, trail))
        if opened < 0 and at in self.asides:
            last, price = self.asides[at]
            moves.append((price, state, last, -1, trail))
        if step.kind == "char":
            char, target = step.char, step.next[0]
            if here == char:
                moves.append((0.0, target, at + 1, -1, trail))
            elif (here, char) in ALIKE:
                moves.append((ALIKE[here, char], target, at + 1, -1, trail))
            if char in MISSING:
                moves.append((MISSING[char], target, at, -1, trail))
        elif step.field is not None:
            if step.field.type in SHORT:
                self._short(step.field, step.next[0], at, opened, trail, moves)
            else:
                self._free(step.field, state, step.next[0], at, opened, trail, moves)
        return moves

    def _short(
        self, field: FieldNode, target: int, at: int, opened: int, trail: tuple[Capture, ...],
        moves: Moves,
    ) -> None:  # fmt: skip
        """Fields whose end is known from their own text."""
        type_, text, end = field.type, self.text, self.end
        if type_ in FIXED:
            found = _fixed_pattern(type_).match(text, at, end)
            # `[[paper](u)]`: brackets are no address
            if found is not None and not (type_ == "url" and text.startswith("[", at)):
                capture = Capture(field.name, type_, *found.span())
                moves.append((0.0, target, found.end(), -1, (*trail, capture)))
        elif type_ in ("pub", "pub!"):
            if at not in self.pubs:
                self.pubs[at] = _pubs(text, at, end, self.registry)
            for stop, price in self.pubs[at]:
                capture = Capture(field.name, type_, at, stop)
                moves.append((price, target, stop, -1, (*trail, capture)))
        elif type_ == "rest":
            capture = Capture(field.name, type_, at, end)
            moves.append((0.2, target, end, -1, (*trail, capture) if end > at else trail))
        else:
            last = tags_at(text, at, end) if type_ == "tags" else links_at(text, at, end)[1]
            if last > at:
                capture = Capture(field.name, type_, at, last)
                moves.append((0.0, target, last, -1, (*trail, capture)))
            if type_ in ("links", "tags"):
                moves.append((0.0, target, at, -1, trail))

    def _free(
        self, field: FieldNode, state: int, target: int, at: int, opened: int,
        trail: tuple[Capture, ...], moves: Moves,
    ) -> None:  # fmt: skip
        """Fields of free text: begin, end, or go on over one more word or mark."""
        text, end, type_ = self.text, self.end, field.type
        if opened < 0:
            if at < end and text[at] != " ":
                price = 1.5 if _begins_none(type_, text, at) else 0.0
                moves.append((price, state, at, at, trail))
            if type_ == "title":  # `**Method:** "" *2018*`: nothing between the quotes
                capture = Capture(field.name, type_, at, at)
                moves.append((1.0, target, at, -1, (*trail, capture)))
            return
        if at > opened and text[at - 1] != " ":
            capture = Capture(field.name, type_, opened, at)
            price = 1.3 if _ends_none(type_, text, opened, at) else 0.0
            moves.append((price, target, at, -1, (*trail, capture)))
        if at < end:
            token = TOKEN.match(text, at, end)
            assert token is not None
            price = _inside(type_, text[at], text, at, opened, self.quoted)
            moves.append((price, state, token.end(), opened, trail))


def _begins_none(type_: str, text: str, at: int) -> bool:
    """Whether no field of a type begins with the mark here; `**M** - Title` has a dash before."""
    return text[at] in BEGINS_NONE.get(type_, "") or (
        type_ == "title" and text[at] in BULLETS and text[at + 1 : at + 2] == " "
    )


def _ends_none(type_: str, text: str, opened: int, at: int) -> bool:
    """Whether the mark before `at` is not the field's: `Title (CVPR 2025)`, `Title | CVPR2025`,
    `Title - CVPR2025`, ``Title `CVPR2025` ``; `[paper` of `[paper](u)` is half of something."""
    last = text[at - 1]
    if (
        last in "nf"
        and text[at - 3 : at] in (" In", " in", " of")
        and leads(text, max(at - 24, 0), at + 1)
    ):
        return True  # `Title. In CVPR 2025`, `Title. In Proceedings of CVPR 2025`
    if last in "([{|（【\\" or (last in DASHES and text[at - 2 : at - 1] == " "):
        return True
    if last == "`":
        return text.count("`", opened, at) % 2 == 1
    if type_ != "title" or not text.startswith("](", at):
        return False
    # `[code](u)`: one word in a link is a label, not a title
    return " " not in text[opened:at] or text.count("[", opened, at) > text.count("]", opened, at)


@cache
def _fixed_pattern(type_: str) -> re.Pattern[str]:
    return re.compile(FIXED[type_])


def _inside(type_: str, char: str, text: str, at: int, opened: int, quoted: bool) -> float:
    """What it costs that a field goes on over this character."""
    if type_ == "method":
        if char == "*" and text[at : at + 2] == "**":
            return 1.0
        return IN_METHOD.get(char, 0.0)
    if char == '"' and not quoted:
        return 0.8 if at == opened else 0.5
    if char in "[]" and (text.startswith("](", at) or text.startswith("[[", at)):
        return 2.6
    if char == "(" and OPEN_PUB.match(text, at):
        return 1.2
    if char == "-" and text[at - 2 : at + 2] == "  - ":
        return 2.0  # a bullet below
    if char == "h" and text[at - 1] != "(" and text.startswith(("http://", "https://"), at):
        return 2.0
    return IN_TITLE.get(char, 0.0)


#: A venue whose bracket does not close: `Title (NDSS 2020 [Paper](…)`.
OPEN_PUB = re.compile(r"\([A-Z][\w&/.' -]{1,30}?(?:19|20)\d\d(?= ?[\[,]| ?$)")
#: What may stand behind venue and year: `CVPR 2023 Oral`, `ACL 2021 (Findings)`.
NOTE = re.compile(
    r"\(|(?i:oral|spotlight|poster|highlight|workshop|findings|track|best|demo|long|short|main|award)"
)
CAPITALS = re.compile(r"[A-Z]{3,10} (?:19|20)\d\d")
YEAR_BEHIND = re.compile(r", (?:19|20)\d\d(?!\d)")
WORD_END = re.compile(r"[^\s*_\\\"“”()\[\]{}|`,;【】（），；：]+(?:\(\w+\))?")


def _pubs(text: str, at: int, end: int, registry: Registry) -> list[tuple[int, float]]:
    """Where a venue with its year may end that begins at `at`, and how doubtful it is."""
    if at >= end or not text[at].isalnum() or (at and (text[at - 1].isalnum())):
        return []
    if text[at] in "Ii" and leads(text, at, at + 4):  # `In CVPR 2020`: the venue comes behind
        return []
    found: list[tuple[int, float]] = []
    stop = at
    for _ in range(4):
        word = WORD_END.match(text, stop, end)
        if word is None:
            break
        stop = word.end()
        for cut in (stop, stop - 1):
            if cut < stop and text[cut] not in ".,":
                continue
            pub = match_pub(text, at, cut, registry)
            if pub is None:
                continue
            if pub.venue_span is None:
                torn = VENUE_BEFORE.search(text, max(at - 12, 0), at)
                # `CVPR 2020`: its year is not all that the entry says
                named = torn is not None and (
                    (torn[1].isupper() and torn[0].endswith(" "))  # `ALC 2020`, misspelt
                    or registry.lookup(torn[1]) is not None
                )
                found.append((cut, 2.0 if named else 0.8))
            else:
                known = registry.lookup(text[pub.venue_span[0] : pub.venue_span[1]])
                dated = pub.year_span is not None
                if known is not None:
                    stop_too = 0.65 if text[cut - 1] in ".," else 0.0  # `CVPR 2025.`
                    if pub.note_span is not None and not NOTE.search(text, at, cut):
                        stop_too += 1.0  # `(CVPR 2023 MIC: Masked Images …`: the title's
                    found.append((cut, (0.0 if dated else 0.4) + stop_too))
                elif dated and (" " not in text[at:cut] or CAPITALS.fullmatch(text, at, cut)):
                    found.append((cut, 0.5))
                elif dated and text.endswith((", ", ". "), 0, at):
                    found.append((cut, 0.7))  # `Ann Ey, Bo Zed. Foo 2021`: not the year alone
        if YEAR_BEHIND.match(text, stop, end):
            stop += 1  # `CVPR, 2020`
        if stop >= end or text[stop] != " ":
            break
        stop += 1
    return found
