"""Folding and unfolding what lines of the front page stand for."""

from __future__ import annotations

from briefing.tui.app_context import AppContext
from briefing.tui.list_items import ItemKind, ListItem, parts_key
from briefing.tui.widgets.thread_list import ThreadList


class ListFolding:
    """Folds and unfolds the line under the cursor of the list."""

    def __init__(self, context: AppContext, thread_list: ThreadList) -> None:
        self._context = context
        self._list = thread_list

    def toggle(self, line: ListItem) -> None:
        """Fold or unfold a line; say so where it stands for nothing."""
        if line.kind is ItemKind.END and not line.folded:
            self._context.notify_status("There is nothing older")
        else:
            self._context.listing = self._context.listing.with_toggled(line.toggle_key)

    def unfold(self) -> None:
        """Show what the line under the cursor folds, or all parts of the affair under it; again folds it."""
        item, listing = self._list.selected, self._context.listing
        if item is None or item.hit:
            return
        if item.row is None:
            self.toggle(item)
        elif affair := next((e for e in listing.page.entries if item.row in (e.row, *e.parts)), None):
            self._context.listing = listing.with_toggled(parts_key(affair.row.id))

    def fold(self) -> None:
        """Hide again what a line unfolded, also from below it: the cursor goes to that line.

        From a part, or a line, of an affair that has nothing to hide the cursor goes to the affair.
        """
        item = self._list.selected
        if item and (line := self._context.listing.folding_item(item)):
            self._list.select(self._list.items.index(line))
            self._context.listing = self._context.listing.with_folded(line)
        elif item and item.kind in (ItemKind.PART, ItemKind.MORE_PARTS):
            self._list.select_above(ItemKind.THREAD)

    def show_older(self) -> bool:
        """Show what is older if the cursor is at the end of the news; return whether it was."""
        item = self._list.selected
        if not (item and item.kind is ItemKind.END and not item.is_open):
            return False
        self._context.listing = self._context.listing.with_toggled(item.toggle_key)
        self._list.reveal_unfolded()
        return True
