"""How far a run is: a bar on a terminal, elsewhere a plain line every few seconds."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TextIO

from wsss_lint.online.pace import Clock

BAR = 24  # characters
TERMINAL_EVERY = 0.1  # seconds
PLAIN_EVERY = 5.0


class Progress:
    """Counts steps and shows them; silent when the run is short or nobody looks."""

    def __init__(
        self,
        total: int,
        what: str,
        clock: Clock,
        stream: TextIO | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        self._total = total
        self._what = what
        self._clock = clock
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._quiet = quiet or total == 0
        self._every = TERMINAL_EVERY if self._terminal else PLAIN_EVERY
        self._last = clock.now()
        self._width = 0
        self.done = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def step(self, note: str = "") -> None:
        """Count one step; show where the run stands when enough time has gone by."""
        self.done += 1
        now = self._clock.now()
        if self._quiet or now - self._last < self._every:
            return
        self._last = now
        text = f"{self._what}: {self.done} of {self._total}" + (f", {note}" if note else "")
        if self._terminal:
            full = BAR * self.done // max(self._total, 1)
            text = f"[{'#' * full}{'.' * (BAR - full)}] {text}"
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            self._stream.write(text + "\n")
        self._stream.flush()
