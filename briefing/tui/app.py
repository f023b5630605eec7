"""The application: shared state, screens, palette. Commands are carried out by the controllers."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, LineFilter
from textual.reactive import var
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widgets import Input

from briefing.errors import BriefingError
from briefing.model.digests import SummarySize
from briefing.output.cells import truncate
from briefing.tui.app_context import NO_KEY_YET
from briefing.tui.background_work import BackgroundWork
from briefing.tui.bindings import bindings
from briefing.tui.command import ScreenName, key_name
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named
from briefing.tui.controllers import Controllers
from briefing.tui.controllers.refresh_controller import DUE_CHECK_INTERVAL
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.first_loading import OPENER_MODULE, FirstLoading
from briefing.tui.hangup import call_on_terminate, reads_terminal
from briefing.tui.key_intake import KeyIntake
from briefing.tui.keymap import with_custom_keys
from briefing.tui.messages import NewsGrouped, PreparationAdvanced, RefreshProgressed
from briefing.tui.plain_pastes import terminal_driver
from briefing.tui.process_settings import ProcessSettings
from briefing.tui.render.notice_fitting import StatusMessage, fit_message
from briefing.tui.render.page_lines import MIN_WIDTH
from briefing.tui.screens.base_screen import screen_name_of
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.status_messages import StatusMessages, undo_hint
from briefing.tui.stylesheet import SteadyStylesheet
from briefing.tui.symbols import symbols
from briefing.tui.terminal_program import run_program
from briefing.tui.themes import DARK, OWN_THEMES, with_own_variables
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.ui_state import UI_STATE_SUFFIX, UiState, load_ui_state, save_ui_state
from briefing.tui.widgets.line_scroll_view import AsciiScrollBar
from briefing.tui.worker_pool import WorkPools

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.curation import SearchHit
    from briefing.model.fetching import Progress
    from briefing.model.notes import Note
    from briefing.model.reading_times import Arrivals
    from briefing.model.threads import Thread
    from briefing.services.protocols import AppServices
    from briefing.tui.controllers.preparation_controller import Preparation
    from briefing.tui.page_opener import PageOpener

T = TypeVar("T")
STATUS_MARGIN = 2
"""Cells at the ends of the status line."""
UI_STATE_SAVE_INTERVAL = 3.0
"""Seconds between two checks whether the UI state must be saved."""
CONFIG_CHECK_INTERVAL = 20.0
"""Seconds between two checks whether another program has changed feeds.toml."""
VISIT_RECORD_INTERVAL = 60.0
"""Seconds between two records that the reader is open: what a killed reader loses of its visit."""
GC_CHECK_INTERVAL = 5.0
"""Seconds between two checks whether the reader is idle."""
SHUTDOWN_TIMEOUT = 2.0
"""Seconds that quitting waits for marks to be written."""


class BriefingApp(App[None]):
    """Satisfies `AppContext` for its screens and controllers.

    The state is made of `var`s: screens watch them. A `reactive` would redraw the whole screen at each change.
    """

    TITLE = "briefing"
    CSS_PATH = "briefing.tcss"
    ENABLE_COMMAND_PALETTE = False
    """The palette is ours."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere"), Binding("ctrl+q", "quit", show=False)]

    listing: var[ThreadListing] = var(ThreadListing())
    health: var[FeedHealthSummary] = var(FeedHealthSummary())
    progress: var[Progress | None] = var(None)
    arrived: var[tuple[Article, ...]] = var(())
    preparation_steps: var[tuple[int, int] | None] = var(None)
    status_message: var[str] = var("")
    summary_size: var[SummarySize] = var("paragraph")
    ui_state: var[UiState] = var(UiState())
    correction_count: var[int] = var(0)
    feed_change_count: var[int] = var(0)
    marked: var[frozenset[str]] = var(frozenset())
    starred: var[frozenset[str]] = var(frozenset())

    def __init__(self, services: AppServices, *, ascii: bool = False, preparation: Preparation | None = None) -> None:
        """Create the application; `ascii` draws with ASCII characters only, `preparation` fills the store first."""
        super().__init__()
        self._preparation = preparation
        self.services = services
        self.work_pools = WorkPools()
        self.symbols = symbols(ascii)
        self.commands = with_custom_keys(services.config.key_bindings)
        self.started = False
        self.store_is_empty = False
        self.feed_notes: tuple[Note, ...] = ()
        self.left_threads: list[str] = []
        self.last_key_time = NO_KEY_YET
        self._keys = KeyIntake(self, self.commands, self.notify_status, is_starting=preparation is None)
        self._messages = StatusMessages(partial(setattr, self, "status_message"), self.set_timer)
        self._background = BackgroundWork(
            self, self.work_pools, self._find_damage, self._messages.note_work, self.notify_status
        )
        self._process_settings = ProcessSettings()
        for theme in OWN_THEMES.values():
            self.register_theme(theme)
        self._noted_arrivals: Arrivals | None = None
        self.ui_state = self._saved_ui_state = load_ui_state(services.path_beside_store(UI_STATE_SUFFIX))
        self.theme = self.ui_state.theme if self.ui_state.theme in self.available_themes else DARK.name
        self.stylesheet = SteadyStylesheet(variables=self.get_css_variables())
        self.summary_size = self.ui_state.size
        self.set_class(ascii, "-plain")
        ScrollBar.renderer = AsciiScrollBar if ascii else ScrollBarRender
        configured = services.config.key_bindings
        self.set_keymap({c.name: ",".join(c.keys) for c in self.commands if c.name in configured})
        self.controllers = Controllers(self)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with ours, which the themes of others lack."""
        return with_own_variables(super().get_css_variables(), self.console.color_system, self.current_theme.dark)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave out the filter that looks in every line for colours of the terminal: our lines have none to replace."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of the terminal, which keeps columns and reads pasted text as text."""
        return terminal_driver(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        """Start with the front page."""
        return FrontScreen(self, self.controllers)

    # --- start, idle time, end -----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Start the regular checks, and load the store once the first frame is painted."""
        self._process_settings.apply()
        self.call_after_refresh(lambda: self.run_in_background(self._load_and_welcome(), "start"))
        self.set_interval(DUE_CHECK_INTERVAL, self.controllers.refresh.check_for_due_feeds)
        self.set_interval(CONFIG_CHECK_INTERVAL, self._check_config)
        self.set_interval(UI_STATE_SAVE_INTERVAL, self.save_ui_state_if_changed)
        if reads_terminal():
            call_on_terminate(lambda: self.run_in_background(self._quit(128 + signal.SIGTERM), "quit"))
        self.set_interval(GC_CHECK_INTERVAL, self.collect_garbage_if_idle)
        self.set_interval(VISIT_RECORD_INTERVAL, self._extend_visit)

    async def _load_and_welcome(self) -> None:
        start = FirstLoading(self, self.controllers, self._preparation)
        await start.load(lambda: self._keys.end_start(has_list=bool(self.listing.rows)))
        self._check_config()
        self._process_settings.freeze_loaded_objects()
        if self.store_is_empty and self.services.config.feeds:
            await self._opener.open_first_start()

    def _check_config(self) -> None:
        self.run_in_background(self.controllers.feeds.take_in_file_changes(), "config", exclusive=True)

    def _extend_visit(self) -> None:
        self.run_in_background(self.work_pools.writer.run(self.services.visits.extend), "visit")

    def on_unmount(self) -> None:
        """Restore the settings of the process."""
        self._process_settings.restore()

    async def on_event(self, event: events.Event) -> None:
        """Note when a key is pressed or the mouse is used."""
        if isinstance(event, events.InputEvent):
            self._process_settings.note_activity()
            self.last_key_time = time.monotonic()
        await self._keys.take(event, super().on_event)

    async def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Pass on what was typed before a prompt had the focus."""
        for event in self._keys.released():
            await super().on_event(event)

    def watch_theme(self) -> None:
        """Draw everything again once the styles are those of the theme.

        Textual draws again only what has another style, and the colours of texts are not in that.
        """
        self.call_next(self._draw_again)

    def _draw_again(self) -> None:
        for screen in self.screen_stack:
            for widget in screen.walk_children():
                widget.refresh()

    def watch_listing(self, former: ThreadListing, listing: ThreadListing) -> None:
        """Take the keys that were pressed before the first threads were shown; note what the list shows now.

        A thread that left the list is no longer marked.
        """
        if gone := self.marked.difference(row.id for row in listing.rows):
            self.marked -= gone
        if former.tab != listing.tab:
            self.end_earlier_answer()
        if listing.rows:
            self._keys.end_start(has_list=True)
        if listing.arrivals and listing.arrivals != self._noted_arrivals:
            self._noted_arrivals = listing.arrivals
            self.run_in_background(
                self.work_pools.writer.run(self.services.visits.note_listed, listing.arrivals), "listed"
            )

    def collect_garbage_if_idle(self) -> None:
        """Collect garbage while nobody types and no refresh runs."""
        if self.progress is None:
            self._process_settings.collect_if_idle()

    async def save_ui_state_if_changed(self) -> None:
        """Save what the reader chose, if it differs from the saved state."""
        tab = self.listing.tab if self.started else self.ui_state.tab
        ui_state = replace(self.ui_state, theme=self.theme, tab=tab, size=self.summary_size)
        if ui_state != self._saved_ui_state:
            self.ui_state = self._saved_ui_state = ui_state
            await self.work_pools.writer.run(save_ui_state, self.services.path_beside_store(UI_STATE_SUFFIX), ui_state)

    async def action_quit(self) -> None:
        """Quit once every mark is written; a running refresh is stopped."""
        await self._quit(0)

    async def _quit(self, exit_code: int) -> None:
        with contextlib.suppress(TimeoutError, BriefingError):  # the terminal is given back in any case
            await asyncio.wait_for(self._finish_writing(), SHUTDOWN_TIMEOUT)
        self.exit(return_code=exit_code)

    async def _finish_writing(self) -> None:
        self.controllers.refresh.stop()
        await self.save_ui_state_if_changed()
        await self.work_pools.writer.run(self.services.visits.extend)  # ends after all writes that were started before

    # --- what controllers and screens use ------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return the current moment in UTC, by the clock of the services."""
        return self.services.now()

    def key_for(self, name: CommandName) -> str:
        """Return the first key of a command; "" if the configuration took its keys away."""
        keys = command_named(name, self.commands).keys
        return key_name(keys[0]) if keys else ""

    @property
    def screen_name(self) -> ScreenName:
        """The name of the screen on top, as the table of commands names it; a refresh may end after the last one."""
        try:
            return screen_name_of(self.screen)
        except ScreenStackError:
            return "everywhere"

    def run_in_background(self, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False) -> None:
        """Run a coroutine and show its error, or the damage behind it; `exclusive` cancels others of its group."""
        self._background.start(work, group, exclusive=exclusive)

    def _find_damage(self) -> BriefingError | None:
        from briefing.services.maintenance import damage_error

        return damage_error(self.services.path_beside_store(""))

    def notify_status(self, message: StatusMessage) -> None:
        """Show the answer to a key in the status line for some seconds; "" ends the message that stands there.

        Names in it are cut, so that its words stay visible.
        """
        room = max(self.size.width - STATUS_MARGIN, MIN_WIDTH)
        self._messages.answer(fit_message(message, room, self.symbols.ellipsis), self.last_key_time)

    def end_earlier_answer(self) -> None:
        """End the answer to a key before the last one: the reader has gone to another page or tab."""
        self._messages.end_earlier(self.last_key_time)

    def notify_in_background(self, message: str) -> None:
        """Show in the status line what happened in the background, after the answer to a key that stands there."""
        self._messages.announce(message)

    def withdraw_announcement(self, text: str) -> None:
        """End a message of the background that has a text, shown or waiting: the page says it now."""
        self._messages.withdraw(text)

    def show_done(self, message: StatusMessage) -> None:
        """Show a message about a finished action; a long one is cut, so that the key that undoes it stays visible."""
        hint = undo_hint(self.key_for(CommandName.UNDO))
        room = max(self.size.width - len(hint) - STATUS_MARGIN, MIN_WIDTH)
        text = fit_message(message, room, self.symbols.ellipsis)
        self.notify_status(truncate(text, room, self.symbols.ellipsis) + hint)

    def on_refresh_progressed(self, message: RefreshProgressed) -> None:
        """Show the progress of the running refresh."""
        if self.progress is not None:
            self.progress = message.progress
            self.controllers.refresh.load_arrived()

    def on_preparation_advanced(self, message: PreparationAdvanced) -> None:
        """Show the progress of the preparation."""
        if self.preparation_steps is not None:
            self.preparation_steps = (message.done, message.total)

    def on_news_grouped(self, _: NewsGrouped) -> None:
        """Load what the running refresh has brought so far."""
        if self.progress is not None:
            self.controllers.refresh.load_news()

    def hold_keys(self) -> Callable[[], None]:
        """Let keys wait while a change runs that moves the cursor; return what to call at its end."""
        return self._keys.hold()

    def run_in_terminal(self, command: Sequence[str]) -> bool:
        """Run a program that takes over the terminal; return False after a message if that is impossible."""
        return run_program(self, command, self.notify_status)

    # --- screens -------------------------------------------------------------------------------------------------

    def ask(self, prompt: Screen[T], callback: Callable[[T | None], None] | None = None) -> None:
        """Show a prompt and pass its answer on, unless the prompt tries it itself."""
        self.push_screen(prompt, callback)

    async def show_modal(
        self, expected_screen: Screen[Any], modal: Screen[T], callback: Callable[[T | None], None] | None = None
    ) -> bool:
        """Show a modal screen, unless the reader left the screen that it was requested on, or types a filter there.

        Return whether it is shown.
        """
        is_free = self.screen is expected_screen and not isinstance(expected_screen.focused, Input)
        if is_free:
            await self.push_screen(modal, callback)
        return is_free

    @cached_property
    def _opener(self) -> PageOpener:
        opener: PageOpener = import_module(OPENER_MODULE).PageOpener(self, self, self.controllers)
        return opener

    def open_thread(self, thread_id: str, loaded_thread: Thread | None = None) -> None:
        """Open the page of a thread, or that of its article if it has only one.

        The page shows `loaded_thread` until it has loaded the rest.
        """
        self._opener.open_thread(thread_id, loaded_thread)

    def open_article(self, thread: Thread, article: Article, sentence: str = "", *, fetch_text: bool = False) -> None:
        """Open the page of an article at a sentence; with `fetch_text`, fetch its full text at once."""
        self._opener.open_article(thread, article, sentence, fetch_text=fetch_text)

    def open_hit(self, hit: SearchHit) -> None:
        """Open the page of an article in its thread; a thread of one article counts as read then."""
        self._opener.open_hit(hit)

    def open_feeds(self) -> None:
        """Open the feeds page."""
        self.controllers.feeds.look_at_file()
        self._opener.open_feeds()

    def select_thread(self, thread_id: str, *, unfold: bool = False) -> None:
        """Move the cursor of the front page to a thread; `unfold` shows it first if a line folds it."""
        for screen in self.screen_stack:
            if isinstance(screen, FrontScreen):
                screen.select_thread(thread_id, unfold=unfold)

    def show_first_thread(self, report: str = "") -> None:
        """Show the first thread to a reader whose first news have come; `report` is what the refresh reports."""
        if isinstance(self.screen, FrontScreen):
            self.screen.show_first_thread(report)

    def action_command_palette(self) -> None:
        """Open the palette of all commands."""
        self._opener.open_command_palette()

    def search_themes(self) -> None:
        """Choose a theme, which is shown while the cursor is on it."""
        self._opener.open_themes()

    def action_help(self) -> None:
        """List all keys, those of the present screen first."""
        self._opener.open_help()
