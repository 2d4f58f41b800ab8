"""The laws of the house: which way imports run, and what no module does.

What breaks a law today stands in `KNOWN`, and a test fails when an entry of it is no longer
needed: the list only gets shorter. What is allowed for good stands in `ALLOWED`, with the reason.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tools.layers import ROOT, arrows, circles, layer_of, modules, package_of, upward

LINES = 40  # of a function, docstring and all
BRANCHES = 12  # of a function, as ruff's C901 counts them

# begin: gone with the move
#: Where a module belongs that does not lie in its package yet.
HOMES: dict[str, str] = {
    "wsss_lint.baseline": "lint",
    "wsss_lint.change_base": "vcs",
    "wsss_lint.changes": "vcs",
    "wsss_lint.checking": "run",
    "wsss_lint.dates": "text",
    "wsss_lint.diagnostics": "lint",
    "wsss_lint.docs": "",
    "wsss_lint.edits": "lint",
    "wsss_lint.engine": "run",
    "wsss_lint.exporting": "export",
    "wsss_lint.fingerprint": "lint",
    "wsss_lint.formats": "entries",
    "wsss_lint.git": "vcs",
    "wsss_lint.online.command": "cli",
    "wsss_lint.outline": "run",
    "wsss_lint.parallel": "run",
    "wsss_lint.patch": "text",
    "wsss_lint.quickcheck": "schema",
    "wsss_lint.records": "entries",
    "wsss_lint.records.bibtex": "records",
    "wsss_lint.records.bibtex_faults": "records",
    "wsss_lint.records.cells": "tables",
    "wsss_lint.records.columns": "tables",
    "wsss_lint.records.letters": "text",
    "wsss_lint.records.memo": "records",
    "wsss_lint.records.model": "records",
    "wsss_lint.records.plain": "records",
    "wsss_lint.records.tables": "tables",
    "wsss_lint.records.toc": "records",
    "wsss_lint.repository": "vcs",
    "wsss_lint.rule": "lint",
    "wsss_lint.rules._plugins": "lint",
    "wsss_lint.rules.entries": "rules",
    "wsss_lint.schema": "schema",
    "wsss_lint.schema_words": "schema",
    "wsss_lint.scopes": "lint",
    "wsss_lint.source": "text",
    "wsss_lint.summary": "run",
    "wsss_lint.suppress": "lint",
    "wsss_lint.targets": "run",
    "wsss_lint.terminal": "reports",
    "wsss_lint.touched": "vcs",
    "wsss_lint.typos": "text",
    "wsss_lint.writing": "text",
}
# end: gone with the move

#: law -> what breaks it today
KNOWN: dict[str, set[str]] = {
    "arrows_upward": {
        "wsss_lint.cli.rule -> wsss_lint.docs",
        "wsss_lint.fix.fixer -> wsss_lint.engine",
        "wsss_lint.fix.trial -> wsss_lint.engine",
        "wsss_lint.records.columns -> wsss_lint.formats.format",
        "wsss_lint.records.form -> wsss_lint.diagnostics",
        "wsss_lint.records.front -> wsss_lint.diagnostics",
        "wsss_lint.records.model -> wsss_lint.diagnostics",
        "wsss_lint.records.model -> wsss_lint.formats.format",
        "wsss_lint.records.model -> wsss_lint.formats.template",
        "wsss_lint.records.model -> wsss_lint.suppress",
        "wsss_lint.records.regime -> wsss_lint.diagnostics",
        "wsss_lint.records.tables -> wsss_lint.formats.format",
        "wsss_lint.records.tables -> wsss_lint.formats.template",
        "wsss_lint.records.tables -> wsss_lint.records.fields",
        "wsss_lint.records.tables -> wsss_lint.records.units",
    },
    "branching_functions": {
        "wsss_lint.cli.check: _finish",
        "wsss_lint.formats.free: _starts",
        "wsss_lint.formats.free: free",
        "wsss_lint.formats.free: free_field",
        "wsss_lint.formats.moves: _pubs",
        "wsss_lint.formats.quick: compile_quick",
        "wsss_lint.formats.syntax: _nodes",
        "wsss_lint.records.fields: fill",
        "wsss_lint.records.induce: _piece",
        "wsss_lint.records.shown: message_of",
        "wsss_lint.records.slips: _kind",
        "wsss_lint.records.strict: doubtful",
    },
    "circles_of_modules": {
        "wsss_lint.formats.moves, wsss_lint.formats.template",
        "wsss_lint.records.bibtex, wsss_lint.records.model, wsss_lint.scopes, wsss_lint.suppress",
        "wsss_lint.records.infer, wsss_lint.records.regime, wsss_lint.records.strict",
        "wsss_lint.venues.pub, wsss_lint.venues.registry",
    },
    "keys_by_identity": {
        "wsss_lint.authoring.add",
        "wsss_lint.authoring.init",
        "wsss_lint.formats.free",
        "wsss_lint.records.fields",
        "wsss_lint.records.infer",
        "wsss_lint.records.reader",
        "wsss_lint.records.regime",
        "wsss_lint.records.tables",
        "wsss_lint.records.toc",
        "wsss_lint.records.usual",
        "wsss_lint.rules.entries._stops",
        "wsss_lint.rules.entries.label_missing",
        "wsss_lint.rules.venues.venue_missing",
        "wsss_lint.rules.venues.year_missing",
        "wsss_lint.rules.venues.year_section_mismatch",
    },
    "long_functions": {
        "wsss_lint.cli.check: configure",
        "wsss_lint.formats.free: free",
        "wsss_lint.formats.free: free_field",
        "wsss_lint.formats.moves: _pubs",
        "wsss_lint.formats.quick: compile_quick",
        "wsss_lint.formats.syntax: _nodes",
        "wsss_lint.records.fields: fill",
        "wsss_lint.records.gaps: trim",
        "wsss_lint.records.induce: _piece",
        "wsss_lint.records.naming: name_stretches",
        "wsss_lint.records.reader: read_blocks",
        "wsss_lint.records.shown: message_of",
    },
    "spelled_years": {
        "wsss_lint.authoring.place",
        "wsss_lint.formats.free",
        "wsss_lint.formats.matcher",
        "wsss_lint.formats.moves",
        "wsss_lint.formats.relax",
        "wsss_lint.records.induce",
        "wsss_lint.records.infer",
        "wsss_lint.records.naming",
        "wsss_lint.records.recover",
        "wsss_lint.records.regime",
        "wsss_lint.records.remarks",
        "wsss_lint.records.tables",
        "wsss_lint.records.torn",
        "wsss_lint.records.units",
        "wsss_lint.rules.entries.entry_unreadable",
        "wsss_lint.rules.venues._within",
        "wsss_lint.rules.venues.venue_missing",
    },
    "written_records": {
        "wsss_lint.engine: document.inference",
    },
}

#: law -> what may break it for good, and why
ALLOWED: dict[str, dict[str, str]] = {
    "spelled_years": {"wsss_lint.dates": "it is the module"},
    "long_functions": {
        "wsss_lint.online.guard: _connection_classes": "three classes that urllib3 must be given, made"
        " around one policy: apart from it each would need a door to it",
    },
    "keys_by_identity": {
        "wsss_lint.settings.schemas": "JSON objects are no keys; all of them live while it walks",
    },
}

TREES = modules()
ARROWS = arrows(TREES)


def functions() -> Iterator[tuple[str, str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Each function with its module and name."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield module, node.name, node


def arrows_upward() -> Iterator[str]:
    """A package imports only from packages below it; imports for types count too."""
    for arrow in upward(ARROWS, HOMES):
        yield f"{arrow.source} -> {arrow.target}"


def circles_of_modules() -> Iterator[str]:
    """No modules import each other in a circle, not even inside functions."""
    for group in circles((arrow.source, arrow.target) for arrow in ARROWS):
        yield ", ".join(group)


def mutable_modules() -> Iterator[str]:
    """A module keeps nothing between two calls: a run's state is an object that is passed on."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                yield from (f"{module}: {name}" for name in node.names)
        for node in tree.body:
            value = getattr(node, "value", None)
            if isinstance(node, ast.AnnAssign) and ast.unparse(value or node) in ("{}", "[]"):
                yield f"{module}: {ast.unparse(node.target)}"


def keys_by_identity() -> Iterator[str]:
    """Nothing is looked up by `id(x)`: such a number means another object once `x` is gone."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "id" and node.args:
                yield module


def long_functions() -> Iterator[str]:
    """A function fits on a screen."""
    for module, name, node in functions():
        if (node.end_lineno or 0) - node.lineno >= LINES:
            yield f"{module}: {name}"


def branching_functions() -> Iterator[str]:
    """A function has few branches."""
    ran = subprocess.run(
        [
            sys.executable, "-m", "ruff", "check", "--select", "C901", "--output-format", "json",
            "--config", f"lint.mccabe.max-complexity={BRANCHES}", "wsss_lint",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for found in json.loads(ran.stdout):
        parts = found["filename"][len(str(ROOT)) + 1 : -len(".py")].replace("\\", "/").split("/")
        module = ".".join(part for part in parts if part != "__init__")
        yield f"{module}: {found['message'].split('`')[1]}"


def written_records() -> Iterator[str]:
    """Records are written by who reads the list, and by nobody after that."""
    fields: set[str] = set()
    for node in TREES["wsss_lint.records.model"].body:
        for part in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "__slots__":
                fields |= set(ast.literal_eval(part.value))
    readers = {"records", "entries", "tables", "markdown"}
    for module, tree in TREES.items():
        if package_of(module, HOMES) in readers:
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.ctx, ast.Store)
                and node.attr in fields
                and ast.unparse(node.value) in ("document", "paper", "row", "table", "section")
            ):
                yield f"{module}: {ast.unparse(node)}"


def spelled_years() -> Iterator[str]:
    """What a year looks like is said in one module."""
    for module, tree in TREES.items():
        texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
        if any(isinstance(text, str) and r"(?:19|20)\d\d" in text for text in texts):
            yield module


LAWS: tuple[Callable[[], Iterator[str]], ...] = (
    arrows_upward, branching_functions, circles_of_modules, keys_by_identity, long_functions,
    mutable_modules, spelled_years, written_records,
)  # fmt: skip


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Callable[[], Iterator[str]]) -> None:
    name = law.__name__
    found = set(law())
    known, allowed = KNOWN.get(name, set()), set(ALLOWED.get(name, ()))
    new = sorted(found - known - allowed)
    assert not new, f"{law.__doc__} Against it: {new}"
    idle = sorted((known | allowed) - found)
    assert not idle, f"no longer needed in KNOWN or ALLOWED, {name}: {idle}"
    assert not known & allowed


def test_every_package_has_its_layer() -> None:
    for module in TREES:
        layer_of(package_of(module, HOMES))
    loose = sorted(m for m in TREES if m.count(".") == 1 and package_of(m, HOMES) == "")
    assert len(loose) <= 3, loose


# begin: gone with the move
def test_no_home_is_named_for_what_has_moved() -> None:
    assert [
        m for m in HOMES if m not in TREES and not any(t.startswith(m + ".") for t in TREES)
    ] == []


# end: gone with the move


def test_circles_are_found() -> None:
    assert circles([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]) == [["b", "c"]]
    assert circles([("a", "b"), ("b", "c"), ("a", "c")]) == []
