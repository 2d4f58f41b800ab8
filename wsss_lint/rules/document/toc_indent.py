"""DOC110 toc-indent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.document._contents import Line, contents, prefix_of

MOST = 20  # wrong runs, however long the table of contents is
ONE_IN = 8  # more runs than one for so many lines: the indentation is the list's choice
WITNESSES = 2  # lines of the right depth, and lines that are indented because of their headings


class TocIndent(Rule):
    """A line of the table of contents is indented otherwise than its heading's level says.

    The other lines show how it should be: a line stands one step deeper than the line of the
    heading that its own heading is under.

    ## Why

    `2.2.` then looks as if it were a part of `2.1.`, or a chapter of its own. It goes wrong when
    a heading gets another level, or a line is pasted.

    ## How to fix

    Give the line the bullet and the indentation of its siblings:

    ```text
    - [2. Results](#2-results)              - [2. Results](#2-results)
        + [2.1. VOC](#21-voc)         ->        + [2.1. VOC](#21-voc)
    - [2.2. COCO](#22-coco)                     + [2.2. COCO](#22-coco)
    ```

    If it is the heading that has the wrong number of `#`, correct that.

    ## Fix safety

    Unsafe: the fix re-indents the line, with those under it, and it takes the heading's level to
    be right.

    ## Known false alarms

    A single line that is set apart on purpose. A table of contents that does not follow the
    levels of the headings (all lines flush left, or groups of its own) is left alone.
    """

    code = "DOC110"
    name = "toc-indent"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "# Contents\n\n- [A](#a)\n- [One](#one)\n- [B](#b)\n- [C](#c)\n\n"
            "# A\n\n## One\n\n# B\n\n# C\n"
        ),
        Good(
            "# Contents\n\n- Papers\n  - [A](#a)\n  - [B](#b)\n- Others\n  - [C](#c)\n- [D](#d)\n\n"
            "# A\n\n# B\n\n# C\n\n# D\n"
        ),
    )
    bad = (
        Bad(
            "# Contents\n\n- [A](#a)\n    + [One](#one)\n    + [Two](#two)\n- [⟦Three⟧](#three)\n"
            "- [B](#b)\n\n# A\n\n## One\n\n## Two\n\n## Three\n\n# B\n",
            "# Contents\n\n- [A](#a)\n    + [One](#one)\n    + [Two](#two)\n    + [Three](#three)\n"
            "- [B](#b)\n\n# A\n\n## One\n\n## Two\n\n## Three\n\n# B\n",
        ),
        Bad(
            "# Contents\n\n- [A](#a)\n  - [One](#one)\n  - [Two](#two)\n  - [⟦B⟧](#b)\n"
            "    - [Three](#three)\n- [C](#c)\n\n"
            "# A\n\n## One\n\n## Two\n\n# B\n\n## Three\n\n# C\n",
            "# Contents\n\n- [A](#a)\n  - [One](#one)\n  - [Two](#two)\n- [B](#b)\n"
            "  - [Three](#three)\n- [C](#c)\n\n"
            "# A\n\n## One\n\n## Two\n\n# B\n\n## Three\n\n# C\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Compare the depth of each line with the headings around its own that have lines."""
        for lines in contents(document):
            known = [line for line in lines if line.section is not None]
            if len(known) < 4 or len(known) * 3 < len(lines) * 2:
                continue
            listed = frozenset(id(line.section) for line in known)
            wanted = {id(line): _ancestors(line, listed) for line in known}
            shifts = Counter(line.link.depth - wanted[id(line)] for line in known)
            shift = shifts.most_common(1)[0][0]
            right = {line: depth + shift for line, depth in wanted.items()}
            runs = _runs(known, right)
            if not runs or len(runs) > max(1, min(MOST, len(known) // ONE_IN)):
                continue
            conform = [line for line in known if line.link.depth == right[id(line)]]
            if sum(wanted[id(line)] > 0 for line in conform) < WITNESSES:
                continue
            for run in runs:
                depth = right[id(run[0])]
                if sum(line.link.depth == depth for line in conform) >= WITNESSES:
                    yield self._report(run, right, conform, lines, document)

    def _report(
        self, run: list[Line], right: dict[int, int], conform: list[Line], lines: list[Line],
        document: ListDocument,
    ) -> Diagnostic:  # fmt: skip
        first = run[0]
        assert first.section is not None and first.section.heading is not None
        depth = right[id(first)]
        model = _nearest(first, depth, conform)
        deep = "too deep" if first.link.depth > depth else "not deep enough"
        return self.found(
            first.link.text_span,
            f"`{first.link.text}` is indented {deep}: its heading is on the level of "
            f"`{model.link.text}`",
            fix=_indented(run, right, conform, lines, document),
            help=f"indent it as `{model.link.text}`, or correct the level of its heading",
            related=(Related(first.section.heading.span, "its heading"),),
            key=f"toc {first.link.anchor}",
        )


def _ancestors(line: Line, listed: frozenset[int]) -> int:
    """How many of the sections around a line's own have a line; `listed` holds their ids."""
    count = 0
    parent = line.section.parent if line.section is not None else None
    while parent is not None:
        count += id(parent) in listed
        parent = parent.parent
    return count


def _runs(known: list[Line], right: dict[int, int]) -> list[list[Line]]:
    """The lines of a wrong depth, each with those under its heading that are wrong with it."""
    runs: list[list[Line]] = []
    open_run = False
    for line in known:
        off = line.link.depth - right[id(line)]
        if not off:
            open_run = False
            continue
        first = runs[-1][0] if open_run else None
        if (
            first is not None
            and first.link.depth - right[id(first)] == off
            and right[id(line)] > right[id(first)]
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
        open_run = True
    return runs


def _nearest(line: Line, depth: int, conform: list[Line]) -> Line:
    same = [other for other in conform if other.link.depth == depth]
    return min(same, key=lambda other: abs(other.link.span.start - line.link.span.start))


def _indented(
    run: list[Line], right: dict[int, int], conform: list[Line], lines: list[Line],
    document: ListDocument,
) -> Fix | None:  # fmt: skip
    """Put the marker and the blanks of another line of its depth before each line."""
    edits = []
    depths = {id(line): right.get(id(line), line.link.depth) for line in lines}
    for one, other in pairwise(lines):
        if depths[id(other)] > depths[id(one)] + 1 and (one in run or other in run):
            return None
    for line in run:
        if not any(other.link.depth == right[id(line)] for other in conform):
            return None
        model = _nearest(line, right[id(line)], conform)
        old, new = prefix_of(line.link, document), prefix_of(model.link, document)
        if old is None or new is None:
            return None
        edits.append(Edit(line.link.span.start - len(old), line.link.span.start, new))
    return Fix("indent it as its siblings", tuple(edits), Applicability.UNSAFE)
