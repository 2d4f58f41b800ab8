"""A reading is local: one line added, changed or broken leaves the records of all others alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from test_forms_of_lists import FORMS, parts

from wsss_lint.entries.document import read
from wsss_lint.records.model import ListDocument
from wsss_lint.source import Source

HERE = Path(__file__).parent
OTHERS = sorted((HERE / "other_lists").glob("*.md"))
TRIES = 4  # changes of each list; each reads it once
LEAST = 0.97  # of the records that have to stay, over all changes of a list (mostly all do)


def records(document: ListDocument, line: int) -> list[tuple[object, ...]]:
    """What is read from all lines but one, without its places."""
    return [
        tuple(
            getattr(field, "value", None)
            for field in (paper.title, paper.method, paper.authors, paper.venue, paper.year)
        )
        + tuple(link.url for link in paper.links)
        for paper in document.papers
        if document.source.line_of(paper.span.start) != line
    ]


def broken(line: str, rng: random.Random) -> str:
    """A line with something missing, doubled or put in."""
    at = rng.randrange(2, max(len(line), 3))
    return rng.choice((line[:at] + line[at + 1 :], line[:at], line[:at] + '"' + line[at:]))


def kept(text: str, seed: int) -> tuple[int, int]:
    """How many records of other lines stay when one entry is broken, and how many there are."""
    rng = random.Random(seed)
    document = read(Source(text))
    if not document.papers:
        return 0, 0
    paper = rng.choice(document.papers)
    line = document.source.line_of(paper.span.start)
    lines = text.split("\n")
    before = records(document, line)
    lines[line - 1] = broken(lines[line - 1], rng)
    after = records(read(Source("\n".join(lines))), line)
    same = sum(1 for one in set(before) if one in after)
    return same, len(set(before))


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_one_broken_line_leaves_the_others_alone(path: Path) -> None:
    text = path.read_text("utf-8")
    counts = [kept(text, seed) for seed in range(TRIES)]
    same, of = (sum(column) for column in zip(*counts, strict=True))
    assert same >= LEAST * of, f"{same} of {of} records stayed"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_line_of_text_at_the_end_changes_nothing(path: Path) -> None:
    text = parts(path)["list"]
    before = records(read(Source(text)), 0)
    assert records(read(Source(f"{text}\nThanks to all who helped.\n")), 0) == before
