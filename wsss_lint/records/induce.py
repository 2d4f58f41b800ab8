"""Templates induced from a list's own entries, for lists that no preset reads.

Each entry is turned into a template of its own: links, venue with year, quoted, bold and plain
text become fields, the marks and stops between them stay. The templates that most entries share
are the list's form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from wsss_lint.formats.links import link_at, links_at, tags_at
from wsss_lint.formats.syntax import TemplateError
from wsss_lint.formats.template import Template
from wsss_lint.records.fields import TITLE_WORDS
from wsss_lint.records.naming import known, looks_like_authors, name_stretches
from wsss_lint.records.units import Unit
from wsss_lint.venues.pub import parse_pub
from wsss_lint.venues.registry import Registry

MOST = 6  # templates for a list: more is another list in the same file
TRIED = 16  # shapes that are tried; the others are rarer still
RARE = 0.05  # a shape so much rarer than the commonest is no form
SAMPLE = 240  # entries looked at, evenly from the whole list
SHARE = 0.02  # of the entries that a template must read to be worth a line of settings

#: Venue and year with the marks that lists put around them.
PUB = re.compile(
    r"(?P<open>\*{1,3}[\[(]`?|[\[(]\*{1,3}|\*{1,3}`?|_{1,2}`?|\(|\[`?|`\[|`|【|（)"
    r"(?P<pub>[^*_()\[\]`|【】（）]{2,60}?)"
    r"(?P<close>`?[\])]\*{1,3}|\*{1,3}[\])]|`?\*{1,3}|`?_{1,2}|\)|`?\]|\]`|`|】|）)"
)
#: What is said about a paper behind its venue: `(Oral)`, `(*Google*)`, `**Best Paper**`.
NOTE = re.compile(
    r"(\{pub!?\}[^\s{}(]{0,4}) (?:(\(\**)[^(){}]{3,60}?(\**\))|(\*\*)[^*{}]{3,60}(\*\*))"
)
#: The links at the end, with the mark before them, which goes with them.
LINKS_BEHIND = re.compile(r" ?(?P<mark>[|,;·–—-]?) ?\{links\+\}(?P<rest>\{rest\})?$")
QUOTED = re.compile(r"[\"“][^\"“”]+[\"”]")
#: A month with its year, as lists by date of posting have it: `(Apr 2021)`, `[2021.04]`.
DATE = re.compile(
    r"[\[(`]?(?P<date>[A-Z][a-z]{2,8}\.? (?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?)"
    r"(?=[\])`:,]| [-–—|])"
)
BOLD = re.compile(r"\[(\*{1,3}|_{1,2})[^*_]+\1\]\(")
FIELD = re.compile(r"\{[a-z!+:]+\}|\{\?|\?\}")
WORDY = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")  # words of one entry, no form
#: A stop that ends a sentence: not that of `B. S. Manjunath`.
STOP = re.compile(r"(?<=\w\w)\. (?=\S)")
BARE_PUB = re.compile(
    r"[A-Za-z][A-Za-z&/-]{1,14}(?: [A-Z][A-Za-z&/-]{1,14}){0,2}[ ,']{0,2}"
    r"(?:(?:19|20)\d\d|\((?:19|20)\d\d\))"
    r"|(?:19|20)\d\d[ -]?[A-Z][A-Za-z&/-]{1,14}"
)
WORD = re.compile(r"(?<![{\w])[A-Za-z][\w&-]+")
LABEL = re.compile(
    r"(?P<open>\*\*\[|\[\*\*|\*\*|\[|<u>)(?P<label>[^*\[\]<>]{1,30}?)"
    r"(?P<close>\]\*\*[:：]?|\*\*\][:：]?|[:：]?\*\*[:：]?|\][:：]?|[:：]?</u>[:：]?)(?!\()"
)


class Induced(NamedTuple):
    """The templates found, and how many of the units they read."""

    templates: list[Template]
    read: int
    units: int


def induce(units: Iterable[Unit], registry: Registry) -> Induced:
    """The at most five templates that read most of the units."""
    every = list(units)
    given = every[:: max(1, len(every) // SAMPLE)]
    shapes = Counter(shape for unit in given if (shape := shape_of(unit, registry)))
    # A shape that one entry in a great many has is a slip, and a loose one: it would fit them all.
    often = max(2, RARE * max(shapes.values(), default=0))
    compiled: list[Template] = []
    for shape, times in shapes.most_common(TRIED):
        if times < often or WORDY.search(FIELD.sub("\n", shape)):
            continue
        try:
            compiled.append(Template(shape))
        except TemplateError:
            continue
    chosen: list[Template] = []
    left = given
    while compiled and left and len(chosen) < MOST:
        reads = [sum(_fits(t, u, registry) for u in left) for t in compiled]
        worth = [
            (count * _worth(t), -i)
            for i, (count, t) in enumerate(zip(reads, compiled, strict=True))
        ]
        index = -max(worth)[1]
        if reads[index] < max(2, SHARE * len(given)):
            compiled.pop(index)
            continue
        best = compiled.pop(index)
        chosen.append(Template(best.text, len(chosen)))
        left = [unit for unit in left if not _fits(best, unit, registry)]
    return Induced(chosen, len(given) - len(left), len(given))


#: What a field adds to a template's worth; one that catches anything takes some away.
WORTH = {"title": 1.0, "pub": 1.2, "authors": 0.6, "method": 0.3, "url": 0.2, "links": 0.3}


def _worth(template: Template) -> float:
    caught = 0.6 if "{rest}" in template.text else 0.0
    return max(sum(WORTH.get(name, 0.0) for name in template.fields) - caught, 0.1)


def _fits(template: Template, unit: Unit, registry: Registry) -> bool:
    match = template.match(unit.text, unit.start, unit.end, registry)
    if match is None:
        return False
    for c in match.captures:
        if c.name in ("title", "authors", "method"):
            text = unit.text[c.start : c.end]
            if "**" in text or text[0] in "*|" or text[-1] in "*|":
                return False  # marks that belong around the field
    return True


def shape_of(unit: Unit, registry: Registry) -> str:
    """The template of one entry; empty when no title can be told."""
    text, at, start, end = unit.text, unit.start, unit.start, unit.end
    out: list[str] = []
    free: list[tuple[int, str]] = []  # index in `out` and the text of what is still unnamed
    seen: set[str] = set()
    while at < end:
        piece, after = _piece(text, at, start, end, registry, seen)
        if piece:
            out.append(piece)
            at = after
            continue
        stop = _next_mark(text, at, end, registry)
        for part in _sentences(text[at:stop]):
            if part != ". ":
                free.append((len(out), part))
            out.append(part)
        at = stop
    literal = name_stretches(out, free, seen, registry)
    if any(registry.lookup(word) for i in literal for word in WORD.findall(out[i])):
        return ""  # `2019 WWW | Title`: the venue of one entry is no form
    shape = "".join(out)
    shape = re.sub(r" +", " ", shape).strip().replace("{title}{links+}", "{title} {links+}")
    says = any(f"{{{name}}}" in shape for name in ("pub", "pub!", "authors", "links+", "url"))
    return _loosen(shape) if "{title}" in shape and says else ""


def _piece(
    text: str, at: int, start: int, end: int, registry: Registry, seen: set[str]
) -> tuple[str, int]:
    """A field with its marks that begins here, as a piece of a template."""
    label = (
        LABEL.match(text, at, end) if at - start < LABEL_BEFORE and "method" not in seen else None
    )
    if label is not None and not _is_label(label, registry):
        label = None
    link = link_at(text, at, end) if label is None else None
    if link is not None and not link.url and known(link.label, registry):
        link = None  # `**[CVPR 2020]**`: the venue, not a link still to come
    if link is not None:
        words = len(link.label.split())
        pub = parse_pub(link.label, 0, len(link.label), registry) if words <= 4 else None
        if pub is not None and pub.venue_span and "pub" not in seen:
            venue = link.label[pub.venue_span[0] : pub.venue_span[1]]
            if registry.lookup(venue) is not None and text.startswith("[[", at):
                seen.add("pub")
                return "[[{pub}]({url})]", link.end
        if words >= TITLE_WORDS and "title" not in seen and link.url:
            seen.add("title")
            bold = BOLD.match(text, at, link.end)
            marks = bold[1] if bold is not None else ""
            return f"[{marks}{{title}}{marks}]({{url}})", link.end
        seen.add("links")
        return "{links+}", links_at(text, at, end)[1]
    date = DATE.match(text, at, end)
    if date is not None and "date" not in seen and "pub" not in seen:
        seen.add("date")
        return f"{text[at : date.start('date')]}{{date}}", date.end()
    found = PUB.match(text, at, end)
    if found is not None and "pub" not in seen and known(found["pub"], registry):
        seen.add("pub")
        return f"{found['open']}{{pub}}{found['close']}", found.end()
    tagged = tags_at(text, at, end)
    if tagged > at and text[at] != " ":
        return "{tags}", tagged
    if text[at] in '"“' and "title" not in seen:
        close = min((c for q in '"”' if (c := text.find(q, at + 1, end)) > 0), default=-1)
        if close > at + 8:
            seen.add("title")
            stop = "." if text[close - 1] == "." else ""
            return f"{text[at]}{{title}}{stop}{text[close]}", close + 1
    if label is not None:
        seen.add("method")
        return f"{label['open']}{{method}}{label['close']}", label.end()
    marked = re.compile(r"(\*{1,3}|_{1,2})([^*_]{8,300})\1").match(text, at, end)
    if marked is not None and "title" not in seen:
        seen.add("title")
        title = marked[2]
        first, last = (title[0], title[-1]) if QUOTED.fullmatch(title) else ("", "")
        stop = "." if title.removesuffix(last).endswith(".") else ""
        return f"{marked[1]}{first}{{title}}{stop}{last}{marked[1]}", marked.end()
    if marked is not None and "authors" not in seen and looks_like_authors(marked[2]):
        seen.add("authors")
        stop = "." if marked[2].endswith(".") and not marked[2].endswith("et al.") else ""
        return f"{marked[1]}{{authors}}{stop}{marked[1]}", marked.end()
    bare = BARE_PUB.match(text, at, end)
    inside = at > 0 and text[at - 1].isalnum()
    if bare is not None and "pub" not in seen and not inside and known(bare[0], registry):
        seen.add("pub")
        return "{pub!}", bare.end()
    return "", at


def _sentences(text: str) -> list[str]:
    """Plain text cut where the names end and the title begins, or the other way round."""
    for found in STOP.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if looks_like_authors(left) != looks_like_authors(right) and len(right.split()) > 1:
            return [left, ". ", right]
    return [text]


LABEL_BEFORE = 40  # a label stands at the beginning, though venue and year may be before it


def _is_label(label: re.Match[str], registry: Registry) -> bool:
    """Whether a bold text is a method's name: short, and neither venue nor a word for a link."""
    text = label["label"]
    if len(text.split()) > 4 or known(text, registry):
        return False
    if text.endswith(".") and not text.endswith("al."):
        return False  # `**Seeds of Kind.** Ann Ey`: a title, however short
    bold = label["open"] != "["
    return bold or text.strip().lower() not in LINK_WORDS


#: `[pdf]` without a target names a link that is still to come, not a method.
LINK_WORDS = frozenset(
    (
        *("paper", "pdf", "code", "project", "arxiv", "github", "page", "website", "video"),
        *("slides", "demo", "data", "dataset", "x"),
    )
)


def _loosen(shape: str) -> str:
    """The template, with remarks and links at the end made what a paper may have or not."""
    shape = NOTE.sub(lambda m: f"{m[1]}{{? {m[2] or m[4]}{{note}}{m[3] or m[5]}?}}", shape, count=1)
    found = LINKS_BEHIND.search(shape)
    dated = "{pub" in shape or "{date}" in shape
    if found is not None and shape.count("{links+}") == 1 and dated and not found["rest"]:
        mark = f" {found['mark']}" if found["mark"] not in ("", ",") else found["mark"]
        blank = " " if mark or found[0][0] == " " else ""  # `（CVPR 2023）[[论文](url)]`
        shape = f"{shape[: found.start()]}{{?{mark}{blank}{{links+}}?}}"
    return shape


def _next_mark(text: str, at: int, end: int, registry: Registry) -> int:
    """Where the next piece may begin; at least one character on."""
    for here in range(at + 1, end):
        if text[here] in '[("“*_`<|（【':
            return here
        if text[here].isalpha() and text[here - 1] in " ,":
            bare = BARE_PUB.match(text, here, end)
            if bare is not None and known(bare[0], registry):
                return here
    return end
