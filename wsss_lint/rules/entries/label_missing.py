"""ENT109 label-missing."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.entries.style.pieces import container
from wsss_lint.records.model import ListDocument, Paper, Section
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
        """Look at the papers of each section together."""
        if all(paper.method is not None for paper in document.papers):
            return
        groups: dict[tuple[str, Section], list[Paper]] = {}
        for paper in document.papers:
            kind = container(paper)
            if kind != "row":
                groups.setdefault((kind, paper.section), []).append(paper)
        if any(_mixed(group) for group in groups.values()):
            return
        for group in groups.values():
            without = [paper for paper in group if paper.method is None]
            labelled = len(group) - len(without)
            if labelled < self.option["neighbours"]:
                continue
            if labelled < self.option["share"] * (len(group) - 1):
                continue  # the paper itself is no neighbour of its own
            for paper in without:
                if _of_another_style(paper, document):
                    continue
                yield self.found(
                    paper.span,
                    f"missing label: {labelled} neighboring entries have one",
                    help="add the method name, or the first author if the method has no name",
                )


def _mixed(group: list[Paper]) -> bool:
    """Whether so many papers of a section have labels, and so many have none, that the list
    labels only those whose method has a name."""
    labelled = sum(paper.method is not None for paper in group)
    return len(group) >= 10 and 0.1 * len(group) < labelled < 0.8 * len(group)


def _of_another_style(paper: Paper, document: ListDocument) -> bool:
    """Whether an entry may be in a style that the list has elsewhere, or says too little to be in
    any: its year does not say which entries are its neighbors."""
    styles = document.styles
    entry = styles.entry(paper)
    if entry is None or len(entry.pieces) < 2:
        return True
    return not styles.votes.dated(entry) and styles.shared(paper) >= 3
