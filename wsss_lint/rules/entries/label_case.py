"""ENT110 label-case."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.entries._names import case_slips


class LabelCase(Rule):
    """A method's name is written in another case than elsewhere in the list.

    The name is the label of an entry, or what stands before the colon of its title. It is
    compared with the other one of the two, and with the names of papers whose titles share most
    of their words (`Mctformer+` after `MCTformer`).

    ## Why

    The case is part of the name: `MCTformer` and `Mctformer` do not look like the same work,
    and a search that minds the case finds one of them only. Bibliographies write titles in
    lower case, and names lose their capitals there.

    ## How to fix

    Write the name as the paper does. What most places of the list have, the result tables counted
    too, is proposed: `**Weakclip:** "WeakCLIP: Adapting …"` becomes `**WeakCLIP:** "WeakCLIP: …"`.

    ## Fix safety

    Unsafe: the fix changes a name, and the majority may be wrong.

    ## Known false alarms

    Two methods whose names differ only in case. They are left alone unless their titles share
    most of their words.
    """

    code = "ENT110"
    name = "label-case"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **Ficklenet:** "Ficklenet: Stochastic Inference" *CVPR2019*\n'
            '- **SPoT:** "Subclass Prototypes for Masks" *CVPR2020*\n'
            '- **SPOT:** "Optimal Transport of Points" *CVPR2021*\n'
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n- ⟦Mctformer⟧+: Multi-class Token Transformer for Masks *TPAMI2024*\n"
            "- **MCTformer:** Multi-class Token Transformer for Masks *CVPR2022*\n\n"
            "## Results\n\n| Method | Pub. | val |\n|---|---|---|\n| MCTformer | CVPR22 | 71.9 |\n",
            "## Papers\n\n- MCTformer+: Multi-class Token Transformer for Masks *TPAMI2024*\n"
            "- **MCTformer:** Multi-class Token Transformer for Masks *CVPR2022*\n\n"
            "## Results\n\n| Method | Pub. | val |\n|---|---|---|\n| MCTformer | CVPR22 | 71.9 |\n",
        ),
        Bad(
            '## Papers\n\n- **⟦Weakclip⟧:** "WeakCLIP: Adapting CLIP" *CVPR2022*\n'
            '- **AFA:** "Learning Affinity" *CVPR2022*\n',
            '## Papers\n\n- **WeakCLIP:** "WeakCLIP: Adapting CLIP" *CVPR2022*\n'
            '- **AFA:** "Learning Affinity" *CVPR2022*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Report the names that are written otherwise in most places."""
        for name, right, witness in case_slips(document):
            yield self.found(
                name.span,
                f"`{name.text}` is written `{right}` elsewhere in the list",
                fix=Fix(f"write `{right}`", (Edit(*name.span, right),), Applicability.UNSAFE),
                help=f"write `{right}`, if the paper does",
                related=(Related(witness.span, "written so here"),),
            )
