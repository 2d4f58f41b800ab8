"""VEN006 venue-renamed."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.venues._mentions import Mention, mentions, verbatim
from wsss_lint.venues.registry import normalise


class VenueRenamed(Rule):
    """A venue has the name that it had in other years.

    ## Why

    The conference was NIPS until its 2017 edition and has been NeurIPS since the one in 2018;
    the journal TNN became TNNLS in 2012. A list that has both names at random makes readers
    search twice.

    ## How to fix

    Write the name of the edition: `NIPS2016`, `NeurIPS2019`. To write one name throughout,
    leave this rule off, as it is by default.

    ## Fix safety

    Unsafe: it changes the venue's code, if not the venue.

    ## Known false alarms

    A list that writes NeurIPS for all years does so on purpose. This is a note, shown with
    `--pedantic` or when selected.
    """

    code = "VEN006"
    name = "venue-renamed"
    severity = Severity.INFO
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (Good('## Papers\n\n- **A:** "One" *NIPS2017*\n- **B:** "Two" *NeurIPS2018*\n'),)
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *⟦NeurIPS⟧2016*\n- **B:** "Two" *⟦NIPS⟧2019*\n',
            '## Papers\n\n- **A:** "One" *NIPS2016*\n- **B:** "Two" *NeurIPS2019*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        for mention in mentions(document).all:
            if mention.venue is not None and mention.venue.renames and mention.span is not None:
                diagnostic = self._renamed(mention, document)
                if diagnostic is not None:
                    yield diagnostic

    def _renamed(self, mention: Mention, document: ListDocument) -> Diagnostic | None:
        venue, year, span = mention.venue, mention.year, mention.span
        if venue is None or year is None or span is None:
            return None
        former, right = venue.former_code(mention.text), venue.code_in(year)
        if former is None and normalise(mention.text) != normalise(venue.code):
            return None  # an entire name is nobody's code
        if (former[0] if former else venue.code) == right:
            return None
        if former and mention.text != former[0]:
            right = mention.text.replace(former[0], right)  # "IEEE TNN"
        fix = None
        if verbatim(mention, document):
            fix = Fix(f"write `{right}`", (Edit(*span, right),), Applicability.UNSAFE)
        return self.found(
            span,
            f"in {year} `{mention.text}` was called `{right}`",
            fix=fix,
            help=f"write `{right}`",
        )
