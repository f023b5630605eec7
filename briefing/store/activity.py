"""How busy feeds are."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.store.connection import Concern
from briefing.store.values import micros


class Activity(Concern):
    """What the articles tell of their feeds."""

    def activity(self, since: datetime) -> dict[str, tuple[int, timedelta]]:
        """Per feed, how many articles were published since then, and how long they took on average to be fetched."""
        sql = "SELECT feed, COUNT(*), AVG(seen - published) FROM articles WHERE published >= ? GROUP BY feed"
        with self._db.reading() as db:
            found = db.execute(sql, (micros(since),)).fetchall()
        return {feed: (int(number), timedelta(microseconds=max(int(lag), 0))) for feed, number, lag in found}
