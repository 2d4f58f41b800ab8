"""VEN013 venue-place."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Fix, Good, Rule, Severity


class VenuePlace(Rule):
    """A venue stands before the title, where the rest of the list has it behind.

    ## Why

    Readers run down the ends of the lines to find a venue, and do not see this one.

    ## How to fix

    Write venue and year behind the title, as the entries around it do: `[CVPR 2020] A Title`
    becomes `A Title *CVPR2020*`.

    ## Fix safety

    Unsafe: parts of the entry change places.

    ## Known false alarms

    None known. A list that begins its entries with the venue is read in that form.
    """

    code = "VEN013"
    name = "venue-place"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good("## Papers\n\n- Seeds of Segmentation *CVPR2020*\n- Rays of Light *ECCV2020*\n"),
        Good(
            "## Papers\n\n- [Rays of Light] for Segmentation *CVPR2020*\n"
            "- Seeds of Segmentation *CVPR2020*\n- Borders of Objects *ECCV2020*\n"
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n- Seeds of Segmentation *CVPR2020*\n- Borders of Objects *ECCV2020*\n"
            "- Masks of Streets *ICCV2021*\n- [⟦CVPR2021⟧] Rays of Light for Masks\n",
            "## Papers\n\n- Seeds of Segmentation *CVPR2020*\n- Borders of Objects *ECCV2020*\n"
            "- Masks of Streets *ICCV2021*\n- Rays of Light for Masks *CVPR2021*\n",
        ),
    )

    def check_paper(self, paper: Paper, document: ListDocument) -> Iterable[Diagnostic]:
        for departure in paper.departures:
            if departure.kind == self.name:
                edits = departure.edits
                fix = Fix("write the venue behind the title", edits, Applicability.UNSAFE)
                yield self.found(
                    departure.span,
                    departure.message,
                    fix=fix if edits else None,
                    help="write venue and year where the entries around this one have them",
                )
