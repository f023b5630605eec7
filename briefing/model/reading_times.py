"""Read sessions: how long one lasts, and what marking a thread as unread leaves read."""

from __future__ import annotations

from datetime import datetime, timedelta

READ_SESSION_GAP = timedelta(minutes=30)
"""Time without a look at a thread after which its read session ends."""


def unread_moment(was_new: bool, read_before: datetime | None, last: datetime) -> datetime | None:
    """Return up to when a thread counts as read after a person marked it as unread; None: it was never read.

    Args:
        was_new: Whether it was new or updated before it was read for the first time.
        read_before: When it was read before the read session.
        last: When its last article was published.
    """
    if read_before is not None and read_before < last:
        return read_before
    if read_before is None and was_new:
        return None
    return last - timedelta(microseconds=1)
