"""The current moment, and when the day's period began."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

CLOCK_TOLERANCE = timedelta(hours=1)
"""How far a stored time may lie beyond its bound before the clock that wrote it counts as wrong: clocks of two machines
that share a store differ a little."""


def period_start(now: datetime) -> datetime:
    """Return the start of the day's period in UTC: local midnight or 24 hours ago, whichever is earlier."""
    local = now.astimezone()
    midnight = datetime(local.year, local.month, local.day).astimezone()
    return min(midnight.astimezone(UTC), now - timedelta(hours=24))


def machine_time() -> datetime:
    """Return the time in UTC that the clock of this machine shows."""
    return datetime.now(UTC)


class Clock:
    """Returns the current moment: that of the machine, a fixed one, or one that runs on from a given start."""

    def __init__(
        self,
        start: datetime | None = None,
        *,
        running: bool = False,
        machine: Callable[[], datetime] = machine_time,
    ) -> None:
        """Make a clock.

        Args:
            start: The moment at which it stands or starts, in UTC; None: it shows what the machine shows.
            running: Whether it runs on from `start`.
            machine: Returns what the clock of the machine shows.
        """
        self._machine = machine
        self._start = start
        self._running = running
        self._started_at = time.monotonic()

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        if self._start is None:
            return self._machine()
        return self._start + timedelta(seconds=time.monotonic() - self._started_at) if self._running else self._start

    @property
    def follows_machine(self) -> bool:
        """Whether it shows what the machine shows, which may be wrong; a given moment is what a person wants."""
        return self._start is None

    def set(self, moment: datetime, *, running: bool = False) -> None:
        """Set the clock to `moment`, and let it stand or run on there."""
        self._start, self._running, self._started_at = moment, running, time.monotonic()
