"""A short run of the planting: every class on by default is found where it is, and alone.

``python -m tests.planting`` runs it at length, ``--lists all`` on the lists in ../shared too.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from tests.planting import tool
from tests.planting.__main__ import EXTRA, RECALL, planters
from tests.planting.lists import own_lists
from tests.planting.plant import PLANTERS, Edit, Planter, damage, mark
from tests.planting.score import Bench, Tally
from wsss_lint.rules import runs
from wsss_lint.source import Span

planters()
TIMES = 10
COVERED = [p for p in PLANTERS.values() if Tally(p).default]


@cache
def bench() -> Bench:
    return Bench(own_lists())


@pytest.mark.parametrize("clean", own_lists(), ids=lambda clean: clean.name)
def test_clean_lists_are_read_whole_and_clean(clean: object) -> None:
    text = clean.text  # type: ignore[attr-defined]
    assert [d.message for d in tool.findings(text)] == []
    document = clean.document  # type: ignore[attr-defined]
    bullets = sum(line.startswith("- ") for line in text.splitlines()) - sum(
        line.startswith("- [") and "](#" in line for line in text.splitlines()
    )
    rows = text.count("\n| [")
    assert len(document.papers) == bullets + rows
    assert not document.unreadable


@pytest.mark.parametrize("planter", COVERED, ids=lambda planter: planter.name)
def test_planted_defect_is_found_where_it_is(planter: Planter) -> None:
    tally = bench().run(planter, TIMES)
    assert tally.planted >= TIMES // 2, "the clean lists have too few places for it"
    shown = "\n".join(f"{f.what}: {f.line}\n   {f.detail}" for f in tally.failures[:5])
    # one of a few dozen may fail: the aims are for hundreds
    assert tally.found >= int(RECALL * tally.planted), shown
    assert tally.extra <= EXTRA * tally.planted, shown
    if planter.fix == "safe":
        assert tally.mended >= int(RECALL * tally.mendable), shown


def test_several_defects_at_once_do_not_hide_each_other() -> None:
    tallies = bench().together(COVERED, 80)
    planted = sum(tally.planted for tally in tallies)
    failures = [f for tally in tallies for f in tally.failures]
    shown = "\n".join(f"{f.what}: {f.line}\n   {f.detail}" for f in failures[:8])
    assert planted > 100
    assert sum(tally.found for tally in tallies) >= RECALL * planted, shown


def test_every_rule_on_by_default_has_a_planter() -> None:
    planted = {name for planter in PLANTERS.values() for name in planter.rules}
    offline = {name for name, rule in tool.rules().items() if runs(rule)}
    missing = {name for name in offline if tool.by_default(name)} - planted
    # what the schemas say is planted in tests of their own; a file of 480 kB is slow to lint often;
    # a house's spellings are what its settings say
    assert {n for n in missing if not n.startswith("schema-")} <= {"file-size", "house-spelling"}


def test_every_planter_names_rules_that_exist() -> None:
    assert {n for planter in PLANTERS.values() for n in planter.rules} <= set(tool.rules())


def test_marks_become_spans() -> None:
    made = damage("one two three", [Edit(4, 7, mark("2") + "!"), Edit(0, 0, mark(""))])
    assert made.text == "one 2! three"
    assert made.marks == [Span(0, 0), Span(4, 5)]


def test_plantings_repeat() -> None:
    clean = own_lists()[-1]
    for planter in PLANTERS.values():
        assert planter.plant(clean, Random(3)) == planter.plant(clean, Random(3)), planter.name
