"""Settings: found, read, merged, refused in words, and never at a price when there are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from tests.growth import alarm, calls
from wsss_lint.cli.main import main
from wsss_lint.diagnostics import Severity
from wsss_lint.rules import load as load_rules
from wsss_lint.schema import schema_path
from wsss_lint.settings import Loader, Settings, SettingsError, current_year, load
from wsss_lint.settings.generate import render
from wsss_lint.settings.globs import matches
from wsss_lint.settings.lines import locate

ROOT = Path(__file__).resolve().parent.parent
quick = profile(max_examples=60, deadline=None)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, the current folder."""
    folder = tmp_path / "repo"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(list_path: str = "README.md", **options: object) -> str:
    with pytest.raises(SettingsError) as caught:
        load(list_path, **options)  # type: ignore[arg-type]
    return str(caught.value)


# ------------------------------------------------------------------------------ finding


def test_defaults(repo: Path) -> None:
    found = load("README.md", year=2024)
    assert found.path is None
    assert (found.select, found.ignore, found.severity, found.year) == ((), (), {}, 2024)
    assert found.origins == {}


@pytest.mark.parametrize("name", ["wsss-lint.toml", ".wsss-lint.toml"])
def test_beside_the_list_and_above_it(repo: Path, name: str) -> None:
    write(repo / name, 'ignore = ["SCH100"]\n')
    for path in ("README.md", "papers/2021/README.md", str(repo / "README.md")):
        found = load(path)
        assert found.ignore == ("SCH100",)
        assert found.path == name
        assert found.origins == {"ignore": f"{name}:1"}


def test_the_nearest_wins_and_nothing_is_merged(repo: Path) -> None:
    write(repo / "wsss-lint.toml", 'ignore = ["SCH100"]\nyear = 2001\n')
    write(repo / "papers" / "wsss-lint.toml", "year = 2002\n")
    assert load("papers/README.md").year == 2002
    assert load("papers/README.md").ignore == ()
    assert load("README.md").year == 2001


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_search_ends_at_the_repository_root(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "wsss-lint.toml", "year = 2001\n")
    inner = tmp_path / "module"
    if kind == "folder":
        (inner / ".git").mkdir(parents=True)
    else:  # a submodule or worktree
        write(inner / ".git", "gitdir: ../.git/modules/module\n")
    assert load(inner / "README.md").path is None
    write(inner / "wsss-lint.toml", "year = 2003\n")
    assert load(inner / "docs" / "README.md").year == 2003


def test_two_in_one_folder_are_refused(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "")
    write(repo / ".wsss-lint.toml", "")
    assert refusal() == "wsss-lint.toml: there is a .wsss-lint.toml beside it; keep one of them"


def test_pyproject_counts_only_with_our_table(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "year = 2001\n")
    write(repo / "sub" / "pyproject.toml", '[project]\ndependencies = ["wsss-lint"]\n')
    assert load("sub/README.md").year == 2001
    write(repo / "sub" / "pyproject.toml", "[project]\nname='x'\n[tool.wsss-lint]\nyear = 2002\n")
    found = load("sub/README.md")
    assert found.year == 2002
    assert found.origins["year"] == f"{Path('sub/pyproject.toml')}:4"
    write(repo / "sub" / "pyproject.toml", "[tool.wsss-lint]\nselct = []\n")
    assert refusal("sub/README.md").startswith(
        f"{Path('sub/pyproject.toml')}:2: unknown key 'selct'"
    )
    write(repo / "sub" / "wsss-lint.toml", "year = 2003\n")
    assert load("sub/README.md").year == 2003


def test_a_long_pyproject_of_somebody_else_is_no_hindrance(repo: Path) -> None:
    write(repo / "pyproject.toml", "[project]\n" + "# long\n" * 200_000)
    assert load("README.md").path is None
    write(repo / "pyproject.toml", "[tool.wsss-lint]\n" + "# long\n" * 200_000)
    assert "is larger than" in refusal()


def test_config_and_isolated(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "year = 2001\n")
    other = write(repo.parent / "elsewhere" / "mine.toml", "year = 2002\n")
    assert load("README.md", config=other).year == 2002
    assert load("README.md", isolated=True, year=1999).path is None
    assert refusal(config="missing.toml") == "missing.toml: no such file"
    bare = write(repo / "bare" / "pyproject.toml", "[project]\n")
    assert "has no table [tool.wsss-lint]" in refusal(config=bare)


def test_a_link_out_of_the_repository_is_refused(repo: Path) -> None:
    secret = write(repo.parent / "secret.toml", "token = 'hunter2'\n")
    (repo / "wsss-lint.toml").symlink_to(secret)
    text = refusal()
    assert "leads out of the repository" in text
    assert "hunter2" not in text
    assert "token" not in text


def test_lists_share_what_they_share(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "year = 2001\n")
    loader = Loader()
    assert loader.load("a.md") is loader.load("b/c.md")


# ------------------------------------------------------------------------------ extending


def test_extend(repo: Path) -> None:
    write(
        repo / "base.toml",
        'ignore = ["SCH100"]\nexclude = ["a"]\n[severity]\nSCH101 = "info"\nSCH102 = "info"\n',
    )
    write(
        repo / "lists" / "wsss-lint.toml",
        'extend = "../base.toml"\nexclude = ["b"]\nextend-select = ["SCH"]\n[severity]\nSCH101 = "error"\n',
    )
    found = load("lists/README.md")
    assert found.ignore == ("SCH100",)
    assert found.exclude == ("b",)
    assert found.severity == {"SCH101": Severity.ERROR, "SCH102": Severity.INFO}
    base, own = "base.toml", str(Path("lists/wsss-lint.toml"))
    assert found.origins["ignore"] == f"{base}:1"
    assert found.origins["exclude"] == f"{own}:2"
    assert found.origins["severity.SCH101"] == f"{own}:5"
    assert found.origins["severity.SCH102"] == f"{base}:5"


def test_extend_several_in_order(repo: Path) -> None:
    write(repo / "a.toml", "year = 2001\n")
    write(repo / "b.toml", "year = 2002\n")
    write(repo / "wsss-lint.toml", 'extend = ["a.toml", "b.toml"]\n')
    assert load("README.md").year == 2002


def test_a_mistake_in_the_base_is_told_with_its_line(repo: Path) -> None:
    write(repo / "base.toml", "\n\nyaer = 1\n")
    write(repo / "wsss-lint.toml", 'extend = "base.toml"\n')
    assert refusal() == "base.toml:3: unknown key 'yaer' (did you mean 'year'?)"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret.toml", "'../secret.toml' lies outside the repository"),
        ("link.toml", "'link.toml' lies outside the repository"),
        ("folder/../../secret.toml", "lies outside the repository"),
        ("/etc/passwd", "must be a path relative to this file"),
        ("~/x.toml", "must be a path relative to this file"),
        ("wsss-lint.toml", "extends this file in a circle"),
        ("circle.toml", "extends this file in a circle"),
        ("none.toml", "'none.toml': no such file"),
        ("folder", "'folder': no such file"),
        ("", "no such file"),
        ("nul\\u0000.toml", "must be a path relative to this file"),
    ],
)
def test_what_cannot_be_extended(repo: Path, name: str, said: str) -> None:
    secret = write(repo.parent / "secret.toml", "token = 'hunter2'\n")
    (repo / "folder").mkdir()
    (repo / "link.toml").symlink_to(secret)
    write(repo / "circle.toml", 'extend = "wsss-lint.toml"\n')
    write(repo / "wsss-lint.toml", f'# first\nextend = "{name}"\n')
    text = refusal()
    assert said in text
    assert ".toml:" in text
    assert "hunter2" not in text


def test_a_fan_of_extends_ends(repo: Path) -> None:
    for i in range(30):
        write(repo / f"{i}.toml", f'extend = ["{i + 1}.toml", "{i + 1}.toml"]\n')
    write(repo / "30.toml", "")
    write(repo / "wsss-lint.toml", 'extend = "0.toml"\n')
    assert "too many files extend one another" in refusal()


# ------------------------------------------------------------------------------ refusing


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\nselct = []", "wsss-lint.toml:3: unknown key 'selct' (did you mean 'select'?)"),
        ('select = ["SCH101",\n "schema-vilation"]', "wsss-lint.toml:2: unknown rule 'schema-vilation' (did you mean 'schema-violation'?)"),
        ("[rules.schema-vilation]", "wsss-lint.toml:1: unknown rule 'schema-vilation'"),
        ("ignore = 'SCH101'", "wsss-lint.toml:1: 'ignore' must be a list of texts, not a text"),
        ("ignore = [1]", "wsss-lint.toml:1: 'ignore[0]' must be a text, not a whole number"),
        ("year = 2024-01-01", "wsss-lint.toml:1: 'year' must be a whole number, not a date"),
        ("year = true", "'year' must be a whole number, not true"),
        ("year = 2024.5", "'year' must be a whole number, not a number"),
        ("year = 24", "'year' must be at least 1900, not 24"),
        ("[severity]\nSCH101 = 'eror'", "wsss-lint.toml:2: 'eror' is not one of 'error', 'warning', 'info' (did you mean 'error'?)"),
        ("[severity]\nnope = 'error'", "wsss-lint.toml:2: unknown rule 'nope'"),
        ("[schemas]\npapre = 'x.json'", "wsss-lint.toml:2: unknown key 'papre' in [schemas] (did you mean 'paper'?)"),
        ("[schemas]\npaper = 'x.json'", "wsss-lint.toml:2: 'x.json': no such file"),
        ("[schemas]\npaper = '../x.json'", "wsss-lint.toml:2: '../x.json' lies outside the repository"),
        ("schemas = 'x.json'", "'schemas' must be a table, not a text"),
        ("[venues.ABC]\n\nkind = 'confrence'", "wsss-lint.toml:3: 'confrence' is not one of"),
        ("[venues.ABC]\nfist-year = 2", "wsss-lint.toml:2: unknown key 'fist-year' in [venues.ABC] (did you mean 'first-year'?)"),
        ("[venues.ABC]\ncadence = 'odd'\nfirst-year = 2020", "wsss-lint.toml:1: venues.ABC: first-year 2020 is not odd"),
        ("[per-section-ignores]\n'(' = ['SCH']", "wsss-lint.toml:2: '(' is not a regular expression"),
        ("[per-file-ignores]\n'' = ['SCH']", "wsss-lint.toml:2: '' must not be empty"),
        ("[spellings]\nLab = 'Lab'", "wsss-lint.toml:2: 'Lab' is both wrong and right"),
        (
            "[spellings]\na = 'b'\nb = 'a c'",
            "wsss-lint.toml:2: 'b' holds 'b', which is itself a wrong spelling",
        ),
        ("combine = [\n'../x.md']", "wsss-lint.toml:2: '../x.md' lies outside of this file's"),
        ("combine = ['/x/*.md']", "wsss-lint.toml:1: '/x/*.md' lies outside of this file's"),
        ("[spellings]\na = 1", "wsss-lint.toml:2: 'a' must be a text, not a whole number"),
        ("extends = 'wss'", "wsss-lint.toml:1: unknown preset 'wss' (did you mean 'wsss'?)"),
        ("extends = ['wsss',\n'zzzzzz']", "wsss-lint.toml:2: unknown preset 'zzzzzz'"),
        ("[[format.units]]\nunt = 'item'", "wsss-lint.toml:2: unknown key 'unt'"),
        ("[[format.units]]\nentry = '{title}'\n[[format.units]]\nentry = '{title'", "wsss-lint.toml:4: format.units[1].entry"),
        ("[[format.units]]\nentry = '{title}'\nin = '('", "wsss-lint.toml:3: format.units[0].in"),
        ("a = 1\nb = ", "wsss-lint.toml:2: not valid TOML"),
        ("a = [", "wsss-lint.toml:1: not valid TOML"),
        ("a = 1\na = 2", "wsss-lint.toml:2: not valid TOML"),
        ("a = 1\nb c = 2", "wsss-lint.toml:2:3: not valid TOML: Expected '='"),
        ("a = " + "[" * 100_000, "wsss-lint.toml: brackets are nested too deeply"),
        ("a = " + "9" * 10_000, "wsss-lint.toml: not valid TOML"),
        ("\n" + ".".join("a" * 1000) + " = 1", "wsss-lint.toml:2: more than 200 dots in one line"),
    ],
)  # fmt: skip
def test_refused_with_file_line_and_the_nearest_valid_one(repo: Path, text: str, said: str) -> None:
    write(repo / "wsss-lint.toml", text)
    assert said in refusal()


def test_all_mistakes_at_once_in_the_order_of_their_lines(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "\n".join(f"key{i} = 1" for i in range(14)))
    lines = refusal().split("\n")
    assert [line.split(":")[1] for line in lines[:10]] == [str(i) for i in range(1, 11)]
    assert lines[10:] == ["wsss-lint.toml: and 4 more"]


@pytest.mark.parametrize("selector", ["ALL", "all", "SCH", "SCH1", "sch101", "schema-violation"])
def test_a_selector_is_what_it_is_on_the_command_line(repo: Path, selector: str) -> None:
    write(repo / "wsss-lint.toml", f"ignore = ['{selector}']\n[severity]\n{selector} = 'info'\n")
    assert load("README.md").ignore == (selector,)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfea\x00", "is UTF-16"),
        (b"# caf\xe9\n", "wsss-lint.toml:1: is not UTF-8"),
        (b"year = 2000\n# \xff", "wsss-lint.toml:2: is not UTF-8"),
        (b"#" * 1_000_001, "is larger than 1,000,000 bytes"),
        (b"year = 2000\rignore = []", "not valid TOML"),
        (b"a\x00 = 1", "not valid TOML"),
    ],
)
def test_files_that_are_no_configuration(repo: Path, data: bytes, said: str) -> None:
    write(repo / "wsss-lint.toml", data)
    assert said in refusal()


def test_byte_order_mark_and_crlf(repo: Path) -> None:
    write(repo / "wsss-lint.toml", b"\xef\xbb\xbf# a\r\nyear = 2001\r\n")
    assert load("README.md").origins == {"year": "wsss-lint.toml:2"}
    write(repo / "wsss-lint.toml", b"\xef\xbb\xbf\r\nyaer = 2001\r\n")
    assert refusal().startswith("wsss-lint.toml:2: unknown key 'yaer'")


def test_a_directory_and_a_pipe(repo: Path) -> None:
    (repo / "wsss-lint.toml").mkdir()
    assert "wsss-lint.toml: is a directory" in refusal()
    (repo / "wsss-lint.toml").rmdir()
    if hasattr(os, "mkfifo"):  # opening one would wait for ever
        os.mkfifo(repo / "wsss-lint.toml")
        assert "is not a regular file" in refusal()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_permission(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "").chmod(0)
    assert "wsss-lint.toml: permission denied" in refusal()


def test_what_is_not_printable_is_spelt_out(repo: Path) -> None:
    write(repo / "wsss-lint.toml", '"\\u001b[31mred\\u202e" = 1\n')
    text = refusal()
    assert text.isprintable()
    assert "\\x1b[31mred\\u202e" in text


# ------------------------------------------------------------------------------ meaning


def test_every_key_arrives(repo: Path) -> None:
    write(repo / "one.json", "{}")
    write(
        repo / "wsss-lint.toml",
        """
extends = ["wsss"]
select = ["SCH"]
extend-select = ["SCH101"]
ignore = ["schema-violation"]
exclude = ["docs/**"]
combine = ["README.md"]
year = 2020
severity = { SCH102 = "info" }
per-file-ignores = { "papers/*.md" = ["SCH"] }
per-section-ignores = { "Surveys" = ["SCH103"] }
spellings = { wrong = "right" }
schemas = { paper = "one.json" }
[venues.XYZ]
name = "Workshop on XYZ"
[format]
tables = { method = "^Detector$" }
[[format.units]]
entry = "{title}"
""",
    )
    found = load("README.md")
    assert found.preset == ("wsss",)
    assert found.select == ("SCH",)
    assert found.extend_select == ("SCH101",)
    assert found.ignore == ("schema-violation",)
    assert found.exclude == ("docs/**",)
    assert found.combine == ("README.md",)
    assert found.year == 2020
    assert found.severity == {"SCH102": Severity.INFO}
    assert found.per_file_ignores == {"papers/*.md": ("SCH",)}
    assert found.per_section_ignores == {"Surveys": ("SCH103",)}
    assert found.spellings == {"wrong": "right"}
    assert found.schemas == {"paper": repo / "one.json"}
    assert found.venues == {"XYZ": {"name": "Workshop on XYZ"}}
    assert found.format == {
        "tables": {"method": "^Detector$"},
        "units": [{"entry": "{title}"}],
    }
    assert found.origins["per-file-ignores.papers/*.md"] == "wsss-lint.toml:10"


def test_every_key_of_the_schema_is_read() -> None:
    from wsss_lint.settings.read import _SETTERS

    schema = json.loads(Path(schema_path("settings")).read_text())
    assert set(_SETTERS) == set(schema["properties"])


def test_the_schema_is_fresh() -> None:
    """On failure run ``python -m wsss_lint.settings.generate``."""
    assert Path(schema_path("settings")).read_text() == render(load_rules(plugins=False))


def test_options_of_rules_reach_the_rule(repo: Path) -> None:
    from wsss_lint.rule import Context

    rule = next((r for r in load_rules(plugins=False) if r.options), None)
    if rule is None:
        pytest.skip("no rule has options")
    option = rule.options[0]
    value = {bool: "true", int: "7", str: '"x"', list: '["x"]', tuple: '["x"]'}[
        type(option.default)
    ]
    write(repo / "wsss-lint.toml", f"[rules.{rule.name}]\n{option.name} = {value}\n")
    found = load("README.md")
    made = rule(Context(2024, found.options))
    assert made.option[option.name] == tomllib.loads(f"v = {value}")["v"]
    write(repo / "wsss-lint.toml", f"[rules.{rule.name}]\n{option.name}x = {value}\n")
    assert f"unknown option '{option.name}x' of the rule '{rule.name}' (did you mean" in refusal()


def test_the_command_line_wins(repo: Path) -> None:
    write(repo / "wsss-lint.toml", 'select = ["SCH101"]\nignore = ["SCH102", "SCH103"]\n')
    found = load("README.md")
    found.override(select=["SCH102"], ignore=["SCH121"])
    assert found.select == ("SCH102",)
    assert found.ignore == ("SCH103", "SCH121")
    assert found.origins["select"] == "command line"


def test_year(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert load("README.md").year == 2001
    assert load("README.md", year=2005).year == 2005
    write(repo / "wsss-lint.toml", "year = 2010\n")
    assert load("README.md").year == 2010
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        current_year()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert current_year() == time.gmtime().tm_year


@pytest.mark.parametrize(
    ("pattern", "path", "hit"),
    [
        ("papers/*.md", "papers/a.md", True),
        ("papers/*.md", "papers/b/a.md", False),
        ("papers/*.md", "x/papers/a.md", False),
        ("*.md", "x/y/a.md", True),
        ("docs", "docs/a/b.md", True),
        ("docs/", "docs/a.md", True),
        ("/README.md", "README.md", True),
        ("/README.md", "x/README.md", False),
        ("docs/**", "docs/a/b.md", True),
        ("docs/**", "doc/a.md", False),
        ("**/a.md", "a.md", True),
        ("**/a.md", "x/y/a.md", True),
        ("a/**/b.md", "a/b.md", True),
        ("a/**/b.md", "a/x/y/b.md", True),
        ("a/**/b.md", "a/x/y/c.md", False),
        ("docs/old", "docs/old/a.md", True),
        ("[a-c]?.md", "b1.md", True),
        ("[!a-c]?.md", "b1.md", False),
        ("x[.md", "x[.md", True),
        ("../other/*.md", "../other/a.md", True),
        ("**", "a/b", True),
        ("", "a", False),
    ],
)
def test_globs(pattern: str, path: str, hit: bool) -> None:
    assert matches(pattern, path) is hit


def test_hostile_globs_end() -> None:
    with alarm():  # a way that tries all of them takes longer than the world exists
        assert not matches("**/" * 60 + "x", "a/" * 200 + "b")
        assert not matches("*a" * 500 + "b", "a" * 5000)


def test_globs_are_relative_to_the_settings_file(repo: Path) -> None:
    write(
        repo / "sub" / "wsss-lint.toml",
        'exclude = ["old.md"]\nper-file-ignores = {"a/*.md" = ["SCH"]}\n',
    )
    found = load("sub/README.md")
    assert found.excluded("sub/old.md")
    assert found.excluded(str(repo / "sub" / "deep" / "old.md"))
    assert not found.excluded("sub/new.md")
    assert found.ignored_for("sub/a/x.md") == ("SCH",)
    assert found.ignored_for("a/x.md") == ()


# ------------------------------------------------------------------------------ the price


def test_no_configuration_costs_nothing(repo: Path) -> None:
    code = (
        "import sys; before = set(sys.modules); from wsss_lint.settings import load; load('README.md');"
        "print(sorted({'tomllib', 'json', 'jsonschema', 'difflib', 'referencing'} & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == "[]", done.stderr
    deep = repo / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert calls(lambda: load(deep / "README.md")) < 1000


def test_a_valid_configuration_needs_no_jsonschema(repo: Path) -> None:
    write(repo / "wsss-lint.toml", 'ignore = ["SCH101"]\n[venues.XYZ]\nname = "X"\n')
    code = "import sys; from wsss_lint.settings import load; load('README.md'); print('jsonschema' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == "False", done.stderr


# ------------------------------------------------------------------------------ the command


def test_the_command_prints_settings_that_have_the_same_effect(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repo / "p.json", '{"properties": {"year": {"minimum": 2015, "x-code": "MYL001"}}}')
    write(
        repo / "wsss-lint.toml",
        """
ignore = ["MYL001"]
schemas = { paper = "p.json" }
[per-file-ignores]
"a \\"b\\" \\u0007.md" = ["SCH"]
[venues."A B"]
years = [2011, 2012]
[[format.units]]
in = 'Papers\\b'
entry = ["{title}"]
nested = true
defaults = { venue = "XYZ" }
""",
    )
    assert main(["settings"]) == 0
    printed = capsys.readouterr().out
    assert 'ignore = ["MYL001"]  # wsss-lint.toml:2' in printed
    assert "select = []  # default" in printed
    assert all(line.isprintable() for line in printed.split("\n"))
    before = load("README.md")
    write(repo / "wsss-lint.toml", printed)
    after = load("README.md")
    for name in ("select", "ignore", "per_file_ignores", "venues", "format", "schemas", "year"):
        assert getattr(after, name) == getattr(before, name)


def test_the_command_in_json(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repo / "wsss-lint.toml", 'severity = { SCH = "info" }\n')
    assert main(["settings", "--output-format", "json", "papers.md"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    assert found["path"] == "wsss-lint.toml"
    assert found["settings"]["severity"] == {"SCH": "info"}
    assert found["origins"] == {"severity.SCH": "wsss-lint.toml:1"}


def test_the_command_refuses_as_a_run_does(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repo / "wsss-lint.toml", "selct = []\n")
    assert main(["settings"]) == 2
    assert "wsss-lint.toml:1: unknown key 'selct'" in capsys.readouterr().err
    write(repo / "README.md", "# Papers\n\n- **A:** Title *CVPR2021*\n")
    assert main(["check"]) == 2
    assert "wsss-lint.toml:1: unknown key 'selct'" in capsys.readouterr().err
    assert main(["settings", "--isolated"]) == 0


# ------------------------------------------------------------------------------ lines

keys = st.one_of(st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True), st.text(max_size=3))
values = st.recursive(
    st.one_of(st.integers(-99, 99), st.booleans(), st.text(max_size=5), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


def quoted(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


def toml(value: object, newline: bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        gap = "\n # ]\n" if newline else " "
        return f"[{','.join(gap + toml(v, newline) for v in value)}{gap}]"
    if isinstance(value, str):
        multi = newline and '"' not in value and "\\" not in value and value.isprintable()
        return f'"""\n{value}"""' if multi else quoted(value)
    return repr(value)


def encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@quick
@given(st.dictionaries(keys.filter(encodable), values, max_size=5), st.booleans(), st.data())
def test_every_key_is_found_on_its_line(
    table: dict[str, object], newline: bool, data: st.DataObject
) -> None:
    text, wanted = "", {}
    for key, value in table.items():
        text += data.draw(st.sampled_from(["", "\n", "# x = 1\n", "\t"]))
        wanted[key] = text.count("\n") + 1
        text += f"{quoted(key)} = {toml(value, newline)} # [y]\n"
    if not encodable(text):
        return
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # surrogates and the like
    assert list(parsed) == list(table)
    found = locate(text)
    assert {key: found.get((key,)) for key in table} == wanted


def test_lines_in_tables_arrays_and_inline_tables() -> None:
    text = (
        'a.b = 1\n[t."x y"]\nk = [\n  1, # [\n  "]",\n  {p = 1, q = \'}\'},\n]\n'
        "s = '''\n[no]\n'''\n[[u]]\nv = 1\n[[u]]\nv = {w = [1,\n2]}\n[u.z]\ny = 2021-01-01T00:00:00Z\n"
        '"\\u0041" = """\\"" """\n'
    )
    tomllib.loads(text)
    found = locate(text)
    assert found["a", "b"] == 1
    assert found["t", "x y", "k", 1] == 5
    assert found["t", "x y", "k", 2, "q"] == 6
    assert found["t", "x y", "s"] == 8
    assert ("no",) not in found
    assert found["u", 0, "v"] == 12
    assert found["u", 1, "v", "w", 1] == 15
    assert found["u", 1, "z", "y"] == 17
    assert found["u", 1, "z", "A"] == 18


# ------------------------------------------------------------------------------ anything at all

fragments = st.sampled_from(
    ["select", "ignore", "=", "[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "'''", "\n", "\r\n", ".", ",",
     "rules", "venues", "format", "units", "extend", "wsss-lint.toml", "#", "\\", "\\u00", " ", "1", "true", "severity",
     "schemas", "paper", "1e9", "2021-01-01", "\x00", "\ufeff", "é"]
)  # fmt: skip


@quick
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(fragments, max_size=30).map(lambda parts: "".join(parts).encode()),
    )
)
@example(b"[tool]\nwsss-lint = 1\n")
@example(b"extend = [[1]]")
@example(b"[[format.units]]\nin = 1\n")
@example(b"schemas = { paper = 1 }")
@example(b'schemas = { paper = "wsss-lint.toml" }')
@example(b"rules = 1")
@example(b"[rules]\nschema-violation = 1")
def test_arbitrary_bytes_end_in_settings_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("wsss-lint.toml", "pyproject.toml"):
        path = folder / name
        path.write_bytes(data)
        try:
            assert isinstance(load(folder / "README.md", config=path), Settings)
        except SettingsError as error:
            assert name in str(error)
            assert str(error).replace("\n", "").isprintable()
    locate(data.decode("utf-8", "replace"))


def test_options_under_the_code_of_a_rule(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "year = 2024\n[rules.ENT109]\nshare = 0.5\n")
    found = load("README.md")
    assert found.options == {"label-missing": {"share": 0.5}}
    assert found.origins["rules.label-missing.share"] == "wsss-lint.toml:3"
    write(repo / "wsss-lint.toml", "year = 2024\n[rules.ent109]\nshare = 'x'\n")
    assert refusal() == "wsss-lint.toml:3: 'share' must be a number, not a text"
    both = "[rules.label-missing]\nshare = 0.5\n[rules.ENT109]\nshare = 0.6\n"
    write(repo / "wsss-lint.toml", both)
    assert (
        refusal() == "wsss-lint.toml:3: the rule 'label-missing' has two tables, by name and code"
    )


def test_spellings_reach_their_rule(repo: Path) -> None:
    write(repo / "base.toml", "[spellings]\n'Deep Lab' = 'DeepLab'\nfoo = 'bar'\n")
    write(repo / "wsss-lint.toml", "extend = 'base.toml'\n[spellings]\nfoo = 'baz'\n")
    write(repo / "README.md", '## Papers\n\n- **foo:** "The Deep Lab of Food" *CVPR2020*\n')
    assert main(["README.md", "--unsafe-fixes", "--select", "house-spelling"]) == 0
    assert (repo / "README.md").read_text().splitlines()[-1] == (
        '- **baz:** "The DeepLab of Food" *CVPR2020*'
    )
    write(repo / "wsss-lint.toml", "extend = 'base.toml'\n[spellings]\nbar = 'foo'\n")
    assert "wsss-lint.toml:3: 'foo' holds 'foo', which is itself a wrong spelling" in refusal()


def test_an_unknown_rule_may_be_that_of_a_plugin(repo: Path) -> None:
    write(repo / "wsss-lint.toml", "ignore = ['blorf']\n")
    assert refusal() == "wsss-lint.toml:1: unknown rule 'blorf'"
    without = refusal(plugins=False)
    assert without == ("wsss-lint.toml:1: unknown rule 'blorf'; plug-ins are left out of this run")
