"""BibTeX entries in fenced blocks, with the place of each field.

What is plainly well-formed is read here, with spans, which no library gives. Only where this
reader meets something else is bibtexparser asked (its import costs as much as all the rest of a
run), and what it cannot read either becomes a syntax error with its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsss_lint.markdown.tree import Block, Fence, MarkdownDocument
from wsss_lint.records.model import BibTeXEntry, Field
from wsss_lint.source import Span

TYPES = (
    "article|book|booklet|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|"
    "online|phdthesis|proceedings|software|techreport|unpublished|string|preamble|comment"
)
# `@misc(…)` too, but no decorator of a language that the fence does not name
ENTRY = re.compile(rf"@\s*(?:([A-Za-z]+)\s*\{{|((?i:{TYPES}))\s*\()")
KEY = re.compile(r"\s*([^\s,{}\"=%]+)\s*(?=,|\})")
QUOTED = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)
NAME = re.compile(r"[\s,]*([A-Za-z][\w:+-]*)\s*=\s*")
# what stands behind an entry that a brace too many has closed: `}, year={2010}}`
BEHIND = re.compile(r"\s*(?:\}|,?\s*[A-Za-z]\w*\s*=\s*[{\"\d])")
BARE = re.compile(r"[A-Za-z0-9][\w.+-]*")
NOT_ENTRIES = frozenset(("string", "preamble", "comment"))
INFOS = frozenset(("", "bib", "bibtex", "biblatex", "tex", "latex", "text", "txt", "plaintext"))


def read_bibtex(document: MarkdownDocument) -> tuple[list[BibTeXEntry], list[tuple[Span, str]]]:
    """All BibTeX entries of a file, and its syntax errors with where they are."""
    entries: list[BibTeXEntry] = []
    errors: list[tuple[Span, str]] = []
    text = document.source.flat
    if "```" not in text and "~~~" not in text:
        return entries, errors
    if "\n>" in text or text.startswith(">"):  # entries in quotes, at the same offsets
        text = QUOTED.sub(lambda marks: " " * len(marks[0]), text)
    for fence in _fences(document.blocks, 0):
        start, end = fence.content
        info = fence.info.split()[0].strip("{}.").lower() if fence.info.split() else ""
        if info in INFOS and ENTRY.match(text, _skip_comments(text, start, end), end):
            _read(text, start, end, entries, errors, "bib" in info)
    return entries, errors


def _fences(blocks: list[Block], depth: int) -> Iterator[Fence]:
    for block in blocks:
        if isinstance(block, Fence):
            yield block
        elif block.children and depth < 50:
            yield from _fences(block.children, depth + 1)


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _skip_comments(text: str, at: int, end: int) -> int:
    """Where the text begins behind blank lines and lines that begin with `%`."""
    at = _skip(text, at, end)
    while at < end and text[at] == "%":
        line = text.find("\n", at, end)
        at = _skip(text, line if line >= 0 else end, end)
    return at


def _read(
    text: str, start: int, end: int, entries: list[BibTeXEntry], errors: list[tuple[Span, str]],
    named: bool,
) -> None:  # fmt: skip
    """The entries of one fence; `named` says that it calls itself one of BibTeX."""
    at = start
    while True:
        found = ENTRY.search(text, at, end)
        if found is None:
            return
        if (found[1] or found[2]).lower() in NOT_ENTRIES:
            close = _closing(text, found.end() - 1, end)
            at = close + 1 if close >= 0 else found.end()
            continue
        entry, at = (None, end) if found[2] else _entry(text, found, end)
        if entry is not None and BEHIND.match(text, at, end) is None:
            if entry.fields or named or entry.type in TYPES.split("|"):
                entries.append(entry)  # `@kernel{0}` is code
        else:
            following = ENTRY.search(text, found.end(), end)
            at = following.start() if following is not None else end
            stop = found.start() + len(text[found.start() : at].rstrip())
            where = Span(found.start(), stop)
            written = text[where.start : where.end]
            from wsss_lint.records.bibtex_faults import fault

            explained = fault(written) or _explain(written, where)
            if isinstance(explained, str):
                errors.append((where, explained))
            else:
                entries.append(explained)


def _entry(text: str, opening: re.Match[str], end: int) -> tuple[BibTeXEntry | None, int]:
    """The entry that opens here and the offset behind it; None when it is not plain."""
    key = KEY.match(text, opening.end(), end)
    if key is None:
        return None, end
    fields: dict[str, Field[str]] = {}
    at = key.end()
    while True:
        name = NAME.match(text, at, end)
        if name is None:
            closing = re.compile(r"[\s,]*\}").match(text, at, end)
            if closing is None:
                return None, end
            made = BibTeXEntry(
                opening[1].lower(),
                Field(key[1], Span(*key.span(1))),
                fields,
                Span(opening.start(), closing.end()),
            )
            return made, closing.end()
        value = _value(text, name.end(), end)
        if value is None:
            return None, end
        span, at = value
        after = _skip(text, at, end)
        while after < end and text[after] == "#":  # `"Proc. " # CVPR`: strings put together
            more = _value(text, _skip(text, after + 1, end), end)
            if more is None:
                return None, end
            span, at = Span(span.start, more[0].end), more[1]
            after = _skip(text, at, end)
        if after >= end or text[after] not in ",}":
            return None, end
        words = " ".join(text[span.start : span.end].split())
        fields.setdefault(name[1].lower(), Field(words, span))


def _value(text: str, at: int, end: int) -> tuple[Span, int] | None:
    """The span of a value without its delimiters, and the offset behind it."""
    if at >= end:
        return None
    if text[at] == "{":
        close = _closing(text, at, end)
        return (Span(at + 1, close), close + 1) if close >= 0 else None
    if text[at] == '"':
        depth = 0
        for here in range(at + 1, end):
            char = text[here]
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
            elif char == '"' and depth <= 0 and text[here - 1] != "\\":
                return Span(at + 1, here), here + 1
        return None
    bare = BARE.match(text, at, end)
    return (Span(*bare.span()), bare.end()) if bare is not None else None


def _closing(text: str, at: int, end: int) -> int:
    """The offset of the brace that closes the one at `at`; -1 when a new entry comes first."""
    depth = 0
    for found in re.compile(r"\\.|[{}]|\n\s*@[A-Za-z]+\s*\{", re.DOTALL).finditer(text, at, end):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                return found.start()
        elif mark[0] != "\\":
            return -1
    return -1


def _explain(text: str, where: Span) -> BibTeXEntry | str:
    """The entry as bibtexparser reads it, without places of its fields; or what is wrong."""
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import ParsingFailedBlock

    logging.getLogger().setLevel(max(logging.getLogger().level, logging.ERROR))
    try:
        library = parse_string(text)
    except Exception as error:  # a parser that gives up says so in its own way
        return str(error) or type(error).__name__
    for block in library.blocks:
        if isinstance(block, ParsingFailedBlock):
            reason = getattr(block.error, "abort_reason", "") or str(block.error)
            return " ".join(reason.split())[:200] or type(block.error).__name__
    for entry in library.entries:
        fields = {f.key.lower(): Field(str(f.value), where) for f in entry.fields}
        return BibTeXEntry(entry.entry_type.lower(), Field(entry.key, where), fields, where)
    return "it is not closed"
