"""What people expect of a project: its address, version and pages agree with one another."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from tools import address
from wsss_lint import REPOSITORY, __version__

ROOT = Path(__file__).resolve().parent.parent


def copy(folder: Path) -> Path:
    for name in address.FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_one_address_everywhere() -> None:
    assert address.faults() == []
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    assert urls and all(url.startswith(REPOSITORY) for url in urls.values())


def test_a_release_needs_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy(tmp_path)
    assert address.main(["https://github.com/OWNER/wsss-lint"], root) == 1
    assert "placeholder" in capsys.readouterr().out
    assert address.main(["https://github.com/some-body/wsss-lint"], root) == 0
    assert address.main(["--check"], root) == 0
    assert "github.com/some-body/wsss-lint" in (root / "docs" / "ci.md").read_text("utf-8")
    page = root / "SECURITY.md"
    page.write_text(page.read_text("utf-8").replace("some-body", "other"), "utf-8")
    assert address.main(["--check"], root) == 1
    assert "SECURITY.md" in capsys.readouterr().out
    assert address.main([], root) == 2


def test_one_version_everywhere() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == __version__
    assert cited["repository-code"] == REPOSITORY
    assert f"\n## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
