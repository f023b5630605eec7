"""Saved views: a filter under a name, which is a tab."""

from __future__ import annotations

from dataclasses import replace

from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.store_writer import StoreWriter
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.tabs import ALL_TAB, Tab, TabKind


class SavedViewController:
    """Saves the filter as a view, and removes views."""

    def __init__(self, context: AppContext, writer: StoreWriter) -> None:
        self._context = context
        self._writer = writer

    def save_or_remove(self) -> None:
        """Ask for a name and save the filter as a view; on the tab of a view, remove it."""
        listing = self._context.listing
        if listing.tab.kind is TabKind.VIEW:
            self._remove_view(listing.tab.name)
        elif listing.filter_text:
            self._ask_view_name(listing.filter_text)
        else:
            key = self._context.key_for(CommandName.FILTER)
            self._context.notify_status(f"Filter first: {key} takes words, or a query such as section:asia is:unread")

    def _remove_view(self, name: str) -> None:
        tab, views = self._context.listing.tab, self._context.services.views

        def show_tab_again() -> None:
            self._context.listing = replace(self._context.listing, tab=tab)

        self._context.listing = replace(self._context.listing, tab=ALL_TAB)
        self._writer.apply_change(lambda: views.remove(name), f"Removed the view: {name}", show_tab_again)

    def _ask_view_name(self, query: str) -> None:
        views = self._context.services.views

        def attempt(name: str, end_attempt: EndAttempt) -> None:
            def show_tab() -> str:
                self._context.listing = replace(self._context.listing.with_filter(""), tab=Tab.view(name))
                return f"Saved the view: {name}"

            self._writer.try_change(lambda: views.save(name, query), show_tab, end_attempt)

        prompt = TextPrompt("Save as a view", f"the name of the view for: {query}", query, attempt, is_proposal=True)
        self._context.ask(prompt)
