"""What the fuzzer and the random lists found, by name. Each was a defect, or looked like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.settings import Settings
from wsss_lint.source import Source

ENTRY = '- **ABC:** "A Title of a Paper" *CVPR2021*\n'
LIST = f"# 1. Paper List\n\n#### 2021\n\n{ENTRY * 5}"

FINDS: dict[str, Callable[[int], str]] = {
    # each `<!--` behind the last `-->` was followed to the end of the file
    "comments that never close behind one that does": lambda n: LIST + "<!-- a -->\n" + "<!-- " * n,
    # every way to place the label's end was tried
    "a label of colons": lambda n: f"{LIST}- **A{':' * n}]{':' * (n // 3)}<** B *CVPR2021*\n",
}


@pytest.mark.parametrize("name", FINDS)
def test_find_is_read_in_linear_time(name: str) -> None:
    linter = Linter(Settings(2026), plugins=False)
    small = 1_250 if "comments" in name else 60
    assert_linear(lambda size: lambda: linter.lint([Source(FINDS[name](size))]), small)
    (result,) = linter.lint([Source(FINDS[name](16 * small))])
    assert len(result.document.papers) >= 5


@pytest.mark.parametrize("venue", ["IJCV2022", "CVPR2022"])
def test_wrong_year_is_no_wrong_form(venue: str) -> None:
    """A paper of 2020 with a year of the time without quotes was told to lose its quotes."""
    old = "".join(
        f'- **M{i}:** "A Title with the Number {i} of Many" *CVPR2020*\n' for i in range(6)
    )
    new = "".join(f"- **N{i}:** Another Thing {i} in the Row *CVPR2022*\n" for i in range(6))
    wrong = f'- **IAL:** "Iterative Affinity Learning" *{venue}*\n'
    text = f"# 1. Paper List\n\n#### 2022\n\n{new}\n#### 2020\n\n{old}{wrong}"
    found = Linter(Settings(2026), plugins=False).lint([Source(text)])[0].diagnostics
    assert [d.name for d in found] == ["year-section-mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        # a quote in a label whose marks are torn was taken for the title's, and put back
        LIST + '- **ABC:*AT i"* tle of a Paper" *CVPR2021*\n',
        # the bracket too many was taken for the first letter of the title, and a blank put there
        "## Papers\n\n"
        + "".join(f"- [[CVPR 202{i}](https://a.b/{i})] Seeds of {i} Scenes. [[code]](https://c.d/{i})\n"
                  for i in range(5))
        + "- [[CVPR 2020](https://a.b/9)]] Masks of All Scenes. [[code]](https://c.d/9)\n",
    ],
)  # fmt: skip
def test_fixes_of_a_find_settle(text: str) -> None:
    linter = Linter(Settings(2026), plugins=False)
    once = fix(linter, [Source(text)])[0].result.source
    assert fix(linter, [once])[0].result.source.text == once.text
