"""From readings of entries to records of papers: fields with their places, links, remarks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wsss_lint.entries.candidates import Candidate, Entry, runs_of
from wsss_lint.entries.contexts import Said
from wsss_lint.entries.damaged import torn_links
from wsss_lint.entries.tokens import Token
from wsss_lint.markdown import plain
from wsss_lint.markdown.tree import Item, Row
from wsss_lint.records.model import Confidence, Field, Link, Paper, Section
from wsss_lint.source import Span
from wsss_lint.venues.pub import parse_pub

if TYPE_CHECKING:
    from wsss_lint.entries.reader import Reader, Work

TEXTS = ("title", "authors", "method")
#: `et al.`, `U.S.`, `etc.`, `…`: the stop is theirs
ABBREVIATED = re.compile(
    r"(?:\b(?:etc|al|vs|inc|jr|sr|no|dr)|(?:^|[\s.])\w|\.\w[^\s.]*|\.)\.$", re.IGNORECASE
)
_ET_AL = re.compile(r"\bet al[*_]{0,2}$")
_STOP = re.compile(r"[*_]{0,2}\.(?![*_]*:)|(?<=[*_])\.")
_LEAD = re.compile(r"(?:by|authors?\s*[:：]|作者\s*[:：])\s*(?=[^\s,.])", re.IGNORECASE)
# What follows a venue in its own parentheses, or in some behind: `(Oral)`, `(Best Paper)`
_REMARK = re.compile(r"[\s*_]*(\((?!http)[^()\[\]\n]{2,60}\))(?=[\s*_.,;]*(?:\n|$|\[))")


def paper_of(work: Work, section: Section, above: Said, reader: Reader) -> Paper:
    """The record of an entry."""
    flat, reading = reader.flat, work.reading
    paper = Paper(0, span_of(work), section)
    paper.block = work.unit.block
    paper.container = work.unit.kind
    paper.confidence = Confidence(round(work.value, 2), round(reading.margin, 2))
    for name in TEXTS:
        candidate = reading.get(name)
        if candidate is not None:
            setattr(paper, name, _text(candidate, reader))
    _date(paper, reading.date, flat)
    _publication(paper, reading.pub, reader)
    paper.links = links_of(work)
    torn_links(paper, [t for _, tree in work.entry.parts for t in runs_of(tree)], flat)
    paper.tags = _tags(work, flat)
    _inherit(paper, above)
    return paper


def span_of(work: Work) -> Span:
    """The text of an entry, from its first character to the end of its last line."""
    unit = work.unit
    if isinstance(unit.block, Row):
        return unit.block.span
    parts = [part.span for part, _ in work.entry.parts]
    return Span(parts[0].start, max(span.end for span in parts))


def _text(candidate: Candidate, reader: Reader) -> Field[str]:
    """A field as it is shown, its spaces folded."""
    span = Span(candidate.start, candidate.end)
    if candidate.field == "title":
        span = _without_stop(reader.flat, span)
    elif _ET_AL.search(reader.flat, span.start, span.end):
        stop = _STOP.match(reader.flat, span.end)  # `Oh *et al*.`: the stop is the abbreviation's
        span = Span(span.start, stop.end()) if stop is not None else span
    if candidate.field == "authors" and (lead := _LEAD.match(reader.flat, *span)) is not None:
        span = Span(lead.end(), span.end)
    raw = reader.flat[span.start : span.end]
    shown = plain(raw, reader.markdown.definitions) if raw[:2] != "![" else _badge(raw)
    return Field(" ".join(shown.split()), span)


def _without_stop(text: str, span: Span) -> Span:
    """A title without what separates it from the next field: `"Graph Tracking." CVPR`."""
    end = span.end
    if text[end - 1] in ",;" or (
        text[end - 1] == "." and not ABBREVIATED.search(text, max(span.start, end - 12), end)
    ):
        end -= 1
    return Span(span.start, end) if end > span.start else span


def _badge(markup: str) -> str:
    """What a badge says: `![SEAM](https://img.shields.io/badge/SEAM-blue)`."""
    alt = re.match(r"!\[([^\[\]]*)\]", markup)
    said = re.search(r"badge/([^-/?#]+)", markup)
    return (alt[1] if alt is not None and alt[1] else said[1] if said is not None else "").strip()


def _date(paper: Paper, date: Candidate | None, flat: str) -> None:
    """Set the date; `2021` alone is a year, but when a paper was posted is no year of a venue."""
    if date is None:
        return
    span = Span(date.start, date.end)
    raw = flat[span.start : span.end]
    if raw.strip(" ()[]*_.,").isdigit() and date.year is not None:
        at = raw.find(str(date.year))
        digits = Span(span.start + at, span.start + at + 4) if at >= 0 else span
        paper.year = Field(date.year, digits)
    else:
        paper.date = Field(" ".join(plain(raw).split()), span)


def _publication(paper: Paper, pub: Candidate | None, reader: Reader) -> None:
    """Set venue and year, and what is remarked behind them."""
    if pub is None or pub.publication is None:
        return
    flat, said = reader.flat, pub.publication
    if said.venue is not None:
        venue = plain(flat[said.venue.start : said.venue.end])
        paper.venue = Field(" ".join(venue.split()), said.venue)
    if said.year is not None:
        span = said.year_span
        if span is None:  # a badge: `badge/CVPR-2023-blue`
            at = flat.find(str(said.year), pub.start, pub.end)
            span = Span(at, at + 4) if at >= 0 else Span(pub.start, pub.end)
        paper.year = Field(said.year, span)
    end = max(s.end for s in (said.venue, said.year_span) if s is not None)
    paper.note = _note(pub, end, flat, reader)


def _note(pub: Candidate, end: int, flat: str, reader: Reader) -> Field[str] | None:
    """What is said of a publication behind it: `CVPR 2021 (Oral)`, `CVPR2021, Oral`."""
    if end < pub.end:
        found = parse_pub(flat, pub.start, pub.end, reader.registry)
        if found.note_span is not None and found.note_span[0] >= end:
            return Field(flat[slice(*found.note_span)], Span(*found.note_span))
        return None
    behind = _REMARK.match(flat, end, min(end + 80, len(flat)))
    return Field(behind[1], Span(*behind.span(1))) if behind is not None else None


def links_of(work: Work) -> list[Link]:
    """The links of an entry; no anchors into the page."""
    found = []
    for token in work.links:
        if token.url.startswith("#") and len(token.url) > 1:
            continue
        whole = Span(token.start, token.end)
        # A reference link's target is elsewhere: nothing of it stands here
        target = token.url_span if token.url_span is not None else Span(token.end, token.end)
        label = "" if token.url_span == token.inner else work.entry.label(token)
        found.append(Link(label, token.url, whole, target))
    return sorted(found, key=lambda link: link.span)


def _tags(work: Work, flat: str) -> Field[str] | None:
    """The emoji of an entry, where they stand together: `:star: :fire:`."""
    found = [t for t in _emoji(work.entry) if t.end > t.start]
    if not found:
        return None
    start, end = found[0].start, found[0].end
    for token in found[1:]:
        if flat[end : token.start].strip():
            break
        end = token.end
    return Field(flat[start:end], Span(start, end))


def _emoji(entry: Entry) -> list[Token]:
    return [t for _, tree in entry.parts for t in runs_of(tree) if t.kind == "emoji"]


def _inherit(paper: Paper, above: Said) -> None:
    """Set year and venue from what stands above, where the entry has none of its own."""
    inherited = set()
    own = paper.venue is not None
    if paper.year is None and paper.date is None and above.year is not None:
        paper.year = above.year
        inherited.add("year")
    if not own and above.venue is not None:
        paper.venue = above.venue
        inherited.add("venue")
    paper.inherited = frozenset(inherited)


__all__ = ["Item", "links_of", "paper_of", "span_of"]
