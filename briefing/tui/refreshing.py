"""The part of the application that keeps the list up to date without moving it under the reader's hands."""

from __future__ import annotations

import time
from dataclasses import replace

from briefing.model.feeds import FeedProblem, Progress, RefreshReport
from briefing.output.ages import moment
from briefing.output.counts import count
from briefing.output.report import nothing_reached, unreachable_line
from briefing.tui.core import Core
from briefing.tui.keymap import complaints
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
    notes: tuple[FeedProblem, ...] = ()

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
        self._tell_problems()
        if not self.empty:
            self.look()

    def _tell_problems(self) -> None:
        """Say what is wrong with the configuration, keys given twice too; what is right of it is in use."""
        config = self.newsroom.config
        wrong = [*map(str, config.problems), *(f"[keys] {words}" for _, words in complaints(config.keys))]
        if wrong:
            more = f" - `briefing check` tells {len(wrong) - 1} more" if len(wrong) > 1 else ""
            self.say(f"{wrong[0]}{more}")

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

    def refresh_feeds(self, *, force: bool = False, asked: bool = False) -> None:
        """Fetch what is due, or with `force` all, unless that goes on already; `asked`: by the reader just now."""
        if self.progress is None:
            self.progress = Progress("fetching", 0, 0)
            self.attempt(self._refresh(force, asked), "refresh")
        elif force:
            self.say("A refresh goes on already")

    async def _refresh(self, force: bool, asked: bool) -> None:
        first = self.empty
        try:
            report = await self.newsroom.refresh(self._tell, force=force)
            self.receive(await self.newsroom.stock())
            self.notes = report.notes or self.notes if report.busy else report.notes
            self.health = await self.newsroom.health()
            told = report_words(report, self.key_to_feeds)
            if told or asked:
                self.say(told or self._not_due())
            if first and not self.empty:
                self.show_first()
        finally:
            self.refreshed_at = time.monotonic()
            self.progress = None

    def _not_due(self) -> str:
        """Say why nothing was asked, and what asks all the same."""
        failing = f", {count(len(self.health.problems), 'feed')} failing" if self.health.problems else ""
        due = self.health.next_refresh
        until = f" before {moment(due, self.newsroom.now())}" if due else ""
        return f"No feed is due{until}{failing} - {self.key_of('refresh_all')} fetches all now"

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
            self.say(f"No updates wait. {self.key_of('refresh')} fetches the feeds.")
        else:
            words = f"{count(self.listing.news(), 'thread')} taken in"
            self.listing = self.listing.taken_in()
            self.say(words)


def report_words(report: RefreshReport, key: str) -> str:
    """Say in a quiet line what a refresh did, "" if no feed was due; `key` shows the feeds, where more is told."""
    if report.busy:
        return "Another briefing is refreshing just now"
    if nothing_reached(report):
        return unreachable_line(report)
    asked, failed = report.feeds - report.not_due, len(report.failed)
    if not (asked or report.articles or report.notes):
        return ""
    told = [f"{count(report.articles, 'new article')} in {count(report.threads, 'thread')}" if report.articles else ""]
    if failed == asked > 0 and not report.articles:
        told = [f"{'The only feed' if asked == 1 else f'None of the {asked} feeds'} due could be reached"]
    elif not report.articles:
        told = ["Nothing new"]
    told += [f"{count(failed, 'feed')} failed"] if failed and failed != asked else []
    if len(report.notes) == 1:
        told.append(f"{report.notes[0].name} {report.notes[0].cause}")
    elif report.notes:
        told.append(f"{count(len(report.notes), 'note')} on feeds")
    more = f" - {key} shows them" if failed or len(report.notes) > 1 else ""
    return ", ".join(told) + more
