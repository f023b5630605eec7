"""What the clock of the machine showed at refreshes, and the actual time by what hosts stated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from briefing.store.codecs import from_micros, json_array, optional_from_micros, optional_to_micros, to_micros
from briefing.store.database.connection import Repository

MAX_REFRESHES = 1000
"""Refreshes that are kept, the last ones: six weeks of hourly ones."""


class RefreshClock(NamedTuple):
    """The clock of the machine at a refresh.

    Attributes:
        n: The number of the refresh; a later one has a higher number, whatever the clock shows.
        shown: What the clock showed; the articles of the refresh have it as the time at which they were seen.
        actual: The actual time; None if it is not known.
    """

    n: int
    shown: datetime
    actual: datetime | None


class RefreshClockRepository(Repository):
    """The table refresh_clocks."""

    def record(self, shown: datetime, actual: datetime | None) -> None:
        """Store what the clock showed at a refresh, and the actual time."""
        with self._db.writing() as db:
            sql = "INSERT INTO refresh_clocks (shown, actual) VALUES (?, ?)"
            db.execute(sql, (to_micros(shown), optional_to_micros(actual)))
            db.execute(
                "DELETE FROM refresh_clocks WHERE n <= (SELECT MAX(n) FROM refresh_clocks) - ?", (MAX_REFRESHES,)
            )

    def all(self) -> list[RefreshClock]:
        """Return the clocks of all stored refreshes, the first one first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT n, shown, actual FROM refresh_clocks ORDER BY n").fetchall()
        return [RefreshClock(n, from_micros(shown), optional_from_micros(actual)) for n, shown, actual in rows]

    def forget(self, refreshes: Iterable[RefreshClock]) -> None:
        """Drop the clocks of refreshes whose articles were corrected."""
        with self._db.writing() as db:
            numbers = json_array(one.n for one in refreshes)
            db.execute("DELETE FROM refresh_clocks WHERE n IN (SELECT value FROM json_each(?))", (numbers,))


def clock_was_behind(db: sqlite3.Connection) -> bool:
    """Whether the clock was behind at the last refresh: then articles may be dated after the present time."""
    row = db.execute("SELECT actual > shown FROM refresh_clocks ORDER BY n DESC LIMIT 1").fetchone()
    return bool(row and row[0])
