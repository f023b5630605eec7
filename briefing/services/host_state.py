"""The waits that hosts ask for, carried from one refresh to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from briefing.errors import StoreError
from briefing.feeds.fetching.host_pacing import SECONDS_BETWEEN_REQUESTS, HostPacing
from briefing.services.context import Context


@contextmanager
def host_pacing(context: Context, now: datetime) -> Iterator[HostPacing]:
    """Yield the state of the hosts with the stored waits; store the new ones at the end, also after an error."""
    pacing = new_host_pacing(context.transport, now, context.store.refresh_records.host_waits())
    try:
        yield pacing
    finally:
        if pacing.new_waits:
            with suppress(StoreError):  # in a store that may only be read, nothing else is lost
                context.store.refresh_records.save_host_waits(pacing.new_waits, now)


def new_host_pacing(
    transport: Any, now: datetime | None = None, waits: Mapping[str, datetime] | None = None
) -> HostPacing:
    """Return the state of the hosts that wait until `waits`.

    A transport that replaces the network needs no time between requests.
    """
    seconds = 0.0 if transport is not None else SECONDS_BETWEEN_REQUESTS
    return HostPacing(now or datetime.now(UTC), waits, seconds_between_requests=seconds)
