"""Jumping to a pane: a letter stands on each, and the next key leads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.widgets.line_scroll_view import LineScrollView

LETTERS = "asdfghl"
"""The letters of panes, from left to right: keys that lie under the fingers."""
PANE_TITLES: Mapping[str, str] = {"list": "list", "detail": "thread", "sources": "articles"}


class JumpModal(ModalScreen[str]):
    """Shows a letter on each pane; the answer is the id of the pane whose letter was pressed, "" for any other key."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss('')", "Cancel", show=False)]

    def __init__(self, panes: Sequence[LineScrollView]) -> None:
        """Offer these panes; those that are out of sight stand at the left edge."""
        super().__init__()
        self._panes = dict(zip(LETTERS, panes, strict=False))

    def compose(self) -> ComposeResult:
        """Put the label of each pane at its upper left corner."""
        row = 0
        for letter, pane in self._panes.items():
            title = PANE_TITLES.get(pane.id or "", pane.id or "")
            label = Static(Content.assemble((f" {letter} ", "bold reverse"), f" {title} "), classes="jump-label")
            if pane.region.width:
                label.styles.offset = (pane.region.x + 1, pane.region.y)
            else:
                row += 1
                label.styles.offset = (1, max(self.app.size.height - 2 - row, 0))
            yield label

    def on_key(self, event: events.Key) -> None:
        """Answer with the pane of the letter."""
        event.stop()
        event.prevent_default()
        pane = self._panes.get(event.key)
        self.dismiss((pane.id or "") if pane else "")

    def on_click(self, event: events.Click) -> None:
        """Answer with the pane under the pointer."""
        at = event.screen_offset
        inside = (pane.id or "" for pane in self._panes.values() if pane.region.contains(at.x, at.y))
        self.dismiss(next(inside, ""))
