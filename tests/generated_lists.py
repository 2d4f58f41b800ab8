"""Hypothesis strategies for lists: generated ones, clean ones with random damage, any Markdown."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from benchmarks.generate import generate
from tests.torn_lists import FORMS, LAYOUTS, torn_list

CLEAN = sorted((Path(__file__).parent / "lists" / "clean").glob("*.md"))

#: What random damage inserts: the characters and marks that lists are made of.
TOKENS = (
    "*", "**", "_", '"', "“", "”", " ", "  ", "\n", "\n\n", "- ", "\n- ", "\n  - ", "# ", "\n## 2021\n\n",
    "|", "\\|", "| - ", "`", "```\n", "[", "]", "(", ")", "](", "](http://a.b/c)", "<!-- ", " -->",
    "<!-- wsss-lint: ignore[duplicate-paper] so -->", "<br>", "&nbsp;", "\t", "\\", ":", ":**", ".", ",",
    "2021", "21", "*CVPR2021*", "*2021arXiv*", "CVPR", "arXiv", "et al.", "é", "\u00a0", "\u200b", "ﬁ", "😀",
    "> ", "    ", "1. ", "@article{a, title={B}}", "{", "}", "$", "~", "\u2028", "\x0b", "\x85",
)  # fmt: skip


@st.composite
def generated(draw: st.DrawFn) -> str:
    """A list of the generator, with a share of damaged entries."""
    size = draw(st.integers(500, 4_000))
    defects = draw(st.sampled_from([0.0, 0.1, 0.3, 0.6, 1.0]))
    return generate(size, draw(st.integers(0, 10_000)), duplicates=0.1, defects=defects)


@st.composite
def torn(draw: st.DrawFn) -> tuple[str, int]:
    """A list in the form of any preset, up to all of its entries with lost and stray marks, and
    the number of its entries."""
    return torn_list(
        draw(st.sampled_from(FORMS)),
        draw(st.sampled_from(LAYOUTS)),
        draw(st.integers(3, 24)),
        draw(st.sampled_from([0.3, 0.6, 1.0])),
        draw(st.integers(0, 10_000)),
        draw(st.integers(1, 2)),
    )


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Some sections of a clean list, with tokens inserted and stretches taken out."""
    text = draw(st.sampled_from(CLEAN)).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    start = draw(st.integers(0, max(0, len(lines) - 10)))
    text = "# 1. Paper List\n\n" + "".join(lines[start : start + draw(st.integers(5, 60))])
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 1, 2, 7]))
        text = text[:at] + draw(st.sampled_from(TOKENS)) + text[at + gone :]
    return text


#: Any text out of the tokens and words.
markdown = st.lists(
    st.sampled_from((*TOKENS, "Word", "Title of a Paper", "- A *CVPR2021*\n")), max_size=60
).map("".join)

lists = st.one_of(generated(), damaged(), markdown)
