"""``wsss-lint rule``: the page of one rule."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from wsss_lint.rules import RuleError, UnknownRule, find, load
from wsss_lint.terminal import prepare_streams, say

if TYPE_CHECKING:
    from wsss_lint.rule import Rule

HELP = "Explain a rule: what it finds, why, how to fix it, its options, examples."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("rule", metavar="CODE-OR-NAME", help="DUP001, or duplicate-paper")
    parser.add_argument("--no-plugins", action="store_true", help="no rules of other packages")


def run(args: argparse.Namespace) -> int:
    """Print the page; return 0, or 2 when there is no such rule."""
    from wsss_lint.docs import page

    prepare_streams()
    try:
        known = load(not args.no_plugins)
        try:
            rule = find(args.rule, known)
        except UnknownRule:  # perhaps a code of the schemas that the settings here name
            rule = find(args.rule, known + _own_rules(args))
    except (UnknownRule, RuleError) as error:
        say(str(error))
        return 2
    sys.stdout.write(page(rule))
    return 0


def _own_rules(args: argparse.Namespace) -> tuple[type[Rule], ...]:
    """The rules of the user's schemas; none when the settings have a fault: a check says so."""
    from wsss_lint.settings import SettingsError, load

    try:
        return load("README.md", plugins=not args.no_plugins).own_rules
    except SettingsError:
        return ()
