"""What a digest knows of a thread: what it printed of it, what it has not delivered yet, and how the thread moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UndeliveredNews:
    """How much of a thread a digest has not delivered: the numbers of publishers, of articles, and of those of its
    busiest 24 hours, counted back from the digest. Articles that are perhaps of another topic count for the last alone:
    a thread with many articles in a day is printed, whatever each of them is on.
    """

    publishers: int
    articles: int
    busiest_day: int


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """What a digest printed of a thread.

    Attributes:
        line: The headline of its entry.
        texts: What else the entry says: sentences, and headlines of other happenings.
        at: When the digest was made.
    """

    line: str
    texts: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Movement:
    """How a thread that a digest delivered has moved since: how many publishers it had, how many are new to it, and
    how many of its stories began.
    """

    known_publishers: int
    new_publishers: int
    new_stories: int
