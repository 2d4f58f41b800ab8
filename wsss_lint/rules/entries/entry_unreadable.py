"""ENT101 entry-unreadable."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper, Unreadable
from wsss_lint.rule import (
    Applicability,
    Bad,
    Diagnostic,
    Edit,
    Fix,
    Good,
    Related,
    Rule,
    Severity,
    Span,
)
from wsss_lint.rules.entries._nearest import in_nearest_form


class EntryUnreadable(Rule):
    """An entry among papers is not written in any form of the list.

    No form that the list is known to have fits it, not even with a slip or two; the message
    says which form is nearest and where the entry first departs from it.

    ## Why

    An entry that cannot be read takes no part in any other check: it may be listed twice, or
    carry a venue that does not exist, and nobody would be told. Readers, too, look in vain for
    the parts that they expect.

    ## How to fix

    Write the entry as the ones around it. Where title, venue and year can be made out and nothing
    else would be lost, the line to paste is shown:

    ```text
    - *CVPR2020* **B**: "Pixels for Segmentation"
    + - **B:** "Pixels for Segmentation" *CVPR2020*
    ```

    If it is no paper (a tool, a note to oneself), move it to a section of its own, or say in the
    [settings](../formats.md) which sections hold other things (`not-in`).

    ## Fix safety

    The line is shown and never written: what the parts of the entry are, only a person can tell.

    ## Known false alarms

    A form that the list really has and wsss-lint does not know yet. It can be described in the
    settings. Where no settings describe the form and one in eight entries is not read, they are
    only mentioned, as infos; so is a resource without venue and year among the papers.
    """

    code = "ENT101"
    name = "entry-unreadable"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.DISPLAY
    good = (Good('## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'),)
    bad = (
        Bad(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **B:** "Pixels for Segmentation" *ECCV2020*\n'
            "- ⟦TODO⟧\n"
        ),
        Bad(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'
            '- **C:** "Dots for Segmentation" *ECCV2020*\n'
            '- **D:** "Boxes for Segmentation" *ECCV2020*\n'
            '- ⟦**B:** *CVPR2020* "Pixels for Segmentation"⟧\n'
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each unit that no template reads."""
        if not document.unreadable:
            return
        other = _another_form(document)
        starts = [paper.span.start for paper in document.papers]
        for unit in document.unreadable:
            neighbour = _neighbour(unit, document.papers, starts)
            related = (Related(neighbour.span, "an entry in that form"),) if neighbour else ()
            line = in_nearest_form(unit, neighbour, document)
            fix = (
                Fix("write it as the others", (Edit(*unit.span, line),), Applicability.DISPLAY)
                if line
                else None
            )
            yield self.found(
                unit.span,
                f"this is not read as a paper: {unit.reason}",
                help="write it as the entries around it, or, when it is no paper, move it out of "
                "the section",
                related=related,
                fix=fix,
                severity=Severity.INFO if other or _resource(unit, document) else None,
            )


def _another_form(document: ListDocument) -> bool:
    """Whether the list has a second form that was not recognised.

    Where no settings say how a list is written, and one in eight entries is not read, it is
    wsss-lint that does not know the form, not the list that has so many slips.
    """
    count = len(document.unreadable)
    inferred = document.inference is not None
    return inferred and count >= 5 and count * 8 > len(document.papers)


def _neighbour(unit: Unreadable, papers: list[Paper], starts: list[int]) -> Paper | None:
    """The nearest paper of the section that is written as it should be."""
    at = bisect_left(starts, unit.span.start)
    for distance in range(1, 6):
        for index in (at - distance, at + distance - 1):
            if 0 <= index < len(papers):
                paper = papers[index]
                if paper.section is unit.section and not paper.departures and _strict(paper):
                    return paper
    return None


def _strict(paper: Paper) -> bool:
    return paper.match is None or not paper.match.cost


def _resource(unit: Unreadable, document: ListDocument) -> bool:
    """Whether the unit is a link to something that has neither venue nor year: a tool, weights."""
    paper = unit.paper
    if (paper.venue is not None and "venue" not in paper.inherited) or (
        paper.year is not None and "year" not in paper.inherited
    ):
        return False
    text = document.source.slice(Span(unit.span.start, min(unit.span.end, unit.span.start + 2000)))
    return "](" in text and not _names_year(text, document)


def _names_year(text: str, document: ListDocument) -> bool:
    """Whether a text names a year outside the targets of its links: `2020`, or `NeurIPS20`."""
    import re

    shown = re.sub(r"\]\([^()\s]*\)", "]", text)
    if re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", shown) is not None:
        return True
    from wsss_lint.records.torn import names_venue

    return names_venue(shown, 0, len(shown), document.registry)
