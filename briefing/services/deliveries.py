"""Digests with their delivery log, and the numbers of the last print-out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.clock import period_start
from briefing.errors import StoreError
from briefing.model.threads import Briefing
from briefing.services.context import Context
from briefing.services.reading import Reading
from briefing.writing.stored_changes import undelivered

if TYPE_CHECKING:
    from briefing.model.threads import Thread

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: an article can reach the store a day after it was published."""
DIGEST_BATCH = 200
"""Threads that a digest loads at once, to bound its memory; the delivery log decides which of them are new."""


class Deliveries:
    """Makes digests and records what was delivered."""

    def __init__(self, context: Context, reading: Reading) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading

    def remember_printout(self, thread_ids: Sequence[str]) -> bool:
        """Store the order of a print-out, so that its numbers name threads; False if it cannot be stored now."""
        try:
            self._store.printout.save(thread_ids)
        except StoreError:
            return False
        return True

    def digest(self, name: str = "default", since: datetime | None = None) -> Briefing:
        """Return what the digest `name` has not delivered yet; `mark_delivered` records it once it was printed.

        Args:
            name: Name of the digest; each has its own delivery log.
            since: Start of the period; None: shortly before the last run, or the day's period for the first run.
        """
        now = self._context.now()
        last_run = self._store.deliveries.last(name)
        period = since or (last_run - DIGEST_OVERLAP if last_run else period_start(now))
        delivered = self._store.deliveries.delivered_stories(name)
        rows = self._reading.thread_rows(since=period)
        new: tuple[Thread, ...] = ()
        for start in range(0, len(rows), DIGEST_BATCH):
            threads = self._reading.load_threads(rows[start : start + DIGEST_BATCH], period)
            new += tuple(part for thread in threads if (part := undelivered(thread, delivered, period, last_run)))
        new_ids = {thread.row.id for thread in new}
        running = tuple(replace(row, status="running") for row in rows if row.id not in new_ids and row.id in delivered)
        return replace(
            self._reading.assemble_briefing(period, [thread.row for thread in new], new, now),
            digest_name=name,
            running=running,
        )

    def mark_delivered(self, briefing: Briefing) -> None:
        """Record in its delivery log that a digest was printed."""
        stories = {thread.row.id: [story.id for story in thread.stories] for thread in briefing.threads}
        self._store.deliveries.mark_delivered(briefing.digest_name, stories, briefing.now)
