"""Leaf blocks that need a look at more than one character: headings, fences, HTML, definitions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from wsss_lint.source import Span

_ATX = re.compile(r"#{1,6}(?=[ \t\n]|\Z)").match
_FENCE = re.compile(r"`{3,}|~{3,}").match
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)(?=[ \t\n]|/?>|\Z)").match
_RAW_TAGS = frozenset(("pre", "script", "style", "textarea"))
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE).search
_BLANK_LINE = re.compile(r"\n[ \t]*+(?:\n|\Z)").search
# CommonMark 0.31, section 4.6, condition 6.
_BLOCK_TAGS = frozenset(
    (
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption",
        "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2",
        "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li",
        "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p",
        "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "title", "tr", "track", "ul",
    )
)  # fmt: skip
# A whole open or closing tag; possessive, so that a line of a million `a=` stays linear.
HTML_TAG = (
    r"(?:<[A-Za-z][A-Za-z0-9-]*+"
    r"(?:\s++[A-Za-z_:][A-Za-z0-9_.:-]*+"
    r"(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*+\s*+>)"
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]:", re.DOTALL).match
# `[label]: target` with nothing that needs a closer look and no title on the next line.
_PLAIN_TARGET = re.compile(
    r"[ \t]*+\n?[ \t]*+([^\s<>()\\&\x00-\x1f]++)[ \t]*+(?:\Z|\n(?![ \t]*+[\"'(]))"
).match
_LINE_ENDS = re.compile(r"[ \t]*+(?:\n|\Z)").match
_ANCHOR_TAG = re.compile(r"<[A-Za-z][^<>]*+>")
_ANCHOR = re.compile(r"""\s(?:id|name)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++)""", re.IGNORECASE)


def atx_heading(flat: str, at: int, end: int) -> tuple[int, int, int, int] | None:
    """`(level, text start, text end, end of the line's text)` of a `#` heading, or None."""
    match = _ATX(flat, at, end)
    if match is None:
        return None
    line = flat[match.end() : end].rstrip(" \t")
    text = line.lstrip(" \t")
    start = match.end() + len(line) - len(text)
    stop = start + len(text)
    bare = text.rstrip("#")
    if bare != text and (not bare or bare[-1] in " \t"):  # the closing sequence: `# a #`
        text = bare.rstrip(" \t")
    return match.end() - at, start, start + len(text), max(stop, match.end())


def fence(flat: str, at: int, end: int) -> tuple[str, str] | None:
    """The closing marks and the info string of a fence that opens at `at`, or None."""
    match = _FENCE(flat, at, end)
    if match is None:
        return None
    info = flat[match.end() : end].strip(" \t")
    if match[0][0] == "`" and "`" in info:
        return None
    return match[0], info


def html_start(flat: str, at: int, end: int, in_paragraph: bool) -> str | None:
    """What ends the HTML block that starts at `at`: "" for a blank line, None if none starts."""
    for opener, closer in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")):
        if flat.startswith(opener, at):
            return closer
    if flat.startswith("<!", at):
        letter = flat[at + 2 : at + 3]
        return ">" if letter.isascii() and letter.isalpha() else None
    match = _TAG_NAME(flat, at, end)
    if match is None:
        return None
    name = match[2].lower()
    if name in _RAW_TAGS and not match[1] and flat[match.end() : match.end() + 1] != "/":
        return "</"
    if name in _BLOCK_TAGS:
        return ""
    if in_paragraph:
        return None
    tag = re.compile(HTML_TAG + r"[ \t]*\Z").match(flat, at, end)
    return "" if tag else None


def html_end(flat: str, at: int, closer: str) -> int:
    """Where an HTML block from `at` on ends: at a blank line, or behind the line with `closer`."""
    if closer == "":
        blank = _BLANK_LINE(flat, at)
        return blank.start() + 1 if blank else len(flat)
    raw = _RAW_END(flat, at) if closer == "</" else None
    found = flat.find(closer, at) if closer != "</" else raw.start() if raw else -1
    line_end = flat.find("\n", found) if found >= 0 else -1
    return line_end + 1 if line_end >= 0 else len(flat)


def html_ends(flat: str, at: int, end: int, closer: str) -> bool:
    """Whether the line from `at` to `end` holds what ends the open HTML block."""
    if closer == "</":
        return _RAW_END(flat, at, end) is not None
    return flat.find(closer, at, end) >= 0


def blank_marks(text: str, start: int, marks: list[int]) -> str:
    """`text`, which stands at `start`, with the quote marks in it made blanks."""
    if not marks or marks[-1] < start:
        return text
    low = bisect_left(marks, start)
    high = bisect_left(marks, start + len(text))
    if low == high:
        return text
    pieces, pos = [], 0
    for mark in marks[low:high]:
        pieces.append(text[pos : mark - start])
        pos = mark - start + 1
    pieces.append(text[pos:])
    return " ".join(pieces)


def normalise(label: str) -> str:
    """The form in which link labels are compared."""
    return " ".join(label.split()).casefold()


def definition(text: str, pos: int) -> tuple[int, str, str] | None:
    """A link reference definition at `pos`: `(end, normalised label, target)`, or None."""
    match = _LABEL(text, pos)
    if match is None or text.startswith("[^", pos):  # `[^1]: …` is a footnote on GitHub
        return None
    label = normalise(match[1])
    if not label:
        return None
    plain = _PLAIN_TARGET(text, match.end())
    if plain:
        return plain.end(1), label, plain[1]
    from wsss_lint.markdown.links import target, title

    found = target(text, match.end(), True)
    if found is None:
        return None
    url, _, stop = found
    after = title(text, stop)
    if after is not None and _LINE_ENDS(text, after):
        return after, label, url
    return (stop, label, url) if _LINE_ENDS(text, stop) else None


def html_anchors(flat: str, code: list[Span]) -> frozenset[str]:
    """The targets of `id=` and `name=` in HTML tags outside code and comments."""
    if "<" not in flat or ("id" not in flat.lower() and "name" not in flat.lower()):
        return frozenset()
    hidden = sorted([*code, *_comments(flat)])
    starts = [span[0] for span in hidden]
    anchors = []
    for tag in _ANCHOR_TAG.finditer(flat):
        found = _ANCHOR.findall(tag[0])
        if found:
            index = bisect_right(starts, tag.start()) - 1
            if index < 0 or tag.start() >= hidden[index][1]:
                anchors += [value.strip("\"'") for value in found]
    return frozenset(anchors)


def _comments(flat: str) -> list[Span]:
    """The spans of `<!-- … -->`; one that is never closed ends with the text."""
    spans = []
    start = flat.find("<!--")
    while start >= 0:
        end = flat.find("-->", start)
        end = len(flat) if end < 0 else end
        spans.append(Span(start, end))
        start = flat.find("<!--", end)
    return spans
