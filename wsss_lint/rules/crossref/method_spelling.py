"""XRF103 method-spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.crossref._index import Label, Seen, by_authors, comparable, index_of
from wsss_lint.rules.entries._names import case_slips, trimmed

LIST = (
    '## Papers\n\n- **SPN-Net:** "Seeds and Pixels" *CVPR2020*\n- **FRN:** "Regions" *ICCV2021*\n'
)
HEAD = "\n## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"


class MethodSpelling(Rule):
    """A method is spelt otherwise in a result table than in the list: case, hyphen, or blank.

    ## Why

    `ScribbleSup` here and `Scribblesup` there: a search for one of them does not find the other.

    ## How to fix

    Look up how the authors spell it, and write it so in both places: `Scribblesup` in a row becomes
    `ScribbleSup`, if the list has it right.

    ## Fix safety

    Unsafe: the list's spelling is written into the table, and the table's may be the right one.

    ## Known false alarms

    Two methods whose names differ in nothing but case or hyphens. Where a paper's own title has the
    table's spelling, it is the list's label that is reported, by [label-case](label-case.md).
    """

    code = "XRF103"
    name = "method-spelling"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(LIST + HEAD + "| SPN-Net | CVPR20 | 61.0 |\n| **FRN** (+SPN) | ICCV21 | 61.9 |\n"),
        Good(
            '## Papers\n\n- **Oh *et al*.:** "Seeds" *CVPR2017*\n- **SPN :** "Boxes" *CVPR2021*\n'
            + HEAD
            + "| Oh *et al.* | CVPR17 | 61.0 |\n| SPN | CVPR21 | 61.0 |\n"
        ),
        Good(
            '## Papers\n\n- **Weakclip:** "WeakCLIP: Adapting CLIP" *CVPR2020*\n'
            + HEAD
            + "| WeakCLIP | CVPR20 | 61.0 |\n"
        ),
    )
    bad = (
        Bad(
            LIST + HEAD + "| ⟦SPNnet⟧ | CVPR20 | 61.0 |\n| **⟦Frn⟧** (+SPN) | ICCV21 | 61.9 |\n",
            LIST + HEAD + "| SPN-Net | CVPR20 | 61.0 |\n| **FRN** (+SPN) | ICCV21 | 61.9 |\n",
        ),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Compare each row's method with the label that it is found by."""
        if not comparable(documents):
            return
        index = index_of(documents)
        slips: set[tuple[int, str]] | None = None
        for seen in index.rows:
            if not seen.labels or by_authors(seen.key):
                continue
            here = _folded(seen.method.value)
            if any(_folded(label.text) == here for label in seen.labels):
                continue
            own = [label for label in seen.labels if label.label]
            alike = [label for label in own if index.agrees(seen.row, label.paper)] or own
            if not alike or _letters(here) != _letters(alike[0].text):
                continue
            if slips is None:
                slips = {(id(s.name.paper), s.right) for d in documents for s in case_slips(d)}
            if (id(alike[0].paper), trimmed(here)) not in slips:  # `label-case` says so already
                yield self._report(seen, alike[0])

    def _report(self, seen: Seen, label: Label) -> Diagnostic:
        right = _folded(label.text)
        field = label.paper.method
        edit = Edit(*seen.method.span, right)
        related: tuple[Related, ...] = ()
        if field is not None:
            related = (seen.beside(label.document, field.span, "the entry in the list"),)
        return self.found(
            seen.method.span,
            f"`{seen.method.value[:60]}` is spelt `{right[:60]}` in the list",
            fix=Fix(f"write `{right[:60]}`", (edit,), Applicability.UNSAFE),
            help=f"write `{right[:60]}`, or correct the list",
            related=related,
            path=seen.path,
        )


def _folded(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    """The name without what may be a matter of spelling; a reference or a star is left in."""
    return "".join(c for c in text.casefold() if c not in " -_–")
