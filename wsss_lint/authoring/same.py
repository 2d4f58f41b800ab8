"""Whether a listed paper is the one in hand, by title; and whether it reads as it was meant."""

from __future__ import annotations

import unicodedata

from wsss_lint.authoring.entry import NewPaper
from wsss_lint.records.model import ListDocument, Paper


def folded(text: str) -> str:
    """Letters and digits only: hyphens, capitals and marks make no other title."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def same_title(paper: Paper, new: NewPaper) -> bool:
    """Whether both have one title, with or without the method in front."""
    if paper.title is None:
        return False
    title, method = paper.title.value, paper.method.value if paper.method else ""
    ours = {folded(title), folded(f"{method}{title}")}
    theirs = {folded(new.title), folded(f"{new.method}{new.title}")}
    return bool((ours & theirs) - {""})


def reads_as(paper: Paper, new: NewPaper, document: ListDocument) -> str:
    """The field of a paper that is not read as it was given; empty when all are."""
    if paper.title is None or folded(paper.title.value) != folded(new.title):
        return "title"
    if paper.year is not None and new.year is not None and paper.year.value != new.year:
        return "year"
    if paper.venue is not None and new.venue is not None:
        venue = document.registry.lookup(paper.venue.value)
        if venue is None or venue.code != new.venue.code:
            return "venue"
    if paper.links and new.url and new.url not in [link.url for link in paper.links]:
        return "link"
    return ""
