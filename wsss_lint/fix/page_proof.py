"""Compares what two texts show, and says what the step from one to the other harms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.dates import YEAR
from wsss_lint.diagnostics import Edit
from wsss_lint.fix.invariants import link_target
from wsss_lint.fix.rendering import Leaf, Shown, Target, leaves, shown_leaf
from wsss_lint.markdown.tree import MarkdownDocument
from wsss_lint.source import Span

if TYPE_CHECKING:
    from wsss_lint.venues.registry import Registry

MOVED = 8  # words that one fix may put into another order: `(2021, Oral, CVPR)`

_MARKS = "*_`\\<>|~"  # what nobody wants to see on a page
_PAIRS = ("()", "[]", "“”", "「」", "《》")
#: A dash between blanks, a colon, a bar, a comma that does not just part a venue from its year.
_PARTS = re.compile(r"(?<!\w)[-–—](?!\w)|[:|]|[,;](?!\s*\d{4}\b(?!,))")
_YEAR = re.compile(YEAR)
#: Two separators in a row, or one (or a footnote's mark) that stands off what it belongs to.
_DOUBLED = re.compile(
    r"[,;:]\s*[.,;:]|(?<!\.)\.\s*\.(?!\.)|\s[,;:](?=\s|$)|[(\[]\s+(?=\S)|\s\[\^\w+\]"
)
_BEHIND = re.compile(r"\][.,;]")

#: Whether two texts name the same venue, as the list knows it.
SameVenue = Callable[[str, str], bool]


class Harm(NamedTuple):
    """What a reader would miss or stumble over."""

    what: str  # "words", "links", …: ready for "changes the …"
    severe: bool  # something is lost, or made up: no fix that anybody should ask for


class Hull(NamedTuple):
    """From the first edit of a fix to the end of its last one; within a block's text."""

    start: int
    end: int
    partners: bool  # it changes two places, as who sets or removes a pair of marks does


def hull_of(edits: Sequence[Edit], base: int) -> Hull:
    """The hull of a fix in a block that begins at `base`."""
    start, end = edits[0].start - base, max(edit.end for edit in edits) - base
    replaces = any(len(edit.text) > 1 and edit.end > edit.start for edit in edits)
    return Hull(start, end, len(edits) > 1 or replaces)


def harm(
    before: Shown,
    after: Shown,
    hulls: Iterable[Hull] = (),
    anchors: Collection[str] = (),
    same_venue: SameVenue | None = None,
) -> Harm | None:
    """What is worse for a reader afterwards; None when nothing is.

    `hulls` are the fixes between the two, `anchors` what a link within the page can lead to, and
    `same_venue` says whether two names are those of one venue.
    """
    if before == after:
        return None
    hulls = list(hulls)
    if not same_words(before.words, after.words, same_venue):
        return Harm("words", True)
    if not _links_kept(before.links, after.links, anchors, same_venue):
        return Harm("links", True)
    if not _same_targets(before.images, after.images):
        return Harm("images", True)
    if before.tags != after.tags and not _same_tags(before.tags, after.tags):
        return Harm("HTML", True)
    better = _literal(after.text) < _literal(before.text)
    pairs = better or any(hull.partners for hull in hulls)
    if before.codes != after.codes and not (pairs or _same_tags(before.codes, after.codes)):
        return Harm("code", True)
    if not _emphasis_kept(before, after, hulls, better):
        return Harm("emphasis", False)
    return _worse_marks(before.text, after.text, better)


def same_words(
    one: Sequence[str], other: Sequence[str], same_venue: SameVenue | None = None
) -> bool:
    """Whether the words are the same: the case, a blank within a word and the century of a year
    make no difference, nor does the order of the few that one fix turns round, nor by which of
    its names a venue is called."""
    if one == other:
        return True
    left, right = [w.casefold() for w in one], [w.casefold() for w in other]
    size = min(len(left), len(right))
    head = next((at for at in range(size) if left[at] != right[at]), size)
    back = next((at for at in range(size - head) if left[-1 - at] != right[-1 - at]), size - head)
    left, right = left[head : len(left) - back], right[head : len(right) - back]
    if "".join(left) == "".join(right):
        return True
    short = [word[2:] if _YEAR.fullmatch(word) else word for word in left]
    long = [word[2:] if _YEAR.fullmatch(word) else word for word in right]
    if "".join(short) == "".join(long):
        return True
    if len(left) <= MOVED and Counter(short) == Counter(long):
        return True
    if same_venue is None or len(left) != len(right) or len(left) > MOVED:
        return False  # `IEEE TMM` for `TMM`: a word comes or goes, and maybe it stands there
    return any(
        same_venue(
            " ".join(one[max(head - before, 0) : len(one) - back + behind]),
            " ".join(other[max(head - before, 0) : len(other) - back + behind]),
        )
        for before in range(3)
        for behind in range(min(back, 2) + 1)
    )


def _links_kept(
    one: Sequence[Target],
    other: Sequence[Target],
    anchors: Collection[str],
    same_venue: SameVenue | None,
) -> bool:
    """Whether each link is still there, and none is made up. An address that was bare, or was
    text, may have become the target of a link: its words are compared elsewhere."""
    at = 0
    for link in one:
        while at < len(other) and not _same_link(link, other[at], anchors, same_venue):
            if not other[at].url:
                return False
            at += 1
        if at == len(other):
            return False
        at += 1
    return all(link.url for link in other[at:])


def _same_link(
    one: Target, other: Target, anchors: Collection[str], same_venue: SameVenue | None
) -> bool:
    if one.url != other.url and not _same_url(one.url, other.url, anchors):
        return False
    if one.words is None:
        return True
    return other.words is not None and same_words(one.words, other.words, same_venue)


def _same_url(one: str, other: str, anchors: Collection[str]) -> bool:
    """Whether two addresses lead to the same place; a dead anchor may be mended."""
    if one.startswith("#") and other.startswith("#"):
        return one[1:] not in anchors and other[1:] in anchors
    return link_target(one) == link_target(other)


def _same_targets(one: Sequence[Target], other: Sequence[Target]) -> bool:
    return len(one) == len(other) and all(
        link_target(a.url) == link_target(b.url) and same_words(a.words or (), b.words or ())
        for a, b in zip(one, other, strict=True)
    )


def _same_tags(one: Sequence[str], other: Sequence[str]) -> bool:
    """HTML and code may change in the form of their addresses, and in blanks."""

    def plain(tag: str) -> str:
        return "".join(re.sub(r"https?:/+", "", tag).split()).casefold()

    return [plain(tag) for tag in one] == [plain(tag) for tag in other]


def _literal(text: str) -> int:
    """How many marks of Markdown show as themselves."""
    return sum(text.count(mark) for mark in "*`[]")


def _emphasis_kept(before: Shown, after: Shown, hulls: list[Hull], better: bool) -> bool:
    """Whether emphasis begins and stops only where a fix sets or removes both of its marks, or
    where marks that showed come into force."""
    named = [False] * len(before.visible)
    starts = [start for _, start in before.visible]
    for hull in hulls:
        if hull.partners:
            first = bisect_left(starts, before.place(hull.start))
            last = bisect_left(starts, max(before.place(hull.end), before.place(hull.start) + 1))
            named[first:last] = [True] * (last - first)
    recoded = before.codes != after.codes  # `*CVPR*` became code
    for kinds in (("emphasis", "strong"), ("strikethrough",)):
        old, new = before.styled(kinds), after.styled(kinds)
        begun: list[str] = []
        for at, to in _paired(before, after):
            was, now = old[at], new[to]
            if was and not now and not recoded:  # what somebody set off was meant so
                return False
            if now and not was and not better:
                begun.append(before.visible[at][0])
                if not named[at]:
                    return False
        if begun and not any(word.isdigit() for word in begun):
            return False  # a venue has its year; what else it is that begins nobody knows
    return True


def _paired(before: Shown, after: Shown) -> Iterator[tuple[int, int]]:
    """The words of one text beside those of the other. Where a word is split or respelt in the
    middle, those before and behind it."""
    one = [word.casefold() for word, _ in before.visible]
    other = [word.casefold() for word, _ in after.visible]
    size = min(len(one), len(other))
    head = next((at for at in range(size) if one[at] != other[at]), size)
    if len(one) == len(other):
        head = size
    yield from ((at, at) for at in range(head))
    for back in range(1, size - head + 1):
        if one[-back] != other[-back]:
            return
        yield len(one) - back, len(other) - back


def _worse_marks(before: str, after: str, better: bool) -> Harm | None:
    """Whether marks show that did not, a partner comes or goes, or separators pile up."""
    if before == after:
        return None
    for mark in _MARKS:
        if after.count(mark) > before.count(mark):
            return Harm(f"page: it shows a `{mark}` more", False)
    opened = after.count("[") - before.count("[")
    closed = after.count("]") - before.count("]")
    if max(opened, closed) > 0 and opened != closed:
        return Harm("brackets", False)
    if _doubled(after) > _doubled(before) or _count(_BEHIND, after) > _count(_BEHIND, before):
        return Harm("separators", False)
    if not better and _parted(after) < _parted(before) and not _doubled(before) > _doubled(after):
        return Harm("separators", False)
    if _depth(after) > max(_depth(before), 1):
        return Harm("brackets", False)  # `(Not (machine learning)`
    if not better and _balance(before) != _balance(after):
        return Harm("partner of a bracket or quote", False)
    return None


def _depth(text: str) -> int:
    """How deep parentheses are nested."""
    depth = most = 0
    for char in text:
        depth = max(depth + (char == "(") - (char == ")"), 0)
        most = max(most, depth)
    return most


def _doubled(text: str) -> int:
    return _count(_DOUBLED, text)


def _parted(text: str) -> int:
    """How many marks part what stands there; one may take the place of another. A stop at the end
    of a title is none, and may go."""
    return _count(_PARTS, text)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def _balance(text: str) -> tuple[int, ...]:
    """How many brackets of each kind have no partner, and whether a straight quote has none."""
    pairs = [text.count(pair[0]) - text.count(pair[1]) for pair in _PAIRS]
    return (*pairs, text.count('"') % 2)


def same_venue_by(registry: Registry) -> SameVenue:
    """The same, asked of what is known of venues."""

    def same(one: str, other: str) -> bool:
        venue = registry.lookup(one)
        return venue is not None and venue is registry.lookup(other)

    return same


class Harmed(NamedTuple):
    """What a round of fixes harms: the places in the old text, and what is wrong there."""

    spans: list[Span]  # empty: it cannot be said where
    what: str


def page_harmed(
    old: MarkdownDocument,
    new: MarkdownDocument,
    fixes: Sequence[Sequence[Edit]],
    same_venue: SameVenue | None = None,
) -> Harmed | None:
    """Compare two whole pages block by block; None when a reader misses nothing."""
    one, other = leaves(old), leaves(new)
    if len(one) != len(other):
        return Harmed([], "blocks")
    if not _same_definitions(old, new):
        return Harmed([], "targets of links")
    anchors = {heading.slug for heading in new.headings} | new.anchors
    touched = _touched(one, fixes)
    spans: list[Span] = []
    what = ""
    for at, (before, after) in enumerate(zip(one, other, strict=True)):
        same = old.source.flat[slice(*before.span)] == new.source.flat[slice(*after.span)]
        alike = _flat(before.path) == _flat(after.path)
        if same and alike:
            continue
        found = None if alike else Harm("blocks", True)
        if found is None:
            hulls = [hull_of(edits, before.span.start) for edits in touched.get(at, ())]
            found = harm(
                shown_leaf(old, before), shown_leaf(new, after), hulls, anchors, same_venue
            )
        if found is not None:
            what = what or found.what
            if at in touched:
                spans.append(before.span)
    return Harmed(spans, what) if what else None


def _flat(path: str) -> str:
    """The blocks around without the depth of lists: `- - Title` may lose a bullet."""
    return re.sub(r"(?:list/item/)+", "list/item/", path)


def _same_definitions(old: MarkdownDocument, new: MarkdownDocument) -> bool:
    one, other = old.definitions, new.definitions
    return one == other or (
        one.keys() == other.keys() and all(_same_url(one[k], other[k], ()) for k in one)
    )


def _touched(found: list[Leaf], fixes: Sequence[Sequence[Edit]]) -> dict[int, list[Sequence[Edit]]]:
    """The fixes in each block, by the block's number: they may touch its border from outside."""
    starts = [leaf.span.start for leaf in found]
    touched: dict[int, list[Sequence[Edit]]] = {}
    for edits in fixes:
        first = max(bisect_right(starts, edits[0].start) - 1, 0)
        last = bisect_right(starts, edits[-1].end)
        for at in range(first, max(last, first + 1)):
            touched.setdefault(at, []).append(edits)
    return touched
