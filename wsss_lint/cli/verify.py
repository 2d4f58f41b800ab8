"""``wsss-lint verify``."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from wsss_lint.cli import check as offline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wsss_lint.changes import Touched
    from wsss_lint.diagnostics import Diagnostic
    from wsss_lint.online.client import Client
    from wsss_lint.online.verify import Outcome, Verifier
    from wsss_lint.records.model import ListDocument
    from wsss_lint.rule import Rule
    from wsss_lint.settings import Settings

HELP = """Compare the papers of a list with arXiv, DBLP and Crossref.

Needs the network; docs/online.md says what is sent where. Each paper is verified, unverified
(not found, or no source could be asked) or contradicted; only what is contradicted is a
finding. A service that is down ends in a notice, not in an error.

OpenAlex and Semantic Scholar are asked only with your own key, in OPENALEX_API_KEY and
SEMANTIC_SCHOLAR_API_KEY."""

RULES = frozenset(
    {
        "verify-identifier",
        "verify-missing-venue",
        "verify-published",
        "verify-title",
        "verify-venue",
        "verify-year",
    }
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options: those of `check`, and the network's."""
    from wsss_lint.online.options import add_options

    offline.configure(parser)
    add_options(parser, sources=True)
    parser.add_argument(
        "--fail-on",
        choices=("contradicted", "unverified"),
        default="contradicted",
        help="exit 1 also when a paper could not be verified",
    )


def run(args: argparse.Namespace) -> int:
    """Ask, judge, report; return the exit code."""
    from wsss_lint.online.client import Client
    from wsss_lint.online.command import run_online
    from wsss_lint.online.options import options_of, quiet

    client = Client(options_of(args))
    session = _Session(client, quiet(args))
    try:
        code = run_online(args, RULES, session.prepare, session.diagnose, session.notices)
    finally:
        client.close()
    if session.interrupted:
        return 130
    if code == 0 and args.fail_on == "unverified" and session.unverified and not args.exit_zero:
        return 1
    return code


class _Session:
    """What the run asked about, and what came of it."""

    def __init__(self, client: Client, quiet: bool) -> None:
        self._client = client
        self._quiet = quiet
        self._verifiers: list[Verifier] = []
        self._by_document: dict[str, Verifier] = {}
        self._outcomes: list[tuple[str, int, str, Outcome]] = []

    @property
    def interrupted(self) -> bool:
        return any(verifier.interrupted for verifier in self._verifiers)

    @property
    def unverified(self) -> int:
        return sum(outcome.verdict.kind == "unverified" for *_, outcome in self._outcomes)

    def prepare(self, document: ListDocument, touched: Touched | None, settings: Settings) -> None:
        """Ask about the papers of one list; with `touched` only about those in touched lines."""
        from wsss_lint.online.claims import claims_of
        from wsss_lint.online.run import touched_papers
        from wsss_lint.online.verify import Verifier

        verifier = Verifier(
            self._client,
            document.registry,
            settings.year,
            quiet=self._quiet,
        )
        self._verifiers.append(verifier)
        self._by_document[document.source.path] = verifier
        wanted = {id(paper) for paper in touched_papers(document, touched)}
        claims = [(p, claim) for p, claim in claims_of(document) if id(p) in wanted]
        if not self.interrupted:
            verifier.look_up([claim for _, claim in claims])
        for paper, claim in claims:
            line = document.source.line_of(paper.span.start)
            outcome = verifier.outcome(claim)
            self._outcomes.append((document.source.path, line, claim.title, outcome))

    def diagnose(self, document: ListDocument, rules: Mapping[str, Rule]) -> list[Diagnostic]:
        """The contradictions as findings."""
        from wsss_lint.online.findings import findings

        verifier = self._by_document.get(document.source.path)
        return [] if verifier is None else findings(document, verifier, rules)

    def notices(self, verbose: bool) -> list[str]:
        """The counts, what could not be asked, and with `verbose` each unverified paper."""
        found = list(self._client.notices)
        if not self._outcomes:
            return found
        kinds = Counter(outcome.verdict.kind for *_, outcome in self._outcomes)
        unsure = [o for o in self._outcomes if o[3].verdict.kind == "unverified"]
        reasons = Counter(_why(outcome) for *_, outcome in unsure)
        told = "; ".join(f"{number} {reason}" for reason, number in sorted(reasons.items()))
        text = f"{kinds['verified']} verified, {kinds['contradicted']} contradicted"
        text += f", {len(unsure)} unverified" + (f" ({told})" if told else "")
        limits = self._client.limits
        found.append(
            f"{text}; {limits.requests} requests, {self._client.hits} answers from the cache"
        )
        if self.interrupted:
            found.append("interrupted: this is what was learned so far; run again to go on")
        if verbose:
            for path, line, title, outcome in unsure:
                why = outcome.incomplete or outcome.verdict.reason
                found.append(f"{path}:{line}: unverified: {title}: {why}")
        return found


def _why(outcome: Outcome) -> str:
    """The reason in a few words: whether nothing was found, or nobody could be asked."""
    if outcome.incomplete:
        return "not answered"
    reason = outcome.verdict.reason
    return "by one source only" if reason.startswith("only one source") else reason
