"""The registry of rules: complete, unambiguous, cheap; and what it says to a wrong name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wsss_lint.diagnostics import Severity
from wsss_lint.rule import Bad, Good, Rule
from wsss_lint.rules import (
    FAMILIES,
    HOOKS,
    RuleError,
    UnknownRule,
    check,
    expand,
    find,
    load,
    register,
    runs,
    select,
)
from wsss_lint.rules import _plugins as plugins
from wsss_lint.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOC = "Wrong.\n\n## Why\n\n## How to fix\n\n## Fix safety\n\n## Known false alarms\n"


def rule(**parts: object) -> type[Rule]:
    full = {
        "__doc__": DOC, "code": "XYZ001", "name": "thing-broken", "severity": Severity.ERROR,
        "since": "0.1.0", "good": (Good("a"),), "bad": (Bad("b"),),
        "check_paper": lambda *_: (),
    }  # fmt: skip
    full |= parts
    return type("Made", (Rule,), {k: v for k, v in full.items() if v is not None})


def settings(**values: object) -> Settings:
    made = Settings(2026)
    for name, value in values.items():
        setattr(made, name, value)
    return made


def names(**values: object) -> set[str]:
    pedantic = bool(values.pop("pedantic", False))
    return {r.name for r in select(settings(**values), RULES, pedantic=pedantic).rules}


RULES = (
    rule(code="ABC001", name="one"),
    rule(code="ABC002", name="two", severity=Severity.WARNING),
    rule(code="ABC010", name="ten", severity=Severity.INFO),
    rule(code="XYZ001", name="off", default=False),
)


def test_every_file_is_a_rule_of_its_folder() -> None:
    files = sorted(
        path for folder in FAMILIES for path in (ROOT / "wsss_lint/rules" / folder).glob("[!_]*.py")
    )
    assert len(files) >= 10
    loaded = load(plugins=False)
    assert {r.name for r in loaded} == {path.stem.replace("_", "-") for path in files}
    assert [r.code for r in loaded] == sorted(r.code for r in loaded)
    for r in loaded:
        folder = sys.modules[r.__module__].__name__.split(".")[-2]
        assert r.code.startswith(FAMILIES[folder])


def test_rules_are_short() -> None:
    """A rule is read in one go; what several share has a file of its own."""
    for path in (ROOT / "wsss_lint/rules").rglob("*.py"):
        limit = 350 if path.name.startswith("_") else 250
        assert len(path.read_text("utf-8").splitlines()) <= limit, path


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"code": None}, "has no `code`"),
        ({"name": None}, "has no `name`"),
        ({"severity": None}, "has no `severity`"),
        ({"since": None}, "has no `since`"),
        ({"good": ()}, "has no `good`"),
        ({"bad": ()}, "has no `bad`"),
        ({"__doc__": "Wrong."}, "## Why"),
        ({"__doc__": None}, "docstring"),
        ({"code": "X1"}, "three digits"),
        ({"code": "xyz001"}, "three digits"),
        ({"name": "Thing"}, "kebab-case"),
        ({"name": "a_b"}, "kebab-case"),
        ({"name": "use-things"}, "gives advice"),
        ({"name": "avoid-things"}, "gives advice"),
        ({"name": "prefer-things"}, "gives advice"),
    ],
)
def test_refuses_an_incomplete_rule(parts: dict[str, object], complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        check(rule(**parts))


def test_refuses_a_wrong_place() -> None:
    with pytest.raises(RuleError, match="must start with `ABC`"):
        check(rule(), prefix="ABC")
    with pytest.raises(RuleError, match="differs from its file's"):
        check(rule(), prefix="XYZ", name="other-thing")


def test_refuses_two_of_a_name() -> None:
    with pytest.raises(RuleError, match="both called `ABC001`"):
        register([RULES[0], rule(code="ABC001", name="other")])
    with pytest.raises(RuleError, match="both called `one`"):
        register([RULES[0], rule(code="ABC003", name="one")])


def test_start_is_refused_on_a_rule_with_a_missing_part(tmp_path: Path) -> None:
    """The command itself does not start: exit 2, and the rule is named."""
    package = tmp_path / "wsss_lint"
    subprocess.run(["cp", "-r", str(ROOT / "wsss_lint"), str(package)], check=True)
    path = package / "rules/duplicates/duplicate_row.py"
    path.write_text(path.read_text("utf-8").replace("## Fix safety", "## Fixing"), "utf-8")
    (tmp_path / "README.md").write_text("# A\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", "README.md"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "DuplicateRow" in done.stderr
    assert "## Fix safety" in done.stderr
    assert "Traceback" not in done.stderr


def test_default_selection() -> None:
    assert names() == {"one", "two"}
    assert names(pedantic=True) == {"one", "two", "ten"}


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"select": ("ABC001",)}, {"one"}),
        ({"select": ("abc001",)}, {"one"}),
        ({"select": ("one",)}, {"one"}),
        ({"select": ("ABC",)}, {"one", "two", "ten"}),
        ({"select": ("ALL",)}, {"one", "two", "ten", "off"}),
        ({"select": ("ABC00",)}, {"one", "two"}),
        ({"extend_select": ("off",)}, {"one", "two", "off"}),
        ({"extend_select": ("ten",)}, {"one", "two", "ten"}),
        ({"ignore": ("ABC",)}, set()),
        ({"ignore": ("two",)}, {"one"}),
        ({"select": ("one",), "ignore": ("ABC",)}, {"one"}),
        ({"select": ("ABC",), "ignore": ("one",)}, {"two", "ten"}),
        ({"select": ("ABC",), "ignore": ("ABC",)}, set()),
        ({"select": ("ALL",), "ignore": ("ABC",)}, {"off"}),
        ({"severity": {"ten": Severity.WARNING}}, {"one", "two", "ten"}),
        ({"severity": {"ABC": Severity.INFO}}, set()),
        ({"severity": {"ABC": Severity.INFO, "one": Severity.ERROR}}, {"one"}),
    ],
)
def test_selection(wishes: dict[str, object], expected: set[str]) -> None:
    assert names(**wishes) == expected


@pytest.mark.parametrize("wish", ["select", "ignore", "extend_select"])
def test_unknown_selectors_are_refused(wish: str) -> None:
    with pytest.raises(UnknownRule, match="unknown rule `thre`"):
        select(settings(**{wish: ("thre",)}), RULES)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("duplicate-papers", "duplicate-paper"),
        ("DUP0011", "DUP001"),
        ("conflict", "duplicate-conflict"),
    ],
)
def test_suggests_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(UnknownRule, match=f"did you mean `{near}`"):
        expand(wrong, load(plugins=False))
    with pytest.raises(UnknownRule, match=f"did you mean `{near}`"):
        find(wrong, load(plugins=False))


def test_find_takes_code_and_name() -> None:
    assert find("dup001").name == find("duplicate-paper").name == "duplicate-paper"
    with pytest.raises(UnknownRule):
        find("DUP")


def test_only_overridden_hooks_count() -> None:
    assert runs(RULES[0])
    assert not runs(rule(check_paper=None))
    assert set(HOOKS) == {name for name in vars(Rule) if name.startswith("check_")}


PLUGIN = f'''
from wsss_lint.rule import Bad, Good, Rule, Severity
class Extra(Rule):
    """{DOC}"""
    code = "PLU001"
    name = "extra-thing"
    severity = Severity.WARNING
    since = "1.0"
    good = (Good("# A\\n"),)
    bad = (Bad("# B\\n"),)
    def check_document(self, document):
        yield self.found((0, 1), "the plug-in was here", help="nothing")
'''


def install(site: Path, module: str, text: str, entry: str) -> None:
    info = site / f"{module}-1.0.dist-info"
    info.mkdir(parents=True)
    (site / f"{module}.py").write_text(text, "utf-8")
    (info / "entry_points.txt").write_text(
        f"[console_scripts]\nx = y:z\n\n[wsss_lint.rules]\nextra = {entry}\n\n[other]\na = b:c\n",
        "utf-8",
    )


def test_plugins_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site-packages"
    install(site, "plugin_one", PLUGIN, "plugin_one:Extra")
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    assert [r.name for r in plugins.plugin_rules()] == ["extra-thing"]


def test_a_broken_plugin_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site-packages"
    install(site, "plugin_two", "raise RuntimeError('no')", "plugin_two:Extra")
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    with pytest.raises(RuleError, match=r"plug-in `extra`.*--no-plugins"):
        plugins.plugin_rules()


def test_plugins_through_the_command(tmp_path: Path) -> None:
    """A plug-in runs, `--no-plugins` leaves it out, and one in the list's folder is not seen."""
    site = tmp_path / "venv" / "site-packages"
    install(site, "plugin_three", PLUGIN, "plugin_three:Extra")
    (tmp_path / "README.md").write_text(
        '# A\n\n## Papers\n\n- **A:** "A title" *CVPR2021*\n', "utf-8"
    )

    def run(*arguments: str, path: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wsss_lint", "--output-format", "concise", *arguments],
            cwd=tmp_path, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), path])},
        )  # fmt: skip

    assert "PLU001" in run(path=str(site)).stdout
    assert "PLU001" in run("--select", "extra-thing", path=str(site)).stdout
    assert "PLU001" not in run("--no-plugins", path=str(site)).stdout
    refused = run("--no-plugins", "--select", "PLU001", path=str(site))
    assert refused.returncode == 2
    assert "PLU001" in refused.stderr
    hostile = tmp_path / "evil-1.0.dist-info"
    hostile.mkdir()
    (hostile / "entry_points.txt").write_text("[wsss_lint.rules]\nevil = evil:Evil\n", "utf-8")
    (tmp_path / "evil.py").write_text("open('was-run', 'w')", "utf-8")
    assert run(path=str(tmp_path)).returncode == 0
    assert not (tmp_path / "was-run").exists()


def test_a_module_in_the_lists_folder_is_not_run(tmp_path: Path) -> None:
    """`python -m` puts the folder first on the path: a `json.py` there must stay unread."""
    (tmp_path / "README.md").write_text('## Papers\n\n- **A:** "A title" *CVPR2021*\n', "utf-8")
    for name in ("json", "mistune", "argparse"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('evil was run')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "wsss_lint", "--output-format", "json"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "evil" not in done.stderr
    assert done.returncode == 0, done.stderr
