"""The filter of the front page: words or a query, looked up in the store while they are typed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.screen import Screen

from briefing.errors import BriefingError
from briefing.tui.app_context import AppContext
from briefing.tui.queries import matching_thread_ids
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.filter_input import FilterInput
from briefing.tui.widgets.thread_list import ThreadList
from briefing.tui.worker_pool import start_worker

QUERY_DEBOUNCE = 0.2
"""Seconds without a key after which a query is looked up."""


class FilterController:
    """Shows and hides the filter line, and filters the list."""

    def __init__(self, screen: Screen[None], context: AppContext) -> None:
        self._screen = screen
        self._context = context
        self.input = FilterInput()
        self._selected_before = ""

    @property
    def is_open(self) -> bool:
        """Whether the filter line is visible."""
        return self._screen.has_class("-filtering")

    def open(self) -> None:
        """Show the filter line and focus it at once, so that it gets the next keys."""
        self._set_visible(True)
        self._screen.set_focus(self.input)
        self._context.run_in_background(self._load_query_values(), "known", exclusive=True)

    async def _load_query_values(self) -> None:
        reading = self._context.services.reading
        self.input.query_values = await self._context.work_pools.readers.run(reading.query_values)

    def change(self, text: str) -> None:
        """Filter the list by what is typed."""
        if text != self._context.listing.filter_text:
            self._context.listing = self._context.listing.with_filter(text)
            start_worker(self._screen, self._look_up(text), "find", exclusive=True)

    async def _look_up(self, query: str) -> None:
        """Find the matching threads once the typing pauses; a mistake in the query is reported."""
        await asyncio.sleep(QUERY_DEBOUNCE)
        context = self._context
        if not query.strip():
            return
        try:
            ids = await context.work_pools.readers.run(matching_thread_ids, context.services, query)
        except BriefingError as error:
            context.notify_status(f"{error} {error.hint}")
            return
        if context.listing.filter_text == query:
            context.listing = replace(context.listing, matching_ids=ids)

    def item_to_select(
        self, thread_list: ThreadList, before: ThreadListing | None, listing: ThreadListing
    ) -> str | None:
        """Return the item for the cursor when tab or filter changed; None: the cursor stays, "": the first.

        While a filter is typed, it is the first item; without a filter, the one that was selected before it.
        """
        if before is None or (before.tab, before.filter_text, before.matching_ids) == (
            listing.tab,
            listing.filter_text,
            listing.matching_ids,
        ):
            return None
        if before.tab != listing.tab:
            return thread_list.selected_id
        if not before.filter_text:
            self._selected_before = thread_list.selected_key
        return "" if listing.filter_text else self._selected_before

    def submit(self) -> None:
        """Keep the filter; hide its line if it is empty."""
        self._set_visible(bool(self.input.value))

    def clear(self) -> None:
        """Remove the filter and hide its line."""
        self._set_visible(False)
        self.input.value = ""

    def _set_visible(self, visible: bool) -> None:
        self._screen.set_class(visible, "-filtering")
        self._screen.query_one("#filter-line").display = visible
