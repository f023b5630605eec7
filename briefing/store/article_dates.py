"""The dates of articles that a refresh with a wrong clock replaced, and other times that lie in the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefing.store.arrivals import recount_news
from briefing.store.codecs import LAST_MICROS, from_micros, json_array, optional_from_micros, to_micros
from briefing.store.database.connection import Repository
from briefing.store.derived_columns import recount_stories, recount_thread
from briefing.store.read_states import keep_states, read_by_person

if TYPE_CHECKING:
    from briefing.model.articles import DateFlag

_AHEAD = timedelta(days=1) // timedelta(microseconds=1)
"""Microseconds after it was seen from which on a date cannot be local time given as UTC; as in the index
articles_feed_date_ahead."""

COMPARED_TIMES = {
    "articles": ("seen", "published", "arrived"),
    "marks": ("read", "newest_when_muted"),
    "digests": ("last_run",),
    "article_pages": ("at",),
    "robots_txt": ("at",),
}
"""The stored times, by table, that something is compared with, and that a clock that was ahead put into the future.
Those of feeds are in their states."""


class StoredDate(NamedTuple):
    """When an article was seen and published; `n` is its inner number.

    Attributes:
        feed_date: The date that its feed gave; None if there is none, or if an older version did not store it.
    """

    n: int
    feed: str
    seen: datetime
    published: datetime
    date_flag: DateFlag
    feed_date: datetime | None


class ArticleDateRepository(Repository):
    """The dates in the table articles, and times of other tables that are in the future."""

    def feeds_by_date(self, since: datetime, ahead_of: datetime) -> tuple[int, int]:
        """Return how many feeds gave dates since a moment, and how many of these gave dates after `ahead_of`.

        A date in the year 9999 is none.
        """
        sql = """SELECT COUNT(DISTINCT feed), COUNT(DISTINCT CASE WHEN feed_date > ? THEN feed END)
            FROM articles WHERE feed_date > ? AND feed_date < ?"""
        with self._db.reading() as db:
            feeds, ahead = db.execute(sql, (to_micros(ahead_of), to_micros(since), LAST_MICROS)).fetchone()
        return int(feeds), int(ahead)

    def suspicious_refreshes(self, now: datetime, tolerance: timedelta, earliest: datetime) -> list[datetime]:
        """Return the times at which articles were seen whose dates may be wrong.

        They were seen in the future or before `earliest`, or count as published in the future, or they have a date of
        their feed that lies more than a day after they were seen, and which has passed.
        """
        sql = f"""SELECT seen FROM articles WHERE seen > :future
            UNION SELECT seen FROM articles WHERE seen < :earliest
            UNION SELECT seen FROM articles WHERE published > :future
            UNION SELECT seen FROM articles WHERE feed_date <= :now AND feed_date > seen + {_AHEAD}
            AND published < feed_date"""
        with self._db.reading() as db:
            values = {"now": to_micros(now), "future": to_micros(now + tolerance), "earliest": to_micros(earliest)}
            return [from_micros(seen) for (seen,) in db.execute(sql, values)]

    def seen_at(self, moment: datetime) -> list[StoredDate]:
        """Return the dates of all articles that were seen at a moment, which is that of one refresh."""
        sql = "SELECT n, feed, seen, published, date_flag, feed_date FROM articles WHERE seen = ?"
        with self._db.reading() as db:
            rows = db.execute(sql, (to_micros(moment),)).fetchall()
        return [
            StoredDate(n, feed, from_micros(seen), from_micros(published), flag, optional_from_micros(feed_date))
            for n, feed, seen, published, flag, feed_date in rows
        ]

    def save(self, dates: Sequence[StoredDate]) -> list[str]:
        """Store when articles were seen and published; return the ids of their threads, which count as outdated.

        What a person read stays read.
        """
        rows = [
            (to_micros(one.seen), to_micros(one.seen), to_micros(one.published), one.date_flag, one.n) for one in dates
        ]
        groups_of = """SELECT DISTINCT s.n, t.n, t.id FROM articles a JOIN stories s ON s.n = a.story
            JOIN threads t ON t.n = s.thread WHERE a.n IN (SELECT value FROM json_each(?))"""
        if not rows:
            return []
        with self._db.writing() as db:
            read = read_by_person(db, [one.n for one in dates])
            sql = "UPDATE articles SET arrived = arrived + ? - seen, seen = ?, published = ?, date_flag = ? WHERE n = ?"
            db.executemany(sql, rows)
            keep_states(db, dict.fromkeys(read, False))
            groups = db.execute(groups_of, (json_array(one.n for one in dates),)).fetchall()
            recount_stories(db, {story for story, _, _ in groups})
            threads = {thread: id for _, thread, id in groups}
            for thread in threads:
                recount_thread(db, thread)
        return list(threads.values())

    def move_edits(self, shown: datetime, actual: datetime) -> None:
        """Let the edits that a refresh stored at a wrong time have its actual time."""
        with self._db.writing() as db:
            db.execute("UPDATE edits SET at = ? WHERE at = ?", (to_micros(actual), to_micros(shown)))

    def future_times(self, after: datetime) -> dict[str, datetime]:
        """Return the latest time of each table that has times after a moment."""
        latest: dict[str, datetime] = {}
        with self._db.reading() as db:
            for table, columns in COMPARED_TIMES.items():
                for column in columns:
                    (value,) = db.execute(f"SELECT MAX({column}) FROM {table}").fetchone()
                    if value is not None and value > to_micros(after):
                        latest[table] = max(from_micros(value), latest.get(table, after))
        return latest

    def bring_back(self, now: datetime, tolerance: timedelta) -> None:
        """Let marks, arrivals and pages dated in the future count from `now`; robots.txt files are fetched again."""
        moments = {"now": to_micros(now), "future": to_micros(now + tolerance)}
        with self._db.writing() as db:
            db.execute("UPDATE marks SET read = :now WHERE read > :future", moments)
            db.execute("UPDATE marks SET newest_when_muted = :now WHERE newest_when_muted > :future", moments)
            sql = """SELECT DISTINCT s.thread FROM articles a JOIN stories s ON s.n = a.story
                WHERE a.arrived > :future"""
            threads = [n for (n,) in db.execute(sql, moments)]
            db.execute("UPDATE articles SET arrived = :now WHERE arrived > :future", moments)
            recount_news(db, threads)
            db.execute("UPDATE article_pages SET next_due = :now WHERE at > :future AND next_due IS NOT NULL", moments)
            db.execute("UPDATE article_pages SET at = :now WHERE at > :future", moments)
            db.execute("DELETE FROM robots_txt WHERE at > :future", moments)
