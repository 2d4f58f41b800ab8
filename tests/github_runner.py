"""A stand-in for GitHub's runner: its variables and files, and how it reads a step's log.

What it obeys in a log follows the runner's source (ActionCommand, OutputManager): a `::name …::`
after blanks at the start of a line, the old `##[name …]` anywhere in one, nothing between
`::stop-commands::TOKEN` and `::TOKEN::`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.repositories import Scratch

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".github" / "action" / "run.py"


class Command(NamedTuple):
    """One workflow command that the runner would carry out."""

    name: str
    properties: dict[str, str]
    message: str


class Step(NamedTuple):
    """A step that ended."""

    status: int
    log: str
    errors: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[Command]:
        return obeyed(self.log)

    def annotations(self, name: str) -> list[Command]:
        return [command for command in self.commands if command.name == name]


def obeyed(log: str) -> list[Command]:
    """The commands in a log."""
    found: list[Command] = []
    stopped = ""
    for line in re.split(r"\r\n|\n|\r", log):
        command = parse(line)
        if stopped:
            if command and command.name == stopped:
                stopped = ""
        elif command and command.name == "stop-commands":
            stopped = command.message
        elif command:
            found.append(command)
    return found


def parse(line: str) -> Command | None:
    """The command of one line, if it is one."""
    match = re.match(r"\s*::([^\s:]+)(?: ([^\n]*?))?::(.*)$", line, re.S)
    new = match is not None
    match = match or re.search(r"##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$", line, re.S)
    if match is None:
        return None
    properties = {}
    for pair in re.split("," if new else ";", match[2] or ""):
        key, _, value = pair.partition("=")
        if key:
            properties[key.strip()] = unescape(value)
    return Command(match[1], properties, unescape(match[3]))


def unescape(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read_file_command(text: str) -> dict[str, str]:
    """GITHUB_OUTPUT as the runner reads it: `name=value` or `name<<DELIMITER`."""
    values: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        name, heredoc, delimiter = line.partition("<<")
        if heredoc and "=" not in name:
            value = []
            for inner in lines:
                if inner == delimiter:
                    break
                value.append(inner)
            else:
                raise AssertionError(f"no end for {line!r}")
            values[name] = "\n".join(value)
        else:
            name, equals, value_ = line.partition("=")
            assert equals, f"the runner refuses {line!r}"
            values[name] = value_
    return values


def event(folder: Path, name: str, payload: dict[str, Any], **more: str) -> dict[str, str]:
    """The variables by which a workflow run knows its event."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(payload), "utf-8")
    return {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path), **more}


def run_step(
    step: str,
    checkout: Scratch,
    temporary: Path,
    environ: dict[str, str] | None = None,
    **inputs: str,
) -> Step:
    """Run one step of the Action's script as the runner would; inputs by `diff_only=…`."""
    temporary.mkdir(parents=True, exist_ok=True)
    files = {name: temporary / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.write_bytes(b"")
    given = {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), step],
        cwd=checkout.path,
        env=checkout.environ
        | {
            "GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_WORKSPACE": str(checkout.path),
            "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_REPOSITORY": "someone/list",
            "GITHUB_SERVER_URL": "https://github.com", "GITHUB_EVENT_NAME": "schedule",
            "GITHUB_SHA": "0" * 40, "RUNNER_TEMP": str(temporary), "RUNNER_OS": "Linux",
        }
        | {name: str(path) for name, path in files.items()}
        | (environ or {})
        | given,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=600, check=False,
    )  # fmt: skip
    return Step(
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
        read_file_command(files["GITHUB_OUTPUT"].read_text("utf-8")),
        files["GITHUB_STEP_SUMMARY"].read_text("utf-8"),
    )


def run_action(
    checkout: Scratch, temporary: Path, environ: dict[str, str] | None = None, **inputs: str
) -> tuple[Step, int]:
    """The check and the gate after it; the last is the job's exit status."""
    check = run_step("check", checkout, temporary, environ, **inputs)
    if check.status:
        return check, check.status
    verdict = {"WSSS_LINT_VERDICT": check.outputs.get("verdict", "")}
    return check, run_step("gate", checkout, temporary, verdict).status
