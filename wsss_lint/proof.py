"""Proves that fixes kept the records (contract 4 of docs/architecture.md).

A safe fix changes form only: every paper keeps its method, the words of its title, its venue,
year, links and place, and every row its numbers. An unsafe one may correct words and venues,
but removes no paper and no row and changes no score.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsss_lint.diagnostics import Edit
    from wsss_lint.records.model import ListDocument, Metric, Paper, ResultRow, ResultTable


def broken(old: ListDocument, new: ListDocument, safe: bool) -> str | None:
    """What the step from `old` to `new` broke, in words, or None when the promise was kept."""
    if safe:
        return _papers_kept(old, new) or _tables_kept(old, new) or _fences_kept(old, new)
    return _nothing_lost(old, new)


def _papers_kept(old: ListDocument, new: ListDocument) -> str | None:
    entries, others = units(old), units(new)
    if len(entries) != len(others):
        return f"the list had {len(entries)} papers and now has {len(others)}"
    for before, after in zip(entries, others, strict=True):
        what = _paper_changed(old, before, new, after)
        if what:
            line = old.source.line_of(before.span.start)
            return f"the paper in line {line} changes its {what}"
    return None


def units(document: ListDocument) -> list[Paper]:
    """The papers, and what could be had of the entries that no form reads, in their order.

    A fix may make an entry readable, so that the papers alone are one more afterwards.
    """
    if not document.unreadable:
        return document.papers
    lost = [unit.paper for unit in document.unreadable]
    return sorted([*document.papers, *lost], key=lambda paper: paper.span)


def doubted(old: ListDocument, new: ListDocument, edits: Sequence[Edit], safe: bool) -> list[Paper]:
    """The entries that the edits of a broken promise turn into something else than was read.

    Only entries that are not written as their neighbours are: what was read there was a guess, and
    the mended line shows that it was wrong. An entry in good order that a fix changes is
    the fault of the fix; then, or where the change is in no entry, there are none.
    """
    entries, others = units(old), units(new)
    starts = [paper.span.start for paper in others]
    paired: set[int] = set()
    found: list[Paper] = []
    others_broken: set[int] = set()  # the sections of entries that no edit touched
    mended: list[tuple[int, Paper]] = []  # where they are now
    for before, start, end, touched in _moved(entries, sorted(edits)):
        at = max(bisect_right(starts, start) - 1, 0)
        there = []
        while at < len(others) and others[at].span.start < max(end, start + 1):
            if others[at].span.end > start:
                there.append(at)
            at += 1
        paired.update(there)
        after = others[there[0]] if len(there) == 1 else None
        if touched:
            mended.append((start, before))
        if after is None or _promise_broken(old, before, new, after, safe):
            if not touched:
                others_broken |= {id(before.section), id(before.section.parent)}
            elif _in_doubt(before):
                found.append(before)
            else:
                return []
    for at in range(len(others)):
        if at not in paired:  # a part of the entry before it is an entry of its own now
            near = bisect_right(mended, starts[at], key=lambda pair: pair[0]) - 1
            if near < 0 or not _in_doubt(mended[near][1]):
                return []
            found.append(mended[near][1])
    # A section is no longer taken for one of papers: what was mended there made it so.
    if others_broken:
        found += [
            paper for _, paper in mended
            if _in_doubt(paper) and others_broken & {id(paper.section), id(paper.section.parent)}
        ]  # fmt: skip
    return found


def _promise_broken(
    old: ListDocument, before: Paper, new: ListDocument, after: Paper, safe: bool
) -> bool:
    if safe:
        return _paper_changed(old, before, new, after) is not None
    return bool(words(before.title)) and not words(after.title)


def _in_doubt(paper: Paper) -> bool:
    return paper.match is None or paper.match.cost > 0 or bool(paper.departures)


def _moved(papers: list[Paper], edits: list[Edit]) -> Iterator[tuple[Paper, int, int, bool]]:
    """Each paper with its place after the edits, and whether any of them is in it."""
    at = shift = 0
    for paper in papers:
        start, end = paper.span
        while at < len(edits) and edits[at].end <= start and edits[at].start < start:
            shift += len(edits[at].text) - (edits[at].end - edits[at].start)
            at += 1
        grown, here = shift, at
        while here < len(edits) and edits[here].start <= end:
            grown += len(edits[here].text) - (edits[here].end - edits[here].start)
            here += 1
        near = at > 0 and edits[at - 1].end == start  # `- *[Title](…)`: a mark before the entry
        yield paper, start + shift, end + grown, here > at or near


def _paper_changed(old: ListDocument, before: Paper, new: ListDocument, after: Paper) -> str | None:
    if old.source.slice(before.span) == new.source.slice(after.span):
        return None if _place(before) == _place(after) else "section"
    if _place(before) != _place(after):
        return "section"
    whole = _bag(_unit(old, before)) == _bag(_unit(new, after))
    if not links(before) <= links(after):
        return "links"
    gained = links(after) - links(before)
    if gained and not whole:
        # `[code] (https://…)` becomes a link only now, but its address stood there before
        text = old.source.slice(before.span)
        if not all(target in text for target in gained):
            return "links"
    fields = _fields(old, before, new, after)
    # A broken entry may give up more of its fields once it is mended, but only from
    # its own words: none is lost and none is new.
    more = _guessed(before) and all(other for _, one, other in fields if one)
    for what, one, other in fields:
        if one != other and not (whole and (not one or more)):
            return what
    return None


def _guessed(paper: Paper) -> bool:
    """Whether it is not sure which words of an entry are which field: no form fits, a field
    that takes anything took some, or the title took in the venue: `Title (CVPR 2020):`."""
    if paper.match is None:
        return True
    for c in paper.match.captures:
        if c.type in ("rest", "any") or (c.type == "text" and c.name in ("pub", "venue")):
            return True
    title = paper.title
    return title is not None and re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", title.value) is not None


def _fields(
    old: ListDocument, before: Paper, new: ListDocument, after: Paper
) -> list[tuple[str, object, object]]:
    return [
        ("method", words(before.method), words(after.method)),
        ("title", words(before.title), words(after.title)),
        ("venue", venue(old, before.venue), venue(new, after.venue)),
        ("year", before.year and before.year.value, after.year and after.year.value),
        ("authors", words(before.authors), words(after.authors)),
    ]


def _place(paper: Paper) -> str:
    """The headings above a paper, without the addresses in them, which a fix may mend: a merge
    conflict's `=======` makes the whole table above it a heading."""
    return " ".join(re.sub(r"\w*tps?:\S*", "", paper.section.key).split())


def words(field: object) -> tuple[str, ...]:
    """The words of a field, without marks and blanks; the case counts."""
    value = getattr(field, "value", None)
    return tuple(_words(value)) if isinstance(value, str) else ()


def _words(text: str) -> list[str]:
    """Runs of letters and of digits; ligatures and wide forms as plain letters, what is
    invisible (zero-width characters, soft hyphens) left out."""
    plain = unicodedata.normalize("NFKC", text)
    out = []
    word: list[str] = []
    digits = False
    for char in plain:
        if unicodedata.category(char) == "Cf":
            continue
        if not char.isalnum() and not unicodedata.combining(char):
            if word:
                out.append("".join(word))
            word = []
            continue
        if word and char.isdigit() != digits:
            out.append("".join(word))
            word = []
        digits = char.isdigit()
        word.append(char)
    if word:
        out.append("".join(word))
    return out


def _unit(document: ListDocument, paper: Paper) -> str:
    """The text of a paper without the targets of its links."""
    text = document.source.slice(paper.span)
    for link in sorted(paper.links, key=lambda link: link.url_span, reverse=True):
        start, end = (offset - paper.span.start for offset in link.url_span)
        if 0 <= start <= end <= len(text):
            text = text[:start] + text[end:]
    # `[code] (https://…)` is no link yet
    return re.sub(r"https?://[^\s()\[\]<>]+", "", text)


def _bag(text: str) -> Counter[str]:
    return Counter(_words(text))


def links(paper: Paper) -> set[str]:
    """What the links of a paper point at, without the form of their addresses."""
    return {link_target(link.url) for link in paper.links if link.url}


def link_target(url: str) -> str:
    """What an address stands for: http and https, doubled slashes, a doubled or cut scheme and
    the forms of an arXiv address make no difference."""
    target = "".join(url.split())
    while True:
        scheme, colon, rest = target.partition(":")
        if not colon or scheme.lower() not in ("http", "https", "ttp", "ttps", "htp", "htps"):
            break
        target = rest.lstrip("/")
    target = target.lstrip(":/")
    while "//" in target:
        target = target.replace("//", "/")
    host, slash, path = target.partition("/")
    host = host.lower().removeprefix("www.")
    if host.endswith("arxiv.org") and path.startswith("abs/"):
        path = path.removesuffix(".pdf")
    return host + slash + path.rstrip("/")


def venue(document: ListDocument, field: object) -> str:
    """The identity of a venue: its code in the registry, else its letters."""
    value = getattr(field, "value", None)
    if not isinstance(value, str):
        return ""
    known = document.registry.lookup(value) if document.registry is not None else None
    code = getattr(known, "code", None)
    if isinstance(code, str):
        return code
    return "".join(char for char in value.casefold() if char.isalnum())


def _tables_kept(old: ListDocument, new: ListDocument) -> str | None:
    if len(old.tables) != len(new.tables):
        return f"the list had {len(old.tables)} result tables and now has {len(new.tables)}"
    for before, after in zip(old.tables, new.tables, strict=True):
        line = old.source.line_of(before.span.start)
        if len(before.rows) != len(after.rows):
            return f"the table in line {line} changes its number of rows"
        for row, other in zip(before.rows, after.rows, strict=True):
            what = _row_changed(old, row, new, other)
            if what:
                line = old.source.line_of(row.span.start)
                return f"the result row in line {line} changes its {what}"
    return None


def _row_changed(
    old: ListDocument, before: ResultRow, new: ListDocument, after: ResultRow
) -> str | None:
    if old.source.slice(before.span) == new.source.slice(after.span):
        return None
    if scores(before) != scores(after):
        return "numbers"
    if (words(before.method), words(before.base)) != (words(after.method), words(after.base)):
        return "method"
    if venue(old, before.venue) != venue(new, after.venue):
        return "venue"
    if (before.year and before.year.value) != (after.year and after.year.value):
        return "year"
    return None


def scores(row: ResultRow) -> tuple[object, ...]:
    """The numbers of a row, column by column; a cell without one keeps its text."""
    return tuple(
        (column, metric.values or " ".join(metric.text.split()))
        for column, metric in sorted(row.metrics.items())
    )


def _fences_kept(old: ListDocument, new: ListDocument) -> str | None:
    """Code is nobody's to tidy, and BibTeX in it keeps its entries."""
    one = [old.source.slice(b.span) for b in old.markdown.blocks if b.kind == "fence"]
    other = [new.source.slice(b.span) for b in new.markdown.blocks if b.kind == "fence"]
    if one == other:
        return None
    before = [(e.key.value, {k: words(v) for k, v in e.fields.items()}) for e in old.bibtex]
    after = [(e.key.value, {k: words(v) for k, v in e.fields.items()}) for e in new.bibtex]
    return None if before and before == after else "the text of a code block changes"


def _nothing_lost(old: ListDocument, new: ListDocument) -> str | None:
    if len(units(new)) < len(units(old)):
        return f"the list had {len(units(old))} papers and now has {len(units(new))}"
    if _titled(new) < _titled(old):
        return f"the list had {_titled(old)} titles and now has {_titled(new)}"
    if len(new.tables) < len(old.tables):
        return f"the list had {len(old.tables)} result tables and now has {len(new.tables)}"
    for before, after in zip(old.tables, new.tables, strict=False):
        missing = _numbers(before) - _numbers(after)
        if len(after.rows) < len(before.rows) or missing:
            line = old.source.line_of(before.span.start)
            return f"the table in line {line} loses a row or a score"
    return None


def _titled(document: ListDocument) -> int:
    """The entries whose title has words."""
    return sum(1 for paper in units(document) if words(paper.title))


def _numbers(table: ResultTable) -> Counter[tuple[object, ...]]:
    """The scores of the rows. A placeholder is none: an unsafe fix may write `-` for `N/A`."""
    return Counter(
        tuple(s for s, m in zip(scores(row), _metrics(row), strict=True) if not m.placeholder)
        for row in table.rows
    )


def _metrics(row: ResultRow) -> list[Metric]:
    return [metric for _, metric in sorted(row.metrics.items())]
