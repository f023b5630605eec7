"""The front page: sections, ranked threads, and the thread under the cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from briefing.model.articles import Article
from briefing.tui.app_context import AppContext
from briefing.tui.bindings import bindings, hint_bindings
from briefing.tui.command import Command
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named
from briefing.tui.controllers import Controllers
from briefing.tui.messages import Chosen, SectionChosen, ThreadHighlighted
from briefing.tui.render.context_help import HelpSubject
from briefing.tui.render.page_lines import MUTED
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.front_bars import (
    feeds_note,
    front_keys,
    header_notes,
    outage_text,
    short_feeds_note,
    status_text,
)
from briefing.tui.screens.front_filter import INPUT_KEYS, FrontFilter
from briefing.tui.screens.front_notices import FrontNotices
from briefing.tui.screens.list_folding import ListFolding
from briefing.tui.screens.pane_layout import give_keys
from briefing.tui.screens.shown_list import ShownList
from briefing.tui.screens.tab_places import TabPlaces
from briefing.tui.screens.thread_preview import ThreadPreview
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.line_scroll_view import LineScrollView
from briefing.tui.widgets.pane_rule import PaneRule
from briefing.tui.widgets.panes import Panes
from briefing.tui.widgets.screen_bars import STATUS_PADDING, SectionTabs
from briefing.tui.widgets.thread_list import ThreadList

CLOCK_INTERVAL = 20
"""Seconds between two updates of the time and the ages, which are shown in minutes."""


class FrontScreen(BaseScreen):
    """The first screen; narrow terminals show either the list or the thread."""

    BINDINGS: ClassVar = [*bindings("front page"), *hint_bindings((CommandName.SPLIT, CommandName.MOVE))]
    SCREEN_NAME: ClassVar = "front page"
    KEYS: ClassVar[tuple[CommandName, ...]] = (
        CommandName.OPEN,
        CommandName.FOLLOW,
        CommandName.MUTE,
        CommandName.FILTER,
        CommandName.ALL_READ,
        CommandName.BROWSE,
        CommandName.HELP,
    )

    def __init__(self, context: AppContext, controllers: Controllers) -> None:
        super().__init__(context, controllers)
        self.tabs = SectionTabs(context.symbols, id="tabs")
        self.filter = FrontFilter(self, context)
        self.thread_list = ThreadList(context.symbols, id="list")
        self.tab_places = TabPlaces(self.thread_list)
        self.folding = ListFolding(context, self.thread_list)
        self.preview = ThreadPreview(self, context, controllers)
        self.detail_pane, self.articles_pane = self.preview.detail_pane, self.preview.articles_pane
        self.read_timer = self.preview.read_timer
        self.notices = FrontNotices(self, context, self.thread_list, self.preview)
        self._reached_in_list = ""
        """The thread that a key led to in the list, while a narrow terminal shows the thread in place of the list."""
        self.shown_list = ShownList(context, self.thread_list, self.filter, self.tab_places, self.preview)

    def compose(self) -> ComposeResult:
        """Lay out the bars and the panes."""
        yield self.tabs
        yield self.status_line
        with Horizontal(id="filter-line"):
            yield Static("/", id="filter-sign")
            yield self.filter.input
        yield PaneRule(self.symbols, "top")
        with Panes(id="panes"):
            yield self.thread_list
            yield self.detail_pane
            yield self.articles_pane
        yield PaneRule(self.symbols, "bottom", classes="bottom-rule")
        yield self.key_bar
        yield self.filter.input.completions.page

    def on_mount(self) -> None:
        """Follow the list and the clock."""
        self.watch(self.app, "listing", self._show_listing)
        self.watch(self.app, "progress", self.notices.show_welcome_if_empty)
        self.watch(self.app, "arrived", self.notices.show_welcome_if_empty, init=False)
        self.watch(self.app, "preparation_steps", self._show_preparation)
        self.watch(self.app, "health", self.notices.show_welcome_if_empty, init=False)
        self.watch(self.app, "marked", self._show_marked)
        self.watch(self.app, "starred", self.repaint, init=False)
        self.watch(self.app, "ui_state", lambda state: self.thread_list.set_compact(state.compact))
        self.watch(self.app, "correction_count", self._reload_thread, init=False)
        self.set_interval(CLOCK_INTERVAL, self._update_clock)
        self.thread_list.focus()
        self._update_clock()

    @property
    def thread_id(self) -> str:
        """The thread under the cursor."""
        return self.thread_list.selected_id

    # --- the list ------------------------------------------------------------------------------------------------

    def _show_listing(self, listing: ThreadListing) -> None:
        """Show the list; load the thread under the cursor again if it has new articles."""
        self.tabs.show(listing.tabs, listing.tab)
        self.filter.follow(listing)
        self.shown_list.show(listing)
        self.notices.show_welcome_if_empty()
        self.show_status()  # its columns have titles where the list has rows

    def _show_preparation(self, steps: tuple[int, int] | None) -> None:
        """Show how far the store is filled; the frame stands meanwhile."""
        self._update_clock()
        self.notices.show_preparation(steps)

    def on_section_chosen(self, message: SectionChosen) -> None:
        """Show the tab that was clicked."""
        self.context.listing = replace(self.context.listing, tab=message.tab)

    def action_tab(self, step: int) -> None:
        """Show the next tab, or the previous one."""
        self.context.listing = self.context.listing.with_next_tab(step)

    def show_first_thread(self, report: str) -> None:
        """Say what a new reader, whose first news stand in the list, can press on the thread under the cursor."""
        if self.thread_id:
            self.notices.say_what_next(report)

    def select_thread(self, thread_id: str, *, unfold: bool = False) -> None:
        """Move the cursor to a thread, if it is listed; `unfold` shows it first if a line folds it."""
        self.shown_list.select(thread_id, unfold=unfold)

    # --- the filter ----------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter line; a message that stands there would hide what the filter finds."""
        self.context.notify_status("")
        self.filter.open()

    def on_input_changed(self) -> None:
        """Filter the list while the reader types."""
        self.filter.change()

    def action_filter_keep(self) -> None:
        """Do what Enter does in the input."""
        self.filter.submit()

    def action_filter_take(self) -> None:
        """Do what Tab does in the input."""
        self.filter.input.action_take()

    def action_filter_list(self) -> None:
        """Do what Down does in the input."""
        self.filter.input.action_next_completion(1)

    # --- the thread under the cursor -----------------------------------------------------------------------------

    def on_thread_highlighted(self, message: ThreadHighlighted) -> None:
        """Load the thread under the cursor."""
        self.show_footer()
        self.read_timer.note_reached(message.thread_id if message.by_reader else "")
        if message.thread_id:
            self.preview.start_loading(message.thread_id)
        elif self.thread_list.selected:
            self.preview.show_item(self.thread_list.selected)
        elif self.context.started and not self.has_class("-empty"):
            self.notices.show_no_threads()

    @property
    def article(self) -> Article | None:
        """The article under the cursor of the list or of a page."""
        hit = self.thread_list.selected.hit if self.thread_list.selected else None
        return hit.article if hit else super().article

    def repaint(self) -> None:
        """Render the thread again."""
        self.preview.repaint()

    def _reload_thread(self) -> None:
        if self.thread_id:
            self.preview.start_loading(self.thread_id)

    # --- panes ---------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.call_after_refresh(self._apply_new_size)

    def _apply_new_size(self) -> None:
        self.apply_layout(self.context.ui_state)
        if self.panes.active_pane is not self.focused and not self.filter.is_open:
            self.panes.active_pane.focus()
        self.repaint()

    def on_list_resized(self) -> None:
        """Show the status, which is worded for the width of the list."""
        self.show_status()

    def action_pane(self, step: int) -> None:
        """Focus another pane; on a narrow terminal, show it in place of the other."""
        if self.has_class("-narrow"):
            if not self.has_class("-reading"):
                self._reached_in_list = self.read_timer.reached_id
            self.read_timer.note_reached(self._reached_in_list if self.has_class("-reading") else self.thread_id)
            self.toggle_class("-reading")
            self.call_after_refresh(self._after_pane_switch)
        else:
            super().action_pane(step)

    @property
    def jump_panes(self) -> list[LineScrollView]:
        """The panes to jump to; a narrow terminal shows one of two."""
        return [self.thread_list, self.detail_pane] if self.has_class("-narrow") else super().jump_panes

    def jump_to(self, pane_id: str) -> None:
        """Focus a pane; on a narrow terminal, show it."""
        if not self.has_class("-narrow"):
            super().jump_to(pane_id)
        elif (pane_id == "detail") != self.has_class("-reading"):
            self.action_pane(1)

    @property
    def help_subject(self) -> HelpSubject:
        """What the help explains first."""
        if self.context.marked:
            return "marked"
        if self.panes.active_pane is not self.thread_list:
            return super().help_subject
        item = self.thread_list.selected
        return "empty" if item is None else "row" if item.row else "fold"

    def _after_pane_switch(self) -> None:
        give_keys(self.panes.active_pane)
        self.preview.start_read_timer()

    def on_screen_resume(self) -> None:
        """Show the thread under the cursor after another screen was closed, and count its seconds from now on."""
        self.show_status()
        if self.thread_id and self.thread and self.thread.row.id != self.thread_id:
            self.preview.start_loading(self.thread_id)
        else:
            self.preview.start_read_timer()

    def on_screen_suspend(self) -> None:
        """Count no second that another screen covers."""
        self.read_timer.stop()

    def on_descendant_focus(self) -> None:
        """Show the footer of the pane, and what its cursor is on."""
        self.show_footer()
        self.show_status()

    def on_chosen(self, message: Chosen) -> None:
        """Treat a double click as Enter; one on a completion, which leaves the input the focus, takes it."""
        message.stop()
        if not (self.filter.input.has_focus and self.filter.input.take_listed()):
            self.action_choose()

    def action_choose(self) -> None:
        """Open what the cursor of a page is on, else the page of the thread."""
        item = self.thread_list.selected
        if self.cursor_target:
            super().action_choose()
        elif item and item.hit:
            self.context.open_hit(item.hit)
        elif item and item.row is None:
            self.folding.toggle(item)
            self.thread_list.reveal_unfolded()
        elif self.thread_id:
            self.thread_list.rests_at_top = False
            self.tab_places.note_opened(self.thread_list.selected_key)
            self.read_timer.stop()
            self.read_timer.note_reached("")
            self.context.open_thread(self.thread_id, self.thread)

    def action_hint_to_open(self, name: str) -> None:
        """Say that a command works on the page of the thread, on the story or article under the cursor there."""
        command = command_named(CommandName(name), self.context.commands)
        verb, open_key = command.footer_label, self.context.key_for(CommandName.OPEN)
        self.context.notify_status(f"To {verb} an event, open its thread ({open_key}) and choose it there")

    def action_back(self) -> None:
        """Leave the filter, the marks, the pane or the zoom: the first of them that there is."""
        if self.filter.is_open or self.filter.input.value:
            if self.filter.clear():
                self.thread_list.focus()
        elif self.context.marked:
            self.controllers.corrections.unmark_all()
        elif self.has_class("-reading"):
            self.action_pane(-1)
        elif self.panes.zoomed_id and self.panes.active_pane is not self.thread_list:
            self.action_zoom()
            self.thread_list.focus()
        else:
            self.thread_list.focus()

    def action_unfold(self) -> None:
        """Show what the line under the cursor folds, or all parts of the affair under it; again folds it."""
        self.folding.unfold()

    def action_fold(self) -> None:
        """Hide again what a line unfolded, also from below it."""
        self.folding.fold()

    def action_bottom(self) -> None:
        """Move to the last row; at the end of the news, show what is older."""
        if not (self.panes.active_pane is self.thread_list and self.folding.show_older()):
            super().action_bottom()

    def action_take_in(self) -> None:
        """Show the updates that are waiting: from the top, unless the reader has chosen a thread."""
        super().action_take_in()
        if self.thread_list.rests_at_top or not self.thread_id:
            self.thread_list.select(0, by_reader=False)

    def action_all_read(self) -> None:
        """Mark everything in the tab as read."""
        self.read_timer.stop()
        self.controllers.curation.mark_all_read()

    def action_mark(self) -> None:
        """Mark the thread for a merge, and move to the next."""
        self.controllers.corrections.toggle_mark(self.thread_id)
        self.thread_list.move_cursor(1)

    def _show_marked(self, marked: frozenset[str]) -> None:
        self.thread_list.set_marked(marked)
        self.show_footer()

    def action_unread(self) -> None:
        """Mark the thread as unread, or as read; staying in sight does not mark it as read again."""
        self.read_timer.stop()
        self.read_timer.note_reached("")
        self.controllers.curation.toggle_read(self.thread_id, in_list=True)

    def action_mute_words(self) -> None:
        """Ask for a mute rule."""
        self.controllers.mute_rules.ask_for_rule()

    def action_hidden(self) -> None:
        """Show what is hidden, and why."""
        self.controllers.mute_rules.show_hidden()

    def action_save_view(self) -> None:
        """Save the filter as a view, or remove the view of this tab."""
        self.controllers.saved_views.save_or_remove()

    @property
    def footer_commands(self) -> tuple[CommandName, ...]:
        """The commands that matter in the active pane."""
        in_list = self.panes.active_pane is self.thread_list
        return front_keys(self.context, self.KEYS, self.thread_list, in_list=in_list, is_blank=self.has_class("-empty"))

    def footer_label(self, command: Command) -> str:
        """Return the label of a command in the footer: what Esc leaves first, and what `f` does to this thread."""
        row = self.context.listing.row(self.thread_id)
        if command.name == CommandName.FOLLOW and row and row.followed:
            return "unfollow"
        if command.name != CommandName.BACK or not (self.context.listing.filter_text or self.context.marked):
            return super().footer_label(command)
        return "clear" if self.context.listing.filter_text else "unmark"

    def status_text(self) -> str:
        """Return what is new, or what the filter found."""
        mistake, is_narrow = self.filter.mistake, self.has_class("-narrow")
        return status_text(self.context, self.thread_list, mistake, is_narrow=is_narrow)

    def _update_clock(self) -> None:
        """Show the time, and the ages as of now; none while a preparation moves the clock."""
        self.thread_list.set_now(self.context.now())
        self._show_header_notes()

    def _show_header_notes(self) -> None:
        self.tabs.note, self.tabs.short_note = header_notes(self.context, is_narrow=self.has_class("-narrow"))

    @property
    def footer_keys(self) -> list[tuple[str, str, str]]:
        """The keys of the filter while it is typed, else those of the pane."""
        return list(INPUT_KEYS) if self.filter.input.has_focus else super().footer_keys

    def show_status(self) -> None:
        """Show the state of the feeds beside the footer, too."""
        super().show_status()
        self._show_header_notes()
        self.key_bar.note = Content.styled(feeds_note(self.context), MUTED)
        self.key_bar.short_note = Content.styled(short_feeds_note(self.context), MUTED)
        is_said = bool(self.context.status_message) or self.has_class("-empty")  # an outage, by the answer or the page
        if not (self.status_line.right or is_said or self.has_class("-narrow")):
            room = self.size.width - self.status_line.left.cell_length - STATUS_PADDING
            self.status_line.right = Content(outage_text(self.context, room))
            self.status_line.right_action = "feeds" if self.status_line.right else ""
