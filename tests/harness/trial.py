"""One trial: entries go into a list, the list is fixed, and the result is judged twice."""

from __future__ import annotations

import re
import time
from collections import Counter
from random import Random
from typing import NamedTuple

from tests.harness.entries import damaged, foreign
from tests.harness.lists import Given
from tests.harness.oracle import lost, pages
from wsss_lint.diagnostics import Edit
from wsss_lint.engine import Linter
from wsss_lint.fix.fixer import fix
from wsss_lint.fix.page_proof import page_harmed, same_venue_by
from wsss_lint.settings import Settings
from wsss_lint.source import Source

ENTRY = re.compile(r"(?P<mark>[ \t]*(?:[-*+]|\d+[.)])[ \t]+)(?P<entry>\S.{15,})")
FEWEST, SHARE, MOST = 12, 0.3, 400  # entries that are put into one list


class Outcome(NamedTuple):
    """What came of one list."""

    name: str
    foreign: int
    damaged: int
    applied: int  # fixes
    held: int
    lines: int  # that were changed
    lost: Counter[str]  # by the judges
    examples: list[str]
    seconds: float


def filled(given: Given, random: Random) -> tuple[str, int, int]:
    """The list with entries put in, how many of them are foreign, and how many damaged."""
    lines = given.text.split("\n")
    places = [(at, m) for at, line in enumerate(lines) if (m := ENTRY.fullmatch(line.rstrip("\r")))]
    if not places:
        lines += ["", "## More", ""]
        places = [(len(lines) - 1, m) for m in [ENTRY.fullmatch("- " + foreign(random, 0))] if m]
    wanted = min(MOST, max(FEWEST, int(SHARE * len(places))))
    added: dict[int, list[str]] = {}
    counts = Counter[str]()
    for number in range(wanted):
        at, match = random.choice(places)
        kind = random.choice(("foreign", "foreign", "damaged", "damaged", "both"))
        entry = match["entry"] if kind == "damaged" else foreign(random, number)
        entry = entry if kind == "foreign" else damaged(entry, random)
        counts["foreign" if kind == "foreign" else "damaged"] += 1
        end = "\r" if lines[at].endswith("\r") else ""
        added.setdefault(at, []).append(match["mark"] + entry + end)
    out = []
    for at, line in enumerate(lines):
        out += [line, *added.get(at, ())]
    return "\n".join(out), counts["foreign"], counts["damaged"]


def tried(given: Given, seed: int) -> Outcome:
    """Put entries into a list, fix it, and judge what became of it."""
    begin = time.perf_counter()
    text, strange, broken = filled(given, Random(f"{given.name} {seed}"))
    linter = Linter(Settings(2026), plugins=False)
    (done,) = fix(linter, [Source(text)])
    after = done.result.source.text
    found, examples = judged(linter, text, after)
    changed = sum(a != b for a, b in zip(text.split("\n"), after.split("\n"), strict=False))
    return Outcome(
        given.name, strange, broken, done.applied, done.held, changed, found, examples,
        time.perf_counter() - begin,
    )  # fmt: skip


def judged(linter: Linter, before: str, after: str) -> tuple[Counter[str], list[str]]:
    """What both judges miss, with the lines where they do."""
    found = Counter[str]()
    if before == after:
        return found, []
    one, other = (linter.read(Source(text)) for text in (before, after))
    ours = page_harmed(
        one.markdown, other.markdown, changes(before, after), same_venue_by(one.registry)
    )
    if ours is not None:
        found[f"ours: {ours.what}"] += 1
    theirs = lost(pages(before), pages(after))
    found.update(theirs)
    if not found:
        return found, []
    examples = []
    for a, b in zip(before.split("\n"), after.split("\n"), strict=False):
        if a != b and lost(pages(a), pages(b)):
            examples.append(f"- {a}\n+ {b}")
    return found, examples[:5] or ["(in no single line)"]


def changes(before: str, after: str) -> list[tuple[Edit, ...]]:
    """What is different in each line, from the first to the last character: a guess at the fixes."""
    found: list[tuple[Edit, ...]] = []
    start = 0
    for old, new in zip(before.split("\n"), after.split("\n"), strict=False):
        if old != new:
            head = _common(old, new)
            tail = _common(old[head:][::-1], new[head:][::-1])
            end = start + len(old) - tail
            found.append((Edit(start + head, end, new[head : len(new) - tail]), Edit(end, end, "")))
        start += len(old) + 1
    return found


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
