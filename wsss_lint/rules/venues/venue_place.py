"""VEN013 venue-place."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Fix, Good, Rule, Severity
from wsss_lint.rules.venues._within import lack_is_odd, venue_in_title


class VenuePlace(Rule):
    """A venue stands on the other side of the title than in the rest of the list.

    ## Why

    Readers run down the ends of the lines to find a venue, and do not see this one.

    ## How to fix

    Write venue and year where the entries around it have them: `[CVPR 2020] A Title` becomes
    `A Title *CVPR2020*`.

    ## Fix safety

    Unsafe: parts of the entry change places. There is none where the venue stands behind the title
    and has to be moved before it, for what else stands there may be names.

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
        Bad(
            "## Papers\n\n"
            + "".join(
                f"- (CVPR {year}) **{name}**: Seeds of {name}s [[paper]](https://a.org/{year})\n"
                for year, name in enumerate(
                    ("Map", "Box", "Dot", "Cue", "Tag", "Mask", "Ray"), 2014
                )
            )
            + "- **Beam**: Beams of All Lights (⟦ICCV 2021⟧) [[paper]](https://a.org/9)\n",
            format="",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """The departures, and venues that were read as the end of a title."""
        for paper in document.papers:
            yield from self._before(paper)
        lacking = [paper for paper in document.papers if paper.venue is None]
        if not lacking or not lack_is_odd(len(document.papers), len(lacking)):
            return
        for paper in lacking:
            span = venue_in_title(paper, document)
            if span is not None:
                yield self.found(
                    span,
                    f"venue `{document.source.slice(span)}` does not stand where its neighbours "
                    "have it",
                    help="write venue and year where the entries around this one have them",
                )

    def _before(self, paper: Paper) -> Iterable[Diagnostic]:
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
