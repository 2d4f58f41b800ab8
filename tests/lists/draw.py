"""Draw entries from a list to be judged by eye: ``python -m tests.lists.draw NAME``.

The draw is made from the raw lines and not from what the reader found, so that an entry that the
reader lost can be drawn as well. Each line is printed with the fields where the reader saw them:
``⟦m method⟧ ⟦t title⟧ ⟦v venue⟧ ⟦y year⟧ ⟦l url⟧``, inherited ones behind it. What is right is
kept in ``facts/NAME.json``, judged against the raw line; see `tests.lists.accuracy`.
"""

from __future__ import annotations

import random
import re
import sys

from tests.lists import CORPUS, HERE, document_of
from wsss_lint.records.model import Paper
from wsss_lint.source import Source, Span

SEED = 2104
ENTRY = re.compile(r" ?(?:[*+-]|\d{1,3}[.)])\s|\|")
WORDS = re.compile(r"[A-Za-z][a-z]+")


def lines(source: Source) -> list[tuple[int, str]]:
    """The lines (1-based) that may be an entry: bullets and rows with three words and a mark."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(source.flat.split("\n"), 1):
        contents = re.fullmatch(r"\s*[*+-] \[[^\]]*\]\(#[^)]*\).{0,30}", line)
        rule = re.fullmatch(r"[|:\s-]*", line)
        if ENTRY.match(line) and len(WORDS.findall(line)) >= 3 and not contents and not rule:
            found.append((number, line))
    return found


def draw(source: Source, papers: set[int], count: int = 30, seed: int = SEED) -> list[int]:
    """The numbers of the drawn lines, in order: as many as hold `count` of the papers' lines."""
    every = [number for number, _ in lines(source)]
    dice = random.Random(seed)
    drawn = dice.sample(every, min(count, len(every)))
    rest = [number for number in every if number not in drawn]
    dice.shuffle(rest)
    while rest and len(papers.intersection(drawn)) < count:
        drawn.append(rest.pop())
    return sorted(drawn)


def annotated(paper: Paper, source: Source) -> str:
    """An entry's text with its fields marked."""
    marks: list[tuple[Span, str]] = []
    behind: list[str] = []
    for letter, name in (("m", "method"), ("t", "title"), ("v", "venue"), ("y", "year")):
        field = getattr(paper, name)
        if field is None:
            continue
        if name in paper.inherited:
            behind.append(f"{letter}={field.value}")
        else:
            marks.append((field.span, letter))
    marks += [(link.url_span, "l") for link in paper.links]
    text = source.flat
    out: list[str] = []
    at = paper.span.start
    for span, letter in sorted(marks):
        out.append(text[at : span.start])
        out.append(f"⟦{letter} {text[span.start : span.end]}⟧")
        at = max(at, span.end)
    out.append(text[at : paper.span.end])
    tail = " ".join(behind)
    return "".join(out) + (f"   [{tail}]" if tail else "")


def main(name: str, count: int, seed: int) -> None:
    """Print the draw of a list."""
    path = next(p for p in sorted(CORPUS.glob("*.md")) if name.casefold() in p.name.casefold())
    document = document_of(path, HERE / f"{path.stem}.toml")
    source = document.source
    by_line: dict[int, list[Paper]] = {}
    for paper in document.papers:
        by_line.setdefault(source.position(paper.span.start).line, []).append(paper)
    for number in draw(source, set(by_line), count, seed):
        papers = by_line.get(number, [])
        raw = source.flat.split("\n")[number - 1]
        shown = [annotated(p, source) for p in papers] or [f"NO PAPER {raw}"]
        print(f"{number}: " + "\n   and ".join(shown))


if __name__ == "__main__":
    main(
        sys.argv[1],
        int(sys.argv[2]) if len(sys.argv) > 2 else 30,
        int(sys.argv[3]) if len(sys.argv) > 3 else SEED,
    )
