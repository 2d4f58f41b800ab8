"""An entry with a damaged link is a paper, and the link is the one thing that is said of it."""

from __future__ import annotations

import pytest

from wsss_lint.engine import FileResult, lint
from wsss_lint.settings import Settings
from wsss_lint.source import Source

PAPERS = "## Papers\n\n### 2020\n\n" + "".join(
    f'- **{name}:** "{title} for Segmentation" *CVPR2020* [[paper](https://a.b/{name})]\n'
    for name, title in (
        ("DON", "Seeds and Dots"),
        ("PIX", "Pixels from Captions"),
        ("BOX", "Boxes without Borders"),
        ("TAG", "Tags that Grow"),
    )
)
ENTRY = '- **CLK:** "Clicks as Supervision" *ECCV2020* '


def linted(text: str) -> FileResult:
    return lint(Source(text), Settings(2026))[0]


@pytest.mark.parametrize(
    "links",
    [
        "[[paper](https://a.b/p)] [[code](https://c.d/q)",
        "[[paper](https://a.b/p)] [code](https://c.d/q",
        "[[paper](https://a.b/p)] [code] (https://c.d/q)",
        "[[paper](https://a.b/p)] [[code[](https://c.d/q)",
        "[[paper](https://a.b/p)] [[code(https://c.d/q)]",
        "[[paper](https://a.b/p)] [[code]https://c.d/q)]",
        "[[paper](https://a.b/p)] code](https://c.d/q)]",
        "[[paper](https://a.b/p] [[code](https://c.d/q)]",
        "[paper]](https://a.b/p)] [[code](https://c.d/q)]",
    ],
)
def test_one_slip_is_one_finding(links: str) -> None:
    result = linted(f"{PAPERS}{ENTRY}{links}\n")
    paper = result.document.papers[-1]
    assert paper.title is not None and paper.title.value == "Clicks as Supervision"
    assert paper.venue is not None and paper.venue.value == "ECCV"
    assert [link.url for link in paper.links] == ["https://a.b/p", "https://c.d/q"]
    for link in paper.links:
        assert result.source.slice(link.url_span) == link.url
    assert [d.name for d in result.diagnostics] == ["link-malformed"]


def test_two_damaged_links_are_two_findings() -> None:
    result = linted(f"{PAPERS}{ENTRY}[[paper](https://a.b/p) [[code](https://c.d/q)\n")
    assert [d.name for d in result.diagnostics] == ["link-malformed"] * 2


def test_a_paper_with_a_damaged_link_is_seen_as_the_duplicate_that_it_is() -> None:
    double = '- **DON:** "Seeds and Dots for Segmentation" *CVPR2020* [[paper](https://a.b/DON\n'
    names = {d.name for d in linted(PAPERS + double).diagnostics}
    assert names == {"duplicate-paper", "link-malformed"}


def test_what_else_is_wrong_with_the_entry_is_still_said() -> None:
    entry = '- **CLK:** "Clicks as Supervision  *ECCV2020* [paper] (https://a.b/p)\n'
    names = {d.name for d in linted(PAPERS + entry).diagnostics}
    assert "link-malformed" in names and names & {"title-quotes", "entry-spacing"}


def test_a_note_with_a_damaged_link_is_no_paper() -> None:
    result = linted(f"{PAPERS}- TODO: look at [this one](https://a.b/p\n")
    assert len(result.document.unreadable) == 1 and len(result.document.papers) == 4


def test_an_address_before_the_line_end_is_the_same_with_crlf() -> None:
    text = f"{PAPERS}{ENTRY}[[paper](https://a.b/p]\n"
    one = [(d.name, linted(text).source.slice(d.span)) for d in linted(text).diagnostics]
    crlf = linted(text.replace("\n", "\r\n"))
    assert [(d.name, crlf.source.slice(d.span)) for d in crlf.diagnostics] == one
