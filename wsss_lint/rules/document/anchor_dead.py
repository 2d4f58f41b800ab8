"""DOC107 anchor-dead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity, Span
from wsss_lint.rules.document._anchors import Meant, folded, targets
from wsss_lint.rules.links._addresses import in_image

LINKS = (  # two patterns: each begins with letters that are quickly looked for
    ("](", r"\]\([ \n]?(#[^()\s]*)"),
    ("href", r"""href=["']?(#[^"'\s>]*)"""),
)


class AnchorDead(Rule):
    """A link into the page leads to a place that is not there.

    It stands outside the table of contents, in a sentence or behind an entry.

    ## Why

    A click on the link does nothing. It happens when the heading is renamed that it leads to.

    ## How to fix

    Link to a heading of the page, by its anchor: its text in small letters, with hyphens for
    blanks and without punctuation. `[see below](#2-results)` leads to `## 2. Results`.

    ## Fix safety

    There is no fix; where one heading is probably meant, its anchor is named.

    ## Known false alarms

    None known. `#readme` and `#top` are always there on GitHub, and anchors set in HTML count.
    """

    code = "DOC107"
    name = "anchor-dead"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            "# List\n\nSee [below](#papers), [top](#readme), `[x](#y)` and [this](#here).\n\n"
            '## Papers\n\n<a id="here"></a>\n\n```\n[x](#y)\n```\n'
            "![a plot of [results](#none) by year](plot.png)\n"
        ),
    )
    bad = (
        Bad('# List\n\nSee [below](⟦#paper⟧) or <a href="⟦#resultz⟧">there</a>.\n\n## Papers\n'),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look at each link that begins with `#`, outside code and the table of contents."""
        text = document.source.flat
        if not any(sign in text for sign in ("(#", '="#', "='#", "=#")):
            return
        known = targets(document)
        meant: Meant | None = None
        toc = {link.anchor_span.start for link in document.toc}
        blocks = document.markdown.blocks
        starts = [block.span.start for block in blocks]
        for match in _links(text):
            start, end = match.span(1)
            if folded(text[start + 1 : end]) in known or start + 1 in toc:
                continue
            at = bisect_right(starts, start) - 1
            if at >= 0 and blocks[at].kind in ("fence", "code"):
                continue
            line = text.rfind("\n", 0, start) + 1
            if start - line > 20_000 or text.count("`", line, start) % 2:
                continue
            if _commented(text, start) or in_image(text, start):
                continue
            meant = meant or Meant(document)
            heading = meant(text[start + 1 : end])
            hint = f"; `#{heading.slug}` is there" if heading is not None else ""
            yield self.found(
                Span(start, end),
                f"no heading has the anchor `{text[start:end]}`{hint}",
                help="link to the anchor of a heading of this page",
            )


def _links(text: str) -> Iterator[re.Match[str]]:
    """The links that begin with `#`."""
    for first, pattern in LINKS:
        if first in text:
            yield from re.finditer(pattern, text)


def _commented(text: str, at: int) -> bool:
    """Whether a place lies in an HTML comment."""
    opened = text.rfind("<!--", max(0, at - 20_000), at)
    return opened >= 0 and text.find("-->", opened, at) < 0
