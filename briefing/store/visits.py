"""When the reader was open, and since when news are new in each visit."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from briefing.clock import period_start
from briefing.model.reading_times import Arrivals
from briefing.store.codecs import optional_from_micros, optional_to_micros, to_micros
from briefing.store.database.connection import Repository

VISIT_GAP = timedelta(minutes=30)
"""Time after the end of a visit in which a new start continues it."""
MIN_VISIT = timedelta(minutes=1)
"""A shorter visit in which no thread was read is an accidental start: it changes nothing for the next visit."""
BEGIN_TIMEOUT = 0.3
"""Seconds to wait for a writer when a visit begins: the list waits for it, and the former boundary does as well."""
MAX_VISITS = 1000
"""Visits that are kept, the last ones."""


class VisitRepository(Repository):
    """The table visits."""

    def begin(self, at: datetime, timeout: float = BEGIN_TIMEOUT) -> datetime | None:
        """Begin a visit, or continue the last one, and return its boundary; None for the first visit.

        The boundary is up to when the list of the visit before had shown what arrived. A visit that was an accident is
        begun anew, so that the boundary stays what it was.

        Raises:
            StoreError: Another process has been writing for `timeout` seconds.
        """
        now = to_micros(at)
        with self._db.writing(timeout) as db:
            last = db.execute("SELECT n, began, ended, boundary, listed FROM visits ORDER BY n DESC LIMIT 1").fetchone()
            if last is None:
                return self._insert(now, None)
            n, began, ended, boundary, listed = last
            gap = VISIT_GAP // timedelta(microseconds=1)
            if began - gap <= now <= ended + gap:  # earlier than it began: the clock was set back
                db.execute("UPDATE visits SET ended = MAX(ended, ?) WHERE n = ?", (now, n))
                return optional_from_micros(boundary)
            has_read = db.execute("SELECT 1 FROM marks WHERE read BETWEEN ? AND ?", (began, now)).fetchone()
            if not has_read and ended - began < MIN_VISIT // timedelta(microseconds=1):
                db.execute("UPDATE visits SET began = ?, ended = ?, listed = boundary WHERE n = ?", (now, now, n))
                return optional_from_micros(boundary)
            boundary = boundary if listed is None else listed
            return self._insert(now, None if boundary is None else min(boundary, now))

    def _insert(self, now: int, boundary: int | None) -> datetime | None:
        with self._db.writing() as db:
            db.execute("INSERT INTO visits (began, ended, boundary) VALUES (?, ?, ?)", (now, now, boundary))
            db.execute("DELETE FROM visits WHERE n <= (SELECT MAX(n) FROM visits) - ?", (MAX_VISITS,))
        return optional_from_micros(boundary)

    def extend(self, at: datetime) -> None:
        """Note that the last visit still goes on."""
        with self._db.writing() as db:
            sql = "UPDATE visits SET ended = MAX(ended, ?) WHERE n = (SELECT MAX(n) FROM visits)"
            db.execute(sql, (to_micros(at),))

    def arrivals_now(self, now: datetime) -> Arrivals:
        """Return up to which arrivals a list has everything that is read from now on."""
        with self._db.reading() as db:
            (newest,) = db.execute("SELECT MAX(arrived) FROM articles").fetchone()
        return Arrivals(now, optional_from_micros(newest))

    def note_listed(self, arrivals: Arrivals) -> None:
        """Note that the reader's list has shown everything that had arrived when it was loaded.

        Articles whose transaction was not finished then have an earlier moment than the list, and were not in it.
        """
        at, newest = to_micros(arrivals.at), optional_to_micros(arrivals.newest)
        with self._db.writing() as db:
            sql = "SELECT MIN(arrived) FROM articles WHERE arrived > COALESCE(?, 0) AND arrived <= ?"
            (missed,) = db.execute(sql, (newest, at)).fetchone()
            sql = "UPDATE visits SET listed = MAX(COALESCE(listed, 0), ?) WHERE n = (SELECT MAX(n) FROM visits)"
            db.execute(sql, (at if missed is None else missed,))

    def boundary(self) -> datetime | None:
        """Return since when news are new in the last visit; None if it was the first, or there was none."""
        with self._db.reading() as db:
            return visit_boundary(db)

    def news_since(self, now: datetime) -> datetime:
        """Return since when news are new to the reader: the boundary of the last visit, else the day's period."""
        with self._db.reading() as db:
            return news_since(db, now)


def news_since(db: sqlite3.Connection, now: datetime) -> datetime:
    """Return since when news are new to the reader: the boundary of the last visit, else the day's period."""
    return visit_boundary(db) or period_start(now)


def reader_news(db: sqlite3.Connection, now: datetime) -> tuple[datetime, bool]:
    """Return since when news are new to the reader, and whether that is a visit, since when news can come late."""
    return news_since(db, now), visit_boundary(db) is not None


def visit_boundary(db: sqlite3.Connection) -> datetime | None:
    """Return since when news are new in the last visit; None if it was the first, or there was none."""
    row = db.execute("SELECT boundary FROM visits ORDER BY n DESC LIMIT 1").fetchone()
    return optional_from_micros(row[0]) if row else None
