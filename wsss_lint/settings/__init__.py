"""Settings: what the user wants checked, and where each wish was written.

Nothing heavy is imported here: with no configuration, `load` only looks for files.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from wsss_lint.settings.errors import SettingsError
from wsss_lint.settings.find import find_config

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wsss_lint.diagnostics import Severity
    from wsss_lint.rule import Rule

__all__ = ["Loader", "Settings", "SettingsError", "current_year", "load"]


class Settings:
    """The effective settings of one list; the defaults, until `load` changes them."""

    def __init__(self, year: int | None = None) -> None:
        self.path: str | None = None  # the configuration file as shown to people, if any
        self.root: str | None = None  # its folder: globs and `combine` are relative to it
        self.preset: tuple[str, ...] = ()  # `extends`: format presets, in order
        self.select: tuple[str, ...] = ()
        self.extend_select: tuple[str, ...] = ()
        self.ignore: tuple[str, ...] = ()
        self.severity: dict[str, Severity] = {}  # selector -> severity
        self.options: dict[str, dict[str, Any]] = {}  # rule name -> option -> value
        self.per_file_ignores: dict[str, tuple[str, ...]] = {}  # glob -> selectors
        self.per_section_ignores: dict[str, tuple[str, ...]] = {}  # regex -> selectors
        self.exclude: tuple[str, ...] = ()
        self.combine: tuple[str, ...] = ()
        self.venues: dict[str, dict[str, Any]] = {}
        self.spellings: dict[str, str] = {}
        self.schemas: dict[str, Path] = {}  # record kind -> the user's schema
        self.own_rules: tuple[type[Rule], ...] = ()  # one for each x-code of those schemas
        self.plugins = True  # whether rules of installed packages count
        self.format: dict[str, Any] | None = None
        self.year: int = current_year() if year is None else year
        self.origins: dict[str, str] = {}  # dotted key -> "wsss-lint.toml:3"; absent: default

    def ignored_for(self, path: str) -> tuple[str, ...]:
        """The selectors that `per-file-ignores` silences in the list at `path`."""
        if not self.per_file_ignores:
            return ()
        inside = self._relative(path)
        found = [
            selector
            for glob, selectors in self.per_file_ignores.items()
            if _glob(glob, inside)
            for selector in selectors
        ]
        return tuple(dict.fromkeys(found))

    def excluded(self, path: str) -> bool:
        """Whether `exclude` names the file at `path` or a folder above it."""
        if not self.exclude:
            return False
        inside = self._relative(path)
        return any(_glob(glob, inside) for glob in self.exclude)

    def _relative(self, path: str) -> str:
        """`path` as the globs see it: relative to the configuration's folder, with `/`."""
        try:
            inside = os.path.relpath(os.path.abspath(path), self.root or os.getcwd())
        except ValueError:  # another drive on Windows
            inside = path
        return inside.replace(os.sep, "/")

    def override(
        self,
        *,
        select: Iterable[str] | None = None,
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        where: str = "command line",
    ) -> None:
        """Let the command line have its say: `select` replaces, the others are added.

        A selector that the configuration ignores and the command line selects is checked.
        """
        chosen, more, less = tuple(select or ()), tuple(extend_select), tuple(ignore)
        asked = {*chosen, *more}
        if chosen:
            self.select, self.extend_select = chosen, ()
            self.origins["select"] = where
        if more:
            self.extend_select += more
            self.origins["extend-select"] = where
        self.ignore = tuple(s for s in self.ignore if s not in asked) + less
        if less:
            self.origins["ignore"] = where


class Loader:
    """Loads settings for many lists; a configuration file is read once."""

    def __init__(
        self,
        config: str | Path | None = None,
        isolated: bool = False,
        year: int | None = None,
        plugins: bool = True,
    ) -> None:
        """`config` is used wherever it lies; `isolated` looks for no configuration; without
        `plugins` the settings may only name the rules of wsss-lint itself."""
        self._config = str(config) if config is not None else None
        self._isolated = isolated
        self._year = year
        self._plugins = plugins
        self._known: dict[str | None, Settings] = {}

    def load(self, list_path: str | Path) -> Settings:
        """The settings for a list (it need not exist: standard input has a name only).

        Raises `SettingsError` when a configuration cannot be read or is not valid. Lists that
        share a configuration share the `Settings`.
        """
        path: str | None
        if self._config is not None:
            path = self._config
        elif self._isolated:
            path = None
        else:
            path = find_config(str(list_path))
        settings = self._known.get(path)
        if settings is None:
            settings = Settings(self._year)
            settings.plugins = self._plugins
            if path is not None:
                from wsss_lint.settings.read import read_into

                read_into(settings, path, named=self._config is not None)
                if self._year is not None:
                    settings.year = self._year
            self._known[path] = settings
        return settings


def load(
    list_path: str | Path,
    config: str | Path | None = None,
    isolated: bool = False,
    year: int | None = None,
    plugins: bool = True,
) -> Settings:
    """The settings for one list; see `Loader`."""
    return Loader(config, isolated, year, plugins).load(list_path)


def current_year() -> int:
    """The year of this run: of ``SOURCE_DATE_EPOCH`` when set, else of the clock (UTC)."""
    import time

    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return time.gmtime().tm_year
    try:
        return time.gmtime(int(fixed)).tm_year
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            "SOURCE_DATE_EPOCH is not a number of seconds since 1970; unset it or mend it"
        ) from None


def _glob(pattern: str, path: str) -> bool:
    from wsss_lint.settings.globs import matches

    return matches(pattern, path)
