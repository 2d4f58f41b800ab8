"""DUP002 duplicate-conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity, Span
from wsss_lint.rules.duplicates._papers import (
    Listed,
    contradiction,
    listed,
    published,
    same_title,
    shortened,
    stated,
)

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument, Section

#: Words of headings whose entries are none of papers.
TALKS = frozenset(
    (
        *("video", "videos", "talk", "talks", "lecture", "lectures", "slides", "tutorial"),
        *("tutorials", "course", "courses", "blog", "blogs", "code", "implementations"),
    )
)


class DuplicateConflict(Rule):
    """A paper is listed in several sections, with another venue or year in one of them.

    A paper may well stand in several sections. It has been published once, though: all its
    entries must agree on where and when. An entry without venue or year contradicts nothing.

    ## Why

    One of the two is wrong or out of date: mostly a preprint that has been published since, and
    only one of the entries was brought up to date.

    ## How to fix

    Find out where the paper was published, and write it in all entries. Of `*arXiv2021*` in one
    section and `*CVPR2022*` in another, mostly the second is right and the first was forgotten.

    ## Fix safety

    There is no fix: which entry is right, only a person can say (or `wsss-lint verify`).

    ## Known false alarms

    A conference paper and its journal version under one title, each in a section of its own.
    """

    code = "DUP002"
    name = "duplicate-conflict"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            "## Papers\n\n### Image tags\n\n"
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n\n### Scribbles\n\n'
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n'
        ),
        Good(
            "## Papers\n\n### Image tags\n\n"
            '- **SPN:** "Seeds and Pixels for Segmentation" *NIPS2021*\n\n### Scribbles\n\n'
            '- **SPN:** "Seeds and Pixels for Segmentation" *NeurIPS2021*\n'
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n### Image tags\n\n"
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n\n### Scribbles\n\n'
            '- **SPN:** "⟦Seeds and Pixels for Segmentation⟧" *arXiv2020*\n'
        ),
        Bad(
            "## Papers\n\n### Image tags\n\n"
            '- **SPN:** "⟦Seeds and Pixels for Segmentation⟧" *ICLR2020*\n\n### Scribbles\n\n'
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n\n### Points\n\n'
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n'
        ),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Compare the entries of each title across sections."""
        for alike in same_title(listed(documents)):
            group = [entry for entry in alike if not _talk(entry)]
            places = {entry.place for entry in group}
            if len(places) < 2:
                continue
            heard = [entry for entry in group if not entry.silenced(self.name)]
            yield from self._compare(heard, heard)
            silenced = [entry for entry in group if entry.silenced(self.name)]
            # Not shown, but it tells that the comment is of use.
            yield from self._compare(silenced, group) if silenced else ()

    def _compare(self, judged: list[Listed], group: list[Listed]) -> Iterable[Diagnostic]:
        """Hold each entry against the most frequent statement, or the first one."""
        firsts: dict[tuple[str, ...], Listed] = {}
        for entry in group:  # the second in a section is a matter of duplicate-paper
            firsts.setdefault(entry.place, entry)
        votes = Counter(published(entry) for entry in firsts.values() if all(published(entry)))
        if not firsts:
            return
        ranked = votes.most_common(2)
        reference = next(iter(firsts.values()))
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            reference = next(e for e in firsts.values() if published(e) == ranked[0][0])
        for entry in judged:
            if entry is reference or firsts.get(entry.place) is not entry:
                continue
            if entry.place == reference.place or not contradiction(reference, entry):
                continue
            yield self._report(reference, entry)

    def _report(self, reference: Listed, entry: Listed) -> Diagnostic:
        title = shortened(entry.paper.title.value if entry.paper.title else "")
        there = reference.paper.section.title.partition(" [")[0] or reference.path
        message = (
            f"`{title}` is `{stated(entry)}` here and `{stated(reference)}` under "
            f"`{shortened(there, 60)}`"
        )
        path = reference.path if reference.path != entry.path else None
        return self.found(
            entry.span,
            message,
            help=f"write the same {contradiction(reference, entry)} in both places",
            related=(Related(Span(*reference.span), "also listed here", path),),
            key=f"paper {entry.title} in {' / '.join(entry.place[1:])}",
            path=entry.path,
        )


def _talk(entry: Listed) -> bool:
    """Whether an entry stands where no papers do: a talk of 2016 about a paper of 2006."""
    section: Section | None = entry.paper.section
    while section is not None:
        if not TALKS.isdisjoint(section.title.lower().split()):
            return True
        section = section.parent
    return False
