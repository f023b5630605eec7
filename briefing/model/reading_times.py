"""Read sessions: how long one lasts, and what marking a thread as unread leaves read; what a list has shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

READ_SESSION_GAP = timedelta(minutes=30)
"""Time without a look at a thread after which its read session ends."""


class Arrivals(NamedTuple):
    """Up to which arrivals a list shows everything: when it was loaded, and when an article arrived last before that.

    `newest` is None if none had arrived.
    """

    at: datetime
    newest: datetime | None = None


def is_opened(read: object, unread: object) -> bool:
    """Whether a person opened a thread, or marked it as read or unread.

    Args:
        read: When it was last looked at; None: never.
        unread: Whether an article of it is unread; None: `read` decides.
    """
    return read is not None or unread is not None


def goes_on(read: datetime | None, at: datetime) -> bool:
    """Whether a look at a thread that was last looked at then continues its read session."""
    return read is not None and at - read <= READ_SESSION_GAP


def read_before_session(
    read: datetime | None, before: datetime | None, at: datetime, *, has_news: bool
) -> datetime | None:
    """Return when a thread was read before its read session, after a look at it, which starts or continues one.

    If that was never, it is when it was read first, once something has come since: that stays new, too.

    Args:
        read: When it was last looked at; None: never.
        before: When it was read before the session of that look.
        at: When it is looked at now.
        has_news: Whether an article of it is unread.
    """
    if not goes_on(read, at):
        return read
    return read if before is None and has_news else before


class UnreadState(NamedTuple):
    """What a person's mark as unread leaves of the reading of a thread.

    Attributes:
        read: When the thread was really read, before what is unread now; None: never.
        is_marked: Whether it is unread by the mark alone, since nothing became news after that reading.
    """

    read: datetime | None
    is_marked: bool = False


def unread_state(
    was_new: bool, read: datetime | None, before: datetime | None, newest: datetime, at: datetime
) -> UnreadState:
    """Return how a thread counts after a person marked it as unread: as before it was read last, if that was unread.

    A moment at which nobody read it is never taken for a reading: what came since then would count as news.

    Args:
        was_new: Whether it was new or updated before it was read for the first time.
        read: When it was read last; None: never.
        before: When it was read before that read session.
        newest: When the last of its articles became news.
        at: The current moment.
    """
    if before is not None and before < newest:
        return UnreadState(before)
    if before is None and was_new:
        return UnreadState(None)
    return UnreadState(before if goes_on(read, at) else read, is_marked=True)
