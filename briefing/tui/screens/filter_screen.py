"""The part of the front page that narrows its list: words or a query, looked up while they are typed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.widgets import Input

from briefing.errors import BriefingError
from briefing.tui.screens.reading_screen import ReadingScreen
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.filter_input import FilterInput
from briefing.tui.widgets.thread_list import ThreadList
from briefing.tui.worker_pool import start_worker

QUERY_DEBOUNCE = 0.2
"""Seconds without a key after which a query is looked up."""


class FilterScreen(ReadingScreen):
    """A list of threads and the line of its filter."""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__(symbols)
        self.thread_list = ThreadList(symbols, id="list")
        self.filter_line = FilterInput()

    def action_filter(self) -> None:
        """Open the line of the filter."""
        self._show_filter(True)
        self.set_focus(self.filter_line)  # at once: what is typed next is meant for it
        self.briefing_app.run_in_background(self._load_query_values(), "known", exclusive=True)

    def _show_filter(self, on: bool) -> None:
        self.set_class(on, "-filtering")
        self.query_one("#filter-line").display = on

    async def _load_query_values(self) -> None:
        self.filter_line.query_values = await self.briefing_app.async_services.query_values()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while the reader types."""
        if event.value != self.briefing_app.listing.filter_text:
            self.briefing_app.listing = self.briefing_app.listing.with_filter(event.value)
            start_worker(self, self._look_up_query(event.value), "find", exclusive=True)

    async def _look_up_query(self, query: str) -> None:
        """Ask the store what a query means, once the reader pauses; a mistake in it is told meanwhile."""
        await asyncio.sleep(QUERY_DEBOUNCE)
        app = self.briefing_app
        if not query.strip():
            return
        try:
            found = await app.async_services.find_thread_ids(query)
        except BriefingError as error:
            app.notify_status(f"{error} {error.hint}")
            return
        if app.listing.filter_text == query:
            app.listing = replace(app.listing, matching_ids=found)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list."""
        self._show_filter(bool(self.filter_line.value))
        self.thread_list.focus()
