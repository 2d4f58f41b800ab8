"""What the command line says about the network. Settings files say nothing about it: they come
with a pull request, and nobody's pull request decides where this machine connects to."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from wsss_lint.online.client import Options
from wsss_lint.online.contract import CONTRACTS

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,24}")


def add_options(parser: argparse.ArgumentParser, *, sources: bool) -> None:
    """Add the options of all online commands; `sources`: those about bibliographic services."""
    group = parser.add_argument_group("network")
    add = group.add_argument
    add("--offline", action="store_true", help="use what is in the cache, ask nobody")
    add("--timeout", type=seconds, default=10.0, metavar="SECONDS", help="for one answer (10)")
    add("--budget", type=seconds, metavar="SECONDS", help="for the whole run")
    add("--max-requests", type=count, metavar="N", help="send at most this many requests")
    add("--jobs", type=count, default=4, metavar="N", help="hosts asked at the same time (4)")
    add("--cache-dir", metavar="PATH", help="where answers are kept ($WSSS_LINT_CACHE_DIR)")
    if not sources:
        return
    add("--mailto", type=mail, help="your address, for services that ask who is calling")
    add(
        "--api-base",
        action="append",
        default=[],
        type=base,
        metavar="NAME=URL",
        help=f"another place of a service: {', '.join(CONTRACTS)}",
    )


def options_of(args: argparse.Namespace) -> Options:
    """The options as the client takes them; keys come from the environment only."""
    keys = {
        contract.name: os.environ[contract.key_variable].strip()
        for contract in CONTRACTS.values()
        if contract.key_variable and os.environ.get(contract.key_variable, "").strip()
    }
    return Options(
        timeout=args.timeout,
        max_requests=args.max_requests,
        budget=args.budget,
        offline=args.offline,
        mailto=getattr(args, "mailto", None),
        jobs=args.jobs,
        bases=dict(getattr(args, "api_base", [])),
        cache=Path(args.cache_dir) if args.cache_dir else None,
        keys=keys,
    )


def quiet(args: argparse.Namespace) -> bool:
    """Whether to show no progress: asked for, or in a pre-commit hook."""
    return bool(args.quiet or os.environ.get("PRE_COMMIT"))


def seconds(text: str) -> float:
    """A number of seconds above zero."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above zero")
    return value


def count(text: str) -> int:
    """A whole number above zero."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 10**9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)


def mail(text: str) -> str:
    """A plain mail address: it becomes part of a header."""
    if not _MAIL.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a mail address")
    return text


def base(text: str) -> tuple[str, str]:
    """``NAME=URL`` with a known name and an http or https address."""
    name, mark, url = text.partition("=")
    if not mark or name not in CONTRACTS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not NAME=URL with a name of {', '.join(CONTRACTS)}"
        )
    try:
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname
    except ValueError:
        bad = True
    if bad:
        raise argparse.ArgumentTypeError(f"{url!r} is not an http or https address")
    return name, url
