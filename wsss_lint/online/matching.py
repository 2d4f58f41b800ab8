"""Whether two titles name the same paper.

Indexes write one title in many ways: hyphens come and go, the subtitle stands in a field of its
own, the method's name is in front or not. What is left after those is compared by edits; a short
title says too little to be trusted alone.
"""

from __future__ import annotations

import html
import re
import unicodedata
from enum import IntEnum


class Match(IntEnum):
    """How well two titles agree; the order is the order of trust."""

    OTHER = 0
    SIMILAR = 1  # 0.90 to 0.97, or one is the beginning of the other: look at it
    SAME = 2  # 0.97 and above
    EQUAL = 3  # the same letters and digits


SAME_FROM = 0.97
SIMILAR_FROM = 0.90
TELLING_WORDS = 4  # fewer words than this name several papers: "Deep Learning"
TELLING_LETTERS = 20

_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,40}:")
_LATEX = re.compile(r"\\[A-Za-z]+\s*|[{}$\\]")
_REMARK = re.compile(
    r"[\s(\[]+(?:extended abstract|extended version|oral|spotlight|poster|supplementary material)"
    r"[)\]]*\s*$",
    re.IGNORECASE,
)


def letters(title: str) -> str:
    """The letters and digits of a title, folded; what is compared."""
    return "".join(words(title))


def words(title: str) -> list[str]:
    """The words of a title in letters and digits only, as search services want them."""
    text = html.unescape(title)
    text = _SHORTCODE.sub(" ", text)
    text = _LATEX.sub(" ", text)
    text = _REMARK.sub("", text)
    text = text.replace("&", " and ")
    text = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in text)
    return "".join(kept).split()


def telling(title: str) -> bool:
    """Whether a title is long enough to name one paper."""
    found = words(title)
    return len(found) >= TELLING_WORDS and sum(map(len, found)) >= TELLING_LETTERS


def similarity(one: str, other: str) -> float:
    """0 to 1, on letters and digits; the better of edits and of common letters in order."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(letters(one), letters(other))


def forms(title: str, method: str | None = None) -> list[str]:
    """The ways in which an index may write a listed title: with and without its method."""
    found = [title]
    name = words(method or "")
    if name:
        if words(title)[: len(name)] != name:
            found.append(f"{method}: {title}")
        else:
            head, mark, rest = title.partition(":")
            if mark and words(head) == name and rest.strip():
                found.append(rest.strip())
    return found


def match(listed: str, found: str, method: str | None = None) -> Match:
    """Compare a listed title with one that an index holds."""
    best = Match.OTHER
    there = letters(found)
    if not there:
        return best
    for form in forms(listed, method):
        here = letters(form)
        if here == there:
            return Match.EQUAL
        if not here:
            continue
        ratio = similarity(form, found)
        if ratio >= SAME_FROM:
            best = max(best, Match.SAME)
        elif ratio >= SIMILAR_FROM or _contains(form, found):
            best = max(best, Match.SIMILAR)
    return best


def _contains(one: str, other: str) -> bool:
    """Whether one title is the other without its subtitle or its leading name."""
    short, long = sorted((letters(one), letters(other)), key=len)
    if len(short) < TELLING_LETTERS:
        return False
    return long.startswith(short) or long.endswith(short)


def apart(listed: str, found: str, method: str | None = None) -> bool:
    """Whether two titles are so different that no rewording explains it.

    A preprint is often renamed before it is published, so a title that merely differs is no
    proof of anything: here most words must differ, and the method's name must be absent.
    """
    from rapidfuzz import fuzz

    name = letters(method or "")
    if len(name) >= 3 and name in letters(found):
        return False
    if similarity(listed, found) >= 0.6 or _contains(listed, found):
        return False
    ours, theirs = _content(listed), _content(found)
    common = len(ours & theirs)
    if common * 2 > min(len(ours), len(theirs)):
        return False
    return fuzz.token_sort_ratio(" ".join(sorted(ours)), " ".join(sorted(theirs))) < 70


_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "via",
        "with",
    ]
)


def _content(title: str) -> set[str]:
    return {word for word in words(title) if word not in _SMALL and len(word) > 1}
