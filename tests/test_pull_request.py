"""A pull request to a real list, from end to end: what passes, what fails, what is said."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import mistune
import pytest

from tests.github_runner import ROOT, event, obeyed, run_action
from tests.hooks import environment, pre_commit
from tests.repositories import Scratch

REAL = ROOT.parent / "shared" / "data" / "awesome-wsss.md"
EXAMPLE = ROOT / "examples" / "awesome-wsss.md"

pytestmark = pytest.mark.skipif(
    subprocess.run([sys.executable, "-I", "-c", "import wsss_lint"], capture_output=True).returncode
    != 0,
    reason="wsss-lint is not installed for this Python (make test installs it)",
)

PAPER = re.compile(r"- (?P<title>[^*\"\[\]]+) \*(?P<venue>CVPR)(?P<year>\d{4})\*")
LABELLED = re.compile(r"- \*\*[^*]+:\*\* (?P<title>[^*\"\[\]]+) \*CVPR(?P<year>\d{4})\*")


class Lines(NamedTuple):
    """Lines made to fit a list, each with the line before which it is added."""

    good: tuple[str, str]
    duplicate: tuple[str, str]  # a paper that is there, with another year
    reversed_venue: tuple[str, str]
    broken_bold: tuple[str, str]
    mended: tuple[str, str]  # the last two as they should be
    years: tuple[str, str]  # of the duplicate, and of the paper that was there


@pytest.fixture(
    params=[
        pytest.param(REAL, id="real", marks=pytest.mark.skipif(not REAL.exists(), reason=f"{REAL.name} is not beside the repository")),
        pytest.param(EXAMPLE, id="example"),
    ]
)  # fmt: skip
def text(request):
    return request.param.read_text("utf-8")


def lines_for(text: str) -> Lines:
    """Find places by form: a plain paper of the newest year, one of the year before, a labelled one."""
    plain = [match for line in text.split("\n") if (match := PAPER.fullmatch(line))]
    newest = max(int(match["year"]) for match in plain)
    here = next(match for match in plain if int(match["year"]) == newest)
    older = next(match for match in plain if int(match["year"]) < newest)
    labelled = next(match for line in text.split("\n") if (match := LABELLED.fullmatch(line)))
    toys, boxes = (
        "Building Blocks Seen from Above: Scenes of Toys in Kitchens",
        "Cardboard Boxes in Moving Vans",
    )
    return Lines(
        good=(f"- Segmenting Paper Planes from Their Shadows *CVPR{newest}*", here[0]),
        duplicate=(f"- {older['title']} *CVPR{newest}*", here[0]),
        reversed_venue=(f"- {toys} *{newest}CVPR*", here[0]),
        broken_bold=(f"- **BoxVan: ** {boxes} *CVPR{labelled['year']}*", labelled[0]),
        years=(f"*CVPR{newest}*", f"*CVPR{older['year']}*"),
        mended=(f"- {toys} *CVPR{newest}*", f"- **BoxVan:** {boxes} *CVPR{labelled['year']}*"),
    )


def add(text: str, *additions: tuple[str, str]) -> str:
    for line, before in additions:
        assert text.count(f"\n{before}\n") == 1
        text = text.replace(f"\n{before}\n", f"\n{line}\n{before}\n")
    return text


def number_of(text: str, line: str) -> int:
    return text.split("\n").index(line) + 1


def lint(repo: Scratch, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-m", "wsss_lint", "check", *words], cwd=repo.path,
        env=repo.environ | environ, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        timeout=120,
    )  # fmt: skip


@pytest.fixture
def repo(tmp_path, text):
    scratch = Scratch(tmp_path / "list", tmp_path / "home")
    scratch.commit(README=text)
    return scratch


def found(repo: Scratch, *words: str) -> dict[str, dict[str, object]]:
    """The findings of `--diff-base HEAD~1` by rule; each rule once."""
    done = lint(repo, "--diff-base", "HEAD~1", "--output-format", "json", *words)
    assert done.returncode in (0, 1), done.stderr
    findings = json.loads(done.stdout)["diagnostics"]
    by_rule = {finding["name"]: finding for finding in findings}
    assert len(by_rule) == len(findings), [(f["name"], f["message"]) for f in findings]
    return by_rule


def pushed(repo: Scratch, tmp_path: Path) -> tuple[object, int]:
    """The Action on the last commit, as in a merge group."""
    payload = {"merge_group": {"base_sha": repo.git("rev-parse", "HEAD~1")}}
    return run_action(repo, tmp_path / "temp", event(tmp_path, "merge_group", payload))


# -- one good line ------------------------------------------------------------------------------


def test_the_list_has_old_debt(repo):
    """Else the tests below would say nothing."""
    done = lint(repo, "--output-format", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["summary"]["errors"] > 0


def test_a_good_line_passes_the_command(repo, text):
    repo.commit(README=add(text, lines_for(text).good))
    done = lint(repo, "--diff-base", "HEAD~1")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    assert "no findings" in done.stderr


def test_a_good_line_passes_when_staged(repo, text):
    repo.write("README.md", add(text, lines_for(text).good))
    repo.git("add", "README.md")
    repo.write("README.md", text + "\n- broken * CVPR*\n")
    done = lint(repo, "--staged")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_good_line_passes_the_action(repo, text, tmp_path):
    repo.commit(README=add(text, lines_for(text).good))
    check, status = pushed(repo, tmp_path)
    assert status == 0 and check.outputs["errors"] == check.outputs["warnings"] == "0", check.log
    assert not check.commands


@pytest.mark.registry
def test_a_good_line_and_bad_ones_in_the_hook(repo, text, hook_config, hook_home):
    repo.write(".pre-commit-config.yaml", hook_config)
    repo.commit("hooks")
    lines = lines_for(text)
    repo.commit(README=add(text, lines.good))
    words = ("run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    status, said = pre_commit(*words, cwd=repo.path, environ=environment(hook_home))
    assert status == 0 and "Passed" in said, said
    repo.commit(
        README=add(text, lines.good, lines.duplicate, lines.reversed_venue, lines.broken_bold)
    )
    status, said = pre_commit(*words, cwd=repo.path, environ=environment(hook_home))
    assert status == 1, said
    names = re.findall(r"(?:error|warning) [A-Z]{3}\d{3} ([a-z-]+):", said)
    assert sorted(names) == ["duplicate-paper", "emphasis-broken", "venue-order"], said
    assert all(line in said for line in lines.mended)


# -- three bad lines ----------------------------------------------------------------------------


@pytest.fixture
def bad(repo, text):
    """A commit with three bad lines; the text."""
    lines = lines_for(text)
    changed = add(text, lines.duplicate, lines.reversed_venue, lines.broken_bold)
    repo.commit(README=changed)
    return changed


def test_exactly_the_bad_lines_are_found(repo, text, bad):
    lines = lines_for(text)
    findings = found(repo)
    assert set(findings) == {"duplicate-paper", "venue-order", "emphasis-broken"}
    assert findings["venue-order"]["line"] == number_of(bad, lines.reversed_venue[0])
    assert findings["emphasis-broken"]["line"] == number_of(bad, lines.broken_bold[0])
    pair = findings["duplicate-paper"]
    assert pair["line"] == number_of(
        bad, lines.duplicate[0]
    )  # the newcomer, although it stands first
    assert [other["line"] for other in pair["related"]] == [
        number_of(bad, lines.duplicate[0].replace(*lines.years))
    ]
    assert "year" in pair["message"]


def test_each_comes_with_what_to_type(repo, text, bad):
    lines = lines_for(text)
    findings = found(repo)
    assert findings["venue-order"]["expected"] == lines.mended[0]
    assert findings["emphasis-broken"]["expected"] == lines.mended[1]
    assert findings["duplicate-paper"]["help"]


def test_the_action_says_the_same(repo, text, bad, tmp_path):
    lines = lines_for(text)
    check, status = pushed(repo, tmp_path)
    assert status == 1
    titles = [
        c.properties["title"].split()[1] for c in check.commands if c.name in ("error", "warning")
    ]
    assert sorted(titles) == ["duplicate-paper", "emphasis-broken", "venue-order"]
    messages = "\n".join(command.message for command in check.commands)
    assert all(line in messages and line in check.summary for line in lines.mended)


def test_applying_the_suggested_patch(repo, text, bad):
    """What has one right answer is mended by the patch; which of two papers stays, a person says."""
    lines = lines_for(text)
    patch = lint(repo, "--diff-base", "HEAD~1", "--diff").stdout
    (repo.path / "suggested.patch").write_text(patch, "utf-8", newline="\n")
    repo.git("apply", "suggested.patch")
    mended = (repo.path / "README.md").read_text("utf-8")
    assert mended == bad.replace(lines.reversed_venue[0], lines.mended[0]).replace(
        lines.broken_bold[0], lines.mended[1]
    )
    assert set(found(repo)) == {"duplicate-paper"}
    repo.write("README.md", mended.replace(f"{lines.duplicate[0]}\n", ""))
    assert lint(repo, "--diff-base", "HEAD~1").returncode == 0


def test_fixing_touches_only_the_new_lines(repo, text, bad):
    lines = lines_for(text)
    lint(repo, "--diff-base", "HEAD~1", "--fix")
    mended = (repo.path / "README.md").read_text("utf-8")
    assert mended == bad.replace(lines.reversed_venue[0], lines.mended[0]).replace(
        lines.broken_bold[0], lines.mended[1]
    )


# -- a hostile list -----------------------------------------------------------------------------

NAME = "a\n::error::owned\n##[error]owned|`</details>$(id)${{ github.token }}.md"
PLAIN_NAME = "##[error]owned ${{ github.token }}.md"  # for systems that allow less
EVIL = [
    "::error::owned", "##[error]owned", "%0A::error::owned", "</details><script>alert(1)</script>", "| a | b |",
    "\x1b[2J\x1b]0;owned\x07", "${{ github.token }}", "::add-mask::e", "::stop-commands::owned", "]]>", "```", "`",
    "<img src=x onerror=alert(1)>", "\u202eowned", "@everyone", "[x](javascript:alert(1))",
]  # fmt: skip


@pytest.fixture
def hostile(tmp_path):
    scratch = Scratch(tmp_path / "hostile", tmp_path / "home")
    papers = "".join(
        f"- Toy Blocks Number {n} in a Room *CVPR2023*\n" for n in range(len(EVIL) * 3)
    )
    bad = "".join(
        f"- {text} Paper {n}  {text} *cvpr2023*\n- **X: ** {text} *CVPR2023*\n"
        for n, text in enumerate(EVIL)
    )
    text = f"# List\n\n## Papers\n\n### 2023\n\n{papers}{bad}::error::owned\n##[error]owned\n"
    name = NAME
    try:
        scratch.write(name, text)
    except OSError:
        name = PLAIN_NAME
        scratch.write(name, text)
    return scratch, name


FORMATS = ["text", "concise", "github", "markdown", "json", "sarif", "rdjson", "junit", "gitlab"]


def report(hostile: tuple[Scratch, str], output_format: str, *words: str) -> str:
    repo, name = hostile
    done = lint(
        repo,
        "--pedantic",
        "--output-format",
        output_format,
        *words,
        "--",
        name,
        GITHUB_ACTIONS="true",
    )
    assert done.returncode == 1, done.stderr
    assert not obeyed(done.stderr) and "\x1b" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_report_speaks_to_the_terminal_or_the_runner(hostile, output_format):
    said = report(hostile, output_format)
    assert len(said) > 1000
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.replace("\r\n", "\n"))
    commands = obeyed(said)
    if output_format == "github":
        assert {command.name for command in commands} <= {"error", "warning", "notice"}
        assert all(
            re.fullmatch(r"[A-Z]{3}\d{3} [a-z-]+|wsss-lint", c.properties["title"])
            for c in commands
        )
        assert {c.properties["file"] for c in commands if "file" in c.properties} == {hostile[1]}
    else:
        assert not commands


def test_a_patch_of_a_hostile_list_can_be_applied(hostile):
    repo, name = hostile
    repo.git("add", "--all")
    repo.git("commit", "-qm", "x")
    before = (repo.path / name).read_text("utf-8")
    patch = lint(repo, "--diff", "--", name).stdout
    (repo.path / "x.patch").write_text(patch, "utf-8", newline="\n")
    repo.git("apply", "x.patch")
    assert (repo.path / name).read_text("utf-8") != before
    repo.git("checkout", "-q", "--", ".")
    lint(repo, "--fix", "--", name)
    fixed = (repo.path / name).read_text("utf-8")
    repo.git("checkout", "-q", "--", ".")
    repo.git("apply", "x.patch")
    assert (repo.path / name).read_text("utf-8") == fixed


def test_the_summary_holds_only_our_own_markup(hostile):
    html = mistune.create_markdown(escape=False, plugins=["table"])(report(hostile, "markdown"))
    tags = {tag.lower() for tag in re.findall(r"</?([a-zA-Z]+)", html)}
    assert not tags & {"script", "img", "iframe", "style", "svg", "input", "form"}
    assert html.count("<details") == html.count("</details>")
    assert not re.search(
        r"href=\"javascript|onerror=", re.sub(r"<pre>.*?</pre>", "", html, flags=re.S)
    )
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.S):
        assert len(re.findall(r"<t[dh]", row)) == len(
            re.findall(r"<t[dh]", re.findall(r"<tr>(.*?)</tr>", html, re.S)[0])
        )


def test_machine_formats_hold_the_name_as_it_is(hostile):
    assert json.loads(report(hostile, "json"))["files"][0]["path"] == hostile[1]
    sarif = json.loads(report(hostile, "sarif"))["runs"][0]["results"][0]
    from urllib.parse import unquote

    uri = sarif["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == hostile[1] and "\n" not in uri
    assert json.loads(report(hostile, "rdjson"))["diagnostics"][0]["location"]["path"] == hostile[1]
    assert json.loads(report(hostile, "gitlab"))[0]["location"]["path"] == hostile[1]
    assert ElementTree.fromstring(report(hostile, "junit")).iter("testcase")


def test_the_action_on_a_hostile_pull_request(hostile, tmp_path):
    repo, name = hostile
    text = (repo.path / name).read_text("utf-8")
    (repo.path / name).unlink()
    repo.commit(README="# List\n")
    repo.write(name, text)
    repo.commit()
    payload = {"merge_group": {"base_sha": repo.git("rev-parse", "HEAD~1")}}
    check, status = run_action(
        repo,
        tmp_path / "temp2",
        event(tmp_path, "merge_group", payload),
        paths=".",
        sarif_file="x.sarif",
    )
    assert status == 1, check.log
    assert {command.name for command in check.commands} <= {"error", "warning", "notice"}
    assert int(check.outputs["warnings"]) + int(check.outputs["errors"]) > len(EVIL)
    assert "\x1b" not in check.log + check.summary + check.errors
    assert set(check.outputs) == {"errors", "warnings", "fixable", "report", "verdict"}
    assert Path(check.outputs["report"]).exists()


# -- a list in several files --------------------------------------------------------------------


@pytest.mark.parametrize("touched", ["a", "b"])
def test_a_pair_across_files_is_shown_when_either_was_touched(tmp_path, touched):
    repo = Scratch(tmp_path / "list", tmp_path / "home")
    paper = "- Scenes of Toys in Kitchens Seen from Above *CVPR2023*\n"
    texts = {
        name: f"# List\n\n## Papers\n\n### 2023\n\n- Blocks of Kind {name} on a Floor *CVPR2023*\n"
        f"- Boxes of Kind {name} in a Van *ICCV2023*\n- Planes of Kind {name} in Flight *CVPR2023*\n"
        for name in "ab"
    }
    repo.write("wsss-lint.toml", 'combine = ["a.md", "b.md"]\n')
    other = "b" if touched == "a" else "a"
    repo.commit(**{touched: texts[touched], other: texts[other] + paper.replace("CVPR", "ICCV")})
    repo.commit(**{touched: texts[touched] + paper})
    done = lint(repo, "--diff-base", "HEAD~1", "--output-format", "concise", "a.md", "b.md")
    assert done.returncode == 1 and done.stdout.count("duplicate-conflict") == 1, (
        done.stdout + done.stderr
    )
    repo.commit(
        **{touched: texts[touched] + paper + "- Cars of Every Kind in a Garage *CVPR2023*\n"}
    )
    done = lint(repo, "--diff-base", "HEAD~1", "a.md", "b.md")
    assert done.returncode == 0, done.stdout
