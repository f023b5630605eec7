"""Fetching feeds in one refresh: what arrives is stored at once, and grouped while slow feeds are waited for."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TypeAlias

from briefing.errors import BriefingError
from briefing.feeds.fetching.fetcher import FetchOutcome, fetch_all, wait_until_done
from briefing.feeds.fetching.host_clocks import HostClocks
from briefing.feeds.fetching.host_pacing import HostPacing
from briefing.feeds.fetching.schedule import delayed
from briefing.feeds.intake import Intake, intake_of
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure, NotModified, Postponed, Progress, ProgressCallback, Response
from briefing.model.notes import Note
from briefing.program_faults import fault_of
from briefing.services.context import Context
from briefing.services.feed_health import failure_of
from briefing.services.refreshing.clock_repair import ClockRepair
from briefing.services.refreshing.pipeline import MAX_LEFT, TRANSACTION_BATCH, Pipeline
from briefing.text.article_from_entry import may_be_collection
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.url_secrets import without_secrets
from briefing.text.urls import host_of
from briefing.web.address_guard import is_private_host

FetchedFeed: TypeAlias = tuple[Feed, FeedState, FetchOutcome, datetime]
"""A feed, its state before, the outcome, and what the clock showed then."""
MAX_ARTICLES_PER_TRANSACTION = 1000
"""Articles of waiting feeds that close a batch; bounds the memory of one transaction."""
SECOND_DEADLINE = 30.0
"""Seconds for the second request to all hosts that were not found: a name server answers in less, or is not there."""
GROUPING_INTERVAL = 5.0
"""Seconds between the start of a refresh, or the end of a grouping, and the next grouping of what has come in."""
QUIET_AFTER = 10.0
"""Seconds without a new article after which threads that have a text are written too, once in a refresh: only slow
hosts are left."""
WRITING_INTERVAL = 30.0
"""Seconds after which they are written though articles still arrive, and between later writings: each reads all
articles of a thread."""


class _StoppedError(BriefingError):
    """The refresh was interrupted, so a grouping that runs meanwhile ends too."""


@dataclass(slots=True)
class FetchTally:
    """What a refresh did so far.

    Attributes:
        new_data: How many feeds had a new document.
        unchanged: How many had not changed.
        postponed_failing: How many of the postponed feeds failed at their last request.
        articles: How many articles were new.
        stories: How many stories are new.
        failed: A note for each feed that failed.
        notes: What else is to be reported.
        finished: The addresses of the feeds that have an outcome, also of those that were postponed.
        postponed: How many feeds were not requested, by the host that asked us to wait, and until when.
        thread_ids: The threads that changed.
    """

    new_data: int = 0
    unchanged: int = 0
    postponed_failing: int = 0
    articles: int = 0
    stories: int = 0
    failed: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    finished: set[str] = field(default_factory=set)
    postponed: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    thread_ids: set[str] = field(default_factory=set)


def host_notes(postponed: Counter[tuple[str, datetime]]) -> tuple[Note, ...]:
    """Return a note for each host that asked us to wait: how many of its feeds wait, and until when."""
    return tuple(
        Note(host, f"asked us to wait; {count} {'feed' if count == 1 else 'feeds'} not fetched", next_try=until)
        for (host, until), count in sorted(postponed.items())
    )


class FeedFetch:
    """Fetches the due feeds once.

    One worker meanwhile parses and stores what arrives, groups it and writes the threads that are new, so that the
    network never waits for it. The others keep their texts until all has arrived, or nothing has for a while: a thread
    that many feeds report would be written again after each of them, each time from all its articles. What an earlier
    refresh left unwritten, because it was interrupted, is written first.
    """

    def __init__(
        self, context: Context, pipeline: Pipeline, pacing: HostPacing, now: datetime, on_progress: ProgressCallback
    ) -> None:
        self.tally = FetchTally()
        self._context = context
        self._store = context.store
        self._pipeline = pipeline
        self._pacing = pacing
        self._now = now
        self._on_progress = on_progress
        self._total = 0
        self._clocks = HostClocks() if context.clock.follows_machine else None
        self._arrived: deque[FetchedFeed] = deque()
        self._unsaved_states: list[FeedState] = []
        self._unreached: list[tuple[Feed, FeedState, FeedState]] = []
        """The feeds whose hosts were not found, with their states before and after."""
        self._has_network = False
        """Whether a host outside the network of this computer answered."""
        self._jobs: list[Future[None]] = []
        self._is_stopped = threading.Event()

    def run(self, due: Sequence[tuple[Feed, FeedState]]) -> None:
        """Fetch feeds and store what they bring; an interrupted fetch keeps what it has."""
        self._total = len(due)
        self._on_progress(Progress("fetching", 0, self._total))
        with ThreadPoolExecutor(1, thread_name_prefix="storing") as worker:
            try:
                asyncio.run(self._fetch_and_group(due, worker))
            except BaseException:
                self._is_stopped.set()
                raise
            finally:
                self._jobs.append(worker.submit(self._save_unchanged))
        for job in self._jobs:
            job.result()
        self._delay_unreached()

    def _delay_unreached(self) -> None:
        """Let feeds whose hosts were not found back off if public hosts answered: then it is not the network."""
        if not self._unreached or not self._has_network:
            return
        tally = self.tally
        pairs = [(feed, delayed(feed, before, state, self._now)) for feed, before, state in self._unreached]
        self._store.feeds.save_states([state for _, state in pairs])
        problems = {feed.url: failure_of(feed, state) for feed, state in pairs}
        tally.failed = tuple(problems.get(note.url, note) for note in tally.failed)

    async def _fetch_and_group(self, due: Sequence[tuple[Feed, FeedState]], worker: ThreadPoolExecutor) -> None:
        before = {feed.url: state for feed, state in due}

        def on_done(feed: Feed, outcome: FetchOutcome) -> Future[None]:
            self._arrived.append((feed, before[feed.url], outcome, self._context.now()))
            self._jobs.append(worker.submit(self._store_arrived))
            self.tally.finished.add(feed.url)
            name = feed_display_name(feed, before[feed.url].title)
            self._on_progress(Progress("fetching", len(self.tally.finished), self._total, name))
            return self._jobs[-1]

        self._jobs.append(worker.submit(self._write_left))
        grouping = asyncio.create_task(self._group_repeatedly(worker.submit))
        try:
            await self._fetch_twice(due, on_done)
        finally:
            grouping.cancel()
            with suppress(asyncio.CancelledError):
                await grouping

    async def _fetch_twice(
        self, due: Sequence[tuple[Feed, FeedState]], on_done: Callable[[Feed, FetchOutcome], Future[None]]
    ) -> None:
        """Fetch feeds; those whose hosts were not found again if public hosts answered meanwhile: after the start of a
        computer its name server may come later than the first requests.
        """
        unreached: dict[str, tuple[Feed, FetchOutcome]] = {}

        def on_first(feed: Feed, outcome: FetchOutcome) -> Future[None] | None:
            if isinstance(outcome, FetchFailure) and outcome.offline:
                unreached[feed.url] = (feed, outcome)
                return None
            if isinstance(outcome, Response | NotModified) and not is_private_host(host_of(outcome.url)):
                self._has_network = True
            return on_done(feed, outcome)

        def on_second(feed: Feed, outcome: FetchOutcome) -> Future[None]:
            del unreached[feed.url]
            return on_done(feed, outcome)

        fetch = partial(fetch_all, now=self._now, transport=self._context.transport, pacing=self._pacing)
        await fetch(due, on_done=on_first)
        if self._has_network:
            again = [(feed, state) for feed, state in due if feed.url in unreached]
            await fetch(again, on_done=on_second, total_deadline=SECOND_DEADLINE)
        for feed, outcome in unreached.values():
            await wait_until_done(on_done(feed, outcome))

    async def _group_repeatedly(self, submit: Callable[[Callable[[], None]], Future[None]]) -> None:
        """Group what has come in, again and again, until this task is cancelled or a grouping fails."""
        grouped_articles = written_articles = 0
        last_arrival = last_writing = monotonic()
        while True:
            await asyncio.sleep(GROUPING_INTERVAL)
            arrived, seconds = self.tally.articles, monotonic()
            if arrived != grouped_articles:
                last_arrival = seconds
            is_quiet = seconds - last_arrival >= QUIET_AFTER and not written_articles
            writes_all = arrived != written_articles and (is_quiet or seconds - last_writing >= WRITING_INTERVAL)
            if arrived == grouped_articles and not writes_all:
                continue
            grouped_articles = arrived
            job = submit(partial(self._group, writes_all=writes_all))
            self._jobs.append(job)
            await wait_until_done(job)
            if writes_all:
                written_articles, last_writing = arrived, monotonic()
            if job.exception():
                return  # `run` raises it

    def _report(self, progress: Progress) -> None:
        """Report the progress of the worker; end its work if the refresh was interrupted."""
        if self._is_stopped.is_set():
            raise _StoppedError("The refresh was interrupted.")
        self._on_progress(progress)

    def _write_left(self) -> None:
        self.tally.thread_ids.update(self._pipeline.write_changed(self._report, limit=MAX_LEFT))

    def _group(self, *, writes_all: bool) -> None:
        """Group what has come in; write the threads that are new, or all that changed."""
        actual = self.actual_time()
        if actual and actual != self._now:
            ClockRepair(self._context, self._pipeline).repair(self._now, actual, self._report)
        self.tally.stories += self._pipeline.group_new(actual or self._now, self._report)
        self.tally.thread_ids.update(self._pipeline.write_changed(self._report, without_text=not writes_all))
        self._report(Progress("fetching", len(self.tally.finished), self._total, threads=len(self.tally.thread_ids)))

    def actual_time(self) -> datetime | None:
        """Return when the refresh began by the times that hosts stated; None if they do not decide it."""
        offset = self._clocks.offset(self._now) if self._clocks else None
        return None if offset is None else self._now + offset

    def _store_arrived(self) -> None:
        """Drain the queue of fetched feeds into one transaction; do nothing if an earlier call drained it.

        A transaction costs more than the articles of a feed, so all feeds that arrived during the last one share it.
        """
        batch: list[tuple[FeedState, Sequence[Article]]] = []
        while self._arrived and sum(len(articles) for _, articles in batch) < MAX_ARTICLES_PER_TRANSACTION:
            feed, state, outcome, shown = self._arrived.popleft()
            intake = self._intake_of(feed, state, outcome)
            if self._clocks and isinstance(outcome, Response | NotModified) and intake.status != "failed":
                self._clocks.record(outcome.url, outcome.headers, shown)
            if intake.status in ("unchanged", "postponed"):
                self._unsaved_states.append(intake.state)
            else:
                batch.append((intake.state, intake.articles))
            if isinstance(outcome, Postponed):
                self.tally.postponed[outcome.host, outcome.until] += 1
                self.tally.postponed_failing += state.failures > 0
            if isinstance(outcome, FetchFailure) and outcome.offline:
                self._unreached.append((feed, state, intake.state))
            self._count_outcome(feed, intake)
        limits = {feed.url: feed.max_per_day for feed in self._context.config.feeds if feed.max_per_day}
        self.tally.articles += self._save(batch, limits)
        if len(self._unsaved_states) >= TRANSACTION_BATCH:
            self._save_unchanged()

    def _intake_of(self, feed: Feed, state: FeedState, outcome: FetchOutcome) -> Intake:
        """Return what to store of a feed; one that a fault of the program makes unreadable counts as failed."""
        try:
            was_collection = may_be_collection(feed, state.title) and self._store.feeds.has_outlets_of_links(feed.url)
            intake = intake_of(feed, state, outcome, self._now, was_collection=was_collection)
        except Exception as error:
            fault = fault_of(f"feed {without_secrets(feed.url)}", error)
            failure = FetchFailure(feed.url, f"could not be read: a fault of the program ({fault.cause})")
            intake = replace(intake_of(feed, state, failure, self._now), faults=(fault,))
        for fault in intake.faults:
            self._pipeline.faults.add(fault)
        return intake

    def _save(self, batch: Sequence[tuple[FeedState, Sequence[Article]]], limits: Mapping[str, int]) -> int:
        """Store feeds with their articles, each alone if they cannot be stored together; return the new articles."""
        if not batch:
            return 0
        try:
            return self._store.feeds.save_many(batch, limits)
        except Exception as error:
            fault = fault_of(f"feed {without_secrets(batch[0][0].url)}", error)
        if len(batch) > 1:
            return sum(self._save([feed], limits) for feed in batch)
        self._pipeline.faults.add(fault)
        return 0

    def _count_outcome(self, feed: Feed, intake: Intake) -> None:
        """Count the outcome of one feed, and keep what is to be reported about it."""
        tally = self.tally
        tally.unchanged += intake.status == "unchanged"
        tally.new_data += intake.status == "new"
        if intake.status == "failed":
            tally.failed = (*tally.failed, failure_of(feed, intake.state))
        if intake.note:
            note = replace(failure_of(feed, intake.state), text=intake.note, next_try=None)
            tally.notes = (*tally.notes, note)

    def _save_unchanged(self) -> None:
        """Store the states of feeds without new articles; most feeds have none, so they share a transaction."""
        self._store.feeds.save_states(self._unsaved_states)
        self._unsaved_states.clear()
