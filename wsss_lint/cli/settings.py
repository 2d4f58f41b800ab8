"""``wsss-lint settings``: the effective settings, and where each was written."""

from __future__ import annotations

import argparse
import sys

from wsss_lint.rules import RuleError, UnknownRule
from wsss_lint.settings import Loader, SettingsError
from wsss_lint.targets import TargetError, readme_of
from wsss_lint.terminal import prepare_streams, say

HELP = """Print the settings that hold for a list, and where each was written.

PATH is the list, or a folder with one; without PATH it is the README of the current folder.
The text is TOML: a settings file with the same effect, with the origins in comments."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("path", nargs="?", metavar="PATH", help="the list")
    parser.add_argument("--config", metavar="PATH", help="use this configuration file")
    parser.add_argument("--isolated", action="store_true", help="use no configuration file")
    parser.add_argument("--no-plugins", action="store_true", help="no rules of other packages")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Print; return 0, or 2 when the settings cannot be used."""
    from wsss_lint.rules import load, select
    from wsss_lint.settings.show import as_json, as_toml

    prepare_streams()
    if args.config and args.isolated:
        say("--config and --isolated do not go together")
        return 2
    try:
        loader = Loader(args.config, args.isolated, plugins=not args.no_plugins)
        settings = loader.load(_list_path(args.path))
        rules = load(settings.plugins) + settings.own_rules
        select(settings, rules)  # refuses what a run would refuse
    except (SettingsError, UnknownRule, RuleError, TargetError) as error:
        say(str(error))
        return 2
    render = as_json if args.output_format == "json" else as_toml
    sys.stdout.write(render(settings, rules))
    return 0


def _list_path(path: str | None) -> str:
    """The list whose settings are meant; it need not exist, as settings go by the folder."""
    import os

    if path is None:
        path = "."
    if not os.path.isdir(path):  # noqa: PTH112
        return path
    try:
        return readme_of(path) or os.path.join(path, "README.md")  # noqa: PTH118
    except TargetError:
        return os.path.join(path, "README.md")  # noqa: PTH118
