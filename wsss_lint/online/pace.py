"""The run's clock, its limits, and the queue before each host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import InvalidHeader, MaxRetryError, ResponseError

RETRIED = frozenset({429, 500, 502, 503, 504})


class LimitReachedError(Exception):
    """A limit that the user set, or Ctrl-C: nothing more may be asked in this run."""


class Clock:
    """Time, and waiting that Ctrl-C can end. Tests give one that does not wait."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def now(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since the epoch, for what is kept between runs."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait; raise `LimitReachedError` when the run is stopped meanwhile."""
        if seconds > 0:
            self.stopped.wait(seconds)
        if self.stopped.is_set():
            raise LimitReachedError("interrupted")

    def stop(self) -> None:
        """End every wait, now and later."""
        self.stopped.set()


class Limits:
    """How much one run may ask, and how fast: shared by all its threads.

    Requests to one host stand in a queue: one at a time, `pace` seconds apart.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        max_requests: int | None = None,
        budget: float | None = None,
        pace: Callable[[str], float] = lambda _: 1.0,
    ) -> None:
        self.clock = clock
        self.requests = 0  # sent over the network so far, retries and redirects included
        self._max = max_requests
        self._end = None if budget is None else clock.now() + budget
        self._pace = pace
        self._lock = threading.Lock()
        self._queues: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def gate(self, url: str) -> Iterator[None]:
        """Let one request to the host of `url` through when its turn has come."""
        host = urlsplit(url).netloc.lower()
        with self._lock:
            queue = self._queues.setdefault(host, threading.Lock())
        with queue:
            self.wait(self._next.get(host, 0.0) - self.clock.now())
            self.count()
            try:
                yield
            finally:
                self._next[host] = self.clock.now() + self._pace(host)

    def count(self) -> None:
        """Count a request; raise `LimitReachedError` instead when it would be one too many."""
        with self._lock:
            if self._max is not None and self.requests >= self._max:
                raise LimitReachedError(f"--max-requests {self._max} reached")
            self.requests += 1

    def wait(self, seconds: float) -> None:
        """Wait, unless the time budget would be over by then: raise `LimitReachedError`."""
        if self._end is not None and self.clock.now() + max(seconds, 0.0) >= self._end:
            raise LimitReachedError("--budget spent")
        self.clock.sleep(seconds)


def retries(limits: Limits, pace: float, *, longest: float = 60.0) -> Retry:
    """urllib3's retries, three tries in all, on the run's own clock and within its limits.

    A service that asks for a longer wait than `longest` seconds is not asked again: waiting less
    than it said would be rude, waiting as long as it said would hang the run.
    """

    class PoliteRetry(Retry):
        def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
            try:
                return super().get_retry_after(response)
            except InvalidHeader:
                return None

        def increment(  # type: ignore[no-untyped-def]
            self, method=None, url=None, response=None, error=None, _pool=None, _stacktrace=None
        ):
            if response is not None and (self.get_retry_after(response) or 0) > longest:
                raise MaxRetryError(_pool, url or "", ResponseError("asked to wait too long"))
            return super().increment(method, url, response, error, _pool, _stacktrace)

        def sleep(self, response: BaseHTTPResponse | None = None) -> None:
            asked = self.get_retry_after(response) if response is not None else None
            limits.wait(max(asked or 0.0, self.get_backoff_time(), pace))
            limits.count()

    return PoliteRetry(
        total=2,
        connect=1,
        read=1,
        status_forcelist=RETRIED,
        allowed_methods=frozenset({"GET", "HEAD"}),
        backoff_factor=1.0,
        backoff_jitter=0.5,
        backoff_max=30.0,
        raise_on_status=False,
    )
