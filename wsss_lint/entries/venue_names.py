"""What names a venue: a code the registry knows, the words of journals, a shape of capitals."""

from __future__ import annotations

import re

from wsss_lint.entries.words import NAME, STOP, caps, et_al, is_no_venue, names_in
from wsss_lint.venues.registry import Registry

REMARK = (
    r"oral|spotlights?|posters?|highlights?|best(?:\s+\w+){0,3}\s+(?:award|paper|runner-?up|candidate|nominee)s?"
    r"|best\s+paper|honou?rable\s+mention|notable(?:\s+top[-\s]\d+%)?|top[-\s]?\d+\s?%|accepted|to\s+appear"
    r"|rejected|submitted|award|winner|outstanding(?:\s+paper)?|distinguished(?:\s+paper)?|long(?:\s+paper)?"
    r"|short(?:\s+paper)?|full\s+paper|invited|extended\s+(?:version|abstract)|preliminary\s+version"
)
TAIL = re.compile(
    rf"[\s,;:–—/|-]*[(\[（]?\s*\**(?:in\s+)?(?:{REMARK})\b[^()\[\]]{{0,40}}[)\]）]?\s*$",
    re.IGNORECASE,
)
# `28(5), 2042-2074`, `vol. 3, no. 2, pp. 10–20`, `37: 1-10`, `51, 357`
VOLUME = re.compile(
    r"[\s,.]+(?:vol(?:ume)?\.?\s*)?\d{1,4}[A-Z]?(?:\s*[(]\d{1,3}(?:[-–/]\d+)?[)])?"
    r"(?:\s*[.:,]?\s*(?:no\.?\s*\d+|iss(?:ue)?\.?\s*\d+|pp?\.?\s*|art(?:icle)?\.?\s*)?[eE]?\d+(?:[-–]+\d+)?)*[\s,.:;]*$",
    re.IGNORECASE,
)
PAGES = re.compile(r"[\s,.:;]*(?:pp?\.|pages?)?\s*\d+\s*[-–]+\s*\d+[\s,.]*$", re.IGNORECASE)
JOURNAL = re.compile(
    r"\b(?:journal|trans(?:actions)?|conference|conf|proc(?:eedings)?|workshops?|letters|symposium"
    r"|review|nature|science|annals|magazine|communications|bulletin|arxiv|biorxiv|medrxiv|preprint"
    r"|thesis|dissertation|technical report|tech\.? report|lecture notes|intelligence|congress"
    r"|frontiers|advances in|press|j\.|openreview|ieee|acm|springer|elsevier|under review"
    r"|summit)\b",
    re.IGNORECASE,
)
TRIM = " \t\n,;:.'’‘`´_|/–—-*"


# What a remark, and the name of a journal, have in them: other texts need no search.
REMARKS = (
    "oral", "spotlight", "poster", "highlight", "best", "mention", "notable", "top", "accepted",
    "appear", "rejected", "submitted", "award", "winner", "outstanding", "distinguished", "long",
    "short", "full", "invited", "extended", "preliminary",
)  # fmt: skip
JOURNALS = (
    "journal", "trans", "conf", "proc", "workshop", "letters", "symposium", "review", "nature",
    "science", "annals", "magazine", "communications", "bulletin", "arxiv", "preprint", "thesis",
    "dissertation", "report", "lecture", "intelligence", "congress", "frontiers", "advances",
    "press", "j.", "ieee", "acm", "springer", "elsevier", "summit", "biorxiv", "medrxiv",
)  # fmt: skip


def tail_of(text: str) -> re.Match[str] | None:
    """The remark that a text ends with."""
    return TAIL.search(text) if _has(text.lower(), REMARKS) else None


def journal_in(text: str) -> re.Match[str] | None:
    """The word that only journals and meetings have in their names."""
    return JOURNAL.search(text) if _has(text.lower(), JOURNALS) else None


def _has(text: str, marks: tuple[str, ...]) -> bool:
    """Whether a text has one of some marks."""
    for mark in marks:  # noqa: SIM110 - twice as fast as `any`, and asked of each text
        if mark in text:
            return True
    return False


def bare(venue: str) -> str:
    """A venue without volume, pages, remarks and what is around it."""
    venue = venue.strip(TRIM + "(（[")
    for _ in range(3):
        cut = VOLUME.search(venue) or PAGES.search(venue) or tail_of(venue)
        if cut is None or cut.start() == 0:
            break
        venue = venue[: cut.start()].strip(TRIM + "(（[")
    return unwrapped(venue)


def unwrapped(venue: str) -> str:
    """Without a half bracket at its end: `CVPR)` → `CVPR`."""
    for opener, closer in ("()", "[]", "（）"):
        if closer in venue and opener not in venue:
            venue = venue.rstrip(closer + " ")
        elif opener in venue and closer not in venue:
            venue = venue.lstrip(opener + " ")
    return venue.strip(TRIM)


def strength_of(venue: str, registry: Registry, dated: bool = False) -> tuple[float, bool]:
    """How much a text looks like the name of a venue, and whether the registry has it."""
    if not venue or len(venue) > 120:
        return 0.0, False
    words = venue.split()
    if len(words) > 14:
        return 0.0, False
    found = registry.lookup(venue)
    if found is not None:
        return (2.6, True) if found.kind != "other" else (0.0, False)
    if not dated and venue[-1] != ")" and not caps(venue) and not journal_in(venue):
        return 0.0, False  # as all that follows would say, sooner
    if (
        _DOI.match(venue)
        or not any(c.isalpha() for c in venue)
        or is_no_venue(venue)
        or et_al(venue)
    ):
        return 0.0, False
    coded = _CODED.search(venue)
    if coded is not None and coded.start() > 8 and registry.lookup(coded[1]) is not None:
        return 3.4, True  # `European Conference on Computer Vision (ECCV)`
    parts = [p for p in re.split(r"[\s@/:,()&-]+", venue) if p]
    if 1 < len(parts) <= 9 and any(
        len(p) > 2 and caps(p) and registry.lookup(p) is not None for p in parts
    ):
        good, of = names_in(venue)
        if ("," not in venue or not good) and _titled(words):
            return 2.0, True
    if journal_in(venue) and (venue[:1].isupper() or venue[:1].isdigit()):
        return 1.6, False
    good, of = names_in(venue) if "," in venue else (0, 1)
    if dated and len(words) <= 9 and good < of and _titled(words) and len(words) > 2:
        return 0.1, False  # `Protein Engineering, Design, and Selection, 2020`
    if any(w.lower() in STOP for w in words):
        return 0.0, False
    if dated and len(words) == 1 and any(c.isupper() for c in venue):
        return 0.5 if caps(venue) else 0.3, False  # `aiXiv 2019`
    if caps(venue) and len(words) <= 3 and "," not in venue:
        return 0.9 if len(words) == 1 else 0.6, False
    if dated and len(words) <= 4 and "," not in venue and venue[:1].isupper():
        return (0.1 if NAME.match(venue) else 0.4), False
    if dated and len(words) <= 8 and "," not in venue and venue[:1].isupper():
        return 0.1, False
    return 0.0, False


_DOI = re.compile(r"(?:doi:?\s*)?10\.\d{4}|\d{4}\.\d{4}")
_CODED = re.compile(r"\(([A-Z][\w&/-]{1,12})\)$")
_SMALL = frozenset(
    [
        "of",
        "the",
        "on",
        "for",
        "and",
        "in",
        "at",
        "to",
        "a",
        "&",
        "@",
        "-",
        "et",
        "la",
        "de",
        "und",
        "für",
        "co",
    ]
)


def _titled(words: list[str]) -> bool:
    """Whether words begin with capitals as names do: not `leading approach in the ICCV`."""
    low = [w for w in words if w[:1].islower() and w not in _SMALL and "@" not in w]
    if not low:
        return True
    kinds = ("workshop", "track", "demo", "paper", "oral", "findings")
    return low == words[-1:] and low[0].startswith(kinds)
