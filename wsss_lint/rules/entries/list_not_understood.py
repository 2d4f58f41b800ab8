"""ENT120 list-not-understood."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity


class ListNotUnderstood(Rule):
    """Less than half of the list's entries are understood.

    The count is that of the last line of the report, and of `wsss-lint init`: all that looks like
    an entry, outside contents, tools and text.

    ## Why

    What is not understood is not checked. A report with no findings would say that the list is
    fine when in truth hardly anything of it was looked at.

    ## How to fix

    `wsss-lint explain README.md:41` shows how a line is read, and why. Where the list has a format
    of its own, describe it in the [settings](../formats.md):

    ```toml title="wsss-lint.toml"
    [[format.units]]
    entry = ['{pub} :: {authors} :: {title}']
    ```

    ## Fix safety

    There is no fix: what the parts of an entry are, only a person can tell.

    ## Known false alarms

    A page that links to papers and is not a list of them. Leave it out with `exclude`.
    """

    code = "ENT120"
    name = "list-not-understood"
    severity = Severity.ERROR
    since = "0.2.0"
    good = (Good('## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020*\n'),)
    bad = (
        Bad(
            "## ⟦Papers⟧\n\n- [1](https://arxiv.org/abs/1901.00001)\n"
            "- [2](https://arxiv.org/abs/1901.00002)\n- [3](https://arxiv.org/abs/1901.00003)\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """At most one finding, at the first heading."""
        count = document.entries
        if not document.unreadable or 2 * len(document.papers) >= count:
            return
        first = document.unreadable[0]
        heading = first.section.heading
        line = document.source.line_of(first.span.start)
        yield self.found(
            heading.text_span if heading is not None else first.span,
            f"only {len(document.papers)} of {count} entries understood",
            help=f"run `wsss-lint explain {document.source.path}:{line}`, and describe the format "
            "in wsss-lint.toml (`[[format.units]]`)",
            related=(Related(first.span, "not understood"),),
            key="list-not-understood",
        )
