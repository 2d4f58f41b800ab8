"""The cost of each rule grows with the number of its findings, and not faster."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from wsss_lint.engine import Linter
from wsss_lint.rules import load
from wsss_lint.settings import Settings
from wsss_lint.source import Source

SMALL = 4_000  # characters
EXAMPLES = [(rule.name, k) for rule in load() for k in range(len(rule.bad))]


def example(name: str, index: int) -> str:
    """A list that breaks a rule, as its page shows it."""
    (rule,) = (rule for rule in load() if rule.name == name)
    return rule.bad[index].text.replace("⟦", "").replace("⟧", "")


def repeated(text: str, size: int) -> str:
    """A text as often as fits."""
    return "\n".join([text] * max(1, size // len(text)))


def numbered(text: str, size: int) -> str:
    """The same with titles that differ: a list of so many papers."""
    copies = range(max(1, size // len(text)))
    return "\n".join(re.sub(r'(["\[]|: )([A-Z]\w+)', rf"\1\2 {k}", text) for k in copies)


@pytest.mark.parametrize(("name", "index"), EXAMPLES)
@pytest.mark.parametrize("lines", [repeated, numbered])
def test_many_findings_take_linear_time(
    lines: Callable[[str, int], str], name: str, index: int
) -> None:
    """Its example again and again; several rules walked over all others for each finding."""
    text = example(name, index)
    wanted = Settings(2026)
    wanted.select = (name,)
    linter = Linter(wanted, pedantic=True, plugins=False)

    found: dict[int, int] = {}

    def make(size: int) -> Callable[[], object]:
        document = linter.read(Source(lines(text, size)))  # whose time would hide the rule's

        def work() -> None:
            across = linter._across([document])
            found[size] = sum(map(len, across.values())) + len(linter._found(document))

        return work

    small = max(SMALL, 2 * len(text))
    try:
        assert_linear(make, small)
    except pytest.fail.Exception:
        if found[small]:
            raise
        pytest.skip("it breaks the rule only in a longer list")
