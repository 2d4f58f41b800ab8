"""Whether links still lead somewhere, asked politely and judged cautiously.

Dead is only what its own server calls gone, 404 or 410, to HEAD and then to GET. Whoever refuses
robots, is slow or is down says nothing about the page. Each address is asked once, each host one
question at a time, and what was learned is kept between runs for as long as it is worth.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from wsss_lint.online.client import (
    DAY,
    Options,
    cache_folder,
    failure_reason,
    trusted_certificates,
    user_agent,
)
from wsss_lint.online.guard import GuardedAdapter, Policy, RefusedURLError
from wsss_lint.online.pace import Clock, LimitReachedError, Limits, retries
from wsss_lint.online.places import bare, host_of
from wsss_lint.online.progress import Progress

OK, DEAD, MOVED, UNVERIFIED = "ok", "dead", "moved", "unverified"
LIFETIME = {OK: 14 * DAY, MOVED: 7 * DAY, DEAD: DAY}  # what is not here is asked anew each time
GONE = (404, 410)
PERMANENT = (301, 308)
PACE = 1.0  # seconds between two questions to one host
FAILURES_PER_HOST = 3
MAX_REDIRECTS = 6
# Made to be linked to although they always redirect.
PERSISTENT = ("doi.org", "dx.doi.org", "hdl.handle.net", "w3id.org", "purl.org", "n2t.net")
_GATES = ("login", "signin", "sign-in", "sso", "consent", "captcha", "cookie", "validate", "auth")


class LinkState(NamedTuple):
    """What is known of one address."""

    state: str
    reason: str = ""  # of a dead or unverified one: "404", "no answer in time"
    target: str = ""  # of a moved one: where it went for good
    runs: int = 0  # of a dead one: in how many runs on end it was


class LinkCache:
    """States between runs: a table in the folder of the other answers."""

    def __init__(self, folder: Path | None, clock: Clock, notices: list[str]) -> None:
        from requests_cache.backends.sqlite import SQLiteDict

        self._clock = clock
        place = cache_folder(folder)
        try:
            place.mkdir(parents=True, exist_ok=True)
            self._table = SQLiteDict(place / "links.sqlite", "links", serializer=None, wal=True)
        except Exception as error:  # sqlite3.Error, OSError: a cache is a help, not a need
            notices.append(f"the cache in {place} cannot be used ({error}); nothing is kept")
            self._table = SQLiteDict("links", "links", serializer=None, use_memory=True)

    def fresh(self, url: str, *, any_age: bool = False) -> LinkState | None:
        """The kept state, if it is still worth something."""
        kept = self._kept(url)
        if kept is None:
            return None
        state, when = kept
        age = self._clock.wall() - when
        return state if any_age or 0 <= age < LIFETIME.get(state.state, 0) else None

    def keep(self, url: str, state: LinkState) -> LinkState:
        """Keep a state; for a dead one count the runs in which it was dead."""
        if state.state not in LIFETIME:
            return state
        if state.state == DEAD:
            before = self._kept(url)
            runs = before[0].runs if before and before[0].state == DEAD else 0
            state = state._replace(runs=runs + 1)
        self._table[_key(url)] = json.dumps([*state, self._clock.wall()])
        return state

    def _kept(self, url: str) -> tuple[LinkState, float] | None:
        try:
            *fields, when = json.loads(self._table[_key(url)])
            return LinkState(*fields), float(when)
        except (KeyError, ValueError, TypeError):
            return None

    def close(self) -> None:
        """Close the file."""
        self._table.close()  # type: ignore[no-untyped-call]


def _key(url: str) -> str:
    """A key without quotes in it: the cache writes its keys into SQL."""
    from hashlib import sha256

    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


class LinkChecker:
    """One run of `links`."""

    def __init__(
        self,
        options: Options,
        policy: Policy,
        clock: Clock | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        self.options = options
        self.clock = clock or Clock()
        self.notices: list[str] = []
        self.states: dict[str, LinkState] = {}
        self.interrupted = False
        self._quiet = quiet
        self._failures: dict[str, int] = {}
        self._lock = threading.Lock()
        self.limits = Limits(
            self.clock,
            max_requests=options.max_requests,
            budget=options.budget,
            pace=lambda _: PACE,
        )
        self._cache = LinkCache(options.cache, self.clock, self.notices)
        self._session = self._open_session(policy)

    def check(self, urls: Iterable[str]) -> None:
        """Find out the state of each address; Ctrl-C ends early and keeps what was learned."""
        todo: dict[str, list[str]] = {}
        for url in dict.fromkeys(map(bare, urls)):
            if url in self.states:
                continue
            known = self._cache.fresh(url, any_age=self.options.offline)
            if known is not None:
                self.states[url] = known
            elif self.options.offline:
                self.states[url] = LinkState(UNVERIFIED, "not in the cache (--offline)")
            else:
                todo.setdefault(host_of(url), []).append(url)
        count = sum(map(len, todo.values()))
        with Progress(count, "asking for links", self.clock, quiet=self._quiet) as progress:
            self._all_hosts(list(todo.values()), progress)

    def state(self, url: str) -> LinkState:
        """What is known of an address."""
        return self.states.get(bare(url), LinkState(UNVERIFIED, "not asked"))

    def close(self) -> None:
        """Close connections and the cache."""
        self._session.close()
        self._cache.close()

    # ------------------------------------------------------------------ asking

    def _all_hosts(self, hosts: list[list[str]], progress: Progress) -> None:
        pool = ThreadPoolExecutor(max(1, self.options.jobs))
        try:
            running = [pool.submit(self._host, urls, progress) for urls in hosts]
            for future in as_completed(running):
                future.result()
        except KeyboardInterrupt:
            self.interrupted = True
            self.clock.stop()
        finally:
            pool.shutdown(wait=self.options.jobs <= 1, cancel_futures=True)

    def _host(self, urls: list[str], progress: Progress) -> None:
        """All links to one host, one after the other."""
        for url in urls:
            state = self._one(url)
            with self._lock:
                self.states[url] = state
                progress.step(f"{self.limits.requests} requests")

    def _one(self, url: str) -> LinkState:
        host = host_of(url)
        if self._failures.get(host, 0) >= FAILURES_PER_HOST:
            return LinkState(UNVERIFIED, "its host is not answering")
        try:
            state = self._ask(url)
        except LimitReachedError as limit:
            return LinkState(UNVERIFIED, str(limit))
        except RefusedURLError as refused:
            return LinkState(UNVERIFIED, f"not asked for: {refused}")
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            if not isinstance(error, requests.TooManyRedirects):
                self._failures[host] = self._failures.get(host, 0) + 1
            return LinkState(UNVERIFIED, failure_reason(error))
        if state.reason == "429":
            self._failures[host] = FAILURES_PER_HOST  # it asked to be left alone
        elif state.state != UNVERIFIED:
            self._failures[host] = 0
        return self._cache.keep(url, state)

    def _ask(self, url: str) -> LinkState:
        """HEAD, and GET where HEAD does not say that all is well."""
        response = self._send("HEAD", url)
        first = response.status_code
        if not 200 <= first < 300 and first != 429:
            response = self._send("GET", url)
        status = response.status_code
        if 200 <= status < 300:
            return _moved(url, response) or LinkState(OK)
        if status in GONE and first in GONE:
            return LinkState(DEAD, str(status))
        return LinkState(UNVERIFIED, str(status))

    def _send(self, method: str, url: str) -> requests.Response:
        request = self._session.prepare_request(requests.Request(method, url))
        return self._session.send(
            request,
            timeout=self.options.timeout,
            allow_redirects=True,
            proxies=requests.utils.get_environ_proxies(url),
            verify=trusted_certificates(),
        )

    def _open_session(self, policy: Policy) -> requests.Session:
        session = requests.Session()
        session.trust_env = False  # no .netrc: strangers get no credentials
        session.max_redirects = MAX_REDIRECTS
        session.headers.clear()
        session.headers.update({"User-Agent": user_agent(None), "Accept": "*/*"})
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        tries = retries(self.limits, PACE, longest=30.0)
        # A GET is not tried again: its body would have to be read to the end in between.
        tries.allowed_methods = frozenset({"HEAD"})
        adapter = GuardedAdapter(
            policy,
            self.limits.gate,
            retries=tries,
            body_seconds=self.options.timeout,
            max_bytes=0,
        )
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session


def _moved(url: str, response: requests.Response) -> LinkState | None:
    """Where a link went for good, when every step on the way was for good."""
    target: Any = response.url
    if not response.history or target == url:
        return None
    if any(step.status_code not in PERMANENT for step in response.history):
        return None
    old, new = urlsplit(url), urlsplit(target)
    if old.hostname in PERSISTENT or new.username or len(target) > 500:
        return None
    low = new.path.lower()
    if any(gate in low for gate in _GATES) or (new.path in ("", "/") and len(old.path) > 1):
        return None  # a door, or the front page: the page itself is not there
    if any(not c.isprintable() or c in " <>()[]\"'`|\\" for c in target):
        return None  # would not stand in Markdown as it is
    return LinkState(MOVED, target=target)
