"""Work for several processors: forked processes that each do a share and send back what came out.

Lists are independent of one another, and what is found in them is small beside the records that
were read, so only the findings cross over. `os.fork` with a pipe is used rather than
`concurrent.futures`: importing that takes longer than linting a list, and its idle workers
outlive a parent that is killed. Where there is no safe fork the work is done one by one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PAYS = 100_000  # bytes of all files: from there on a process saves more than the 10 ms it costs
MOST = 8  # processes


class WorkerError(Exception):
    """A process ended without its results: killed, or out of memory."""


def processors() -> int:
    """How many processes may run at once; 1 where the work is better done here."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # its frameworks do not survive a fork
        return 1
    try:
        return min(MOST, len(os.sched_getaffinity(0)))
    except (AttributeError, OSError):
        return min(MOST, os.cpu_count() or 1)


def shares(sizes: list[int], count: int) -> list[list[int]]:
    """Split pieces of work, given by their sizes, into at most `count` shares much alike.

    The largest piece goes first, each to the share that has least; empty shares are left out.
    """
    loads = [0] * count
    split: list[list[int]] = [[] for _ in range(count)]
    for index in sorted(range(len(sizes)), key=lambda i: (-sizes[i], i)):
        least = loads.index(min(loads))
        loads[least] += sizes[index]
        split[least].append(index)
    return [sorted(share) for share in split if share]


def spread(work: Callable[[int], T], split: list[list[int]]) -> dict[int, T]:
    """Do `work` for each number of each share: the first share here, the others in processes.

    Results have to be picklable. Raises `WorkerError` when a process did not deliver, after the
    others have ended; what `work` itself raises here is raised, too.
    """
    import pickle

    sys.stdout.flush()
    sys.stderr.flush()
    started = [_start(work, share) for share in split[1:]]
    try:
        results = {index: work(index) for index in split[0]}
        failed = False
        for _, pipe in started:
            with open(pipe, "rb", closefd=False) as file:
                data = file.read()
            try:
                results |= pickle.loads(data)
            except (EOFError, pickle.UnpicklingError):
                failed = True
    except BaseException:
        import signal

        for process, _ in started:
            os.kill(process, signal.SIGTERM)
        raise
    finally:
        for _, pipe in started:
            os.close(pipe)
        for process, _ in started:
            os.waitpid(process, 0)
    if failed:
        raise WorkerError("a process that checked some of the files was killed")
    return results


def _start(work: Callable[[int], T], share: list[int]) -> tuple[int, int]:
    """Fork a process for a share; return its number and the pipe that it writes to."""
    import pickle

    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:  # from here on this is the child: it must not return to the caller's code
        os.close(reading)
        data = pickle.dumps({index: work(index) for index in share}, pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as file:  # noqa: PTH123
            file.write(data)
        sys.stderr.flush()
    except (KeyboardInterrupt, BrokenPipeError):
        pass  # the parent was interrupted, too, or has gone
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)
    raise AssertionError
