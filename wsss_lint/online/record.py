"""What a source says about one publication, in one shape for all sources."""

from __future__ import annotations

import html
import re
from typing import NamedTuple


class Record(NamedTuple):
    """One publication as one source has it."""

    source: str  # "dblp"
    url: str  # where a person can read it
    title: str
    authors: tuple[str, ...] = ()  # "Ann Ey"
    venue: str = ""  # as the source writes it
    stream: str = ""  # DBLP's key of the venue: "conf/cvpr"
    year: int | None = None  # of the conference, or of the journal's issue
    online_year: int | None = None  # when it appeared online first
    preprint: bool = False
    doi: str = ""  # lower case
    arxiv: str = ""  # without version
    by_identifier: bool = False  # asked for by an identifier, not found by title
    hint: str = ""  # what the authors say of it: "Accepted to CVPR 2023"


# Sources that take their facts from each other count as one witness.
_ORIGIN = {"openalex": "crossref"}


def origin(record: Record) -> str:
    """The witness that a record counts for: every copy of a preprint was made from arXiv's."""
    if record.preprint:
        return "arxiv"
    return _ORIGIN.get(record.source, record.source)


_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def clean(value: object) -> str:
    """Text of a field: entities and tags resolved, line breaks and blanks folded."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(value)
    if "&" in text:
        text = html.unescape(text)  # Crossref holds `&amp;amp;` here and there
    return " ".join(_TAG.sub("", text).split())


def clean_title(value: object) -> str:
    """A title without the full stop that DBLP ends it with."""
    text = clean(value)
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def first(value: object) -> object:
    """The value itself, or the first of a list: fields that are now one, now the other."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def listed(value: object) -> list[object]:
    """A list of the value: a single author comes as an object, two as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def mapping(value: object) -> dict[str, object]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def year_of(value: object) -> int | None:
    """A plausible year in a number or text."""
    text = str(value)[:4] if isinstance(value, str | int) else ""
    return int(text) if text.isdecimal() and 1900 <= int(text) <= 2100 else None


_ARXIV = re.compile(r"(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d])")
_OLD_ARXIV = re.compile(r"\b([a-z][a-z-]{1,10})(?:\.[A-Z]{2})?/(\d{7})(?:v\d+)?\b")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>?#]+", re.IGNORECASE)


def arxiv_id(text: str) -> str:
    """The arXiv identifier in a URL, DOI or plain text, without its version; else empty."""
    found = _ARXIV.search(text)
    if found:
        return found.group(1)
    old = _OLD_ARXIV.search(text)
    return f"{old.group(1)}/{old.group(2)}" if old else ""


def doi_of(text: str) -> str:
    """The DOI in a URL or plain text, in lower case; else empty."""
    found = _DOI.search(text)
    return found.group(0).rstrip(".,;)").lower() if found else ""
