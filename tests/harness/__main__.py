"""``python -m tests.harness --entries 20000``: the table of what fixes lose. It should be nothing."""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator

from tests.harness.lists import Given, own, shared
from tests.harness.trial import FEWEST, MOST, Outcome, tried

LARGE = 150_000  # characters: such lists are tried once
SLOW = 30  # seconds that are spoken of


def work(entries: int, seed: int, lists: list[Given]) -> Iterator[tuple[Given, int]]:
    """Lists in turn until enough entries have been put in, as far as can be said beforehand."""
    planned = 0
    for turn in itertools.count():
        for given in lists:
            if planned >= entries:
                return
            if turn and len(given.text) > LARGE:
                continue
            bullets = given.text.count("\n- ") + given.text.count("\n* ")
            planned += min(MOST, max(FEWEST, int(0.2 * bullets)))
            yield given, seed + turn


def run(entries: int, seed: int, lists: list[Given], jobs: int) -> list[Outcome]:
    """All trials, in their order."""
    todo = list(work(entries, seed, lists))
    outcomes = []
    with multiprocessing.Pool(jobs) as pool:
        for outcome in pool.imap(_tried, todo):
            outcomes.append(outcome)
            if outcome.seconds > SLOW or outcome.lost:
                said = f"{outcome.name}: {outcome.seconds:.0f} s, {dict(outcome.lost)}"
                print(said, *outcome.examples, sep="\n", file=sys.stderr, flush=True)
    return outcomes


def _tried(pair: tuple[Given, int]) -> Outcome:
    return tried(*pair)


def table(outcomes: list[Outcome], verbose: bool) -> str:
    """The figures by origin of the lists, and every loss."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        origin = outcome.name.split("/")[0] if "/" in outcome.name else "made up"
        groups.setdefault(origin, []).append(outcome)
    rows = ["| lists from | trials | foreign | damaged | fixes | lines changed | withheld | lost |"]
    rows.append("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, group in [*groups.items(), ("all", outcomes)]:
        losses = sum((o.lost for o in group), Counter[str]())
        cells = [
            len(group), sum(o.foreign for o in group), sum(o.damaged for o in group),
            sum(o.applied for o in group), sum(o.lines for o in group), sum(o.held for o in group),
            losses.total(),
        ]  # fmt: skip
        rows.append(f"| {name} | " + " | ".join(f"{cell:,}" for cell in cells) + " |")
    for outcome in outcomes:
        if outcome.lost:
            rows.append(f"\n{outcome.name}: {dict(outcome.lost)}")
            rows += outcome.examples if verbose else outcome.examples[:1]
    return "\n".join(rows) + "\n"


def main() -> int:
    """Print the table; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness", description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="lists with this in their names")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    beside = shared()
    if not beside:
        print("../shared is not there: only this project's own lists are tried", file=sys.stderr)
    lists = [given for given in [*own(), *beside] if args.only in given.name]
    outcomes = run(args.entries, args.seed, lists, args.jobs)
    print(table(outcomes, args.verbose), end="")
    return 1 if any(outcome.lost for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
