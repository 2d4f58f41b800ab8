"""How the cost of some work grows with its size: ratios within one process, never seconds."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

TIMES = 16  # with four, a small quadratic part was hidden twice behind a large linear one
MOST = 2  # times what a linear way takes: 32 at 16 times the size, where a quadratic takes 256
FLOOR = 0.0005  # seconds: what takes less is taken for as much, since it is mostly noise
TRIES = 4  # what the machine does besides lengthens single runs, so the best try counts
HANG = 120  # seconds after which a test is a hang

Make = Callable[[int], Callable[[], object]]  # from a size to the work of that size


@contextmanager
def alarm(limit: float = HANG) -> Iterator[None]:
    """Turn a hang into a failure, where the system has an alarm clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeoutError(f"not done after {limit} s")

    old = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def growth(make: Make, small: int, times: int = TIMES) -> float:
    """How many times as long the work takes at `times` the size, by the processor's time."""
    one, many = _seconds(make(small)), _seconds(make(times * small))
    return many / max(one, FLOOR)


def assert_linear(make: Make, small: int, times: int = TIMES) -> None:
    """`times` the size takes at most `MOST` times `times` as long."""
    ratios: list[float] = []
    with alarm():
        while len(ratios) < TRIES:
            ratios.append(growth(make, small, times))
            if ratios[-1] <= MOST * times:
                return
    pytest.fail(f"{times} times the size takes {min(ratios):.0f} times as long")


def calls(work: Callable[[], object]) -> int:
    """How many functions some work calls, those written in C included; the same on each run."""
    count = 0

    def step(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _seconds(work: Callable[[], object]) -> float:
    """Without looking for cycles, as in the command; a collection would fall into either run."""
    gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()
