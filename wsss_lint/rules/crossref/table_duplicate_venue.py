"""XRF105 table-duplicate-venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity
from wsss_lint.rules.crossref._index import (
    Index,
    Seen,
    by_authors,
    index_of,
    pub_span,
    pub_text,
)
from wsss_lint.venues.registry import Registry

HEAD = "\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"


class TableDuplicateVenue(Rule):
    """One method has two venues or two years in two result tables.

    Methods that the list of papers knows are left to table-venue-mismatch, which says which of
    the tables is wrong.

    ## Why

    A paper was published once: one of the tables is wrong, or out of date.

    ## How to fix

    Find out where the paper was published, and write it in all tables. Of `arXiv21` in one table
    and `CVPR22` in the other, mostly the first was forgotten.

    ## Fix safety

    There is no fix: which of the tables is wrong, only a person can say.

    ## Known false alarms

    Two methods of one name. Methods that are only called by their authors (`Lee et al.`) are not
    compared.
    """

    code = "XRF105"
    name = "table-duplicate-venue"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good(
            "## A" + HEAD + "| SPN | NIPS17 | 61.0 |\n| Lee et al. | CVPR20 | 61.0 |\n\n"
            "## B" + HEAD + "| SPN | NeurIPS 2017 | 51.0 |\n| Lee et al. | CVPR21 | 51.0 |\n"
        ),
        Good(
            '## Papers\n\n- **SPN:** "Seeds" *CVPR2020*\n\n'
            "## A" + HEAD + "| SPN | CVPR20 | 61.0 |\n\n"
            "## B" + HEAD + "| SPN | ICCV21 | 51.0 |\n"
        ),
    )
    bad = (
        Bad(
            "## A" + HEAD + "| SPN | CVPR20 | 61.0 |\n\n## B" + HEAD + "| SPN | ⟦ICCV21⟧ | 51.0 |\n"
        ),
        Bad(
            "## A" + HEAD + "| SPN | ⟦CVPR20⟧ | 61.0 |\n\n"
            "## B" + HEAD + "| SPN | ICCV21 | 51.0 |\n\n"
            "## C" + HEAD + "| SPN | ICCV21 | 51.0 |\n"
        ),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Compare the rows of each method across tables."""
        if sum(len(document.tables) for document in documents) < 2:
            return
        index = index_of(documents)
        groups: dict[str, list[Seen]] = {}
        for seen in index.rows:
            if seen.row.venue is not None or seen.row.year is not None:
                groups.setdefault(seen.key, []).append(seen)
        for key, group in groups.items():
            if len({id(seen.table) for seen in group}) < 2 or by_authors(key):
                continue
            if any(_settled(seen) for seen in group):
                continue
            yield from self._compare(index, group)

    def _compare(self, index: Index, group: list[Seen]) -> Iterable[Diagnostic]:
        votes = Counter(_stated(index, seen) for seen in group)
        (best, most), *others = votes.most_common(2)
        if others and others[0][1] == most:
            best = _stated(index, group[0])
        reference = next(seen for seen in group if _stated(index, seen) == best)
        for seen in group:
            span = pub_span(seen.row)
            if span is None or seen.table is reference.table or _agree(index, reference, seen):
                continue
            other = pub_span(reference.row)
            related: tuple[Related, ...] = ()
            if other is not None:
                related = (seen.beside(reference.document, other, "the other table"),)
            yield self.found(
                span,
                f"`{seen.method.value[:60]}` is `{pub_text(seen)}` here and "
                f"`{pub_text(reference)}` in another table",
                help="write the same venue and year in both tables",
                related=related,
                path=seen.path,
            )


def _settled(seen: Seen) -> bool:
    """Whether the list says where the method was published."""
    return any(label.paper.venue and label.paper.year for label in seen.labels)


def _stated(index: Index, seen: Seen) -> tuple[str, int | None]:
    row = seen.row
    code = index.code(row.venue.value) if row.venue else ""
    return code, row.year.value if row.year else None


def _agree(index: Index, one: Seen, other: Seen) -> bool:
    """Whether two rows say the same, as far as both say something."""
    first, second = one.row, other.row
    if first.year and second.year and first.year.value != second.year.value:
        return False
    if first.venue is None or second.venue is None:
        return True
    texts = first.venue.value, second.venue.value
    return index.code(texts[0]) == index.code(texts[1]) or _slip(index.registry, *texts)


def _slip(registry: Registry, one: str, other: str) -> bool:
    """Whether one is a misspelt form of the other: another rule's business."""
    for text, right in ((one, other), (other, one)):
        venue = registry.lookup(right)
        if venue is not None and venue.code in {v.code for v in registry.near(text)}:
            return True
    return False
