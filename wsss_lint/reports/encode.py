"""JSON that any reader takes and no terminal or log trips over."""

from __future__ import annotations

import json
import re
from typing import Any

# What `json` leaves as it is and a terminal, a log or a strict reader would not: C1 controls,
# marks without width, bidirectional overrides, line separators, tags, lone surrogates, and the
# form of workflow commands that is obeyed anywhere in a line. All of them can only stand inside a
# string, where an escape means the same.
_LOUD = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]|##(?=\\w{0,30}\\[)"
)


def dumps(value: Any) -> str:
    """Return `value` as indented JSON with a line end; keys keep their order."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _LOUD.sub(_quiet, text) + "\n"


def _quiet(match: re.Match[str]) -> str:
    found = match.group()
    if found == "##":
        return "#\\u0023"
    code = ord(found)
    if 0xD800 <= code <= 0xDFFF:
        # An undecodable byte of a file name. A lone surrogate is not Unicode text, and many
        # readers refuse the whole report for it, so its escape is spelled out as text.
        return f"\\\\u{code:04x}"
    if code > 0xFFFF:
        return json.dumps(found)[1:-1]
    return f"\\u{code:04x}"
