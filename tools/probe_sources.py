#!/usr/bin/env python3
"""Compare what the services answer today with what wsss_lint/online/contract.py says they do.

    python tools/probe_sources.py [--mailto you@example.org] [NAME ...]

Needs a network, and asks each service one question about a well-known paper. OpenAlex and
Semantic Scholar are asked only when their keys are in the environment. Prints a line for each
service; exit status 0 when all that answered keep the contract, 1 when one departs from it, 2
when one could not be asked.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from wsss_lint.online.client import Answer, Client, UnavailableError
from wsss_lint.online.contract import CONTRACTS, Contract, departures
from wsss_lint.online.options import base, mail, options_of
from wsss_lint.online.record import Record
from wsss_lint.online.sources import arxiv, crossref, dblp, openalex, semanticscholar

TITLE = "Attention Is All You Need"
ARXIV_ID = "1706.03762"


class Question(NamedTuple):
    """What is asked, and how our own code reads the answer."""

    path: str
    params: Mapping[str, str]
    decode: Callable[[Answer], object]
    read: Callable[[Client], list[Record]]


def tree(element: ElementTree.Element) -> object:
    """An XML element as objects and lists, namespaces dropped, to be compared with a shape."""
    children: dict[str, object] = {}
    for child in element:
        name = child.tag.rpartition("}")[2]
        value = tree(child)
        known = children.get(name)
        if known is None:
            children[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            children[name] = [known, value]
    return children or (element.text or "")


QUESTIONS = {
    "arxiv": Question(
        arxiv.PATH,
        {"id_list": ARXIV_ID, "max_results": "1"},
        lambda answer: {"feed": tree(answer.xml())},
        lambda client: [r for r in arxiv.by_identifiers(client, [ARXIV_ID]).values() if r],
    ),
    "dblp": Question(
        dblp.SEARCH,
        {"q": TITLE.lower(), "format": "json", "h": "10", "f": "0", "c": "0"},
        Answer.json,
        lambda client: dblp.by_title(client, TITLE),
    ),
    "crossref": Question(
        crossref.WORKS,
        {"query.bibliographic": TITLE.lower(), "rows": "5", "select": crossref.FIELDS},
        Answer.json,
        lambda client: crossref.by_title(client, TITLE),
    ),
    "openalex": Question(
        openalex.WORKS,
        {"filter": f"title.search:{TITLE.lower()}", "per-page": "5", "select": openalex.FIELDS},
        Answer.json,
        lambda client: openalex.by_title(client, TITLE),
    ),
    "semanticscholar": Question(
        semanticscholar.MATCH,
        {"query": TITLE.lower(), "fields": semanticscholar.FIELDS},
        Answer.json,
        lambda client: semanticscholar.by_title(client, TITLE),
    ),
}


def probe(client: Client, contract: Contract) -> tuple[int, str]:
    """Ask one service; return the exit status that this means, and a line about it."""
    if not client.usable(contract):
        return 0, f"not asked: no key in {contract.key_variable}"
    question = QUESTIONS[contract.name]
    try:
        answer = client.get(contract, question.path, question.params, kind="identifier")
        decoded = question.decode(answer)
        records = question.read(client)
    except (UnavailableError, ValueError) as error:
        return 2, f"not compared: {error}"
    found = departures(decoded, contract)
    if not records:
        found.append("our own reader found no record in it")
    if found:
        return 1, f"departs from the contract of {contract.read}: " + "; ".join(found)
    return 0, f"as in {contract.read}; {len(records)} records, the first: {records[0].title!r}"


def main(argv: list[str] | None = None) -> int:
    """Probe the services that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CONTRACTS))
    parser.add_argument("--mailto", type=mail)
    parser.add_argument("--api-base", action="append", default=[], type=base, metavar="NAME=URL")
    parser.set_defaults(timeout=30.0, max_requests=20, budget=None, offline=False, jobs=1)
    args = parser.parse_args(argv)
    unknown = [name for name in args.names if name not in CONTRACTS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(CONTRACTS)}")
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        args.cache_dir = folder
        client = Client(options_of(args))
        try:
            for name, contract in CONTRACTS.items():
                if args.names and name not in args.names:
                    continue
                status, line = probe(client, contract)
                print(f"{name}: {line}\n  {contract.docs}")
                worst = max(worst, status)
        finally:
            client.close()
    return worst


if __name__ == "__main__":
    sys.exit(main())
