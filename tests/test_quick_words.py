"""What is looked for only where a mark of it stands is found as if it was looked for anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wsss_lint.entries.venue_names import (
    JOURNAL,
    JOURNALS,
    REMARK,
    REMARKS,
    TAIL,
    journal_in,
    tail_of,
)
from wsss_lint.entries.words import CODE_HOST, ET_AL, PAPER_HOST, et_al, is_code_url, is_paper_url

HERE = Path(__file__).parent
TEXTS = sorted({
    text
    for path in [*HERE.glob("corpus/**/*.md"), *HERE.glob("lists/**/*.md")]
    for text in re.split(r"[\n\[\]()|]", path.read_text(encoding="utf-8"))
    if text and len(text) < 300
})  # fmt: skip


def _alternatives(pattern: str) -> list[str]:
    """What stands between the bars of a pattern, those inside groups left out."""
    out, depth = [""], 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            out.append("")
        else:
            out[-1] += char
    return out


@pytest.mark.parametrize(
    ("pattern", "marks"), [(REMARK, REMARKS), (JOURNAL.pattern[5:-3], JOURNALS)]
)
def test_each_alternative_has_a_mark(pattern: str, marks: tuple[str, ...]) -> None:
    """A new word in the pattern needs its mark."""
    for alternative in _alternatives(pattern):
        text = re.sub(r"\((?:\?:)?([^()|]*)[^()]*\)(?:\?|\{[^}]*\})?", r"\1", alternative)
        text = re.sub(r"\[([^\]]).*?\]", r"\1", text.replace(r"\s+", " ").replace(r"\s", " "))
        text = re.sub(r"\\([dw])\+?", lambda m: "1" if m[1] == "d" else "a", text)
        text = re.sub(r"[\\?]|s\?", "", text)
        assert any(mark in text.lower() for mark in marks), alternative


def test_texts_of_real_lists() -> None:
    for text in TEXTS:
        for quick, thorough in ((tail_of, TAIL), (journal_in, JOURNAL), (et_al, ET_AL)):
            found, wanted = quick(text), thorough.search(text)
            assert (found and found.span()) == (wanted and wanted.span()), text
        assert is_code_url(text) == (CODE_HOST.search(text) is not None)
        assert is_paper_url(text) == (PAPER_HOST.search(text) is not None)
