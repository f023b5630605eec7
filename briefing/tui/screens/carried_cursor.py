"""The cursor of a page whose lines another layout shows in another pane."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.tui.widgets.page import Page


def carry_cursor(former: Page, panes: Iterable[Page]) -> None:
    """Move the cursor of the pane that had the keys to the pane that shows now what it is on."""
    target = former.target
    if target is None or (former.display and former.has(target)):
        return
    if pane := next((one for one in panes if one is not former and one.display and one.has(target)), None):
        former.target = None
        pane.select_target(target)
        pane.focus(scroll_visible=False)
