"""ENT109 label-missing."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.formats.syntax import FieldNode
from wsss_lint.formats.template import Template
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Bad, Diagnostic, Good, Option, Rule, Severity


class LabelMissing(Rule):
    """An entry has no label, where all its neighbours have one.

    The label is the short name of the method before the title: `**SEAM:** "Self-supervised …"`.

    ## Why

    Readers scan the labels of a list and miss an entry without one; and the rows of the result
    tables can only be found in the list by the labels.

    ## How to fix

    Write the method's name before the title as the neighbours do, or the first author's name
    where the paper gives its method none (`Li *et al.*`).

    ## Fix safety

    There is no fix: the name is not known.

    ## Known false alarms

    A list that labels only the papers whose method has a name. It is left alone as soon as one
    in ten papers of the section has no label.
    """

    code = "ENT109"
    name = "label-missing"
    severity = Severity.WARNING
    since = "0.1.0"
    options = (
        Option("neighbours", 4, "how many neighbours must have a label"),
        Option("share", 0.9, "which share of the neighbours must have one"),
    )
    good = (
        Good(
            "## Papers\n\n"
            + "".join(f'- **N{i}:** "Seeds of Kind {i}" *CVPR2020*\n' for i in range(4))
            + '- "Masks for Segmentation" *CVPR2020*\n- "Dots for Segmentation" *CVPR2020*\n'
        ),
        Good("## Papers\n\n- Masks for Segmentation *CVPR2020*\n- Dots for Scenes *CVPR2020*\n"),
    )
    bad = (
        Bad(
            "## Papers\n\n"
            + "".join(f'- **N{i}:** "Seeds of Kind {i}" *CVPR2020*\n' for i in range(5))
            + '- ⟦"Masks for Segmentation" *CVPR2020*⟧\n'
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at the papers of each section that are to have the same form."""
        if all(paper.method is not None for paper in document.papers):
            return
        demands: dict[int, bool] = {}
        groups: dict[tuple[int, int], list[Paper]] = {}
        for paper in document.papers:
            form = paper.regime
            if form is None:
                continue
            if id(form) not in demands:
                demands[id(form)] = _demands_label(form)
            if demands[id(form)]:
                groups.setdefault((id(form), id(paper.section)), []).append(paper)
        for group in groups.values():
            without = [paper for paper in group if paper.method is None]
            labelled = len(group) - len(without)
            if labelled < self.option["neighbours"]:
                continue
            if labelled < self.option["share"] * (len(group) - 1):
                continue  # the paper itself is no neighbour of its own
            for paper in without:
                yield self.found(
                    paper.span,
                    f"no label before the title, where {labelled} neighbours have one",
                    help="write the method's name before the title, or the first author's where "
                    "it has none",
                )


def _demands_label(form: Template) -> bool:
    """Whether the form has a label that may not be left out."""
    return any(isinstance(node, FieldNode) and node.name == "method" for node in form.nodes)
