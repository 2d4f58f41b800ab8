"""What a change touched, and which findings are about that.

A finding is shown when its own lines, or either end of a pair, or (for one about a table as a
whole) any row of the table, were added or changed. Lines that were only deleted touch nothing.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from wsss_lint.change_base import Base, NoBaseError, detect_base, named_base
from wsss_lint.diagnostics import Diagnostic, Related
from wsss_lint.git import GitError, Repository
from wsss_lint.source import Source, Span
from wsss_lint.touched import EVERYTHING, Touched, compare

__all__ = ["Base", "Changes", "Touched", "filter_diagnostics", "in_diff", "open_changes"]


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
        self._old: dict[str, str | Touched | None] = {}
        self._touched: dict[str, tuple[str, Touched | None]] = {}

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
        """The touched lines of a file with its text as linted; None: judge it whole.

        Asked again with another text (after a fix), it answers for that one.
        """
        key = os.path.realpath(path)
        known = self._touched.get(key)
        if known is None or known[0] != text:
            try:
                old = self._former(key, path)
                found = old if old is None or isinstance(old, Touched) else self._compare(old, text)
            except GitError as error:
                self._notice(f"{path}: {error}; the whole file is checked")
                found = None
            known = self._touched[key] = text, found
        return known[1]

    def in_diff(
        self,
        diagnostics: Sequence[Diagnostic],
        source: Source,
        tables: Sequence[tuple[int, int]],
        sources: Mapping[str, Source],
    ) -> frozenset[int] | None:
        """The indices of a file's findings that the change touched; None: judge it whole.

        `sources` are all the linted files by path: the other end of a pair may lie in one.
        """
        touched = self.touched(source.path, source.text)
        if touched is None:
            return None
        return in_diff(diagnostics, source, tables, touched, self.elsewhere(sources))

    def shown(
        self,
        diagnostics: Sequence[Diagnostic],
        source: Source,
        tables: Sequence[tuple[int, int]],
        sources: Mapping[str, Source],
    ) -> Sequence[Diagnostic]:
        """The findings that the change touched, each at a touched line where it has one."""
        kept = self.in_diff(diagnostics, source, tables, sources)
        touched = self.touched(source.path, source.text)
        if kept is None or touched is None:
            return diagnostics
        found = [facing(d, source, touched) for at, d in enumerate(diagnostics) if at in kept]
        found.sort(key=lambda d: (d.span.start, d.code, d.span.end, d.message))
        return found

    def elsewhere(self, sources: Mapping[str, Source]) -> Callable[[str, Span], bool]:
        """Whether a place in another of the linted files was touched, for `in_diff`."""

        def place(path: str, span: Span) -> bool:
            source = sources.get(path)
            touched = self.touched(path, source.text) if source else None
            # A file that is judged whole counts as old here: its own findings are shown anyway.
            return source is not None and touched is not None and touched.any(*_lines(source, span))

        return place

    def _compare(self, old: str, text: str) -> Touched:
        return compare(old, text, self._environ)

    def before(self, path: str) -> str | None:
        """The text that a file had in the base; None when it is new or not known."""
        try:
            old = self._former(os.path.realpath(path), path)
        except GitError:  # `touched` says so
            return None
        return old if isinstance(old, str) else None

    def _former(self, key: str, path: str) -> str | Touched | None:
        """The base's text of a file; all its lines when it is new, None when it is not known."""
        if key not in self._old:
            self._old[key] = self._find(path)
        return self._old[key]

    def _find(self, path: str) -> str | Touched | None:
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
        return repository.blob(found[1]).decode("utf-8", "replace")

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
    """What the options ask for, and a notice when it cannot be had.

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
    return Changes(base, environ, staged), None


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
        return _lines(source, span)

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


def facing(diagnostic: Diagnostic, source: Source, touched: Touched) -> Diagnostic:
    """The finding, turned round when of a pair only the other half was touched.

    A paper that was added above an older entry is the newcomer, although the rule calls the
    second one the duplicate; a note beside the old line would be shown to nobody. A finding
    that has a fix, or that speaks of `here` and `there`, stays where its words are true.
    """
    import re

    words = f"{diagnostic.message} {diagnostic.help or ''}"
    if (
        len(diagnostic.related) != 1
        or diagnostic.related[0].path not in (None, source.path)
        or diagnostic.fix is not None
        or diagnostic.expected is not None
        or touched.any(*_lines(source, diagnostic.span))
        or not touched.any(*_lines(source, diagnostic.related[0].span))
        or re.search(r"\b(?:here|there)\b", re.sub("`[^`]*`", "", words))
    ):
        return diagnostic
    return Diagnostic(
        diagnostic.code, diagnostic.name, diagnostic.severity, diagnostic.related[0].span,
        diagnostic.message, help=diagnostic.help, key=diagnostic.key, path=diagnostic.path,
        related=(Related(diagnostic.span, "the other one"),),
    )  # fmt: skip


def _lines(source: Source, span: tuple[int, int]) -> tuple[int, int]:
    """The first and the last line of a span."""
    first = source.line_of(span[0])
    if span[1] > span[0]:
        return first, source.line_of(span[1] - 1)
    # An insertion at the very end belongs to the last line, not to an empty one after it.
    return (max(first - 1, 1), first) if span[0] == len(source.text) else (first, first)


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
