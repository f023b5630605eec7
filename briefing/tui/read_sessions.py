"""When a reader came to a thread: what was new then stays "since you last read" while they read on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

SESSION_GAP = timedelta(minutes=30)
"""A thread that was not looked at for so long is visited anew."""

ReadSession = tuple[datetime | None, datetime]
"""When the thread was read before the visit (None: never), and when it was looked at last."""


def with_read(
    sessions: Mapping[str, ReadSession], thread_id: str, last_read: datetime | None, now: datetime
) -> Mapping[str, ReadSession]:
    """Return the visits with a look at a thread that was last `read` then."""
    known = sessions.get(thread_id)
    before = known[0] if known and now - known[1] <= SESSION_GAP else last_read
    return {**sessions, thread_id: (before, now)}


def read_before_session(sessions: Mapping[str, ReadSession], thread_id: str, now: datetime) -> datetime | None:
    """Return when the thread was read before the visit that goes on; None if never, or if none goes on."""
    known = sessions.get(thread_id)
    return known[0] if known and now - known[1] <= SESSION_GAP else None
