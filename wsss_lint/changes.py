"""What a change touched, and which findings are about that.

A finding is shown when its own lines, or either end of a pair, or (for one about a table as a
whole) any row of the table, were added or changed. Lines that were only deleted touch nothing.

The lines are found by comparing two texts, not two trees: the base's bytes as git stores them
and the text as it was linted, both with plain line ends and no byte order mark. So a checkout
with CRLF, a `.gitattributes` that calls Markdown binary, an untracked file and the index are
all the same case, and nothing that the checkout configures has a say.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from wsss_lint.change_base import Base, NoBaseError, detect_base, named_base
from wsss_lint.diagnostics import Diagnostic
from wsss_lint.git import Git, GitError, Repository
from wsss_lint.source import BOM, Source, Span

__all__ = ["Base", "Changes", "Touched", "filter_diagnostics", "in_diff", "open_changes"]

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


class Changes:
    """What one run's change touched, asked file by file.

    `notices` collects, once each, the sentences about files of which it cannot be said: they
    are judged whole.
    """

    def __init__(self, base: Base, environ: Mapping[str, str], staged: bool = False) -> None:
        self.base = base
        self.staged = staged
        self.notices: list[str] = []
        self._environ = environ
        self._repositories: dict[str, Repository | None] = {}
        self._bases: dict[str, Base | None] = {base.top: base}
        self._touched: dict[str, Touched | None] = {}

    def describe(self) -> str:
        """The base in words, for the line that says what was checked."""
        if self.base.commit is None:
            return self.base.how
        return f"{self.base.commit[:9]}, {self.base.how}"

    def content(self, path: str) -> bytes | None:
        """The staged bytes of a file; None when it is not in the index. Raises `GitError`."""
        repository = self._repository(path)
        name = repository.relative(path) if repository else None
        identity = repository.staged(name) if repository and name else None
        return repository.blob(identity) if repository and identity else None

    def touched(self, path: str, text: str) -> Touched | None:
        """The touched lines of a file with its text as linted; None: judge it whole."""
        key = os.path.realpath(path)
        if key not in self._touched:
            try:
                self._touched[key] = self._find(path, text)
            except GitError as error:
                self._notice(f"{path}: {error}; the whole file is checked")
                self._touched[key] = None
        return self._touched[key]

    def _find(self, path: str, text: str) -> Touched | None:
        repository = self._repository(path)
        name = repository.relative(path) if repository else None
        if repository is None or name is None:
            self._notice(f"{path}: is in no git repository; the whole file is checked")
            return None
        base = self._base_of(repository)
        if base is None:
            self._notice(f"{path}: is in another repository than the base; it is checked whole")
            return None
        if base.commit is None:
            return EVERYTHING
        found = repository.object_at(base.commit, name)
        if found is None:
            former = repository.old_name(base.commit, name)
            found = repository.object_at(base.commit, former) if former else None
        if found is None or found[0] != "blob":
            return EVERYTHING
        old = repository.blob(found[1]).decode("utf-8", "replace")
        return compare(old, text, self._environ)

    def _repository(self, path: str) -> Repository | None:
        folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120
        if folder not in self._repositories:
            self._repositories[folder] = Repository.find(folder, self._environ)
        return self._repositories[folder]

    def _base_of(self, repository: Repository) -> Base | None:
        """The base in the file's own repository: a submodule's is what the outer base held."""
        if repository.top not in self._bases:
            self._bases[repository.top] = self._submodule_base(repository)
        return self._bases[repository.top]

    def _submodule_base(self, repository: Repository) -> Base | None:
        outer_top = repository.superproject()
        outer = Repository.find(outer_top, self._environ) if outer_top else None
        if outer is None:
            return None
        base, name = self._base_of(outer), outer.relative(repository.top)
        if base is None or name is None:
            return None
        if base.commit is None:
            return base
        found = outer.object_at(base.commit, name)
        if found is None:
            return Base(None, repository.top, "the submodule is new")
        commit = repository.commit(found[1]) if found[0] == "commit" else None
        return (
            Base(commit, repository.top, "the submodule's commit in the base") if commit else None
        )

    def _notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices.append(text)


def open_changes(
    folder: str,
    environ: Mapping[str, str],
    *,
    diff_base: str | None = None,
    staged: bool = False,
    only_changed: bool = False,
) -> tuple[Changes | None, str | None]:
    """What the options ask for, and a notice for people about what it came to.

    `diff_base` is a revision; `staged` judges the index against HEAD; `only_changed` looks for
    the base itself. No changes means a full run: because nothing was asked for (no notice
    then), or because there is no base, which never is an error.
    """
    if not (diff_base or staged or only_changed):
        return None, None
    try:
        repository = Repository.find(folder, environ)
        if repository is None:
            raise NoBaseError("this is no git repository")
        if staged:
            base = Base(repository.commit("HEAD"), repository.top, "what is staged")
        elif diff_base:
            base = named_base(diff_base, repository)
        else:
            base = detect_base(environ, repository)
    except (GitError, NoBaseError) as reason:
        return None, f"no base to compare with: {reason}; the whole list is checked"
    changes = Changes(base, environ, staged)
    return changes, f"only what changed is shown (base: {changes.describe()})"


def in_diff(
    diagnostics: Sequence[Diagnostic],
    source: Source,
    tables: Sequence[tuple[int, int]],
    touched: Touched,
    elsewhere: Callable[[str, Span], bool] | None = None,
) -> frozenset[int]:
    """The indices of the findings that the change touched.

    `tables` are the spans of the file's tables, in order. `elsewhere` says whether the place of
    a pair's other end in another file was touched; without it, no such place was.
    """
    starts = [start for start, _ in tables]

    def lines(span: tuple[int, int]) -> tuple[int, int]:
        first = source.line_of(span[0])
        if span[1] > span[0]:
            return first, source.line_of(span[1] - 1)
        # An insertion at the very end belongs to the last line, not to an empty one after it.
        return (max(first - 1, 1), first) if span[0] == len(source.text) else (first, first)

    def shown(diagnostic: Diagnostic) -> bool:
        first, last = lines(diagnostic.span)
        if touched.any(first, last):
            return True
        at = bisect_left(starts, diagnostic.span[0] + 1) - 1
        if at >= 0 and diagnostic.span[0] < tables[at][1]:
            top, bottom = lines(tables[at])
            # What is said of the header, the delimiter row or several rows is said of the table.
            if (first <= top + 1 or last > first) and touched.any(top, bottom):
                return True
        return any(
            touched.any(*lines(other.span))
            if other.path is None or other.path == source.path
            else elsewhere is not None and elsewhere(other.path, other.span)
            for other in diagnostic.related
        )

    return frozenset(i for i, diagnostic in enumerate(diagnostics) if shown(diagnostic))


def filter_diagnostics(
    diagnostics: Sequence[Diagnostic],
    source: Source,
    tables: Sequence[tuple[int, int]],
    touched: Touched,
    elsewhere: Callable[[str, Span], bool] | None = None,
) -> list[Diagnostic]:
    """The findings that the change touched, in their order; see `in_diff`."""
    kept = in_diff(diagnostics, source, tables, touched, elsewhere)
    return [diagnostic for i, diagnostic in enumerate(diagnostics) if i in kept]
