"""Tokens: the text of one entry as a tree of pieces, separators and containers.

A *piece* is a stretch of words, a *separator* what divides two pieces (`, `, ` - `, a line break),
a *container* whatever has an inside: a link, bold, italics, code, quotation marks, brackets. HTML
tags that only format count as the Markdown that they stand for. All offsets are those of the file.
"""

from __future__ import annotations

import re
from html import unescape as entities
from typing import NamedTuple

from wsss_lint.markdown import inlines
from wsss_lint.markdown.tree import Inline, Literal, MarkdownDocument
from wsss_lint.source import Span

MOST_TOKENS = 400  # of one entry; what follows is not looked at

#: Containers that only emphasize: a field may be one of them without its markers.
EMPHASIS = frozenset(("strong", "em", "code", "under", "strike"))
#: Containers with an opening and a closing character.
BRACKETS = frozenset(("paren", "square", "quote"))

_OPEN = {"(": "paren", "（": "paren", "[": "square", "【": "square", "［": "square", "「": "quote",
         "“": "quote", "«": "quote", "《": "quote", "{": "brace"}  # fmt: skip
_CLOSE = {")": "paren", "）": "paren", "]": "square", "】": "square", "］": "square", "」": "quote",
          "”": "quote", "»": "quote", "》": "quote", "}": "brace"}  # fmt: skip

#: Letters in square brackets that only say what kind of thing an entry is: `Title[J]`.
DECORATIONS = frozenset(("J", "C", "M", "D", "A", "P", "R", "J/OL"))

# Where a text is divided. A comma in `1,000`, a colon in `10:30` and a stop in `v1.5` divide
# nothing; a dash, a slash and a tilde only with a space on both sides.
_DIVIDE = re.compile(
    r"(?P<bracket>\\?[()\[\]（）【】［］「」“”«»《》{}])"
    r'|(?P<quote>\\?"|\'\'|``)'
    r"|(?P<emoji>:[a-z0-9_+-]{2,40}:"
    r"|[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff\u231a-\u23ff]+)"
    r"|(?P<br>\s*\\?\n\s*)"
    r"|(?P<bar>\s*[|｜]\s*)"
    r"|(?P<dash>(?:(?<=\s)|^)(?:[-–—~/·•●+]|--+|=>)(?=\s|$))"
    r"|(?P<gap>(?<=\S)[ \t]{2,}(?=\S))"
    r"|(?P<comma>[,，、](?!\d{3}\b))"
    r"|(?P<semi>[;；])"
    r"|(?P<colon>:(?=\s|$)|：)"
    r"|(?P<stop>\.(?=\s|$)|。|(?<=[?!])(?=\s+[A-Z\"“]))"
)
ABBREVIATED = re.compile(
    r"(?:^|[\s(.,-])(?:[A-Z]|al|vs|etc|proc|conf|trans|int|intl|symp|st|dr|jr|sr|no|vol|pp|eds?|cf"
    r"|e\.g|i\.e|fig|et|lett|comput|sci|res|rev|phys|commun|nat|adv|ann|appl|assoc|am|soc|j"
    r"|univ|dept|approx|resp|inc|ltd)$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[\s.,-])[A-Z]$")
_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HTML = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "u": "under",
         "ins": "under", "a": "link", "code": "code", "kbd": "code", "s": "strike",
         "del": "strike"}  # fmt: skip
_BREAKING = frozenset(("br", "p", "div", "li", "td", "th", "tr", "ul", "ol", "summary", "details",
                       "table", "tbody", "thead", "dd", "dt", "hr", "h1", "h2", "h3", "h4", "h5",
                       "h6"))  # fmt: skip


class Token:
    """One node of the tree."""

    __slots__ = ("children", "end", "inner", "kind", "start", "text", "url", "url_span")

    def __init__(
        self, kind: str, start: int, end: int, text: str = "", inner: Span | None = None
    ) -> None:
        self.kind = kind  # "text", "sep", "emoji", "image", "link", or one of the containers
        self.start = start
        self.end = end
        #: of a text or separator as written; of an image what stands for it (alt text)
        self.text = text
        self.inner = inner if inner is not None else Span(start, end)
        self.url = ""
        self.url_span: Span | None = None
        self.children: list[Token] = []

    def __repr__(self) -> str:
        inside = f"{self.children}" if self.children else repr(self.text)
        return f"{self.kind}{inside}"

    @property
    def content(self) -> bool:
        """Whether it is something that is read, and does not only divide or decorate."""
        return self.kind not in ("sep", "emoji", "image")


class Part(NamedTuple):
    """One stretch of an entry's text: its own line, a bullet below it, a cell, a line."""

    span: Span
    role: str  # "own", "child", "line", "cell", "heading", "block"
    index: int = 0  # which cell, which child


def tokenize(document: MarkdownDocument, part: Part) -> list[Token]:
    """The tokens of one part of an entry, as a tree (the top level is the list returned)."""
    found = inlines(document, part.span)
    builder = _Builder(document.source.flat, found)
    return _unnumbered(_paired(builder.level(part.span.start, part.span.end, 0, len(found))))


def _unnumbered(tokens: list[Token]) -> list[Token]:
    """Tokens whose number decorates: `**1. Title**`, `3) Title`, `**[5]** Authors`."""
    content = [i for i, t in enumerate(tokens) if t.kind != "emoji"]
    if not content:
        return tokens
    at = content[0]
    first = tokens[at]
    if first.kind == "text" and first.text.isdigit() and len(first.text) < 4:
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if behind is not None and behind.kind == "sep" and behind.text in (".", ")"):
            tokens[at] = Token("emoji", first.start, first.end)
            tokens[at + 1] = Token("emoji", behind.start, behind.end)
    elif first.kind in ("strong", "em", "square") and first.children:
        inside = first.children
        if len(inside) == 1 and inside[0].kind == "text" and inside[0].text.strip("#.").isdigit():
            if first.kind == "square" and len(inside[0].text) < 4:
                tokens[at] = Token("emoji", first.start, first.end)
        else:
            first.children = _unnumbered(inside)
    return tokens


class _Builder:
    def __init__(self, text: str, found: list[Inline]) -> None:
        self.text = text
        self.found = found
        self.count = 0

    def level(self, start: int, end: int, first: int, last: int) -> list[Token]:
        """The tokens between two offsets, not yet paired."""
        out: list[Token] = []
        at, index = start, first
        while index < last:
            inline = self.found[index]
            if inline.span.start < at or (
                isinstance(inline, Literal) and not (inline.opens or inline.closes)
            ):  # `snake_case`, `:heavy_check_mark:`: part of a word
                index += 1
                continue
            self.words(at, inline.span.start, out)
            stop = index + 1
            while stop < last and self.found[stop].span.start < inline.span.end:
                stop += 1
            self.inline(inline, index + 1, stop, out)
            at, index = inline.span.end, stop
            if self.count > MOST_TOKENS:
                return out
        self.words(at, end, out)
        return out

    def inline(self, inline: Inline, first: int, stop: int, out: list[Token]) -> None:
        """One Markdown inline and what it holds."""
        kind, (start, end) = inline.kind, inline.span
        self.count += 1
        if kind == "html":
            self.html(start, end, out)
        elif kind == "literal":
            mark = "strong" if end - start > 1 else "em"
            out.append(Token(f"toggle {mark}", start, end, self.text[start:end]))
        elif kind == "code":
            token = Token("code", start, end, inner=inline.content)
            inside: list[Token] = []
            self.words(*inline.content, inside)
            token.children = _paired(inside)
            out.append(token)
        elif kind == "image":
            token = Token("image", start, end, self.text[slice(*inline.content)], inline.content)
            token.url, token.url_span = inline.url, inline.url_span
            out.append(token)
        elif kind == "autolink":
            token = Token("link", start, end, inner=inline.content)
            token.url, token.url_span = inline.url, inline.content
            out.append(token)
        else:
            name = {"emphasis": "em", "strikethrough": "strike"}.get(kind, kind)
            token = Token(name, start, end, inner=inline.content)
            token.url, token.url_span = inline.url, inline.url_span
            token.children = _paired(self.level(*inline.content, first, stop))
            out.append(token)

    def html(self, start: int, end: int, out: list[Token]) -> None:
        """A tag: what formats opens or closes a container, what breaks the line divides."""
        tag = _TAG.match(self.text, start, end)
        if tag is None:
            return  # a comment
        closing, name = tag[1], tag[2].lower()
        if name in _BREAKING:
            out.append(Token("sep", start, end, "\n"))
        elif name == "img":
            said = attributes(tag[3])
            token = Token("image", start, end, said.get("alt", ""))
            token.url = said.get("src", "")
            out.append(token)
        elif name in _HTML:
            token = Token(f"{'close' if closing else 'open'} {_HTML[name]}", start, end)
            if name == "a" and not closing:
                token.url, token.url_span = _href(self.text, start, end)
                if not token.url:
                    return  # <a name="x">: an anchor
            out.append(token)

    def words(self, start: int, end: int, out: list[Token]) -> None:
        """Plain text: pieces and what divides them."""
        text, at = self.text, start
        for found in _DIVIDE.finditer(text, start, end):
            kind = found.lastgroup or ""
            a, b = found.span()
            if kind == "stop" and a < b:
                if text.endswith("et al", start, a):  # the stop is the abbreviation's, and ends it
                    self.piece(at, b, out)
                    out.append(Token("sep", b, b, "."))
                    at = b
                    continue
                if not _ends(text, start, a):
                    continue
            self.piece(at, a, out)
            self.count += 1
            at = b
            mark = found[0].strip("\\ \t")
            if kind == "bracket":
                name = _OPEN.get(mark)
                out.append(Token(f"open {name}" if name else f"close {_CLOSE[mark]}", a, b, mark))
            elif kind == "quote":
                out.append(Token("toggle quote", a, b, mark))
            elif kind == "emoji":
                out.append(Token("emoji", a, b, mark))
            else:
                out.append(Token("sep", a, b, "\n" if kind == "br" else _separator(kind, mark)))
            if self.count > MOST_TOKENS:
                return
        self.piece(at, end, out)

    def piece(self, start: int, end: int, out: list[Token]) -> None:
        """One stretch of words; the number of an entry (`1) Title`) is none of it."""
        text = self.text
        while start < end and text[start] in " \t\n\u00a0\u200b\\":
            start += 1
        while start < end and text[end - 1] in " \t\n\u00a0\u200b\\":
            end -= 1
        if start < end:
            self.count += 1
            words = text[start:end]
            if words.startswith(("http://", "https://")) and " " not in words:
                token = Token("link", start, end)  # `Name [https://a.b/c]`: GitHub makes no link of it
                token.url, token.url_span = words, Span(start, end)
            else:
                token = Token("text", start, end, words)
            out.append(token)


def _separator(kind: str, mark: str) -> str:
    """One sign for all that divide alike."""
    return {"gap": "  ", "bar": "|", "dash": "-", "comma": ",", "semi": ";", "colon": ":", "stop": "."}[kind]


def _ends(text: str, start: int, at: int) -> bool:
    """Whether the stop at `at` ends a sentence, and not an abbreviation or an initial."""
    before = text[max(start, at - 8) : at]
    if not before:
        return True
    return ABBREVIATED.search(before) is None


def _href(text: str, start: int, end: int) -> tuple[str, Span | None]:
    """The address of an `<a href=…>` tag and where it stands."""
    for found in _ATTRIBUTE.finditer(text, start, end):
        if found[1].lower() == "href":
            group = next(g for g in (2, 3, 4) if found[g] is not None)
            return entities(found[group].strip()), Span(*found.span(group))
    return "", None


def attributes(text: str) -> dict[str, str]:
    """The attributes of an HTML tag."""
    return {
        found[1].lower(): entities(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(text)
    }


def _paired(flat: list[Token]) -> list[Token]:
    """Openers and closers paired into containers; what has no partner divides."""
    out: list[Token] = []
    stack: list[tuple[Token, int]] = []  # an opener and its index in `out`
    for token in flat:
        action, _, name = token.kind.partition(" ")
        if not name:
            out.append(token)
            continue
        closes = action == "close"
        if action == "toggle":
            closes = any(opener.kind.endswith(" " + name) for opener, _ in stack)
        if not closes:
            stack.append((token, len(out)))
            out.append(token)
            continue
        at = next(
            (i for i in range(len(stack) - 1, -1, -1) if stack[i][0].kind.endswith(" " + name)), -1
        )
        if at < 0:
            if name in BRACKETS or action == "toggle":
                out.append(Token("sep", token.start, token.end, token.text or ")"))
            continue
        opener, index = stack[at]
        del stack[at:]
        inside = [_loose(t) for t in out[index + 1 :]]
        del out[index:]
        box = Token(name, opener.start, token.end, inner=Span(opener.end, token.start))
        box.url, box.url_span = opener.url, opener.url_span
        box.text = opener.text
        box.children = [t for t in inside if t is not None]
        if _decorates(box):
            box = Token("emoji", box.start, box.end)
        out.append(box)
    return [t for t in map(_loose, out) if t is not None]


def _decorates(box: Token) -> bool:
    """Whether brackets hold nothing to read: `Title[J]`, as some citation styles mark journals."""
    if box.kind != "square" or len(box.children) != 1:
        return False
    inside = box.children[0]
    return inside.kind == "text" and inside.text in DECORATIONS


def _loose(token: Token) -> Token | None:
    """An opener without a closer: a separator if it can be seen, else nothing."""
    if " " not in token.kind:
        return token
    if not token.text:
        return None
    return Token("sep", token.start, token.end, token.text)
