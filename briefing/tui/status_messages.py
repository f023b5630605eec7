"""Messages of the status line: the answer to a key is shown at once, what happened in the background after it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

STATUS_SECONDS = 8.0
"""Seconds that a status message stays: long enough to read a full line."""
READING_SECONDS = 3.0
"""Seconds after which a message of the background counts as read: one that is replaced earlier is shown again."""


class Timer(Protocol):
    """A timer that can be stopped."""

    def stop(self) -> None:
        """Stop the timer."""


class StatusMessages:
    """Shows one message at a time, each for some seconds."""

    def __init__(self, show: Callable[[str], None], set_timer: Callable[[float, Callable[[], None]], Timer]) -> None:
        """Create it; `show` shows a message, "" none, and `set_timer` calls a function after some seconds."""
        self._show = show
        self._set_timer = set_timer
        self._timer: Timer | None = None
        self._waiting = ""
        self._background = ""
        self._background_since = 0.0

    def answer(self, message: str) -> None:
        """Show the answer to a key in place of what stands; "" ends what stands. What waits goes on waiting."""
        if self._background and time.monotonic() - self._background_since < READING_SECONDS:
            self._waiting = self._waiting or self._background
        self._background = ""
        self._put(message)

    def announce(self, message: str) -> None:
        """Show what happened in the background, once no message stands; the last of several is shown."""
        self._waiting = message
        if self._timer is None or self._background:
            self._show_next()

    def _put(self, message: str) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self._set_timer(STATUS_SECONDS, self._show_next) if message or self._waiting else None
        self._show(message)

    def _show_next(self) -> None:
        """Show what waits, if something does, in place of the message that ends."""
        self._background, self._waiting = self._waiting, ""
        self._background_since = time.monotonic()
        self._put(self._background)
