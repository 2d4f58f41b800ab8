"""Mistakes in headings, table of contents, BibTeX and comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from tests.planting.lists import CleanList, pick
from tests.planting.plant import Edit, mark, planter
from wsss_lint.records.model import Section
from wsss_lint.rules.document._anchors import slugs_of_names


def kept(clean: CleanList, level: int) -> bool:
    """Whether the table of contents has all headings of a level: else it leaves some out."""
    document = clean.document
    names = slugs_of_names(document)
    lines = {names.get(link.anchor.lower(), link.anchor.lower()) for link in document.toc}
    end = document.toc[-1].span.end if document.toc else 0
    return all(
        heading.slug.lower() in lines
        for heading in document.headings
        if heading.level == level and heading.span.start > end
    )


def alone(clean: CleanList, section: Section) -> bool:
    """Whether the link to a heading leads nowhere once the heading has another name: it has no
    anchor of its own, `<a name="…">`, and no other heading has its words."""
    if section.heading is None or section.heading.slug in clean.document.markdown.anchors:
        return False
    return sum(s.title == section.title for s in clean.document.sections) == 1


@planter("dead link in the table of contents", "toc-dead-anchor", fix="safe")
def dead_toc(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    if len(clean.document.toc) < 3:
        return None
    link = random.choice(clean.document.toc)
    at = random.randrange(1, max(2, len(link.anchor) - 1))
    wrong = link.anchor[:at] + link.anchor[at + 1 :]
    if any(heading.slug == wrong for heading in clean.document.headings):
        return None
    start, end = link.anchor_span
    hash = clean.text[start:end].startswith("#")
    return [Edit(start, end, mark("#" * hash + wrong))]


@planter("table of contents lacks a heading", "toc-missing", fix="unsafe")
def toc_line(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = list(clean.document.toc[1:])
    if len(places) < 4:
        return None
    link = random.choice(places)
    if sum(other.depth == link.depth for other in clean.document.toc) < 4:
        return None  # of two or three headings, the list may want to show one
    after = clean.document.toc.index(link) + 1
    if after < len(clean.document.toc) and clean.document.toc[after].depth > link.depth:
        return None
    heading = next((h for h in clean.document.headings if h.slug == link.anchor), None)
    if not heading:
        return None
    line = clean.line(link.item_span.start)
    text = clean.source.slice(heading.text_span)
    if text != link.text or not kept(clean, heading.level):
        return None  # nobody could write it again as it was, or would have to
    return [Edit(line.start, line.end + 1, ""), Edit(*heading.text_span, mark(text))]


@planter("table of contents keeps a heading that is gone", "toc-dead-anchor", fix="unsafe")
def toc_gone(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    if len(clean.document.toc) < 4:
        return None
    link = random.choice(clean.document.toc)
    line = clean.line(link.item_span.start)
    prefix = clean.text[line.start : link.span.start]
    words = random.choice(["9. Software", "Slides and talks", "Old demos"])
    anchor = words.lower().replace(" ", "-").replace(".", "")
    after = clean.document.toc.index(link) + 1
    if after < len(clean.document.toc) and clean.document.toc[after].depth > link.depth:
        return None
    return [Edit(line.end, line.end, f"\n{prefix}[{words}](#{mark(anchor)})")]


@planter("table of contents has a heading's old name", "toc-dead-anchor", fix="unsafe")
def toc_renamed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = [
        link for link in clean.document.toc[1:]
        if any(link.text == clean.source.slice(h.text_span) for h in clean.document.headings)
    ]  # fmt: skip
    if len(places) < 4:
        return None
    link = random.choice(places)
    number = re.match(r"[\d.]* ?", link.text)
    words = (number[0] if number else "") + random.choice(["Odds and ends", "Miscellany"])
    anchor = words.lower().replace(" ", "-").replace(".", "")
    return [Edit(*link.text_span, words), Edit(*link.anchor_span, mark(anchor))]


@planter("line of the table of contents in another place", "toc-order", fix="unsafe")
def toc_moved(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    toc = clean.document.toc
    able = [
        at for at in range(len(toc) - 2)
        if toc[at].depth == toc[at + 1].depth == toc[at + 2].depth
    ]  # fmt: skip
    if len(toc) < 5 or not able:
        return None
    at = random.choice(able)
    lines = [clean.line(link.item_span.start) for link in toc[at : at + 3]]
    first = clean.source.slice(lines[0])
    marked = first.replace(toc[at].text, mark(toc[at].text), 1)
    return [
        Edit(lines[0].start, lines[0].end + 1, ""),
        Edit(lines[2].end, lines[2].end, "\n" + marked),
    ]


def parent_listed(clean: CleanList, anchor: str) -> bool:
    """Whether the heading of a line is under one that has a line: else its indentation is how
    the author groups the lines, whatever the levels of the headings are."""
    section = next((s for s in listed(clean) if s.heading and s.heading.slug == anchor), None)
    return section is not None and any(section.parent is other for other in listed(clean))


@planter("line of the table of contents indented otherwise", "toc-indent", fix="unsafe")
def toc_indent(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    toc = clean.document.toc
    under = [link for link in toc if link.depth and parent_listed(clean, link.anchor)]
    able = [
        (one, other) for one, other in pairwise(toc)
        if other in under and (other is toc[-1] or toc[toc.index(other) + 1].depth == 0)
    ]  # fmt: skip
    if len(toc) < 6 or len(under) < 3 or not able:
        return None
    _, link = random.choice(able)
    outer = next(other for other in toc if other.depth == link.depth - 1)
    prefix = clean.text[clean.line(outer.span.start).start : outer.span.start]
    start = clean.line(link.span.start).start
    return [Edit(start, link.span.start, prefix), Edit(*link.text_span, mark(link.text))]


def listed(clean: CleanList) -> list[Section]:
    """The sections that the table of contents names, without those in whose place others are."""
    names = {link.anchor for link in clean.document.toc}
    return [s for s in clean.document.sections if s.heading and s.heading.slug in names]


def in_contents(clean: CleanList, section: Section, anchor: bool) -> Edit:
    """The mark on the line of a section."""
    slug = section.heading.slug if section.heading else ""
    link = next(link for link in clean.document.toc if link.anchor == slug)
    span = link.anchor_span if anchor else link.text_span
    return Edit(*span, mark(clean.source.slice(span)))


NUMBERS = ["heading-number", "heading-case"]
UNDER = ["table-venue-mismatch"]  # papers and tables of a section that now is under another one


@planter("section removed, its line forgotten", "toc-dead-anchor", also=[*NUMBERS, "anchor-dead"])
def section_removed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    leaves = [s for s in listed(clean) if not any(o.parent is s for o in clean.document.sections)]
    leaves = [s for s in leaves if not clean.neighbours(s) and alone(clean, s)]
    if not leaves:
        return None
    section = random.choice(leaves)
    return [in_contents(clean, section, True), Edit(*section.span, "")]


@planter("section renamed, its line forgotten", "toc-dead-anchor", also=[*NUMBERS, "anchor-dead"])
def section_renamed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    able = [section for section in listed(clean)[1:] if alone(clean, section)]
    if not able:
        return None
    section = random.choice(able)
    assert section.heading is not None
    number = re.match(r"[\d.]* ?", section.title)
    words = (number[0] if number else "") + "Odds and ends"
    return [in_contents(clean, section, True), Edit(*section.heading.text_span, words)]


@planter("section added, no line for it", "toc-missing", also=NUMBERS)
def section_added(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    able = [s for s in listed(clean)[1:] if sum(o.level == s.level for o in listed(clean)) > 2]
    able = [s for s in able if kept(clean, s.level)]
    if not able:
        return None
    section = random.choice(able)
    assert section.heading is not None
    number = re.match(r"[\d.]*", section.title)
    last = re.sub(r"\d+(\.?)$", r"9\1", number[0]) + " " if number and number[0] else ""
    head = "#" * section.level + " " + mark(last + "Odds and ends")
    return [Edit(section.span.start, section.span.start, head + "\n\nSoon.\n\n")]


@planter("section moved, its line left behind", "toc-order", also=[*NUMBERS, "year-order"])
def section_moved(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = listed(clean)
    pairs = [
        (one, other) for one, other in pairwise(found)
        if one.parent is other.parent and one.span.end == other.span.start
    ]  # fmt: skip
    if len(found) < 5 or not pairs:
        return None
    one, other = random.choice(pairs)
    text = clean.source.slice(one.span)
    marks = [in_contents(clean, one, False), in_contents(clean, other, False)]
    return [*marks, Edit(*one.span, ""), Edit(other.span.end, other.span.end, text)]


@planter("section on another level than its line", "toc-indent", also=[*NUMBERS, *UNDER])
def section_level(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    top = min((s.level for s in listed(clean)), default=0)
    able = [s for s in listed(clean) if s.level > top]
    able = [s for s in able if not any(o.parent is s for o in clean.document.sections)]
    if len(listed(clean)) < 6 or not able:
        return None
    section = random.choice(able)
    parent = section.parent
    assert parent is not None
    return [
        in_contents(clean, section, False),
        Edit(section.span.start, section.span.start + section.level, "#" * parent.level),
    ]


@planter("table of contents names a heading otherwise", "toc-text", fix="unsafe")
def toc_text(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    titles = {(h.slug, h.text) for h in clean.document.headings}
    places = [t for t in clean.document.toc if len(t.text) > 8 and (t.anchor, t.text) in titles]
    if not places:
        return None
    link = random.choice(places)
    text = clean.source.slice(link.text_span)
    at = random.randrange(len(text) // 2, len(text) - 1)
    if not text[at].isalpha():
        return None
    return [Edit(*link.text_span, mark(text[:at] + text[at + 1 :]))]


@planter("numbered heading in lower case", "heading-case", fix="unsafe", also=["toc-text"])
def heading_case(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = list(re.finditer(r"^#+ (\d\.\d\. )([A-Z][a-z]+ .*)$", clean.text, re.MULTILINE))
    if len(places) < 3:
        return None
    found = random.choice(places)
    start = found.start(2)
    word = clean.text[start : clean.text.index(" ", start)]
    return [Edit(start, start + len(word), mark(word.lower()))]


@planter(
    "heading number out of sequence",
    "heading-number",
    fix="unsafe",
    also=["toc-dead-anchor", "toc-text", "toc-missing"],
)
def heading_number(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    places = list(re.finditer(r"^#+ (\d\.(\d)\.) ", clean.text, re.MULTILINE))
    if len(places) < 3:
        return None
    found = random.choice(places[1:])
    wrong = f"{found[1][:2]}{int(found[2]) + random.choice([1, 2])}."
    return [Edit(*found.span(1), mark(wrong))]


@planter("year out of order", "year-order", also=["toc-order"])
def year_order(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    sections = [
        s for s in clean.document.sections
        if s.heading and s.year and re.fullmatch(r"20\d\d", s.title.strip())
    ]  # fmt: skip
    if len(sections) < 5:
        return None
    at = random.randrange(1, len(sections) - 2)
    one, two = sections[at], sections[at + 1]
    if (
        one.parent is not two.parent
        or one.span.end != two.span.start
        or one.heading is None
        or two.heading is None
    ):
        return None
    first, second = clean.source.slice(one.span), clean.source.slice(two.span)
    head = len(first) - len(first.lstrip("# "))
    return [
        Edit(*one.span, second[:head] + mark(two.title) + second[head + 4 :]),
        Edit(*two.span, first[:head] + mark(one.title) + first[head + 4 :]),
    ]


@planter("link to a heading that is not there", "anchor-dead")
def anchor(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.entries)
    if not entry or not entry.paper.section.heading:
        return None
    at = clean.text.find("\n\n")
    return [Edit(at + 1, at + 1, "\nSee [below](" + mark("#no-such-place") + ").\n")]


def fences(clean: CleanList) -> list[re.Match[str]]:
    return list(re.finditer(r"@\w+\{(\w+),\n(?:.*\n)*?\}\n", clean.text))


@planter("BibTeX entry that is not closed", "bibtex-syntax")
def bibtex_brace(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = fences(clean)
    if not found:
        return None
    entry = random.choice(found)
    start, end = entry.start(), entry.end(1) + 1
    return [Edit(start, end, mark(clean.text[start:end])), Edit(entry.end() - 2, entry.end(), "")]


@planter("BibTeX entry without a comma between two fields", "bibtex-syntax")
def bibtex_comma(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    return first_line(clean, random, r"[}\"](,)\n *\w+ *=", "")


@planter("BibTeX entry without a key", "bibtex-syntax")
def bibtex_no_key(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = fences(clean)
    if not found:
        return None
    entry = random.choice(found)
    start, end = entry.start(), entry.end(1) + 1
    return [Edit(start, end, mark(clean.text[start : entry.start(1)] + ","))]


@planter("BibTeX entry in parentheses", "bibtex-syntax")
def bibtex_round(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = fences(clean)
    if not found:
        return None
    entry = random.choice(found)
    first = clean.text[entry.start() : entry.end(1) + 1].replace("{", "(")
    return [
        Edit(entry.start(), entry.end(1) + 1, mark(first)),
        Edit(entry.end() - 2, entry.end() - 1, ")"),
    ]


@planter("BibTeX entry without a year", "bibtex-required-field")
def bibtex_year(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    return first_line(clean, random, r"( *year *=.*\n)", "", 0, needs="year")


def first_line(
    clean: CleanList, random: Random, pattern: str, text: str, comma: int = 1, needs: str = ""
) -> Sequence[Edit] | None:
    """Put a text for the first group of a pattern in an entry, whose first line is marked."""
    able = [(e, list(re.finditer(pattern, e[0]))) for e in fences(clean)]
    able = [(entry, places) for entry, places in able if places]
    if needs:
        able = [(entry, places) for entry, places in able if not entry[0].startswith("@misc")]
    if not able:
        return None
    entry, places = random.choice(able)
    place = random.choice(places)
    start, end = entry.start(), entry.end(1) + comma
    return [
        Edit(start, end, mark(clean.text[start:end])),
        Edit(start + place.start(1), start + place.end(1), text),
    ]


@planter("BibTeX entry without a field that it must have", "bibtex-required-field")
def bibtex_field(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = fences(clean)
    if not found:
        return None
    entry = random.choice(found)
    lines = list(re.finditer(r"^ *(title|author|year)\s*=.*\n", entry[0], re.MULTILINE))
    if entry[0].startswith("@misc") or not lines:
        return None  # BibTeX asks for no field of it
    line = random.choice(lines)
    start, end = entry.start(), entry.end(1)
    return [
        Edit(start, end, mark(clean.text[start:end])),
        Edit(entry.start() + line.start(), entry.start() + line.end(), ""),
    ]


@planter("BibTeX key twice", "bibtex-duplicate-key")
def bibtex_key(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = fences(clean)
    if len(found) < 2:
        return None
    return [Edit(*found[0].span(1), mark(found[0][1])), Edit(*found[1].span(1), mark(found[0][1]))]


@planter("capitals that BibTeX will lower", "bibtex-capitals", fix="unsafe")
def bibtex_capitals(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    found = [
        (entry.start() + title.start() + word.start(), word[1])
        for entry in fences(clean)
        for title in re.finditer(r"^ *title *=.*$", entry[0], re.MULTILINE)
        for word in re.finditer(r"\{([A-Z]{3,})\}", title[0])
    ]
    if not found:
        return None
    at, word = random.choice(found)
    return [Edit(at, at + len(word) + 2, mark(word))]


@planter("suppression of a rule that says nothing", "suppression-unused", fix="safe")
def unused(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    rule = random.choice(["venue-order", "duplicate-paper", "title-quotes"])
    comment = f"<!-- wsss-lint: ignore[{mark(rule)}] for the test -->"
    return [Edit(entry.line.end, entry.line.end, " " + comment)]


@planter("suppression that cannot be read", "suppression-malformed")
def malformed(clean: CleanList, random: Random) -> Sequence[Edit] | None:
    entry = pick(random, clean.starred)
    if not entry:
        return None
    whole = mark("<!-- wsss-lint: ignore -->")
    unknown = f"<!-- wsss-lint: ignore[{mark('no-such-rule')}] x -->"
    return [Edit(entry.line.end, entry.line.end, " " + random.choice([whole, unknown]))]
