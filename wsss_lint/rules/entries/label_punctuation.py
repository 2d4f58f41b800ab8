"""ENT106 label-punctuation."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.entries._form import FormRule


class LabelPunctuation(FormRule):
    """The label of an entry is not punctuated as its neighbours' labels are.

    The label is the short name of the method before the title: `**SEAM:** "Self-supervised …"`.
    Its colon may be missing, may have a blank before it, or may stand outside the bold type.

    ## Why

    The label is what readers scan the list for. One whose colon is lost or moved stands out for
    no reason, and scripts that look for `**Label:**` do not find it.

    ## How to fix

    Write the label as the neighbours do, mostly `**Label:** "Title"`: the colon directly behind
    the name and inside the bold type.

    ## Fix safety

    Safe: only the colon, the asterisks and the blanks around the label change.

    ## Known false alarms

    None known. Where most neighbours write `**Label**:`, that is what is asked for.
    """

    code = "ENT106"
    name = "label-punctuation"
    severity = Severity.WARNING
    since = "0.1.0"
    title = "punctuate the label as its neighbours"
    advice = "write the label as its neighbours do, its colon directly behind the name"
    good = (
        Good(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **B:** "Pixels for Segmentation" *ECCV2020*\n'
            '- **C:** "Masks for Segmentation" *ECCV2020*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **SEAM:** "Equivariant Attention" *CVPR2020*\n'
            '- ⟦**LIID**⟧ "Leveraging Instance Information" *TPAMI2020*\n'
            '- **BES:** "Boundary Exploration" *ECCV2020*\n'
            '- **ICD⟦ ⟧:** "Intra-Class Discriminator" *CVPR2020*\n'
            '- **IAL:** "Iterative Affinity Learning" *IJCV2020*\n'
            '- ⟦**RRM**:⟧ "Reliability Does Matter" *AAAI2020*\n'
            '- **CONTA:** "Causal Intervention" *NeurIPS2020*\n'
            '- **MCIS:** "Mining Semantics" *ECCV2020*\n',
            '## Papers\n\n- **SEAM:** "Equivariant Attention" *CVPR2020*\n'
            '- **LIID:** "Leveraging Instance Information" *TPAMI2020*\n'
            '- **BES:** "Boundary Exploration" *ECCV2020*\n'
            '- **ICD:** "Intra-Class Discriminator" *CVPR2020*\n'
            '- **IAL:** "Iterative Affinity Learning" *IJCV2020*\n'
            '- **RRM:** "Reliability Does Matter" *AAAI2020*\n'
            '- **CONTA:** "Causal Intervention" *NeurIPS2020*\n'
            '- **MCIS:** "Mining Semantics" *ECCV2020*\n',
        ),
    )
