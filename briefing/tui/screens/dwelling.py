"""A thread in sight counts as read after some seconds, if a key or the mouse led to it."""

from __future__ import annotations

from textual.screen import Screen
from textual.timer import Timer

from briefing.tui.controllers.curation_controller import CurationController

DWELL_SECONDS = 3.0
"""Seconds in sight after which a thread that the reader moved to counts as read."""


class Dwelling:
    """Waits while a thread is in sight, and marks it as read."""

    def __init__(self, screen: Screen[None], curation: CurationController) -> None:
        self._screen = screen
        self._curation = curation
        self._timer: Timer | None = None
        self._reached_id = ""

    def reach(self, thread_id: str) -> None:
        """Remember the thread that a key or the mouse led to; "": the cursor came to its thread by itself."""
        self._reached_id = thread_id

    def start(self, shown_id: str) -> None:
        """Begin to wait, if the reader moved to the thread that is shown."""
        self.stop()
        if shown_id and shown_id == self._reached_id:
            self._timer = self._screen.set_timer(DWELL_SECONDS, self._mark_reached)

    def stop(self) -> None:
        """Wait no longer."""
        if self._timer:
            self._timer.stop()

    def _mark_reached(self) -> None:
        """Mark the thread as read; news that come while the cursor rests on it are not."""
        self._curation.mark_read(self._reached_id, undoable=False)
        self._reached_id = ""
