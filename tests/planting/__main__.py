"""``python -m tests.planting``: plant each class of defects many times and print the table."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tests.planting.lists import own_lists, shared_lists
from tests.planting.plant import PLANTERS, Planter
from tests.planting.report import markdown, row, table
from tests.planting.score import Bench, Tally

RECALL, EXTRA = 0.95, 0.01  # the aims, for each class on by default


def planters() -> None:
    """Import all planters; they register themselves."""
    for path in sorted((Path(__file__).parent / "planters").glob("[a-z]*.py")):
        import_module(f"tests.planting.planters.{path.stem}")


def below(tallies: list[Tally]) -> list[str]:
    """The classes on by default that miss the aims."""
    said = []
    for tally in tallies:
        if tally.default and tally.planted:
            if tally.found < RECALL * tally.planted:
                said.append(f"{tally.planter.name}: {tally.found} of {tally.planted} found")
            if tally.extra > EXTRA * tally.planted:
                said.append(f"{tally.planter.name}: {tally.extra} extra findings")
    return said


def run(bench: Bench, chosen: Sequence[Planter], times: int, seed: int, jobs: int) -> list[Tally]:
    """Plant each class, shared out among forked processes where there are several."""
    if jobs < 2:
        return [bench.run(planter, times, seed) for planter in chosen]
    global _work
    _work = bench, times, seed
    bench.prepare()  # the clean lists are linted once, not once a process
    gc.freeze()
    found: dict[str, Tally] = {}
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for tally in pool.imap_unordered(_run_one, [p.name for p in chosen]):
            found[tally.planter.name] = tally
            print(f"{len(found)} of {len(chosen)} {row(tally)}", file=sys.stderr, flush=True)
    return [found[planter.name] for planter in chosen]


_work: tuple[Bench, int, int]


def _run_one(name: str) -> Tally:
    bench, times, seed = _work
    return bench.run(PLANTERS[name], times, seed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.planting", description=__doc__)
    parser.add_argument("--times", type=int, default=300, help="plantings of each class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="classes whose names contain one of these, with commas"
    )
    parser.add_argument("--lists", choices=("own", "real", "all"), default="own")
    parser.add_argument("--together", type=int, default=0, help="lists with several defects each")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--show", type=int, default=0, help="failures to show of each class")
    parser.add_argument("--no-fix", action="store_true", help="do not try the fixes")
    parser.add_argument("--markdown", action="store_true", help="the table for a page")
    parser.add_argument("--check", action="store_true", help="fail when a class misses the aims")
    given = parser.parse_args()
    planters()
    lists = own_lists()
    if given.lists != "own":
        shared = shared_lists()
        lists += shared[:1] if given.lists == "real" else shared
    only = given.only.split(",")
    chosen = [p for name, p in PLANTERS.items() if any(part in name for part in only)]
    begin = time.perf_counter()
    bench = Bench(lists, fixing=not given.no_fix)
    if given.together:
        tallies = bench.together(chosen, given.together, given.seed)
    else:
        tallies = run(bench, chosen, given.times, given.seed, given.jobs)
    print("\n".join(markdown(tallies) if given.markdown else table(tallies)))
    for tally in tallies:
        for failure in tally.failures[: given.show]:
            print(f"\n{tally.planter.name}: {failure.what} in {failure.list_name}")
            print(f"  {failure.line}\n  {failure.detail}")
    missing = below(tallies)
    nowhere = [t.planter.name for t in tallies if not t.planted]
    print(f"\n{len(lists)} lists, {time.perf_counter() - begin:.0f} s", end="")
    print(f"; no place for: {', '.join(nowhere)}" if nowhere and not given.together else "")
    if missing:
        print("\nbelow the aims:\n  " + "\n  ".join(missing))
    return 1 if missing and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
