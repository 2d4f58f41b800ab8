"""``wsss-lint rule``: the page of one rule."""

from __future__ import annotations

import argparse
import sys

from wsss_lint.rules import RuleError, UnknownRule, find, load
from wsss_lint.terminal import prepare_streams, say

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
        rule = find(args.rule, load(not args.no_plugins))
    except (UnknownRule, RuleError) as error:
        say(str(error))
        return 2
    sys.stdout.write(page(rule))
    return 0
