"""The places of a page that a link can lead to, and which one was meant."""

from __future__ import annotations

from bisect import bisect_right

from wsss_lint.markdown import plain, slug
from wsss_lint.markdown.tree import Heading
from wsss_lint.records.model import ListDocument

PREFIX = "user-content-"  # what GitHub puts before every anchor
ALWAYS = frozenset(("", "top", "readme", "start-of-content"))
HTML_HEADING = r"<h([1-6])\b[^<>]{0,200}>(.{0,400}?)</h\1>"
NAMED = r"""<a\s[^<>]{0,100}?\b(?:id|name)\s*=\s*["']?([^\s"'<>]{1,100})["']?[^<>]{0,100}>"""
ONLY_ANCHORS = r"(?:\s|</?a\b[^<>]*>|</?p>)*"
MANY = 2000  # headings: with more, a slip of the pen is not looked for
TRIES = 60  # dead links for which one is looked for


def targets(document: ListDocument) -> frozenset[str]:
    """All anchors of the page, in lower case: GitHub finds a heading in any case."""
    found = {heading.slug.lower() for heading in document.headings}
    found.update(anchor.lower().removeprefix(PREFIX) for anchor in document.markdown.anchors)
    text = document.source.flat
    if "<h" in text or "<H" in text:  # `<h1 align="center">Awesome List</h1>` has an anchor too
        import re

        for match in re.finditer(HTML_HEADING, text, re.IGNORECASE | re.DOTALL):
            found.add(slug(plain(match[2]).strip()))
    return ALWAYS | found


def folded(anchor: str) -> str:
    """An anchor as `targets` has it: `#Results%20list` and `#user-content-results` too."""
    anchor = anchor.strip()
    if "%" in anchor:
        from urllib.parse import unquote

        anchor = unquote(anchor)
    return anchor.lower().removeprefix(PREFIX)


def slugs_of_names(document: ListDocument) -> dict[str, str]:
    """The explicit anchors of headings, each with the anchor that GitHub gives the heading.

    `<a name="quant"></a>` stands on the lines before `### Dataset Quantization`, or in them.
    """
    anchors = document.markdown.anchors
    if not anchors or not document.headings:
        return {}
    import re

    flat = document.source.flat
    ends = [heading.span.end for heading in document.headings]
    slugs = {heading.slug.lower() for heading in document.headings}
    found: dict[str, str] = {}
    for match in re.finditer(NAMED, flat, re.IGNORECASE):
        name = folded(match[1])
        at = bisect_right(ends, match.end())
        if match[1] not in anchors or name in slugs or at == len(ends):
            continue
        start = document.headings[at].span.start
        if start - match.end() > 200:
            continue
        if re.fullmatch(ONLY_ANCHORS, flat[match.end() : start], re.IGNORECASE):
            found.setdefault(name, document.headings[at].slug.lower())
    return _as_told(found, document) if found else {}


def _as_told(found: dict[str, str], document: ListDocument) -> dict[str, str]:
    """Without the anchors that stand at another heading than the one which their line names:
    `[Retrieval](#ret)` where `<a name="ret">` stands before `## Media`."""
    titles = {heading.slug.lower(): letters(title_of(heading, document))
              for heading in document.headings}  # fmt: skip
    every = set(titles.values())
    for link in document.toc:
        name, text = folded(link.anchor), letters(plain(link.text))
        if name in found and text in every and titles[found[name]] != text:
            del found[name]
    return found


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def title_of(heading: Heading, document: ListDocument) -> str:
    """What a reader sees of a heading."""
    return plain(heading.text, document.markdown.definitions).strip()


class Meant:
    """Finds the heading that a dead link evidently means."""

    def __init__(self, document: ListDocument) -> None:
        self.headings = document.headings
        self.by_slug: dict[str, list[Heading]] = {}
        self.by_text: dict[str, list[Heading]] = {}
        self.by_words: dict[str, list[Heading]] = {}  # without the number before them
        self.tries = TRIES
        for heading in document.headings:
            self.by_slug.setdefault(letters(heading.slug), []).append(heading)
            self.by_words.setdefault(_unnumbered(heading.slug), []).append(heading)
            texts = {letters(heading.text), letters(title_of(heading, document))}
            for text in texts:
                self.by_text.setdefault(text, []).append(heading)

    def __call__(self, anchor: str, text: str = "") -> Heading | None:
        """The heading; None when there is none, or more than one."""
        wanted = letters(anchor)
        same = self.by_slug.get(wanted) or (
            self.by_text.get(letters(plain(text))) if text else None
        )
        if same:
            return same[0] if len(same) == 1 else None
        words = _unnumbered(anchor)
        if len(words) > 3 and len(self.by_words.get(words, ())) == 1:
            return self.by_words[words][0]  # `#13-points` when the heading is now `1.2. Points`
        if len(wanted) < 4 or len(self.headings) > MANY or self.tries < 1:
            return None
        self.tries -= 1
        return self._near(wanted)

    def _near(self, wanted: str) -> Heading | None:
        """The one heading whose anchor is a slip away, when no other is nearly as near."""
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        ranked: list[tuple[float, Heading]] = []
        for own, headings in self.by_slug.items():
            if abs(len(own) - len(wanted)) > 4 or not own or len(own) > 200:
                continue
            matcher.set_seq1(own)
            if matcher.real_quick_ratio() > 0.8 and matcher.quick_ratio() > 0.8:
                ranked += [(matcher.ratio(), heading) for heading in headings]
        ranked.sort(key=lambda one: -one[0])
        if not ranked or ranked[0][0] < 0.84:
            return None
        if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 0.03:
            return None
        found = ranked[0][1]
        return found if digits(found.slug) == digits(wanted) else None


def _unnumbered(anchor: str) -> str:
    """The letters of an anchor without the number of its heading; a year is no number."""
    words = letters(anchor)
    rest = words.lstrip("0123456789")
    return rest if len(words) - len(rest) < 4 else words


def digits(text: str) -> str:
    """The digits of a text: `2021` is not a slip of `2020`."""
    return "".join(char for char in text if char.isdigit())
