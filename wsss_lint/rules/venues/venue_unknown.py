"""VEN005 venue-unknown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from wsss_lint.records.model import Field, ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Option, Rule, Severity, Span
from wsss_lint.rules.venues._guess import is_code, meant
from wsss_lint.rules.venues._mentions import mentions

# `CVPR202`, `CVPR20200`, `CVPR2O20`, `CVPR20 20`
_SLIPPED_YEAR = re.compile(
    r"(?P<venue>[A-Za-z][A-Za-z&-]*[A-Za-z]) ?(?P<year>\d[\doOlI]{2,5}|\d\d ?\d\d)"
)


class VenueUnknown(Rule):
    """A venue code is not known, and nothing like it is.

    ## Why

    A code that nobody knows is a slip that cannot be guessed, a method name in the wrong
    place, or a venue that readers of the list will not know either.

    ## How to fix

    Check the code. If it is right, tell wsss-lint about the venue; all that is needed is

    ```toml
    [venues.XYZ]
    name = "Symposium on XYZ"
    ```

    ## Fix safety

    There is no fix: the venue has to be looked up.

    ## Known false alarms

    Any venue that the registry lacks. Only short codes in capitals are reported, not entire
    names, and none that the list uses `times` times or more: what is repeated is meant. It is
    a warning only in a list whose field the registry covers (nineteen of twenty venues are
    ones whose facts are certain: computer vision, machine learning), elsewhere a note, shown
    with `--pedantic` or when selected.
    """

    code = "VEN005"
    name = "venue-unknown"
    severity = Severity.WARNING
    since = "0.1.0"
    options = (
        Option("times", 2, "A code that the list uses so often is meant, and not reported."),
    )
    good = (
        Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *Some New Workshop2020*\n'),
        Good('## Papers\n\n- **A:** "One" *XQZV2020*\n- **B:** "Two" *XQZV2021*\n'),
    )
    bad = (
        Bad('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *⟦XQZV⟧2020*\n'),
        Bad(
            '## Papers\n\n- **A:** "One" *⟦XQZV⟧2020*\n- **B:** "Two" *⟦XQZV⟧2021*\n',
            options=(("times", 3),),
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        found = mentions(document)
        registry = document.registry
        unknown = Counter(
            m.text for m in found.all if m.venue is None and m.span is not None and m.text
        )
        for paper in document.papers:
            if paper.venue is None and paper.authors is not None:
                yield from self._behind_authors(paper.authors, document)
        for mention in found.all:
            text, span = mention.text, mention.span
            times = unknown.get(text, 0)
            if mention.gap == ":":  # `**SCM:2022ECCV**`: a label that swallowed the venue
                continue
            if span is None or not 0 < times < self.option["times"]:
                continue
            slip = _SLIPPED_YEAR.fullmatch(text)
            if slip is not None and registry.lookup(slip["venue"]) is not None:
                yield self._no_year(span, slip)
                continue
            if not is_code(text):
                continue
            if meant(text, times, found, registry) is None:
                yield self.found(
                    span,
                    f"unknown venue `{text}`",
                    help=f"check the code; if it is right, add `[venues.{_key(text)}]` to the "
                    "settings",
                    severity=None if found.covered else Severity.INFO,
                )

    def _behind_authors(self, authors: Field[str], document: ListDocument) -> Iterator[Diagnostic]:
        """`Ann Ey, Bo Zed, ICLR 20230`: without a year, the venue is read as a name."""
        text = document.source.text
        start = max(text.rfind(mark, *authors.span) for mark in (", ", ". ")) + 2
        end = authors.span.end
        while end > start and text[end - 1] in ".,; ":
            end -= 1
        slip = _SLIPPED_YEAR.fullmatch(text, start, end) if start > authors.span.start + 1 else None
        if slip is not None and document.registry.exact(slip["venue"]):
            yield self._no_year(Span(start, end), slip)

    def _no_year(self, span: Span, slip: re.Match[str]) -> Diagnostic:
        return self.found(
            span,
            f"`{slip['year']}` behind `{slip['venue']}` is no year",
            help="write the year with its four digits",
        )


def _key(text: str) -> str:
    """The text as a TOML key."""
    return text if text.replace("-", "").isalnum() else f'"{text}"'
