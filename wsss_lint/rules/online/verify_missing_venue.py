"""VER006 verify-missing-venue."""

from __future__ import annotations

from wsss_lint.rule import Applicability, Bad, Good, Rule, Severity


class VerifyMissingVenue(Rule):
    """The paper has no venue in the list, and the sources know it.

    ## Why

    An entry without venue was mostly written before the paper was accepted. Readers cannot cite it,
    and take a published paper for a preprint.

    ## How to fix

    Read the records that the finding names, and add the venue: `*2020*` becomes `*ECCV2020*`.

    ## Fix safety

    The correction changes what the list says, so it is applied only with `--unsafe-fixes`, and
    it is offered only when two independent sources agree or the record of the paper's own
    identifier says so. With one source the answer is shown and nothing is offered.

    ## Known false alarms

    None known.
    """

    code = "VER006"
    name = "verify-missing-venue"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "- Toy Maps for Weak Segmentation *CVPR2023*\n"
            "- Toy Boxes for Weak Segmentation *CVPR2022*\n"
            "- Toy Points for Weak Segmentation *ICCV2021*\n"
        ),
    )
    bad = (
        Bad(
            "- Toy Maps for Weak Segmentation *⟦2023⟧*\n"
            "- Toy Boxes for Weak Segmentation *CVPR2022*\n"
            "- Toy Points for Weak Segmentation *ICCV2021*\n",
            "- Toy Maps for Weak Segmentation *CVPR2023*\n"
            "- Toy Boxes for Weak Segmentation *CVPR2022*\n"
            "- Toy Points for Weak Segmentation *ICCV2021*\n",
        ),
    )
