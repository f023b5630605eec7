"""The filter of the front page: words or a query, looked up in the store while they are typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from textual.screen import Screen

from briefing.errors import BriefingError
from briefing.output.cells import cell_width
from briefing.text.query import is_more_than_words, parse_query, readable_part, require_terms
from briefing.tui.app_context import AppContext
from briefing.tui.queries import find_matches
from briefing.tui.tabs import ALL_TAB
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.filter_input import FilterInput
from briefing.tui.widgets.screen_bars import STATUS_PADDING
from briefing.tui.widgets.thread_list import ThreadList
from briefing.tui.worker_pool import start_task

QUERY_DEBOUNCE = 0.2
"""Seconds without a key after which a query is looked up."""
MISTAKE_PAUSE = 1.0
"""Seconds without a key after which a mistake in the query is named: a term that is being typed is no mistake yet."""
INPUT_KEYS = (
    ("filter_keep", "Enter", "keep"),
    ("back", "Esc", "clear"),
    ("filter_take", "Tab", "take"),
    ("filter_list", "Down", "list"),
)
"""What the footer shows while the filter is typed: action, key, label. These keys belong to the input."""


class FrontFilter:
    """Shows and hides the filter line, and filters the list."""

    def __init__(self, screen: Screen[None], context: AppContext) -> None:
        self._screen = screen
        self._context = context
        self.input = FilterInput(context.symbols, self.submit)
        self.mistake = ""
        """Why the query cannot be read; "": it can, or it is still being typed."""
        self._typed = ""
        self._good = ThreadListing()
        """The last listing whose filter could be read, for what it filters by."""
        self._searched_tab = ALL_TAB
        self._selected_before = ""
        self._lines_above_before = 0

    @property
    def is_open(self) -> bool:
        """Whether the filter line is visible."""
        return self._screen.has_class("-filtering")

    def open(self) -> None:
        """Show the filter line and focus it at once, so that it gets the next keys."""
        if not self._context.listing.filter_text:
            self._lines_above_before = self._screen.query_one(ThreadList).lines_above_cursor
        self._set_visible(True)
        self._screen.set_focus(self.input)
        self._context.run_in_background(self._load_query_values(), "known", exclusive=True)

    async def _load_query_values(self) -> None:
        names = self._context.services.names
        self.input.query_values = await self._context.work_pools.readers.run(names.query_values)
        self.input.update_completions()

    def follow(self, listing: ThreadListing) -> None:
        """Look for the best articles of a tab that was changed to; hide the filter line once the list has no filter.

        The filter ends when it becomes a tab.
        """
        if not listing.filter_text and self.input.value and not self.input.has_focus:
            self.clear()
        elif listing.filter_text and listing.tab != self._searched_tab and listing.matched_text == listing.filter_text:
            self._start_search(listing.filter_text, 0)

    def change(self) -> None:
        """Filter the list by what is typed by now: of keys that came at once, the first change takes all.

        Words filter at once, a query once the store has found what it means, and a text that cannot be read by what
        stands before the term that is still typed: list and numbers are always those of a text that can be read.
        """
        self.input.update_completions()
        if (text := self.input.value) == self._typed:
            return
        self._typed, self.mistake = text, ""
        listing, readable = self._context.listing, readable_part(text)
        waits = is_more_than_words(readable)
        self._context.listing = replace(listing) if waits else listing.with_filter(readable)
        self._note_good()
        self._start_search(text, QUERY_DEBOUNCE)

    def _note_good(self) -> None:
        """Note that the filter of the list can be read."""
        self._good = self._context.listing

    def _start_search(self, text: str, pause: float) -> None:
        start_task(self._screen, self._search(text, pause), "find", exclusive=True)

    async def _search(self, text: str, pause: float) -> None:
        """Find what matches after a pause; a mistake in the text is named after a longer pause."""
        await asyncio.sleep(pause)
        readable = readable_part(text)
        try:
            if readable.strip():
                await self._look_up(readable, text)
            if readable != text:
                require_terms(parse_query(text))
        except BriefingError as error:
            if self.input.has_focus:
                await asyncio.sleep(MISTAKE_PAUSE - QUERY_DEBOUNCE)
            is_typed = self.input.value == text  # else another text is looked up
            if is_typed and not self.input.completions.is_open:  # whoever looks for a value knows that it is missing
                self._go_back_to_good(text)
                self._show_mistake(error)

    async def _look_up(self, query: str, text: str) -> None:
        """Filter by what the store finds for a query, unless another text than this was typed meanwhile."""
        context = self._context
        self._searched_tab, threads = context.listing.tab, context.listing.tab_thread_ids
        ids, hits = await context.work_pools.readers.run(find_matches, context.services, query, threads)
        if text in (context.listing.filter_text, self.input.value):
            listing = context.listing.with_filter(query)
            context.listing = replace(listing, matching_ids=ids, hits=hits, matched_text=query)
            self._note_good()

    def _go_back_to_good(self, query: str) -> None:
        """Filter again by the last text that could be read, where Enter took a query that the store cannot look up."""
        listing, good = self._context.listing, self._good
        if listing.filter_text == query != good.filter_text and is_more_than_words(query):
            self._screen.set_focus(self.input)
            self._set_visible(True)
            self._context.listing = replace(
                listing,
                filter_text=good.filter_text,
                matching_ids=good.matching_ids,
                hits=good.hits,
                matched_text=good.matched_text,
            )

    def _show_mistake(self, error: BriefingError) -> None:
        whole, room = f"{error} {error.hint}", self._screen.app.size.width - STATUS_PADDING
        self.mistake = whole if cell_width(whole) <= room else error.hint or whole  # the hint has an example
        self._context.listing = replace(self._context.listing)  # the status line shows it

    def place_in(
        self, thread_list: ThreadList, before: ThreadListing | None, listing: ThreadListing
    ) -> tuple[str | None, int | None]:
        """Return the item for the cursor of a tab whose filter changed, and the lines to show above it; None: any.

        While a filter is typed, it is the first item (""); without a filter, the one that was selected before it, at
        its height. None: the cursor stays.
        """
        if before is None or (before.filter_text, before.matching_ids) == (listing.filter_text, listing.matching_ids):
            return None, None
        if not before.filter_text:
            self._selected_before = thread_list.selected_key
        if listing.filter_text:
            return "", None
        return self._selected_before, self._lines_above_before if before.filter_text else None

    def submit(self) -> None:
        """Take the chosen completion, or keep the filter and go back to the list.

        A query that cannot be read stays in the input, with the reason, or becomes the completion that stands behind
        it if no reason was named yet. An empty filter hides its line.
        """
        if self.input.take_listed():
            return
        is_named = bool(self.mistake)
        self.change()  # keys that came just before Enter have changed the input, but not yet the list
        if is_more_than_words(self.input.value) and (mistake := self._complete_to_read(is_named)):
            self._show_mistake(mistake)
            return
        self._context.listing = self._context.listing.with_filter(self.input.value)
        self._screen.set_focus(self._screen.query_one(ThreadList))
        self._set_visible(bool(self.input.value))
        if self._context.listing.filter_text.strip() and self._context.listing.matched_text != self.input.value:
            end_hold = self._context.hold_keys()  # the next keys are for what the store finds
            start_task(self._screen, self._finish_search(self.input.value, end_hold), "find", exclusive=True)

    async def _finish_search(self, text: str, end_hold: Callable[[], None]) -> None:
        try:
            await self._search(text, 0)
        finally:
            end_hold()

    def _complete_to_read(self, is_mistake_named: bool) -> BriefingError | None:
        """Take the completion that stands behind a query which can be read only with it; return why none can.

        It is not taken where the mistake is named: whoever read that did not mean the completion.
        """
        typed = self.input.value
        completed = "" if is_mistake_named else self.input.completed(typed)
        for text in (typed, completed or typed):
            try:
                require_terms(parse_query(text))
            except BriefingError as error:
                mistake = error
            else:
                self.input.value = text
                self.change()
                return None
        return mistake

    def clear(self) -> bool:
        """Close the list of completions, else remove the filter and hide its line; return whether it is gone."""
        if self.input.close_completions():
            return False
        self.mistake = ""
        self._set_visible(False)
        self.input.value = ""
        return True

    def _set_visible(self, visible: bool) -> None:
        self.input.close_completions()
        self._screen.set_class(visible, "-filtering")
        self._screen.query_one("#filter-line").display = visible
