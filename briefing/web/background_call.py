"""Blocking calls off the event loop, which neither a deadline nor Ctrl+C has to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread as OsThread
from typing import TypeVar

T = TypeVar("T")


async def call_in_background(function: Callable[..., T], *args: object) -> T:
    """Return the result of a call on a daemon worker; if the caller is cancelled, the call runs on unheeded.

    `asyncio.to_thread` will not do: the event loop and the interpreter wait for its workers before they end.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[[], None]) -> None:
        if not result.done():
            set_outcome()

    def call() -> None:
        try:
            outcome: Callable[[], None] = partial(result.set_result, function(*args))
        except BaseException as error:
            outcome = partial(result.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed, so nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    OsThread(target=call, name="background-call", daemon=True).start()
    return await result
