"""Read sessions of threads: what was new when a session began stays marked as new until it ends. Pure.

A session is stored with the thread: when it was last looked at, and when it was read before the session. So it goes on
after the reader was closed and opened again.
"""

from __future__ import annotations

from datetime import datetime

from briefing.model.reading_times import READ_SESSION_GAP
from briefing.model.threads import ThreadRow


def session_goes_on(row: ThreadRow, now: datetime) -> bool:
    """Whether a thread was last looked at so shortly ago that a look at it now continues the session."""
    return row.read is not None and now - row.read <= READ_SESSION_GAP


def read_before_after(row: ThreadRow, now: datetime) -> datetime | None:
    """Return when a thread was read before its session, after a look at it now, which starts or continues one."""
    return row.read_before if session_goes_on(row, now) else row.read


def read_before_session(row: ThreadRow, now: datetime) -> datetime | None:
    """Return when a thread was read before the session that goes on; None if never, or if none goes on."""
    return row.read_before if session_goes_on(row, now) else None
