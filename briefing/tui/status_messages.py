"""Messages of the status line: the answer to a key is shown at once, what happened in the background after it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol
from weakref import WeakKeyDictionary

STATUS_SECONDS = 8.0
"""Seconds that a status message stays: long enough to read a full line."""
READING_SECONDS = 3.0
"""Seconds after which a message of the background counts as read: one that is replaced earlier is shown again.

What waits is shown so many seconds after a message was ended before its time."""
MAX_LATE_ANSWERS = 4
"""Late answers that wait at most: with `STATUS_SECONDS` each, an older one is half a minute late when it is shown."""


def undo_hint(key: str) -> str:
    """Return how a message on an action ends that a key undoes."""
    return f" - {key} undoes"


class Timer(Protocol):
    """A timer that can be stopped."""

    def stop(self) -> None:
        """Stop the timer."""


class StatusMessages:
    """Shows one message at a time, each for some seconds.

    An answer to the last key is shown at once. A late answer, which comes after that to a later key, waits until the
    message in sight ends. An announcement of the background is shown last.
    """

    def __init__(self, show: Callable[[str], None], set_timer: Callable[[float, Callable[[], None]], Timer]) -> None:
        """Create it; `show` shows a message, "" none, and `set_timer` calls a function after some seconds."""
        self._show = show
        self._set_timer = set_timer
        self._timer: Timer | None = None
        self._waiting = ""
        """The message of the background that is shown next."""
        self._late_answers: deque[str] = deque(maxlen=MAX_LATE_ANSWERS)
        """Answers that came after the answer to a later key; they are shown before what waits."""
        self._shown_later = ""
        """The message in sight, if it had to wait: one of the background or a late answer."""
        self._shown_later_since = 0.0
        self._answers_since = float("-inf")
        """When the work began whose answer is in sight; minus infinity if no answer is."""
        self._answered_key_time = float("inf")
        """When the last key was pressed before that answer was shown; infinity if no answer is in sight."""
        self._work_since: WeakKeyDictionary[asyncio.Task[Any], float] = WeakKeyDictionary()

    def note_work(self) -> None:
        """Note that the present task begins work whose answer a person may no longer wait for when it comes."""
        if task := _present_task():
            self._work_since[task] = time.monotonic()

    def answer(self, message: str, last_key_time: float = float("-inf")) -> None:
        """Show the answer to a key in place of the message in sight; "" ends that one. What waits goes on waiting.

        An answer to work that began before both the last key and the work of the answer in sight is late: it waits.
        """
        now, task = time.monotonic(), _present_task()
        since = self._work_since.get(task, now) if task else now
        if message and since < min(self._answers_since, last_key_time):
            self._late_answers.append(message)
            return
        self._answers_since = since if message else float("-inf")
        self._answered_key_time = last_key_time if message else float("inf")
        if self._shown_later and now - self._shown_later_since < READING_SECONDS:
            self._waiting = self._waiting or self._shown_later
        self._shown_later = ""
        self._put(message)

    def end_earlier(self, last_key_time: float) -> None:
        """End an answer to an earlier key than the last one, which has led to another page."""
        if self._answered_key_time < last_key_time:
            self.answer("")

    def announce(self, message: str) -> None:
        """Show what happened in the background, once no answer stands and the message before it could be read.

        The last of several that wait is shown.
        """
        self._waiting = message
        read_for = time.monotonic() - self._shown_later_since
        if self._timer is None or (self._shown_later and read_for >= READING_SECONDS):
            self._show_next()
        elif self._shown_later:
            self._timer.stop()
            self._timer = self._set_timer(READING_SECONDS - read_for, self._show_next)

    def withdraw(self, text: str) -> None:
        """End an announcement that has a text, shown or waiting: the reader sees it elsewhere."""
        if text in self._waiting:
            self._waiting = ""
        if text in self._shown_later:
            self._show_next()

    def _put(self, message: str) -> None:
        if self._timer:
            self._timer.stop()
        waits = bool(self._waiting or self._late_answers)
        seconds = STATUS_SECONDS if message else READING_SECONDS
        self._timer = self._set_timer(seconds, self._show_next) if message or waits else None
        self._show(message)

    def _show_next(self) -> None:
        """Show what waits, if something does, in place of the message that ends: answers first."""
        if self._late_answers:
            self._shown_later = self._late_answers.popleft()
        else:
            self._shown_later, self._waiting = self._waiting, ""
        self._shown_later_since = time.monotonic()
        self._answers_since, self._answered_key_time = float("-inf"), float("inf")
        self._put(self._shown_later)


def _present_task() -> asyncio.Task[Any] | None:
    """The task that runs; None outside of an event loop."""
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None
