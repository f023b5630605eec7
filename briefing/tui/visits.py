"""When a reader came to a thread: what was new then stays "since you last read" while they read on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

VISIT = timedelta(minutes=30)
"""A thread that was not looked at for so long is visited anew."""

Visit = tuple[datetime | None, datetime]
"""When the thread was read before the visit (None: never), and when it was looked at last."""


def visited(visits: Mapping[str, Visit], thread: str, read: datetime | None, now: datetime) -> Mapping[str, Visit]:
    """Return the visits with a look at a thread that was last `read` then."""
    known = visits.get(thread)
    before = known[0] if known and now - known[1] <= VISIT else read
    return {**visits, thread: (before, now)}


def before_visit(visits: Mapping[str, Visit], thread: str, now: datetime) -> datetime | None:
    """Return when the thread was read before the visit that goes on; None if never, or if none goes on."""
    known = visits.get(thread)
    return known[0] if known and now - known[1] <= VISIT else None
