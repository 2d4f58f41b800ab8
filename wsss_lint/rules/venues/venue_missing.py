"""VEN001 venue-missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.venues._within import lack_is_odd, venue_in_title
from wsss_lint.source import Span

_CODE_HOST = r"//(?:www\.)?(?:github|gitlab|bitbucket)\.\w+/|\.github\.io\b"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_WORD = r"\b[A-Z][\w&-]{2,}"


class VenueMissing(Rule):
    """A paper does not say where it appeared.

    ## Why

    The venue tells readers whether they look at a preprint or at a published paper, and it is
    what they cite. In a list where every other paper has one, `*2020*` is an entry that
    somebody meant to finish.

    ## How to fix

    Write the venue where the neighbours have it: `*2020*` becomes `*ECCV2020*`. For a paper
    that has only been posted, that is the preprint server: `*arXiv2020*`.

    ## Fix safety

    There is no fix: the venue has to be looked up. `wsss-lint verify` looks it up.

    ## Known false alarms

    A section of papers that never had a venue, such as books, inside a list where all others
    have one. If no paper of the section names a venue, wsss-lint keeps silent; likewise in a
    list where more than a tenth of the papers goes without. Tools, whose links all lead to
    code, are left out. Otherwise add
    `"Books" = ["venue-missing"]` under `[per-section-ignores]`.
    """

    code = "VEN001"
    name = "venue-missing"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good('## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *arXiv2020*\n'),
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020*\n- **B:** "Two" *ECCV2020*\n\n'
            "### Papers before 2000\n\n- **C:** \"Three\" *1998*\n- **D:** \"Four\" *1999*\n"
        ),
        Good(
            "## Papers\n\n"
            "1. **Title One of a Paper.** CVPR 2020. [paper](https://a.org/a)\n"
            "1. **Title Two of a Paper.** ICCV 2021. [paper](https://a.org/b)\n"
            "1. **Title of a Book.** Introductory Lectures on Learning Machines and Their Uses in "
            "Teaching, Small & Daughters Publishers, 2020. [book](https://a.org/c)\n"
            "1. **Title Four of a Paper.** AAAI 2021. [paper](https://a.org/d)\n",
            "bold-title",
        ),
    )  # fmt: skip
    bad = (
        Bad(
            '## Papers\n\n- **BES:** "Boundary Exploration" *ECCV2020*\n'
            '- **MCIS:** "Mining Cross-Image Semantics" *⟦2020⟧*\n'
            '- **CONTA:** "Causal Intervention" *NeurIPS2020*\n'
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        if all(paper.venue is not None for paper in document.papers):
            return
        groups: dict[int, list[Paper]] = {}
        for paper in document.papers:
            groups.setdefault(id(paper.format), []).append(paper)
        for papers in groups.values():
            without = [paper for paper in papers if paper.venue is None]
            if not without or not lack_is_odd(len(papers), len(without)):
                continue
            named = Counter(id(paper.section) for paper in papers if paper.venue is not None)
            for paper in without:
                section = id(paper.section)
                if venue_in_title(paper, document) is not None:
                    continue  # a matter of `venue-place`
                if paper.readable and named[section] and _is_paper(paper, document):
                    yield self._missing(paper, _example(paper, document))

    def _missing(self, paper: Paper, example: str) -> Diagnostic:
        year = paper.year if paper.year is not None and "year" not in paper.inherited else None
        if year is None:
            title = paper.title
            where = title.span if title is not None and title.value else paper.span
            advice = "write where it appeared as the neighbours do, arXiv if only posted there"
            return self.found(where, "the paper names no venue", help=advice)
        return self.found(
            _slot(paper, year.span),
            f"only the year `{year.value}`, no venue",
            help=f"write the venue with the year{example}; arXiv if only posted there",
        )


def _is_paper(paper: Paper, document: ListDocument) -> bool:
    """Whether it is a paper at all, and its venue not just where the reader did not see it.

    Tools (`[OpenPose](https://github.com/…) - a library`) have no venue. An entry that departs
    from all forms may hold the venue in a place of its own (`… . NIPS 2017 [paper](…)`).
    """
    title, written = paper.title, paper.year is not None and "year" not in paper.inherited
    if title is None or not title.value:
        return written
    if "](" in title.value:
        return False
    if paper.links and all(re.search(_CODE_HOST, link.url) for link in paper.links):
        return False
    start, end = paper.span
    text = document.source.text[start:end]
    label = [paper.method.span] if paper.method is not None else []  # SEC is a conference as well
    for span in (title.span, *label, *(link.url_span for link in paper.links)):
        if start <= span.start and span.end <= end:
            text = (
                text[: span.start - start]
                + " " * (span.end - span.start)
                + text[span.end - start :]
            )
    if not written and re.search(_YEAR, text):
        return False
    if written and _names_something(paper, text):
        return False
    lookup = document.registry.lookup
    return not any(lookup(word) for word in re.findall(_WORD, text))


def _names_something(paper: Paper, text: str) -> bool:
    """Whether words stand between the title and the year that nothing else accounts for.

    `**Title.** Synthesis Lectures on Machine Learning, 2020.` is a book, and says where it is.
    """
    assert paper.title is not None and paper.year is not None
    begin, end = paper.title.span.end, paper.year.span.start
    for field in (paper.authors, paper.note, paper.tags):
        if field is not None and begin <= field.span.start < end:
            begin = field.span.end
    for link in paper.links:
        if begin <= link.span.start < end:
            begin = link.span.end
    between = text[max(begin - paper.span.start, 0) : max(end - paper.span.start, 0)]
    return len(re.findall(r"[^\W\d_]{3,}", between)) >= 3


def _slot(paper: Paper, year: Span) -> Span:
    return year if year.end > year.start else paper.span


def _example(lacking: Paper, document: ListDocument) -> str:
    """How the nearest neighbour writes venue and year, ready for the advice."""
    near = document.papers[max(lacking.index - 20, 0) : lacking.index + 20]
    for paper in sorted(near, key=lambda paper: abs(paper.index - lacking.index)):
        venue, year = paper.venue, paper.year
        if venue is None or year is None or paper.inherited:
            continue
        if document.registry.lookup(venue.value) is None:
            continue  # `NeruIPS2018` is no example
        start, end = min(venue.span.start, year.span.start), max(venue.span.end, year.span.end)
        if end - start <= len(venue.value) + 6:
            return f", as in `{document.source.text[start:end]}`"
    return ""
