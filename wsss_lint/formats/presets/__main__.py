"""``python -m wsss_lint.formats.presets``: read the presets anew into `_parsed.py`."""

from pathlib import Path

from wsss_lint.formats.presets import FOLDER, parsed_source

Path(FOLDER, "_parsed.py").write_text(parsed_source(), encoding="utf-8")
