"""The front page: what `briefing today` prints and what the reader shows, from one composition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from briefing.clock import period_start
from briefing.model.feeds import FeedHouses
from briefing.model.pages import FrontPage
from briefing.model.reading_times import Arrivals
from briefing.program_faults import fault_name
from briefing.services.context import Context
from briefing.services.fault_record import FaultRecord
from briefing.services.known_names import KnownNames
from briefing.services.reading import Reading
from briefing.text.query import Query
from briefing.writing.front_page.front_page import compose_page as compose_page
from briefing.writing.front_page.front_page import with_late_status, with_parts_after_affairs, without_late_news
from briefing.writing.front_page.ranking import rank_threads, scored_in_order
from briefing.writing.stored_changes import changes_since

if TYPE_CHECKING:
    from briefing.model.briefings import Briefing
    from briefing.model.threads import Thread, ThreadRow


MAX_PAGE_PERIOD = timedelta(days=14)
"""Longest period of the reader's front page: after a longer absence, what is older stands behind its end."""


class PageChoice(NamedTuple):
    """Which part of the front page is wanted.

    Attributes:
        since: Start of the period; None: what the query says, else the start of the day's period.
        limit: Number of main rows at most, the highest ranked first; parts are not counted. None: all.
        section: Only this section; "": all.
        query: Only threads that match.
        with_parts: Load the parts of affairs as threads too, each after its affair.
        with_singles: Load the folded single reports as threads too, after all others.
    """

    since: datetime | None = None
    limit: int | None = None
    section: str = ""
    query: Query | str = ""
    with_parts: bool = False
    with_singles: bool = False


class ReaderRows(NamedTuple):
    """What the reader composes its page of: ranked threads, those of the front page before all older ones.

    Attributes:
        rows: The threads.
        page_since: The start of the period of the page: that of the day, or the last visit if that is longer ago.
        news_since: Since when news are new to the reader: up to when the visit before this one had listed what arrived.
        houses: The houses of the feeds.
        left_out: The threads of feeds that `today` leaves out; they stand behind the end of the page.
        arrivals: Up to which arrivals it has everything; None: not known.
        visited: Whether there was a visit before, from which on news are new; else it is the day's period.
        survivors: The threads in which threads ended that the reader showed before, by the ids of those.
    """

    rows: tuple[ThreadRow, ...]
    page_since: datetime
    news_since: datetime
    houses: FeedHouses
    left_out: frozenset[str] = frozenset()
    arrivals: Arrivals | None = None
    visited: bool = False
    survivors: Mapping[str, str] = MappingProxyType({})


WHOLE_PAGE = PageChoice()
"""The whole front page of the day."""


class FrontPages:
    """Composes the front page of a period; it never changes the store."""

    def __init__(self, context: Context, reading: Reading, names: KnownNames) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading
        self._names = names
        self.faults = FaultRecord()
        """Those of threads of which not all could be read or shown."""

    def rows(
        self, since: datetime, *, muted: bool = False, late_since: datetime | None = None
    ) -> tuple[ThreadRow, ...]:
        """Return the ranked threads of a period, and the affairs without news that they are part of.

        Args:
            since: The start of the period: threads with an article published since then.
            muted: Also muted threads.
            late_since: Also threads with an article that arrived late since then, which is news of the period.
        """
        now = self._context.now()
        rows = self._reading.with_affairs(self._store.threads.rows(now, since, late_since=late_since), since)
        shown = [row for row in rows if muted or not row.muted]
        if late_since:
            shown = [with_late_status(row, late_since) for row in shown]
        return tuple(rank_threads(shown, now))

    def _late_since(self, since: datetime) -> datetime | None:
        """Return since when an article that arrives late is news of a period before which it was published.

        That is since the last visit of the reader, in the period; before the second visit, none is (None): a page
        could not separate what came late from what a person saw. It is the same for `briefing today` and the reader.
        """
        boundary = self._store.visits.boundary()
        return boundary and max(since, boundary)

    def reader_rows(self, *, with_older: bool = True) -> ReaderRows:
        """Return the threads that the reader lists; without older ones, those of the front page alone."""
        now, news_since = self._context.now(), self._reading.news_since()
        arrivals = self._store.visits.arrivals_now(now)
        page_since = min(period_start(now), max(news_since, now - MAX_PAGE_PERIOD))
        rows = self.rows(page_since, late_since=self._late_since(page_since))
        left_out = {row.id for row in rows} - {row.id for row in self._reading.without_left_out(rows)}
        if with_older:
            on_page = {row.id for row in rows}
            all_rows = self._store.threads.rows(now, page_since, all_time=True)
            older = [row for row in all_rows if row.id not in on_page and not row.muted]
            rows += tuple(row for row, _ in scored_in_order(older, now))  # nobody shows their scores
        visited = self._store.visits.boundary() is not None
        if not visited:
            rows = tuple(map(without_late_news, rows))
        houses = self._reading.houses()
        return ReaderRows(rows, page_since, news_since, houses, frozenset(left_out), arrivals, visited)

    def page(self, choice: PageChoice = WHOLE_PAGE) -> FrontPage:
        """Return the front page, without its limit.

        Raises:
            ConfigError: The query cannot be read.
        """
        now, query = self._context.now(), self._names.parse_query(choice.query)
        wanted = choice.since or query.since(now)
        since = wanted or period_start(now)
        late_since = None if wanted else self._late_since(since)  # a wanted period has what was published in it
        is_muted_wanted = query.asks_for_state("muted")
        rows = self._reading.without_left_out(self.rows(since, muted=is_muted_wanted, late_since=late_since))
        page = compose_page(rows, since, self._reading.houses(), late_since=late_since).in_section(choice.section)
        if query:
            names = self._names.feed_names()
            meant = self._store.threads.rows(now, since, query=query, feed_names=names, late_since=late_since)
            page = page.with_ids({row.id for row in meant})
        return page.with_singles_if_empty()

    def thread_list(
        self, *, since: datetime | None = None, section: str = "", muted: bool = False, query: Query | str = ""
    ) -> tuple[ThreadRow, ...]:
        """Return what `Reading.thread_rows` returns, with the parts of affairs below these."""
        rows = self._reading.thread_rows(since=since, section=section, muted=muted, query=query)
        return with_parts_after_affairs(rows)

    def briefing(self, choice: PageChoice = WHOLE_PAGE) -> Briefing:
        """Return the briefing of a period."""
        briefing, threads = self.briefing_with_late_threads(choice)
        return replace(briefing, threads=tuple(threads))

    def briefing_with_late_threads(self, choice: PageChoice = WHOLE_PAGE) -> tuple[Briefing, Iterator[Thread]]:
        """Return the briefing of a period without its threads, and these as they are loaded; none is marked as read.

        A thread that began before the period says what changed since it was last read, else since the period began.
        """
        page = self.page(choice)
        shown = replace(page, entries=page.entries[: choice.limit])
        rows = list(shown.flat_rows()) if choice.with_parts else [entry.row for entry in shown.entries]
        rows += page.singles if choice.with_singles else ()
        threads = self._reading.iterate_threads(rows, page.since, self.faults)
        changed = (self._with_changes(thread, page.since) for thread in threads)
        main_rows = [entry.row for entry in page.entries]
        briefing = self._reading.assemble_briefing(page.since, main_rows, ())
        total = len([row for row in (*page.flat_rows(), *page.singles) if row.status != "running"])
        parts = {entry.row.id: entry.parts for entry in page.entries if entry.parts}
        return replace(briefing, total=total, main=len(main_rows), parts=parts, singles=page.singles), changed

    def _with_changes(self, thread: Thread, since: datetime) -> Thread:
        with self.faults.guard(fault_name(thread.row.id)):
            return replace(thread, changes=changes_since(thread, since))
        return thread

    def score_factors(self, briefing: Briefing) -> dict[str, list[tuple[str, float]]]:
        """Return for each thread of a briefing the factors of its score with their names."""
        from briefing.writing.front_page.ranking import score_factors

        return {thread.row.id: score_factors(thread.row, briefing.now) for thread in briefing.threads}
