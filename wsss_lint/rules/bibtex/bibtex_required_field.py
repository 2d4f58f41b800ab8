"""BIB102 bibtex-required-field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wsss_lint.records.model import BibTeXEntry, ListDocument
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity, Span

# What the standard styles demand; `/` stands between fields of which one is enough, biblatex's
# names for them among these.
YEAR = "year/date"
REQUIRED = {
    "article": ("author", "title", "journal/journaltitle", YEAR),
    "book": ("author/editor", "title", "publisher", YEAR),
    "booklet": ("title",),
    "conference": ("author", "title", "booktitle", YEAR),
    "inbook": ("author/editor", "title", "chapter/pages/booktitle", "publisher", YEAR),
    "incollection": ("author", "title", "booktitle", YEAR),
    "inproceedings": ("author", "title", "booktitle", YEAR),
    "manual": ("title",),
    "mastersthesis": ("author", "title", "school/institution", YEAR),
    "phdthesis": ("author", "title", "school/institution", YEAR),
    "proceedings": ("title", YEAR),
    "techreport": ("author", "title", "institution", YEAR),
    "unpublished": ("author", "title", "note"),
}
ELSEWHERE = ("crossref", "xdata", "xref")  # the entry takes its other fields from another one
DOTS = ("...", "…", "....")  # what a template has in the place of its values
PREPRINT = ("eprint", "archiveprefix")  # `@article{…, eprint={2203.02106}}` has no journal


class BibtexRequiredField(Rule):
    """A BibTeX entry lacks a field that its type demands.

    ## Why

    BibTeX warns, and the reference is printed with a gap: an article that appeared nowhere. Whoever
    copies the entry finds that out in the proofs.

    ## How to fix

    Add the field, as in `journal = {IJCV},` to an `@article`; or choose the type that fits: `@misc`
    demands nothing, `@techreport` an institution in place of a journal.

    ## Fix safety

    There is no fix: the missing value is not in the list.

    ## Known false alarms

    None known. Preprints with an `eprint` need no journal, entries with a `crossref` nothing, and
    templates with dots for what is to be filled in are left alone.
    """

    code = "BIB102"
    name = "bibtex-required-field"
    severity = Severity.WARNING
    since = "0.1.0"
    good = (
        Good(
            "# Data\n\n```bibtex\n@article{a, author={A}, title={T}, journal={J}, year={2010}}\n"
            "@article{b, author={A}, title={T}, eprint={2203.02106}, date={2022}}\n"
            "@misc{c, title={T}}\n@inproceedings{d, crossref={e}}\n```\n"
        ),
        Good("# Data\n\n```\n@article{you2023, title={...}, author={...}, year={2023}}\n```\n"),
    )
    bad = (
        Bad(
            "# Data\n\n```\n⟦@article{a⟧,\n  author={A},\n  title={T},\n  year={2010}\n}\n"
            "⟦@inproceedings{b⟧,\n  title={T}, year={2010}\n}\n```\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Look for the fields of each entry."""
        if "@" not in document.source.flat:
            return
        for entry in document.bibtex:
            missing = list(_missing(entry))
            if missing:
                names = " and ".join(f"`{name}`" for name in missing)
                yield self.found(
                    Span(entry.span.start, max(_key_end(entry), entry.span.start + 1)),
                    f"`@{entry.type}` has no {names}",
                    help=f"add {names}, or choose another type",
                    key=f"bibtex {entry.key.value}",
                )


def _missing(entry: BibTeXEntry) -> Iterator[str]:
    fields = entry.fields
    if any(name in fields for name in ELSEWHERE):
        return
    if any(field.value.strip('{}"') in DOTS for field in fields.values()):
        return
    for names in REQUIRED.get(entry.type, ()):
        some = names.split("/")
        if any(fields[name].value.strip() for name in some if name in fields):
            continue
        if some[0] == "journal" and any(name in fields for name in PREPRINT):
            continue
        yield some[0]


def _key_end(entry: BibTeXEntry) -> int:
    """Where the key ends; the `@` alone when the place of the key is not known."""
    end = entry.key.span.end
    return end if entry.key.span != entry.span else 0
