"""The steps of this repository's GitHub Action (`action.yml`): install, check, gate.

Runs on the runner's Python, standard library only. What it reads from the environment is set by
the runner and by `action.yml`; nothing from the checkout is imported or run, and nothing reaches
a shell. The source of each rule about commands, files and limits: GitHub's pages on workflow
commands and on metadata syntax.
"""

from __future__ import annotations

import json
import os
import platform
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = (3, 11)
PULL_REQUESTS = ("pull_request", "pull_request_target", "merge_group")
SEVERITIES = ("error", "warning", "info")  # from bad to harmless
SUMMARY_LIMIT = 1_000_000  # bytes; GitHub refuses a step's summary of more than 1 MiB


class ActionError(Exception):
    """The Action cannot do its job; the text says what to change."""


def main(arguments: list[str]) -> int:
    """Run one step; its exit status: 0, 1 for findings (gate only), 2 when it could not."""
    steps = {"install": install, "check": check, "gate": gate}
    try:
        return steps[arguments[0]]()
    except ActionError as error:
        command("error", str(error))
        return 2


# -- speaking to the runner ---------------------------------------------------------------------


def command(name: str, message: str) -> None:
    """Print a workflow command that makes an annotation without a place."""
    data = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::{name} title=wsss-lint::{data}", flush=True)


def log(text: str) -> None:
    """Print text that may hold anything: within it the runner obeys no command.

    `##[…]`, the old form, is broken besides, for it is looked for anywhere in a line.
    """
    text = re.sub(r"##(?=\w{0,30}\[)", r"\\x23#", text).rstrip("\n")
    if text:
        token = secrets.token_hex(16)
        print(f"::stop-commands::{token}\n{text}\n::{token}::", flush=True)


def set_output(name: str, value: str) -> None:
    """Set an output of this step, with a delimiter that no value can guess."""
    delimiter = f"wsss_lint_{secrets.token_hex(16)}"
    append("GITHUB_OUTPUT", f"{name}<<{delimiter}\n{value}\n{delimiter}\n")


def append(variable: str, text: str) -> None:
    """Append to one of the files that the runner names by a variable."""
    path = os.environ.get(variable)
    if path:
        with open(path, "a", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            file.write(text)


def value_of(name: str) -> str:
    """An input, without blanks around it."""
    return os.environ.get(f"INPUT_{name}", "").strip()


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """An input that is one of a few words."""
    value = value_of(name).lower() or allowed[0]
    if value not in allowed:
        label = name.lower().replace("_", "-")
        raise ActionError(f"{label}: {value!r} is none of {', '.join(allowed)}")
    return value


# -- install ------------------------------------------------------------------------------------


def install() -> int:
    """Make a virtual environment of its own, install this Action's own source into it."""
    home = tempfile.mkdtemp(prefix="wsss-lint-", dir=os.environ.get("RUNNER_TEMP") or None)
    os.chdir(home)  # on Windows a program is looked for in the current folder first
    python = find_python(value_of("PYTHON_VERSION"))
    environment = Path(home, "venv")
    run([python, "-I", "-m", "venv", str(environment)], "make a virtual environment")
    inside = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    source = Path(os.environ.get("GITHUB_ACTION_PATH") or Path(__file__).parents[2]).resolve()
    pip = [str(inside), "-I", "-m", "pip", "install", "--quiet", "--no-input"]
    run([*pip, "--disable-pip-version-check", str(source)], "install wsss-lint")
    version = run([str(inside), "-I", "-m", "wsss_lint", "--version"], "start wsss-lint")
    log(f"{version.strip()}, Python {python_version(str(inside))}")
    set_output("python", str(inside))
    return 0


def run(words: list[str], purpose: str) -> str:
    """Run a program that must succeed; its output."""
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
        check=False,
    )  # fmt: skip
    if done.returncode:
        log(done.stdout + done.stderr)
        raise ActionError(f"could not {purpose} (status {done.returncode}); the log says why")
    return done.stdout


def find_python(wanted: str) -> str:
    """A Python of the wanted version (`3.13`; empty: the first of at least 3.11)."""
    if wanted and not re.fullmatch(r"3\.\d+(\.\d+)?", wanted):
        raise ActionError(f"python-version: {wanted!r} is no version of Python 3, such as 3.13")
    if wanted and tuple(map(int, wanted.split(".")[:2])) < OLDEST:
        raise ActionError(f"python-version: {wanted} is too old; wsss-lint needs 3.11 or later")
    for candidate in candidates(wanted):
        version = python_version(candidate)
        fits = f"{version}.".startswith(f"{wanted}.") if wanted else True
        if version and fits and tuple(map(int, version.split(".")[:2])) >= OLDEST:
            return candidate
    raise ActionError(
        f"no Python {wanted or '3.11 or later'} was found on this runner; add actions/setup-python "
        "with that version before this step"
    )


def candidates(wanted: str) -> list[str]:
    """Pythons to try: this one, those on PATH, those that the runner's image keeps."""
    minor = ".".join(wanted.split(".")[:2])
    names = [f"python{minor}"] if minor else [f"python3.{n}" for n in range(19, 10, -1)]
    found = [sys.executable, *filter(None, map(shutil.which, [*names, "python3", "python"]))]
    tools = os.environ.get("RUNNER_TOOL_CACHE") or os.environ.get("AGENT_TOOLSDIRECTORY")
    if tools:
        arch = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower(), "x64")
        program = "python.exe" if os.name == "nt" else "bin/python"
        kept = [p for p in Path(tools, "Python").glob("3.*") if re.fullmatch(r"[\d.]+", p.name)]
        kept.sort(key=lambda path: [int(n) for n in path.name.split(".") if n], reverse=True)
        found += [str(path / arch / program) for path in kept]
    return found


def python_version(program: str) -> str:
    """`3.13.1`, or nothing when the program does not run or has no `venv`."""
    code = "import venv, ensurepip, platform; print(platform.python_version())"
    try:
        done = subprocess.run(
            [program, "-I", "-c", code], stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=60, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.match(r"\d+\.\d+\.\d+", done.stdout)
    return match[0] if match and not done.returncode else ""


# -- check --------------------------------------------------------------------------------------


def check() -> int:
    """Run wsss-lint, write all reports and outputs; never fails because of findings."""
    fail_on = choice("FAIL_ON", ("warning", "error", "info", "never"))
    words = check_command()
    folder = Path(tempfile.mkdtemp(prefix="wsss-lint-", dir=os.environ.get("RUNNER_TEMP") or None))
    report = folder / "report.json"
    done = lint(words, "json")
    log(done.stderr)
    if done.returncode not in (0, 1):
        set_output("verdict", "broken")
        raise ActionError(first_line(done.stderr) or f"wsss-lint ended with {done.returncode}")
    try:
        summary = json.loads(done.stdout)["summary"]
    except (ValueError, KeyError):
        raise ActionError("args: leave out what changes the output, such as --diff") from None
    report.write_text(done.stdout, "utf-8", newline="\n")
    print(lint(words, "github").stdout, end="", flush=True)
    log(lint(words, "text").stdout)
    append("GITHUB_STEP_SUMMARY", within(lint(words, "markdown").stdout, SUMMARY_LIMIT))
    if value_of("SARIF_FILE"):
        write_into_workspace(value_of("SARIF_FILE"), lint(words, "sarif").stdout)
    counts = {"error": summary["errors"], "warning": summary["warnings"], "info": summary["infos"]}
    set_output("errors", str(counts["error"]))
    set_output("warnings", str(counts["warning"]))
    set_output("fixable", str(summary["fixable_safe"]))
    set_output("report", str(report))
    set_output("verdict", verdict(counts, fail_on))
    return 0


def check_command() -> list[str]:
    """`wsss-lint check` with the options that the inputs ask for; paths last, behind `--`."""
    try:
        given = shlex.split(os.environ.get("INPUT_ARGS", ""))
    except ValueError as error:
        raise ActionError(f"args: {error}") from None
    if "--" in given:
        raise ActionError("args: name files in `paths`, not behind `--`")
    options = []
    event = os.environ.get("GITHUB_EVENT_NAME", "")
    diff_only = choice("DIFF_ONLY", ("auto", "true", "false"))
    if diff_only == "true" or (diff_only == "auto" and event in PULL_REQUESTS):
        options.append("--only-changed")
    if value_of("BASELINE"):
        options.append(f"--baseline={value_of('BASELINE')}")
    paths = [line.strip() for line in os.environ.get("INPUT_PATHS", "").splitlines()]
    return [*options, *given, "--", *filter(None, paths)]


def lint(words: list[str], output_format: str) -> subprocess.CompletedProcess[str]:
    """Run wsss-lint once for one format. `-I` keeps the checkout out of Python's path."""
    at = words.index("--")
    wanted = [*words[:at], f"--output-format={output_format}", *words[at:]]
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-m", "wsss_lint", "check", *wanted],
        cwd=working_directory(), env=lint_environment(), stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def working_directory() -> Path:
    """The folder to run in; it must lie in the workspace."""
    folder = (workspace() / value_of("WORKING_DIRECTORY")).resolve()
    if not folder.is_dir():
        raise ActionError(f"working-directory: {value_of('WORKING_DIRECTORY')} is no folder here")
    if not folder.is_relative_to(workspace()):
        raise ActionError("working-directory: lies outside the workspace")
    return folder


def workspace() -> Path:
    """Where the checkout is."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()


def lint_environment() -> dict[str, str]:
    """The environment of wsss-lint: in it git trusts the workspace.

    In a container job the checkout belongs to another user. The job was told to check it, and
    wsss-lint runs nothing that a repository's settings name.
    """
    environment = dict(os.environ)
    count = environment.get("GIT_CONFIG_COUNT", "")
    number = int(count) if count.isdecimal() else 0
    environment[f"GIT_CONFIG_KEY_{number}"] = "safe.directory"
    environment[f"GIT_CONFIG_VALUE_{number}"] = workspace().as_posix()
    environment["GIT_CONFIG_COUNT"] = str(number + 1)
    return environment


def write_into_workspace(name: str, text: str) -> None:
    """Write a file below the workspace or the runner's temporary folder, over no link.

    A pull request can bring a link with the file's name that points anywhere.
    """
    path = workspace() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.parent.resolve()
    temporary = os.environ.get("RUNNER_TEMP")
    allowed = [workspace(), *([Path(temporary).resolve()] if temporary else [])]
    if not any(folder.is_relative_to(place) for place in allowed):
        raise ActionError(f"sarif-file: {name} lies outside the workspace")
    handle, draft = tempfile.mkstemp(dir=folder)
    with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
        file.write(text)
    Path(draft).replace(folder / path.name)


def within(text: str, limit: int) -> str:
    """Text that takes at most so many bytes; whole lines are dropped at the end."""
    data = text.encode("utf-8", "replace")
    if len(data) <= limit:
        return text
    kept = data[:limit].decode("utf-8", "ignore")
    return kept[: kept.rfind("\n") + 1] + "\n(cut: the summary was too long)\n"


def first_line(text: str) -> str:
    """The first line with something on it."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


# -- gate ---------------------------------------------------------------------------------------


def verdict(counts: dict[str, int], fail_on: str) -> str:
    """`passed` or `failed`: whether there is a finding at least as bad as `fail_on`."""
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    return "failed" if any(counts[severity] for severity in bad) else "passed"


def gate() -> int:
    """Fail the job if the check said so, or said nothing."""
    said = os.environ.get("WSSS_LINT_VERDICT", "")
    if said == "passed":
        return 0
    if said == "failed":
        print("wsss-lint found something to mend: see the annotations and the job's summary")
        return 1
    raise ActionError("the check did not end")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
