"""The table of what became of the plantings, to look at or for the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.planting import tool
from tests.planting.score import Tally


def groups(tallies: Iterable[Tally]) -> Iterator[tuple[str, list[Tally]]]:
    """Those on by default, those off, those that no rule covers."""
    found: dict[str, list[Tally]] = {
        "on by default": [], "shown when asked for": [], "missed: no rule": [],
    }  # fmt: skip
    for tally in tallies:
        key = "on by default" if tally.default else "shown when asked for"
        found[key if tally.covered else "missed: no rule"].append(tally)
    yield from ((title, members) for title, members in found.items() if members)


def rule_of(tally: Tally) -> str:
    """The first rule of a class."""
    return next((name for name in tally.planter.rules if name in tool.rules()), "-")


def mended(tally: Tally) -> str:
    """How many were mended back to the clean bytes."""
    return share(tally.mended, tally.mendable) if tally.mendable else "-"


def table(tallies: Iterable[Tally]) -> Iterator[str]:
    """The table, a class a line."""
    yield (
        f"{'class':50} {'rule':26} {'lists':>5} {'planted':>7} {'found':>6} {'near':>5} "
        f"{'extra':>6} {'mended':>7}"
    )
    for title, members in groups(tallies):
        yield f"-- {title}"
        for t in members:
            yield (
                f"{t.planter.name:50} {rule_of(t):26} {t.lists:5} {t.planted:7} "
                f"{share(t.found, t.planted):>6} {t.near:5} {t.extra:6} {mended(t):>7}"
            )
        planted = sum(t.planted for t in members)
        yield (
            f"{'':50} {'all':26} {'':5} {planted:7} "
            f"{share(sum(t.found for t in members), planted):>6} "
            f"{sum(t.near for t in members):5} {sum(t.extra for t in members):6}"
        )


def row(tally: Tally) -> str:
    """The row of one class for a page: the numbers of plantings, not shares."""
    fixed = f"{tally.mended} of {tally.mendable}" if tally.mendable else ""
    rule = rule_of(tally) if tally.covered else ""
    numbers = f"{tally.lists} | {tally.planted} | {tally.found} | {tally.extra}"
    return f"| {tally.planter.name} | {rule} | {numbers} | {fixed} |"


def markdown(tallies: Iterable[Tally]) -> Iterator[str]:
    """The table for a page."""
    for title, members in groups(tallies):
        yield f"| {title} | rule | lists | planted | found | further | mended |"
        yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
        yield from map(row, members)
        yield ""


def share(part: int, whole: int) -> str:
    """A percentage, or a dash for nothing of nothing."""
    return f"{100 * part / whole:.0f} %" if whole else "-"
