"""Comments that silence rules, and what they cover.

``<!-- wsss-lint: ignore[rule] reason -->`` stands at the end of an entry, inside a table row's
last cell, on a heading's line, or on a line of its own before a table or a heading (then for
the whole table or section). ``disable[rule] reason`` … ``enable[rule]`` span a region. Rules are
given by name or code, several with commas; a reason is required. What is written otherwise
silences nothing and is reported by `suppression-malformed`: never a wildcard by a typo.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Edit
from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.records.model import ListDocument

MARK = "wsss-lint"
LOST = (
    "the comment stands on a line of its own, and neither a table nor a heading follows",
    "put it at the end of the entry that it is about",
)
FORM = "`<!-- wsss-lint: ignore[rule-name] reason -->`"


class Malformed(NamedTuple):
    """A comment that silences nothing."""

    span: Span
    message: str
    help: str


class Comment(NamedTuple):
    """A well-formed comment."""

    span: Span
    verb: str  # ignore, disable or enable
    rules: tuple[tuple[str, Span], ...]  # as written, with their places


class Silence:
    """One rule that is silenced in one range by one comment."""

    __slots__ = ("closing", "closing_span", "comment", "name", "scope", "span", "used")

    def __init__(self, name: str, span: Span, scope: Span, comment: Comment) -> None:
        self.name = name  # of the rule
        self.span = span  # where the comment names the rule
        self.scope = scope  # what starts in here (its end included) is silenced
        self.comment = comment
        self.closing: Comment | None = None  # the `enable` that ends a region
        self.closing_span = span
        self.used = False

    def idle(self, ran: frozenset[str]) -> bool:
        """Whether its rule ran and found nothing to be silenced."""
        return not self.used and self.name in ran


class Suppressions:
    """All silencing comments of one list."""

    __slots__ = (
        "_comments",
        "_faults",
        "_of_comment",
        "_ranges",
        "_text",
        "document",
        "malformed",
        "silences",
    )

    def __init__(self, document: ListDocument) -> None:
        self.document = document
        self._text = document.source.text
        self._comments: list[tuple[Comment, Span]] = []  # with what an `ignore` covers
        self._faults: list[Malformed] = []
        self.malformed: list[Malformed] = []
        self.silences: list[Silence] = []
        self._ranges: dict[str, tuple[list[int], list[Silence | None]]] = {}
        self._of_comment: dict[int, list[Silence]] = {}  # by the comment's offset
        if MARK in self._text:
            self._read(document)
            self.bind(None)

    def __bool__(self) -> bool:
        return bool(self._comments or self._faults)

    def bind(self, names: Mapping[str, str] | None) -> None:
        """Make the silences, with the rules' names for what the comments say.

        `names` maps codes and names to names; what is not in it becomes malformed. Without
        `names` each word is taken as it is.
        """
        self.silences = []
        self.malformed = self._faults[:]
        opened: dict[str, list[Silence]] = {}
        for comment, scope in self._comments:
            for word, place in comment.rules:
                name = word if names is None else names.get(word) or names.get(word.upper())
                if name is None:
                    message = f"`{word}` is the code or name of no rule"
                    self.malformed.append(Malformed(place, message, _nearest(word, names or {})))
                elif comment.verb == "enable":
                    self._close(name, place, comment, opened)
                else:
                    silence = Silence(name, place, scope, comment)
                    target = opened.setdefault(name, []) if comment.verb == "disable" else None
                    (self.silences if target is None else target).append(silence)
        for silence in [silence for left in opened.values() for silence in left]:
            message = f"`{silence.name}` is disabled here and never enabled again"
            help = f"end the region with `<!-- wsss-lint: enable[{silence.name}] -->`"
            self.malformed.append(Malformed(silence.span, message, help))
        self.silences.sort(key=lambda silence: silence.span)
        self.malformed.sort()
        self._index()

    def covers(self, name: str, span: tuple[int, int]) -> bool:
        """Whether the rule called `name` is silenced at the start of a span."""
        return self._at(name, span[0]) is not None

    def take(self, name: str, span: tuple[int, int]) -> bool:
        """As `covers`, and remember that the comment was of use."""
        silence = self._at(name, span[0])
        if silence is not None:
            silence.used = True
        return silence is not None

    def removal(self, silence: Silence, ran: frozenset[str]) -> tuple[Edit, ...]:
        """The edits that take a silence out, and with it all others of its comments that are
        of no use in a run of the rules `ran`."""
        edits: list[Edit] = []
        for comment in (silence.comment, silence.closing):
            if comment is None:
                continue
            idle = {
                s.span if comment is s.comment else s.closing_span
                for s in self._of_comment[comment.span.start]
                if s.idle(ran)
            }
            edits += _without(comment, idle, self._text)
        return tuple(edits)

    def _at(self, name: str, offset: int) -> Silence | None:
        """The silence that begins last among those around an offset."""
        if name not in self._ranges:
            return None
        starts, silences = self._ranges[name]
        at = bisect_right(starts, offset) - 1
        return silences[at] if at >= 0 else None

    def _index(self) -> None:
        """For each rule, where which silence holds: a lookup must not walk over all of them."""
        self._ranges = {}
        self._of_comment = {}
        by_name: dict[str, list[Silence]] = {}
        for silence in self.silences:
            by_name.setdefault(silence.name, []).append(silence)
            for comment in filter(None, (silence.comment, silence.closing)):
                self._of_comment.setdefault(comment.span.start, []).append(silence)
        for name, silences in by_name.items():
            silences.sort(key=lambda silence: silence.scope)
            starts = sorted({p for s in silences for p in (s.scope.start, s.scope.end + 1)})
            holding: list[Silence | None] = []
            stack: list[Silence] = []
            coming = 0
            for start in starts:
                while coming < len(silences) and silences[coming].scope.start <= start:
                    stack.append(silences[coming])
                    coming += 1
                while stack and stack[-1].scope.end < start:
                    stack.pop()
                holding.append(stack[-1] if stack else None)
            self._ranges[name] = (starts, holding)

    def _read(self, document: ListDocument) -> None:
        from wsss_lint.scopes import Scopes

        scopes = Scopes(document)
        for span in _comments(document.source.flat):
            if scopes.in_code(span):
                continue
            comment = _parse(document.source.flat, span)
            if isinstance(comment, Malformed):
                self._faults.append(comment)
                continue
            scope = scopes.around(span) if comment.verb == "ignore" else span
            if scope is None:
                self._faults.append(Malformed(span, *LOST))
            else:
                self._comments.append((comment, scope))

    def _close(
        self, name: str, place: Span, comment: Comment, opened: dict[str, list[Silence]]
    ) -> None:
        if not opened.get(name):
            message = f"`{name}` is enabled here but was not disabled before"
            help = f"begin the region with `<!-- wsss-lint: disable[{name}] reason -->`"
            self.malformed.append(Malformed(place, message, help))
            return
        silence = opened[name].pop()
        silence.scope = Span(silence.scope.start, comment.span.end)
        silence.closing, silence.closing_span = comment, place
        self.silences.append(silence)


def _comments(text: str) -> list[Span]:
    """The HTML comments that begin with our name, closed or not; linear in the text."""
    found: list[Span] = []
    at = text.find("<!--")
    while at >= 0:
        start = at + 4
        while start < len(text) and text[start] in " \t\n":
            start += 1
        end = text.find("-->", at + 4)
        if text.startswith(MARK, start):
            if end < 0:  # never closed: the rest of its line
                line = text.find("\n", at)
                return [*found, Span(at, line if line >= 0 else len(text))]
            found.append(Span(at, end + 3))
        if end < 0:
            break
        at = text.find("<!--", end + 3)
    return found


def _parse(text: str, span: Span) -> Comment | Malformed:
    """Read one comment strictly."""
    raw = text[span.start : span.end]
    help = f"write {FORM}"
    if not raw.endswith("-->"):
        return Malformed(span, "the comment is not closed", help)
    body = raw[4:-3].strip()[len(MARK) :]
    if not body.startswith(":"):
        return Malformed(span, "the comment has no colon after `wsss-lint`", help)
    verb, bracket, rest = body[1:].partition("[")
    verb = verb.strip()
    if verb not in ("ignore", "disable", "enable"):
        return Malformed(span, f"`{verb}` is not `ignore`, `disable` or `enable`", help)
    names, closed, reason = rest.partition("]")
    if not bracket or not closed:
        return Malformed(span, f"no rule stands in brackets after `{verb}`", help)
    at = span.start + raw.index("[") + 1
    rules = []
    for name in names.split(","):
        word = name.strip()
        if not word:
            return Malformed(span, "a rule is missing between the brackets", help)
        start = at + len(name) - len(name.lstrip())
        rules.append((word, Span(start, start + len(word))))
        at += len(name) + 1
    if verb != "enable" and not any(char.isalnum() for char in reason):
        return Malformed(span, f"`{verb}` gives no reason", f"say why after the brackets: {FORM}")
    return Comment(span, verb, tuple(rules))


def _without(comment: Comment, idle: Iterable[Span], text: str) -> list[Edit]:
    """The edits that take rules out of a comment; out with all of it when none is left."""
    gone = set(idle)
    kept = [name for name, span in comment.rules if span not in gone]
    if kept:
        start, end = comment.rules[0][1].start, comment.rules[-1][1].end
        return [Edit(start, end, ", ".join(kept))]
    start, end = comment.span
    while start and text[start - 1] in " \t":
        start -= 1
    if (not start or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n"):
        if text.startswith("\r\n", end):
            end += 2
        elif end < len(text):
            end += 1
    return [Edit(start, end, "")]


def _nearest(name: str, names: Mapping[str, str]) -> str:
    if any(known.startswith(name.upper()) and known[-3:].isdigit() for known in names):
        return "a prefix silences too much: name the rule itself"
    import difflib

    near = difflib.get_close_matches(name, list(names), 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else "`wsss-lint rules` lists the rules"
