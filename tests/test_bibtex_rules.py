"""BibTeX rules, where their own examples do not reach."""

from __future__ import annotations

import sys

import pytest

from wsss_lint.engine import Linter
from wsss_lint.settings import Settings
from wsss_lint.source import Source


def flagged(entry: str, *names: str, fence: str = "```bibtex") -> list[tuple[str, str]]:
    text = f"# Data\n\n{fence}\n{entry}\n{fence[:3]}\n"
    settings = Settings(2026)
    settings.select = names or ("BIB",)
    found = Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics
    return [(d.name, text[slice(*d.span)]) for d in found]


@pytest.mark.parametrize(
    "entry",
    [
        "@misc{a, title={One}, year=2000}",
        '@misc{a, title="One {Two}" # {x}, month=jan}',
        "@string{x = {y}}\n@misc{a, title={{One}}, url=http://a.org/x}",
        "@misc{a, title={One},}",
        "@comment{whatever {is} here}",
        "@article{..., title={...}}",
    ],
)
def test_sound(entry: str) -> None:
    assert flagged(entry, "bibtex-syntax") == []


@pytest.mark.parametrize(
    "entry",
    [
        "@misc{a, title={One}",
        "@misc{a, title={One, year={2000}}",
        "@misc{a, title={One} year={2000}}",
        "@misc{a title={One}}",
        "@misc{title={One}}",
    ],
)
def test_broken(entry: str) -> None:
    assert flagged(entry, "bibtex-syntax") == [("bibtex-syntax", entry)]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("@misc{a, title={One}}\n}", "a closing brace too many stands behind it"),
        ("@misc(a, title={One})", "it stands in parentheses; write `@misc{` … `}`"),
        ("@misc{, title={One}}", "it has no key"),
        ("@misc{}", "it has no key"),
        ("@misc{title={One}}", "it has no key: the field `title` comes first"),
        ("@misc{a title={One}}", "a comma is missing behind the key `a`"),
        ("@misc{a b, title={One}}", "its key `a b` holds a blank"),
        ("@misc{a, title={One}", "a closing brace is missing"),
        ("@misc{a, title={One} year={2000}}", "a comma is missing behind `title`"),
        ("@misc{a, title={One\n}", "a closing brace is missing"),
        ('@misc{a, title="One}', "the quote behind `title` is not closed"),
        ("@misc{a, title={One", "the brace behind `title` is not closed"),
        ("@misc{a, title={One}, year=}", "the value of `year` is missing"),
        (
            "@misc{a, title={One}}, year={2000}}",
            "a brace closes it too early: what follows is lost",
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(entry: str, said: str) -> None:
    settings = Settings(2026)
    settings.select = ("bibtex-syntax",)
    text = f"# Data\n\n```bibtex\n{entry}\n```\n"
    (found,) = Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics
    assert found.message == f"this BibTeX entry cannot be read: {said}"


def test_decorators_are_no_entries() -> None:
    assert flagged("@dataclass(frozen=True)\nclass A: pass", fence="```") == []


def test_a_broken_entry_does_not_hide_the_next_one() -> None:
    text = "@misc{a, title={One}\n@article{b, title={Two}, year=2000}"
    assert flagged(text, "bibtex-syntax", "bibtex-required-field") == [
        ("bibtex-syntax", "@misc{a, title={One}"),
        ("bibtex-required-field", "@article{b"),
    ]


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        ("@book{a, editor={E}, title={T}, publisher={P}, date={2010}}", False),
        ("@phdthesis{a, author={A}, title={T}, institution={S}, year={2010}}", False),
        ("@phdthesis{a, author={A}, title={T}, year={2010}}", True),
        ("@article{a, author={A}, title={T}, journal={}, year={2010}}", True),
        ("@online{a, title={T}}", False),
        ("@unheardof{a, title={T}}", False),
    ],
)
def test_required_fields(entry: str, missing: bool) -> None:
    assert bool(flagged(entry, "bibtex-required-field")) is missing


def test_other_languages_are_left_alone() -> None:
    assert flagged("@misc{a, title={One}", fence="```python") == []


def test_the_library_is_loaded_only_for_what_is_not_plain() -> None:
    for name in [n for n in sys.modules if n.startswith("bibtexparser")]:
        del sys.modules[name]
    flagged("@misc{a, title={One {Two}}, year=2000}")
    assert not any(name.startswith("bibtexparser") for name in sys.modules)
    flagged("@misc{a, title={One}, {2000}}")
    assert any(name.startswith("bibtexparser") for name in sys.modules)


def test_a_comment_before_the_first_entry_hides_none() -> None:
    entry = "% preprint, cite the journal\n\n@article{a, title={One}, author={A}, year={2020}}"
    assert flagged(entry) == [("bibtex-required-field", "@article{a")]
    assert flagged(entry, fence="```") == [("bibtex-required-field", "@article{a")]
    assert flagged("% only\n% comments", fence="```") == []


def test_entries_in_quotes_and_lists_are_read_where_they_stand() -> None:
    entry = "@misc{a,\n  title={One},\n  year={2020}\n}"
    for first, rest in (("> ", "> "), ("1. ", "   "), ("> - ", ">   ")):
        block = f"```bibtex\n{entry}\n```".replace("\n", f"\n{rest}")
        text = f"# Data\n\n{first}{block}\n\n```\n{entry}\n```\n"
        settings = Settings(2026)
        settings.select = ("BIB",)
        (one,) = Linter(settings, plugins=False).lint([Source(text)])[0].diagnostics
        assert one.name == "bibtex-duplicate-key" and text[slice(*one.span)] == "a"
        assert one.span.start > text.rindex("```\n@misc")
        (related,) = one.related
        assert text[slice(*related.span)] == "a" and related.span.start < text.index("title")


def test_code_that_looks_like_an_entry_is_none() -> None:
    assert flagged("@kernel{0}", "SCH121", fence="```") == []
    assert flagged("@kernel{a, title={One}}", "SCH121", fence="```") == [
        ("schema-bibtex-type", "kernel")
    ]
    assert flagged("@kernel{a}", "SCH121") == [("schema-bibtex-type", "kernel")]
