"""Plants, lints, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from tests.planting import tool
from tests.planting.lists import CleanList
from tests.planting.plant import PLANTERS, Damaged, Edit, Planter, apart, damage, fits
from wsss_lint.diagnostics import Diagnostic
from wsss_lint.fixes import FixError
from wsss_lint.source import Span

Key = tuple[str, str]
LARGE = 40_000


class Tally:
    """What became of the plantings of one class."""

    def __init__(self, planter: Planter) -> None:
        self.planter = planter
        self.planted = 0
        self.found = 0  # by a rule of the class, with the very span
        self.near = 0  # by a rule of the class, on the planted text but with another span
        self.extra = 0  # further findings, the class's own second consequences apart
        self.mended = 0
        self.mendable = 0  # plantings in lists where the fix was tried
        self.lists = 0  # that have a place for it
        self.failures: list[Failure] = []

    def __getstate__(self) -> dict[str, object]:
        """A planter is a function, which no process can send to another: its name is sent."""
        return self.__dict__ | {"planter": self.planter.name}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= state | {"planter": PLANTERS[state["planter"]]}

    @property
    def covered(self) -> bool:
        """Whether some rule that exists looks for it."""
        return any(name in tool.rules() for name in self.planter.rules)

    @property
    def default(self) -> bool:
        """Whether a rule that is on by default looks for it."""
        return not self.planter.asked and any(map(tool.by_default, self.planter.rules))


class Failure(NamedTuple):
    """One planting that did not go as it should, to look at."""

    what: str  # "missed", "near", "extra", "not mended", "refused"
    list_name: str
    line: str
    detail: str


class Bench:
    """The lists, linted once as they are; plantings are judged by what they add to that."""

    def __init__(self, lists: Sequence[CleanList], fixing: bool = True) -> None:
        self.lists = lists
        self.fixing = fixing
        self._baseline: dict[tuple[str, tuple[str, ...]], Counter[Key]] = {}
        self._places: dict[tuple[str, tuple[str, ...]], set[tuple[str, int]]] = {}
        self._mended: dict[tuple[str, bool, tuple[str, ...]], str] = {}

    def prepare(self) -> None:
        """Lint the clean lists, and mend them where they need it."""
        for clean in self.lists:
            self.baseline(clean, ())
            if self.fixing:
                self.mended(clean, False, ())
                self.mended(clean, True, ())

    def run(self, planter: Planter, times: int, seed: int = 1) -> Tally:
        """Plant one class up to `times` times, in turn over the lists that have a place for it."""
        tally = Tally(planter)
        extra = tuple(
            name
            for name in planter.rules
            if name in tool.rules() and (planter.asked or not tool.by_default(name))
        )
        random = Random(f"{planter.name} {seed}")
        able = [c for c in self.lists if any(planter.plant(c, random) for _ in range(8))]
        tally.lists = len(able)
        for turn in range(times * 6):
            if not able or tally.planted == times:
                break
            clean = able[turn % len(able)]
            if turn // len(able) % (1 + len(clean.text) // LARGE):
                continue  # a list of 100 kB is linted slowly: it has one turn in three
            edits = planter.plant(clean, random)
            if edits and fits(edits):
                self._judge(tally, clean, [(planter, edits)], extra)
        return tally

    def together(self, planters: Sequence[Planter], times: int, seed: int = 1) -> list[Tally]:
        """Plant several classes at once in one list, on lines apart, `times` times."""
        tallies = {planter.name: Tally(planter) for planter in planters}
        random = Random(f"together {seed}")
        for turn in range(times):
            clean = self.lists[turn % len(self.lists)]
            if turn // len(self.lists) % (1 + len(clean.text) // LARGE):
                continue
            chosen: list[tuple[Planter, Sequence[Edit]]] = []
            for planter in random.sample(planters, min(12, len(planters))):
                edits = planter.plant(clean, random)
                if edits and fits(edits) and all(apart(edits, other, clean) for _, other in chosen):
                    chosen.append((planter, edits))
            found = None
            for index, (planter, _) in enumerate(chosen):
                first = [chosen[index], *chosen[:index], *chosen[index + 1 :]]
                found = self._judge(tallies[planter.name], clean, first, (), found)
        return [tally for tally in tallies.values() if tally.planted]

    def _judge(
        self,
        tally: Tally,
        clean: CleanList,
        planted: list[tuple[Planter, Sequence[Edit]]],
        extra: tuple[str, ...],
        found: list[Diagnostic] | None = None,
    ) -> list[Diagnostic]:
        """Lint the damaged list (unless that was done); the first planting is what counts."""
        planter, own = planted[0]
        others = [edit for _, edits in planted[1:] for edit in edits]
        damaged = damage(clean.text, [*own, *(strip(edit) for edit in others)])
        found = tool.findings(damaged.text, extra) if found is None else found
        tally.planted += 1
        hits = [d for d in found if d.name in planter.rules]
        alone = len(planted) == 1
        if any(d.span in damaged.marks for d in hits):
            tally.found += 1
        elif any(touches(d.span, mark) for d in hits for mark in damaged.marks):
            tally.near += 1
            detail = "; ".join(f"{d.name} {damaged.text[slice(*d.span)]!r}" for d in hits)
            tally.failures.append(Failure("near", clean.name, shown(damaged), detail))
        else:
            detail = "; ".join(f"{d.name} {damaged.text[slice(*d.span)]!r}" for d in found[:4])
            tally.failures.append(Failure("missed", clean.name, shown(damaged), detail))
        if alone:
            self._count_extras(tally, clean, damaged, found, extra)
            if planter.fix and self.fixing and planter.rules:
                self._try_fix(tally, clean, damaged, extra)
        return found

    def _count_extras(
        self,
        tally: Tally,
        clean: CleanList,
        damaged: Damaged,
        found: list[Diagnostic],
        extra: tuple[str, ...],
    ) -> None:
        planter = tally.planter
        known = self.baseline(clean, extra)
        places = self._places[clean.name, extra]
        left = Counter(
            key(d, damaged.text)
            for d in found
            if d.name not in planter.also
            and (d.name, damaged.origin(d.span.start)) not in places
            and not (d.name in planter.rules and any(touches(d.span, m) for m in damaged.marks))
        )
        left -= known
        if left:
            tally.extra += left.total()
            detail = "; ".join(f"{name} {text!r}" for name, text in left)
            tally.failures.append(Failure("extra", clean.name, shown(damaged), detail))

    def _try_fix(
        self, tally: Tally, clean: CleanList, damaged: Damaged, extra: tuple[str, ...]
    ) -> None:
        unsafe = tally.planter.fix == "unsafe"
        wanted = self.mended(clean, unsafe, extra)
        tally.mendable += 1
        try:
            mended = tool.mend(damaged.text, unsafe, extra)
        except FixError as error:
            tally.failures.append(Failure("refused", clean.name, shown(damaged), str(error)))
            return
        if mended == wanted:
            tally.mended += 1
        else:
            lines = set(mended.splitlines()) - set(wanted.splitlines())
            detail = "; ".join(sorted(lines)[:2])
            tally.failures.append(Failure("not mended", clean.name, shown(damaged), detail))

    def baseline(self, clean: CleanList, extra: tuple[str, ...]) -> Counter[Key]:
        """What is found in the list as it is."""
        at = (clean.name, extra)
        if at not in self._baseline:
            found = tool.linter(extra).remember(clean.text)
            self._baseline[at] = Counter(key(d, clean.text) for d in found)
            self._places[at] = {(d.name, d.span.start) for d in found}
        return self._baseline[at]

    def mended(self, clean: CleanList, unsafe: bool, extra: tuple[str, ...]) -> str:
        """The list as it is after the fixes that it needs anyway."""
        at = (clean.name, unsafe, extra)
        if at not in self._mended:
            self._mended[at] = tool.mend(clean.text, unsafe, extra)
        return self._mended[at]


def strip(edit: Edit) -> Edit:
    """An edit without its marks."""
    return Edit(edit.start, edit.end, edit.text.replace("⟦", "").replace("⟧", ""))


def touches(one: Span, other: Span) -> bool:
    """Whether two spans overlap or meet."""
    return one.start <= other.end and other.start <= one.end


def key(diagnostic: Diagnostic, text: str) -> Key:
    """What a finding is, wherever it stands: its letters, and those of the other half of a pair.

    What was found in the clean list is not found anew because it now stands elsewhere, or
    because the other of two halves now comes first. (Where it stands as before, the place tells
    that it is the same, whatever was planted within it.)
    """
    spans = [diagnostic.span, *(r.span for r in diagnostic.related if r.path is None)]
    halves = ["".join(filter(str.isalnum, text[span.start : span.end].lower())) for span in spans]
    return diagnostic.name, " / ".join(sorted(half[:60] for half in halves))


def shown(damaged: Damaged) -> str:
    """The line of the first mark, with the mark in brackets."""
    if not damaged.marks:
        return ""
    mark = damaged.marks[0]
    start = damaged.text.rfind("\n", 0, mark.start) + 1
    end = damaged.text.find("\n", mark.end)
    text = damaged.text
    return f"{text[start : mark.start]}⟦{text[slice(*mark)]}⟧{text[mark.end : end]}"
