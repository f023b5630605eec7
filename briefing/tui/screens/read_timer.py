"""Marks a thread as read after some seconds under the cursor, if a key or the mouse led to it."""

from __future__ import annotations

from textual.screen import Screen
from textual.timer import Timer

from briefing.tui.controllers.curation_controller import CurationController

SECONDS_IN_SIGHT = 3.0
"""Seconds after which a thread that the reader moved to counts as read, whatever panes the size has beside the list."""


class ReadTimer:
    """Counts the seconds that the cursor rests on a thread, and marks it as read after `SECONDS_IN_SIGHT`."""

    def __init__(self, screen: Screen[None], curation: CurationController) -> None:
        self._screen = screen
        self._curation = curation
        self._timer: Timer | None = None
        self._reached_id = ""
        """The thread that a key or the mouse led to; "": the cursor came to its thread by itself."""

    def note_reached(self, thread_id: str) -> None:
        """Note which thread a key or the mouse led to, "" if neither did."""
        self._reached_id = thread_id

    @property
    def reached_id(self) -> str:
        """The thread that a key or the mouse led to; "": none, or it counts as read already."""
        return self._reached_id

    def start(self, shown_id: str) -> None:
        """Begin to count, if the reader moved to the thread that is shown."""
        self.stop()
        if shown_id and shown_id == self._reached_id:
            self._timer = self._screen.set_timer(SECONDS_IN_SIGHT, self._mark_reached)

    def stop(self) -> None:
        """Count no longer."""
        if self._timer:
            self._timer.stop()

    def _mark_reached(self) -> None:
        """Mark the thread as read; news that come while the cursor rests on it are not."""
        self._curation.mark_read(self._reached_id)
        self._reached_id = ""
