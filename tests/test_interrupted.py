"""Whatever happens during ``--fix``, the file holds its old bytes or its new ones."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from benchmarks.generate import generate
from wsss_lint import writing
from wsss_lint.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "wsss_lint", "--isolated", "--fix", "--quiet"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def start(file: Path, **more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, str(file)], env=ENVIRONMENT, cwd=file.parent,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more,  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.fixture(scope="module")
def old() -> bytes:
    """A list with many things to fix."""
    return generate(60_000, 3, defects=0.5).encode()


@pytest.fixture(scope="module")
def fixed(old: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """The list as it is after --fix, and how long that takes."""
    file = tmp_path_factory.mktemp("fixed") / "README.md"
    file.write_bytes(old)
    begin = time.perf_counter()
    child = start(file)
    child.communicate(timeout=120)
    assert child.returncode in (0, 1)
    assert file.read_bytes() != old
    return file.read_bytes(), time.perf_counter() - begin


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_killed_at_any_moment(old: bytes, fixed: tuple[bytes, float], tmp_path: Path) -> None:
    new, seconds = fixed
    random = Random(5)
    file = tmp_path / "README.md"
    seen = set()
    for turn in range(24):
        file.write_bytes(old)
        child = start(file)
        # most kills fall into the last part, where the file is written
        time.sleep(seconds * (random.random() if turn % 3 == 0 else random.uniform(0.75, 1.05)))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        data = file.read_bytes()
        assert data in (old, new)
        seen.add(data)
    assert old in seen


def killed_in(step: str, file: Path) -> None:
    """Run --fix in a child that kills itself at one step of the writing."""
    code = (
        "import os, signal, sys\n"
        f"real = os.{step}\n"
        f"def die(*a, **k):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"os.{step} = die\n"
        "from wsss_lint.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, *COMMAND[3:], str(file)],
        env=ENVIRONMENT, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_killed_in_the_middle_of_writing(step: str, old: bytes, tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(old)
    killed_in(step, file)
    assert file.read_bytes() == old


def test_full_disk(old: bytes, tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(old)

    def small() -> None:  # no file may grow beyond this, as on a disk that is full
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    child = start(file, preexec_fn=small)
    _, errors = child.communicate(timeout=120)
    assert child.returncode == 2
    assert "README.md" in errors.decode()
    assert "the file is as it was" in errors.decode()
    assert b"Traceback" not in errors
    assert file.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.mark.parametrize("error", [28, 5, 122], ids=["no space", "bad sector", "quota"])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_disk_fails_at_any_step(
    step: str, error: int, old: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "README.md"
    file.write_bytes(old)

    def fail(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(writing.os, step, fail)
    assert main(["--isolated", "--fix", str(file)]) == 2
    assert os.strerror(error).lower() in capsys.readouterr().err
    assert file.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_read_only_file(old: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(old)
    file.chmod(0o444)
    assert main(["--isolated", "--fix", str(file)]) == 2
    assert "read-only" in capsys.readouterr().err
    assert file.read_bytes() == old
    assert stat.S_IMODE(file.stat().st_mode) == 0o444


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_read_only_folder(old: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(old)
    tmp_path.chmod(0o555)
    try:
        assert main(["--isolated", "--fix", str(file)]) == 2
        assert "README.md" in capsys.readouterr().err
        assert file.read_bytes() == old
    finally:
        tmp_path.chmod(0o755)


def test_file_changed_while_it_is_fixed(
    old: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(old)
    real = writing.replace_file

    def late(*given: object) -> bool:
        file.write_bytes(old + b"\n- somebody was quicker\n")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "replace_file", late)
    assert main(["--isolated", "--fix", str(file)]) == 2
    assert "changed on disk" in capsys.readouterr().err
    assert file.read_bytes() == old + b"\n- somebody was quicker\n"


def test_file_gone_while_it_is_fixed(
    old: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(old)
    real = writing.replace_file

    def late(*given: object) -> bool:
        file.unlink()
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "replace_file", late)
    assert main(["--isolated", "--fix", str(file)]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert not file.exists()


def test_two_runs_at_once(old: bytes, fixed: tuple[bytes, float], tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    for _ in range(4):
        file.write_bytes(old)
        children = [start(file), start(file), start(file)]
        told = [child.communicate(timeout=120)[1].decode() for child in children]
        assert file.read_bytes() == fixed[0]
        assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
        for child, errors in zip(children, told, strict=True):
            assert child.returncode in (0, 1) or "changed on disk" in errors


def test_symbolic_link_is_followed(old: bytes, fixed: tuple[bytes, float], tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(old)
    link = tmp_path / "README.md"
    link.symlink_to("real.md")
    assert main(["--isolated", "--fix", "--quiet", str(link)]) in (0, 1)
    assert link.is_symlink()
    assert (tmp_path / "real.md").read_bytes() == fixed[0]


def test_nothing_to_fix_touches_nothing(fixed: tuple[bytes, float], tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(fixed[0])
    before = file.stat()
    assert main(["--isolated", "--fix", "--quiet", str(file)]) in (0, 1)
    after = file.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
