"""XRF101 table-method-unlisted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wsss_lint.records.model import ListDocument, ResultRow
from wsss_lint.rule import (
    Applicability,
    Bad,
    Diagnostic,
    Edit,
    Fix,
    Good,
    Related,
    Rule,
    Severity,
    Span,
)
from wsss_lint.rules.crossref._index import Index, Label, Seen, by_authors, comparable, index_of
from wsss_lint.venues.near import distance_within

LIST = (
    '## Papers\n\n- **SPN:** "Seeds and Pixels" *CVPR2020*\n- **ECS-Net:** "Edges" *ICCV2021*\n'
    '- **FRN:** "Regions" *CVPR2021*\n- **AIM:** "Aims" *ECCV2020*\n'
)
HEAD = "\n## Results\n\n| Method | Pub. | val |\n| --- | --- | --- |\n"
ROWS = "| SPN | CVPR20 | 61.0 |\n| FRN (+IRN) | CVPR21 | 62.0 |\n"
SUGGESTIONS = 100  # in one list; more would cost more than they are worth


class TableMethodUnlisted(Rule):
    """A method in a result table is not in the list of papers.

    A method is looked up by the label of an entry or by what its title begins with (`WeakCLIP:
    Adapting …`), without case and hyphens; what stands in parentheses behind it is its base
    method. `FCN-8s` and `HRNet-W48` are the listed FCN and HRNet, unless venue or year disagree.
    `Lee et al.` is another Lee when neither venue nor year agrees.

    ## Why

    Readers cannot get from the score to the paper: the method is misspelt here or there, or the
    paper is missing from the list.

    ## How to fix

    Correct the name, `SEMA` to `SEAM`, in the table or in the list; or add the paper to the list,
    which `wsss-lint add` does from its title or identifier.

    ## Fix safety

    Unsafe, and made only if a single method of the list is a slip away and has the same venue
    and year: which of the two is misspelt, only the paper says.

    ## Known false alarms

    Baselines that are not meant to be listed. Those older than all listed papers, lists without
    labels, tables of which more than two in five methods are not listed, and rows whose venue and
    year are those of an entry without a label (it may be the one) are left alone.
    """

    code = "XRF101"
    name = "table-method-unlisted"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(LIST + HEAD + ROWS + "| ECSNet | ICCV21 | 63.0 |\n"),
        Good(
            "## Papers\n\n- WeakCLIP: Adapting CLIP *IJCV2024*\n- SFC: Shared Features *AAAI2024*\n"
            "- DuPL: Dual Student *CVPR2024*\n" + HEAD + "| WeakCLIP | IJCV24 | 61.0 |\n"
            "| SFC | AAAI24 | 62.0 |\n| DuPL | CVPR24 | 63.0 |\n"
        ),
        Good(
            LIST
            + "- Hybrid Task Cascade *ICCV2021*\n"
            + HEAD
            + ROWS
            + "| AIM | ECCV20 | 61.0 |\n| HTC | ICCV21 | 63.0 |\n"
        ),
        Good(LIST + HEAD + ROWS + "| AIM-L | ECCV20 | 63.0 |\n| FRN101 | CVPR21 | 64.0 |\n"),
        Good(
            '## Papers\n\n- **A1:** "One" *CVPR2020*\n- **A2:** "Two" *ICCV2021*\n'
            '- **A3:** "Three" *CVPR2021*\n' + HEAD + ROWS + "| A1 | CVPR20 | 63.0 |\n"
        ),
    )
    bad = (
        Bad(
            LIST + HEAD + ROWS + "| ⟦ESC-Net⟧ | ICCV21 | 63.0 |\n| AIM | ECCV20 | 64.0 |\n",
            LIST + HEAD + ROWS + "| ECS-Net | ICCV21 | 63.0 |\n| AIM | ECCV20 | 64.0 |\n",
        ),
        Bad(LIST + HEAD + ROWS + "| ⟦AIM+⟧ | TPAMI24 | 63.0 |\n| AIM | ECCV20 | 64.0 |\n"),
        Bad(LIST + HEAD + ROWS + "| ⟦Quagga⟧ (ours) | ICCV21 | 63.0 |\n| AIM | ECCV20 | 64.0 |\n"),
    )

    def check_lists(self, documents: Sequence[ListDocument]) -> Iterable[Diagnostic]:
        """Report the rows whose method no paper has."""
        if not comparable(documents):
            return
        index = index_of(documents)
        suggestions: dict[str, list[Label]] = {}
        unread = " ".join(
            document.source.slice(Span(u.span.start, min(u.span.end, u.span.start + 300)))
            for document in documents
            for u in document.unreadable
        )
        nameless = {s.key for s in index.unlisted if index.may_be_nameless(s.row)}
        rows: dict[str, list[ResultRow]] = {}
        for seen in index.unlisted:
            rows.setdefault(seen.key, []).append(seen.row)
        for seen in index.unlisted:
            if unread and re.search(rf"(?<!\w){re.escape(seen.method.value)}(?!\w)", unread):
                continue  # it is listed, in an entry that could not be read
            if seen.key not in suggestions:
                few = len(suggestions) < SUGGESTIONS
                if few and seen.key in nameless:  # of a nameless one only what agrees is told
                    few = any(_agreeing(index, seen.key, row) for row in rows[seen.key])
                suggestions[seen.key] = _near(index, seen) if few else []
            near = suggestions[seen.key]
            if any(index.agrees(seen.row, label.paper) for label in near) or (
                seen.key not in nameless
            ):
                yield self._report(index, seen, near)

    def _report(self, index: Index, seen: Seen, near: list[Label]) -> Diagnostic:
        name = seen.method.value[:60]
        fix = None
        related: tuple[Related, ...] = ()
        help_text = "correct the name, or add the paper to the list"
        texts = list(dict.fromkeys(label.text for label in near))
        if texts:
            help_text = f"did you mean {' or '.join(f'`{text}`' for text in texts[:3])}?"
            related = _beside(seen, near, "a paper of that name")
        row = seen.row
        if len(texts) == 1 and row.venue and row.year and index.agrees(row, near[0].paper):
            edit = Edit(*seen.method.span, texts[0])
            fix = Fix(f"write `{texts[0]}`", (edit,), Applicability.UNSAFE)
        elif not texts and seen.labels:
            help_text = "this paper is not the one that the list has by authors of that name"
            related = _beside(seen, seen.labels, "another paper")
        return self.found(
            seen.method.span,
            f"`{name}` is not in the list of papers",
            fix=fix,
            help=help_text,
            related=related,
            path=seen.path,
        )


def _beside(seen: Seen, labels: Sequence[Label], message: str) -> tuple[Related, ...]:
    """Where the first three of these papers stand."""
    return tuple(seen.beside(label.document, _place(label), message) for label in labels[:3])


def _place(label: Label) -> Span:
    field = label.paper.method if label.label else label.paper.title
    return field.span if field is not None else label.paper.span


def _near(index: Index, seen: Seen) -> list[Label]:
    """The papers whose name is a slip away: those of the same venue and year before others."""
    if seen.labels or by_authors(seen.key):
        return []
    found = _closest(seen.key, index, _limit(seen.key))
    labels = [(distance, label) for key, distance in found if key for label in index.labels[key]]
    same = [(d, label) for d, label in labels if index.agrees(seen.row, label.paper)]
    if not same:  # a short name is a slip away from many
        same = [(d, label) for d, label in labels if len(seen.key) >= 5]
    nearest = min((distance for distance, _ in same), default=0)
    return [label for distance, label in same if distance == nearest]


def _limit(key: str) -> int:
    """How many slips a name may be away."""
    return 2 if len(key) >= 7 else 1


def _agreeing(index: Index, key: str, row: ResultRow) -> bool:
    """Whether a paper of the row's venue and year has a name that is a slip away."""
    letters, limit = frozenset(key), _limit(key)
    return any(
        # a slip changes two letters at most: a quick look, for there may be hundreds of names
        len(letters.symmetric_difference(other)) <= 2 * limit
        and distance_within(key, other, limit) is not None
        for other in index.agreeing(row)
    )


FEW = 1_000  # names; importing rapidfuzz takes as long as comparing a name with so many


def _closest(key: str, index: Index, limit: int) -> list[tuple[str, int]]:
    """The at most eight labels within a distance of a name, nearest first."""
    if len(index.labels) > FEW:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        near = extract(key, index.labels.keys(), scorer=OSA.distance, score_cutoff=limit, limit=8)
        return [(label, int(distance)) for label, distance, _ in near]
    found = [
        (label, distance)
        for label in index.labels
        if (distance := distance_within(key, label, limit)) is not None
    ]
    return sorted(found, key=lambda pair: pair[1])[:8]
