"""The presets that are read beforehand are the presets."""

from __future__ import annotations

from pathlib import Path

from wsss_lint.formats import presets


def test_parsed_presets_are_up_to_date() -> None:
    written = Path(presets.FOLDER, "_parsed.py").read_text(encoding="utf-8")
    assert written == presets.parsed_source(), "run python -m wsss_lint.formats.presets"


def test_default_run_does_not_read_toml() -> None:
    for name in presets.names():
        assert presets.raw(name) == presets._parse(Path(presets.FOLDER, f"{name}.toml").read_text())
