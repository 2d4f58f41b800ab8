"""Settings for the lists in ``../shared``, and the table of how much of each is read.

``python -m tests.lists`` prints the table of docs/formats.md: for each list, with its own
settings and with none, how many entries there are, and how many are read as they are and with
slips.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from wsss_lint.engine import Linter
from wsss_lint.records.model import ListDocument
from wsss_lint.settings import Loader
from wsss_lint.source import Source

HERE = Path(__file__).parent
SHARED = HERE.parent.parent.parent / "shared"
CORPUS = SHARED / "corpus"
SETTINGS = sorted(HERE.glob("*.toml"))


class Reading(NamedTuple):
    """How a list was read."""

    entries: int
    exact: int
    slips: int
    unreadable: int
    form: str

    @property
    def share(self) -> float:
        """The share of the entries that is read, with slips or without."""
        return (self.exact + self.slips) / self.entries if self.entries else 0.0


def document_of(path: Path, settings: Path | None) -> ListDocument:
    """A list read with a settings file, or with none at all."""
    loader = Loader(str(settings) if settings else None, settings is None)
    return Linter(loader.load(str(path)), rules=()).read(Source.read(str(path)))


def reading(path: Path, settings: Path | None) -> Reading:
    """The counts for a list."""
    document = document_of(path, settings)
    exact = sum(1 for p in document.papers if p.match is None or not p.match.cost)
    slips = len(document.papers) - exact
    total = len(document.papers) + len(document.unreadable)
    return Reading(total, exact, slips, len(document.unreadable), document.format.name)


def table() -> str:
    """The table in Markdown."""
    lines = [
        "| list | settings | entries | as they are | with slips | not read | with no settings: form | read |",
        "|---|--:|--:|--:|--:|--:|---|--:|",
    ]
    for settings in SETTINGS:
        path = CORPUS / f"{settings.stem}.md"
        own, none = reading(path, settings), reading(path, None)
        size = sum(1 for line in settings.read_text().splitlines() if line.strip())
        lines.append(
            f"| {settings.stem.replace('+', '/')} | {size} lines | {own.entries} | {own.exact} "
            f"| {own.slips} | {own.unreadable} | `{none.form}` | {100 * none.share:.1f} % |"
        )
    return "\n".join(lines) + "\n"
