"""LNK001 link-empty."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.links._addresses import addresses, link_start

_EMPTY = r"\]\([ \t]*+(?:<>[ \t]*+)?\)"
#: What is written for an address until there is one; never what may be a folder of the list's own.
_PLACEHOLDER = r"\]\((?:TODO|TBD|XXX+|N/A|url|URL|link|https?(?::/{0,2})?)\)"
_NOWHERE = r"(?<!!)\[(?P<label>[\w ]{2,20})\]\(#\)"
_UNSEEN = r"(?<![!\w])\[[ \t]*+\]\(https?://[^\s()]+\)"
_LABELS = frozenset(
    ("paper", "code", "pdf", "project", "github", "website", "arxiv", "project page")
)


class LinkEmpty(Rule):
    """A link has no address, or no text.

    ## Why

    `[code]()` and `[code](#)` render as a link and lead back to the page itself. Readers click on
    it and think that the site is broken. `[](https://…)` is not shown at all.

    ## How to fix

    Put in the address. If there is none yet, take the link away, or write plain text
    (`code coming soon`).

    ## Fix safety

    There is no fix: only a search finds the address.

    ## Known false alarms

    None known. Links in code and in comments, as in a template for contributors, are not
    looked at, nor are badges like `PRs Welcome` or `CVPR`, which are there to be read.
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
        Good("[![PRs Welcome](https://img.shields.io/badge/PRs-Welcome-green)]()\n"),
        Good("Format: `[[code]()]`\n\n```\n[paper]()\n```\n\n<!-- [x]() -->\n"),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [⟦[code]()⟧]\n'
            '- **B:** "Two" *CVPR2020* ⟦[code]( )⟧\n'
        ),
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [⟦[code](#)⟧]\n'
            '- **B:** "Two" *CVPR2020* [⟦[code](TODO)⟧] [⟦[](https://a.b/c)⟧]\n'
        ),
        Bad("- A Title ⟦[![Code](https://img.shields.io/badge/Code-blue)]()⟧\n"),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        flat = document.source.flat
        links = addresses(document)
        empty, placeholder = re.compile(_EMPTY), re.compile(_PLACEHOLDER)
        for at in links.suspects:
            found = empty.match(flat, at) or placeholder.match(flat, at)
            if not found or flat[at - 1 : at] == "\\" or not links.visible(at):
                continue
            start = link_start(flat, at)
            if flat[start - 1 : start] == "\\":
                continue
            label = re.sub(r"!\[([^\[\]]*)\]\([^()\s]*\)", r"\1", flat[start:at]).strip("[]!` ")
            if flat.startswith("[![", start) and label.lower() not in _LABELS:
                continue  # `[![PRs Welcome](https://…)]()`: a badge, to be read and no more
            what = "image" if flat[start] == "!" else "link"
            yield self._empty(start, found.end(), label, what)
        for found in re.finditer(_NOWHERE, flat) if "](#)" in flat else ():
            if found["label"].lower() in _LABELS and links.visible(found.start()):
                yield self._empty(*found.span(), found["label"], "link")
        for found in re.finditer(_UNSEEN, flat) if "[](" in flat or "[ ](" in flat else ():
            if links.visible(found.start()):
                yield self.found(
                    found.span(),
                    "a link without a text: nobody sees it",
                    help="write what it leads to between the brackets: `[code](…)`",
                )

    def _empty(self, start: int, end: int, label: str, what: str) -> Diagnostic:
        one = "an image" if what == "image" else "a link"
        return self.found(
            (start, end),
            f"{what} `{label}` has no address" if label else f"{one} without an address",
            help=f"put in the address, or take the {what} away",
        )
