"""Entries of one shape are read once; that must never be seen in what is read."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.growth import assert_linear
from wsss_lint.entries.candidates import runs_of
from wsss_lint.entries.reader import Reader
from wsss_lint.entries.shapes import shape_of
from wsss_lint.entries.tokens import Part
from wsss_lint.source import Source, Span

HERE = Path(__file__).parent
LISTS = sorted([*HERE.glob("corpus/**/*.md"), *HERE.glob("lists/**/*.md"),
                *HERE.glob("other_lists/**/*.md")])  # fmt: skip

KINDS = (
    "- [{title}](https://arxiv.org/abs/{number}) [[code](https://github.com/{word}/x)] ({year})",
    "- **{name}**: {title}. {authors}. *{venue} {year}*. [[Paper]](https://doi.org/{number})",
    "- {authors}, \"{title}\", {venue}, {year}. [PDF]({number}.pdf)",
    "- [{venue} {year}] {name}: {title} [[paper]](http://a.b/{word}.pdf) :fire:",
    "- ![{word}](https://img.shields.io/badge/{venue}-{year}-blue) [{title}](https://a.b/{word})",
    "- <b>{title}</b>, {authors} et al. {venue}'{short}. <a href=\"https://arxiv.org/abs/{number}\">paper</a>",
)  # fmt: skip
WORDS = ["deep", "learning", "for", "the", "of", "with", "and", "via", "in", "a", "by", "et", "al.", "Ann", "Ey", "Bob", "Zed", "J.", "K.", "Wei", "Li", "SEAM", "U-Net", "C++", "AT&T", "3D", "segmentation,", "networks:", "is?", "What!", "CVPR", "ICLR", "Nature", "NeurIPS", "arXiv", "2019", "2021", "'20", "1,000", "v1.5", "paper", "code", "[J]", "Vol.", "Proc.", "(oral)", "workshop", "`x`", "*so*", "_it_", ":star:", "作者", "等", "—", "-", "|", "/", "\\*", "&amp;", "<br>", "https://a.b/c_d", "me@x.org", "12", "J"]


def readings(text: str, memo: bool) -> tuple[list[object], Reader]:
    """All that is read from a list, with its places and its scores."""
    reader = Reader(Source(text))
    if not memo:
        reader.memo = None
    found: list[object] = []
    for work in reader.read():
        tokens = [(t.start, t.end, t.url) for t in work.links]
        trees = [
            (t.kind, t.start, t.end, t.text, t.inner, t.url, t.url_span)
            for _, tree in work.entry.parts for t in runs_of(tree)
        ]  # fmt: skip
        found.append((work.unit.span, work.reading, work.value, work.proved, tokens, trees))
    return found, reader


def assert_same(text: str) -> Reader:
    """The memory changes nothing."""
    with_it, reader = readings(text, True)
    without, _ = readings(text, False)
    assert with_it == without
    return reader


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_real_lists_are_read_as_without_memory(path: Path) -> None:
    assert_same(path.read_text(encoding="utf-8"))


def _filled(kind: str, chance: random.Random) -> str:
    def some(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most)))

    values = {
        "title": some(1, 9), "authors": chance.choice(("Ann Ey, Bob Zed", "Wei Li", some(1, 4))),
        "name": some(1, 2), "venue": chance.choice(("CVPR", "Nature Methods", "GoodConf", some(1, 2))),
        "year": chance.randint(1995, 2026), "short": chance.randint(10, 26),
        "number": f"{chance.randint(1000, 2600)}.{chance.randint(1000, 99999)}",
        "word": chance.choice(("alpha", "b_c", "d-e", "F")),
    }  # fmt: skip
    return kind.format(**values)


@pytest.mark.parametrize("seed", range(12))
def test_made_up_lists_are_read_as_without_memory(seed: int) -> None:
    """Few kinds of lines with words that matter in all places: what is alike is often not."""
    chance = random.Random(seed)
    kinds = chance.sample(KINDS, 2)
    lines = ["# Papers", *(_filled(chance.choice(kinds), chance) for _ in range(60))]
    if seed % 3 == 0:
        lines += ["", "[deep]: https://x.y", "[SEAM]: https://x.z"]
    assert_same("\n".join(lines) + "\n")


@pytest.mark.parametrize("seed", range(6))
def test_running_text_is_read_as_without_memory(seed: int) -> None:
    """What stands far inside a text is read otherwise; texts of one shape differ in that."""
    chance = random.Random(seed)
    lines = []
    for _ in range(80):
        long = [" ".join(["Learning"] * chance.randint(1, 30)) for _ in range(3)]
        lines.append(f"- {long[0]}. {long[1]}: [{long[2]}](https://a.b/c) (CVPR 2020), Deep Nets.")
    assert_same("# Papers\n\n" + "\n".join(lines) + "\n")


def test_entries_of_one_shape_are_read_once() -> None:
    """Else all of it would be in vain, and no test would tell."""
    lines = [
        f"- [{' '.join(['Deep'] * (3 + k % 4))} Nets for Seeing](https://arxiv.org/abs/2001.{k:05})"
        for k in range(400)
    ]
    _, reader = readings("# Papers\n\n" + "\n".join(lines), True)
    own = [w for w in reader._works.values() if w.alone]
    assert len(own) < 12


MARKS = (
    "**",
    "(",
    "[",
    "|",
    " ",
    "`",
    "_",
    "<b>",
    "a, ",
    ". ",
    "](",
    "\\",
    '"',
    ":",
    "x_",
    "&",
    "<",
)
PLACES = (
    "- {0}[Deep Nets](https://arxiv.org/abs/1)",
    "- [Deep {0} Nets](https://arxiv.org/abs/1)",
    "- [Deep Nets](https://arxiv.org/abs/1) {0} (CVPR 2020)",
    "- [Deep Nets](https://arxiv.org/abs/1) (CVPR 2020){0}",
)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("place", PLACES)
def test_many_marks_take_linear_time(place: str, mark: str) -> None:
    def make(size: int) -> Callable[[], object]:
        text = "# Papers\n\n" + place.format(mark * size) + "\n"
        return lambda: Reader(Source(text)).read()

    assert_linear(make, 1000)


def test_words_are_no_part_of_a_shape() -> None:
    def key(text: str) -> object:
        shape = shape_of(text, [Part(Span(0, len(text)), "own")], ())
        return shape and shape.key

    one = key("[Deep Nets](https://a.b/c_d), 2020 et al. (CVPR)")
    assert one == key("[Self-supervised Learning of X](http://y.z/1?q=2), 1999 Foo et al. (ICLR)")
    different = (
        "[Deep Nets](https://a.b/c_d), 2020 et al (CVPR)",
        "[Nets](https://a.b/c), 2020 et al. (CVPR)",
        "[Deep Nets](https://a.b/c_d), 2020 et alia. (CVPR)",
    )
    assert all(key(text) != one for text in different)
    assert key("me@x.org") is None
    assert re.sub(r"\d", "", repr(key("AT&T;"))) != re.sub(r"\d", "", repr(key("AB&C;")))
