"""Reading a list: units, their best readings, and by vote which of them are entries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from wsss_lint.entries.candidates import Candidate, Entry, candidates, runs_of
from wsss_lint.entries.decode import NOTHING, Habits, Mixed, Reading, decode, total
from wsss_lint.entries.publication import Publication
from wsss_lint.entries.tokens import Part, tokenize
from wsss_lint.entries.units import Place, Unit, units_of
from wsss_lint.entries.words import is_paper_url
from wsss_lint.markdown import parse, plain
from wsss_lint.markdown.tree import Heading, List, MarkdownDocument, Table
from wsss_lint.source import Source, Span
from wsss_lint.venues.registry import Registry

MOST_PARTS = 14
MOST_ASKED = 20  # units below a unit, and headings, that take part in a vote
CLEAR = 3.2  # the score of a reading that is an entry, given evidence
UNPROVED = 1.3  # what an entry without any evidence needs more


def family(unit: Unit) -> str:
    """Units whose habits are counted together."""
    return unit.kind if unit.kind in ("row", "tr", "li", "heading") else "text"


class Work:
    """A unit (or a unit with what is below it) on its way to a reading."""

    __slots__ = ("cands", "entry", "evidence", "hints", "links", "reading", "unit")

    def __init__(self, unit: Unit, parts: list[Part], reader: Reader) -> None:
        self.unit = unit
        trees = [(part, tokenize(reader.markdown, part)) for part in parts[:MOST_PARTS]]
        self.entry = Entry(reader.flat, trees)
        self.cands = candidates(self.entry, reader.registry)
        self.cands += _columns(self.entry, reader.hints(unit))
        self.links = [t for _, tree in trees for t in runs_of(tree) if t.kind == "link" and t.url]
        for part in parts[MOST_PARTS:60]:
            tree = tokenize(reader.markdown, part)
            self.links += [t for t in runs_of(tree) if t.kind == "link" and t.url]
        self.hints = reader.hints(unit)
        self.evidence = any(
            is_paper_url(t.url) or _PAPER_LABEL.fullmatch(self.entry.label(t)) for t in self.links
        )
        self.reading: Reading = NOTHING

    def decode(self, habits: Mixed | None) -> None:
        self.reading = decode(self.cands, habits, self.hints)

    @property
    def proved(self) -> bool:
        """Whether something beside its words says that it is a paper."""
        r = self.reading
        return (
            self.evidence or r.pub is not None or r.date is not None
            or (r.authors is not None and r.authors.words > 3)
        )  # fmt: skip

    @property
    def coded(self) -> bool:
        """Whether all its links lead to code: a tool rather than a paper."""
        return bool(self.links) and all(_CODE_HOST.search(t.url) for t in self.links)

    @property
    def value(self) -> float:
        """How much the reading is that of an entry: above 0 it is one."""
        if self.reading.title is None:
            return -3.0
        need = (
            CLEAR
            + 0.5 * (self.coded and self.reading.pub is None)
            + (0.0 if self.proved else UNPROVED - 0.5 * bool(self.links))
        )
        if self.evidence:
            need -= 0.8
            if self.reading.pub is not None or self.reading.date is not None:
                need -= 0.4
        return 0.5 * (self.reading.score + self.reading.raw) - need


class Reader:
    def __init__(self, source: Source, registry: Registry | None = None) -> None:
        self.source = source
        self.flat = source.flat
        self.registry = registry or Registry()
        self.markdown: MarkdownDocument = parse(source)
        self.headings: list[Heading | None] = [None]
        self._works: dict[Any, Work] = {}
        self._hints: dict[int, dict[str, str]] = {}
        self.flow: list[Unit] = []

    # -- units

    def units(self) -> list[Unit]:
        out: list[Unit] = []
        run: list[Any] = []
        section = 0

        def flush() -> None:
            if run:
                out.extend(units_of(Place(self.markdown, section), list(run)))
                run.clear()

        for block in self.markdown.blocks:
            if isinstance(block, Heading):
                flush()
                self.headings.append(block)
                section = len(self.headings) - 1
                out.extend(units_of(Place(self.markdown, section), [block]))
            elif (isinstance(block, List) and self._contents(block)) or (
                isinstance(block, Table) and self._results(block)
            ):
                flush()
            else:
                run.append(block)
        flush()
        return _led(self._outside_contents(out), self._keyed)

    def _keyed(self, unit: Unit) -> bool:
        """Whether a paragraph only says more of the paper above: `**Venue:** ICML 2023`."""
        return _KEY.match(self.flat, unit.span.start, unit.span.end) is not None

    def _outside_contents(self, units: list[Unit]) -> list[Unit]:
        """Units without the items that only link into the page; what is below them stays."""
        out: list[Unit] = []
        for unit in units:
            unit.kids = self._outside_contents(unit.kids)
            text = self.flat[unit.span.start : unit.span.end] if unit.kind == "item" else ""
            inside = text.count("](#") + text.count("](./#")
            if inside and inside == text.count("]("):
                out += unit.kids
            else:
                out.append(unit)
        return out

    def _contents(self, block: List) -> bool:
        text = self.flat[block.span.start : block.span.end]
        inside = text.count("](#") + text.count("](./#")
        return inside > 0 and inside * 10 > text.count("](") * 9

    def _results(self, table: Table) -> bool:
        width = max(len(table.header.cells), 1)
        numeric = [0] * width
        for row in table.rows:
            for i, cell in enumerate(row.cells[:width]):
                text = self.flat[cell.start : cell.end].strip(" *_`")
                if re.fullmatch(r"[-+]?\d{1,3}(?:\.\d+)?%?(?:\s*[/±(].*)?|-|–|—|\?", text) and text:
                    numeric[i] += 1
        rows = max(len(table.rows), 1)
        good = sum(n > 0.5 * rows for n in numeric)
        linked = sum(self.flat.count("](", r.span.start, r.span.end) > 0 for r in table.rows)
        return good * 2 >= width - 1 and good >= 1 and linked < 0.5 * rows

    def hints(self, unit: Unit) -> dict[str, str]:
        table = unit.header
        if table is None:
            return {}
        key = table.span.start
        known = self._hints.get(key)
        if known is None:
            known = {}
            for i, cell in enumerate(table.header.cells):
                field = _header(plain(self.flat[cell.start : cell.end]))
                if field:
                    known[f"cell{i}"] = field
            self._hints[key] = known
        return known

    # -- readings

    def work(self, unit: Unit, merged: bool = False) -> Work:
        key = (unit.span, unit.kind, merged)
        known = self._works.get(key)
        if known is None:
            parts = list(unit.parts)
            if merged:
                parts += _below(unit)
            known = self._works[key] = Work(unit, parts, self)
            known.decode(self.habit(known))
        return known

    habits: dict[Any, Habits] | None = None

    def habit(self, work: Work) -> Mixed | None:
        """The habits of the units of a work's kind: of its section, and of the list."""
        kind = family(work.unit)
        whole = self.habits.get(kind) if self.habits else None
        if whole is None or self.habits is None:
            return None
        return Mixed(self.habits.get((kind, work.unit.section)), whole)

    def read(self) -> list[Work]:
        self.flow = self.units()
        self.habits = None
        chosen: list[Work] = []
        for round in range(3):
            for work in self._works.values():
                work.decode(self.habit(work))
            chosen = self.choose()
            if round < 2:
                kinds: dict[Any, list[Reading]] = defaultdict(list)
                for w in chosen:
                    if w.value > 0:
                        kinds[family(w.unit)].append(w.reading)
                        kinds[family(w.unit), w.unit.section].append(w.reading)
                self.habits = {kind: total(readings) for kind, readings in kinds.items()}

        return self.sections(chosen)

    def choose(self) -> list[Work]:
        """For each unit the way to read it and what is below it, by vote over units alike."""
        votes: dict[Any, list[float]] = defaultdict(lambda: [0.0, 0.0])
        asked: Counter[Any] = Counter()

        def collect(unit: Unit) -> float:
            apart = max(0.0, min(3.0, self.work(unit).value)) if unit.kind != "heading" else 0.0
            below = sum(collect(k) for k in unit.kids[:MOST_ASKED])
            lines = sum(collect(k) for k in unit.lines[:MOST_ASKED])
            together = apart
            good = sum(self.work(k).value > 0 for k in unit.kids[:MOST_ASKED])
            few = good < 2 or good * 2 < min(len(unit.kids), MOST_ASKED)
            if unit.kids and few and unit.kids[0].kind not in ("row", "tr"):
                together = self._together(unit)
            if unit.kids:
                kind: tuple[Any, ...] = (unit.kind, unit.depth)
                for key in (kind, (*kind, unit.section)):
                    votes[key][0] += apart + below
                    votes[key][1] += together
            if unit.lines:
                for key in (("lines", unit.section), ("lines",)):
                    votes[key][0] += lines
                    votes[key][1] += max(apart, together)
            return max(apart + below, together, lines)

        def sample(unit: Unit) -> None:
            """Ask the first units of each kind in each section, not all of a long list."""
            key = (unit.kind, unit.depth)
            if unit.kids or unit.lines:
                if unit.kind == "heading" and asked[key] > MOST_ASKED:
                    for kid in unit.kids:
                        sample(kid)
                    return
                if asked[*key, unit.section] < 6 and asked[key] < 80:
                    asked[*key, unit.section] += 1
                    asked[key] += 1
                    collect(unit)

        for unit in self.flow:
            sample(unit)

        def better(key: tuple[Any, ...], wide: tuple[Any, ...]) -> bool:
            a, b = votes[key], votes[wide]
            return a[1] + 0.25 * b[1] > a[0] + 0.25 * b[0]

        out: list[Work] = []

        def take(unit: Unit) -> None:
            if unit.lines and not better(("lines", unit.section), ("lines",)):
                out.extend(self.work(line) for line in unit.lines)
                for kid in unit.kids:
                    take(kid)
                return
            whole = unit.kind != "heading" or (unit.kids and self._together(unit) > 0)
            kind = (unit.kind, unit.depth)
            if unit.kids and whole and better((*kind, unit.section), kind):
                out.append(self.work(unit, merged=True))
                return
            if unit.kind != "heading":
                out.append(self.work(unit))
            for kid in unit.kids:
                take(kid)

        for unit in self.flow:
            take(unit)
        return out

    def _together(self, unit: Unit) -> float:
        if unit.kind == "heading":
            papers = sum(self.work(k).evidence for k in unit.kids[:MOST_ASKED])
            if len(unit.kids) > 12 or papers > 2:
                return 0.0  # a section, however well its first entry goes with its heading
        work = self.work(unit, merged=True)
        value = work.value
        if unit.kind == "heading":
            title = work.reading.title
            if title is None or title.start > unit.span.end:
                method = work.reading.method
                value -= 1.0
                if method is None or method.start > unit.span.end:
                    return 0.0  # the heading says nothing of the paper
        elif unit.kind == "paragraph":
            title = work.reading.title
            if title is None or title.start > unit.span.end:
                value -= 2.0
        return max(0.0, min(4.0, value))

    def sections(self, chosen: list[Work]) -> list[Work]:
        """Keep what is in a section of papers: most units of its kind there are read well."""
        groups: dict[Any, list[float]] = defaultdict(list)
        proofs: dict[Any, list[bool]] = defaultdict(list)
        kinds: dict[Any, float] = defaultdict(float)
        for work in chosen:
            key = (work.unit.section, work.unit.kind, work.unit.depth)
            groups[key].append(work.value)
            if work.value > 0:
                proofs[key].append(work.proved)
            if work.value > 0:
                kinds[work.unit.kind, work.unit.depth] += 1
        top = max(kinds.values(), default=0)
        usual = any(len(p) > 4 and sum(p) > 0.7 * len(p) for p in proofs.values())
        out = []
        for work in chosen:
            unit = work.unit
            values = groups[unit.section, unit.kind, unit.depth]
            share = sum(v > -0.5 for v in values) / len(values)
            proof = proofs[unit.section, unit.kind, unit.depth]
            proved = sum(proof) / len(proof) if proof else 1.0
            need = 0.0 if share > 0.6 else 0.8
            if share > 0.85 and len(values) > 4:
                need = -0.8 if work.proved else -1.6
            common = kinds[unit.kind, unit.depth]
            if unit.kind in ("paragraph", "line", "html", "heading") and common < 0.3 * top:
                need += 1.0
            if common < 0.03 * top:
                need += 1.2
            if usual and proved < 0.3 and len(proof) > 1:
                need = max(need, 0.0) + 2.0  # a section of tools in a list of papers
            elif not work.proved and work.coded and usual:
                need += 0.8
            heading = self.headings[unit.section]
            if heading is not None and _ELSE.search(heading.text):
                need += 1.2
            if work.value > need:
                out.append(work)
        return out


_PAPER_LABEL = re.compile(r"\W*(?:paper|pdf|arxiv|doi|论文)\W*", re.IGNORECASE)
_KEY = re.compile(
    r"[*_\s]*(?:venue|authors?|published(?: in)?|conference|journal|year|date|code|paper|pdf"
    r"|links?|keywords?"
    r"|institutions?|affiliations?|highlights?|comments?|tl;?dr|作者|会议|论文|代码)\s*[*_]*\s*[:：]",
    re.IGNORECASE,
)
_CODE_HOST = re.compile(
    r"github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|github\.io|medium\.com|/blogs?/|blogs?\.|youtube\.|youtu\.be",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"contents|\btoc\b|目录|contribut|acknowledg|licen[sc]e|citation|citing|star history"
    r"|related (?:repos|lists"
    r"|resources|awesome|projects)|tutorial|courses?\b|blogs?\b|talks?\b|software|librar"
    r"|\btools?\b|toolbox"
    r"|challenge|competition|contact|maintain|workshops?$|news|updates?|change ?log|resources"
    r"|datasets?$"
    r"|leaderboard|framework|books?$|videos?|websites?|repositor|community|acknowledge|credits"
    r"|how to|about",
    re.IGNORECASE,
)


def _columns(entry: Entry, hints: dict[str, str]) -> list[Candidate]:
    """What stands in a column of venues is one, whatever it is: `Blog`, `Springer Book`."""
    out = []
    for part, tokens in entry.parts:
        content = [t for t in tokens if t.content]
        if (
            hints.get(f"cell{part.number}") != "pub"
            or len(content) != 1
            or content[0].kind != "text"
        ):
            continue
        start, end = content[0].start, content[0].end
        text = entry.text(start, end)
        if (
            not any(c.isalpha() for c in text)
            or len(text.split()) > 6
            or text.lower() in ("n/a", "none")
        ):
            continue
        said = Publication(Span(start, end), None, None, 0.0, False)
        signature = ("pub", (f"cell{part.number}",), (), "", "", 0, "new", False)
        out.append(Candidate("pub", start, end, -0.4, signature, len(text.split()), said))
    return out


_HEADERS = (
    ("title", r"title|paper|论文|name of|publication$|article|名字|study"),
    ("authors", r"author|作者|researcher"),
    ("date", r"date|year|time|month|年|日期"),
    ("pub", r"venue|conf|journal|pub|where|source|proceeding|j/c|会议|来源|期刊"),
    (
        "method",
        r"method|model|acronym|abbr|short|keyword|alias|algorithm|network|name|dataset|approach",
    ),
    (
        "none",
        r"code|link|pdf|github|repo|star|citation|cite|task|type|modalit|demo|note|remark|comment|tag|institut"
        r"|affiliation|company|project|page|supp|video|domain|area|field|framework|license|description|summary|abstract|简介|备注|代码",
    ),
)


def _header(text: str) -> str:
    text = text.strip().lower()
    for field, pattern in _HEADERS:
        if re.search(pattern, text):
            return field
    return ""


def _led(units: list[Unit], keyed: Callable[[Unit], bool]) -> list[Unit]:
    """Units with what follows them as kids: lists after a paragraph, all after a heading."""
    out: list[Unit] = []
    heading: Unit | None = None
    leader: Unit | None = None
    for unit in units:
        if unit.kind == "heading":
            heading, leader = unit, None
            out.append(unit)
            continue
        if leader is not None and unit.kind in ("paragraph", "html") and keyed(unit):
            leader.kids.append(unit)
            continue
        if unit.kind == "paragraph" or unit.kind == "quote":
            leader = unit if unit.kind == "paragraph" else None
            (heading.kids if heading is not None else out).append(unit)
            continue
        if leader is not None and unit.kind == "item":
            leader.kids.append(unit)
            continue
        leader = None
        (heading.kids if heading is not None else out).append(unit)
    return out


def _below(unit: Unit) -> list[Part]:
    """The parts of all units below, in order."""
    out: list[Part] = []

    def walk(kid: Unit) -> None:
        for part in kid.parts:
            out.append(Part(part.span, "child", len(out)))
        for below in kid.kids:
            walk(below)

    for kid in unit.kids:
        walk(kid)
        if len(out) > 60:
            break
    return out
