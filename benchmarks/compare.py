"""Time wsss-lint beside its peers, whole processes in turn, and hold it against the aims.

``python -m benchmarks.compare`` runs the real list (when there is one beside the checkout) and
generated lists of 1, 4 and 16 MB. Peers are installed by benchmarks/install-peers.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import IMPORTS, Timing, alternate, machine, ours, peers, yardsticks

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "awesome-wsss.md"


class Aim(NamedTuple):
    """Our time, at most `factor` times that of `rival`, on one file."""

    file: str
    rival: str
    factor: float


AIMS = (
    Aim("real list", f'python -c "{IMPORTS}"', 1.5),
    Aim("real list", "markdownlint-cli2", 1 / 3),
    Aim("real list", "awesome-lint", 1 / 5),
    Aim("4MB", "mistune, blocks only", 2.0),
    Aim("4MB", "markdownlint-cli2", 1 / 10),
    Aim("4MB", "rumdl", 1.25),  # "near"
)
BYTES_EACH_BYTE = 60  # the aim for memory, over a process that has read nothing


def show(name: str, size: int, timings: list[Timing]) -> Iterator[str]:
    """One file's table."""
    own = next(t for t in timings if t.program.name == "wsss-lint")
    rounds = len(own.runs)
    yield f"\n### {name}: {size:,} bytes, median of {rounds}\n"
    yield "| program | seconds | fastest | times wsss-lint | peak MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for timing in sorted(timings, key=lambda t: t.seconds):
        ratio, over = timing.seconds / own.seconds, "" if timing.finished else "> "
        least = min(run.seconds for run in timing.runs)
        yield (
            f"| {timing.program.name} | {over}{timing.seconds:.3f} | {over}{least:.3f} "
            f"| {over}{ratio:.2f} | {timing.peak / 1e6:.0f} |"
        )


def judge(name: str, size: int, timings: list[Timing]) -> Iterator[str]:
    """The aims for one file, each as a row of the last table."""
    by_name = {timing.program.name: timing for timing in timings}
    own = by_name["wsss-lint"]
    for aim in AIMS:
        rival = by_name.get(aim.rival)
        if aim.file == name and rival is not None:
            factor = own.seconds / rival.seconds
            over = "" if rival.finished else "< "
            verdict = "met" if factor <= aim.factor else "missed"
            yield (
                f"| {name}: time, of {aim.rival} | {aim.factor:.2f} | {over}{factor:.2f} "
                f"| {verdict} |"
            )
    if size >= 1_000_000:
        floor = by_name[f'python -c "{IMPORTS}"'].peak
        each = (own.peak - floor) / size
        verdict = "met" if each <= BYTES_EACH_BYTE else "missed"
        yield f"| {name}: memory, bytes a byte | {BYTES_EACH_BYTE} | {each:.1f} | {verdict} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["real", "1MB", "4MB", "16MB"])
    parser.add_argument("--rounds", type=int, help="runs of each program (default: by size)")
    parser.add_argument("--limit", type=float, default=120, help="seconds that one run may take")
    parser.add_argument("--only", help="programs to run beside wsss-lint, by a part of the name")
    given = parser.parse_args()
    print(machine())
    verdicts: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "README.md"
        for wanted in given.sizes:
            if wanted == "real" and not REAL.exists():
                print("\nthe real list is not here: left out")
                continue
            name = "real list" if wanted == "real" else wanted
            if wanted == "real":
                shutil.copy(REAL, file)
            else:  # in a process of its own: a child's peak begins with its parent's size
                maker = [sys.executable, "-m", "benchmarks.generate", wanted, "--out", str(file)]
                subprocess.run(maker, cwd=ROOT, check=True)
            size = file.stat().st_size
            others = [*yardsticks(), *peers()]
            if given.only:
                others = [p for p in others if given.only in p.name or IMPORTS in p.name]
            rounds = given.rounds or (21 if size < 100_000 else 5 if size < 8e6 else 3)
            timings = alternate([ours(), *others], file, rounds, given.limit)
            print("\n".join(show(name, size, timings)), flush=True)
            verdicts += judge(name, size, timings)
    print("\n### Aims\n\n| aim | at most | measured | |\n| --- | ---: | ---: | --- |")
    print("\n".join(verdicts))


if __name__ == "__main__":
    main()
