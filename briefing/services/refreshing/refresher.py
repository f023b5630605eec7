"""Fetching the due feeds, then grouping and writing what is new.

HTTP, parsers and grouping are imported when a refresh begins, so that commands that only read start fast.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.articles import EPOCH
from briefing.model.fetching import ProgressCallback, RefreshReport
from briefing.model.notes import Note
from briefing.services.context import Context
from briefing.services.continued_feeds import continued_feeds
from briefing.services.fault_record import fault_notes
from briefing.services.feed_health import FeedHealth, failure_of
from briefing.services.hook_runner import HookRunner
from briefing.services.refreshing.article_texts import ArticleTexts
from briefing.services.refreshing.clock_repair import ClockRepair, clock_notes
from briefing.services.refreshing.pipeline import MAX_LEFT, Pipeline
from briefing.services.rule_actions import RuleActions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model.feeds import Feed, FeedState
    from briefing.model.program_fault import ProgramFault
    from briefing.services.refreshing.feed_fetch import FeedFetch, FetchTally


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
        self, *, force: bool = False, wait: float = 0.0, on_progress: ProgressCallback | None = None
    ) -> RefreshReport:
        """Fetch all due feeds, then group and write what is new. Blocks, so call it on a worker.

        Args:
            force: Fetch feeds that are not due too, except those whose server asked to wait.
            wait: Seconds to wait while another refresh runs; the report is `busy` if it still runs then.
            on_progress: Called on workers after each step.

        Raises:
            StoreError: The store cannot be written.
        """
        with self._store.refresh_lock(wait) as acquired:
            if not acquired:
                return RefreshReport(busy=True)
            began = self._context.now()
            report, thread_ids = self._refresh(force, on_progress or (lambda _: None))
        problems = HookRunner(self._context).run(report, thread_ids, began)
        return replace(report, notes=(*report.notes, *problems)) if problems else report

    def write_left(self) -> None:
        """Write the threads that an interrupted refresh left with a former text; a running one writes them itself."""
        if not self._store.read_only and self._store.thread_texts.outdated_threads():
            with self._store.refresh_lock() as acquired:
                if acquired:
                    self._pipeline.write_changed(lambda _: None, limit=MAX_LEFT)

    def _refresh(self, force: bool, on_progress: ProgressCallback) -> tuple[RefreshReport, set[str]]:
        """Refresh, and return the report with the ids of the threads that changed."""
        from briefing.feeds.fetching.schedule import is_due
        from briefing.services.host_state import host_pacing
        from briefing.services.refreshing.feed_fetch import FeedFetch, host_notes

        now = self._context.now()
        self._rename_continued_feeds()
        enabled = [(feed, state) for feed, state in self._feed_health.feeds_with_states() if feed.enabled]
        due = most_urgent_first([(feed, state) for feed, state in enabled if is_due(feed, state, now, force)])
        waiting = waiting_notes(enabled, now) if force else ()
        with host_pacing(self._context, now) as pacing:
            fetch = FeedFetch(self._context, self._pipeline, pacing, now, on_progress)
            if due:
                fetch.run(due)
            page_notes = self._article_texts.read_due_article_pages(now, on_progress, pacing)
        tally = fetch.tally
        actual = self._correct_dates(fetch, now, on_progress)
        tally.stories += self._pipeline.group_new(actual or now, on_progress)
        tally.thread_ids.update(self._pipeline.write_changed(on_progress))
        RuleActions(self._context).apply(tally.thread_ids)
        faults = self._pipeline.faults.take()
        notes = (*clock_notes(now, actual), *waiting, *host_notes(tally.postponed), *tally.notes, *page_notes)
        return _report(enabled, due, tally, notes, faults), tally.thread_ids

    def _correct_dates(self, fetch: FeedFetch, now: datetime, on_progress: ProgressCallback) -> datetime | None:
        """Correct what wrong clocks stored; return the actual time, None if the hosts do not decide it."""
        actual = fetch.actual_time()
        if fetch.tally.finished and self._context.clock.follows_machine:
            self._store.refresh_clocks.record(now, actual)
        ClockRepair(self._context, self._pipeline).repair(now, actual, on_progress)
        return actual

    def _rename_continued_feeds(self) -> None:
        new_addresses = continued_feeds((feed.url for feed in self._context.config.feeds), self._store.feeds.states())
        if new_addresses:
            self._store.feeds.rename(new_addresses)


def _report(
    enabled: Sequence[tuple[Feed, FeedState]],
    due: Sequence[tuple[Feed, FeedState]],
    tally: FetchTally,
    notes: Sequence[Note],
    faults: Sequence[ProgramFault],
) -> RefreshReport:
    """Return what a refresh did.

    Args:
        enabled: The enabled feeds.
        due: Those of them that were due.
        tally: What was fetched and changed.
        notes: What a person should know, apart from feeds that were left and from faults.
        faults: Faults of the program, each of one thread, article or feed.
    """
    due_urls = {feed.url for feed, _ in due}
    backing_off = sum(state.failures > 0 for feed, state in enabled if feed.url not in due_urls)
    unfetched = len(due) - len(tally.finished)
    return RefreshReport(
        feeds=len(enabled),
        new_data=tally.new_data,
        unchanged=tally.unchanged,
        not_due=len(enabled) - len(due) + sum(tally.postponed.values()),
        backing_off=backing_off + tally.postponed_failing,
        failed=tally.failed,
        notes=(*notes, *unfetched_notes(unfetched), *fault_notes(faults)),
        articles=tally.articles,
        stories=tally.stories,
        threads=len(tally.thread_ids),
        unfetched=unfetched,
        faults=len(faults),
        fault_notes=fault_notes(faults),
    )


def most_urgent_first(due: Sequence[tuple[Feed, FeedState]]) -> list[tuple[Feed, FeedState]]:
    """Return feeds in the order in which they are fetched: those that failed last, before them the longest untried.

    So a failing feed of a host does not end the requests to the others, and feeds that a refresh had no time for come
    first in the next one.
    """
    return sorted(due, key=lambda pair: (pair[1].failures > 0, pair[1].last_try or EPOCH))


def unfetched_notes(count: int) -> tuple[Note, ...]:
    """Return a note on the feeds that a refresh had no time for, if there are any."""
    feeds = "1 feed was" if count == 1 else f"{count} feeds were"
    return (Note("refresh", f"{feeds} not fetched in time and will be first next time"),) if count else ()


def waiting_notes(feeds: Sequence[tuple[Feed, FeedState]], now: datetime) -> tuple[Note, ...]:
    """Return notes on the feeds that even a forced refresh does not fetch: by feed if it failed, else by host."""
    from briefing.feeds.fetching.schedule import is_waiting
    from briefing.services.refreshing.feed_fetch import host_notes
    from briefing.text.urls import host_of

    waiting = [(feed, state) for feed, state in feeds if is_waiting(state, now)]
    failed = [failure_of(feed, state) for feed, state in waiting if state.failures]
    hosts = Counter((host_of(feed.url), state.retry_after) for feed, state in waiting if not state.failures)
    by_feed = [replace(problem, text=f"asked us to wait ({problem.text})") for problem in failed]
    return (*by_feed, *host_notes(Counter({(host, until): n for (host, until), n in hosts.items() if until})))
