"""Ends the reader when its terminal is gone, or when another process asks it to end.

A terminal can be gone although no signal says so: Textual would read it again without a pause.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import stat
import sys
import time
from collections.abc import Callable
from threading import Thread

HANGUP_CHECK_INTERVAL = 2.0
"""Seconds between two checks whether the terminal is gone."""


def is_hung_up(descriptor: int) -> bool:
    """Whether the other end of a terminal or a pipe is closed; False where the system cannot say."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def reads_terminal() -> bool:
    """Whether standard input is a terminal; False once it is gone."""
    source = sys.__stdin__
    return source is not None and not source.closed and source.isatty()


def end_if_hung_up() -> bool:
    """End the process as the closing of its terminal does, if the terminal that it read is gone; say whether it is."""
    source = sys.__stdin__
    if source is None or source.closed or not _is_device(source.fileno()) or not is_hung_up(source.fileno()):
        return False
    os.kill(os.getpid(), signal.SIGHUP)
    return True


def _is_device(descriptor: int) -> bool:
    """Whether a descriptor is a terminal or another device, also once it is gone; a pipe or a file is none."""
    return stat.S_ISCHR(os.fstat(descriptor).st_mode)


def end_with_terminal() -> None:
    """End the process if its terminal is gone, and start a thread that does so later.

    The event loop cannot watch it: Textual's output waits for ever for a terminal that is gone.
    """
    if end_if_hung_up() or not reads_terminal():
        return

    def watch() -> None:
        while not end_if_hung_up():
            time.sleep(HANGUP_CHECK_INTERVAL)

    Thread(target=watch, name="hangup", daemon=True).start()


def call_on_terminate(end: Callable[[], object]) -> None:
    """Call `end` in the running event loop at the first SIGTERM. A second one ends the process at once."""
    loop = asyncio.get_running_loop()

    def handle() -> None:
        loop.remove_signal_handler(signal.SIGTERM)
        end()

    with contextlib.suppress(
        NotImplementedError, RuntimeError, ValueError
    ):  # Windows; a thread that is not the main one
        loop.add_signal_handler(signal.SIGTERM, handle)
