"""What ``wsss-lint init`` finds out about a list, and the files that it would write."""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from wsss_lint import __version__
from wsss_lint.formats.format import Format
from wsss_lint.formats.presets import load
from wsss_lint.formats.template import Template
from wsss_lint.markdown import parse
from wsss_lint.records.induce import induce
from wsss_lint.records.infer import infer, parts_of
from wsss_lint.records.model import ListDocument
from wsss_lint.records.reader import read_blocks
from wsss_lint.records.units import item_units, prepare
from wsss_lint.source import Source
from wsss_lint.venues.registry import Registry

GOOD = 0.9  # a preset that reads this share of the entries is taken without looking further
BETTER = 0.05  # induced templates must read so much more than the best preset


class Form(NamedTuple):
    """The form of a list as init describes it."""

    document: ListDocument
    presets: tuple[str, ...]  # names, or empty when the templates were induced
    templates: tuple[Template, ...]
    counts: tuple[int, ...]  # papers read by each template as it stands
    slips: int  # papers read with slips
    total: int  # papers and unreadable entries
    left: tuple[tuple[int, str], ...]  # up to three entries that no template reads: line, text

    @property
    def read(self) -> int:
        """The papers that were read, with slips or without."""
        return sum(self.counts) + self.slips

    @property
    def share(self) -> float:
        """The share of the entries that was read."""
        return self.read / self.total if self.total else 0.0


def form_of(source: Source, registry: Registry | None = None) -> Form | None:
    """The form that most of a list's entries have; None when there is none to be found."""
    registry = registry or Registry()
    markdown, flat = parse(source), prepare(source)
    inference = infer(markdown, flat, registry)
    best: Form | None = None
    if inference.known:
        document = read_blocks(markdown, flat, inference.format, registry)
        presets = () if inference.induced else tuple(inference.format.name.split(" + "))
        best = _form(document, presets)
    if best is not None and best.share >= GOOD and inference.share >= 0.5:
        return best
    plain = load("wsss").units[0]
    units = [u for _, blocks in parts_of(markdown, flat) for u in item_units(flat, blocks, plain)]
    induced = induce(units, registry)
    if not induced.templates:
        return best
    raw = {"units": [{"unit": "item", "entry": [t.text for t in induced.templates]}]}
    document = read_blocks(markdown, flat, Format.from_raw("own", raw), registry)
    own = _form(document, ())
    if best is None or own.read > best.read * (1 + BETTER):
        return own if own.read else best
    return best


def _form(document: ListDocument, presets: tuple[str, ...]) -> Form:
    templates = [t for unit in document.format.units for t in unit.templates]
    counts = [0] * len(templates)
    place = {id(template): index for index, template in enumerate(templates)}
    slips = rows = 0
    for paper in document.papers:
        if paper.match is None or paper.match.cost:
            slips += 1
        elif id(paper.match.template) in place:
            counts[place[id(paper.match.template)]] += 1
        else:
            rows += 1
    source = document.source
    left = tuple(
        (source.position(u.span.start).line, " ".join(source.slice(u.span).split())[:100])
        for u in document.unreadable[:3]
    )
    shown = [(t, n) for t, n in zip(templates, counts, strict=True) if n]
    if rows:
        shown.append((Template("{title}"), rows))
    return Form(
        document,
        presets,
        tuple(t for t, _ in shown),
        tuple(n for _, n in shown),
        slips,
        len(document.papers) + len(document.unreadable),
        left,
    )


def describe(form: Form, path: str) -> list[str]:
    """What was found, for people: the share of each template, and examples of what is left."""
    how = f"preset {' + '.join(form.presets)}" if form.presets else "templates of its own"
    lines = [
        f"{path}: {form.total} entries, {form.read} of them read "
        f"({int(100 * form.share)} %), by {how}"
    ]
    for template, count in zip(form.templates, form.counts, strict=True):
        name = template.text if template.text != "{title}" else "(rows of tables of papers)"
        lines.append(f"  {100 * count / form.total:5.1f} %  {name}")
    if form.slips:
        lines.append(f"  {100 * form.slips / form.total:5.1f} %  (one of these, with slips)")
    if form.left:
        lines.append("  not read, for instance:")
        lines += [f"    line {line}: {text}" for line, text in form.left]
    tables = form.document.tables
    if tables:
        rows = sum(len(table.rows) for table in tables)
        lines.append(f"  and {len(tables)} result tables with {rows} rows")
    return lines


def settings_text(form: Form) -> str:
    """The wsss-lint.toml for a form."""
    lines = [
        "# How wsss-lint reads this list. Written by `wsss-lint init`; change it as you like:",
        "# `wsss-lint settings` prints what holds, `wsss-lint explain README.md:41` shows how a",
        "# line is read.",
        "",
    ]
    if form.presets:
        names = ", ".join(f'"{name}"' for name in form.presets)
        lines.append(f"extends = {names}" if len(form.presets) == 1 else f"extends = [{names}]")
    else:
        lines += ["[[format.units]]", 'unit = "item"', "entry = ["]
        lines += [f"  {_toml(template.text)}," for template in form.templates]
        lines.append("]")
        if any(s.year is not None for s in form.document.sections):
            lines.append("inherit = { year = '{year}' }")
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def hook_text(name: str) -> str:
    """The hook for .pre-commit-config.yaml: what goes under ``repos:``."""
    pattern = f"^{re.escape(name)}$".replace("'", "''")
    return f"""  - repo: local
    hooks:
      - id: wsss-lint
        name: wsss-lint
        entry: wsss-lint check --staged --force-exclude
        language: python
        additional_dependencies: ["wsss-lint=={__version__}"]
        files: '{pattern}'
        require_serial: true
"""


def workflow_text(name: str) -> str:
    """The GitHub workflow that judges what a pull request touches."""
    quoted = shlex.quote(name)
    return f"""name: Papers

on:
  pull_request:

permissions: {{}}

concurrency:
  group: papers-${{{{ github.ref }}}}
  cancel-in-progress: true

jobs:
  papers:
    name: Papers
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read # to read the list; nothing is written, also for forks
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          fetch-depth: 2 # the pull request and what it is based on
          persist-credentials: false
      - name: Install wsss-lint
        run: |
          python3 -m venv "$RUNNER_TEMP/venv"
          "$RUNNER_TEMP/venv/bin/pip" install wsss-lint=={__version__}
      - name: Check what the pull request touches
        run: |
          "$RUNNER_TEMP/venv/bin/wsss-lint" check --only-changed --output-format github {quoted}
"""


def contributing_text(form: Form, name: str) -> str:
    """The section for CONTRIBUTING.md: how a line is written, with one of the list's own."""
    document = form.document
    clean = [p for p in document.papers if p.match and not p.match.cost and not p.departures]
    newest = max(clean, key=lambda p: (p.year.value if p.year else 0, -p.index), default=None)
    lines = ["## Adding a paper", ""]
    if newest is not None:
        line = document.source.line_span(document.source.position(newest.span.start).line)
        lines += [
            f"Write it as the newest papers in {name} are written, for instance:",
            "",
            "```markdown",
            document.source.slice(line).strip(),
            "```",
            "",
        ]
    lines += [
        "Check your line before you open the pull request:",
        "",
        "```sh",
        f"pipx run wsss-lint=={__version__} --only-changed {name}",
        "```",
        "",
        "It says what is wrong in plain words and prints the corrected line to paste. The same",
        "check runs on the pull request and looks only at the lines that you touched.",
    ]
    return "\n".join(lines) + "\n"
