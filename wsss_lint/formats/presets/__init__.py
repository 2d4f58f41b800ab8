"""Presets: the families of forms that lists are written in, one TOML file each."""

from __future__ import annotations

import os
from typing import Any

from wsss_lint.formats.format import Format, FormatError

FOLDER = os.path.dirname(__file__)  # noqa: PTH120 - pathlib is slow to import


def names() -> list[str]:
    """The names of all presets."""
    return sorted(name[:-5] for name in os.listdir(FOLDER) if name.endswith(".toml"))  # noqa: PTH208


def text(name: str) -> str:
    """The TOML of a preset; raises `FormatError` when there is none of that name."""
    if name not in names():
        raise FormatError(f"no preset `{name}`; there are {', '.join(names())}")
    with open(f"{FOLDER}/{name}.toml", encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def raw(name: str) -> dict[str, Any]:
    """The table of a preset; raises `FormatError` when there is none of that name.

    The text is looked up among those that were read beforehand (`_parsed`), for tomllib takes
    longer to import than a list to read; a preset that has been changed since is read anew.
    """
    from wsss_lint.formats.presets._parsed import PARSED

    given, known = text(name), PARSED.get(name)
    return known[1] if known is not None and known[0] == given else _parse(given)


def _parse(toml: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(toml)


def parsed_source() -> str:
    """What `_parsed.py` has to be: written by ``python -m wsss_lint.formats.presets``."""
    from pprint import pformat

    read = {}
    for name in names():
        read[name] = (text(name), _parse(text(name)))
    return (
        '"""The presets as tomllib reads them: generated, see `parsed_source`."""\n\n'
        "# fmt: off\n# ruff: noqa\nfrom typing import Any\n\n"
        f"PARSED: dict[str, tuple[str, dict[str, Any]]] = {pformat(read, width=100)}\n"
    )


def load(name: str) -> Format:
    """A preset, compiled."""
    return Format.from_raw(name, raw(name))
