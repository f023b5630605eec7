"""The cursor of a screen whose layouts show the same lines in one pane or in two."""

from __future__ import annotations

from textual.screen import Screen

from briefing.tui.widgets.page import Page


class CarriedCursor:
    """Carries the cursor into the pane that shows what it is on, after the layout has changed."""

    def __init__(self, screen: Screen[None], *panes: Page) -> None:
        self._screen = screen
        self._panes = panes
        self._owner = panes[0]
        self._size = screen.size

    def start(self) -> None:
        """Begin in the first pane."""
        self._owner = self._panes[0]

    def note_focus(self) -> None:
        """Note which pane has the keys, unless it got them because the pane that had them was hidden."""
        focused = self._screen.focused
        if isinstance(focused, Page) and self._owner.display:
            self._owner = focused

    def carry(self) -> None:
        """Move the cursor to the pane that shows now what it is on, if that is another one.

        If none does, as a correction or a key removed it, the cursor goes to what stands in its place. While the size
        changes the panes may not be laid out yet, so that nothing is removed then.
        """
        has_settled, self._size = self._size == self._screen.size, self._screen.size
        former, target = self._owner, self._owner.target
        if target is None or (former.display and former.has(target)):
            return
        for pane in self._panes:
            if pane is not former and pane.display and pane.has(target):
                self._owner, former.target = pane, None
                pane.select_target(target)
                pane.focus(scroll_visible=False)
                return
        if has_settled and former.display:
            former.select_in_place()
