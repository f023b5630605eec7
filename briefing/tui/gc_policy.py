"""When the cycle collector may look at everything: 100 ms and more with a big store, so only while nobody types."""

from __future__ import annotations

import gc
import sys
import time

SWITCH_INTERVAL = 0.001
"""Seconds after which a worker that groups has to let the UI's loop go on; Python's own 5 ms add up with each step."""
GC_THRESHOLDS = (2000, 20, 1_000_000)
"""New objects, and collections of them, before the next; the last is never reached: old ones wait for a quiet time."""
IDLE_SECONDS = 10.0
"""Seconds without a key or a click that make a quiet time."""
MIN_YOUNG_COLLECTIONS = 10
"""Collections of younger objects from which a look at all of them is worth it."""


class GcPolicy:
    """Puts off full collections until a quiet time. What is loaded at first is never looked at: it stays anyway."""

    def __init__(self) -> None:
        self._last_activity = time.monotonic()
        self._previous_settings: tuple[tuple[int, int, int], float] | None = None

    def install(self) -> None:
        """Take over from Python's own ways."""
        self._previous_settings = gc.get_threshold(), sys.getswitchinterval()
        gc.set_threshold(*GC_THRESHOLDS)
        sys.setswitchinterval(SWITCH_INTERVAL)

    def freeze(self) -> None:
        """Take what is there by now as lasting."""
        gc.freeze()

    def note_activity(self) -> None:
        """Note that somebody typed or clicked."""
        self._last_activity = time.monotonic()

    def collect_if_idle(self) -> bool:
        """Collect everything if it is quiet and worth it; tell whether it was done."""
        if time.monotonic() - self._last_activity < IDLE_SECONDS or gc.get_count()[2] < MIN_YOUNG_COLLECTIONS:
            return False
        gc.collect()
        return True

    def restore(self) -> None:
        """Give back what was taken over."""
        if self._previous_settings:
            thresholds, switch = self._previous_settings
            gc.set_threshold(*thresholds)
            sys.setswitchinterval(switch)
            gc.unfreeze()
            self._previous_settings = None
