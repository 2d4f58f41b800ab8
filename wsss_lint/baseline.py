"""Old findings, kept out by fingerprint so that only new ones count.

A baseline file maps each list's path (relative to the baseline's folder) to the fingerprints of
its findings; see `wsss_lint.fingerprint` for what they depend on: the rule and the record, not
the line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wsss_lint.diagnostics import Diagnostic
from wsss_lint.fingerprint import fingerprints

VERSION = 1


class BaselineError(Exception):
    """A baseline file that cannot be used; the text says why and what to do."""


class Entry(NamedTuple):
    """One old finding."""

    fingerprint: str
    code: str
    message: str  # for people who read the file


class Baseline:
    """The old findings of a run, by list."""

    def __init__(self, path: str, files: Mapping[str, list[Entry]]) -> None:
        self.path = path
        self.files = dict(files)

    @classmethod
    def read(cls, path: str) -> Baseline:
        """Read a baseline file; raise `BaselineError`."""
        import json

        try:
            with open(path, "rb") as file:  # noqa: PTH123
                raw = json.load(file)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BaselineError(f"{path}: {reason}; --write-baseline makes a baseline") from None
        except (ValueError, RecursionError) as error:
            raise BaselineError(f"{path}: is no baseline of wsss-lint: {error}") from None
        try:
            return cls(path, _parsed(raw))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise BaselineError(
                f"{path}: is no baseline of wsss-lint (version {VERSION}); make it anew with "
                "--write-baseline"
            ) from None

    def new(self, list_path: str, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The findings of a list that are not in the baseline, in their order."""
        old = {entry.fingerprint for entry in self.files.get(self._key(list_path), ())}
        if not old:
            return list(diagnostics)
        marks = fingerprints(diagnostics)
        return [d for d, mark in zip(diagnostics, marks, strict=True) if mark not in old]

    def paid_off(self, list_path: str, diagnostics: Sequence[Diagnostic]) -> list[Entry]:
        """The old findings of a list that are gone."""
        now = set(fingerprints(diagnostics))
        entries = self.files.get(self._key(list_path), ())
        return [entry for entry in entries if entry.fingerprint not in now]

    def _key(self, list_path: str) -> str:
        return key_of(self.path, list_path)


def key_of(baseline_path: str, list_path: str) -> str:
    """The name of a list in a baseline: its path from the baseline's folder, with ``/``."""
    folder = os.path.dirname(os.path.abspath(baseline_path))  # noqa: PTH100, PTH120
    try:
        inside = os.path.relpath(list_path, folder)
    except ValueError:  # another drive
        inside = os.path.abspath(list_path)  # noqa: PTH100
    return inside.replace(os.sep, "/")


def render(baseline_path: str, found: Mapping[str, Sequence[Diagnostic]]) -> str:
    """The text of a baseline for these findings (list path -> findings).

    The same findings give the same text in whatever order the lists come, so that the file
    makes small diffs.
    """
    import json

    files = {
        key_of(baseline_path, path): [
            {"code": d.code, "fingerprint": mark, "message": d.message}
            for d, mark in zip(diagnostics, fingerprints(diagnostics), strict=True)
        ]
        for path, diagnostics in found.items()
        if diagnostics
    }
    for entries in files.values():
        entries.sort(key=lambda entry: (entry["code"], entry["message"], entry["fingerprint"]))
    raw = {"version": VERSION, "tool": "wsss-lint", "files": dict(sorted(files.items()))}
    return json.dumps(raw, indent=2, ensure_ascii=False) + "\n"


def _parsed(raw: Any) -> dict[str, list[Entry]]:
    if raw["version"] != VERSION or raw["tool"] != "wsss-lint":
        raise ValueError
    return {
        str(path): [
            Entry(str(entry["fingerprint"]), str(entry["code"]), str(entry["message"]))
            for entry in entries
        ]
        for path, entries in raw["files"].items()
    }
