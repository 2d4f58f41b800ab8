"""The snippets of docs/ci.md, by the title in their fence: what a reader would paste.

`python -m tests.doc_snippets FOLDER` writes them there, for tools that look at files.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ci.md"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def snippets(owner: str = "someone", commit: str = COMMIT) -> dict[str, str]:
    """Title -> text, with a name for the owner and an id for the commit."""
    text = PAGE.read_text("utf-8")
    found = re.findall(r'^```\w+ title="([^"\n]+)"\n(.*?)^```$', text, re.M | re.S)
    assert len(found) == text.count(' title="'), "a fence without an end, or two with one title"
    assert len({title for title, _ in found}) == len(found)
    return {title: code.replace("OWNER", owner).replace("COMMIT", commit) for title, code in found}


if __name__ == "__main__":
    for title, code in snippets().items():
        path = Path(sys.argv[1], title)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, "utf-8")
