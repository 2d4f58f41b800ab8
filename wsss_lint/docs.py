"""Writes what is told by the rules themselves: ``docs/rules/`` and the table in the README.

``python -m wsss_lint.docs`` writes, ``--check`` compares and exits 1 when something is stale.
The settings schema has its own: ``python -m wsss_lint.settings.generate``.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wsss_lint.diagnostics import Applicability, Severity
from wsss_lint.rule import Bad, Good, Rule

START, END = "<!-- rules: start -->", "<!-- rules: end -->"
FAMILY_TITLES = {
    "entries": "Entries",
    "venues": "Venues",
    "duplicates": "Duplicates",
    "tables": "Result tables",
    "crossref": "List against tables",
    "document": "Document",
    "links": "Links",
    "bibtex": "BibTeX",
    "schema": "Schema",
    "suppressions": "Silencing comments",
    "online": "Online (`wsss-lint verify` and `wsss-lint links`)",
}
FIXES = {
    Applicability.SAFE: "`--fix`",
    Applicability.UNSAFE: "`--unsafe-fixes`",
    Applicability.DISPLAY: "shown only",
}


def page(rule: type[Rule]) -> str:
    """The page of a rule as Markdown: its docstring, facts, options and examples."""
    text = inspect.cleandoc(rule.__doc__ or "")
    head, _, rest = text.partition("\n")
    parts = [f"# {rule.name} ({rule.code})\n\n{head}\n\n{_facts(rule)}\n", rest.strip("\n")]
    parts += _options(rule)
    if rule.bad:  # a rule of somebody's own schema has no examples
        parts.append(_examples(rule))
    parts.append(_silencing(rule))
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


PLACES = {  # where a comment silences a finding of the family
    "tables": "For one row, in its last cell; for a whole table, on a line of its own before it:",
    "crossref": "For one row, in its last cell; for a whole table, on a line of its own before it:",
    "document": "For one heading, or one line of the table of contents, at its end:",
    "bibtex": "For the BibTeX of one code block, around it (inside, comments are only shown):",
}
ENTRY = "For one entry, at its end (or in the last cell of a table row):"
WHOLE = ("file-size", "suppression-malformed", "suppression-unused")  # no place to put a comment


def _silencing(rule: type[Rule]) -> str:
    parts = ["## Silencing"]
    family = rule.__module__.split(".")[-2]
    if rule.name not in WHOLE:
        comment = f"<!-- wsss-lint: ignore[{rule.name}] reason -->"
        if family == "bibtex":
            comment = (
                f"<!-- wsss-lint: disable[{rule.name}] reason -->\n\n… the code block …\n\n"
                f"<!-- wsss-lint: enable[{rule.name}] -->"
            )
        parts += [PLACES.get(family, ENTRY), f"```markdown\n{comment}\n```"]
    parts.append("For the whole list, in `wsss-lint.toml`:")
    parts.append(f'```toml\nignore = ["{rule.name}"]\n```')
    return "\n\n".join(parts)


def _facts(rule: type[Rule]) -> str:
    shown = "on" if rule.default else "off; select it to turn it on"
    if rule.severity is Severity.INFO and rule.default:
        shown = "shown with `--pedantic` or when selected"
    fix = FIXES[rule.fix] if rule.fix is not None else "none"
    return (
        f"| Severity | Default | Fix | Since |\n| --- | --- | --- | --- |\n"
        f"| {rule.severity.label} | {shown} | {fix} | {rule.since or 'your own'} |"
    )


def _options(rule: type[Rule]) -> list[str]:
    if not rule.options:
        return []
    rows = [
        f"| `{option.name}` | `{_toml(option.default)}` | {_cell(option.help)} |"
        for option in rule.options
    ]
    return [
        f"## Options\n\nUnder `[rules.{rule.name}]` in the settings:\n\n"
        "| Option | Default | Meaning |\n| --- | --- | --- |\n" + "\n".join(rows)
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{k}" = {_toml(v)}' for k, v in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _examples(rule: type[Rule]) -> str:
    bad = rule.bad[0]
    parts = [f"## Example\n\nFlagged (what is wrong stands between ⟦ and ⟧):\n\n{_block(bad)}"]
    if bad.fixed is not None:
        parts.append(f"Fixed:\n\n{_fenced(bad.fixed)}")
    parts.append(f"Not flagged:\n\n{_block(rule.good[0])}")
    return "\n\n".join(parts)


def _block(example: Good | Bad) -> str:
    return _fenced(example.text)


def _fenced(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    shown = "\n".join(
        line if len(line) <= 300 else line[:140] + " … " + line[-140:] for line in text.split("\n")
    )
    shown = "".join(c if c.isprintable() or c == "\n" else f"<U+{ord(c):04X}>" for c in shown)
    return f"{fence}markdown\n{shown.strip(chr(10))}\n{fence}"


def families(rules: Iterable[type[Rule]]) -> dict[str, list[type[Rule]]]:
    """The rules by family, in the order of `FAMILY_TITLES`."""
    found: dict[str, list[type[Rule]]] = {name: [] for name in FAMILY_TITLES}
    for rule in rules:
        found[rule.__module__.split(".")[-2]].append(rule)
    return {name: members for name, members in found.items() if members}


def table(rules: Iterable[type[Rule]], link: str) -> str:
    """A table of rules by family; `link` is the folder of their pages, with a slash."""
    parts = []
    for family, members in families(rules).items():
        rows = [
            f"| {rule.code} | [{rule.name}]({link}{rule.name}.md) | {rule.severity.label}"
            f"{'' if rule.default else ' (off)'} | {FIXES[rule.fix] if rule.fix else ''} | "
            f"{inspect.cleandoc(rule.__doc__ or '').partition(chr(10))[0]} |"
            for rule in members
        ]
        parts.append(
            f"**{FAMILY_TITLES[family]}**\n\n| Code | Name | Severity | Fix | What is wrong |\n"
            "| --- | --- | --- | --- | --- |\n" + "\n".join(rows)
        )
    return "\n\n".join(parts)


def index(rules: Iterable[type[Rule]]) -> str:
    """``docs/rules/README.md``."""
    return (
        "# Rules\n\n"
        "`wsss-lint rule CODE-OR-NAME` prints these pages too. Findings of severity info are shown "
        "with `--pedantic` or when their rule is selected.\n\n" + table(rules, "") + "\n"
    )


def generated(root: Path) -> dict[Path, str]:
    """Every file that the rules write under a checkout, with its text."""
    from wsss_lint.rules import load

    rules = load(plugins=False)
    folder = root / "docs" / "rules"
    files = {folder / f"{rule.name}.md": page(rule) for rule in rules}
    files[folder / "README.md"] = index(rules)
    readme = root / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        if START in text and END in text:
            before, _, rest = text.partition(START)
            _, _, after = rest.partition(END)
            made = table(rules, "docs/rules/")
            files[readme] = f"{before}{START}\n\n{made}\n\n{END}{after}"
    return files


def stale(root: Path) -> list[Path]:
    """The files that do not say what the rules say, and pages of rules that are no more."""
    files = generated(root)
    found = [
        path
        for path, text in files.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    return found + [path for path in (root / "docs" / "rules").glob("*.md") if path not in files]


def main(argv: list[str]) -> int:
    """Write the files, or with ``--check`` name those that are stale."""
    root = Path(__file__).resolve().parent.parent
    if argv not in ([], ["--check"]):
        print("usage: python -m wsss_lint.docs [--check]", file=sys.stderr)
        return 2
    found = stale(root)
    if argv:
        for path in found:
            print(f"{path.relative_to(root)}: is stale; run python -m wsss_lint.docs")
        return 1 if found else 0
    files = generated(root)
    for path in found:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
        print(path.relative_to(root))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
