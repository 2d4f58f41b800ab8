"""XRF102 table-venue-mismatch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wsss_lint.records.model import ListDocument, Paper, ResultRow
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.crossref._index import (
    Index,
    Label,
    Seen,
    by_authors,
    comparable,
    index_of,
    pub_of,
    pub_span,
    pub_text,
)

LIST = '## Papers\n\n- **SPN:** "Seeds and Pixels" *CVPR2020*\n- **FRN:** "Regions" *NeurIPS2021*\n'
HEAD = "\n## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"


class TableVenueMismatch(Rule):
    """A result row names another venue or year for its method than the list does.

    Two-digit years (`CVPR20`) and other names of a venue (`NIPS`) are the same. Of several
    entries with one label, one must agree.

    ## Why

    One of the two is wrong; mostly a preprint that has been published since, and only one of
    them was brought up to date.

    ## How to fix

    Find out where the paper was published, and write it in both places.

    ## Fix safety

    What the list says is shown as a correction and never applied: the list may be what is wrong.

    ## Known false alarms

    A journal version whose conference paper is the one that is listed.
    """

    code = "XRF102"
    name = "table-venue-mismatch"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.DISPLAY
    good = (
        Good(LIST + HEAD + "| SPN | CVPR20 | 61.0 |\n| FRN (+SPN) | NIPS 2021 | 61.9 |\n"),
        Good(
            '## Papers\n\n- **Oh *et al.*:** "Seeds" *CVPR2017*\n'
            '- **Oh *et al.*:** "Boxes" *CVPR2021*\n' + HEAD + "| Oh *et al.* | CVPR21 | 61.0 |\n"
        ),
    )
    bad = (
        Bad(LIST + HEAD + "| SPN | ⟦ECCV20⟧ | 61.0 |\n| FRN | ⟦arXiv20⟧ | 61.9 |\n"),
        Bad(LIST + HEAD + "| SPN | ⟦2022CVPR⟧ | 61.0 |\n| FRN | NeurIPS21 | 61.9 |\n"),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Compare each row with the entries of its method."""
        if not comparable(documents):
            return
        index = index_of(documents)
        for seen in index.rows:
            span = pub_span(seen.row)
            if span is None or not seen.labels or _slip(index, seen):
                continue
            if any(index.agrees(seen.row, label.paper) for label in seen.labels):
                continue
            if not any(_sound(index, label.paper) for label in seen.labels):
                continue  # what is wrong in the list is told there
            if by_authors(seen.key) and index.another_author(seen):
                continue  # `Lee et al.` is another Lee: a matter of table-method-unlisted
            yield self._report(seen, _nearest(index, seen))

    def _report(self, seen: Seen, label: Label) -> Diagnostic:
        document, row, paper = seen.document, seen.row, label.paper
        here, there = pub_text(seen), pub_of(paper)
        message = f"`{seen.method.value[:60]}` is `{here}` here and `{there}` in the list"
        help_text = "write the same venue and year in both places"
        kinds = [_preprint(document, field and field.value) for field in (row.venue, paper.venue)]
        if kinds[0] != kinds[1]:
            stale = "the table" if kinds[0] else "the list"
            help_text = f"published since? then {stale} still names the preprint"
        span = pub_span(row)
        assert span is not None
        place = paper.title.span if paper.title else paper.span
        return self.found(
            span,
            message,
            fix=_correction(row, paper),
            help=help_text,
            related=(seen.beside(label.document, place, "the entry in the list"),),
            path=seen.path,
        )


def _sound(index: Index, paper: Paper) -> bool:
    """Whether a paper's venue and year can be right: `CVPR1020` and `ICCV2020` are not."""
    if paper.venue is None:
        return True
    venue = index.registry.lookup(paper.venue.value)
    return venue is not None and (
        paper.year is None
        or venue.possible(paper.year.value)
        or venue.former_code(paper.venue.value) is not None
    )


def _slip(index: Index, seen: Seen) -> bool:
    """Whether one of the two venues is a misspelt form of the other: another rule's business."""
    registry = index.registry
    there = [label.paper.venue.value for label in seen.labels if label.paper.venue]
    here = seen.row.venue.value if seen.row.venue else ""
    for one, other in [(here, text) for text in there] + [(text, here) for text in there]:
        right = registry.lookup(other)
        if right is None or not one or registry.lookup(one) is not None:
            continue
        if right.code in {venue.code for venue in registry.near(one)}:
            return True
    return False


def _nearest(index: Index, seen: Seen) -> Label:
    """The entry to compare with: same venue or year before the kind of supervision."""
    kind = seen.table.section.supervision
    return max(
        seen.labels,
        key=lambda label: (
            index.agrees(seen.row, label.paper, partly=True),
            label.paper.section.supervision == kind,
        ),
    )


def _preprint(document: ListDocument, text: str | None) -> bool:
    venue = document.registry.lookup(text) if text else None
    return venue is not None and venue.kind == "preprint"


def _correction(row: ResultRow, paper: Paper) -> Fix | None:
    edits = []
    if row.venue and paper.venue and row.venue.value != paper.venue.value:
        edits.append(Edit(*row.venue.span, paper.venue.value))
    if row.year and paper.year and row.year.value != paper.year.value:
        digits = row.year.span.end - row.year.span.start
        edits.append(Edit(*row.year.span, str(paper.year.value)[-digits:]))
    if not edits:
        return None
    return Fix("write what the list says", tuple(sorted(edits)), Applicability.DISPLAY)
