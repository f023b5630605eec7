"""What the front page shows where it has no threads: a welcome, a preparation, or why nothing is listed."""

from __future__ import annotations

from functools import partial

from briefing.output.cells import cell_width
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.empty_list import empty_list
from briefing.tui.render.empty_pages import (
    Welcome,
    render_empty_list,
    render_empty_pane,
    render_preparation,
    render_welcome,
)
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.thread_preview import ThreadPreview
from briefing.tui.widgets.screen_bars import STATUS_PADDING
from briefing.tui.widgets.thread_list import ThreadList


class FrontNotices:
    """Fills the list and the panes of the front page while no threads do."""

    def __init__(
        self, screen: BaseScreen, context: AppContext, thread_list: ThreadList, preview: ThreadPreview
    ) -> None:
        self._screen = screen
        self._context = context
        self._list = thread_list
        self._preview = preview

    def show_welcome_if_empty(self) -> None:
        """Show the welcome over the whole page while nothing was ever fetched, else why the list has no threads."""
        context, screen = self._context, self._screen
        was_empty = screen.has_class("-empty")
        is_blank = context.started and not context.listing.rows
        is_empty = is_blank and context.store_is_empty
        screen.set_class(is_empty, "-empty")
        screen.show_footer()
        if is_empty:
            welcome = Welcome(context.health, context.now(), context.progress is not None, context.arrived)
            render = partial(render_welcome, welcome, context.key_for, screen.symbols)
            self._preview.detail_pane.show(render)
        elif context.started and not self._list.items:
            self.show_no_threads()
        if was_empty and not is_empty:
            screen.call_after_refresh(self._give_keys_to_list)

    def _give_keys_to_list(self) -> None:
        """Let the keys move in the list, which was out of sight before the first news came."""
        self._list.focus()
        self._screen.show_status()  # its columns have titles where the list is in sight

    def say_what_next(self, report: str) -> None:
        """Say after the first news which keys a new reader needs, behind what the refresh reports, or after it."""
        context = self._context
        enter, all_keys = context.key_for(CommandName.OPEN), context.key_for(CommandName.HELP)
        keys = f"{enter} opens this thread, {all_keys} lists all keys"
        whole = " - ".join(filter(None, (report, keys)))
        fits = cell_width(whole) <= self._screen.app.size.width - STATUS_PADDING
        for message in filter(None, (whole,) if fits else (report, keys)):
            context.notify_in_background(message)

    def show_preparation(self, steps: tuple[int, int] | None) -> None:
        """Show how far the store is filled; the frame stands meanwhile."""
        screen = self._screen
        screen.show_footer()
        if steps is not None:
            self._list.show_empty(partial(render_preparation, steps, screen.symbols))
            screen.show_status()

    def show_no_threads(self) -> None:
        """Show in all panes that there is nothing to show, and what to press."""
        context, screen = self._context, self._screen
        screen.workers.cancel_group(screen, "detail")  # a thread that is still loading is not in this list
        self._preview.read_timer.stop()
        screen.thread = None
        empty = empty_list(context.listing, context.services.config.feeds, context.health)
        self._list.show_empty(partial(render_empty_list, empty, context.key_for))
        key = context.key_for(CommandName.BACK if empty.filter_text else CommandName.PREVIOUS_TAB)
        self._preview.detail_pane.show(partial(render_empty_pane, "Summary and timeline", key))
        self._preview.articles_pane.show(partial(render_empty_pane, "The articles", key))
