"""Print the packages of wsss_lint from the ground up, and what each one imports.

    python tools/layers.py            packages by layer, with their arrows
    python tools/layers.py --files    the same for single modules

Imports inside functions and under ``TYPE_CHECKING`` count like any other: who reads a module
has to know what it names. `tests/test_architecture.py` holds the code against `LAYERS`.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "wsss_lint"

#: From the ground up. A package imports from those above its line in this table, never from its
#: own line's others and never from a line below.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("text",),
    ("markdown",),
    ("venues",),
    ("records",),
    ("tables",),
    ("entries",),
    ("schema",),
    ("lint",),
    ("rules", "vcs"),
    ("settings",),
    ("export", "fix", "reports"),
    ("run",),
    ("authoring",),
    ("online",),
    ("cli",),
    ("",),  # the loose modules at the top: how the program is started, the writer of its docs
)


class Arrow(NamedTuple):
    """One module names another."""

    source: str
    target: str
    line: int
    names: tuple[str, ...]


def modules(root: Path = ROOT) -> dict[str, ast.Module]:
    """Every module of the package with its syntax tree, generated ones left out."""
    found = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = list(path.relative_to(root).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        text = path.read_text(encoding="utf-8")
        if not text.startswith('"""Generated'):
            found[".".join(parts)] = ast.parse(text, str(path))
    return found


def arrows(trees: Mapping[str, ast.Module]) -> list[Arrow]:
    """All imports of one module of the package by another."""
    return sorted(arrow for name, tree in trees.items() for arrow in _arrows(name, tree, trees))


def _arrows(name: str, tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[Arrow]:
    for node in ast.walk(tree):
        targets: dict[str, list[str]] = {}
        if isinstance(node, ast.Import):
            for alias in node.names:
                targets.setdefault(alias.name, [])
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known:
                    targets.setdefault(inner, [])
                else:
                    targets.setdefault(node.module, []).append(alias.name)
        for target, names in targets.items():
            if target in known and target not in (name, PACKAGE):
                yield Arrow(name, target, node.lineno, tuple(names))  # type: ignore[attr-defined]


def package_of(module: str, homes: Mapping[str, str] | None = None) -> str:
    """``venues`` for ``wsss_lint.venues.years``; the empty text for a loose module at the top."""
    around = module
    while homes and around:
        if around in homes:
            return homes[around]
        around = around.rpartition(".")[0]
    parts = module.split(".")
    known = {name for layer in LAYERS for name in layer}
    return parts[1] if len(parts) > 2 or (len(parts) == 2 and parts[1] in known) else ""


def layer_of(package: str) -> int:
    """The place of a package, counted from the ground; `LookupError` when it has none."""
    for number, layer in enumerate(LAYERS):
        if package in layer:
            return number
    raise LookupError(f"tools/layers.py: no layer holds the package {package!r}")


def upward(found: Iterable[Arrow], homes: Mapping[str, str] | None = None) -> list[Arrow]:
    """The imports that do not run downward."""
    wrong = []
    for arrow in found:
        source, target = (package_of(name, homes) for name in arrow[:2])
        if source != target and layer_of(source) <= layer_of(target):
            wrong.append(arrow)
    return wrong


def circles(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups of nodes that reach each other, each sorted (Tarjan's algorithm)."""
    ways: dict[str, list[str]] = {}
    for source, target in pairs:
        ways.setdefault(source, []).append(target)
        ways.setdefault(target, [])
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for after in ways[node]:
            if after not in index:
                visit(after)
            if after in stack:
                low[node] = min(low[node], low[after])
        if low[node] == index[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(ways):
        if node not in index:
            visit(node)
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Print the drawing in words."""
    trees = modules()
    found = arrows(trees)
    if "--files" in arguments:
        for module in trees:
            named = sorted({arrow.target for arrow in found if arrow.source == module})
            print(f"{module}\n" + "".join(f"    {name}\n" for name in named), end="")
    lines: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for module, tree in trees.items():
        package = package_of(module)
        files[package] += 1
        lines[package] += max((getattr(node, "end_lineno", 0) for node in tree.body), default=0)
    pairs = {(package_of(a.source), package_of(a.target)) for a in found}
    pairs = {(source, target) for source, target in pairs if source != target}
    known = {name for layer in LAYERS for name in layer}
    layers = [*LAYERS, tuple(sorted(set(files) - known))]
    for number, layer in reversed(list(enumerate(layers, 1))):
        for package in sorted(set(layer) & set(files)):
            below = sorted(target or "(top)" for source, target in pairs if source == package)
            size = f"{files[package]} files, {lines[package]} lines"
            print(
                f"{number:2}  {package or '(top)':10} {size:24} -> {', '.join(below) or 'nothing'}"
            )
    print(f"{len(files)} packages, {len(pairs)} arrows between them, {len(found)} imports")
    for name, groups in (
        ("packages", circles(pairs)),
        ("modules", circles((a.source, a.target) for a in found)),
    ):
        print(f"circles of {name}: {len(groups)}")
        for group in groups:
            print(f"    {', '.join(one or '(top)' for one in group)}")
    wrong = upward(a for a in found if {package_of(a.source), package_of(a.target)} <= known)
    print(f"arrows upward: {len(wrong)}")
    for arrow in wrong:
        print(f"    {arrow.source}:{arrow.line} -> {arrow.target} {', '.join(arrow.names)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
