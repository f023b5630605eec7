"""Loading the store and fetching what is due, without moving the list while it is read."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.output.feed_health import all_feeds_failed, common_causes, reached_no_feed
from briefing.output.formatting import format_count, format_moment
from briefing.tui.app_context import NO_KEY_YET, AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.feeds_key import feeds_key_hint
from briefing.tui.keymap import config_mistakes
from briefing.tui.messages import NewsGrouped, RefreshProgressed
from briefing.tui.queries import FrontPageData, load_arrived, load_feed_health, load_first_page, load_front_page
from briefing.tui.tabs import ALL_TAB, TabKind
from briefing.tui.thread_listing import ThreadListing

if TYPE_CHECKING:
    from briefing.model.fetching import Progress, RefreshReport

NEWS_INTERVAL = 5.0
"""Seconds between two loads of the list while a refresh goes on: each reads all threads, and delays keys meanwhile."""
ARRIVED_INTERVAL = 1.0
"""Seconds from the progress of a first refresh to the list of what has arrived: it changes no more often."""
DUE_CHECK_INTERVAL = 30.0
"""Seconds between two checks for due feeds."""
MIN_PAGE_ROWS = 12
"""With at least so many threads of the front page, these are shown while older ones are loaded: they fill the list."""
MIN_AUTO_REFRESH_INTERVAL = 300.0
"""Least seconds between the end of a refresh and the next automatic one."""
NO_ARTICLES = "No new articles"
"""What a refresh reports that brought none, if a key asked for it: the list may have news from before."""
PROGRESS_INTERVAL = 0.1
"""Least seconds between two progress messages."""


class RefreshCancelledError(BriefingError):
    """The reader leaves, so the refresh ends early."""


class RefreshController:
    """Loads the list, refreshes the store, and holds back what a refresh brings until the reader takes it in."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._last_refresh_end = -MIN_AUTO_REFRESH_INTERVAL
        self._last_progress_time = 0.0
        self._last_news_load = float("-inf")
        self._waits_for_news = False
        self._waits_for_articles = False
        self._changed_threads = 0
        self._has_refreshed = False
        self._is_stopping = False
        self._is_wanted_again = False
        self._has_looked = False
        self._list_fills_itself = False
        """Whether the refresh of what was due at the start runs, so that the list has only what was there before."""

    # --- loading -------------------------------------------------------------------------------------------------

    async def load_store(self) -> None:
        """Load the threads of the store, then fetch due feeds; an empty store waits for the reader's choice."""
        context = self._context
        page, sections = await context.work_pools.readers.run(load_first_page, context.services)
        first = self._with_saved_tab(replace(context.listing.with_page(page), sections=sections))
        if len(page.rows) >= MIN_PAGE_ROWS and context.ui_state.tab.kind is not TabKind.VIEW:
            context.listing = first
        data = await self._load_front_page()
        context.started, context.store_is_empty = True, data.is_empty
        context.starred = data.starred
        shown = context.listing
        listing = replace(
            shown.composed_anew(data.page) if shown.rows else shown.with_page(data.page),
            sections=data.sections,
            view_thread_ids=data.view_thread_ids,
        )
        context.listing = listing if shown.rows else self._with_saved_tab(listing)
        await self.update_feed_health()
        self._report_config_problems()
        self._report_damaged_threads()
        self.check_for_due_feeds()

    def _with_saved_tab(self, listing: ThreadListing) -> ThreadListing:
        """Show the tab of the last time, if there is one of that name."""
        saved = self._context.ui_state.tab
        return replace(listing, tab=saved if saved in (tab for tab, _ in listing.tabs) else ALL_TAB)

    async def update_feed_health(self) -> None:
        """Load the state of the feeds, and compute when they are fetched next."""
        health = await self._context.work_pools.readers.run(load_feed_health, self._context.services)
        rest = self._last_refresh_end + MIN_AUTO_REFRESH_INTERVAL - time.monotonic()
        earliest = self._context.now() + timedelta(seconds=max(rest, 0))
        if health.next_refresh:
            health = replace(health, next_attempt=max(health.next_refresh, earliest))
        self._context.health = health

    async def announce_feed_change(self) -> None:
        """Have the pages show which feeds there are, and how they do, after a change of the list of feeds."""
        await self.update_feed_health()
        self._context.feed_change_count += 1

    async def _load_front_page(self) -> FrontPageData:
        context = self._context
        return await context.work_pools.readers.run(load_front_page, context.services, context.listing.rows)

    def _report_config_problems(self) -> None:
        """Report the first problem of the configuration; what is right of it is in use."""
        mistakes, key = config_mistakes(self._context.services.config), feeds_key_hint(self._context)
        if mistakes:
            rest = f"{len(mistakes) - 1} more" if len(mistakes) > 1 else "it whole"
            self._context.notify_in_background(f"{mistakes[0]} - {key} shows {rest}")

    def _report_damaged_threads(self) -> None:
        """Name the first thread that the list leaves out because its row of the store is damaged."""
        if faults := self._context.services.damaged_threads.take():
            more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
            self._context.notify_in_background(
                f"Left out: {faults[0].subject}{more}, as {faults[0].cause} - `briefing doctor` says what to do"
            )

    # --- refreshing ----------------------------------------------------------------------------------------------

    def check_for_due_feeds(self) -> None:
        """Fetch due feeds in the background, unless a refresh runs or nothing was ever chosen and fetched."""
        context = self._context
        may_fetch = not context.store_is_empty or self._has_refreshed
        if context.started and context.progress is None and may_fetch:
            context.run_in_background(self._check_for_due_feeds(), "look", exclusive=True)

    async def _check_for_due_feeds(self) -> None:
        """Refresh if a feed is due; if another process has refreshed, hold its news ready."""
        due_before = self._context.health.next_refresh
        await self.update_feed_health()
        due = self._context.health.next_refresh
        rested = time.monotonic() - self._last_refresh_end >= MIN_AUTO_REFRESH_INTERVAL
        is_start, self._has_looked = not self._has_looked, True
        if due is not None and due <= self._context.now() and rested:
            self._list_fills_itself = is_start and self._context.progress is None
            self.refresh()
        elif due != due_before:
            self._receive(await self._load_front_page())

    def refresh(self, *, force: bool = False, requested: bool = False) -> None:
        """Fetch due feeds, with `force` all, unless a refresh runs; `requested` reports also that nothing was due."""
        from briefing.model.fetching import Progress

        if self._context.progress is None:
            self._context.progress = Progress("fetching", 0, 0)
            self._context.run_in_background(self._refresh(force, requested), "refresh")
        elif force:
            self._context.notify_status("A refresh is already running")

    def refresh_when_free(self) -> None:
        """Fetch due feeds, one that was just added among them; a refresh that runs knows them not, so after its end."""
        self._is_wanted_again = self._context.progress is not None
        if not self._is_wanted_again:
            self.refresh()

    async def _refresh(self, force: bool, requested: bool) -> None:
        context = self._context
        self._changed_threads = 0
        try:
            report = await context.work_pools.refresher.run(
                context.services.refresh_process.refresh, force=force, on_progress=self._on_progress
            )
            self._has_refreshed, self._last_refresh_end = True, time.monotonic()
            is_first_news = await self._load_and_receive()
            context.feed_notes = report.notes or context.feed_notes if report.busy else report.notes
            await self.update_feed_health()
            take_in_key = context.key_for(CommandName.TAKE_IN) if context.listing.pending_count() else ""
            message = refresh_message(report, feeds_key_hint(context), take_in_key)
            if is_first_news:
                context.show_first_thread(message)
            elif requested or (message not in ("", NO_ARTICLES) and not self._is_shown_elsewhere(report)):
                context.notify_in_background(message or self._nothing_due_message())
        finally:
            self._last_refresh_end = time.monotonic()
            self._list_fills_itself = False
            context.progress = None
            if self._is_wanted_again and not self._is_stopping:
                self.refresh_when_free()

    def _is_shown_elsewhere(self, report: RefreshReport) -> bool:
        """Whether what a refresh reports stands on the page anyway: that all feeds fail, or that the same ones do."""
        return _repeats_failures(report) or (all_feeds_failed(report) and self._context.health.is_unreachable)

    def _on_progress(self, progress: Progress) -> None:
        """Report progress, and stop when the reader leaves.

        Called on the worker of the refresh.
        """
        self.raise_if_stopped()
        may_show = progress.stage != "writing" or self._context.store_is_empty  # else it is shown at the end anyway
        if may_show and progress.threads > self._changed_threads:
            self._changed_threads = progress.threads
            self._context.post_message(NewsGrouped())
        if time.monotonic() - self._last_progress_time >= PROGRESS_INTERVAL:
            self._last_progress_time = time.monotonic()
            self._context.post_message(RefreshProgressed(progress))

    def load_news(self) -> None:
        """Load what a refresh has grouped so far, also while it waits for slow feeds; at most every few seconds."""
        if not self._waits_for_news:
            self._waits_for_news = True
            self._context.run_in_background(self._load_news(), "news")

    async def _load_news(self) -> None:
        await asyncio.sleep(max(self._last_news_load + NEWS_INTERVAL - time.monotonic(), 0))
        self._waits_for_news = False  # what is grouped from now on is loaded the next time
        self._last_news_load = time.monotonic()
        if self._context.progress is not None and await self._load_and_receive():
            self._context.show_first_thread()

    def load_arrived(self) -> None:
        """Load the newest articles while no thread is grouped yet; at most every few seconds."""
        if self._context.store_is_empty and not self._waits_for_articles:
            self._waits_for_articles = True
            self._context.run_in_background(self._load_arrived(), "arrived")

    async def _load_arrived(self) -> None:
        await asyncio.sleep(ARRIVED_INTERVAL)
        self._waits_for_articles = False
        if self._context.store_is_empty:
            self._context.arrived = await self._context.work_pools.readers.run(load_arrived, self._context.services)

    async def _load_and_receive(self) -> bool:
        """Load the front page; return whether it is the first news of a store that was empty."""
        was_empty = self._context.store_is_empty
        self._receive(await self._load_front_page())
        return was_empty and not self._context.store_is_empty

    def raise_if_stopped(self) -> None:
        """Raise RefreshCancelledError if the reader leaves; callable on any worker."""
        if self._is_stopping:
            raise RefreshCancelledError("The refresh was stopped.")

    def stop(self) -> None:
        """End a running refresh at its next step."""
        self._is_stopping = True

    def _nothing_due_message(self) -> str:
        health = self._context.health
        failing = f", {format_count(len(health.failures), 'feed')} failing" if health.failures else ""
        until = f" before {format_moment(health.next_refresh, self._context.now())}" if health.next_refresh else ""
        return f"No feed is due{until}{failing} - {self._context.key_for(CommandName.REFRESH_ALL)} fetches all now"

    # --- what a refresh brings -----------------------------------------------------------------------------------

    def _receive(self, data: FrontPageData) -> None:
        """Hold new rows back, so that nothing can jump, unless the list is empty.

        What the refresh at the start brings goes into the list at once, until a key or the mouse is used.
        """
        context = self._context
        context.store_is_empty = data.is_empty
        context.arrived = context.arrived if data.is_empty else ()
        listing = replace(context.listing, sections=data.sections, view_thread_ids=data.view_thread_ids)
        listing = listing.with_pending(data.page)
        fills_itself = self._list_fills_itself and context.last_key_time == NO_KEY_YET
        context.listing = listing.apply_pending() if fills_itself or not listing.rows else listing
        if fills_itself and listing.pending:
            context.select_thread(next((item.thread_id for item in context.listing.items if item.row), ""))

    def take_in(self) -> None:
        """Show the pending rows, or say that there are none."""
        listing = self._context.listing
        if listing.pending is None and self._context.progress is not None:
            self._context.notify_status("No updates are waiting yet: the refresh goes on")
        elif listing.pending is None:
            key = self._context.key_for(CommandName.REFRESH)
            self._context.notify_status(f"No updates are waiting. {key} fetches the feeds.")
        else:
            self._context.listing = listing.apply_pending()
            self._context.notify_status(f"{format_count(listing.pending_count(), 'thread')} taken in")


def refresh_message(report: RefreshReport, feeds_key: str, take_in_key: str = "") -> str:
    """Return what a refresh did, as one line; "" if no feed was due.

    `feeds_key` is the key that shows the feeds; "" where they are in sight. `take_in_key` shows the threads that wait.
    """
    if report.busy:
        return "Another briefing is refreshing right now"
    if all_feeds_failed(report):
        return f"Nothing could be fetched: {common_causes(report.failed)}"
    fetched, failed = report.feeds - report.not_due, len(report.failed)
    if not (fetched or report.articles or report.notes):
        return ""
    parts = [NO_ARTICLES]
    if report.articles:
        parts = [f"{format_count(report.articles, 'new article')} in {format_count(report.threads, 'thread')}"]
        parts[0] += f" ({take_in_key} shows them)" if take_in_key else ""
    elif failed == fetched > 0:
        none = f"None of the {fetched} feeds due could be reached"
        parts = [none if fetched > 1 else "The only feed due could not be reached"]
    if failed and failed != fetched:
        parts.append(f"{format_count(failed, 'feed')} failed")
    notes = [note for note in report.notes if note not in report.fault_notes]
    if len(notes) == 1:
        parts.append(f"{notes[0].subject} {notes[0].text}")
    elif notes:
        parts.append(f"{format_count(len(notes), 'note')} on feeds")
    if report.faults:
        parts.append(f"{format_count(report.faults, 'fault')} of the program")
    are_many = len(report.failed) + len(report.notes) > 1
    has_more = feeds_key and (failed or len(report.notes) > 1)
    return ", ".join(parts) + (f" - {feeds_key} shows {'them' if are_many else 'it'}" if has_more else "")


def _repeats_failures(report: RefreshReport) -> bool:
    """Whether a refresh did nothing but that feeds failed again, which the footer counts."""
    is_known = all(failure.failures > 1 for failure in report.failed)
    return bool(report.failed) and is_known and not (report.articles or report.notes or reached_no_feed(report))
