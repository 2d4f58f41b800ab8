"""``wsss-lint links``."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from wsss_lint.cli import check as offline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wsss_lint.changes import Touched
    from wsss_lint.diagnostics import Diagnostic
    from wsss_lint.online.links import LinkChecker, LinkState
    from wsss_lint.online.places import Place
    from wsss_lint.records.model import ListDocument
    from wsss_lint.rule import Rule
    from wsss_lint.settings import Settings

HELP = """Find links that lead nowhere.

Needs the network: every host that the list links to is asked. A link is dead only when its
server answers 404 or 410 twice; servers that refuse, are slow or are down count as unverified,
which is no finding. On pull requests use --only-changed: somebody else's broken link is not the
contributor's."""

RULES = frozenset({"link-dead", "link-moved"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options: those of `check`, and the network's."""
    from wsss_lint.online.options import add_options

    offline.configure(parser)
    add_options(parser, sources=False)
    add = parser.add_argument
    add("--allow-host", action="append", default=[], metavar="HOST", help="may be a private host")
    add("--allow-private", action="store_true", help="ask hosts at private addresses too")
    add(
        "--fail-on",
        choices=("dead", "unverified"),
        default="dead",
        help="exit 1 also when a link could not be verified",
    )


def run(args: argparse.Namespace) -> int:
    """Ask, report; return the exit code."""
    from wsss_lint.online.command import run_online
    from wsss_lint.online.guard import Policy
    from wsss_lint.online.links import LinkChecker
    from wsss_lint.online.options import options_of, quiet

    hosts = frozenset(host.strip().rstrip(".").lower() for host in args.allow_host)
    policy = Policy(args.allow_private, hosts)
    checker = LinkChecker(options_of(args), policy, quiet=quiet(args))
    session = _Session(checker)
    try:
        code = run_online(args, RULES, session.prepare, session.diagnose, session.notices)
    finally:
        checker.close()
    if checker.interrupted:
        return 130
    if code == 0 and args.fail_on == "unverified" and session.unverified and not args.exit_zero:
        return 1
    return code


class _Session:
    """The links that this run asked for."""

    def __init__(self, checker: LinkChecker) -> None:
        self._checker = checker
        self._asked: list[tuple[str, int, str]] = []

    @property
    def unverified(self) -> list[tuple[str, int, str, LinkState]]:
        states = ((*place, self._checker.state(place[2])) for place in self._asked)
        return [found for found in states if found[3].state == "unverified"]

    def prepare(self, document: ListDocument, touched: Touched | None, settings: Settings) -> None:
        """Ask for the links of one list; with `touched` only for those in touched lines."""
        from wsss_lint.online.places import places

        source = document.source
        for place in places(document):
            line = source.line_of(place.span.start)
            if touched is None or touched.any(line, source.line_of(place.span.end)):
                self._asked.append((source.path, line, place.url))
        if not self._checker.interrupted:
            self._checker.check(url for _, _, url in self._asked)

    def diagnose(self, document: ListDocument, rules: Mapping[str, Rule]) -> list[Diagnostic]:
        """The dead and the moved links as findings."""
        from wsss_lint.online.places import places

        found = (
            _finding(place, self._checker.state(place.url), rules) for place in places(document)
        )
        return [finding for finding in found if finding is not None]

    def notices(self, verbose: bool) -> list[str]:
        """The counts, and with `verbose` each link that nothing could be said of."""
        found = list(self._checker.notices)
        urls = {url for _, _, url in self._asked}
        if not urls:
            return found
        kinds = Counter(self._checker.state(url).state for url in urls)
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        found.append(f"{len(urls)} links: {told}; {self._checker.limits.requests} requests")
        if self._checker.interrupted:
            found.append("interrupted: this is what was learned so far; run again to go on")
        if verbose:
            for path, line, url, state in self.unverified:
                found.append(f"{path}:{line}: unverified: {url}: {state.reason}")
        return found


def _finding(place: Place, state: LinkState, rules: Mapping[str, Rule]) -> Diagnostic | None:
    from wsss_lint.diagnostics import Applicability, Edit, Fix

    if state.state == "dead" and "link-dead" in rules:
        runs = f", in {state.runs} runs" if state.runs > 1 else ""
        return rules["link-dead"].found(
            place.span,
            f"the server of `{place.url}` says {state.reason}, twice{runs}",
            help="look for the page's new address, or link to an archived copy",
            key=f"link {place.url}",
        )
    if state.state == "moved" and "link-moved" in rules:
        _, mark, fragment = place.url.partition("#")
        target = state.target + (mark + fragment if "#" not in state.target else "")
        fix = None
        if place.editable:
            edit = Edit(place.span.start, place.span.end, target)
            fix = Fix(f"write `{target}`", (edit,), Applicability.UNSAFE)
        return rules["link-moved"].found(
            place.span,
            f"`{place.url}` has moved to `{target}` for good",
            fix=fix,
            help=f"open it; if it is the same page, write {target}",
            key=f"link {place.url}",
        )
    return None
