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
from briefing.output.agenda import agenda_quote, format_agenda_date
from briefing.text.urls import is_web_url
from briefing.tui.app_base import UI_STATE_SAVE_INTERVAL
from briefing.tui.bindings import bindings
from briefing.tui.commands import Place
from briefing.tui.curation_actions import CurationActions
from briefing.tui.external import terminal_browser_command
from briefing.tui.gc_policy import GcPolicy
from briefing.tui.refresh_actions import DUE_CHECK_INTERVAL, RefreshActions
from briefing.tui.render.static_pages import render_help
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.modals import HelpModal
from briefing.tui.screens.pane_screen import PaneScreen
from briefing.tui.screens.prompts import ChoicePrompt
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.sharing_actions import SharingActions

if TYPE_CHECKING:
    from briefing.services import AppServices

GC_CHECK_INTERVAL = 5.0
"""Seconds between two looks whether it is quiet."""
SHUTDOWN_TIMEOUT = 2.0
"""Seconds that leaving waits for marks to be written."""


class BriefingApp(RefreshActions, CurationActions, SharingActions):
    """Reads the news at a services; `ascii` draws with plain characters only."""

    TITLE = "briefing"
    CSS_PATH = "briefing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), Binding("ctrl+q", "quit", show=False)]

    def __init__(self, services: AppServices, *, ascii: bool = False) -> None:
        super().__init__(services, ascii=ascii)
        self.gc_policy = GcPolicy()

    def get_default_screen(self) -> Screen[None]:
        """Start with the front page."""
        return FrontScreen(self.symbols)

    def on_mount(self) -> None:
        """Load what the store holds, then look for what is due from time to time."""
        self.gc_policy.install()
        self.run_in_background(self._load_and_welcome(), "start")
        self.set_interval(DUE_CHECK_INTERVAL, self.check_for_due_feeds)
        self.set_interval(UI_STATE_SAVE_INTERVAL, self.save_ui_state_if_changed)
        self.set_interval(GC_CHECK_INTERVAL, self.collect_garbage_if_idle)

    def on_unmount(self) -> None:
        """Leave the process as it was."""
        self.gc_policy.restore()

    async def on_event(self, event: events.Event) -> None:
        """Note when somebody types or clicks."""
        if isinstance(event, events.InputEvent):
            self.gc_policy.note_activity()
            self.async_services.last_key_time = time.monotonic()
        await super().on_event(event)

    def collect_garbage_if_idle(self) -> None:
        """Collect garbage at a quiet time."""
        if self.progress is None:
            self.gc_policy.collect_if_idle()

    async def _load_and_welcome(self) -> None:
        await self.load_store()
        self.gc_policy.freeze()
        if self.empty and self.async_services.config.feeds:
            await self.push_screen(FirstStartScreen(self.async_services.config.feeds, self.symbols))

    # --- screens -------------------------------------------------------------------------------------------------

    def open_thread(self, thread_id: str, loaded_thread: Thread | None = None) -> None:
        """Show the page of a thread, at once what is `known` of it."""
        self.push_screen(
            ThreadScreen(
                thread_id, self.symbols, loaded_thread if loaded_thread and loaded_thread.row.id == thread_id else None
            )
        )

    def select_thread(self, thread_id: str) -> None:
        """Let the list follow a reader who goes on to another thread on its page."""
        for screen in self.screen_stack:
            if isinstance(screen, FrontScreen):
                screen.select_thread(thread_id)

    def show_first_thread(self) -> None:
        """Show a newcomer the first thread that came."""
        if isinstance(self.screen, FrontScreen):
            self.screen.show_first_thread()

    def open_article(self, thread: Thread, article: Article, sentence: str = "", *, fetch_text: bool = False) -> None:
        """Show the page of an article, at the sentence `words` if it holds it; with `full` its whole text is read."""
        self.push_screen(ArticleScreen(thread, article, sentence, self.symbols, fetch_text=fetch_text))

    def show_agenda(self) -> None:
        """Show what the news say of the next days; Enter opens the thread that says so."""
        self.run_in_background(self._show_agenda(), "agenda", exclusive=True)

    async def _show_agenda(self) -> None:
        here = self.screen
        self.notify_status("Reading what lies ahead ...")
        coming = await self.async_services.agenda()
        if not coming:
            self.notify_status("The news of the last month say nothing of the next days")
            return

        def chosen(number: str | None) -> None:
            if number:
                self.open_thread(coming[int(number)].thread)

        now = self.async_services.now()
        choices = [
            (str(n), f"{format_agenda_date(one, now)}  {one.title}", agenda_quote(one)) for n, one in enumerate(coming)
        ]
        hint = "Enter opens the thread, Esc goes back"
        self.notify_status("")
        await self.show_modal(here, ChoicePrompt("What lies ahead", choices, self.symbols, hint), chosen)

    def open_feeds(self) -> None:
        """Show the feeds."""
        self.push_screen(FeedsScreen(self.symbols))

    def show_help(self, place: Place) -> None:
        """List all keys, those of a screen first."""
        self.push_screen(HelpModal("All keys", partial(render_help, self.symbols, self.commands, place), self.symbols))

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        if url:
            self.run_in_background(self._browse(url), "browse")
        else:
            self.notify_status("There is no article to open")

    async def _browse(self, url: str) -> None:
        command = terminal_browser_command(os.environ, url) if is_web_url(url) else []
        if command:
            self.run_in_terminal(command)
        elif await self.async_services.browse(url):
            self.notify_status(f"Opened {url}")
        else:
            self.notify_status(f"No browser opened it - {self.key_for('copy_link')} copies the address")

    def action_command_palette(self) -> None:
        """Find any command by its name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="words of a command", id="--command-palette"))

    def search_themes(self) -> None:
        """Choose colours by their name."""
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder="name of a theme"))

    def action_help(self) -> None:
        """List all keys."""
        self.show_help(self.screen.PLACE if isinstance(self.screen, PaneScreen) else "everywhere")

    async def action_quit(self) -> None:
        """Leave, once every mark is written; a refresh that goes on is dropped."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._save_and_stop(), SHUTDOWN_TIMEOUT)
        self.exit()

    async def _save_and_stop(self) -> None:
        await self.save_ui_state_if_changed()
        await self.async_services.shut_down()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every command of the table that the screen knows."""
        places = {screen.PLACE if isinstance(screen, PaneScreen) else "everywhere", "everywhere"}
        for command in self.commands:
            keyed = bool(places.intersection(command.places))
            if command.in_palette and (keyed or places.intersection(command.palette_places)):
                node: App[None] | Screen[object] = self if "everywhere" in command.places else screen
                title = f"{command.title}  ({command.key_names})" if command.keys and keyed else command.title
                yield SystemCommand(title, command.help, partial(node.run_action, command.action))
