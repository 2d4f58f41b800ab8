"""VEN011 venue-link-contradiction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wsss_lint.records.model import Link, ListDocument, Paper
from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity
from wsss_lint.rules.venues._mentions import mentions
from wsss_lint.venues.registry import Registry, Venue

if TYPE_CHECKING:
    from wsss_lint.venues.links import LinkFacts

# These sites hold the papers of one conference, even where the address has no year.
_WITHOUT_YEAR = ("AAAI", "NeurIPS")


class VenueLinkContradiction(Rule):
    """The link names another venue or year than the list does.

    ## Why

    The address of a paper in the proceedings of CVF, ECVA, AAAI, IJCAI, NeurIPS, PMLR and ACL
    says where and when it appeared. When the entry says otherwise, the venue is wrong or the
    link belongs to another paper.

    ## How to fix

    Follow the link. If it is the right paper, take venue and year from it, else correct the link:
    `*CVPR2021*` with a link to `openaccess.thecvf.com/content/ICCV2021/…` is a paper of ICCV 2021.

    ## Fix safety

    There is no fix: only a look at the paper tells which of the two is wrong.

    ## Known false alarms

    An entry for the journal version that links to the conference paper. It is reported only
    where nothing in the entry speaks of the conference; add a note such as
    `(& TPAMI 2020)`. A preprint (`*arXiv2020*`) whose link leads to the proceedings is out of
    date and reported as a warning. Workshops count as their conference.
    """

    code = "VEN011"
    name = "venue-link-contradiction"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2023* '
            "[[paper](https://openaccess.thecvf.com/content/CVPR2023/html/A_CVPR_2023_paper.html)]\n"
            '- **B:** "Two" *CVPR2020* [[paper](https://arxiv.org/abs/1911.00001)]\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *⟦CVPR2023⟧* '
            "[[paper](https://openaccess.thecvf.com/content/ICCV2023/html/A_ICCV_2023_paper.html)]\n"
            '- **B:** "Two" *⟦ECCV2020⟧* '
            "[[paper](https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/1_ECCV_2022.php)]\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        if not any(paper.links for paper in document.papers):
            return
        from wsss_lint.venues.links import facts

        registry = document.registry
        for mention in mentions(document).papers:
            paper = mention.paper
            if paper is None or not paper.links or (mention.venue is None and mention.text):
                continue
            for link in paper.links:
                url = link.url
                if "arxiv.org/" in url or "github.com/" in url:
                    continue  # nearly all links; they say nothing about the venue
                found = facts(url)
                if found.venue_code is None:
                    continue
                if not found.year_is_edition and found.venue_code not in _WITHOUT_YEAR:
                    continue
                differs = _differs(found, mention.venue, mention.year, registry)
                if differs and not _noted(paper, found, document):
                    yield self._contradiction(paper, mention.whole, link, found, mention.venue)
                    break

    def _contradiction(
        self, paper: Paper, written: tuple[int, int] | None, link: Link, found: LinkFacts,
        venue: Venue | None,
    ) -> Diagnostic:  # fmt: skip
        theirs = f"{found.venue_code}{found.year or ''}"
        ours = f"{paper.venue.value if paper.venue else ''}{paper.year.value if paper.year else ''}"
        preprint = venue is not None and venue.kind == "preprint"
        return self.found(
            written or link.url_span,
            f"the entry says `{ours}`, its link `{theirs}`",
            help=f"follow the link: write `{theirs}` if it is this paper, else correct the link",
            related=(Related(link.url_span, f"this is a paper of {theirs}"),) if written else (),
            severity=Severity.WARNING if preprint else None,
        )


def _differs(found: LinkFacts, venue: Venue | None, year: int | None, registry: Registry) -> bool:
    theirs = registry.lookup(found.venue_code or "")
    if venue is not None and theirs is not None and venue.main is not theirs.main:
        return venue.kind != "other"  # `Blog` with a link to the paper
    return found.year_is_edition and year is not None and found.year != year


def _noted(paper: Paper, found: LinkFacts, document: ListDocument) -> bool:
    """Whether the entry speaks of the link's venue somewhere else: `(& TPAMI 2020)`."""
    start, end = paper.span
    text = document.source.text[start:end]
    for link in sorted(paper.links, key=lambda link: link.url_span, reverse=True):
        if start <= link.url_span.start and link.url_span.end <= end:
            text = text[: link.url_span.start - start] + text[link.url_span.end - start :]
    code, year = (found.venue_code or "").removesuffix("W"), found.year
    own = paper.venue.value if paper.venue else ""
    if code not in text:
        return False
    return code not in own or year is None or str(year) in text
