"""Several processes: the same output as one, no process left behind, none needed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.growth import alarm
from wsss_lint import parallel
from wsss_lint.checking import Run, Wishes
from wsss_lint.diagnostics import Applicability
from wsss_lint.parallel import WorkerError, shares, spread
from wsss_lint.targets import Target

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

LIST = """# List {0}

## 2021

- **A{0}:** "Seeds and Pixels for Segmentation" *CVPR2021*
- **B{0}:** "Boxes from Captions and Words" *ICCV2021*
- **C{0}:** "Points from  Clicks and Strokes" *2021AAAI*
- **D{0}:** "Points by Clicks" *AAAI2021*
- **D{0}:** "Points by Clicks" *AAAI2021*
"""


def test_shares_are_much_alike_and_hold_everything() -> None:
    assert shares([5, 1, 1, 1, 1, 1], 2) == [[0], [1, 2, 3, 4, 5]]
    assert shares([1, 2, 3], 8) == [[2], [1], [0]]
    assert shares([0, 0], 2) == [[0, 1]]
    many = shares(list(range(50)), 3)
    assert sorted(index for share in many for index in share) == list(range(50))
    assert [sum(share) for share in many] == [409, 408, 408]


def test_results_come_from_several_processes() -> None:
    found = spread(lambda index: (index, os.getpid()), [[0, 3], [1], [2]])
    assert sorted(found) == [0, 1, 2, 3]
    assert all(index == number for index, (number, _) in found.items())
    assert found[0][1] == found[3][1] == os.getpid()
    assert len({process for _, process in found.values()}) == 3


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc here")
def test_a_process_that_dies_is_told_and_none_is_left() -> None:
    def die(index: int) -> int:
        if index == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return index

    with pytest.raises(WorkerError):
        spread(die, [[0], [1], [2]])
    assert children() == []

    def interrupt(index: int) -> int:
        if index == 0:
            raise KeyboardInterrupt
        time.sleep(60)
        return index

    with alarm(30), pytest.raises(KeyboardInterrupt):  # it does not wait for the other one
        spread(interrupt, [[0], [1]])
    assert children() == []


def test_what_a_process_raises_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerError):
        spread(lambda index: 1 // (1 - index), [[0], [1]])
    assert "ZeroDivisionError" in capfd.readouterr().err


def outcome(folder: Path, monkeypatch: pytest.MonkeyPatch, processes: int, **wishes: object):
    monkeypatch.chdir(folder)
    monkeypatch.setattr(parallel, "processors", lambda: processes)
    monkeypatch.setattr(parallel, "PAYS", 1)
    said: list[str] = []
    run = Run(Wishes(plugins=False, **wishes), said.append)  # type: ignore[arg-type]
    run.check([Target(name, False) for name in sorted(path.name for path in folder.iterdir())])
    told = [
        (c.target, c.source.text, c.outline, [repr(d) for d in c.shown], c.suppressed, c.fixed)
        for c in run.checked
    ]
    return told, said, run.left_out, run.failed


@pytest.mark.parametrize("fix", [None, Applicability.SAFE])
def test_the_outcome_is_that_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fix: Applicability | None
) -> None:
    found = []
    for processes in (1, 3):
        folder = tmp_path / str(processes)
        folder.mkdir()
        for number in range(9):
            (folder / f"{number}.md").write_text(LIST.format(number), "utf-8")
        (folder / "bad.md").write_bytes(b"\xff")
        (folder / "none.md").write_text("# No list\n", "utf-8")
        found.append(outcome(folder, monkeypatch, processes, fix=fix))
        texts = {path.name: path.read_bytes() for path in folder.iterdir()}
        found[-1] = (*found[-1], texts)
    one, several = found
    assert one == several
    told, said, left_out, failed, texts = several
    assert len(told) == 9 and left_out == ["none.md"] and failed
    assert len(said) == 1 and said[0].startswith("bad.md: line 1 is not UTF-8")
    assert (b"*AAAI2021*" in texts["3.md"].splitlines()[6]) == (fix is not None)


def test_the_command_with_many_files(tmp_path: Path) -> None:
    """Above the size where it pays; in a process of its own, as it ends in a special way."""
    (tmp_path / ".git").mkdir()
    entries = "".join(f'- **M{n}:** "Title number {n} of many" *CVPR2021*\n' for n in range(2500))
    for number in range(3):
        text = LIST.format(number) + entries.replace("many", f"list {number}")
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", ".", "--select", "DUP001", "--output-format", "json"],
        cwd=tmp_path, capture_output=True, env=environ, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    report = json.loads(done.stdout)
    assert [file["path"] for file in report["files"]] == ["0.md", "1.md", "2.md"]
    assert [file["papers"] for file in report["files"]] == [2505] * 3
    assert [(d["path"], d["line"]) for d in report["diagnostics"]] == [
        (f"{number}.md", 9) for number in range(3)
    ]
