"""The cursor of a screen whose layouts show the same lines in one pane or in two."""

from __future__ import annotations

from textual.screen import Screen

from briefing.tui.render.page_lines import Target
from briefing.tui.widgets.page import Page


class CarriedCursor:
    """Carries the cursor into the pane that shows what it is on, after the layout has changed."""

    def __init__(self, screen: Screen[None], *panes: Page) -> None:
        self._screen = screen
        self._panes = panes
        self._owner = panes[0]
        self._size = screen.size
        self._removed: list[Target] = []
        """What the cursor was on when corrections removed it, the last one last."""

    def start(self) -> None:
        """Begin in the first pane."""
        self._owner = self._panes[0]
        self.forget_removed()

    def forget_removed(self) -> None:
        """Forget what corrections removed: the page shows something else."""
        self._removed = []

    def note_focus(self) -> None:
        """Note which pane has the keys, unless it got them because the pane that had them was hidden."""
        focused = self._screen.focused
        if isinstance(focused, Page) and self._owner.display:
            self._owner = focused

    def carry(self, *, after_correction: bool = False) -> None:
        """Move the cursor to the pane that shows now what it is on, if that is another one.

        If none does, as a correction or a key removed it, the cursor goes to what stands in its place, and back once
        that correction is undone. While the size changes the panes may not be laid out yet, so that nothing is removed
        then.
        """
        has_settled, self._size = self._size == self._screen.size, self._screen.size
        former, target = self._owner, self._owner.target
        if after_correction and self._show_again():
            return
        if target is None or (former.display and former.has(target)):
            return
        for pane in self._panes:
            if pane is not former and pane.display and pane.has(target):
                self._give(pane, target)
                return
        if has_settled and former.display:
            former.select_in_place()
            self._removed += [target] if after_correction else []

    def _show_again(self) -> bool:
        """Move the cursor to the last target that a correction removed, if it is there again; return whether it is."""
        for index, target in reversed(list(enumerate(self._removed))):
            for pane in self._panes:
                if pane.display and pane.has(target):
                    del self._removed[index:]
                    self._give(pane, target)
                    return True
        return False

    def _give(self, pane: Page, target: Target) -> None:
        """Move the cursor to a target of a pane, and the keys to that pane."""
        former, self._owner = self._owner, pane
        if former is not pane:
            former.target = None
            pane.focus(scroll_visible=False)
        pane.select_target(target)
