"""Rules of installed packages: entry points of the group ``wsss_lint.rules``.

``importlib.metadata`` costs more than the rest of the start together, so the few lines of
``entry_points.txt`` that matter are read here. Only the interpreter's own site directories are
looked at: a pull request can put a ``*.dist-info`` folder into the checkout, and the checkout
is on ``sys.path`` under ``python -m``.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from wsss_lint.rule import Rule
from wsss_lint.rules import RuleError, check

GROUP = "wsss_lint.rules"


def plugin_rules() -> list[type[Rule]]:
    """The rules that installed packages add; raise `RuleError` when one cannot be loaded."""
    points: dict[str, str] = {}
    for folder in site_folders():
        for name, value in entry_points(folder):
            points.setdefault(name, value)
    if not points:
        return []
    before = sys.path[:]
    here = {"", ".", os.getcwd()}  # noqa: PTH109 - pathlib is slow to import
    sys.path[:] = [path for path in before if path not in here]
    try:
        return [rule for name, value in sorted(points.items()) for rule in _rules(name, value)]
    finally:
        sys.path[:] = before


def site_folders() -> list[str]:
    """The folders of `sys.path` that installers write to."""
    return [
        path
        for path in sys.path
        if os.path.basename(path) in ("site-packages", "dist-packages")  # noqa: PTH119
    ]


def entry_points(folder: str) -> list[tuple[str, str]]:
    """Name and value of each entry point of our group in one site folder."""
    found: list[tuple[str, str]] = []
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return found
    for name in names:
        if not name.endswith(".dist-info"):
            continue
        try:
            with open(f"{folder}/{name}/entry_points.txt", "rb") as file:  # noqa: PTH123
                data = file.read()
        except OSError:
            continue
        if GROUP.encode() in data:
            found += _parse(data.decode("utf-8", "replace"))
    return found


def _parse(text: str) -> list[tuple[str, str]]:
    inside = False
    found = []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            inside = line[1:-1].strip() == GROUP
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            found.append((name.strip(), value.strip()))
    return found


def _rules(name: str, value: str) -> list[type[Rule]]:
    """What an entry point stands for: one rule class, or a list of them."""
    module, _, attribute = value.partition(":")
    try:
        target: object = import_module(module.strip())
        for part in filter(None, attribute.split("[")[0].strip().split(".")):
            target = getattr(target, part)
    except Exception as error:
        raise RuleError(
            f"the installed plug-in `{name}` ({value}) cannot be loaded: {error!r}; "
            "update or remove it, or run with --no-plugins"
        ) from error
    rules = []
    for rule in target if isinstance(target, list | tuple) else [target]:
        if not (isinstance(rule, type) and issubclass(rule, Rule)):
            raise RuleError(f"the installed plug-in `{name}` ({value}) is not a Rule subclass")
        rules.append(check(rule))
    return rules
