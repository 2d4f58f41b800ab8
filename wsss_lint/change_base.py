"""Which commit a change starts from: asked of CI's variables, the event's payload and git.

Sources: GitHub's pages on default variables and events (GITHUB_SHA is the merge commit on
`pull_request`; a merge group's payload names `base_sha`; a push names `before`), pre-commit's on
hook environment variables, GitLab's on predefined variables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wsss_lint.git import Repository

# What a revision may consist of: a name, an id, and git's suffixes `~2`, `^1`, `@{upstream}`.
RE_REVISION = re.compile(r"[A-Za-z0-9._/@{}~^+-]+")
RE_BRANCH = re.compile(r"[A-Za-z0-9._/-]+")
RE_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

PULL_REQUESTS = ("pull_request", "pull_request_target")
TOO_SHORT = "the history was cut when it was cloned; with actions/checkout, set `fetch-depth: 0`"


class Base(NamedTuple):
    """Where a change starts."""

    commit: str | None  # None: nothing was committed before, so that everything is new
    top: str  # the work tree whose commit it is
    how: str  # how it was found, for the notice


class NoBaseError(Exception):
    """There is none; the text says why, and what to do about it if something can be done."""


def named_base(revision: str, repository: Repository) -> Base:
    """The base for a revision that the user named: where its history and HEAD's went apart.

    Raises `NoBaseError` when it is no revision or is not in this clone.
    """
    if not RE_REVISION.fullmatch(revision) or revision.startswith("-") or ".." in revision:
        raise NoBaseError(f"{revision!r} is not the name of a revision")
    head = repository.commit("HEAD")
    if head is None:
        return Base(None, repository.top, "nothing is committed yet")
    commit = repository.commit(revision)
    if commit is None:
        why = f"; {TOO_SHORT}" if repository.shallow() else ""
        raise NoBaseError(f"the revision {revision!r} is not in this repository{why}")
    fork = repository.merge_base(commit, head)
    if fork is None:  # a shallow clone, or unrelated histories: the revision itself is the best
        return Base(commit, repository.top, f"{revision} itself: no common ancestor is known")
    return Base(fork, repository.top, f"where {revision} and HEAD part")


def detect_base(environ: Mapping[str, str], repository: Repository) -> Base:
    """The base of the change that this run is about. Raises `NoBaseError` for a run about all.

    In this order: the range that pre-commit was given, what is staged in a pre-commit hook,
    what CI says, and for a developer the fork from the default branch of `origin`.
    """
    if environ.get("PRE_COMMIT_FROM_REF"):
        return _between(environ["PRE_COMMIT_FROM_REF"], repository, "the range given to pre-commit")
    head = repository.commit("HEAD")
    if head is None:
        return Base(None, repository.top, "nothing is committed yet")
    if environ.get("PRE_COMMIT") == "1" and repository.differs_from_head():
        return Base(head, repository.top, "what is staged")
    if environ.get("GITHUB_EVENT_NAME"):
        return _github_base(environ, repository, head)
    if environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        commit = environ["CI_MERGE_REQUEST_DIFF_BASE_SHA"]
        return _between(commit, repository, "the base of the merge request")
    if environ.get("PRE_COMMIT") == "1":
        raise NoBaseError("nothing is staged")
    return _default_branch(repository, head)


def _between(commit: str, repository: Repository, how: str) -> Base:
    """The fork of a commit that the environment names."""
    base = named_base(commit, repository)
    return base._replace(how=how)


def _default_branch(repository: Repository, head: str) -> Base:
    """Where HEAD left the branch that a clone starts on."""
    default = repository.commit("refs/remotes/origin/HEAD")
    fork = repository.merge_base(default, head) if default else None
    if fork is None:
        raise NoBaseError("name the revision to compare with, as in `--diff-base origin/main`")
    return Base(fork, repository.top, "where origin/HEAD and HEAD part")


def _github_base(environ: Mapping[str, str], repository: Repository, head: str) -> Base:
    """The base that GitHub's variables and event payload give."""
    event = environ["GITHUB_EVENT_NAME"]
    payload = _payload(environ.get("GITHUB_EVENT_PATH", ""))
    if event in PULL_REQUESTS:
        return _pull_request_base(event, environ, payload, repository, head)
    if event == "push":
        before = _sha(payload, "before")
        if before and (commit := repository.commit(before)):
            return Base(commit, repository.top, "the state before the push")
        if before and before.strip("0"):
            raise NoBaseError(f"the commit before the push, {before[:9]}, is not here: {TOO_SHORT}")
        raise NoBaseError("the push made a new branch")
    if event == "merge_group":
        group = _sha(payload, "merge_group", "base_sha")
        if group and (commit := repository.commit(group)):
            return Base(commit, repository.top, "the base of the merge group")
        raise NoBaseError(f"the base of the merge group is not here: {TOO_SHORT}")
    raise NoBaseError(f"an event `{_printable(event)}` has none")


def _pull_request_base(
    event: str,
    environ: Mapping[str, str],
    payload: dict[str, Any],
    repository: Repository,
    head: str,
) -> Base:
    """First parent of the merge commit, else the fork from the base branch.

    A checkout of the head branch may end in a merge commit too, in which the contributor took
    over the base branch: its first parent is the wrong base, so the ids must fit.
    """
    parent, second = repository.commit("HEAD^1"), repository.commit("HEAD^2")
    merged = _sha(payload, "pull_request", "head", "sha")
    is_merge = second == merged or (event == "pull_request" and environ.get("GITHUB_SHA") == head)
    if parent and second and is_merge:
        return Base(parent, repository.top, "first parent of the pull request's merge commit")
    branch = environ.get("GITHUB_BASE_REF", "")
    names = []
    if RE_BRANCH.fullmatch(branch) and not branch.startswith("-"):
        names = [f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"]
    if tip := _sha(payload, "pull_request", "base", "sha"):
        names.append(tip)
    for name in names:
        commit = repository.commit(name)
        fork = repository.merge_base(commit, head) if commit else None
        if fork is not None:
            if fork == head:  # `pull_request_target` checks out the base branch by default
                raise NoBaseError("the checkout holds nothing of the pull request")
            return Base(fork, repository.top, f"where {name.removeprefix('refs/')} and HEAD part")
    raise NoBaseError(
        "the pull request's base is not here; with actions/checkout, set `fetch-depth: 2`"
        if repository.shallow()
        else "the pull request's base branch is not in this clone"
    )


def _payload(path: str) -> dict[str, Any]:
    """The event's payload; empty when there is none that can be read."""
    import json

    if not path:
        return {}
    try:
        payload = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _sha(payload: dict[str, Any], *keys: str) -> str | None:
    """A commit id deep in the payload; None for anything else."""
    value: Any = payload
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) and RE_COMMIT.fullmatch(value) else None


def _printable(text: str) -> str:
    """An event's name, safe to show."""
    return "".join(c for c in text if c.isalnum() or c in "_-")[:40]
