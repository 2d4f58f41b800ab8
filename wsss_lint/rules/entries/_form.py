"""What the rules about an entry's form share: the reader has found the departures already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from wsss_lint.records.model import Departure, ListDocument
from wsss_lint.rule import Applicability, Diagnostic, Fix, Rule


class FormRule(Rule):
    """Reports one kind of departure from the form that a paper's neighbours have.

    A paper is compared with the papers of its year, else of its section, else of the list:
    the form that most of them have is right, whatever it is.
    """

    title: ClassVar[str]  # of the fix
    advice: ClassVar[str]
    fix = Applicability.SAFE

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """One finding for each departure of the rule's kind."""
        name = self.name
        for paper in document.papers:
            if paper.departures:
                for departure in paper.departures:
                    if departure.kind == name:
                        yield self.report(departure)

    def report(self, departure: Departure) -> Diagnostic:
        """The finding for a departure."""
        return self.found(
            departure.span,
            departure.message,
            fix=Fix(self.title, departure.edits, Applicability.SAFE),
            help=self.advice,
        )
