"""The application: its screens, its keys, its palette. What it can do stands in its parts."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import ThemeProvider

from briefing.model.articles import Article
from briefing.model.threads import Thread
from briefing.text.urls import is_web
from briefing.tui.bindings import bindings
from briefing.tui.commands import Where
from briefing.tui.core import KEEP_EVERY
from briefing.tui.curating import Curating
from briefing.tui.outside import terminal_browser
from briefing.tui.paint.ahead import said, when
from briefing.tui.paint.sheets import paint_help
from briefing.tui.refreshing import LOOK_EVERY, Refreshing
from briefing.tui.screens.article import ArticlePage
from briefing.tui.screens.ask import Choose
from briefing.tui.screens.feeds import FeedsPage
from briefing.tui.screens.first import FirstStart
from briefing.tui.screens.front import FrontPage
from briefing.tui.screens.panes import Panes
from briefing.tui.screens.sheet import HelpSheet
from briefing.tui.screens.thread import ThreadPage
from briefing.tui.sharing import Sharing
from briefing.tui.tidying import Tidying

if TYPE_CHECKING:
    from briefing.desk import Desk

TIDY_EVERY = 5.0
"""Seconds between two looks whether it is quiet."""
LEAVE_WITHIN = 2.0
"""Seconds that leaving waits for marks to be written."""


class BriefingApp(Refreshing, Curating, Sharing):
    """Reads the news at a desk; `ascii` draws with plain characters only."""

    TITLE = "briefing"
    CSS_PATH = "briefing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), Binding("ctrl+q", "quit", show=False)]

    def __init__(self, desk: Desk, *, ascii: bool = False) -> None:
        super().__init__(desk, ascii=ascii)
        self.tidying = Tidying()

    def get_default_screen(self) -> Screen[None]:
        """Start with the front page."""
        return FrontPage(self.symbols)

    def on_mount(self) -> None:
        """Load what the store holds, then look for what is due from time to time."""
        self.tidying.begin()
        self.attempt(self._begin(), "start")
        self.set_interval(LOOK_EVERY, self.look)
        self.set_interval(KEEP_EVERY, self.keep_memory)
        self.set_interval(TIDY_EVERY, self.tidy)

    def on_unmount(self) -> None:
        """Leave the process as it was."""
        self.tidying.end()

    async def on_event(self, event: events.Event) -> None:
        """Note when somebody types or clicks."""
        if isinstance(event, events.InputEvent):
            self.tidying.touched()
            self.newsroom.typed = time.monotonic()
        await super().on_event(event)

    def tidy(self) -> None:
        """Collect garbage at a quiet time."""
        if self.progress is None:
            self.tidying.tidy()

    async def _begin(self) -> None:
        await self.start()
        self.tidying.settle()
        if self.empty and self.newsroom.config.feeds:
            await self.push_screen(FirstStart(self.newsroom.config.feeds, self.symbols))

    # --- screens -------------------------------------------------------------------------------------------------

    def open_thread(self, thread: str, known: Thread | None = None) -> None:
        """Show the page of a thread, at once what is `known` of it."""
        self.push_screen(ThreadPage(thread, self.symbols, known if known and known.row.id == thread else None))

    def turn_to(self, thread: str) -> None:
        """Let the list follow a reader who goes on to another thread on its page."""
        for screen in self.screen_stack:
            if isinstance(screen, FrontPage):
                screen.turn_to(thread)

    def show_first(self) -> None:
        """Show a newcomer the first thread that came."""
        if isinstance(self.screen, FrontPage):
            self.screen.show_first()

    def open_article(self, thread: Thread, article: Article, words: str = "", *, full: bool = False) -> None:
        """Show the page of an article, at the sentence `words` if it holds it; with `full` its whole text is read."""
        self.push_screen(ArticlePage(thread, article, words, self.symbols, full=full))

    def show_agenda(self) -> None:
        """Show what the news say of the next days; Enter opens the thread that says so."""
        self.attempt(self._show_agenda(), "agenda", exclusive=True)

    async def _show_agenda(self) -> None:
        here = self.screen
        self.say("Reading what lies ahead ...")
        coming = await self.newsroom.agenda()
        if not coming:
            self.say("The news of the last month say nothing of the next days")
            return

        def chosen(number: str | None) -> None:
            if number:
                self.open_thread(coming[int(number)].thread)

        now = self.newsroom.now()
        choices = [(str(n), f"{when(one, now)}  {one.title}", said(one)) for n, one in enumerate(coming)]
        hint = "Enter opens the thread, Esc goes back"
        self.say("")
        await self.put_over(here, Choose("What lies ahead", choices, self.symbols, hint), chosen)

    def open_feeds(self) -> None:
        """Show the feeds."""
        self.push_screen(FeedsPage(self.symbols))

    def show_help(self, here: Where) -> None:
        """List all keys, those of a screen first."""
        self.push_screen(HelpSheet("All keys", partial(paint_help, self.symbols, self.commands, here), self.symbols))

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        if url:
            self.attempt(self._browse(url), "browse")
        else:
            self.say("There is no article to open")

    async def _browse(self, url: str) -> None:
        command = terminal_browser(os.environ, url) if is_web(url) else []
        if command:
            self.lend(command)
        elif await self.newsroom.browse(url):
            self.say(f"Opened {url}")
        else:
            self.say(f"No browser opened it - {self.key_of('copy_link')} copies the address")

    def action_command_palette(self) -> None:
        """Find any command by its name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="words of a command", id="--command-palette"))

    def search_themes(self) -> None:
        """Choose colours by their name."""
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder="name of a theme"))

    def action_help(self) -> None:
        """List all keys."""
        self.show_help(self.screen.PLACE if isinstance(self.screen, Panes) else "everywhere")

    async def action_quit(self) -> None:
        """Leave, once every mark is written; a refresh that goes on is dropped."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._leave(), LEAVE_WITHIN)
        self.exit()

    async def _leave(self) -> None:
        await self.keep_memory()
        await self.newsroom.leave()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every command of the table that the screen knows."""
        places = {screen.PLACE if isinstance(screen, Panes) else "everywhere", "everywhere"}
        for command in self.commands:
            keyed = bool(places.intersection(command.places))
            if command.palette and (keyed or places.intersection(command.named)):
                node: App[None] | Screen[object] = self if "everywhere" in command.places else screen
                title = f"{command.title}  ({command.shown})" if command.keys and keyed else command.title
                yield SystemCommand(title, command.help, partial(node.run_action, command.action))
