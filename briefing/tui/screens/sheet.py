"""A sheet over the screen: help, evidence."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page, Painter


class Sheet(ModalScreen[None]):
    """A page to read and put away."""

    BINDINGS: ClassVar = [
        Binding("escape,q,w,question_mark,enter,f1", "dismiss", "Close", show=False),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup,b", "page(-1)", "Page up", show=False),
        Binding("g,home", "top", "Top", show=False),
        Binding("G,end", "bottom", "Bottom", show=False),
    ]
    AUTO_FOCUS = "Page"

    def __init__(self, title: str, painter: Painter, symbols: Symbols) -> None:
        super().__init__()
        self._heading = title
        self._painter = painter
        self._page = Page(symbols, id="sheet-page")

    def compose(self) -> ComposeResult:
        """Lay out title and page."""
        yield Static(
            Content.assemble((self._heading, "bold"), ("   Esc closes", "$foreground-muted")), id="sheet-title"
        )
        yield self._page

    def on_mount(self) -> None:
        """Show the page."""
        self._page.show(self._painter)

    def action_move(self, step: int) -> None:
        """Scroll by a line or two."""
        self._page.move(step)

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        self._page.page(step)

    def action_top(self) -> None:
        """Show the start."""
        self._page.top()

    def action_bottom(self) -> None:
        """Show the end."""
        self._page.bottom()
