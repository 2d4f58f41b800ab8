"""The template language: text to nodes.

A template is literal text with four constructs: ``{name}`` or ``{name:type}`` (a field),
``{? … ?}`` (an optional group), ``{* … *}`` (a repeated group), and ``{{`` ``}}`` for braces.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

#: Every field type; a field whose name is a type has that type, any other name is `text`.
TYPES = frozenset(
    [
        "title",
        "authors",
        "method",
        "pub",
        "pub!",
        "venue",
        "year",
        "yy",
        "date",
        "link",
        "links",
        "links+",
        "url",
        "label",
        "int",
        "text",
        "any",
        "rest",
        "tags",
    ]
)
#: The fields that a record has: a name one slip from one of these is meant to be it.
RECORDED = (
    *("title", "authors", "method", "pub", "venue", "year", "date"),
    *("link", "links", "url", "label", "tags", "note"),
)
#: Types that match a stretch of free text up to what follows them.
FREE = frozenset(("title", "authors", "method", "label", "text", "any", "venue", "pub", "pub!"))


class TemplateError(ValueError):
    """A template that cannot work: what is wrong and at which 1-based column of it."""

    def __init__(self, template: str, column: int, reason: str) -> None:
        super().__init__(f"template `{template}`, column {column}: {reason}")
        self.template = template
        self.column = column
        self.reason = reason


class Literal:
    """Text that stands in the entry as it is; a blank stands for any run of blanks."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class FieldNode:
    """A typed field."""

    __slots__ = ("name", "type")

    def __init__(self, name: str, type: str) -> None:
        self.name = name
        self.type = type


class Group:
    """A group that may be left out (`repeated` False) or stand any number of times."""

    __slots__ = ("nodes", "repeated")

    def __init__(self, nodes: list[Node], repeated: bool) -> None:
        self.nodes = nodes
        self.repeated = repeated


Node: TypeAlias = "Literal | FieldNode | Group"

MAX_DEPTH = 8


def parse_template(template: str, plain: bool = False) -> list[Node]:
    """The nodes of a template; raise `TemplateError` where it cannot work.

    `plain` allows one without fields: a table cell may always say `None`.
    """
    if not template.strip():
        raise TemplateError(template, 1, "is empty")
    if len(template) > 2000:
        raise TemplateError(template[:40] + "…", 2000, "is longer than 2000 characters")
    nodes, at = _nodes(template, 0, "", 0)
    assert at == len(template)
    if not plain or fields_of(nodes):
        _check(template, nodes)
    return nodes


def _nodes(template: str, at: int, closing: str, depth: int) -> tuple[list[Node], int]:
    nodes: list[Node] = []
    literal: list[str] = []
    opened = at

    def flush() -> None:
        if literal:
            nodes.append(Literal("".join(literal)))
            literal.clear()

    while at < len(template):
        two = template[at : at + 2]
        if closing and two == closing:
            flush()
            if not nodes:
                raise TemplateError(template, at + 1, "this group is empty")
            return nodes, at + 2
        if two in ("{{", "}}"):
            literal.append(two[0])
            at += 2
        elif two in ("{?", "{*"):
            if depth >= MAX_DEPTH:
                raise TemplateError(template, at + 1, f"groups nest deeper than {MAX_DEPTH}")
            flush()
            inner, at = _nodes(template, at + 2, two[1] + "}", depth + 1)
            nodes.append(Group(inner, two == "{*"))
        elif template[at] == "{":
            flush()
            field, at = _field(template, at)
            nodes.append(field)
        elif two in ("?}", "*}"):
            raise TemplateError(template, at + 1, f"`{two}` closes no group")
        elif template[at] == "}":
            raise TemplateError(template, at + 1, "a lone `}`; write `}}` for a brace")
        else:
            literal.append(template[at])
            at += 1
    if closing:
        raise TemplateError(template, opened - 1, f"this group is not closed by `{closing}`")
    flush()
    return nodes, at


def _field(template: str, at: int) -> tuple[FieldNode, int]:
    end = template.find("}", at)
    if end < 0:
        raise TemplateError(template, at + 1, "this field is not closed by `}`")
    name, _, type_ = template[at + 1 : end].partition(":")
    name, type_ = name.strip(), type_.strip()
    bare = name.rstrip("!+")
    if not bare.isidentifier():
        raise TemplateError(template, at + 1, f"`{name}` is no field name")
    if not type_:
        meant = _meant(bare)
        if meant:
            raise TemplateError(
                template,
                at + 1,
                f"no field `{name}` (did you mean `{meant}`?); if it is a field of your own, "
                f"write `{{{bare}:text}}`",
            )
        type_ = name if name in TYPES else bare if bare in TYPES else "text"
    if type_ not in TYPES:
        raise TemplateError(
            template, at + 1, f"no field type `{type_}`; there are {', '.join(sorted(TYPES))}"
        )
    return FieldNode(bare, type_), end + 1


def _meant(name: str) -> str:
    """The field that an unknown name is one slip from: `ttle`, `Title`, `authers`; else empty.

    Short words have neighbours that are words, too (`data`, `code`): there only a letter too many,
    one lost or two exchanged is a slip. `title2` is a second title.
    """
    if name in TYPES or name in RECORDED or name[-1:].isdigit() or "_" in name:
        return ""
    low = name.lower()
    return next((known for known in RECORDED if _slip(low, known)), "")


def _slip(name: str, known: str) -> bool:
    """Whether two words are the same but for one letter, or for the order of two neighbours."""
    if name == known:
        return True
    at = next((i for i, (a, b) in enumerate(zip(name, known, strict=False)) if a != b), None)
    at = min(len(name), len(known)) if at is None else at
    rest, other = name[at:], known[at:]
    return (
        rest[1:] == other  # one too many
        or (len(name) > 3 and rest == other[1:])
        or (len(name) > 3 and rest[2:] == other[2:] and rest[:2] == other[:2][::-1])
        or (len(known) > 4 and rest[1:] == other[1:])
    )


def _check(template: str, nodes: list[Node]) -> None:
    """Refuse what can never match as meant: no field, or a group that may match nothing forever."""
    if not any(True for _ in fields_of(nodes)):
        raise TemplateError(template, 1, "has no field")
    for node in nodes:
        if isinstance(node, Group):
            if node.repeated and not any(isinstance(n, Literal) for n in node.nodes):
                raise TemplateError(
                    template, 1, "a repeated group needs some literal text, or it never ends"
                )
            _check_inner(template, node)
    for first, second in pairwise(nodes):
        if (
            isinstance(first, FieldNode)
            and isinstance(second, FieldNode)
            and first.type in FREE - {"pub!"}
            and second.type in FREE - {"pub!"}
        ):
            raise TemplateError(
                template,
                1,
                f"nothing tells `{{{first.name}}}` from `{{{second.name}}}`: put literal text "
                "between them",
            )


def _check_inner(template: str, group: Group) -> None:
    for node in group.nodes:
        if isinstance(node, Group):
            if node.repeated and not any(isinstance(n, Literal) for n in node.nodes):
                raise TemplateError(
                    template, 1, "a repeated group needs some literal text, or it never ends"
                )
            _check_inner(template, node)


def fields_of(nodes: list[Node]) -> list[FieldNode]:
    """All fields, also those in groups, in order."""
    found: list[FieldNode] = []
    for node in nodes:
        if isinstance(node, FieldNode):
            found.append(node)
        elif isinstance(node, Group):
            found.extend(fields_of(node.nodes))
    return found
