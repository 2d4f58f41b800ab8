"""Templates: they read entries and write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.formats.free import LINK_TYPES, Capture, Loose, Matcher, State
from wsss_lint.formats.matcher import FIXED, at_end, compile_nodes
from wsss_lint.formats.quick import Quick, compile_quick
from wsss_lint.formats.syntax import FieldNode, Literal, Node, fields_of, parse_template

if TYPE_CHECKING:
    from wsss_lint.formats.moves import Step
    from wsss_lint.venues.registry import Registry

__all__ = ["FIXED", "LINK_TYPES", "Capture", "Loose", "Match", "Template"]

MAX_LENGTH = 16_384  # an entry longer than this is no paper; no template is tried on it


class Match(NamedTuple):
    """An entry read by a template."""

    template: Template
    captures: tuple[Capture, ...]
    loose: tuple[Loose, ...]
    cost: float = 0.0  # 0: as written in the template; more: read in relaxed mode

    def first(self, name: str) -> Capture | None:
        """The first capture of a name."""
        return next((c for c in self.captures if c.name == name), None)

    @property
    def venueless(self) -> bool:
        """Whether no venue was read."""
        return self.first("pub") is None and self.first("venue") is None


class Template:
    """A template of a list: reads entries and writes them."""

    __slots__ = ("_match", "_quick", "automaton", "fields", "index", "nodes", "text", "variants")

    def __init__(self, text: str, index: int = 0, plain: bool = False) -> None:
        self.text = text
        self.index = index  # 0: canonical
        self.nodes = parse_template(text, plain)
        self.fields = frozenset(node.name for node in fields_of(self.nodes))
        self._match: Matcher | None = None
        self._quick: Quick | None = None
        self.variants: list[tuple[Template, float]] | None = None  # kept by `relax`
        self.automaton: tuple[list[Step], int] | None = None  # likewise

    @classmethod
    def from_nodes(cls, nodes: list[Node], text: str, index: int) -> Template:
        """A variant of a template, made by taking a field out of it."""
        made = cls.__new__(cls)
        made.text, made.index, made.nodes = text, index, nodes
        made.fields = frozenset(node.name for node in fields_of(nodes))
        made._match = None
        made._quick = None
        made.variants = None
        made.automaton = None
        return made

    def __repr__(self) -> str:
        return f"Template({self.text!r})"

    @property
    def venue_first(self) -> bool:
        """Whether it has the venue before the title."""
        fields = [node.name for node in fields_of(self.nodes)]
        venue = next((at for at, name in enumerate(fields) if name in ("pub", "venue")), None)
        return venue is not None and "title" in fields and venue < fields.index("title")

    def match(
        self, text: str, start: int, end: int, registry: Registry | None = None
    ) -> Match | None:
        """Read ``text[start:end]``; None when the template does not fit.

        Blanks must already be single characters (see `units.flatten`); runs of them count as
        one and are reported in `Match.loose`. `{pub!}` needs the registry.
        """
        if end - start > MAX_LENGTH:
            return None
        if self._quick is None:
            self._quick = compile_quick(self.nodes)
        captures = self._quick(text, start, end, registry)
        if captures is not None:
            return Match(self, captures, ()) if captures else None
        if self._match is None:
            self._match = compile_nodes(self.nodes, at_end)
        state = State(text, start, end, registry)
        if self._match(state, start):
            return Match(self, tuple(state.captures), tuple(state.loose))
        return None

    def render(self, values: Mapping[str, Sequence[str]]) -> str:
        """The canonical text for these field values (several for fields in repeated groups).

        Raises `KeyError` when a field outside all groups has no value.
        """
        return "".join(text for text, _ in self.parts(values))

    def parts(self, values: Mapping[str, Sequence[str]]) -> list[tuple[str, str | None]]:
        """The canonical text in pieces: (text, name of the field or None for literal text)."""
        return _parts(self.nodes, values, {})


Parts = list[tuple[str, str | None]]


def _parts(nodes: list[Node], values: Mapping[str, Sequence[str]], used: dict[str, int]) -> Parts:
    out: Parts = []
    for node in nodes:
        if isinstance(node, Literal):
            out.append((node.text, None))
        elif isinstance(node, FieldNode):
            at = used.get(node.name, 0)
            given = values.get(node.name, ())
            if at < len(given):
                out.append((given[at], node.name))
                used[node.name] = at + 1
            elif node.type not in ("links", "rest", "tags"):
                raise KeyError(node.name)
        else:
            while True:
                trial = dict(used)
                try:
                    inner = _parts(node.nodes, values, trial)
                except KeyError:
                    break
                if trial == used:  # `{?.?}`: literal text that may be left out is left out
                    break
                used.update(trial)
                out.extend(inner)
                if not node.repeated:
                    break
    return out
