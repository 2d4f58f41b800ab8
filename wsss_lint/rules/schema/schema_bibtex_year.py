"""SCH122 schema-bibtex-year."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.schema._base import SchemaRule, with_entry


class SchemaBibtexYear(SchemaRule):
    """A BibTeX entry's year is no year.

    ## Why

    Styles sort and print by this field: `20211` or `21` in it puts the paper at a wrong place
    in every bibliography that copies the entry.

    ## How to fix

    Write the four digits of the year: `year = {2021}`, not `{20211}`.

    ## Fix safety

    There is no fix: the right year is not certain.

    ## Known false alarms

    None known: what has no digits at all (`in press`, a macro) is let pass.
    """

    code = "SCH122"
    name = "schema-bibtex-year"
    severity = Severity.WARNING
    since = "0.1.0"
    advice = "write the four digits of the year"
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
                "  year={⟦20211⟧},",
                "  doi={10.1109/CVPR.2021.00001}",
            )
        ),
    )
