"""A slice of the safety harness (`python -m tests.harness`): nothing is lost by safe fixes."""

from __future__ import annotations

import pytest

from tests.harness.entries import FOREIGN
from tests.harness.lists import Given, own, shared
from tests.harness.oracle import lost, pages
from tests.harness.trial import tried

SMALL = 40_000  # characters
OWN = [given for given in own() if len(given.text) < SMALL]
BESIDE = [given for given in shared() if len(given.text) < SMALL // 2][::6]


@pytest.mark.parametrize("given", OWN, ids=lambda given: given.name)
def test_nothing_is_lost_in_lists_of_our_own(given: Given) -> None:
    outcome = tried(given, 1)
    assert outcome.foreign + outcome.damaged >= 12
    assert not outcome.lost, outcome.examples


@pytest.mark.skipif(not BESIDE, reason="the lists of ../shared are not here")
@pytest.mark.parametrize("given", BESIDE, ids=lambda given: given.name)
def test_nothing_is_lost_in_lists_of_others(given: Given) -> None:
    outcome = tried(given, 2)
    assert not outcome.lost, outcome.examples


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("- a word\n", "- a\n", "words"),
        ("- seen 61.5\n", "- seen 6.5\n", "numbers"),
        ("- [a](https://b.c/d)\n", "- [a](https://b.c/e)\n", "numbers words targets"),
        ("- [a](https://b.c/d) x\n", "- a (https://b.c/d) x\n", "targets"),
        ("- ![a](b.png) x\n", "- x\n", "words images"),
        ("- **a** x\n", "- a x\n", "emphasis"),
        ("- **a** x\n", "- **a* x\n", "marks emphasis"),
        ("- a\n", "- a\n\n  b\n", "blocks"),
        ("- [a](http://b.c//d)\n", "- [a](https://b.c/d)\n", ""),
        ("- *2021CVPR* x\n", "- *CVPR2021* x\n", ""),
        ("- *CVPR'21* x\n", "- *CVPR2021* x\n", ""),
        ("- *PAMI2021* x\n", "- *TPAMI2021* x\n", ""),
        ("- [code] (https://b.c/d)\n", "- [code](https://b.c/d)\n", ""),
    ],
)
def test_the_judge_sees(before: str, after: str, kind: str) -> None:
    found = set(lost(pages(before), pages(after)))
    assert found <= set(kind.split())
    assert bool(found) == bool(kind)


def test_foreign_entries_are_right_as_they_are() -> None:
    """Each renders without a mark that shows, but for those that mean themselves."""
    assert len(FOREIGN) >= 40
    for name, form in FOREIGN.items():
        text = form.format(
            title="T", name="N", authors="A", venue="V", year=2021, url="https://a.b",
            code="https://c.d", short="21",
        )  # fmt: skip
        shown = "".join(page.text for page in pages(f"- {text}\n"))
        assert "**" not in shown, name
