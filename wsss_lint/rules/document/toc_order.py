"""DOC109 toc-order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Related, Rule, Severity
from wsss_lint.rules.document._contents import Line, contents, line_of, plain_line

FEW = 5  # lines: with fewer, one out of order says nothing
MOST = 20  # runs out of order, however long the table of contents is
ONE_IN = 8  # more runs out of order than one for so many lines: the order is the list's choice


class TocOrder(Rule):
    """A line of the table of contents stands in another place than its heading.

    All other lines stand in the order of the headings; this one does not.

    ## Why

    The table of contents is a map of the page. It goes wrong when a section is moved and its
    line is not, and then readers scroll in the wrong direction.

    ## How to fix

    Move the line to where its heading stands among the others:

    ```text
    - [2. Results](#2-results)           - [1. Papers](#1-papers)
    - [1. Papers](#1-papers)       ->    - [2. Results](#2-results)
    - [3. Data](#3-data)                 - [3. Data](#3-data)
    ```

    If the table of contents has the better order, move the section instead.

    ## Fix safety

    Unsafe: the fix moves the line, with those under it, and it takes the page to be right.

    ## Known false alarms

    A line that is put first or last on purpose. A table of contents of fewer than five lines, or
    one with more than one line in eight out of order, is taken to have an order of its own.
    """

    code = "DOC109"
    name = "toc-order"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            "# Contents\n\n- [E](#e)\n- [C](#c)\n- [A](#a)\n- [D](#d)\n- [B](#b)\n\n"
            "# A\n\n# B\n\n# C\n\n# D\n\n# E\n"
        ),
    )
    bad = (
        Bad(
            "# Contents\n\n- [A](#a)\n- [⟦E⟧](#e)\n  - [One](#one)\n- [B](#b)\n- [C](#c)\n"
            "- [D](#d)\n\n# A\n\n# B\n\n# C\n\n# D\n\n# E\n\n## One\n",
            "# Contents\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n- [D](#d)\n- [E](#e)\n"
            "  - [One](#one)\n\n# A\n\n# B\n\n# C\n\n# D\n\n# E\n\n## One\n",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Find the runs of lines without which the others are sorted."""
        for lines in contents(document):
            known = [line for line in lines if line.section is not None]
            places = [line.place for line in known]
            if len(known) < FEW or len(set(places)) < len(places):
                continue
            kept = _sorted_part(places)
            if len(kept) == len(known):
                continue
            runs = _runs(known, kept)
            if len(runs) > max(1, min(MOST, len(known) // ONE_IN)):
                continue
            rest = [known[at] for at in kept]
            for run in runs:
                yield self._report(run, rest, lines, document)

    def _report(
        self, run: list[Line], rest: list[Line], lines: list[Line], document: ListDocument
    ) -> Diagnostic:
        first = run[0]
        assert first.section is not None and first.section.heading is not None
        before = [line for line in rest if line.place < first.place]
        after = [line for line in rest if line.place > first.place]
        where = f"behind `{before[-1].link.text}`" if before else f"before `{after[0].link.text}`"
        return self.found(
            first.link.text_span,
            f"`{first.link.text}` is out of order: its heading stands {where}",
            fix=_moved(run, before, lines, document),
            help=f"move the line {where}, or the section to where the line stands",
            related=(Related(first.section.heading.span, "its heading"),),
            key=f"toc {first.link.anchor}",
        )


def _sorted_part(places: list[int]) -> list[int]:
    """The indices of a longest ascending part."""
    tails: list[int] = []  # the smallest last place of an ascending part of each length
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[length], ends[length] = place, index
    at = ends[-1]
    found = []
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _runs(known: list[Line], kept: list[int]) -> list[list[Line]]:
    """The lines that are not kept, those side by side together."""
    runs: list[list[Line]] = []
    stays = set(kept)
    last = -2
    for index, line in enumerate(known):
        if index in stays:
            continue
        if index == last + 1 and line.place > runs[-1][-1].place:
            runs[-1].append(line)
        else:
            runs.append([line])
        last = index
    return runs


def _moved(
    run: list[Line], before: list[Line], lines: list[Line], document: ListDocument
) -> Fix | None:
    """Move the lines behind the line of the heading before theirs, if the list allows it."""
    start = lines.index(run[0])
    stop = start + len(run)
    if lines[start:stop] != run or not all(plain_line(o.link, document) for o in lines):
        return None
    depth = run[0].link.depth
    if any(line.link.depth < depth for line in run):
        return None
    if stop < len(lines) and lines[stop].link.depth > depth:
        return None  # the lines under it belong to another heading: nobody's children move
    spans = [line_of(line.link, document) for line in lines]
    if any(one.end != other.start for one, other in pairwise(spans)):
        return None
    goal = lines.index(before[-1]) + 1 if before else 0
    if depth > (lines[goal - 1].link.depth + 1 if goal else 0):
        return None
    if goal < len(lines) and lines[goal].link.depth > depth:
        return None
    source = document.source
    moved = source.text[spans[start].start : spans[stop - 1].end]
    if not moved.endswith(("\n", "\r")):
        return None
    at = spans[goal - 1].end if goal else spans[0].start
    if source.text[at - 1 : at] not in ("\n", "\r", ""):
        return None
    edits = sorted((Edit(spans[start].start, spans[stop - 1].end, ""), Edit(at, at, moved)))
    return Fix("move the line", tuple(edits), Applicability.UNSAFE)
