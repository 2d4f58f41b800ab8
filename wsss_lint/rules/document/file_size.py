"""DOC108 file-size."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Option, Rule, Severity


class FileSize(Rule):
    """The file is so large that GitHub does not show all of it, or soon will not.

    GitHub renders the first 512,000 bytes of a Markdown file and leaves out the rest without a
    word. There is a warning before, and an error beyond.

    ## Why

    What stands at the end of the list, and every link to it, is gone for all who read it on
    GitHub, though it is in the file.

    ## How to fix

    Split the list: move the papers of older years, or of one topic, into a file of their own and
    link to it.

    ## Fix safety

    There is no fix: how to split a list is for its maintainers to say.

    ## Known false alarms

    A list that is not read on GitHub. Raise the limits in the settings.
    """

    code = "DOC108"
    name = "file-size"
    severity = Severity.ERROR
    since = "0.1.0"
    options = (
        Option("warning", 480_000, "bytes above which there is a warning"),
        Option("error", 512_000, "bytes above which there is an error"),
    )
    good = (Good("# Papers\n"),)
    bad = (
        Bad("⟦# Papers⟧\n\nText.\n", options=(("warning", 10), ("error", 100))),
        Bad("⟦# Papers⟧\n\nText.\n", options=(("warning", 5), ("error", 10))),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Count the bytes."""
        source = document.source
        warning, error = self.option["warning"], self.option["error"]
        if len(source.text) * 4 <= min(warning, error):
            return
        size = len(source.text.encode())
        if size > error:
            message = f"the file has {size:,} bytes: GitHub cuts the page at {error:,}"
            severity = Severity.ERROR
        elif size > warning:
            message = f"the file has {size:,} bytes: GitHub will cut the page at {error:,}"
            severity = Severity.WARNING
        else:
            return
        yield self.found(
            source.line_span(1),
            message,
            help="move a part of the list into a file of its own, and link to it",
            key="file",
            severity=severity,
        )
