"""How many feeds are fetched at the same time: few that transfer something, and more that wait for a silent server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from briefing.web.client import RequestPacing

MAX_CONCURRENT = 20
"""Feeds that are fetched at the same time, without those whose servers are silent."""
MAX_OPEN = 100
"""Feeds that are fetched at the same time, with those: each is a connection, and a process may have few hundred."""
SILENT_AFTER = 5.0
"""Seconds without a response after which a feed makes room for another one: most servers answer within one."""


class FetchSlots:
    """The slots of all feeds of a refresh."""

    def __init__(self) -> None:
        self._transferring = asyncio.Semaphore(MAX_CONCURRENT)
        self._connected = asyncio.Semaphore(MAX_OPEN)

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[Callable[[], None]]:
        """Hold a slot. The function that is yielded is to be called when the server responds.

        If it is not called within `SILENT_AFTER` seconds, another feed gets the slot, and this one goes on among the
        `MAX_OPEN`.
        """
        async with self._connected:
            await self._transferring.acquire()
            holds = True

            def release() -> None:
                nonlocal holds
                if holds:
                    holds = False
                    self._transferring.release()

            timer = asyncio.get_running_loop().call_later(SILENT_AFTER, release)
            try:
                yield timer.cancel
            finally:
                timer.cancel()
                release()


class ObservedPacing:
    """The pacing of requests, which reports that a server responded."""

    def __init__(self, pacing: RequestPacing | None, on_response: Callable[[], None]) -> None:
        self._pacing = pacing
        self._on_response = on_response

    async def before_request(self, url: str) -> None:
        """Wait until a request may be sent; FetchError if none may be sent now."""
        if self._pacing:
            await self._pacing.before_request(url)

    def after_response(self, url: str, status: int, headers: Mapping[str, str]) -> None:
        """Report the response, and take note of its head."""
        self._on_response()
        if self._pacing:
            self._pacing.after_response(url, status, headers)
