"""Fetching what is due, then grouping and writing what is new: a part of the services.

What only a refresh needs (HTTP, parsers, grouping) is imported when it begins: reading the store stays instant.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from briefing.model.feeds import Progress, RefreshReport
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
    from briefing.model.feeds import Feed, FeedProblem, FeedState, RefreshReport
    from briefing.services.pipeline import ProgressCallback

FetchedFeed: TypeAlias = "tuple[Feed, FeedState, FetchOutcome]"
MAX_ARTICLES_PER_TRANSACTION = 1000
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
    unsaved_states: list[FeedState] = field(default_factory=list)


class Refresher:
    """Refreshes the store. Failures of single feeds are values in its report."""

    def __init__(
        self, context: Context, pipeline: Pipeline, article_texts: ArticleTexts, feed_health: FeedHealth
    ) -> None:
        self._context = context
        self._store = context.store
        self._pipeline = pipeline
        self._article_texts = article_texts
        self._feed_health = feed_health

    def refresh(self, *, force: bool = False, progress: ProgressCallback | None = None) -> RefreshReport:
        """Fetch all due feeds, then group and write what is new; blocks, so call it in a worker.

        `force` ignores polling intervals, never a Retry-After. StoreError if the store cannot be written.
        """
        tell = progress or (lambda _: None)
        with self._store.refresh_lock() as mine:
            if not mine:
                return RefreshReport(busy=True)
            now = self._context.now()
            tally, asked, total = self._fetch(now, force, tell)
            notes = self._article_texts.read_due_article_pages(now, tell)
            stories = self._pipeline.group_new(now, tell)
            threads = self._pipeline.write_changed(tell)
        return RefreshReport(
            feeds=total,
            new_data=tally.new_data,
            unchanged=tally.unchanged,
            not_due=total - asked,
            backing_off=tally.resting,
            failed=tally.failed,
            notes=(*tally.notes, *notes),
            articles=tally.articles,
            stories=stories,
            threads=threads,
        )

    def _fetch(self, now: datetime, force: bool, report_progress: ProgressCallback) -> tuple[_Tally, int, int]:
        """Fetch the due feeds; one worker parses and stores what comes, so that the network never waits for it."""
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
        with ThreadPoolExecutor(1, thread_name_prefix="clerk") as clerk:

            def on_done(feed: Feed, outcome: FetchOutcome) -> Future[None]:
                arrived.append((feed, before[feed.url], outcome))
                jobs.append(clerk.submit(self._store_fetched, arrived, now, tally))
                report_progress(
                    Progress("fetching", len(jobs), len(due), feed_display_name(feed, before[feed.url].title))
                )
                return jobs[-1]

            try:
                if due:
                    report_progress(Progress("fetching", 0, len(due)))
                    asyncio.run(fetch_all(due, now=now, transport=self._context.transport, on_done=on_done))
            finally:  # whoever interrupts a refresh keeps what came in so far
                jobs.append(clerk.submit(self._save_unchanged, tally))
        for job in jobs:
            job.result()
        return tally, len(due), len(enabled)

    def _store_fetched(self, fetched: deque[FetchedFeed], now: datetime, tally: _Tally) -> None:
        """Parse what feeds answered and store it: in one transaction what came in while the one before was made.

        A transaction costs more than the articles of a feed. Called for what is stored already, it does nothing.
        """
        from briefing.feeds.intake import intake_of

        brought: list[tuple[FeedState, Sequence[Article]]] = []
        while fetched and sum(len(articles) for _, articles in brought) < MAX_ARTICLES_PER_TRANSACTION:
            feed, state, outcome = fetched.popleft()
            took = intake_of(feed, state, outcome, now)
            if took.status == "unchanged":
                tally.unsaved_states.append(took.state)
            else:
                brought.append((took.state, took.articles))
            self._count_outcome(feed, took, tally)
        tally.articles += self._store.feeds.save_many(brought) if brought else 0
        if len(tally.unsaved_states) >= TRANSACTION_BATCH:
            self._save_unchanged(tally)

    def _count_outcome(self, feed: Feed, intake: Intake, tally: _Tally) -> None:
        """Count what a feed gave, and keep what there is to tell of it."""
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
        """Store the states of feeds without news: many in one transaction, for most feeds of a refresh are such."""
        self._store.feeds.save_states(tally.unsaved_states)
        tally.unsaved_states.clear()
