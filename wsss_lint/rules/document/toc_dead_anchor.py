"""DOC101 toc-dead-anchor."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.document._anchors import title_of
from wsss_lint.rules.document._contents import dead_lines, removal, renaming


class TocDeadAnchor(Rule):
    """A link of the table of contents leads nowhere.

    No heading of the page has this anchor. GitHub makes a heading's anchor of its text: small
    letters, blanks become hyphens, punctuation goes. `## 1.2. Box (B)` is `#12-box-b`.

    ## Why

    A click on the link does nothing. It happens when a heading is renamed, renumbered or removed
    and the table of contents is not.

    ## How to fix

    Give the link the anchor of the heading that it names; if that heading is gone, remove the
    line:

    ```text
    - [1. Papers](#1-papers-list)    ->    - [1. Papers](#1-papers)
    ```

    ## Fix safety

    Safe where exactly one heading can be meant, by its words or by an anchor that differs in a
    letter or two: then only the link's target changes. Unsafe where the one heading without a
    line stands in the place of the line: it is taken to have been renamed, and the line gets its
    words and its anchor. Unsafe, too, where no heading can be meant: the line is removed, unless
    other lines stand under it or half of all lines are dead.

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
            "## Contents\n\n- [1. Paper List](#1-paper-list)\n- [2. Results](#2-results)\n\n"
            "# 1. Paper List\n\n# 2. Results\n",
        ),
        Bad(
            "## Contents\n\n- [A](#a)\n    + [1. Tags](#1-tags)\n    + [2. Boxes (B)](#⟦2-boxes⟧)\n"
            "    + [3. Dots](#3-dots)\n\n# A\n\n## 1. Tags\n\n## 2. Scribbles\n\n## 3. Dots\n",
            "## Contents\n\n- [A](#a)\n    + [1. Tags](#1-tags)\n"
            "    + [2. Scribbles (B)](#2-scribbles)\n    + [3. Dots](#3-dots)\n\n"
            "# A\n\n## 1. Tags\n\n## 2. Scribbles\n\n## 3. Dots\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look up each link's anchor."""
        for dead in dead_lines(document):
            link = dead.link
            section = dead.meant or dead.renamed
            heading = section.heading if section is not None else None
            fix = None
            related: tuple[Related, ...] = ()
            help = "link to a heading of the page, or remove the line"
            if heading is not None and section is not None:
                edit = Edit(*link.anchor_span, heading.slug)
                fix = Fix(f"link to `#{heading.slug}`", (edit,), Applicability.SAFE)
                help = f"link to `#{heading.slug}`"
                related = (Related(heading.span, "the heading that is meant"),)
                if dead.meant is None:
                    fix = renaming(link, section, document)
                    help = f"name and link to `{title_of(heading, document)}`, or remove the line"
                    related = (Related(heading.span, "the heading in its place"),)
            elif dead.gone:
                fix = removal(link, document)
            yield self.found(
                link.anchor_span,
                f"no heading has the anchor `#{link.anchor}`",
                fix=fix,
                help=help,
                related=related,
                key=f"toc {link.text}",
            )
