"""The pauses that hosts ask for, carried from one refresh to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from briefing.feeds.fetching.host_pacing import SECONDS_BETWEEN_REQUESTS, HostPacing
from briefing.services.context import Context


@contextmanager
def host_pacing(context: Context, now: datetime) -> Iterator[HostPacing]:
    """Yield the state of the hosts with the stored pauses; store the new ones at the end, also of an interrupted block.

    A transport that replaces the network needs no pauses between requests.
    """
    seconds = 0.0 if context.transport is not None else SECONDS_BETWEEN_REQUESTS
    pacing = HostPacing(now, context.store.refresh_records.host_waits(), seconds_between_requests=seconds)
    try:
        yield pacing
    finally:
        if pacing.new_waits:
            context.store.refresh_records.save_host_waits(pacing.new_waits, now)
