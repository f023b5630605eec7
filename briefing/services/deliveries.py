"""Digests with their delivery log."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import period_start
from briefing.errors import BriefingError, ConfigError
from briefing.model.briefings import Briefing
from briefing.model.digests import DEFAULT_NAME, DEFAULT_SIZE, DigestSettings, SummarySize
from briefing.program_faults import fault_name
from briefing.services.context import Context
from briefing.services.fault_record import FaultRecord
from briefing.services.known_names import KnownNames
from briefing.services.reading import Reading
from briefing.text.html.clean import clean
from briefing.text.query import MATCH_ALL, Query, did_you_mean
from briefing.writing.digest.undelivered import articles_known_to_readers, new_from, status_in_digest, undelivered
from briefing.writing.front_page.front_page import compose_page

if TYPE_CHECKING:
    from briefing.model.deliveries import UndeliveredNews
    from briefing.model.threads import Thread, ThreadRow

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: an article can reach the store a day after it was published."""
MIN_WAITING, MAX_WAITING = timedelta(days=2), timedelta(days=7)
"""Least and greatest age at the last run up to which news waits for the next one; between them it is the time between
the runs. So each digest may have what the one before it had no room for, but no headlines that are long overtaken."""
MAX_SINGLE_WAIT = timedelta(days=2)
"""How long the report of one publisher waits to be printed, if nobody follows its thread."""
WEEK = timedelta(days=7)
"""Period of the review of a week."""
MAX_READ_FOR_NUMBERS = 20
"""Threads without a new story or publisher whose articles a digest reads for changed numbers: the highest ranked."""
MAX_LOCK_WAIT = 120.0
"""Seconds that a digest waits for another one, which may wait for a language model as long as a minute or so."""


class Deliveries:
    """Makes digests and records what was delivered."""

    def __init__(self, context: Context, reading: Reading, names: KnownNames) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading
        self._names = names
        self._faults = FaultRecord()

    def settings(self, name: str = DEFAULT_NAME, *, may_be_former: bool = False) -> DigestSettings:
        """Return the settings of [digests.NAME] in feeds.toml. While it names no digest, each name has the defaults.

        Args:
            name: Name of the digest.
            may_be_former: Accept a name that feeds.toml does not have: its record is wanted.

        Raises:
            ConfigError: Its table has a mistake, or it has none while others have: it would print other news, or
                elsewhere, than was meant.
        """
        config = self._context.config
        for key in ("digests", f"digests.{name}"):
            config.require(key, "The digest is not made.")
        named = [one for one in config.digest_names if one != DEFAULT_NAME]
        if named and not may_be_former and name not in (*named, DEFAULT_NAME):
            problem = did_you_mean(f'No digest is called "{clean(name)}"', name, named)
            hint = f"Digests: {', '.join(named)}. A table of its own in feeds.toml, even an empty one, adds a digest."
            raise ConfigError(problem, hint)
        return config.digests.get(name) or DigestSettings(name)

    def digest(
        self,
        name: str = DEFAULT_NAME,
        since: datetime | None = None,
        *,
        settings: DigestSettings | None = None,
        query: Query = MATCH_ALL,
    ) -> Briefing:
        """Return what a digest may print of its undelivered news; `mark_delivered` records what it printed.

        Args:
            name: Name of the digest; each has its own delivery log.
            since: Start of the period; None: what the settings say, else shortly before the last run, or as long as
                news waits for room; the day's period for the first run.
            settings: What it selects; None: what feeds.toml says.
            query: Only threads that match it too.
        """
        from briefing.writing.digest.digest_selection import leaders_first, select_threads, sure_of_place, within_limit

        now, settings = self._context.now(), settings or self.settings(name)
        start = since or (now - settings.period if settings.period else self._period_start(name, now))
        rows = self._rows(start, settings, query)
        news_by_thread = self._store.deliveries.undelivered_news(name, start, now)
        delivered = self._store.deliveries.delivered_stories(name)
        last_run = self._store.deliveries.last_before(name, now)
        recent_news = self._store.deliveries.undelivered_news(name, max(start, last_run or start), now)
        earliest_new = new_from(start, last_run)
        waiting = [row for row in rows if row.id in news_by_thread and (row.id in recent_news or _may_wait(row, now))]
        rows_with_news = [replace(row, status=status_in_digest(row, delivered, earliest_new)) for row in waiting]
        to_report = self._worth_reporting(name, rows_with_news, news_by_thread, recent_news, start)
        selection = select_threads(to_report, news_by_thread, recent_news)
        loaded = self._undelivered_threads(name, selection.rows, start, now, selection.busy)
        leading, full_count = leaders_first(loaded, settings.limit)
        printed = within_limit(leading, full_count, selection, settings.limit)
        without_news = self._without_news(selection.rows, loaded)
        to_report = [row for row in to_report if row.id not in without_news]
        briefing = self._reading.assemble_briefing(start, to_report, printed, now)
        return replace(
            self._with_page(briefing, rows, {row.id for row in to_report} & recent_news.keys()),
            digest_name=name,
            shortened_count=len(printed) - full_count,
            sure=sure_of_place(loaded, selection) & {thread.row.id for thread in printed},
            busy=selection.busy,
            unmoved_count=len(rows_with_news) - len(to_report),
            last_run=last_run,
            last_fetch=self._reading.last_fetch(),
            running=_running(rows, news_by_thread, delivered),
            faults=self._faults.take(),
        )

    def _with_page(self, briefing: Briefing, rows: Sequence[ThreadRow], news: Set[str]) -> Briefing:
        """Return a digest with what the front page has of it, by which what it does not print is counted.

        Args:
            briefing: The digest.
            rows: All threads of its period.
            news: The ids of those of them with news since it was last made.
        """
        page = compose_page(self._reading.with_affairs(rows, briefing.since), briefing.since, self._reading.houses())
        entries = [frozenset((entry.row.id, *(part.id for part in entry.parts))) for entry in page.entries]
        groups = tuple(group & news for group in entries if not group.isdisjoint(news))
        return replace(briefing, page_groups=groups, page_singles=frozenset(row.id for row in page.singles) & news)

    def _without_news(self, rows: Sequence[ThreadRow], loaded: Sequence[Thread]) -> set[str]:
        """Return the ids of those rows of which nothing is new; what a fault left out may be new."""
        done = {row.id for row in rows if not self._faults.has(fault_name(row.id))}
        return done - {thread.row.id for thread in loaded if thread.news_width}

    def weekly(self, settings: DigestSettings, since: datetime | None = None, query: Query = MATCH_ALL) -> Briefing:
        """Return the review of a week: big threads, those that began and, as `running`, those that ended.

        It has no delivery log: what digests delivered is part of the week too.
        """
        from briefing.writing.digest.digest_reach import reports_event
        from briefing.writing.digest.digest_selection import is_shared
        from briefing.writing.digest.weekly_selection import select_week

        now = self._context.now()
        start = since or now - (settings.period or WEEK)
        rows = self._rows(start, settings, query)
        selection, ended = select_week(rows, now)
        threads = self._reading.load_threads(selection.full, start, self._faults)
        shortened = self._reading.load_threads(selection.shortened, start, self._faults)
        threads = tuple(_without_doubted(one) for one in threads if not self._faults.has(fault_name(one.row.id)))
        shortened = tuple(_without_doubted(one) for one in shortened if not self._faults.has(fault_name(one.row.id)))
        newly_begun = [one for one in shortened if reports_event(one)]
        shared = [row for row in rows if is_shared(row)]
        briefing = self._reading.assemble_briefing(start, shared, (*threads, *newly_begun), now)
        return replace(
            briefing,
            digest_name=settings.name,
            shortened_count=len(newly_begun),
            running=ended,
            faults=self._faults.take(),
        )

    def _rows(self, since: datetime, settings: DigestSettings, query: Query) -> tuple[ThreadRow, ...]:
        """Return the ranked threads of a period that a digest is about."""
        own = self._names.parse_query(settings.query, may_exclude_unknown=True)
        rows = self._reading.front_page_rows(since=since, query=own & query)
        sections = {self._names.resolve_section(name) for name in settings.sections}
        return tuple(row for row in rows if not sections or row.section in sections)

    def _worth_reporting(
        self,
        name: str,
        rows: Sequence[ThreadRow],
        news_by_thread: Mapping[str, UndeliveredNews],
        recent_news: Mapping[str, UndeliveredNews],
        since: datetime,
    ) -> list[ThreadRow]:
        """Return the threads with news that moved since the digest delivered them, ranked by their news."""
        from briefing.writing.digest.digest_selection import may_have_moved, rank_by_news

        movements, now = self._store.deliveries.movements(name, since), self._context.now()
        ranked = rank_by_news(rows, news_by_thread, now, recent_news)
        chosen = {row.id for row in ranked if may_have_moved(row, movements.get(row.id), news_by_thread[row.id])}
        unmoved = [row for row in ranked if row.id not in chosen][:MAX_READ_FOR_NUMBERS]
        for thread in self._undelivered_threads(name, unmoved, since, now):
            if thread.changes and thread.changes.number_changes:
                chosen.add(thread.row.id)
        return [row for row in ranked if row.id in chosen]

    def mark_delivered(self, briefing: Briefing, size: SummarySize = DEFAULT_SIZE) -> None:
        """Record in its delivery log what a digest of a size printed; news that it left out stays undelivered."""
        from briefing.writing.digest.digest_layout import printed_lines

        name, now = briefing.digest_name, briefing.now
        start = self._period_start(name, now)
        left_out = briefing.left_out_count or briefing.unmoved_count
        waiting = min(start, briefing.since) if left_out or briefing.since > start else None
        self._store.deliveries.mark_delivered(
            name,
            {thread.row.id: [story.id for story in thread.stories] for thread in briefing.threads},
            now,
            articles=[a.id for thread in briefing.threads for story in thread.stories for a in story.articles],
            waiting_since=waiting,
            lines=printed_lines(briefing, size),
        )

    def save_document(self, briefing: Briefing, document: str) -> None:
        """Keep what a digest printed, so that it can be printed again and compared."""
        self._store.deliveries.save_document(briefing.digest_name, briefing.now, document)

    def last_document(self, name: str) -> str:
        """Return what a digest printed last; ConfigError if there is nothing."""
        document = self._store.deliveries.last_document(name)
        if document is None:
            raise ConfigError(f'No digest "{clean(name)}" was delivered yet.', self._names_hint(name))
        return document

    def document_from(self, name: str, moment: datetime) -> str:
        """Return what a digest printed first at or after a moment; ConfigError if it printed nothing since."""
        document = self._store.deliveries.document_from(name, moment)
        if document is None:
            since = f"{moment.astimezone():%Y-%m-%d %H:%M}"
            raise ConfigError(f'No digest "{clean(name)}" was delivered since {since}.', self._names_hint(name))
        return document

    def _names_hint(self, name: str) -> str:
        """Return which other digests were delivered, for the message that this one was not."""
        others = [clean(one) for one in self._store.deliveries.names_with_documents() if one != name]
        return f"--name names another one: {', '.join(others)}." if others else "No other digest was delivered either."

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other digests of this store out from reading the news to recording what was printed.

        Raises:
            BriefingError: Another digest still held the lock after `MAX_LOCK_WAIT`.
        """
        with self._store.delivery_lock(MAX_LOCK_WAIT) as acquired:
            if not acquired:
                raise BriefingError("Another digest of this store is being written.", "Try again when it is done.")
            yield

    def _period_start(self, name: str, now: datetime) -> datetime:
        """Return since when a digest has news to print: shortly before its last run, or since news waits for it.

        The first one has the last day of the store: of feeds that were not fetched since, that is an earlier day.
        """
        last_run = self._store.deliveries.last_before(name, now)
        if last_run is None:
            start, newest = period_start(now), self._store.articles.newest_before(now)
            return newest - DIGEST_OVERLAP if newest and newest < start else start
        start = last_run - DIGEST_OVERLAP
        waiting = self._store.deliveries.waiting_since(name)
        may_wait = min(max(now - last_run, MIN_WAITING), MAX_WAITING)
        return min(start, max(waiting, last_run - may_wait)) if waiting else start

    def _undelivered_threads(
        self, name: str, rows: Sequence[ThreadRow], since: datetime, now: datetime, busy: Collection[str] = ()
    ) -> tuple[Thread, ...]:
        """Load threads with news, each as the digest prints it and in its order; of the `busy` ones something is always
        new.
        """
        from briefing.writing.digest.digest_news import with_news
        from briefing.writing.digest.digest_order import by_news

        delivered = self._store.deliveries.delivered_articles(name)
        lines = self._store.deliveries.delivered_lines(name)
        last_run = self._store.deliveries.last_before(name, now)
        loaded = []
        for thread in self._reading.load_threads(rows, since, self._faults):
            id = thread.row.id
            if self._faults.has(fault_name(id)):
                continue  # it could not be read
            with self._faults.guard(fault_name(id)):
                known = articles_known_to_readers(thread, delivered, lines)
                if part := undelivered(_without_doubted(thread), known, since, last_run):
                    printed = lines.get(id, ())
                    loaded.append(with_news(part, known, since, last_run, must_show=id in busy, printed=printed))
        return tuple(by_news(loaded, max(since, last_run or since), now))


def _without_doubted(thread: Thread) -> Thread:
    """Return a thread without its stories that are perhaps of another topic: a digest has no news of them."""
    return replace(thread, stories=thread.undoubted_stories)


def _may_wait(row: ThreadRow, now: datetime) -> bool:
    """Whether news of earlier days still matters: a single report is of interest for `MAX_SINGLE_WAIT`."""
    from briefing.writing.digest.digest_selection import is_shared

    return is_shared(row) or row.last >= now - MAX_SINGLE_WAIT


def _running(
    rows: Sequence[ThreadRow], ids_with_news: Collection[str], delivered_threads: Collection[str]
) -> tuple[ThreadRow, ...]:
    """Return the threads that a digest delivered before and that have no news for it."""
    running = (row for row in rows if row.id in delivered_threads and row.id not in ids_with_news)
    return tuple(replace(row, status="running") for row in running)
