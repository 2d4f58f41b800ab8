"""Find the configuration of a list: the nearest one upwards, up to the repository root."""

from __future__ import annotations

import os

from wsss_lint.settings.errors import SettingsError

OWN_NAMES = ("wsss-lint.toml", ".wsss-lint.toml")
SHARED_NAME = "pyproject.toml"
SIZE_LIMIT = 1_000_000  # bytes; a configuration is a page or two


def find_config(list_path: str) -> str | None:
    """The path of the nearest configuration for a list, None when there is none.

    Raises `SettingsError` when one folder has two, when one cannot be read, or when one is a
    link that leads out of the repository.
    """
    folder = os.path.dirname(os.path.abspath(list_path))
    while True:
        try:
            names = {entry.name for entry in os.scandir(folder) if entry.name in _WANTED}
        except OSError:  # a folder that does not exist or may not be read: look above it
            names = set()
        found = _choose(folder, names)
        if found is not None:
            _refuse_escape(found)
            return found
        parent = os.path.dirname(folder)
        if ".git" in names or parent == folder:
            return None
        folder = parent


_WANTED = {*OWN_NAMES, SHARED_NAME, ".git"}


def _choose(folder: str, names: set[str]) -> str | None:
    own = [name for name in OWN_NAMES if name in names]
    if len(own) > 1:
        raise SettingsError(
            f"{show(os.path.join(folder, own[0]))}: there is a {own[1]} beside it; keep one of them"
        )
    if own:
        return os.path.join(folder, own[0])
    if SHARED_NAME in names:
        path = os.path.join(folder, SHARED_NAME)
        # pyproject.toml is mostly about other things: read as TOML only when it speaks of us.
        if os.path.isfile(path) and b"wsss-lint" in read_bytes(path, cut=True):
            from wsss_lint.settings.read import has_table

            if has_table(path):
                return path
    return None


def read_bytes(path: str, cut: bool = False) -> bytes:
    """The bytes of a configuration file; `SettingsError` when they cannot be had.

    What is too long to be one is refused, or with `cut` read up to there.
    """
    name = show(path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            kind = "a directory" if os.path.isdir(path) else "not a regular file"
            raise SettingsError(f"{name}: is {kind}; a configuration is a TOML file")
        with open(path, "rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise SettingsError(f"{name}: no such file") from None
    except PermissionError:
        raise SettingsError(f"{name}: permission denied; make it readable first") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{name}: cannot be read: {type(error).__name__}") from None
    if len(data) > SIZE_LIMIT and not cut:
        raise SettingsError(
            f"{name}: is larger than {SIZE_LIMIT:,} bytes; this is no configuration"
        )
    return data


def repository_root(path: str) -> str | None:
    """The folder at or above `path`'s that holds ``.git``, links resolved; None without one."""
    folder = os.path.dirname(os.path.realpath(path))
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def is_inside(path: str, folder: str) -> bool:
    """Whether `path`, links resolved, is `folder` (resolved already) or lies in it."""
    real = os.path.realpath(path)
    return real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)


def show(path: str) -> str:
    """A path as people see it: relative to the current folder when it lies in it."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return path if relative.startswith("..") else relative


def _refuse_escape(path: str) -> None:
    """A checkout's configuration may not be a link to a file outside it (`--config` may)."""
    if not os.path.islink(path):
        return
    beside = os.path.join(os.path.dirname(path), ".git")  # `path` itself lies elsewhere
    root = repository_root(beside)
    if root is not None and not is_inside(path, root):
        raise SettingsError(
            f"{show(path)}: is a link that leads out of the repository; name the file with "
            "--config if it is meant"
        )
