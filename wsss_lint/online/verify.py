"""Looks papers up, the cheapest and surest way first, and keeps what each source said.

Identifiers in the entry's own links are asked for first, many in one request; then titles, at
DBLP, then Crossref, then the services for which the user has a key. A paper whose claims are
settled is asked for no further. Evidence is kept apart from the list, so a list that was mended
is judged again without another request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import NamedTuple

from wsss_lint.online.client import Client, UnavailableError
from wsss_lint.online.contract import (
    CROSSREF,
    OPENALEX,
    SEMANTIC_SCHOLAR,
    Contract,
)
from wsss_lint.online.identity import Claim
from wsss_lint.online.judge import CONTRADICTED, UNVERIFIED, VERIFIED, Verdict, judge
from wsss_lint.online.matching import Match, letters, match, words
from wsss_lint.online.progress import Progress
from wsss_lint.online.record import Record
from wsss_lint.online.sources import arxiv, crossref, dblp, openalex, semanticscholar
from wsss_lint.venues.registry import Registry

ByTitle = Callable[[Client, str], list[Record]]
FALLBACKS: tuple[tuple[Contract, ByTitle], ...] = (
    (CROSSREF, crossref.by_title),
    (OPENALEX, openalex.by_title),
    (SEMANTIC_SCHOLAR, semanticscholar.by_title),
)


class Evidence:
    """What the sources said about one paper, and which of them could not be asked."""

    __slots__ = ("asked_all", "asked_dblp", "missing", "records")

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.missing: list[UnavailableError] = []
        self.asked_dblp = False
        self.asked_all = False  # nobody is left who might know more

    def add(self, records: Iterable[Record]) -> None:
        """Keep records, each once."""
        self.records += [record for record in records if record not in self.records]


class Outcome(NamedTuple):
    """The verdict on one paper; `incomplete` says which source could not be asked, if any."""

    verdict: Verdict
    incomplete: str = ""


Key = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _key(claim: Claim) -> Key:
    return letters(claim.title), letters(claim.method or ""), claim.arxiv, claim.doi


class Verifier:
    """One run of `verify`: asks, remembers, and judges whatever list it is shown."""

    def __init__(
        self, client: Client, registry: Registry, year: int, *, quiet: bool = False
    ) -> None:
        self._client = client
        self._registry = registry
        self._year = year
        self._quiet = quiet
        self._evidence: dict[Key, Evidence] = {}
        self.interrupted = False

    def look_up(self, claims: Iterable[Claim]) -> None:
        """Ask about all claims; what cannot be asked is noted, not raised. Ctrl-C ends early."""
        wanted = {_key(claim): claim for claim in claims}
        todo = list(wanted.values())
        try:
            self._by_identifier(todo)
            self._each(todo, self._at_dblp, "looking up titles")
            self._by_found_identifier(todo)
            rest = [claim for claim in todo if not self._settled(claim)]
            self._each(rest, self._elsewhere, "looking further")
        except KeyboardInterrupt:
            self.interrupted = True
            self._client.clock.stop()
        for claim in todo:
            self._keep_under_new_title(claim)

    def outcome(self, claim: Claim) -> Outcome:
        """Judge a claim by the evidence at hand; asks nobody."""
        evidence = self._evidence.get(_key(claim))
        if evidence is None:
            return Outcome(Verdict(UNVERIFIED, "not asked"), "not asked")
        verdict = judge(claim, evidence.records, self._registry, self._year)
        incomplete = "; ".join(dict.fromkeys(e.reason for e in evidence.missing))
        if not incomplete and not evidence.asked_all and verdict.kind == UNVERIFIED:
            incomplete = "not asked everywhere"
        return Outcome(verdict, incomplete)

    # ------------------------------------------------------------------ the steps

    def _of(self, claim: Claim) -> Evidence:
        return self._evidence.setdefault(_key(claim), Evidence())

    def _by_identifier(self, claims: list[Claim]) -> None:
        identifiers = [i for claim in claims for i in claim.arxiv]
        found = arxiv.by_identifiers(self._client, identifiers)
        for claim in claims:
            evidence = self._of(claim)
            evidence.add(r for i in claim.arxiv if (r := found.get(i)))
            if any(i not in found for i in claim.arxiv):
                evidence.missing.append(UnavailableError("down", "arxiv did not answer"))
        self._each([claim for claim in claims if claim.doi], self._at_crossref, "looking up DOIs")

    def _at_crossref(self, claim: Claim) -> None:
        for doi in claim.doi:
            self._ask(claim, lambda doi=doi: [r for r in [crossref.by_doi(self._client, doi)] if r])  # type: ignore[misc]

    def _at_dblp(self, claim: Claim) -> None:
        if self._settled(claim) or not words(claim.title):
            return
        evidence = self._of(claim)
        if self._ask(claim, lambda: dblp.by_title(self._client, claim.title)):
            evidence.asked_dblp = True

    def _by_found_identifier(self, claims: list[Claim]) -> None:
        """Ask arXiv about identifiers that a title search brought up: a second witness for free."""
        wanted: dict[str, list[Claim]] = {}
        for claim in claims:
            if self._settled(claim):
                continue
            for record in self._of(claim).records:
                new = record.arxiv and record.arxiv not in claim.arxiv
                if new and match(claim.title, record.title, claim.method) >= Match.SAME:
                    wanted.setdefault(record.arxiv, []).append(claim)
        found = arxiv.by_identifiers(self._client, wanted)
        for identifier, those in wanted.items():
            for claim in those:
                self._of(claim).add(r for r in [found.get(identifier)] if r)

    def _elsewhere(self, claim: Claim) -> None:
        for contract, by_title in FALLBACKS:
            if self._settled(claim) or not words(claim.title):
                break
            if self._client.usable(contract):
                self._ask(claim, lambda ask=by_title: ask(self._client, claim.title))  # type: ignore[misc]
        self._of(claim).asked_all = True

    def _ask(self, claim: Claim, question: Callable[[], list[Record]]) -> bool:
        evidence = self._of(claim)
        try:
            evidence.add(question())
        except UnavailableError as error:
            evidence.missing.append(error)
            return False
        return True

    def _settled(self, claim: Claim) -> bool:
        """Whether more sources could not change the verdict on a claim for the better."""
        evidence = self._of(claim)
        verdict = judge(claim, evidence.records, self._registry, self._year)
        if verdict.kind == VERIFIED:
            # arXiv itself does not know that a preprint has appeared; DBLP does.
            preprint = claim.venue is not None and claim.venue.kind == "preprint"
            return evidence.asked_dblp or not preprint
        if verdict.kind == CONTRADICTED:
            return not verdict.reason and all(c.sure for c in verdict.contradictions)
        return False

    def _keep_under_new_title(self, claim: Claim) -> None:
        """A list whose title was mended still finds the evidence that mended it."""
        evidence = self._of(claim)
        for wrong in self.outcome(claim).verdict.contradictions:
            if wrong.rule == "verify-title" and wrong.title:
                self._evidence.setdefault(_key(claim._replace(title=wrong.title)), evidence)

    def _each(self, claims: list[Claim], step: Callable[[Claim], None], what: str) -> None:
        """Do one step for all claims, a few at a time; hosts keep their own queues."""
        with Progress(len(claims), what, self._client.clock, quiet=self._quiet) as progress:
            if self._client.options.jobs <= 1:
                for claim in claims:
                    step(claim)
                    progress.step(f"{self._client.limits.requests} requests")
                return
            pool = ThreadPoolExecutor(self._client.options.jobs)
            try:
                running: list[Future[None]] = [pool.submit(step, claim) for claim in claims]
                for future in as_completed(running):
                    future.result()
                    progress.step(f"{self._client.limits.requests} requests")
            except KeyboardInterrupt:
                self._client.clock.stop()
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
