"""One run of the check: from paths to results; the files are read and written here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Applicability, Diagnostic
from wsss_lint.engine import FileResult, Linter, RuleCrash
from wsss_lint.outline import Outline, outline_of
from wsss_lint.rules import RuleError, UnknownRule
from wsss_lint.settings import Loader, Settings, SettingsError
from wsss_lint.source import Source, SourceError
from wsss_lint.targets import STDIN, Target, combined
from wsss_lint.terminal import internal_error

if TYPE_CHECKING:
    from wsss_lint.baseline import Baseline, Entry
    from wsss_lint.changes import Changes

Say = Callable[[str], None]


class Wishes(NamedTuple):
    """What the command line asks for."""

    config: str | None = None
    isolated: bool = False
    plugins: bool = True
    pedantic: bool = False
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    force_exclude: bool = False
    stdin_name: str | None = None
    fix: Applicability | None = None  # the least trusted fixes to apply
    write: bool = True  # the fixed text back to its file (no: a diff, standard input)
    verbose: bool = False


class Checked(NamedTuple):
    """One list after the run; not its records, for there may be many lists."""

    target: Target
    before: Source
    source: Source  # after the fixes
    outline: Outline
    found: list[Diagnostic]
    shown: list[Diagnostic]  # without the baseline's and the untouched ones
    suppressed: int
    fixed: int


class Part(NamedTuple):
    """What a part of a run came to; it can be sent from one process to another."""

    said: list[str]
    checked: list[Checked]
    left_out: list[str]
    old: int
    paid_off: list[tuple[str, Entry]]


Group = tuple[Linter, list[Target], list[str]]  # what is linted together


class Run:
    """Lints targets group by group; problems are said at once and do not stop the others."""

    apart = True  # whether groups may be linted in processes of their own

    def __init__(
        self,
        wishes: Wishes,
        say: Say,
        baseline: Baseline | None = None,
        changes: Changes | None = None,
        ranking: Changes | None = None,
    ) -> None:
        """`changes` leave out what they did not touch; `ranking` only says what they touched."""
        self.wishes = wishes
        self.ranking = ranking
        self.failed = False
        self.checked: list[Checked] = []
        self.left_out: list[str] = []  # files in folders that hold no papers
        self.excluded: list[str] = []
        self.old = 0  # findings that the baseline keeps out
        self.paid_off: list[tuple[str, Entry]] = []
        self._say = say
        self._said: set[str] = set()  # a configuration with a fault is that of many lists
        self.baseline = baseline
        self.changes = changes
        self._loader = Loader(wishes.config, wishes.isolated, plugins=wishes.plugins)
        self._sources: dict[str, Source] = {}  # what was linted, by path: pairs span files
        self._linters: dict[int, Linter] = {}
        self._settings: list[Settings] = []  # kept, so that no two share an id

    @property
    def linters(self) -> list[Linter]:
        """The linters of this run, one for each configuration."""
        return list(self._linters.values())

    def fail(self, text: str) -> None:
        """Say once why a part of the job could not be done; the exit code will be 2."""
        self.failed = True
        if text not in self._said:
            self._said.add(text)
            self._say(text)

    def check(self, targets: list[Target], add_combined: bool = False) -> None:
        """Lint the targets; `add_combined` also reports on what the settings combine them with."""
        groups: dict[tuple[int, int], Group] = {}
        for number, target in enumerate(targets):
            try:
                linter = self._linter(target)
            except (SettingsError, UnknownRule, RuleError) as error:
                self.fail(str(error))
                continue
            settings = linter.settings
            if settings.excluded(target.path) and (not target.named or self.wishes.force_exclude):
                self.excluded.append(target.path)
                continue
            together = combined(settings.combine, settings.root) if settings.combine else []
            real = {os.path.realpath(path) for path in together}
            alone = self._real(target) not in real
            key = (id(linter), number if alone else -1)
            if key not in groups:
                groups[key] = (linter, [], [] if alone else together)
                if add_combined and not alone:
                    groups[key][1].extend(Target(path, False) for path in together)
                    continue
            if alone or self._real(target) not in map(self._real, groups[key][1]):
                groups[key][1].append(target)
        self._check_groups(list(groups.values()))

    def _check_groups(self, groups: list[Group]) -> None:
        """Lint lists that have nothing to do with one another: in parallel where that pays."""
        alone = self.changes or self.ranking or any(t.path == STDIN for g in groups for t in g[1])
        if self.apart and len(groups) > 1 and not alone:
            from wsss_lint.parallel import PAYS, WorkerError, processors, shares, spread

            sizes = [sum(_size(target.path) for target in members) for _, members, _ in groups]
            count = processors() if sum(sizes) >= PAYS else 1
            if count > 1:
                try:
                    parts = spread(lambda index: self._part(groups[index]), shares(sizes, count))
                except WorkerError as error:
                    self.fail(f"{error}; is there too little memory? Check fewer files at once")
                    return
                for _, part in sorted(parts.items()):
                    self._add(part)
                return
        for group in groups:
            self._check_group(*group)

    def _part(self, group: Group) -> Part:
        """Lint a group on behalf of this run, which is not changed."""
        import copy

        run, said = copy.copy(self), list[str]()
        run._say, run._said = said.append, set()
        run.checked, run.left_out, run.old, run.paid_off = [], [], 0, []
        run._check_group(*group)
        return Part(said, run.checked, run.left_out, run.old, run.paid_off)

    def _add(self, part: Part) -> None:
        for text in part.said:
            self.fail(text)
        self.checked += part.checked
        self.left_out += part.left_out
        self.old += part.old
        self.paid_off += part.paid_off

    def _real(self, target: Target) -> str:
        """The file that a target is; for standard input the one whose new text it is."""
        name = self.wishes.stdin_name if target.path == STDIN else target.path
        return os.path.realpath(name) if name else STDIN

    def _linter(self, target: Target) -> Linter:
        wishes = self.wishes
        name = wishes.stdin_name if target.path == STDIN else target.path
        settings = self._loader.load(name or "README.md")
        if id(settings) not in self._linters:
            settings.override(
                select=wishes.select, extend_select=wishes.extend_select, ignore=wishes.ignore
            )
            self._settings.append(settings)
            self._linters[id(settings)] = Linter(
                settings, pedantic=wishes.pedantic, plugins=wishes.plugins
            )
            if self.changes is not None:
                self._linters[id(settings)].former = self.changes.before
        return self._linters[id(settings)]

    def _check_group(self, linter: Linter, members: list[Target], together: list[str]) -> None:
        """Lint one list: mostly one file; with `combine` the members and, unreported, the rest.

        The order is that of `combine`, whatever was named: which of two entries is the first
        one must not depend on it.
        """
        known = {self._real(target) for target in members}
        rest = [Target(path, False) for path in together if os.path.realpath(path) not in known]
        places = {os.path.realpath(path): at for at, path in enumerate(together)}
        everything = [(target, True) for target in members] + [(target, False) for target in rest]
        if together:
            everything.sort(key=lambda pair: places[self._real(pair[0])])
        read = [
            (target, source, asked)
            for target, asked in everything
            if (source := self._read(target)) is not None
        ]
        if not any(asked for _, _, asked in read):
            return
        sources = [source for _, source, _ in read]
        asked_paths = {source.path for _, source, asked in read if asked}
        try:
            outcome = self._lint(linter, sources, asked_paths)
        except (SettingsError, SourceError) as error:
            self.fail(str(error))
        except Exception as error:
            self._crash(error, ", ".join(target.path for target in members))
        else:
            self._sources |= {result.source.path: result.source for result, _ in outcome}
            for (target, source, asked), (result, fixed) in zip(read, outcome, strict=True):
                if asked:
                    self._keep(target, source, result, fixed)

    def _lint(
        self, linter: Linter, sources: list[Source], asked: set[str]
    ) -> list[tuple[FileResult, int]]:
        if self.wishes.fix is None:
            return [(result, 0) for result in linter.lint(sources)]
        from wsss_lint.fixes import FixError, fix

        self._sources |= {source.path: source for source in sources}

        def mine(result: FileResult) -> list[Diagnostic]:
            return self._shown(result) if result.source.path in asked else []

        try:
            fixed = fix(linter, sources, self.wishes.fix, mine)
        except FixError as error:  # the lists stay as they are; what is wrong is still shown
            self.fail(f"{error}; please report it as a bug of wsss-lint")
            return [(result, 0) for result in linter.lint(sources)]
        return [(outcome.result, outcome.applied) for outcome in fixed]

    def _keep(self, target: Target, source: Source, result: FileResult, fixed: int) -> None:
        outline = outline_of(result.document)
        if not target.named and outline.empty:
            self.left_out.append(target.path)
            return
        if fixed and self.wishes.write and target.path != STDIN:
            from wsss_lint.writing import WriteError, replace_file

            try:
                replace_file(target.path, result.source.text.encode(), source.text.encode())
            except WriteError as error:
                self.fail(str(error))
                return
        shown = self._shown(result)
        if self.baseline is not None:
            new = self.baseline.new(source.path, result.diagnostics)
            self.old += len(result.diagnostics) - len(new)
            for entry in self.baseline.paid_off(source.path, result.diagnostics):
                self.paid_off.append((target.path, entry))
        found, suppressed = result.diagnostics, result.suppressed
        self.checked.append(
            Checked(target, source, result.source, outline, found, shown, suppressed, fixed)
        )

    def _shown(self, result: FileResult) -> list[Diagnostic]:
        """The findings that count: not in the baseline, and about what changed."""
        found = result.diagnostics
        path = result.source.path
        if self.baseline is not None:
            found = self.baseline.new(path, found)
        if self.changes is not None and found:
            tables = [table.span for table in result.document.tables]
            found = list(self.changes.shown(found, result.source, tables, self._sources))
        return found

    def touched(self, checked: Checked) -> frozenset[int] | None:
        """The indices of the shown findings that the pull request touched, where all are shown."""
        if self.ranking is None:
            return None
        tables = checked.outline.tables
        return self.ranking.in_diff(checked.shown, checked.source, tables, self._sources)

    def _read(self, target: Target) -> Source | None:
        try:
            if target.path == STDIN:
                return Source.from_bytes(sys.stdin.buffer.read(), self.wishes.stdin_name or STDIN)
            if self.changes is not None and self.changes.staged:
                from wsss_lint.git import GitError

                try:
                    data = self.changes.content(target.path)
                except GitError as error:
                    raise SourceError(f"{target.path}: {error}") from None
                if data is not None:
                    return Source.from_bytes(data, target.path)
            return Source.read(target.path)
        except SourceError as error:
            self.fail(str(error))
            return None

    def _crash(self, error: Exception, paths: str) -> None:
        """An error of ours: one paragraph that helps to report it."""
        cause = error.__cause__ if isinstance(error, RuleCrash) and error.__cause__ else error
        rule = f" in rule {error}" if isinstance(error, RuleCrash) else ""
        self.fail(f"{paths}: {internal_error(cause, rule, self.wishes.verbose)}")
        if self.wishes.verbose:
            import traceback

            traceback.print_exception(error)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - pathlib is slow to import
    except OSError:  # missing: reading it says so
        return 0
