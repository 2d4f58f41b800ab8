"""LNK001 link-empty."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.links._addresses import addresses, link_start

_EMPTY = r"\]\([ \t]*+(?:<>[ \t]*+)?\)"


class LinkEmpty(Rule):
    """A link has no address.

    ## Why

    `[code]()` renders as a link and leads back to the page itself. Readers click on it and
    think that the site is broken.

    ## How to fix

    Put in the address. If there is none yet, take the link away, or write plain text
    (`code coming soon`).

    ## Fix safety

    There is no fix: only a search finds the address.

    ## Known false alarms

    None known. Links in code and in comments, as in a template for contributors, are not
    looked at.
    """

    code = "LNK001"
    name = "link-empty"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://arxiv.org/abs/1911.00001)]\n'
        ),
        Good("![no [link]() in the text for an image](plot.png)\n"),
        Good("Format: `[[code]()]`\n\n```\n[paper]()\n```\n\n<!-- [x]() -->\n"),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [⟦[code]()⟧]\n'
            '- **B:** "Two" *CVPR2020* ⟦[code]( )⟧\n'
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        flat = document.source.flat
        links = addresses(document)
        empty = re.compile(_EMPTY)
        for at in links.suspects:
            if not empty.match(flat, at) or flat[at - 1 : at] == "\\" or not links.visible(at):
                continue
            start = link_start(flat, at)
            if flat[start - 1 : start] == "\\":
                continue
            end = flat.index(")", at) + 1
            label = re.sub(r"!\[([^\[\]]*)\]\([^()\s]*\)", r"\1", flat[start:at]).strip("[]!` ")
            what, one = ("image", "an image") if flat[start] == "!" else ("link", "a link")
            yield self.found(
                (start, end),
                f"{what} `{label}` has no address" if label else f"{one} without an address",
                help=f"put in the address, or take the {what} away",
            )
