"""Reports: one file a format, each a pure function from a `Report` to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsss_lint.reports.model import RenderOptions, Report

FORMATS = ("text", "concise", "json", "github", "sarif", "rdjson", "junit", "gitlab", "markdown")


def render(name: str, report: Report, options: RenderOptions | None = None) -> str:
    """Render `report` in the format `name`; only that format's module is imported.

    The text ends with a line end, or is empty when the format has nothing to say. It holds no
    lone surrogates, so it can be encoded as UTF-8. Raises `ValueError` for an unknown format.
    """
    if name not in FORMATS:
        raise ValueError(f"no output format {name!r}; there are {', '.join(FORMATS)}")
    from importlib import import_module

    from wsss_lint.reports.model import RenderOptions

    module = import_module(f"wsss_lint.reports.{name}")
    text: str = module.render(report, options or RenderOptions())
    return text
