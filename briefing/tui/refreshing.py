"""The part of the application that keeps the list up to date without moving it under the reader's hands."""

from __future__ import annotations

import time
from dataclasses import replace

from briefing.model import Progress, RefreshReport
from briefing.output.counts import count
from briefing.output.report import nothing_reached, unreachable_line
from briefing.tui.core import Core
from briefing.tui.listing import ALL
from briefing.tui.messages import RefreshProgressed
from briefing.tui.newsroom import Stock

LOOK_EVERY = 30.0
"""Seconds between two looks at what is due."""
ENOUGH = 12
"""Threads of the last day that are shown at once, while those of all time are loaded."""
POLITE = 300.0
"""Least seconds between two refreshes that nobody asked for."""


class Refreshing(Core):
    """Loads what the store holds, and fetches what is due."""

    refreshed_at: float = -POLITE

    async def start(self) -> None:
        """Load what the store holds, then look for what is due; an empty store waits for the reader."""
        recent = await self.newsroom.recent()
        if len(recent) >= ENOUGH:
            self.listing = replace(self.listing, rows=recent)
        stock = await self.newsroom.stock()
        self.started, self.empty = True, stock.empty
        self.starred = stock.starred
        listing = self.listing.corrected(stock.rows)
        listing = replace(listing, sections=stock.sections, views=stock.views)
        names = [name for name, _ in listing.tabs()]
        self.listing = replace(listing, section=self.memory.section if self.memory.section in names else ALL)
        self.health = await self.newsroom.health()
        if not self.empty:
            self.look()

    def look(self) -> None:
        """Look for what is due, unless a refresh goes on."""
        if self.started and self.progress is None and not self.empty:
            self.attempt(self._look_for_due(), "look", exclusive=True)

    async def _look_for_due(self) -> None:
        """Refresh if a feed is due; take notice if another process has refreshed."""
        before = self.health.next_refresh
        self.health = await self.newsroom.health()
        due = self.health.next_refresh
        if due is not None and due <= self.newsroom.now() and time.monotonic() - self.refreshed_at >= POLITE:
            self.refresh_feeds()
        elif due != before:
            self.receive(await self.newsroom.stock())

    def refresh_feeds(self) -> None:
        """Fetch what is due, unless that goes on already."""
        if self.progress is None:
            self.progress = Progress("fetching", 0, 0)
            self.attempt(self._refresh(), "refresh")

    async def _refresh(self) -> None:
        try:
            report = await self.newsroom.refresh(self._tell)
            self.receive(await self.newsroom.stock())
            self.health = await self.newsroom.health()
            self.say(report_words(report))
        finally:
            self.refreshed_at = time.monotonic()
            self.progress = None

    def _tell(self, step: Progress) -> None:
        self.post_message(RefreshProgressed(step))

    def receive(self, stock: Stock) -> None:
        """Let what came wait, except when nothing is shown that could jump."""
        self.empty = stock.empty
        listing = replace(self.listing, sections=stock.sections, views=stock.views).arrived(stock.rows)
        self.listing = listing if self.listing.rows else listing.taken_in()

    def on_refresh_progressed(self, message: RefreshProgressed) -> None:
        """Show how far the refresh is."""
        if self.progress is not None:
            self.progress = message.progress

    def take_in(self) -> None:
        """Show what waits; without a refresh's news, say so."""
        if self.listing.waiting is None:
            self.say("No updates wait. r fetches the feeds.")
        else:
            words = f"{count(self.listing.news(), 'thread')} taken in"
            self.listing = self.listing.taken_in()
            self.say(words)


def report_words(report: RefreshReport) -> str:
    """Say in a quiet line what a refresh did."""
    if report.busy:
        return "Another briefing is refreshing just now"
    if nothing_reached(report):
        return unreachable_line(report)
    failed = f", {count(len(report.failed), 'feed')} failed" if report.failed else ""
    if not report.articles:
        return f"Nothing new{failed}"
    return f"{count(report.articles, 'new article')} in {count(report.threads, 'thread')}{failed}"
