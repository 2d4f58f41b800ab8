"""DUP003 duplicate-identifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity, Span
from wsss_lint.rules.duplicates._papers import Listed, alike, listed, shortened

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument


class DuplicateIdentifier(Rule):
    """Two different titles link to one arXiv identifier.

    Titles that share most of their words are variants of one title and do not count.

    ## Why

    An identifier belongs to one paper. Mostly the link was copied with the line above it and
    never changed, so that readers land on the wrong paper; else the paper was retitled and
    stands in the list under both of its names.

    ## How to fix

    Open the link, compare it with both titles, and correct the link or the title. When the paper
    is listed twice, remove one entry.

    ## Fix safety

    There is no fix: which of the two titles the link belongs to, only a person can say.

    ## Known false alarms

    Two methods of one paper, each listed under its own name as if that were the title.
    """

    code = "DUP003"
    name = "duplicate-identifier"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good(
            "## Papers\n\n### Image tags\n\n"
            "- [Seeds and Pixels for Segmentation](https://arxiv.org/abs/2101.00001) *ICLR2021*\n"
            "\n### Scribbles\n\n"
            "- [Seeds and Pixels for Segmentation](https://arxiv.org/abs/2101.00001v2) *ICLR2021*\n"
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n"
            "- [Seeds and Pixels for Segmentation](https://arxiv.org/abs/2101.00001) *ICLR2021*\n"
            "- [Learning Boxes from Captions](⟦https://arxiv.org/abs/2101.00001⟧) *CVPR2021*\n"
        ),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Group the papers by arXiv identifier."""
        groups: dict[str, list[Listed]] = {}
        for entry in listed(documents):
            for kind, value in entry.identifiers:
                if kind == "arxiv" and entry.title:
                    groups.setdefault(value, []).append(entry)
        for value, group in groups.items():
            if len(group) < 2:
                continue
            heard = [entry for entry in group if not entry.silenced(self.name)]
            for entry in group:
                reference = heard[0] if heard else group[0]
                if entry is reference or entry.title == reference.title:
                    continue
                if alike(entry, reference):
                    continue  # variants of one title: cross-listed, or a matter of duplicate-paper
                yield self._report(value, reference, entry)

    def _report(self, value: str, reference: Listed, entry: Listed) -> Diagnostic:
        from wsss_lint.venues.links import arxiv_id

        span = next(
            (link.url_span for link in entry.paper.links if arxiv_id(link.url) == value),
            Span(*entry.span),
        )
        title = reference.paper.title.value if reference.paper.title else ""
        path = reference.path if reference.path != entry.path else None
        return self.found(
            span,
            f"arXiv `{value}` is also the link of another title, `{shortened(title)}`",
            help="open the link and compare it with both titles",
            related=(Related(Span(*reference.span), "the other title", path),),
            key=f"arxiv {value} {entry.title}",
            path=entry.path,
        )
