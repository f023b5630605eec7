"""Fetching the due feeds, then grouping and writing what is new.

HTTP, parsers and grouping are imported when a refresh begins, so that commands that only read start fast.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from briefing.model.fetching import Progress, RefreshReport
from briefing.services.article_texts import ArticleTexts
from briefing.services.context import Context
from briefing.services.feed_health import FeedHealth, problem_of
from briefing.services.pipeline import TRANSACTION_BATCH, Pipeline
from briefing.text.feed_names import feed_display_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from briefing.feeds.fetching.fetcher import FetchOutcome
    from briefing.feeds.intake import Intake
    from briefing.model.articles import Article
    from briefing.model.feeds import Feed, FeedProblem, FeedState
    from briefing.model.fetching import RefreshReport
    from briefing.services.pipeline import ProgressCallback

FetchedFeed: TypeAlias = "tuple[Feed, FeedState, FetchOutcome]"
MAX_ARTICLES_PER_TRANSACTION = 1000
"""Articles of waiting feeds that close a batch; bounds the memory of one transaction."""


@dataclass(slots=True)
class _Tally:
    """Counts of a refresh so far."""

    new_data: int = 0
    unchanged: int = 0
    articles: int = 0
    resting: int = 0
    failed: tuple[FeedProblem, ...] = ()
    notes: tuple[FeedProblem, ...] = ()
    unsaved_states: list[FeedState] = field(default_factory=list)


class Refresher:
    """Refreshes the store. A failed feed is a value in the report, not an exception."""

    def __init__(
        self, context: Context, pipeline: Pipeline, article_texts: ArticleTexts, feed_health: FeedHealth
    ) -> None:
        self._context = context
        self._store = context.store
        self._pipeline = pipeline
        self._article_texts = article_texts
        self._feed_health = feed_health

    def refresh(
        self, *, force: bool = False, wait: float = 0.0, progress: ProgressCallback | None = None
    ) -> RefreshReport:
        """Fetch all due feeds, then group and write what is new. Blocks, so call it on a worker.

        Args:
            force: Fetch feeds that are not due too, except those whose server asked to wait.
            wait: Seconds to wait while another refresh runs; the report is `busy` if it still runs then.
            progress: Called on workers after each step.

        Raises:
            StoreError: The store cannot be written.
        """
        report_progress = progress or (lambda _: None)
        with self._store.refresh_lock(wait) as acquired:
            if not acquired:
                return RefreshReport(busy=True)
            now = self._context.now()
            tally, fetched, total = self._fetch(now, force, report_progress)
            notes = self._article_texts.read_due_article_pages(now, report_progress)
            stories = self._pipeline.group_new(now, report_progress)
            threads = self._pipeline.write_changed(report_progress)
        return RefreshReport(
            feeds=total,
            new_data=tally.new_data,
            unchanged=tally.unchanged,
            not_due=total - fetched,
            backing_off=tally.resting,
            failed=tally.failed,
            notes=(*tally.notes, *notes),
            articles=tally.articles,
            stories=stories,
            threads=threads,
        )

    def _fetch(self, now: datetime, force: bool, report_progress: ProgressCallback) -> tuple[_Tally, int, int]:
        """Fetch the due feeds; return the counts, the number of fetched feeds and that of enabled feeds.

        One worker parses and stores the responses, so that the network never waits for it.
        """
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        from briefing.feeds.fetching.fetcher import fetch_all
        from briefing.feeds.fetching.schedule import is_due, is_waiting

        enabled = [(feed, state) for feed, state in self._feed_health.feeds_with_states() if feed.enabled]
        due = [(feed, state) for feed, state in enabled if is_due(feed, state, now, force)]
        before = {feed.url: state for feed, state in due}
        tally = _Tally(resting=sum(state.failures > 0 for feed, state in enabled if feed.url not in before))
        if force:
            waiting = [problem_of(feed, state) for feed, state in enabled if is_waiting(state, now)]
            tally.notes = tuple(replace(one, cause=f"asked us to wait ({one.cause})") for one in waiting)
        jobs: list[Future[None]] = []
        arrived: deque[FetchedFeed] = deque()
        with ThreadPoolExecutor(1, thread_name_prefix="storing") as worker:

            def on_done(feed: Feed, outcome: FetchOutcome) -> Future[None]:
                arrived.append((feed, before[feed.url], outcome))
                jobs.append(worker.submit(self._store_fetched, arrived, now, tally))
                report_progress(
                    Progress("fetching", len(jobs), len(due), feed_display_name(feed, before[feed.url].title))
                )
                return jobs[-1]

            try:
                if due:
                    report_progress(Progress("fetching", 0, len(due)))
                    asyncio.run(fetch_all(due, now=now, transport=self._context.transport, on_done=on_done))
            finally:  # an interrupted refresh keeps what was fetched so far
                jobs.append(worker.submit(self._save_unchanged, tally))
        for job in jobs:
            job.result()
        return tally, len(due), len(enabled)

    def _store_fetched(self, fetched: deque[FetchedFeed], now: datetime, tally: _Tally) -> None:
        """Drain the queue of fetched feeds into one transaction; do nothing if an earlier call drained it.

        A transaction costs more than the articles of a feed, so all feeds that arrived during the last one share it.
        """
        from briefing.feeds.intake import intake_of

        batch: list[tuple[FeedState, Sequence[Article]]] = []
        while fetched and sum(len(articles) for _, articles in batch) < MAX_ARTICLES_PER_TRANSACTION:
            feed, state, outcome = fetched.popleft()
            intake = intake_of(feed, state, outcome, now)
            if intake.status == "unchanged":
                tally.unsaved_states.append(intake.state)
            else:
                batch.append((intake.state, intake.articles))
            self._count_outcome(feed, intake, tally)
        tally.articles += self._store.feeds.save_many(batch) if batch else 0
        if len(tally.unsaved_states) >= TRANSACTION_BATCH:
            self._save_unchanged(tally)

    def _count_outcome(self, feed: Feed, intake: Intake, tally: _Tally) -> None:
        """Count the outcome of one feed, and keep what is to be reported about it."""
        tally.unchanged += intake.status == "unchanged"
        if intake.status == "failed":
            tally.failed = (*tally.failed, problem_of(feed, intake.state))
        elif intake.status == "new":
            tally.new_data += 1
        if intake.note:
            tally.notes = (
                *tally.notes,
                replace(problem_of(feed, intake.state), cause=intake.note, next_try=None),
            )

    def _save_unchanged(self, tally: _Tally) -> None:
        """Store the states of feeds without new articles; most feeds have none, so they share a transaction."""
        self._store.feeds.save_states(tally.unsaved_states)
        tally.unsaved_states.clear()
