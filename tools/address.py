"""The repository's address, wherever it is written.

    python tools/address.py --check       fail while it is a placeholder, or where files differ
    python tools/address.py https://github.com/some-owner/wsss-lint       write it everywhere

`REPOSITORY` in wsss_lint/__init__.py is the one that counts: reports link to it. What cannot
import it (metadata, pages that are pasted from) is compared with it in the tests.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = "wsss_lint/__init__.py"
FILES = (
    HOME, "pyproject.toml", "CITATION.cff", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md",
    "README.md", "docs/ci.md", "docs/online.md",
)  # fmt: skip
PLACEHOLDER = "OWNER"
#: `https://github.com/OWNER/wsss-lint`, and `uses: OWNER/wsss-lint@…` of a workflow.
ADDRESS = re.compile(r"(?:(?<=github\.com/)|(?<=uses: ))(?P<owner>[\w.-]+)/wsss-lint\b")


def owners(root: Path = ROOT) -> list[tuple[str, int, str]]:
    """File, line and owner of every address."""
    found = []
    for name in FILES:
        path = root / name
        lines = path.read_text("utf-8").split("\n") if path.is_file() else []
        for number, line in enumerate(lines, 1):
            found += [(name, number, match["owner"]) for match in ADDRESS.finditer(line)]
    return found


def faults(root: Path = ROOT) -> list[str]:
    """What is not as `REPOSITORY` says; the first entries of `owners` are its own."""
    found = owners(root)
    known = found[0][2]
    return [
        f"{name}:{number}: the owner is {owner}, not {known}"
        for name, number, owner in found
        if owner != known
    ]


def write(owner: str, root: Path = ROOT) -> None:
    """Put an owner into every address."""
    for name in {name for name, _, _ in owners(root)}:
        path = root / name
        text = ADDRESS.sub(f"{owner}/wsss-lint", path.read_text("utf-8"))
        path.write_text(text, "utf-8", newline="\n")


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Check or write."""
    match = ADDRESS.search(arguments[0]) if len(arguments) == 1 else None
    if match:
        write(match["owner"], root)
    elif arguments != ["--check"]:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = faults(root)
    if owners(root)[0][2] == PLACEHOLDER:
        wrong.append(f"{HOME}: REPOSITORY is a placeholder; run tools/address.py with the address")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
