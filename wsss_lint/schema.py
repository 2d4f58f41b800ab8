"""Records against JSON Schema: those of ``schemas/``, and the user's own."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
# In a wheel the schemas lie in the package, in a checkout beside it.
_FOLDERS = (os.path.join(_HERE, "_schemas"), os.path.join(os.path.dirname(_HERE), "schemas"))


def schema_path(name: str) -> str:
    """The file of a schema of ours: ``paper``, ``report``, …; `LookupError` when there is none."""
    for folder in _FOLDERS:
        path = os.path.join(folder, f"{name}.schema.json")
        if os.path.isfile(path):
            return path
    raise LookupError(f"no schema is called {name!r}")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """A schema of ours; shared, so not to be changed."""
    import json

    with open(schema_path(name), "rb") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def user_codes(_schemas: Any) -> list[str]:
    return []
