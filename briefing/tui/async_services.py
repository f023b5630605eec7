"""The services as the application sees it: awaited, on workers, and marks are written in the order they were made."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.curation import Explanation, HiddenThread, MuteRule
from briefing.model.feeds import FeedProblem, Progress, RefreshReport
from briefing.model.threads import AgendaItem, Briefing, Thread, ThreadRow
from briefing.tui.external import open_in_browser, run_command, write_new_file
from briefing.tui.render.feed_table import FeedStatus
from briefing.tui.render.thread_common import ThreadExtras
from briefing.tui.ui_state import UiState, save_ui_state
from briefing.tui.worker_pool import WorkerPool

if TYPE_CHECKING:
    from briefing.services import AppServices
    from briefing.services.feed_list import DiscoveredFeed

T = TypeVar("T")
UI_STATE_SUFFIX = ".reader.json"
"""The end of the name of the file, beside the store, in which the interface remembers."""

TYPING_SECONDS, YIELD_SECONDS = 0.1, 0.02
"""Seconds after a key in which a refresh lets the UI's loop go first, and how long, between two of its steps."""
PROGRESS_INTERVAL = 0.1
"""Seconds between two reports of a refresh's progress."""


class RefreshCancelledError(BriefingError):
    """The reader leaves, so the refresh ends early."""


@dataclass(frozen=True, slots=True)
class FrontPageData:
    """What the front page starts from."""

    rows: tuple[ThreadRow, ...] = ()
    sections: tuple[str, ...] = ()
    is_empty: bool = False
    view_thread_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    starred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeedHealthSummary:
    """How the feeds are."""

    feeds: int = 0
    problems: tuple[FeedProblem, ...] = ()
    next_refresh: datetime | None = None


class AsyncServices:
    """Asks the services and tells it, without ever holding up the UI's loop."""

    def __init__(self, services: AppServices) -> None:
        self._services = services
        self._readers = WorkerPool("reading", 2)
        self._writer = WorkerPool("marking")
        self._fetcher = WorkerPool("refreshing")
        self._article_fetcher = WorkerPool("pages")
        self._rewriter = WorkerPool("model")
        self._shutting_down = False
        self.last_key_time = float("-inf")
        """When a key was pressed last, by time.monotonic()."""

    def now(self) -> datetime:
        """Return the current moment, by the services's clock."""
        return self._services.now()

    async def recent_rows(self) -> tuple[ThreadRow, ...]:
        """Load the ranked threads of the last day."""
        return await self._readers.run(lambda: self._services.reading.thread_rows(since=self.now() - timedelta(days=1)))

    async def front_page_data(self) -> FrontPageData:
        """Load the ranked threads of the whole store and its sections."""

        def work() -> FrontPageData:
            services = self._services
            return FrontPageData(
                services.reading.thread_rows(),
                services.reading.sections(),
                services.reading.is_store_empty(),
                services.views.thread_ids(),
                services.curation.starred_ids(),
            )

        return await self._readers.run(work)

    async def find_thread_ids(self, query: str) -> frozenset[str]:
        """Load the ids of the threads that a query means; ConfigError in words if it is wrong."""
        return await self._readers.run(
            lambda: frozenset(row.id for row in self._services.reading.thread_rows(query=query))
        )

    async def query_values(self) -> Mapping[str, tuple[str, ...]]:
        """Load what keys of a query can have as values."""
        return await self._readers.run(self._services.reading.query_values)

    async def thread_with_extras(self, thread_id: str, since: datetime | None = None) -> tuple[Thread, ThreadExtras]:
        """Load a thread with what changed since it was last read (or since then), and what its page tells more."""

        def work() -> tuple[Thread, ThreadExtras]:
            details = self._services.reading.thread_details(thread_id, since)
            history = self._services.corrections.history(thread_id)
            return details.thread, ThreadExtras(details.coverage, details.upcoming, history)

        return await self._readers.run(work)

    async def agenda(self) -> tuple[AgendaItem, ...]:
        """Load what the articles say of the next days."""
        return await self._readers.run(self._services.reading.agenda)

    async def hidden_threads_and_rules(self) -> tuple[tuple[HiddenThread, ...], tuple[MuteRule, ...]]:
        """Load the threads that lists leave out, and why; and all rules."""
        return await self._readers.run(
            lambda: (self._services.curation.hidden_threads(), self._services.curation.mute_rules())
        )

    async def run_write(self, work: Callable[[AppServices], T]) -> T:
        """Do something at the services, after everything that was asked for before."""
        return await self._writer.run(lambda: work(self._services))

    async def thread(self, thread_id: str, since: datetime | None = None) -> Thread:
        """Load a thread in full, as last read at `since` if that is given; BriefingError if it is not there."""
        return await self._readers.run(lambda: _as_last_read_at(self._services.reading.thread(thread_id), since))

    async def explanation(self, subject_id: str) -> Explanation:
        """Load the evidence of an article or a thread; BriefingError if there is none."""
        return await self._readers.run(lambda: self._services.reading.explain(subject_id))

    async def feed_health_summary(self) -> FeedHealthSummary:
        """Load the state of the feeds."""

        def work() -> FeedHealthSummary:
            feeds = sum(feed.enabled for feed in self._services.config.feeds)
            return FeedHealthSummary(
                feeds, self._services.feed_health.problems(), self._services.feed_health.next_refresh()
            )

        return await self._readers.run(work)

    async def refresh(self, report_progress: Callable[[Progress], None], *, force: bool = False) -> RefreshReport:
        """Fetch, group and write what is due; `tell` is called on the worker, at most ten times a second.

        With `force` feeds that are not due are asked too.
        """
        told = 0.0

        def progress(step: Progress) -> None:
            nonlocal told
            if self._shutting_down:
                raise RefreshCancelledError("The refresh was stopped.")
            if time.monotonic() - self.last_key_time < TYPING_SECONDS:
                time.sleep(YIELD_SECONDS)
            if time.monotonic() - told >= PROGRESS_INTERVAL:
                told = time.monotonic()
                report_progress(step)

        return await self._fetcher.run(lambda: self._services.refresher.refresh(force=force, progress=progress))

    async def fetch_article_text(self, article_id: str) -> tuple[Article, str]:
        """Read the page of an article; return the article with its text, and "" or why that is not to be had."""
        return await self._article_fetcher.run(lambda: self._services.article_texts.full_text(article_id))

    async def rewrite(self, thread: Thread, size: Literal["paragraph", "page"]) -> tuple[Thread, str]:
        """Let the model rewrite a summary; return the thread, and "" or why it stays. ConfigError without a model."""

        def work() -> tuple[Thread, str]:
            (told,), why = self._services.rewriter.rewrite([thread], size)
            return told, why

        return await self._rewriter.run(work)

    async def headline_edits(self, article_id: str) -> tuple[tuple[datetime, str], ...]:
        """Load the headlines that an article had before."""
        return await self._readers.run(lambda: self._services.reading.headline_history(article_id))

    async def digest(self) -> Briefing:
        """Load what the digest would tell now; its ledger stays as it is."""
        return await self._readers.run(self._services.deliveries.digest)

    # --- feeds ---------------------------------------------------------------------------------------------------

    @property
    def config(self) -> Config:
        """The configuration in use."""
        return self._services.config

    async def feed_statuses(self) -> tuple[FeedStatus, ...]:
        """Load each feed with what is remembered of it and how busy it is."""

        def work() -> tuple[FeedStatus, ...]:
            activity = self._services.feed_health.activity()
            idle = (0.0, timedelta())
            return tuple(
                FeedStatus(feed, state, *activity.get(feed.url, idle))
                for feed, state in self._services.feed_health.feeds_with_states()
            )

        return await self._readers.run(work)

    def require_editable_config(self) -> None:
        """Raise ConfigError if feeds.toml cannot be edited."""
        self._services.feed_list.require_editable()

    async def find_feeds(self, address: str) -> tuple[DiscoveredFeed, ...]:
        """Look for the feeds at or behind an address; FetchError in words if there is none."""
        return await self._readers.run(lambda: self._services.feed_list.find(address))

    # --- the world outside ---------------------------------------------------------------------------------------

    def path_beside_store(self, suffix: str) -> Path:
        """Return the path of a file kept beside the store."""
        return self._services.path_beside_store(suffix)

    async def persist_ui_state(self, ui_state: UiState) -> None:
        """Write down what the interface remembers."""
        await self._writer.run(lambda: save_ui_state(self.path_beside_store(UI_STATE_SUFFIX), ui_state))

    async def browse(self, url: str) -> bool:
        """Open a page in the reader's browser; False if there is none, or the address is not of the web."""
        if not url.startswith(("http://", "https://")):
            return False
        return await self._readers.run(lambda: open_in_browser(url))

    async def save_file(self, path: Path, text: str) -> None:
        """Write a file, whole or not at all; BriefingError if it cannot be, or is there already."""
        await self._writer.run(lambda: write_new_file(path, text))

    async def send_to_command(self, command: Sequence[str], text: str) -> str:
        """Give a text to a command of the reader's; return its last line. BriefingError if it cannot run, or fails."""
        return await self._readers.run(lambda: run_command(command, text))

    async def shut_down(self) -> None:
        """Stop refreshing and wait until every mark is written."""
        self._shutting_down = True
        await self._writer.run(lambda: None)


def _as_last_read_at(thread: Thread, since: datetime | None) -> Thread:
    """The thread as if it had last been read at `since`, if that is given."""
    return replace(thread, row=replace(thread.row, read=since)) if since else thread
