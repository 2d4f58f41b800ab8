"""Where the repository of a file begins."""

from __future__ import annotations

import os


def repository_root(path: str) -> str | None:
    """The folder at or above `path`'s that holds ``.git``, links resolved; None without one."""
    folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120
    while True:
        if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
            return folder
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            return None
        folder = parent
