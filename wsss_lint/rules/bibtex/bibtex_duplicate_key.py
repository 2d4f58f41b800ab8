"""BIB103 bibtex-duplicate-key."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import BibTeXEntry, ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Related, Rule, Severity


class BibtexDuplicateKey(Rule):
    """Two BibTeX entries of one list have the same key.

    ## Why

    Whoever copies both gets the error "repeated entry", and one of them is never cited.

    ## How to fix

    Give one of them another key, `@misc{voc2012b,` in place of `@misc{voc2012,`; or remove the one
    that is superfluous.

    ## Fix safety

    There is no fix: a key may be cited elsewhere.

    ## Known false alarms

    None known. BibTeX does not tell capitals from small letters in keys, and neither does this
    rule.
    """

    code = "BIB103"
    name = "bibtex-duplicate-key"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (Good("# Data\n\n```bibtex\n@misc{a, title={One}}\n@misc{b, title={Two}}\n```\n"),)
    bad = (
        Bad(
            "# Data\n\n```bibtex\n@misc{a2010, title={One}}\n```\n\n```\n"
            "@misc{⟦A2010⟧, title={Two}}\n```\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare the keys of all code blocks."""
        if "@" not in document.source.flat:
            return
        first: dict[str, BibTeXEntry] = {}
        for entry in document.bibtex:
            if not entry.key.value:
                continue
            other = first.setdefault(entry.key.value.casefold(), entry)
            if other is not entry:
                yield self.found(
                    entry.key.span,
                    f"key `{entry.key.value[:80]}` is that of another BibTeX entry",
                    help="give one of the two another key",
                    related=(Related(other.key.span, "the other entry"),),
                    key=f"bibtex {entry.key.value}",
                )
