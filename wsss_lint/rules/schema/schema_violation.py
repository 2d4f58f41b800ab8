"""SCH100 schema-violation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Context, Diagnostic, Good, Rule, Severity
from wsss_lint.schema import UserSchema

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument

_SCHEMA = {"properties": {"year": {"minimum": 2015}}}
_OPTIONS = (("schemas", {"paper": _SCHEMA}),)


class SchemaViolation(Rule):
    """A record breaks a schema that the settings name.

    ## Why

    Some lists have laws of their own: no paper before 2015, a link for every paper, only five
    known tags. A JSON Schema (draft 2020-12) says so without a line of code:

    ```toml
    [schemas]
    paper = "paper.schema.json"
    ```

    ```json
    {
      "required": ["links"],
      "properties": {
        "year": { "minimum": 2015, "x-code": "MYL001", "x-name": "paper-too-old" },
        "links": { "minItems": 1, "x-message": "every paper needs a link" }
      }
    }
    ```

    The schema is applied to each record as `wsss-lint export --format json` prints it, without
    the fields that are null. The kinds of record are `paper`, `result_row`, `bibtex_entry` and
    `list_document`. An error under an `x-code` comes out under that code, with the name
    `x-name` and the severity `x-severity`, and can be selected, ignored and silenced by it; all
    others come out under this rule. `x-message` replaces the sentence.

    ## How to fix

    Mend the record, or the schema.

    ## Fix safety

    There is no fix: only the author of the schema knows what should stand there.

    ## Known false alarms

    None that the schema does not ask for. Without `[schemas]` in the settings the rule is silent.
    """

    code = "SCH100"
    name = "schema-violation"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good('## Papers\n\n- **SEAM:** "A Title" *CVPR2021*\n', options=_OPTIONS),
        Good('## Papers\n\n- **SEAM:** "A Title" *CVPR2011*\n'),
    )
    bad = (Bad('## Papers\n\n- **SEAM:** "A Title" *CVPR⟦2011⟧*\n', options=_OPTIONS),)

    def __init__(self, context: Context) -> None:
        """Take the schemas that the settings have read: kind of record -> schema."""
        super().__init__(context)
        given = context.options.get(self.name, {}).get("schemas", {})
        self.schemas = [
            schema if isinstance(schema, UserSchema) else UserSchema(kind, schema)
            for kind, schema in given.items()
        ]

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each error that has no code of its own."""
        for schema in self.schemas:
            for violation in schema.violations(document):
                if violation.code is None:
                    yield self.found(violation.span, violation.message)
