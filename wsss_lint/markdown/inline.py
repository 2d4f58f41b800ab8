"""Inline structure of one block's text: CommonMark 0.31 with GFM strikethrough and autolinks."""

from __future__ import annotations

import re
from bisect import bisect_left

from wsss_lint.markdown.delimiters import Run, Runs
from wsss_lint.markdown.leaves import HTML_TAG, blank_marks, normalise
from wsss_lint.markdown.links import inline_target
from wsss_lint.markdown.tree import Inline, Literal, MarkdownDocument
from wsss_lint.source import Span

_SPECIAL = re.compile(r"[\\`*_~\[\]<!]").search
_SPECIAL_OR_URL = re.compile(r"[\\`*_~\[\]<!]|(?<![A-Za-z0-9])(?:https?://|ftp://|www\.)").search
_RUN = re.compile(r"\*+|_+|~+").match
_TICKS = re.compile(r"`+")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL).match
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class _Bracket:
    """An open `[` or `![`."""

    __slots__ = ("after", "content", "image", "run", "start")

    def __init__(self, image: bool, start: int, content: int, run: Run | None) -> None:
        self.image = image
        self.start = start
        self.content = content
        self.run = run  # the last delimiter run before it
        self.after = False  # whether another bracket opened behind it: then it is no label


class InlineScanner:
    """One pass over `text`; what is found gets spans from `base` on."""

    def __init__(self, text: str, base: int, definitions: dict[str, str]) -> None:
        self.text = text
        self.base = base
        self.definitions = definitions
        self.found: list[Inline] = []
        self.runs = Runs(base, self.found)
        self.brackets: list[_Bracket] = []
        self.inactive = 0  # link brackets below this index are no openers: links do not nest
        self.ticks: dict[int, list[int]] | None = None
        self.unclosed: set[str] = set()  # HTML openers whose closer is nowhere behind

    def run(self) -> list[Inline]:
        """Scan; return what was found, outer before inner."""
        text = self.text
        special = _SPECIAL_OR_URL if "://" in text or "www." in text else _SPECIAL
        match = special(text)
        while match:
            pos = self.step(match.start(), match[0])
            match = special(text, pos)
        self.runs.pair(None)
        if "@" in text:
            self.emails()
        self.literals()
        if len(self.found) > 1:
            self.found.sort(key=lambda inline: (inline.span.start, -inline.span.end))
        return self.found

    def step(self, at: int, char: str) -> int:
        """Deal with the special character at `at`; return where to go on."""
        text = self.text
        if char == "*" or char == "_" or char == "~":
            end = _RUN(text, at).end()  # type: ignore[union-attr]
            if char != "~" or end - at <= 2:
                self.runs.add(Run(text, at, end))
            return end
        if char == "\\":
            return at + 2 if text[at + 1 : at + 2] in _ESCAPABLE else at + 1
        if char == "`":
            return self.code(at)
        if char == "[":
            self.open_bracket(False, at, at + 1)
        elif char == "!":
            if text.startswith("[", at + 1):
                self.open_bracket(True, at, at + 2)
                return at + 2
        elif char == "]":
            return self.close_bracket(at)
        elif char == "<":
            return self.angle(at)
        else:
            return self.bare_url(at, char)
        return at + 1

    def add(self, kind: str, start: int, end: int, content: tuple[int, int], url: str = "") -> None:
        base = self.base
        span = Span(base + start, base + end)
        inner = Span(base + content[0], base + content[1])
        self.found.append(Inline(kind, span, inner, url, inner if url else None))

    def code(self, at: int) -> int:
        """A code span, or the offset behind a run of backticks that nothing closes."""
        text = self.text
        if self.ticks is None:
            self.ticks = {}
            for match in _TICKS.finditer(text):
                self.ticks.setdefault(match.end() - match.start(), []).append(match.start())
        end = at
        while text.startswith("`", end):
            end += 1
        size = end - at
        closers = self.ticks.get(size, [])
        index = bisect_left(closers, end)
        if index == len(closers):
            return end
        close = closers[index]
        start, stop = end, close
        if text[start] in " \n" and text[stop - 1] in " \n" and text[start:stop].strip(" \n"):
            start, stop = start + 1, stop - 1
        self.add("code", at, close + size, (start, stop))
        return close + size

    # -- brackets -----------------------------------------------------------------------

    def open_bracket(self, image: bool, start: int, content: int) -> None:
        if self.brackets:
            self.brackets[-1].after = True
        self.brackets.append(_Bracket(image, start, content, self.runs.last))

    def close_bracket(self, at: int) -> int:
        """The offset behind the link or image that `]` ends, or behind `]` alone."""
        if not self.brackets:
            return at + 1
        opener = self.brackets.pop()
        depth = len(self.brackets)
        active = opener.image or depth >= self.inactive
        self.inactive = min(self.inactive, depth)
        if not active:
            return at + 1
        found = None
        if self.text.startswith("(", at + 1):
            found = inline_target(self.text, at + 2)
        url_span: Span | None = None
        if found is not None:
            url, span, end = found
            url_span = Span(self.base + span.start, self.base + span.end)
        else:
            reference = self.reference(opener, at) if self.definitions else None
            if reference is None:
                return at + 1
            url, end = reference
        base = self.base
        kind = "image" if opener.image else "link"
        content = Span(base + opener.content, base + at)
        self.found.append(
            Inline(kind, Span(base + opener.start, base + end), content, url, url_span)
        )
        self.runs.pair(opener.run)
        if not opener.image:
            self.inactive = depth
        return end

    def reference(self, opener: _Bracket, at: int) -> tuple[str, int] | None:
        """The target that a definition gives for `[text][label]`, `[label][]` or `[label]`."""
        match = _LABEL(self.text, at + 1)
        end = match.end() if match else at + 1
        label = match[1] if match else ""
        if not label:
            if opener.after or at - opener.content > 999:
                return None
            label = self.text[opener.content : at]
        url = self.definitions.get(normalise(label))
        return None if url is None else (url, end)

    # -- angle brackets, URLs, addresses --------------------------------------------------

    def angle(self, at: int) -> int:
        """The offset behind the autolink or HTML tag at `at`, or behind `<` alone."""
        text = self.text
        match = re.compile(
            r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>\x00-\x1f]*+)>"
            r"|<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)>"
        ).match(text, at)
        if match:
            url = match[1] or "mailto:" + match[2]
            self.add("autolink", at, match.end(), (at + 1, match.end() - 1), url)
            return match.end()
        tag = re.compile(HTML_TAG).match(text, at)
        end = tag.end() if tag else self.markup_end(at)
        if end < 0:
            return at + 1
        self.add("html", at, end, (at, end))
        return end

    def markup_end(self, at: int) -> int:
        """The end of a comment, instruction, declaration or CDATA at `at`, or -1."""
        text = self.text
        if text.startswith(("<!-->", "<!--->"), at):
            return text.index(">", at) + 1
        for opener, closer in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")):
            if not text.startswith(opener, at):
                continue
            if opener == "<!" and not re.compile("[A-Za-z]").match(text, at + 2):
                return -1
            if opener in self.unclosed:
                return -1
            end = text.find(closer, at + len(opener))
            if end < 0:
                self.unclosed.add(opener)
                return -1
            return end + len(closer)
        return -1

    def bare_url(self, at: int, scheme: str) -> int:
        """A GFM autolink without angle brackets; the offset behind it or its scheme."""
        from wsss_lint.markdown.autolinks import url_end

        # GitHub looks for none while a bracket is open: `[https://a.b](https://c.d)`.
        if len(self.brackets) > self.inactive:
            return at + len(scheme)
        end = url_end(self.text, at, scheme)
        if end is None:
            return at + len(scheme)
        url = self.text[at:end]
        self.add("autolink", at, end, (at, end), "http://" + url if scheme == "www." else url)
        return end

    def emails(self) -> None:
        """Bare mail addresses outside links, code and tags."""
        from wsss_lint.markdown.autolinks import emails

        taken: list[tuple[int, int]] = []
        bounds: list[int] = []
        for inline in self.found:
            start, end = inline.span.start - self.base, inline.span.end - self.base
            if inline.kind in ("link", "image", "code", "html", "autolink"):
                taken.append((start, end))
            else:
                inner = inline.content
                bounds += [start, inner.start - self.base, inner.end - self.base, end]
        for start, end in emails(self.text, sorted(taken), sorted(bounds)):
            self.add("autolink", start, end, (start, end), "mailto:" + self.text[start:end])

    def literals(self) -> None:
        """What is left of the runs of `*` and `_` that could delimit something."""
        left = [run for run in self.runs.all if run.start < run.end and run.char != "~"]
        for run in left:
            span = Span(self.base + run.start, self.base + run.end)
            self.found.append(
                Literal(span, run.char, run.opens, run.closes, run.end - run.start < run.size)
            )


def inlines(document: MarkdownDocument, span: Span) -> list[Inline]:
    """The inline structure of one block's text (a paragraph, an item's own, a cell), sorted."""
    text = document.source.flat[span.start : span.end]
    if not _SPECIAL(text) and "@" not in text and "://" not in text and "www." not in text:
        return []
    if document.quote_marks:
        text = blank_marks(text, span.start, document.quote_marks)
    return InlineScanner(text, span.start, document.definitions).run()
