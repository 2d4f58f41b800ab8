"""LNK004 dead-host."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Option, Rule, Severity
from wsss_lint.rules.links._addresses import addresses

# Sites that have been shut down, with what to link to instead.
_DEAD = {
    "paperswithcode.com": ("was shut down in 2025", "link to the paper or to its code"),
    "gitxiv.com": ("is gone", "link to the paper or to its code"),
    "arxiv-sanity.com": ("is gone", "link to arxiv.org"),
    "plus.google.com": ("was shut down in 2019", "link to another place"),
    "delivery.acm.org": ("keeps an address for one session only", "link to dl.acm.org/doi/…"),
}
_PREPARED = r"https?://(?:www\.)?(?P<host>{})(?=[/\s)>\"'|]|$)[^\s()<>\"'|`]*"


class DeadHost(Rule):
    """A link leads to a site that has been shut down.

    ## Why

    paperswithcode.com and the like are gone for good: the link cannot come back to life, and
    no link checker is needed to know it.

    ## How to fix

    Link to the paper or to the code itself, `https://arxiv.org/abs/…` or `https://github.com/…`.
    The message says what is known about the site.

    ## Fix safety

    There is no fix: the new address has to be looked up.

    ## Known false alarms

    None known. The option `hosts` adds sites of which you know that they are gone.
    """

    code = "LNK004"
    name = "dead-host"
    severity = Severity.WARNING
    since = "0.1.0"
    options = (Option("hosts", [], "Further hosts that are gone, as in `example.org`."),)
    good = (Good("[code](https://github.com/a/b) [x](https://example.org/paperswithcode.com)\n"),)
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[code](⟦https://paperswithcode.com/paper/a⟧)]\n'
        ),
        Bad("[x](⟦http://www.gone.example/a⟧)\n", options=(("hosts", ["gone.example"]),)),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        flat = document.source.flat
        hosts = [host for host in (*_DEAD, *self.option["hosts"]) if host and host in flat]
        if not hosts:
            return
        pattern = re.compile(_PREPARED.format("|".join(map(re.escape, hosts))), re.IGNORECASE)
        visible = addresses(document).visible
        for found in pattern.finditer(flat):
            if visible(found.start()):
                host = found["host"].lower()
                what, advice = _DEAD.get(host, ("is gone", "link to another place"))
                yield self.found(found.span(), f"`{host}` {what}", help=advice)
