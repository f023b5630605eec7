"""How often a host is asked: with time between requests, by few feeds at once, and not while it wants us to wait."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from briefing.errors import FetchError
from briefing.feeds.fetching.server_times import host_wait, is_wait_running
from briefing.text.urls import host_of, is_loopback_host

MAX_PER_HOST = 2
"""Feeds of one host that are fetched at the same time; loopback has no limit."""
SECONDS_BETWEEN_REQUESTS = 0.5
"""Least seconds between the starts of two requests to a host: 100 feeds of one host take less than a minute."""
SPREAD_STEP = timedelta(minutes=1)
"""Between the next tries of two postponed feeds of a host."""
MAX_SPREAD_STEPS = 60
"""Steps after which the spread starts over, so that no feed waits more than an hour longer than its host asked."""


class HostWaitError(FetchError):
    """A request was not sent, because its host wants none before `until`."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} asked us to wait")
        self.host = host
        self.until = until


def spread_time(until: datetime, position: int) -> datetime:
    """Return when the postponed feed at `position` (0 is the first) of a host is due that may be asked at `until`."""
    return until + SPREAD_STEP * (1 + position % MAX_SPREAD_STEPS)


class HostPacing:
    """The state of all hosts during one refresh; feeds, article pages and robots.txt share it.

    Attributes:
        new_waits: The hosts that asked us to wait during this refresh, and until when.
    """

    def __init__(
        self, now: datetime, waits: Mapping[str, datetime] | None = None, *, seconds_between_requests: float = 0.0
    ) -> None:
        """Start with the waits that hosts asked for earlier.

        Args:
            now: The moment of the refresh.
            waits: Until when each host wants no request.
            seconds_between_requests: Least seconds between the starts of two requests to a host.
        """
        self._now = now
        self._waits = {host: until for host, until in (waits or {}).items() if is_wait_running(until, now)}
        self._seconds = seconds_between_requests
        self._next_start: dict[str, float] = {}
        self._slots: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(MAX_PER_HOST))
        self._postponed: Counter[str] = Counter()
        self.new_waits: dict[str, datetime] = {}

    def slot(self, url: str) -> AbstractAsyncContextManager[None]:
        """Return the slots of a host, which a feed holds while it is fetched."""
        host = host_of(url)
        return asyncio.Semaphore() if is_loopback_host(host) else self._slots[host]

    async def before_request(self, url: str) -> None:
        """Wait for the turn of a request; HostWaitError if its host wants none."""
        host = host_of(url)
        if is_loopback_host(host):
            return
        self._check(host)
        clock = asyncio.get_running_loop().time
        start = max(self._next_start.get(host, 0.0), clock())
        self._next_start[host] = start + self._seconds
        if start > clock():
            await asyncio.sleep(start - clock())
        self._check(host)

    def after_response(self, url: str, status: int, headers: Mapping[str, str]) -> None:
        """Remember the wait that a response asks for."""
        host = host_of(url)
        until = None if is_loopback_host(host) else host_wait(status, headers, self._now)
        if until is not None:
            self._waits[host] = self.new_waits[host] = max(until, self._waits.get(host, until))

    def waiting_until(self, url: str) -> datetime | None:
        """Return until when the host of an address wants no request; None if it may be requested."""
        return self._waits.get(host_of(url))

    def remaining_wait(self, url: str) -> timedelta:
        """Return how long the host of an address wants no request, in whole minutes; zero if it may be requested."""
        until = self.waiting_until(url)
        return timedelta(minutes=-((self._now - until) // timedelta(minutes=1))) if until else timedelta()

    def next_try(self, host: str) -> datetime:
        """Return when the next postponed feed of a waiting host is due; each call gives a later time."""
        self._postponed[host] += 1
        return spread_time(self._waits[host], self._postponed[host] - 1)

    def _check(self, host: str) -> None:
        if host in self._waits:
            raise HostWaitError(host, self._waits[host])
