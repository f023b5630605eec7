"""What the list of the front page shows of a listing, with the cursor where it belongs."""

from __future__ import annotations

from briefing.output.formatting import format_headline
from briefing.tui.app_context import AppContext
from briefing.tui.render.thread_row import RowOptions
from briefing.tui.screens.front_filter import FrontFilter
from briefing.tui.screens.tab_places import TabPlaces
from briefing.tui.screens.thread_preview import ThreadPreview
from briefing.tui.tabs import ALL_TAB
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.thread_list import ThreadList


class ShownList:
    """Shows one listing after another: the cursor stays on its thread, or goes to the one that this ended in."""

    def __init__(
        self,
        context: AppContext,
        thread_list: ThreadList,
        filter: FrontFilter,
        tab_places: TabPlaces,
        preview: ThreadPreview,
    ) -> None:
        self._context = context
        self._list = thread_list
        self._filter = filter
        self._tab_places = tab_places
        self._preview = preview
        self._shown: ThreadListing | None = None

    def show(self, listing: ThreadListing) -> None:
        """Show a listing; load what is beside the list again if that is no longer what it was."""
        before, self._shown = self._shown, listing
        selected, item_before = self._list.selected_id, self._list.selected
        if selected and before and before.tab == listing.tab and not listing.row(selected):
            self._context.left_threads.append(selected)
        if before and before.tab != listing.tab:
            select_key, lines_above = self._tab_places.place_in(listing, before.tab)
        else:
            select_key, lines_above = self._filter.place_in(self._list, before, listing)
        if select_key is None and (survivor := listing.survivor_of(selected)):
            select_key, lines_above = survivor, self._list.lines_above_cursor
        self._list.show(listing.items, self._row_options(listing), select_key, lines_above)
        if before is not None and (row := listing.row(selected)):
            self._preview.take_over(row)
        item = self._list.selected
        if item and item_before and item.row is None and item.key == item_before.key and item != item_before:
            self._preview.show_item(item)  # it folds now what it showed, or other threads

    def _row_options(self, listing: ThreadListing) -> RowOptions:
        return RowOptions(
            self._context.now(),
            self._context.symbols,
            show_section=listing.tab == ALL_TAB,
            news_since=listing.news_since,
            page_since=listing.page_since,
            compact=self._context.ui_state.compact,
            words=listing.filter_words,
            found_headlines={hit.thread: format_headline(hit.article) for hit in reversed(listing.hits)},
        )

    def select(self, thread_id: str, *, unfold: bool) -> None:
        """Move the cursor to a thread, if it is listed; `unfold` shows it first if a line folds it.

        It then comes to the height of the cursor. The thread does not count as one that the reader moved to.
        """
        if unfold:
            self._context.listing = self._context.listing.with_unfolded(thread_id)
        ids = [item.thread_id for item in self._list.items]
        if thread_id in ids and unfold:
            self._list.select_in_place(ids.index(thread_id))
        elif thread_id in ids:
            self._list.select(ids.index(thread_id), by_reader=False)
