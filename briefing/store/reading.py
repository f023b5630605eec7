"""Reading what is stored, ready to rank and render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.threads import Thread
from briefing.store.connection import Concern
from briefing.store.query import Asked, choice
from briefing.store.redirects import resolve
from briefing.store.rows import hidden_of, rows_of, rows_since
from briefing.store.values import many, micros, summary_from, timeline_from
from briefing.store.written import stories_by_thread
from briefing.text.query import EVERYTHING

if TYPE_CHECKING:
    from briefing.model.curation import Hidden
    from briefing.model.threads import ThreadRow
    from briefing.text.query import Query


class Reading(Concern):
    """Lists of threads, and threads in full."""

    def rows(
        self,
        now: datetime,
        since: datetime,
        *,
        section: str = "",
        all_time: bool = False,
        query: Query = EVERYTHING,
        names: Mapping[str, str] | None = None,
    ) -> list[ThreadRow]:
        """The threads that a query means, with an article published since `since`, newest first; or of `all_time`.

        `names` tells what feeds are called, by address.
        """
        with self._db.reading() as db:
            chosen = choice(db, query, Asked(now, since, names or {})) if query else None
            return rows_since(db, now, None if all_time else since, since, section, chosen)

    def hidden(self, now: datetime, since: datetime) -> list[Hidden]:
        """The threads that lists leave out, and why, newest first."""
        with self._db.reading() as db:
            return hidden_of(db, now, since)

    def publishers(self) -> list[str]:
        """The publishers of all articles, those with the most first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT publisher FROM articles GROUP BY publisher ORDER BY COUNT(*) DESC, publisher")
            return [publisher for (publisher,) in rows if publisher]

    def langs(self) -> list[str]:
        """The languages that articles declare, those with the most first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT lang FROM articles GROUP BY lang ORDER BY COUNT(*) DESC, lang")
            return [lang for (lang,) in rows if lang]

    def thread(self, id: str, now: datetime, since: datetime) -> Thread | None:
        """A thread in full; an id that ended leads to the thread it ended in."""
        return next(iter(self.threads([id], now, since)), None)

    def threads(self, ids: Sequence[str], now: datetime, since: datetime) -> list[Thread]:
        """These threads in full, in this order; unknown ids are left out."""
        sql = """SELECT t.id, w.summary, w.timeline FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
            JOIN written w ON w.thread = t.n"""
        with self._db.reading() as db:
            alive = list(dict.fromkeys(resolve(db, id) for id in ids))
            rows = rows_of(db, alive, now, since)
            stories = stories_by_thread(db, alive)
            written = {id: texts for id, *texts in db.execute(sql, (many(alive),))}
        found = []
        for row in rows:
            summary, timeline = written.get(row.id, (None, None))
            found.append(Thread(row, stories.get(row.id, ()), summary_from(summary), timeline_from(timeline)))
        return found

    def sections(self) -> list[str]:
        """The sections that have threads, those with the most first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT section FROM threads GROUP BY section ORDER BY COUNT(*) DESC, section")
            return [section for (section,) in rows]

    def counts(self, since: datetime) -> tuple[int, int]:
        """How many feeds the store knows, and how many articles were published since."""
        with self._db.reading() as db:
            feeds = db.execute("SELECT COUNT(*) FROM feeds").fetchone()[0]
            articles = db.execute("SELECT COUNT(*) FROM articles WHERE published >= ?", (micros(since),)).fetchone()[0]
        return int(feeds), int(articles)
