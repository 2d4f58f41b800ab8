"""Real git repositories for the tests, out of reach of the developer's own git settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git_environment(home: Path) -> dict[str, str]:
    """An environment in which git knows nobody: no user settings, no caller's repository."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "RUNNER_", "CI_", "PRE_COMMIT"))
    }
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "gitconfig"
    if not settings.exists():
        settings.write_text(
            "[user]\n\tname = A Contributor\n\temail = contributor@example.org\n"
            "[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n"
            "[commit]\n\tgpgsign = false\n[core]\n\tautocrlf = false\n[advice]\n\tdetachedHead = false\n",
            "utf-8",
        )  # fmt: skip
    clean.update(
        HOME=str(home), XDG_CONFIG_HOME=str(home), GIT_CONFIG_GLOBAL=str(settings),
        GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_DATE="2024-05-01T12:00:00Z",
        GIT_COMMITTER_DATE="2024-05-01T12:00:00Z",
    )  # fmt: skip
    return clean


class Scratch:
    """A repository in a temporary folder."""

    def __init__(self, path: Path, home: Path, *, init: bool = True) -> None:
        self.path = path
        self.environ = git_environment(home)
        if init:
            path.mkdir(parents=True, exist_ok=True)
            self.git("init", "--quiet", "-b", "main")

    def git(self, *arguments: str, path: Path | None = None) -> str:
        """Run git; its output without the line end. Fails loudly."""
        done = subprocess.run(
            ["git", *arguments], cwd=path or self.path, env=self.environ,
            capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout.rstrip("\n")

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file, with the line ends as given."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def commit(self, message: str = "change", **files: str | bytes) -> str:
        """Write `README.md` (as keyword README) and the like, commit all; the commit's id."""
        for name, text in files.items():
            self.write(f"{name}.md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def clone(self, path: Path, *options: str) -> Scratch:
        """A clone by the file protocol, so that `--depth` works."""
        home = Path(self.environ["HOME"])
        self.git("clone", "--quiet", *options, self.path.as_uri(), str(path), path=path.parent)
        return Scratch(path, home, init=False)
