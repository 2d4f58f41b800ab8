"""Arxiv, DBLP, Crossref, OpenAlex and Semantic Scholar on this machine, with made-up values.

The answers have the shapes that the services document (`wsss_lint.online.contract`), with their
oddities: numbers as text, a lone author as an object, no `hit` key when nothing is found, a full
stop after DBLP's titles, Crossref's subtitle in a field of its own, HTML entities.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from wsss_lint.online.client import Options
from wsss_lint.online.matching import letters, words
from wsss_lint.online.pace import Clock, LimitReachedError


class Fact(NamedTuple):
    """One publication of the made-up world."""

    title: str
    venue: str = ""  # as DBLP writes it; empty: a preprint only
    year: int = 0
    container: str = ""  # as Crossref writes it; empty: not in Crossref
    stream: str = "conf/x"
    doi: str = ""
    arxiv: str = ""
    arxiv_year: int = 0
    comment: str = ""
    authors: tuple[str, ...] = ("Ann Ey", "Bo Zed")
    subtitle: str = ""  # Crossref's
    online_year: int = 0
    journal: bool = False
    in_dblp: bool = True
    arxiv_title: str = ""


class TestClock(Clock):
    """Does not wait, and remembers how long it would have."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self.time = 1000.0
        self.epoch = 1_700_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.epoch

    def sleep(self, seconds: float) -> None:
        if self.stopped.is_set():
            raise LimitReachedError("interrupted")
        if seconds > 0:
            self.slept.append(seconds)
            self.time += seconds


class FakeServices:
    """All five services under one local server, each with a path of its own."""

    def __init__(self, server: HTTPServer, facts: list[Fact] | None = None) -> None:
        self.server = server
        self.facts = list(facts or [])
        self.requests: list[tuple[str, str]] = []  # (service, path with query)
        self.spoil: Callable[[int, str, Request], Response | None] | None = None
        for name, handler in (
            ("arxiv", self._arxiv),
            ("dblp", self._dblp),
            ("crossref", self._crossref),
            ("openalex", self._openalex),
            ("semanticscholar", self._semanticscholar),
        ):
            server.expect_request(re.compile(f"^/{name}/")).respond_with_handler(
                self._spoilable(name, handler)
            )

    @property
    def bases(self) -> dict[str, str]:
        names = ("arxiv", "dblp", "crossref", "openalex", "semanticscholar")
        return {name: self.server.url_for(f"/{name}") for name in names}

    def options(self, folder: Any, **more: Any) -> Options:
        return Options(**{"bases": self.bases, "cache": folder, "timeout": 2.0, "jobs": 1, **more})

    def asked(self, name: str) -> list[str]:
        return [path for service, path in self.requests if service == name]

    def _spoilable(
        self, name: str, handler: Callable[[Request], Response]
    ) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            self.requests.append((name, unquote(request.full_path.rstrip("?"))))
            if self.spoil is not None:
                spoiled = self.spoil(len(self.requests), name, request)
                if spoiled is not None:
                    return spoiled
            return handler(request)

        return answer

    # ------------------------------------------------------------------ arXiv

    def _arxiv(self, request: Request) -> Response:
        wanted = request.args["id_list"].split(",")
        if any(not re.fullmatch(r"\d{4}\.\d{4,5}|[a-z.-]+/\d{7}", i) for i in wanted):
            return Response(atom_error(), 200, mimetype="application/atom+xml")
        found = [f for i in wanted for f in self.facts if f.arxiv == i]
        return Response(atom(found), 200, mimetype="application/atom+xml")

    # ------------------------------------------------------------------ DBLP

    def _dblp(self, request: Request) -> Response:
        if "/rec/" in request.path:
            key = request.path.partition("/rec/")[2].removesuffix(".xml")
            fact = next((f for f in self.facts if dblp_key(f) == key and f.venue), None)
            if fact is None:
                return Response("not found", 404)
            return Response(dblp_xml(fact), 200, mimetype="application/xml")
        query = request.args["q"].split()
        hits = []
        for fact in self.facts:
            there = words(fact.title)
            if fact.in_dblp and all(any(w.startswith(q) for w in there) for q in query):
                hits += [dblp_info(fact, False)] if fact.venue else []
                hits += [dblp_info(fact, True)] if fact.arxiv else []
        return as_json(dblp_answer(hits))

    # ------------------------------------------------------------------ Crossref

    def _crossref(self, request: Request) -> Response:
        published = [f for f in self.facts if f.container]
        doi = unquote(request.path.partition("/works/")[2])
        if doi:
            found = next((f for f in published if f.doi.lower() == doi.lower()), None)
            if found is None:
                return Response("Resource not found.", 404, mimetype="text/plain")
            return as_json({"status": "ok", "message-type": "work", "message": work(found)})
        query = set(request.args["query.bibliographic"].split())
        ranked = sorted(published, key=lambda f: -len(query & set(words(full_title(f)))))
        items = [work(f) for f in ranked if query & set(words(full_title(f)))][:5]
        message = {"facets": {}, "total-results": len(items), "items": items, "items-per-page": 5}
        return as_json({"status": "ok", "message-type": "work-list", "message": message})

    # ------------------------------------------------------------------ with a key

    def _openalex(self, request: Request) -> Response:
        if "api_key" not in request.args:
            return Response('{"error":"key"}', 403)
        query = request.args["filter"].removeprefix("title.search:").split()
        found = [f for f in self.facts if f.container and set(query) <= set(words(full_title(f)))]
        results = [
            {
                "id": f"https://openalex.org/W{i}",
                "doi": f"https://doi.org/{f.doi}",
                "display_name": full_title(f),
                "publication_year": f.year,
                "type": "article",
                "authorships": [{"author": {"display_name": a}} for a in f.authors],
                "primary_location": {
                    "source": {"display_name": f.container, "type": "conference"} if i else None
                },
            }
            for i, f in enumerate(found, 1)
        ]
        return as_json({"meta": {"count": len(results)}, "results": results})

    def _semanticscholar(self, request: Request) -> Response:
        if "x-api-key" not in request.headers:
            return Response('{"message":"Too Many Requests","code":"429"}', 429)
        query = "".join(request.args["query"].split())
        fact = next((f for f in self.facts if letters(f.title) == query), None)
        if fact is None:
            return Response('{"error":"Title match not found"}', 404)
        data = {
            "paperId": "ab12",
            "title": fact.title,
            "year": fact.year or fact.arxiv_year,
            "venue": fact.venue or "arXiv.org",
            "externalIds": {"ArXiv": fact.arxiv, "DBLP": dblp_key(fact), "DOI": fact.doi},
            "authors": [{"name": a} for a in fact.authors],
            "matchScore": 109.5,
        }
        return as_json({"data": [data]})


def as_json(value: object) -> Response:
    return Response(json.dumps(value), 200, mimetype="application/json")


def full_title(fact: Fact) -> str:
    return f"{fact.title}: {fact.subtitle}" if fact.subtitle else fact.title


def atom(facts: list[Fact]) -> str:
    entries = []
    for fact in facts:
        title = html.escape(fact.arxiv_title or full_title(fact))
        first, _, rest = title.partition(" ")
        authors = "".join(f"<author><name>{html.escape(a)}</name></author>" for a in fact.authors)
        extra = (
            f"<arxiv:comment>{html.escape(fact.comment)}</arxiv:comment>" if fact.comment else ""
        )
        entries.append(
            f"<entry><id>http://arxiv.org/abs/{fact.arxiv}v2</id>"
            f"<published>{fact.arxiv_year or fact.year}-01-01T00:00:00Z</published>"
            f"<title>{first}\n  {rest}</title><summary>…</summary>{authors}{extra}</entry>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom">'
        f"<opensearch:totalResults>{len(facts)}</opensearch:totalResults>"
        f"{''.join(entries)}</feed>"
    )


def atom_error() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id>"
        "<title>Error</title><summary>incorrect id format for x</summary></entry></feed>"
    )


def dblp_key(fact: Fact) -> str:
    return f"{fact.stream}/{letters(fact.title)[:12]}{fact.year % 100:02d}"


def dblp_info(fact: Fact, preprint: bool) -> dict[str, object]:
    authors = [{"@pid": f"00/{i}", "text": a} for i, a in enumerate(fact.authors, 1)]
    if authors:
        authors[0]["text"] += " 0001"
    info: dict[str, object] = {
        "title": html.escape(full_title(fact), quote=False) + ".",
        "access": "open",
    }
    if authors:
        info["authors"] = {"author": authors[0] if len(authors) == 1 else authors}
    if preprint:
        key = f"journals/corr/abs-{fact.arxiv.replace('.', '-')}"
        more = {
            "venue": "CoRR",
            "volume": f"abs/{fact.arxiv}",
            "year": str(fact.arxiv_year or fact.year),
            "type": "Informal and Other Publications",
            "ee": f"https://doi.org/10.48550/arXiv.{fact.arxiv}",
        }
    else:
        key = dblp_key(fact)
        more = {
            "venue": fact.venue,
            "year": str(fact.year),
            "type": "Journal Articles" if fact.journal else "Conference and Workshop Papers",
        }
        if fact.doi:
            more["doi"] = fact.doi
            more["ee"] = f"https://doi.org/{fact.doi}"
    return {**info, **more, "key": key, "url": f"https://dblp.org/rec/{key}"}


def dblp_answer(infos: list[dict[str, object]]) -> dict[str, object]:
    hits: dict[str, object] = {
        "@total": str(len(infos)), "@computed": str(len(infos)), "@sent": str(len(infos)),
        "@first": "0",
    }  # fmt: skip
    if infos:
        hits["hit"] = [{"@score": "7", "@id": str(i), "info": x} for i, x in enumerate(infos)]
    return {
        "result": {
            "query": "…",
            "status": {"@code": "200", "text": "OK"},
            "completions": {"@total": "1", "c": {"@sc": "2", "text": "toy"}},
            "hits": hits,
        }
    }


def dblp_xml(fact: Fact) -> str:
    tag, place = ("article", "journal") if fact.journal else ("inproceedings", "booktitle")
    authors = "".join(f"<author>{html.escape(a)}</author>" for a in fact.authors)
    return (
        f'<?xml version="1.0"?><dblp><{tag} key="{dblp_key(fact)}">{authors}'
        f"<title>{html.escape(fact.title)}.</title><{place}>{html.escape(fact.venue)}</{place}>"
        f"<year>{fact.year}</year><ee>https://doi.org/{fact.doi}</ee></{tag}></dblp>"
    )


def work(fact: Fact) -> dict[str, object]:
    item: dict[str, object] = {
        "DOI": fact.doi,
        "type": "journal-article" if fact.journal else "proceedings-article",
        "title": [fact.title.replace("&", "&amp;")],
        "author": [
            {"given": a.split()[0], "family": a.split()[-1], "sequence": "first"}
            for a in fact.authors
        ],
        "container-title": [fact.container],
        "issued": {"date-parts": [[fact.online_year or fact.year, 6]]},
        "published-print": {"date-parts": [[fact.year, 6]]},
        "score": 42.1,
    }
    if fact.subtitle:
        item["subtitle"] = [fact.subtitle]
    if fact.online_year:
        item["published-online"] = {"date-parts": [[fact.online_year, 6, 3]]}
    return item
