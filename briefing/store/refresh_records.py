"""What refreshes store beside the states of feeds: until when hosts want no request, and which problems were
reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from briefing.store.codecs import from_micros, to_micros
from briefing.store.database.connection import Repository


class RefreshRecordRepository(Repository):
    """The tables host_waits and reported_problems."""

    def host_waits(self) -> dict[str, datetime]:
        """Return until when each host wants no request; some of these times may have passed."""
        with self._db.reading() as db:
            rows = db.execute("SELECT host, until FROM host_waits").fetchall()
        return {str(host): from_micros(until) for host, until in rows}

    def save_host_waits(self, waits: Mapping[str, datetime], now: datetime) -> None:
        """Store until when hosts want no request, and drop the waits that have passed."""
        with self._db.writing() as db:
            db.execute("DELETE FROM host_waits WHERE until <= ?", (to_micros(now),))
            rows = [(host, to_micros(until)) for host, until in waits.items()]
            db.executemany("INSERT OR REPLACE INTO host_waits (host, until) VALUES (?, ?)", rows)

    def reported_problems(self, day: date) -> set[tuple[str, str]]:
        """Return the subjects and causes that were reported on a day."""
        with self._db.reading() as db:
            rows = db.execute("SELECT subject, cause FROM reported_problems WHERE day = ?", (day.isoformat(),))
            return {(str(subject), str(cause)) for subject, cause in rows}

    def save_reported_problems(self, problems: Iterable[tuple[str, str]], day: date) -> None:
        """Store the subjects and causes that were reported on a day, and drop those of other days."""
        with self._db.writing() as db:
            db.execute("DELETE FROM reported_problems WHERE day <> ?", (day.isoformat(),))
            rows = [(subject, cause, day.isoformat()) for subject, cause in problems]
            db.executemany("INSERT OR REPLACE INTO reported_problems (subject, cause, day) VALUES (?, ?, ?)", rows)
