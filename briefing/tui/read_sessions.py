"""Read sessions of threads: what was new when a session began stays marked as new until it ends. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

SESSION_GAP = timedelta(minutes=30)
"""Time without a look at the thread after which a session ends."""

ReadSession = tuple[datetime | None, datetime]
"""When the thread was read before the session (None: never), and when it was last looked at."""


def with_read(
    sessions: Mapping[str, ReadSession], thread_id: str, last_read: datetime | None, now: datetime
) -> Mapping[str, ReadSession]:
    """Return the sessions after a look at a thread, which starts or continues its session."""
    session = sessions.get(thread_id)
    before = session[0] if session and now - session[1] <= SESSION_GAP else last_read
    return {**sessions, thread_id: (before, now)}


def read_before_session(sessions: Mapping[str, ReadSession], thread_id: str, now: datetime) -> datetime | None:
    """Return when the thread was read before the session that goes on; None if never, or if none goes on."""
    session = sessions.get(thread_id)
    return session[0] if session and now - session[1] <= SESSION_GAP else None
