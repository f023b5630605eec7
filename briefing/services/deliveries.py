"""Digests, what they have delivered, and the numbers of print-outs."""

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
from briefing.writing.undelivered import undelivered

if TYPE_CHECKING:
    from briefing.model.threads import Thread

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: articles can reach the store a day after they were published."""
DIGEST_BATCH = 200
"""Threads a digest reads at once; its ledger decides which of them it tells."""


class Deliveries:
    """Makes digests and records what was delivered."""

    def __init__(self, context: Context, reading: Reading) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading

    def remember_printout(self, thread_ids: Sequence[str]) -> bool:
        """Remember the order of a print-out, so that its numbers name threads; False if that cannot be written now."""
        try:
            self._store.printout.save(thread_ids)
        except StoreError:
            return False
        return True

    def digest(self, name: str = "default", since: datetime | None = None) -> Briefing:
        """Return what the digest `name` has not told yet; `told` advances its ledger once it has been put out."""
        now = self._context.now()
        last = self._store.deliveries.last(name)
        period = since or (last - DIGEST_OVERLAP if last else period_start(now))
        ledger = self._store.deliveries.delivered_stories(name)
        rows = self._reading.thread_rows(since=period)
        fresh: tuple[Thread, ...] = ()
        for start in range(0, len(rows), DIGEST_BATCH):
            threads = self._reading.load_threads(rows[start : start + DIGEST_BATCH], now, period)
            fresh += tuple(found for thread in threads if (found := undelivered(thread, ledger, period, last)))
        telling = {thread.row.id for thread in fresh}
        running = tuple(replace(row, status="running") for row in rows if row.id not in telling and row.id in ledger)
        return replace(
            self._reading.assemble_briefing(now, period, [t.row for t in fresh], fresh),
            digest_name=name,
            running=running,
        )

    def mark_delivered(self, briefing: Briefing) -> None:
        """Record in the ledger of its digest that `briefing` was put out."""
        stories = {t.row.id: [story.id for story in t.stories] for t in briefing.threads}
        self._store.deliveries.mark_delivered(briefing.digest_name, stories, briefing.now)
