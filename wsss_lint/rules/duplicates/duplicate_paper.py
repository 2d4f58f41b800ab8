"""DUP001 duplicate-paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity, Span
from wsss_lint.rules.duplicates._papers import (
    Listed,
    alike,
    contradiction,
    different,
    journal_version,
    listed,
    preprint,
    same_title,
    shortened,
    stated,
    without_name,
)

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument


class DuplicatePaper(Rule):
    """A paper is listed twice in one section.

    Two entries are the same paper when their titles have the same letters and digits, or when
    their links name the same arXiv identifier, DOI or proceedings page and their titles are
    variants of each other. The method's name before a title of five words or more (`Name: …`)
    may be left out. Headings that only name a year do not part a section: a paper
    belongs to one year.

    ## Why

    A reader counts it twice, and a correction reaches one of the two only. Mostly a preprint was
    listed first and its published version added later: then the two disagree on venue or year,
    and the message says so.

    ## How to fix

    Keep the entry with the published venue and remove the other. When both are wanted (a
    conference paper and its journal version of the same title), end one of them with
    `<!-- wsss-lint: ignore[duplicate-paper] journal version -->`.

    ## Fix safety

    There is no fix: which of the two is right, only a person can say.

    ## Known false alarms

    A journal version that kept the title of the conference paper: where the venues are known and
    the years fit, it is only mentioned, as an info. Titles of up to three words are shared by
    different papers now and then; they count only when no identifier contradicts.
    """

    code = "DUP001"
    name = "duplicate-paper"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            "## Papers\n\n### Image tags\n\n#### 2021\n\n"
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n\n'
            "### Scribbles\n\n"
            '- **SPN:** "Seeds and Pixels for Segmentation" *ICLR2021*\n'
        ),
        Good(
            "## Papers\n\n"
            '- **A:** "Frozen Features for Weak Segmentation" *CVPR2024*\n'
            '- **B:** "Frozen Dense Features for Weak Segmentation" *TPAMI2025*\n'
        ),
        Good(
            "## Papers\n\n"
            '- **A:** "Seeds and Pixels for Segmentation" *CVPR2019*\n'
            '- **B:** "Seeds and Pixels for Segmentation" *TPAMI2021* '
            "<!-- wsss-lint: ignore[duplicate-paper] journal version -->\n"
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n### 2021\n\n"
            '- **SPN:** "Seeds and Pixels for Segmentation" *CVPR2021*\n'
            '- **SPN:** "⟦Seeds and pixels for segmentation⟧" *CVPR2021*\n'
        ),
        Bad(
            "## Papers\n\n### 2022\n\n"
            "- Seeds-and-Pixels for Segmentation *CVPR2022*\n\n### 2021\n\n"
            "- ⟦Seeds and Pixels for Segmentation⟧ *arXiv2021*\n"
        ),
        Bad(
            "## Papers\n\n"
            "- [Seeds and Pixels for Segmentation](https://arxiv.org/abs/2101.00001) *CVPR2021*\n"
            "- [⟦Seeds and Pixels for Weak Segmentation⟧](https://arxiv.org/pdf/2101.00001v2) "
            "*CVPR2021*\n"
        ),
        Bad(
            "## Papers\n\n"
            "- SPN: Seeds and Pixels for Weak Segmentation *CVPR2021*\n"
            "- ⟦Seeds and Pixels for Weak Segmentation⟧ *arXiv2020*\n"
        ),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Group the papers by title, then by identifier."""
        entries = listed(documents)
        reported: set[int] = set()
        for group in same_title(entries):
            for one, other in self._pairs(group):
                reported.add(id(other.paper))
                yield self._report(one, other, "")
        for group, name in without_name(entries):
            for one, other in self._pairs(group):
                same = one.title == other.title or different(one, other)
                # the journal's version may have a name of its own: `MCT+: …` beside `…`
                apart = contradiction(one, other) and preprint(one) == preprint(other)
                if not same and not apart and id(other.paper) not in reported:
                    reported.add(id(other.paper))
                    yield self._report(one, other, f", once as `{name}: …`")
        by_identifier: dict[tuple[str, str], list[Listed]] = {}
        for entry in entries:
            for identifier in entry.identifiers:
                by_identifier.setdefault(identifier, []).append(entry)
        for identifier, group in by_identifier.items():
            for one, other in self._pairs(group) if len(group) > 1 else ():
                same = bool(one.title) and one.title == other.title
                if not same and alike(one, other) and id(other.paper) not in reported:
                    reported.add(id(other.paper))
                    yield self._report(one, other, f" ({' '.join(identifier)})")

    def _pairs(self, group: list[Listed]) -> Iterable[tuple[Listed, Listed]]:
        """Each entry that follows another in its section, with the first one there.

        A silenced entry is no partner for the others; it is still paired, so that its comment
        is known to be of use.
        """
        first: dict[tuple[str, ...], Listed] = {}
        waiting: dict[tuple[str, ...], list[Listed]] = {}
        for entry in group:
            if entry.silenced(self.name):
                waiting.setdefault(entry.place, []).append(entry)
            elif entry.place in first:
                yield first[entry.place], entry
            else:
                first[entry.place] = entry
        for place, silenced in waiting.items():
            partner = first.get(place, silenced[0])
            yield from ((partner, entry) for entry in silenced if entry is not partner)

    def _report(self, one: Listed, other: Listed, how: str) -> Diagnostic:
        title = shortened(other.paper.title.value if other.paper.title else "")
        message = f"`{title}` is listed twice in this section{how}"
        difference = contradiction(one, other)
        if difference:
            message += f", and the two disagree on the {difference}: "
            message += f"`{stated(one)}` and `{stated(other)}`"
        return self.found(
            other.span,
            message,
            help=_advice(one, other),
            related=(_first(one, other),),
            key=f"paper {other.title}",
            path=other.path,
            severity=Severity.INFO if journal_version(one, other) else None,
        )


def _first(one: Listed, other: Listed) -> Related:
    before = one.path != other.path or one.span < other.span
    text = "first listed here" if before else "also listed here"
    return Related(Span(*one.span), text, one.path if one.path != other.path else None)


def _advice(one: Listed, other: Listed) -> str:
    if preprint(one) != preprint(other):
        gone = one if preprint(one) else other
        line = gone.document.source.line_of(gone.span[0])
        return f"keep the published version, remove the preprint in line {line}"
    if contradiction(one, other):
        return "find out which of the two is right, and remove the other"
    return "remove one of the two, or say with a comment why both stay"
