"""BIB101 bibtex-syntax."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity, Span


class BibtexSyntax(Rule):
    """A BibTeX entry in a code block cannot be read.

    The message says what is wrong with it: a brace or quote that is not closed, a comma missing
    between two fields, a key that is missing or holds a blank, parentheses around the entry.

    ## Why

    Whoever copies the entry into a bibliography gets an error that names another line, or loses
    the entries behind it without any error.

    ## How to fix

    Close every brace, put a comma behind the key and behind each field, and give the entry a key:

    ```text
    @misc{seam2020,
      title={Self-supervised Attention},
      year={2020}
    }
    ```

    ## Fix safety

    There is no fix: what is missing can stand in several places.

    ## Known false alarms

    BibTeX itself takes parentheses in place of the outermost braces; many programs that read
    BibTeX do not. Templates with dots for what is to be filled in (`@article{...`) are left
    alone, and so are code blocks in other languages.
    """

    code = "BIB101"
    name = "bibtex-syntax"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good('# Data\n\n```bibtex\n@misc{a, title={A {B}}, note = "x" # {y}, year = 2010}\n```\n'),
        Good("# Data\n\n```\n@article{..., title={...}\n```\n\n```python\n@property{\n```\n"),
    )
    bad = (
        Bad("# Data\n\n```bibtex\n⟦@misc{a, title={One {Two}, year = 2010}⟧\n```\n"),
        Bad(
            "# Data\n\n```\n⟦@misc{a,⟧\n  title={One}\n  year={2010}\n}\n"
            "@misc{b, title={Two}}\n```\n"
        ),
        Bad("# Data\n\n```bibtex\n⟦@misc(a, title={One}, year = 2010)⟧\n```\n"),
        Bad("# Data\n\n```bibtex\n⟦@misc{, title={One}, year = 2010}⟧\n```\n"),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Report what the reader could not read."""
        if "@" not in document.source.flat or not (document.bibtex or document.bibtex_errors):
            return
        text = document.source.flat
        for where, reason in document.bibtex_errors:
            written = text[where.start : where.end]
            if "..." in written or "…" in written:
                continue
            stop = text.find("\n", where.start, where.end)
            first = text[where.start : where.end if stop < 0 else stop].rstrip()
            yield self.found(
                Span(where.start, where.start + len(first)),
                f"this BibTeX entry cannot be read: {_sentence(reason)}",
                help="check its braces, its key, and the commas between its fields",
                key=f"bibtex {' '.join(first.split())[:200]}",
            )


def _sentence(reason: str) -> str:
    """A reason in the form of our messages: one line, no full stop."""
    words = " ".join(reason.split())[:150].rstrip(". ") or "it is not closed"
    return words[0].lower() + words[1:]
