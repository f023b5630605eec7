"""Read sessions of threads: what was new when a session began stays marked as new until it ends. Pure.

A session is stored with the thread: when it was last looked at, and when it was read before the session. So it goes on
after the reader was closed and opened again.
"""

from __future__ import annotations

from datetime import datetime

from briefing.model.reading_times import goes_on, read_before_session
from briefing.model.threads import ThreadRow


def read_before_after(row: ThreadRow, now: datetime) -> datetime | None:
    """Return when a thread was read before its session, after a look at it now, which starts or continues one."""
    return read_before_session(row.read, row.read_before, now, has_news=row.has_unread)


def previously_read(row: ThreadRow, now: datetime) -> datetime | None:
    """Return when a thread was read before the session that goes on; None if never, or if none goes on."""
    return row.read_before if goes_on(row.read, now) else None
