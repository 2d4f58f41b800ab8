"""Presets: the families of forms that lists are written in, one TOML file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wsss_lint.formats.format import Format, FormatError

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The names of all presets."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def raw(name: str) -> dict[str, Any]:
    """The table of a preset; raises `FormatError` when there is none of that name."""
    import tomllib

    path = FOLDER / f"{name}.toml"
    if not name.replace("-", "").replace("_", "").isalnum() or not path.is_file():
        raise FormatError(f"no preset `{name}`; there are {', '.join(names())}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load(name: str) -> Format:
    """A preset, compiled."""
    return Format.from_raw(name, raw(name))
