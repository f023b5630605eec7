"""Reading what is stored, ready to rank and render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.threads import Thread
from briefing.store.codecs import decode_summary, decode_timeline, json_array
from briefing.store.connection import Repository
from briefing.store.query_sql import QueryContext, thread_filter
from briefing.store.redirects import resolve
from briefing.store.thread_rows import hidden_threads, matching_thread_ids, rows_of, rows_since
from briefing.store.thread_texts import stories_by_thread
from briefing.text.query import MATCH_ALL

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.curation import HiddenThread
    from briefing.model.threads import ThreadRow
    from briefing.store.thread_rows import ThreadFilter
    from briefing.text.query import Query


class ThreadRepository(Repository):
    """Lists of threads, and threads in full."""

    def rows(
        self,
        now: datetime,
        since: datetime,
        *,
        section: str = "",
        all_time: bool = False,
        query: Query = MATCH_ALL,
        feed_names: Mapping[str, str] | None = None,
    ) -> list[ThreadRow]:
        """The threads that a query means, with an article published since `since`, newest first; or of `all_time`.

        `names` tells what feeds are called, by address.
        """
        with self._db.reading() as db:
            chosen = thread_filter(db, query, QueryContext(now, since, feed_names or {})) if query else None
            return rows_since(db, now, None if all_time else since, since, section, chosen)

    def matching_ids(
        self, queries: Sequence[Query], now: datetime, since: datetime, feed_names: Mapping[str, str]
    ) -> list[frozenset[str]]:
        """Return for each query the ids of its threads; muted ones only where the query asks for them.

        Args:
            queries: All of them share one scan of the threads.
            now: The current moment.
            since: Start of the period that "new" and "updated" refer to.
            feed_names: Display names of feeds by address.
        """

        def without_muted(accepts: ThreadFilter) -> ThreadFilter:
            return lambda one, muted: not muted and accepts(one, muted)

        with self._db.reading() as db:
            filters = []
            for query in queries:
                accepts = thread_filter(db, query, QueryContext(now, query.since(now) or since, feed_names))
                filters.append(accepts if "muted" in query.values("is") else without_muted(accepts))
            return matching_thread_ids(db, filters)

    def hidden(self, now: datetime, since: datetime) -> list[HiddenThread]:
        """The threads that lists leave out, and why, newest first."""
        with self._db.reading() as db:
            return hidden_threads(db, now, since)

    def get(self, id: str, now: datetime, since: datetime) -> Thread | None:
        """A thread in full; an id that ended leads to the thread it ended in."""
        return next(iter(self.get_many([id], now, since)), None)

    def get_many(self, ids: Sequence[str], now: datetime, since: datetime) -> list[Thread]:
        """These threads in full, in this order; unknown ids are left out."""
        sql = """SELECT t.id, w.summary, w.timeline FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
            JOIN written w ON w.thread = t.n"""
        with self._db.reading() as db:
            alive = list(dict.fromkeys(resolve(db, id) for id in ids))
            rows = rows_of(db, alive, now, since)
            stories = stories_by_thread(db, alive)
            written = {id: texts for id, *texts in db.execute(sql, (json_array(alive),))}
        found = []
        for row in rows:
            summary, timeline = written.get(row.id, (None, None))
            found.append(Thread(row, stories.get(row.id, ()), decode_summary(summary), decode_timeline(timeline)))
        return found

    def sections(self) -> list[str]:
        """The sections that have threads, those with the most first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT section FROM threads GROUP BY section ORDER BY COUNT(*) DESC, section")
            return [section for (section,) in rows]

    def stories_of(self, thread: str) -> tuple[Story, ...]:
        """The stories of a thread, oldest first, with their articles."""
        with self._db.reading() as db:
            return stories_by_thread(db, [thread]).get(thread, ())

    def titles(self, threads: Sequence[str]) -> dict[str, str]:
        """The titles of these threads."""
        sql = "SELECT id, title FROM threads WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(threads),)).fetchall())
