"""The style of a list, found by vote from the fields of its papers alone."""

from __future__ import annotations

from wsss_lint.entries.style.judge import judge
from wsss_lint.entries.style.styles import Style, Styles

__all__ = ["Style", "Styles", "judge"]
