"""The built wheel, installed apart from the checkout, is what users, the hook and the action run."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None or importlib.util.find_spec("pip") is None,
    reason="building a wheel needs pip and hatchling, which `make test` installs",
)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without this process's PYTHONPATH, which could lead back to the checkout."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd, capture_output=True, text=True, timeout=300, check=False, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout by its own build backend and without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--wheel-dir", folder, ROOT, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that holds the wheel.

    Its dependencies come from this environment by a path line. Path lines found on such a path
    are not followed, so an editable install of the checkout cannot stand in for the wheel.
    """
    home = tmp_path_factory.mktemp("installed")
    done = run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    assert done.returncode == 0, done.stderr
    python = home / "venv" / "bin" / "python"
    done = run(
        python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home
    )
    assert done.returncode == 0, done.stderr
    (site,) = (home / "venv" / "lib").glob("python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    done = run(python, "-c", "import wsss_lint; print(wsss_lint.__file__)", cwd=home)
    assert done.stdout.startswith(str(site)), done.stdout + done.stderr
    return home / "venv" / "bin" / "wsss-lint"


def packaged(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_wheel_holds_the_package_and_the_schemas(wheel: Path) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "wsss_lint").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {f"wsss_lint/_schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")}
    assert any(name.startswith("wsss_lint/_schemas/") for name in wanted)
    assert packaged(wheel) == wanted


def test_installed_command_lints_from_elsewhere(command: Path, tmp_path: Path) -> None:
    example = ROOT / "examples" / "awesome-wsss.md"
    done = run(command, "--output-format", "json", example, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert {found["name"] for found in json.loads(done.stdout)["diagnostics"]} >= {
        "duplicate-paper", "emphasis-broken", "title-empty", "venue-missing", "venue-order",
    }  # fmt: skip


def test_installed_command_finds_its_schemas(command: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Papers\n\n- A Title *CVPR2024*\n")
    (tmp_path / "wsss-lint.toml").write_text("selct = []\n")
    done = run(command, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert "selct" in done.stderr
    assert "Traceback" not in done.stderr


def test_installed_command_says_which_version_it_is(
    command: Path, wheel: Path, tmp_path: Path
) -> None:
    done = run(command, "--version", cwd=tmp_path)
    assert done.returncode == 0
    assert wheel.name.split("-")[1] in done.stdout
