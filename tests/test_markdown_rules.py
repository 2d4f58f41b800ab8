"""The lines for which mistune's own rules are replaced: each is read as CommonMark reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from wsss_lint.markdown import parse
from wsss_lint.source import BOM, Source


def blocks(text: str) -> list[str]:
    """The blocks at top level as `kind: its text`."""
    source = Source(text)
    return [f"{block.kind}: {source.slice(block.span)}" for block in parse(source).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what mistune reads otherwise
        ("a\n=-=\n", ["paragraph: a\n=-="]),
        ("٣. a\n", ["paragraph: ٣. a"]),
        ("<!doctype html>\na\n", ["html: <!doctype html>", "paragraph: a"]),
        ("a\n<search>\n", ["paragraph: a", "html: <search>"]),
        ("a\n<meta>\n", ["paragraph: a\n<meta>"]),
        ("<div*\n\nb\n", ["paragraph: <div*", "paragraph: b"]),
        ("<!-->\na\n", ["html: <!-->", "paragraph: a"]),
        ("<pre>\n\n</STYLE>\na\n", ["html: <pre>\n\n</STYLE>", "paragraph: a"]),
        ("<b c=!>\n*a*\n", ["html: <b c=!>\n*a*"]),
        ("a\n     \nb\n", ["paragraph: a", "paragraph: b"]),
        ("     \na\n", ["paragraph: a"]),
        ("    a\n\N{NO-BREAK SPACE}\nb\n", ["code: a", "paragraph: \N{NO-BREAK SPACE}\nb"]),
        ("a\n\x0c\nb\n", ["paragraph: a\n\x0c\nb"]),
        ("[a]: /u 'b\n# c\n'\n", ["paragraph: [a]: /u 'b", "heading: # c", "paragraph: '"]),
        ("[a]: /u\n===\n", ["definition: [a]: /u", "paragraph: ==="]),
        ("[a]: /u\n---\n", ["definition: [a]: /u", "thematic_break: ---"]),
        ("a | b\n--|--\n1\n1|2|3\n", ["table: a | b\n--|--\n1\n1|2|3"]),
        ("x\na | b\n--|--\n|\ny\n", ["paragraph: x", "table: a | b\n--|--", "paragraph: |\ny"]),
        ("a | b\n--|--\n    c\n", ["table: a | b\n--|--", "code: c"]),
        # what mistune reads, and we only say where it is
        ("``` a`b\n", ["paragraph: ``` a`b"]),
        ("```\na\n\n", ["fence: ```\na"]),
        ("```\na\n    ```", ["fence: ```\na\n    ```"]),
        (" ```\n a\n```  \nb", ["fence: ```\n a\n```", "paragraph: b"]),
        ("a\n    b\n", ["paragraph: a\n    b"]),
        ("\ta\n\n    b\n\nc", ["code: a\n\n    b", "paragraph: c"]),
        (" * * *\t\n_ _ _", ["thematic_break: * * *", "thematic_break: _ _ _"]),
        ("a\n2. b\n-\n", ["heading: a\n2. b\n-"]),
        ("a\n+\n", ["paragraph: a\n+"]),
        ("> a\nb\n\nc\n", ["quote: > a\nb", "paragraph: c"]),
        (BOM + "# a\nb\n   ", ["heading: # a", "paragraph: b"]),
        (BOM + "    a", ["code: a"]),
        ("  ", []),
        ("", []),
    ],
)
def test_lines_are_read_as_commonmark_reads_them(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected
    assert [block.replace("\r\n", "\n") for block in blocks(text.replace("\n", "\r\n"))] == expected


#: a size in characters to a text of about it
HOSTILE: dict[str, Callable[[int], str]] = {
    "blanks in a heading": lambda n: "# a" + " " * n + "b",
    "blanks between dashes": lambda n: "-" + " " * (n // 2) + "-" + " " * (n // 2) + "x",
    "stars with blanks": lambda n: "* " * (n // 2) + "x",
    "marks in a fence": lambda n: "```\n" + ("`" * 1000 + "x\n") * (n // 1002),
    "underlines that are text": lambda n: "===\n" * (n // 4),
    "delimiter rows that do not fit": lambda n: "a\n" + "|--|--|\n" * (n // 8),
    "indented text": lambda n: "a\n" + "    b\n" * (n // 6),
    "blank lines of five": lambda n: "a\n" + "     \n" * (n // 6),
    "items that are empty": lambda n: "-\n" * (n // 2),
    "rows without a cell": lambda n: "a|b\n-|-\n" + "|\n" * (n // 2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_lines_take_linear_time(name: str) -> None:
    def make(size: int) -> Callable[[], object]:
        source = Source(HOSTILE[name](size))
        return lambda: parse(source)

    assert_linear(make, 30_000)
