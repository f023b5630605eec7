"""When the cycle collector may look at everything: 100 ms and more with a big store, so only while nobody types."""

from __future__ import annotations

import gc
import sys
import time

SWITCH = 0.001
"""Seconds after which a worker that groups has to let the UI's loop go on; Python's own 5 ms add up with each step."""
THRESHOLDS = (2000, 20, 1_000_000)
"""New objects, and collections of them, before the next; the last is never reached: old ones wait for a quiet time."""
QUIET = 10.0
"""Seconds without a key or a click that make a quiet time."""
WORTH = 10
"""Collections of younger objects from which a look at all of them is worth it."""


class Tidying:
    """Puts off full collections until a quiet time. What is loaded at first is never looked at: it stays anyway."""

    def __init__(self) -> None:
        self._touched = time.monotonic()
        self._before: tuple[tuple[int, int, int], float] | None = None

    def begin(self) -> None:
        """Take over from Python's own ways."""
        self._before = gc.get_threshold(), sys.getswitchinterval()
        gc.set_threshold(*THRESHOLDS)
        sys.setswitchinterval(SWITCH)

    def settle(self) -> None:
        """Take what is there by now as lasting."""
        gc.freeze()

    def touched(self) -> None:
        """Note that somebody typed or clicked."""
        self._touched = time.monotonic()

    def tidy(self) -> bool:
        """Collect everything if it is quiet and worth it; tell whether it was done."""
        if time.monotonic() - self._touched < QUIET or gc.get_count()[2] < WORTH:
            return False
        gc.collect()
        return True

    def end(self) -> None:
        """Give back what was taken over."""
        if self._before:
            thresholds, switch = self._before
            gc.set_threshold(*thresholds)
            sys.setswitchinterval(switch)
            gc.unfreeze()
            self._before = None
