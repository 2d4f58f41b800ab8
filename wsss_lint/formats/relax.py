"""Reading an entry that departs from its template: the cheapest way to make them meet.

The template becomes a small automaton over characters. The search walks text and automaton
together and pays for each literal character that is missing, each that is too many, and each
that looks like the right one (a curly quote); characters inside a field are free unless they
are marks that the template puts around fields. The cheapest walk says where the fields are.
"""

from __future__ import annotations

import re
from functools import cache
from heapq import heappop, heappush
from typing import NamedTuple

from wsss_lint.formats.links import links_at, tags_at
from wsss_lint.formats.syntax import FieldNode, Literal, Node
from wsss_lint.formats.template import FIXED, LINK_TYPES, Capture, Match, Template
from wsss_lint.venues.pub import match_pub
from wsss_lint.venues.registry import Registry

MAX_LENGTH = 2_000
MAX_STEPS = 40_000
MAX_COST = 4.5

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
    "，": 0.6, "【": 0.9, "】": 0.9, "（": 0.8, "）": 0.8,
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
BEGINS_NONE = {"title": ":：,;", "method": "*_:", "text": ")]}.,;:", "any": ")]}.,;:"}

#: Field types that are matched at once; the others go on word by word.
SHORT = LINK_TYPES | set(FIXED) | {"pub", "pub!", "rest", "tags"}
# Compiled in a tenth of the time that `[^\W_]+` takes.
TOKEN = re.compile(r"(?:(?!_)\w)+|.", re.DOTALL)


class Step(NamedTuple):
    """A state of the automaton: one character, one field, a choice, or the end."""

    kind: str  # "char", "field", "choice", "end"
    char: str
    field: FieldNode | None
    next: tuple[int, ...]


def relax(
    template: Template, text: str, start: int, end: int, registry: Registry,
    bound: float = MAX_COST,
) -> Match | None:  # fmt: skip
    """Read an entry that the template does not fit exactly; None when it is too far off."""
    if end - start > MAX_LENGTH:
        return None
    best: Match | None = None
    linked = text.find("](", start, end) >= 0 or text.find("http", start, end) >= 0
    pubs: Pubs = {}
    named: bool | None = None
    for variant, cost in variants(template):
        if cost and "pub" in template.fields and "pub" not in variant.fields:
            named = _names_pub(text, start, end, registry) if named is None else named
            cost += named  # `Title (CVPR 2020)`: a venue that is there is hardly missing
        left = (best.cost if best else bound) - cost
        if left <= 0 or (not linked and _needs_link(variant)):
            continue
        found = _align(variant, text, start, end, left, registry, pubs)
        if found is not None:
            best = Match(variant, found[0], (), found[1] + cost)
    return best


VENUE_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Za-z&]{2,9})[ '’]{0,2}$")
DATED = re.compile(r"(?<![\w-])([A-Z][A-Za-z&]{2,9})[ '’]{0,2}(?:19|20)\d\d(?![\w-])")


def _names_pub(text: str, start: int, end: int, registry: Registry) -> bool:
    """Whether a venue that is known stands in the text with its year."""
    found = DATED.finditer(text, start, end)
    return any(registry.lookup(match[1]) is not None for match in found)


def _needs_link(template: Template) -> bool:
    """Whether no entry without a link can be of this form."""
    return any(
        isinstance(node, FieldNode) and node.type in ("link", "links+", "url")
        for node in template.nodes
    )


def variants(template: Template) -> list[tuple[Template, float]]:
    """The template, and it without the fields that an entry may lack, with what that costs."""
    if template.variants is None:
        template.variants = _make_variants(template)
    return template.variants


def _make_variants(template: Template) -> list[tuple[Template, float]]:
    made = [(template, 0.0)]
    names = [n.name for n in template.nodes if isinstance(n, FieldNode)]
    for dropped, cost in (
        (("method",), 1.5), (("pub",), 2.0), (("venue",), 2.0), (("year",), 2.0),
        (("authors",), 2.0), (("method", "pub"), 3.5), (("links",), 2.0),
    ):  # fmt: skip
        if all(name in names for name in dropped) and len(names) > len(dropped):
            made.append((without(template, dropped), cost))
    return made


MIRROR = {"(": ")", "[": "]", "{": "}", "“": "”", "<": ">", "【": "】", "（": "）"}
WRAPS = "*_\"'([{`“<【（"


def without(template: Template, names: tuple[str, ...]) -> Template:
    """The template without these fields and the marks around them."""
    nodes = list(template.nodes)
    for name in names:
        index = next(i for i, n in enumerate(nodes) if isinstance(n, FieldNode) and n.name == name)
        before, left, after, right = _around(nodes, index)
        opener = left[len(left.rstrip(WRAPS)) :]
        closer = "".join(MIRROR.get(c, c) for c in reversed(opener))
        if opener and closer in right:
            left = left[: len(left) - len(opener)]
            right = right[right.index(closer) + len(closer) :]
        if not before and not left.strip():
            joined = right.lstrip(" .,:;|-")
        elif not after and not right.strip():
            joined = left.rstrip(" ,:;|-")
        elif left.rstrip(" ")[-1:] in tuple(",.;|-") and right.lstrip(" ")[:1] in tuple(",.;|-)"):
            joined = left.rstrip(" ,.;|-") + right  # `, {authors}, ` leaves one comma
        elif " " in left + right:
            joined = left.rstrip(" ") + " " + right.lstrip(" ")
        else:
            joined = left + right
        middle: list[Node] = [Literal(joined)] if joined else []
        nodes = [*before, *middle, *after]
    return Template.from_nodes(nodes, template.text, template.index)


def _around(nodes: list[Node], index: int) -> tuple[list[Node], str, list[Node], str]:
    before, after = nodes[:index], nodes[index + 1 :]
    left = right = ""
    if before and isinstance(before[-1], Literal):
        left, before = before[-1].text, before[:-1]
    if after and isinstance(after[0], Literal):
        right, after = after[0].text, after[1:]
    return before, left, after, right


def _automaton(nodes: list[Node], steps: list[Step], follow: int) -> int:
    """Append the states for nodes that lead on to `follow`; the number of the first."""
    for node in reversed(nodes):
        if isinstance(node, Literal):
            for char in reversed(node.text):
                steps.append(Step("char", char, None, (follow,)))
                follow = len(steps) - 1
        elif isinstance(node, FieldNode):
            steps.append(Step("field", "", node, (follow,)))
            follow = len(steps) - 1
        elif node.repeated:
            steps.append(Step("choice", "", None, (follow,)))
            choice = len(steps) - 1
            inner = _automaton(node.nodes, steps, choice)
            steps[choice] = Step("choice", "", None, (inner, follow))
            follow = choice
        else:
            inner = _automaton(node.nodes, steps, follow)
            steps.append(Step("choice", "", None, (inner, follow)))
            follow = len(steps) - 1
    return follow


Moves = list[tuple[float, int, int, int, tuple[Capture, ...]]]
Pubs = dict[int, list[tuple[int, float]]]  # what `_pubs` found, by offset


def _align(
    template: Template, text: str, start: int, end: int, bound: float, registry: Registry,
    pubs: Pubs,
) -> tuple[tuple[Capture, ...], float] | None:  # fmt: skip
    """The cheapest walk that costs less than `bound`."""
    if template.automaton is None:
        made = [Step("end", "", None, ())]
        first = _automaton(template.nodes, made, 0)
        template.automaton = (made, first)
    steps, first = template.automaton
    walk = Walk(template, text, end, registry, pubs)
    # A node of the search: (cost, order, state, position, start of the open field or -1, trail)
    heap: list[tuple[float, int, int, int, int, tuple[Capture, ...]]] = [
        (0.0, 0, first, start, -1, ())
    ]
    seen: set[tuple[int, int, bool]] = set()
    order = 0
    while heap and order < MAX_STEPS:
        cost, _, state, at, opened, trail = heappop(heap)
        key = (state, at, opened >= 0)
        if key in seen:
            continue
        seen.add(key)
        step = steps[state]
        if step.kind == "end" and at >= end:
            return trail, cost
        for extra, target, position, begun, path in walk.moves(step, state, at, opened, trail):
            if cost + extra < bound:
                order += 1
                heappush(heap, (cost + extra, order, target, position, begun, path))
    return None


class Walk:
    """The moves of one search: what each step allows at each offset, and what it costs."""

    __slots__ = ("end", "pubs", "quoted", "registry", "text")

    def __init__(
        self, template: Template, text: str, end: int, registry: Registry, pubs: Pubs
    ) -> None:
        self.text = text
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
            moves.append((EXTRA[here], state, at + 1, -1, trail))
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
            if found is not None:
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
                price = 1.5 if text[at] in BEGINS_NONE.get(type_, "") else 0.0
                moves.append((price, state, at, at, trail))
            if type_ == "title":  # `**Method:** "" *2018*`: nothing between the quotes
                capture = Capture(field.name, type_, at, at)
                moves.append((1.0, target, at, -1, (*trail, capture)))
            return
        if at > opened and text[at - 1] != " ":
            capture = Capture(field.name, type_, opened, at)
            # `Title (CVPR 2025)`, `Title | CVPR2025`: the mark is not the title's
            price = 1.2 if text[at - 1] in "([{|（【" else 0.0
            moves.append((price, target, at, -1, (*trail, capture)))
        if at < end:
            token = TOKEN.match(text, at, end)
            assert token is not None
            price = _inside(type_, text[at], text, at, opened, self.quoted)
            moves.append((price, state, token.end(), opened, trail))


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
        return 2.0
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
YEAR_NEXT = re.compile(r", (?:19|20)\d\d(?!\d)")
WORD_END = re.compile(r"[^\s*_\"“”()\[\]{}|`,;【】（），；：]+(?:\(\w+\))?")


def _pubs(text: str, at: int, end: int, registry: Registry) -> list[tuple[int, float]]:
    """Where a venue with its year may end that begins at `at`, and how doubtful it is."""
    if at >= end or text[at] in ' *_"' or (at and (text[at - 1].isalnum())):
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
        if text[stop : stop + 1] == "," and YEAR_NEXT.match(text, stop, end):
            stop += 1  # `AAAI, 2024`
        if stop >= end or text[stop] != " ":
            break
        stop += 1
    return found
