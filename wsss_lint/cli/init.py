"""``wsss-lint init``: a working set-up for a list, in one go."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wsss_lint.terminal import prepare_streams, printable, say

HELP = """Find out how a list is written, and write what checks it.

It reads the list, says which preset or which templates of its own read how much of it, and
writes wsss-lint.toml beside it, a pre-commit hook, a GitHub workflow and a section for
CONTRIBUTING.md. It asks before it touches a file that exists."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("path", nargs="?", metavar="PATH", help="the list (default: the README)")
    parser.add_argument("--yes", "-y", action="store_true", help="ask nothing, write all")
    parser.add_argument("--dry-run", action="store_true", help="show the files, write nothing")


class Plan(NamedTuple):
    """A file to write."""

    path: Path
    text: str  # the whole new text
    exists: bool


def run(args: argparse.Namespace) -> int:
    """Write the files; return 0, or 2 when the list cannot be read or has no form."""
    from wsss_lint.authoring.init import describe, form_of
    from wsss_lint.source import Source, SourceError
    from wsss_lint.targets import TargetError, readme_of

    prepare_streams()
    try:
        path = args.path or readme_of(".")
        if path and Path(path).is_dir():
            path = readme_of(path)
        if not path:
            say("there is no README here; name the list")
            return 2
        source = Source.read(path)
    except (SourceError, TargetError) as error:
        say(str(error))
        return 2
    form = form_of(source)
    if form is None or not form.read:
        say(
            f"{path}: no form was found that its entries share. Describe it in wsss-lint.toml: "
            "docs/formats.md says how, `wsss-lint formats` lists what there is to start from"
        )
        return 2
    print(printable("\n".join(describe(form, path))))
    for plan in _plans(form, Path(path)):
        if args.dry_run:
            print(printable(f"\n--- {plan.path}\n{plan.text}"), end="")
        elif _agreed(plan, args.yes):
            try:
                plan.path.parent.mkdir(parents=True, exist_ok=True)
                plan.path.write_text(plan.text, encoding="utf-8", newline="\n")
            except OSError as error:
                say(f"{plan.path}: cannot be written: {error.strerror or error}")
                return 2
            print(printable(f"wrote {plan.path}"))
        else:
            print(printable(f"left {plan.path} as it is"))
    return 0


def _plans(form: object, path: Path) -> Iterator[Plan]:
    """The files, with what is there kept."""
    from wsss_lint.authoring.init import (
        Form,
        contributing_text,
        hook_text,
        settings_text,
        workflow_text,
    )
    from wsss_lint.targets import repository_root

    assert isinstance(form, Form)
    root = Path(repository_root(str(path)) or path.resolve().parent)
    name = os.path.relpath(path.resolve(), root.resolve()).replace(os.sep, "/")
    root = Path(os.path.relpath(root))
    settings = path.parent / "wsss-lint.toml"
    yield Plan(settings, settings_text(form), settings.exists())
    hooks = root / ".pre-commit-config.yaml"
    if (merged := with_hook(_read(hooks), hook_text(name))) is not None:
        yield Plan(hooks, merged, hooks.exists())
    workflow = root / ".github" / "workflows" / "papers.yml"
    yield Plan(workflow, workflow_text(name), workflow.exists())
    contributing = root / "CONTRIBUTING.md"
    before = _read(contributing)
    if "## Adding a paper" not in before:
        text = contributing_text(form, name)
        whole = (
            before.rstrip("\n") + "\n\n" + text if before.strip() else "# Contributing\n\n" + text
        )
        yield Plan(contributing, whole, contributing.exists())


def with_hook(before: str, hook: str) -> str | None:
    """The pre-commit configuration with our hook; None when it is there or cannot be placed.

    Only the common shape is touched: a `repos:` list that ends the file. Anything else is told.
    """
    if "id: wsss-lint" in before:
        return None
    if not before.strip():
        return "repos:\n" + hook
    lines = before.rstrip("\n").split("\n")
    top = [line for line in lines if line[:1] not in ("", " ", "#", "-")]
    if top and top[-1].rstrip() == "repos:":
        indented = any(line.startswith("  - ") for line in lines)
        body = hook if indented else "\n".join(line[2:] for line in hook.split("\n"))
        return "\n".join(lines) + "\n" + body
    say(f"put this under `repos:` in .pre-commit-config.yaml:\n{hook}")
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _agreed(plan: Plan, yes: bool) -> bool:
    """Whether to write: new files are, existing ones after a question."""
    if not plan.exists or yes:
        return True
    if _read(plan.path) == plan.text:
        return False
    if not sys.stdin.isatty():
        say(f"{plan.path} exists; run again with --yes to replace it")
        return False
    answer = input(printable(f"{plan.path} exists. Write it anew? [y/N] "))
    return answer.strip().lower() in ("y", "yes")
