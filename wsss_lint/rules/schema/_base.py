"""What the rules of this folder share: a constraint in ``schemas/`` with the rule's code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wsss_lint.rule import Diagnostic, Rule, Severity
from wsss_lint.schema import Constraint, UserSchema

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument


def with_entry(*lines: str) -> str:
    """A list of one paper with one BibTeX entry, given by its lines, for examples."""
    paper = '## Papers\n\n- **SEAM:** "A Title" *CVPR2021*\n'
    return "\n".join([paper, "```", *lines, "}", "```", ""])


class SchemaRule(Rule):
    """A rule whose condition stands in a schema, under the ``x-code`` that is its code."""

    advice: str | None = None  # what to type

    def setup(self) -> None:
        """Compile the constraint."""
        self.constraint = Constraint(self.code)

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each record that breaks the constraint."""
        for violation in self.constraint.violations(document):
            yield self.found(violation.span, violation.message, help=self.advice)


class UserRule(Rule):
    """An ``x-code`` of the user's own schemas. Subclasses are made by `own_rules`."""

    schemas: tuple[UserSchema, ...] = ()

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each error under this code."""
        for schema in self.schemas:
            for violation in schema.violations(document):
                if violation.code == self.code:
                    yield self.found(violation.span, violation.message)


def own_rules(schemas: Iterable[UserSchema]) -> tuple[type[Rule], ...]:
    """A rule for each ``x-code`` in the user's schemas: selected and silenced like any other.

    ``x-name`` and ``x-severity`` beside the code give its name and severity; the default is
    ``schema-<code>`` and error.
    """
    given = tuple(schemas)
    found: dict[str, dict[str, Any]] = {}
    for schema in given:
        for part in _coded(schema.schema):
            found.setdefault(part["x-code"], part)
    return tuple(_make(code, part, given) for code, part in sorted(found.items()))


def _make(code: str, part: dict[str, Any], schemas: tuple[UserSchema, ...]) -> type[Rule]:
    doc = part.get("description") or part.get("title") or "A constraint of your own schema."
    return type(
        f"User{code}",
        (UserRule,),
        {
            "__doc__": str(doc),
            "code": code,
            "name": part.get("x-name", f"schema-{code.lower()}"),
            "severity": Severity[part.get("x-severity", "error").upper()],
            "since": "",
            "schemas": schemas,
        },
    )


def _coded(schema: Any) -> list[dict[str, Any]]:
    """The parts of a schema that carry a code, in the order of the file."""
    found = []
    stack = [schema]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if "x-code" in part:
                found.append(part)
            stack.extend(reversed(part.values()))
        elif isinstance(part, list):
            stack.extend(reversed(part))
    return found
