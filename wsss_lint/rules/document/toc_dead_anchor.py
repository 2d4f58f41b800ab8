"""DOC101 toc-dead-anchor."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.document._anchors import Meant, folded, targets


class TocDeadAnchor(Rule):
    """A link of the table of contents leads nowhere.

    No heading of the page has this anchor. GitHub makes a heading's anchor of its text: small
    letters, blanks become hyphens, punctuation goes.

    ## Why

    A click on the link does nothing. It happens when a heading is renamed or renumbered and the
    table of contents is not.

    ## How to fix

    Give the link the anchor of the heading that it names.

    ## Fix safety

    Safe: the link is only changed when exactly one heading can be meant, by its words or by an
    anchor that differs in a letter or two.

    ## Known false alarms

    None known. Anchors set in HTML (`<a name="…">`) count, and so does a link in another case.
    """

    code = "DOC101"
    name = "toc-dead-anchor"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(
            "## Contents\n\n- [Papers](#papers)\n- [Results](#Results)\n- [Data](#data-sets)\n"
            "- [Tools](#our-tools)\n\n## Papers\n\n## Results\n\n"
            '<a name="data-sets"></a>\n\n<h2 align="center">Our <b>Tools</b></h2>\n'
        ),
    )
    bad = (
        Bad(
            "## Contents\n\n- [1. Paper List](#⟦1-papers-list⟧)\n- [2. Results](#2-results)\n"
            "- [3. Thanks](#⟦3-thanks⟧)\n\n# 1. Paper List\n\n# 2. Results\n",
            "## Contents\n\n- [1. Paper List](#1-paper-list)\n- [2. Results](#2-results)\n"
            "- [3. Thanks](#3-thanks)\n\n# 1. Paper List\n\n# 2. Results\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look up each link's anchor."""
        if not document.toc:
            return
        known = targets(document)
        meant: Meant | None = None
        for link in document.toc:
            if folded(link.anchor) in known:
                continue
            meant = meant or Meant(document)
            heading = meant(link.anchor, link.text)
            fix = None
            related: tuple[Related, ...] = ()
            if heading is not None:
                edit = Edit(*link.anchor_span, heading.slug)
                fix = Fix(f"link to `#{heading.slug}`", (edit,), Applicability.SAFE)
                related = (Related(heading.span, "the heading that is meant"),)
            yield self.found(
                link.anchor_span,
                f"no heading has the anchor `#{link.anchor}`",
                fix=fix,
                help=f"link to `#{heading.slug}`" if heading is not None
                else "link to a heading of the page, or remove the line",
                related=related,
                key=f"toc {link.text}",
            )  # fmt: skip
