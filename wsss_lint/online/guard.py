"""What may be connected to, and how much may come back.

URLs in a list come from strangers. A name that resolves to a private address, a redirect to the
loopback interface, a body without end: each must end as one refused link, not as a request to
the machine next door. The address that is judged is the one that is connected to, so a name
server that changes its answer between two questions gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, suppress
from io import BytesIO
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
LOCAL_NAMES = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".home.arpa")
CHUNK = 65_536


class RefusedURLError(HTTPError):
    """A URL, or the address behind it, that this run may not connect to; says why."""


class BodyTooLargeError(HTTPError):
    """A body beyond the limit."""


class BodyTooSlowError(HTTPError):
    """A body, or its headers, that did not end in time."""


class Policy(NamedTuple):
    """Where a run may connect to."""

    allow_private: bool = False
    allow_hosts: frozenset[str] = frozenset()

    def refuses(self, host: str, address: str) -> str | None:
        """Why `address`, reached under the name `host`, is refused; None when it is not."""
        if self.allow_private or host.rstrip(".").lower() in self.allow_hosts:
            return None
        try:
            ip = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return f"{address} is not an address"
        if isinstance(ip, ipaddress.IPv6Address):
            # An IPv6 address may only be the envelope of an IPv4 address: judge what is inside.
            inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
            if inner is None and ip in _NAT64:
                inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
            if inner is not None:
                return self.refuses(host, str(inner))
        if ip.is_global and not ip.is_multicast:
            return None
        kinds = ("loopback", "link_local", "unspecified", "multicast", "private", "reserved")
        kind = next((k for k in kinds if getattr(ip, f"is_{k}")), "special")
        return f"{ip} is a {kind.replace('_', '-')} address"

    def check_url(self, url: str) -> str:
        """Return the host of `url`; raise `RefusedURLError` when it is not even worth a try."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
            _ = parts.port
        except ValueError:
            raise RefusedURLError("not a URL") from None
        if parts.scheme not in ("http", "https"):
            raise RefusedURLError(f"scheme `{parts.scheme}` is not http or https")
        if not host:
            raise RefusedURLError("no host")
        with suppress(ValueError):
            reason = self.refuses(host, str(ipaddress.ip_address(host)))
            if reason:
                raise RefusedURLError(reason)
        return host


OPEN = Policy(allow_private=True)  # for services that the user named, never for a list's links


def _connection_classes(
    policy: Policy,
) -> tuple[type[HTTPConnectionPool], type[HTTPSConnectionPool]]:
    """Connection pools whose every connection has been judged by `policy`."""

    class Guarded:
        """Resolves once, judges every address, and connects to a judged address only."""

        def _new_conn(self: Any) -> socket.socket:
            name = self._dns_host
            error: Exception | None = None
            for address in _addresses(self, name, policy):
                self._dns_host = address
                try:
                    sock: socket.socket = super()._new_conn()  # type: ignore[misc]
                except HTTPError as failure:
                    error = failure
                    continue
                finally:
                    self._dns_host = name
                # Nothing has been sent yet; the peer is what the kernel says it is.
                reason = policy.refuses(name, sock.getpeername()[0])
                if reason:
                    sock.close()
                    raise RefusedURLError(reason)
                return sock
            raise error or NewConnectionError(self, "no address")

        def getresponse(self: Any) -> Any:
            # A server that drips one header byte a second never trips a socket's timeout.
            sock, limit = self.sock, self.timeout
            if sock is None or not isinstance(limit, int | float):
                return super().getresponse()  # type: ignore[misc]
            cut = threading.Event()
            timer = threading.Timer(limit, _cut, (sock, cut))
            timer.daemon = True
            timer.start()
            try:
                response = super().getresponse()  # type: ignore[misc]
            finally:
                timer.cancel()
            if cut.is_set():  # http.client takes the cut for the end of the headers
                raise BodyTooSlowError(f"headers not complete after {limit:g} s")
            return response

    class GuardedHTTP(Guarded, HTTPConnection):
        pass

    class GuardedHTTPS(Guarded, HTTPSConnection):
        pass

    class HTTPPool(HTTPConnectionPool):
        ConnectionCls = GuardedHTTP

    class HTTPSPool(HTTPSConnectionPool):
        ConnectionCls = GuardedHTTPS

    return HTTPPool, HTTPSPool


def _cut(sock: socket.socket, cut: threading.Event) -> None:
    cut.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _addresses(connection: Any, name: str, policy: Policy) -> list[str]:
    """The addresses of `name` that may be connected to; raise `RefusedURLError` when none may."""
    try:
        found = socket.getaddrinfo(name, connection.port, 0, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        failure = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(name, connection, failure) from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    reasons = {address: policy.refuses(name, address) for address in addresses}
    allowed = [address for address, reason in reasons.items() if reason is None]
    if not allowed:
        raise RefusedURLError(next((r for r in reasons.values() if r), "no address"))
    return allowed


Gate = Callable[[str], AbstractContextManager[None]]


class GuardedAdapter(HTTPAdapter):
    """requests' transport with a policy, a gate that every request passes, and bounded bodies."""

    def __init__(
        self,
        policy: Policy,
        gate: Gate,
        *,
        retries: Retry,
        body_seconds: float,
        max_bytes: int,
        secrets: Collection[str] = (),
    ) -> None:
        """`max_bytes` 0 leaves bodies unread; `secrets` are query parameters to keep nowhere."""
        self._policy = policy
        self._gate = gate
        self._body_seconds = body_seconds
        self._max_bytes = max_bytes
        self._secrets = frozenset(secrets)
        super().__init__(max_retries=retries)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        """Make the pools out of guarded connections."""
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, **pool_kwargs
        )
        http, https = _connection_classes(self._policy)
        self.poolmanager.pool_classes_by_scheme = {"http": http, "https": https}

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send one request (a redirect is a request of its own) and read its bounded body."""
        url = request.url or ""
        host = self._policy.check_url(url)
        if select_proxy(url, dict(proxies or {})):
            self._check_behind_proxy(host)
        with self._gate(url):
            response = super().send(request, True, timeout, verify, cert, proxies)
            return self._bounded(response)

    def _check_behind_proxy(self, host: str) -> None:
        """A proxy connects for us: judge what the name means here, as far as we can know it."""
        try:
            found = socket.getaddrinfo(host, None, 0, socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            name = host.rstrip(".").lower()
            own = name in self._policy.allow_hosts or self._policy.allow_private
            if not own and ("." not in name or name.endswith(LOCAL_NAMES)):
                raise RefusedURLError(f"{name} is a name of a local network") from None
            return  # only the proxy can resolve it, and only the proxy can judge it
        for info in found:
            reason = self._policy.refuses(host, str(info[4][0]))
            if reason:
                raise RefusedURLError(reason)

    def _bounded(self, response: requests.Response) -> requests.Response:
        """Replace the open stream by a body read within the limits."""
        raw = response.raw
        body = b""
        try:
            if self._max_bytes and not response.is_redirect:
                body = self._read(raw)
        finally:
            raw.close()
            raw.release_conn()
        headers = raw.headers.copy()
        for name in ("Content-Encoding", "Transfer-Encoding", "Content-Length"):
            headers.discard(name)  # the body below is plain and complete
        response.raw = HTTPResponse(
            body=BytesIO(body), headers=headers, status=raw.status, version=raw.version,
            reason=raw.reason, preload_content=False, request_url=raw._request_url,
        )  # fmt: skip
        if self._secrets:
            response.url = _without(response.url, self._secrets)
        return response

    def _read(self, raw: Any) -> bytes:
        """Read the body as it arrives; raise one of the two errors above, or urllib3's own."""
        end = monotonic() + self._body_seconds
        parts: list[bytes] = []
        size = 0
        while True:
            # read1 gives what has arrived; read would wait for a full chunk, for ever if dripped.
            part = raw.read1(CHUNK, decode_content=True)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > self._max_bytes:
                raise BodyTooLargeError(f"more than {self._max_bytes} bytes")
            if monotonic() > end:
                raise BodyTooSlowError(f"not complete after {self._body_seconds:g} s")


def _without(url: str, secrets: frozenset[str]) -> str:
    """`url` without the query parameters named in `secrets`."""
    head, mark, query = url.partition("?")
    if not mark:
        return url
    kept = [part for part in query.split("&") if part.partition("=")[0] not in secrets]
    return f"{head}?{'&'.join(kept)}" if kept else head
