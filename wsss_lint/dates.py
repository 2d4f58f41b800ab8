"""How years are written: patterns to build others from."""

from __future__ import annotations

#: A year in full, wherever it stands: to be put into a longer pattern.
YEAR = r"(?:19|20)\d\d"
#: ... with no digit around it: not the start of `20191124`, nor the end of `12021`.
LONE_YEAR = rf"(?<!\d){YEAR}(?!\d)"
