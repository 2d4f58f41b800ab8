"""The lines of a text that are not in an older one.

Two texts are compared, not two trees: the base's bytes as git stores them and the text as it
was linted, both with plain line ends and no byte order mark. So a checkout with CRLF, a
`.gitattributes` that calls Markdown binary, an untracked file and the index are all the same
case, and nothing that the checkout configures has a say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path

from wsss_lint.git import Git, GitError
from wsss_lint.source import BOM

LAST = 1 << 62  # beyond every line


class Touched:
    """The 1-based lines of one file that were added or changed, as sorted ranges."""

    __slots__ = ("_firsts", "_lasts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        kept = sorted(ranges)
        self._firsts = [first for first, _ in kept]
        self._lasts = [last for _, last in kept]

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """The ranges, both ends included."""
        return list(zip(self._firsts, self._lasts, strict=True))

    def any(self, first: int, last: int) -> bool:
        """Whether one of the lines from `first` to `last` was touched."""
        at = bisect_left(self._lasts, first)
        return at < len(self._lasts) and self._firsts[at] <= last

    def __contains__(self, line: int) -> bool:
        return self.any(line, line)

    def __repr__(self) -> str:
        return f"Touched({self.ranges})"


EVERYTHING = Touched([(1, LAST)])
NOTHING = Touched([])


def plain_lines(text: str) -> list[str]:
    """The lines as `Source` counts them: without byte order mark and line ends."""
    text = text.removeprefix(BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()  # the end of the last line starts no other
    return lines


def compare(old: str, new: str, environ: Mapping[str, str]) -> Touched:
    """The lines of `new` that are not in `old`, by git's own difference of lines.

    Raises `GitError`.
    """
    before, after = plain_lines(old), plain_lines(new)
    if before == after or not after:
        return NOTHING
    if not before:
        return EVERYTHING
    deleted: list[tuple[int, int]] = []
    added: list[tuple[int, int]] = []
    for header in _hunks(before, after, environ):
        # @@ -a[,b] +c[,d] @@: a start and a count each; a count left out is 1
        for field, ranges in ((header[1], deleted), (header[2], added)):
            start, _, count = field[1:].partition(b",")
            if size := int(count or 1):
                ranges.append((int(start), int(start) + size - 1))
    return Touched(_without_moved_sections(before, after, deleted, added))


def _hunks(before: list[str], after: list[str], environ: Mapping[str, str]) -> list[list[bytes]]:
    """The split headers of `git diff -U0`."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="wsss-lint-") as folder:
        for name, lines in (("old", before), ("new", after)):
            data = "\n".join(lines).encode("utf-8", "surrogatepass") + b"\n"
            Path(folder, name).write_bytes(data)
        output = Git(folder, environ).ask(
            "diff", "--no-index", "--unified=0", "--inter-hunk-context=0", "--text", "--no-color",
            "--no-ext-diff", "--no-textconv", "--no-renames", "--diff-algorithm=myers",
            "--output-indicator-new=+", "--output-indicator-old=-", "--", "old", "new",
            answers=(0, 1),
        )  # fmt: skip
    if output is None:
        raise GitError("git could not compare the two texts")
    # With no context every content line starts with `+`, `-` or `\`: a header starts with `@@`.
    return [line.split(b" ", 3) for line in output.split(b"\n") if line.startswith(b"@@ -")]


def _without_moved_sections(
    before: list[str],
    after: list[str],
    deleted: list[tuple[int, int]],
    added: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """`added` less what moved together with its heading.

    A paper that was taken to another heading was touched: its place is new. A section that went
    elsewhere as a whole left every paper under its heading, and its old debt is still old.
    """
    homes: dict[str, int] = {}
    for first, last in deleted:
        for line in range(first, last + 1):
            text = before[line - 1]
            if text.startswith("#"):
                homes[text] = 0 if text in homes else line  # a heading that is there twice: no
    if not homes:
        return added
    gone = Touched(deleted)
    kept: list[tuple[int, int]] = []
    for first, last in added:
        start = line = first
        while line <= last:
            size = 0
            home = homes.get(after[line - 1], 0)
            while (
                home
                and line + size <= last
                and home + size in gone
                and before[home + size - 1] == after[line + size - 1]
            ):
                size += 1
            if not any(text.strip() for text in after[line : line + size - 1]):
                size = 0  # the heading went alone
            if size and start < line:
                kept.append((start, line - 1))
            line += size or 1
            if size:
                start = line
        if start <= last:
            kept.append((start, last))
    return kept
