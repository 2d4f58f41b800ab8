"""Settings: what the user wants checked, and where each wish was written.

Nothing heavy is imported here: with no configuration, `load` only looks for files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wsss_lint.settings.errors import SettingsError
from wsss_lint.settings.find import find_config
from wsss_lint.settings.values import Settings, current_year

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Loader", "Settings", "SettingsError", "current_year", "load"]


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
