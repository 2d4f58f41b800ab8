"""What makes a finding the same finding after the list was edited around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsss_lint.diagnostics import Diagnostic


def fingerprint(diagnostic: Diagnostic, occurrence: int = 0) -> str:
    """Return 32 hexadecimal digits for a finding.

    They depend on the rule's code, on what the finding is about (its key; without one its
    message) and on `occurrence`, the number of findings before it in its file that are alike.
    They do not depend on the path or on any line number, so a moved line or a renamed file keeps
    its fingerprints; store them beside the path.
    """
    from hashlib import blake2s

    about = diagnostic.key or diagnostic.message
    text = f"{diagnostic.code}\0{about}\0{occurrence}"
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the fingerprints of one file's findings, in their order; no two are equal."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for diagnostic in diagnostics:
        alike = (diagnostic.code, diagnostic.key or diagnostic.message)
        occurrence = seen.get(alike, 0)
        seen[alike] = occurrence + 1
        found.append(fingerprint(diagnostic, occurrence))
    return found
