"""The part of the application that keeps the list up to date without moving it under the reader's hands."""

from __future__ import annotations

import time
from dataclasses import replace

from briefing.model.feeds import FeedProblem, Progress, RefreshReport
from briefing.output.feed_health import all_feeds_failed, unreachable_line
from briefing.output.formatting import format_count, format_moment
from briefing.tui.app_base import AppBase
from briefing.tui.async_services import FrontPageData
from briefing.tui.keymap import keymap_problems
from briefing.tui.messages import RefreshProgressed
from briefing.tui.thread_listing import ALL_TAB

DUE_CHECK_INTERVAL = 30.0
"""Seconds between two looks at what is due."""
MIN_RECENT_ROWS = 12
"""Threads of the last day that are shown at once, while those of all time are loaded."""
MIN_AUTO_REFRESH_INTERVAL = 300.0
"""Least seconds between two refreshes that nobody asked for."""


class RefreshActions(AppBase):
    """Loads what the store holds, and fetches what is due."""

    refreshed_at: float = -MIN_AUTO_REFRESH_INTERVAL
    feed_notes: tuple[FeedProblem, ...] = ()

    async def load_store(self) -> None:
        """Load what the store holds, then look for what is due; an empty store waits for the reader."""
        recent = await self.async_services.recent_rows()
        if len(recent) >= MIN_RECENT_ROWS:
            self.listing = replace(self.listing, rows=recent)
        stock = await self.async_services.front_page_data()
        self.started, self.empty = True, stock.is_empty
        self.starred = stock.starred
        listing = self.listing.updated_in_place(stock.rows)
        listing = replace(listing, sections=stock.sections, view_thread_ids=stock.view_thread_ids)
        names = [name for name, _ in listing.tabs()]
        self.listing = replace(listing, tab=self.ui_state.section if self.ui_state.section in names else ALL_TAB)
        self.health = await self.async_services.feed_health_summary()
        self._report_config_problems()
        if not self.empty:
            self.check_for_due_feeds()

    def _report_config_problems(self) -> None:
        """Say what is wrong with the configuration, keys given twice too; what is right of it is in use."""
        config = self.async_services.config
        wrong = [*map(str, config.problems), *(f"[keys] {words}" for _, words in keymap_problems(config.key_bindings))]
        if wrong:
            more = f" - `briefing check` tells {len(wrong) - 1} more" if len(wrong) > 1 else ""
            self.notify_status(f"{wrong[0]}{more}")

    def check_for_due_feeds(self) -> None:
        """Look for what is due, unless a refresh goes on."""
        if self.started and self.progress is None and not self.empty:
            self.run_in_background(self._check_for_due_feeds(), "look", exclusive=True)

    async def _check_for_due_feeds(self) -> None:
        """Refresh if a feed is due; take notice if another process has refreshed."""
        before = self.health.next_refresh
        self.health = await self.async_services.feed_health_summary()
        due = self.health.next_refresh
        if (
            due is not None
            and due <= self.async_services.now()
            and time.monotonic() - self.refreshed_at >= MIN_AUTO_REFRESH_INTERVAL
        ):
            self.refresh_feeds()
        elif due != before:
            self.receive_update(await self.async_services.front_page_data())

    def refresh_feeds(self, *, force: bool = False, requested: bool = False) -> None:
        """Fetch what is due, or with `force` all, unless that goes on already; `asked`: by the reader just now."""
        if self.progress is None:
            self.progress = Progress("fetching", 0, 0)
            self.run_in_background(self._run_refresh(force, requested), "refresh")
        elif force:
            self.notify_status("A refresh goes on already")

    async def _run_refresh(self, force: bool, requested: bool) -> None:
        first = self.empty
        try:
            report = await self.async_services.refresh(self._post_progress, force=force)
            self.receive_update(await self.async_services.front_page_data())
            self.feed_notes = report.notes or self.feed_notes if report.busy else report.notes
            self.health = await self.async_services.feed_health_summary()
            told = refresh_message(report, self.feeds_key_hint)
            if told or requested:
                self.notify_status(told or self._nothing_due_message())
            if first and not self.empty:
                self.show_first_thread()
        finally:
            self.refreshed_at = time.monotonic()
            self.progress = None

    def _nothing_due_message(self) -> str:
        """Say why nothing was asked, and what asks all the same."""
        failing = f", {format_count(len(self.health.problems), 'feed')} failing" if self.health.problems else ""
        due = self.health.next_refresh
        until = f" before {format_moment(due, self.async_services.now())}" if due else ""
        return f"No feed is due{until}{failing} - {self.key_for('refresh_all')} fetches all now"

    def _post_progress(self, step: Progress) -> None:
        self.post_message(RefreshProgressed(step))

    def receive_update(self, data: FrontPageData) -> None:
        """Let what came wait, except when nothing is shown that could jump."""
        self.empty = data.is_empty
        listing = replace(self.listing, sections=data.sections, view_thread_ids=data.view_thread_ids).with_pending(
            data.rows
        )
        self.listing = listing if self.listing.rows else listing.apply_pending()

    def on_refresh_progressed(self, message: RefreshProgressed) -> None:
        """Show how far the refresh is."""
        if self.progress is not None:
            self.progress = message.progress

    def apply_pending(self) -> None:
        """Show what waits; without a refresh's news, say so."""
        if self.listing.pending is None:
            self.notify_status(f"No updates wait. {self.key_for('refresh')} fetches the feeds.")
        else:
            words = f"{format_count(self.listing.pending_count(), 'thread')} taken in"
            self.listing = self.listing.apply_pending()
            self.notify_status(words)


def refresh_message(report: RefreshReport, feeds_key: str) -> str:
    """Say in a quiet line what a refresh did, "" if no feed was due; `key` shows the feeds, where more is told."""
    if report.busy:
        return "Another briefing is refreshing just now"
    if all_feeds_failed(report):
        return unreachable_line(report)
    asked, failed = report.feeds - report.not_due, len(report.failed)
    if not (asked or report.articles or report.notes):
        return ""
    told = [
        f"{format_count(report.articles, 'new article')} in {format_count(report.threads, 'thread')}"
        if report.articles
        else ""
    ]
    if failed == asked > 0 and not report.articles:
        told = [f"{'The only feed' if asked == 1 else f'None of the {asked} feeds'} due could be reached"]
    elif not report.articles:
        told = ["Nothing new"]
    told += [f"{format_count(failed, 'feed')} failed"] if failed and failed != asked else []
    if len(report.notes) == 1:
        told.append(f"{report.notes[0].name} {report.notes[0].cause}")
    elif report.notes:
        told.append(f"{format_count(len(report.notes), 'note')} on feeds")
    more = f" - {feeds_key} shows them" if failed or len(report.notes) > 1 else ""
    return ", ".join(told) + more
