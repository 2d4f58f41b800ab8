"""Reading an entry that departs from its template: the cheapest way to make them meet.

The template becomes a small automaton over characters. The search walks text and automaton
together and pays for each literal character that is missing, each that is too many, and each
that looks like the right one (a curly quote); characters inside a field are free unless they
are marks that the template puts around fields. The cheapest walk says where the fields are.
"""

from __future__ import annotations

import re
from heapq import heappop, heappush

from wsss_lint.formats.asides import Asides, asides_in
from wsss_lint.formats.moves import Pubs, Step, Walk
from wsss_lint.formats.syntax import FieldNode, Literal, Node
from wsss_lint.formats.template import Capture, Match, Template
from wsss_lint.venues.registry import Registry

MAX_LENGTH = 2_000
MAX_STEPS = 40_000
MAX_COST = 4.5


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
    asides = asides_in(text, start, end)
    named: bool | None = None
    for variant, cost in variants(template):
        if cost and "pub" in template.fields and "pub" not in variant.fields:
            named = names_pub(text, start, end, registry) if named is None else named
            cost += named  # `Title (CVPR 2020)`: a venue that is there is hardly missing
        left = (best.cost if best else bound) - cost
        if left <= 0 or (not linked and _needs_link(variant)):
            continue
        found = _align(variant, text, start, end, left, registry, pubs, asides)
        if found is not None:
            best = Match(variant, found[0], (), found[1] + cost)
    return best


DATED = re.compile(
    r"(?<![\w-])([A-Z][A-Za-z&]{2,9})(?:(?:, |[ '’]{0,2})(?:19|20)\d\d|['’]\d\d)(?![\w-])"
)


def names_pub(text: str, start: int, end: int, registry: Registry) -> bool:
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


def _align(
    template: Template, text: str, start: int, end: int, bound: float, registry: Registry,
    pubs: Pubs, asides: Asides,
) -> tuple[tuple[Capture, ...], float] | None:  # fmt: skip
    """The cheapest walk that costs less than `bound`."""
    if template.automaton is None:
        made = [Step("end", "", None, ())]
        first = _automaton(template.nodes, made, 0)
        template.automaton = (made, first)
    steps, first = template.automaton
    walk = Walk(template, text, end, registry, pubs, asides)
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
