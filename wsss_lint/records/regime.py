"""Judging papers by their neighbours: which form is usual where a paper stands.

A list may have changed its form over the years: `**M:** "T" *V2021*`, later `T *V2025*`. The
neighbours of a paper are the papers of its year, wherever they stand; where these are too few,
the papers of its section; at last the whole list. The form that most of them have is the form
that the paper is compared with.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from wsss_lint.diagnostics import Edit
from wsss_lint.formats.relax import relax
from wsss_lint.formats.template import Capture, Match, Template
from wsss_lint.records.fields import fill, inherit, set_pub
from wsss_lint.records.form import departures
from wsss_lint.records.front import Front, misplaced, venue_in_front
from wsss_lint.records.model import Departure, ListDocument, Paper, Unreadable
from wsss_lint.records.recover import reason, recover
from wsss_lint.records.units import Unit
from wsss_lint.records.usual import Regimes, shelf

if TYPE_CHECKING:
    from wsss_lint.records.damaged import Damaged
    from wsss_lint.source import Span

#: A venue with its year, emphasised.
SECOND = re.compile(r"(?<!\*)\*[A-Za-z][A-Za-z &-]{1,14}(?:19|20)\d\d\*(?!\*)")
MAX_RELAXED = 400  # more unreadable units than this: the format is wrong, not the entries


def judge(document: ListDocument, pending: list[tuple[Paper, Unit]]) -> None:
    """Read what no template fits, find each paper's usual form and its departures from it."""
    read = [paper for paper, _ in pending if paper.match is not None]
    inherit(read, document)
    regimes = Regimes(read)
    tries = 0
    for paper, unit in pending:
        year = shelf(paper)
        if paper.match is None:
            tries += 1
            form = regimes.of(paper, year or _year_in(unit))
            read_unit = _read_hard(paper, unit, form, document, tries <= MAX_RELAXED)
            if read_unit is None:
                continue
            unit, year = read_unit, shelf(paper) or year
        paper.regime = regimes.of(paper, year)
        assert paper.match is not None
        paper.departures = _departures(paper, paper.match, unit, document)
        document.papers.append(paper)
    _drop_habits(document)


def _read_hard(
    paper: Paper, unit: Unit, form: Template | None, document: ListDocument, hard: bool
) -> Unit | None:
    """Read an entry that no template fits, the part of it that can be read; None when all is said
    of it: it is unreadable, or its venue stands in front."""
    match, links, read_unit = _read_anyhow(paper, unit, form, document, hard)
    if match is None or match.venueless:
        usual = form or next(iter(paper.format.templates), None)
        front = (
            None if usual is None or usual.venue_first else venue_in_front(unit, document.registry)
        )
        if front is not None and _read_behind(front, paper, unit, form, document):
            return None
    if match is None:
        recover(paper, unit, document)
        inherit([paper], document)
        first = next(iter(paper.format.templates), None)
        why = reason(form or first, unit, document.registry)
        document.unreadable.append(Unreadable(paper.span, paper.section, paper, why))
        return None
    fill(paper, match, read_unit, document)
    if links:
        torn = [link.as_link() for link in links]
        paper.torn_links = tuple(link.span for link in torn)
        sound = [link for link in paper.links if not _within(link.span, paper.torn_links)]
        paper.links = sorted([*sound, *torn], key=lambda link: link.span)
    inherit([paper], document)
    return read_unit


def _read_behind(
    front: Front, paper: Paper, unit: Unit, form: Template | None, document: ListDocument
) -> bool:
    """Read `[CVPR 2020] A Title` where all others have the venue behind the title."""
    rest = unit._replace(start=front.after)
    match = _relaxed(paper, rest, form, document)
    if match is None or match.cost > BEHIND or not match.venueless:
        return False
    fill(paper, match, rest, document)
    set_pub(paper, unit.text, front.start, front.end, unit.base, document.registry)
    paper.departures = (misplaced(front, match, unit, form, document.source.text),)
    document.papers.append(paper)
    return True


BEHIND = 3.6  # what the rest of `[CVPR 2020] A Title` may cost; 2 of it are for the venue

HABIT_SHARE = 0.12  # a departure that so many papers share is how the list is written
HABIT_COUNT = 8
SECTION_SHARE = 0.4  # so is one that this much of a section shares
SECTION_COUNT = 4


def _drop_habits(document: ListDocument) -> None:
    """Forget departures that a good part of the list has: 27 of 122 lack the same blank."""
    text = document.source.text
    total: Counter[int] = Counter(id(p.format) for p in document.papers)
    seen: Counter[tuple[object, ...]] = Counter()
    marks: list[tuple[Paper, Departure, tuple[object, ...]]] = []
    for paper in document.papers:
        for d in paper.departures:
            # two blanks and three are one habit: `[[paper]](url)   - 2021.05.11`
            what = tuple((" ".join(text[e.start : e.end].split(" ")[:2]), e.text) for e in d.edits)
            key: tuple[object, ...] = (id(paper.format), d.kind, what)
            seen[key] += 1
            seen[(id(paper.section), *key)] += 1
            marks.append((paper, d, key))
    sections = Counter(id(paper.section) for paper, _, _ in marks)
    if marks:
        sections = Counter(id(p.section) for p in document.papers if id(p.section) in sections)
    for paper, departure, key in marks:
        place = id(paper.section)
        usual = seen[key] >= max(HABIT_COUNT, HABIT_SHARE * total[id(paper.format)])
        local = seen[(place, *key)] >= max(SECTION_COUNT, SECTION_SHARE * sections[place])
        if usual or local or any(_lays_out(text, edit) for edit in departure.edits):
            paper.departures = tuple(d for d in paper.departures if d is not departure)


def _departures(
    paper: Paper, match: Match, unit: Unit, document: ListDocument
) -> tuple[Departure, ...]:
    form = paper.regime or match.template
    if match.cost == 0 and form.index == match.template.index and not match.loose:
        return ()  # as it should be: nearly all papers end here
    remark = match.first("note") if "note" not in match.template.fields else None
    if remark is not None:  # `… *CVPR2021* :new:`, which is no part of the form
        match = match._replace(captures=tuple(c for c in match.captures if c is not remark))
        end = unit.start + len(unit.text[unit.start : remark.start].rstrip(" "))
        unit = unit._replace(end=end)
    noted = False
    if form.index != match.template.index:
        # Only forms with the same fields differ in how they are written; others say more or less.
        read = _noted(match, unit) if "note" in form.fields else match
        extra = {c.name for c in read.captures} - form.fields
        if extra:
            form = match.template
        else:
            match, noted = read, read is not match
    if match.cost and _made_up(match, unit):
        return ()
    found = departures(form, match, unit.text, unit.start, unit.end, unit.base)
    if noted and sum(len(d.edits) for d in found) != 1:
        return ()  # one mark that is lost, in an entry that is plain else; more is another way
    if unit.lines > 1 and not match.cost:
        # How its lines are laid out is the author's way; `**Title **` shows its asterisks.
        found = tuple(d for d in found if d.kind == "emphasis-broken")
    source = document.source.text
    # `<br>`, tabs and line ends count as blanks: they are how the author laid it out, as is what
    # a line is indented by, which makes it a part of the entry. So do the damaged links that the
    # entry was read without.
    torn = paper.torn_links
    return tuple(
        d
        for d in found
        if not any(e.start <= t.end and t.start <= e.end for e in d.edits for t in torn)
        and not (unit.lines > 1 and any(_indents(source, e.start) for e in d.edits))
        and not any(c in source[edit.start : edit.end] for edit in d.edits for c in "<\t\r\n")
    )


def _noted(match: Match, unit: Unit) -> Match:
    """With what stands behind links and venue as the entry's note, as in the form that it is
    compared with: `CVPR2016 [[code]](url) - Fast object detector.`"""
    pub = match.first("pub")
    if pub is None or match.first("rest") is None or match.first("links") is None:
        return match
    if not unit.text[pub.end - 1].isdigit():
        return match
    captures = []
    for c in match.captures:
        if c.name == "rest" and match.first("note") is None:
            text = unit.text[c.start : c.end]
            c = c._replace(name="note", start=c.end - len(text.lstrip(" ")))
        captures.append(c)
    return match._replace(captures=tuple(captures))


def _indents(text: str, at: int) -> bool:
    """Whether a place is in the blanks that begin a line."""
    line = text.rfind("\n", 0, at) + 1
    return not text[line:at].strip(" \t>")


def _within(span: Span, others: tuple[Span, ...]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _read_anyhow(
    paper: Paper, unit: Unit, form: Template | None, document: ListDocument, relaxed: bool
) -> tuple[Match | None, list[Damaged], Unit]:
    """The reading of an entry that no template fits, the links that it was read without, and the
    text that was read.

    An entry in order but for its links is read without them; else it is what relaxed reading
    makes of it, at last without them.
    """
    from wsss_lint.records.damaged import as_damaged, damaged_links, without

    links = damaged_links(unit)
    mended = without(unit, links) if links else []
    for tried in mended:
        for template in _preferred(paper, form):
            match = template.match(tried.text, tried.start, tried.end, document.registry)
            if match is not None and _sound(match, tried, document):
                return as_damaged(match), links, tried
    if not relaxed:
        return None, [], unit
    match = _relaxed(paper, unit, form, document)
    if match is None and mended:
        match = _relaxed(paper, mended[0], form, document)
        if match is not None and _sound(match, mended[0], document):
            return as_damaged(match), links, mended[0]
        return None, [], unit
    return match, [], unit


def _sound(match: Match, unit: Unit, document: ListDocument) -> bool:
    """Whether an entry read without its damaged links says enough, and no field took in marks."""
    from wsss_lint.records.infer import complete

    title = match.first("title")
    words = unit.text[title.start : title.end] if title is not None else ""
    if (
        "**" in words
        or words.count('"') % 2
        or any(words.count(a) != words.count(b) for a, b in ("()", "[]"))
    ):
        return False
    # `- TODO: look at [this](https://a.b`: a link that is damaged makes no paper of a note
    said = {c.name for c in match.captures} & {"pub", "venue", "year", "date", "authors"}
    return bool(said) and complete(match, unit.text, document.registry)


def _preferred(paper: Paper, form: Template | None) -> list[Template]:
    """The templates of a paper's format, that of its neighbours first."""
    templates = list(paper.format.templates)
    if form is not None:
        templates.remove(form)
        templates.insert(0, form)
    return templates


FREE = ("title", "authors", "method")


def _made_up(match: Match, unit: Unit) -> bool:
    """Whether words that only blanks part were shared out among two fields.

    `*The Falcon team*` is no title "The Falcon" with the author "team".
    """
    for first, second in pairwise(match.captures):
        if first.name in FREE and second.name in FREE:
            between = unit.text[first.end : second.start]
            if not between.strip():
                return True
    return False


def _lays_out(source: str, edit: Edit) -> bool:
    """Whether the blanks that an edit takes away indent a line, or end one."""
    if edit.text or source[edit.start : edit.end].strip(" "):
        return False
    before = source[max(edit.start - 80, 0) : edit.start].rstrip(" ")
    after = source[edit.end : edit.end + 80].lstrip(" ")
    return before.endswith((">", "\n", "\r", "\t")) or after.startswith(("\n", "\r"))


def _relaxed(
    paper: Paper, unit: Unit, form: Template | None, document: ListDocument
) -> Match | None:
    """The cheapest relaxed reading; the form of the neighbours is preferred."""
    best: Match | None = None
    for template in _preferred(paper, form):
        bound = best.cost - 0.4 if best is not None else 4.5
        if bound <= 0:
            break
        match = relax(template, unit.text, unit.start, unit.end, document.registry, bound)
        if match is not None and _says_enough(match, unit):
            best = match
    return best


def _plausible(c: Capture, value: str) -> bool:
    """Whether a field can be what it was read as, where the entry is not in the form at all."""
    if c.type == "authors":  # `Names, CVPR 2023`, `Names. "Title". CVPR` where titles come first
        return any(map(str.isalpha, value)) and '"' not in value
    if c.type == "title":  # `[CVPR 2024] [Title](url)` in a list of `(CVPR 2024) Title`
        return sum(map(str.isalpha, value)) > 1 or not any(map(str.isdigit, value))
    # `Title, CVPR 2020` in a list of `[Title](url), CVPR 2020`; a link may be missing, though
    return c.type != "url" or not value or len(value) > 2


def _says_enough(match: Match, unit: Unit) -> bool:
    """Whether more than a bare word or two was read: `- TODO` is no paper without a venue."""
    names = {c.name for c in match.captures}
    for c in match.captures:
        free = c.type in ("title", "method", "authors")
        if not _plausible(c, unit.text[c.start : c.end]):
            return False
        if free and SECOND.search(unit.text, c.start, min(c.end + 1, unit.end)):
            return False  # `Title *CVPR2020* Another Title *CVPR2021*`: two papers in one entry
    if names & {"pub", "venue", "year", "authors", "url", "links"}:
        return True
    found = match.first("title")
    if found is None:
        return "method" in names
    title = unit.text[found.start : found.end]
    first = next((c for c in title if c.isalpha()), "")
    # `see also the other list`, `**add the new ones here**`: notes to oneself
    return (
        not first.islower() and "**" not in title and ("method" in names or len(title.split()) >= 3)
    )


def _year_in(unit: Unit) -> int | None:
    """The year that an unread unit names, to find its neighbours."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", unit.text[unit.start : unit.end][-60:])
    return int(years[-1]) if years else None
