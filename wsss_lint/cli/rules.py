"""``wsss-lint rules``: all rules in a table, or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from wsss_lint.rule import Rule
from wsss_lint.rules import RuleError, load
from wsss_lint.terminal import prepare_streams, say

HELP = "List all rules: code, name, severity, fix, and what each finds."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    parser.add_argument("--no-plugins", action="store_true", help="no rules of other packages")


def run(args: argparse.Namespace) -> int:
    """Print; return 0, or 2 when a rule is not complete."""
    prepare_streams()
    try:
        rules = load(not args.no_plugins)
    except RuleError as error:
        say(str(error))
        return 2
    if args.output_format == "json":
        records = [rule_record(rule) for rule in rules]
        sys.stdout.write(json.dumps({"version": 1, "rules": records}, indent=2) + "\n")
        return 0
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        sys.stdout.write(
            f"{rule.code}  {rule.name:{width}}  {_note(rule):24}  {first_line(rule)}\n"
        )
    return 0


def rule_record(rule: type[Rule]) -> dict[str, Any]:
    """What a program may want to know about a rule."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "default": rule.default and rule.severity.label != "info",
        "fix": rule.fix.label if rule.fix else None,
        "since": rule.since,
        "summary": first_line(rule),
        "options": [
            {"name": option.name, "default": option.default, "help": option.help}
            for option in rule.options
        ],
    }


def first_line(rule: type[Rule]) -> str:
    """The first paragraph's first line of a rule's page: what is wrong."""
    return (rule.__doc__ or "").strip().partition("\n")[0]


def _note(rule: type[Rule]) -> str:
    parts = [rule.severity.label]
    if rule.fix is not None and rule.fix.label != "display":
        parts.append(f"{rule.fix.label} fix")
    if not rule.default:
        parts.append("off")
    return ", ".join(parts)
