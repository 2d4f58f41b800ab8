"""What ``wsss-lint init`` finds out about a list, and the files that it would write."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from typing import NamedTuple

from wsss_lint import __version__
from wsss_lint.entries.document import read
from wsss_lint.entries.given import Format, FormatError
from wsss_lint.entries.style.pieces import container
from wsss_lint.records.model import ListDocument
from wsss_lint.source import Source
from wsss_lint.summary import understood
from wsss_lint.venues.registry import Registry

LEAST, MOST = 2, 12  # entries of a template that is written down, and such templates
UNITS = {"item": "item", "paragraph": "block", "quote": "quote"}


class Form(NamedTuple):
    """How a list is written, as init describes it."""

    document: ListDocument
    unit: str  # of most entries: "item", "row", "block", "quote"
    templates: tuple[str, ...]  # the commonest first
    counts: tuple[int, ...]  # entries written by each
    total: int  # papers and unreadable entries
    left: tuple[tuple[int, str], ...]  # up to three entries that are not read: line, text
    holds: bool  # with the templates as settings no paper less is read

    @property
    def read(self) -> int:
        """The papers that were read."""
        return len(self.document.papers)

    @property
    def share(self) -> float:
        """The share of the entries that was read."""
        return self.read / self.total if self.total else 0.0


def form_of(
    source: Source, registry: Registry | None = None, format: Format | None = None
) -> Form | None:
    """How most of a list's entries are written; None when it has none."""
    registry = registry or Registry()
    document = read(source, format, registry)
    if not document.papers:
        return None
    kinds = Counter(container(paper) for paper in document.papers)
    kind = kinds.most_common(1)[0][0]
    counts: Counter[str] = Counter()
    for style, count in document.styles.common(kind) if kind != "row" else ():
        counts[style.template] += count
    shown = [(text, n) for text, n in counts.most_common(MOST) if n >= LEAST]
    left = tuple(
        (source.position(u.span.start).line, " ".join(source.slice(u.span).split())[:100])
        for u in document.unreadable[:3]
    )
    form = Form(
        document,
        UNITS.get(kind, kind),
        tuple(text for text, _ in shown),
        tuple(n for _, n in shown),
        len(document.papers) + len(document.unreadable),
        left,
        True,
    )
    return form._replace(holds=_holds(form, source, registry))


def _holds(form: Form, source: Source, registry: Registry) -> bool:
    """Whether the list is read no worse by these templates than without settings."""
    if not form.templates or form.unit == "row":
        return False
    raw = {"units": [{"unit": form.unit, "entry": list(form.templates)}]}
    try:
        again = read(source, Format.from_raw("own", raw), registry)
    except FormatError:
        return False
    fields = [_known(document) for document in (form.document, again)]
    return len(again.papers) >= form.read and fields[1] >= fields[0]


def _known(document: ListDocument) -> int:
    """How many titles and venues were read."""
    return sum((p.title is not None) + (p.venue is not None) for p in document.papers)


def describe(form: Form, path: str) -> list[str]:
    """What was found, for people: the share of each template, and examples of what is left."""
    lines = [f"{path}: {understood(form.read, form.total - form.read)} ({int(100 * form.share)} %)"]
    for text, count in zip(form.templates, form.counts, strict=True):
        lines.append(f"  {100 * count / form.total:5.1f} %  {text}")
    if form.unit == "row":
        lines.append("  (rows of tables of papers)")
    elif other := form.read - sum(form.counts):
        lines.append(f"  {100 * other / form.total:5.1f} %  (otherwise)")
    if form.left:
        lines.append("  not understood, for instance:")
        lines += [f"    line {line}: {text}" for line, text in form.left]
    tables = form.document.tables
    if tables:
        rows = sum(len(table.rows) for table in tables)
        lines.append(f"  and {len(tables)} result tables with {rows} rows")
    return lines


def settings_text(form: Form) -> str:
    """The wsss-lint.toml for a list; without templates where it is read better by itself."""
    lines = [
        "# How wsss-lint reads this list. Written by `wsss-lint init`; change it as you like:",
        "# `wsss-lint settings` prints what holds, `wsss-lint explain README.md:41` shows how a",
        "# line is read.",
        "",
    ]
    if not form.holds:
        return "\n".join([*lines, "# The format is found out from the entries.", ""])
    lines += ["[[format.units]]", f'unit = "{form.unit}"', "entry = ["]
    lines += [f"  {_toml(text)}," for text in form.templates]
    lines.append("]")
    if any(section.year is not None for section in form.document.sections):
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
    clean = [p for p in document.papers if not p.departures and not p.swallowed]
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
