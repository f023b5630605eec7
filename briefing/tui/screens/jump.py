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
from briefing.tui.widgets.page import Page

LETTERS = "asdfghl"
"""The letters of panes, from left to right: keys that lie under the fingers."""
HINT = "a letter goes to its pane, any other key leaves"
PANE_TITLES: Mapping[str, str] = {"list": "list", "detail": "thread", "sources": "articles"}


class JumpModal(ModalScreen[str]):
    """Shows a letter on each pane; the answer is the id of the pane whose letter was pressed, "" for any other key."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss('')", "Cancel", show=False)]

    def __init__(self, panes: Sequence[LineScrollView]) -> None:
        """Offer these panes; the labels of those that are out of sight stand behind the others."""
        super().__init__()
        self._panes = dict(zip(LETTERS, panes, strict=False))

    def compose(self) -> ComposeResult:
        """Put the label of each pane on the rule above it, so that it hides nothing that can be read."""
        seen = [pane for pane in self._panes.values() if pane.region.width]
        row, end = max(min((pane.region.y for pane in seen), default=0) - 1, 0), 1
        for letter, pane in self._panes.items():
            title = _title_of(pane)
            content = Content.assemble((f" {letter} ", "bold reverse"), f" {title} ")
            label = Static(content, classes="jump-label")
            left = max(pane.region.x + 1, end) if pane in seen else end
            label.styles.offset, end = (left, row), left + content.cell_length + 1
            yield label
        hint = Static(Content(f" {HINT} "), classes="jump-label")
        hint.styles.offset, hint.styles.width = (0, max(self.app.size.height - 1, 0)), self.app.size.width
        yield hint

    def on_key(self, event: events.Key) -> None:
        """Answer with the pane of the letter."""
        event.stop()
        event.prevent_default()
        pane = self._panes.get(event.key)
        if self.is_current:  # the key before it may have closed this; closing it again would close the screen below
            self.dismiss((pane.id or "") if pane else "")

    def on_click(self, event: events.Click) -> None:
        """Answer with the pane under the pointer."""
        at = event.screen_offset
        inside = (pane.id or "" for pane in self._panes.values() if pane.region.contains(at.x, at.y))
        self.dismiss(next(inside, ""))


def _title_of(pane: LineScrollView) -> str:
    """Return the title of a pane; of one that can begin with coverage or articles, the heading that it begins with."""
    headings = pane.headings if isinstance(pane, Page) and pane.id == "sources" else ()
    return headings[0].name if headings else PANE_TITLES.get(pane.id or "", pane.id or "")
