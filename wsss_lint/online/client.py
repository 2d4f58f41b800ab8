"""Asking the services: cached on disk, paced, bounded, and honest about what went wrong."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from datetime import UTC
from http.cookiejar import DefaultCookiePolicy
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import requests
from requests_cache import CachedSession
from requests_cache.backends.sqlite import SQLiteCache
from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from wsss_lint import __version__
from wsss_lint.online.contract import CONTRACTS, Contract
from wsss_lint.online.guard import (
    OPEN,
    BodyTooLargeError,
    BodyTooSlowError,
    GuardedAdapter,
    RefusedURLError,
)
from wsss_lint.online.pace import Clock, LimitReachedError, Limits, retries

MAX_ANSWER = 8_000_000  # bytes; 100 arXiv entries take about 300 kB
DAY = 86_400
LIFETIME = {"identifier": 30 * DAY, "title": 7 * DAY}  # indexes grow: ask again for titles weekly
FAILURES_BEFORE_DOWN = 3


class UnavailableError(Exception):
    """No answer: `kind` is down (the service), limit (ours), or offline (not in the cache)."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class Options(NamedTuple):
    """What the user said about the network; settings files cannot say any of it."""

    timeout: float = 10.0
    max_requests: int | None = None
    budget: float | None = None
    offline: bool = False
    mailto: str | None = None
    jobs: int = 4
    bases: Mapping[str, str] = {}
    cache: Path | None = None  # a folder; None: the user's cache folder
    keys: Mapping[str, str] = {}  # source name -> the user's key


class Answer(NamedTuple):
    """What a service said."""

    status: int
    body: bytes
    url: str
    cached: bool

    def json(self) -> Any:
        """The decoded JSON; raise ValueError when it is none."""
        try:
            return json.loads(self.body)
        except RecursionError:
            raise ValueError("nested too deep") from None

    def xml(self) -> ElementTree.Element:
        """The root element; raise ValueError when the body is not plain XML."""
        if b"<!DOCTYPE" in self.body or b"<!ENTITY" in self.body:
            raise ValueError("XML with declarations of its own")
        try:
            return ElementTree.fromstring(self.body)
        except (ElementTree.ParseError, LookupError) as error:
            raise ValueError(str(error)) from None


class _Session(CachedSession):
    """Stays on the host that it was sent to, and gives no credentials of the machine away."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        target = super().get_redirect_target(resp)
        if target is None:
            return None
        if urlsplit(urljoin(resp.url, target)).hostname != urlsplit(resp.url).hostname:
            raise RefusedURLError("redirected to another host")
        return target


def cache_folder(chosen: Path | None) -> Path:
    """Where answers are kept between runs."""
    if chosen is None and (named := os.environ.get("WSSS_LINT_CACHE_DIR")):
        chosen = Path(named)
    if chosen is None:
        from platformdirs import user_cache_path

        chosen = user_cache_path("wsss-lint", appauthor=False)
    return chosen


def user_agent(mailto: str | None) -> str:
    """The one name under which we ask; a mail address only when the user gave one."""
    return f"wsss-lint/{__version__}" + (f" (mailto:{mailto})" if mailto else "")


class Client:
    """All requests of one `verify` or `add` run."""

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        self.options = options
        self.clock = clock or Clock()
        self.notices: list[str] = []
        self._failures: dict[str, int] = {}
        self._lock = threading.Lock()
        self.hits = 0
        paces = {urlsplit(self.base(c)).netloc.lower(): c.pace for c in CONTRACTS.values()}
        self.limits = Limits(
            self.clock,
            max_requests=options.max_requests,
            budget=options.budget,
            pace=lambda host: paces.get(host, 1.0),
        )
        self._session = self._open_session()

    def base(self, contract: Contract) -> str:
        """Where `contract`'s service is: its own place, or a mirror that the user named."""
        return self.options.bases.get(contract.name, contract.base).rstrip("/")

    def usable(self, contract: Contract) -> bool:
        """Whether the service may be asked: those that want a key only with the user's key."""
        return not contract.key_variable or bool(self.options.keys.get(contract.name))

    def get(self, contract: Contract, path: str, params: Mapping[str, str], *, kind: str) -> Answer:
        """Ask one question. `kind` (identifier or title) says how long the answer keeps.

        A 404 is an answer. Raises `UnavailableError` for everything that is none.
        """
        if self._failures.get(contract.name, 0) >= FAILURES_BEFORE_DOWN:
            raise UnavailableError("down", f"{contract.name} is not answering")
        try:
            response = self._session.send(
                self._prepared(contract, path, params),
                expire_after=LIFETIME[kind],
                only_if_cached=self.options.offline,
                timeout=self.options.timeout,
                proxies=requests.utils.get_environ_proxies(self.base(contract)),
                verify=trusted_certificates(),
                allow_redirects=True,
            )
        except LimitReachedError as limit:
            raise UnavailableError("limit", str(limit)) from None
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise self.failed(contract, failure_reason(error)) from None
        cached = bool(getattr(response, "from_cache", False))
        if response.status_code == 504 and self.options.offline:
            raise UnavailableError("offline", "not in the cache (--offline)")
        answer = Answer(response.status_code, response.content or b"", response.url, cached)
        if answer.status not in (200, 404):
            raise self.failed(contract, f"HTTP {answer.status}")
        with self._lock:
            self.hits += cached
        return answer

    def get_json(
        self, contract: Contract, path: str, params: Mapping[str, str], *, kind: str
    ) -> Any:
        """The decoded answer to one question, None for a 404; raise `UnavailableError`."""
        answer = self.get(contract, path, params, kind=kind)
        if answer.status == 404:
            return None
        try:
            value = answer.json()
        except ValueError:
            raise self.unusable(contract, path, params, "an answer that is not JSON") from None
        self.worked(contract)
        return value

    def worked(self, contract: Contract) -> None:
        """Note that a service gave a usable answer: its earlier failures are forgiven."""
        with self._lock:
            self._failures[contract.name] = 0

    def unusable(
        self, contract: Contract, path: str, params: Mapping[str, str], reason: str
    ) -> UnavailableError:
        """Drop an answer that turned out to be none, such as an error feed with status 200."""
        request = self._prepared(contract, path, params)
        self._session.cache.delete(
            self._session.cache.create_key(request, verify=trusted_certificates())
        )
        return self.failed(contract, reason)

    def failed(self, contract: Contract, reason: str) -> UnavailableError:
        """Note a failure of a service; enough of them in a row and it is left alone."""
        with self._lock:
            count = self._failures[contract.name] = self._failures.get(contract.name, 0) + 1
            if count == FAILURES_BEFORE_DOWN:
                self.notices.append(
                    f"{contract.name} is not answering ({reason}); the rest of this run goes on "
                    "without it"
                )
        return UnavailableError("down", f"{contract.name}: {reason}")

    def cached(self, contract: Contract, path: str, params: Mapping[str, str]) -> Answer | None:
        """The answer that the cache holds, without asking anybody."""
        key = self._key(self._prepared(contract, path, params))
        response = self._session.cache.get_response(key)
        if response is None or response.is_expired:
            return None
        with self._lock:
            self.hits += 1
        return Answer(response.status_code, response.content or b"", response.url, True)

    def remember(
        self, contract: Contract, path: str, params: Mapping[str, str], body: bytes, kind: str
    ) -> None:
        """Keep `body` as the answer to a question that a batch has answered along with others."""
        from datetime import datetime, timedelta

        request = self._prepared(contract, path, params)
        response = requests.Response()
        response.status_code = 200
        response.url = request.url or ""
        response.request = request
        response.raw = HTTPResponse(
            body=BytesIO(body), status=200, preload_content=False, request_url=request.url
        )
        self._session.cache.save_response(
            response,
            self._key(request),
            datetime.now(tz=UTC) + timedelta(seconds=LIFETIME[kind]),
        )

    def close(self) -> None:
        """Close connections and the cache."""
        self._session.close()  # type: ignore[no-untyped-call]

    def _key(self, request: requests.PreparedRequest) -> str:
        """The cache's name for a question: it depends on whether certificates are checked."""
        key: str = self._session.cache.create_key(request, verify=trusted_certificates())
        return key

    def _prepared(
        self, contract: Contract, path: str, params: Mapping[str, str]
    ) -> requests.PreparedRequest:
        sent = dict(params)
        headers = {}
        if contract.name == "crossref" and self.options.mailto:
            sent["mailto"] = self.options.mailto
        key = self.options.keys.get(contract.name)
        if key and contract.name == "openalex":
            sent["api_key"] = key
        if key and contract.name == "semanticscholar":
            headers["x-api-key"] = key
        request = requests.Request("GET", self.base(contract) + path, headers, params=sent)
        return self._session.prepare_request(request)

    def _open_session(self) -> CachedSession:
        session = _Session(
            backend=self._open_cache(),
            allowable_codes=(200, 404),
            ignored_parameters=["mailto", "api_key", "x-api-key", "User-Agent"],
        )
        session.headers["User-Agent"] = user_agent(self.options.mailto)
        session.trust_env = False  # no .netrc; proxies and certificates are passed by hand
        session.max_redirects = 3
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for contract in CONTRACTS.values():
            session.mount(
                self.base(contract),
                GuardedAdapter(
                    OPEN,
                    self.limits.gate,
                    retries=retries(self.limits, contract.pace),
                    body_seconds=self.options.timeout,
                    max_bytes=MAX_ANSWER,
                    secrets=("api_key", "mailto"),
                ),
            )
        return session

    def _open_cache(self) -> SQLiteCache:
        """The cache in its folder, or in memory with a notice when that cannot be used."""
        # JSON, not pickle: a cache that came from somewhere else must not be able to run code.
        folder = cache_folder(self.options.cache)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return SQLiteCache(folder / "answers.sqlite", serializer="json", wal=True)
        except Exception as error:  # sqlite3.Error, OSError: a cache is a help, not a need
            self.notices.append(
                f"the cache in {folder} cannot be used ({error}); nothing is kept of this run"
            )
            return SQLiteCache("memory", serializer="json", use_memory=True)


def trusted_certificates() -> bool | str:
    """The certificates to trust, as requests itself would choose them."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def failure_reason(error: Exception) -> str:
    """A short reason without addresses in it: URLs may hold the user's key."""
    if isinstance(error, RefusedURLError | BodyTooLargeError | BodyTooSlowError):
        return str(error)
    if isinstance(error, requests.TooManyRedirects):
        return "too many redirects"
    if isinstance(error, requests.Timeout) or "timed out" in str(error).lower():
        return "no answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "no trusted certificate"
    if "NameResolution" in str(error) or "resolve" in str(error).lower():
        return "name not found"
    if isinstance(error, requests.exceptions.RetryError):
        return "refused again and again"
    if isinstance(error, requests.ConnectionError):
        return "connection failed"
    return "answer broken off"
