"""What every part of the application stands on: what is listed and remembered, and how work is done and told."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

from textual.app import App, SuspendNotSupported
from textual.reactive import var
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.timer import Timer

from briefing.errors import BriefingError
from briefing.model.feeds import Progress
from briefing.services import period_start
from briefing.tui.async_services import UI_STATE_SUFFIX, AsyncServices, FeedHealthSummary
from briefing.tui.commands import command_for, key_name
from briefing.tui.keymap import with_custom_keys
from briefing.tui.render.thread_common import SummarySize
from briefing.tui.symbols import symbols
from briefing.tui.themes import DARK, LIGHT
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.ui_state import UiState, load_ui_state
from briefing.tui.widgets.line_scroll_view import AsciiScrollBar
from briefing.tui.worker_pool import start_worker

if TYPE_CHECKING:
    from briefing.services import AppServices
    from briefing.services.feed_list import ConfigEdit

T = TypeVar("T")
STATUS_SECONDS = 8.0
"""Seconds that a quiet line stays."""
UI_STATE_SAVE_INTERVAL = 3.0
"""Seconds between two looks whether there is something new to remember."""


class AppBase(App[None]):
    """Holds what all screens share; parts of the application add what a reader can do.

    Each is a `var`: a `reactive` of an application would paint its whole screen anew at every change.
    """

    listing: var[ThreadListing] = var(ThreadListing())
    health: var[FeedHealthSummary] = var(FeedHealthSummary())
    progress: var[Progress | None] = var(None)
    status_message: var[str] = var("")
    summary_size: var[SummarySize] = var("paragraph")
    ui_state: var[UiState] = var(UiState())
    correction_count: var[int] = var(0)
    marked: var[frozenset[str]] = var(frozenset())
    starred: var[frozenset[str]] = var(frozenset())

    def __init__(self, services: AppServices, *, ascii: bool = False) -> None:
        super().__init__()
        self.async_services = AsyncServices(services)
        self.symbols = symbols(ascii)
        self.commands = with_custom_keys(self.async_services.config.key_bindings)
        self.started = False
        self.store_is_empty = False
        self._status_timer: Timer | None = None
        self.feed_edits: list[tuple[ConfigEdit, str]] = []  # each edit with the message that its undo shows
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.ui_state = self._saved_ui_state = load_ui_state(self.async_services.path_beside_store(UI_STATE_SUFFIX))
        self.theme = self.ui_state.theme if self.ui_state.theme in self.available_themes else DARK.name
        self.summary_size = self.ui_state.size
        self.set_class(ascii, "-plain")
        ScrollBar.renderer = AsciiScrollBar if ascii else ScrollBarRender
        self.set_keymap(
            {c.name: ",".join(c.keys) for c in self.commands if c.name in self.async_services.config.key_bindings}
        )

    def key_for(self, action: str) -> str:
        """Return the name of the first key of an action, "" if a reader took its keys away."""
        keys = command_for(action, self.commands).keys
        return key_name(keys[0]) if keys else ""

    @property
    def feeds_key_hint(self) -> str:
        """The key that shows the feeds; where it does something else, their name in the palette."""
        elsewhere = getattr(self.screen, "PLACE", "") in command_for("feeds").palette_places
        return f"{self.key_for('command_palette')} feeds" if elsewhere else self.key_for("feeds")

    @property
    def since(self) -> datetime:
        """The start of the period in which news count as new."""
        return period_start(self.async_services.now())

    def run_in_background(self, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False) -> None:
        """Do something in a worker; what goes wrong with feeds or store is told in the status line."""

        async def quietly() -> None:
            try:
                await work
            except BriefingError as error:
                self.notify_status(f"{error}{' - ' + error.hint if error.hint else ''}")

        finalize(start_worker(self, quietly(), group, exclusive=exclusive), work.close)

    def notify_status(self, message: str) -> None:
        """Say something in the status line, for a while."""
        if self._status_timer:
            self._status_timer.stop()
        self.status_message = message
        self._status_timer = self.set_timer(STATUS_SECONDS, partial(setattr, self, "status_message", ""))

    def show_first_thread(self) -> None:
        """Show a newcomer the first thread that came."""

    async def show_modal(
        self, expected_screen: Screen[Any], modal: Screen[T], callback: Callable[[T | None], None] | None = None
    ) -> None:
        """Put a sheet over the screen it was asked for on; whoever went elsewhere meanwhile is not stopped there."""
        if self.screen is expected_screen:
            await self.push_screen(modal, callback)

    def run_in_terminal(self, command: Sequence[str]) -> bool:
        """Give the terminal to a program until it ends; False, and it is said why, if that cannot be."""
        try:
            with self.suspend():
                subprocess.run(list(command), check=False)  # noqa: S603 - a program the reader chose, by its words
        except SuspendNotSupported:
            self.notify_status(f"This terminal cannot be lent to {command[0]}")
            return False
        except OSError as error:
            self.notify_status(f"{command[0]} cannot be run: {error.strerror or error}")
            return False
        return True

    async def save_ui_state_if_changed(self) -> None:
        """Write down what a reader chose, if it is not what was written last."""
        section = self.listing.tab if self.started else self.ui_state.section
        memory = replace(self.ui_state, theme=self.theme, section=section, size=self.summary_size)
        if memory != self._saved_ui_state:
            self.ui_state = self._saved_ui_state = memory
            await self.async_services.persist_ui_state(memory)
