"""Puts a paper into a list, in the list's own form, and proves that it reads as it was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from wsss_lint.authoring.entry import NewPaper, rendered, written
from wsss_lint.authoring.place import Spot, insertion
from wsss_lint.diagnostics import Diagnostic
from wsss_lint.engine import Linter
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.source import Source

TRIES = 24  # each try is a check of the whole list


class AddError(Exception):
    """A paper that cannot be added; the text says why and what to do."""


class Proposal(NamedTuple):
    """A list with one paper more."""

    text: str
    line: int  # of the new paper
    entry: str


def duplicates(document: ListDocument, new: NewPaper) -> list[tuple[Paper, str]]:
    """The papers of a list that are `new` already, each with the reason."""
    from wsss_lint.authoring.same import same_title
    from wsss_lint.venues.links import facts

    wanted = {(kind, value) for kind, value in (("arxiv", new.arxiv), ("doi", new.doi)) if value}
    found: list[tuple[Paper, str]] = []
    for paper in document.papers:
        known = {
            (kind, value.lower() if kind == "doi" else value)
            for link in paper.links
            for kind, value in facts(link.url).identifiers
        }
        if wanted & known:
            kind, value = min(wanted & known)
            found.append((paper, f"links to the same {kind} identifier {value}"))
        elif paper.title is not None and same_title(paper, new):
            found.append((paper, "has the same title"))
    return found


def propose(
    source: Source, document: ListDocument, new: NewPaper, spot: Spot, linter: Linter
) -> Proposal:
    """The list with `new` at `spot`, such that a check finds nothing that it did not find before.

    Raises `AddError` when no neighbour's form will do.
    """
    before = known_findings(linter, source)
    if not any(paper.method is not None for paper in document.papers):
        new = new._replace(method_guessed=True)  # a list that sets no methods apart loses none
    reasons: list[str] = []
    failed: Counter[tuple[object, ...]] = Counter()
    holders = [p for p in document.papers if p.section is spot.section]
    for write in (written, rendered):
        for model in _models(document, spot):
            if len(reasons) >= TRIES or failed[_shape(model)] >= 3:
                continue  # three of a kind have failed: the next is no better
            entry = write(model, new, document)
            if entry is None:
                continue
            place = insertion(spot, entry, model, holders[0] if holders else model, document)
            text = source.text[: place.offset] + place.text + source.text[place.offset :]
            at = (place.offset, place.offset + len(place.text))
            fault = _fault(linter, Source(text, source.path), document, new, at, before)
            if isinstance(fault, int):
                return Proposal(text, fault, entry)
            reasons.append(fault)
            failed[_shape(model)] += 1
    if reasons:
        why = Counter(reasons).most_common(1)[0][0]
        raise AddError(f"no neighbour's form fits this paper: {why}")
    lacks = [name for name in ("venue", "year", "authors", "method", "url") if not _has(new, name)]
    raise AddError(
        "the neighbours of this place have more than is known of the paper"
        + (f"; give it with {', '.join(f'--{name}' for name in lacks)}" if lacks else "")
    )


def _has(new: NewPaper, name: str) -> bool:
    if name == "venue":
        return bool(new.venue or new.venue_text)
    return bool(getattr(new, name))


def _models(document: ListDocument, spot: Spot) -> Iterator[Paper]:
    """Papers that may lend their form: well-formed, the usual form first, the nearest first."""
    usual = Counter(
        id(p.match.template) for p in document.papers if p.section is spot.section and p.match
    )
    at = spot.after.index if spot.after is not None else 0

    def rank(paper: Paper) -> tuple[bool, int, int, int]:
        assert paper.match is not None
        extras = max(0, len(paper.links) - 1) + (paper.tags is not None)
        share = usual.get(id(paper.match.template), 0)
        return paper.section is not spot.section, -share, extras, abs(paper.index - at)

    fit = [
        p for p in document.papers
        if p.match is not None and not p.match.cost and not p.departures and not p.swallowed
    ]  # fmt: skip
    yield from sorted(fit, key=rank)


def _shape(paper: Paper) -> tuple[object, ...]:
    """What makes two neighbours alike as models."""
    assert paper.match is not None
    label = "et al" in paper.method.value if paper.method is not None else None
    return (
        id(paper.match.template), id(paper.section), label, paper.authors is not None,
        paper.tags is not None, min(len(paper.links), 2),
    )  # fmt: skip


def known_findings(linter: Linter, source: Source) -> Counter[tuple[str, str, str]]:
    (result,) = linter.lint([source])
    return Counter(map(identity, result.diagnostics))


def identity(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """What a finding is, without its place, which a new line moves."""
    return diagnostic.code, diagnostic.key, diagnostic.message


def _fault(
    linter: Linter, changed: Source, old: ListDocument, new: NewPaper,
    at: tuple[int, int], before: Counter[tuple[str, str, str]],
) -> int | str:  # fmt: skip
    """The new paper's line when all is well, else what is wrong."""
    from wsss_lint.authoring.same import reads_as

    (result,) = linter.lint([changed])
    document = result.document
    if len(document.papers) != len(old.papers) + 1 or len(document.unreadable) > len(
        old.unreadable
    ):
        return "it would not be read as one paper more"
    mine = [p for p in document.papers if at[0] <= p.span.start < at[1]]
    if len(mine) != 1:
        return "it would not be read where it stands"
    wrong = reads_as(mine[0], new, document)
    if wrong:
        return f"its {wrong} would be read otherwise"
    fresh = Counter(map(identity, result.diagnostics)) - before
    for diagnostic in result.diagnostics:
        if fresh[identity(diagnostic)] and _about(diagnostic, mine[0]):
            return f"a check would say: {diagnostic.message} ({diagnostic.name})"
    return changed.line_of(mine[0].span.start)


def _about(diagnostic: Diagnostic, paper: Paper) -> bool:
    """Whether a finding speaks of the paper. Others that are new only have a new wording: the
    usual form of a section can change with one paper more."""
    spans = [diagnostic.span, *(other.span for other in diagnostic.related)]
    return any(s.start <= paper.span.end and paper.span.start <= s.end for s in spans)
