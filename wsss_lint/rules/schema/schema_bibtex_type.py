"""SCH121 schema-bibtex-type."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.schema._base import SchemaRule, with_entry


class SchemaBibtexType(SchemaRule):
    """A BibTeX entry has a type that neither BibTeX nor biblatex knows.

    ## Why

    A reader who copies `@inproceeding{…}` gets a warning, and a reference that is printed without
    its proceedings.

    ## How to fix

    Write one of the known types: `@inproceedings` for conferences (not `@inproceeding`), `@article`
    for journals and preprints.

    ## Fix safety

    There is no fix: the type that was meant is not certain.

    ## Known false alarms

    A type that a private style defines. Silence the entry, or ignore the rule.
    """

    code = "SCH121"
    name = "schema-bibtex-type"
    severity = Severity.WARNING
    since = "0.1.0"
    advice = "write a known type: inproceedings, article, misc, …"
    good = (
        Good(
            with_entry(
                "@inproceedings{seam,",
                "  title={A Title},",
                "  year={2021},",
                "  doi={10.1109/CVPR.2021.00001}",
            )
        ),
    )
    bad = (
        Bad(
            with_entry(
                "@⟦inproceeding⟧{seam,",
                "  title={A Title},",
                "  year={2021},",
                "  doi={10.1109/CVPR.2021.00001}",
            )
        ),
    )
