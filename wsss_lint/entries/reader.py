"""Reading a list: units, their best readings, and by vote which of them are entries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from wsss_lint.entries.candidates import Candidate, asker_for
from wsss_lint.entries.decode import Habits, Mixed, Reading, total
from wsss_lint.entries.memo import Memo
from wsss_lint.entries.publication import read_publication
from wsss_lint.entries.tokens import Part
from wsss_lint.entries.units import Place, Unit, units_of
from wsss_lint.entries.work import Work
from wsss_lint.entries.words import YEAR
from wsss_lint.markdown import parse, plain
from wsss_lint.markdown.tree import Heading, List, MarkdownDocument, Table
from wsss_lint.source import Source, Span
from wsss_lint.venues.registry import Registry

MOST_ASKED = 20  # units below a unit, and headings, that take part in a vote


def family(unit: Unit) -> str:
    """Units whose habits are counted together."""
    return unit.kind if unit.kind in ("row", "tr", "li", "heading") else "text"


class Reader:
    def __init__(self, source: Source, registry: Registry | None = None) -> None:
        self.source = source
        self.flat = source.flat
        self.registry = registry or Registry()
        self.markdown: MarkdownDocument = parse(source)
        self.headings: list[Heading | None] = [None]
        self.asker = asker_for(self.registry)
        self.memo: Memo | None = Memo(self.markdown, self.asker)
        self._mixed: dict[Any, Mixed] = {}
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
            elif isinstance(block, List) and self._contents(block):
                flush()
            elif isinstance(block, Table) and self._results(block):
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
        section = self.habits.get((kind, work.unit.section))
        key = (kind, work.unit.section if section is not None and section.total > 5 else None)
        mixed = self._mixed.get(key)
        if mixed is None:  # one object for all works, for what it keeps
            mixed = self._mixed[key] = Mixed(section, whole)
        return mixed

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
                        kinds[family(w.unit)].append(w.model)
                        kinds[family(w.unit), w.unit.section].append(w.model)
                self._mixed = {}
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
                for key in ((unit.kind, unit.depth, unit.section), (unit.kind, unit.depth)):
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
                for line in unit.lines:
                    out.append(self.work(line))
                for kid in unit.kids:
                    take(kid)
                return
            if unit.kids and better((unit.kind, unit.depth, unit.section), (unit.kind, unit.depth)):
                if unit.kind != "heading" or self._together(unit) > 0:
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
                    value -= 3.0
        elif unit.kind == "paragraph":
            title = work.reading.title
            if title is None or title.start > unit.span.end:
                value -= 2.0
        return max(0.0, min(4.0, value))

    def sections(self, chosen: list[Work]) -> list[Work]:
        """Keep what is in a section of papers: most units of its kind there are read well."""
        groups: dict[Any, list[float]] = defaultdict(list)
        proofs: dict[Any, list[bool]] = defaultdict(lambda: [])
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
        shares: dict[Any, float] = {}
        out = []
        for work in chosen:
            unit = work.unit
            key = (unit.section, unit.kind, unit.depth)
            values = groups[key]
            if key not in shares:
                shares[key] = sum(v > -0.5 for v in values) / len(values)
            share = shares[key]
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


_KEY = re.compile(
    r"[*_\s]*(?:venue|authors?|published(?: in)?|conference|journal|year|date|code|paper|pdf|links?|keywords?"
    r"|institutions?|affiliations?|highlights?|comments?|tl;?dr|作者|会议|论文|代码)\s*[*_]*\s*[:：]",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"contents|\btoc\b|目录|contribut|acknowledg|licen[sc]e|citation|citing|star history|related (?:repos|lists"
    r"|resources|awesome|projects)|tutorial|courses?\b|blogs?\b|talks?\b|software|librar|\btools?\b|toolbox"
    r"|challenge|competition|contact|maintain|workshops?$|news|updates?|change ?log|resources|datasets?$"
    r"|leaderboard|framework|books?$|videos?|websites?|repositor|community|acknowledge|credits|how to|about",
    re.IGNORECASE,
)
_HEADERS = (
    ("title", r"title|paper|论文|name of|publication$|article|名字|study"),
    ("authors", r"author|作者|researcher"),
    ("date", r"date|year|time|month|年|日期"),
    ("pub", r"venue|conf|journal|pub|where|source|proceeding|j/c|会议|来源|期刊"),
    ("method", r"method|model|acronym|abbr|short|keyword|alias|algorithm|network|name|dataset|approach"),
    ("none", r"code|link|pdf|github|repo|star|citation|cite|task|type|modalit|demo|note|remark|comment|tag|institut"
             r"|affiliation|company|project|page|supp|video|domain|area|field|framework|license|description|summary|abstract|简介|备注|代码"),
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


def end_of(work: Work, merged: bool) -> int:
    return work.entry.parts[-1][0].span.end


_RANGE = re.compile(r"\d{4}\s*[-–~]\s*\d{2,4}|before|after|since|\bto\b|until|之前|≤|>=|\+", re.IGNORECASE)
_EVENT = re.compile(r"VOC|challenge|dataset|benchmark|track|ILSVRC|COCO|competition", re.IGNORECASE)


def context_of(text: str, registry: Registry) -> tuple[int | None, str | None]:
    """The year and venue that a heading names."""
    shown = plain(text).strip(" *_#:")
    shown = re.sub(r"<[^<>]*>", "", shown).strip()
    if not shown or len(shown) > 90:
        return None, None
    years = set(YEAR.findall(shown))
    found = read_publication(shown, 0, len(shown), registry)
    venue = None
    if found is not None and found.venue is not None and found.known:
        venue = shown[found.venue.start : found.venue.end]
        if found.year is not None:
            return found.year, venue
    if len(years) != 1 or _RANGE.search(shown) or _EVENT.search(shown):
        return None, venue
    return int(next(iter(years))), venue


def read_papers(source: Source) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """For trying out: papers as dictionaries."""
    reader = Reader(source)
    works = reader.read()
    works.sort(key=lambda w: w.unit.span)
    contexts = _contexts(reader)
    papers = []
    from bisect import bisect_right

    starts = [c[0] for c in contexts]
    taken = {w.unit.span for w in works}
    for work in works:
        r = work.reading
        assert r.title is not None
        start = work.unit.span.start
        at = bisect_right(starts, start) - 1
        year = venue = date = None
        if r.pub is not None and r.pub.publication is not None:
            pub = r.pub.publication
            year = pub.year
            if pub.venue is not None:
                venue = work.entry.text(*pub.venue)
                if pub.track is not None:
                    venue += " " + work.entry.text(*pub.track)
        if year is None and r.date is not None:
            year = r.date.year
        while at >= 0 and year is None:
            if contexts[at][1] is not None:
                year = contexts[at][1]
            if contexts[at][3]:
                break
            at -= 1
        end = max(p.span.end for p, _ in work.entry.parts)
        papers.append(
            {
                "line": source.line_of(start),
                "end_line": source.line_of(max(start, end - 1)),
                "title": plain(source.flat[r.title.start:r.title.end], reader.markdown.definitions),
                "venue": venue,
                "venue_code": (v.code if venue and (v := reader.registry.lookup(venue)) else None),
                "year": year,
                "date": date,
                "authors": work.entry.text(r.authors.start, r.authors.end) if r.authors else None,
                "method": work.entry.text(r.method.start, r.method.end) if r.method else None,
                "links": [{"url": t.url} for t in work.links if not (t.url.startswith("#") and len(t.url) > 1)],
                "score": round(work.value, 2),
            }
        )
    return papers, []


def _contexts(reader: Reader) -> list[tuple[int, int | None, str | None, bool]]:
    """What headings (and lines that are one) say, by place; the last tells a real heading."""
    out: list[tuple[int, int | None, str | None, bool]] = [(0, None, None, True)]
    levels: list[tuple[int, int | None, str | None]] = []
    for heading in reader.markdown.headings:
        year, venue = context_of(heading.text, reader.registry)
        levels = [lv for lv in levels if lv[0] < heading.level]
        levels.append((heading.level, year, venue))
        if year is None:
            year = next((y for _, y, _ in reversed(levels) if y is not None), None)
        out.append((heading.span.start, year, venue, True))

    def walk(unit: Unit) -> None:
        if unit.kind in ("paragraph", "item", "html") and (unit.kids or unit.kind != "item"):
            part = unit.parts[0] if unit.parts else Part(unit.span, "own")
            if part.span.end - part.span.start < 120 and len(unit.parts) == 1:
                year, venue = context_of(reader.flat[part.span.start : part.span.end], reader.registry)
                if year is not None and len(plain(reader.flat[part.span.start : part.span.end]).split()) < 5:
                    out.append((unit.span.start, year, venue, False))
        for kid in unit.kids:
            walk(kid)

    for unit in reader.flow:
        walk(unit)
    out.sort(key=lambda c: c[0])
    return out


__all__ = ["Candidate", "Reader", "Span", "read_papers"]
