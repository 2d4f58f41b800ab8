"""The block tree and the inline spans: what each piece of Markdown is, and where exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from wsss_lint.markdown import inlines, parse, plain, slug, split_cells
from wsss_lint.markdown.slugs import Slugger
from wsss_lint.markdown.tree import (
    Block,
    Fence,
    Heading,
    Item,
    List,
    Literal,
    MarkdownDocument,
    Table,
)
from wsss_lint.source import BOM, Source, Span

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def shape(text: str) -> list[str]:
    """Each block as `kind: its text`, indented by depth, in order."""
    source = Source(text)
    lines = []
    stack: list[tuple[Block, int]] = [(block, 0) for block in reversed(parse(source).blocks)]
    while stack:
        block, depth = stack.pop()
        lines.append(f"{'  ' * depth}{block.kind}: {source.slice(block.span)}")
        stack += [(child, depth + 1) for child in reversed(block.children)]
    return lines


def found(text: str, kinds: str = "") -> list[str]:
    """The inlines of a paragraph as `kind: its text`."""
    source = Source(text)
    result = inlines(parse(source), Span(0, len(text)))
    return [
        f"{i.kind}: {source.slice(i.span)}" for i in result if not kinds or i.kind in kinds.split()
    ]


def only(document: MarkdownDocument) -> Block:
    assert len(document.blocks) == 1
    return document.blocks[0]


# -- blocks ------------------------------------------------------------------------------


def test_bullets_nested_lists_and_text_behind_them() -> None:
    assert shape("- a\n  b\n\n  - c\n    d\n\n  e\n- f\nlazy\n") == [
        "list: - a\n  b\n\n  - c\n    d\n\n  e\n- f\nlazy",
        "  item: - a\n  b\n\n  - c\n    d\n\n  e",
        "    paragraph: a\n  b",
        "    list: - c\n    d",
        "      item: - c\n    d",
        "        paragraph: c\n    d",
        "    paragraph: e",
        "  item: - f\nlazy",
        "    paragraph: f\nlazy",
    ]


def test_an_item_knows_its_marker_its_content_and_its_own_text() -> None:
    source = Source("3)  **A:** x\n    y\n    * child\n\n    more\n10) b\n")
    listing = only(parse(source))
    assert isinstance(listing, List) and listing.ordered
    first, second = listing.items
    assert source.slice(first.marker) == "3)"
    assert source.slice(first.own) == "**A:** x\n    y"
    assert source.slice(first.content) == "**A:** x\n    y\n    * child\n\n    more"
    assert (source.slice(second.marker), source.slice(second.own)) == ("10)", "b")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("-", ""),
        ("- - a", ""),
        ("-\n  a\n", "a"),
        ("-   ", ""),
        ("- ```\n  x\n  ```", "```\n  x\n  ```"),
    ],
)
def test_own_text_of_odd_items(text: str, own: str) -> None:
    source = Source(text)
    listing = only(parse(source))
    assert isinstance(listing, List)
    assert source.slice(listing.items[0].own) == own


def test_another_bullet_or_another_delimiter_starts_another_list() -> None:
    kinds = [line for line in shape("- a\n- b\n* c\n1. d\n2) e\n") if line.startswith("list")]
    assert kinds == ["list: - a\n- b", "list: * c", "list: 1. d", "list: 2) e"]


def test_blank_lines_do_not_end_a_list_and_a_comment_does() -> None:
    assert [line for line in shape("- a\n\n\n- b\n<!-- -->\n- c\n") if line[0] != " "] == [
        "list: - a\n\n\n- b",
        "html: <!-- -->",
        "list: - c",
    ]


def test_tabs_are_columns() -> None:
    assert shape("-\ta\n\n\tb\n\t- c\n") == [
        "list: -\ta\n\n\tb\n\t- c",
        "  item: -\ta\n\n\tb\n\t- c",
        "    paragraph: a",
        "    paragraph: b",
        "    list: - c",
        "      item: - c",
        "        paragraph: c",
    ]


def test_a_quote_mark_takes_one_column_of_a_tab() -> None:
    assert shape(">\t a\n") == ["quote: >\t a", "  paragraph: a"]
    assert shape(">\t  a\n") == ["quote: >\t  a", "  code: a"]


def test_plain_bullets_run_through_the_fast_way_with_the_same_result() -> None:
    lines = ["- **A:** x *CVPR2020*  ", "- [b](c)", '- "d"', "- 5 e", "- *f*", "- é"]
    fast = shape("\n".join(lines))
    slow = shape("\n".join(line.replace("- ", " - ", 1) for line in lines))
    # The last item always takes the slow way; an indent of one keeps all others off the fast one.
    assert [line.strip() for line in fast[1:]] == [line.strip() for line in slow[1:]]
    assert fast[1] == "  item: - **A:** x *CVPR2020*"


@pytest.mark.parametrize(
    "line",
    [
        "- # h",
        "- > q",
        "- 1. a",
        "- * a",
        "- ---",
        "- ```",
        "- <div>",
        "- [a]: b",
        "-",
        "- - -",
        "- ***",
        "-     a",
    ],
)
def test_bullets_that_hold_more_than_text_do_not_run_through_the_fast_way(line: str) -> None:
    alone = shape(line)
    together = shape(f"- x\n{line}\n- y\n")
    if alone[0].startswith("thematic_break"):
        assert alone[0] in together
    elif "```" not in line and "<div>" not in line:
        assert alone[1:] == together[3 : 2 + len(alone)]
    else:
        assert [entry.split(":")[0] for entry in alone[1:]] == [
            entry.split(":")[0] for entry in together[3 : 2 + len(alone)]
        ]


def test_headings_atx_and_setext_wherever_they_are() -> None:
    text = "# A *b* #\n\nC\nd\n===\n\n- ## E\n\n> F\n> ---\n\n#no\n\n####### no\n\n#\n"
    source = Source(text)
    document = parse(source)
    assert [(h.level, h.text, source.slice(h.text_span)) for h in document.headings] == [
        (1, "A *b*", "A *b*"),
        (1, "C\nd", "C\nd"),
        (2, "E", "E"),
        (2, "F", "F"),
        (1, "", ""),
    ]
    assert [h.slug for h in document.headings] == ["a-b", "c-d", "e", "f", ""]
    assert source.slice(document.headings[0].span) == "# A *b* #"
    assert source.slice(document.headings[1].span) == "C\nd\n==="


def test_fences_with_their_content() -> None:
    source = Source("```` bibtex x\n@a{}\n```\n````  \n\n~~~\n")
    first, second = parse(source).blocks
    assert isinstance(first, Fence) and isinstance(second, Fence)
    assert (first.info, source.slice(first.content)) == ("bibtex x", "@a{}\n```\n")
    assert source.slice(first.span) == "```` bibtex x\n@a{}\n```\n````"
    assert (second.info, source.slice(second.content)) == ("", "")


def test_a_fence_ends_with_its_item() -> None:
    assert [line for line in shape("- ```\n  a\nb\n") if line[0] != " "] == [
        "list: - ```\n  a",
        "paragraph: b",
    ]


def test_html_quotes_breaks_code_and_definitions() -> None:
    assert shape("<p>\n*a*\n\n> b\nc\n\n***\n    d\n\n[E f]: <g h> 'i'\ntext [e  F]\n") == [
        "html: <p>\n*a*",
        "quote: > b\nc",
        "  paragraph: b\nc",
        "thematic_break: ***",
        "code: d",
        "definition: [E f]: <g h> 'i'",
        "paragraph: text [e  F]",
    ]
    assert parse(Source("[E f]: <g h> 'i'")).definitions == {"e f": "g h"}


def test_html_anchors_count_outside_code_and_comments() -> None:
    text = '<a name="top"></a>\n\n- x <span id=y>\n\n```\n<a id="no"></a>\n```\n<!-- <a id="nor"> -->\n'
    assert parse(Source(text)).anchors == {"top", "y"}


def test_the_depth_of_containers_is_capped() -> None:
    for text in ("> " * 10_000 + "x", "- " * 10_000 + "x", ">- " * 5_000 + "x\n" * 3):
        blocks, depth = parse(Source(text)).blocks, 0
        while blocks:
            blocks, depth = blocks[0].children, depth + 1
        assert 50 < depth < 250


# -- tables ------------------------------------------------------------------------------


def table_of(text: str) -> tuple[Source, Table]:
    source = Source(text)
    table = next(block for block in parse(source).blocks if isinstance(block, Table))
    return source, table


def test_rows_keep_all_their_cells() -> None:
    source, table = table_of("| a | `b\\|c` |\n|:-:|---|\n| 1 |\n| 1 | 2 | 3 | |\nx|\n\ny|z\n")
    assert [source.slice(cell) for cell in table.header.cells] == ["a", "`b\\|c`"]
    rows = [[source.slice(cell) for cell in row.cells] for row in table.rows]
    assert rows == [["1"], ["1", "2", "3", ""], ["x"]]
    assert source.slice(table.rows[1].span) == "| 1 | 2 | 3 | |"
    assert source.slice(table.span).endswith("\nx|")


def test_an_empty_cell_is_a_place_between_its_blanks() -> None:
    text = "||  | |"
    assert split_cells(text) == [Span(1, 1), Span(3, 3), Span(6, 6)]
    assert split_cells("ab | c d |x", 3, 9) == [Span(5, 8)]
    assert split_cells("|") == [] == split_cells("")
    assert [text[a:b] for text in [r"a \| b \\| c|"] for a, b in split_cells(text)] == [
        r"a \| b \\| c"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|\n",
        "| a |\n| - | x |\n",
        "|a|b|\n\n|-|-|\n",
        "    |a|\n    |-|\n",
        "a|b\n    -|-\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert not [block for block in parse(Source(text)).blocks if isinstance(block, Table)]


@pytest.mark.parametrize("stop", ["> q", "- i", "# h", "```", "***", "<div>", "", "    code"])
def test_another_block_ends_a_table(stop: str) -> None:
    source, table = table_of(f"a|b\n-|-\n1|2\n{stop}\n")
    assert source.slice(table.span) == "a|b\n-|-\n1|2"


def test_text_above_a_header_stays_a_paragraph() -> None:
    assert [line.split(":")[0] for line in shape("text\na|b\n-|-\n1|2\n")] == ["paragraph", "table"]


# -- inlines -----------------------------------------------------------------------------


def test_links_images_and_their_targets() -> None:
    text = 'x [a *b*](u(v)w "t") ![i](j) [r][L] [l][] [L] [no] <http://e.f> <g@h.i>\n\n[l]: /m\n'
    source = Source(text)
    document = parse(source)
    got = [
        (i.kind, source.slice(i.content), i.url, source.slice(i.url_span) if i.url_span else None)
        for i in inlines(document, document.blocks[0].span)
    ]
    assert got == [
        ("link", "a *b*", "u(v)w", "u(v)w"),
        ("emphasis", "b", "", None),
        ("image", "i", "j", "j"),
        ("link", "r", "/m", None),
        ("link", "l", "/m", None),
        ("link", "L", "/m", None),
        ("autolink", "http://e.f", "http://e.f", "http://e.f"),
        ("autolink", "g@h.i", "mailto:g@h.i", "g@h.i"),
    ]


def test_bare_urls_as_github_cuts_them() -> None:
    assert found(
        "(http://a.b/c_(d).) www.x.y/z&amp; `http://n.o` [http://l.m](z) p@q.r ftp://a_b.c"
    ) == [
        "autolink: http://a.b/c_(d)",
        "autolink: www.x.y/z",
        "code: `http://n.o`",
        "link: [http://l.m](z)",
        "autolink: p@q.r",
        "literal: _",
    ]


def test_emphasis_code_strikethrough_and_html() -> None:
    assert found("***a** b* _c_ `` ` `` ~~d~~ <u>e</u> \\*f\\* snake_case_x") == [
        "emphasis: ***a** b*",
        "strong: **a**",
        "emphasis: _c_",
        "code: `` ` ``",
        "strikethrough: ~~d~~",
        "html: <u>",
        "html: </u>",
        "literal: _",
        "literal: _",
    ]


def literals(text: str) -> list[tuple[int, str, bool, bool, bool]]:
    result = inlines(parse(Source(text)), Span(0, len(text)))
    return [
        (i.span.start, text[i.span.start : i.span.end], i.opens, i.closes, i.leftover)
        for i in result
        if isinstance(i, Literal)
    ]


def test_runs_that_stay_literal_say_what_they_could_have_been() -> None:
    # opens, closes, leftover
    assert literals('**Yao et al.  **: "T" *CVPR2021*') == [
        (0, "**", True, False, False),
        (14, "**", True, False, False),
    ]
    assert literals("Activation Maps.* ICCV2021*") == [
        (16, "*", False, True, False),
        (26, "*", False, True, False),
    ]
    assert literals("**Bold:* text") == [(0, "*", True, False, True)]
    assert literals("A* search, 5 * 3") == [
        (1, "*", False, True, False),
        (13, "*", False, False, False),
    ]
    assert literals("snake_case") == [(5, "_", False, False, False)]
    assert literals("\\*a* `*` <a b='*'>") == [(3, "*", False, True, False)]
    assert literals("**a** *b* _c_") == []


def test_inlines_look_through_quote_marks() -> None:
    source = Source("> [a\n> b](c\n> 'd') `e\n> f`\n")
    document = parse(source)
    result = inlines(document, document.blocks[0].children[0].span)
    assert [(i.kind, i.url) for i in result] == [("link", "c"), ("code", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** [b](c) `d*e` ![x](y)<u>z</u>", "a b d*e z"),
        ("&amp; \\* &nope; a\\\n  b", "& * &nope; a b"),
        ("`` ` `` <http://x.y> http://a.b_c", "` http://x.y http://a.b_c"),
        ("Chang *et al.*", "Chang et al."),
        ("a_b *c", "a_b *c"),
        ("plain", "plain"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_plain_resolves_references_that_it_is_given() -> None:
    assert plain("[a][b]") == "[a][b]"
    assert plain("[a][b]", {"b": "/u"}) == "a"


# -- slugs -------------------------------------------------------------------------------


def test_slugs_are_those_of_github() -> None:
    path = SHARED / "data" / "reference" / "github-slugs.json"
    if not path.exists():
        pytest.skip("the reference data are not here")
    slugger = Slugger()
    cases = json.loads(path.read_text(encoding="utf-8"))
    assert [(c["name"], slugger.unique(c["input"])) for c in cases] == [
        (c["name"], c["expected"]) for c in cases
    ]


def test_slugs_of_headings_with_markup_and_repeats() -> None:
    text = "# 1.1. By *image* tags (I)\n# [A](b) & `c`\n# A\n# A\n# A 1\n- # A\n"
    assert [heading.slug for heading in parse(Source(text)).headings] == [
        "11-by-image-tags-i", "a--c", "a", "a-1", "a-1-1", "a-2",
    ]  # fmt: skip
    assert slug("Hello, Wörld_x-y!") == "hello-wörld_x-y"


# -- whatever the bytes ------------------------------------------------------------------

VARIED = (
    '# A *b*\n\n- **M:** "T" *V2020*\n- x\n  y\n    - z\n\n1. q\n\n| a | b |\n|---|---|\n| c | *d* |\n\n'
    "```bib\n@a{b}\n```\n\n> e\n> - f\n\nSet\n===\n\n[l]: /u\n\n<div>\n\ntext `c` [m](n) **o  **\n"
)


def outline(text: str) -> list[tuple[str, str]]:
    """Kinds and texts of all blocks and inlines, line ends as ``\\n`` and no mark."""
    source = Source(text)
    document = parse(source)
    result = []

    def note(kind: str, span: Span) -> None:
        result.append((kind, source.slice(span).replace("\r\n", "\n").replace("\r", "\n")))

    stack = list(reversed(document.blocks))
    while stack:
        block = stack.pop()
        note(block.kind, block.span)
        if isinstance(block, Item):
            note("marker", block.marker)
            note("own", block.own)
        if isinstance(block, Heading):
            note(block.slug, block.text_span)
        if isinstance(block, Fence):
            note(block.info, block.content)
        if isinstance(block, Table):
            for row in (block.header, block.delimiter, *block.rows):
                for cell in row.cells:
                    note("cell", cell)
        if not block.children:
            for inline in inlines(document, block.span):
                note(inline.kind, inline.span)
        stack += reversed(block.children)
    return result


def test_line_ends_a_mark_and_the_final_newline_change_nothing() -> None:
    expected = outline(VARIED)
    assert len(expected) > 50
    assert outline(VARIED.replace("\n", "\r\n")) == expected
    assert outline(VARIED.replace("\n", "\r")) == expected
    assert outline(BOM + VARIED) == expected
    assert outline(BOM + VARIED.replace("\n", "\r\n").removesuffix("\r\n")) == expected
    assert outline(VARIED.removesuffix("\n")) == expected


def test_a_mark_does_not_indent_the_first_bullet() -> None:
    assert outline(BOM + "- a\n  - b\n") == outline("- a\n  - b\n")


PIECES = st.sampled_from(
    [
        "- ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "a",
        "b c",
        "é",
        "# ",
        "```",
        "~~~",
        "---",
        "===",
        "***",
        "*",
        "**",
        "_",
        "`",
        "[a](b)",
        "[a]: b",
        "[",
        "]",
        "(",
        ")",
        "<div>",
        "<b>",
        "<!--",
        "-->",
        "&amp;",
        "\\",
        "\r\n",
        "\r",
        "~~",
        "!",
        "http://a.b",
        "w@x.y",
        ":-:",
        "\\",
        "",
    ]
) | st.sampled_from(["|", "| a | b |\n|---|---|\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_spans_nest_and_follow_each_other(text: str) -> None:
    source = Source(text)
    document = parse(source)
    stack = [(Span(0, len(text)), document.blocks)]
    while stack:
        (pos, stop), blocks = stack.pop()
        for block in blocks:
            start, end = block.span
            assert pos <= start <= end <= stop
            assert source.flat[start:end].strip(" \t\n") == source.flat[start:end]
            pos = end
            if isinstance(block, Item):
                assert block.marker.start == start
                assert block.marker.end <= block.own.start == block.content.start
                assert block.own.end <= block.content.end == end
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        assert row.span.start <= cell.start <= cell.end <= row.span.end
            stack.append((block.span, block.children))
            if block.kind == "paragraph":
                for inline in inlines(document, block.span):
                    assert start <= inline.span.start <= inline.content.start
                    assert inline.content.end <= inline.span.end <= end
    plain(text)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES.filter(lambda piece: "\r" not in piece), max_size=25).map("".join))
def test_crlf_gives_the_same_outline(text: str) -> None:
    assert outline(text.replace("\n", "\r\n")) == outline(text)


#: a size in characters to a text of about it
HOSTILE: dict[str, Callable[[int], str]] = {
    "asterisks": lambda n: "*" * n,
    "openers": lambda n: "*a _b " * (n // 6),
    "closers": lambda n: "a* b_ " * (n // 6),
    "brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "link openers": lambda n: "[a](b" * (n // 5),
    "images": lambda n: "![a](" * (n // 5),
    "code ticks": lambda n: "".join("`" * i + " " for i in range(int((2 * n) ** 0.5))),
    "comments": lambda n: "a <!-- " * (n // 7),
    "tags": lambda n: "<a b='" * (n // 6),
    "quotes": lambda n: "> " * (n // 2),
    "bullets": lambda n: "- " * (n // 2) + "x",
    "line": lambda n: "word " * (n // 5),
    "headings": lambda n: "# h\n" * (n // 4),
    "wide table": lambda n: "|a" * (n // 80) + "\n" + "|-" * (n // 80) + "\n"
    + ("|b" * (n // 80) + "\n") * 38,
    "definitions": lambda n: "[a]: /u 'x\n" * (n // 10),
    "anchors": lambda n: '<!-- <a id="x"> ' * (n // 16),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    def make(size: int) -> Callable[[], object]:
        source = Source(HOSTILE[name](size))

        def work() -> None:
            document = parse(source)
            for block in document.blocks[:3]:
                inlines(document, block.span)

        return work

    assert_linear(make, 30_000)
