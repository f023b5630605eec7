"""The front page: sections, ranked threads, and the thread under the cursor."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from briefing.errors import BriefingError
from briefing.model.threads import Thread
from briefing.output.formatting import format_moment, format_time
from briefing.tui.bindings import bindings
from briefing.tui.messages import SectionChosen, ThreadHighlighted
from briefing.tui.render.page_lines import MUTED
from briefing.tui.render.static_pages import render_error, render_no_threads, render_welcome
from briefing.tui.render.thread import render_thread, render_thread_articles
from briefing.tui.screens.filter_screen import FilterScreen
from briefing.tui.screens.reading_screen import header_time
from briefing.tui.symbols import Symbols
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import SectionTabs
from briefing.tui.worker_pool import start_worker

CURSOR_DEBOUNCE = 0.05
"""Seconds that the cursor rests on a thread before it is loaded."""
DWELL_SECONDS = 3.0
"""Seconds in sight after which a thread counts as read."""


class FrontScreen(FilterScreen):
    """Where a reader starts; narrow terminals show either the list or the thread."""

    BINDINGS: ClassVar = bindings("front page")
    PLACE: ClassVar = "front page"
    KEYS: ClassVar[tuple[str, ...]] = ("choose", "browse", "follow", "mute", "filter", "help")
    EMPTY_KEYS: ClassVar[tuple[str, ...]] = ("refresh", "help", "quit")
    MARKED_KEYS: ClassVar[tuple[str, ...]] = ("mark", "merge", "back", "choose", "help")
    PAGE_KEYS: ClassVar[tuple[str, ...]] = ("back", "choose", "browse", "follow", "why", "help")

    def __init__(self, symbols: Symbols) -> None:
        super().__init__(symbols)
        self.tabs = SectionTabs(symbols, id="tabs")
        self._dwell_timer: Timer | None = None
        self._shown_listing: ThreadListing | None = None
        self._selected_before_filter = ""

    def compose(self) -> ComposeResult:
        """Lay out bars and panes."""
        yield self.tabs
        yield self.status_line
        with Horizontal(id="filter-line"):
            yield Static("/", id="filter-sign")
            yield self.filter_line
        with Horizontal(id="panes"):
            yield self.thread_list
            yield self.detail_pane
            yield self.articles_pane
        yield self.key_bar

    def on_mount(self) -> None:
        """Follow the listing and the clock."""
        self.watch(self.app, "listing", self._show_listing)
        self.watch(self.app, "progress", self._show_welcome_if_empty)
        self.watch(self.app, "marked", self._show_marked)
        self.watch(self.app, "starred", self.repaint, init=False)
        self.watch(self.app, "correction_count", self._reload_thread, init=False)
        self.set_interval(20, self._update_clock)
        self.thread_list.focus()
        self._update_clock()

    @property
    def thread_id(self) -> str:
        """The thread under the cursor."""
        return self.thread_list.selected_id

    # --- the list ------------------------------------------------------------------------------------------------

    def _show_listing(self, listing: ThreadListing) -> None:
        """Show what the application lists now, and load the thread under the cursor again if it went on."""
        before = self._shown_listing
        self._shown_listing = listing
        self.tabs.show(listing.tabs(), listing.tab)
        selected = self.thread_list.selected_id
        now, at = self.briefing_app.async_services.now(), self._thread_to_select(before, listing)
        self.thread_list.show(listing.visible_rows(), now, show_sections=not listing.tab, select_id=at)
        row = listing.row(selected)
        if self.thread and row and self.thread.row.id == selected:
            if before is not None and (row.article_count, row.last) != (
                self.thread.row.article_count,
                self.thread.row.last,
            ):
                self._start_loading(selected)
            elif row.followed != self.thread.row.followed:
                self.thread = replace(self.thread, row=replace(self.thread.row, followed=row.followed))
                self.repaint()
        self._show_welcome_if_empty()

    def _thread_to_select(self, before: ThreadListing | None, listing: ThreadListing) -> str | None:
        """Return where the cursor goes when the tab or the filter is another: the thread it is on, or the first.

        While a filter is typed it is always the first; without one, the thread it was on before. None: it stays.
        """
        selected = self.thread_list.selected_id
        if before is None or (before.tab, before.filter_text, before.matching_ids) == (
            listing.tab,
            listing.filter_text,
            listing.matching_ids,
        ):
            return None
        if before.tab != listing.tab:
            return selected
        if not before.filter_text:
            self._selected_before_filter = selected
        return "" if listing.filter_text else self._selected_before_filter

    def _show_welcome_if_empty(self) -> None:
        app = self.briefing_app
        empty = not app.listing.rows and app.started
        self.set_class(empty and app.empty, "-empty")
        self.show_footer()
        if empty and app.empty:
            painter = partial(render_welcome, app.health.feeds, app.key_for, busy=app.progress is not None)
            self.detail_pane.show(painter)
        elif app.started and not self.thread_list.rows:
            self._show_no_threads()

    def _show_no_threads(self) -> None:
        self.workers.cancel_group(self, "detail")  # what comes late is for a thread that is not listed here
        self._stop_dwelling()
        self.thread = None
        listing = self.briefing_app.listing
        self.detail_pane.show(partial(render_no_threads, listing.filter_text, listing.tab, self.briefing_app.key_for))
        self.articles_pane.show(lambda _: [])

    def on_section_chosen(self, message: SectionChosen) -> None:
        """Show the section of a clicked tab."""
        self.briefing_app.listing = replace(self.briefing_app.listing, tab=message.tab)

    def action_section(self, step: int) -> None:
        """Show the next section, or the one before."""
        self.briefing_app.listing = self.briefing_app.listing.with_next_tab(step)

    def show_first_thread(self) -> None:
        """Show a newcomer the first thread that came, where the list alone would hide it."""
        if self.has_class("-narrow") and not self.has_class("-reading") and self.thread_id:
            self.action_pane(1)
            self.briefing_app.notify_status(
                f"{self.briefing_app.status_message} - {self.briefing_app.key_for('back')} shows the list"
            )

    def select_thread(self, thread_id: str) -> None:
        """Put the cursor on a thread, if it is listed."""
        ids = [row.id for row in self.thread_list.rows]
        if thread_id in ids:
            self.thread_list.select(ids.index(thread_id))

    # --- the thread under the cursor -----------------------------------------------------------------------------

    def on_thread_highlighted(self, message: ThreadHighlighted) -> None:
        """Load the thread under the cursor, once the cursor rests."""
        if message.thread_id:
            self._start_loading(message.thread_id)
        elif self.briefing_app.started and not self.has_class("-empty"):
            self._show_no_threads()

    def _start_loading(self, thread_id: str) -> None:
        self._stop_dwelling()
        start_worker(self, self._load(thread_id), "detail", exclusive=True)

    async def _load(self, thread_id: str) -> None:
        """Load and show a thread; a newer call cancels this one, so what comes late is dropped."""
        await asyncio.sleep(CURSOR_DEBOUNCE)
        try:
            loaded = await self.briefing_app.async_services.thread(
                thread_id, self.briefing_app.previously_read_at(thread_id)
            )
        except BriefingError as error:
            self.thread = None
            self.detail_pane.show(partial(render_error, str(error), self.briefing_app.async_services.now()))
            return
        self._show_thread(loaded)

    def _show_thread(self, thread: Thread) -> None:
        same = self.thread is not None and self.thread.row.id == thread.row.id
        self.thread = thread
        self.unfolded_entries = self.unfolded_entries if same else frozenset()
        self._render_thread(keep=same)
        self._start_dwelling()

    def repaint(self) -> None:
        """Draw the thread again."""
        if self.thread:
            self._render_thread(keep=True)

    def _render_thread(self, *, keep: bool) -> None:
        assert self.thread is not None
        view = replace(self.render_options(), brief=True, articles_aside=self.has_class("-broad"))
        self.detail_pane.show(partial(render_thread, self.thread, view), keep=keep)
        self.articles_pane.show(partial(render_thread_articles, self.thread, replace(view, brief=False)), keep=keep)

    def _start_dwelling(self) -> None:
        self._stop_dwelling()
        if self.thread and self.detail_pane.display and self.is_current:
            self._dwell_timer = self.set_timer(DWELL_SECONDS, partial(self.briefing_app.mark_read, self.thread.row.id))

    def _stop_dwelling(self) -> None:
        if self._dwell_timer:
            self._dwell_timer.stop()

    # --- panes ---------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.call_after_refresh(self._apply_new_size)

    def _apply_new_size(self) -> None:
        self.apply_layout(self.briefing_app.ui_state)
        if self.pane is not self.focused and not self.has_class("-filtering"):
            self.pane.focus()
        self.repaint()

    def action_pane(self, step: int) -> None:
        """Focus another pane; on a narrow terminal, show it instead."""
        if self.has_class("-narrow"):
            self.toggle_class("-reading")
            self.call_after_refresh(self._after_pane_switch)
        else:
            super().action_pane(step)

    def _after_pane_switch(self) -> None:
        self.pane.focus()
        self._start_dwelling() if self.has_class("-reading") else self._stop_dwelling()

    def action_choose(self) -> None:
        """Open what the cursor of a page is on, else the page of the thread."""
        if isinstance(self.pane, Page) and self.pane.target:
            super().action_choose()
        elif self.thread_id:
            self._stop_dwelling()
            self.briefing_app.open_thread(self.thread_id, self.thread)

    def action_mark(self) -> None:
        """Mark the thread, and go to the next."""
        self.briefing_app.toggle_mark(self.thread_id)
        self.thread_list.move_cursor(1)

    def action_unread(self) -> None:
        """Count the thread as unread, or as read; it does not become read by staying in sight."""
        self._stop_dwelling()
        super().action_unread()

    def _show_marked(self, marked: frozenset[str]) -> None:
        self.thread_list.set_marked(marked)
        self.show_footer()

    def action_merge(self) -> None:
        """Merge the marked threads into this one."""
        self.briefing_app.merge(self.thread_id)

    def action_mute_words(self) -> None:
        """Ask for words whose threads go."""
        self.briefing_app.mute_words()

    def action_hidden(self) -> None:
        """Show what is muted, and why."""
        self.briefing_app.show_hidden()

    def action_save_view(self) -> None:
        """Save the filter as a tab, or remove this tab."""
        self.briefing_app.save_view()

    def action_agenda(self) -> None:
        """Show what lies ahead."""
        self.briefing_app.show_agenda()

    def _reload_thread(self) -> None:
        if self.thread_id:
            self._start_loading(self.thread_id)

    def action_back(self) -> None:
        """Leave the filter, the marks, the zoom or the pane."""
        if self.has_class("-filtering") or self.filter_line.value:
            self._show_filter(False)
            self.filter_line.value = ""
            self.thread_list.focus()
        elif self.briefing_app.marked:
            self.briefing_app.marked = frozenset()
        elif self.has_class("-reading"):
            self.action_pane(-1)
        elif self.zoomed_pane_id and self.pane is not self.thread_list:
            self.action_zoom()
            self.thread_list.focus()
        else:
            self.thread_list.focus()

    def on_screen_resume(self) -> None:
        """Come back from another screen."""
        self.show_status()
        if self.thread_id and self.thread and self.thread.row.id != self.thread_id:
            self._start_loading(self.thread_id)

    def on_descendant_focus(self) -> None:
        """Show the keys of the pane."""
        self.show_footer()

    # --- bars ----------------------------------------------------------------------------------------------------

    @property
    def footer_actions(self) -> tuple[str, ...]:
        """The keys that matter in the pane."""
        if self.has_class("-empty"):
            return self.EMPTY_KEYS
        if self.briefing_app.marked:
            return self.MARKED_KEYS
        return self.KEYS if self.pane is self.thread_list else self.PAGE_KEYS

    def status_text(self) -> str:
        """Say what is new, and how many threads a filter leaves."""
        app = self.briefing_app
        listing = app.listing
        if not app.started or app.empty:
            return "" if app.started else "opening the store"
        if self.filter_line.suggestions and self.filter_line.has_focus:
            return f"Tab takes: {'   '.join(self.filter_line.suggestions)}"
        if listing.filter_text:
            return f'{len(listing.visible_rows())} of {len(listing.rows)} threads with "{listing.filter_text}"'
        new, updated = listing.status_counts()
        return f"{new} new, {updated} updated since {format_moment(app.since, app.async_services.now())}"

    def _update_clock(self) -> None:
        """Show the time, and ages as of now."""
        now = self.briefing_app.async_services.now()
        self.thread_list.set_now(now)
        self.tabs.note = Content.styled(header_time(now), MUTED)

    def show_status(self) -> None:
        """Show the health of the feeds beside the keys, too."""
        super().show_status()
        health = self.briefing_app.health
        failing = f" {self.symbols.marks.dot} {len(health.problems)} failing" if health.problems else ""
        due = f" {self.symbols.marks.dot} next {format_time(health.next_refresh)}" if health.next_refresh else ""
        self.key_bar.note = Content.styled(f"{health.feeds} feeds{failing}{due}", MUTED)
