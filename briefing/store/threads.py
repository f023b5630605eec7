"""Threads: lists of them, and threads in full, ready to rank and render."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.affair_parts import AffairPart
from briefing.model.threads import Thread
from briefing.store.codecs import json_array, to_micros
from briefing.store.damaged_rows import sound_rows
from briefing.store.database.connection import Connections, Repository
from briefing.store.query_sql import QueryContext, thread_filter
from briefing.store.read_states import exceptions_of
from briefing.store.redirects import resolve
from briefing.store.thread_rows import (
    hidden_threads,
    ids_with_text,
    matching_thread_ids,
    rows_of,
    rows_since,
    sections,
    sound_rows_of,
    thread_records,
    unmuted_parts,
)
from briefing.store.thread_texts import StoredText, ThreadTextRepository, select_texts, stories_by_thread
from briefing.store.undoubted_stories import HAS_DOUBTS
from briefing.store.visits import reader_news
from briefing.text.query import MATCH_ALL

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.curation import HiddenThread
    from briefing.model.thread_rules import Rule
    from briefing.model.threads import ThreadRow
    from briefing.store.thread_records import ThreadRecord
    from briefing.store.thread_rows import ThreadFilter
    from briefing.text.query import Query


class ThreadRepository(Repository):
    """The table threads, with the stories, marks, affairs and texts of threads, for reading."""

    def __init__(self, connections: Connections, texts: ThreadTextRepository) -> None:
        super().__init__(connections)
        self._texts = texts

    def rows(
        self,
        now: datetime,
        since: datetime,
        *,
        section: str = "",
        all_time: bool = False,
        query: Query = MATCH_ALL,
        feed_names: Mapping[str, str] | None = None,
        late_since: datetime | None = None,
    ) -> list[ThreadRow]:
        """Return the threads that a query means, newest first.

        Args:
            now: The current moment.
            since: The start of the period: only threads with an article published since then.
            section: Only threads of this section; "": of all.
            all_time: Also threads without an article in the period.
            query: Only threads that match.
            feed_names: The names of feeds by address, for the query.
            late_since: Also threads with an article that arrived late since then.
        """
        rules = self._db.active_rules(now)
        with self._db.reading() as db:
            context = QueryContext(now, since, feed_names or {}, *reader_news(db, now), rules)
            accepts = thread_filter(db, query, context) if query else None
            return rows_since(db, now, None if all_time else since, since, section, accepts, rules, late_since)

    def rows_by_id(self, ids: Sequence[str], now: datetime, since: datetime) -> list[ThreadRow]:
        """Return the rows of these threads, with or without news since a moment; unknown ids are left out."""
        rules = self._db.active_rules(now)
        with self._db.reading() as db:
            return sound_rows_of(db, ids, now, since, rules)

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
            return lambda thread, muted: not muted and accepts(thread, muted)

        rules = self._db.active_rules(now)
        with self._db.reading() as db:
            filters, unread = [], reader_news(db, now)
            for query in queries:
                context = QueryContext(now, query.since(now) or since, feed_names, *unread, rules)
                accepts = thread_filter(db, query, context)
                filters.append(accepts if query.asks_for_state("muted") else without_muted(accepts))
            return matching_thread_ids(db, filters, now, rules)

    def hidden(self, now: datetime, since: datetime) -> list[HiddenThread]:
        """Return the threads that lists leave out, with the reason, newest first."""
        with self._db.reading() as db:
            return hidden_threads(db, now, since, self._db.active_rules(now))

    def meant_by_rule(self, rule: Rule, ids: Collection[str]) -> list[str]:
        """Return those of the threads that meet all conditions of a rule, newest first."""
        from briefing.store.configured_rules import threads_meant

        with self._db.reading() as db:
            records = thread_records(db, ids)
            numbers = threads_meant(db, rule, records)
            return [record.id for record in records if record.n in numbers]

    def articles_meant_by_rule(self, rule: Rule, ids: Collection[str]) -> list[str]:
        """Return the ids of those articles of the threads that meet all conditions of a rule, oldest first."""
        from briefing.store.configured_rules import articles_meant

        with self._db.reading() as db:
            return articles_meant(db, rule, [record.n for record in thread_records(db, ids)])

    def only_of_feeds(self, ids: Collection[str], feeds: Collection[str]) -> frozenset[str]:
        """Return those of the threads whose articles all come from these feeds."""
        from briefing.store.configured_rules import threads_only_of_feeds

        with self._db.reading() as db:
            id_by_number = {record.n: record.id for record in thread_records(db, ids)}
            return frozenset(id_by_number[n] for n in threads_only_of_feeds(db, id_by_number, feeds))

    def with_only_doubted_since(self, moment: datetime, ids: Collection[str]) -> frozenset[str]:
        """Return those of the threads to which articles came since a moment, all in doubted stories.

        Articles of the first document of a feed have no arrival: they came when they were fetched.
        """
        sql = f"""SELECT t.id FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
            CROSS JOIN stories s ON s.thread = t.n CROSS JOIN articles a ON a.story = s.n
            WHERE {HAS_DOUBTS} AND COALESCE(a.arrived, a.seen) >= ?
            GROUP BY t.id HAVING MIN(s.doubted)"""
        with self._db.reading() as db:
            return frozenset(id for (id,) in sound_rows(db, sql, (json_array(ids), to_micros(moment))))

    def get(self, id: str, now: datetime, since: datetime) -> Thread | None:
        """Return a thread in full; an id that ended leads to its survivor. None for an unknown id."""
        return next(iter(self.get_many([id], now, since)), None)

    def get_many(self, ids: Sequence[str], now: datetime, since: datetime) -> list[Thread]:
        """Return these threads in full, in this order; unknown ids are left out."""
        with self._db.reading() as db:
            resolved = list(dict.fromkeys(resolve(db, id) for id in ids))
            rows = rows_of(db, resolved, now, since, self._db.active_rules(now))
            stories = stories_by_thread(db, resolved)
            stored_texts = select_texts(db, resolved)
            unread = exceptions_of(db, resolved)
        texts = self._texts.decode(stored_texts)
        threads = []
        for row in rows:
            text = texts.get(row.id, StoredText())
            known_stories, exceptions = stories.get(row.id, ()), unread.get(row.id, {})
            threads.append(Thread(row, known_stories, text.summary, text.timeline, unread_by_article=exceptions))
        return threads

    def parts(
        self, affairs: Collection[str], min_publishers: int, limit: int, now: datetime
    ) -> dict[str, tuple[AffairPart, ...]]:
        """Return of each of these affairs the parts that are not muted, those of the most publishers first.

        Args:
            affairs: Ids of threads.
            min_publishers: The number of independent publishers of a part at least.
            limit: The number of parts of one affair at most.
            now: The current moment.
        """
        chosen: defaultdict[str, list[ThreadRecord]] = defaultdict(list)
        rules = self._db.active_rules(now)
        with self._db.reading() as db:
            for record in unmuted_parts(db, affairs, min_publishers, now, rules):
                if record.affair_id and len(chosen[record.affair_id]) < limit:
                    chosen[record.affair_id].append(record)
            ids = [record.id for records in chosen.values() for record in records]
            stored_texts = select_texts(db, ids) if ids else []
        texts = self._texts.decode(stored_texts)
        return {
            affair: tuple(
                AffairPart(one.id, one.title, one.article_count, texts[one.id].timeline)
                for one in records
                if one.id in texts
            )
            for affair, records in chosen.items()
        }

    def ids_with_text(self, since: datetime, accepts: Callable[[str, datetime], bool]) -> list[str]:
        """Return the threads with an article published since a moment whose text and time `accepts` accepts."""
        with self._db.reading() as db:
            return ids_with_text(db, since, accepts)

    def sections(self) -> list[str]:
        """Return the sections that have threads, those with the most threads first."""
        with self._db.reading() as db:
            return sections(db)

    def stories_of(self, thread: str) -> tuple[Story, ...]:
        """Return the stories of a thread, oldest first, with their articles."""
        with self._db.reading() as db:
            return stories_by_thread(db, [thread]).get(thread, ())

    def headlines(self, ids: Sequence[str], limit: int) -> dict[str, list[tuple[str, str, str]]]:
        """Return the newest headlines of stories and threads, each with its publisher and language, by their ids."""
        sql = """WITH own (id, n) AS (
                SELECT i.value, s.n FROM json_each(?1) i CROSS JOIN stories s ON s.id = i.value UNION ALL
                SELECT i.value, s.n FROM json_each(?1) i CROSS JOIN threads t ON t.id = i.value
                JOIN stories s ON s.thread = t.n),
            placed AS (SELECT own.id, a.title, a.publisher, a.lang,
                ROW_NUMBER() OVER (PARTITION BY own.id ORDER BY a.published DESC, a.id) AS place
                FROM own CROSS JOIN articles a ON a.story = own.n)
            SELECT id, title, publisher, lang FROM placed WHERE place <= ?2 ORDER BY id, place"""
        headlines: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        with self._db.reading() as db:
            for id, title, publisher, lang in db.execute(sql, (json_array(ids), limit)):
                headlines[id].append((title, publisher, lang))
        return dict(headlines)

    def survivors(self, threads: Sequence[str]) -> dict[str, str]:
        """Return the ids of the threads in which those of these ended that did, by their former ids."""
        sql = "SELECT old, new FROM redirects WHERE old IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(threads),)).fetchall())

    def titles(self, threads: Sequence[str]) -> dict[str, str]:
        """Return the titles of these threads, by id; unknown ids are left out."""
        sql = "SELECT id, title FROM threads WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(threads),)).fetchall())
