"""What services answer when they do not answer well, and what we do then."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from fake_services import (
    Fact,
    FakeServices,
    TestClock,
    as_json,
    atom,
    atom_error,
    dblp_answer,
    dblp_info,
    work,
)
from pytest_httpserver import HTTPServer
from werkzeug import Response

from wsss_lint.online import client as client_module
from wsss_lint.online import pace
from wsss_lint.online.client import Client, UnavailableError
from wsss_lint.online.contract import ARXIV, CONTRACTS, CROSSREF, DBLP, departures
from wsss_lint.online.guard import Policy, RefusedURLError
from wsss_lint.online.options import base, count, mail, seconds
from wsss_lint.online.record import Record, arxiv_id, clean, doi_of
from wsss_lint.online.sources import arxiv, crossref, dblp, openalex, semanticscholar

TOY = Fact(
    "Toy & Weakly Supervised Maps", "CVPR", 2023, "2023 IEEE Conference (CVPR)", "conf/cvpr",
    "10.1109/CVPR00000.2023.00001", "2301.00001", 2023, authors=("Ann Ey",), subtitle="An Example",
)  # fmt: skip
PAIR = Fact("Toy Boxes of Two", "ICCV", 2021, "ICCV", "conf/iccv", "10.5555/2", "2101.00002", 2021)

Open = Callable[..., Client]


@pytest.fixture
def services(httpserver: HTTPServer) -> FakeServices:
    return FakeServices(httpserver, [TOY, PAIR])


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def client(services: FakeServices, tmp_path: Path, clock: TestClock) -> Iterator[Open]:
    """Open a client on the made-up services; only the disk knows of earlier ones."""
    made: list[Client] = []

    def make(**options: object) -> Client:
        made.append(Client(services.options(tmp_path, **options), clock))
        return made[-1]

    yield make
    for each in made:
        each.close()


# ---------------------------------------------------------------------- shapes


def test_fake_answers_keep_the_contract() -> None:
    """The made-up services are held to the same shapes as the real ones."""
    assert departures(dblp_answer([dblp_info(TOY, False), dblp_info(PAIR, True)]), DBLP) == []
    assert departures(dblp_answer([]), DBLP) == []
    answer = {"message": {"items": [work(TOY), work(PAIR)]}}
    assert departures(answer, CROSSREF) == []
    assert departures({"message": {"items": [{"DOI": 7}]}}, CROSSREF) == [
        "message.items[].DOI is int, not str",
        "message.items[].title is missing",
        "message.items[].type is missing",
    ]
    assert all(c.docs.startswith("https://") and c.read and c.pace > 0 for c in CONTRACTS.values())


def test_dblp(client: Open, services: FakeServices) -> None:
    published, preprint = dblp.by_title(client(), "Toy & Weakly-Supervised Maps!")
    # One author comes as an object, with the index's own number behind the name.
    assert published.authors == ("Ann Ey",)
    assert published.title == "Toy & Weakly Supervised Maps: An Example"
    assert (published.venue, published.year, published.preprint) == ("CVPR", 2023, False)
    assert (preprint.arxiv, preprint.preprint) == ("2301.00001", True)
    assert dblp.by_title(client(), "unheard of") == []  # no `hit` key at all
    assert dblp.by_title(client(), "Toy Boxes of Two")[0].authors == ("Ann Ey", "Bo Zed")
    # Letters and digits only: everything else breaks a query somewhere.
    assert "q=toy+and+weakly+supervised+maps&" in services.asked("dblp")[0]


def test_crossref(client: Open) -> None:
    (record, *_) = crossref.by_title(client(), "Toy & Weakly Supervised Maps: An Example")
    assert record.title == "Toy & Weakly Supervised Maps: An Example"  # split and escaped there
    assert record.doi == "10.1109/cvpr00000.2023.00001"
    by_doi = crossref.by_doi(client(), "10.1109/CVPR00000.2023.00001")
    assert by_doi is not None and by_doi.by_identifier
    assert crossref.by_doi(client(), "10.1109/none") is None


def test_arxiv_in_batches_and_by_piece(client: Open, services: FakeServices) -> None:
    found = arxiv.by_identifiers(client(), ["2301.00001", "2101.00002", "2301.09999"])
    assert found["2301.00001"] is not None
    assert found["2301.00001"].title == "Toy & Weakly Supervised Maps: An Example"  # broken lines
    assert found["2301.09999"] is None
    assert len(services.asked("arxiv")) == 1
    # One more paper in the list asks for one paper, not for all again.
    services.facts.append(TOY._replace(arxiv="2301.00077"))
    again = arxiv.by_identifiers(client(), ["2301.00001", "2101.00002", "2301.09999", "2301.00077"])
    assert {k: v and v.title for k, v in again.items() if k in found} == {
        k: v and v.title for k, v in found.items()
    }
    assert [path.partition("id_list=")[2] for path in services.asked("arxiv")[1:]] == [
        "2301.00077&max_results=1"
    ]


def test_a_malformed_identifier_does_not_spoil_its_batch(
    client: Open, services: FakeServices
) -> None:
    found = arxiv.by_identifiers(client(), ["2301.00001", "nonsense", "2101.00002"])
    assert set(found) == {"2301.00001", "2101.00002"}
    assert all(found.values())


def test_keyed_sources_only_with_a_key(
    client: Open, services: FakeServices, tmp_path: Path
) -> None:
    from wsss_lint.online.contract import OPENALEX, SEMANTIC_SCHOLAR

    plain = client()
    assert not plain.usable(OPENALEX) and not plain.usable(SEMANTIC_SCHOLAR)
    keyed = client(keys={"openalex": "TOYSECRET", "semanticscholar": "TOYSECRET"})
    assert keyed.usable(OPENALEX)
    assert openalex.by_title(keyed, "Toy Boxes of Two")[0].year == 2021
    assert semanticscholar.by_title(keyed, "Toy Boxes of Two")[0].arxiv == "2101.00002"
    assert semanticscholar.by_title(keyed, "unheard of") == []  # 404 is its way to say none
    assert any("api_key=TOYSECRET" in path for path in services.asked("openalex"))
    for file in tmp_path.iterdir():
        assert b"TOYSECRET" not in file.read_bytes(), "keys are kept nowhere"


# ---------------------------------------------------------------------- trouble


def once(*answers: Response) -> Callable[..., Response | None]:
    """Give these answers first, then the right ones."""
    left = list(answers)
    return lambda *_: left.pop(0) if left else None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("date", [False, True])
def test_retry_after(
    client: Open, services: FakeServices, clock: TestClock, status: int, date: bool
) -> None:
    until = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=20), usegmt=True)
    services.spoil = once(Response("", status, {"Retry-After": until if date else "20"}))
    assert len(dblp.by_title(client(), "Toy Boxes of Two")) == 2
    assert any(18 <= waited <= 20 for waited in clock.slept)
    assert len(services.requests) == 2


def test_a_wait_that_is_too_long_is_not_waited(
    client: Open, services: FakeServices, clock: TestClock
) -> None:
    services.spoil = lambda *_: Response("", 429, {"Retry-After": "7200"})
    with pytest.raises(UnavailableError) as caught:
        dblp.by_title(client(), "Toy Boxes of Two")
    assert caught.value.kind == "down"
    assert len(services.requests) == 1
    assert sum(clock.slept) < 10


def test_a_retry_after_that_is_rubbish(client: Open, services: FakeServices) -> None:
    services.spoil = once(Response("", 429, {"Retry-After": "soon"}))
    assert dblp.by_title(client(), "Toy Boxes of Two")


def test_three_failures_close_a_source(client: Open, services: FakeServices) -> None:
    services.spoil = lambda _, name, __: Response("", 503) if name == "dblp" else None
    here = client()
    for _ in range(6):
        with pytest.raises(UnavailableError):
            dblp.by_title(here, "Toy Boxes of Two")
    assert len(services.asked("dblp")) == 9  # three questions, each tried three times
    assert [n for n in here.notices if "dblp" in n] == here.notices
    assert len(here.notices) == 1
    assert crossref.by_title(here, "Toy Boxes of Two")  # the others go on


@pytest.mark.parametrize(
    "answer",
    [
        Response("<html>maintenance</html>", 200, mimetype="text/html"),
        Response("", 200),
        Response('{"result": {"hits"', 200),
        Response("[" * 100_000, 200),
        Response('{"result": null}', 200),
        Response("[]", 200),
        Response('"text"', 200),
        Response(json.dumps({"result": {"hits": {}}}).encode("utf-16") + b"\xff", 200),
        Response(b'{"result": "\xff\xfe"}', 200),
        Response("moved", 301, {"Location": "https://elsewhere.example/search"}),
        Response("loop", 302, {"Location": "/dblp/search/publ/api?q=loop"}),
        Response("", 403),
        Response("", 400),
        Response("x" * 9_000_000, 200),
    ],
)
def test_what_is_no_answer_is_not_kept(
    client: Open, services: FakeServices, answer: Response
) -> None:
    services.spoil = lambda *_: answer
    with pytest.raises(UnavailableError) as caught:
        dblp.by_title(client(), "Toy Boxes of Two")
    assert caught.value.kind == "down"
    services.spoil = None
    assert len(dblp.by_title(client(), "Toy Boxes of Two")) == 2


def test_an_error_feed_with_status_200_is_not_kept(client: Open, services: FakeServices) -> None:
    services.spoil = lambda *_: Response(atom_error(), 200)
    assert arxiv.by_identifiers(client(), ["2301.00001"]) == {}
    services.spoil = None
    assert arxiv.by_identifiers(client(), ["2301.00001"])["2301.00001"] is not None


@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><feed>&b;</feed>",
        '<?xml version="1.0" encoding="nonsense"?><feed/>',
        "<feed",
        "<html/>",
    ],
)
def test_hostile_xml(client: Open, services: FakeServices, body: str) -> None:
    services.spoil = lambda *_: Response(body, 200)
    assert arxiv.by_identifiers(client(), ["2301.00001"]) == {}


def test_a_declared_encoding_is_believed(client: Open, services: FakeServices) -> None:
    fact = TOY._replace(arxiv_title="Gradients à la Carte")
    text = atom([fact]).replace("UTF-8", "ISO-8859-1").replace("…", "")
    services.spoil = lambda *_: Response(text.encode("latin-1"), 200)
    (record,) = arxiv.by_identifiers(client(), ["2301.00001"]).values()
    assert record is not None and record.title == "Gradients à la Carte"


def strange_values() -> Iterator[dict[str, object]]:
    for value in (None, 7, [], {}, "", ["x"], {"text": 5}, [None], [[]]):
        yield {"title": value, "authors": value, "venue": value, "year": value, "ee": value}
        yield {"title": "Toy Boxes of Two", "authors": {"author": value}, "venue": value,
               "year": value, "key": value, "url": value, "doi": value, "volume": value}  # fmt: skip


@pytest.mark.parametrize("info", list(strange_values()))
def test_fields_of_another_type(
    client: Open, services: FakeServices, info: dict[str, object]
) -> None:
    """Whatever is in the fields, the outcome is records or an `UnavailableError`."""
    item = {"title": [info["title"]], "type": "journal-article", "author": [info["authors"]],
            "DOI": info["year"], "container-title": info["venue"], "issued": info["venue"],
            "published-print": {"date-parts": [[info["year"]]]}, "event": info["venue"]}  # fmt: skip

    def spoil(_: int, name: str, __: object) -> Response:
        if name == "dblp":
            return as_json({"result": {"hits": {"hit": [{"info": info}, info, None, 3]}}})
        return as_json({"message": {"items": [item, info, None, 3]}})

    services.spoil = spoil
    for record in (*dblp.by_title(client(), "Toy"), *crossref.by_title(client(), "Toy")):
        assert isinstance(record, Record)
        assert all(isinstance(field, str) for field in (record.title, record.venue, record.doi))


# ---------------------------------------------------------------------- sockets


def raw_service(answer: Callable[[socket.socket], None]) -> tuple[str, Callable[[], None]]:
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
    return f"http://127.0.0.1:{server.getsockname()[1]}", server.close


def truncated(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b'{"result":')


def dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    for _ in range(60):
        threading.Event().wait(0.02)
        connection.sendall(b" ")


def chunked_badly(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n")


def gzipped_badly(connection: socket.socket) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"
    )


def a_bomb(connection: socket.socket) -> None:
    import gzip

    data = gzip.compress(b" " * 40_000_000)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
        + str(len(data)).encode() + b"\r\n\r\n" + data
    )  # fmt: skip


def silent(connection: socket.socket) -> None:
    threading.Event().wait(0.3)


@pytest.mark.parametrize(
    "answer", [truncated, dripping, chunked_badly, gzipped_badly, a_bomb, silent]
)
def test_bodies_that_are_cut_slow_or_lie(
    tmp_path: Path, clock: TestClock, answer: Callable[[socket.socket], None]
) -> None:
    from wsss_lint.online.client import Options

    url, close = raw_service(answer)
    here = Client(Options(bases={"dblp": url}, cache=tmp_path, timeout=0.1), clock)
    try:
        with pytest.raises(UnavailableError) as caught:
            dblp.by_title(here, "Toy")
        assert caught.value.kind == "down"
    finally:
        here.close()
        close()


def test_nobody_there(tmp_path: Path, clock: TestClock) -> None:
    from wsss_lint.online.client import Options

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    here = Client(Options(bases={"dblp": f"http://127.0.0.1:{port}"}, cache=tmp_path), clock)
    with pytest.raises(UnavailableError, match="connection failed"):
        dblp.by_title(here, "Toy")
    here.close()


# ---------------------------------------------------------------------- limits, cache, options


def test_one_request_after_another(client: Open, clock: TestClock, services: FakeServices) -> None:
    here = client()
    for title in ("Toy Boxes of Two", "Toy", "Boxes"):
        dblp.by_title(here, title)
    assert sum(clock.slept) >= 2 * 1.0
    assert here.limits.requests == 3


def test_limits(client: Open, services: FakeServices) -> None:
    here = client(max_requests=1)
    dblp.by_title(here, "Toy")
    with pytest.raises(UnavailableError) as caught:
        dblp.by_title(here, "Boxes")
    assert caught.value.kind == "limit"
    assert dblp.by_title(here, "Toy")  # the cache is no request
    late = client(budget=0.5)
    dblp.by_title(late, "Two")
    with pytest.raises(UnavailableError) as caught:
        dblp.by_title(late, "Boxes")
    assert "--budget" in caught.value.reason
    assert len(services.requests) == 2


def test_offline_asks_nobody(client: Open, services: FakeServices) -> None:
    dblp.by_title(client(), "Toy")
    asked = len(services.requests)
    here = client(offline=True)
    assert dblp.by_title(here, "Toy")
    with pytest.raises(UnavailableError) as caught:
        dblp.by_title(here, "Boxes")
    assert caught.value.kind == "offline"
    assert len(services.requests) == asked


def test_a_stopped_clock_ends_all_waiting() -> None:
    clock = pace.Clock()
    clock.stop()
    with pytest.raises(pace.LimitReachedError):
        clock.sleep(60)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_a_cache_that_is_broken(
    services: FakeServices, tmp_path: Path, clock: TestClock, content: bytes
) -> None:
    (tmp_path / "answers.sqlite").write_bytes(content)
    here = Client(services.options(tmp_path), clock)
    assert dblp.by_title(here, "Toy")
    here.close()


def test_a_cache_that_cannot_be_written(services: FakeServices, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    here = Client(services.options(tmp_path / "file" / "folder"), TestClock())
    assert dblp.by_title(here, "Toy")
    assert "cannot be used" in here.notices[0]
    here.close()


def test_who_is_asking(client: Open, services: FakeServices, httpserver: HTTPServer) -> None:
    crossref.by_title(client(), "Toy")
    crossref.by_title(client(mailto="ann@example.org"), "Boxes")
    first, second = (request for request, _ in httpserver.log)
    assert first.headers["User-Agent"].startswith("wsss-lint/")
    assert "@" not in first.headers["User-Agent"] + first.full_path
    assert "mailto:ann@example.org" in second.headers["User-Agent"]
    assert "mailto=ann%40example.org" in second.full_path


def test_options() -> None:
    import argparse

    assert base("dblp=https://mirror.example/dblp") == ("dblp", "https://mirror.example/dblp")
    for parse, bad in (
        (base, "dblp"), (base, "nobody=https://x.example"), (base, "dblp=file:///etc"),
        (base, "dblp=http://[::1"), (mail, "x\r\nEvil: 1@example.org"), (mail, "nobody"),
        (seconds, "nan"), (seconds, "0"), (seconds, "x"), (count, "0"), (count, "-1"),
    ):  # fmt: skip
        with pytest.raises(argparse.ArgumentTypeError):
            parse(bad)


# ---------------------------------------------------------------------- guard


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "192.0.2.1", "198.18.0.1", "rubbish",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(address: str) -> None:
    assert Policy().refuses("host.example", address)
    assert Policy(allow_private=True).refuses("host.example", address) is None
    allowed = Policy(allow_hosts=frozenset({"host.example"}))
    assert allowed.refuses("Host.Example.", address) is None
    assert allowed.refuses("other.example", address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_not(address: str) -> None:
    assert Policy().refuses("host.example", address) is None


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.example/", "http://", "http://[::1", "//x", "http://127.0.0.1/",
            "http://[::1]/", "https://x:99999999/", "javascript:alert(1)", "gopher://x"]
)  # fmt: skip
def test_urls_that_are_refused(url: str) -> None:
    with pytest.raises(RefusedURLError):
        Policy().check_url(url)


# ---------------------------------------------------------------------- text


def test_text_of_fields() -> None:
    assert clean("Toy &amp;amp; <i>Maps</i>\n  of  x &lt; y") == "Toy & Maps of x < y"
    assert clean(None) == clean(5) == ""
    assert arxiv_id("http://arxiv.org/abs/2301.00001v2") == "2301.00001"
    assert arxiv_id("cs.CV/0701001") == arxiv_id("cs/0701001v1") == "cs/0701001"
    assert arxiv_id("10.1109/cvpr.2023.0001") == ""
    assert doi_of("https://doi.org/10.1109/CVPR.2023.1).") == "10.1109/cvpr.2023.1"
    assert ARXIV.batch == 100


# ---------------------------------------------------------------------- the maintainers' probe


def probe(services: FakeServices, monkeypatch: pytest.MonkeyPatch, *names: str) -> int:
    import importlib.util

    path = Path(__file__).parents[1] / "tools" / "probe_sources.py"
    spec = importlib.util.spec_from_file_location("probe_sources", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(client_module, "Clock", TestClock)
    services.facts = [
        Fact(
            module.TITLE, "NeurIPS", 2017, "Advances", "conf/nips", "10.5/1", module.ARXIV_ID, 2017
        )
    ]
    result: int = module.main([*names, *(f"--api-base={n}={u}" for n, u in services.bases.items())])
    return result


def test_the_probe_finds_the_fake_services_as_described(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("OPENALEX_API_KEY", "SEMANTIC_SCHOLAR_API_KEY"):
        monkeypatch.setenv(name, "TOYSECRET")
    assert probe(services, monkeypatch) == 0
    out = capsys.readouterr().out
    assert out.count("as in 20") == 5
    assert "TOYSECRET" not in out
    for name in ("OPENALEX_API_KEY", "SEMANTIC_SCHOLAR_API_KEY"):
        monkeypatch.delenv(name)
    assert probe(services, monkeypatch) == 0
    assert capsys.readouterr().out.count("not asked: no key") == 2


def test_the_probe_tells_what_has_changed(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    services.spoil = lambda *_: as_json({"result": {"hits": {"@total": 1, "hit": []}}})
    assert probe(services, monkeypatch, "dblp") == 1
    assert "result.hits.@total is int, not str" in capsys.readouterr().out
    services.spoil = lambda *_: Response("", 500)
    assert probe(services, monkeypatch, "dblp", "arxiv") == 2


def test_checking_uses_no_network_code(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "README.md").write_text("# Papers\n\n- Toy Maps for Segmentation *CVPR2023*\n")
    program = (
        "import sys, socket\n"
        "socket.socket.connect = None\n"
        "from wsss_lint.cli.main import main\n"
        f"main(['check', {str(tmp_path)!r}, '--isolated', '--output-format=json', '--quiet'])\n"
        "heavy = ('wsss_lint.online', 'wsss_lint.authoring', 'requests', 'urllib3')\n"
        "print([name for name in sys.modules if name.startswith(heavy)], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.stderr.strip().split("\n")[-1] == "[]"
