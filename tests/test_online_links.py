"""`links`: what is dead, what has moved, and what may not be asked for."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_services import TestClock
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from wsss_lint.cli.main import main
from wsss_lint.online import links as links_module
from wsss_lint.online.client import Options
from wsss_lint.online.guard import Policy
from wsss_lint.online.links import DEAD, MOVED, OK, UNVERIFIED, LinkChecker, LinkState

HERE = Policy(allow_private=True)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def check(tmp_path: Path, clock: TestClock) -> Iterator[Callable[..., LinkState]]:
    """Ask for one link with a checker of its own: only the disk knows of earlier calls."""
    made: list[LinkChecker] = []

    def ask(url: str, policy: Policy = HERE, **options: object) -> LinkState:
        given = Options(**{"cache": tmp_path, "timeout": 1.0, "jobs": 1, **options})  # type: ignore[arg-type]
        checker = LinkChecker(given, policy, clock, quiet=True)
        made.append(checker)
        checker.check([url])
        return checker.state(url)

    yield ask
    for checker in made:
        checker.close()


def answering(server: HTTPServer, path: str, *statuses: int, **headers: str) -> list[str]:
    """Serve these statuses one after the other (the last for ever); return what was asked."""
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.method)
        status = statuses[min(len(asked), len(statuses)) - 1]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response("" if request.method == "HEAD" else "body", status, named)

    server.expect_request(path).respond_with_handler(answer)
    return asked


@pytest.mark.parametrize(
    ("statuses", "state", "methods"),
    [
        ((200,), OK, ["HEAD"]),
        ((404,), DEAD, ["HEAD", "GET"]),
        ((410,), DEAD, ["HEAD", "GET"]),
        ((404, 200), OK, ["HEAD", "GET"]),
        ((405, 200), OK, ["HEAD", "GET"]),
        ((403,), UNVERIFIED, ["HEAD", "GET"]),
        ((401,), UNVERIFIED, ["HEAD", "GET"]),
        ((403, 404), UNVERIFIED, ["HEAD", "GET"]),  # gone only once
        ((404, 403), UNVERIFIED, ["HEAD", "GET"]),
        ((429,), UNVERIFIED, ["HEAD", "HEAD", "HEAD"]),
        ((503,), UNVERIFIED, ["HEAD", "HEAD", "HEAD", "GET"]),
        ((503, 200), OK, ["HEAD", "HEAD"]),
        ((418,), UNVERIFIED, ["HEAD", "GET"]),
        ((999,), UNVERIFIED, ["HEAD", "GET"]),
    ],
)
def test_only_gone_twice_is_dead(
    httpserver: HTTPServer,
    check: Callable[..., LinkState],
    statuses: tuple[int, ...],
    state: str,
    methods: list[str],
) -> None:
    asked = answering(httpserver, "/paper", *statuses)
    assert check(httpserver.url_for("/paper")).state == state
    assert asked == methods


def test_kept_by_state(
    httpserver: HTTPServer, check: Callable[..., LinkState], clock: TestClock
) -> None:
    good = answering(httpserver, "/good", 200)
    gone = answering(httpserver, "/gone", 404)
    slow = answering(httpserver, "/busy", 403)
    for _ in range(2):
        check(httpserver.url_for("/good#section"))
        assert check(httpserver.url_for("/gone")).runs == 1
        check(httpserver.url_for("/busy"))
    assert (len(good), len(gone), len(slow)) == (1, 2, 4)  # what says nothing is asked again
    clock.epoch += 2 * 86_400
    assert check(httpserver.url_for("/gone")) == LinkState(DEAD, "404", "", 2)
    check(httpserver.url_for("/good"))
    assert (len(good), len(gone)) == (1, 4)
    clock.epoch += 20 * 86_400
    check(httpserver.url_for("/good"))
    assert len(good) == 2


@pytest.mark.parametrize(
    ("status", "target", "moved"),
    [
        (301, "/new.pdf", True),
        (308, "/new.pdf", True),
        (302, "/new.pdf", False),
        (307, "/new.pdf", False),
        (301, "/login?next=old", False),
        (301, "/", False),
        (301, "/new)paper.pdf", False),
    ],
)
def test_moved(
    httpserver: HTTPServer,
    check: Callable[..., LinkState],
    status: int,
    target: str,
    moved: bool,
) -> None:
    answering(httpserver, "/old.pdf", status, Location=target)
    answering(httpserver, target.partition("?")[0], 200)
    found = check(httpserver.url_for("/old.pdf"))
    expected = LinkState(MOVED, target=httpserver.url_for(target)) if moved else LinkState(OK)
    assert found == expected


def test_a_temporary_step_makes_it_no_move(
    httpserver: HTTPServer, check: Callable[..., LinkState]
) -> None:
    answering(httpserver, "/a", 301, Location="/b")
    answering(httpserver, "/b", 302, Location="/c")
    answering(httpserver, "/c", 200)
    assert check(httpserver.url_for("/a")) == LinkState(OK)


def test_redirects_in_a_loop(httpserver: HTTPServer, check: Callable[..., LinkState]) -> None:
    asked = answering(httpserver, "/a", 301, Location="/b")
    answering(httpserver, "/b", 301, Location="/a")
    assert check(httpserver.url_for("/a")) == LinkState(UNVERIFIED, "too many redirects")
    assert len(asked) <= 8


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x/", "//"]
)
def test_redirects_to_other_schemes(
    httpserver: HTTPServer, check: Callable[..., LinkState], target: str
) -> None:
    answering(httpserver, "/a", 301, Location=target)
    assert check(httpserver.url_for("/a")).state == UNVERIFIED


def test_a_redirect_to_loopback_is_not_followed(
    httpserver: HTTPServer, check: Callable[..., LinkState], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host may be asked; the second resolves to this machine and may not."""
    inside = answering(httpserver, "/secret", 200)
    port = httpserver.port
    answering(httpserver, "/a", 302, Location=f"http://internal.example:{port}/secret")
    resolve = socket.getaddrinfo

    def fake(host: object, *rest: object, **more: object) -> object:
        known = {"public.example", "internal.example"}
        return resolve("127.0.0.1" if host in known else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", fake)
    policy = Policy(allow_hosts=frozenset({"public.example"}))
    found = check(f"http://public.example:{port}/a", policy)
    assert found.state == UNVERIFIED
    assert "127.0.0.1 is a loopback address" in found.reason
    assert inside == []


def test_names_of_this_machine_are_refused_before_anything_is_sent(
    httpserver: HTTPServer, check: Callable[..., LinkState]
) -> None:
    asked = answering(httpserver, "/a", 200)
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433"):
        found = check(f"http://{host}:{httpserver.port}/a", Policy())
        assert found.state == UNVERIFIED, host
    assert asked == []
    assert (
        check(
            f"http://localhost:{httpserver.port}/a", Policy(allow_hosts=frozenset({"localhost"}))
        ).state
        == OK
    )


def test_a_host_that_asks_to_be_left_alone_is(
    httpserver: HTTPServer, tmp_path: Path, clock: TestClock
) -> None:
    asked = answering(httpserver, "/a", 429, Retry_After="3600")
    other = answering(httpserver, "/b", 200)
    checker = LinkChecker(Options(cache=tmp_path, jobs=1), HERE, clock, quiet=True)
    checker.check([httpserver.url_for("/a"), httpserver.url_for("/b")])
    checker.close()
    assert checker.state(httpserver.url_for("/b")).state == UNVERIFIED
    assert (asked, other) == (["HEAD"], [])
    assert sum(clock.slept) < 60


def test_each_address_once_and_each_host_slowly(
    httpserver: HTTPServer, tmp_path: Path, clock: TestClock
) -> None:
    asked = answering(httpserver, "/a", 200)
    answering(httpserver, "/b", 200)
    url = httpserver.url_for("/a")
    checker = LinkChecker(Options(cache=tmp_path, jobs=4), HERE, clock, quiet=True)
    checker.check([url, url + "#one", url + "#two", httpserver.url_for("/b"), url])
    checker.close()
    assert asked == ["HEAD"]
    assert sum(clock.slept) >= links_module.PACE * 0.99


def raw_server(answer: Callable[[socket.socket], None]) -> tuple[str, Callable[[], None]]:
    """A server of bare bytes for one connection after the other."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    answer(connection)
                except OSError:
                    pass

    threading.Thread(target=serve, daemon=True).start()
    return f"http://127.0.0.1:{server.getsockname()[1]}/", server.close


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 2",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_rubbish_is_unverified(check: Callable[..., LinkState], data: bytes) -> None:
    url, close = raw_server(lambda connection: connection.sendall(data))
    try:
        assert check(url).state == UNVERIFIED
    finally:
        close()


def test_headers_that_never_end_are_cut(check: Callable[..., LinkState]) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(100):
            threading.Event().wait(0.02)
            connection.sendall(b"y")

    url, close = raw_server(drip)
    try:
        assert check(url, timeout=0.1).state == UNVERIFIED
    finally:
        close()


def test_an_endless_body_is_not_read(check: Callable[..., LinkState]) -> None:
    sent = [0]

    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(2000):
            sent[0] += connection.send(b"x" * 100_000)

    url, close = raw_server(pour)
    try:
        assert check(url).state == OK
    finally:
        close()
    assert sent[0] < 50_000_000


# ---------------------------------------------------------------------- the command


@pytest.fixture
def command(
    httpserver: HTTPServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, list[dict[str, object]], str]]:
    monkeypatch.setattr(links_module, "Clock", TestClock)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def run(text: str | None, *options: str) -> tuple[int, list[dict[str, object]], str]:
        path = tmp_path / "README.md"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        argv = ["links", str(path), f"--cache-dir={tmp_path / 'c'}", "--allow-private"]
        code = main([*argv, "--isolated", "--output-format=json", "--timeout=1", *options])
        out, err = capsys.readouterr()
        return code, json.loads(out)["diagnostics"] if "{" in out else [], err

    return run


def test_findings_of_a_list(
    httpserver: HTTPServer, command: Callable[..., tuple[int, list[dict[str, object]], str]]
) -> None:
    answering(httpserver, "/gone", 404)
    answering(httpserver, "/old", 301, Location="/new")
    answering(httpserver, "/new", 200)
    answering(httpserver, "/shy", 403)
    base = httpserver.url_for("").rstrip("/")
    text = (
        "# Papers\n\n"
        f"- Toy Maps for Segmentation *CVPR2023* [[paper]({base}/gone)]\n"
        f"- Toy Boxes for Segmentation *CVPR2022* [[paper]({base}/old#top)] [[code]({base}/gone)]\n"
        f"- Toy Points for Segmentation *ICCV2021* [[paper]({base}/shy)]\n"
    )
    code, found, said = command(text)
    places = [(f["name"], f["line"]) for f in found]
    assert places == [("link-dead", 3), ("link-moved", 4), ("link-dead", 4)]
    assert code == 1
    assert "1 dead, 1 moved, 1 unverified" in said
    column = text.split("\n")[2].index(f"{base}/gone") + 1
    assert found[0]["column"] == column
    code, found, _ = command(None, "--unsafe-fixes")
    assert [f["name"] for f in found] == ["link-dead", "link-dead"]
    assert f"({base}/new#top)" in (Path(str(found[0]["path"]))).read_text(encoding="utf-8")


def test_info_and_unverified_do_not_fail(
    httpserver: HTTPServer, command: Callable[..., tuple[int, list[dict[str, object]], str]]
) -> None:
    answering(httpserver, "/old", 301, Location="/new")
    answering(httpserver, "/new", 200)
    answering(httpserver, "/shy", 403)
    base = httpserver.url_for("").rstrip("/")
    text = (
        f"# Papers\n\n- [Toy Maps for Segmentation]({base}/old) *CVPR2023* [[code]({base}/shy)]\n"
    )
    code, found, _ = command(text)
    assert (code, [f["severity"] for f in found]) == (0, ["info"])
    assert command(None, "--fail-on=unverified")[0] == 1
    assert command(None, "--fail-on=unverified", "--exit-zero")[0] == 0


def test_offline_asks_nobody(
    httpserver: HTTPServer, command: Callable[..., tuple[int, list[dict[str, object]], str]]
) -> None:
    asked = answering(httpserver, "/gone", 404)
    text = f"# Papers\n\n- [Toy Maps for Segmentation]({httpserver.url_for('/gone')}) *CVPR2023*\n"
    assert command(text, "--offline")[:2] == (0, [])
    assert asked == []
    assert command(text)[0] == 1
    assert command(text, "--offline")[0] == 1
    assert len(asked) == 2


def test_behind_a_proxy_names_are_still_judged(
    httpserver: HTTPServer, check: Callable[..., LinkState], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy would connect for us; what means this machine here is not handed to it."""
    asked: list[str] = []

    def proxy(request: Request) -> Response:
        asked.append(request.url)
        return Response("", 200)

    httpserver.expect_request(re.compile(".*")).respond_with_handler(proxy)
    monkeypatch.setenv("http_proxy", httpserver.url_for(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    for url in ("http://127.0.0.1:1/", "http://localhost.localdomain:1/", "http://[::1]:1/"):
        found = check(url, Policy())
        assert found.state == UNVERIFIED
    # A name that only the proxy can resolve is the proxy's to judge.
    monkeypatch.setattr(socket, "getaddrinfo", only_this_machine(socket.getaddrinfo))
    assert check("http://papers.example/x", Policy()) == LinkState(OK)
    assert asked == ["http://papers.example/x"]


def only_this_machine(resolve: Callable[..., object]) -> Callable[..., object]:
    def fake(host: str, *rest: object, **more: object) -> object:
        if host not in ("localhost", "127.0.0.1"):
            raise socket.gaierror("not known")
        return resolve(host, *rest, **more)

    return fake
