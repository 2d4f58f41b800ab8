"""What the online commands share: `check`'s options, reports and exit codes, other findings."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from wsss_lint.cli import check as offline
from wsss_lint.diagnostics import Severity
from wsss_lint.online.run import Diagnose, OnlineRun, Prepare
from wsss_lint.targets import find_targets
from wsss_lint.terminal import prepare_streams, say


def run_online(
    args: argparse.Namespace,
    family: frozenset[str],
    prepare: Prepare,
    diagnose: Diagnose,
    notices: Callable[[bool], list[str]],
) -> int:
    """Run as `check` does with the findings of `diagnose`; return the exit code.

    Findings of severity info do not make it 1: nobody asked for them to be mended.
    """
    prepare_streams()
    fault = offline._fault(args)
    if fault:
        say(fault)
        return 2
    wishes = offline.wishes_of(args)
    try:
        baseline, changes, told = offline._comparisons(args)
    except ValueError as error:
        say(str(error))
        return 2
    targets, found, errors = find_targets(args.paths)
    run = OnlineRun(wishes, say, baseline, changes)
    run.use(family, prepare, diagnose)
    for problem in errors:
        run.fail(str(problem))
    run.check(targets, add_combined=not args.paths)
    code = offline._finish(args, run, [*told, *found, *notices(args.verbose)])
    if code == 1 and not any(
        diagnostic.severity > Severity.INFO
        for checked in run.checked
        for diagnostic in checked.shown
    ):
        pending = args.diff and any(checked.fixed for checked in run.checked)
        return 1 if pending else 0
    return code
