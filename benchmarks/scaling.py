"""How the cost grows with the list: time at several sizes and the exponent that fits them.

``python -m benchmarks.scaling``: 1 is linear, 2 quadratic; the aim is at most 1.1 for each step,
above all for the search for duplicates and near duplicates.
"""

from __future__ import annotations

import argparse
import gc
import math
import time
from collections.abc import Callable, Iterable

from benchmarks.generate import generate, size_of
from benchmarks.processes import machine
from wsss_lint.engine import Linter
from wsss_lint.markdown import parse
from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Rule
from wsss_lint.settings import Settings
from wsss_lint.source import Source

AIM = 1.1
YEAR = 2026


def run_rule(rule: Rule, document: ListDocument) -> int:
    """Let one rule look at everything; return how much it found."""
    found = len(list(rule.check_document(document))) + len(list(rule.check_lists([document])))
    for table in document.tables:
        found += len(list(rule.check_table(table, document)))
    for paper in document.papers:
        found += len(list(rule.check_paper(paper, document)))
    return found


def best(work: Callable[[], object], tries: int) -> float:
    """The least processor time of some tries: what disturbs can only add to it."""
    taken = []
    for _ in range(tries):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def measure(size: int, defects: float, tries: int) -> dict[str, float]:
    """The time of each step on a list of one size."""
    linter = Linter(Settings(YEAR), plugins=False)
    text = generate(size, seed=size, defects=defects)
    document = linter.read(Source(text))

    def found(prefix: str) -> Callable[[], object]:
        rules = [rule for rule in linter.rules if rule.code.startswith(prefix)]
        # a fresh document each time, so that no rule finds an index that another one left there
        return lambda: [run_rule(rule, document) for rule in rules]

    taken = {
        "blocks": best(lambda: parse(Source(text)), tries),
        "reading": best(lambda: linter.read(Source(text)), tries),
    }
    for name, prefix in (("duplicates", "DUP"), ("tables", "TAB"), ("list against tables", "XRF")):
        work = found(prefix)
        document = linter.read(Source(text))
        taken[name] = best(work, 1)
    taken["everything"] = best(lambda: linter.lint([Source(text)]), tries)
    return taken


def exponent(sizes: Iterable[int], seconds: Iterable[float]) -> float:
    """The slope of the line through the logarithms (least squares)."""
    points = [(math.log(s), math.log(max(t, 1e-6))) for s, t in zip(sizes, seconds, strict=True)]
    x = sum(a for a, _ in points) / len(points)
    y = sum(b for _, b in points) / len(points)
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["1MB", "2MB", "4MB", "8MB", "16MB"])
    parser.add_argument("--defects", type=float, default=0.0, help="share of damaged entries")
    parser.add_argument("--tries", type=int, default=3)
    given = parser.parse_args()
    gc.disable()  # as the command does
    print(machine() + "\n")
    sizes = [size_of(text) for text in given.sizes]
    rows = [measure(size, given.defects, given.tries) for size in sizes]
    print("| step | " + " | ".join(given.sizes) + " | exponent | |")
    print("| --- |" + " ---: |" * (len(sizes) + 1) + " --- |")
    for step in rows[0]:
        seconds = [row[step] for row in rows]
        power = exponent(sizes, seconds)
        verdict = "met" if power <= AIM else "missed"
        cells = " | ".join(f"{value:.3f}" for value in seconds)
        print(f"| {step} | {cells} | {power:.2f} | {verdict} |")


if __name__ == "__main__":
    main()
