"""SCH123 schema-bibtex-doi."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.schema._base import SchemaRule, with_entry


class SchemaBibtexDoi(SchemaRule):
    """A BibTeX entry's DOI is no DOI.

    ## Why

    Styles turn the field into a link to doi.org. What does not begin with `10.` and a registrant
    makes a dead link in every bibliography that copies the entry.

    ## How to fix

    Write the DOI alone, such as `10.1109/CVPR42600.2020.01229`.

    ## Fix safety

    There is no fix: the right DOI is not known.

    ## Known false alarms

    None known: a resolver's address or `doi:` in front is let pass.
    """

    code = "SCH123"
    name = "schema-bibtex-doi"
    severity = Severity.WARNING
    since = "0.1.0"
    advice = "write the DOI alone: 10.1109/…"
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
                "@inproceedings{seam,",
                "  title={A Title},",
                "  year={2021},",
                "  doi={⟦CVPR.2021.00001⟧}",
            )
        ),
    )
