"""The part of the front page that narrows its list: words or a query, looked up while they are typed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.widgets import Input

from briefing.errors import BriefingError
from briefing.tui.screens.reader import Reader
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.query_line import QueryLine
from briefing.tui.widgets.thread_list import ThreadList
from briefing.tui.workers import start

PAUSE = 0.2
"""Seconds without a key after which a query is looked up."""


class Filtering(Reader):
    """A list of threads and the line of its filter."""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__(symbols)
        self.thread_list = ThreadList(symbols, id="list")
        self.filter_line = QueryLine()

    def action_filter(self) -> None:
        """Open the line of the filter."""
        self._show_filter(True)
        self.set_focus(self.filter_line)  # at once: what is typed next is meant for it
        self.briefing.attempt(self._learn(), "known", exclusive=True)

    def _show_filter(self, on: bool) -> None:
        self.set_class(on, "-filtering")
        self.query_one("#filter-line").display = on

    async def _learn(self) -> None:
        self.filter_line.known = await self.briefing.newsroom.known()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while the reader types."""
        if event.value != self.briefing.listing.words:
            self.briefing.listing = self.briefing.listing.filtered(event.value)
            start(self, self._find(event.value), "find", exclusive=True)

    async def _find(self, words: str) -> None:
        """Ask the store what a query means, once the reader pauses; a mistake in it is told meanwhile."""
        await asyncio.sleep(PAUSE)
        app = self.briefing
        if not words.strip():
            return
        try:
            found = await app.newsroom.find(words)
        except BriefingError as error:
            app.say(f"{error} {error.hint}")
            return
        if app.listing.words == words:
            app.listing = replace(app.listing, found=found)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list."""
        self._show_filter(bool(self.filter_line.value))
        self.thread_list.focus()
