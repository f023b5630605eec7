"""The application: it owns what all screens share, and everything that asks or tells the desk begins here."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer

from briefing.desk import period_start
from briefing.errors import BriefingError
from briefing.model import Article, Progress, RefreshReport, Thread
from briefing.output.counts import count
from briefing.output.report import nothing_reached, unreachable_line
from briefing.tui.bindings import bindings
from briefing.tui.commands import COMMANDS, PLACES, Where
from briefing.tui.listing import Listing
from briefing.tui.messages import RefreshProgressed
from briefing.tui.newsroom import Health, Newsroom, Stock
from briefing.tui.paint.sheets import paint_help
from briefing.tui.paint.view import Size
from briefing.tui.screens.front import FrontPage
from briefing.tui.screens.reader import Reader
from briefing.tui.screens.sheet import Sheet
from briefing.tui.screens.thread import ArticlePage, ThreadPage
from briefing.tui.symbols import symbols
from briefing.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from briefing.desk import Desk

LOOK_EVERY = 30.0
"""Seconds between two looks at what is due."""
POLITE = 300.0
"""Least seconds between two refreshes that nobody asked for."""
SAY_FOR = 8.0
"""Seconds that a quiet line stays."""
LEAVE_WITHIN = 2.0
"""Seconds that leaving waits for marks to be written."""


class BriefingApp(App[None]):
    """Reads the news at a desk; `ascii` draws with plain characters only."""

    TITLE = "briefing"
    CSS_PATH = "briefing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), Binding("ctrl+q", "quit", show=False)]

    listing: reactive[Listing] = reactive(Listing())
    health: reactive[Health] = reactive(Health())
    progress: reactive[Progress | None] = reactive(None)
    said: reactive[str] = reactive("")
    size_of_summary: reactive[Size] = reactive("paragraph")

    def __init__(self, desk: Desk, *, ascii: bool = False) -> None:
        super().__init__()
        self.newsroom = Newsroom(desk)
        self.symbols = symbols(ascii)
        self.started = False
        self.empty = False
        self._hush: Timer | None = None
        self._refreshed = -POLITE
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.set_class(ascii, "-plain")

    @property
    def since(self) -> datetime:
        """The start of the period in which news count as new."""
        return period_start(self.newsroom.now())

    def get_default_screen(self) -> Screen[None]:
        """Start with the front page."""
        return FrontPage(self.symbols)

    def on_mount(self) -> None:
        """Load what the store holds, then look for what is due from time to time."""
        self.attempt(self._start(), "start")
        self.set_interval(LOOK_EVERY, self._look)

    def attempt(self, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False) -> None:
        """Do something in a worker; what goes wrong with feeds or store is told in the status line."""

        async def quietly() -> None:
            try:
                await work
            except BriefingError as error:
                self.say(str(error))

        self.run_worker(quietly(), group=group, exclusive=exclusive)

    async def _start(self) -> None:
        stock = await self.newsroom.stock()
        self.started, self.empty = True, stock.empty
        self.listing = replace(self.listing, rows=stock.rows, sections=stock.sections)
        self.health = await self.newsroom.health()
        if self.empty:
            self.refresh_feeds()
        else:
            self._look()

    # --- refreshing ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        if self.started and self.progress is None:
            self.attempt(self._look_for_due(), "look", exclusive=True)

    async def _look_for_due(self) -> None:
        """Refresh if a feed is due; take notice if another process has refreshed."""
        before = self.health.next_refresh
        self.health = await self.newsroom.health()
        due = self.health.next_refresh
        if due is not None and due <= self.newsroom.now() and time.monotonic() - self._refreshed >= POLITE:
            self.refresh_feeds()
        elif due != before:
            self._receive(await self.newsroom.stock())

    def refresh_feeds(self) -> None:
        """Fetch what is due, unless that goes on already."""
        if self.progress is None:
            self.progress = Progress("fetching", 0, 0)
            self.attempt(self._refresh(), "refresh")

    async def _refresh(self) -> None:
        try:
            report = await self.newsroom.refresh(self._tell)
            self._receive(await self.newsroom.stock())
            self.health = await self.newsroom.health()
            self.say(report_words(report))
        finally:
            self._refreshed = time.monotonic()
            self.progress = None

    def _tell(self, step: Progress) -> None:
        self.post_message(RefreshProgressed(step))

    def _receive(self, stock: Stock) -> None:
        """Let what came wait, except when nothing is shown that could jump."""
        self.empty = stock.empty
        listing = replace(self.listing, sections=stock.sections).arrived(stock.rows)
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

    # --- marks ---------------------------------------------------------------------------------------------------

    def follow(self, thread: str) -> None:
        """Follow a thread, or no longer."""
        row = self.listing.row(thread)
        if row:
            self.listing = self.listing.marked(thread, followed=not row.followed)
            self.say(f"{'No longer following' if row.followed else 'Following'}: {row.title} - Ctrl+z undoes")
            self.attempt(self.newsroom.follow(thread, not row.followed), "marks")

    def mute(self, thread: str) -> None:
        """Take a thread off the list."""
        row = self.listing.row(thread)
        if row:
            self.listing = self.listing.without(thread)
            self.say(f"Muted: {row.title} - Ctrl+z undoes")
            self.attempt(self.newsroom.mute(thread), "marks")

    def mark_read(self, thread: str) -> None:
        """Remember that a thread was read; its row stays where it is."""
        if self.listing.row(thread):
            self.listing = self.listing.marked(thread, read=self.newsroom.now())
            self.attempt(self.newsroom.mark_read(thread), "marks")

    def undo(self) -> None:
        """Take back the last mark."""
        self.attempt(self._undo(), "marks")

    async def _undo(self) -> None:
        words = await self.newsroom.undo()
        if words:
            stock = await self.newsroom.stock()
            self.listing = self.listing.restored(stock.rows)
        self.say(words[:1].upper() + words[1:] if words else "Nothing to undo")

    # --- screens -------------------------------------------------------------------------------------------------

    def open_thread(self, thread: str) -> None:
        """Show the page of a thread."""
        self.push_screen(ThreadPage(thread, self.symbols))

    def turn_to(self, thread: str) -> None:
        """Let the list follow a reader who goes on to another thread on its page."""
        for screen in self.screen_stack:
            if isinstance(screen, FrontPage):
                screen.turn_to(thread)

    def open_article(self, thread: Thread, article: Article) -> None:
        """Show the page of an article."""
        self.push_screen(ArticlePage(thread, article, self.symbols))

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        if url:
            self.attempt(self._browse(url), "browse")
        else:
            self.say("There is no article to open")

    async def _browse(self, url: str) -> None:
        opened = await self.newsroom.browse(url)
        self.say(f"{'Opened' if opened else 'No browser opened'} {url}")

    def say(self, words: str) -> None:
        """Say something in the status line, for a while."""
        if self._hush:
            self._hush.stop()
        self.said = words
        self._hush = self.set_timer(SAY_FOR, partial(setattr, self, "said", ""))

    def action_help(self) -> None:
        """List all keys."""
        here = place_of(self.screen)
        self.push_screen(Sheet("All keys", partial(paint_help, self.symbols, here), self.symbols))

    async def action_quit(self) -> None:
        """Leave, once every mark is written; a refresh that goes on is dropped."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.newsroom.leave(), LEAVE_WITHIN)
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every command of the table that the screen knows."""
        places = {place_of(screen), "everywhere"}
        for command in COMMANDS:
            if command.palette and places.intersection(command.places):
                node: App[None] | Screen[object] = self if "everywhere" in command.places else screen
                title = f"{command.title}  ({command.shown})"
                yield SystemCommand(title, command.help, partial(node.run_action, command.action))


def place_of(screen: Screen[object]) -> Where | None:
    """Return the place in the table of commands that a screen is."""
    places: dict[type[Reader], Where] = {FrontPage: PLACES[1], ThreadPage: PLACES[2], ArticlePage: PLACES[3]}
    return next((place for kind, place in places.items() if isinstance(screen, kind)), None)


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
