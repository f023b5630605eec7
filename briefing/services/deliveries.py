"""Digests with their delivery log, and the numbers of the last print-out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import period_start
from briefing.errors import BriefingError, StoreError
from briefing.model.threads import Briefing
from briefing.services.context import Context
from briefing.services.reading import Reading
from briefing.writing.stored_changes import undelivered

if TYPE_CHECKING:
    from briefing.model.threads import Thread, ThreadRow

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: an article can reach the store a day after it was published."""
MAX_WAITING = timedelta(days=14)
"""How long news that a digest had no room for waits to be printed; the store keeps older news."""
MAX_LOCK_WAIT = 120.0
"""Seconds that a digest waits for another one, which may wait for a language model as long as a minute or so."""


class Deliveries:
    """Makes digests and records what was delivered."""

    def __init__(self, context: Context, reading: Reading) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading

    def remember_printout(self, thread_ids: Sequence[str]) -> bool:
        """Store the order of a print-out, so that its numbers name threads; False if it cannot be stored now."""
        try:
            self._store.printout.save(thread_ids, self._context.terminal)
        except StoreError:
            return False
        return True

    def digest(self, name: str = "default", since: datetime | None = None) -> Briefing:
        """Return what the digest `name` prints of its undelivered news; `mark_delivered` records it after printing.

        Args:
            name: Name of the digest; each has its own delivery log.
            since: Start of the period; None: shortly before the last run, or as long as news waits
                for room; the day's period for the first run.
        """
        from briefing.writing.digest_selection import rank_by_news, select_threads

        now = self._context.now()
        period = since or self._period_start(name, now)
        rows = self._reading.thread_rows(since=period)
        undelivered_news = self._store.deliveries.undelivered_news(name, period, now)
        news = rank_by_news([row for row in rows if row.id in undelivered_news], undelivered_news, now)
        known = self._store.deliveries.delivered_stories(name)
        selection = select_threads(news, undelivered_news)
        printed = self._undelivered_threads(name, (*selection.full, *selection.listed), period, now)
        briefing = self._reading.assemble_briefing(period, news, printed, now)
        return replace(
            briefing,
            digest_name=name,
            listed_count=max(len(printed) - len(selection.full), 0),
            expired_count=self._expired_count(name, self._period_start(name, now), now),
            running=tuple(
                replace(row, status="running") for row in rows if row.id not in undelivered_news and row.id in known
            ),
        )

    def mark_delivered(self, briefing: Briefing) -> None:
        """Record in its delivery log what a digest printed; news that it left out stays undelivered."""
        name, now = briefing.digest_name, briefing.now
        start = self._period_start(name, now)
        waiting = min(start, briefing.since) if briefing.left_out_count or briefing.since > start else None
        self._store.deliveries.mark_delivered(
            name,
            {thread.row.id: [story.id for story in thread.stories] for thread in briefing.threads},
            now,
            articles=[a.id for thread in briefing.threads for story in thread.stories for a in story.articles],
            waiting_since=waiting,
        )

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
        """Return since when a digest has news to print: shortly before its last run, or since news waits for it."""
        last_run = self._store.deliveries.last_before(name, now)
        if last_run is None:
            return period_start(now)
        start = last_run - DIGEST_OVERLAP
        waiting = self._store.deliveries.waiting_since(name)
        return min(start, max(waiting, now - MAX_WAITING)) if waiting else start

    def _expired_count(self, name: str, start: datetime, now: datetime) -> int:
        """Return the number of threads whose undelivered news is all from before `start`, but was waiting."""
        waiting = self._store.deliveries.waiting_since(name)
        if waiting is None or waiting >= start:
            return 0
        listed = {row.id for row in self._reading.thread_rows(since=waiting)}
        deliveries = self._store.deliveries
        waiting_news, news = (deliveries.undelivered_news(name, moment, now) for moment in (waiting, start))
        return len(listed & waiting_news.keys() - news.keys())

    def _undelivered_threads(
        self, name: str, rows: Sequence[ThreadRow], since: datetime, now: datetime
    ) -> tuple[Thread, ...]:
        """Load threads with news, each as the digest prints it."""
        from briefing.writing.digest_selection import with_further_titles

        delivered = self._store.deliveries.delivered_articles(name)
        last_run = self._store.deliveries.last_before(name, now)
        threads = self._reading.load_threads(rows, since)
        parts = (undelivered(thread, delivered, since, last_run) for thread in threads)
        return tuple(with_further_titles(part, delivered, since) for part in parts if part)
