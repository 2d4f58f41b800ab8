"""What the fuzzer calls: each target takes bytes and raises when a promise is broken."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from wsss_lint.diagnostics import Applicability
from wsss_lint.engine import Linter
from wsss_lint.fixes import fix
from wsss_lint.formats.relax import relax
from wsss_lint.formats.syntax import TemplateError
from wsss_lint.formats.template import Template
from wsss_lint.records.reader import read
from wsss_lint.settings import Settings, SettingsError, load
from wsss_lint.source import Source, SourceError
from wsss_lint.venues.registry import Registry


@cache
def linter() -> Linter:
    """All rules there are."""
    wanted = Settings(2026)
    wanted.select = ("ALL",)
    return Linter(wanted, pedantic=True, plugins=False)


@cache
def registry() -> Registry:
    return Registry()


@cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="wsss-lint-fuzz-"))


def reader(data: bytes) -> None:
    """Bytes are refused by name or read; every span lies inside, every link is what it says."""
    try:
        source = Source.from_bytes(data, "list.md")
    except SourceError:
        return
    assert source.text.encode() == data
    document = read(source)
    end = len(source.text)
    for paper in document.papers:
        assert 0 <= paper.span.start <= paper.span.end <= end
        for field in (paper.method, paper.title, paper.authors, paper.venue, paper.year):
            assert field is None or 0 <= field.span.start <= field.span.end <= end
        for link in paper.links:
            assert source.slice(link.url_span) == link.url
    for heading in document.headings:
        assert source.slice(heading.text_span) == heading.text
    for found in linter().lint([source])[0].diagnostics:
        assert 0 <= found.span.start <= found.span.end <= end


def fixes(data: bytes) -> None:
    """Fixes end, settle, and keep their promise (`fix` raises when they do not)."""
    try:
        source = Source.from_bytes(data, "list.md")
    except SourceError:
        return
    for floor in (Applicability.SAFE, Applicability.UNSAFE):
        once = fix(linter(), [source], floor)[0].result.source
        twice = fix(linter(), [once], floor)[0].result.source
        assert once.text == twice.text


def template(data: bytes) -> None:
    """The first line is a template, the rest an entry."""
    text = data.decode("utf-8", "replace").replace("\r", " ")
    first, _, entry = text.partition("\n")
    entry = entry.replace("\n", " ")
    try:
        made = Template(first)
    except TemplateError as error:
        assert 1 <= error.column <= len(first) + 2
        return
    match = made.match(entry, 0, len(entry), registry())
    if match is not None:
        for capture in match.captures:
            assert 0 <= capture.start <= capture.end <= len(entry)
    relax(made, entry, 0, len(entry), registry())


def settings(data: bytes) -> None:
    """A configuration is read or refused with its name."""
    path = folder() / "wsss-lint.toml"
    path.write_bytes(data)
    try:
        wanted = load(folder() / "README.md", path)
    except SettingsError as error:
        assert "wsss-lint.toml" in str(error), str(error)
        return
    Linter(wanted, plugins=False).lint([Source("# Papers\n\n- A Title *CVPR2021*\n")])


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "fixes": fixes,
    "template": template,
    "settings": settings,
}
