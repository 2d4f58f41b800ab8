"""The examples of the rules: every good and bad one, with marks taken out."""

from __future__ import annotations

from typing import Any, NamedTuple

from wsss_lint.engine import Linter
from wsss_lint.rule import Bad, Good, Rule
from wsss_lint.rules import load, runs
from wsss_lint.settings import Settings

OPEN, CLOSE = "⟦", "⟧"


class Example(NamedTuple):
    rule: type[Rule]
    text: str
    spans: list[tuple[int, int]]  # flagged, in order
    fixed: str | None
    format: str
    options: dict[str, Any]
    name: str


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and the spans that they enclosed, in the order of their starts."""
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    length = 0
    for char in marked:
        if char == OPEN:
            stack.append(length)
        elif char == CLOSE:
            spans.append((stack.pop(), length))
        else:
            out.append(char)
            length += 1
    assert not stack, "a mark is not closed"
    return "".join(out), sorted(spans)


def examples(kind: str) -> list[Example]:
    found = []
    for rule in load(plugins=False):
        if not runs(rule):
            continue  # online rules look at more than a list
        given: tuple[Good | Bad, ...] = rule.good if kind == "good" else rule.bad
        for number, example in enumerate(given):
            text, spans = unmarked(example.text)
            fixed = example.fixed if isinstance(example, Bad) else None
            found.append(
                Example(
                    rule, text, spans, fixed, example.format, dict(example.options),
                    f"{rule.name}-{kind}{number}",
                )
            )  # fmt: skip
    return found


def linter_for(example: Example) -> Linter:
    """A linter with this rule selected; silencing comments are judged against the rule that they
    name, so those rules run too and their findings are left out by the caller."""
    settings = Settings(2026)
    settings.select = (example.rule.name,)
    if "wsss-lint:" in example.text:
        settings.select += tuple(
            rule.name for rule in load(plugins=False) if f"[{rule.name}]" in example.text
        )
    settings.options = {example.rule.name: example.options} if example.options else {}
    settings.preset = (example.format,) if example.format else ()
    return Linter(settings, plugins=False)
