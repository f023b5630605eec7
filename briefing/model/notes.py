"""Notes: what a refresh or a command reports beside its result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to report: that a feed failed, a host asked us to wait, or a thread could not be written.

    Attributes:
        subject: What it is about: a feed by its display name, a host, a thread, the clock.
        text: What happened to it, such as the cause of a failure, or what to do.
        failures: Of a failed feed: how often in a row it failed; 0: it is about something else.
        next_try: When it is tried again, if that is known.
        url: Of one feed: its configured address, by which a list finds it.
    """

    subject: str
    text: str
    failures: int = 0
    next_try: datetime | None = None
    url: str = ""
