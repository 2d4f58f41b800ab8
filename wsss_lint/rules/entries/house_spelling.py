"""ENT117 house-spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wsss_lint.records.model import Field, ListDocument
from wsss_lint.rule import Applicability, Bad, Context, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.source import Span

_OPTIONS = (("spellings", {"Deep Lab": "DeepLab", "Transactions on X": "TX"}),)


class HouseSpelling(Rule):
    """A word is spelt in a way that the settings of the list call wrong.

    The settings name the wrong spelling and the right one:

    ```toml
    [spellings]
    "Deep Lab" = "DeepLab"
    "Transactions on X" = "TX"
    ```

    They are looked for in methods, titles, authors and venues and in the cells of result
    tables, as whole words and in exactly that case.

    ## Why

    Every list has its own way with a few words: the name of a network, of a data set, of a venue
    that nobody else lists. Who searches for one spelling does not find the other.

    ## How to fix

    Write the right spelling; or take the line out of the settings.

    ## Fix safety

    Unsafe: it changes a word of a title or a name.

    ## Known false alarms

    A paper whose title really has the other spelling. Silence it with a comment, or leave the word
    out of the settings. Without `[spellings]` in the settings the rule is silent.
    """

    code = "ENT117"
    name = "house-spelling"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good('## Papers\n\n- **A:** "A Deep Lab" *CVPR2020*\n'),
        Good('## Papers\n\n- **A:** "DeepLab in Deep Labs" *CVPR2020*\n', options=_OPTIONS),
        Good(
            '## Papers\n\n- **A:** "A Labelled Deep Lab" *CVPR2020*\n',
            options=(("spellings", {"Lab": "Deep Lab"}),),
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "⟦Deep Lab⟧ and deep lab" *⟦Transactions on X⟧2020*\n\n'
            "| Method | Backbone | val |\n|---|---|---|\n| A | ⟦Deep Lab⟧ v2 | 60.1 |\n",
            '## Papers\n\n- **A:** "DeepLab and deep lab" *TX2020*\n\n'
            "| Method | Backbone | val |\n|---|---|---|\n| A | DeepLab v2 | 60.1 |\n",
            options=_OPTIONS,
        ),
    )

    def __init__(self, context: Context) -> None:
        """Take the spellings of the settings: wrong -> right."""
        super().__init__(context)
        self.right: dict[str, str] = context.options.get(self.name, {}).get("spellings", {})
        self.pattern = pattern(self.right) if self.right else None

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Search the fields that hold words."""
        if self.pattern is None:
            return
        text = document.source.text
        seen: set[Span] = set()  # a venue before its year may be read as one field, or as two
        for start, end in _fields(document):
            for match in self.pattern.finditer(text, start, end):
                span, right = Span(*match.span()), self.right[match[0]]
                if span not in seen and not _is_right(text, span, match[0], right):
                    seen.add(span)
                    yield self.found(
                        span,
                        f"`{match[0]}` is spelt `{right}` in this list",
                        fix=Fix(f"write `{right}`", (Edit(*span, right),), Applicability.UNSAFE),
                        help=f"write `{right}`",
                    )


def pattern(wrong: Iterable[str]) -> re.Pattern[str]:
    """What finds these words, the longest first; a digit may touch them: ``TX2020``."""
    words = sorted(wrong, key=len, reverse=True)
    return re.compile(
        "|".join(
            (r"(?<![^\W_])" if word[0].isalnum() else "")
            + re.escape(word)
            + (r"(?![^\W\d_])" if word[-1].isalpha() else r"(?!\w)" if word[-1].isdigit() else "")
            for word in words
        )
    )


def _is_right(text: str, span: Span, wrong: str, right: str) -> bool:
    """Whether a wrong spelling is but a part of the right one, as ``Lab`` is of ``Deep Lab``."""
    at = right.find(wrong)
    while at >= 0:
        if text.startswith(right, max(span.start - at, 0)):
            return True
        at = right.find(wrong, at + 1)
    return False


def _fields(document: ListDocument) -> Iterator[Span]:
    """Where words stand: not in links, not in years."""
    for paper in document.papers:
        fields: tuple[Field[str] | None, ...] = (
            paper.method, paper.title, paper.authors, paper.venue,
        )  # fmt: skip
        yield from (field.span for field in fields if field is not None)
    for table in document.tables:
        for row in table.rows:
            yield from (cell.span for cell in row.cells)
