"""The few questions that are asked of git, so that nothing in a checkout can act through it.

Only plumbing is used (`rev-parse`, `ls-tree`, `ls-files`, `cat-file`, `diff-index --cached`):
no filter, hook, text conversion or external diff of a repository is ever run, nothing is
fetched, and no lock is taken. Sources: gitrepository-layout(5), git-config(1) `safe.directory`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

TIMEOUT = 60.0  # seconds for one question; a hung network drive must not hang a check

# `-c` settings of every call. A partial clone would fetch what it lacks: never on our account.
SETTINGS = (
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
)


class GitError(Exception):
    """git could not answer; the text says why, in words for a person."""


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` without the variables by which a caller's git would answer for another place.

    git sets GIT_DIR and GIT_INDEX_FILE when it runs a hook, relative to a folder that is not
    ours. What configures git (GIT_CONFIG_…) and limits its search stays.
    """
    kept = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH", "GIT_DISCOVERY")
    clean = {
        name: value
        for name, value in environ.items()
        if not name.startswith("GIT_") or name.startswith(kept)
    }
    clean.update(LC_ALL="C", GIT_OPTIONAL_LOCKS="0", GIT_TERMINAL_PROMPT="0", GIT_NO_LAZY_FETCH="1")
    return clean


def find_git(environ: Mapping[str, str]) -> str:
    """The absolute path of git; raise `GitError` without one.

    Only absolute folders of PATH count: on Windows a bare name would run a `git.exe` that lies
    in the checkout.
    """
    names = ("git.exe",) if os.name == "nt" else ("git",)
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        for name in names:
            found = Path(folder, name)
            if found.is_absolute() and found.is_file() and os.access(found, os.X_OK):
                return str(found)
    raise GitError("git was not found on PATH")


class Git:
    """git run in one folder."""

    def __init__(self, folder: str, environ: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = clean_environment(environ)
        self._program = find_git(environ)

    def ask(self, *arguments: str, answers: Sequence[int] = (0,)) -> bytes | None:
        """The output of `git ARGUMENTS`; None for an exit status that is not in `answers`.

        Raises `GitError` when git hangs, cannot be started, or does not trust the repository.
        """
        import subprocess

        command = [self._program, "--no-pager", "--literal-pathspecs"]
        for setting in SETTINGS:
            command += ("-c", setting)
        try:
            done = subprocess.run(
                [*command, *arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]} did not answer in {TIMEOUT:.0f} s") from None
        except (OSError, ValueError) as error:
            raise GitError(f"git cannot be run: {error}") from None
        if done.returncode in answers:
            return done.stdout
        complaint = done.stderr.decode("utf-8", "replace")
        if "dubious ownership" in complaint or "unsafe repository" in complaint:
            raise GitError(
                "the repository is owned by someone else and git does not trust it; if you do: "
                f'git config --global --add safe.directory "{self.folder}"'
            )
        return None

    def line(self, *arguments: str) -> str | None:
        """The output as one string without its line end; None when git says no."""
        answer = self.ask(*arguments)
        if answer is None:
            return None
        return os.fsdecode(answer.removesuffix(b"\n").removesuffix(b"\r"))


class Repository:
    """The work tree that a file lies in."""

    def __init__(self, git: Git, top: str) -> None:
        self.git = git
        self.top = top  # absolute, links resolved

    @classmethod
    def find(cls, folder: str, environ: Mapping[str, str]) -> Repository | None:
        """The repository around `folder`; None when there is none. Raises `GitError`."""
        git = Git(folder or ".", environ)
        top = git.line("rev-parse", "--show-toplevel")
        if not top:
            return None
        top = os.path.realpath(top)
        repository = cls(Git(top, environ), top)
        repository._use_index(environ.get("GIT_INDEX_FILE", ""))
        return repository

    def _use_index(self, index: str) -> None:
        """Ask the index that a hook was given (`git commit FILE` makes one just for that).

        One of another repository is ignored: the caller may sit in a hook of its own.
        """
        home = self.git.line("rev-parse", "--absolute-git-dir") if index else None
        if home:
            path = Path(self.top, index).resolve()
            if path.is_file() and path.is_relative_to(Path(home).resolve()):
                self.git.environment["GIT_INDEX_FILE"] = str(path)

    def relative(self, path: str) -> str | None:
        """`path` as git names it, from the top with `/`; None when it lies elsewhere."""
        try:
            name = os.path.relpath(os.path.realpath(path), self.top)
        except ValueError:  # another drive
            return None
        name = name.replace(os.sep, "/")
        return None if name == ".." or name.startswith("../") else name

    def commit(self, revision: str) -> str | None:
        """The id of the commit that `revision` names, None when it is not here."""
        if not revision or revision.startswith("-"):
            return None
        return self.git.line("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit from which two commits went apart; None in a history cut too short."""
        answer = self.git.line("merge-base", "--", one, other)
        return answer.split("\n")[0] if answer else None

    def shallow(self) -> bool:
        """Whether the history was cut when the repository was cloned."""
        return self.git.line("rev-parse", "--is-shallow-repository") == "true"

    def object_at(self, commit: str, name: str) -> tuple[str, str] | None:
        """Type (`blob`, `commit` for a submodule, …) and id of what a commit holds at a path."""
        answer = self.git.ask("ls-tree", "-z", "--full-tree", commit, "--", name)
        if not answer:
            return None
        mode, kind, identity = answer.split(b"\t", 1)[0].decode("ascii").split(" ")
        return ("link" if mode == "120000" else kind), identity

    def blob(self, identity: str) -> bytes:
        """The bytes of a blob, unconverted; raises `GitError` when a partial clone lacks it."""
        answer = self.git.ask("cat-file", "blob", identity)
        if answer is None:
            raise GitError(f"the object {identity} is not in this clone")
        return answer

    def staged(self, name: str) -> str | None:
        """The id of the blob that the index holds at a path, None when it holds none.

        Raises `GitError` for a file whose merge is not done.
        """
        answer = self.git.ask("ls-files", "--stage", "-z", "--", name) or b""
        entries = [entry.split(b"\t", 1)[0].decode("ascii") for entry in answer.split(b"\0")[:-1]]
        for entry in entries:
            mode, identity, stage = entry.split(" ")
            if stage != "0":
                raise GitError("its merge conflict is not resolved in the index")
            if mode != "160000":
                return identity
        return None

    def differs_from_head(self) -> bool:
        """Whether something is staged (or nothing was ever committed)."""
        head = self.commit("HEAD")
        if head is None:
            return True
        answer = self.git.ask("diff-index", "--cached", "--quiet", head, "--", answers=(0,))
        return answer is None

    def old_name(self, commit: str, name: str) -> str | None:
        """The path that `name` had in `commit`, when git sees a rename."""
        answer = self.git.ask(
            "diff-index", "--cached", "--find-renames", "--diff-filter=R", "--name-status",
            "-z", "-r", commit, "--",
        )  # fmt: skip
        parts = (answer or b"").split(b"\0")
        for at in range(0, len(parts) - 2, 3):
            if os.fsdecode(parts[at + 2]) == name:
                return os.fsdecode(parts[at + 1])
        return None

    def superproject(self) -> str | None:
        """The work tree of which this one is a submodule, None for most."""
        top = self.git.line("rev-parse", "--show-superproject-working-tree")
        return os.path.realpath(top) if top else None
