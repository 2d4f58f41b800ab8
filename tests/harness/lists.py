"""The lists that entries are put into: made-up ones, the examples, and what lies in ../shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.harness.entries import FOREIGN, facts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = ("corpus", "bench/lists", "cases")
#: Forms that a made-up list may have throughout.
UNIFORM = (
    "bold label, colon outside", "bold title", "quotes", "year first", "short year", "note in brackets",
    "unknown venue, stop", "bar", "venue label as link", "bold title with link", "et al.",
)  # fmt: skip


class Given(NamedTuple):
    """A list, and where it comes from."""

    name: str
    text: str


def made_up() -> Iterator[Given]:
    """Lists of one form each, with years or topics as headings."""
    for form in UNIFORM:
        random = Random(form)
        years = random.random() < 0.5
        lines = ["# A List", "", "## Papers", ""]
        for section in range(3):
            lines += [f"### {2020 + section}" if years else f"### Topic {section}", ""]
            for number in range(10):
                known = facts(random, number + 100 * section)
                if years:
                    known = known._replace(year=2020 + section)
                entry = FOREIGN[form].format(**known._asdict(), short=f"{known.year % 100:02}")
                lines.append(f"- {entry}")
            lines.append("")
        yield Given(form, "\n".join(lines))


def own() -> list[Given]:
    """What the project has by itself."""
    paths = [
        ROOT / "examples" / "awesome-wsss.md",
        *sorted((ROOT / "tests" / "lists" / "clean").glob("*.md")),
        *sorted((ROOT / "tests" / "other_lists").glob("*.md")),
    ]
    found = [Given(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in paths]
    return [*made_up(), *found]


def shared() -> list[Given]:
    """What lies beside the checkout; nothing where it does not."""
    found = []
    for folder in FOLDERS:
        for path in sorted((SHARED / folder).rglob("*.md")):
            try:
                text = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue
            found.append(Given(str(path.relative_to(SHARED)), text))
    return found
