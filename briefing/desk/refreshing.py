"""Fetching what is due, then grouping and writing what is new: a part of the desk.

What only a refresh needs (HTTP, parsers, grouping) is imported when it begins: reading the store stays instant.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from briefing.desk.arranging import BATCH, Arranging
from briefing.desk.fulltext import FullTexts
from briefing.desk.health import Health
from briefing.model.feeds import Progress, RefreshReport
from briefing.text.urls import host

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from briefing.desk.arranging import Report
    from briefing.feeds.fetch import Outcome
    from briefing.feeds.intake import Intake
    from briefing.model.articles import Article
    from briefing.model.feeds import Feed, FeedProblem, FeedState, RefreshReport

Arrival: TypeAlias = "tuple[Feed, FeedState, Outcome]"
MANY = 1000
"""Articles from which on a transaction takes in no further feed: they are held in memory until then."""


@dataclass(slots=True)
class _Tally:
    """What the feeds of a refresh gave so far."""

    new_data: int = 0
    unchanged: int = 0
    articles: int = 0
    resting: int = 0
    failed: tuple[FeedProblem, ...] = ()
    notes: tuple[FeedProblem, ...] = ()
    states: list[FeedState] = field(default_factory=list)


class Refreshing(Arranging, FullTexts, Health):
    """Refreshes; failures of single feeds are values in its report."""

    def refresh(self, *, force: bool = False, progress: Report | None = None) -> RefreshReport:
        """Fetch all due feeds, then group and write what is new; blocks, so call it in a worker.

        `force` ignores polling intervals, never a Retry-After. StoreError if the store cannot be written.
        """
        tell = progress or (lambda _: None)
        with self._store.refresh_lock() as mine:
            if not mine:
                return RefreshReport(busy=True)
            now = self.now()
            tally, asked, total = self._fetch(now, force, tell)
            notes = self._read_pages(now, tell)
            stories = self._group(now, tell)
            threads = self._write(tell)
        return RefreshReport(
            feeds=total,
            new_data=tally.new_data,
            unchanged=tally.unchanged,
            not_due=total - asked,
            resting=tally.resting,
            failed=tally.failed,
            notes=(*tally.notes, *notes),
            articles=tally.articles,
            stories=stories,
            threads=threads,
        )

    def _fetch(self, now: datetime, force: bool, tell: Report) -> tuple[_Tally, int, int]:
        """Fetch the due feeds; one worker parses and stores what comes, so that the network never waits for it."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        from briefing.feeds.fetch import fetch_all
        from briefing.feeds.schedule import is_due, is_waiting

        enabled = [(feed, state) for feed, state in self.feeds() if feed.enabled]
        due = [(feed, state) for feed, state in enabled if is_due(feed, state, now, force)]
        before = {feed.url: state for feed, state in due}
        tally = _Tally(resting=sum(state.failures > 0 for feed, state in enabled if feed.url not in before))
        if force:
            waiting = [self._problem(feed, state) for feed, state in enabled if is_waiting(state, now)]
            tally.notes = tuple(replace(one, cause=f"asked us to wait ({one.cause})") for one in waiting)
        jobs: list[Future[None]] = []
        arrived: deque[Arrival] = deque()
        with ThreadPoolExecutor(1, thread_name_prefix="clerk") as clerk:

            def on_done(feed: Feed, outcome: Outcome) -> Future[None]:
                arrived.append((feed, before[feed.url], outcome))
                jobs.append(clerk.submit(self._take_in, arrived, now, tally))
                tell(Progress("fetching", len(jobs), len(due), feed.name or host(feed.url)))
                return jobs[-1]

            try:
                if due:
                    tell(Progress("fetching", 0, len(due)))
                    asyncio.run(fetch_all(due, now=now, transport=self._transport, on_done=on_done))
            finally:  # whoever interrupts a refresh keeps what came in so far
                jobs.append(clerk.submit(self._save_unchanged, tally))
        for job in jobs:
            job.result()
        return tally, len(due), len(enabled)

    def _take_in(self, arrived: deque[Arrival], now: datetime, tally: _Tally) -> None:
        """Parse what feeds answered and store it: in one transaction what came in while the one before was made.

        A transaction costs more than the articles of a feed. Called for what is stored already, it does nothing.
        """
        from briefing.feeds.intake import take_in

        brought: list[tuple[FeedState, Sequence[Article]]] = []
        while arrived and sum(len(articles) for _, articles in brought) < MANY:
            feed, state, outcome = arrived.popleft()
            took = take_in(feed, state, outcome, now)
            if took.kind == "unchanged":
                tally.states.append(took.state)
            else:
                brought.append((took.state, took.articles))
            self._count(feed, took, tally)
        tally.articles += self._store.save_feeds(brought) if brought else 0
        if len(tally.states) >= BATCH:
            self._save_unchanged(tally)

    def _count(self, feed: Feed, took: Intake, tally: _Tally) -> None:
        """Count what a feed gave, and keep what there is to tell of it."""
        tally.unchanged += took.kind == "unchanged"
        if took.kind == "failed":
            tally.failed = (*tally.failed, self._problem(feed, took.state))
        elif took.kind == "new":
            tally.new_data += 1
        if took.note:
            tally.notes = (*tally.notes, replace(self._problem(feed, took.state), cause=took.note, next_try=None))

    def _save_unchanged(self, tally: _Tally) -> None:
        """Store the states of feeds without news: many in one transaction, for most feeds of a refresh are such."""
        self._store.save_states(tally.states)
        tally.states.clear()
