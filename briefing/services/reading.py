"""Reading what is stored: ranked threads, briefings, single threads, search and explanations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import period_start
from briefing.errors import ConfigError
from briefing.model.articles import EPOCH
from briefing.model.briefings import Briefing
from briefing.model.feeds import FeedHouses
from briefing.model.threads import Thread
from briefing.program_faults import fault_name, fault_of
from briefing.services.context import Context
from briefing.services.feed_health import FeedHealth
from briefing.services.known_names import KnownNames
from briefing.text.html.clean import clean
from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.publishers.publishers import house_of_feed_publisher
from briefing.text.query import Query
from briefing.writing.front_page.ranking import rank_threads

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.coverage import AgendaItem, Coverage, ThreadDetails
    from briefing.model.curation import Explanation, SearchHit
    from briefing.model.threads import Changes, ThreadRow
    from briefing.services.fault_record import FaultRecord

MIN_PART_PUBLISHERS = 3
"""Number of independent publishers of a part from which on it is important enough for the timeline of its affair."""
MAX_READ_PARTS = 12
"""Number of parts of an affair, those of the most publishers, whose events are read, which bounds the cost."""
THREADS_IN_MEMORY = 200
"""Threads of a long list that are loaded at a time: some MB, and few enough queries."""
BEST_THREADS = 5
"""Threads that a search shows above the articles: the articles stay in sight."""
AGENDA_DAYS = 14
"""Days that the agenda of all threads looks ahead: two weeks can be planned for."""
THREAD_AGENDA_DAYS = 60
"""Days that the agenda of one thread looks ahead: a single thread announces few dates, so later ones fit."""
MAX_FEED_ARTICLES = 200
"""Articles of one feed that are listed: some weeks of a busy feed."""


class Reading:
    """Reads the store and never changes it."""

    def __init__(self, context: Context, feed_health: FeedHealth, names: KnownNames) -> None:
        self._context = context
        self._store = context.store
        self._feed_health = feed_health
        self._names = names

    # --- lists of threads ----------------------------------------------------------------------------------------

    def thread_rows(
        self, *, since: datetime | None = None, section: str = "", muted: bool = False, query: Query | str = ""
    ) -> tuple[ThreadRow, ...]:
        """Return threads for a list, ranked.

        Args:
            since: Only threads with an article published since then; None: since what the query says, else all.
            section: Only threads of this section; "": of all.
            muted: Include muted threads, also if the query does not ask for them.
            query: Only threads that match.

        Raises:
            ConfigError: `query` cannot be read.
        """
        now, parsed = self._context.now(), self._names.parse_query(query)
        since = since or parsed.since(now)
        rows = self._store.threads.rows(
            now,
            since or period_start(now),
            section=section,
            all_time=since is None,
            query=parsed,
            feed_names=self._names.feed_names() if parsed else None,
        )
        muted = muted or parsed.asks_for_state("muted")
        return tuple(rank_threads([row for row in rows if muted or not row.muted], now))

    def front_page_rows(
        self, *, since: datetime | None = None, section: str = "", query: Query | str = ""
    ) -> tuple[ThreadRow, ...]:
        """Return what `thread_rows` returns, without the threads of feeds that `today` leaves out."""
        return self.without_left_out(self.thread_rows(since=since, section=section, query=query))

    def without_left_out(self, rows: tuple[ThreadRow, ...]) -> tuple[ThreadRow, ...]:
        """Return the rows without the threads of feeds that `today` leaves out."""
        feeds = [feed.url for feed in self._context.config.feeds if not feed.today]
        if not feeds:
            return rows
        left_out = self._store.threads.only_of_feeds([row.id for row in rows], feeds)
        return tuple(row for row in rows if row.id not in left_out)

    def with_affairs(self, rows: Sequence[ThreadRow], since: datetime) -> list[ThreadRow]:
        """Return rows of a period, and after them those of the affairs without news that they are part of."""
        now, known = self._context.now(), list(rows)
        ids = {row.id for row in known}
        while missing := {row.affair_id for row in known} - ids - {""}:
            ids |= missing
            known += self._store.threads.rows_by_id(sorted(missing), now, since)
        return known

    def houses(self) -> FeedHouses:
        """Return the houses of the enabled feeds by section, and of all feeds by publisher.

        Articles of a feed stay after it is disabled.
        """
        names = self._names.feed_names()
        by_section: dict[str, set[str]] = {}
        by_publisher: dict[str, str] = {}
        for feed in self._context.config.feeds:
            publisher = feed.publisher or names[feed.url]
            by_publisher[publisher] = house_of_feed_publisher(publisher, feed.url)
            if feed.enabled:
                by_section.setdefault(feed.section, set()).add(by_publisher[publisher])
        return FeedHouses({section: frozenset(houses) for section, houses in by_section.items()}, by_publisher)

    def thread_ids_by_query(self, queries: Sequence[Query]) -> tuple[frozenset[str], ...]:
        """Return for each query the ids of its threads; the threads are read once for all queries."""
        if not queries:
            return ()
        now = self._context.now()
        return tuple(self._store.threads.matching_ids(queries, now, period_start(now), self._names.feed_names()))

    def load_threads(
        self, rows: Sequence[ThreadRow], since: datetime | None = None, faults: FaultRecord | None = None
    ) -> tuple[Thread, ...]:
        """Load the threads of ranked rows in one call, keeping the rows with their scores.

        Args:
            rows: Rows of `thread_rows`.
            since: Start of the period that "new" and "updated" refer to; None: the day's period.
            faults: Takes those of threads that cannot be read, of which only the row is returned. None: the first one
                is raised.
        """
        now = self._context.now()
        try:
            threads = self._store.threads.get_many([row.id for row in rows], now, since or period_start(now))
        except Exception as error:
            if faults is None or not rows:
                raise
            if len(rows) > 1:
                return tuple(thread for row in rows for thread in self.load_threads([row], since, faults))
            faults.add(fault_of(fault_name(rows[0].id), error))
            return (Thread(rows[0]),)
        by_id = {thread.row.id: thread for thread in threads}
        return tuple(replace(by_id[row.id], row=row) for row in rows if row.id in by_id)

    def iterate_threads(
        self, rows: Sequence[ThreadRow], since: datetime | None = None, faults: FaultRecord | None = None
    ) -> Iterator[Thread]:
        """Yield what `load_threads` returns; only `THREADS_IN_MEMORY` of them are loaded at a time."""
        for start in range(0, len(rows), THREADS_IN_MEMORY):
            yield from self.load_threads(rows[start : start + THREADS_IN_MEMORY], since, faults)

    def assemble_briefing(
        self, since: datetime, rows: Sequence[ThreadRow], threads: tuple[Thread, ...], now: datetime | None = None
    ) -> Briefing:
        """Return the briefing of loaded threads, with the figures of its period; `rows` are counted."""
        statuses = Counter(row.status for row in rows)
        return Briefing(
            now=now or self._context.now(),
            since=since,
            threads=threads,
            total=len(rows),
            new=statuses["new"],
            updated=statuses["updated"],
            feeds=sum(feed.enabled for feed in self._context.config.feeds),
            articles=self._store.articles.feed_and_article_counts(since)[1],
            failures=self._feed_health.failures(),
        )

    def last_fetch(self) -> datetime | None:
        """Return when a configured feed last answered; None: none ever did."""
        states = self._store.feeds.states()
        answers = (states[feed.url].last_success for feed in self._context.config.feeds if feed.url in states)
        return max((when for when in answers if when), default=None)

    def is_store_empty(self) -> bool:
        """Whether the store holds no article yet."""
        return self._store.articles.feed_and_article_counts(EPOCH)[1] == 0

    def newest_articles(self, limit: int) -> tuple[Article, ...]:
        """Return the newest articles, the newest first, also those that are in no thread yet."""
        return tuple(self._store.articles.newest(self._context.now(), limit))

    def news_since(self) -> datetime:
        """Return since when news are new to the reader."""
        return self._store.visits.news_since(self._context.now())

    def rows_by_id(self, ids: Sequence[str]) -> tuple[ThreadRow, ...]:
        """Return the rows of these threads, with the status in the day's period; unknown ids are left out."""
        now = self._context.now()
        return tuple(self._store.threads.rows_by_id(ids, now, period_start(now)))

    # --- one thread ----------------------------------------------------------------------------------------------

    def thread(self, thread_id: str, *, with_parts: bool = True) -> Thread:
        """Return a thread in full, with or without the main events of its parts; ConfigError for an unknown id."""
        now = self._context.now()
        thread = self._store.threads.get(thread_id, now, period_start(now))
        if thread is None:
            raise ConfigError(f"There is no thread {clean(thread_id)}.", "`briefing threads` lists all threads.")
        return self._with_part_events(thread, now) if with_parts else thread

    def _with_part_events(self, thread: Thread, now: datetime) -> Thread:
        """Return a thread, with the main events of its parts if it is an affair with a name ("Iran war").

        Parts of what bears a headline are linked by a firm or a person, and their events are often of another matter.
        """
        parts = self._store.threads.parts([thread.row.id], MIN_PART_PUBLISHERS, MAX_READ_PARTS, now)
        if not parts:
            return thread
        from briefing.writing.part_events import with_part_events
        from briefing.writing.stating_titles import is_label

        if not is_label(thread.row.title):
            return thread

        return replace(thread, timeline=with_part_events(thread.timeline, parts[thread.row.id]))

    def thread_details(self, thread_id: str, last_read: datetime | None = None) -> ThreadDetails:
        """Load a thread once and return it with changes, coverage and upcoming dates.

        Args:
            thread_id: Id of a thread; ConfigError if it is unknown.
            last_read: When the thread counts as last read, instead of the stored moment: a person who reads on still
                wants to see what was new at first.
        """
        from briefing.writing.agenda import agenda
        from briefing.writing.changes import changes_since_read
        from briefing.writing.coverage import coverage

        thread = self.thread(thread_id)
        if last_read:
            thread = replace(thread, row=replace(thread.row, read=last_read))
        from briefing.model.coverage import ThreadDetails

        (quotable,) = self._quotable([thread])
        return ThreadDetails(
            replace(thread, changes=changes_since_read(quotable)),
            coverage(quotable, self._feed_health.feeds_with_states()),
            agenda([quotable], self._context.now(), THREAD_AGENDA_DAYS),
        )

    def _quotable(self, threads: Sequence[Thread]) -> list[Thread]:
        """Return threads without what publishers print with many articles."""
        from briefing.services.house_phrases import HousePhrases

        return HousePhrases(self._store).without_in_threads(threads)

    def changes(self, thread: Thread) -> Changes | None:
        """Return what is new in a thread since a person last read it; None if it was never read or nothing came."""
        from briefing.writing.changes import changes_since_read

        return changes_since_read(self._quotable([thread])[0])

    def coverage(self, thread_id: str) -> Coverage:
        """Return who reports a thread, and which publishers of feeds in its section do not."""
        from briefing.writing.coverage import coverage

        return coverage(self._quotable([self.thread(thread_id)])[0], self._feed_health.feeds_with_states())

    def agenda(self, days: int = AGENDA_DAYS, faults: FaultRecord | None = None) -> tuple[AgendaItem, ...]:
        """Return the dates ahead that articles of the last month name, earliest first; muted threads are left out.

        Args:
            days: Number of days after today.
            faults: Takes those of threads that cannot be read, which are left out.
        """
        from briefing.services.fault_record import FaultRecord
        from briefing.writing.agenda import AGENDA_ARTICLE_AGE, agenda, names_day_ahead

        now = self._context.now()

        def names_day(text: str, published: datetime) -> bool:
            return names_day_ahead(text, published.date(), now, days)

        ids = self._store.threads.ids_with_text(now - AGENDA_ARTICLE_AGE - timedelta(days=1), names_day)
        listed = [row for row in self._store.threads.rows_by_id(ids, now, now) if not row.muted]
        threads = self.load_threads(listed, now, FaultRecord() if faults is None else faults)
        return agenda(self._quotable(threads), now, days)

    # --- articles and evidence -----------------------------------------------------------------------------------

    def headline_history(self, article_id: str) -> tuple[tuple[datetime, str], ...]:
        """Return the earlier versions of an article, oldest first: until when, and the headline it had.

        A version whose headline is the same had another text.
        """
        return tuple((until, title) for until, title, _ in self._store.articles.edits(article_id))

    def threads_with_id(self, text: str) -> tuple[ThreadRow, ...]:
        """Return the threads that a text names by an id (of a thread, story or article), or by a long start."""
        ids = self._store.lookup.threads_with_id(text)
        return self.rows_by_id(ids) if ids else ()

    def search(
        self, query: Query | str, limit: int = 20, *, threads: Collection[str] | None = None
    ) -> tuple[SearchHit, ...]:
        """Return matching articles, of all threads or of these: with words the best first, else the newest first."""
        now, parsed = self._context.now(), self._names.parse_query(query)
        since = parsed.since(now) or period_start(now)
        return tuple(self._store.search.hits(parsed, limit, now, since, self._names.feed_names(), threads=threads))

    def feed_articles(self, url: str, limit: int = MAX_FEED_ARTICLES) -> tuple[SearchHit, ...]:
        """Return the newest articles of a feed, with their threads."""
        return tuple(self._store.search.newest_of_feed(url, limit))

    def best_threads(self, query: Query | str, limit: int = BEST_THREADS) -> tuple[ThreadRow, ...]:
        """Return the first threads that a query means, those with all its words in their titles first.

        There is none for a query without words.
        """
        parsed = self._names.parse_query(query)
        words = [part for word in parsed.wanted_words() for part in plain_spelling(word).split()]
        if not words:
            return ()
        rows = sorted(
            self.thread_rows(query=parsed),
            key=lambda row: not all(word in plain_spelling(row.title) for word in words),
        )
        return tuple(rows[:limit])

    def explain(self, reference: str) -> Explanation:
        """Return the stored evidence of an article, or of the newest story of a thread."""
        explanation = self._store.explanations.explain(
            reference, self._context.terminal
        ) or self._store.explanations.explain(self._names.resolve_thread(reference))
        if explanation is None:
            raise ConfigError(f'Nothing is stored about "{clean(reference)}".', "`briefing threads` lists all threads.")
        from briefing.services.explanations import distinctive_words, explanation_with_distinctive_words
        from briefing.services.house_phrases import HousePhrases

        stories = HousePhrases(self._store).without_in(self._store.threads.stories_of(explanation.thread.id))
        return explanation_with_distinctive_words(explanation, stories, distinctive_words(self._context, self._names))
