"""Reading a unit as it is: by a template that fits it to the letter, and is sure of the title."""

from __future__ import annotations

from wsss_lint.formats.links import before_tags
from wsss_lint.formats.moves import OPEN_PUB
from wsss_lint.formats.template import Match, Template
from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.records.regime import SECOND
from wsss_lint.records.units import Unit
from wsss_lint.venues.registry import Registry


def strict_match(templates: list[Template], unit: Unit, registry: Registry) -> Match | None:
    """The first template that reads the unit as it is and leaves no marks in the title."""
    for template in templates:
        match = template.match(unit.text, unit.start, unit.end, registry)
        if match is not None and not doubtful(match, unit.text):
            return match
    return None


def any_match(templates: list[Template], unit: Unit, registry: Registry) -> Match | None:
    """The first template that fits a unit, however doubtful the title."""
    found = (t.match(unit.text, unit.start, unit.end, registry) for t in templates)
    return next((match for match in found if match is not None), None)


def untagged(templates: list[Template], unit: Unit) -> Unit | None:
    """A unit without the emoji behind it, `… [[pdf]](u) :star:`, where no template has them."""
    end = before_tags(unit.text, unit.start, unit.end)
    if end == unit.end or any(node in t.fields for t in templates for node in ("tags", "rest")):
        return None
    return unit._replace(end=end)


def doubtful(match: Match, text: str) -> bool:
    """Whether a title swallowed what belongs around it: `**Yao et al.  **: "Non-Salient …"`.

    Such an entry is read in relaxed mode, where marks in a title are paid for.
    """
    for c in match.captures:
        if c.name == "method" and text[c.end - 1] in ":：":
            return True  # `**SEAM::**`
        if c.type == "title":
            if text.find("**", c.start, c.end) >= 0 or text[c.end - 1] == "|":
                return True  # also `Title | | **[CVPR'20]**`: a bar too many
            opened = text.rfind("(", c.start, c.end)
            if opened > text.rfind(")", c.start, c.end) and OPEN_PUB.match(text, opened):
                return True  # `Title (NDSS 2020 [Paper](…)`
            if text.startswith(("- ", "* ", "+ "), c.start):
                return True  # `- - Title`
            if SECOND.search(text, c.start, c.end):
                return True  # `Title *CVPR2020* Another Title *CVPR2021*`
            if text.endswith((" -", " –", " —"), c.start, c.end):
                return True  # `Title - *CVPR2025*`
            if text[c.start - 1 : c.start] == "[" and text.startswith("](", c.end):
                return False  # the link says where it begins and ends: `[On "Privacy"](url)`
            end = c.end - 1 if text[c.end - 1] in ".,;" else c.end
            if text[end - 1] not in '"”' and text[c.start] not in '"“':
                return False
            title = text[c.start : end]
            if _quotes_within(title, text[c.start - 1 : c.start], text[end : end + 1]):
                return False
            if title.count('"') % 2:
                return True  # `"Title""`
            if title[0] in '"“' and text[c.start - 1 : c.start] in ('"', "“"):
                return True  # `""Title"`
            if title[-1] in '"”' and text[end : end + 1] in ('"', "”"):
                return True
            # `DRS: "Discriminative …"`, `"Title".`, `""`; not `“Title”`, which is only quoted
            return title.strip('"“”* ') == "" or (
                title[-1] in '"”' and (title[0] not in '"“' or end != c.end)
            )
    return False


def _quotes_within(title: str, before: str, behind: str) -> bool:
    """Whether a quoted title has words in quotes at its start or end: `""Why?": Explaining …"`."""
    whole = title[0] in '"“' and title[-1] in '"”'
    quoted = before in ('"', "“") and behind in ('"', "”")
    return quoted and not whole and sum(map(title.count, '"“”')) % 2 == 0


def dated(paper: Paper, document: ListDocument) -> bool:
    """Whether a paper names a venue that is known, with its year."""
    known = paper.venue is not None and document.registry.lookup(paper.venue.value) is not None
    return known and paper.year is not None


def complete(match: Match) -> bool:
    """Whether a line alone says enough to be a paper: a title and a venue, year or link."""
    names = {c.name for c in match.captures}
    return "title" in names and bool(names & {"pub", "venue", "year", "url", "links"})
