"""The layout of a screen with a title and one list, which is loaded again after each refresh."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from briefing.tui.render.page_lines import MUTED
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.pane_rule import PaneRule


class ListLayout:
    """The widgets of such a screen, for its `compose` and its `on_mount`."""

    def __init__(self, screen: BaseScreen, title: str) -> None:
        self._screen = screen
        self._title_bar = Static(Content.styled(f" {title}", MUTED), id="where")
        self.page = Page(screen.symbols, id="detail", keeps_cursor=True)

    def compose(self) -> ComposeResult:
        """Lay out the bars and the list."""
        yield self._title_bar
        yield self._screen.status_line
        yield self._screen.search.line
        yield PaneRule(self._screen.symbols, "top")
        yield self.page
        yield self._screen.key_bar

    def start(self, reload: Callable[[], None]) -> None:
        """Give the list the keys; load what it shows, and again after each refresh."""
        self._screen.show_footer()
        self.page.focus()
        self._screen.watch(self._screen.app, "health", reload)
