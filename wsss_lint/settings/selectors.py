"""Names of rules in settings: codes (``VEN003``), prefixes (``VEN``) and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wsss_lint.settings.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wsss_lint.settings import Settings


def selectors_of(rules: Iterable[Any]) -> list[str]:
    """Everything that selects one of the rules: ``ALL``, prefixes, codes, names; sorted."""
    out = {"ALL"}
    for rule in rules:
        out |= {rule.code, rule.code.rstrip("0123456789"), rule.name}
    return sorted(out)


def widen(schema: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    """The settings schema with the rules that it cannot know: plugins' and the user's schemas'."""
    from wsss_lint.settings.generate import with_rules

    known = {*schema["$defs"]["selector"]["enum"]}
    more = [rule for rule in _plugin_rules() if rule.name not in known]
    widened = with_rules(schema, more)
    selector = widened["$defs"]["selector"]
    selector["enum"] = sorted({*selector["enum"], *codes})
    return widened


def check_selectors(wanted: list[tuple[str, str]], where: str, settings: Settings) -> None:
    """Raise `SettingsError` for the first ``(option, selector)`` that selects no rule."""
    from wsss_lint.schema import load_schema

    schema = load_schema("settings")
    known = schema["$defs"]["selector"]["enum"]
    if all(name in known for _, name in wanted):
        return
    codes: list[str] = []
    if settings.schemas:
        from wsss_lint.schema import user_codes

        codes = user_codes(settings.schemas)
    known = widen(schema, codes)["$defs"]["selector"]["enum"]
    for option, name in wanted:
        if name not in known:
            from wsss_lint.settings.validate import suggestion

            raise SettingsError(
                f"{where}: {option}: unknown rule '{name}'{suggestion(name, known)}"
            )


def _plugin_rules() -> list[Any]:
    """Rules of installed packages (entry points); those of the schema are not among them."""
    return []
