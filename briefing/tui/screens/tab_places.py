"""Where the cursor goes when the tab changes: it stays on its thread, also through tabs that do not list it."""

from __future__ import annotations

from typing import NamedTuple

from briefing.tui.tabs import Tab
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.thread_list import ThreadList


class Place(NamedTuple):
    """The item under the cursor of a tab, and the lines in sight above it."""

    key: str
    lines_above: int


class TabPlaces:
    """Finds the item for the cursor in each tab.

    That is the one that the reader chose last. A tab that does not list it has the cursor on its first item, and
    leaves it as the choice as long as the reader moves the cursor to no other.
    """

    def __init__(self, thread_list: ThreadList) -> None:
        self._list = thread_list
        self._place_by_tab: dict[Tab, Place] = {}
        self._chosen = ""
        self._put_on = ""

    def note_opened(self, key: str) -> None:
        """Take the item that the reader opened for the chosen one."""
        self._chosen, self._put_on = key, ""

    def place_in(self, listing: ThreadListing, former: Tab) -> tuple[str | None, int | None]:
        """Return the item for the cursor in the tab of a list, and the lines to show above it; None: any.

        Args:
            listing: The list that is shown next.
            former: The tab that is still shown.
        """
        left = Place(self._list.selected_key, self._list.lines_above_cursor)
        self._place_by_tab[former] = left
        if left.key != self._put_on:
            self._chosen = left.key
        here = self._place_by_tab.get(listing.tab, Place("", 0))
        keys = {item.key: bool(item.row) for item in listing.items}
        is_same_line = here.key == self._chosen
        wanted = self._chosen if is_same_line or keys.get(self._chosen) else ""
        self._put_on = wanted if wanted in keys else next(iter(keys), "")
        return self._put_on, here.lines_above if is_same_line and wanted in keys else None
