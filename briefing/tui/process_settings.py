"""The process-wide settings that the application changes, all in one place, each with its reason.

- Frame rate ($TEXTUAL_FPS): Textual's 60 frames per second delay the effect of a key by up to 33 ms.
- Switch interval: while a worker reads the store, Python's 5 ms per switch add up with every step of the UI loop.
- Garbage collection: a full collection takes 100 ms and more with a big store loaded, so it runs only while nobody
  types. What the imports and the start load is frozen (`gc.freeze`): it lives as long as the process, so scanning it
  is a waste.

Nothing is changed at import. The settings of the interpreter are restored when the application ends.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import MutableMapping

FRAME_RATE = 250
"""Frames per second: at most 4 ms from a change to its frame. Textual draws only when something changed."""
SWITCH_INTERVAL = 0.001
"""Seconds after which a worker must let the UI loop run; Python's default is 0.005."""
GC_THRESHOLDS = (2000, 20, 1_000_000)
"""Thresholds of the three generations. The last is never reached, so full collections run only when idle."""
IDLE_SECONDS = 10.0
"""Seconds without a key or a click after which the reader counts as idle."""
MIN_YOUNG_COLLECTIONS = 10
"""Collections of the middle generation since the last full one that make a full collection worthwhile."""


def prefer_frame_rate(environ: MutableMapping[str, str]) -> None:
    """Set the frame rate, unless the user chose one. Call it before textual is imported, which reads it once."""
    environ.setdefault("TEXTUAL_FPS", str(FRAME_RATE))


class ProcessSettings:
    """Changes the interpreter's settings while the application runs, and collects garbage when it is idle."""

    def __init__(self) -> None:
        self._last_activity = time.monotonic()
        self._previous: tuple[tuple[int, int, int], float] | None = None

    def apply(self) -> None:
        """Change the settings, freeze what was imported, and collect garbage from now on."""
        self._previous = gc.get_threshold(), sys.getswitchinterval()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        gc.enable()
        sys.setswitchinterval(SWITCH_INTERVAL)

    def freeze_loaded_objects(self) -> None:
        """Exclude the objects that exist now from all later collections."""
        gc.freeze()

    def note_activity(self) -> None:
        """Note a key or a click."""
        self._last_activity = time.monotonic()

    def collect_if_idle(self) -> bool:
        """Run a full collection if the reader is idle and it is worthwhile; return whether it ran."""
        if time.monotonic() - self._last_activity < IDLE_SECONDS or gc.get_count()[2] < MIN_YOUNG_COLLECTIONS:
            return False
        gc.collect()
        return True

    def restore(self) -> None:
        """Restore the previous settings."""
        if self._previous:
            thresholds, switch_interval = self._previous
            gc.set_threshold(*thresholds)
            sys.setswitchinterval(switch_interval)
            gc.unfreeze()
            self._previous = None
