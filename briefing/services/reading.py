"""Read what is stored: ranked threads, briefings, single threads, search and explanations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import period_start
from briefing.errors import BriefingError
from briefing.model.articles import EPOCH
from briefing.model.threads import Briefing
from briefing.services.context import Context
from briefing.services.feed_health import FeedHealth
from briefing.store.search import is_printout_number
from briefing.text.clean import clean
from briefing.text.query import Query, check_values, parse_query
from briefing.writing.changes_since import changes_since
from briefing.writing.ranking import rank_threads

if TYPE_CHECKING:
    from briefing.model.curation import Explanation, SearchHit
    from briefing.model.threads import AgendaItem, Changes, Coverage, Thread, ThreadRow
    from briefing.text.query import Query

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: articles can reach the store a day after they were published."""
DIGEST_BATCH = 200
"""Threads a digest reads at once; its ledger decides which of them it tells."""


CHECKED_KEYS = ("section", "publisher", "feed")
"""Keys of a query of which only values that there are make sense."""


class Reading:
    """Reads the store; it changes nothing."""

    def __init__(self, context: Context, feed_health: FeedHealth) -> None:
        self._context = context
        self._store = context.store
        self._feed_health = feed_health

    def thread_rows(
        self, *, since: datetime | None = None, section: str = "", muted: bool = False, query: Query | str = ""
    ) -> tuple[ThreadRow, ...]:
        """Return the ranked threads that `query` means, with an article since `since` (None: what the query says).

        Muted ones are kept if `muted` says so, or the query asks for them.
        """
        now, asked = self._context.now(), self.parse_query(query)
        since = since or asked.since(now)
        period, names = since or period_start(now), self.feed_names() if asked else None
        rows = self._store.threads.rows(
            now, period, section=section, all_time=since is None, query=asked, feed_names=names
        )
        muted = muted or "muted" in asked.values("is")
        return tuple(rank_threads([row for row in rows if muted or not row.muted], now))

    def briefing(
        self, *, since: datetime | None = None, limit: int | None = None, section: str = "", query: Query | str = ""
    ) -> Briefing:
        """Return the briefing of a period (None: the query's, or the day's), best `limit` first; no thread is read.

        Threads that were known before have what changed since they were last read, else since the period began.
        """
        now, asked = self._context.now(), self.parse_query(query)
        since = since or asked.since(now) or period_start(now)
        rows = self.thread_rows(since=since, section=section, query=asked)
        threads = self.load_threads(rows[:limit], now, since)
        return self.assemble_briefing(
            now, since, rows, tuple(replace(t, changes=changes_since(t, since)) for t in threads)
        )

    def thread(self, thread_id: str) -> Thread:
        """Return a thread in full; BriefingError for an id that is not there."""
        now = self._context.now()
        found = self._store.threads.get(thread_id, now, period_start(now))
        if found is None:
            raise BriefingError(f"There is no thread {clean(thread_id)}.", "`briefing threads` lists them.")
        return found

    def changes(self, thread_id: str, since: datetime | None = None) -> Changes | None:
        """Return what is new in a thread since a person last read it; None if nobody did, or nothing came.

        `since` stands for that moment where a person reads on and still wants to know what was new at first.
        """
        from briefing.writing.changes import changes_since_read

        found = self.thread(thread_id)
        return changes_since_read(replace(found, row=replace(found.row, read=since)) if since else found)

    def coverage(self, thread_id: str) -> Coverage:
        """Return who reports a thread; publishers whose feeds of its section were read and have nothing are silent."""
        from briefing.writing.coverage import coverage

        return coverage(self.thread(thread_id), self._feed_health.feeds_with_states())

    def agenda(self, days: int = 14) -> tuple[AgendaItem, ...]:
        """Return what the articles of the last month say of the next days, earliest first; muted threads left out."""
        from briefing.writing.agenda import MAX_ARTICLE_AGE, agenda

        now = self._context.now()
        rows = [row for row in self._store.threads.rows(now, now - MAX_ARTICLE_AGE) if not row.muted]
        return agenda(self._store.threads.get_many([row.id for row in rows], now, now), now, days)

    def upcoming(self, thread_id: str, days: int = 60) -> tuple[AgendaItem, ...]:
        """Return what the articles of the last month in a thread say of the next days, earliest first."""
        from briefing.writing.agenda import agenda

        return agenda([self.thread(thread_id)], self._context.now(), days)

    def resolve_thread(self, reference: str) -> str:
        """Return the id of the thread a person means by an id, a prefix, a print-out number or words of a title."""
        found = self._store.search.threads_named(reference)
        name = clean(reference)
        if not name:
            raise BriefingError("No thread is named.", "Say its number, its id, or words of its title.")
        if not found and is_printout_number(name):
            raise BriefingError(f"The last print-out has no number {name}.", "`briefing today` numbers threads anew.")
        if not found:
            raise BriefingError(f'No thread is called "{name}".', f"`briefing search {name}` looks into articles.")
        if len(found) > 1:
            near = [f"{thread} {title}" for thread, title in found[:5]]
            raise BriefingError(f'"{name}" names {len(found)} threads.', "Say more words, or an id.", near)
        return found[0][0]

    def resolve_article(self, reference: str) -> tuple[str, str]:
        """Return id and title of the article a person means by an id, the start of one, or words of its title."""
        found, name = self._store.search.articles_named(reference), clean(reference)
        if not name or (is_printout_number(name) and len(found) != 1):
            raise BriefingError("Articles have no numbers.", "Say words of its title, or its id.")
        if not found:
            raise BriefingError(f'No article is called "{name}".', f"`briefing search {name}` looks into their texts.")
        if len(found) > 1:
            near = [f"{article} {title}" for article, title in found[:5]]
            raise BriefingError(f'"{name}" names {len(found)} articles.', "Say more words, or an id.", near)
        return found[0]

    def headline_history(self, article_id: str) -> tuple[tuple[datetime, str], ...]:
        """Return until when an article had which headline before, oldest first; also where only its text changed."""
        return tuple((until, title) for until, title, _ in self._store.articles.edits(article_id))

    def search(self, query: Query | str, limit: int = 20) -> tuple[SearchHit, ...]:
        """Return the articles that a query means: with words the best first, else the newest first."""
        now, asked = self._context.now(), self.parse_query(query)
        return tuple(
            self._store.search.hits(asked, limit, now, asked.since(now) or period_start(now), self.feed_names())
        )

    def explain(self, reference: str) -> Explanation:
        """Return the stored evidence of an article, or of the newest story of a thread."""
        found = self._store.search.explain(reference) or self._store.search.explain(self.resolve_thread(reference))
        if found is None:
            raise BriefingError(
                f'Nothing is stored about "{clean(reference)}".', "`briefing threads` lists the threads."
            )
        return found

    def sections(self) -> tuple[str, ...]:
        """Return the sections in the order of the configuration, then others that the store holds."""
        configured = dict.fromkeys(feed.section for feed in self._context.config.feeds if feed.enabled)
        stored = self._store.threads.sections()
        return (*(s for s in configured if s in stored), *(s for s in stored if s not in configured))

    def is_store_empty(self) -> bool:
        """Tell whether the store holds no article yet."""
        return self._store.articles.feed_and_article_counts(EPOCH)[1] == 0

    def parse_query(self, text: Query | str) -> Query:
        """Read a query; ConfigError in words for a key or value that is none, with the nearest that is."""
        if isinstance(text, Query):
            return text
        query = parse_query(text)
        check_values(
            query,
            {key: self.values_for_key(key) for key in CHECKED_KEYS if any(term.key == key for term in query.terms)},
        )
        return query

    def query_values(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values that keys of a query can have, the most usual first, for completion."""
        return {key: self.values_for_key(key) for key in (*CHECKED_KEYS, "lang")}

    def values_for_key(self, key: str) -> tuple[str, ...]:
        """What a key can have as its value."""
        if key == "section":
            return tuple(dict.fromkeys([*self.sections(), *(feed.section for feed in self._context.config.feeds)]))
        if key == "feed":
            return tuple(
                dict.fromkeys([*self.feed_names().values(), *(feed.url for feed in self._context.config.feeds)])
            )
        return tuple(self._store.articles.publishers() if key == "publisher" else self._store.articles.languages())

    def feed_names(self) -> dict[str, str]:
        """What feeds are called, by address."""
        titles = {url: state.title for url, state in self._store.feeds.states().items() if state.title}
        return {**titles, **{feed.url: clean(feed.name) for feed in self._context.config.feeds if feed.name}}

    def load_threads(self, rows: Sequence[ThreadRow], now: datetime, since: datetime) -> tuple[Thread, ...]:
        """Load the threads of ranked rows, keeping the rows' scores."""
        found = {thread.row.id: thread for thread in self._store.threads.get_many([row.id for row in rows], now, since)}
        return tuple(replace(found[row.id], row=row) for row in rows if row.id in found)

    def assemble_briefing(
        self, now: datetime, since: datetime, rows: Sequence[ThreadRow], threads: tuple[Thread, ...]
    ) -> Briefing:
        """Put threads and the figures of the period together."""
        statuses = Counter(row.status for row in rows)
        return Briefing(
            now=now,
            since=since,
            threads=threads,
            total=len(rows),
            new=statuses["new"],
            updated=statuses["updated"],
            feeds=sum(feed.enabled for feed in self._context.config.feeds),
            articles=self._store.articles.feed_and_article_counts(since)[1],
            problems=self._feed_health.problems(),
        )
