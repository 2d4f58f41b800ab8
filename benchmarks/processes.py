"""Whole processes, timed side by side, with their peak memory."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

PEERS = Path(__file__).parent / ".peers"
IMPORTS = "import mistune, argparse, json"
BLOCKS = (
    "import sys, mistune\n"
    "text = open(sys.argv[1], encoding='utf-8').read()\n"
    "markdown = mistune.create_markdown(renderer=None, plugins=['table'])\n"
    "state = markdown.block.state_cls()\n"
    "state.process(text)\n"
    "markdown.block.parse(state)\n"
)


class Program(NamedTuple):
    """Something that can be run on a file; `command` gets the file's name appended."""

    name: str
    command: tuple[str, ...]
    takes_file: bool = True
    findings: int = 1  # the status that says that it ran and found something


class Run(NamedTuple):
    """One process: wall clock seconds and peak resident bytes; `status` None: out of time."""

    seconds: float
    peak: int
    status: int | None


class Timing(NamedTuple):
    """What several runs of one program came to."""

    program: Program
    runs: list[Run]

    @property
    def finished(self) -> bool:
        return all(run.status is not None for run in self.runs)

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def peak(self) -> int:
        return max(run.peak for run in self.runs)


def ours() -> Program:
    """The installed command beside this interpreter, or else the module of this checkout.

    With ``--exit-zero``, for Python ends with 1 too when it cannot import a module.
    """
    given = ("--isolated", "--exit-zero")
    script = Path(sys.executable).parent / "wsss-lint"
    if script.exists():
        return Program("wsss-lint", (str(script), *given), findings=0)
    return Program("wsss-lint", (sys.executable, "-m", "wsss_lint", *given), findings=0)


def yardsticks() -> list[Program]:
    """What Python and mistune need at the least."""
    return [
        Program("python -c pass", (sys.executable, "-c", "pass"), takes_file=False),
        Program(f'python -c "{IMPORTS}"', (sys.executable, "-c", IMPORTS), takes_file=False),
        Program("mistune, blocks only", (sys.executable, "-c", BLOCKS)),
    ]


def peers() -> list[Program]:
    """The other linters, as far as install-peers has installed them."""
    node, python = PEERS / "node/node_modules/.bin", PEERS / "venv/bin"
    known = [
        Program("rumdl", (str(python / "rumdl"), "check", "--no-cache", "--no-config")),
        Program("markdownlint-cli2", (str(node / "markdownlint-cli2"),)),
        Program("awesome-lint", (str(node / "awesome-lint"),)),
        Program("mdformat", (str(python / "mdformat"), "--check")),
        Program("pymarkdownlnt", (str(python / "pymarkdownlnt"), "scan")),
    ]
    return [program for program in known if shutil.which(program.command[0])]


def run(program: Program, file: Path, limit: float) -> Run:
    """Run once; output goes nowhere, and nothing is written beside the file."""
    command = [*program.command, *([file.name] if program.takes_file else [])]
    root = str(Path(__file__).resolve().parent.parent)
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONHASHSEED": "0", "PYTHONPATH": root}
    # installed programs come with their bytecode; the round that does not count writes ours
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=file.parent, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    overdue = threading.Event()

    def stop() -> None:
        overdue.set()
        child.kill()

    timer = threading.Timer(limit, stop)
    timer.start()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    scale = 1 if sys.platform == "darwin" else 1024
    code = None if overdue.is_set() else child.returncode
    return Run(seconds, usage.ru_maxrss * scale, code)


def alternate(programs: list[Program], file: Path, rounds: int, limit: float) -> list[Timing]:
    """Run all programs in turn, `rounds` times, after one round that does not count.

    A program that runs out of time is not asked again; one that cannot do its job stops
    everything, for its time would mean nothing.
    """
    timings = [Timing(program, []) for program in programs]
    for counts in [False] + [True] * rounds:
        for timing in timings:
            if timing.runs and not timing.finished:
                continue
            done = run(timing.program, file, limit)
            if done.status not in (None, 0, timing.program.findings):
                raise SystemExit(f"{timing.program.name}: ended with status {done.status}")
            if counts or done.status is None:
                timing.runs.append(done)
    return timings


def machine() -> str:
    """A line that says where the figures come from."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() + ", " if names else ""
    memory = os.sysconf("SC_PHYS_PAGES") * resource.getpagesize() / 2**30
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"{model}{os.cpu_count()} cores, {memory:.0f} GiB, CPython {python}"
