"""Which lists a run is about: the paths that were named, and what lies in named folders."""

# ruff: noqa: PTH110, PTH112, PTH113, PTH118, PTH120, PTH208
# paths stay the strings that the user wrote
from __future__ import annotations

import os
from typing import NamedTuple

STDIN = "-"
ENDINGS = (".md", ".markdown")
SKIPPED = {"node_modules", "site-packages", "__pycache__", "venv"}


class TargetError(Exception):
    """A path that cannot be linted; the text says why and what to do."""


class Target(NamedTuple):
    """One list to lint."""

    path: str  # as it is shown; "-" for standard input
    named: bool  # by the user; else found in a folder


def find_targets(paths: list[str]) -> tuple[list[Target], list[str], list[TargetError]]:
    """The lists under `paths`, in order and once each, notices about the choice, and errors.

    Without paths it is the README of the current folder.
    """
    targets: list[Target] = []
    notices: list[str] = []
    errors: list[TargetError] = []
    try:
        if not paths:
            readme = readme_of(".")
            if readme is None:
                raise TargetError("there is no README.md in this folder; name the list to check")
            targets.append(Target(readme, True))
    except TargetError as error:
        errors.append(error)
    for path in paths:
        if path == STDIN:
            targets.append(Target(STDIN, True))
        elif not path:  # a shell variable that is not set
            errors.append(TargetError("one of the paths is empty"))
        elif os.path.isdir(path):
            unreadable: list[TargetError] = []
            found = lists_in(path, unreadable)
            errors += unreadable
            targets += [Target(file, False) for file in found]
            if found:
                names = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
                notices.append(f"{path}: checking {names}")
            elif not unreadable:
                errors.append(TargetError(f"{path}: there is no Markdown file in this folder"))
        else:
            targets.append(Target(path, True))
    return _once(targets), notices, errors


def readme_of(folder: str) -> str | None:
    """The README of a folder as a path to show, None when it has none."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TargetError(f"{folder}: {reason}") from None
    found = [
        name
        for ending in ENDINGS
        for name in names
        if name.lower() == f"readme{ending}" and os.path.isfile(os.path.join(folder, name))
    ]
    return os.path.normpath(os.path.join(folder, found[0])) if found else None


def lists_in(folder: str, errors: list[TargetError] | None = None) -> list[str]:
    """The Markdown files under a folder, its README first; hidden folders are left out.

    A folder that cannot be read is one of the `errors`.
    """

    def unreadable(error: OSError) -> None:
        if errors is not None:
            reason = (error.strerror or str(error)).lower()
            errors.append(TargetError(f"{error.filename}: {reason}"))

    found = []
    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in SKIPPED)
        here = [name for name in files if name.lower().endswith(ENDINGS)]
        here.sort(key=lambda name: (not name.lower().startswith("readme."), name))
        found += [os.path.normpath(os.path.join(root, name)) for name in here]
    return found


def _once(targets: list[Target]) -> list[Target]:
    seen: dict[str, Target] = {}
    for target in targets:
        key = target.path if target.path == STDIN else os.path.realpath(target.path)
        if key not in seen:
            seen[key] = target
        elif target.named:
            seen[key] = seen[key]._replace(named=True)
    return list(seen.values())


def combined(patterns: tuple[str, ...], root: str | None) -> list[str]:
    """The files that the setting `combine` makes one list of, as paths to show.

    Patterns are relative to the configuration's folder; what lies outside of it is left out.
    """
    if not patterns:
        return []
    from pathlib import Path

    folder = Path(root or ".")
    inside = folder.resolve()
    found: dict[str, None] = {}
    for pattern in patterns:
        if pattern.startswith(("/", "\\")) or ".." in Path(pattern).parts:
            continue
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and path.resolve().is_relative_to(inside):
                found.setdefault(shown(str(path)))
    return list(found)


def shown(path: str) -> str:
    """A path relative to the current folder where it lies in it."""
    try:
        inside = os.path.relpath(path)
    except ValueError:
        return path
    return path if inside.startswith("..") else inside


def repository_root(path: str) -> str | None:
    """The folder with ``.git`` above a path, links resolved; None outside of a repository."""
    folder = os.path.realpath(path)
    while True:
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
