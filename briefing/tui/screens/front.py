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
from briefing.output.ages import clock, moment
from briefing.tui.bindings import bindings
from briefing.tui.listing import Listing
from briefing.tui.messages import SectionChosen, ThreadHighlighted
from briefing.tui.paint.line import MUTED
from briefing.tui.paint.sheets import paint_error, paint_nothing, paint_welcome
from briefing.tui.paint.thread import paint_sources, paint_thread
from briefing.tui.screens.filtering import Filtering
from briefing.tui.screens.reader import day_and_time
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.bars import SectionTabs
from briefing.tui.widgets.page import Page
from briefing.tui.workers import start

REST = 0.05
"""Seconds that the cursor rests on a thread before it is loaded."""
DWELL = 3.0
"""Seconds in sight after which a thread counts as read."""


class FrontPage(Filtering):
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
        self._dwell: Timer | None = None
        self._drawn: Listing | None = None
        self._unfiltered = ""

    def compose(self) -> ComposeResult:
        """Lay out bars and panes."""
        yield self.tabs
        yield self.status
        with Horizontal(id="filter-line"):
            yield Static("/", id="filter-sign")
            yield self.filter_line
        with Horizontal(id="panes"):
            yield self.thread_list
            yield self.detail
            yield self.sources
        yield self.key_bar

    def on_mount(self) -> None:
        """Follow the listing and the clock."""
        self.watch(self.app, "listing", self._relist)
        self.watch(self.app, "progress", self._welcome)
        self.watch(self.app, "marked", self._mark)
        self.watch(self.app, "starred", self.repaint, init=False)
        self.watch(self.app, "corrections", self._look_again, init=False)
        self.set_interval(20, self._tick)
        self.thread_list.focus()
        self._tick()

    @property
    def thread_id(self) -> str:
        """The thread under the cursor."""
        return self.thread_list.selected

    # --- the list ------------------------------------------------------------------------------------------------

    def _relist(self, listing: Listing) -> None:
        """Show what the application lists now, and load the thread under the cursor again if it went on."""
        before = self._drawn
        self._drawn = listing
        self.tabs.show(listing.tabs(), listing.section)
        selected = self.thread_list.selected
        now, at = self.briefing.newsroom.now(), self._at(before, listing)
        self.thread_list.show(listing.shown(), now, sections=not listing.section, at=at)
        row = listing.row(selected)
        if self.thread and row and self.thread.row.id == selected:
            if before is not None and (row.articles, row.last) != (self.thread.row.articles, self.thread.row.last):
                self._look_at(selected)
            elif row.followed != self.thread.row.followed:
                self.thread = replace(self.thread, row=replace(self.thread.row, followed=row.followed))
                self.repaint()
        self._welcome()

    def _at(self, before: Listing | None, listing: Listing) -> str | None:
        """Return where the cursor goes when the tab or the filter is another: the thread it is on, or the first.

        While a filter is typed it is always the first; without one, the thread it was on before. None: it stays.
        """
        selected = self.thread_list.selected
        if before is None or (before.section, before.words, before.found) == (
            listing.section,
            listing.words,
            listing.found,
        ):
            return None
        if before.section != listing.section:
            return selected
        if not before.words:
            self._unfiltered = selected
        return "" if listing.words else self._unfiltered

    def _welcome(self) -> None:
        app = self.briefing
        empty = not app.listing.rows and app.started
        self.set_class(empty and app.empty, "-empty")
        self.show_keys()
        if empty and app.empty:
            painter = partial(paint_welcome, app.health.feeds, app.key_of, busy=app.progress is not None)
            self.detail.show(painter)
        elif app.started and not self.thread_list.threads:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self.workers.cancel_group(self, "detail")  # what comes late is for a thread that is not listed here
        self._stop_dwelling()
        self.thread = None
        listing = self.briefing.listing
        self.detail.show(partial(paint_nothing, listing.words, listing.section, self.briefing.key_of))
        self.sources.show(lambda _: [])

    def on_section_chosen(self, message: SectionChosen) -> None:
        """Show the section of a clicked tab."""
        self.briefing.listing = replace(self.briefing.listing, section=message.section)

    def action_section(self, step: int) -> None:
        """Show the next section, or the one before."""
        self.briefing.listing = self.briefing.listing.beside(step)

    def show_first(self) -> None:
        """Show a newcomer the first thread that came, where the list alone would hide it."""
        if self.has_class("-narrow") and not self.has_class("-reading") and self.thread_id:
            self.action_pane(1)
            self.briefing.say(f"{self.briefing.said} - {self.briefing.key_of('back')} shows the list")

    def turn_to(self, thread: str) -> None:
        """Put the cursor on a thread, if it is listed."""
        ids = [row.id for row in self.thread_list.threads]
        if thread in ids:
            self.thread_list.select(ids.index(thread))

    # --- the thread under the cursor -----------------------------------------------------------------------------

    def on_thread_highlighted(self, message: ThreadHighlighted) -> None:
        """Load the thread under the cursor, once the cursor rests."""
        if message.thread:
            self._look_at(message.thread)
        elif self.briefing.started and not self.has_class("-empty"):
            self._show_nothing()

    def _look_at(self, thread: str) -> None:
        self._stop_dwelling()
        start(self, self._load(thread), "detail", exclusive=True)

    async def _load(self, thread: str) -> None:
        """Load and show a thread; a newer call cancels this one, so what comes late is dropped."""
        await asyncio.sleep(REST)
        try:
            loaded = await self.briefing.newsroom.thread(thread, self.briefing.read_before(thread))
        except BriefingError as error:
            self.thread = None
            self.detail.show(partial(paint_error, str(error), self.briefing.newsroom.now()))
            return
        self._show(loaded)

    def _show(self, thread: Thread) -> None:
        same = self.thread is not None and self.thread.row.id == thread.row.id
        self.thread = thread
        self.unfolded = self.unfolded if same else frozenset()
        self._paint(keep=same)
        self._start_dwelling()

    def repaint(self) -> None:
        """Draw the thread again."""
        if self.thread:
            self._paint(keep=True)

    def _paint(self, *, keep: bool) -> None:
        assert self.thread is not None
        view = replace(self.view(), brief=True, aside=self.has_class("-broad"))
        self.detail.show(partial(paint_thread, self.thread, view), keep=keep)
        self.sources.show(partial(paint_sources, self.thread, replace(view, brief=False)), keep=keep)

    def _start_dwelling(self) -> None:
        self._stop_dwelling()
        if self.thread and self.detail.display and self.is_current:
            self._dwell = self.set_timer(DWELL, partial(self.briefing.mark_read, self.thread.row.id))

    def _stop_dwelling(self) -> None:
        if self._dwell:
            self._dwell.stop()

    # --- panes ---------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.lay_out(self.briefing.memory)
        if self.pane is not self.focused and not self.has_class("-filtering"):
            self.pane.focus()
        self.repaint()

    def action_pane(self, step: int) -> None:
        """Focus another pane; on a narrow terminal, show it instead."""
        if self.has_class("-narrow"):
            self.toggle_class("-reading")
            self.call_after_refresh(self._after_turn)
        else:
            super().action_pane(step)

    def _after_turn(self) -> None:
        self.pane.focus()
        self._start_dwelling() if self.has_class("-reading") else self._stop_dwelling()

    def action_choose(self) -> None:
        """Open what the cursor of a page is on, else the page of the thread."""
        if isinstance(self.pane, Page) and self.pane.target:
            super().action_choose()
        elif self.thread_id:
            self._stop_dwelling()
            self.briefing.open_thread(self.thread_id, self.thread)

    def action_mark(self) -> None:
        """Mark the thread, and go to the next."""
        self.briefing.mark(self.thread_id)
        self.thread_list.move(1)

    def action_unread(self) -> None:
        """Count the thread as unread, or as read; it does not become read by staying in sight."""
        self._stop_dwelling()
        super().action_unread()

    def _mark(self, marked: frozenset[str]) -> None:
        self.thread_list.set_marked(marked)
        self.show_keys()

    def action_merge(self) -> None:
        """Merge the marked threads into this one."""
        self.briefing.merge(self.thread_id)

    def action_mute_words(self) -> None:
        """Ask for words whose threads go."""
        self.briefing.mute_words()

    def action_hidden(self) -> None:
        """Show what is muted, and why."""
        self.briefing.show_hidden()

    def action_save_view(self) -> None:
        """Save the filter as a tab, or remove this tab."""
        self.briefing.save_view()

    def action_agenda(self) -> None:
        """Show what lies ahead."""
        self.briefing.show_agenda()

    def _look_again(self) -> None:
        if self.thread_id:
            self._look_at(self.thread_id)

    def action_back(self) -> None:
        """Leave the filter, the marks, the zoom or the pane."""
        if self.has_class("-filtering") or self.filter_line.value:
            self._show_filter(False)
            self.filter_line.value = ""
            self.thread_list.focus()
        elif self.briefing.marked:
            self.briefing.marked = frozenset()
        elif self.has_class("-reading"):
            self.action_pane(-1)
        elif self.zoomed and self.pane is not self.thread_list:
            self.action_zoom()
            self.thread_list.focus()
        else:
            self.thread_list.focus()

    def on_screen_resume(self) -> None:
        """Come back from another screen."""
        self.show_status()
        if self.thread_id and self.thread and self.thread.row.id != self.thread_id:
            self._look_at(self.thread_id)

    def on_descendant_focus(self) -> None:
        """Show the keys of the pane."""
        self.show_keys()

    # --- bars ----------------------------------------------------------------------------------------------------

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that matter in the pane."""
        if self.has_class("-empty"):
            return self.EMPTY_KEYS
        if self.briefing.marked:
            return self.MARKED_KEYS
        return self.KEYS if self.pane is self.thread_list else self.PAGE_KEYS

    def summary_line(self) -> str:
        """Say what is new, and how many threads a filter leaves."""
        app = self.briefing
        listing = app.listing
        if not app.started or app.empty:
            return "" if app.started else "opening the store"
        if self.filter_line.suggestions and self.filter_line.has_focus:
            return f"Tab takes: {'   '.join(self.filter_line.suggestions)}"
        if listing.words:
            return f'{len(listing.shown())} of {len(listing.rows)} threads with "{listing.words}"'
        new, updated = listing.counts()
        return f"{new} new, {updated} updated since {moment(app.since, app.newsroom.now())}"

    def _tick(self) -> None:
        """Show the time, and ages as of now."""
        now = self.briefing.newsroom.now()
        self.thread_list.set_now(now)
        self.tabs.note = Content.styled(day_and_time(now), MUTED)

    def show_status(self) -> None:
        """Show the health of the feeds beside the keys, too."""
        super().show_status()
        health = self.briefing.health
        failing = f" {self.symbols.marks.dot} {len(health.problems)} failing" if health.problems else ""
        due = f" {self.symbols.marks.dot} next {clock(health.next_refresh)}" if health.next_refresh else ""
        self.key_bar.note = Content.styled(f"{health.feeds} feeds{failing}{due}", MUTED)
