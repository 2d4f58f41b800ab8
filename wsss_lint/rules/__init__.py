"""The rules: found by walking this folder, one `Rule` subclass in each file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from wsss_lint.diagnostics import Severity
from wsss_lint.rule import Rule

if TYPE_CHECKING:
    from wsss_lint.settings import Settings

FAMILIES = {
    "entries": "ENT",
    "venues": "VEN",
    "duplicates": "DUP",
    "tables": "TAB",
    "crossref": "XRF",
    "document": "DOC",
    "links": "LNK",
    "bibtex": "BIB",
    "schema": "SCH",
    "suppressions": "SUP",
    "online": "VER",
}
SECTIONS = ("## Why", "## How to fix", "## Fix safety", "## Known false alarms")
EVERYTHING = "ALL"
HOOKS = ("check_lists", "check_document", "check_table", "check_paper", "check_suppressions")


class RuleError(Exception):
    """A rule that is not complete, or clashes with another; wsss-lint does not start on it."""


class UnknownRule(Exception):  # noqa: N818 - it is what the user reads: "unknown rule"
    """A code, prefix or name that no rule has; the text suggests the nearest one."""


class Selection(NamedTuple):
    """The rules of one run."""

    rules: tuple[type[Rule], ...]  # sorted by code
    asked: frozenset[str]  # names that were selected: their info findings are shown
    severity: dict[str, Severity]  # name -> the severity that the settings demand


_loaded: dict[bool, tuple[type[Rule], ...]] = {}


def load(plugins: bool = True) -> tuple[type[Rule], ...]:
    """All rules, sorted by code; those of installed packages too unless `plugins` is False.

    Raises `RuleError` for a rule with a missing part. The result is kept for the process.
    """
    if plugins not in _loaded:
        rules = list(built_in())
        if plugins:
            from wsss_lint.rules._plugins import plugin_rules

            rules += plugin_rules()
        _loaded[plugins] = register(rules)
    return _loaded[plugins]


def built_in() -> Iterable[type[Rule]]:
    """The rules under this folder, in the order of their paths."""
    for folder in sorted(os.listdir(__path__[0])):  # noqa: PTH208
        prefix = FAMILIES.get(folder)
        if prefix is None:
            continue
        for file in sorted(os.listdir(f"{__path__[0]}/{folder}")):  # noqa: PTH208
            if file.endswith(".py") and not file.startswith("_"):
                module = f"{__name__}.{folder}.{file[:-3]}"
                yield check(rule_of(module), prefix, file[:-3].replace("_", "-"))


def rule_of(module: str) -> type[Rule]:
    """The one `Rule` subclass that a module defines; raise `RuleError` when it has another count.

    A class whose name starts with an underscore is a helper of the file, not a rule.
    """
    try:
        names = vars(import_module(module))
    except Exception as error:
        raise RuleError(f"{module}: cannot be loaded: {error!r}") from error
    found = [
        value
        for name, value in names.items()
        if isinstance(value, type) and value.__module__ == module and name[0] != "_"
        if issubclass(value, Rule)
    ]
    if len(found) != 1:
        raise RuleError(f"{module}: holds {len(found)} rules; a rule file holds exactly one")
    return found[0]


def check(rule: type[Rule], prefix: str | None = None, name: str | None = None) -> type[Rule]:
    """Return `rule`; raise `RuleError` when a part of it is missing or breaks the naming law.

    `prefix` and `name` are what the file's place demands; a plug-in may choose its own.
    """
    where = f"rule {rule.__module__}.{rule.__qualname__}"
    for part in ("code", "name", "severity", "since"):
        if not getattr(rule, part, None):
            raise RuleError(f"{where}: has no `{part}`")
    letters, digits = rule.code[:-3], rule.code[-3:]
    if not (len(letters) >= 2 and letters.isalpha() and letters.isupper() and digits.isdigit()):
        raise RuleError(f"{where}: code `{rule.code}` is not a family prefix and three digits")
    if prefix is not None and letters != prefix:
        raise RuleError(f"{where}: code `{rule.code}` must start with `{prefix}` in this folder")
    if rule.name != rule.name.lower() or not rule.name.replace("-", "").isalnum():
        raise RuleError(f"{where}: name `{rule.name}` is not in kebab-case")
    if rule.name.startswith(("use-", "avoid-", "prefer-")):
        raise RuleError(f"{where}: name `{rule.name}` gives advice; name the problem instead")
    if name is not None and rule.name != name:
        raise RuleError(f"{where}: name `{rule.name}` differs from its file's, `{name}`")
    for part in ("good", "bad"):
        if not getattr(rule, part):
            raise RuleError(f"{where}: has no `{part}` example")
    if sys.flags.optimize < 2:  # -OO strips the docstrings
        text = rule.__dict__.get("__doc__") or ""
        missing = [section for section in SECTIONS if section not in text]
        if not text or missing:
            raise RuleError(f"{where}: its docstring has no {', '.join(missing)}")
    return rule


def register(rules: Iterable[type[Rule]]) -> tuple[type[Rule], ...]:
    """Sort rules by code; raise `RuleError` when two share a code or a name."""
    seen: dict[str, type[Rule]] = {}
    for rule in rules:
        for key in (rule.code, rule.name):
            other = seen.setdefault(key, rule)
            if other is not rule:
                raise RuleError(
                    f"rules {other.__module__}.{other.__qualname__} and "
                    f"{rule.__module__}.{rule.__qualname__} are both called `{key}`"
                )
    return tuple(sorted(set(seen.values()), key=lambda rule: rule.code))


def find(selector: str, rules: Iterable[type[Rule]] | None = None) -> type[Rule]:
    """The rule with this code or name (codes in any case); raise `UnknownRule`."""
    known = load() if rules is None else tuple(rules)
    for rule in known:
        if selector == rule.name or selector.upper() == rule.code:
            return rule
    raise unknown(selector, known, prefixes=False)


def expand(selector: str, rules: Iterable[type[Rule]] | None = None) -> frozenset[str]:
    """The names of the rules that a code, a prefix of codes, a name or ``ALL`` stands for.

    Raises `UnknownRule` when it stands for none.
    """
    known = load() if rules is None else tuple(rules)
    upper = selector.strip().upper()
    if upper == EVERYTHING:
        return frozenset(rule.name for rule in known)
    name = selector.strip().lower()
    exact = frozenset(rule.name for rule in known if rule.name == name)
    if exact:
        return exact
    found = frozenset(rule.name for rule in known if upper and rule.code.startswith(upper))
    if not found:
        raise unknown(selector, known)
    return found


def unknown(selector: str, rules: Iterable[type[Rule]], *, prefixes: bool = True) -> UnknownRule:
    """The error for a selector that stands for nothing, with the nearest one that does."""
    import difflib

    known = tuple(rules)
    names = [rule.name for rule in known]
    codes = [rule.code for rule in known]
    families = sorted({code[:-3] for code in codes}) if prefixes else []
    family = selector.upper().rstrip("0123456789")
    number = selector[len(family) :]
    # `VEN03` lacks a nought before it lacks anything else
    near = [code for code in codes if number and code == f"{family}{number:0>3}"]
    near = near or difflib.get_close_matches(selector.lower(), names, 1, 0.6)
    if not near:
        near = difflib.get_close_matches(selector.upper(), codes + families, 1, 0.6)
    if not near:  # `missing` is nearest to a name that holds it
        near = [name for name in names if len(selector) > 3 and selector.lower() in name][:1]
    hint = f"did you mean `{near[0]}`?" if near else "`wsss-lint rules` lists them"
    return UnknownRule(f"unknown rule `{selector}`; {hint}")


def select(
    settings: Settings, rules: Iterable[type[Rule]] | None = None, *, pedantic: bool = False
) -> Selection:
    """The rules that these settings turn on; raise `UnknownRule` for an unknown selector.

    Without `select` those that are on by default. What is named more exactly wins: a name or
    whole code over a longer prefix over a shorter one over ``ALL``; `ignore` wins a draw.
    """
    known = load() if rules is None else tuple(rules)
    wanted = _strengths((*settings.select, *settings.extend_select), known)
    unwanted = _strengths(settings.ignore, known)
    severity = severities(settings, known)
    chosen = []
    asked = set()
    for rule in known:
        name = rule.name
        strength = wanted.get(name, 0)
        if strength <= unwanted.get(name, 0) and name in unwanted:
            continue
        if name in wanted:
            asked.add(name)
        elif settings.select or not rule.default:
            continue
        elif not pedantic and severity.get(name, rule.severity) is Severity.INFO:
            continue  # nobody would see what it finds
        chosen.append(rule)
    return Selection(tuple(chosen), frozenset(asked), severity)


def severities(settings: Settings, rules: Iterable[type[Rule]]) -> dict[str, Severity]:
    """Rule name -> severity as the settings want it; the most exact selector wins."""
    if not settings.severity:
        return {}
    known = tuple(rules)
    found: dict[str, tuple[int, Severity]] = {}
    for selector, severity in settings.severity.items():
        for name, strength in _strengths([selector], known).items():
            if strength >= found.get(name, (0, severity))[0]:
                found[name] = (strength, severity)
    return {name: severity for name, (_, severity) in found.items()}


def _strengths(selectors: Iterable[str], rules: tuple[type[Rule], ...]) -> dict[str, int]:
    """Rule name -> how exactly the selectors name it (1 for ``ALL``, 100 for a name)."""
    found: dict[str, int] = {}
    for selector in selectors:
        names = expand(selector, rules)
        if selector.strip().upper() == EVERYTHING:
            strength = 1
        else:
            strength = 100 if len(names) == 1 else 1 + len(selector.strip())
        for name in names:
            if strength > found.get(name, 0):
                found[name] = strength
    return found


def runs(rule: type[Rule]) -> bool:
    """Whether a rule looks at lists offline: it overrides at least one hook."""
    return any(getattr(rule, hook) is not getattr(Rule, hook) for hook in HOOKS)
