"""Turns what the sources contradict into findings, as all other rules make them."""

from __future__ import annotations

from collections.abc import Mapping

from wsss_lint.authoring.spelling import venue_text
from wsss_lint.diagnostics import Diagnostic
from wsss_lint.online.claims import claims_of
from wsss_lint.online.corrections import correction
from wsss_lint.online.judge import Contradiction
from wsss_lint.online.record import Record
from wsss_lint.online.verify import Verifier
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Rule
from wsss_lint.source import Span


def findings(
    document: ListDocument, verifier: Verifier, rules: Mapping[str, Rule]
) -> list[Diagnostic]:
    """The contradictions of one list as findings of the rules that are on."""
    found: list[Diagnostic] = []
    for paper, claim in claims_of(document):
        for wrong in verifier.outcome(claim).verdict.contradictions:
            rule = rules.get(wrong.rule)
            if rule is None:
                continue
            fix = correction(paper, wrong, document)
            found.append(
                rule.found(
                    _span(paper, wrong),
                    f"{_said(paper, wrong, document)} ({evidence(wrong.records)})",
                    fix=fix,
                    help=_advice(paper, wrong, document),
                )
            )
    return found


def evidence(records: tuple[Record, ...]) -> str:
    """Who says so, and where a person can read it."""
    return ", ".join(f"{record.source}: {record.url}" for record in records)


def _span(paper: Paper, wrong: Contradiction) -> Span:
    """The text that the finding is about: where the field is inherited, the title."""
    own = {
        "verify-title": paper.title,
        "verify-venue": paper.venue,
        "verify-published": paper.venue,
        "verify-year": paper.year,
        "verify-missing-venue": paper.year,
    }.get(wrong.rule)
    if wrong.rule == "verify-identifier" and paper.links:
        identifier = wrong.records[0].arxiv or wrong.records[0].doi
        for link in paper.links:
            if identifier.lower() in link.url.lower():
                return link.url_span
    inherited = paper.inherited & {"venue", "year", "title"}
    name = {"verify-year": "year", "verify-missing-venue": "year"}.get(wrong.rule, "venue")
    if own is not None and (wrong.rule == "verify-title" or name not in inherited):
        return own.span
    return paper.title.span if paper.title is not None else paper.span


def _said(paper: Paper, wrong: Contradiction, document: ListDocument) -> str:
    place = _named(wrong, document)
    listed = paper.venue.value if paper.venue else ""
    year = paper.year.value if paper.year else None
    if wrong.rule == "verify-title":
        return f"the sources have the title `{wrong.title}`"
    if wrong.rule == "verify-year":
        return f"listed with {year}; the sources say {wrong.year}"
    if wrong.rule == "verify-published":
        return f"listed as a preprint; the sources have it at {place}"
    if wrong.rule == "verify-missing-venue":
        return f"no venue; the sources have it at {place}"
    if wrong.rule == "verify-identifier":
        identifier = wrong.records[0].arxiv or wrong.records[0].doi
        return f"`{identifier}` is the paper `{wrong.title}`"
    return f"listed at `{listed}`; the sources have it at {place}"


def _advice(paper: Paper, wrong: Contradiction, document: ListDocument) -> str:
    moved = ""
    if wrong.year and paper.section.year and paper.section.year != wrong.year:
        moved = f", and move it to the section of {wrong.year}"
    if wrong.rule == "verify-title":
        return "check the title at the sources"
    if wrong.rule == "verify-year":
        return f"check the year at the sources; if they are right, write {wrong.year}{moved}"
    if wrong.rule == "verify-identifier":
        if wrong.arxiv:
            return f"check the link; this title has the identifier {wrong.arxiv}"
        return "check the link: it leads to another paper"
    return f"check the sources; if they are right, write {_named(wrong, document)}{moved}"


def _named(wrong: Contradiction, document: ListDocument) -> str:
    venue = venue_text(wrong.venue, wrong.year, document) if wrong.venue else "?"
    return f"{venue} {wrong.year}" if wrong.year else venue
